/* SPDX-License-Identifier: MIT */
#include "text/undecided.h"

enum { BEFORE_WORDS = 8, AFTER_WORDS = 8, LATER_WORDS = 24, COMPARED_WORDS = 16 };

static const char *const to[] = {"to", NULL}, *const be[] = {"be", NULL};

/* "TBD", "to be decided": the word after it; i itself for anything else. */
static uint32_t behind_open(const struct text *t, uint32_t i, uint32_t end)
{
	static const char *const open[] = {"tbd", "tba", "undecided", NULL};
	static const char *const later[] = {"determined", "decided", "chosen", "confirmed", "announced", "defined", NULL};
	if (i < end && word_in(t, i, open))
		return i + 1;
	return i + 2 < end && word_in(t, i, to) && word_in(t, i + 1, be) && word_in(t, i + 2, later) ? i + 3 : i;
}

/* "TBD, likely Pear", and not "Weights: TBD, code: Pear". */
static bool is_open_before(const struct saying *s, struct range in, uint32_t first)
{
	uint32_t from = first > in.from + BEFORE_WORDS ? first - BEFORE_WORDS : in.from;
	for (uint32_t i = from; i < first; i++) {
		uint32_t next = behind_open(s->t, i, first);
		if (next > i && words_unparted(s->t, next - 1, first, "|\t\n;:") && !subjects_in(s, next, first))
			return true;
	}
	return false;
}

/* "the recommended license is Pear" */
static bool is_recommended_before(const struct text *t, struct range in, uint32_t first)
{
	static const char *const thought[] = {"recommended", "suggested", "proposed", NULL};
	uint32_t from = first > in.from + 3 ? first - 3 : in.from;
	for (uint32_t i = from; i + 1 < first; i++)
		if (word_in(t, i, thought) && word_in(t, i + 1, licensing_words))
			return true;
	return false;
}

/* "Pear or Quince recommended", "Pear (TBD)", and not "Pear, recommended for birds". */
static bool is_open_behind(const struct text *t, struct range in, uint32_t last)
{
	static const char *const thought[] = {"recommended", "suggested", "proposed", NULL};
	static const char *const purpose[] = {"for", "to", "by", "that", "when", "if", NULL}, *const or [] = {"or", "/", NULL};
	static const char *const are[] = {"is", "are", "license", "licence", NULL};
	uint32_t end = in.to > last + AFTER_WORDS ? last + AFTER_WORDS : in.to;
	bool chosen_from = false;
	for (uint32_t i = last + 1; i < end && words_unparted(t, i - 1, i, "|\t\n;:,"); i++) {
		if (behind_open(t, i, end) > i)
			return true;
		if (word_in(t, i, thought))
			return i + 1 >= in.to || !word_in(t, i + 1, purpose);
		chosen_from |= word_in(t, i, or);
		if (!chosen_from && !word_in(t, i, are))
			return false;
	}
	return false;
}

/* "A more open version under Pear is under preparation", and not "the weights are under Pear, a larger version comes soon". */
static bool is_of_later_version(const struct text *t, struct range in, uint32_t first, uint32_t last)
{
	static const char *const version[] = {"version", "variant", "edition", NULL}, *const near[] = {"near", NULL},
				 *const future[] = {"future", NULL}, *const yet[] = {"preparation", "upcoming", "soon", NULL};
	uint32_t end = in.to > first + LATER_WORDS ? first + LATER_WORDS : in.to;
	uint32_t from = first > in.from + LATER_WORDS ? first - LATER_WORDS : in.from;
	uint32_t called = last + 1 < end && word_in(t, last + 1, version) ? last + 1 : next_word_in(t, from, first, version);
	bool later = false;
	for (uint32_t i = last + 1; i < end && !later; i++)
		later = word_in(t, i, yet) || (word_in(t, i, near) && i + 1 < end && word_in(t, i + 1, future));
	return later && (called > last || (called < first && words_unparted(t, called, first, "|\t\n;:,")));
}

/* "Pear, Quince and Tern are all compatible with it": licenses are held against one another, and nothing is put under them. */
static bool is_compared(const struct text *t, struct range in, uint32_t first, uint32_t last)
{
	static const char *const are[] = {"is", "are", NULL}, *const all[] = {"all",  "both", "fully", "also",
									      "each", "not",  NULL};
	static const char *const clause[] = {"which", "that",	 "is",	    "are",	"under",    "released",
					     "it",    "license", "licence", "licensed", "licenced", NULL};
	static const char *const compatible[] = {"compatible", "incompatible", NULL}, *const with[] = {"with", NULL};
	uint32_t end = in.to > last + COMPARED_WORDS ? last + COMPARED_WORDS : in.to, at = last + 1;
	while (at < end && !word_in(t, at, clause) && words_unparted(t, at - 1, at, "|\t\n;:"))
		at++;
	if (at >= end || !word_in(t, at, are))
		return false;
	at += 1 + (at + 1 < in.to && word_in(t, at + 1, all));
	if (at + 1 >= in.to || !word_in(t, at, compatible) || !word_in(t, at + 1, with))
		return false;
	for (uint32_t i = first; i-- > in.from && i + SENTENCE_WORDS > first && words_unparted(t, i, i + 1, "|\t\n;:");)
		if (word_in(t, i, clause))
			return false;
	return true;
}

/* "Trained on songs of Auk (Pear), which would carry a restriction": what something would be under, had it been done. */
static bool is_supposed(const struct text *t, struct range in, uint32_t last)
{
	static const char *const would[] = {"would", NULL};
	static const char *const bringing[] = {"carry", "bring",   "impose", "make",	 "mean",   "force",
					       "taint", "require", "put",    "restrict", "impart", NULL};
	for (uint32_t i = last + 1; i + 1 < in.to && i < last + SENTENCE_WORDS; i++)
		if (word_in(t, i, would) && word_in(t, i + 1, bringing))
			return true;
	return false;
}

bool undecided_said(const struct saying *s, struct range in, uint32_t first, uint32_t last)
{
	return is_compared(s->t, in, first, last) || is_supposed(s->t, in, last) || is_open_before(s, in, first) ||
	       is_recommended_before(s->t, in, first) || is_open_behind(s->t, in, last) ||
	       is_of_later_version(s->t, in, first, last);
}
