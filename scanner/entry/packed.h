/* SPDX-License-Identifier: MIT */
/*
 * packed: a stream that is packed as a whole (gzip, Zstandard, …), unpacked into buffers of the caller's.
 *
 * How each is unpacked is a `struct packing`: gzip by gunzip.c, Zstandard by unzstd.c, the rest by libarchive (filter.c).
 */
#ifndef LICET_ENTRY_PACKED_H
#define LICET_ENTRY_PACKED_H
#include "base/err.h"
#include "entry/container.h"

#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/* The next packed bytes, which stay until the next call: how many; 0: the end; -1: *e. Asked no more after 0 or -1. */
typedef ssize_t packed_more(void *ctx, const void **chunk, struct err *e);

struct packed {
	const struct container *container;
	packed_more *more;
	void *ctx; /* of more */
	void *state;
	bool ended;
	struct err failure; /* its code is 0 as long as nothing failed */
};

struct packing {
	/* NULL: ERR_INPUT, nothing here unpacks it. */
	void *(*begin)(struct packed *p, struct err *e);
	/* Fills the room, if there is as much. 0: the end, where *len < room; -1: *e, and *len bytes came before it. */
	int (*fill)(void *state, uint8_t *to, size_t room, size_t *len, struct err *e);
	uint64_t (*used)(const void *state); /* packed bytes so far */
	void (*end)(void *state);
};

extern const struct packing packing_gzip, packing_zstd, packing_library;

/* container: a filter, which is also the first part of the sentence when nothing here unpacks it: NULL, ERR_INPUT. */
struct packed *packed_new(const struct container *c, packed_more *more, void *ctx, struct err *e);
void packed_free(struct packed *p); /* NULL is fine */

/*
 * The next unpacked bytes, as many as there is room for while there are; 0 at the end; -1: ERR_INPUT for what is damaged or truncated,
 * or what `more` said. May be called again after 0 or -1.
 */
ssize_t packed_read(struct packed *p, void *buffer, size_t room, struct err *e);
uint64_t packed_used(const struct packed *p); /* packed bytes so far, as far as they belong to what it holds */

#endif
