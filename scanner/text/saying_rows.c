/* SPDX-License-Identifier: MIT */
#include "text/saying_rows.h"

#include "evidence/fact.h"
#include "text/cells.h"
#include "text/mention.h"

#include <string.h>
#include <strings.h>

/* "Our Models": what stands below is not compared with the works of others. */
static bool is_headed_ours(const struct text *t, uint32_t paragraph)
{
	static const char *const ours[] = {"our", "我", "本", NULL};
	uint32_t heading = heading_over(t, paragraph);
	uint32_t first = heading == UINT32_MAX ? t->n_words : word_after(t, t->paragraphs[heading].start);
	return first < t->n_words && t->words[first].start < t->paragraphs[heading].end && word_in(t, first, ours);
}

/* "## Pre-trained models", "## Model downloads": what is linked below, and is of nothing else by its own words, is weights. */
bool saying_is_under_weights(const struct saying *s, uint32_t paragraph)
{
	static const char *const offering[] = {"pretrained", "pre-trained", "pre",   "checkpoints", "weights", "download",
					       "downloads",  "zoo",	    "cards", "下",	    "权",      NULL};
	uint32_t heading = heading_over(s->t, paragraph);
	if (heading == UINT32_MAX)
		return false;
	uint32_t from = word_after(s->t, s->t->paragraphs[heading].start), to = word_after(s->t, s->t->paragraphs[heading].end);
	return named_in(s, from, to) == SAID_OF_WEIGHTS && any_word_is(s->t, from, to, offering);
}

/*
 * "| License | Pear |" is said as by a label; of several cells each is for what its column is called after. Sets `in` to the row, or to
 * the title.
 */
static unsigned said_in_row(const struct saying *s, const struct cell *cell, uint32_t paragraph, struct span *in)
{
	const struct cell *first = cell_license_row(s->t, cell);
	bool about_licensing = false, alone = first && cell_is_alone(s->t, cell);
	if (!first)
		return 0;
	struct span head = cell_words(s->t, first);
	unsigned over = heading_subjects(s, paragraph, &about_licensing), named = subjects_in(s, head.start, head.end);
	*in = alone ? s->t->paragraphs[paragraph] : cell_title(s->t, cell);
	if (over & SAID_OF_OTHERS || in->start == in->end)
		return 0;
	return alone ? (named  ? named
			: over ? over
			       : SAID_OF_ALL) |
			       SAID_BY_LABEL
		     : (named ? named : SAID_OF_WEIGHTS) | SAID_BY_ROW;
}

/*
 * "| tern-7b | Trained on songs; the weights are under Pear |": what a cell says of a model is said of the one that its row is called after.
 * Sets `in` to that name.
 */
static unsigned said_of_named_row(const struct text *t, const struct mention *m, const struct cell *cell, struct span *in)
{
	struct span name = m->said & (SAID_OF_ALL | SAID_OF_WEIGHTS) ? cell_row_name(t, cell) : (struct span){0};
	if (name.start == name.end)
		return 0;
	*in = name;
	return SAID_OF_WEIGHTS | SAID_BY_ROW;
}

/* "| wings/beak.onnx | … | Pear |": the row is called after a file of weights, which tells more than the heading does. */
static bool is_row_of_weights(const struct saying *s, const struct cell *cell)
{
	struct span name = cell_row_name(s->t, cell);
	uint32_t end = word_after(s->t, name.end);
	return name.start < name.end && end && s->t->words[end - 1].start > name.start &&
	       s->t->plain[s->t->words[end - 1].start - 1] == '.' &&
	       (any_code_is(s, end - 1, end, "weight_files") || any_code_is(s, end - 1, end, "weights"));
}

/* What a table with a column of licenses is about: as its titles say, else the heading over it. Sets `in` to the row. */
unsigned saying_by_row(const struct saying *s, const struct mention *m, struct span *in)
{
	uint32_t at = m->start == m->end && m->start ? m->start - 1 : m->start; /* a link is where its words end */
	const struct cell *cell = cell_at(s->t, at);
	if (!s->t->n_paragraphs || !cell)
		return 0;
	uint32_t paragraph = text_paragraph(s->t, at);
	if (!cell_has_license(s->t, cell)) {
		unsigned by_title = said_in_row(s, cell, paragraph, in);
		return by_title ? by_title : said_of_named_row(s->t, m, cell, in);
	}
	bool about_licensing = false;
	struct span titles = cell_titles(s->t, cell);
	unsigned over = heading_subjects(s, paragraph, &about_licensing);
	unsigned found = subjects_in(s, word_after(s->t, titles.start), word_after(s->t, titles.end));
	found = found ? found : over;
	*in = s->t->paragraphs[paragraph];
	if ((over | found) & SAID_OF_OTHERS || !found)
		return is_row_of_weights(s, cell) ? SAID_OF_WEIGHTS | SAID_BY_ROW | SAID_OF_SOME : 0;
	return is_headed_ours(s->t, paragraph) || saying_is_under_weights(s, paragraph) ? found : found | SAID_BY_ROW;
}

static const struct cell *first_of_row(const struct text *t, const struct cell *cell)
{
	while (cell > t->cells && cell->column && cell[-1].row == cell->row)
		cell--;
	return cell;
}

bool saying_row_names_piece(const struct saying *s, const struct mention *m)
{
	static const char *const rest[] = {"most",	 "all",	 "any",	 "other", "others", "else", "whole",
					   "everything", "rest", "this", "these", "our",    "本",   NULL};
	uint32_t at = m->start == m->end && m->start ? m->start - 1 : m->start;
	const struct cell *cell = cell_at(s->t, at);
	if (!cell || !cell_has_license(s->t, cell))
		return false;
	const struct cell *first = first_of_row(s->t, cell);
	struct span in = cell_words(s->t, first);
	return first != cell && in.start < in.end && !named_in(s, in.start, in.end) && !any_word_is(s->t, in.start, in.end, rest);
}

/* The last parts of the address are the words in plain: "tern", "lab/tern". */
static bool ends_with(const char *url, const char *words, size_t len)
{
	size_t n = strcspn(url, "?#");
	n -= n && url[n - 1] == '/';
	return len && n > len && url[n - len - 1] == '/' && !strncasecmp(url + n - len, words, len);
}

bool saying_is_of_linked(const struct text *t, const struct mention *m)
{
	if (!t->n_paragraphs || m->start == m->end || !m->start || t->plain[m->start - 1] != '(')
		return false;
	uint32_t paragraph = text_paragraph(t, m->start), from = t->paragraphs[paragraph].start;
	uint32_t first = word_after(t, from), i = text_next_link(t, from);
	if (t->paragraph_kinds[paragraph] != PARAGRAPH_ITEM || i >= t->n_links || first >= t->n_words)
		return false;
	const struct link *l = &t->links[i];
	uint32_t start = t->words[first].start;
	return !l->image && start < l->plain && l->plain < m->start && !strncasecmp(l->url, "http", 4) &&
	       ends_with(l->url, t->plain + start, l->plain - start);
}
