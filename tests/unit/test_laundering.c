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
static const struct family_mark names[] = {
	{"tern-3", "tern-3", 0, 0}, {"finch", "finch", 0, 0}, {"robin", "robin", 0, 0}, {"*tern*", "tern", 0, 0}};
static const struct family_license families[] = {
	{"finch", "heron-1 OR wren"}, {"robin", "wren"}, {"tern", "heron-family"}, {"tern-3", "heron-1"}};
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
		.names = names, .n_names = 4, .families = families, .n_families = 4, .models = models, .n_models = 3};
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
	assert_non_null(strstr(message(a, "base-license-of-another-version"),
			       "says LicenseRef-heron-2, but the model comes from lab/Tern-3-7B"));
}

/* Who names the license and no version of it, or the very one, names no other. */
static void test_no_other_version(void **state)
{
	assert_null(finding_of(made_from(*state, "heron-1", "lab/Tern-3-7B", NULL), "base-license-of-another-version"));
}

static void test_vague_version(void **state)
{
	assert_null(finding_of(made_from(*state, "heron", "lab/Tern-3-7B", NULL), "base-license-of-another-version"));
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

static void test_never_released_by_its_file(void **state)
{
	struct setting *s = *state;
	put_weights_file(&s->ev, "a/coop-ghost-70b.q4.gguf", 1, NULL);
	assert_non_null(strstr(message(make_with(s, &c), "never-released"), "Weights are called coop-ghost-70b.q4.gguf"));
}

static const struct artifact *called(struct setting *s, const char *name)
{
	put_weights_file(&s->ev, "m.bin", 1, NULL);
	put_card(&s->ev, "README.md", "wren");
	put_meta(&s->ev, "README.md", "name", name);
	return make_with(s, &c);
}

static void test_a_word_that_goes_on(void **state)
{
	assert_non_null(finding_of(called(*state, "FastTernChat"), "laundering-suspected"));
}

/* "tern" may be said of data; where a version stands it is not. */
static void test_a_vague_word_beside_a_family(void **state)
{
	assert_null(finding_of(called(*state, "Robin-tern-chat"), "laundering-suspected"));
}

static void test_a_family_beside_a_family(void **state)
{
	assert_non_null(finding_of(called(*state, "Robin-tern-3-chat"), "laundering-suspected"));
}

/* Code that is called after a family is not suspected, but the family's license is told. */
static void test_no_weights(void **state)
{
	struct setting *s = *state;
	put_card(&s->ev, "README.md", "wren");
	put_meta(&s->ev, "README.md", "name", "tern-3-runner");
	const struct artifact *a = make_with(s, &c);
	assert_null(finding_of(a, "laundering-suspected"));
	assert_non_null(strstr(message(a, "family-license-absent"), "tern-3"));
}

static const struct artifact *beside(struct setting *s, const char *base, const char *license)
{
	put_weights_file(&s->ev, "nest/m.bin", 1, NULL);
	put_card(&s->ev, "nest/README.md", "owl");
	put_weights_file(&s->ev, "tuned/m.bin", 1, NULL);
	put_card(&s->ev, "tuned/README.md", license);
	put_declared(&s->ev, "tuned/README.md", "base_model", base, 5);
	make_with(s, &c);
	assert_string_equal(s->as.at[1].path, "tuned");
	return &s->as.at[1];
}

static void test_a_parent_beside(void **state)
{
	const char *words = message(beside(*state, "../nest", "wren"), "license-laundering");
	assert_non_null(strstr(words, "nest/README.md"));
	assert_non_null(strstr(words, "no-trade, section 3"));
}

static void test_a_parent_beside_by_name(void **state)
{
	assert_non_null(finding_of(beside(*state, "coop/nest", "wren"), "license-laundering"));
}

static void test_a_parent_beside_with_the_same(void **state)
{
	assert_null(finding_of(beside(*state, "./nest", "owl"), "license-laundering"));
}

static void test_said_of_the_base(void **state)
{
	struct setting *s = *state;
	struct match m = {.license = &licenses[HERON_1], .state = MATCH_MENTION, .how = "name", .said = SAID_OF_BASE};
	struct place at = {.entry = "README.md", .start = 90, .end = 94, .line_start = 9, .line_end = 9};
	put_card(&s->ev, "README.md", "wren");
	put_document(&s->ev, "README.md", "card");
	put(&s->ev, &(struct fact){.kind = FACT_MATCH, .value = "It is derived from Auk, under Heron.", .at = at, .detail = &m});
	const struct artifact *a = make_with(s, &c);
	assert_string_equal(a->concluded, "LicenseRef-heron-1 AND Wren");
	assert_non_null(strstr(message(a, "license-laundering"), "derived from Auk"));
}

static void test_claims_that_lost(void **state)
{
	struct setting *s = *state;
	put_text(&s->ev, "LICENSE", OWL, MATCH_EXACT);
	put_card(&s->ev, "README.md", "owl");
	put_document(&s->ev, "package.json", "package");
	put_declared(&s->ev, "package.json", "license", "wren", 2);
	const struct artifact *a = make(s);
	assert_string_equal(a->concluded, "Owl-NC-4.0");
	assert_int_equal(a->n_declared, 2);
	for (size_t i = 0; i < a->n_declared; i++) {
		if (strcmp(a->declared[i].license, "Wren") != 0)
			assert_null(a->declared[i].lost);
		else
			assert_non_null(strstr(a->declared[i].lost, "for the package"));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_laundering, begin, tear_down),
		cmocka_unit_test_setup_teardown(test_same_license, begin, tear_down),
		cmocka_unit_test_setup_teardown(test_no_other_version, begin, tear_down),
		cmocka_unit_test_setup_teardown(test_vague_version, begin, tear_down),
		cmocka_unit_test_setup_teardown(test_other_restrictions, begin, tear_down),
		cmocka_unit_test_setup_teardown(test_family_of_several_licenses, begin, tear_down),
		cmocka_unit_test_setup_teardown(test_model_by_name, begin, tear_down),
		cmocka_unit_test_setup_teardown(test_parents_together, begin, tear_down),
		cmocka_unit_test_setup_teardown(test_only_a_name, begin, tear_down),
		cmocka_unit_test_setup_teardown(test_never_released, begin, tear_down),
		cmocka_unit_test_setup_teardown(test_never_released_by_its_file, begin, tear_down),
		cmocka_unit_test_setup_teardown(test_a_word_that_goes_on, begin, tear_down),
		cmocka_unit_test_setup_teardown(test_a_vague_word_beside_a_family, begin, tear_down),
		cmocka_unit_test_setup_teardown(test_a_family_beside_a_family, begin, tear_down),
		cmocka_unit_test_setup_teardown(test_no_weights, begin, tear_down),
		cmocka_unit_test_setup_teardown(test_a_parent_beside, begin, tear_down),
		cmocka_unit_test_setup_teardown(test_a_parent_beside_by_name, begin, tear_down),
		cmocka_unit_test_setup_teardown(test_a_parent_beside_with_the_same, begin, tear_down),
		cmocka_unit_test_setup_teardown(test_said_of_the_base, begin, tear_down),
		cmocka_unit_test_setup_teardown(test_claims_that_lost, begin, tear_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
