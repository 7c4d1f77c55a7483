/* SPDX-License-Identifier: MIT */
#include "entry/memory.h"

static ssize_t next(struct stream *s, const void **chunk, struct err *e)
{
	(void)e;
	struct memory_stream *m = (struct memory_stream *)s; /* its first member */
	size_t n = m->len;
	*chunk = m->bytes;
	m->len = 0;
	return (ssize_t)n;
}

void memory_stream_init(struct memory_stream *m, const void *bytes, size_t len)
{
	*m = (struct memory_stream){
		.stream = {.next = next, .size = (int64_t)len, .at_hand = true, .fd = -1},
		.bytes = bytes,
		.len = len,
	};
}
