/* SPDX-License-Identifier: MIT */
#include "entry/intake.h"

#include "base/arena.h"

#include <stdlib.h>
#include <string.h>

/* --- unpacking ahead -------------------------------------------------------------------------------------------------------- */

/* Copies chunks into the buffer until it is full: they may be small. */
static ssize_t fill(void *ctx, void *buffer, size_t room, struct err *e)
{
	struct intake *in = ctx;
	size_t len = 0;
	while (len < room && in->pulled_end > 0) {
		const void *chunk = in->pulled;
		if (!in->pulled_len) {
			in->pulled_end = stream_next(in->from, &chunk, &in->pulled_failure);
			in->pulled_len = in->pulled_end > 0 ? (size_t)in->pulled_end : 0;
		}
		size_t n = in->pulled_len < room - len ? in->pulled_len : room - len;
		if (n)
			memcpy((uint8_t *)buffer + len, chunk, n);
		in->pulled = (const uint8_t *)chunk + n;
		in->pulled_len -= n;
		len += n;
	}
	if (!len && in->pulled_end < 0)
		*e = in->pulled_failure;
	return len ? (ssize_t)len : in->pulled_end;
}

/* Members are worth it; what lies in a file or in memory as it is costs nothing to get. */
static bool worth_a_thread(const struct intake *in)
{
	const struct stream *s = in->from;
	return in->hasher && in->all_wanted && s->at_hand && s->fd < 0 && !s->memory && s->offset &&
	       (s->size < 0 || s->size >= AHEAD_FROM);
}

static void start_ahead(struct intake *in)
{
	if (!spare_take(in->hasher->spare))
		return;
	hasher_wait(in->hasher, 0); /* chunks of `from` are about to become invalid */
	in->pulled_end = 1;
	in->taken = in->hasher->spare;
	in->ahead = ahead_start(fill, in, NULL);
	if (!in->ahead)
		spare_give(in->taken);
}

static void stop_ahead(struct intake *in)
{
	if (!in->ahead)
		return;
	if (in->hasher) /* it may still be at work in the buffers */
		hasher_wait(in->hasher, 0);
	ahead_stop(in->ahead);
	in->ahead = NULL;
	spare_give(in->taken);
}

/* --- pulling ---------------------------------------------------------------------------------------------------------------- */

static ssize_t pull_now(struct intake *in, const void **chunk)
{
	if (!in->ahead && worth_a_thread(in))
		start_ahead(in);
	if (in->ahead)
		return ahead_next(in->ahead, chunk, &in->failure);
	return stream_next(in->from, chunk, &in->failure);
}

/* The next chunk of `from`, and how it went. */
static ssize_t pull(struct intake *in, const void **chunk)
{
	if (in->ended)
		return in->failed ? -1 : 0;
	if (in->hasher) /* chunks that are about to become invalid must be hashed */
		hasher_wait(in->hasher, in->ahead ? AHEAD_KEEPS : in->from->keeps);
	bool over = budget_time(in->budget, in->begun, &in->failure) < 0;
	ssize_t n = over ? -1 : pull_now(in, chunk);
	if (n > 0 && in->counter)
		atomic_fetch_add(in->counter, (uint64_t)n);
	in->ended = n <= 0;
	in->failed = n < 0;
	if (in->ended)
		stop_ahead(in);
	return n;
}

static ssize_t next_chunk(struct intake *in, const void **chunk)
{
	if (!in->prefix_given && in->prefix_len) {
		in->prefix_given = true;
		*chunk = in->prefix;
		return (ssize_t)in->prefix_len;
	}
	if (!in->rest_given && in->rest_len) {
		in->rest_given = true;
		*chunk = in->rest;
		return (ssize_t)in->rest_len;
	}
	return pull(in, chunk);
}

static ssize_t intake_next(struct stream *s, const void **chunk, struct err *e)
{
	struct intake *in = (struct intake *)s;
	ssize_t n = next_chunk(in, chunk);
	if (n > 0 && in->hasher)
		hasher_post(in->hasher, *chunk, (size_t)n);
	if (n < 0 && e)
		*e = in->failure;
	return n;
}

/* Who reads ahead here has a thread for that. */
static struct ahead *intake_share(struct stream *s)
{
	const struct intake *in = (struct intake *)s;
	return in->ahead ? NULL : stream_share(in->from);
}

void intake_init(struct intake *in, struct stream *from, const struct budget *budget)
{
	*in = (struct intake){.stream = {.next = intake_next,
					 .share = intake_share,
					 .size = from->size,
					 .at_hand = from->at_hand,
					 .fd = from->fd},
			      .from = from,
			      .budget = budget,
			      .begun = budget_now()};
}

void intake_release(struct intake *in)
{
	stop_ahead(in);
	free(in->prefix);
	in->prefix = NULL;
}

void intake_peek(struct intake *in, size_t want)
{
	size_t room = in->from->size >= 0 && (uint64_t)in->from->size < want ? (size_t)in->from->size + 1 : want;
	in->prefix = mem_resize(in->prefix, room, 1);
	while (in->prefix_len < room) {
		const void *chunk = in->rest;
		ssize_t n = in->rest_len ? (ssize_t)in->rest_len : pull(in, &chunk);
		if (n <= 0)
			break;
		size_t take = (size_t)n < room - in->prefix_len ? (size_t)n : room - in->prefix_len;
		memcpy(in->prefix + in->prefix_len, chunk, take);
		in->prefix_len += take;
		in->rest = (const uint8_t *)chunk + take;
		in->rest_len = (size_t)n - take;
	}
}

int intake_drain(struct intake *in, struct err *e)
{
	const void *chunk;
	ssize_t n;
	in->from->unseen = true;
	do
		n = stream_next(&in->stream, &chunk, e);
	while (n > 0);
	return (int)n;
}
