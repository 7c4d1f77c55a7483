/* SPDX-License-Identifier: MIT */
/*
 * TensorFlow graphs: saved_model.pb (schema version, MetaGraphDefs) and frozen GraphDefs.
 *
 *   SavedModel {1: schema version, 2: MetaGraphDef*}; MetaGraphDef {1: MetaInfoDef, 2: GraphDef}
 *   MetaInfoDef {1: version of the graph, 4: tag*, 5: version of TensorFlow}
 *   GraphDef {1: NodeDef*, 2: {1: FunctionDef*}, 4: {1: version of who wrote it}}; FunctionDef {1: {1: name}, 3: NodeDef*}
 *   NodeDef {1: name, 2: operation, 5: map of AttrValue*}; AttrValue {1: {8: TensorProto*}, 8: TensorProto}
 *   TensorProto {1: type, 2: shape, 4: the elements as they are, else a list of numbers by type: 5 to 7, 9 to 13, 16 to 18}
 *
 * A list of numbers that is too short is filled up with its last one. Tensors are the constants of a frozen graph, and of a SavedModel
 * what was frozen into it; its variables lie in a checkpoint beside (tensorflow_index.c). A constant is called as its node, in a function
 * with the function's name before that. Constants of strings (names of files, words of tables) are no weights.
 */
#include "weights/pb_tensor.h"
#include "weights/tensorflow_types.h"
#include "weights/weights.h"

#include <string.h>

enum { MOST_TEXT = 4096, MOST_SHAPE = 1 << 16 };

static bool is_saved_model(struct cursor c)
{
	struct pb_field version, graph;
	return pb_next(&c, &version) == 1 && version.number == 1 && version.wire == PB_VARINT && version.value <= 16 &&
	       pb_next(&c, &graph) == 1 && graph.number == 2 && graph.wire == PB_BYTES;
}

static bool is_graph(struct cursor c)
{
	struct pb_field node, name, operation;
	return pb_next(&c, &node) == 1 && node.number == 1 && node.wire == PB_BYTES && pb_next(&node.body, &name) == 1 &&
	       name.number == 1 && pb_is_whole(&name) && name.len && bytes_are_printable(name.body.bytes, name.body.len) &&
	       pb_next(&node.body, &operation) == 1 && operation.number == 2 && pb_is_whole(&operation) && operation.len &&
	       bytes_are_printable(operation.body.bytes, operation.body.len);
}

static unsigned bid(const struct probe *p)
{
	struct cursor c;
	if (!name_ends(p->base, ".pb"))
		return 0;
	cursor_init(&c, p->bytes, p->len, p->size);
	if (name_is(p->base, "saved_model.pb"))
		return is_saved_model(c) ? BID_BYTES(4) : bid_ending(p, ".pb");
	return is_graph(c) ? BID_BYTES(4) : 0;
}

/* --- constants ---------------------------------------------------------------------------------------------------------------- */

struct graph {
	struct reading *r;
	const char *function; /* that the nodes are of, or NULL */
	uint64_t repeats;     /* bytes that numbers may still be repeated for */
	uint64_t producer;    /* version of what wrote the graph; 0: not said */
};

static void read_type(struct pb_tensor *t, uint64_t *type, const struct pb_field *f)
{
	*type = f->value;
	t->row.dtype = tensorflow_dtype(f->value);
	t->bits = dtype_bits(t->row.dtype);
}

static bool is_no_number(uint64_t type)
{
	return type == TF_STRING || type == TF_RESOURCE || type == TF_VARIANT;
}

/* One field of a TensorProto but for its type. */
static int read_tensor_field(struct graph *g, struct pb_tensor *t, struct pb_field *f, struct arena *a, struct err *e)
{
	enum { SHAPE = 2, CONTENT = 4, FLOATS = 5, DOUBLES = 6, INTS = 7, FLOAT_PAIRS = 9, INT64S = 10, BOOLS = 11 };
	enum { DOUBLE_PAIRS = 12, HALVES = 13, UINT32S = 16, UINT64S = 17, FLOAT8S = 18 };
	static const struct {
		uint8_t width; /* bytes of a number; 0: of an element of the tensor */
		enum pb_numbers how;
	} lists[] = {
		[FLOATS] = {4, PB_NUMBERS_FIXED},	[DOUBLES] = {8, PB_NUMBERS_FIXED}, [INTS] = {0, PB_NUMBERS_VARINT},
		[FLOAT_PAIRS] = {4, PB_NUMBERS_FIXED},	[INT64S] = {8, PB_NUMBERS_VARINT}, [BOOLS] = {1, PB_NUMBERS_VARINT},
		[DOUBLE_PAIRS] = {8, PB_NUMBERS_FIXED}, [HALVES] = {2, PB_NUMBERS_VARINT}, [UINT32S] = {4, PB_NUMBERS_VARINT},
		[UINT64S] = {8, PB_NUMBERS_VARINT},	[FLOAT8S] = {1, PB_NUMBERS_FIXED},
	};
	struct reading *r = g->r;
	if (f->number == SHAPE && f->wire == PB_BYTES) {
		if (pb_body(r->stream, f, MOST_SHAPE, a) && !tensorflow_shape(f->body, &t->row))
			return err_set(e, ERR_INPUT, "the shape at byte %llu is none", (unsigned long long)f->start);
	} else if (f->number == CONTENT && f->wire == PB_BYTES) {
		return pb_tensor_raw(r, t, f, e);
	} else if (f->number < sizeof lists / sizeof *lists && (f->number == INTS || lists[f->number].width)) {
		unsigned width = lists[f->number].width ? lists[f->number].width : t->bits / 8;
		pb_tensor_numbers(r, t, f, lists[f->number].how, width);
	} else if (f->wire == PB_BYTES) {
		cursor_skip(r->stream, f->len);
	}
	return 0;
}

