/* SPDX-License-Identifier: MIT */
#include "sample.h"

#include "policy/policy.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

struct setting {
	struct evidence ev;
	struct artifacts as;
	struct arena arena;
	char path[64]; /* of the policy file */
};

static int set_up(void **state)
{
	struct setting *s = mem_alloc(sizeof *s);
	evidence_init(&s->ev);
	arena_init(&s->arena);
	*state = s;
	return 0;
}

static int tear_down(void **state)
{
	struct setting *s = *state;
	if (*s->path)
		unlink(s->path);
	artifacts_release(&s->as);
	evidence_release(&s->ev);
	arena_release(&s->arena);
	free(s);
	return 0;
}

static const struct policy *load(struct setting *s, const char *yaml, struct err *e)
{
	const struct policy *p = NULL;
	if (!*s->path) {
		strcpy(s->path, "/tmp/licet-policy-XXXXXX");
		int fd = mkstemp(s->path);
		assert_true(fd >= 0);
		close(fd);
	}
	FILE *f = fopen(s->path, "w");
	assert_non_null(f);
	fputs(yaml, f);
	fclose(f);
	return policy_load(&sample_catalog, s->path, NULL, 0, &s->arena, &p, e) == 0 ? p : NULL;
}

static enum verdict apply(struct setting *s, const struct policy *p)
{
	artifacts_release(&s->as);
	evidence_sort(&s->ev);
	artifacts_init(&s->as, &s->ev, &sample_catalog, "in");
	return policy_apply(p, &s->as, &s->ev);
}

static enum verdict apply_yaml(struct setting *s, const char *yaml)
{
	struct err e = {0};
	const struct policy *p = load(s, yaml, &e);
	if (!p)
		fail_msg("%s", e.text);
	return apply(s, p);
}

static enum verdict apply_fail_on(struct setting *s, const char *word)
{
	const struct policy *p;
	assert_int_equal(policy_load(&sample_catalog, NULL, &word, word != NULL, &s->arena, &p, NULL), 0);
	return apply(s, p);
}

static const char *finding(struct setting *s, const char *id)
{
	const struct finding *f = finding_of(&s->as.at[0], id);
	return f ? f->message : NULL;
}

static void owl_model(struct setting *s)
{
	put_text(&s->ev, "LICENSE", OWL, MATCH_EXACT);
	put_restriction(&s->ev, "LICENSE", 1, OWL, "You must not trade.", 4);
}

static void test_default(void **state)
{
	struct setting *s = *state;
	owl_model(s);
	assert_int_equal(apply_fail_on(s, NULL), VERDICT_PASS); /* restrictions are shown */
	put_card(&s->ev, "README.md", "wren");
	assert_int_equal(apply_fail_on(s, NULL), VERDICT_REVIEW);
	assert_int_equal(finding_of(&s->as.at[0], "claim-contradicts-text")->verdict, VERDICT_REVIEW);
}

static void test_review_of_doubt(void **state)
{
	struct setting *s = *state;
	assert_int_equal(apply_fail_on(s, NULL), VERDICT_REVIEW); /* nothing there */
	put_text(&s->ev, "LICENSE", OWL, MATCH_EDITED);
	assert_int_equal(apply_fail_on(s, NULL), VERDICT_REVIEW);
	assert_int_equal(apply_yaml(s, "ignore: {findings: [edited-license-text]}"), VERDICT_PASS);
	assert_int_equal(finding_of(&s->as.at[0], "edited-license-text")->severity, SEVERITY_NOTE);
	assert_int_equal(apply_yaml(s, "ignore: {findings: edited-license-text}\ndeny: {findings: [edited-license-text]}"),
			 VERDICT_FAIL);
}

