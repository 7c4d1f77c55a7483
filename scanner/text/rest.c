/* SPDX-License-Identifier: MIT */
#include "text/rest.h"

#include "evidence/fact.h"

/* The word with which "everything else", "the rest" or "all other files" begins; `to`: nothing of the kind stands there. */
static uint32_t rest_in(const struct text *t, struct range in)
{
	static const char *const all[] = {"everything", "all", "anything", "the", NULL}, *const rest[] = {"else", "rest", "other",
													  "remaining", NULL};
	for (uint32_t i = in.from; i + 1 < in.to && i < in.from + SENTENCE_WORDS; i++)
		if (word_in(t, i, all) && word_in(t, i + 1, rest))
			return i;
	return in.to;
}

/* "This repository: Pear": the word of a label right before the name. */
static uint32_t repository_in(const struct text *t, struct range in)
{
	static const char *const repository[] = {"repository", "repo", NULL}, *const this[] = {"this", "the", NULL};
	uint32_t last = in.to - 1;
	if (in.to < in.from + 2 || !word_in(t, last, repository) || !word_in(t, last - 1, this) ||
	    t->plain[t->words[last].end] != ':')
		return in.to;
	return last - 1;
}

bool rest_beside_weights(const struct saying *s, uint32_t sentence, struct range before_name)
{
	uint32_t rest = rest_in(s->t, before_name);
	rest = rest == before_name.to ? repository_in(s->t, before_name) : rest;
	if (rest == before_name.to || (subjects_in(s, rest, before_name.to) & SAID_OF_WEIGHTS)) /* "all other models" */
		return false;
	unsigned clause = subjects_in(s, before_name.from, rest);
	return (clause ? clause : named_before(s, sentence)) & SAID_OF_WEIGHTS;
}
