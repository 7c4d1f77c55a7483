/* SPDX-License-Identifier: MIT */
/*
 * RKNN: "RKNN", 4 bytes, u64 version, u64 size of the data, from version 2 on 40 bytes more when there are data, the data, u64 size of a
 * JSON object, which says name, tools and platform, and of each constant the type (dtype.vx_type) and the shape (size). Also a flatbuffer
 * ("RKNN" at byte 4), alone or as the data, whose root has 3: what made it, 7: the compiler, 8: the runtime, 9: the source, and 2: graphs,
 * each with 0: tensors (0: type, 2: kind, of which 4 and 5 are constants, 4: shape, 5: name); and an encrypted form. None of it is
 * specified by its makers. The compiler has put the numbers in the order of a chip, so that constants have type and shape and no digest.
 */
#include "base/json.h"
#include "weights/flatbuffer.h"
#include "weights/weights.h"

#include <stdlib.h>
#include <string.h>

enum { JSON_BYTES = 8 << 20, PADDING = 40, MOST_TENSORS = 200000 };

static const struct weights_key known[] = {
	{"version", "producer", false},
	{"ori_network_platform", "framework", false},
	{"network_platform", "framework", false},
	{"target_platform", "platform", false},
};
static const struct weights_keys keys = WEIGHTS_KEYS(known, true);

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

/* --- the JSON object ------------------------------------------------------------------------------------------------------------ */

/* A string, or each of a list of them. */
static void take_claim(struct reading *r, const struct weights_key *is, const struct yaml *value, uint64_t start)
{
	if (value->type == YAML_SCALAR && value->quoted)
		weights_claim(r, is, value->text, value->text_len, start + value->start, start + value->end, 0);
	for (size_t i = 0; is && value->type == YAML_LIST && i < value->count; i++)
		if (value->items[i]->type == YAML_SCALAR)
			take_claim(r, is, value->items[i], start);
}

/* "VSI_NN_TYPE_FLOAT16" */
static const char *dtype_of(const char *type)
{
	static const struct {
		const char *ending, *dtype;
	} types[] = {{"_UINT8", "U8"},	 {"_INT8", "I8"},     {"_INT16", "I16"},    {"_INT32", "I32"},
		     {"_INT64", "I64"},	 {"_FLOAT16", "F16"}, {"_FLOAT32", "F32"},  {"_FLOAT64", "F64"},
		     {"_UINT16", "U16"}, {"_UINT32", "U32"},  {"_BFLOAT16", "BF16"}};
	for (size_t i = 0; type && i < sizeof types / sizeof *types; i++)
		if (name_ends(type, types[i].ending))
			return types[i].dtype;
	return "?";
}

static int take_constant(struct reading *r, const struct yaml *constant, struct err *e)
{
	struct tensor row = {.name = "", .state = TENSOR_CLOSED};
	const struct yaml *size = yaml_get(constant, "size"), *type = yaml_get(constant, "dtype");
	const char *number = yaml_text(constant, "tensor_id");
	if (number) {
		row.name = arena_printf(r->arena, "const_tensor.%s", number);
		row.name_len = strlen(row.name);
	}
	row.dtype = dtype_of(yaml_text(type, "vx_type"));
	for (size_t i = 0; size && size->type == YAML_LIST && i < size->count && row.rank < TENSOR_RANK; i++)
		if (size->items[i]->type == YAML_SCALAR)
			row.shape[row.rank++] = strtoull(size->items[i]->text, NULL, 10);
	return weights_add(r, &row, e);
}

static int read_object(struct reading *r, const char *text, size_t len, uint64_t start, struct err *e)
{
	ARENA_AUTO struct arena a;
	const struct yaml *root, *constants;
	arena_init(&a);
	if (json_parse(text, len, &a, &root, e) < 0)
		return err_prefix(e, "the JSON object at byte %llu is damaged", (unsigned long long)start);
	if (root->type != YAML_MAP)
		return err_set(e, ERR_INPUT, "what follows the data at byte %llu is no JSON object", (unsigned long long)start);
	for (size_t i = 0; i < root->count; i++)
		take_claim(r, weights_key(&keys, root->keys[i]->text, root->keys[i]->text_len), root->items[i], start);
	constants = yaml_get(root, "const_tensor");
	for (size_t i = 0; constants && constants->type == YAML_LIST && i < constants->count; i++)
		if (take_constant(r, constants->items[i], e) < 0)
			return -1;
	return 0;
}

static int read_json(struct reading *r, uint64_t version, uint64_t data, struct err *e)
{
	struct cursor *c = r->stream;
	if (version > 1 && data)
		cursor_skip(c, PADDING);
	cursor_skip(c, data);
	if (cursor_ended(c))
		return weights_finish(c, "RKNN model", e);
	uint64_t len = cursor_u64(c), start = cursor_place(c);
	if (!cursor_ok(c))
		return weights_finish(c, "RKNN model", e);
	if (len > JSON_BYTES)
		return err_set(e, len > cursor_left(c) ? ERR_INPUT : ERR_LIMIT,
			       "the JSON object at byte %llu is said to have %llu bytes, which is too much",
			       (unsigned long long)start, (unsigned long long)len);
	const uint8_t *bytes = cursor_take(c, len);
	return bytes ? read_object(r, (const char *)bytes, len, start, e) : weights_finish(c, "RKNN model", e);
}

/* --- the flatbuffer --------------------------------------------------------------------------------------------------------------- */

