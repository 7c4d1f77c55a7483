/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "text/about.h"

#include "evidence/fact.h"
#include "text/cells.h"
#include "text/joint.h"
#include "text/subjects.h"

#include <string.h>
#include <strings.h>

enum { TOP_BYTES = 3000, OUR_WORDS = 6, WHOLE_WORDS = 8, NAME_WORDS = 4, NAME_BYTES = 120 };

/*
 * Do the sentence before it, or the heading over it, speak of what is only shown (a demo, an API)? Of a sentence that speaks of a service the
 * paragraph before may do so. The nearest that names anything counts.
 */
static bool follows_shown(const struct saying *s, uint32_t sentence)
{
	static const char *const service[] = {"service", "services", NULL};
	const struct text *t = s->t;
	struct range own = words_of_sentence(t, sentence);
	uint32_t paragraph = t->sentences[sentence].paragraph, heading = heading_over(t, paragraph);
	uint32_t first =
		any_word_is(t, own.from, own.to, service) && paragraph && paragraph - 1 != heading ? paragraph - 1 : paragraph;
	for (uint32_t i = sentence, back = 0; i-- > 0 && back < SENTENCES_BACK && t->sentences[i].paragraph >= first; back++) {
		struct range in = words_of_sentence(t, i);
		if (any_code_is(s, in.from, in.to, "shown"))
			return true;
		if (named_in(s, in.from, in.to))
			return false;
	}
	if (heading == UINT32_MAX || heading == title_of(t))
		return false;
	struct range over = words_of_paragraph(t, heading);
	return any_code_is(s, over.from, over.to, "shown");
}

/*
 * "They are covered by the license of the data, so they may only be used for research": the weights or the code that the sentences before
 * speak of, where the sentence of these words begins so; else 0.
 */
static unsigned named_by_pronoun(const struct saying *s, struct range in, uint32_t sentence)
{
	static const char *const pronouns[] = {"they", "these", "it", "both", NULL};
	static const char *const verbs[] = {"are",   "is",   "can",    "may",	 "must", "should",
					    "shall", "will", "cannot", "remain", NULL};
	static const char *const linking[] = {"that", "which", NULL};
	if (in.to - in.from < 2 || !word_in(s->t, in.from, pronouns) || !word_in(s->t, in.from + 1, verbs) ||
	    any_word_is(s->t, in.from, in.to, linking))
		return 0;
	unsigned before = of_whole(named_before(s, sentence));
	return before & SAID_OF_OTHERS ? 0 : before & (SAID_OF_WEIGHTS | SAID_OF_CODE);
}

/* Behind the license that the sentence begins with, where more than a blank follows it: "Pear 2.0 - for research only"; else its beginning. */
static uint32_t behind_license(const struct saying *s, struct range in)
{
	const struct text *t = s->t;
	char name[NAME_BYTES];
	for (uint32_t i = in.from; i + 1 < in.to && i < in.from + NAME_WORDS; i++)
		if (t->words[i + 1].start - t->words[i].end > 1 && words_fold(t, in.from, i, name, sizeof name) &&
		    catalog_alias(s->c, name))
			return i + 1;
	return in.from;
}

/* Behind the longest name of a license that begins with the word; the word itself where there is none. */
static uint32_t behind_name(const struct saying *s, uint32_t word, uint32_t to)
{
	char name[NAME_BYTES];
	uint32_t last = word + NAME_WORDS < to ? word + NAME_WORDS : to;
	while (last-- > word)
		if (words_fold(s->t, word, last, name, sizeof name) && catalog_alias(s->c, name))
			return last + 1;
	return word;
}

/* All words up to `end`, and on to the end of that part of the sentence; whom to contact may have any name, and licenses have theirs. */
static bool is_plain(const struct saying *s, struct range in, uint32_t end)
{
	static const char *const contact[] = {"contact", "email", "e-mail", "mail", NULL};
	static const char *const marks = ",;:.!?()";
	struct range title = title_name(s->t);
	for (uint32_t i = in.from; i < in.to; i++) {
		uint32_t behind = behind_name(s, i, in.to);
		if (i - in.from > PLAIN_WORDS || (behind == i && !is_plain_word(s, i, title)))
			return false;
		i = behind == i ? i : behind - 1;
		if (word_in(s->t, i, contact))
			return true;
		uint32_t next = i + 1 < s->t->n_words ? s->t->words[i + 1].start : s->t->plain_len;
		for (uint32_t at = s->t->words[i].end; at < next; at++)
			if (at + 1 >= end && (strchr(marks, s->t->plain[at]) || !strncmp(s->t->plain + at, "，", 3) ||
					      !strncmp(s->t->plain + at, "。", 3)))
				return true;
	}
	return true;
}

