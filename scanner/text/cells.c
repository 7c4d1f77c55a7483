/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "text/cells.h"

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
	static const char *const words[] = {"licens", "licenc", "许可", "协议"};
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < sizeof words / sizeof *words; k++)
			if (strlen(words[k]) <= n - i && !strncasecmp(s + i, words[k], strlen(words[k])))
				return true;
	return false;
}

bool cell_has_license(const struct text *t, const struct cell *cell)
{
	const struct cell *title = cell ? &t->cells[cell->head] : NULL;
	if (!cell || cell->row == title->row || cell->column >= COLUMNS)
		return false;
	for (; title->column != cell->column; title++)
		if (title->row != t->cells[cell->head].row || title->column == CELL_NONE || title + 1 == t->cells + t->n_cells)
			return false;
	uint32_t n = end_of(t, title) - title->plain;
	return title->row == t->cells[cell->head].row && n <= TITLE_BYTES && speaks_of_license(t->plain + title->plain, n);
}