static const char *const flat_types[] = {[1] = "I32", [3] = "I8", [5] = "I16", [6] = "F32", [7] = "I64", [10] = "F16"};

static void take_string(struct reading *r, struct cursor *c, uint64_t table, unsigned field, const struct weights_key *is)
{
	struct fb_vector v = fb_vector(c, table, field, 1);
	uint32_t len = v.count < VALUE_BYTES ? v.count : VALUE_BYTES;
	const uint8_t *text = v.count ? cursor_take(c, len) : NULL;
	if (text)
		weights_claim(r, is, text, len, v.at, v.at + len, 0);
}

static int take_tensor(struct reading *r, struct cursor *c, uint64_t table, struct err *e)
{
	enum { TYPE = 0, KIND = 2, SHAPE = 4, NAME = 5 };
	struct tensor row = {.name = "", .dtype = "?", .state = TENSOR_CLOSED};
	uint64_t kind = fb_number(c, table, KIND, 1), type = fb_number(c, table, TYPE, 1);
	if (kind != 4 && kind != 5)
		return 0;
	if (type < sizeof flat_types / sizeof *flat_types && flat_types[type])
		row.dtype = flat_types[type];
	struct fb_vector shape = fb_vector(c, table, SHAPE, 4);
	for (; row.rank < shape.count && row.rank < TENSOR_RANK; row.rank++)
		row.shape[row.rank] = cursor_u32(c);
	struct fb_vector name = fb_vector(c, table, NAME, 1);
	const uint8_t *text = name.count && name.count <= TENSOR_NAME ? cursor_take(c, name.count) : NULL;
	row.name = text ? (const char *)text : "";
	row.name_len = text ? name.count : 0;
	return cursor_ok(c) ? weights_add(r, &row, e) : 0;
}

static int take_graphs(struct reading *r, struct cursor *c, uint64_t root, struct err *e)
{
	enum { GRAPHS = 2, TENSORS = 0 };
	struct fb_vector graphs = fb_vector(c, root, GRAPHS, 4);
	uint32_t seen = 0;
	r->same_names = true;
	for (uint32_t i = 0; i < graphs.count && cursor_ok(c); i++) {
		struct fb_vector tensors = fb_vector(c, fb_element(c, graphs, i), TENSORS, 4);
		for (uint32_t k = 0; k < tensors.count && cursor_ok(c); k++) {
			if (seen++ == MOST_TENSORS) /* lists may lie over one another */
				return err_set(e, ERR_LIMIT, "it has more than %d tensors", MOST_TENSORS);
			if (take_tensor(r, c, fb_element(c, tensors, k), e) < 0)
				return -1;
		}
	}
	return 0;
}

/* It begins at `base`. */
static int read_flatbuffer(struct reading *r, uint64_t base, struct err *e)
{
	static const struct {
		unsigned field;
		struct weights_key is;
	} strings[] = {{3, {.field = "producer"}},
		       {7, {.field = "compiler"}},
		       {8, {.field = "runtime"}},
		       {9, {.field = "source_format"}}};
	struct cursor *c = r->anywhere;
	if (!c)
		return 0;
	uint64_t root = fb_root(c, base);
	for (size_t i = 0; root && i < sizeof strings / sizeof *strings; i++)
		take_string(r, c, root, strings[i].field, &strings[i].is);
	if (root && take_graphs(r, c, root, e) < 0)
		return -1;
	return weights_finish(c, "flatbuffer", e);
}

/* The data of the container may be one. */
static int read_inner(struct reading *r, uint64_t base, uint64_t len, struct err *e)
{
	if (!r->anywhere || len < 16)
		return 0;
	cursor_seek(r->anywhere, base + 4);
	const uint8_t *magic = cursor_take(r->anywhere, 4);
	return magic && !memcmp(magic, "RKNN", 4) ? read_flatbuffer(r, base, e) : 0;
}

/* --- the container ---------------------------------------------------------------------------------------------------------------- */

static int read(struct reading *r, struct err *e)
{
	r->gap = "its tensors are in the order of a chip";
	if (is_encrypted(r->probe)) {
		r->detail = "encrypted";
		r->gap = "it is encrypted";
		return 0;
	}
	if (probe_has(r->probe, 4, "RKNN", 4)) {
		r->detail = "flatbuffer";
		return read_flatbuffer(r, 0, e);
	}
	if (!probe_has(r->probe, 0, "RKNN", 4))
		return weights_misnamed("RKNN model", e);
	struct cursor *c = r->stream;
	cursor_skip(c, 8);
	uint64_t version = cursor_u64(c), data = cursor_u64(c);
	if (!cursor_ok(c))
		return weights_finish(c, "RKNN header", e);
	r->detail = arena_printf(r->arena, "%llu", (unsigned long long)version);
	if (data > cursor_left(c))
		return err_set(e, ERR_INPUT, "the RKNN header is damaged at byte 16: %llu bytes of data do not fit into the file",
			       (unsigned long long)data);
	uint64_t begin = cursor_place(c) + (version > 1 && data ? PADDING : 0);
	if (read_json(r, version, data, e) < 0)
		return -1;
	return tensors_count(r->tensors) ? 0 : read_inner(r, begin, data, e);
}

const struct reader reader_rknn = {
	.id = "rknn",
	.title = "RKNN model",
	.spec = "https://github.com/lutzroeder/netron/blob/main/source/rknn.js",
	.role = ROLE_WEIGHTS,
	.tensors = true,
	.anywhere = true,
	.bid = bid,
	.read = read,
};
