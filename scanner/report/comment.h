/* SPDX-License-Identifier: MIT */
/*
 * comment: Markdown for a pull request, bounded, as GitHub takes no comment above 65,536 characters.
 *
 * Words of the input are quoted so that they are neither markup nor links, and mention nobody: ASCII punctuation that could mean
 * anything has a backslash, '@' and '#' stand in a code span.
 */
#ifndef LICET_REPORT_COMMENT_H
#define LICET_REPORT_COMMENT_H
#include "base/arena.h"
#include "base/buf.h"
#include "base/err.h"

#include <stdio.h>

struct comment {
	struct buf text;
	size_t left_out; /* lines */
	struct arena arena;
};

enum { CELL_BYTES = 400 };

void comment_init(struct comment *c);
void comment_release(struct comment *c);
/* A whole line, or none: the comment must not end within a table row. Untrusted words must have been quoted. */
void comment_say(struct comment *c, const char *format, ...) __attribute__((format(printf, 2, 3)));
const char *comment_quoted(struct comment *c, const char *untrusted, size_t cap);
int comment_write(struct comment *c, FILE *to, struct err *e); /* -1: ERR_SYSTEM */

#define COMMENT_AUTO __attribute__((cleanup(comment_release)))

#endif
