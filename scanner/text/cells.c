/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "text/cells.h"

#include "base/ascii.h"
#include "text/surroundings.h"

#include <string.h>
#include <strings.h>

enum { TITLE_BYTES = 40, COLUMNS = 100 };

const struct cell *cell_at(const struct text *t, uint32_t at)
{
	uint32_t low = 0, high = t->n_cells; /* the last that begins at or before `at` */
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		if (t->cells[middle].plain <= at)
			low = middle + 1;
		else
			high = middle;
	}
	return low && t->cells[low - 1].column != CELL_NONE ? &t->cells[low - 1] : NULL;
}

static uint32_t end_of(const struct text *t, const struct cell *cell)
{
	return cell + 1 < t->cells + t->n_cells ? cell[1].plain : t->plain_len;
}

struct span cell_words(const struct text *t, const struct cell *cell)
{
	return (struct span){word_after(t, cell->plain), word_after(t, end_of(t, cell))};
}

struct span cell_titles(const struct text *t, const struct cell *cell)
{
	const struct cell *first = &t->cells[cell->head], *last = first;
	while (last + 1 < t->cells + t->n_cells && last[1].row == first->row && last[1].column < COLUMNS)
		last++;
	return (struct span){first->plain, end_of(t, last)};
}

static bool speaks_of_license(const char *s, size_t n)
{
	static const char *const words[] = {"licens", "licenc", "许可",	      "協議",	  "协议",
					    "授權",   "授权",	"ライセンス", "라이선스", "라이센스"};
	for (size_t i = 0; i < n; i++) {
		if ((s[i] | 0x20) != 'l' && (unsigned char)s[i] < 0x80) /* most bytes begin none of them */
			continue;
		for (size_t k = 0; k < sizeof words / sizeof *words; k++)
			if (strlen(words[k]) <= n - i && !strncasecmp(s + i, words[k], strlen(words[k])))
				return true;
	}
	return false;
}

/* The first cell of its column; NULL: the cell is that itself, or its column has none. */
static const struct cell *title_of(const struct text *t, const struct cell *cell)
{
	const struct cell *first = cell ? &t->cells[cell->head] : NULL, *title = first;
	if (!cell || cell->row == first->row || cell->column >= COLUMNS)
		return NULL;
	for (; title->column != cell->column; title++)
		if (title->row != first->row || title->column == CELL_NONE || title + 1 == t->cells + t->n_cells)
			return NULL;
	return title->row == first->row ? title : NULL;
}

struct span cell_title(const struct text *t, const struct cell *cell)
{
	const struct cell *title = title_of(t, cell);
	struct span words = title ? cell_words(t, title) : (struct span){0};
	return words.end > words.start ? (struct span){t->words[words.start].start, t->words[words.end - 1].end}
				       : (struct span){0};
}

bool cell_has_license(const struct text *t, const struct cell *cell)
{
	struct span title = cell_title(t, cell);
	uint32_t n = title.end - title.start;
	return n && n <= TITLE_BYTES && speaks_of_license(t->plain + title.start, n);
}

/* "License", "Model license", "License type", and no more. */
static bool is_license_head(const struct text *t, const struct cell *cell)
{
	static const char *const words[] = {"license", "licence", "licenses", "licences", "licensing", "model", "weights",
					    "code",    "data",	  "type",     "name",	  "software",  "许",	"可",
					    "证",      "协",	  "议",	      "模",	  "型",	       NULL};
	uint32_t n = end_of(t, cell) - cell->plain;
	struct span in = cell_words(t, cell);
	if (n > TITLE_BYTES || !speaks_of_license(t->plain + cell->plain, n))
		return false;
	for (uint32_t i = in.start; i < in.end; i++)
		if (!word_in(t, i, words))
			return false;
	return true;
}

const struct cell *cell_license_row(const struct text *t, const struct cell *cell)
{
	const struct cell *first = cell;
	while (first && first > t->cells && first[-1].row == cell->row && first[-1].column < first->column)
		first--;
	return first && first != cell && cell->column < COLUMNS && is_license_head(t, first) ? first : NULL;
}

static bool row_ends(const struct text *t, const struct cell *cell, uint32_t row)
{
	return cell == t->cells + t->n_cells || cell->row != row || cell->column == CELL_NONE;
}

bool cell_is_alone(const struct text *t, const struct cell *cell)
{
	const struct cell *next = cell + 1;
	if (cell->column != 1 || row_ends(t, next, cell->row))
		return cell->column == 1;
	struct span words = cell_words(t, next); /* a mark at the end of the line opens one more */
	return words.start == words.end && row_ends(t, next + 1, cell->row);
}

