/* SPDX-License-Identifier: MIT */
/*
 * stream: the bytes of one entry, pulled front to back, once.
 *
 * next() lends a chunk that stays valid until the next call, or for `keeps` calls more. A stream that is also hashed hands
 * every chunk to a hasher on its way (entry/intake.h), so that reading a header, unpacking and hashing share one pass. Chunks
 * have any length ≥ 1.
 */
#ifndef LICET_ENTRY_STREAM_H
#define LICET_ENTRY_STREAM_H
#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

struct ahead;

struct stream {
	/* > 0: length of *chunk; 0: end; -1: error with a sentence that has the offset. After 0 or -1 it is not called again. */
	ssize_t (*next)(struct stream *s, const void **chunk, struct err *e);
	/* As stream_share; NULL: no ring ever. */
	struct ahead *(*share)(struct stream *s);
	int64_t size;	    /* declared length in bytes, or -1 when not known beforehand */
	uint64_t offset;    /* bytes handed out so far */
	unsigned keeps;	    /* of the chunk that next() gave last: for how many calls more it stays valid */
	const void *memory; /* all `size` bytes, when they are in memory; else NULL */
	bool paced;	    /* set by who pulls: other threads wait for a processor, so that none is to read ahead */
	bool unseen;	    /* set by who pulls: nobody looks at the bytes, they are only hashed */
	bool at_hand;	    /* they come from a file or memory, however packed: making them costs work, but waits for nobody */
	int fd;		    /* ≥ 0 when the bytes are a plain file that may be read with pread as well; else -1 */
};

ssize_t stream_next(struct stream *s, const void **chunk, struct err *e); /* keeps offset */
/*
 * From now on another thread than this one calls next(), and this one may fill the ring (entry/ahead.h) that it takes its chunks from,
 * until the stream is closed. NULL: there is none.
 */
struct ahead *stream_share(struct stream *s);

#endif
