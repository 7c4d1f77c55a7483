/* SPDX-License-Identifier: MIT */
#include "text/sections.h"

#include "base/ascii.h"
#include "base/buf.h"
#include "text/copyright.h"
#include "text/label.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { LEADS = 16 };

struct lead { /* a sentence whose list is open */
	uint32_t sentence, paragraph;
	uint32_t depth; /* of its paragraph in the numbering */
	uint32_t indent;
	bool labelled;
	bool bullet;
	bool broken_off; /* it does not end in ':' */
};

struct sectioner {
	struct text *t;
	const struct undressed *u;
	struct arena *arena;
	struct label_path path;
	const char *section;
	uint32_t depth; /* of the numbering, 0 before the first label */
	struct mark *marks;
	uint32_t n_marks, marks_capacity;
	struct sentence *sentences;
	uint32_t n_sentences, sentences_capacity;
	struct lead leads[LEADS];
	uint32_t n_leads;
};

/* --- where sentences end -------------------------------------------------------------------------------------------------- */

/* Words before a full stop that seldom end a sentence. */
static bool is_abbreviation(const char *word, size_t n)
{
	static const char *const list[] = {"inc",  "ltd",    "corp", "co", "no",   "nos",   "sec",  "art", "vs",  "v",
					   "cf",   "al",     "dr",   "mr", "mrs",  "ms",    "st",   "jr",  "sr",  "approx",
					   "dept", "fig",    "vol",  "pp", "para", "paras", "ver",  "rev", "viz", "eg",
					   "ie",   "resp",   "esp",  "ca", "ed",   "eds",   "gmbh", "llc", "plc", "pty",
					   "univ", "subsec", "cl",   "ex", "prof", "intl",  "assn"};
	for (size_t i = 0; i < sizeof list / sizeof list[0]; i++)
		if (strlen(list[i]) == n && !strncasecmp(list[i], word, n))
			return true;
	return false;
}

/* "… from Heron-7B": the capital behind a number that does not begin the sentence, as the number of a clause would. */
static bool is_size(const char *p, uint32_t start, uint32_t letter)
{
	uint32_t at = letter;
	while (at > start && is_digit(p[at - 1]))
		at--;
	return at > start && at < letter && p[letter] >= 'A' && p[letter] <= 'Z';
}

/* The full stop at i ends a sentence: what follows begins like one and what precedes is no abbreviation. */
static bool stop_ends(const char *p, uint32_t start, uint32_t i, uint32_t end)
{
	uint32_t next = i + 1;
	while (next < end && strchr("\"')]", p[next]) && p[next])
		next++;
	if (next >= end)
		return true;
	if (p[next] != ' ')
		return (unsigned char)p[next] >= 0xE3;
	char c = p[next + 1];
	bool begins = next + 1 < end &&
		      ((c >= 'A' && c <= 'Z') || is_digit(c) || (c && strchr("\"'([", c)) || (unsigned char)c >= 0x80);
	if (!begins)
		return false;
	uint32_t word = i;
	while (word > start && is_letter(p[word - 1]) && i - word < 16)
		word--;
	size_t n = i - word;
	if (n == 0)
		return true;
	bool dotted = word > start && p[word - 1] == '.'; /* e.g. U.S. 1.b.i. */
	while (dotted && word > start && (p[word - 1] == '.' || is_letter(p[word - 1]) || is_digit(p[word - 1])) && i - word < 16)
		word--;
	if (n == 1 && is_size(p, start, word))
		return true;
	if (n == 1 && (p[i - 1] != 'I' || dotted))
		return dotted && is_digit(p[word]); /* a clause's number */
	return !is_abbreviation(p + i - n, n);
}

static bool wide_stop(const char *p, uint32_t i, uint32_t end)
{
	return end - i >= 3 && (!memcmp(p + i, "。", 3) || !memcmp(p + i, "！", 3) || !memcmp(p + i, "？", 3));
}

/* Bytes that may end a sentence, or begin a character that does. */
static const bool may_end[256] = {['.'] = true, ['!'] = true, ['?'] = true, [0xE3] = true, [0xEF] = true};

/* End of the sentence that begins at i; its blank not included. */
static uint32_t sentence_end(const char *p, uint32_t i, uint32_t end)
{
	uint32_t start = i;
	for (; i < end; i++) {
		char c = p[i];
		if (!may_end[(unsigned char)c])
			continue;
		if (c == '.' || c == '!' || c == '?') {
			if (stop_ends(p, start, i, end))
				break;
		} else if (wide_stop(p, i, end)) {
			i += 2;
			break;
		}
	}
	if (i < end)
		i++;
	while (i < end && strchr("\"')]", p[i]) && p[i])
		i++;
	return i;
}

/* --- lists ---------------------------------------------------------------------------------------------------------------- */

static bool ends_with_colon(const char *p, uint32_t start, uint32_t end)
{
	while (end > start && strchr(" \"'*_", p[end - 1]) && p[end - 1])
		end--;
	return end > start && (p[end - 1] == ':' || (end - start >= 3 && !memcmp(p + end - 3, "：", 3)));
}

