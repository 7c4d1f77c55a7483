/* SPDX-License-Identifier: MIT */
#include "weights/protobuf.h"

static int stopped(const struct cursor *c)
{
	return c->state == CURSOR_DAMAGED ? -1 : 0;
}

int pb_head(struct cursor *c, struct pb_field *f)
{
	*f = (struct pb_field){0};
	if (cursor_ended(c))
		return stopped(c);
	uint64_t key = cursor_varint(c);
	f->number = (uint32_t)(key >> 3);
	f->wire = (enum pb_wire)(key & 7);
	if (cursor_ok(c) && (!f->number || key > UINT32_MAX))
		cursor_fail(c);
	switch (f->wire) {
	case PB_VARINT:
		f->value = cursor_varint(c);
		break;
	case PB_FIXED64:
		f->value = cursor_u64(c);
		break;
	case PB_FIXED32:
		f->value = cursor_u32(c);
		break;
	case PB_BYTES:
		f->len = cursor_varint(c);
		f->start = cursor_place(c);
		if (cursor_ok(c) && f->len > cursor_left(c))
			cursor_fail(c);
		break;
	default: /* groups are long deprecated, 6 and 7 never were */
		cursor_fail(c);
	}
	return cursor_ok(c) ? 1 : stopped(c);
}

int pb_next(struct cursor *c, struct pb_field *f)
{
	int more = pb_head(c, f);
	if (more == 1 && f->wire == PB_BYTES) {
		f->body = cursor_sub(c, f->len);
		return c->state == CURSOR_DAMAGED ? -1 : 1; /* a body that is partly in memory is still worth a look */
	}
	return more;
}

bool pb_body(struct cursor *c, struct pb_field *f, uint64_t most, struct arena *a)
{
	uint64_t here = f->len < most ? f->len : most;
	const uint8_t *bytes = cursor_take(c, here);
	if (!bytes)
		return false;
	cursor_init(&f->body, arena_memdup(a, bytes, here), (size_t)here, (int64_t)f->len);
	cursor_skip(c, f->len - here);
	return cursor_ok(c);
}

bool pb_is_whole(const struct pb_field *f)
{
	return f->wire == PB_BYTES && f->body.len == f->len;
}

bool pb_pair(const struct pb_field *entry, struct pb_pair *pair)
{
	struct cursor c = entry->body;
	struct pb_field f, key = {0}, value = {0};
	while (pb_next(&c, &f) == 1) {
		if (f.number == 1)
			key = f;
		if (f.number == 2)
			value = f;
	}
	if (key.wire != PB_BYTES || !key.body.len)
		return false;
	*pair = (struct pb_pair){
		.key = key.body, .value = value.body, .start = entry->start + (uint64_t)(value.body.bytes - entry->body.bytes)};
	return true;
}
