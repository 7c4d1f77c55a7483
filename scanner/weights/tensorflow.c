/* SPDX-License-Identifier: MIT */
/*
 * TensorFlow graphs: saved_model.pb (schema version, MetaGraphDefs) and frozen GraphDefs (a run of nodes, each a name and an
 * operation).
 */
#include "weights/protobuf.h"
#include "weights/weights.h"

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

/* MetaInfoDef: the tags, and the version of TensorFlow that wrote it. */
static void read_meta_info(struct reading *r, uint64_t len)
{
	enum { TAG = 4, VERSION = 5, MOST_TEXT = 4096 };
	struct cursor *c = r->stream;
	struct pb_field f;
	struct cursor_bounds b = cursor_narrow(c, len);
	while (pb_head(c, &f) == 1) {
		const char *key = f.number == TAG ? "tag" : f.number == VERSION ? "tensorflow_version" : NULL;
		if (f.wire != PB_BYTES)
			continue;
		if (!key)
			cursor_skip(c, f.len);
		else if (pb_body(c, &f, MOST_TEXT, r->arena))
			reading_meta(r, key, f.body.bytes, f.body.len, f.start, f.start + f.body.len, 0);
	}
	cursor_widen(c, b);
}

/* The graphs are stepped over but for what they say of themselves. */
static int read_saved_model(struct reading *r, struct err *e)
{
	enum { META_GRAPH = 2, META_INFO = 1 };
	struct cursor *c = r->stream;
	struct pb_field f, inner;
	r->detail = "SavedModel";
	r->gap = "its tensors are variables, which lie in files beside it";
	while (pb_head(c, &f) == 1) {
		if (f.wire != PB_BYTES)
			continue;
		struct cursor_bounds b = cursor_narrow(c, f.number == META_GRAPH ? f.len : 0);
		while (f.number == META_GRAPH && pb_head(c, &inner) == 1)
			if (inner.wire == PB_BYTES && inner.number == META_INFO)
				read_meta_info(r, inner.len);
			else if (inner.wire == PB_BYTES)
				cursor_skip(c, inner.len);
		cursor_widen(c, b);
		cursor_skip(c, f.number == META_GRAPH ? 0 : f.len);
	}
	return weights_finish(c, "SavedModel", e);
}

static int read(struct reading *r, struct err *e)
{
	struct cursor c = reading_cursor(r);
	if (is_graph(c)) {
		r->detail = "GraphDef";
		return 0;
	}
	if (!is_saved_model(c))
		return weights_misnamed("TensorFlow SavedModel", e);
	return read_saved_model(r, e);
}

const struct reader reader_tensorflow = {
	.id = "tensorflow",
	.title = "TensorFlow graph",
	.spec = "https://github.com/tensorflow/tensorflow/blob/master/tensorflow/core/protobuf/saved_model.proto",
	.role = ROLE_WEIGHTS,
	.bid = bid,
	.read = read,
};
