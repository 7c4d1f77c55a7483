/* SPDX-License-Identifier: MIT */
/*
 * html_page: a page of HTML that is written as it is made, and the one way in which words get into it.
 *
 * html_put is the only function that writes. Its format is markup of our own, and every %s is escaped: first as base/tty.h does it, so
 * that nothing can mislead who reads, then for HTML, so that it is text or the value of a quoted attribute whatever it holds. So no
 * word of the input can become markup. The page forbids by its Content-Security-Policy all scripts, styles and addresses but the
 * script and the style sheet that it brings along, which it names by their digests.
 */
#ifndef LICET_REPORT_HTML_PAGE_H
#define LICET_REPORT_HTML_PAGE_H
#include "base/arena.h"

#include <stdint.h>
#include <stdio.h>

struct html {
	FILE *to;
	struct arena arena; /* for what is composed on the way; html_forget empties it */
	uint64_t bytes;	    /* written so far */
};

void html_init(struct html *h, FILE *to);
void html_release(struct html *h);
void html_forget(struct html *h);

#define HTML_AUTO __attribute__((cleanup(html_release)))

/*
 * Understands %s (escaped, one line, at most SHOWN_NAME bytes of report/shown.h; NULL is nothing), %u, %d, %zu, %llu and %%. The compiler
 * demands a literal format.
 */
void html_put(struct html *h, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* Everything up to and with <body>; and everything from the script to the end. */
void html_head(struct html *h, const char *title);
void html_tail(struct html *h);

#endif
