/* SPDX-License-Identifier: MIT */
/*
 * flatbuffer: tables, vectors and strings of untrusted flatbuffers, by a cursor that can be sought anywhere.
 *
 * A table is reached by an offset forward from where the offset stands; its vtable, at a signed offset back, says where each
 * field is. Nothing is trusted: an offset out of the bytes is damage, a field that is not in the vtable is absent. `base` is where the
 * flatbuffer begins, since one may lie in another.
 */
#ifndef LICET_WEIGHTS_FLATBUFFER_H
#define LICET_WEIGHTS_FLATBUFFER_H
#include "base/cursor.h"

struct fb_vector {
	uint64_t at;	/* of the first element */
	uint32_t count; /* checked against the bytes that are there */
};

/* The root table of the flatbuffer that begins at `base`. */
uint64_t fb_root(struct cursor *c, uint64_t base);
/* Where field number i of the table is; 0 when it is absent. */
uint64_t fb_field(struct cursor *c, uint64_t table, unsigned i);
/* What the offset at `field` leads to; 0 when field is 0 or the cursor failed. */
uint64_t fb_follow(struct cursor *c, uint64_t field);
/* The vector that field i holds, of elements of so many bytes; count 0 when it is absent. */
struct fb_vector fb_vector(struct cursor *c, uint64_t table, unsigned i, unsigned element);
/* The table that element i of a vector of tables leads to. */
uint64_t fb_element(struct cursor *c, struct fb_vector v, uint32_t i);
uint64_t fb_number(struct cursor *c, uint64_t table, unsigned i, unsigned width); /* 0 when absent */

#endif