static void test_fail_on(void **state)
{
	struct setting *s = *state;
	owl_model(s);
	static const char *const failing[] = {"no-trade", "owl", "Owl-NC-4.0", "Owl Non-Trade License 4.0"};
	for (size_t i = 0; i < sizeof failing / sizeof *failing; i++)
		assert_int_equal(apply_fail_on(s, failing[i]), VERDICT_FAIL);
	assert_int_equal(apply_fail_on(s, "user-cap"), VERDICT_PASS);
	assert_int_equal(apply_fail_on(s, "no-license-evidence"), VERDICT_PASS);
	const char *wrong = "no-such-thing";
	const struct policy *p;
	struct err e = {0};
	assert_int_equal(policy_load(&sample_catalog, NULL, &wrong, 1, &s->arena, &p, &e), -1);
	assert_int_equal(e.code, ERR_USAGE);
	assert_true(strstr(e.text, wrong) != NULL);
}

static void test_deny_and_allow(void **state)
{
	struct setting *s = *state;
	owl_model(s);
	assert_int_equal(apply_yaml(s, "deny: {kinds: [no-trade]}"), VERDICT_FAIL);
	assert_true(strstr(finding(s, "denied-kind"), "no-trade") != NULL);
	assert_int_equal(finding_of(&s->as.at[0], "denied-kind")->n_evidence, 1);
	assert_int_equal(apply_yaml(s, "deny: {licenses: [owl]}"), VERDICT_FAIL);
	assert_true(strstr(finding(s, "denied-license"), "Owl-NC-4.0") != NULL);
	assert_int_equal(apply_yaml(s, "deny: {categories: [non-commercial]}"), VERDICT_FAIL);
	assert_int_equal(apply_yaml(s, "deny: {categories: [copyleft], licenses: [wren], kinds: [user-cap]}"), VERDICT_PASS);
	assert_int_equal(apply_yaml(s, "allow: {licenses: [owl]}"), VERDICT_PASS);
	assert_int_equal(apply_yaml(s, "allow: {categories: [non-commercial]}"), VERDICT_PASS);
	assert_int_equal(apply_yaml(s, "allow: {licenses: [wren]}"), VERDICT_FAIL);
	assert_non_null(finding(s, "license-not-allowed"));
	assert_int_equal(apply_yaml(s, "review: {kinds: [no-trade]}"), VERDICT_REVIEW);
}

static void test_family_means_its_members(void **state)
{
	struct setting *s = *state;
	put_weights_file(&s->ev, "model.bin", 1, NULL);
	put_text(&s->ev, "LICENSE", HERON_1, MATCH_EXACT);
	put_card(&s->ev, "README.md", "heron-1");
	assert_int_equal(apply_yaml(s, "deny: {licenses: [heron-family]}"), VERDICT_FAIL);
	assert_int_equal(apply_yaml(s, "deny: {licenses: [heron-2]}"), VERDICT_PASS);
	assert_int_equal(apply_yaml(s, "allow: {licenses: [heron-family]}"), VERDICT_PASS);
}

static void test_allow_needs_the_plain_license(void **state)
{
	struct setting *s = *state;
	assert_int_equal(apply_yaml(s, "allow: {licenses: [owl]}"), VERDICT_FAIL); /* nothing concluded */
	put_text(&s->ev, "LICENSE", OWL, MATCH_EDITED);
	assert_int_equal(apply_yaml(s, "allow: {licenses: [owl]}\nignore: {findings: [edited-license-text]}"), VERDICT_FAIL);
	assert_int_equal(apply_yaml(s, "deny: {licenses: [owl]}"),
			 VERDICT_FAIL); /* an edited copy is denied like the plain one */
}

static void test_choice(void **state)
{
	struct setting *s = *state;
	put_card(&s->ev, "README.md", "owl OR swan-2.0");
	assert_int_equal(apply_fail_on(s, "no-trade"), VERDICT_PASS); /* the swan may be chosen */
	assert_int_equal(apply_fail_on(s, "owl"), VERDICT_PASS);
	assert_int_equal(apply_yaml(s, "allow: {licenses: [swan-2.0]}"), VERDICT_PASS);
	assert_int_equal(apply_yaml(s, "deny: {licenses: [swan-2.0], kinds: [no-trade]}"), VERDICT_FAIL);
}