static int read_tensor(struct graph *g, const struct pb_field *tensor, const char *name, struct err *e)
{
	enum { TYPE = 1 };
	struct cursor *c = g->r->stream;
	PB_TENSOR_AUTO struct pb_tensor t;
	ARENA_AUTO struct arena a;
	struct pb_field f;
	uint64_t type = 0;
	int rc = 0;
	arena_init(&a);
	pb_tensor_init(&t);
	t.row.name = name;
	t.row.name_len = strlen(name);
	struct cursor_bounds b = cursor_narrow(c, tensor->len);
	while (rc == 0 && pb_head(c, &f) == 1) {
		if (f.number == TYPE && f.wire == PB_VARINT)
			read_type(&t, &type, &f);
		else if (!is_no_number(type))
			rc = read_tensor_field(g, &t, &f, &a, e);
		else if (f.wire == PB_BYTES)
			cursor_skip(c, f.len);
	}
	if (rc == 0 && cursor_ok(c) && (!is_no_number(type) || t.number != NO_TENSOR))
		rc = pb_tensor_finish(g->r, &t, NULL, &g->repeats, tensor->start, e);
	cursor_widen(c, b);
	return rc;
}

/* --- graphs ------------------------------------------------------------------------------------------------------------------- */

/* Given a field of PB_BYTES, which it steps over. */
typedef int (*take_field)(struct graph *g, struct pb_field *f, void *ctx, struct err *e);

/* Up to where the cursor ends. */
static int walk_rest(struct graph *g, take_field take, void *ctx, struct err *e)
{
	struct pb_field f;
	int rc = 0;
	while (rc == 0 && pb_head(g->r->stream, &f) == 1)
		if (f.wire == PB_BYTES)
			rc = take(g, &f, ctx, e);
	return rc;
}

static int walk(struct graph *g, const struct pb_field *message, take_field take, void *ctx, struct err *e)
{
	struct cursor_bounds b = cursor_narrow(g->r->stream, message->len);
	int rc = walk_rest(g, take, ctx, e);
	cursor_widen(g->r->stream, b);
	return rc;
}

static int pass_over(struct graph *g, const struct pb_field *f)
{
	cursor_skip(g->r->stream, f->len);
	return 0;
}

struct node {
	struct arena arena;
	const char *name, *attribute; /* attribute: the key at hand */
};

static const char *text_of(struct graph *g, struct pb_field *f, struct arena *a)
{
	return pb_body(g->r->stream, f, TENSOR_NAME, a) ? arena_strndup(a, (const char *)f->body.bytes, f->body.len) : NULL;
}

/* AttrValue, or the list in one. */
static int take_value(struct graph *g, struct pb_field *f, void *ctx, struct err *e)
{
	enum { LIST = 1, TENSOR = 8 };
	struct node *n = ctx;
	if (f->number == LIST) {
		g->r->same_names = true; /* tensors of a list have one name */
		return walk(g, f, take_value, ctx, e);
	}
	if (f->number != TENSOR)
		return pass_over(g, f);
	bool plain = !n->attribute || !strcmp(n->attribute, "value");
	const char *name = arena_printf(&n->arena, "%s%s%s%s%s", g->function ? g->function : "", g->function ? "/" : "",
					n->name ? n->name : "", plain ? "" : "/", plain ? "" : n->attribute);
	return read_tensor(g, f, name, e);
}

static int take_attribute(struct graph *g, struct pb_field *f, void *ctx, struct err *e)
{
	enum { KEY = 1, VALUE = 2 };
	struct node *n = ctx;
	if (f->number == KEY)
		n->attribute = text_of(g, f, &n->arena);
	else if (f->number == VALUE)
		return walk(g, f, take_value, n, e);
	else
		return pass_over(g, f);
	return 0;
}

static int take_node_field(struct graph *g, struct pb_field *f, void *ctx, struct err *e)
{
	enum { NAME = 1, ATTRIBUTES = 5 };
	struct node *n = ctx;
	if (f->number == NAME)
		n->name = text_of(g, f, &n->arena);
	else if (f->number == ATTRIBUTES)
		return walk(g, f, take_attribute, n, e);
	else
		return pass_over(g, f);
	return 0;
}

