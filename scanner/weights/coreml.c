/* SPDX-License-Identifier: MIT */
/*
 * Core ML: a protobuf Model; field 2 is its description, whose field 100 holds author, license and what the user defined. Models in a
 * pipeline have descriptions of their own. The weights of an ML program lie in weight.bin (coreml_weights.c), and its operations say
 * what is where; those of older kinds of models stand in their layers, trees and vectors (coreml_layers.h).
 */
#include "weights/coreml_layers.h"
#include "weights/protobuf.h"
#include "weights/weights.h"

#include <string.h>

enum { MODEL_VERSION = 1, MODEL_DESCRIPTION = 2, MODEL_PIPELINE = 200, MODEL_PROGRAM = 502, SPEC_VERSIONS = 64 };
enum { TEXT_BYTES = 1 << 16, MOST_DEPTH = 16, METADATA_ENTRIES = 1000 };

/* Field of Metadata -> what we call it */
static const struct {
	unsigned number;
	struct weights_key is;
} known[] = {{1, {.field = "description"}},
	     {2, {.field = "version"}},
	     {3, {.field = "author"}},
	     {4, {.field = "license", .declared = true}}};

static const struct weights_key user_known[] = {
	{"com.github.apple.coremltools.source", "framework", false},
	{"com.github.apple.coremltools.version", "producer", false},
};
static const struct weights_keys user_keys = WEIGHTS_KEYS(user_known, true);

static bool begins_well(struct cursor *c)
{
	struct pb_field version, description;
	return pb_next(c, &version) == 1 && version.number == MODEL_VERSION && version.wire == PB_VARINT && version.value >= 1 &&
	       version.value <= SPEC_VERSIONS && pb_next(c, &description) == 1 && description.wire == PB_BYTES &&
	       (description.number == MODEL_DESCRIPTION || description.number >= 200);
}

/* The content has no magic and resembles other protobufs, so that the name must agree. */
static unsigned bid(const struct probe *p)
{
	if (!name_ends(p->base, ".mlmodel"))
		return 0;
	struct cursor c;
	cursor_init(&c, p->bytes, p->len, p->size);
	return begins_well(&c) ? BID_BYTES(4) : bid_ending(p, ".mlmodel");
}

/* --- what it says of itself ------------------------------------------------------------------------------------------------- */

/* One entry of the user's map. */
static void read_user_entry(struct reading *r, struct pb_field *entry)
{
	struct pb_pair pair;
	if (pb_body(r->stream, entry, TEXT_BYTES, r->arena) && pb_pair(entry, &pair))
		weights_claim(r, weights_key(&user_keys, pair.key.bytes, pair.key.len), pair.value.bytes, pair.value.len,
			      pair.start, pair.start + pair.value.len, 0);
}

/* Walks a message between its ends, field by field: `take` is given those of PB_BYTES, and steps over each. */
typedef int (*take_field)(struct reading *r, struct pb_field *f, void *ctx, struct err *e);

static int walk(struct reading *r, const struct pb_field *message, take_field take, void *ctx, struct err *e)
{
	struct cursor *c = r->stream;
	struct pb_field f;
	int rc = 0;
	struct cursor_bounds b = cursor_narrow(c, message->len);
	while (rc == 0 && pb_head(c, &f) == 1)
		if (f.wire == PB_BYTES)
			rc = take(r, &f, ctx, e);
	cursor_widen(c, b);
	return rc;
}

static int take_metadata(struct reading *r, struct pb_field *f, void *ctx, struct err *e)
{
	enum { USER_DEFINED = 100 };
	unsigned *entries = ctx;
	(void)e;
	if (f->number == USER_DEFINED && (*entries)++ < METADATA_ENTRIES) {
		read_user_entry(r, f);
		return 0;
	}
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (f->number == known[i].number) {
			if (pb_body(r->stream, f, TEXT_BYTES, r->arena))
				weights_claim(r, &known[i].is, f->body.bytes, f->body.len, f->start, f->start + f->body.len, 0);
			return 0;
		}
	cursor_skip(r->stream, f->len);
	return 0;
}

static int take_description(struct reading *r, struct pb_field *f, void *ctx, struct err *e)
{
	enum { METADATA = 100 };
	unsigned entries = 0;
	(void)ctx;
	if (f->number == METADATA)
		return walk(r, f, take_metadata, &entries, e);
	cursor_skip(r->stream, f->len);
	return 0;
}

/* --- the weights of an ML program --------------------------------------------------------------------------------------------- */

