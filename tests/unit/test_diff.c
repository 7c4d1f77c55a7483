/* SPDX-License-Identifier: MIT */
#include "base/buf.h"
#include "base/json_fields.h"
#include "diff/baseline.h"
#include "diff/diff.h"
#include "diff/pairing.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* --- reading --------------------------------------------------------------------------------------------------------------- */

struct thing {
	const char *name;
	uint64_t size;
	bool good;
	struct list parts, words;
};

struct part {
	const char *name;
};

static const struct json_field part_fields[] = {{"name", json_read_string, offsetof(struct part, name), true, NULL}, {0}};
static const struct json_items parts = {sizeof(struct part), json_read_object, part_fields};
static const struct json_field thing_fields[] = {
	{"name", json_read_text, offsetof(struct thing, name), true, NULL},
	{"size", json_read_number, offsetof(struct thing, size), false, NULL},
	{"good", json_read_flag, offsetof(struct thing, good), false, NULL},
	{"parts", json_read_list, offsetof(struct thing, parts), false, &parts},
	{"words", json_read_texts, offsetof(struct thing, words), false, NULL},
	{0},
};

static int read_thing(const char *text, struct thing *out, struct arena *a, struct err *e)
{
	struct json_reader r;
	*out = (struct thing){0};
	json_reader_init(&r, text, strlen(text), 4, 20, a);
	return json_read_document(&r, thing_fields, out, e);
}

static void fields_are_read(void **state)
{
	(void)state;
	ARENA_AUTO struct arena a;
	struct thing t;
	arena_init(&a);
	assert_int_equal(
		read_thing(
			"{\"other\": {\"name\": [1]}, \"size\": \"18446744073709551615\", \"good\": true, \"name\": \"x\\u00e9\","
			" \"parts\": [{\"name\": \"p\"}, {\"name\": \"q\"}], \"words\": [\"a\", \"b\"]}",
			&t, &a, NULL),
		0);
	assert_string_equal(t.name, "x\xc3\xa9");
	assert_true(t.size == UINT64_MAX && t.good);
	assert_int_equal(t.parts.count, 2);
	assert_string_equal(((struct part *)t.parts.at)[1].name, "q");
	assert_string_equal(((const char **)t.words.at)[0], "a");
	assert_int_equal(read_thing("{\"name\": null, \"size\": null, \"parts\": null}", &t, &a, NULL), 0);
	assert_null(t.name);
}

