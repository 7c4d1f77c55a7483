/* SPDX-License-Identifier: MIT */
/* What may be made from what, by the terms of made-up licenses. */
#include "sample.h"

#include "findings/compat_words.h"
#include "findings/expression.h"

enum { CAP, NO_SALE, STUDY, NO_ARMS, SAME, NO_DERIV, BADGE, AREA };
static const char *const trade_or_study[] = {"no-trade", "study-only"};
static const char *const only_trade[] = {"no-trade"}, *const only_study[] = {"study-only"};
static const struct bearing zone_bears[] = {{.use = "regions", .limit = "granted", .outside = true}};
static const struct kind kinds[] = {
	{.id = "cap", .derivative = DERIVATIVE_BINDS, .carried_by = {trade_or_study, 2}},
	{.id = "no-trade", .derivative = DERIVATIVE_BINDS, .carried_by = {only_study, 1}},
	{.id = "study-only", .derivative = DERIVATIVE_BINDS, .like = {only_trade, 1}},
	{.id = "no-arms", .derivative = DERIVATIVE_BINDS},
	{.id = "same-terms", .derivative = DERIVATIVE_SAME},
	{.id = "no-derivatives", .derivative = DERIVATIVE_FORBIDS},
	{.id = "badge", .derivative = DERIVATIVE_BESIDE},
	{.id = "area", .derivative = DERIVATIVE_BINDS, .bearings = zone_bears, .n_bearings = 1},
};

static const struct value_form forms[] = {
	{.name = "limit", .type = "number"}, {.name = "regions", .type = "regions"}, {.name = "granted", .type = "regions"}};
static const struct pair groups[] = {{"EU", "DE,FR"}};
static const struct pair all_eu[] = {{"regions", "EU"}}, german[] = {{"regions", "DE"}}, eu_and_japan[] = {{"regions", "EU,JP"}};
static const struct pair only_eu[] = {{"granted", "EU"}}, only_france[] = {{"granted", "FR"}};
static const struct term not_in_eu[] = {{.kind = &kinds[AREA], .values = {all_eu, 1}}};
static const struct term not_in_germany[] = {{.kind = &kinds[AREA], .values = {german, 1}}};
static const struct term not_in_two[] = {{.kind = &kinds[AREA], .values = {eu_and_japan, 1}}};
static const struct term in_eu[] = {{.kind = &kinds[AREA], .values = {only_eu, 1}}};
static const struct term in_france[] = {{.kind = &kinds[AREA], .values = {only_france, 1}}};
static const struct pair million[] = {{"limit", "1000000"}}, billion[] = {{"limit", "1000000000"}};
static const struct term crane[] = {{.kind = &kinds[CAP], .clause = "2", .values = {million, 1}},
				    {.kind = &kinds[NO_ARMS], .clause = "4.a"},
				    {.kind = &kinds[BADGE], .clause = "3"}};
static const struct term crane_loose[] = {{.kind = &kinds[CAP], .values = {billion, 1}}, {.kind = &kinds[NO_ARMS]}};
static const struct term gull[] = {{.kind = &kinds[NO_SALE], .clause = "1"}};
static const struct term owl[] = {{.kind = &kinds[STUDY], .clause = "3"}};
static const struct term ibis[] = {{.kind = &kinds[SAME], .clause = "5"}};
static const struct term kite[] = {{.kind = &kinds[NO_DERIV], .clause = "6"}};
static const char *const cranes[] = {"crane", "crane-2"}, *const jays[] = {"jay"};
static const struct deciding_clause deciding[] = {
	{"closed", "lets nobody add terms", false}, {"gift", "gives all away", false}, {"free", "lets others be added", true}};
