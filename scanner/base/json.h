/* SPDX-License-Identifier: MIT */
/*
 * json: reading untrusted JSON with the place of every value.
 *
 * Evidence needs byte offsets and lines, both of two duplicate keys, and the part of a header that is at hand; it must also
 * read what model loaders read (NaN, lone surrogates, a byte order mark). A parser that builds plain values (jansson, which
 * writes our reports) gives none of that, so this is a small pull scanner of our own: no allocation, no recursion, linear time.
 *
 * json_parse builds on it the same tree that base/yaml.h gives, for JSON is YAML with fewer ways to write it: strings are
 * quoted scalars, numbers, true, false and null are plain ones. Readers of claims need only one kind of tree.
 */
#ifndef LICET_BASE_JSON_H
#define LICET_BASE_JSON_H
#include "base/arena.h"
#include "base/err.h"
#include "base/yaml.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { JSON_MAX_DEPTH = YAML_MAX_DEPTH };

enum json_event {
	JSON_END,   /* the document is complete; only white space and NUL padding followed, as far as the bytes go */
	JSON_ERROR, /* see problem and cut */
	JSON_OPEN,  /* [ or {: see object */
	JSON_CLOSE, /* ] or } */
	JSON_KEY,   /* a string that names the next value */
	JSON_STRING,
	JSON_PLAIN, /* number, true, false, null, NaN, Infinity */
};

struct json_scan {
	const char *bytes;
	size_t len, at;
	uint32_t line;	     /* of the last event, from 1 */
	size_t line_start;   /* offset of its line's first byte */
	size_t start, end;   /* bytes of the last event; of a string with its quotes */
	unsigned depth;	     /* open containers; after JSON_OPEN the new one counts */
	bool object;	     /* JSON_OPEN: it is {; JSON_CLOSE: it was { */
	const char *problem; /* after JSON_ERROR: what is wrong, without a place */
	bool cut;	     /* after JSON_ERROR: only because the bytes ended */
	uint64_t kinds;	     /* private: a bit for each open container, 1 for an object */
	int expect;	     /* private */
};

void json_scan_init(struct json_scan *s, const char *bytes, size_t len);
enum json_event json_next(struct json_scan *s);
/*
 * For a document that is read piece by piece: the scan goes on where it was in a piece that begins `dropped` bytes later and has
 * len bytes. `cut` says that a piece was too short; the caller gets a copy of the scan from before the event and a longer piece.
 * Columns are not kept.
 */
void json_scan_move(struct json_scan *s, const char *bytes, size_t len, size_t dropped);
/* After JSON_KEY: steps over its value. After JSON_OPEN: to the matching JSON_CLOSE. 0, or -1 where json_next said JSON_ERROR. */
int json_skip(struct json_scan *s);
/*
 * The last string or key, unescaped; lone surrogates become U+FFFD. *len (may be NULL) counts embedded NULs. Lives in the
 * arena.
 */
char *json_unescape(const struct json_scan *s, struct arena *a, size_t *len);
/* Is the last string or key, as written and without escapes, this text? */
bool json_is(const struct json_scan *s, const char *text);
/* "line L, column C: problem". Returns -1. */
int json_error(const struct json_scan *s, struct err *e);

/*
 * The whole document as a tree in the arena. 0, or -1 with "line L, column C: what is wrong". Duplicate keys are kept, in order.
 * Bounds: JSON_MAX_DEPTH, YAML_MAX_NODES.
 */
int json_parse(const char *bytes, size_t len, struct arena *a, const struct yaml **root, struct err *e);

#endif