static const struct {
	const char *dtype;
	unsigned bits;
} data_types[] = {
	[1] = {"BOOL", 8},     [10] = {"F16", 16}, [11] = {"F32", 32}, [12] = {"F64", 64}, [13] = {"BF16", 16},
	[21] = {"I8", 8},      [22] = {"I16", 16}, [23] = {"I32", 32}, [24] = {"I64", 64}, [25] = {"I4", 4},
	[31] = {"U8", 8},      [32] = {"U16", 16}, [33] = {"U32", 32}, [34] = {"U64", 64}, [35] = {"U4", 4},
	[36] = {"U2", 2},      [37] = {"U1", 1},   [38] = {"U6", 6},   [39] = {"U3", 3},   [40] = {"F8_E4M3", 8},
	[41] = {"F8_E5M2", 8},
};

struct blob_value { /* a tensor that lies in a file */
	struct tensor row;
	unsigned bits;
	uint64_t offset;
	bool outside;
};

/* The size of one dimension: Dimension{1: ConstantDimension{1: size}}. */
static uint64_t dimension(struct cursor dim)
{
	struct pb_field f;
	uint64_t size = 0;
	while (pb_next(&dim, &f) == 1)
		if (f.number == 1 && f.wire == PB_BYTES) {
			struct cursor constant = f.body;
			while (pb_next(&constant, &f) == 1)
				size = f.number == 1 && f.wire == PB_VARINT ? f.value : size;
		}
	return size;
}

/* ValueType{1: TensorType{1: dataType, 3: dimensions}} */
static void read_type(struct cursor type, struct blob_value *v)
{
	struct pb_field f;
	while (pb_next(&type, &f) == 1) {
		if (f.number != 1 || f.wire != PB_BYTES)
			continue;
		struct cursor tensor = f.body;
		while (pb_next(&tensor, &f) == 1) {
			if (f.number == 1 && f.wire == PB_VARINT && f.value < sizeof data_types / sizeof *data_types &&
			    data_types[f.value].dtype) {
				v->row.dtype = data_types[f.value].dtype;
				v->bits = data_types[f.value].bits;
			}
			if (f.number == 3 && f.wire == PB_BYTES && v->row.rank < TENSOR_RANK)
				v->row.shape[v->row.rank++] = dimension(f.body);
		}
	}
}

/* BlobFileValue{1: fileName, 2: offset}; the name is seen from the folder of the model. */
static void read_blob(struct reading *r, struct cursor blob, struct blob_value *v)
{
	static const char here[] = "@model_path/";
	struct pb_field f;
	v->outside = true;
	v->row.part = NO_TENSOR;
	while (pb_next(&blob, &f) == 1) {
		if (f.number == 2 && f.wire == PB_VARINT)
			v->offset = f.value;
		if (f.number != 1 || f.wire != PB_BYTES)
			continue;
		size_t skip = f.body.len >= sizeof here - 1 && !memcmp(f.body.bytes, here, sizeof here - 1) ? sizeof here - 1 : 0;
		v->row.part = reading_part(r, (const char *)f.body.bytes + skip, f.body.len - skip);
	}
}

/*
 * A value: of interest when it lies in a file, behind its description there (coreml_weights.c). Those that stand in the model are
 * settings of operations and few; what is longer than TEXT_BYTES is stepped over.
 */
static int read_value(struct reading *r, struct pb_field *value, const char *name, struct err *e)
{
	enum { TYPE = 2, BLOB = 5, DESCRIPTION = 64 };
	ARENA_AUTO struct arena a;
	arena_init(&a);
	struct pb_field f;
	struct blob_value v = {.row = {.name = name, .name_len = strlen(name), .dtype = "?"}};
	unsigned long long at = (unsigned long long)value->start;
	if (!pb_body(r->stream, value, TEXT_BYTES, &a))
		return 0;
	struct cursor c = value->body;
	while (pb_next(&c, &f) == 1) {
		if (f.number == TYPE && f.wire == PB_BYTES)
			read_type(f.body, &v);
		if (f.number == BLOB && f.wire == PB_BYTES)
			read_blob(r, f.body, &v);
	}
	if (!v.outside)
		return 0;
	uint64_t count, bits;
	if (!tensor_elements(v.row.shape, v.row.rank, &count) || __builtin_mul_overflow(count, (uint64_t)v.bits, &bits) ||
	    v.offset > UINT64_MAX / 2)
		return err_set(e, ERR_INPUT, "the weights '%s' at byte %llu have an impossible shape or offset",
			       weights_shown(r, name, strlen(name)), at);
	v.row.start = v.offset + DESCRIPTION;
	v.row.len = bits / 8 + (bits % 8 != 0);
	if (!v.bits || v.row.part == NO_TENSOR) {
		v.row.state = TENSOR_CLOSED;
		r->gap = v.bits ? "it does not say in which file some of its weights lie"
				: "it has weights of a type that this program does not know";
	}
	return weights_add(r, &v.row, e);
}

