/* SPDX-License-Identifier: MIT */
/* memory: bytes that are at hand, as a stream. */
#ifndef LICET_ENTRY_MEMORY_H
#define LICET_ENTRY_MEMORY_H
#include "entry/stream.h"

struct memory_stream {
	struct stream stream;
	const void *bytes; /* borrowed */
	size_t len;
};

void memory_stream_init(struct memory_stream *m, const void *bytes, size_t len);

#endif
