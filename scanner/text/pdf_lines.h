/* SPDX-License-Identifier: MIT */
/*
 * pdf_lines: from the lines of printed pages to running text.
 *
 * A page knows lines and where they stand, no paragraphs. Page numbers and heads that are repeated from page to page are left out;
 * a blank line is put where a paragraph ends, by the distance between lines, the size of the type, an indent, or a sentence that
 * ends early in its line. A paragraph goes on over the end of a page unless something says otherwise.
 */
#ifndef LICET_TEXT_PDF_LINES_H
#define LICET_TEXT_PDF_LINES_H
#include "base/buf.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct pdf_line {
	const char *text; /* UTF-8, not ended by NUL */
	size_t len;
	double left, right, top, bottom; /* in points, from the top left corner; all 0 when that is not known */
	uint32_t page;			 /* pages are numbered without gaps, from 0 */
	bool dropped;			 /* for pdf_lines_join */
};

/* Appends the text of the lines, in their order; lines without any text must not be among them. Marks lines that are dropped. */
void pdf_lines_join(struct pdf_line *lines, size_t n, struct buf *out);

#endif
