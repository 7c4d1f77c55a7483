/* SPDX-License-Identifier: MIT */
/*
 * weight.bin of a .mlpackage or .mlmodelc: a header of 64 bytes (count, version, zeros), then pairs of a description of 64 bytes
 * (sentinel, type, size and offset of the data, padding in bits) and the data, each of which begins at a multiple of 64. Names and shapes
 * are in the model, which says where its tensors' descriptions are (coreml.c).
 */
#include "weights/weights.h"

#include <string.h>

static const uint8_t sentinel[] = {0xEF, 0xBE, 0xAD, 0xDE};
enum { BLOCK = 64 };

static const struct {
	const char *dtype;
	unsigned bits;
} types[] = {
	[1] = {"F16", 16},     [2] = {"F32", 32},     [3] = {"U8", 8},	[4] = {"I8", 8},    [5] = {"BF16", 16},
	[6] = {"I16", 16},     [7] = {"U16", 16},     [8] = {"I4", 4},	[9] = {"U1", 1},    [10] = {"U2", 2},
	[11] = {"U4", 4},      [12] = {"U3", 3},      [13] = {"U6", 6}, [14] = {"I32", 32}, [15] = {"U32", 32},
	[16] = {"F8_E4M3", 8}, [17] = {"F8_E5M2", 8},
};

static unsigned bid(const struct probe *p)
{
	if (probe_has(p, BLOCK, sentinel, sizeof sentinel) && p->bytes[4] >= 1 && p->bytes[4] <= 2 && !p->bytes[5] &&
	    !p->bytes[6])
		return BID_BYTES(sizeof sentinel + 3);
	bool own_folder = name_has(p->name, ".mlpackage/") || name_has(p->name, ".mlmodelc/");
	return own_folder && name_ends(p->base, ".bin") && probe_is_binary(p) ? BID_OWN_NAME : 0;
}

/* The elements, of which there is a whole number but for the padding of those that are no bytes. */
static bool count_elements(struct tensor *row, uint32_t type, uint64_t padding)
{
	uint64_t bits;
	if (type >= sizeof types / sizeof *types || !types[type].bits || __builtin_mul_overflow(row->len, UINT64_C(8), &bits) ||
	    padding > bits || (bits - padding) % types[type].bits)
		return false;
	row->dtype = types[type].dtype;
	row->rank = 1;
	row->shape[0] = (bits - padding) / types[type].bits;
	return true;
}

static int read_blob(struct reading *r, uint32_t number, uint32_t count, struct err *e)
{
	struct cursor *c = r->stream;
	unsigned long long at = (unsigned long long)cursor_place(c);
	const uint8_t *mark = cursor_take(c, sizeof sentinel);
	if (mark && memcmp(mark, sentinel, sizeof sentinel) != 0)
		return err_set(e, ERR_INPUT, "blob %u of %u should be described at byte %llu, and is not", number + 1, count, at);
	uint32_t type = cursor_u32(c);
	struct tensor row = {.name = "", .dtype = "?"};
	row.len = cursor_u64(c);
	row.start = cursor_u64(c);
	uint64_t padding = cursor_u64(c), end;
	cursor_skip(c, BLOCK - 32);
	if (!cursor_ok(c))
		return 0;
	if (row.start < cursor_place(c) || __builtin_add_overflow(row.start, row.len, &end) || end > c->total ||
	    end > UINT64_MAX - BLOCK)
		return err_set(e, ERR_INPUT, "blob %u of %u, described at byte %llu, is not behind its description in the file",
			       number + 1, count, at);
	if (!count_elements(&row, type, padding)) {
		row.state = TENSOR_CLOSED;
		r->gap = "it has blobs of a type that this program does not know";
	}
	if (weights_add(r, &row, e) < 0)
		return -1;
	if (number + 1 < count)
		cursor_seek(c, (end + BLOCK - 1) / BLOCK * BLOCK);
	return 0;
}

static int read(struct reading *r, struct err *e)
{
	struct cursor *c = r->stream;
	uint32_t count = cursor_u32(c), version = cursor_u32(c);
	if (!probe_has(r->probe, BLOCK, sentinel, sizeof sentinel) && count)
		return weights_misnamed("Core ML weights file", e);
	if (cursor_ok(c))
		r->detail = arena_printf(r->arena, "blob storage %u", version);
	cursor_skip(c, BLOCK - 8);
	for (uint32_t i = 0; i < count && cursor_ok(c); i++)
		if (read_blob(r, i, count, e) < 0)
			return -1;
	return weights_finish(c, "Core ML weights file", e);
}

const struct reader reader_coreml_weights = {
	.id = "coreml-weights",
	.title = "Core ML weights",
	.spec = "https://github.com/apple/coremltools/blob/main/mlmodel/src/MILBlob/Blob/StorageFormat.hpp",
	.role = ROLE_WEIGHTS,
	.tensors = true,
	.bid = bid,
	.read = read,
};
