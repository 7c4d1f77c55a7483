/* SPDX-License-Identifier: MIT */
/* Zarr arrays and the nodes of an OCDBT store: what they say, and what is said of damaged ones. */
#include "base/json.h"
#include "building.h"
#include "weights/zarr_array.h"

enum { ROUNDS = 1500 };
#define DATA_FILE "ck/d/0123456789abcdef0123456789abcdef"

static const char plain[] =
	"{\"chunks\":[2,3],\"compressor\":null,\"dtype\":\"<f4\",\"filters\":null,\"order\":\"C\",\"shape\":[2,3],"
	"\"zarr_format\":2}";

static void descriptions_are_read(void **state)
{
	(void)state;
	static const struct {
		const char *json, *dtype, *packing;
		uint64_t len;
		bool one, open;
		uint8_t swap;
	} cases[] = {
		{plain, "F32", NULL, 24, true, true, 0},
		{"{\"chunks\":[1,3],\"compressor\":null,\"dtype\":\">i2\",\"shape\":[2,3],\"zarr_format\":2}", "I16", NULL, 12,
		 false, false, 2},
		{"{\"chunks\":[],\"compressor\":{\"id\":\"zstd\"},\"dtype\":\"bfloat16\",\"shape\":[],\"zarr_format\":2}", "BF16",
		 "zstd", 2, true, false, 0},
		{"{\"chunks\":[1],\"dtype\":[[\"a\",\"<f4\"]],\"shape\":[1],\"zarr_format\":2}", "?", NULL, 0, true, false, 0},
		{"{\"zarr_format\":3,\"node_type\":\"array\",\"shape\":[4],\"data_type\":\"float64\",\"codecs\":[{\"name\":"
		 "\"bytes\","
		 "\"configuration\":{\"endian\":\"big\"}}],\"chunk_grid\":{\"configuration\":{\"chunk_shape\":[4]}}}",
		 "F64", NULL, 32, true, true, 8},
		{"{\"zarr_format\":3,\"shape\":[4],\"data_type\":\"int8\",\"codecs\":[{\"name\":\"sharding_indexed\"}],\"chunk_"
		 "grid\":{"
		 "\"configuration\":{\"chunk_shape\":[4]}}}",
		 "I8", "sharding_indexed", 4, true, false, 0},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct arena a;
		arena_init(&a);
		struct reading r = {.arena = &a};
		struct zarr_array z;
		const struct yaml *root;
		struct err e;
		assert_int_equal(json_parse(cases[i].json, strlen(cases[i].json), &a, &root, &e), 0);
		if (zarr_array_read(&r, root, &z, &e) != 1)
			fail_msg("case %zu: %s", i, e.text);
		assert_string_equal(z.row.dtype, cases[i].dtype);
		if (cases[i].packing)
			assert_string_equal(z.packing, cases[i].packing);
		else
			assert_null(z.packing);
		if (cases[i].len)
			assert_int_equal(z.row.len, cases[i].len);
		assert_true(z.one == cases[i].one && (z.row.state == TENSOR_OPEN) == cases[i].open &&
			    z.row.swap == cases[i].swap);
		arena_release(&a);
	}
}

static void attributes_are_claims(void **state)
{
	(void)state;
	static const char group[] =
		"{\"zarr_format\":3,\"node_type\":\"group\",\"attributes\":{\"license\":\"Our Own\",\"n\":1}}";
	static const char attributes[] = "{\"author\":\"A. N\", \"license\":[\"x\"]}";
	struct outcome o;
	outcome_of(&o, weights_readers, "ck/zarr.json", group, sizeof group - 1, sizeof group - 1);
	assert_string_equal(outcome_value(&o, "license", 0), "Our Own");
	outcome_release(&o);
	outcome_of(&o, weights_readers, "ck/w/.zattrs", attributes, sizeof attributes - 1, -1);
	assert_int_equal(o.rc, 0);
	assert_string_equal(outcome_value(&o, "author", 0), "A. N");
	assert_null(outcome_fact(&o, "license", 0));
	outcome_release(&o);
}

