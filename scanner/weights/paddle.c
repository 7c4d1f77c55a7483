/* SPDX-License-Identifier: MIT */
/*
 * Paddle parameters: tensors one after another, each: u32 version 0, u64 count of levels (with the size and the bytes of each), u32
 * version 0, i32 length of a protobuf TensorDesc (element type, dims), the bytes. They have no names here: they stand in the order of the
 * names that the program beside (.pdmodel) has.
 */
#include "weights/protobuf.h"
#include "weights/weights.h"

enum { ZEROS = 16, DESC_BYTES = 1024, MOST_LEVELS = 16 };

static const struct {
	const char *dtype;
	unsigned bits;
} types[] = {
	[0] = {"BOOL", 8},  [1] = {"I16", 16},	  [2] = {"I32", 32},	 [3] = {"I64", 64},	[4] = {"F16", 16},
	[5] = {"F32", 32},  [6] = {"F64", 64},	  [20] = {"U8", 8},	 [21] = {"I8", 8},	[22] = {"BF16", 16},
	[23] = {"C64", 64}, [24] = {"C128", 128}, [32] = {"F8_E4M3", 8}, [33] = {"F8_E5M2", 8},
};

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
	return cursor_ok(&c) && probe_has(p, 0, zeros, ZEROS) && desc >= 2 && desc <= DESC_BYTES && type_key == 0x08 &&
	       (desc == 2 || dims_key == 0x10 || dims_key == 0x12);
}

static unsigned bid(const struct probe *p)
{
	if (begins_well(p))
		return BID_BYTES(ZEROS + 6);
	return bid_ending(p, ".pdiparams");
}

/* TensorDesc{1: data_type, 2: dims}; the bits of an element, 0 for a type that is not known. */
static unsigned read_desc(struct cursor desc, struct tensor *row)
{
	struct pb_field f;
	unsigned bits = 0;
	while (pb_next(&desc, &f) == 1) {
		if (f.number == 1 && f.wire == PB_VARINT && f.value < sizeof types / sizeof *types && types[f.value].dtype) {
			row->dtype = types[f.value].dtype;
			bits = types[f.value].bits;
		}
		if (f.number == 2 && f.wire == PB_VARINT && row->rank < TENSOR_RANK)
			row->shape[row->rank++] = f.value;
		while (f.number == 2 && f.wire == PB_BYTES && row->rank < TENSOR_RANK && !cursor_ended(&f.body))
			row->shape[row->rank++] = cursor_varint(&f.body);
	}
	return bits;
}

static int read_tensor(struct reading *r, unsigned long long number, struct err *e)
{
	struct cursor *c = r->stream;
	struct tensor row = {.name = "", .dtype = "?"};
	unsigned long long at = (unsigned long long)cursor_place(c);
	uint32_t version = cursor_u32(c);
	uint64_t levels = cursor_u64(c);
	for (uint64_t i = 0; i < levels && levels <= MOST_LEVELS && cursor_ok(c); i++)
		cursor_skip(c, cursor_u64(c));
	uint32_t inner = cursor_u32(c), len = cursor_u32(c);
	if (!cursor_ok(c))
		return 0;
	if (version || inner || levels > MOST_LEVELS || len > DESC_BYTES)
		return err_set(e, ERR_INPUT, "tensor %llu does not begin like one at byte %llu", number, at);
	const uint8_t *bytes = cursor_take(c, len);
	struct cursor desc;
	if (!bytes)
		return 0;
	cursor_init(&desc, bytes, len, (int64_t)len);
	unsigned bits = read_desc(desc, &row);
	if (!bits)
		return err_set(e, ERR_INPUT, "tensor %llu at byte %llu is of a type that does not exist", number, at);
	row.start = cursor_place(c);
	if (!tensor_bytes(row.shape, row.rank, bits, &row.len) || row.len > cursor_left(c))
		return err_set(e, ERR_INPUT, "tensor %llu at byte %llu has more bytes than the file", number, at);
	if (weights_add(r, &row, e) < 0)
		return -1;
	cursor_skip(c, row.len);
	return 0;
}

static int read(struct reading *r, struct err *e)
{
	if (!begins_well(r->probe))
		return weights_misnamed("Paddle parameters file", e);
	for (unsigned long long i = 1; !cursor_ended(r->stream); i++)
		if (read_tensor(r, i, e) < 0)
			return -1;
	return weights_finish(r->stream, "Paddle parameters file", e);
}

const struct reader reader_paddle = {
	.id = "paddle",
	.title = "Paddle parameters",
	.spec = "https://github.com/PaddlePaddle/Paddle/blob/develop/paddle/fluid/framework/lod_tensor.cc",
	.role = ROLE_WEIGHTS,
	.tensors = true,
	.bid = bid,
	.read = read,
};
