/* SPDX-License-Identifier: MIT */
#include "base/buf.h"
#include "base/json.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const struct yaml *parse(struct arena *a, const char *text, size_t len, struct err *e)
{
	char *exact = malloc(len ? len : 1);
	const struct yaml *root = NULL;
	memcpy(exact, text, len);
	int rc = json_parse(exact, len, a, &root, e);
	free(exact); /* the tree must not lean on the input */
	return rc < 0 ? NULL : root;
}

static void values_and_places(void **state)
{
	(void)state;
	static const char text[] = "{\n  \"a\": [1, -2.5e3, true, null],\n\t\"b\": {\"c\": \"x\"}\n}";
	ARENA_AUTO struct arena a;
	arena_init(&a);
	struct err e;
	const struct yaml *root = parse(&a, text, strlen(text), &e);
	assert_non_null(root);
	const struct yaml *list = yaml_get(root, "a"), *c = yaml_get(yaml_get(root, "b"), "c");
	assert_int_equal(list->count, 4);
	assert_string_equal(list->items[1]->text, "-2.5e3");
	assert_true(yaml_is_null(list->items[3]));
	assert_int_equal(c->line, 3);
	assert_int_equal(c->column, 13);
	assert_memory_equal(text + c->start, "\"x\"", 3);
	assert_int_equal(c->end - c->start, 3);
	assert_true(c->quoted);
	assert_memory_equal(text + list->start, "[1, -2.5e3, true, null]", list->end - list->start);
}

static void a_quoted_null_is_no_null(void **state)
{
	(void)state;
	ARENA_AUTO struct arena a;
	arena_init(&a);
	const struct yaml *root = parse(&a, "{\"a\": \"null\", \"b\": null}", 24, NULL);
	assert_string_equal(yaml_text(root, "a"), "null");
	assert_null(yaml_text(root, "b"));
}

static void strings_are_unescaped(void **state)
{
	(void)state;
	static const struct {
		const char *json, *text;
		size_t len;
	} cases[] = {
		{"\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"", "\"\\/\b\f\n\r\t", 8},
		{"\"\\u00e9\\u20AC\"", "\xC3\xA9\xE2\x82\xAC", 5},
		{"\"\\ud83d\\ude00\"", "\xF0\x9F\x98\x80", 4},
		{"\"\\ud83d!\"", "\xEF\xBF\xBD!", 4}, /* a lone surrogate: Python takes it */
		{"\"\\ud83d\\u0041\"",
		 "\xEF\xBF\xBD"
		 "A",
		 4},
		{"\"a\\u0000b\"", "a\0b", 3},
		{"\"\\u12\"", "u12", 3},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		ARENA_AUTO struct arena a;
		arena_init(&a);
		const struct yaml *root = parse(&a, cases[i].json, strlen(cases[i].json), NULL);
		assert_non_null(root);
		assert_int_equal(root->text_len, cases[i].len);
		assert_memory_equal(root->text, cases[i].text, cases[i].len);
	}
}

static void what_loaders_accept_is_accepted(void **state)
{
	(void)state;
	static const char *const texts[] = {"{\"a\": NaN, \"b\": [Infinity, -Infinity]}",
					    "\xEF\xBB\xBF{\"a\": 1}",
					    "{\"a\": 99999999999999999999}",
					    "{}  \n",
					    "[]",
					    "\"x\"",
					    "12",
					    "{\"a\":1,\"a\":2}"};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		ARENA_AUTO struct arena a;
		arena_init(&a);
		struct err e = {0};
		if (!parse(&a, texts[i], strlen(texts[i]), &e))
			fail_msg("%s: %s", texts[i], e.text);
	}
	ARENA_AUTO struct arena a;
	arena_init(&a);
	assert_non_null(parse(&a, "{}\0\0\0", 5, NULL)); /* padding */
}

static void duplicate_keys_are_both_kept(void **state)
{
	(void)state;
	ARENA_AUTO struct arena a;
	arena_init(&a);
	const struct yaml *root = parse(&a, "{\"l\":\"x\",\"l\":\"y\"}", 17, NULL);
	assert_int_equal(root->count, 2);
	assert_string_equal(root->items[0]->text, "x");
	assert_string_equal(root->items[1]->text, "y");
}

