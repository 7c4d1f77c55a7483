/* SPDX-License-Identifier: MIT */
#include "text/denied.h"

#include "evidence/fact.h"
#include "text/subjects.h"

enum { NAME_WORDS = 8, NAME_BYTES = 160, BETWEEN = 6, NEAR = 8 };

static const char *const nots[] = {"not", "isn't", "aren't", "doesn't", "don't", "不", "未", "非", NULL};

static const struct license *license_of(const struct saying *s, uint32_t from, uint32_t to)
{
	char name[NAME_BYTES];
	return words_fold(s->t, from, to - 1, name, sizeof name) ? catalog_alias(s->c, name) : NULL;
}

/* "… not covered by the Pear License", from the word behind "not" on; NULL: no known license is named there. */
static const struct license *license_behind(const struct saying *s, uint32_t at, uint32_t to)
{
	static const char *const between[] = {"covered",   "licensed", "licenced",  "released", "governed", "distributed",
					      "available", "provided", "published", "offered",	"under",    "by",
					      "with",	   "the",      "terms",	    "of",	"subject",  "to",
					      "this",	   "fall",     "falling",   "适",	"用",	    "受",
					      "遵",	   "循",       "使",	    "采",	"是",	    NULL};
	const struct license *found = NULL;
	for (uint32_t end = at + BETWEEN; at < to && at < end && word_in(s->t, at, between);)
		at++;
	for (uint32_t n = to - at < NAME_WORDS ? to - at : NAME_WORDS; n > 0 && !found; n--)
		found = license_of(s, at, at + n);
	return found;
}

/* "The Pear License does not cover …": the one whose name ends before that word. */
static const struct license *license_before(const struct saying *s, uint32_t from, uint32_t behind)
{
	const struct license *found = NULL;
	for (uint32_t first = behind > from + NAME_WORDS ? behind - NAME_WORDS : from; first < behind && !found; first++)
		found = license_of(s, first, behind);
	return found;
}

/* Of the words up to `not`, or of those behind it, the weights and nothing else of what is here. */
static bool is_of_weights(const struct saying *s, uint32_t from, uint32_t to)
{
	static const char *const unlike[] = {"unlike", NULL};
	static const char *const others[] = {"base",	   "original", "upstream", "external", "their",
					     "downloaded", "if",       "unless",   "other",    NULL};
	unsigned of = subjects_in(s, from, to);
	if (from < to && word_in(s->t, from, unlike)) /* "Unlike the code, the weights are …" */
		of &= ~(unsigned)(SAID_OF_CODE | SAID_OF_DATA);
	return of == SAID_OF_WEIGHTS && !any_word_is(s->t, from, to, others);
}

static const struct license *denied_at(const struct saying *s, struct range in, uint32_t i)
{
	static const char *const does[] = {"does", "do", NULL}, *const reaching[] = {"cover", "extend", "apply", "govern", NULL};
	uint32_t near = i + NEAR < in.to ? i + NEAR : in.to;
	if (i + 2 < in.to && word_in(s->t, i + 1, reaching))
		return is_of_weights(s, i + 2, near)
			       ? license_before(s, in.from, i > in.from && word_in(s->t, i - 1, does) ? i - 1 : i)
			       : NULL;
	return is_of_weights(s, in.from, i) ? license_behind(s, i + 1, in.to) : NULL;
}

/* Most words begin otherwise than any word for "not", or have another length. */
static bool may_deny(const struct text *t, uint32_t i)
{
	const struct word *w = &t->words[i];
	char c = t->plain[w->start] | 0x20;
	uint32_t len = w->end - w->start;
	if (c == 'n')
		return len == 3;
	return (unsigned char)c >= 0x80 || (len > 4 && (c == 'i' || c == 'a' || c == 'd'));
}

size_t denied_find(const struct catalog *c, const struct text *t, const struct license *out[DENIED_MAX])
{
	const struct saying s = {c, t};
	size_t n = 0;
	for (uint32_t k = 1; k < t->n_words && c->n_subjects && t->n_sentences && n < DENIED_MAX; k++) {
		if (!may_deny(t, k) || !word_in(t, k, nots))
			continue;
		struct range in = words_of_sentence(t, sentence_of(t, t->words[k].start));
		const struct license *l = k > in.from && k - in.from < SENTENCE_WORDS ? denied_at(&s, in, k) : NULL;
		for (size_t i = 0; l && i < n; i++)
			l = out[i] == l ? NULL : l;
		if (l)
			out[n++] = l;
	}
	return n;
}
