/* SPDX-License-Identifier: MIT */
/* TensorFlow graphs: their constants in every form that they are written in, and what is said of damaged ones. */
#include "building.h"

enum { ROUNDS = 1500, FLOAT = 1, INT8 = 6, STRING = 7, INT4 = 29 };
enum { CONTENT = 4, FLOATS = 5, INTS = 7, STRINGS = 8, HALVES = 13 };

static void put_dim(struct buf *tensor, uint64_t size)
{
	BUF_AUTO struct buf dim, shape;
	buf_init(&dim, CAP);
	buf_init(&shape, CAP);
	put_number_field(&dim, 1, size);
	put_message(&shape, 2, &dim);
	put_message(tensor, 2, &shape);
}

/* A node that holds the tensor, which is then empty. */
static void put_constant(struct buf *graph, unsigned number, const char *name, struct buf *tensor)
{
	BUF_AUTO struct buf node, attribute, value;
	buf_init(&node, CAP);
	buf_init(&attribute, CAP);
	buf_init(&value, CAP);
	put_text_field(&node, 1, name);
	put_text_field(&node, 2, "Const");
	put_text_field(&attribute, 1, "value");
	put_message(&value, 8, tensor);
	put_message(&attribute, 2, &value);
	put_message(&node, 5, &attribute);
	put_message(graph, number, &node);
}

static void put_tensor(struct buf *tensor, unsigned type, uint64_t dim, unsigned field, const char *bytes, size_t len)
{
	put_number_field(tensor, 1, type);
	put_dim(tensor, dim);
	if (field)
		put_field(tensor, field, bytes, len);
}

static void make_graph(struct buf *graph, unsigned nodes)
{
	BUF_AUTO struct buf t, versions;
	buf_init(&t, CAP);
	buf_init(&versions, CAP);
	put_tensor(&t, FLOAT, 2, CONTENT, "abcdefgh", 8);
	put_constant(graph, nodes, "raw", &t);
	put_tensor(&t, FLOAT, 3, FLOATS, "abcdefgh", 8);
	put_constant(graph, nodes, "filled", &t);
	put_tensor(&t, INT8, 4, INTS, "\1\2\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\xFF\1", 12);
	put_constant(graph, nodes, "numbers", &t);
	put_tensor(&t, STRING, 1, STRINGS, "word", 4);
	put_constant(graph, nodes, "words", &t);
	put_tensor(&t, FLOAT, 2, 0, NULL, 0);
	put_constant(graph, nodes, "zeros", &t);
	put_number_field(&versions, 1, 1286);
	put_message(graph, 4, &versions);
}

static void expect_constants(const struct outcome *o, const char *before)
{
	static const struct {
		const char *name, *dtype, *bytes;
		size_t len;
	} rows[] = {{"raw", "F32", "abcdefgh", 8},
		    {"filled", "F32", "abcdefghefgh", 12},
		    {"numbers", "I8", "\1\2\xFF\xFF", 4},
		    {"zeros", "F32", "\0\0\0\0\0\0\0\0", 8}};
	char name[64];
	assert_int_equal(o->rc, 0);
	assert_null(o->gap);
	for (uint32_t i = 0; i < 4; i++) {
		snprintf(name, sizeof name, "%s%s", before, rows[i].name);
		expect_row(o, i, name, rows[i].dtype, rows[i].bytes, rows[i].len);
	}
	assert_int_equal(tensors_count(o->tensors), 4);
}

static void constants_are_tensors(void **state)
{
	(void)state;
	BUF_AUTO struct buf graph;
	struct outcome o;
	buf_init(&graph, CAP);
	make_graph(&graph, 1);
	for (outcome_chunk = 1; outcome_chunk < 300; outcome_chunk += 37) {
		outcome_of(&o, weights_readers, "frozen.pb", graph.data, graph.len, (int64_t)graph.len);
		assert_string_equal(o.reader->id, "tensorflow");
		assert_string_equal(o.detail, "GraphDef, written by version 1286");
		expect_constants(&o, "");
		outcome_release(&o);
	}
	outcome_chunk = 1000;
	outcome_of(&o, weights_readers, "frozen.pb", graph.data, graph.len, -1);
	expect_constants(&o, "");
	outcome_release(&o);
	torment(weights_readers, "frozen.pb", graph.data, graph.len, ROUNDS);
}

/* In a function of the graph of a SavedModel. */
static void make_saved_model(struct buf *b)
{
	BUF_AUTO struct buf info, signature, function, library, graph, meta;
	struct buf *const all[] = {&info, &signature, &function, &library, &graph, &meta};
	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		buf_init(all[i], CAP);
	put_text_field(&info, 4, "serve");
	put_text_field(&info, 5, "2.19.0");
	put_message(&meta, 1, &info);
	put_text_field(&signature, 1, "inside");
	put_message(&function, 1, &signature);
	make_graph(&function, 3);
	put_message(&library, 1, &function);
	put_message(&graph, 2, &library);
	put_message(&meta, 2, &graph);
	put_number_field(b, 1, 1);
	put_message(b, 2, &meta);
}