bool cell_heads_rows(const struct text *t, const struct cell *cell)
{
	const struct cell *end = t->cells + t->n_cells, *next = cell + 1;
	bool first = cell->column == 0 && (uint32_t)(cell - t->cells) != cell->head && cell->row != t->cells[cell->head].row;
	while (first && next < end && next->head == cell->head && next->row == cell->row) {
		struct span words = cell_words(t, next);
		if (next->column != CELL_NONE && words.end > words.start)
			return false;
		next++;
	}
	return first && next + 1 < end && next->head == cell->head && next->column == 0 && next[1].row == next->row &&
	       next[1].column == 1;
}

static struct span trimmed(const struct text *t, uint32_t from, uint32_t to)
{
	while (from < to && strchr(" \n", t->plain[from]))
		from++;
	while (to > from && strchr(" \n", t->plain[to - 1]))
		to--;
	return (struct span){from, to};
}

struct span cell_row_name(const struct text *t, const struct cell *cell)
{
	const struct cell *first = cell;
	while (first > t->cells && first[-1].row == cell->row && first[-1].column < first->column)
		first--;
	if (first == cell || cell->column >= COLUMNS || cell->row == t->cells[cell->head].row)
		return (struct span){0};
	struct span in = trimmed(t, first->plain, end_of(t, first));
	bool marked = false;
	for (uint32_t i = in.start; i < in.end; i++) {
		char c = t->plain[i];
		if (c == ' ' || c == '\n' || c == '\t')
			return (struct span){0};
		marked |= is_digit(c) || (i > in.start && i + 1 < in.end && strchr("-_/", c));
	}
	return marked ? in : (struct span){0};
}

/* "LLM", "Language part": the part of a model of several kinds that writes. */
static bool is_language_head(const struct text *t, struct span in)
{
	static const char *const language[] = {"language", NULL}, *const part[] = {"part", "model", "decoder", NULL},
				 *const llm[] = {"llm", NULL};
	return (in.end == in.start + 1 && word_in(t, in.start, llm)) ||
	       (in.end == in.start + 2 && word_in(t, in.start, language) && word_in(t, in.start + 1, part));
}

/* "Base model", "Foundation model version", "LLM backbone", "基座模型", and no more; not "Base" alone, which is a size. */
static bool is_base_head(const struct text *t, const struct cell *cell)
{
	static const char *const bases[] = {"base", "parent", "foundation", "backbone", "基", "底", NULL},
				 *const words[] = {"base",	 "parent", "foundation", "backbone", "基",    "底",
						   "model",	 "models", "llm",	 "version",  "name",  "original",
						   "pretrained", "座",	   "础",	 "模",	     "型",    "大",
						   "mllm",	 "vlm",	   "lmm",	 "llms",     "mllms", "vlms",
						   "language",	 NULL};
	struct span title = trimmed(t, cell->plain, end_of(t, cell));
	struct span in = title.end - title.start <= TITLE_BYTES ? cell_words(t, cell) : (struct span){0};
	bool found = false;
	if (is_language_head(t, in))
		return true;
	for (uint32_t i = in.start; i < in.end; i++) {
		if (!word_in(t, i, words))
			return false;
		found |= word_in(t, i, bases);
	}
	return found && in.end > in.start + 1;
}

static uint32_t end_of_row(const struct text *t, const struct cell *cell)
{
	while (!row_ends(t, cell + 1, cell->row))
		cell++;
	return end_of(t, cell);
}

size_t cells_of_bases(const struct text *t, struct cell_base *out, size_t room)
{
	const struct cell *first = t->cells; /* of the row */
	bool is_base[COLUMNS] = {false};     /* the columns of the table */
	uint32_t table = UINT32_MAX;
	size_t n = 0;
	for (const struct cell *c = t->cells; c < t->cells + t->n_cells && n < room; c++) {
		const struct cell *head = &t->cells[c->head];
		first = c->row == first->row ? first : c;
		if (c->column == CELL_NONE || c->column >= COLUMNS)
			continue;
		if (c->head != table)
			memset(is_base, 0, sizeof is_base);
		table = c->head;
		if (c->row == head->row)
			is_base[c->column] = c->column > 0 && is_base_head(t, c);
		else if (is_base[c->column] && first < c)
			out[n++] = (struct cell_base){.made = trimmed(t, first->plain, c->plain),
						      .base = trimmed(t, c->plain, end_of(t, c)),
						      .row = trimmed(t, first->plain, end_of_row(t, c))};
	}
	return n;
}
