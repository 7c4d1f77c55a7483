/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "weights/zip_names.h"

#include <string.h>

static const char signature[4] = "PK\3\4";

void zip_names_init(struct zip_names *z, const struct probe *p)
{
	*z = (struct zip_names){0};
	cursor_init(&z->cursor, p->bytes, p->len, p->size);
}

/* The 64-bit packed size in the extra field of a local header, or 0: there it follows the 64-bit full size. */
static uint64_t zip64_packed(struct cursor extra)
{
	while (cursor_ok(&extra) && extra.at < extra.len) {
		uint16_t id = cursor_u16(&extra);
		struct cursor body = cursor_sub(&extra, cursor_u16(&extra));
		if (id != 1)
			continue;
		cursor_u64(&body);
		return cursor_u64(&body);
	}
	return 0;
}

/* To the next local header, wherever it is. */
static void search(struct cursor *c)
{
	const uint8_t *next = memmem(c->bytes + c->at, c->len - c->at, signature, sizeof signature);
	cursor_seek(c, next ? (uint64_t)(next - c->bytes) : c->len);
}

bool zip_names_next(struct zip_names *z)
{
	struct cursor *c = &z->cursor;
	const uint8_t *magic = cursor_take(c, sizeof signature);
	if (!magic || memcmp(magic, signature, sizeof signature) != 0)
		return false;
	cursor_u16(c); /* version needed */
	uint16_t flags = cursor_u16(c);
	cursor_skip(c, 2 + 2 + 2 + 4); /* method, time, date, checksum */
	uint64_t packed = cursor_u32(c);
	cursor_u32(c);
	uint16_t name_len = cursor_u16(c), extra_len = cursor_u16(c);
	const uint8_t *name = cursor_take(c, name_len);
	if (!name)
		return false;
	z->name = (const char *)name;
	z->len = name_len;
	z->count++;
	struct cursor extra = cursor_sub(c, extra_len);
	z->data = c->at;
	if (packed == UINT32_MAX)
		packed = zip64_packed(extra);
	if (cursor_ok(c) && (flags & 8) && !packed)
		search(c);
	else
		cursor_skip(c, packed);
	return true;
}

bool zip_name_is(const struct zip_names *z, const char *name)
{
	return z->len == strlen(name) && !memcmp(z->name, name, z->len);
}

bool zip_name_ends(const struct zip_names *z, const char *ending)
{
	size_t n = strlen(ending);
	return z->len >= n && !memcmp(z->name + z->len - n, ending, n);
}

bool zip_has_ending(const struct probe *p, const char *ending)
{
	struct zip_names z;
	zip_names_init(&z, p);
	while (zip_names_next(&z))
		if (zip_name_ends(&z, ending))
			return true;
	return false;
}