/* The words of the row of titles over the sentence, in a table; none: it is in no table. */
static struct range titles_over(const struct saying *s, uint32_t sentence)
{
	const struct cell *cell = cell_at(s->t, s->t->sentences[sentence].start);
	struct span titles = cell ? cell_titles(s->t, cell) : (struct span){0};
	return cell ? (struct range){word_after(s->t, titles.start), word_after(s->t, titles.end)} : (struct range){0};
}

/* "Tuned on songs. For research only!" over some rows of a table of models is said of those. */
static bool is_of_rows_below(const struct saying *s, uint32_t sentence)
{
	const struct cell *cell = cell_at(s->t, s->t->sentences[sentence].start);
	return cell && cell_heads_rows(s->t, cell);
}

/* Of data, and perhaps of the papers about them. */
static bool is_of_data(unsigned named)
{
	return named & SAID_OF_DATA && !(named & ~(unsigned)(SAID_OF_DATA | SAID_OF_DOCUMENTS));
}

struct above {	       /* what the headings over a sentence say */
	unsigned of;   /* the nearest of them that names anything; SAID_OF_OTHERS if one does */
	bool terms;    /* one is about terms */
	bool nearest;  /* … the nearest */
	bool title;    /* there is none but the document's title */
	bool purposes; /* the nearest tells what the model is meant for, or is not */
	bool denials;  /* … is not */
};

static struct above headings_above(const struct saying *s, uint32_t paragraph)
{
	const struct text *t = s->t;
	struct above out = {.title = true};
	uint32_t title = title_of(t), last = paragraph > PARAGRAPHS_BACK ? paragraph - PARAGRAPHS_BACK : 0;
	uint8_t level = UINT8_MAX;
	while (paragraph-- > last && !(out.of & SAID_OF_OTHERS)) {
		if (t->paragraph_kinds[paragraph] != PARAGRAPH_HEADING || t->paragraph_levels[paragraph] >= level)
			continue;
		struct range in = words_of_paragraph(t, paragraph);
		unsigned named = of_whole(named_in(s, in.from, in.to));
		out.denials |= level == UINT8_MAX && any_code_is(s, in.from, in.to, "denials");
		out.purposes |= level == UINT8_MAX && (out.denials || any_code_is(s, in.from, in.to, "purposes"));
		bool terms = any_code_is(s, in.from, in.to, "terms");
		out.nearest |= level == UINT8_MAX && terms && !(named & SAID_OF_OTHERS);
		level = t->paragraph_levels[paragraph];
		if (any_code_is(s, in.from, in.to, "answers") && !terms && paragraph != title)
			named |= SAID_OF_OTHERS;
		if (terms && joint_is(t, t->paragraphs[paragraph]))
			named &= ~(unsigned)SAID_OF_OTHERS;
		out.title &= paragraph == title;
		out.terms |= terms;
		if (named & SAID_OF_OTHERS || (!out.of && paragraph != title))
			out.of = named;
	}
	return out;
}

size_t about_reason(const char *sentence, size_t len)
{
	static const struct {
		const char *opens, *ends;
	} reasons[] = {{"due to ", ", "},     {"because of ", ", "},	 {"owing to ", ", "},
		       {"to respect ", ", "}, {"to comply with ", ", "}, {"由于", "，"}};
	for (size_t i = 0; i < sizeof reasons / sizeof *reasons; i++) {
		size_t n = strlen(reasons[i].opens), k = strlen(reasons[i].ends);
		bool opens = len > n && !strncasecmp(sentence, reasons[i].opens, n);
		const char *end = opens ? memmem(sentence + n, len - n, reasons[i].ends, k) : NULL;
		if (end)
			return (size_t)(end - sentence) + k;
	}
	return 0;
}

/* Below a heading about terms, what rests on the works of others is here, whatever it is called. */
static unsigned named_by_reason(const struct saying *s, struct range reason, const struct above *above)
{
	unsigned named = of_whole(named_in(s, reason.from, reason.to));
	unsigned rests = named & SAID_OF_OTHERS && above->terms ? SAID_OF_ALL : 0;
	return (named & ~(unsigned)(SAID_OF_OTHERS | SAID_OF_DATA)) | rests;
}

/*
 * Under a heading about the works of others, what is ours is spoken of by that word, or as the weights of what the document is called after:
 * "However, our weights are for research only", "models from Tern may not be sold".
 */
static bool speaks_of_ours(const struct saying *s, struct range in)
{
	static const char *const our[] = {"our", "我", NULL}, *const of[] = {"of", "from", NULL};
	struct range title = title_name(s->t);
	uint32_t reach = in.to - in.from > OUR_WORDS ? in.from + OUR_WORDS : in.to;
	if (any_word_is(s->t, in.from, reach, our) && named_in(s, in.from, reach) & (SAID_OF_WEIGHTS | SAID_OF_CODE))
		return true;
	for (uint32_t i = in.from; i + 2 < in.to && i < in.from + SENTENCE_WORDS && title.from < title.to; i++)
		if (named_in(s, i, i + 1) & (SAID_OF_WEIGHTS | SAID_OF_CODE) && word_in(s->t, i + 1, of) &&
		    words_same(s->t, title.from, i + 2))
			return true;
	return false;
}

