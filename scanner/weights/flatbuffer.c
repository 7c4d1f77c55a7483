/* SPDX-License-Identifier: MIT */
#include "weights/flatbuffer.h"

uint64_t fb_follow(struct cursor *c, uint64_t field)
{
	if (!field)
		return 0;
	cursor_seek(c, field);
	uint64_t to = field + cursor_u32(c);
	cursor_seek(c, to);
	return cursor_ok(c) ? to : 0;
}

uint64_t fb_root(struct cursor *c, uint64_t base)
{
	cursor_seek(c, base);
	uint64_t to = base + cursor_u32(c);
	cursor_seek(c, to);
	return cursor_ok(c) ? to : 0;
}

uint64_t fb_field(struct cursor *c, uint64_t table, unsigned i)
{
	cursor_seek(c, table);
	int64_t vtable = (int64_t)table - (int32_t)cursor_u32(c);
	if (cursor_ok(c) && vtable < 0)
		cursor_fail(c);
	cursor_seek(c, (uint64_t)vtable);
	uint16_t size = cursor_u16(c);
	uint64_t slot = 4 + 2 * (uint64_t)i;
	if (!cursor_ok(c) || slot + 2 > size)
		return 0;
	cursor_seek(c, (uint64_t)vtable + slot);
	uint16_t field = cursor_u16(c);
	if (!cursor_ok(c) || !field)
		return 0;
	cursor_seek(c, table + field);
	return cursor_ok(c) ? table + field : 0;
}

struct fb_vector fb_vector(struct cursor *c, uint64_t table, unsigned i, unsigned element)
{
	struct fb_vector v = {.at = fb_follow(c, fb_field(c, table, i))};
	if (!v.at)
		return v;
	v.count = cursor_u32(c);
	v.at += 4;
	if (cursor_ok(c) && v.count > cursor_left(c) / element)
		cursor_fail(c);
	if (!cursor_ok(c))
		v.count = 0;
	return v;
}

uint64_t fb_element(struct cursor *c, struct fb_vector v, uint32_t i)
{
	return fb_follow(c, v.at + 4 * (uint64_t)i);
}

uint64_t fb_number(struct cursor *c, uint64_t table, unsigned i, unsigned width)
{
	if (!fb_field(c, table, i))
		return 0;
	return width == 1 ? cursor_u8(c) : width == 2 ? cursor_u16(c) : width == 4 ? cursor_u32(c) : cursor_u64(c);
}