static void those_of_a_saved_model_too(void **state)
{
	(void)state;
	BUF_AUTO struct buf b;
	struct outcome o;
	buf_init(&b, CAP);
	make_saved_model(&b);
	outcome_of(&o, weights_readers, "saved_model.pb", b.data, b.len, (int64_t)b.len);
	expect_constants(&o, "inside/");
	assert_string_equal(outcome_value(&o, "tag", 0), "serve");
	assert_string_equal(outcome_value(&o, "tensorflow_version", 0), "2.19.0");
	outcome_release(&o);
	torment(weights_readers, "saved_model.pb", b.data, b.len, ROUNDS);
	buf_clear(&b);
	buf_add(&b, "\x08\1\x12", 4); /* a graph of nothing */
	outcome_of(&o, weights_readers, "saved_model.pb", b.data, b.len, (int64_t)b.len);
	assert_string_equal(o.gap, "its tensors are variables, which lie in files beside it");
	outcome_release(&o);
}

enum damage {
	TOO_MANY_NUMBERS,
	TOO_FEW_BYTES,
	WRAPPING_SHAPE,
	NEGATIVE_DIM,
	REPEATED_TOO_OFTEN,
	UNKNOWN_TYPE,
	NUMBERS_OF_NO_TYPE,
	IN_TWO_PIECES,
	LIST_BEYOND_THE_END,
	DAMAGES,
};

static void put_damaged(struct buf *t, enum damage damage)
{
	static const char many[12];
	switch (damage) {
	case TOO_MANY_NUMBERS:
		put_tensor(t, FLOAT, 2, FLOATS, many, 12);
		break;
	case TOO_FEW_BYTES:
		put_tensor(t, FLOAT, 2, CONTENT, many, 4);
		break;
	case WRAPPING_SHAPE:
		put_tensor(t, FLOAT, UINT64_C(1) << 62, FLOATS, many, 4);
		break;
	case NEGATIVE_DIM:
		put_tensor(t, FLOAT, UINT64_MAX, FLOATS, many, 4);
		break;
	case REPEATED_TOO_OFTEN:
		put_tensor(t, FLOAT, UINT64_C(1) << 40, FLOATS, many, 4);
		break;
	case UNKNOWN_TYPE:
		put_tensor(t, INT4, 2, INTS, many, 2);
		break;
	case NUMBERS_OF_NO_TYPE:
		put_field(t, INTS, many, 2);
		put_tensor(t, INT8, 2, 0, NULL, 0);
		break;
	case IN_TWO_PIECES:
		put_tensor(t, FLOAT, 2, CONTENT, many, 4);
		put_field(t, CONTENT, many, 4);
		break;
	default:
		put_tensor(t, INT8, 3, INTS, "\1\2\x80", 3); /* the last number goes on */
	}
}

static void constants_that_lie(void **state)
{
	(void)state;
	static const struct {
		const char *said, *gap;
	} wanted[DAMAGES] = {
		[TOO_MANY_NUMBERS] = {"the tensor 'bad' at byte 27 has another number of bytes than its shape needs", NULL},
		[TOO_FEW_BYTES] = {"the tensor 'bad' at byte 27 has another number of bytes than its shape needs", NULL},
		[WRAPPING_SHAPE] = {"has another number of bytes than its shape needs", NULL},
		[NEGATIVE_DIM] = {"has another number of bytes than its shape needs", NULL},
		[REPEATED_TOO_OFTEN] = {"", "it has tensors of one number, repeated too often"},
		[UNKNOWN_TYPE] = {"", "it has tensors of a type that this program does not know"},
		[NUMBERS_OF_NO_TYPE] = {"", "a tensor in it stands in several pieces"},
		[IN_TWO_PIECES] = {"", "a tensor in it stands in several pieces"},
		[LIST_BEYOND_THE_END] = {"the TensorFlow graph is damaged at byte", NULL},
	};
	for (enum damage d = 0; d < DAMAGES; d++) {
		BUF_AUTO struct buf t, graph;
		struct outcome o;
		buf_init(&t, CAP);
		buf_init(&graph, CAP);
		put_damaged(&t, d);
		put_constant(&graph, 1, "bad", &t);
		const char *text = said(&o, "frozen.pb", &graph);
		if (!strstr(text, wanted[d].said) || (!*wanted[d].said && *text))
			fail_msg("damage %d: \"%s\"", d, text);
		if (wanted[d].gap)
			assert_string_equal(o.gap, wanted[d].gap);
		outcome_release(&o);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(constants_are_tensors),
		cmocka_unit_test(those_of_a_saved_model_too),
		cmocka_unit_test(constants_that_lie),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
