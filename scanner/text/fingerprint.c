/* SPDX-License-Identifier: MIT */
/*
 * fingerprint_make (text/match.h): a license's own text as sections of word hashes.
 *
 * Left out: numbers of clauses, copyright lines, front matter. A place to fill in ([yyyy], <name of author>, ______) is one
 * WORD_BLANK. Optional: the title lines before the first prose, an appendix on how to apply the license, and what the caller says
 * stands around the license (its publisher's notices): there each paragraph is a section, as any of them may be left out.
 */
#include "base/buf.h"
#include "base/digest.h"
#include "text/match.h"
#include "text/sections.h"
#include "text/terms.h"
#include "text/words.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct maker {
	const struct text *t;
	struct arena *arena;
	uint32_t *words;
	uint32_t n_words, words_capacity;
	struct section *sections;
	uint32_t n_sections, sections_capacity;
	struct digest digest;
	uint32_t next; /* word of t that comes next */
	bool alone;    /* the last section takes no further paragraph */
};

/* --- sections ------------------------------------------------------------------------------------------------------------- */

static int close_section(struct maker *m, struct err *e)
{
	if (!m->n_sections || !m->sections || !m->digest.open)
		return 0;
	struct section *s = &m->sections[m->n_sections - 1];
	uint8_t digest[DIGEST_BYTES];
	if (digest_final(&m->digest, digest, e) < 0)
		return -1;
	digest_release(&m->digest);
	memcpy(s->digest, digest, sizeof s->digest);
	s->count = m->n_words - s->first;
	if (!s->count)
		m->n_sections--;
	return 0;
}

static int open_section(struct maker *m, const char *label, bool optional, bool alone, struct err *e)
{
	const struct section *last = m->n_sections ? &m->sections[m->n_sections - 1] : NULL;
	bool apart = alone || m->alone;
	m->alone = alone;
	if (last && !apart && last->optional == optional && !strncmp(last->label, label, SECTION_LABEL - 1))
		return 0;
	if (close_section(m, e) < 0 || digest_init(&m->digest, e) < 0)
		return -1;
	struct section s = {.first = m->n_words, .optional = optional};
	snprintf(s.label, sizeof s.label, "%s", label);
	VEC_PUSH(m->sections, m->n_sections, m->sections_capacity, s);
	return 0;
}

static int add_word(struct maker *m, uint32_t hash, const char *normal, uint32_t len, struct err *e)
{
	VEC_PUSH(m->words, m->n_words, m->words_capacity, hash);
	if (len && digest_update(&m->digest, normal, len, e) < 0)
		return -1;
	return digest_update(&m->digest, "\n", 1, e);
}

/* Adds the words of plain up to `end`; a blank stands for those that begin inside it. */
static int add_words(struct maker *m, uint32_t end, struct err *e)
{
	const struct text *t = m->t;
	for (; m->next < t->n_words && t->words[m->next].start < end; m->next++) {
		char normal[WORD_NORMAL_BYTES];
		if (t->words[m->next].kind != WORD_TEXT)
			continue;
		uint32_t len = word_normal(t, m->next, normal);
		if (add_word(m, t->words[m->next].hash, normal, len, e) < 0)
			return -1;
	}
	return 0;
}

static int add_paragraph(struct maker *m, const struct span *p, struct err *e)
{
	const char *plain = m->t->plain, *end = plain + p->end;
	for (const char *s = plain + p->start; s < end;) {
		uint32_t n = fill_scan(s, end);
		if (!n) {
			s++;
			continue;
		}
		if (add_words(m, (uint32_t)(s - plain), e) < 0)
			return -1;
		bool counts = false, empty = true; /* not within a copyright line */
		for (; m->next < m->t->n_words && m->t->words[m->next].start < (uint32_t)(s - plain) + n; m->next++) {
			counts |= m->t->words[m->next].kind == WORD_FILL;
			empty = false;
		}
		bool doubled = m->n_words > m->sections[m->n_sections - 1].first && m->words[m->n_words - 1] == WORD_BLANK;
		if ((counts || empty) && !doubled && add_word(m, WORD_BLANK, NULL, 0, e) < 0)
			return -1;
		s += n;
	}
	return add_words(m, p->end, e);
}

/* --- what is optional ----------------------------------------------------------------------------------------------------- */

/* A line such as a title, a date, a version or an address: short, and no sentence. */
static bool is_title(const struct text *t, uint32_t paragraph)
{
	const struct span *p = &t->paragraphs[paragraph];
	uint8_t kind = t->paragraph_kinds[paragraph];
	if (kind == PARAGRAPH_ITEM || t->paragraph_sections[paragraph][0])
		return false;
	if (kind == PARAGRAPH_COPYRIGHT || kind == PARAGRAPH_MATTER || kind == PARAGRAPH_HEADING)
		return true;
	char last = t->plain[p->end - 1];
	uint32_t len = p->end - p->start;
	bool stop = last == '.' || last == ':' || last == ';' || (len >= 3 && !memcmp(t->plain + p->end - 3, "。", 3));
	return stop ? len < 40 : len < 130;
}

static uint32_t count_titles(const struct text *t)
{
	uint32_t n = 0;
	while (n < t->n_paragraphs && is_title(t, n))
		n++;
	return n < t->n_paragraphs ? n : 0;
}

int fingerprint_make(const struct text *t, const char *name, const char *language, const bool *around, struct arena *a,
		     struct fingerprint *out, struct err *e)
{
	struct maker m = {.t = t, .arena = a};
	uint32_t titles = count_titles(t);
	bool appendix = false;
	int rc = 0;
	for (uint32_t i = 0; i < t->n_paragraphs && rc == 0; i++) {
		const struct span *p = &t->paragraphs[i];
		bool alone = around && around[i] && i >= titles;
		const char *label = alone ? "" : t->paragraph_sections[i];
		appendix = !*label && i >= titles && (appendix || begins_appendix(t->plain + p->start, p->end - p->start));
		rc = open_section(&m, label, i < titles || appendix || alone, alone, e);
		if (rc == 0)
			rc = add_paragraph(&m, p, e);
	}
	if (rc == 0)
		rc = close_section(&m, e);
	digest_release(&m.digest);
	*out = (struct fingerprint){.name = arena_strdup(a, name),
				    .language = arena_strdup(a, language),
				    .count = m.n_words,
				    .n_sections = m.n_sections};
	out->words = arena_memdup(a, m.words, m.n_words * sizeof *m.words);
	out->sections = arena_memdup(a, m.sections, m.n_sections * sizeof *m.sections);
	free(m.words);
	free(m.sections);
	if (rc == 0 && !m.n_words)
		return err_set(e, ERR_DATA, "the text has no words to make a fingerprint of");
	return rc;
}
