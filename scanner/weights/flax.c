/* SPDX-License-Identifier: MIT */
/* Flax: one MessagePack map from parameter names to nested maps and arrays. No metadata. */
#include "weights/weights.h"

/* A map whose first key is a string */
static bool begins_with_map(const struct probe *p)
{
	struct cursor c;
	cursor_init(&c, p->bytes, p->len, p->size);
	uint8_t map = cursor_u8(&c);
	if ((map & 0xF0) != 0x80)
		cursor_skip(&c, map == 0xDE ? 2 : map == 0xDF ? 4 : UINT64_MAX);
	uint8_t key = cursor_u8(&c);
	return cursor_ok(&c) && ((key & 0xE0) == 0xA0 || (key >= 0xD9 && key <= 0xDB));
}

static unsigned bid(const struct probe *p)
{
	unsigned n = bid_ending(p, ".msgpack");
	return n && begins_with_map(p) ? BID_BYTES(2) : n;
}

static int read(struct reading *r, struct err *e)
{
	return begins_with_map(r->probe) ? 0 : weights_misnamed("Flax checkpoint", e);
}

const struct reader reader_flax = {
	.id = "flax",
	.title = "Flax checkpoint (MessagePack)",
	.spec = "https://github.com/google/flax/blob/main/flax/serialization.py",
	.role = ROLE_WEIGHTS,
	.bid = bid,
	.read = read,
};