static const struct pair lark_clauses[] = {{"gift", "1"}, {"free", "2"}}, ibis_clauses[] = {{"closed", "9"}};

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
	{.id = "gull", .spdx = "Gull", .name = "Gull", .category = "non-commercial", .terms = gull, .n_terms = 1},
	{.id = "ibis",
	 .spdx = "Ibis",
	 .name = "Ibis",
	 .category = "copyleft",
	 .terms = ibis,
	 .n_terms = 1,
	 .successor = "ibis-2",
	 .compatible = {jays, 1},
	 .clauses = {ibis_clauses, 1}},
	{.id = "ibis-2",
	 .spdx = "Ibis-2",
	 .category = "copyleft",
	 .terms = ibis,
	 .n_terms = 1,
	 .predecessor = "ibis",
	 .successor = "ibis-3",
	 .later_versions = true},
	{.id = "ibis-3", .spdx = "Ibis-3", .category = "copyleft", .terms = ibis, .n_terms = 1, .predecessor = "ibis-2"},
	{.id = "jay", .wider_licenses = true, .spdx = "Jay", .name = "Jay", .category = "copyleft", .terms = ibis, .n_terms = 1},
	{.id = "kite", .spdx = "Kite", .name = "Kite", .category = "community-restricted", .terms = kite, .n_terms = 1},
	{.id = "lark", .spdx = "Lark", .name = "Lark", .category = "permissive", .clauses = {lark_clauses, 2}},
	{.id = "loose", .spdx = "Loose", .name = "Loose", .category = "community-restricted", .terms = crane_loose, .n_terms = 2},
	{.id = "not-de", .spdx = "Not-DE", .category = "community-restricted", .terms = not_in_germany, .n_terms = 1},
	{.id = "not-eu", .spdx = "Not-EU", .category = "community-restricted", .terms = not_in_eu, .n_terms = 1},
	{.id = "not-two", .spdx = "Not-two", .category = "community-restricted", .terms = not_in_two, .n_terms = 1},
	{.id = "only-eu", .spdx = "Only-EU", .category = "community-restricted", .terms = in_eu, .n_terms = 1},
	{.id = "only-fr", .spdx = "Only-FR", .category = "community-restricted", .terms = in_france, .n_terms = 1},
	{.id = "owl", .spdx = "Owl", .name = "Owl", .category = "research-only", .terms = owl, .n_terms = 1},
};

static const struct alias aliases[] = {{"blank", 0},	{"crane", 1},	 {"crane-2", 2}, {"crane-any", 3}, {"gull", 4},
				       {"ibis", 5},	{"ibis-2", 6},	 {"ibis-3", 7},	 {"jay", 8},	   {"kite", 9},
				       {"lark", 10},	{"loose", 11},	 {"not-de", 12}, {"not-eu", 13},   {"not-two", 14},
				       {"only-eu", 15}, {"only-fr", 16}, {"owl", 17}};
static const struct catalog birds = {.free_of_terms = {sample_free, 2},
				     .kinds = kinds,
				     .n_kinds = 8,
				     .forms = forms,
				     .n_forms = 3,
				     .deciding = deciding,
				     .n_deciding = 3,
				     .region_groups = {groups, 1},
				     .licenses = licenses,
				     .n_licenses = 18,
				     .aliases = aliases,
				     .n_aliases = 18};

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
		{"Gull", "Owl", COMPAT_CARRIED}, /* who may only study may not trade; who may not trade may do more than study */
		{"Owl", "Gull", COMPAT_PERMISSIVE},
		{"Ibis", "Ibis", COMPAT_CARRIED},
		{"Ibis", "Lark", COMPAT_SAME_WANTED},
		/* another version only where the license or the work says so, and an earlier one never */
		{"Ibis", "Ibis-2", COMPAT_SAME_WANTED},
		{"Ibis-or-later", "Ibis-2", COMPAT_CARRIED},
		{"Ibis-2", "Ibis-3", COMPAT_CARRIED},
		{"Ibis-2", "Ibis", COMPAT_SAME_WANTED},
		/* what it names itself may take its place, and not the other way round */
		{"Ibis", "Jay", COMPAT_CARRIED},
		{"Jay", "Ibis", COMPAT_CARRIED}, /* any will do that restricts no more */
		{"Jay", "Lark", COMPAT_CARRIED},
		{"Jay", "Gull", COMPAT_SAME_WANTED},
		{"Ibis-3", "Jay", COMPAT_SAME_WANTED},
		/* more regions left out are stricter, more granted are looser */
		{"Not-EU", "Not-two", COMPAT_CARRIED},
		{"Not-EU", "Not-DE", COMPAT_PERMISSIVE},
		{"Not-DE", "Not-EU", COMPAT_CARRIED},
		{"Only-EU", "Only-FR", COMPAT_CARRIED},
		{"Only-FR", "Only-EU", COMPAT_PERMISSIVE},
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

