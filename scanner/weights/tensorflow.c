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

static int read(struct reading *r, struct err *e)
{
	struct cursor c = reading_cursor(r);
	if (is_graph(c)) {
		r->detail = "GraphDef";
		return 0;
	}
	if (!is_saved_model(c))
		return weights_misnamed("TensorFlow SavedModel", e);
	r->detail = "SavedModel";
	return 0;
}

const struct reader reader_tensorflow = {
	.id = "tensorflow",
	.title = "TensorFlow graph",
	.spec = "https://github.com/tensorflow/tensorflow/blob/master/tensorflow/core/protobuf/saved_model.proto",
	.role = ROLE_WEIGHTS,
	.bid = bid,
	.read = read,
};