/*
 * "# Thanks", "## Disclaimer", "All that belongs to this project is for research only": a chapter of terms that was set in under one about others,
 * in which the sentence speaks of what is here from its beginning.
 */
static bool speaks_of_all(const struct saying *s, struct range in, const struct above *above)
{
	static const char *const which[] = {"which", "that", "from", "on", "upon", "with", NULL};
	uint32_t reach = in.to - in.from > WHOLE_WORDS ? in.from + WHOLE_WORDS : in.to;
	return above->nearest && named_in(s, in.from, reach) & SAID_OF_WHOLE && !any_word_is(s->t, in.from, reach, which);
}

bool about_purpose(const struct catalog *c, const struct text *t, uint32_t sentence)
{
	static const char *const meant[] = {"intended", "meant", "designed", "scope", "out-of-scope", NULL};
	struct saying s = {c, t};
	struct range in = words_of_sentence(t, sentence);
	if (!c->n_subjects || !any_word_is(t, in.from, in.to, meant))
		return false;
	struct above above = headings_above(&s, t->sentences[sentence].paragraph);
	return above.purposes && !above.terms;
}

/*
 * Where the sentence ends of which its term speaks: "for research only, subject to the terms of the data" is not said of data. `end`: the byte
 * behind the term.
 */
static uint32_t before_condition(const struct text *t, struct range in, uint32_t end)
{
	static const char *const subject[] = {"subject", NULL}, *const to[] = {"to", NULL};
	for (uint32_t i = in.from + 1; i + 1 < in.to && i < in.from + SENTENCE_WORDS; i++)
		if (t->words[i].start >= end && t->plain[t->words[i - 1].end] == ',' && word_in(t, i, subject) &&
		    word_in(t, i + 1, to))
			return i;
	return in.to;
}

/*
 * "Torch implementation of our paper on wings. For study only.", right below the title: the sentence before tells what is here, and not of
 * which part the license is.
 */
static bool follows_introduction(const struct saying *s, uint32_t sentence, unsigned named)
{
	const struct text *t = s->t;
	const unsigned here = SAID_OF_CODE | SAID_OF_DOCUMENTS;
	if (!(named & SAID_OF_CODE) || named & ~here || !sentence ||
	    t->sentences[sentence - 1].paragraph != t->sentences[sentence].paragraph)
		return false;
	struct range before = words_of_sentence(t, sentence - 1);
	return !any_word_is(t, before.from, before.to, licensing_words);
}

unsigned about_term(const struct catalog *c, const struct text *t, uint32_t sentence, uint32_t end)
{
	struct saying s = {c, t};
	if (!t->n_words || !c->n_subjects)
		return 0;
	const struct sentence *at = &t->sentences[sentence];
	struct range in = words_of_sentence(t, sentence);
	uint32_t start = in.from;
	in.from = word_after(t, at->start + (uint32_t)about_reason(t->plain + at->start, at->end - at->start));
	struct above above = headings_above(&s, at->paragraph);
	if (above.of & SAID_OF_OTHERS && (speaks_of_ours(&s, in) || speaks_of_all(&s, in, &above)))
		above.of = 0;
	unsigned named = named_by_pronoun(&s, in, sentence);
	if (named && !(above.of & SAID_OF_OTHERS))
		return named | SAID_BY_PRONOUN;
	named = of_whole(named_in(&s, in.from, before_condition(t, in, end)));
	if (!named)
		named = named_by_reason(&s, (struct range){start, in.from}, &above);
	struct range titles = titles_over(&s, sentence);
	bool answer = any_code_is(&s, titles.from, titles.to, "answers"); /* what a model wrote is no term of it */
	if ((named | above.of) & SAID_OF_OTHERS || answer || is_of_rows_below(&s, sentence))
		return SAID_OF_OTHERS;
	if (named)
		return named;
	if (is_of_data(of_whole(named_in(&s, titles.from, titles.to))))
		return SAID_OF_DATA;
	in.from = above.terms ? behind_license(&s, in) : in.from;
	if (!is_plain(&s, in, end))
		return is_of_data(above.of) ? SAID_OF_DATA : 0;
	if (follows_shown(&s, sentence))
		return SAID_OF_OTHERS;
	named = named_before(&s, sentence);
	if (above.title && at->start < TOP_BYTES && follows_introduction(&s, sentence, named))
		named = SAID_OF_ALL;
	named = named ? named : above.of;
	if (named)
		return named & SAID_OF_OTHERS ? SAID_OF_OTHERS : named;
	return above.terms || above.denials || (above.title && at->start < TOP_BYTES) || any_code_is(&s, in.from, in.to, "terms")
		       ? SAID_OF_ALL
		       : 0;
}
