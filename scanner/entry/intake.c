/* SPDX-License-Identifier: MIT */
#include "entry/intake.h"

#include "base/arena.h"

#include <stdlib.h>
#include <string.h>

enum { STEP_PREFIX, STEP_REST, STEP_FROM, STEP_END };

static ssize_t pull(struct intake *in, const void **chunk, struct err *e)
{
	if (in->step == STEP_PREFIX) {
		in->step = STEP_REST;
		*chunk = in->prefix;
		if (in->prefix_len)
			return (ssize_t)in->prefix_len;
	}
	if (in->step == STEP_REST) {
		in->step = in->failed ? STEP_END : STEP_FROM;
		*chunk = in->rest;
		if (in->rest_len)
			return (ssize_t)in->rest_len;
	}
	if (in->failed) {
		if (e)
			*e = in->failure;
		return -1;
	}
	return in->step == STEP_END ? 0 : stream_next(in->from, chunk, e);
}

static ssize_t intake_next(struct stream *s, const void **chunk, struct err *e)
{
	struct intake *in = (struct intake *)s;
	ssize_t n = pull(in, chunk, e);
	if (n <= 0)
		in->step = STEP_END;
	if (n > 0 && in->digest && digest_update(in->digest, *chunk, (size_t)n, e) < 0)
		return -1;
	return n;
}

void intake_init(struct intake *in, struct stream *from)
{
	*in = (struct intake){.stream = {.next = intake_next, .size = from->size, .fd = from->fd}, .from = from};
}

void intake_release(struct intake *in)
{
	free(in->prefix);
	in->prefix = NULL;
}

void intake_peek(struct intake *in, size_t want)
{
	size_t room = in->from->size >= 0 && (uint64_t)in->from->size < want ? (size_t)in->from->size + 1 : want;
	in->prefix = mem_alloc(room);
	while (in->prefix_len < room) {
		const void *chunk;
		ssize_t n = stream_next(in->from, &chunk, &in->failure);
		in->failed = n < 0;
		if (n <= 0) {
			in->step = in->failed || in->prefix_len ? STEP_PREFIX : STEP_END;
			break;
		}
		size_t take = (size_t)n < room - in->prefix_len ? (size_t)n : room - in->prefix_len;
		memcpy(in->prefix + in->prefix_len, chunk, take);
		in->prefix_len += take;
		in->rest = (const uint8_t *)chunk + take;
		in->rest_len = (size_t)n - take;
	}
}

int intake_drain(struct intake *in, struct err *e)
{
	if (in->step == STEP_END && in->failed) {
		if (e)
			*e = in->failure;
		return -1;
	}
	const void *chunk;
	ssize_t n = 1;
	while (in->step != STEP_END && n > 0)
		n = stream_next(&in->stream, &chunk, e);
	return n < 0 ? -1 : 0;
}
