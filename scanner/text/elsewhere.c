/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "text/elsewhere.h"

#include "evidence/fact.h"
#include "text/mention.h"
#include "text/subjects.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum {
	NAMES_LOOKED = 200, /* up in the catalog, of one text: each asks for all of its links */
	LICENSE_WORDS = 8,
	DENIAL_WORDS = 5
};

static bool names_license(const struct catalog *c, const struct text *t, const struct span *sentence)
{
	struct mention *found;
	struct stretch rest[] = {{0, sentence->start}, {sentence->end, t->plain_len}};
	uint32_t n = mentions_find(c, t, rest, 2, 1, &found);
	free(found);
	return n > 0;
}

/* --- by links ------------------------------------------------------------------------------------------------------------- */

/* by_name: the words of the link name a license, so that "see" is enough to bind. */
static bool points_elsewhere(const struct saying *s, uint32_t number, const struct link *link, bool by_name)
{
	static const char *const pointing[] = {"see", "refer", "found", "available", "见", "参", NULL};
	const struct text *t = s->t;
	const struct sentence *in = &t->sentences[number];
	uint32_t from = word_after(t, in->start), to = word_after(t, in->end);
	bool about_licensing = false;
	if (strncasecmp(link->url, "http", 4) != 0 || !any_word_is(t, from, to, licensing_words))
		return false;
	if (!any_word_is(t, from, to, binding_words) && !(by_name && any_word_is(t, from, to, pointing)))
		return false;
	unsigned over = heading_subjects(s, in->paragraph, &about_licensing), all = subjects_in(s, from, to);
	return about_licensing && !((over | all) & SAID_OF_OTHERS) && all & SAID_OF_WEIGHTS;
}

/* The words of the link, behind the link or the sentence before it, speak of a license and name none that is known. */
static bool link_is_unknown_license(const struct saying *s, uint32_t number, const struct span *sentence)
{
	const struct text *t = s->t;
	struct span words = {number ? t->links[number - 1].plain : 0, t->links[number].plain};
	if (words.start < sentence->start)
		words.start = sentence->start;
	return any_word_is(t, word_after(t, words.start), word_after(t, words.end), licensing_words) &&
	       !names_license(s->c, t, &words);
}

/* An item of a list of weights, with nothing behind its link: "Tern-3B: [Plum License](…)". */
static bool labels_elsewhere(const struct saying *s, uint32_t number, const struct link *link)
{
	const struct text *t = s->t;
	const struct sentence *in = &t->sentences[number];
	bool about_licensing = false;
	if (in->lead == UINT32_MAX || strncasecmp(link->url, "http", 4) != 0 ||
	    word_after(t, link->plain) < word_after(t, in->end) || !memchr(t->plain + in->start, ':', in->end - in->start))
		return false;
	const struct sentence *lead = &t->sentences[in->lead];
	unsigned named = subjects_in(s, word_after(t, lead->start), word_after(t, lead->end));
	unsigned others = subjects_in(s, word_after(t, in->start), word_after(t, in->end)) & ~(unsigned)SAID_OF_WEIGHTS;
	unsigned over = heading_subjects(s, in->paragraph, &about_licensing);
	return about_licensing && named == SAID_OF_WEIGHTS && !others && !(over & SAID_OF_OTHERS);
}

size_t elsewhere_linked(const struct catalog *c, const struct text *t, struct elsewhere out[ELSEWHERE_MAX], bool *cut)
{
	struct saying s = {c, t};
	size_t n = 0, looked = 0;
	for (uint32_t i = 0; i < t->n_links && n < ELSEWHERE_MAX && looked < NAMES_LOOKED && t->n_sentences && c->n_subjects;
	     i++) {
		uint32_t at = t->links[i].plain, number = sentence_of(t, at ? at - 1 : 0);
		struct span sentence = {t->sentences[number].start, t->sentences[number].end};
		bool again = n && out[n - 1].sentence.start == sentence.start;
		if (again || !(points_elsewhere(&s, number, &t->links[i], true) || labels_elsewhere(&s, number, &t->links[i])))
			continue;
		looked++;
		bool beside = names_license(c, t, &sentence), unknown = link_is_unknown_license(&s, i, &sentence);
		if (unknown || (!beside && points_elsewhere(&s, number, &t->links[i], false)))
			out[n++] = (struct elsewhere){sentence, beside};
	}
	*cut |= looked == NAMES_LOOKED;
	return n;
}

/* --- by names that no record has ------------------------------------------------------------------------------------------ */

/* Nothing between the word and the next one but a blank or a hyphen: names go on so. */
static bool goes_on(const struct text *t, uint32_t i)
{
	uint32_t end = t->words[i].end, n = t->words[i + 1].start - end;
	return n <= 1 && (!n || strchr(" -.", t->plain[end]));
}

static bool is_capital(const struct text *t, uint32_t i)
{
	char first = t->plain[t->words[i].start];
	return (first >= 'A' && first <= 'Z') || (first >= '0' && first <= '9');
}

/* A word that tells one license from others: neither one of grammar, nor of what licenses are for, nor a number. */
static bool is_telling(const struct saying *s, uint32_t i)
{
	uint32_t n = s->t->words[i].end - s->t->words[i].start;
	char first = s->t->plain[s->t->words[i].start];
	return n > 1 && first >= 'A' && first <= 'Z' && !code_is(s, i, i, "common") && !code_is(s, i, i, "plain") &&
	       !code_is(s, i, i, "terms") && !named_in(s, i, i + 1);
}

