/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "text/modified.h"

#include "base/ascii.h"
#include "evidence/fact.h"
#include "text/mention.h"
#include "text/subjects.h"

#include <stdlib.h>
#include <string.h>

enum { LOOKED = 20 /* places where a text says "modified" or "additional" */, NAME_WORDS = 6, NAME_BYTES = 120 };

static const char *const putting[] = {"applied",  "applies",  "under", "uses",	   "use", "licensed",
				      "licenced", "released", "is",    "pursuant", NULL};

/* The name of a license that begins in those words, and where it ends; false: there is none. */
static bool name_in(const struct saying *s, struct range in, struct range *name)
{
	const struct text *t = s->t;
	struct mention *found = NULL;
	if (in.from >= in.to)
		return false;
	uint32_t start = t->words[in.from].start, end = t->words[in.to - 1].end;
	struct stretch rest[] = {{0, start}, {end, t->plain_len}};
	uint32_t n = mentions_find(s->c, t, rest, 2, 1, &found);
	if (n)
		*name = (struct range){word_after(t, found->start), word_after(t, found->end)};
	free(found);
	return n;
}

/* Nothing of a longer name follows: "a modified version of the Pear licensed parser" is no license. */
static bool name_is_whole(const struct text *t, uint32_t behind, uint32_t to)
{
	static const char *const following[] = {"license", "licence", "agreement", "with",    "which", "that", "for",
						"as",	   "and",     "to",	   "applies", "is",    NULL};
	return behind >= to || t->words[behind].start - t->words[behind - 1].end > 1 || word_in(t, behind, following);
}

/* "a modified license", "a modified Pear 2.0 license": the word that ends the name which begins with word i; i: none does. */
static uint32_t end_of_name(const struct text *t, struct range in, uint32_t i)
{
	for (uint32_t k = i + 1; k < in.to && k <= i + NAME_WORDS; k++) {
		char first = t->plain[t->words[k].start];
		if (word_in(t, k, licensing_words))
			return k;
		if (!(first >= 'A' && first <= 'Z') && !is_digit(first))
			break;
	}
	return i;
}

/* A record explains what is called so: "modified Pear license". */
static bool is_known(const struct catalog *c, const struct text *t, uint32_t first, uint32_t last)
{
	char name[NAME_BYTES];
	const struct license *l = words_fold(t, first, last, name, sizeof name) ? catalog_alias(c, name) : NULL;
	return l && !l->members.count;
}

/* "a modified version of the Pear License" */
static bool is_version_of(const struct saying *s, struct range in, uint32_t i)
{
	static const char *const of[] = {"of", NULL}, *const kinds[] = {"version", "variant", "form", "copy", NULL};
	struct range name;
	return i + 2 < in.to && word_in(s->t, i + 1, kinds) && word_in(s->t, i + 2, of) &&
	       name_in(s, (struct range){i + 3, in.to}, &name) && name.from <= i + 4 && name_is_whole(s->t, name.to, in.to);
}

/* With word i, "modified". */
static bool is_modified(const struct saying *s, struct range in, uint32_t i)
{
	static const char *const articles[] = {"a", "an", "our", "own", "this", NULL};
	const struct text *t = s->t;
	if (i == in.from || !word_in(t, i - 1, articles) || !any_word_is(t, in.from, in.to, putting))
		return false;
	uint32_t last = end_of_name(t, in, i);
	return last > i ? !is_known(s->c, t, i, last) : is_version_of(s, in, i);
}

/* The word before "additional", which is word i, in "with additional …", "with the following additional …"; from: there is none. */
static uint32_t word_with(const struct text *t, uint32_t from, uint32_t i)
{
	static const char *const with[] = {"with", NULL}, *const between[] = {"the",	 "following", "some",
									      "certain", "these",     NULL};
	uint32_t k = i;
	while (k > from && i - k < 3 && word_in(t, k - 1, between))
		k--;
	return k > from && word_in(t, k - 1, with) ? k - 1 : from;
}

/* The word behind the name where parentheses stand before word `end`: "the Pear License (see below), with additional restrictions". */
static uint32_t before_parenthesis(const struct text *t, uint32_t from, uint32_t end)
{
	uint32_t start = t->words[from].start, stop = t->words[end].start;
	while (stop > start && strchr(" ,\n", t->plain[stop - 1]))
		stop--;
	if (stop == start || t->plain[stop - 1] != ')')
		return end;
	uint32_t open = parenthesis_around(t, start, stop - 1);
	return open < stop - 1 ? word_after(t, open) : end;
}

/* "License: Modified Pear License", and nothing more: with word i. */
static bool is_modified_label(const struct saying *s, struct range in, uint32_t i)
{
	const struct text *t = s->t;
	bool about_licensing = false;
	uint32_t last = end_of_name(t, in, i), at = t->words[i].start;
	while (at > t->words[in.from].start && t->plain[at - 1] == ' ')
		at--;
	bool begins = i == in.from || strchr(":/|", t->plain[at - 1]);
	if (!begins || last == i || last + 1 != in.to || is_known(s->c, t, i, last))
		return false;
	heading_subjects(s, s->t->sentences[sentence_of(t, at)].paragraph, &about_licensing);
	return about_licensing || any_word_is(t, in.from, i, licensing_words);
}