struct operation {
	struct arena arena;
	const char *output; /* name of the first thing that it puts out */
	unsigned depth;
};

static int take_name(struct reading *r, struct pb_field *f, void *ctx, struct err *e)
{
	struct operation *o = ctx;
	(void)e;
	if (f->number == 1 && !o->output && pb_body(r->stream, f, TENSOR_NAME, &o->arena))
		o->output = arena_strndup(&o->arena, (const char *)f->body.bytes, f->body.len);
	else
		cursor_skip(r->stream, f->number == 1 && !o->output ? 0 : f->len);
	return 0;
}

struct attribute {
	struct operation *of;
	const char *name;
};

static int take_attribute(struct reading *r, struct pb_field *f, void *ctx, struct err *e)
{
	struct attribute *a = ctx;
	const char *output = a->of->output ? a->of->output : "";
	if (f->number == 1) {
		if (pb_body(r->stream, f, TENSOR_NAME, &a->of->arena))
			a->name = arena_strndup(&a->of->arena, (const char *)f->body.bytes, f->body.len);
		return 0;
	}
	if (f->number == 2)
		return read_value(
			r, f, a->name && strcmp(a->name, "val") ? arena_printf(&a->of->arena, "%s/%s", output, a->name) : output,
			e);
	cursor_skip(r->stream, f->len);
	return 0;
}

static int take_block(struct reading *r, struct pb_field *f, void *ctx, struct err *e);

/* Argument{1: Binding{2: Value}}: a weight may also be an argument as it is. */
static int take_binding(struct reading *r, struct pb_field *f, void *ctx, struct err *e)
{
	struct attribute *a = ctx;
	if (f->number == 2)
		return read_value(
			r, f, arena_printf(&a->of->arena, "%s/%s", a->of->output ? a->of->output : "", a->name ? a->name : ""),
			e);
	cursor_skip(r->stream, f->len);
	return 0;
}

static int take_argument(struct reading *r, struct pb_field *f, void *ctx, struct err *e)
{
	if (f->number == 1)
		return walk(r, f, take_binding, ctx, e);
	cursor_skip(r->stream, f->len);
	return 0;
}

/* An entry of the map of inputs: a name, and an Argument. */
static int take_input(struct reading *r, struct pb_field *f, void *ctx, struct err *e)
{
	struct attribute *a = ctx;
	if (f->number == 2)
		return walk(r, f, take_argument, ctx, e);
	if (f->number == 1 && pb_body(r->stream, f, TENSOR_NAME, &a->of->arena))
		a->name = arena_strndup(&a->of->arena, (const char *)f->body.bytes, f->body.len);
	else
		cursor_skip(r->stream, f->number == 1 ? 0 : f->len);
	return 0;
}

static int take_operation_field(struct reading *r, struct pb_field *f, void *ctx, struct err *e)
{
	enum { INPUTS = 2, OUTPUTS = 3, BLOCKS = 4, ATTRIBUTES = 5 };
	struct operation *o = ctx;
	struct attribute a = {.of = o};
	if (f->number == INPUTS)
		return walk(r, f, take_input, &a, e);
	if (f->number == OUTPUTS)
		return walk(r, f, take_name, o, e);
	if (f->number == ATTRIBUTES)
		return walk(r, f, take_attribute, &a, e);
	if (f->number == BLOCKS) {
		unsigned depth = o->depth + 1;
		return walk(r, f, take_block, &depth, e);
	}
	cursor_skip(r->stream, f->len);
	return 0;
}

/* ctx: the depth of the block. */
static int take_block(struct reading *r, struct pb_field *f, void *ctx, struct err *e)
{
	enum { OPERATIONS = 3 };
	struct operation o = {.depth = *(unsigned *)ctx};
	if (f->number != OPERATIONS) {
		cursor_skip(r->stream, f->len);
		return 0;
	}
	if (o.depth > MOST_DEPTH)
		return err_set(e, ERR_LIMIT, "the blocks at byte %llu are nested too deeply", (unsigned long long)f->start);
	arena_init(&o.arena);
	int rc = walk(r, f, take_operation_field, &o, e);
	arena_release(&o.arena);
	return rc;
}

