/* SPDX-License-Identifier: MIT */
/*
 * cells: tables of a text: Markdown's and HTML's. The first row of a table has the titles of its columns.
 */
#ifndef LICET_TEXT_CELLS_H
#define LICET_TEXT_CELLS_H
#include "text/text.h"

/* The cell of plain that byte `at` is in; NULL outside of tables. */
const struct cell *cell_at(const struct text *t, uint32_t at);

/* Is the cell one of a column that is titled as one of licenses ("License", "Model License"), and not the title itself? */
bool cell_has_license(const struct text *t, const struct cell *cell);

/* The numbers of its words: the first, and the one behind the last. */
struct span cell_words(const struct text *t, const struct cell *cell);

/* What the cell's column is called, in plain; empty: nothing, or the cell is of the first row. */
struct span cell_title(const struct text *t, const struct cell *cell);

/* The row of titles over the cell, in plain; of a very wide one its beginning. */
struct span cell_titles(const struct text *t, const struct cell *cell);

/* The first cell of its row, where that is a title for licenses and not the cell itself: "| License | Pear | Plum |"; NULL. */
const struct cell *cell_license_row(const struct text *t, const struct cell *cell);

/*
 * What the row of the cell begins with, in plain, where that is one word that can only be a name ("tern-7b", "lab/tern", "`wing_v2`"), and not
 * the cell itself nor the title of a column; else empty.
 */
struct span cell_row_name(const struct text *t, const struct cell *cell);

struct cell_base {	  /* "| Tern-7B | Wren-7B |" below "| Model | Base model |": what the model of the row is made from */
	struct span made; /* the cells before it, in plain */
	struct span base;
	struct span row;
};

/* The cells of columns that are titled as those of base models, where one stands before it: at most `room`. Returns how many there are. */
size_t cells_of_bases(const struct text *t, struct cell_base *out, size_t room);

/* Is it the only one of its row behind the first that has words? */
bool cell_is_alone(const struct text *t, const struct cell *cell);

/* Is it the only one of its row that has words, within a table whose next row has several: a title for the rows below it? */
bool cell_heads_rows(const struct text *t, const struct cell *cell);

#endif
