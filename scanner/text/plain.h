/* SPDX-License-Identifier: MIT */
/*
 * plain: what undress has made of a document so far, and its state while it goes on.
 *
 * Everything that is written goes through here: what stands between two pieces is decided when the second comes (a gap is asked for,
 * and the strongest of those asked for is written), and each byte has its place in the original. `at`, `from` and `to` are places in
 * the decoded source. Nothing is written longer than it was read, save for one separator: the buffers of undress() never grow.
 */
#ifndef LICET_TEXT_PLAIN_H
#define LICET_TEXT_PLAIN_H
#include "text/html.h"
#include "text/label.h"
#include "text/undress.h"

enum { LINKS_MAX = 65536 };			       /* more of them are not kept */
enum gap { GAP_NONE, GAP_BLANK, GAP_LINE, GAP_BREAK }; /* what stands between what is written and what comes next */

struct dresser {
	struct undressed *u;
	const struct decoded *d;
	struct arena *arena;
	const char *s; /* d->bytes */
	uint32_t n;
	enum gap gap;
	uint32_t gap_at;
	struct block next; /* what the next block will be like */
	bool html, xml, json, comment, fence, code, c_comment, pre, table_row, markdown_off;
	bool image;		     /* the link that is open is an image's */
	uint32_t image_at;	     /* and its text begins there, or behind a gap */
	bool label;		     /* the words of that image are a label about a license */
	bool in_table;		     /* the line before is a row of a Markdown table, or the rule under one */
	uint32_t table, row, column; /* of the cell that is next: number of the table's first cell, number of the row, column */
	uint32_t anchor;	     /* the number of the link that the open anchor is, from 1; 0: none is open */
	uint32_t width;		     /* of the lines that the document is wrapped to */
	bool returns;		     /* the document has a CR somewhere */
	uint32_t skip_to;	     /* up to here the source is the content of a raw element */
	char unclosed[12][12];	     /* raw elements that have no end tag any more: not searched for again */
	uint32_t n_unclosed;
	bool no_comment_end; /* a "-->" was looked for and there is none ahead */
	/* the line before: */
	bool before_blank, before_closed; /* closed: nothing may be joined to it */
	uint32_t before_len;
	char before_last;
	bool before_open;	  /* it ends in a word that no sentence ends in */
	struct label numbered[4]; /* the last labels, by style: what a list goes on with */
};

/* What stands before the next that is written is `gap` at least. */
void plain_gap(struct dresser *t, enum gap gap, uint32_t at);

/* Bytes that stand for something in the source at `at`. */
void plain_put(struct dresser *t, const char *bytes, uint32_t len, uint32_t at);

/* Copies source bytes as they are. */
void plain_copy(struct dresser *t, uint32_t from, uint32_t to);

/* A character that an entity or a multi-byte sequence at `at` stands for. */
void plain_code(struct dresser *t, uint32_t code, uint32_t at);

/* A multi-byte character of the source. Returns its length. */
uint32_t plain_multibyte(struct dresser *t, uint32_t i);

/* An image whose address [from, to) is that of a badge about a license: what it shows, as a paragraph. False when it is none. */
bool plain_badge(struct dresser *t, uint32_t from, uint32_t to);

/* The words of an HTML image that speak of licensing, where its address does not say them. */
void plain_image(struct dresser *t, const struct tag *tag);

/* A link that ends here, to the address [from, to). One that is empty, too long, or one too many is not kept. */
void plain_link(struct dresser *t, uint32_t from, uint32_t to);

/* A cell begins here, or with CELL_NONE a row ends. */
void plain_cell(struct dresser *t, uint32_t column);
void plain_row(struct dresser *t);

#endif
