/* SPDX-License-Identifier: MIT */
#include "base/cursor.h"

void cursor_init(struct cursor *c, const void *bytes, size_t len, int64_t total)
{
	*c = (struct cursor){
		.bytes = bytes ? bytes : (const void *)"", .len = len, .total = total < 0 ? UINT64_MAX : (uint64_t)total};
	if (c->total < len)
		c->total = len;
}

bool cursor_ok(const struct cursor *c)
{
	return c->state == CURSOR_OK;
}

uint64_t cursor_place(const struct cursor *c)
{
	return c->base + c->at;
}

uint64_t cursor_left(const struct cursor *c)
{
	return c->total - cursor_place(c);
}

void cursor_fail(struct cursor *c)
{
	if (c->state == CURSOR_OK)
		c->state = CURSOR_DAMAGED;
}

/* Stands on `at` with len bytes in memory, or fails; at + len ≤ total is known. */
static bool fetch(struct cursor *c, uint64_t at, uint64_t len)
{
	if (c->fetch && c->fetch(c, at, len))
		return true;
	if (c->state == CURSOR_OK)
		c->state = c->fetch ? CURSOR_DAMAGED : CURSOR_BEYOND;
	return false;
}

/* True when len bytes from here are in memory; else the failure is noted. */
static bool reach(struct cursor *c, uint64_t len)
{
	if (c->state != CURSOR_OK)
		return false;
	if (len > cursor_left(c)) {
		c->state = CURSOR_DAMAGED;
		return false;
	}
	return len <= c->len - c->at || fetch(c, cursor_place(c), len);
}

bool cursor_ended(struct cursor *c)
{
	if (!cursor_ok(c) || !cursor_left(c))
		return true;
	if (c->at < c->len)
		return false;
	if (!c->fetch || c->fetch(c, cursor_place(c), 1))
		return false;
	return true;
}

static uint64_t number(struct cursor *c, unsigned width)
{
	uint64_t value = 0;
	if (!reach(c, width))
		return 0;
	for (unsigned i = 0; i < width; i++)
		value |= (uint64_t)c->bytes[c->at + i] << 8 * (c->big ? width - 1 - i : i);
	c->at += width;
	return value;
}

uint8_t cursor_u8(struct cursor *c)
{
	return (uint8_t)number(c, 1);
}

uint16_t cursor_u16(struct cursor *c)
{
	return (uint16_t)number(c, 2);
}

uint32_t cursor_u32(struct cursor *c)
{
	return (uint32_t)number(c, 4);
}

uint64_t cursor_u64(struct cursor *c)
{
	return number(c, 8);
}

uint64_t cursor_varint(struct cursor *c)
{
	uint64_t value = 0;
	for (unsigned i = 0; i < 10; i++) {
		uint8_t byte = cursor_u8(c);
		if (!cursor_ok(c))
			return 0;
		if (i == 9 && byte > 1)
			break;
		value |= (uint64_t)(byte & 0x7F) << 7 * i;
		if (!(byte & 0x80))
			return value;
	}
	cursor_fail(c);
	return 0;
}

const uint8_t *cursor_take(struct cursor *c, uint64_t len)
{
	if (!reach(c, len))
		return NULL;
	const uint8_t *p = c->bytes + c->at;
	c->at += len;
	return p;
}

const uint8_t *cursor_some(struct cursor *c, uint64_t most, size_t *len)
{
	*len = 0;
	if (!most || cursor_ended(c) || !reach(c, 1))
		return NULL;
	uint64_t here = c->len - c->at, left = cursor_left(c);
	here = here < left ? here : left;
	*len = (size_t)(here < most ? here : most);
	return cursor_take(c, *len);
}

/* To a place that is not before the beginning of the entry nor behind its end. */
static void go(struct cursor *c, uint64_t at)
{
	if (at >= c->base && at - c->base <= c->len)
		c->at = (size_t)(at - c->base);
	else
		fetch(c, at, 0);
}

void cursor_skip(struct cursor *c, uint64_t len)
{
	if (c->state != CURSOR_OK)
		return;
	if (len > cursor_left(c))
		c->state = CURSOR_DAMAGED;
	else
		go(c, cursor_place(c) + len);
}

void cursor_seek(struct cursor *c, uint64_t at)
{
	if (c->state != CURSOR_OK)
		return;
	if (at > c->total)
		c->state = CURSOR_DAMAGED;
	else
		go(c, at);
}

struct cursor cursor_sub(struct cursor *outer, uint64_t len)
{
	struct cursor inner = {.bytes = outer->bytes, .big = outer->big, .state = outer->state};
	if (outer->state != CURSOR_OK)
		return inner;
	inner.bytes = outer->bytes + outer->at;
	size_t here = outer->len - outer->at;
	inner.len = len < here ? (size_t)len : here;
	inner.total = len;
	cursor_skip(outer, len);
	if (outer->state == CURSOR_DAMAGED)
		inner.state = CURSOR_DAMAGED;
	return inner;
}

struct cursor_bounds cursor_narrow(struct cursor *c, uint64_t len)
{
	struct cursor_bounds b = {.end = cursor_place(c), .total = c->total};
	if (!cursor_ok(c) || len > cursor_left(c)) {
		cursor_fail(c);
		return b;
	}
	b.end = c->total = cursor_place(c) + len;
	return b;
}

void cursor_widen(struct cursor *c, struct cursor_bounds b)
{
	bool known = c->total < b.end; /* the stream ended inside; nobody knew its length */
	if (!known)
		c->total = b.total;
	if (cursor_ok(c))
		cursor_seek(c, b.end);
}
