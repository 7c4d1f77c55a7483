/* SPDX-License-Identifier: MIT */
/*
 * TensorRT engine: undocumented; a magic at byte 0, or behind a JSON object with its u32 length in front. Nothing in it speaks
 * of licenses.
 */
#include "weights/weights.h"

static bool has_magic(const struct probe *p, size_t at)
{
	return probe_has(p, at, "ptrt", 4) || probe_has(p, at, "ftrt", 4);
}

static unsigned bid(const struct probe *p)
{
	if (has_magic(p, 0))
		return BID_BYTES(4);
	if (p->len >= 5 && !p->bytes[3] && p->bytes[4] == '{') {
		struct cursor c;
		cursor_init(&c, p->bytes, p->len, p->size);
		if (has_magic(p, 4 + (size_t)cursor_u32(&c)))
			return BID_BYTES(6);
	}
	unsigned n = bid_ending(p, ".engine");
	return n ? n : bid_ending(p, ".trt");
}

/* Which engine can load it is all that its header tells: the version of the plan, a byte for each part of the number. */
static int read(struct reading *r, struct err *e)
{
	struct cursor c = reading_cursor(r);
	if (!has_magic(r->probe, 0)) {
		uint32_t wrapped = cursor_u32(&c);
		cursor_seek(&c, 4 + (uint64_t)wrapped);
	}
	uint64_t at = cursor_place(&c);
	if (!cursor_ok(&c) || at > r->probe->len || !has_magic(r->probe, (size_t)at))
		return weights_misnamed("TensorRT engine", e);
	cursor_skip(&c, 4);
	uint32_t version = cursor_u32(&c);
	if (cursor_ok(&c))
		r->detail = arena_printf(r->arena, "plan 0x%02X", version);
	r->gap = "its tensors are in the order of a device";
	return weights_finish(&c, "TensorRT header", e);
}

const struct reader reader_tensorrt = {
	.id = "tensorrt",
	.title = "TensorRT engine",
	.spec = "https://github.com/lutzroeder/netron/blob/main/source/tensorrt.js",
	.role = ROLE_WEIGHTS,
	.bid = bid,
	.read = read,
};
