/* SPDX-License-Identifier: MIT */
/*
 * line: a line of a document that is not HTML, and the dress that stands around it: blanks, comment leaders, quote marks, bullets.
 *
 * A line is a range of the source, which narrows as dress comes off; nothing is written.
 */
#ifndef LICET_TEXT_LINE_H
#define LICET_TEXT_LINE_H
#include "base/ascii.h"
#include "text/plain.h"

struct line {
	uint32_t start, end; /* without the line end; narrowed as dress comes off */
	uint32_t next;	     /* start of the next line */
};

struct neighbours {
	struct line before, after; /* whole lines; empty where there are none */
};

static inline bool is_blank(char c)
{
	return (unsigned char)c <= ' ' || c == 0x7F;
}

static inline bool is_word_byte(char c)
{
	return is_letter(c) || is_digit(c) || (unsigned char)c >= 0x80;
}

/* The line that begins at i; it ends at LF, CR or CR LF. */
struct line line_at(const struct dresser *t, uint32_t i);

/* Takes white space off the start, also the full-width blank. Returns how many columns it had. */
uint32_t line_trim_start(const struct dresser *t, struct line *l);
void line_trim_end(const struct dresser *t, struct line *l);

/* Without regard to case. */
bool line_begins(const struct dresser *t, const struct line *l, const char *with);
bool line_is(const struct dresser *t, const struct line *l, const char *with);

/* A rule: three or more of the same few marks and nothing else. Rows of | and - are the rule of a table. The line is not empty. */
bool line_is_rule(const struct dresser *t, const struct line *l);

/* How many c it begins with. */
uint32_t line_leading(const struct dresser *t, const struct line *l, char c);

/*
 * Takes comment leaders, quote marks and docstring quotes off the line, and remembers whether it is in a comment of C. A leader that
 * could be something else counts when a neighbour has it too. *hashed is set when it was a single #, which is then no heading's.
 */
void line_strip_comment(struct dresser *t, struct line *l, const struct neighbours *n, bool *hashed);

/* Takes a bullet off; false when there is none. */
bool line_take_bullet(const struct dresser *t, struct line *l);

#endif
