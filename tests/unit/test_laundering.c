/* SPDX-License-Identifier: MIT */
/* The license of a model against those of the models that it is made from. */
#include "setting.h"

#include <stdlib.h>

enum { TRADE = NO_TRADE, BADGE = SHOW_BADGE, SAME = sizeof sample_kinds / sizeof *sample_kinds, N_KINDS };

static struct kind kinds[N_KINDS];
static const struct term swan_terms[] = {{.kind = &kinds[SAME], .clause = "7"}};
static const struct term owl_term[] = {{.kind = &kinds[TRADE], .clause = "3"}};
static const struct term heron_term[] = {{.kind = &kinds[0], .clause = "2"}, {.kind = &kinds[BADGE], .clause = "1.b"}};
static struct license licenses[sizeof sample_licenses / sizeof *sample_licenses];
static const struct family_mark names[] = {{"tern-3", "tern-3"}, {"finch", "finch"}};
static const struct family_license families[] = {{"finch", "heron-1 OR wren"}, {"tern-3", "heron-1"}};
static const struct model_license models[] = {
	{"coop-ghost-70b", "", true}, {"lab-auk", "owl", false}, {"lab-swift", "swan-2.0", false}};
static struct catalog c;

static int begin(void **state)
{
	memcpy(kinds, sample_kinds, sizeof sample_kinds);
	kinds[0].derivative = kinds[TRADE].derivative = DERIVATIVE_BINDS;
	kinds[BADGE].derivative = DERIVATIVE_BESIDE;
	kinds[SAME] = (struct kind){.id = "same-terms", .title = "…", .means = "…", .remedy = "…", .derivative = DERIVATIVE_SAME};
	memcpy(licenses, sample_licenses, sizeof sample_licenses);
	licenses[HERON_1].terms = licenses[HERON_2].terms = heron_term;
	licenses[HERON_1].n_terms = licenses[HERON_2].n_terms = 2;
	licenses[OWL].terms = owl_term;
	licenses[SWAN].terms = swan_terms;
	licenses[SWAN].n_terms = 1;
	c = sample_catalog;
	c.kinds = kinds;
	c.n_kinds = N_KINDS;
	c.licenses = licenses;
	licenses[WREN].n_terms = 0;
	c.hints = (struct hints){
		.names = names, .n_names = 2, .families = families, .n_families = 2, .models = models, .n_models = 3};
	return set_up(state);
}

/* A card that declares the license, and up to two models that it is made from. */
static const struct artifact *made_from(struct setting *s, const char *license, const char *one, const char *other)
{
	put_weights_file(&s->ev, "m.bin", 1, NULL);
	put_card(&s->ev, "README.md", license);
	put_declared(&s->ev, "README.md", "base_model", one, 5);
	if (other)
		put_declared(&s->ev, "README.md", "base_model", other, 6);
	return make_with(s, &c);
}

static const char *message(const struct artifact *a, const char *id)
{
	const struct finding *f = finding_of(a, id);
	if (!f)
		fail_msg("there is no %s", id);
	return f->message;
}

static void test_laundering(void **state)
{
	const struct artifact *a = made_from(*state, "wren", "lab/Tern-3-7B", NULL);
	const char *words = message(a, "license-laundering");
	assert_non_null(strstr(words, "README.md says Wren"));
	assert_non_null(strstr(words, "lab/Tern-3-7B"));
	assert_non_null(strstr(words, "user-cap, section 2"));
	assert_non_null(strstr(words, "models of the family tern-3"));
	assert_int_equal(finding_of(a, "license-laundering")->n_evidence, 2);
}

static void test_same_license(void **state)
{
	const struct artifact *a = made_from(*state, "heron-2", "lab/Tern-3-7B", NULL);
	assert_null(finding_of(a, "license-laundering"));
	assert_null(finding_of(a, "license-cannot-carry"));
}

static void test_other_restrictions(void **state)
{
	assert_non_null(strstr(message(made_from(*state, "owl", "lab/Tern-3-7B", NULL), "license-cannot-carry"), "user-cap"));
}

static void test_family_of_several_licenses(void **state)
{
	assert_null(finding_of(made_from(*state, "wren", "lab/Finch-1B", NULL), "license-laundering"));
}

static void test_model_by_name(void **state)
{
	assert_non_null(strstr(message(made_from(*state, "wren", "lab/auk", NULL), "license-laundering"), "no-trade, section 3"));
}

static void test_parents_together(void **state)
{
	const char *words = message(made_from(*state, "swan-2.0", "lab/swift", "lab/auk"), "parents-incompatible");
	assert_non_null(strstr(words, "same-terms, section 7"));
	assert_non_null(strstr(words, "no-trade, section 3"));
}

static void test_only_a_name(void **state)
{
	struct setting *s = *state;
	put_weights_file(&s->ev, "m.bin", 1, NULL);
	put_card(&s->ev, "README.md", "wren");
	put_meta(&s->ev, "README.md", "name", "My-Tern-3-chat");
	const struct artifact *a = make_with(s, &c);
	assert_null(finding_of(a, "license-laundering"));
	assert_non_null(finding_of(a, "laundering-suspected"));
}

static void test_never_released(void **state)
{
	const char *words = message(made_from(*state, "wren", "Coop/Ghost-70B", NULL), "never-released");
	assert_non_null(strstr(words, "Coop/Ghost-70B"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_laundering, begin, tear_down),
		cmocka_unit_test_setup_teardown(test_same_license, begin, tear_down),
		cmocka_unit_test_setup_teardown(test_other_restrictions, begin, tear_down),
		cmocka_unit_test_setup_teardown(test_family_of_several_licenses, begin, tear_down),
		cmocka_unit_test_setup_teardown(test_model_by_name, begin, tear_down),
		cmocka_unit_test_setup_teardown(test_parents_together, begin, tear_down),
		cmocka_unit_test_setup_teardown(test_only_a_name, begin, tear_down),
		cmocka_unit_test_setup_teardown(test_never_released, begin, tear_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
