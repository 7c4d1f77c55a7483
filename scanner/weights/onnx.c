/* SPDX-License-Identifier: MIT */
/*
 * ONNX: a protobuf ModelProto without magic. A model is recognised by its first fields having the numbers, the wire types and the
 * shape that the schema gives them, not by one byte.
 */
#include "base/buf.h"
#include "weights/pb_tensor.h"
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

enum { IR_VERSIONS = 64, METADATA_ENTRIES = 1000, TEXT_BYTES = 1 << 16, GRAPH_DEPTH = 16 };

static const struct weights_keys keys = {.any = true}; /* model_license and model_author are the standard's */

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

/* A text field of the model. */
static void emit_text(struct reading *r, struct pb_field *f, const char *field)
{
	if (f->wire == PB_BYTES && pb_body(r->stream, f, TEXT_BYTES, r->arena))
		reading_meta(r, field, f->body.bytes, f->body.len, f->start, f->start + f->body.len, 0);
}

/* One StringStringEntryProto */
static void read_metadata(struct reading *r, struct pb_field *entry)
{
	struct pb_pair pair;
	if (pb_body(r->stream, entry, TEXT_BYTES, r->arena) && pb_pair(entry, &pair))
		weights_claim(r, weights_key(&keys, pair.key.bytes, pair.key.len), pair.value.bytes, pair.value.len, pair.start,
			      pair.start + pair.value.len, 0);
}

/* --- tensors ---------------------------------------------------------------------------------------------------------------- */

enum tensor_field {
	TENSOR_DIMS = 1,
	TENSOR_TYPE = 2,
	TENSOR_FLOATS = 4,
	TENSOR_INT32S = 5,
	TENSOR_STRINGS = 6,
	TENSOR_INT64S = 7,
	TENSOR_NAME_FIELD = 8,
	TENSOR_RAW = 9,
	TENSOR_DOUBLES = 10,
	TENSOR_UINT64S = 11,
	TENSOR_EXTERNAL = 13,
	TENSOR_LOCATION = 14,
};

static const struct {
	const char *dtype;
	unsigned bits;
} element_types[] = {
	[1] = {"F32", 32},     [2] = {"U8", 8},		  [3] = {"I8", 8},	 [4] = {"U16", 16},	    [5] = {"I16", 16},
	[6] = {"I32", 32},     [7] = {"I64", 64},	  [9] = {"BOOL", 8},	 [10] = {"F16", 16},	    [11] = {"F64", 64},
	[12] = {"U32", 32},    [13] = {"U64", 64},	  [14] = {"C64", 64},	 [15] = {"C128", 128},	    [16] = {"BF16", 16},
	[17] = {"F8_E4M3", 8}, [18] = {"F8_E4M3FNUZ", 8}, [19] = {"F8_E5M2", 8}, [20] = {"F8_E5M2FNUZ", 8}, [21] = {"U4", 4},
	[22] = {"I4", 4},      [23] = {"F4", 4},	  [24] = {"F8_E8M0", 8}, [25] = {"U2", 2},	    [26] = {"I2", 2},
};

struct onnx_tensor {
	struct pb_tensor is;
	struct arena scratch;
	struct outside { /* where its elements are, if not here */
		bool is, has_len, broken;
		uint64_t start, len;
		uint32_t part; /* of the table; NO_TENSOR */
	} outside;
	bool strings;
};

static void set_type(struct onnx_tensor *t, uint64_t type)
{
	bool known = type < sizeof element_types / sizeof *element_types && element_types[type].bits;
	t->is.bits = known ? element_types[type].bits : 0;
	t->is.row.dtype = known ? element_types[type].dtype : "?";
}

static void read_dims(struct reading *r, const struct pb_field *f, struct onnx_tensor *t)
{
	struct cursor *c = r->stream;
	if (f->wire == PB_VARINT)
		pb_tensor_add_dim(&t->is, f->value);
	if (f->wire != PB_BYTES)
		return;
	struct cursor_bounds b = cursor_narrow(c, f->len);
	while (!cursor_ended(c))
		pb_tensor_add_dim(&t->is, cursor_varint(c));
	cursor_widen(c, b);
}

/* Of float_data there is one field of bytes, or one for each number. */
static int read_floats(struct reading *r, struct pb_field *f, struct onnx_tensor *t, struct err *e)
{
	if (f->wire == PB_BYTES)
		return pb_tensor_raw(r, &t->is, f, e);
	pb_tensor_numbers(r, &t->is, f, PB_NUMBERS_FIXED, f->wire == PB_FIXED64 ? 8 : 4);
	return 0;
}

static bool is_key(const struct cursor *key, const char *name)
{
	return key->len == strlen(name) && !memcmp(key->bytes, name, key->len);
}

