/* SPDX-License-Identifier: MIT */
/*
 * undress: a decoded document as plain text: without Markdown, HTML, comment leaders, bullets, hard wraps.
 *
 * The result is a list of blocks (paragraphs, list items, headings, table rows, copyright lines, lines of front matter), parted
 * by '\n' in plain. Linear in the input: no look-ahead runs over the same bytes twice more than a bounded number of times.
 */
#ifndef LICET_TEXT_UNDRESS_H
#define LICET_TEXT_UNDRESS_H
#include "text/decode.h"
#include "text/text.h"

struct block {
	uint32_t start;	 /* in plain; it ends a byte before the next one, or with plain */
	uint32_t indent; /* columns before its first line's text */
	uint8_t kind;	 /* enum paragraph_kind */
	uint8_t level;	 /* of a heading, from 1; else 0 */
	bool bullet;	 /* had a bullet, which is not in plain */
	bool set_off;	 /* by a rule (====, ----) before it */
};

struct undressed {
	char *plain;
	uint32_t len;
	uint32_t *origin;
	struct block *blocks; /* malloc'd: free with free() */
	uint32_t n_blocks, capacity;
	struct link *links; /* malloc'd array; the addresses are in the arena */
	uint32_t n_links, links_capacity;
	struct cell *cells; /* malloc'd array */
	uint32_t n_cells, cells_capacity;
	bool cut; /* it has more links or cells than are kept */
};

void undress(struct undressed *u, const struct decoded *d, struct arena *a);

#endif