/*
 * The sentence breaks off without a mark and has a verb that wants more: "You may not", "None of the following is allowed". A
 * heading has none, or has it with a capital.
 */
static bool breaks_off(const char *p, uint32_t start, uint32_t end)
{
#define VERB(word)                     \
	{                              \
		word, sizeof(word) - 1 \
	}
	static const struct {
		const char *word;
		size_t len;
	} verbs[] = {VERB("may"), VERB("must"), VERB("shall"), VERB("will"),  VERB("cannot"),
		     VERB("not"), VERB("to"),	VERB("have"),  VERB("agree"), VERB("following")};
#undef VERB
	while (end > start && strchr(" \"'*_,", p[end - 1]) && p[end - 1])
		end--;
	if (end == start || !is_letter(p[end - 1]))
		return false;
	for (uint32_t word = start, i = start; i <= end; i++) {
		if (i < end && is_letter(p[i]))
			continue;
		for (size_t k = 0; k < sizeof verbs / sizeof verbs[0]; k++)
			if (verbs[k].len == i - word && !memcmp(verbs[k].word, p + word, i - word))
				return true;
		word = i + 1;
	}
	return false;
}

struct item { /* a paragraph as lists see it */
	uint32_t paragraph, depth, indent;
	bool labelled, bullet;
};

/* The paragraph is set under the lead: deeper in the numbering, a bullet, or right after a colon. */
static bool under(const struct lead *l, const struct item *i)
{
	if (i->labelled)
		return i->depth > l->depth;
	if (l->broken_off && l->bullet) /* items of one list often have no mark at their ends */
		return i->bullet && i->indent > l->indent;
	if (i->bullet)
		return i->indent > l->indent || !l->labelled || i->indent + 2 >= l->indent;
	return !l->broken_off && (i->paragraph == l->paragraph + 1 || (i->indent > l->indent && i->indent >= 2));
}

/* The sentence that leads the paragraph, after lists that end here are closed. */
static uint32_t lead_of(struct sectioner *s, const struct item *i)
{
	while (s->n_leads && !under(&s->leads[s->n_leads - 1], i))
		s->n_leads--;
	return s->n_leads ? s->leads[s->n_leads - 1].sentence : UINT32_MAX;
}

static void open_lead(struct sectioner *s, const struct item *i, uint32_t sentence, bool broken_off)
{
	if (s->n_leads == LEADS)
		s->n_leads--;
	s->leads[s->n_leads++] = (struct lead){.sentence = sentence,
					       .paragraph = i->paragraph,
					       .depth = i->depth,
					       .indent = i->indent,
					       .labelled = i->labelled,
					       .bullet = i->bullet,
					       .broken_off = broken_off};
}

/* --- places to fill in ---------------------------------------------------------------------------------------------------- */

static bool fill_word(const char *s, size_t n)
{
	static const char *const words[] = {"year",	    "years",	    "yyyy",    "xxxx",	  "xx",	       "name",
					    "names",	    "owner",	    "owners",  "holder",  "holders",   "author",
					    "authors",	    "organization", "company", "date",	  "insert",    "fullname",
					    "email",	    "licensor",	    "program", "project", "developer", "country",
					    "jurisdiction", "description",  "address", "url",	  "month",     "day"};
	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
		if (strlen(words[i]) == n && !strncasecmp(words[i], s, n))
			return true;
	return false;
}

static bool is_article(const char *s, size_t n)
{
	return (n == 2 && !strncasecmp(s, "of", 2)) || (n == 3 && !strncasecmp(s, "the", 3)) ||
	       (n == 1 && (*s == 'a' || *s == 's'));
}

uint32_t fill_scan(const char *s, const char *end)
{
	const char *p = s;
	while (p < end && *p == '_')
		p++;
	if (p - s >= 3)
		return (uint32_t)(p - s);
	char close = *s == '[' ? ']' : *s == '<' ? '>' : *s == '{' ? '}' : 0;
	if (!close)
		return 0;
	uint32_t words = 0, fitting = 0;
	for (p = s + 1; p < end && *p != close && *p != *s && *p != '\n' && p - s < 80;) {
		const char *word = p;
		while (p < end && is_letter(*p))
			p++;
		if (p > word && is_article(word, (size_t)(p - word)))
			continue;
		words += p > word;
		fitting += p > word && fill_word(word, (size_t)(p - word));
		if (p > word && words == 1 && p - word == 6 && !strncasecmp(word, "insert", 6))
			fitting = 8;
		p += p == word;
	}
	return p < end && *p == close && words <= 8 && fitting * 2 >= words && fitting ? (uint32_t)(p + 1 - s) : 0;
}

/* --- blocks --------------------------------------------------------------------------------------------------------------- */

static void add_mark(struct sectioner *s, uint32_t start, uint32_t end, enum word_kind kind)
{
	if (start < end)
		VEC_PUSH(s->marks, s->n_marks, s->marks_capacity, (struct mark){start, end, kind});
}

static void enter_label(struct sectioner *s, const struct label *l)
{
	char full[LABEL_FULL];
	s->depth = label_enter(&s->path, l);
	label_full(&s->path, full);
	s->section = arena_strdup(s->arena, full);
}