static void descriptions_that_lie(void **state)
{
	(void)state;
	static const struct {
		const char *json, *said;
	} cases[] = {
		{"{\"zarr_format\":2,", "line 1"},
		{"{\"zarr_format\":7}", "there is no version '7' of Zarr"},
		{"{\"shape\":[2]}", "there is no version '' of Zarr"},
		{"{\"zarr_format\":2,\"shape\":[-1]}", "says no shape"},
		{"{\"zarr_format\":2,\"shape\":[18446744073709551615,8],\"dtype\":\"<i8\"}", ""},
		{"{\"zarr_format\":3,\"shape\":[4294967296,4294967296,2],\"data_type\":\"int64\"}",
		 "more bytes than there can be"},
		{"{\"zarr_format\":3,\"node_type\":\"group\"}", ""},
	};
	BUF_AUTO struct buf b;
	buf_init(&b, CAP);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		buf_clear(&b);
		buf_add_str(&b, cases[i].json);
		expect_said("w/.zarray", &b, cases[i].said, cases[i].json);
	}
	buf_clear(&b);
	buf_add_str(&b, plain);
	torment(weights_readers, "w/.zarray", b.data, b.len, ROUNDS);
}

/* A leaf with two keys: a description and, elsewhere, a piece. */
static void put_leaf(struct buf *b, const char *json, uint8_t shared)
{
	static const char key[] = "params.w/.zarray";
	buf_add(b, "\0\1\3\2d/x", 7); /* height, one file: length, folder, name */
	put_varint(b, 2);	      /* entries */
	put_varint(b, shared);
	put_varint(b, sizeof key - 1);
	put_varint(b, 3);
	buf_add_str(b, key);
	buf_add_str(b, "0.0");
	put_varint(b, strlen(json));
	put_varint(b, 99);
	buf_add(b, "\0\1\0\7", 4); /* kinds; file and offset of the second */
	buf_add_str(b, json);
}

static void put_node(struct buf *b, struct buf *body, uint64_t lie, unsigned packing)
{
	buf_add(b, "\x0C\xDB\x20\xDE", 4);
	put(b, 4 + 8 + 2 + body->len + 4 + lie, 8, false);
	buf_add_char(b, 0);
	buf_add_char(b, (char)packing);
	buf_add(b, buf_str(body), body->len);
	put_zeros(b, 4);
	buf_clear(body);
}

static void leaves_say_which_arrays_there_are(void **state)
{
	(void)state;
	BUF_AUTO struct buf b, body;
	struct outcome o;
	buf_init(&b, CAP);
	buf_init(&body, CAP);
	put_leaf(&body, plain, 9);
	put_node(&b, &body, 0, 0);
	put_leaf(&body, plain, 9);
	put_node(&b, &body, 0, 0);
	buf_add_str(&b, "pieces of arrays");
	for (outcome_chunk = 1; outcome_chunk < 300; outcome_chunk += 37) {
		outcome_of(&o, weights_readers, DATA_FILE, b.data, b.len, (int64_t)b.len);
		assert_string_equal(o.reader->id, "ocdbt");
		if (o.rc < 0)
			fail_msg("%s", o.err.text);
		assert_int_equal(tensors_count(o.tensors), 2);
		struct tensor row;
		tensors_get(o.tensors, 0, &row, NULL);
		assert_int_equal(row.name_len, strlen("params.w"));
		assert_memory_equal(row.name, "params.w", row.name_len);
		assert_string_equal(row.dtype, "F32");
		assert_true(row.rank == 2 && row.shape[1] == 3 && row.state == TENSOR_CLOSED);
		assert_string_equal(o.gap, "the elements of its arrays are pieces in a store, which are not read");
		outcome_release(&o);
	}
	outcome_chunk = 1000;
	torment(weights_readers, DATA_FILE, b.data, b.len, ROUNDS);
	outcome_of(&o, weights_readers, "ck/ocdbt.process_0/d/0123456789abcdef0123456789abcdef", b.data, b.len, (int64_t)b.len);
	assert_int_equal(tensors_count(o.tensors), 0);
	outcome_release(&o);
}

