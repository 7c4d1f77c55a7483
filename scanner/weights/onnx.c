/* SPDX-License-Identifier: MIT */
/*
 * ONNX: a protobuf ModelProto without magic. A model is recognised by its first fields having the numbers, the wire types and the
 * shape that the schema gives them, not by one byte.
 */
#include "weights/protobuf.h"
#include "weights/weights.h"

#include <string.h>

enum model_field {
	MODEL_IR_VERSION = 1,
	MODEL_PRODUCER_NAME = 2,
	MODEL_PRODUCER_VERSION = 3,
	MODEL_DOMAIN = 4,
	MODEL_VERSION = 5,
	MODEL_DOC_STRING = 6,
	MODEL_GRAPH = 7,
	MODEL_OPSET_IMPORT = 8,
	MODEL_METADATA = 14,
	MODEL_TRAINING = 20,
	MODEL_FUNCTIONS = 25,
	MODEL_CONFIGURATION = 26,
};

enum { IR_VERSIONS = 64, METADATA_ENTRIES = 1000 };

static const struct {
	const char *key, *field;
	bool declared;
} known[] = {
	{"model_license", "license", true}, {"license", "license", true},      {"license_link", "license_link", true},
	{"base_model", "base_model", true}, {"model_author", "author", false}, {"author", "author", false},
	{"model_name", "name", false},	    {"name", "name", false},	       {"description", "description", false},
	{"version", "version", false},
};

/* Could this be a field of a ModelProto? */
static bool fits_schema(const struct pb_field *f)
{
	switch (f->number) {
	case MODEL_IR_VERSION:
		return f->wire == PB_VARINT && f->value >= 1 && f->value <= IR_VERSIONS;
	case MODEL_VERSION:
		return f->wire == PB_VARINT;
	case MODEL_PRODUCER_NAME:
	case MODEL_PRODUCER_VERSION:
	case MODEL_DOMAIN:
		return f->wire == PB_BYTES && pb_is_whole(f) && bytes_are_printable(f->body.bytes, f->body.len);
	case MODEL_DOC_STRING:
	case MODEL_GRAPH:
	case MODEL_OPSET_IMPORT:
	case MODEL_METADATA:
	case MODEL_TRAINING:
	case MODEL_FUNCTIONS:
	case MODEL_CONFIGURATION:
		return f->wire == PB_BYTES;
	default:
		return false;
	}
}

/* Does the beginning of a GraphProto have fields of a GraphProto only? */
static bool is_graph(struct cursor c)
{
	struct pb_field f;
	while (pb_next(&c, &f) == 1)
		if (f.wire != PB_BYTES || !(f.number <= 2 || f.number == 5 || (f.number >= 10 && f.number <= 16)))
			return false;
	return c.state != CURSOR_DAMAGED;
}

static unsigned bid(const struct probe *p)
{
	unsigned fields = 0;
	bool graph = false;
	struct cursor c;
	struct pb_field f;
	cursor_init(&c, p->bytes, p->len, p->size);
	while (pb_next(&c, &f) == 1) {
		if (!fits_schema(&f) || (f.number == MODEL_GRAPH && !is_graph(f.body)))
			return bid_ending(p, ".onnx");
		graph |= f.number == MODEL_GRAPH && f.len > 0;
		fields++;
	}
	if (fields < 2 || !graph || p->bytes[0] != MODEL_IR_VERSION << 3)
		return bid_ending(p, ".onnx");
	return BID_BYTES(fields < 8 ? fields : 8);
}

static void emit(struct reading *r, bool declared, const char *field, const struct pb_field *f)
{
	uint64_t start = (uint64_t)(f->body.bytes - r->bytes);
	if (f->wire == PB_BYTES && f->body.len) /* what is cut off here is beyond the probe */
		(declared ? reading_declared : reading_meta)(r, field, f->body.bytes, f->body.len, start, start + f->body.len, 0);
}

/* One StringStringEntryProto */
static void read_metadata(struct reading *r, struct cursor c)
{
	struct pb_field f, key = {0}, value = {0};
	while (pb_next(&c, &f) == 1) {
		if (f.number == 1)
			key = f;
		if (f.number == 2)
			value = f;
	}
	if (!key.body.len || value.wire != PB_BYTES)
		return;
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (strlen(known[i].key) == key.body.len && !memcmp(known[i].key, key.body.bytes, key.body.len))
			emit(r, known[i].declared, known[i].field, &value);
}

static int read(struct reading *r, struct err *e)
{
	struct cursor c = reading_cursor(r);
	struct pb_field f;
	unsigned entries = 0, fields = 0;
	while (pb_next(&c, &f) == 1) {
		if (!fits_schema(&f) && !fields)
			return weights_misnamed("ONNX model", e);
		fields++;
		if (f.number == MODEL_IR_VERSION)
			r->detail = arena_printf(r->arena, "IR %llu", (unsigned long long)f.value);
		else if (f.number == MODEL_PRODUCER_NAME)
			emit(r, false, "producer", &f);
		else if (f.number == MODEL_DOC_STRING)
			emit(r, false, "description", &f);
		else if (f.number == MODEL_METADATA && f.wire == PB_BYTES && entries++ < METADATA_ENTRIES)
			read_metadata(r, f.body);
	}
	if (!fields)
		return err_set(e, ERR_INPUT, "the ONNX model is damaged at byte 0: it has no field at all");
	return weights_finish(&c, "ONNX model", e);
}

const struct reader reader_onnx = {
	.id = "onnx",
	.title = "ONNX model",
	.spec = "https://github.com/onnx/onnx/blob/main/docs/IR.md",
	.role = ROLE_WEIGHTS,
	.bid = bid,
	.read = read,
};
