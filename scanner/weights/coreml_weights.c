/* SPDX-License-Identifier: MIT */
/* weight.bin of a .mlpackage or .mlmodelc: a header of 64 bytes (count, version, zeros), then blobs, each behind a sentinel. */
#include "weights/weights.h"

static const uint8_t sentinel[] = {0xEF, 0xBE, 0xAD, 0xDE};
enum { HEADER = 64 };

static unsigned bid(const struct probe *p)
{
	if (probe_has(p, HEADER, sentinel, sizeof sentinel) && p->bytes[4] >= 1 && p->bytes[4] <= 2 && !p->bytes[5] &&
	    !p->bytes[6])
		return BID_BYTES(sizeof sentinel + 3);
	bool own_folder = name_has(p->name, ".mlpackage/") || name_has(p->name, ".mlmodelc/");
	return own_folder && name_ends(p->base, ".bin") && probe_is_binary(p) ? BID_OWN_NAME : 0;
}

static int read(struct reading *r, struct err *e)
{
	struct cursor c = reading_cursor(r);
	uint32_t count = cursor_u32(&c), version = cursor_u32(&c);
	if (!probe_has(r->probe, HEADER, sentinel, sizeof sentinel) && count)
		return weights_misnamed("Core ML weights file", e);
	if (cursor_ok(&c))
		r->detail = arena_printf(r->arena, "blob storage %u", version);
	return weights_finish(&c, "header", e);
}

const struct reader reader_coreml_weights = {
	.id = "coreml-weights",
	.title = "Core ML weights",
	.spec = "https://github.com/apple/coremltools/blob/main/mlmodel/src/MILBlob/Blob/StorageFormat.hpp",
	.role = ROLE_WEIGHTS,
	.bid = bid,
	.read = read,
};