static void nodes_that_lie(void **state)
{
	(void)state;
	static const struct {
		const char *json, *said;
		uint64_t lie;
		uint8_t shared, packing;
	} cases[] = {
		{plain, "the node of the store at byte 0 is damaged: its header is impossible", 100, 9, 0},
		{plain, "the node of the store at byte 0 is damaged: its header is impossible", 0, 9, 2},
		{plain, "the node of the store at byte 0: it is not packed as it says", 0, 9, 1},
		{plain, "the node of the store at byte 0 is damaged: a key of it is impossible", 0, 99, 0},
		{"{\"zarr_format\":9}", "the array 'params.w': there is no version '9' of Zarr", 0, 9, 0},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		BUF_AUTO struct buf b, body;
		buf_init(&b, CAP);
		buf_init(&body, CAP);
		put_leaf(&body, cases[i].json, cases[i].shared);
		put_node(&b, &body, cases[i].lie, cases[i].packing);
		expect_said(DATA_FILE, &b, cases[i].said, "a node");
	}
}

/* A piece that is packed: one that is not packed in truth, one that is a byte again and again, a block that there is not. */
static void put_frame(struct buf *b, unsigned kind, uint32_t len)
{
	buf_add(b, "\x28\xB5\x2F\xFD\x04\x50", 6); /* with a window and a checksum */
	put(b, len << 3 | kind << 1, 3, false);
	for (uint32_t i = 0; i < (kind == 1 ? 1 : len); i++)
		buf_add_char(b, (char)(i * 7));
	put(b, 1, 3, false); /* the last one has nothing */
	put_zeros(b, 4);
}

static void pieces_have_their_bytes(void **state)
{
	(void)state;
	static const char *const names[] = {DATA_FILE, "ck/ocdbt.process_0/d/0123456789abcdef0123456789abcdef"};
	static const char said[] = "data file of an OCDBT store is damaged at byte";
	BUF_AUTO struct buf b, body;
	struct outcome o;
	buf_init(&b, CAP);
	buf_init(&body, CAP);
	put_frame(&b, 0, 40);
	size_t first = b.len;
	put_frame(&b, 1, 100000);
	size_t second = b.len;
	put_leaf(&body, plain, 9);
	put_node(&b, &body, 0, 0);
	for (size_t n = 0; n < 2; n++)
		for (size_t cut = b.len; cut > 8; cut--) {
			outcome_of(&o, weights_readers, names[n], b.data, cut, (int64_t)cut);
			bool between = (cut >= first && cut < first + 4) || (cut >= second && cut < second + 4);
			if ((o.rc == 0) != (between || cut == b.len) || (o.rc < 0 && !strstr(o.err.text, said)))
				fail_msg("%s, %zu of %zu bytes: %s", names[n], cut, b.len,
					 o.rc < 0 ? o.err.text : "nothing said");
			outcome_release(&o);
		}
	b.len = 3;
	expect_said(DATA_FILE, &b, "called like a data file of an OCDBT store", "hardly a beginning");
	buf_clear(&b);
	put_frame(&b, 3, 40);
	expect_said(DATA_FILE, &b, said, "a block of no kind");
	buf_clear(&b);
	put_frame(&b, 0, 40);
	buf_add(&b, "\x0C\xDB\x20\xDE\1\0\0\0\0\0\0\0", 12);
	expect_said(DATA_FILE, &b, said, "a node shorter than its head");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(descriptions_are_read), cmocka_unit_test(attributes_are_claims),
		cmocka_unit_test(descriptions_that_lie), cmocka_unit_test(leaves_say_which_arrays_there_are),
		cmocka_unit_test(nodes_that_lie),	 cmocka_unit_test(pieces_have_their_bytes),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
