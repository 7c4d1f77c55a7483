/* SPDX-License-Identifier: MIT */
#include "setting.h"

#include <stdlib.h>

/* The sample catalog, in which heron-1 makes heron-policy binding, and Swan is a later version of that policy. */
static const char *const binding[] = {"heron-policy"}, *const address[] = {"https://heron.example/policy"};
static struct license licenses[sizeof sample_licenses / sizeof *sample_licenses];
static struct catalog catalog;

static const struct kind reference_kind = {.id = "incorporated-policy", .role = ROLE_REFERENCE};

static int set_up_binding(void **state)
{
	memcpy(licenses, sample_licenses, sizeof licenses);
	licenses[HERON_1].incorporates = (struct strings){binding, 1};
	licenses[HERON_POLICY].urls = (struct strings){address, 1};
	licenses[HERON_POLICY].successor = "swan-2.0";
	licenses[SWAN].policy = true;
	catalog = sample_catalog;
	catalog.licenses = licenses;
	set_up(state);
	((struct setting *)*state)->catalog = &catalog;
	return 0;
}

static void put_license_match(struct setting *s, const char *entry, const char *role, int license, enum match_state state)
{
	struct match m = {.license = license < 0 ? NULL : &licenses[license],
			  .state = state,
			  .similarity = 1,
			  .coverage = 1,
			  .how = "text"};
	put_document(&s->ev, entry, role);
	struct place at = {.entry = entry, .start = 0, .end = 900, .line_start = 1, .line_end = 30};
	put(&s->ev, &(struct fact){.kind = FACT_MATCH, .at = at, .detail = &m});
}

static void put_clause(struct setting *s, const char *entry, int license, const char *document, const char *text)
{
	const struct pair value = {"document", document};
	struct restriction r = {.kind = &reference_kind,
				.license = license < 0 ? NULL : &licenses[license],
				.rule = &sample_rule,
				.values = {&value, 1},
				.text = text};
	struct place at = {.entry = entry, .start = 70, .end = 90, .line_start = 7, .line_end = 7};
	put(&s->ev, &(struct fact){.kind = FACT_REFERENCE, .key = "incorporated-policy", .at = at, .detail = &r});
}

static void put_reference(struct setting *s, const char *entry, int license, const char *document)
{
	put_clause(s, entry, license, document, "You must keep to the policy.");
}

static const char *missing(const struct artifact *a)
{
	const struct finding *f = finding_of(a, "incorporated-policy-missing");
	return f ? f->message : NULL;
}

/* The clause gives the page where it is: worth no more than a note. */
static const char *elsewhere(const struct artifact *a)
{
	const struct finding *f = finding_of(a, "incorporated-policy-elsewhere");
	return missing(a) || !f ? NULL : f->message;
}

static void test_missing(void **state)
{
	struct setting *s = *state;
	put_license_match(s, "LICENSE", "license", HERON_1, MATCH_EXACT);
	put_reference(s, "LICENSE", HERON_1, "https://heron.example/policy");
	const struct artifact *a = make(s);
	assert_string_equal(elsewhere(a),
			    "LICENSE, line 7, makes the Heron Use Policy binding, and it is not here; no file here is called a "
			    "policy, and none of the texts is it. It is published at https://heron.example/policy.");
	assert_int_equal(finding_of(a, "incorporated-policy-elsewhere")->evidence[0]->at.line_start, 7); /* the clause */
}

/* The clause has the record's address without what addresses begin with. */
static void test_page_by_its_host(void **state)
{
	struct setting *s = *state;
	put_license_match(s, "LICENSE", "license", HERON_1, MATCH_EXACT);
	put_clause(s, "LICENSE", HERON_1, "Heron Use Policy", "You must keep to the policy at heron.example/policy.");
	assert_non_null(elsewhere(make(s)));
}

static void test_page_of_another_host(void **state)
{
	struct setting *s = *state;
	put_license_match(s, "LICENSE", "license", HERON_1, MATCH_EXACT);
	put_clause(s, "LICENSE", HERON_1, "Heron Use Policy", "You must keep to the policy at owl.example/policy.");
	assert_non_null(missing(make(s)));
}

static void put_ban(struct setting *s, const struct kind *kind)
{
	struct restriction r = {.kind = kind, .license = &licenses[HERON_1], .rule = &sample_rule, .text = "Not for this."};
	struct place at = {.entry = "LICENSE", .start = 700, .end = 720, .line_start = 25, .line_end = 25};
	put(&s->ev, &(struct fact){.kind = FACT_RESTRICTION, .key = kind->id, .at = at, .detail = &r});
}

