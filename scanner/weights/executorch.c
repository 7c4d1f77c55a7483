/* SPDX-License-Identifier: MIT */
/*
 * ExecuTorch: a flatbuffer with the identifier "ET12"; at byte 8 an extended header "eh00" with the sizes of program and
 * segments.
 */
#include "weights/weights.h"

#include <string.h>

static bool has_identifier(const struct probe *p)
{
	return p->len >= 8 && p->bytes[4] == 'E' && p->bytes[5] == 'T' && p->bytes[6] >= '0' && p->bytes[6] <= '9' &&
	       p->bytes[7] >= '0' && p->bytes[7] <= '9';
}

static unsigned bid(const struct probe *p)
{
	if (!has_identifier(p))
		return bid_ending(p, ".pte");
	return probe_has(p, 8, "eh00", 4) ? BID_BYTES(8) : BID_BYTES(4);
}

static int read(struct reading *r, struct err *e)
{
	if (!has_identifier(r->probe))
		return weights_misnamed("ExecuTorch program", e);
	r->detail = arena_strndup(r->arena, (const char *)r->bytes + 4, 4);
	struct cursor c = reading_cursor(r);
	cursor_skip(&c, 8);
	const uint8_t *magic = cursor_take(&c, 4);
	if (!magic || memcmp(magic, "eh00", 4) != 0) /* the extended header is not obligatory */
		return 0;
	cursor_u32(&c); /* its length */
	uint64_t program = cursor_u64(&c), segments = cursor_u64(&c);
	if (cursor_ok(&c) && (program > c.total || segments > c.total))
		return err_set(e, ERR_INPUT, "the ExecuTorch header is damaged at byte 16: its parts are larger than the file");
	return weights_finish(&c, "ExecuTorch header", e);
}

const struct reader reader_executorch = {
	.id = "executorch",
	.title = "ExecuTorch program",
	.spec = "https://github.com/pytorch/executorch/blob/main/docs/source/pte-file-format.md",
	.role = ROLE_WEIGHTS,
	.bid = bid,
	.read = read,
};
