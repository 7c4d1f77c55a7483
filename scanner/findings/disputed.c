/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "findings/disputed.h"

#include "findings/said.h"

#include <string.h>

enum { PAIRS_LOOKED = 500 /* of sayings of a card that exclude each other */ };

/* "Also under Pear", "Pear, unless a file says otherwise": besides another license. */
static bool is_besides(const struct said *s)
{
	static const char *const besides[] = {" also ", "addition", "unless", "except", "otherwise", " dual",	   " both ",
					      " some ", " part",    "other ", " else ", "the rest",  " remaining "};
	for (size_t i = 0; i < sizeof besides / sizeof *besides; i++)
		if (strcasestr(s->fact->value, besides[i]))
			return true;
	return false;
}

/*
 * In a sentence or a badge, of all that is here, or of nothing but the weights, and not besides another license. A plain label is often
 * that of the model that the heading over it names.
 */
static bool is_of_whole(const struct said *s, unsigned whole)
{
	const unsigned how = SAID_BY_LABEL | SAID_BY_IMAGE;
	bool counts = (s->of & ~(how | SAID_PLAINLY)) == whole && (s->of & how) != SAID_BY_LABEL;
	return counts && s->expression->license && s->fact->value && !is_besides(s);
}

/* One sentence may name two licenses for both. */
static bool excludes(const struct dossier *d, const struct said *a, const struct said *b)
{
	return strcmp(a->fact->value, b->fact->value) != 0 && said_names_another(d, a, b);
}

/* Badges of two licenses stand for two things: they are taken out. Returns how many are left. */
static size_t drop_badges(const struct dossier *d, size_t *wholes, size_t n)
{
	const struct said *badge = NULL;
	size_t kept = 0;
	bool differ = false;
	for (size_t i = 0; i < n; i++) {
		const struct said *s = &d->said[wholes[i]];
		if (!(s->of & SAID_BY_IMAGE))
			continue;
		differ |= badge && said_names_another(d, badge, s);
		badge = badge ? badge : s;
	}
	for (size_t i = 0; i < n; i++)
		if (!differ || !(d->said[wholes[i]].of & SAID_BY_IMAGE))
			wholes[kept++] = wholes[i];
	return kept;
}

/* The link of a plain label: "License: [Pear](…)". */
static bool is_link_of_label(const struct said *s, const struct said *before)
{
	return before->entry == s->entry && (before->of & (SAID_BY_LABEL | SAID_BY_IMAGE)) == SAID_BY_LABEL &&
	       before->fact->value && !strcmp(before->fact->value, s->fact->value);
}

/*
 * Numbers of what one card, from `first` to `end`, says of all that is here: none where it tells parts apart; or, of the weights, of those
 * alone.
 */
static size_t find_wholes(const struct dossier *d, size_t first, size_t end, unsigned whole, size_t *out)
{
	size_t n = 0;
	bool parted = false;
	for (size_t i = first; i < end; i++) {
		parted |= whole == SAID_OF_ALL && !(d->said[i].of & SAID_OF_ALL);
		if (is_of_whole(&d->said[i], whole) && !(i && is_link_of_label(&d->said[i], &d->said[i - 1])))
			out[n++] = i;
	}
	return parted ? 0 : drop_badges(d, out, n);
}

/* Which of two sayings that exclude each other is disputed: the one whose text is not here, else the later of two plain ones; n_said: neither. */
static size_t disputed_of(const struct dossier *d, size_t first, size_t later, bool any_text)
{
	const struct said *a = &d->said[first], *b = &d->said[later];
	bool held = any_text && said_has_text(d, a->expression);
	if (any_text)
		return held == said_has_text(d, b->expression) ? d->n_said : held ? later : first;
	return a->of & b->of & SAID_PLAINLY ? later : d->n_said;
}

/* Marks what is disputed among n sayings of one card; false: there are more pairs than are looked at. */
static bool find_disputed_in(struct dossier *d, const size_t *wholes, size_t n, bool any_text, size_t *looked, bool *disputed)
{
	for (size_t i = 0; i < n; i++)
		for (size_t k = i + 1; k < n; k++) {
			size_t a = wholes[i], b = wholes[k];
			if (disputed[a] || disputed[b] || !excludes(d, &d->said[a], &d->said[b]))
				continue;
			if (++*looked > PAIRS_LOOKED)
				return false;
			size_t found = disputed_of(d, a, b, any_text);
			if (found < d->n_said)
				disputed[found] = true;
		}
	return true;
}

/*
 * What a card says of all that is here, or of the weights, where it says elsewhere that this is under another license: the two are not
 * added up. Where the text of one is here, the other contradicts it; where there is none, they contradict each other.
 */
const bool *disputed_find(struct dossier *d)
{
	static const unsigned wholes[] = {SAID_OF_ALL, SAID_OF_WEIGHTS};
	bool *disputed = arena_array(d->arena, d->n_said, sizeof *disputed), any_text = said_beside_text(d);
	size_t *numbers = arena_array(d->arena, d->n_said, sizeof *numbers), looked = 0;
	for (size_t first = 0, end; first < d->n_said; first = end) {
		end = first;
		while (end < d->n_said && d->said[end].entry == d->said[first].entry)
			end++;
		for (size_t i = 0; i < (any_text ? 1 : 2); i++) { /* beside a text, that of the weights is often somewhere else */
			size_t n = find_wholes(d, first, end, wholes[i], numbers);
			if (find_disputed_in(d, numbers, n, any_text, &looked, disputed))
				continue;
			dossier_cut(d, d->said[first].entry, SAID_CUT);
			return disputed;
		}
	}
	return disputed;
}
