/* SPDX-License-Identifier: MIT */
#include "entry/held.h"

#include "base/arena.h"
#include "base/fd.h"
#include "entry/spool.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { PIECE = 1 << 17 };

/* --- giving it back -------------------------------------------------------------------------------------------------------- */

static ssize_t next_of_file(struct held_stream *h, const void **chunk, struct err *e)
{
	if (!h->buffer)
		h->buffer = mem_alloc(PIECE);
	uint64_t left = h->in_file - h->read_to;
	size_t want = left < PIECE ? (size_t)left : PIECE;
	ssize_t n = fd_read_at(h->fd, h->buffer, want, h->read_to);
	if (n < (ssize_t)want)
		return err_set(e, ERR_INPUT, "The temporary file that it was put into cannot be read at byte %llu: %s.",
			       (unsigned long long)h->read_to, n < 0 ? strerror(errno) : "it ends there");
	h->read_to += (uint64_t)n;
	*chunk = h->buffer;
	return n;
}

static ssize_t held_next(struct stream *s, const void **chunk, struct err *e)
{
	struct held_stream *h = (struct held_stream *)s;
	if (h->read_to < h->in_file)
		return next_of_file(h, chunk, e);
	for (; h->given < 2; h->given++) {
		size_t len = h->given ? h->chunk_len : h->bytes.len;
		*chunk = h->given ? h->chunk : h->bytes.data;
		if (len) {
			h->given++;
			return (ssize_t)len;
		}
	}
	if (h->failed && e)
		*e = h->failure;
	return h->failed ? -1 : h->all ? 0 : stream_next(h->from, chunk, e);
}

/* --- taking it ------------------------------------------------------------------------------------------------------------- */

static int put(struct held_stream *h, const void *bytes, size_t len, const struct limits *l)
{
	if (h->in_file + len > (uint64_t)l->disk_bytes)
		return err_set(&h->why_not, ERR_LIMIT,
			       "it is larger than what is held in a temporary file (--limit disk-bytes=…)");
	if (spool_write(h->fd, bytes, len, h->in_file, &h->why_not) < 0)
		return -1;
	h->in_file += len;
	return 0;
}

/* From memory into a file, which has room for more. */
static int move_to_file(struct held_stream *h, const struct limits *l)
{
	int64_t least = h->from->size > l->spool_bytes ? h->from->size : l->spool_bytes + 1;
	if (least > l->disk_bytes)
		return err_set(&h->why_not, ERR_LIMIT,
			       "it is larger than what is held in memory (--limit spool-bytes=…) or in a temporary file (--limit "
			       "disk-bytes=…)");
	h->fd = spool_take(h->level, &h->why_not);
	if (h->fd < 0)
		return err_prefix(&h->why_not, "it is too large to be held in memory (--limit spool-bytes=…)");
	if (put(h, h->bytes.data, h->bytes.len, l) < 0)
		return -1;
	buf_release(&h->bytes);
	return 0;
}

static int keep(struct held_stream *h, const void *bytes, size_t len, const struct limits *l)
{
	if (h->fd < 0 && buf_add(&h->bytes, bytes, len) == 0)
		return 0;
	if (h->fd < 0 && move_to_file(h, l) < 0)
		return -1;
	return put(h, bytes, len, l);
}

bool held_take(struct held_stream *h, struct stream *from, const struct limits *limits, int archives)
{
	ssize_t n = 1;
	*h = (struct held_stream){.stream = {.next = held_next, .size = from->size, .at_hand = from->at_hand, .fd = -1},
				  .from = from,
				  .fd = -1,
				  .level = archives};
	buf_init(&h->bytes, (size_t)limits->spool_bytes);
	if (from->size > limits->spool_bytes && move_to_file(h, limits) < 0)
		return false;
	while (n > 0) {
		const void *chunk;
		n = stream_next(from, &chunk, &h->failure);
		if (n > 0 && keep(h, chunk, (size_t)n, limits) < 0) {
			h->chunk = chunk;
			h->chunk_len = (size_t)n;
			return false;
		}
	}
	h->failed = n < 0;
	h->all = n == 0;
	if (h->all) {
		h->stream.size = (int64_t)(h->fd < 0 ? h->bytes.len : h->in_file);
		h->stream.memory = h->fd < 0 ? buf_str(&h->bytes) : NULL;
		h->stream.fd = h->fd;
		h->stream.at_hand = true;
	}
	return h->all;
}

void held_release(struct held_stream *h)
{
	if (h->from && h->fd >= 0)
		spool_give(h->level, h->fd);
	free(h->buffer);
	buf_release(&h->bytes);
	*h = (struct held_stream){.fd = -1};
}
