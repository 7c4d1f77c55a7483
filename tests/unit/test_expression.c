/* SPDX-License-Identifier: MIT */
#include "sample.h"

#include "findings/expression.h"

static const char *normal(struct arena *a, const char *text)
{
	const struct expression *x;
	struct err e = {0};
	if (expression_parse(text, a, &x, &e) < 0) {
		assert_int_equal(e.code, ERR_INPUT);
		assert_true(strstr(e.text, "license expression") != NULL);
		return NULL;
	}
	return expression_print(x, a);
}

static void test_normal_form(void **state)
{
	(void)state;
	static const char *const cases[][2] = {
		{"B", "B"},
		{"B OR A", "A OR B"},
		{"b or a and c", "b OR a AND c"},
		{"(B OR A) AND C", "C AND (A OR B)"},
		{"A OR (B OR (C OR A))", "A OR B OR C"},
		{"A AND a", "A"},
		{"A+ AND A", "A AND A+"},
		{"A WITH Some-exception-1.0 OR B", "A WITH Some-exception-1.0 OR B"},
		{"A+ with x", "A+ WITH x"},
		{"DocumentRef-d:LicenseRef-x OR LicenseRef-y", "DocumentRef-d:LicenseRef-x OR LicenseRef-y"},
		{"A WITH AdditionRef-z", "A WITH AdditionRef-z"},
		{"a with DocumentRef-d:AdditionRef-z", "a WITH DocumentRef-d:AdditionRef-z"},
		{"  ( A )  ", "A"},
	};
	ARENA_AUTO struct arena a;
	arena_init(&a);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *printed = normal(&a, cases[i][0]);
		assert_non_null(printed);
		assert_string_equal(printed, cases[i][1]);
		const char *again = normal(&a, printed);
		assert_non_null(again);
		assert_string_equal(again, printed);
	}
}

static void test_refused(void **state)
{
	(void)state;
	static const char *const cases[] = {"",
					    " ",
					    "A B",
					    "A OR",
					    "OR A",
					    "A AND AND B",
					    "(A",
					    "A)",
					    "()",
					    "A Or B",
					    "A WITH",
					    "A,B",
					    "A/B",
					    "x:LicenseRef-y",
					    "DocumentRef-:LicenseRef-y",
					    "A +",
					    "A+ +",
					    "AdditionRef-y",
					    "A WITH LicenseRef-y",
					    "DocumentRef-d:AdditionRef-y",
					    "A WITH DocumentRef-d:LicenseRef-y",
					    "DocumentRef-d",
					    "LicenseRef-",
					    "A WITH AdditionRef-",
					    "A WITH b+",
					    "\xFF",
					    "A WITH WITH",
					    "and"};
	ARENA_AUTO struct arena a;
	arena_init(&a);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		assert_null(normal(&a, cases[i]));
}

static void test_bounds(void **state)
{
	(void)state;
	ARENA_AUTO struct arena a;
	arena_init(&a);
	char text[EXPRESSION_MAX_BYTES + 10];
	memset(text, '(', sizeof text);
	text[sizeof text - 1] = 0;
	assert_null(normal(&a, text));
	text[EXPRESSION_MAX_BYTES - 1] = 0;
	assert_null(normal(&a, text));
	char nested[2 * (EXPRESSION_MAX_DEPTH + 1) + 2] = "";
	for (int depth = 0; depth <= EXPRESSION_MAX_DEPTH + 1; depth++) {
		memset(nested, '(', sizeof nested);
		nested[depth] = 'A';
		memset(nested + depth + 1, ')', (size_t)depth);
		nested[2 * depth + 1] = 0;
		assert_int_equal(normal(&a, nested) != NULL, depth <= EXPRESSION_MAX_DEPTH);
	}
	for (size_t i = 0; i + 5 < sizeof text; i += 5)
		memcpy(text + i, "A or ", 5);
	text[1500] = 'A';
	text[1501] = 0;
	assert_null(normal(&a, text)); /* more terms than EXPRESSION_MAX_TERMS */
	text[505 - 4] = 0;
	text[500] = 'A';
	assert_string_equal(normal(&a, text), "A");
}

static const char *resolved(struct arena *a, const char *text)
{
	const struct expression *x;
	assert_int_equal(expression_parse(text, a, &x, NULL), 0);
	x = expression_resolve(x, &sample_catalog, a);
	return x ? expression_print(x, a) : NULL;
}

static void test_resolve(void **state)
{
	(void)state;
	ARENA_AUTO struct arena a;
	arena_init(&a);
	assert_string_equal(resolved(&a, "wren OR heron-1"), "LicenseRef-heron-1 OR Wren");
	assert_string_equal(resolved(&a, "LicenseRef-heron-1"), "LicenseRef-heron-1");
	assert_string_equal(resolved(&a, "swan-2.0"), "Swan-2.0-only");
	assert_string_equal(resolved(&a, "Swan-2.0-only"), "Swan-2.0-only");
	assert_string_equal(resolved(&a, "Swan-2.0+"), "Swan-2.0-or-later");
	assert_string_equal(resolved(&a, "swan-2.0-OR-LATER WITH e"), "Swan-2.0-or-later WITH e");
	assert_string_equal(resolved(&a, "WREN+"), "Wren+");
	assert_string_equal(resolved(&a, "swan-2.0-with-nest-exception"), "Swan-2.0-only WITH AdditionRef-nest-exception");
	assert_null(resolved(&a, "sparrow-with-nest-exception"));
	assert_null(resolved(&a, "wren OR sparrow"));
}

static bool not_wren(const void *ctx, const struct expression *x)
{
	(void)ctx;
	return strcmp(x->id, "Wren") != 0;
}

static void test_accepted(void **state)
{
	(void)state;
	ARENA_AUTO struct arena a;
	arena_init(&a);
	static const struct {
		const char *text;
		bool accepted, choice;
	} cases[] = {
		{"Wren", false, false},
		{"Owl", true, false},
		{"Wren OR Owl", true, true},
		{"Wren AND Owl", false, false},
		{"Owl AND (Wren OR Swan)", true, true},
		{"Wren AND (Owl OR Swan)", false, true},
		{"Wren OR Owl AND Wren", false, true},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const struct expression *x;
		assert_int_equal(expression_parse(cases[i].text, &a, &x, NULL), 0);
		assert_int_equal(expression_accepted(x, not_wren, NULL), cases[i].accepted);
		assert_int_equal(expression_has_choice(x), cases[i].choice);
	}
}

static void test_edited(void **state)
{
	(void)state;
	ARENA_AUTO struct arena a;
	arena_init(&a);
	assert_string_equal(expression_print(expression_edited(&sample_licenses[OWL], &a), &a), "LicenseRef-owl-edited");
	assert_string_equal(expression_print(expression_license(&sample_licenses[OWL], &a), &a), "Owl-NC-4.0");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_normal_form), cmocka_unit_test(test_refused),  cmocka_unit_test(test_bounds),
		cmocka_unit_test(test_resolve),	    cmocka_unit_test(test_accepted), cmocka_unit_test(test_edited),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
