/* SPDX-License-Identifier: MIT */
/*
 * ahead: bytes that are made a little before they are asked for, into a small ring of buffers, so that making them (reading a file, unpacking
 * a member) overlaps with whatever the consumer does (hashing).
 *
 * A thread of its own makes them. Where that would be one thread more than processors, the ring is shared instead: who asks for a chunk
 * makes it, unless somebody who has to wait for the consumer has made it meanwhile.
 */
#ifndef LICET_ENTRY_AHEAD_H
#define LICET_ENTRY_AHEAD_H
#include "base/err.h"

#include <stddef.h>
#include <sys/types.h>

enum {
	AHEAD_CHUNK = 1 << 18,
	AHEAD_SLOTS = 16,
	AHEAD_KEEPS = 6,
	AHEAD_FROM = 8 << 20
}; /* not worth a thread for less than AHEAD_FROM bytes */

struct ahead;

/* > 0: how many bytes it put into the buffer; 0: end; -1: *e. Called from the thread, and no more after 0 or -1. It may not wait for anybody. */
typedef ssize_t ahead_fill(void *ctx, void *buffer, size_t room, struct err *e);

/*
 * NULL when the system has no thread to give. from: a shared ring whose chunks `fill` takes, or NULL; who waits in ahead_next fills it
 * meanwhile. Borrowed.
 */
struct ahead *ahead_start(ahead_fill *fill, void *ctx, struct ahead *from);
/* A shared ring, which has no thread. */
struct ahead *ahead_new_shared(ahead_fill *fill, void *ctx);
/* Ends the thread of a ring, which is shared from then on; what it has made stays. */
void ahead_share(struct ahead *a);
/* As a stream's next(); a chunk stays valid for AHEAD_KEEPS calls more. After 0 or -1 it is not called again. */
ssize_t ahead_next(struct ahead *a, const void **chunk, struct err *e);
void ahead_stop(struct ahead *a); /* ends the thread, wherever it is; NULL is fine */

#endif