/* Marks the places to fill in between start and end of plain. */
static void add_fills(struct sectioner *s, uint32_t start, uint32_t end)
{
	const char *p = s->t->plain;
	if (!memchr(p + start, '[', end - start) && !memchr(p + start, '<', end - start) && !memchr(p + start, '{', end - start))
		return;
	while (start < end) {
		uint32_t n = p[start] == '[' || p[start] == '<' || p[start] == '{' ? fill_scan(p + start, p + end) : 0;
		if (n)
			add_mark(s, start, start + n, WORD_FILL);
		start += n ? n : 1;
	}
}

static void add_sentences(struct sectioner *s, uint32_t start, uint32_t end, const struct item *item, uint32_t lead)
{
	const char *p = s->t->plain;
	while (start < end) {
		while (start < end && p[start] == ' ')
			start++;
		if (start >= end)
			break;
		uint32_t stop = sentence_end(p, start, end);
		struct sentence one = {
			.start = start, .end = stop, .paragraph = item->paragraph, .lead = lead, .section = s->section};
		VEC_PUSH(s->sentences, s->n_sentences, s->sentences_capacity, one);
		start = stop;
	}
	if (s->n_sentences) {
		const struct sentence *last = &s->sentences[s->n_sentences - 1];
		bool colon = ends_with_colon(p, last->start, last->end);
		if (last->paragraph == item->paragraph && (colon || breaks_off(p, last->start, last->end)))
			open_lead(s, item, s->n_sentences - 1, !colon);
	}
}

bool begins_appendix(const char *p, uint32_t len)
{
	static const char *const starts[] = {"end of terms", "end of the terms", "end of license", "end of the license",
					     "how to apply", "appendix: how",	 "how to use"};
	for (size_t i = 0; i < sizeof starts / sizeof starts[0]; i++)
		if (len >= strlen(starts[i]) && len < 160 && !strncasecmp(p, starts[i], strlen(starts[i])))
			return true;
	return false;
}

/* Takes one block in; returns the kind of its paragraph. */
static uint8_t add_block(struct sectioner *s, uint32_t number, uint32_t end)
{
	const struct block *b = &s->u->blocks[number];
	const char *p = s->t->plain;
	struct item item = {.paragraph = number, .indent = b->indent, .bullet = b->bullet};
	bool matter = b->kind == PARAGRAPH_MATTER;
	struct label label;
	uint32_t notice = matter ? 0 : copyright_scan(p + b->start, p + end);
	uint32_t number_len = matter || notice ? 0 : label_scan(p + b->start, p + end, &label);
	if (matter)
		add_mark(s, b->start, end, WORD_MATTER);
	add_mark(s, b->start, b->start + notice, WORD_COPYRIGHT);
	add_mark(s, b->start, b->start + number_len, WORD_LABEL);
	if (!matter)
		add_fills(s, b->start + notice + number_len, end);
	if (number_len) {
		enter_label(s, &label);
		item.labelled = true;
	} else if (b->set_off || begins_appendix(p + b->start, end - b->start)) {
		s->path.depth = s->depth = 0;
		s->section = "";
	}
	item.depth = s->depth;
	uint32_t lead = lead_of(s, &item);
	add_sentences(s, b->start + number_len, end, &item, lead);
	if (b->kind != PARAGRAPH_PROSE)
		return b->kind;
	return notice ? PARAGRAPH_COPYRIGHT : number_len ? PARAGRAPH_ITEM : PARAGRAPH_PROSE;
}

void sections_make(struct text *t, const struct undressed *u, struct arena *a)
{
	struct sectioner s = {.t = t, .u = u, .arena = a, .section = ""};
	struct span *paragraphs = arena_array(a, u->n_blocks, sizeof *paragraphs);
	const char **sections = arena_array(a, u->n_blocks, sizeof *sections);
	uint8_t *kinds = arena_alloc(a, u->n_blocks), *levels = arena_alloc(a, u->n_blocks);
	for (uint32_t i = 0; i < u->n_blocks; i++) {
		uint32_t end = i + 1 < u->n_blocks ? u->blocks[i + 1].start - 1 : u->len;
		paragraphs[i] = (struct span){u->blocks[i].start, end};
		kinds[i] = add_block(&s, i, end);
		uint32_t indent = kinds[i] == PARAGRAPH_ITEM ? u->blocks[i].indent : 0;
		levels[i] = kinds[i] != PARAGRAPH_ITEM ? u->blocks[i].level : indent < UINT8_MAX ? (uint8_t)indent : UINT8_MAX;
		sections[i] = s.section;
	}
	t->paragraphs = paragraphs;
	t->paragraph_kinds = kinds;
	t->paragraph_levels = levels;
	t->paragraph_sections = sections;
	t->n_paragraphs = u->n_blocks;
	t->sentences = arena_memdup(a, s.sentences, s.n_sentences * sizeof *s.sentences);
	t->n_sentences = s.n_sentences;
	words_cut(t, s.marks, s.n_marks, a);
	free(s.sentences);
	free(s.marks);
}