static void what_is_wrong_is_said_with_its_place(void **state)
{
	(void)state;
	static const struct {
		const char *json, *sentence;
	} cases[] = {
		{"", "line 1, column 1: it ends in the middle of a value"},
		{"{\"a\": 1", "line 1, column 8: it ends in the middle of a value"},
		{"{\"a\": \"x", "line 1, column 9: it ends in the middle of a value"},
		{"{\"a\"", "line 1, column 5: it ends in the middle of a value"},
		{"{\"a\" 1}", "line 1, column 6: a colon after the key is missing"},
		{"{\n\"a\": 1\n\"b\": 2}", "line 3, column 1: a comma or a closing bracket is missing"},
		{"{\"a\": 1,}", "line 1, column 9: a key in quotes is missing"},
		{"[1,]", "line 1, column 4: neither a value nor white space"},
		{"[1}", "line 1, column 3: the wrong closing bracket"},
		{"{a: 1}", "line 1, column 2: a key in quotes is missing"},
		{"{\"a\": yes}", "line 1, column 7: a word that is no JSON value"},
		{"{\"a\": // no\n1}", "line 1, column 7: neither a value nor white space"},
		{"{\"a\": \"x\ny\"}", "line 1, column 9: a control character in a string"},
		{"{} {}", "line 1, column 4: more follows after the end of the document"},
		{"---", "line 1, column 1: a word that is no JSON value"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		ARENA_AUTO struct arena a;
		arena_init(&a);
		struct err e = {0};
		assert_null(parse(&a, cases[i].json, strlen(cases[i].json), &e));
		assert_string_equal(e.text, cases[i].sentence);
	}
}

static void depth_and_size_are_bounded(void **state)
{
	(void)state;
	ARENA_AUTO struct arena a;
	arena_init(&a);
	struct err e;
	char deep[1000];
	memset(deep, '[', sizeof deep);
	assert_null(parse(&a, deep, sizeof deep, &e));
	assert_non_null(strstr(e.text, "nested too deeply"));
	BUF_AUTO struct buf many;
	buf_init(&many, 1 << 20);
	buf_add_char(&many, '[');
	for (int i = 0; i < YAML_MAX_NODES + 1; i++)
		buf_add_str(&many, "1,");
	buf_add_str(&many, "1]");
	assert_null(parse(&a, many.data, many.len, &e));
	assert_int_equal(e.code, ERR_LIMIT);
}

static void a_cut_document_is_walked_as_far_as_it_goes(void **state)
{
	(void)state;
	static const char text[] = "{\"skip\": {\"deep\": [1, {\"x\": 2}]}, \"take\": \"me\", \"rest";
	struct json_scan s;
	json_scan_init(&s, text, strlen(text));
	assert_int_equal(json_next(&s), JSON_OPEN);
	assert_int_equal(json_next(&s), JSON_KEY);
	assert_true(json_is(&s, "skip"));
	assert_int_equal(json_skip(&s), 0);
	assert_int_equal(json_next(&s), JSON_KEY);
	assert_true(json_is(&s, "take"));
	assert_int_equal(json_next(&s), JSON_STRING);
	assert_int_equal(json_next(&s), JSON_ERROR);
	assert_true(s.cut);
	assert_int_equal(json_next(&s), JSON_ERROR);
}

static void no_beginning_of_a_document_crashes(void **state)
{
	(void)state;
	static const char text[] =
		"\xEF\xBB\xBF{\"a\\u00e9\\ud83d\\ude00\": [1, -2e9, {\"b\": \"\\\\\"}], \"c\": null, \"d\": {}, \"e\": []}";
	for (size_t n = 0; n < sizeof text - 1; n++)
		for (int change = 0; change < 256; change += 5) {
			ARENA_AUTO struct arena a;
			arena_init(&a);
			char copy[sizeof text];
			memcpy(copy, text, sizeof text);
			copy[n] = (char)change;
			parse(&a, copy, sizeof text - 1, NULL);
			parse(&a, text, n, NULL);
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(values_and_places),
		cmocka_unit_test(a_quoted_null_is_no_null),
		cmocka_unit_test(strings_are_unescaped),
		cmocka_unit_test(what_loaders_accept_is_accepted),
		cmocka_unit_test(duplicate_keys_are_both_kept),
		cmocka_unit_test(what_is_wrong_is_said_with_its_place),
		cmocka_unit_test(depth_and_size_are_bounded),
		cmocka_unit_test(a_cut_document_is_walked_as_far_as_it_goes),
		cmocka_unit_test(no_beginning_of_a_document_crashes),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
