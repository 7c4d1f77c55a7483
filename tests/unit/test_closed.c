/* SPDX-License-Identifier: MIT */
/* Formats whose makers do not say how they are built (RKNN, TensorRT): what is known of them is read, and lies are told. */
#include "building.h"

enum { ROUNDS = 1500 };

static const char object[] =
	"{\"name\":\"seen\",\"license\":\"Our Own\",\"target_platform\":[\"one\",\"two\"],\"version\":\"1.7\","
	"\"const_tensor\":[{\"tensor_id\":4,\"size\":[3,2],\"dtype\":{\"vx_type\":\"VSI_NN_TYPE_FLOAT16\"}},"
	"{\"tensor_id\":5,\"size\":[7],\"dtype\":{\"vx_type\":\"VSI_NN_TYPE_UINT8\"}}]}";

static void make_rknn(struct buf *b, const char *json)
{
	buf_add(b, "RKNN\0\0\0\0", 8);
	put(b, 1, 8, false);
	put(b, 5, 8, false);
	buf_add_str(b, "datax");
	put(b, strlen(json), 8, false);
	buf_add_str(b, json);
}

static void rknn_says_what_its_json_says(void **state)
{
	(void)state;
	BUF_AUTO struct buf b;
	struct outcome o;
	struct tensor row;
	buf_init(&b, CAP);
	make_rknn(&b, object);
	outcome_of(&o, weights_readers, "m.rknn", b.data, b.len, (int64_t)b.len);
	assert_int_equal(o.rc, 0);
	assert_string_equal(o.detail, "1");
	assert_string_equal(outcome_value(&o, "name", 0), "seen");
	assert_string_equal(outcome_value(&o, "license", 0), "Our Own");
	assert_string_equal(outcome_value(&o, "producer", 0), "1.7");
	assert_string_equal(outcome_value(&o, "platform", 1), "two");
	assert_int_equal(tensors_count(o.tensors), 2);
	tensors_get(o.tensors, 0, &row, NULL);
	assert_true(row.rank == 2 && row.shape[0] == 3 && row.state == TENSOR_CLOSED);
	assert_string_equal(row.dtype, "F16");
	assert_memory_equal(row.name, "const_tensor.4", row.name_len);
	assert_string_equal(o.gap, "its tensors are in the order of a chip");
	outcome_release(&o);
	torment(weights_readers, "m.rknn", b.data, b.len, ROUNDS);
}

static void rknn_that_lies(void **state)
{
	(void)state;
	static const struct {
		const char *json, *said;
	} cases[] = {
		{"[]", "what follows the data at byte 37 is no JSON object"},
		{"{\"name\":\"x\"", "the JSON object at byte 37 is damaged: line 1"},
		{"{\"const_tensor\":[7,{\"size\":7},{\"dtype\":[]}]}", ""},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		BUF_AUTO struct buf b;
		buf_init(&b, CAP);
		make_rknn(&b, cases[i].json);
		expect_said("m.rknn", &b, cases[i].said, cases[i].json);
	}
	BUF_AUTO struct buf b;
	buf_init(&b, CAP);
	buf_add(&b, "\xFF\xFF\0\0RKNN", 8);
	expect_said("m.rknn", &b, "the flatbuffer is damaged at byte", "a root that is not there");
}

static void make_engine(struct buf *b, const char *json, uint8_t major)
{
	if (json) {
		put(b, strlen(json), 4, false);
		buf_add_str(b, json);
	}
	buf_add_str(b, "ftrt");
	put(b, 232, 4, false);
	put_zeros(b, 4);
	put(b, 4, 8, false); /* bytes behind the header */
	put_zeros(b, 4);
	buf_add_char(b, (char)major);
	buf_add(b, "\5\3\1", 3);
}

static void engines_say_who_made_them(void **state)
{
	(void)state;
	BUF_AUTO struct buf b;
	struct outcome o;
	buf_init(&b, CAP);
	make_engine(&b, "{\"license\":\"Our Own\",\"author\":\"A. N\",\"stride\":32}", 8);
	outcome_of(&o, weights_readers, "m.engine", b.data, b.len, (int64_t)b.len);
	assert_int_equal(o.rc, 0);
	assert_string_equal(o.detail, "plan 0xE8");
	assert_string_equal(outcome_value(&o, "license", 0), "Our Own");
	assert_string_equal(outcome_value(&o, "author", 0), "A. N");
	assert_string_equal(outcome_value(&o, "producer", 0), "TensorRT 8.5.3.1");
	assert_string_equal(o.gap, "its tensors are in the order of a device");
	outcome_release(&o);
	torment(weights_readers, "m.engine", b.data, b.len, ROUNDS);
	buf_clear(&b);
	make_engine(&b, NULL, 0); /* too old to say it */
	outcome_of(&o, weights_readers, "m.plan", b.data, b.len, (int64_t)b.len);
	assert_int_equal(o.rc, 0);
	assert_null(outcome_fact(&o, "producer", 0));
	outcome_release(&o);
	buf_clear(&b);
	for (int old = 0; old < 2; old++) { /* of the first versions, whose length stands elsewhere */
		buf_clear(&b);
		buf_add_str(&b, "ptrt");
		put(&b, old ? 0x2B : 0x61, 4, false);
		put_zeros(&b, old ? 8 : 4);
		put(&b, 100, 8, false);
		put_zeros(&b, (old ? 0 : 4) + 100);
		outcome_of(&o, weights_readers, "m.engine", b.data, b.len, (int64_t)b.len);
		assert_int_equal(o.rc, 0);
		outcome_release(&o);
		for (b.len--; b.len >= 8; b.len--)
			expect_said("m.engine", &b,
				    b.len < 24 ? "the TensorRT header is damaged" : "the TensorRT engine is damaged",
				    "an engine that was cut");
	}
	buf_clear(&b);
	make_engine(&b, "{\"license\":}", 8);
	expect_said("m.engine", &b, "the JSON object at byte 4 is damaged: line 1", "JSON in front");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rknn_says_what_its_json_says),
		cmocka_unit_test(rknn_that_lies),
		cmocka_unit_test(engines_say_who_made_them),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
