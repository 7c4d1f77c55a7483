/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
/*
 * NumPy array: magic, version, length of a header that is a Python dict literal, the array. A dtype of objects is a pickle
 * inside.
 */
#include "weights/weights.h"

#include <string.h>

static const char magic[] = "\x93NUMPY";
enum { MAGIC = sizeof magic - 1 };

static unsigned bid(const struct probe *p)
{
	return probe_has(p, 0, magic, MAGIC) ? BID_BYTES(MAGIC) : bid_ending(p, ".npy");
}

static int read(struct reading *r, struct err *e)
{
	if (!probe_has(r->probe, 0, magic, MAGIC))
		return weights_misnamed("NumPy array", e);
	struct cursor c = reading_cursor(r);
	cursor_skip(&c, MAGIC);
	uint8_t major = cursor_u8(&c), minor = cursor_u8(&c);
	if (cursor_ok(&c) && (major < 1 || major > 3))
		return err_set(e, ERR_INPUT, "the NumPy header is damaged at byte %d: there is no version %u", MAGIC, major);
	uint64_t len = major == 1 ? cursor_u16(&c) : cursor_u32(&c);
	struct cursor header = cursor_sub(&c, len);
	bool objects = header.len && memmem(header.bytes, header.len, "'|O'", 4);
	r->detail = arena_printf(r->arena, "%u.%u%s", major, minor, objects ? ", pickled objects" : "");
	if (cursor_ok(&c) && (!len || header.bytes[0] != '{'))
		return err_set(e, ERR_INPUT, "the NumPy header at byte %zu is no dictionary", c.at - (size_t)len);
	return weights_finish(&c, "NumPy header", e);
}

const struct reader reader_npy = {
	.id = "npy",
	.title = "NumPy array",
	.spec = "https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html",
	.role = ROLE_WEIGHTS,
	.bid = bid,
	.read = read,
};