static void what_is_wrong_is_said_with_its_place(void **state)
{
	(void)state;
	static const struct {
		const char *text, *sentence;
	} cases[] = {
		{"", "line 1, column 1 (byte 0): "},
		{"[]", "an object should stand here"},
		{"null", "an object should stand here"},
		{"{\"size\": 1}", "the object that ends here lacks the field name"},
		{"{\"name\": 1}", "line 1, column 10 (byte 9), field name: a text should stand here"},
		{"{\"name\": \"a\\u0000b\"}", "a NUL"},
		{"{\"name\": \"123456789012345678901\"}", "the text has 21 bytes, and at most 20 may stand here"},
		{"{\"name\": \"\", \"words\": [\"123456789012345678901\"]}", "field words: the text has 21 bytes"},
		{"{\"name\": \"\", \"name\": \"\"}", "the field name stands twice"},
		{"{\"name\": \"\", \"size\": 1.5}", "field size: a whole number"},
		{"{\"name\": \"\", \"size\": 18446744073709551616}", "field size: a whole number"},
		{"{\"name\": \"\", \"good\": 1}", "true or false"},
		{"{\"name\": \"\",\n \"parts\": [{\"name\": \"x\"},\n {\"name\": null}]}",
		 "line 3, column 11 (byte 49), field parts.name"},
		{"{\"name\": \"\", \"parts\": [1]}", "field parts: an object should stand here"},
		{"{\"name\": \"\", \"parts\": [null]}", "field parts: an object should stand here"},
		{"{\"name\": \"\", \"words\": [\"a\",\"b\",\"c\",\"d\",\"e\"]}", "more items than a document may have"},
		{"{\"name\": \"\"} {}", "line 1, column 14"},
		{"{\"name\": \"\"", "line 1"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		ARENA_AUTO struct arena a;
		struct thing t;
		struct err e = {0};
		arena_init(&a);
		assert_int_equal(read_thing(cases[i].text, &t, &a, &e), -1);
		if (e.code != ERR_DATA || !strstr(e.text, cases[i].sentence))
			fail_msg("%s: %s", cases[i].text, e.text);
	}
}

/* --- pairing --------------------------------------------------------------------------------------------------------------- */

static int by_text(const void *x, const void *y)
{
	return strcmp(*(const char *const *)x, *(const char *const *)y);
}

static int by_letter(const void *x, const void *y)
{
	return **(const char *const *)x - **(const char *const *)y;
}

static bool is_long(const void *x)
{
	return strlen(*(const char *const *)x) > 1;
}

static void each_is_paired_once(void **state)
{
	(void)state;
	const char *a[] = {"b2", "a1", "c", "a1", "x"}, *b[] = {"a1", "c", "b3", "y", "a1", "a1"};
	ARENA_AUTO struct arena arena;
	struct pairing p;
	arena_init(&arena);
	pairing_init(&p, (struct list){a, 5}, (struct list){b, 6}, sizeof *a, &arena);
	pairing_pass(&p, by_text, is_long);
	assert_int_equal(p.with_a[1], 0);
	assert_int_equal(p.with_a[3], 4);
	assert_int_equal(p.with_a[2], ALONE); /* "c" is short */
	assert_int_equal(p.with_a[0], ALONE);
	pairing_pass(&p, by_letter, NULL);
	assert_int_equal(p.with_a[0], 2);
	assert_int_equal(p.with_a[2], 1);
	assert_int_equal(p.with_b[5], ALONE);
	pairing_rest(&p); /* two are left in b */
	assert_int_equal(p.with_a[4], ALONE);
	p.with_b[5] = 0;
	pairing_rest(&p);
	assert_int_equal(p.with_a[4], 3);
}

/* --- comparing ------------------------------------------------------------------------------------------------------------- */

#define ZEROS "00000000000000000000000000000000000000000000000000000000000000"
#define HEX(two) "\"" ZEROS two "\""

/* A report of one model; `terms`: its lists but for weights. */
static const char *report(struct arena *a, const char *path, const char *verdict, const char *tensors, const char *terms)
{
	return arena_printf(
		a,
		"{\"schema\":\"licet-scan/1\",\"tool\":{\"version\":\"1\",\"data_digest\":\"d\"},\"parameters\":{\"limits\":{},"
		"\"fail_on\":[]},\"input\":\"in\",\"policy\":\"default\",\"verdict\":\"%s\",\"diagnostics\":[],\"artifacts\":[{"
		"\"path\":\"%s\",\"name\":\"tern\",\"version\":\"1\",\"verdict\":\"%s\",\"concluded\":\"Wren\","
		"\"weights_digest\":null,\"weights_digest_nameless\":null,\"weights\":[{\"path\":\"%s/w\",\"sha256\":" HEX(
			"11") ",\"tensors\":2,\"parameters\":6,\"tensor_list\":[%s]}],%s}]}",
		verdict, path, verdict, path, tensors, terms);
}

static const char none[] = "\"declared\":[],\"texts\":[],\"detected\":[],\"restrictions\":[],\"findings\":[]";

#define TENSOR(name, dtype, shape, two) \
	"{\"name\":\"" name "\",\"dtype\":\"" dtype "\",\"shape\":" shape ",\"sha256\":" HEX(two) "}"
#define RESTRICTION(kind, values, two)                                                   \
	"{\"kind\":\"" kind "\",\"title\":\"t\",\"weight\":\"high\",\"values\":{" values \
	"},\"license\":\"Wren\",\"path\":\"m/LICENSE\","                                 \
	"\"clause\":\"2\",\"text\":\"x\",\"fingerprint\":" HEX(two) ",\"content\":" HEX(two) "}"

struct sides {
	struct arena arena;
	struct side a, b;
	struct diff d;
};

static const struct model_diff *compare(struct sides *s, const char *a, const char *b)
{
	struct limits l;
	struct err e = {0};
	limits_init(&l);
	if (side_read(&s->a, "a", a, strlen(a), &l, &e) < 0 || side_read(&s->b, "b", b, strlen(b), &l, &e) < 0)
		fail_msg("%s", e.text);
	diff_make(&s->d, &s->a, &s->b, &s->arena);
	return &s->d.models[0];
}

static int set_up(void **state)
{
	struct sides *s = mem_array(1, sizeof *s);
	arena_init(&s->arena);
	*state = s;
	return 0;
}

static int tear_down(void **state)
{
	struct sides *s = *state;
	diff_release(&s->d);
	side_release(&s->a);
	side_release(&s->b);
	arena_release(&s->arena);
	free(s);
	return 0;
}

static const struct delta *delta_of(const struct model_diff *m, enum delta_number n)
{
	for (size_t i = 0; i < m->count; i++)
		if (m->deltas[i].number == n)
			return &m->deltas[i];
	return NULL;
}

static void each_tensor_has_one_fate(void **state)
{
	struct sides *s = *state;
	const char *a =
		report(&s->arena, "m", "pass",
		       TENSOR("a", "F32", "[2]", "01") "," TENSOR("b", "F32", "[2]", "02") "," TENSOR(
			       "c", "F32", "[2]", "03") "," TENSOR("d", "F32", "[2]", "04") "," TENSOR("e", "F32", "[3]", "05"),
		       none);
	const char *b =
		report(&s->arena, "m", "pass",
		       TENSOR("d2", "F32", "[2]", "04") "," TENSOR("c", "F16", "[2]", "06") "," TENSOR(
			       "b", "F32", "[2]", "07") "," TENSOR("a", "F32", "[2]", "01") "," TENSOR("f", "F32", "[9]", "08"),
		       none);
	const struct weights_diff *w = &compare(s, a, b)->weights;
	for (int f = 0; f < FATE_UNKNOWN; f++)
		assert_int_equal(w->shares[f].tensors, 1);
	assert_int_equal(w->shares[FATE_SAME].parameters, 2);
	assert_int_equal(w->shares[FATE_ADDED].parameters, 9);
	assert_int_equal(w->shares[FATE_MISSING].parameters, 3);
	assert_int_equal(w->count, 5);
	assert_string_equal(w->at[0].was, "d");
	assert_string_equal(w->at[2].form_was, "F32 [2]");
	assert_string_equal(w->at[2].form, "F16 [2]");
	assert_int_equal(w->state, WEIGHTS_DIFFERENT);
	assert_non_null(delta_of(s->d.models, DELTA_WEIGHTS_UNDER_SAME_NAME));
	assert_null(delta_of(s->d.models, DELTA_SILENT_RELICENSE));
}

#define TWO TENSOR("a", "F32", "[2]", "01") "," TENSOR("b", "F32", "[4]", "02")

static void terms_that_change_under_weights_that_stay(void **state)
{
	struct sides *s = *state;
	const char *old = report(&s->arena, "m", "pass", TWO,
				 "\"declared\":[],\"texts\":[],\"detected\":[],\"findings\":[],\"restrictions\":[" RESTRICTION(
					 "cap", "\"limit\":700,\"regions\":[\"EU\",\"UK\"]",
					 "01") "," RESTRICTION("cap", "\"limit\":700,\"regions\":[\"EU\",\"UK\"]",
							       "02") "," RESTRICTION("badge", "", "03") "]");
	const char *new =
		report(&s->arena, "m", "fail", TWO,
		       "\"declared\":[],\"texts\":[],\"detected\":[],\"findings\":[],\"restrictions\":[" RESTRICTION(
			       "cap", "\"limit\":5,\"regions\":[\"EU\",\"UK\"]", "04") "," RESTRICTION("trade", "", "05") "]");
	const struct model_diff *m = compare(s, old, new);
	assert_non_null(delta_of(m, DELTA_SILENT_RELICENSE));
	const struct delta *d = delta_of(m, DELTA_RESTRICTION_CHANGED);
	assert_string_equal(d->what, "cap");
	assert_string_equal(d->from, "limit 700, regions EU,UK (Wren, section 2)");
	assert_string_equal(d->to, "limit 5, regions EU,UK (Wren, section 2)");
	assert_string_equal(delta_of(m, DELTA_RESTRICTION_NEW)->what, "trade");
	assert_string_equal(delta_of(m, DELTA_RESTRICTION_GONE)->what, "badge");
	assert_string_equal(delta_of(m, DELTA_VERDICT_CHANGED)->to, "fail");
	assert_int_equal(m->count, 5); /* two clauses that say the same are one */
	assert_int_equal(diff_alarms(&s->d), 1);
	assert_false(diff_is_same(&s->d));
}

static void a_model_that_moved_is_the_same(void **state)
{
	struct sides *s = *state;
	static const char claim[] =
		"\"declared\":[{\"license\":\"Wren\",\"as_written\":\"wren\",\"name\":null,\"link\":null,"
		"\"source\":\"card\",\"path\":\"%s/README.md\"}],\"texts\":[],\"detected\":[],\"restrictions\":[],"
		"\"findings\":[]";
	char there[500], here[500];
	snprintf(there, sizeof there, claim, "m");
	snprintf(here, sizeof here, claim, "n");
	const char *old = report(&s->arena, "m", "pass", TWO, there);
	const char *new = report(&s->arena, "n", "pass", TWO, here);
	const struct model_diff *m = compare(s, old, new);
	assert_int_equal(s->d.count, 1);
	assert_int_equal(m->count, 1);
	assert_int_equal(m->deltas[0].number, DELTA_MODEL_MOVED);
	assert_true(diff_is_same(&s->d) && diff_is_complete(&s->d));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(fields_are_read),
		cmocka_unit_test(what_is_wrong_is_said_with_its_place),
		cmocka_unit_test(each_is_paired_once),
		cmocka_unit_test_setup_teardown(each_tensor_has_one_fate, set_up, tear_down),
		cmocka_unit_test_setup_teardown(terms_that_change_under_weights_that_stay, set_up, tear_down),
		cmocka_unit_test_setup_teardown(a_model_that_moved_is_the_same, set_up, tear_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
