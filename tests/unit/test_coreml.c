/* SPDX-License-Identifier: MIT */
/* Core ML models that hold their weights themselves: layers, quantized ones, trees, vectors; and damaged ones. */
#include "building.h"

enum { ROUNDS = 1500, CONVOLUTION = 100, INNER_PRODUCT = 140, BRANCH = 605 };
enum { LINEAR_MODEL = 300, TREES = 302, SPARSE_VECTORS = 301, NETWORK = 500, WORD_TAGGER = 2001 };
enum { FLOATS = 1, HALVES = 2, RAW = 30, RAW_INT8 = 31, QUANTIZATION = 40 };

static void put_double(struct buf *b, unsigned number, double value)
{
	put_varint(b, number << 3 | PB_FIXED64);
	buf_add(b, &value, sizeof value);
}

/* A layer of a network: its parameters, which are then empty. */
static void put_layer(struct buf *network, const char *name, unsigned kind, struct buf *params)
{
	BUF_AUTO struct buf layer;
	buf_init(&layer, CAP);
	put_text_field(&layer, 1, name);
	put_message(&layer, kind, params);
	put_message(network, 1, &layer);
}

static void put_weights(struct buf *params, unsigned number, unsigned kind, const char *bytes, size_t len, unsigned bits)
{
	BUF_AUTO struct buf weights, quantization, linear;
	buf_init(&weights, CAP);
	buf_init(&quantization, CAP);
	buf_init(&linear, CAP);
	put_field(&weights, kind, bytes, len);
	if (bits) {
		put_field(&linear, 1, "scal", 4);
		put_number_field(&quantization, 1, bits);
		put_message(&quantization, 101, &linear);
		put_message(&weights, QUANTIZATION, &quantization);
	}
	put_message(params, number, &weights);
}

static void make_model(struct buf *b, unsigned kind, struct buf *model)
{
	put_number_field(b, 1, 4);
	put_text_field(b, 2, "");
	put_message(b, kind, model);
}

static void make_network(struct buf *network)
{
	BUF_AUTO struct buf params, inner;
	buf_init(&params, CAP);
	buf_init(&inner, CAP);
	put_number_field(&params, 1, 2);   /* channels out */
	put_number_field(&params, 2, 1);   /* and in */
	put_field(&params, 20, "\1\2", 2); /* the kernel */
	put_weights(&params, 90, FLOATS, "abcdefghijklmnop", 16, 0);
	put_weights(&params, 91, HALVES, "abcd", 4, 0);
	put_layer(network, "conv", CONVOLUTION, &params);
	put_number_field(&params, 1, 2);
	put_number_field(&params, 2, 1);
	put_number_field(&params, 60, 1); /* the other way round */
	put_weights(&params, 90, FLOATS, "abcdefgh", 8, 0);
	put_layer(network, "turned", CONVOLUTION, &params);
	put_number_field(&params, 1, 3);
	put_number_field(&params, 2, 1);
	put_weights(&params, 20, RAW, "ab", 2, 4); /* three numbers of four bits */
	put_weights(&params, 21, RAW_INT8, "c", 1, 0);
	put_layer(network, "fc", INNER_PRODUCT, &params);
	put_weights(&params, 20, FLOATS, "abcd", 4, 0);
	put_layer(&inner, "within", INNER_PRODUCT, &params);
	put_message(&params, 1, &inner);
	put_layer(network, "branch", BRANCH, &params);
}

static void expect_shape(const struct outcome *o, uint32_t i, const char *wanted)
{
	struct tensor row;
	char shape[256] = "";
	tensors_get(o->tensors, i, &row, NULL);
	for (unsigned d = 0; d < row.rank; d++)
		snprintf(shape + strlen(shape), sizeof shape - strlen(shape), "%s%llu", d ? "," : "",
			 (unsigned long long)row.shape[d]);
	assert_string_equal(shape, wanted);
}