/* The license has the clauses of the policy at its own end: all kinds that the policy's record has. */
static void test_spelled_out(void **state)
{
	static const struct term terms[] = {{.kind = &sample_kinds[0]}, {.kind = &sample_kinds[1]}};
	struct setting *s = *state;
	licenses[HERON_POLICY].terms = terms;
	licenses[HERON_POLICY].n_terms = 2;
	put_license_match(s, "LICENSE", "license", HERON_1, MATCH_EXACT);
	put_ban(s, &sample_kinds[1]);
	assert_non_null(missing(make(s)));
	put_ban(s, &sample_kinds[0]);
	assert_null(missing(make(s)));
}

static void test_here(void **state)
{
	struct setting *s = *state;
	put_license_match(s, "LICENSE", "license", HERON_1, MATCH_EXACT);
	put_license_match(s, "docs/anything.txt", "other", HERON_POLICY, MATCH_EDITED);
	assert_null(missing(make(s)));
}

/* A file of the right name with something else in it (a page that asks for a login) is no policy; a mere mention is none, too. */
static void test_only_called_so(void **state)
{
	struct setting *s = *state;
	put_license_match(s, "LICENSE", "license", HERON_1, MATCH_EXACT);
	put_document(&s->ev, "USE_POLICY.md", "policy");
	put_license_match(s, "USE_POLICY.md", "policy", HERON_POLICY, MATCH_MENTION);
	assert_non_null(strstr(missing(make(s)), "; USE_POLICY.md is called so, but does not hold it"));
}

static void test_another_version(void **state)
{
	struct setting *s = *state;
	put_license_match(s, "LICENSE", "license", HERON_1, MATCH_EXACT);
	put_license_match(s, "USE_POLICY.md", "policy", SWAN, MATCH_EXACT);
	const struct artifact *a = make(s);
	assert_null(missing(a));
	const struct finding *f = finding_of(a, "policy-of-another-version");
	assert_non_null(f);
	assert_string_equal(f->message,
			    "LICENSE makes the Heron Use Policy binding, but USE_POLICY.md is the text of the Swan Public "
			    "License 2.0. It is published at https://heron.example/policy.");
}

/* A changed copy is as near to one version as to the other. */
static void test_changed_copy(void **state)
{
	struct setting *s = *state;
	put_license_match(s, "LICENSE", "license", HERON_1, MATCH_EXACT);
	put_license_match(s, "USE_POLICY.md", "policy", SWAN, MATCH_EDITED);
	const struct artifact *a = make(s);
	assert_null(missing(a));
	assert_null(finding_of(a, "policy-of-another-version"));
	assert_non_null(strstr(finding_of(a, "edited-license-text")->message,
			       "USE_POLICY.md is not the Heron Use Policy as published; it is most like the Swan"));
}

/* Terms that no record explains say themselves what they make binding. */
static void test_unknown_terms(void **state)
{
	struct setting *s = *state;
	put_license_match(s, "LICENSE", "license", -1, MATCH_UNKNOWN);
	put_reference(s, "LICENSE", -1, "RULES.md");
	assert_non_null(strstr(missing(make(s)), "makes \"RULES.md\" binding, and it is not here; no file here"));
	put_document(&s->ev, "RULES.md", "other");
	assert_non_null(strstr(missing(make(s)), "there is a file RULES.md, but no restriction was read in it"));
	put_restriction(&s->ev, "RULES.md", 1, -1, "No trade.", 1);
	assert_null(missing(make(s)));
}

static void test_unknown_terms_and_a_known_address(void **state)
{
	struct setting *s = *state;
	put_license_match(s, "LICENSE", "license", -1, MATCH_UNKNOWN);
	put_reference(s, "LICENSE", -1, "https://heron.example/policy");
	assert_non_null(strstr(elsewhere(make(s)), "makes the Heron Use Policy binding"));
	put_license_match(s, "USE_POLICY.md", "policy", HERON_POLICY, MATCH_EXACT);
	assert_null(missing(make(s)));
	assert_null(elsewhere(make(s)));
}

/* Nothing binds: no record says so and no clause does. */
static void test_nothing_binds(void **state)
{
	struct setting *s = *state;
	put_license_match(s, "LICENSE", "license", WREN, MATCH_EXACT);
	assert_null(missing(make(s)));
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up_binding, tear_down)
	const struct CMUnitTest tests[] = {
		TEST(test_missing),
		TEST(test_here),
		TEST(test_only_called_so),
		TEST(test_another_version),
		TEST(test_changed_copy),
		TEST(test_unknown_terms),
		TEST(test_unknown_terms_and_a_known_address),
		TEST(test_nothing_binds),
		TEST(test_page_by_its_host),
		TEST(test_page_of_another_host),
		TEST(test_spelled_out),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