/* The sentence has the clause of the other side, or says that there is none. */
static void test_other_side(void **state)
{
	ARENA_AUTO struct arena a;
	(void)state;
	arena_init(&a);
	struct compat x = compat_compare(&birds, parse("Gull", &a), parse("Lark", &a));
	assert_string_equal(compat_missing(&x, &a), "no-trade, section 1");
	assert_string_equal(compat_other_side(&birds, &x, NULL, &a),
			    "the Lark has no such term, and its section 1 gives all away");
	assert_non_null(strstr(compat_other_side(&birds, &x, "LICENSE, line 7", &a), "gives all away (LICENSE, line 7)"));
	x = compat_compare(&birds, parse("Gull", &a), parse("Ibis", &a));
	assert_non_null(strstr(compat_other_side(&birds, &x, NULL, &a), "its section 9 lets nobody add terms"));
	x = compat_compare(&birds, parse("Gull", &a), parse("Jay", &a));
	assert_string_equal(compat_other_side(&birds, &x, NULL, &a), "the Jay has no such term");
	x = compat_compare(&birds, parse("Crane", &a), parse("Loose", &a));
	assert_string_equal(compat_other_side(&birds, &x, NULL, &a), "the Loose has only cap (limit 1000000000)");
	x = compat_compare(&birds, parse("Owl", &a), parse("Gull", &a));
	assert_string_equal(compat_other_side(&birds, &x, NULL, &a), "the Gull has only no-trade, section 1");
	assert_true(compat_restricts(&birds, parse("Gull", &a), &kinds[STUDY])); /* beside it the one is no news */
	assert_false(compat_restricts(&birds, parse("Lark", &a), &kinds[STUDY]));
	x = compat_compare(&birds, parse("Ibis-3", &a), parse("Ibis", &a));
	assert_non_null(strstr(compat_other_side(&birds, &x, NULL, &a), "the Ibis has that for itself alone"));
	x = compat_compare(&birds, parse("Kite", &a), parse("Kite", &a));
	assert_non_null(strstr(compat_other_side(&birds, &x, NULL, &a), "the Kite forbids it, too (no-derivatives, section 6)"));
	x = compat_compare(&birds, parse("Kite", &a), parse("Lark", &a));
	assert_non_null(strstr(compat_other_side(&birds, &x, NULL, &a), "neither can the Lark"));
}

static void test_carriers(void **state)
{
	ARENA_AUTO struct arena a;
	struct carrier by;
	(void)state;
	arena_init(&a);
	assert_true(compat_carries(&birds, parse("Gull AND Lark", &a), parse("Crane", &a), &crane[0], &by));
	assert_ptr_equal(by.term, &gull[0]);
	assert_false(compat_carries(&birds, parse("Gull OR Lark", &a), parse("Crane", &a), &crane[0], &by));
	assert_string_equal(by.license->id, "lark");
	assert_true(compat_carries(&birds, parse("Crane-2", &a), parse("Crane", &a), &crane[0], &by));
	assert_null(by.term);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_verdicts), cmocka_unit_test(test_reasons),
					   cmocka_unit_test(test_other_side), cmocka_unit_test(test_carriers)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
