/* SPDX-License-Identifier: MIT */
/* saying_rows: what a table says to be under the license that a cell of it names. */
#ifndef LICET_TEXT_SAYING_ROWS_H
#define LICET_TEXT_SAYING_ROWS_H
#include "text/subjects.h"

struct mention; /* text/mention.h */

/*
 * What a table with a column, or a row, of licenses is about (enum said_of): as its titles say, else the heading over it. Sets `in` to the
 * row, or to a title. 0: it stands in none.
 */
unsigned saying_by_row(const struct saying *s, const struct mention *m, struct span *in);

/* "## Pre-trained models", "## Model downloads": what is linked below, and is of nothing else by its own words, is weights. */
bool saying_is_under_weights(const struct saying *s, uint32_t paragraph);

/* "| Component | License |" over "| Auk | Pear |": the row of a column of licenses begins with a name, and not with a subject or all that is here. */
bool saying_row_names_piece(const struct saying *s, const struct mention *m);

/*
 * "- [lab/tern](https://host/lab/tern) – exports models (Pear)": does the name stand in parentheses in an item that begins with a link, whose words
 * are what its address ends with? It is of that then, as in the row of a table.
 */
bool saying_is_of_linked(const struct text *t, const struct mention *m);

#endif
