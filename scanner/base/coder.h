/* SPDX-License-Identifier: MIT */
/*
 * coder: structs as bytes and back, each by one function that names its fields once.
 *
 * A coder either writes into a buffer or reads from bytes that may be damaged; `code_x(c, &field)` puts the field there or fills it.
 * Failures are sticky: what does not fit a field, a buffer that is full, bytes that end early. After one all reads give 0 and NULL.
 * Strings that were read are lent by the bytes, lists live in the arena. Numbers are varints, so the bytes are the same everywhere.
 */
#ifndef LICET_BASE_CODER_H
#define LICET_BASE_CODER_H
#include "base/arena.h"
#include "base/buf.h"
#include "base/cursor.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct coder {
	struct buf *out;     /* borrowed; NULL: it reads */
	struct cursor in;    /* what is left to read */
	struct arena *arena; /* for lists */
	bool failed;
};

struct coder coder_to(struct buf *out, struct arena *a);
struct coder coder_from(const void *bytes, size_t len, struct arena *a);
bool coder_writes(const struct coder *c);
bool coder_ok(const struct coder *c);
void coder_fail(struct coder *c);

void code_u64(struct coder *c, uint64_t *n);
void code_u32(struct coder *c, uint32_t *n);
void code_bool(struct coder *c, bool *b);
void code_float(struct coder *c, float *f);
void code_bytes(struct coder *c, void *bytes, size_t len);
void code_string(struct coder *c, const char **s); /* may be NULL; ends with its first NUL */
void code_text(struct coder *c, const char **s);   /* NULL is a failure */
/* A string of bytes with its length, which is `most` at most; no NUL ends it. */
void code_span(struct coder *c, const char **bytes, size_t *len, size_t most);
/* One of the numbers 0 … last. */
unsigned code_choice(struct coder *c, unsigned choice, unsigned last);
/* An element of an array of n, or NULL; a pointer to anything else is a failure. */
const void *code_element(struct coder *c, const void *element, const void *array, size_t n, size_t size);
/*
 * A list: its number of elements, and when reading room for them, zeroed, at *list. Then the caller codes each:
 *     struct thing *at = code_list(c, &count, list, sizeof *at);
 *     for (uint32_t i = 0; i < count; i++) code_thing(c, &at[i]);
 * When writing, at is a copy of the list in the coder's arena.
 */
void *code_list(struct coder *c, uint32_t *count, const void *list, size_t size);

#endif
