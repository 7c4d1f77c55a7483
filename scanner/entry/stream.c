/* SPDX-License-Identifier: MIT */
#include "entry/stream.h"

ssize_t stream_next(struct stream *s, const void **chunk, struct err *e)
{
	ssize_t n = s->next(s, chunk, e);
	if (n > 0)
		s->offset += (uint64_t)n;
	return n;
}

struct ahead *stream_share(struct stream *s)
{
	return s->share ? s->share(s) : NULL;
}