/* "the Pear License with additional restrictions": with word i. */
static bool is_added_to(const struct saying *s, struct range in, uint32_t i)
{
	static const char *const rest[] = {"license", "licence", "agreement", NULL}, *const things[] = {
											     "restriction", "restrictions",
											     "terms",	    "term",
											     "condition",   "conditions",
											     "clause",	    "clauses",
											     "rider",	    NULL};
	const struct text *t = s->t;
	struct range name;
	uint32_t with = word_with(t, in.from, i), end = with;
	if (with == in.from || i + 1 >= in.to || !(word_in(t, i + 1, things) || (i + 2 < in.to && word_in(t, i + 2, things))))
		return false;
	end = before_parenthesis(t, in.from, end);
	while (end > in.from && word_in(t, end - 1, rest))
		end--;
	bool found = false;
	for (uint32_t from = in.from; name_in(s, (struct range){from, with}, &name) && name.to > from; from = name.to)
		found = name.to >= end;	 /* the last one */
	uint32_t at = t->words[i].start; /* in parentheses: what the license before them was made from */
	return found && any_word_is(t, in.from, i, putting) && parenthesis_around(t, t->words[in.from].start, at) == at;
}

/* Does one of the phrases stand in plain, right behind `at` or, with at_end, right before it, and inside of the span? */
static bool has_phrase(const struct text *t, struct span in, uint32_t at, bool at_end, const char *const *phrases)
{
	for (; *phrases; phrases++) {
		uint32_t n = (uint32_t)strlen(*phrases), room = at_end ? at - in.start : in.end - at;
		if (n <= room && !memcmp(t->plain + (at_end ? at - n : at), *phrases, n))
			return true;
	}
	return false;
}

/* "もとの Pear License に商用利用禁止を追加", "Pear 许可证附加限制条款": with word i, of scripts that put no blanks between words. */
static bool is_added_wide(const struct saying *s, struct range in, uint32_t i)
{
	static const char *const before[] = {"禁止を", "制限を", "制約を", "条件を", "条項を", NULL},
				 *const behind[] = {"条件", "条項",   "制限",	"制約",	  "禁止",   "限制",
						    "条款", "の条件", "の条項", "の制限", "の制約", NULL},
				 *const none[] = {"ありません", "ない", "なし", "無し", "没有", "沒有", NULL};
	const struct text *t = s->t;
	struct range name;
	uint32_t start = t->words[i].start, end = start + (uint32_t)strlen("追加");
	struct span all = {t->words[in.from].start, t->words[in.to - 1].end};
	if (end > all.end || !(has_phrase(t, all, start, true, before) || has_phrase(t, all, end, false, behind)))
		return false;
	for (const char *const *n = none; *n; n++)
		if (memmem(t->plain + start, all.end - start, *n, strlen(*n)))
			return false;
	return name_in(s, in, &name);
}

/* Of the weights, or of all that is here. */
static bool is_of_model(const struct saying *s, uint32_t sentence)
{
	bool about_licensing = false;
	struct range in = words_of_sentence(s->t, sentence);
	unsigned named = subjects_in(s, in.from, in.to),
		 over = heading_subjects(s, s->t->sentences[sentence].paragraph, &about_licensing);
	unsigned of = named ? named : over;
	return !((named | over) & SAID_OF_OTHERS) && (!of || of & SAID_OF_WEIGHTS);
}

bool modified_said(const struct catalog *c, const struct text *t, const struct span *texts, uint32_t n, struct span *sentence)
{
	static const struct {
		const char *word;
		bool (*says)(const struct saying *, struct range, uint32_t);
	} words[] = {{" modified ", is_modified},
		     {"Modified ", is_modified_label},
		     {" additional ", is_added_to},
		     {"追加", is_added_wide},
		     {"附加", is_added_wide}};
	struct saying s = {c, t};
	for (size_t k = 0; k < sizeof words / sizeof *words && t->n_sentences && t->n_words && c->n_subjects; k++) {
		const char *at = t->plain, *end = t->plain + t->plain_len;
		uint32_t text = 0;
		for (int looked = 0;
		     looked < LOOKED && (at = memmem(at, (size_t)(end - at), words[k].word, strlen(words[k].word)));
		     looked++, at++) {
			uint32_t start = (uint32_t)(at + (*words[k].word == ' ') - t->plain), number = sentence_of(t, start);
			while (text < n && texts[text].end <= start)
				text++;
			struct range in = words_of_sentence(t, number);
			if ((text < n && texts[text].start <= start) || in.to - in.from > SENTENCE_WORDS ||
			    !words[k].says(&s, in, word_after(t, start)) || !is_of_model(&s, number))
				continue;
			*sentence = (struct span){t->sentences[number].start, t->sentences[number].end};
			return true;
		}
	}
	return false;
}
