/* SPDX-License-Identifier: MIT */
/*
 * page: lines of text for a person, built in memory and written at once: styles only where colors are wanted, untrusted
 * text always escaped (base/tty.h), folded to the width. Our own words go through page_say, words of the input through
 * page_put and page_wrap.
 */
#ifndef LICET_REPORT_PAGE_H
#define LICET_REPORT_PAGE_H
#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

#include <stdbool.h>
#include <stdio.h>

enum style { STYLE_PLAIN, STYLE_BOLD, STYLE_DIM, STYLE_RED, STYLE_YELLOW, STYLE_GREEN };

struct page {
	struct buf text;
	struct arena arena; /* for what is composed on the way */
	bool color;
	int width;
};

void page_init(struct page *p, bool color, int width);
void page_release(struct page *p);
int page_write(struct page *p, FILE *to, struct err *e); /* -1: ERR_SYSTEM */

#define PAGE_AUTO __attribute__((cleanup(page_release)))

void page_say(struct page *p, const char *format, ...) __attribute__((format(printf, 2, 3)));
void page_styled(struct page *p, enum style style, const char *trusted);
void page_put(struct page *p, const char *untrusted); /* on one line, escaped */
/* Escaped and padded with blanks to so many columns; a longer one loses its beginning ("…/x") when `cut`, else runs over. */
void page_column(struct page *p, const char *untrusted, int columns, bool cut);
/* Folded lines, the first after `first`, the others after `rest`; at most max_lines (0: all). */
void page_wrap(struct page *p, const char *first, const char *rest, int max_lines, const char *untrusted);

#endif