static uint64_t decimal(const struct cursor *text, bool *broken)
{
	uint64_t n = 0;
	for (size_t i = 0; i < text->len; i++) {
		uint8_t digit = (uint8_t)(text->bytes[i] - '0');
		*broken |= digit > 9 || __builtin_mul_overflow(n, UINT64_C(10), &n) || __builtin_add_overflow(n, digit, &n);
	}
	*broken |= !text->len;
	return n;
}

/* One pair of what says where the bytes are. */
static void read_outside(struct reading *r, struct pb_field *entry, struct onnx_tensor *t)
{
	struct pb_pair pair;
	struct outside *o = &t->outside;
	o->is = true;
	if (!pb_body(r->stream, entry, TEXT_BYTES, &t->scratch) || !pb_pair(entry, &pair))
		return;
	if (is_key(&pair.key, "location"))
		o->part = reading_part(r, (const char *)pair.value.bytes, pair.value.len);
	else if (is_key(&pair.key, "offset"))
		o->start = decimal(&pair.value, &o->broken);
	else if (is_key(&pair.key, "length")) {
		o->len = decimal(&pair.value, &o->broken);
		o->has_len = true;
	}
}

/* One field of a tensor. */
static int read_tensor_field(struct reading *r, struct pb_field *f, struct onnx_tensor *t, struct err *e)
{
	switch (f->number) {
	case TENSOR_DIMS:
		read_dims(r, f, t);
		return 0;
	case TENSOR_TYPE:
		set_type(t, f->value);
		break;
	case TENSOR_NAME_FIELD:
		if (f->wire == PB_BYTES && pb_body(r->stream, f, TENSOR_NAME, &t->scratch)) {
			t->is.row.name = (const char *)f->body.bytes;
			t->is.row.name_len = f->len > TENSOR_NAME ? TENSOR_NAME : (size_t)f->len;
		}
		return 0;
	case TENSOR_RAW:
	case TENSOR_FLOATS:
	case TENSOR_DOUBLES:
		return read_floats(r, f, t, e);
	case TENSOR_INT32S: /* numbers of less than 32 bits as well; two of 4 bits in one */
		pb_tensor_numbers(r, &t->is, f, PB_NUMBERS_VARINT, (t->is.bits + 7) / 8);
		return 0;
	case TENSOR_INT64S:
	case TENSOR_UINT64S:
		pb_tensor_numbers(r, &t->is, f, PB_NUMBERS_VARINT, 8);
		return 0;
	case TENSOR_STRINGS:
		t->strings = true;
		break;
	case TENSOR_EXTERNAL:
		if (f->wire == PB_BYTES) {
			read_outside(r, f, t);
			return 0;
		}
		break;
	case TENSOR_LOCATION:
		t->outside.is |= f->value == 1;
		break;
	default:
		break;
	}
	if (f->wire == PB_BYTES)
		cursor_skip(r->stream, f->len);
	return 0;
}

/* Its bytes are in another file. */
static int finish_outside(struct reading *r, struct onnx_tensor *t, uint64_t at, struct err *e)
{
	struct outside *o = &t->outside;
	struct tensor *row = &t->is.row;
	uint64_t need;
	if (o->broken)
		return err_set(e, ERR_INPUT, "the tensor '%s' at byte %llu has an offset or a length that is no number",
			       weights_shown(r, row->name, row->name_len), (unsigned long long)at);
	if (!pb_tensor_need(&t->is, &need) || (t->is.bits && o->has_len && o->len != need))
		return pb_tensor_wrong_size(r, &t->is, at, e);
	row->part = o->part;
	row->start = o->start;
	row->len = o->has_len ? o->len : need;
	if (o->part == NO_TENSOR || !t->is.bits) {
		row->state = TENSOR_CLOSED;
		r->gap = t->is.bits ? "it does not say in which file of the model some of its tensors lie" : PB_UNKNOWN_TYPE;
	}
	return weights_add(r, row, e);
}

/* All of it is known. */
static int finish_tensor(struct reading *r, struct onnx_tensor *t, uint64_t at, struct err *e)
{
	if (t->outside.is && t->is.number == NO_TENSOR)
		return finish_outside(r, t, at, e);
	const char *odd = t->outside.is ? "a tensor in it stands in the file and outside of it at once"
			  : t->strings	? "it has tensors of strings"
					: NULL;
	return pb_tensor_finish(r, &t->is, odd, NULL, at, e);
}

/*
 * name: what it is called, or NULL: as it says itself, which also goes to own, if that is not NULL.
 */
