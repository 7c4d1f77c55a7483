/* SPDX-License-Identifier: MIT */
/* What may be made from what, by the terms of made-up licenses. */
#include "sample.h"

#include "findings/compat.h"
#include "findings/expression.h"

enum { CAP, NO_SALE, STUDY, NO_ARMS, SAME, NO_DERIV, BADGE };
static const char *const trade_or_study[] = {"no-trade", "study-only"};
static const char *const only_trade[] = {"no-trade"};
static const struct kind kinds[] = {
	{.id = "cap", .derivative = DERIVATIVE_BINDS, .carried_by = {trade_or_study, 2}},
	{.id = "no-trade", .derivative = DERIVATIVE_BINDS},
	{.id = "study-only", .derivative = DERIVATIVE_BINDS, .carried_by = {only_trade, 1}},
	{.id = "no-arms", .derivative = DERIVATIVE_BINDS},
	{.id = "same-terms", .derivative = DERIVATIVE_SAME},
	{.id = "no-derivatives", .derivative = DERIVATIVE_FORBIDS},
	{.id = "badge", .derivative = DERIVATIVE_BESIDE},
};

static const struct value_form forms[] = {{.name = "limit", .type = "number"}};
static const struct pair million[] = {{"limit", "1000000"}}, billion[] = {{"limit", "1000000000"}};
static const struct term crane[] = {{.kind = &kinds[CAP], .clause = "2", .values = {million, 1}},
				    {.kind = &kinds[NO_ARMS], .clause = "4.a"},
				    {.kind = &kinds[BADGE], .clause = "3"}};
static const struct term crane_loose[] = {{.kind = &kinds[CAP], .values = {billion, 1}}, {.kind = &kinds[NO_ARMS]}};
static const struct term gull[] = {{.kind = &kinds[NO_SALE], .clause = "1"}};
static const struct term ibis[] = {{.kind = &kinds[SAME], .clause = "5"}};
static const struct term kite[] = {{.kind = &kinds[NO_DERIV], .clause = "6"}};
static const char *const cranes[] = {"crane", "crane-2"};

/* Sorted by id. */
static const struct license licenses[] = {
	{.id = "blank", .spdx = "Blank", .category = "community-restricted"},
	{.id = "crane",
	 .spdx = "Crane",
	 .category = "community-restricted",
	 .terms = crane,
	 .n_terms = 3,
	 .successor = "crane-2"},
	{.id = "crane-2",
	 .spdx = "Crane-2",
	 .category = "community-restricted",
	 .terms = crane,
	 .n_terms = 3,
	 .predecessor = "crane"},
	{.id = "crane-any", .spdx = "Crane-any", .category = "community-restricted", .members = {cranes, 2}},
	{.id = "gull", .spdx = "Gull", .category = "non-commercial", .terms = gull, .n_terms = 1},
	{.id = "ibis", .spdx = "Ibis", .category = "copyleft", .terms = ibis, .n_terms = 1},
	{.id = "kite", .spdx = "Kite", .category = "community-restricted", .terms = kite, .n_terms = 1},
	{.id = "lark", .spdx = "Lark", .category = "permissive"},
	{.id = "loose", .spdx = "Loose", .category = "community-restricted", .terms = crane_loose, .n_terms = 2},
};

static const struct alias aliases[] = {{"blank", 0}, {"crane", 1}, {"crane-2", 2}, {"crane-any", 3}, {"gull", 4},
				       {"ibis", 5},  {"kite", 6},  {"lark", 7},	   {"loose", 8}};
static const struct catalog birds = {.free_of_terms = {sample_free, 2},
				     .kinds = kinds,
				     .n_kinds = 7,
				     .forms = forms,
				     .n_forms = 1,
				     .licenses = licenses,
				     .n_licenses = 9,
				     .aliases = aliases,
				     .n_aliases = 9};

static const struct expression *parse(const char *words, struct arena *a)
{
	const struct expression *x;
	assert_int_equal(expression_parse(words, a, &x, NULL), 0);
	x = expression_resolve(x, &birds, a);
	assert_non_null(x);
	return x;
}

static void test_verdicts(void **state)
{
	static const struct {
		const char *base, *license;
		enum compat_verdict verdict;
	} cases[] = {
		{"Lark", "Lark", COMPAT_CARRIED},
		{"Lark", "Gull", COMPAT_CARRIED},
		{"Crane", "Lark", COMPAT_PERMISSIVE},
		{"Crane", "Crane", COMPAT_CARRIED},
		{"Crane", "Crane-2", COMPAT_CARRIED},
		{"Crane", "Crane-any", COMPAT_CARRIED},
		{"Crane", "Loose", COMPAT_PERMISSIVE}, /* a higher number allows more */
		{"Loose", "Crane", COMPAT_CARRIED},
		{"Crane", "Gull", COMPAT_OTHER}, /* the cap is carried by a ban on trade, the arms are not */
		{"Gull", "Lark", COMPAT_PERMISSIVE},
		{"Gull", "Ibis", COMPAT_PERMISSIVE},
		{"Gull", "Crane", COMPAT_OTHER},
		{"Ibis", "Ibis", COMPAT_CARRIED},
		{"Ibis", "Lark", COMPAT_SAME_WANTED},
		{"Kite", "Lark", COMPAT_FORBIDDEN},
		{"Kite", "Kite", COMPAT_FORBIDDEN},
		/* of two licenses at once either carries; where one may choose, both must */
		{"Gull", "Gull AND Lark", COMPAT_CARRIED},
		{"Gull", "Gull OR Lark", COMPAT_PERMISSIVE},
		{"Crane AND Gull", "Crane AND Gull", COMPAT_CARRIED},
		{"Crane AND Ibis", "Crane", COMPAT_SAME_WANTED},
		{"Crane OR Lark", "Lark", COMPAT_CARRIED},
		{"Crane-any", "Lark", COMPAT_PERMISSIVE},
		{"Blank", "Lark", COMPAT_UNKNOWN},
		{"Crane", "Blank", COMPAT_UNKNOWN},
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		ARENA_AUTO struct arena a;
		arena_init(&a);
		struct compat x = compat_compare(&birds, parse(cases[i].base, &a), parse(cases[i].license, &a));
		if (x.verdict != cases[i].verdict)
			fail_msg("%s under %s: %d, not %d", cases[i].base, cases[i].license, (int)x.verdict,
				 (int)cases[i].verdict);
	}
}

static void test_reasons(void **state)
{
	ARENA_AUTO struct arena a;
	(void)state;
	arena_init(&a);
	struct compat x = compat_compare(&birds, parse("Crane", &a), parse("Loose", &a));
	assert_int_equal(x.n_missing, 1);
	assert_string_equal(x.missing[0]->clause, "2");
	assert_ptr_equal(x.looser, &crane_loose[0]);
	x = compat_compare(&birds, parse("Gull", &a), parse("Gull OR Lark", &a));
	assert_string_equal(x.by->id, "lark"); /* the side that lets it go */
	const struct term *duties[8];
	assert_int_equal(compat_duties(&licenses[1], duties, 8), 1);
	assert_string_equal(duties[0]->clause, "3");
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_verdicts), cmocka_unit_test(test_reasons)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