/* An entry of a map: its value, field 2, is what the next is to walk. */
struct step {
	take_field next;
	void *ctx;
	unsigned number; /* of the fields of the value that are gone into; 0: those of the value are given to next */
};

static int take_step(struct reading *r, struct pb_field *f, void *ctx, struct err *e)
{
	const struct step *s = ctx;
	if (f->number == s->number)
		return walk(r, f, s->next, s->ctx, e);
	cursor_skip(r->stream, f->len);
	return 0;
}

/* Program{2: map of Function{3: map of Block}} */
static int read_program(struct reading *r, struct pb_field *program, struct err *e)
{
	enum { FUNCTIONS = 2, VALUE = 2, BLOCKS = 3 };
	unsigned depth = 0;
	struct step block = {take_block, &depth, VALUE}, blocks = {take_step, &block, BLOCKS};
	struct step function = {take_step, &blocks, VALUE}, functions = {take_step, &function, FUNCTIONS};
	r->same_names = true; /* each function has names of its own */
	return walk(r, program, take_step, &functions, e);
}

/* --- the model -------------------------------------------------------------------------------------------------------------- */

static int take_model(struct reading *r, struct pb_field *f, void *ctx, struct err *e);

/* Pipeline{1: models} */
static int take_pipeline(struct reading *r, struct pb_field *f, void *ctx, struct err *e)
{
	if (f->number == 1)
		return walk(r, f, take_model, ctx, e);
	cursor_skip(r->stream, f->len);
	return 0;
}

/* ctx: the depth of the model. */
static int take_model(struct reading *r, struct pb_field *f, void *ctx, struct err *e)
{
	unsigned depth = *(unsigned *)ctx + 1;
	struct step inner = {take_pipeline, &depth, 1}; /* of a classifier or regressor: {1: Pipeline} */
	if (f->number == MODEL_DESCRIPTION)
		return walk(r, f, take_description, NULL, e);
	if (f->number == MODEL_PROGRAM)
		return read_program(r, f, e);
	if (f->number >= MODEL_PIPELINE && f->number <= MODEL_PIPELINE + 2) {
		if (depth > MOST_DEPTH)
			return err_set(e, ERR_LIMIT, "the pipelines at byte %llu are nested too deeply",
				       (unsigned long long)f->start);
		return f->number == MODEL_PIPELINE + 2 ? walk(r, f, take_pipeline, &depth, e) : walk(r, f, take_step, &inner, e);
	}
	int layers = coreml_layers_read(r, f, e);
	if (layers)
		return layers < 0 ? -1 : 0;
	if (f->number > MODEL_PIPELINE && f->len)
		r->gap = "its weights stand in the model itself, which is of a kind whose weights are not told apart";
	cursor_skip(r->stream, f->len);
	return 0;
}

static int read(struct reading *r, struct err *e)
{
	struct cursor c = reading_cursor(r);
	struct pb_field f;
	unsigned depth = 0;
	bool kind = false;
	int rc = 0;
	if (!begins_well(&c))
		return c.state == CURSOR_DAMAGED ? weights_finish(&c, "Core ML model", e) : weights_misnamed("Core ML model", e);
	while (rc == 0 && pb_head(r->stream, &f) == 1) {
		if (f.number == MODEL_VERSION)
			r->detail = arena_printf(r->arena, "specification %llu", (unsigned long long)f.value);
		if (f.wire == PB_BYTES)
			rc = take_model(r, &f, &depth, e);
		kind |= f.number >= MODEL_PIPELINE;
	}
	if (rc == 0 && !kind && cursor_ok(r->stream))
		return err_set(e, ERR_INPUT, "the Core ML model ends at byte %llu, before what it is a model of",
			       (unsigned long long)cursor_place(r->stream));
	if (rc == 0 && !tensors_count(r->tensors) && !r->gap)
		r->gap = "it has no weights";
	return rc < 0 ? rc : weights_finish(r->stream, "Core ML model", e);
}

const struct reader reader_coreml = {
	.id = "coreml",
	.title = "Core ML model",
	.spec = "https://github.com/apple/coremltools/blob/main/mlmodel/format/Model.proto",
	.role = ROLE_WEIGHTS,
	.tensors = true,
	.bid = bid,
	.read = read,
};
