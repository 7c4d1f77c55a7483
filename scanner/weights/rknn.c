/* SPDX-License-Identifier: MIT */
/* RKNN: "RKNN", 4 bytes, u64 version, u64 size of the data, data, JSON. Also a flatbuffer form, and an encrypted one. */
#include "weights/weights.h"

static bool is_encrypted(const struct probe *p)
{
	return probe_has(p, 0, "CYPTRKNN", 8);
}

static unsigned bid(const struct probe *p)
{
	if (is_encrypted(p))
		return BID_BYTES(8);
	if (probe_has(p, 0, "RKNN", 4) || probe_has(p, 4, "RKNN", 4))
		return BID_BYTES(4);
	return bid_ending(p, ".rknn");
}

static int read(struct reading *r, struct err *e)
{
	if (is_encrypted(r->probe)) {
		r->detail = "encrypted";
		return 0;
	}
	if (probe_has(r->probe, 4, "RKNN", 4)) {
		r->detail = "flatbuffer";
		return 0;
	}
	if (!probe_has(r->probe, 0, "RKNN", 4))
		return weights_misnamed("RKNN model", e);
	struct cursor c = reading_cursor(r);
	cursor_skip(&c, 8);
	uint64_t version = cursor_u64(&c), data = cursor_u64(&c);
	if (!cursor_ok(&c))
		return weights_finish(&c, "RKNN header", e);
	r->detail = arena_printf(r->arena, "%llu", (unsigned long long)version);
	if (data > cursor_left(&c))
		return err_set(e, ERR_INPUT, "the RKNN header is damaged at byte 16: %llu bytes of data do not fit into the file",
			       (unsigned long long)data);
	return 0;
}

const struct reader reader_rknn = {
	.id = "rknn",
	.title = "RKNN model",
	.spec = "https://github.com/lutzroeder/netron/blob/main/source/rknn.js",
	.role = ROLE_WEIGHTS,
	.bid = bid,
	.read = read,
};
