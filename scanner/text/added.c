/* SPDX-License-Identifier: MIT */
#include "text/added.h"

#include "evidence/fact.h"
#include "text/subjects.h"

enum { SENTENCE_LEAST = 4 /* words */, SENTENCES_LOOKED = 2000 };

/* "Unless required by law", "not required": nobody has to by these words. */
static bool is_released(const struct text *t, uint32_t from, uint32_t i)
{
	static const char *const required[] = {"required", "requires", NULL}, *const releasing[] = {"unless", "as",	   "if",
												    "where",  "when",	   "not",
												    "no",     "otherwise", NULL};
	return i > from && word_in(t, i, required) && word_in(t, i - 1, releasing);
}

/* Somebody has to, or may not. */
static bool has_binding_verb(const struct text *t, struct range in)
{
	static const char *const verbs[] = {
		"must",	    "shall",	  "mustn't",   "required",  "requires", "obliged",  "obligated",  "forbidden",
		"forbids",  "prohibited", "prohibits", "müssen",    "muss",	"darf",	    "dürfen",	  "untersagt",
		"doit",	    "doivent",	  "interdit",  "interdite", "debe",	"deben",    "prohibido",  "deve",
		"proibido", "должны",	  "запрещено", "禁止",	    "必须",	"必須",	    "不得",	  "严禁",
		"嚴禁",	    "须",	  "需",	       "해야",	    "금지",	"なければ", "いけません", NULL};
	for (uint32_t i = in.from; i < in.to; i++)
		if (word_in(t, i, verbs) && !is_released(t, in.from, i))
			return true;
	return false;
}

/* "for blind users alone", "on one computer only": all else is left out. Of use, or of what is given. */
static bool leaves_rest_out(const struct text *t, struct range in)
{
	static const char *const only[] = {"only", "solely", "exclusively", "alone", "restricted", "limited", "仅", "只", NULL};
	static const char *const giving[] = {"for",	"use",	    "used",	"using",   "may",	"can",
					     "granted", "provided", "licensed", "allowed", "available", "permitted",
					     "run",	"供",	    "限",	"能",	   "用",	NULL};
	return any_word_is(t, in.from, in.to, only) && any_word_is(t, in.from, in.to, giving);
}

/* "All outputs belong to us", "one computer at a time". */
static bool claims_or_counts(const struct text *t, struct range in)
{
	static const char *const you[] = {"you", "users", "user", "licensee", "anyone", NULL};
	static const char *const belongs[] = {"belong", "belongs", NULL}, *const ours[] = {"outputs", "output",	       "results",
											   "data",    "modifications", NULL};
	static const char *const may[] = {"may", "can", NULL}, *const one[] = {"one", "single", NULL};
	return (any_word_is(t, in.from, in.to, belongs) && any_word_is(t, in.from, in.to, ours)) ||
	       (any_word_is(t, in.from, in.to, you) && any_word_is(t, in.from, in.to, may) &&
		any_word_is(t, in.from, in.to, one));
}

/* "The license of Wren must be kept", "see the file for the terms": of others, or of the file itself. */
static bool is_about_others(const struct saying *s, uint32_t sentence)
{
	return (named_around(s, sentence) | named_before(s, sentence)) & SAID_OF_OTHERS;
}

static bool binds(const struct saying *s, uint32_t sentence)
{
	struct range in = words_of_sentence(s->t, sentence);
	const uint8_t kind = s->t->paragraph_kinds[s->t->sentences[sentence].paragraph];
	if (in.to < in.from + SENTENCE_LEAST && (unsigned char)s->t->plain[s->t->sentences[sentence].start] < 0x80)
		return false;
	if (kind == PARAGRAPH_HEADING || kind == PARAGRAPH_TABLE || kind == PARAGRAPH_MATTER || kind == PARAGRAPH_COPYRIGHT)
		return false;
	if (sentence_binds_nobody(s->t, s->t->sentences[sentence].start, s->t->sentences[sentence].end))
		return false;
	in.to = in.to > in.from + SENTENCE_WORDS ? in.from + SENTENCE_WORDS : in.to;
	return (has_binding_verb(s->t, in) || leaves_rest_out(s->t, in) || claims_or_counts(s->t, in)) &&
	       !is_about_others(s, sentence);
}

/* The license itself says so, word for word: the notice that it asks for was put below it once more. */
static bool is_repeated(const struct text *t, struct range in, const struct span *explained, uint32_t n)
{
	for (uint32_t k = 0; k < n; k++) {
		uint32_t from = word_after(t, explained[k].start), to = word_after(t, explained[k].end);
		for (uint32_t i = from; i + (in.to - in.from) <= to; i++) {
			uint32_t same = 0;
			while (same < in.to - in.from && t->words[i + same].hash == t->words[in.from + same].hash)
				same++;
			if (same == in.to - in.from)
				return true;
		}
	}
	return false;
}

size_t added_find(const struct catalog *c, const struct text *t, const struct span *explained, uint32_t n_explained,
		  struct span out[ADDED_MAX])
{
	struct saying s = {c, t};
	uint32_t next = 0, looked = 0;
	size_t n = 0;
	for (uint32_t i = 0; i < t->n_sentences && n < ADDED_MAX && looked < SENTENCES_LOOKED; i++) {
		const struct sentence *at = &t->sentences[i];
		while (next < n_explained && explained[next].end <= at->start)
			next++;
		if (next < n_explained && explained[next].start < at->end)
			continue;
		looked++;
		if (binds(&s, i) && !is_repeated(t, words_of_sentence(t, i), explained, n_explained))
			out[n++] = (struct span){at->start, at->end};
	}
	return n;
}
