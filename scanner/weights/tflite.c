/* SPDX-License-Identifier: MIT */
/*
 * TFLite (LiteRT): a flatbuffer with the identifier "TFL3". A table is reached by an offset forward; its vtable, at a signed
 * offset back, says where each field is. Field 3 of the root is a description, which often names what the model was made from.
 */
#include "weights/weights.h"

enum { FIELD_DESCRIPTION = 3 };

static unsigned bid(const struct probe *p)
{
	return probe_has(p, 4, "TFL3", 4) ? BID_BYTES(8) : bid_ending(p, ".tflite");
}

/* To the offset that field i of the table at `table` holds, following it; false when the field is absent or beyond the probe. */
static bool seek_field(struct cursor *c, uint64_t table, unsigned i)
{
	cursor_seek(c, table);
	int32_t back = (int32_t)cursor_u32(c);
	int64_t vtable = (int64_t)table - back;
	if (cursor_ok(c) && vtable < 0)
		cursor_fail(c);
	cursor_seek(c, (uint64_t)vtable);
	uint16_t size = cursor_u16(c);
	uint64_t slot = 4 + 2 * (uint64_t)i;
	if (!cursor_ok(c) || slot + 2 > size)
		return false;
	cursor_seek(c, (uint64_t)vtable + slot);
	uint16_t field = cursor_u16(c);
	if (!cursor_ok(c) || !field)
		return false;
	cursor_seek(c, table + field);
	uint64_t at = c->at;
	cursor_seek(c, at + cursor_u32(c));
	return cursor_ok(c);
}

static int read(struct reading *r, struct err *e)
{
	if (!probe_has(r->probe, 4, "TFL3", 4))
		return weights_misnamed("TFLite model", e);
	struct cursor c = reading_cursor(r);
	r->detail = "TFL3";
	uint32_t root = cursor_u32(&c);
	if (seek_field(&c, root, FIELD_DESCRIPTION)) {
		uint32_t len = cursor_u32(&c);
		uint64_t start = c.at;
		const uint8_t *text = cursor_take(&c, len);
		if (text)
			reading_meta(r, "description", text, len, start, start + len, 0);
	}
	return weights_finish(&c, "TFLite flatbuffer", e);
}

const struct reader reader_tflite = {
	.id = "tflite",
	.title = "TensorFlow Lite model",
	.spec = "https://github.com/tensorflow/tensorflow/blob/master/tensorflow/compiler/mlir/lite/schema/schema.fbs",
	.role = ROLE_WEIGHTS,
	.bid = bid,
	.read = read,
};
