/* SPDX-License-Identifier: MIT */
/*
 * texts: which texts that state terms are the same, changed, new or gone. Words decide: a text that is only wrapped otherwise has not
 * changed. Of a changed one the sections are compared (text/compare.h).
 */
#include "diff/diff.h"
#include "diff/pairing.h"
#include "text/compare.h"

#include <stdlib.h>
#include <string.h>

enum { TEXT_MATCHES = 100 }; /* of one text that are looked at */

struct terms { /* a text with what it is */
	const struct side_text *text;
	const char *license; /* ids of the licenses that it is, exact or not: "LicenseRef-a, LicenseRef-b"; "" for none */
	const char *title;   /* the same with states: "LicenseRef-a (edited)" */
};

static const struct terms *terms(const void *x)
{
	return x;
}

/* --- what a text is -------------------------------------------------------------------------------------------------------- */

static bool is_listed(const char *list, const char *id)
{
	const char *at = strstr(list, id);
	size_t n = strlen(id);
	for (; at; at = strstr(at + 1, id))
		if ((at == list || at[-1] == ' ') && (!at[n] || at[n] == ','))
			return true;
	return false;
}

static int by_match(const void *x, const void *y)
{
	const struct side_match *a = x, *b = y;
	int order = strcmp(a->path, b->path);
	return order ? order : strcmp(a->license ? a->license : "", b->license ? b->license : "");
}

static int by_text_path(const void *x, const void *y)
{
	return strcmp(((const struct side_text *)x)->path, ((const struct side_text *)y)->path);
}

/* matches: sorted by path; *next: those before it are of texts before this one. */
static struct terms terms_of(const struct side_text *t, const struct list *matches, size_t *next, struct arena *a)
{
	struct terms out = {.text = t, .license = "", .title = ""};
	const struct side_match *match = matches->at;
	while (*next < matches->count && strcmp(match[*next].path, t->path) < 0)
		++*next;
	size_t end = *next + TEXT_MATCHES < matches->count ? *next + TEXT_MATCHES : matches->count;
	for (size_t i = *next; i < end && !strcmp(match[i].path, t->path); i++) {
		const char *id = match[i].license ? match[i].license : "unknown terms";
		if (!strcmp(match[i].state, "mention") || is_listed(out.license, id))
			continue;
		out.license = arena_printf(a, "%s%s%s", out.license, *out.license ? ", " : "", id);
		out.title = arena_printf(a, "%s%s%s%s", out.title, *out.title ? ", " : "", id,
					 match[i].license ? arena_printf(a, " (%s)", match[i].state) : "");
	}
	return out;
}

static struct list all_terms(const struct side_model *m, struct arena *a)
{
	struct terms *out = arena_array(a, m->texts.count, sizeof *out);
	struct side_text *texts = arena_memdup(a, m->texts.at, m->texts.count * sizeof *texts);
	struct list matches = {arena_memdup(a, m->matches.at, m->matches.count * sizeof(struct side_match)), m->matches.count};
	size_t next = 0;
	if (m->texts.count)
		qsort(texts, m->texts.count, sizeof *texts, by_text_path);
	if (matches.count)
		qsort(matches.at, matches.count, sizeof(struct side_match), by_match);
	for (size_t i = 0; i < m->texts.count; i++)
		out[i] = terms_of(&texts[i], &matches, &next, a);
	return (struct list){out, m->texts.count};
}

static const char *say(const struct terms *t)
{
	return *t->title ? t->title : t->text->role;
}

/* --- which is which -------------------------------------------------------------------------------------------------------- */

static int by_path(const void *x, const void *y)
{
	return strcmp(terms(x)->text->path, terms(y)->text->path);
}

/* Texts without words go by their bytes. */
static int by_words(const void *x, const void *y)
{
	const struct fingerprint *a = terms(x)->text->print, *b = terms(y)->text->print;
	if (!a || !b)
		return a || b ? (a ? 1 : -1) : strcmp(terms(x)->text->sha256, terms(y)->text->sha256);
	if (a->count != b->count)
		return a->count < b->count ? -1 : 1;
	return a->count ? memcmp(a->words, b->words, a->count * sizeof *a->words) : 0;
}

