/* SPDX-License-Identifier: MIT */
/*
 * protobuf: walking the fields of one message, without a schema.
 *
 * Fields come in any order and may repeat; the caller picks the numbers it knows. A nested message is walked with a cursor on its
 * bytes, so depth is the caller's choice and never the input's.
 */
#ifndef LICET_WEIGHTS_PROTOBUF_H
#define LICET_WEIGHTS_PROTOBUF_H
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
	struct cursor body; /* PB_BYTES: as much of the bytes as is in memory */
};

/* 1: *f is the next field. 0: the message ends, or the rest is not in memory. -1: damaged, as c->state says. */
int pb_next(struct cursor *c, struct pb_field *f);
/* PB_BYTES and all of it in memory */
bool pb_is_whole(const struct pb_field *f);

#endif