static int read_node(struct graph *g, const struct pb_field *node, struct err *e)
{
	struct node n = {0};
	arena_init(&n.arena);
	int rc = walk(g, node, take_node_field, &n, e);
	arena_release(&n.arena);
	return rc;
}

/* OpDef: of a function its name is of interest. ctx: the arena that holds it. */
static int take_signature(struct graph *g, struct pb_field *f, void *ctx, struct err *e)
{
	(void)e;
	if (f->number != 1)
		return pass_over(g, f);
	g->function = text_of(g, f, ctx);
	return 0;
}

static int take_function_field(struct graph *g, struct pb_field *f, void *ctx, struct err *e)
{
	enum { SIGNATURE = 1, NODES = 3 };
	if (f->number == SIGNATURE)
		return walk(g, f, take_signature, ctx, e);
	return f->number == NODES ? read_node(g, f, e) : pass_over(g, f);
}

static int take_function(struct graph *g, struct pb_field *f, void *ctx, struct err *e)
{
	(void)ctx;
	if (f->number != 1)
		return pass_over(g, f);
	struct arena a;
	arena_init(&a);
	g->function = "";
	int rc = walk(g, f, take_function_field, &a, e);
	g->function = NULL;
	arena_release(&a);
	return rc;
}

/* VersionDef */
static int read_versions(struct graph *g, struct pb_field *versions)
{
	struct cursor *c = g->r->stream;
	struct pb_field f;
	struct cursor_bounds b = cursor_narrow(c, versions->len);
	while (pb_head(c, &f) == 1)
		if (f.wire == PB_BYTES)
			cursor_skip(c, f.len);
		else if (f.number == 1)
			g->producer = f.value;
	cursor_widen(c, b);
	return 0;
}

static int take_graph_field(struct graph *g, struct pb_field *f, void *ctx, struct err *e)
{
	enum { NODES = 1, LIBRARY = 2, VERSIONS = 4 };
	(void)ctx;
	switch (f->number) {
	case NODES:
		return read_node(g, f, e);
	case LIBRARY:
		return walk(g, f, take_function, NULL, e);
	case VERSIONS:
		return read_versions(g, f);
	default:
		return pass_over(g, f);
	}
}

/* --- what wraps them ---------------------------------------------------------------------------------------------------------- */

static int take_meta_info(struct graph *g, struct pb_field *f, void *ctx, struct err *e)
{
	enum { GRAPH_VERSION = 1, TAG = 4, VERSION = 5 };
	static const char *const keys[] = {[GRAPH_VERSION] = "version", [TAG] = "tag", [VERSION] = "tensorflow_version"};
	(void)ctx, (void)e;
	const char *key = f->number < sizeof keys / sizeof *keys ? keys[f->number] : NULL;
	if (!key)
		return pass_over(g, f);
	if (pb_body(g->r->stream, f, MOST_TEXT, g->r->arena))
		reading_meta(g->r, key, f->body.bytes, f->body.len, f->start, f->start + f->body.len, 0);
	return 0;
}

static int take_meta_graph(struct graph *g, struct pb_field *f, void *ctx, struct err *e)
{
	enum { META_INFO = 1, GRAPH = 2 };
	if (f->number == META_INFO)
		return walk(g, f, take_meta_info, ctx, e);
	return f->number == GRAPH ? walk(g, f, take_graph_field, ctx, e) : pass_over(g, f);
}

static int take_saved_model(struct graph *g, struct pb_field *f, void *ctx, struct err *e)
{
	enum { META_GRAPH = 2 };
	return f->number == META_GRAPH ? walk(g, f, take_meta_graph, ctx, e) : pass_over(g, f);
}

static int read(struct reading *r, struct err *e)
{
	struct cursor c = reading_cursor(r);
	bool frozen = is_graph(c);
	if (!frozen && !is_saved_model(c))
		return weights_misnamed("TensorFlow SavedModel", e);
	struct graph g = {.r = r, .repeats = PB_REPEATS};
	r->detail = frozen ? "GraphDef" : "SavedModel";
	r->same_names = !frozen; /* each of its graphs has names of its own */
	if (walk_rest(&g, frozen ? take_graph_field : take_saved_model, NULL, e) < 0)
		return -1;
	if (g.producer)
		r->detail = arena_printf(r->arena, "%s, written by version %llu", r->detail, (unsigned long long)g.producer);
	if (!tensors_count(r->tensors) && !r->gap)
		r->gap = frozen ? "it has no tensors" : "its tensors are variables, which lie in files beside it";
	return weights_finish(r->stream, frozen ? "TensorFlow graph" : "SavedModel", e);
}

const struct reader reader_tensorflow = {
	.id = "tensorflow",
	.title = "TensorFlow graph",
	.spec = "https://github.com/tensorflow/tensorflow/blob/master/tensorflow/core/framework/graph.proto",
	.role = ROLE_WEIGHTS,
	.tensors = true,
	.bid = bid,
	.read = read,
};