static void layers_have_weights(void **state)
{
	(void)state;
	static const struct {
		const char *name, *dtype, *shape, *bytes;
	} rows[] = {
		{"conv/weights", "F32", "2,1,1,2", "abcdefghijklmnop"},
		{"conv/bias", "F16", "2", "abcd"},
		{"turned/weights", "F32", "2", "abcdefgh"},
		{"fc/weights/scale", "F32", "1", "scal"},
		{"fc/weights", "U4", "1,3", "ab"},
		{"fc/bias", "I8", "1", "c"},
		{"within/weights", "F32", "1", "abcd"},
	};
	BUF_AUTO struct buf b, network;
	struct outcome o;
	buf_init(&b, CAP);
	buf_init(&network, CAP);
	make_network(&network);
	make_model(&b, NETWORK, &network);
	for (outcome_chunk = 1; outcome_chunk < 300; outcome_chunk += 37) {
		outcome_of(&o, weights_readers, "n.mlmodel", b.data, b.len, (int64_t)b.len);
		assert_int_equal(o.rc, 0);
		assert_null(o.gap);
		uint32_t seen[sizeof rows / sizeof *rows] = {0};
		assert_int_equal(tensors_count(o.tensors), sizeof rows / sizeof *rows);
		for (uint32_t i = 0; i < tensors_count(o.tensors); i++) { /* a row begins where its bytes are */
			size_t len, k = 0;
			const char *name = tensors_name(o.tensors, i, &len);
			while (k < sizeof rows / sizeof *rows && (strlen(rows[k].name) != len || memcmp(rows[k].name, name, len)))
				k++;
			assert_true(k < sizeof rows / sizeof *rows && !seen[k]++);
			expect_row(&o, i, rows[k].name, rows[k].dtype, rows[k].bytes, strlen(rows[k].bytes));
			expect_shape(&o, i, rows[k].shape);
		}
		outcome_release(&o);
	}
	outcome_chunk = 1000;
	torment(weights_readers, "n.mlmodel", b.data, b.len, ROUNDS);
}

static void put_tree_node(struct buf *trees, bool leaf, double threshold, const double *values, size_t n)
{
	BUF_AUTO struct buf node, value;
	buf_init(&node, CAP);
	buf_init(&value, CAP);
	put_number_field(&node, 3, leaf ? 6 : 1);
	if (threshold != 0)
		put_double(&node, 11, threshold);
	for (size_t i = 0; i < n; i++) {
		put_number_field(&value, 1, i);
		put_double(&value, 2, values[i]);
		put_message(&node, 20, &value);
	}
	put_message(trees, 1, &node);
}

static void trees_have_thresholds_and_leaves(void **state)
{
	(void)state;
	static const double thresholds[] = {0.5, 0}, values[] = {1, -1, 2};
	BUF_AUTO struct buf b, trees, model;
	struct outcome o;
	buf_init(&b, CAP);
	buf_init(&trees, CAP);
	buf_init(&model, CAP);
	put_tree_node(&trees, false, 0.5, NULL, 0);
	put_tree_node(&trees, true, 0, values, 2);
	put_tree_node(&trees, false, 0, NULL, 0);
	put_tree_node(&trees, true, 0, values + 2, 1);
	put_message(&model, 1, &trees);
	make_model(&b, TREES, &model);
	outcome_of(&o, weights_readers, "t.mlmodel", b.data, b.len, (int64_t)b.len);
	assert_int_equal(o.rc, 0);
	expect_row(&o, 0, "branchFeatureValue", "F64", thresholds, sizeof thresholds);
	expect_row(&o, 1, "evaluationValue", "F64", values, sizeof values);
	assert_string_equal(o.gap, "which node of its trees follows which is no tensor");
	outcome_release(&o);
	torment(weights_readers, "t.mlmodel", b.data, b.len, ROUNDS);
}

static void make_linear(struct buf *b)
{
	static const double row[] = {1, 2, 3};
	BUF_AUTO struct buf array, model;
	buf_init(&array, CAP);
	buf_init(&model, CAP);
	put_field(&array, 1, row, sizeof row);
	put_message(&model, 1, &array);
	put_field(&model, 2, row, 8);
	make_model(b, LINEAR_MODEL, &model);
}

static void vectors_are_tensors(void **state)
{
	(void)state;
	static const double row[] = {1, 2, 3};
	BUF_AUTO struct buf b;
	struct outcome o;
	buf_init(&b, CAP);
	make_linear(&b);
	outcome_of(&o, weights_readers, "g.mlmodel", b.data, b.len, (int64_t)b.len);
	assert_int_equal(o.rc, 0);
	expect_row(&o, 0, "weights", "F64", row, sizeof row);
	expect_row(&o, 1, "offset", "F64", row, 8);
	outcome_release(&o);
}