static void test_conflict_hides_nothing(void **state)
{
	struct setting *s = *state;
	put_card(&s->ev, "README.md", "owl AND swan-2.0");
	put_text(&s->ev, "LICENSE", WREN, MATCH_EXACT);
	assert_int_equal(apply_fail_on(s, "swan-2.0"), VERDICT_FAIL); /* nothing is concluded, but it is claimed */
	assert_int_equal(apply_fail_on(s, "wren"), VERDICT_FAIL);
}

static void test_incomplete(void **state)
{
	struct setting *s = *state;
	owl_model(s);
	put_problem(&s->ev, "more.tar", "more.tar ends too early.");
	assert_int_equal(apply_fail_on(s, NULL), VERDICT_INCOMPLETE);
	assert_int_equal(s->as.at[0].verdict, VERDICT_INCOMPLETE);
	assert_int_equal(apply_fail_on(s, "no-trade"), VERDICT_FAIL); /* no gap makes it better */
	put_card(&s->ev, "README.md", "wren");
	assert_int_equal(apply_fail_on(s, NULL), VERDICT_INCOMPLETE); /* worse than review */
	assert_string_equal(verdict_name(VERDICT_INCOMPLETE), "incomplete");
}

static void test_problem_outside(void **state)
{
	struct setting *s = *state;
	put_weights_file(&s->ev, "a/m.bin", 1, NULL);
	put_text(&s->ev, "a/LICENSE", SWAN, MATCH_EXACT);
	put_problem(&s->ev, "b/secret", "b/secret cannot be read.");
	assert_int_equal(apply_fail_on(s, NULL), VERDICT_INCOMPLETE);
	assert_int_equal(s->as.at[0].verdict, VERDICT_PASS);
}

static void test_bare_name(void **state)
{
	struct setting *s = *state;
	const struct policy *p;
	struct err e = {0};
	owl_model(s);
	assert_int_equal(policy_load(&sample_catalog, "gate", NULL, 0, &s->arena, &p, &e), 0);
	assert_string_equal(policy_name(p), "gate");
	assert_int_equal(apply(s, p), VERDICT_FAIL);
	assert_int_equal(policy_load(&sample_catalog, "no/such.yaml", NULL, 0, &s->arena, &p, &e), -1);
	assert_int_equal(e.code, ERR_USAGE);
}

static void test_broken(void **state)
{
	static const char *const cases[][2] = {
		{"deny: {kinds: [no-such-kind]}", ":1:16: 'no-such-kind' is not a kind"},
		{"name: x\ndeny:\n  licenses: [sparrow]", ":3:14: there is no license 'sparrow'"},
		{"deny: {categories: [birds]}", ":1:21: no license"},
		{"review: {findings: [nothing]}", ":1:21: there is no finding 'nothing'"},
		{"forbid: {}", ":1:1: there is no field 'forbid'"},
		{"allow: {findings: [mention-only]}", ":1:9: there is no field 'findings'"},
		{"deny: [no-trade]", ":1:7: a map"},
		{"deny: {kinds: {a: b}}", ":1:15: a list"},
		{"deny: {kinds: [[no-trade]]}", ":1:16: a text"},
		{"deny: {", ":2:1: did not find"},
		{"just words", ":1:1: a map"},
	};
	struct setting *s = *state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct err e = {0};
		assert_null(load(s, cases[i][0], &e));
		assert_int_equal(e.code, ERR_DATA);
		if (strncmp(e.text, s->path, strlen(s->path)) || !strstr(e.text, cases[i][1]))
			fail_msg("%s: %s", cases[i][0], e.text);
	}
	struct err e = {0};
	assert_non_null(load(s, "", &e)); /* an empty policy is the plain one */
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		TEST(test_default),
		TEST(test_review_of_doubt),
		TEST(test_fail_on),
		TEST(test_deny_and_allow),
		TEST(test_family_means_its_members),
		TEST(test_allow_needs_the_plain_license),
		TEST(test_choice),
		TEST(test_conflict_hides_nothing),
		TEST(test_incomplete),
		TEST(test_problem_outside),
		TEST(test_bare_name),
		TEST(test_broken),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
