/* SPDX-License-Identifier: MIT */
/*
 * tty: untrusted text on a terminal.
 *
 * Names and clauses from a scanned file may hold anything: ANSI sequences that repaint the screen, newlines that forge a line of
 * the report, bidirectional overrides that show words in another order than they have, characters that take no room at all.
 * tty_escape makes each of them visible and keeps the rest: a character that is a control, a format character, a line separator,
 * private, unassigned or invisible becomes \u{HEX}; a control of ASCII and a byte that is not UTF-8 become \xNN; a backslash
 * is doubled, so that what is shown can be read back. The result is one line, valid UTF-8, without ESC.
 *
 * Nothing here fails but by the cap of the buffer (base/buf.h), which then ends at a whole character.
 */
#ifndef LICET_BASE_TTY_H
#define LICET_BASE_TTY_H
#include "base/buf.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Appends the bytes, escaped. -1 when the buffer is full. */
int tty_escape(struct buf *out, const char *bytes, size_t len);

/* May the character stand as it is? Not one that tty_escape shows as \xNN or \u{HEX}. */
bool tty_is_plain(uint32_t code);

/* Columns that escaped text (or any UTF-8) takes on a terminal: Han and most emoji two, combining marks none. */
int tty_width(const char *text, size_t len);

/*
 * Appends the bytes, escaped and folded into lines of at most `width` columns, each ending in '\n'. Every run of white space is
 * one place to break, and so is the place between two wide characters; a word that is longer than a line is broken where the line
 * is full. The first line begins with `first`, the others with `rest` (trusted, not escaped, counted in the width); at least
 * 8 columns are left for the text whatever they are. No more than max_lines lines are written (0: no bound): when text is left
 * over, the last one ends in "…". Text without anything to show gives no line. Returns the number of lines.
 */
int tty_wrap(struct buf *out, const char *bytes, size_t len, int width, const char *first, const char *rest, int max_lines);

/* Columns of the terminal behind the descriptor, 80 when it is none; between 40 and 240. COLUMNS goes first. */
int tty_columns(int descriptor);

/* May ANSI colors go to this descriptor? Only to a terminal that is not dumb, and not with NO_COLOR set. */
bool tty_wants_color(int descriptor);

#endif