enum damage {
	HALF_A_FLOAT,
	HALF_A_HALF,
	SEVEN_OF_EIGHT,
	NO_SUCH_BITS,
	TWO_KINDS,
	ENDS_INSIDE,
	TOO_DEEP,
	ONE_BY_ONE,
	SPARSE,
	OF_ANOTHER_KIND,
	DAMAGES,
};

static void put_damaged_weights(struct buf *network, enum damage damage)
{
	BUF_AUTO struct buf params;
	buf_init(&params, CAP);
	if (damage == TWO_KINDS) {
		BUF_AUTO struct buf weights;
		buf_init(&weights, CAP);
		put_field(&weights, FLOATS, "abcd", 4);
		put_field(&weights, RAW, "abcd", 4);
		put_message(&params, 20, &weights);
	} else if (damage == NO_SUCH_BITS) {
		put_weights(&params, 20, RAW, "abcd", 4, 99);
	} else if (damage == ENDS_INSIDE) {
		buf_add(&params, "\xA2\1\4\x0A\x40xy", 7);
	} else {
		put_weights(&params, 20,
			    damage == HALF_A_FLOAT  ? FLOATS
			    : damage == HALF_A_HALF ? HALVES
						    : RAW,
			    "abcdefg", damage == HALF_A_HALF ? 3 : 7, damage == SEVEN_OF_EIGHT ? 7 : 0);
	}
	put_layer(network, "bad", INNER_PRODUCT, &params);
}

static void nest(struct buf *network, unsigned depth)
{
	BUF_AUTO struct buf params;
	buf_init(&params, CAP);
	if (!depth)
		return;
	BUF_AUTO struct buf inner;
	buf_init(&inner, CAP);
	nest(&inner, depth - 1);
	put_message(&params, 1, &inner);
	put_layer(network, "b", BRANCH, &params);
}

static void make_damaged(struct buf *b, enum damage damage)
{
	BUF_AUTO struct buf model;
	buf_init(&model, CAP);
	unsigned kind = NETWORK;
	if (damage == TOO_DEEP) {
		nest(&model, 40);
	} else if (damage == ONE_BY_ONE) {
		kind = LINEAR_MODEL;
		put_double(&model, 2, 1);
	} else if (damage == SPARSE) {
		kind = SPARSE_VECTORS;
		put_text_field(&model, 2, "vectors");
	} else if (damage == OF_ANOTHER_KIND) {
		kind = WORD_TAGGER;
		put_text_field(&model, 100, "words");
	} else {
		put_damaged_weights(&model, damage);
	}
	make_model(b, kind, &model);
}

static void models_that_lie(void **state)
{
	(void)state;
	static const struct {
		const char *said, *gap;
	} wanted[DAMAGES] = {
		[HALF_A_FLOAT] = {"the tensor 'bad/weights' at byte 20 has another number of bytes than its shape needs", NULL},
		[HALF_A_HALF] = {"the tensor 'bad/weights' at byte 20 has another number of bytes than its shape needs", NULL},
		[SEVEN_OF_EIGHT] = {"", NULL},
		[NO_SUCH_BITS] = {"", "it has tensors of a type that this program does not know"},
		[TWO_KINDS] = {"", "a tensor in it stands in several pieces"},
		[ENDS_INSIDE] = {"the Core ML model is damaged at byte", NULL},
		[TOO_DEEP] = {"are nested too deeply", NULL},
		[ONE_BY_ONE] = {"", "it has a list of numbers that are written one by one"},
		[SPARSE] = {"", "it has numbers that are not told apart"},
		[OF_ANOTHER_KIND] =
			{"", "its weights stand in the model itself, which is of a kind whose weights are not told apart"},
	};
	for (enum damage d = 0; d < DAMAGES; d++) {
		BUF_AUTO struct buf b;
		struct outcome o;
		buf_init(&b, CAP);
		make_damaged(&b, d);
		const char *text = said(&o, "x.mlmodel", &b);
		if (!strstr(text, wanted[d].said) || (!*wanted[d].said && *text))
			fail_msg("damage %d: \"%s\"", d, text);
		if (wanted[d].gap && (!o.gap || strcmp(o.gap, wanted[d].gap) != 0))
			fail_msg("damage %d: \"%s\"", d, o.gap ? o.gap : "no gap");
		outcome_release(&o);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(layers_have_weights),
		cmocka_unit_test(trees_have_thresholds_and_leaves),
		cmocka_unit_test(vectors_are_tensors),
		cmocka_unit_test(models_that_lie),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