static int read_tensor(struct reading *r, const struct pb_field *f, const char *name, struct buf *own, struct err *e)
{
	struct cursor *c = r->stream;
	struct onnx_tensor t = {.outside.part = NO_TENSOR};
	struct pb_field inner;
	int rc = 0;
	pb_tensor_init(&t.is);
	arena_init(&t.scratch);
	struct cursor_bounds b = cursor_narrow(c, f->len);
	while (rc == 0 && pb_head(c, &inner) == 1)
		rc = read_tensor_field(r, &inner, &t, e);
	if (own)
		buf_add(own, t.is.row.name, t.is.row.name_len);
	if (name) {
		t.is.row.name = name;
		t.is.row.name_len = strlen(name);
	}
	if (rc == 0 && cursor_ok(c))
		rc = finish_tensor(r, &t, f->start, e);
	pb_tensor_release(&t.is);
	arena_release(&t.scratch);
	cursor_widen(c, b);
	return rc;
}

/* Two tensors: the values, called like the sparse one, and where they stand in it. */
static int read_sparse(struct reading *r, const struct pb_field *f, const char *name, struct err *e)
{
	enum { SPARSE_VALUES = 1, SPARSE_INDICES = 2 };
	struct cursor *c = r->stream;
	struct pb_field inner;
	int rc = 0;
	BUF_AUTO struct buf called;
	buf_init(&called, 2 * TENSOR_NAME + 16);
	buf_add_str(&called, name ? name : "");
	struct cursor_bounds b = cursor_narrow(c, f->len);
	while (rc == 0 && pb_head(c, &inner) == 1) {
		if (inner.wire != PB_BYTES)
			continue;
		if (inner.number == SPARSE_VALUES) {
			rc = read_tensor(r, &inner, name, name ? NULL : &called, e);
		} else if (inner.number == SPARSE_INDICES) {
			buf_add_str(&called, "/indices");
			rc = read_tensor(r, &inner, buf_str(&called), NULL, e);
		} else {
			cursor_skip(c, inner.len);
		}
	}
	cursor_widen(c, b);
	return rc;
}

/* --- graphs ----------------------------------------------------------------------------------------------------------------- */

static int read_graph(struct reading *r, const struct pb_field *graph, unsigned depth, struct err *e);

/*
 * An attribute of a node: a tensor in it is called as what the node puts out when the attribute is its value (Constant, and its
 * like), else it has the attribute's name behind that.
 */
static int read_attribute(struct reading *r, const struct pb_field *attribute, const char *output, unsigned depth, struct err *e)
{
	enum { NAME = 1, TENSOR = 5, GRAPH = 6, TENSORS = 10, GRAPHS = 11, SPARSE = 22, SPARSES = 23 };
	struct cursor *c = r->stream;
	struct pb_field f;
	int rc = 0;
	ARENA_AUTO struct arena a;
	arena_init(&a);
	const char *name = output;
	struct cursor_bounds b = cursor_narrow(c, attribute->len);
	while (rc == 0 && pb_head(c, &f) == 1) {
		if (f.wire != PB_BYTES)
			continue;
		bool several = f.number == TENSORS || f.number == SPARSES;
		r->same_names |= several;
		if (f.number == NAME && pb_body(c, &f, TENSOR_NAME, &a)) {
			if (!is_key(&f.body, "value") && !is_key(&f.body, "sparse_value"))
				name = arena_printf(&a, "%s/%.*s", output, (int)f.body.len, (const char *)f.body.bytes);
		} else if (f.number == TENSOR || f.number == TENSORS) {
			rc = read_tensor(r, &f, name, NULL, e);
		} else if (f.number == SPARSE || f.number == SPARSES) {
			rc = read_sparse(r, &f, name, e);
		} else if (f.number == GRAPH || f.number == GRAPHS) {
			rc = read_graph(r, &f, depth + 1, e);
		} else {
			cursor_skip(c, f.number == NAME ? 0 : f.len);
		}
	}
	cursor_widen(c, b);
	return rc;
}

static int read_node(struct reading *r, const struct pb_field *node, unsigned depth, struct err *e)
{
	enum { OUTPUT = 2, ATTRIBUTE = 5 };
	struct cursor *c = r->stream;
	struct pb_field f;
	int rc = 0;
	ARENA_AUTO struct arena a;
	arena_init(&a);
	const char *output = NULL;
	struct cursor_bounds b = cursor_narrow(c, node->len);
	while (rc == 0 && pb_head(c, &f) == 1) {
		if (f.wire != PB_BYTES)
			continue;
		if (f.number == OUTPUT && !output) {
			if (pb_body(c, &f, TENSOR_NAME, &a))
				output = arena_strndup(&a, (const char *)f.body.bytes, f.body.len);
		} else if (f.number == ATTRIBUTE) {
			rc = read_attribute(r, &f, output ? output : "", depth, e);
		} else {
			cursor_skip(c, f.len);
		}
	}
	cursor_widen(c, b);
	return rc;
}

