/* SPDX-License-Identifier: MIT */
#include "classify/pages.h"

#include "base/arena.h"
#include "base/fd.h"
#include "classify/feed.h"

#include <stdlib.h>

enum { PAGE = 1 << 15, BEFORE = 1 << 12 }; /* a table's parts often lie a little before it */

static bool fetch(struct cursor *c, uint64_t at, uint64_t len)
{
	struct pages *p = (struct pages *)c;
	if (len > FEED_WINDOW) {
		c->state = CURSOR_LIMIT;
		return false;
	}
	if (p->timed && budget_time(p->timed->budget, p->timed->begun, NULL) < 0) {
		c->state = CURSOR_BEYOND; /* whoever drains the intake says why */
		return false;
	}
	uint64_t from = at > BEFORE ? at - BEFORE : 0;
	size_t want = (size_t)(at - from + (len < PAGE ? PAGE : len));
	if (want > p->window_size) {
		free(p->window);
		p->window = mem_alloc(p->window_size = want);
	}
	ssize_t n = fd_read_at(p->fd, p->window, want, from);
	*c = (struct cursor){
		.bytes = p->window, .total = c->total, .big = c->big, .fetch = fetch, .base = from, .state = c->state};
	if (n < 0 || (uint64_t)n < at - from + len) { /* the file has become shorter */
		c->base = at;
		c->state = CURSOR_BEYOND;
		return false;
	}
	c->len = (size_t)n;
	c->at = (size_t)(at - from);
	return true;
}

void pages_of_file(struct pages *p, int fd, uint64_t size)
{
	*p = (struct pages){.fd = fd};
	cursor_init(&p->cursor, NULL, 0, (int64_t)size);
	p->cursor.total = size;
	p->cursor.fetch = fetch;
}

void pages_of_memory(struct pages *p, const void *bytes, size_t len)
{
	*p = (struct pages){.fd = -1};
	cursor_init(&p->cursor, bytes, len, (int64_t)len);
}

void pages_release(struct pages *p)
{
	free(p->window);
	p->window = NULL;
}
