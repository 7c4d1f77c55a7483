/* SPDX-License-Identifier: MIT */
/*
 * protobuf: walking the fields of one message, without a schema.
 *
 * Fields come in any order and may repeat; the caller picks the numbers it knows. A nested message is walked with a cursor on its
 * bytes, so depth is the caller's choice and never the input's.
 */
#ifndef LICET_WEIGHTS_PROTOBUF_H
#define LICET_WEIGHTS_PROTOBUF_H
#include "base/arena.h"
#include "base/cursor.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum pb_wire { PB_VARINT = 0, PB_FIXED64 = 1, PB_BYTES = 2, PB_FIXED32 = 5 };

struct pb_field {
	uint32_t number;
	enum pb_wire wire;
	uint64_t value;	    /* of a number */
	uint64_t len;	    /* PB_BYTES */
	uint64_t start;	    /* PB_BYTES: where the bytes begin in the entry; pb_head only */
	struct cursor body; /* PB_BYTES: as much of the bytes as is in memory; not from pb_head */
};

/* 1: *f is the next field. 0: the message ends, or the rest is not in memory. -1: damaged, as c->state says. */
int pb_next(struct cursor *c, struct pb_field *f);
/*
 * As pb_next, for a cursor that fetches: of PB_BYTES the cursor is left on the first byte, and the caller steps over them: with
 * cursor_skip, by walking the message in them between cursor_narrow and cursor_widen, or with pb_body.
 */
int pb_head(struct cursor *c, struct pb_field *f);
/* Copies the bytes, up to `most` of them, into the arena as f->body, and steps over all of them. False: they are not there. */
bool pb_body(struct cursor *c, struct pb_field *f, uint64_t most, struct arena *a);
/* An entry of a map from strings to strings, after pb_body; the value may be empty. False: it has no key. */
struct pb_pair {
	struct cursor key, value;
	uint64_t start; /* of the value, in the entry of the distribution */
};
bool pb_pair(const struct pb_field *entry, struct pb_pair *pair);
/* PB_BYTES and all of it in memory */
bool pb_is_whole(const struct pb_field *f);

#endif