/* "Tern-7B: Plum License" */
static bool behind_colon(const struct text *t, uint32_t i)
{
	uint32_t end = t->words[i - 1].end;
	return memchr(t->plain + end, ':', t->words[i].start - end) || !strncmp(t->plain + end, "：", 3);
}

/* The name that ends in "license", word `last`, in the words of a sentence: "the Plum Parameters License". Empty: none ends there. */
static struct range license_name(const struct saying *s, struct range in, uint32_t last)
{
	static const char *const opening[] = {"the", "a",    "an",  "under", "our", "by", "to",
					      "of",  "with", "see", "is",    "are", NULL};
	struct range name = {last, last + 1};
	bool telling = false;
	while (name.from > in.from && last - name.from < LICENSE_WORDS && goes_on(s->t, name.from - 1) &&
	       is_capital(s->t, name.from - 1))
		telling |= is_telling(s, --name.from);
	if (!telling || name.from == in.from || (!word_in(s->t, name.from - 1, opening) && !behind_colon(s->t, name.from)))
		return (struct range){0};
	static const char *const ending[] = {"agreement", NULL};
	name.to += name.to < in.to && goes_on(s->t, last) && word_in(s->t, last + 1, ending);
	return name;
}

/* Our own weights: nothing but plain words, or the name in the title, before the word that names them. */
static bool begins_with_weights(const struct saying *s, struct range in)
{
	struct range title = title_name(s->t);
	for (uint32_t i = in.from; i < in.to && i < in.from + PLAIN_WORDS; i++) {
		if (subjects_in(s, i, i + 1) & SAID_OF_WEIGHTS)
			return true;
		if (!is_plain_word(s, i, title) && !(i + 1 < in.to && code_is(s, i, i + 1, "weights")))
			return false;
	}
	return false;
}

/* What the words before the name speak of: those behind an earlier license, else all. */
static unsigned spoken_before(const struct saying *s, struct range before)
{
	uint32_t from = before.to;
	while (from > before.from && !word_in(s->t, from - 1, licensing_words))
		from--;
	unsigned near = subjects_in(s, from, before.to);
	return near ? near : subjects_in(s, before.from, before.to);
}

/* What the sentence puts under the license of that name: SAID_OF_WEIGHTS, or a piece that it names, SAID_OF_PART; 0: nothing. */
static unsigned put_under(const struct saying *s, uint32_t number, struct range in, struct range name)
{
	static const char *const not [] = {"not", "never", "no", "unlike", "than", "instead", "except", "without", NULL};
	static const char *const see[] = {"see", "refer", "accept", "agree", "accepting", NULL}, *const under[] = {"under", NULL};
	const struct text *t = s->t;
	struct range before = {in.from, name.from};
	uint32_t near = before.to > before.from + DENIAL_WORDS ? before.to - DENIAL_WORDS : before.from;
	bool about_licensing = false;
	unsigned over = heading_subjects(s, t->sentences[number].paragraph, &about_licensing);
	if ((over | subjects_in(s, in.from, in.to)) & SAID_OF_OTHERS || any_word_is(t, near, before.to, not ))
		return 0;
	bool label = behind_colon(t, name.from);
	unsigned of = spoken_before(s, before);
	of = of || !label ? of : named_before(s, number) & ~(unsigned)SAID_OF_ALL;
	of = of ? of : over;
	if (!of) {
		bool ours = !(named_before(s, number) & SAID_OF_OTHERS);
		return ours && names_piece(s, &t->sentences[number], name.from, (struct range){0}) ? SAID_OF_PART : 0;
	}
	if (!(of & SAID_OF_WEIGHTS) || names_owner(s, in, name))
		return 0;
	bool bound = about_licensing ? label || any_word_is(t, before.from, before.to, binding_words) ||
					       any_word_is(t, before.from, before.to, see)
				     : any_word_is(t, near, before.to, under) && begins_with_weights(s, before);
	return bound ? SAID_OF_WEIGHTS : 0;
}

/* The first such name in a sentence; counts the names that it looks up. */
static bool unknown_in(const struct saying *s, uint32_t number, uint32_t *looked, struct unknown_name *out)
{
	static const char *const license[] = {"license", "licence", NULL};
	const struct text *t = s->t;
	struct range in = words_of_sentence(t, number);
	for (uint32_t i = in.from; i < in.to && i < in.from + SENTENCE_WORDS && *looked < NAMES_LOOKED; i++) {
		struct range name = word_in(t, i, license) ? license_name(s, in, i) : (struct range){0};
		unsigned of = name.from < name.to ? put_under(s, number, in, name) : 0;
		if (!of)
			continue;
		*out = (struct unknown_name){{t->words[name.from].start, t->words[name.to - 1].end}, of == SAID_OF_PART};
		++*looked;
		if (!names_license(s->c, t, &out->span))
			return true;
	}
	return false;
}

size_t elsewhere_named(const struct catalog *c, const struct text *t, struct unknown_name out[ELSEWHERE_MAX], bool *cut)
{
	struct saying s = {c, t};
	uint32_t looked = 0;
	size_t n = 0;
	for (uint32_t i = 0; i < t->n_sentences && n < ELSEWHERE_MAX && looked < NAMES_LOOKED && c->n_subjects; i++)
		n += unknown_in(&s, i, &looked, &out[n]);
	*cut |= looked == NAMES_LOOKED;
	return n;
}
