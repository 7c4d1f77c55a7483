/* SPDX-License-Identifier: MIT */
/*
 * feed: a cursor over a stream, front to back. What the cursor has stepped over goes through a pass (pass.h), so that reading a
 * header and hashing tensors share one reading of the bytes. Bytes are lent straight from the stream's chunks; only what lies
 * across chunks is gathered, up to FEED_WINDOW.
 */
#ifndef LICET_CLASSIFY_FEED_H
#define LICET_CLASSIFY_FEED_H
#include "base/cursor.h"
#include "classify/pass.h"
#include "entry/stream.h"

enum { FEED_WINDOW = 16 << 20 }; /* most bytes that can be had in one piece */

struct feed {
	struct cursor cursor; /* the reader's; first, so that its fetch finds the feed */
	struct stream *from;  /* borrowed */
	struct pass *pass;    /* borrowed, or NULL */
	uint8_t *window;      /* owned; what was gathered */
	size_t window_size;
	const uint8_t *chunk; /* what the stream lent and is not in cursor.bytes */
	size_t chunk_len;
	bool ended, failed; /* the stream; failed: it said why */
	struct err failure;
};

void feed_init(struct feed *f, struct stream *from, struct pass *pass);
/* Everything up to the stream's end goes through the pass, wherever the cursor stands. 0, or -1 with the stream's error. */
int feed_drain(struct feed *f, struct err *e);
void feed_release(struct feed *f);

#define FEED_AUTO __attribute__((cleanup(feed_release)))

#endif