static int by_path_and_words(const void *x, const void *y)
{
	int order = by_path(x, y);
	return order ? order : by_words(x, y);
}

static int by_license(const void *x, const void *y)
{
	return strcmp(terms(x)->license, terms(y)->license);
}

static bool is_license(const void *x)
{
	return *terms(x)->license != 0;
}

static bool governs(const struct terms *t)
{
	return *t->license || !strcmp(t->text->role, "license") || !strcmp(t->text->role, "policy");
}

/* --- what became of it ----------------------------------------------------------------------------------------------------- */

static bool same_section(const struct section_pair *p)
{
	return p->a && p->b && p->a->count == p->b->count && p->common == p->a->count;
}

static void compare_sections(struct diff *diff, struct delta *d, const struct fingerprint *a, const struct fingerprint *b)
{
	struct comparison c;
	if (!a || !b)
		return;
	uint64_t work = (uint64_t)a->count * b->count;
	diff->text_work = work < diff->text_work ? diff->text_work - work : 0;
	if (!diff->text_work)
		return;
	fingerprints_compare(a, b, diff->arena, &c);
	struct section_change *out = arena_array(diff->arena, c.n_pairs, sizeof *out);
	for (uint32_t i = 0; i < c.n_pairs; i++) {
		const struct section_pair *p = &c.pairs[i];
		if (same_section(p))
			continue;
		out[d->n_sections++] = (struct section_change){.from = p->a ? p->a->label : NULL,
							       .to = p->b ? p->b->label : NULL,
							       .words_from = p->a ? p->a->count : 0,
							       .words_to = p->b ? p->b->count : 0,
							       .common = p->common};
	}
	d->sections = out;
}

static enum delta_number number_of(const struct terms *a, const struct terms *b)
{
	if (!a || !b)
		return a ? DELTA_TEXT_GONE : DELTA_TEXT_NEW;
	if (!by_words(a, b))
		return by_path(a, b) ? DELTA_TEXT_MOVED : DELTA_TEXT_REFORMATTED;
	if (is_license(a) && is_license(b) && !by_license(a, b))
		return DELTA_TEXT_UNDER_SAME_LICENSE;
	return governs(a) && governs(b) && !by_path(a, b) ? DELTA_TEXT_UNDER_SAME_NAME : DELTA_TEXT_CHANGED;
}

static void tell(struct diff *diff, struct model_diff *m, const struct terms *a, const struct terms *b)
{
	const struct terms *now = b ? b : a;
	if (!now)
		return;
	if (a && b && !by_path(a, b) && !strcmp(a->text->sha256, b->text->sha256))
		return;
	struct delta d = {.number = number_of(a, b), .what = now->text->path, .from = a ? say(a) : NULL, .to = b ? say(b) : NULL};
	if (a && b && d.number == DELTA_TEXT_MOVED) {
		d.from = a->text->path;
		d.to = b->text->path;
	} else if (a && b && d.number != DELTA_TEXT_REFORMATTED) {
		compare_sections(diff, &d, a->text->print, b->text->print);
	}
	delta_add(m, d);
}

void texts_compare(struct diff *d, struct model_diff *m)
{
	struct pairing p;
	pairing_init(&p, all_terms(m->a, d->arena), all_terms(m->b, d->arena), sizeof(struct terms), d->arena);
	pairing_pass(&p, by_path_and_words, NULL);
	pairing_pass(&p, by_words, NULL);
	pairing_pass(&p, by_path, NULL);
	pairing_pass(&p, by_license, is_license);
	for (size_t i = 0; i < p.a.count; i++)
		tell(d, m, pairing_a(&p, i), p.with_a[i] == ALONE ? NULL : pairing_b(&p, p.with_a[i]));
	for (size_t i = 0; i < p.b.count; i++)
		if (p.with_b[i] == ALONE)
			tell(d, m, NULL, pairing_b(&p, i));
}
