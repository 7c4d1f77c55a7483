/* SPDX-License-Identifier: MIT */
/*
 * Paddle parameters: tensors one after another, each: u32 version 0, u64 count of levels (0 here), u32 version 0, i32 length of a
 * protobuf TensorDesc (element type, dims), the bytes.
 */
#include "weights/weights.h"

enum { ZEROS = 16, DESC_BYTES = 256 };

static bool begins_well(const struct probe *p)
{
	static const uint8_t zeros[ZEROS];
	struct cursor c;
	cursor_init(&c, p->bytes, p->len, p->size);
	cursor_seek(&c, ZEROS);
	uint32_t desc = cursor_u32(&c);
	uint8_t type_key = cursor_u8(&c);
	cursor_u8(&c);
	uint8_t dims_key = cursor_u8(&c);
	return cursor_ok(&c) && probe_has(p, 0, zeros, ZEROS) && desc >= 4 && desc <= DESC_BYTES && type_key == 0x08 &&
	       (dims_key == 0x10 || dims_key == 0x12);
}

static unsigned bid(const struct probe *p)
{
	if (begins_well(p))
		return BID_BYTES(ZEROS + 6);
	return bid_ending(p, ".pdiparams");
}

static int read(struct reading *r, struct err *e)
{
	return begins_well(r->probe) ? 0 : weights_misnamed("Paddle parameters file", e);
}

const struct reader reader_paddle = {
	.id = "paddle",
	.title = "Paddle parameters",
	.spec = "https://github.com/PaddlePaddle/Paddle/blob/develop/paddle/fluid/framework/lod_tensor.cc",
	.role = ROLE_WEIGHTS,
	.bid = bid,
	.read = read,
};
