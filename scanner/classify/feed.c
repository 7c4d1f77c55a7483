/* SPDX-License-Identifier: MIT */
#include "classify/feed.h"

#include "base/arena.h"

#include <stdlib.h>
#include <string.h>

static bool pull(struct feed *f)
{
	const void *chunk;
	if (f->ended)
		return false;
	ssize_t n = stream_next(f->from, &chunk, &f->failure);
	f->ended = n <= 0;
	f->failed = n < 0;
	f->chunk = chunk;
	f->chunk_len = n > 0 ? (size_t)n : 0;
	return n > 0;
}

/* The first n bytes at hand have been stepped over. */
static void passed(struct feed *f, size_t n)
{
	struct cursor *c = &f->cursor;
	if (f->pass)
		pass_bytes(f->pass, c->bytes, n);
	c->bytes += n;
	c->len -= n;
	c->base += n;
	c->at = 0;
}

/* Once nothing is left at hand, the chunk is. */
static bool next_chunk(struct feed *f)
{
	struct cursor *c = &f->cursor;
	if (!f->chunk_len && !pull(f))
		return false;
	c->bytes = f->chunk;
	c->len = f->chunk_len;
	c->at = 0;
	f->chunk_len = 0;
	return true;
}

static bool in_window(const struct feed *f)
{
	const uint8_t *bytes = f->cursor.bytes;
	return f->window && bytes >= f->window && bytes < f->window + f->window_size;
}

/* Puts what is at hand into the window, in front of room for `need` bytes in all. */
static void gather(struct feed *f, size_t need)
{
	struct cursor *c = &f->cursor;
	bool inside = in_window(f);
	size_t room = need < 4096 ? 4096 : need;
	if (inside && c->len)
		memmove(f->window, c->bytes, c->len);
	if (room > f->window_size)
		f->window = mem_resize(f->window, f->window_size = room, 1);
	if (!inside && c->len)
		memcpy(f->window, c->bytes, c->len);
	c->bytes = f->window;
}

static bool ends_here(struct feed *f)
{
	f->cursor.total = f->cursor.base + f->cursor.len;
	if (f->failed)
		f->cursor.state = CURSOR_BEYOND;
	return false;
}

/* Adds chunks until `need` bytes are at hand. */
static bool fill(struct feed *f, size_t need)
{
	struct cursor *c = &f->cursor;
	if (!c->len && !next_chunk(f))
		return ends_here(f);
	if (c->len >= need)
		return true;
	gather(f, need);
	while (c->len < need) {
		if (!f->chunk_len && !pull(f))
			return ends_here(f);
		size_t n = f->chunk_len < need - c->len ? f->chunk_len : need - c->len;
		memcpy(f->window + c->len, f->chunk, n);
		c->len += n;
		f->chunk += n;
		f->chunk_len -= n;
	}
	return true;
}

/* Steps to offset `at`, which lies ahead. */
static bool go(struct feed *f, uint64_t at)
{
	struct cursor *c = &f->cursor;
	while (at > c->base + c->len) {
		passed(f, c->len);
		if (!next_chunk(f))
			return ends_here(f);
	}
	passed(f, (size_t)(at - c->base));
	return true;
}

static bool fetch(struct cursor *c, uint64_t at, uint64_t len)
{
	struct feed *f = (struct feed *)c;
	if (at < c->base || len > FEED_WINDOW) {
		c->state = at < c->base ? CURSOR_BEYOND : CURSOR_LIMIT;
		return false;
	}
	return go(f, at) && (!len || fill(f, (size_t)len));
}

void feed_init(struct feed *f, struct stream *from, struct pass *pass)
{
	*f = (struct feed){.from = from, .pass = pass};
	cursor_init(&f->cursor, NULL, 0, from->size);
	f->cursor.fetch = fetch;
}

int feed_drain(struct feed *f, struct err *e)
{
	do
		passed(f, f->cursor.len);
	while (next_chunk(f));
	if (f->failed && e)
		*e = f->failure;
	return f->failed ? -1 : 0;
}

void feed_release(struct feed *f)
{
	free(f->window);
	f->window = NULL;
}