/* --- the model -------------------------------------------------------------------------------------------------------------- */

/* Initializers, and the tensors that stand in nodes. Loops and branches are graphs in nodes, in which names may be used again. */
static int read_graph(struct reading *r, const struct pb_field *graph, unsigned depth, struct err *e)
{
	enum { NODE = 1, INITIALIZER = 5, DOC_STRING = 10, SPARSE = 15, METADATA = 16 };
	struct cursor *c = r->stream;
	struct pb_field f;
	unsigned entries = 0;
	int rc = 0;
	if (depth > GRAPH_DEPTH)
		return err_set(e, ERR_LIMIT, "the graphs at byte %llu are nested too deeply", (unsigned long long)graph->start);
	r->same_names |= depth > 0;
	struct cursor_bounds b = cursor_narrow(c, graph->len);
	while (rc == 0 && pb_head(c, &f) == 1) {
		if (f.wire != PB_BYTES)
			continue;
		if (f.number == NODE)
			rc = read_node(r, &f, depth, e);
		else if (f.number == INITIALIZER)
			rc = read_tensor(r, &f, NULL, NULL, e);
		else if (f.number == SPARSE)
			rc = read_sparse(r, &f, NULL, e);
		else if (f.number == DOC_STRING && !depth)
			emit_text(r, &f, "description");
		else if (f.number == METADATA && !depth && entries++ < METADATA_ENTRIES)
			read_metadata(r, &f);
		else
			cursor_skip(c, f.len);
	}
	cursor_widen(c, b);
	return rc;
}

/* A function of the model's own: nodes, whose names are its own as well. */
static int read_function(struct reading *r, const struct pb_field *function, struct err *e)
{
	enum { NODE = 7 };
	struct cursor *c = r->stream;
	struct pb_field f;
	int rc = 0;
	r->same_names = true;
	struct cursor_bounds b = cursor_narrow(c, function->len);
	while (rc == 0 && pb_head(c, &f) == 1) {
		if (f.wire == PB_BYTES && f.number == NODE)
			rc = read_node(r, &f, 0, e);
		else if (f.wire == PB_BYTES)
			cursor_skip(c, f.len);
	}
	cursor_widen(c, b);
	return rc;
}

static int read_field(struct reading *r, struct pb_field *f, unsigned *entries, struct err *e)
{
	if (f->number == MODEL_IR_VERSION)
		r->detail = arena_printf(r->arena, "IR %llu", (unsigned long long)f->value);
	if (f->wire != PB_BYTES)
		return 0;
	if (f->number == MODEL_PRODUCER_NAME)
		emit_text(r, f, "producer");
	else if (f->number == MODEL_DOC_STRING)
		emit_text(r, f, "description");
	else if (f->number == MODEL_METADATA && (*entries)++ < METADATA_ENTRIES)
		read_metadata(r, f);
	else if (f->number == MODEL_GRAPH)
		return read_graph(r, f, 0, e);
	else if (f->number == MODEL_FUNCTIONS)
		return read_function(r, f, e);
	else
		cursor_skip(r->stream, f->len);
	return 0;
}

static int read(struct reading *r, struct err *e)
{
	struct cursor *c = r->stream, probe = reading_cursor(r);
	struct pb_field f;
	unsigned entries = 0, fields = 0;
	bool graph = false;
	int rc = 0;
	if (pb_next(&probe, &f) == 1 && !fits_schema(&f))
		return weights_misnamed("ONNX model", e);
	r->views = true;
	while (rc == 0 && pb_head(c, &f) == 1) {
		fields++;
		graph |= f.number == MODEL_GRAPH;
		rc = read_field(r, &f, &entries, e);
	}
	if (rc < 0)
		return rc;
	if (!fields && cursor_ok(c))
		return err_set(e, ERR_INPUT, "the ONNX model is damaged at byte 0: it has no field at all");
	if (!graph && cursor_ok(c))
		return err_set(e, ERR_INPUT, "the ONNX model ends at byte %llu, before its graph",
			       (unsigned long long)cursor_place(c));
	if (!tensors_count(r->tensors) && !r->gap)
		r->gap = "it has no tensors";
	return weights_finish(c, "ONNX model", e);
}

const struct reader reader_onnx = {
	.id = "onnx",
	.title = "ONNX model",
	.spec = "https://github.com/onnx/onnx/blob/main/docs/IR.md",
	.role = ROLE_WEIGHTS,
	.tensors = true,
	.bid = bid,
	.read = read,
};
