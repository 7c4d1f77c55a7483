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
		{"a AND A", "A"},
		{"a OR (B AND A) OR A", "A OR A AND B"},
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
					    "LicenseRef-y+",
					    "licenseref-y",
					    "LICENSEREF-y",
					    "documentref-d:LicenseRef-y",
					    "A WITH additionref-z",
					    "A With b",
					    "A anD B",
					    "A WITH (b)",
					    "(A OR B) WITH c",
					    "(A)+",
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
	enum { MANY = 10000, MUCH = 1 << 20 };
	char *hostile = arena_alloc(&a, MUCH + 1);
	for (int shape = 0; shape < 4; shape++) {
		static const char *const pieces[] = {"(", "A OR ", "A+ WITH b AND (", ")"};
		size_t n = strlen(pieces[shape]), len = shape ? MUCH : MANY;
		for (size_t i = 0; i < len; i++)
			hostile[i] = pieces[shape][i % n];
		hostile[len] = 0;
		assert_null(normal(&a, hostile));
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

/* --- generated expressions ------------------------------------------------------------------------------------------------- */

struct generating {
	struct arena *arena;
	uint32_t state;
};

struct pair_of_texts { /* the same expression, written from left to right and from right to left */
	const char *forth, *back;
};

static uint32_t draw(struct generating *g, uint32_t below)
{
	g->state = g->state * 1664525 + 1013904223;
	return (g->state >> 8) % below;
}

static struct pair_of_texts generate(struct generating *g, int depth)
{
	static const char *const licenses[] = {"A",  "b", "B", "c-1.0", "C-1.0+", "LicenseRef-x", "DocumentRef-d:LicenseRef-x",
					       "x.y"};
	static const char *const rests[] = {"", "", "", " WITH e", " WITH E-2.0", " with AdditionRef-z"};
	static const char *const operators[] = {" AND ", " and ", " OR ", " or "};
	static const char *const open[] = {"(", "( "}, *const close[] = {")", " )"};
	if (!depth || !draw(g, 3)) {
		const char *one = arena_printf(g->arena, "%s%s", licenses[draw(g, 8)], rests[draw(g, 6)]);
		return (struct pair_of_texts){one, one};
	}
	struct pair_of_texts x = generate(g, depth - 1), y = generate(g, depth - 1);
	const char *op = operators[draw(g, 4)], *l = open[draw(g, 2)], *r = close[draw(g, 2)];
	return (struct pair_of_texts){arena_printf(g->arena, "%s%s%s%s%s", l, x.forth, op, y.forth, r),
				      arena_printf(g->arena, "%s%s%s%s%s", l, y.back, op, x.back, r)};
}

static void assert_same(struct arena *a, const char *x, const char *y)
{
	const char *first = normal(a, x), *second = normal(a, y);
	assert_non_null(first);
	assert_non_null(second);
	assert_string_equal(first, second);
}

static void test_generated(void **state)
{
	(void)state;
	for (uint32_t seed = 0; seed < 3000; seed++) {
		ARENA_AUTO struct arena a;
		arena_init(&a);
		struct generating g = {.arena = &a, .state = seed};
		struct pair_of_texts x = generate(&g, 4), y = generate(&g, 2), z = generate(&g, 2);
		const char *op = seed % 2 ? "AND" : "OR";
		assert_same(&a, x.forth, normal(&a, x.forth)); /* printed and read again */
		assert_same(&a, x.forth, x.back);
		assert_same(&a, arena_printf(&a, "(%s %s %s) %s %s", x.forth, op, y.forth, op, z.forth),
			    arena_printf(&a, "%s %s (%s %s %s)", x.forth, op, y.forth, op, z.forth));
		assert_same(&a, arena_printf(&a, "%s %s %s", x.forth, op, x.forth), x.forth);
	}
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
	assert_string_equal(resolved(&a, "swan-2.0-OR-LATER WITH e"), "Swan-2.0-or-later WITH AdditionRef-e");
	assert_string_equal(resolved(&a, "heron-1+"), "LicenseRef-heron-1-or-later");
	assert_string_equal(resolved(&a, "LicenseRef-heron-1-or-later"), "LicenseRef-heron-1-or-later");
	assert_string_equal(resolved(&a, "heron-family+"), "LicenseRef-heron-family");
	assert_string_equal(resolved(&a, "WREN+"), "Wren+");
	assert_null(resolved(&a, "wren OR sparrow"));
}

static void test_exceptions(void **state)
{
	(void)state;
	ARENA_AUTO struct arena a;
	arena_init(&a);
	static const char *const cases[][2] = {
		{"swan-2.0 WITH nest-exception-1.0", "Swan-2.0-only WITH Nest-exception-1.0"},
		{"swan-2.0 WITH NEST-EXCEPTION", "Swan-2.0-only WITH Nest-exception-1.0"},
		{"swan-2.0-with-nest-exception", "Swan-2.0-only WITH Nest-exception-1.0"},
		{"Swan-2.0-WITH-nest-exception", "Swan-2.0-only WITH Nest-exception-1.0"},
		{"swan-2.0-with-nest-exception+", "Swan-2.0-or-later WITH Nest-exception-1.0"},
		{"nestling OR wren", "Swan-2.0-or-later WITH Nest-exception-1.0 OR Wren"},
		{"wren-with-nest-exception", "Wren WITH Nest-exception-1.0"},
		{"wren-with-moss-exception", "Wren WITH AdditionRef-moss-exception"},
		{"wren with moss", "Wren WITH AdditionRef-moss"},
		{"wren WITH AdditionRef-moss", "Wren WITH AdditionRef-moss"},
		{"wren WITH DocumentRef-d:AdditionRef-moss", "Wren WITH DocumentRef-d:AdditionRef-moss"},
		{"wren WITH owl", "Wren WITH AdditionRef-owl"},
		{"wren WITH nestling", "Wren WITH AdditionRef-nestling"},
		{"wren WITH swan-2.0-with-nest-exception", "Wren WITH AdditionRef-swan-2.0-with-nest-exception"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		const char *printed = resolved(&a, cases[i][0]);
		assert_non_null(printed);
		assert_string_equal(printed, cases[i][1]);
		assert_string_equal(resolved(&a, printed), printed);
	}
	assert_null(resolved(&a, "nest-exception-1.0"));
	assert_null(resolved(&a, "nest-exception-1.0 WITH nest-exception-1.0"));
	assert_null(resolved(&a, "wren OR nest-exception"));
	assert_null(resolved(&a, "sparrow-with-nest-exception"));
	assert_null(resolved(&a, "nestling WITH nest-exception")); /* it has that one already */
}

static void test_with(void **state)
{
	(void)state;
	ARENA_AUTO struct arena a;
	arena_init(&a);
	const struct license *nest = &sample_licenses[NEST], *swan = &sample_licenses[SWAN];
	const struct expression *x = expression_with(expression_later(swan, &a), nest, false, &a);
	assert_string_equal(expression_print(x, &a), "Swan-2.0-or-later WITH Nest-exception-1.0");
	assert_ptr_equal(x->addition, nest);
	assert_string_equal(expression_print(expression_with(x, nest, false, &a), &a),
			    "Swan-2.0-or-later WITH Nest-exception-1.0");
	x = expression_with(x, nest, true, &a);
	assert_string_equal(expression_print(x, &a), "Swan-2.0-or-later WITH AdditionRef-nest-exception-1.0-edited AND "
						     "Swan-2.0-or-later WITH Nest-exception-1.0");
	assert_null(x->parts[0]->addition);
	x = expression_with(expression_held(swan, MATCH_EDITED, &a), nest, false, &a);
	assert_string_equal(expression_print(x, &a), "LicenseRef-swan-2.0-edited WITH Nest-exception-1.0");
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
	assert_string_equal(expression_print(expression_held(&sample_licenses[OWL], MATCH_EDITED, &a), &a),
			    "LicenseRef-owl-edited");
	assert_string_equal(expression_print(expression_held(&sample_licenses[OWL], MATCH_VERSION, &a), &a),
			    "LicenseRef-owl-other-version");
	assert_string_equal(expression_print(expression_held(&sample_licenses[OWL], MATCH_EXACT, &a), &a), "Owl-NC-4.0");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_normal_form), cmocka_unit_test(test_refused),    cmocka_unit_test(test_bounds),
		cmocka_unit_test(test_resolve),	    cmocka_unit_test(test_accepted),   cmocka_unit_test(test_edited),
		cmocka_unit_test(test_generated),   cmocka_unit_test(test_exceptions), cmocka_unit_test(test_with),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
