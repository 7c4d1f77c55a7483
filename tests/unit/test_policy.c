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
	artifacts_init(&s->as, &s->ev, &sample_catalog, "in", 1);
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

/* --- the use ---------------------------------------------------------------------------------------------------------------- */

struct use_case {
	int kind;
	struct pair values[3];
	uint32_t n_values;
	const char *text, *use; /* the clause; what the policy says */
	enum verdict verdict;
	const char *says; /* words of the finding's message */
};

static void check_use(struct setting *s, const struct use_case *c)
{
	evidence_release(&s->ev);
	evidence_init(&s->ev);
	put_text(&s->ev, "LICENSE", SWAN, MATCH_EXACT);
	put_valued(&s->ev, "LICENSE", c->kind, SWAN, c->text, 4, c->values, c->n_values);
	enum verdict v = apply_yaml(s, c->use);
	static const char *const ids[] = {
		[VERDICT_PASS] = "use-not-limited", [VERDICT_REVIEW] = "use-unclear", [VERDICT_FAIL] = "use-forbidden"};
	const struct finding *f = finding_of(&s->as.at[0], ids[c->verdict]);
	if (v != c->verdict || !f || f->verdict != c->verdict || !strstr(f->message, c->says))
		fail_msg("%s: %s, %s", c->use, verdict_name(v), f ? f->message : "no finding");
}

#define LIMIT(n) {{"limit", n}, {"metric", "users"}}, 2, "A cap."
#define AMOUNT(n, currency, period) {{"amount", n}, {"currency", currency}, {"period", period}}, 3, "A cap."

static void test_use(void **state)
{
	static const struct use_case cases[] = {
		/* one cap, a small firm and a large one; the cap itself; nothing said; nothing to compare */
		{USER_CAP, LIMIT("700000000"), "use: {users: 2M}", VERDICT_PASS, "is not above limit 700000000"},
		{USER_CAP, LIMIT("700000000"), "use: {users: 800M}", VERDICT_FAIL, "is above limit 700000000"},
		{USER_CAP, LIMIT("700000000"), "use: {users: 700000001}", VERDICT_FAIL, "is above"},
		{USER_CAP, LIMIT("700000000"), "use: {users: 0.7B}", VERDICT_REVIEW, "is just the limit"},
		{USER_CAP, LIMIT("1500"), "use: {users: 1.6K}", VERDICT_FAIL, "is above"},
		{USER_CAP, LIMIT("700000000"), "use: {commercial: true}", VERDICT_REVIEW,
		 "does not say `users` (How many users?)"},
		{USER_CAP, LIMIT("700000000"), "use: {users: }", VERDICT_REVIEW, "does not say `users`"},
		{USER_CAP, {{"metric", "users"}}, 1, "A cap.", "use: {users: 2M}", VERDICT_REVIEW, "no limit that could be read"},
		{USER_CAP,
		 {{"limit", "9"}, {"metric", "cats"}},
		 2,
		 "A cap.",
		 "use: {users: 2M}",
		 VERDICT_REVIEW,
		 "does not say in what it counts"},
		{USER_CAP, {{"limit", "9"}}, 1, "A cap.", "use: {users: 1}", VERDICT_REVIEW, "does not say in what it counts"},
		/* sums: nothing is converted */
		{MONEY_CAP, AMOUNT("1000000", "USD", "year"), "use: {revenue: 999K USD}", VERDICT_PASS, "is not above"},
		{MONEY_CAP, AMOUNT("1000000", "USD", "year"), "use: {revenue: 5M USD/year}", VERDICT_FAIL, "is above amount"},
		{MONEY_CAP, AMOUNT("1000000", "EUR", "year"), "use: {revenue: 5M USD}", VERDICT_REVIEW, "nothing is converted"},
		{MONEY_CAP, AMOUNT("1000000", "USD", "month"), "use: {revenue: 5M USD}", VERDICT_REVIEW, "counts a month"},
		{MONEY_CAP, {{"amount", "5"}}, 1, "A cap.", "use: {revenue: 5M USD}", VERDICT_REVIEW, "no currency"},
		{MONEY_CAP, AMOUNT("1000000", "USD", "year"), "use: {revenue: 1M USD}", VERDICT_REVIEW, "is just the amount"},
		/* what a month brings is a part of the year */
		{MONEY_CAP, AMOUNT("6000000", "USD", "month"), "use: {revenue: 5M USD}", VERDICT_PASS, "is not above"},
		{MONEY_CAP, AMOUNT("1000000", "USD", "year"), "use: {revenue: 2M USD/month}", VERDICT_FAIL, "is above"},
		{MONEY_CAP, AMOUNT("1000000", "USD", "year"), "use: {revenue: 400K USD/month}", VERDICT_REVIEW, "counts a year"},
		{MONEY_CAP,
		 {{"amount", "9000000"}, {"currency", "USD"}},
		 2,
		 "A cap.",
		 "use: {revenue: 5M USD}",
		 VERDICT_REVIEW,
		 "for which time"},
		{MONEY_CAP,
		 {{"amount", "900000"}, {"currency", "USD"}},
		 2,
		 "A cap.",
		 "use: {revenue: 5M USD}",
		 VERDICT_FAIL,
		 "is above"},
		{MONEY_CAP,
		 {{"amount", "9000000"}, {"currency", "USD"}, {"period", "year"}},
		 3,
		 "Sales or gifts.",
		 "use: {revenue: 5M USD}",
		 VERDICT_REVIEW,
		 "speaks of \"gift\", too"},
		/* yes and no */
		{NO_TRADE, {{0}}, 0, "No.", "use: {commercial: true}", VERDICT_FAIL, "is concerned"},
		{NO_TRADE, {{0}}, 0, "No.", "use: {commercial: false}", VERDICT_PASS, "is not concerned"},
		{NO_TRADE, {{0}}, 0, "No.", "use: {users: 1}", VERDICT_REVIEW, "does not say `commercial`"},
		/* regions: a union has its members, a member is in it */
		{CLOSED_AREA, {{"regions", "EU"}}, 1, "No.", "use: {regions: [US, DE]}", VERDICT_FAIL, "with EU"},
		{CLOSED_AREA, {{"regions", "JP,FR"}}, 1, "No.", "use: {regions: EU}", VERDICT_FAIL, "with FR"},
		{CLOSED_AREA, {{"regions", "JP"}}, 1, "No.", "use: {regions: everywhere}", VERDICT_FAIL, "with JP"},
		{CLOSED_AREA, {{"regions", "EU,JP"}}, 1, "No.", "use: {regions: [US]}", VERDICT_PASS, "nothing to do"},
		{CLOSED_AREA, {{"regions", "JP"}}, 1, "Only there.", "use: {regions: [US]}", VERDICT_REVIEW, "for a person"},
		{CLOSED_AREA, {{0}}, 0, "No.", "use: {regions: [US]}", VERDICT_REVIEW, "no regions"},
		{CLOSED_AREA, {{"granted", "JP,EU"}}, 1, "Only there.", "use: {regions: [FR, JP]}", VERDICT_PASS, "lies within"},
		{CLOSED_AREA, {{"granted", "JP"}}, 1, "There.", "use: {regions: [JP, US]}", VERDICT_FAIL, "has US, and only JP"},
		{CLOSED_AREA, {{"granted", "DE"}}, 1, "There.", "use: {regions: EU}", VERDICT_FAIL, "has EU, and only DE"},
		{CLOSED_AREA, {{"granted", "EU"}}, 1, "There.", "use: {regions: everywhere}", VERDICT_FAIL, "has everywhere"},
		/* fields */
		{NO_WAR, {{0}}, 0, "No.", "use: {fields: [law, war]}", VERDICT_FAIL, "has war"},
		{NO_WAR, {{0}}, 0, "No.", "use: {fields: [law]}", VERDICT_PASS, "has nothing of it"},
		{NO_WAR, {{0}}, 0, "No.", "use: {fields: []}", VERDICT_PASS, "has nothing of it"},
		{NO_WAR, {{0}}, 0, "No.", "use: {users: 1}", VERDICT_REVIEW, "`fields`"},
		{MUST_ASK, {{0}}, 0, "Ask.", "use: {users: 1}", VERDICT_REVIEW, "on every use"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		check_use(*state, &cases[i]);
}

static void test_use_names_its_line(void **state)
{
	struct setting *s = *state;
	put_text(&s->ev, "LICENSE", OWL, MATCH_EXACT);
	put_restriction(&s->ev, "LICENSE", NO_TRADE, OWL, "You must not trade.", 4);
	assert_int_equal(apply_yaml(s, "name: firm\nuse:\n  commercial: true\n"), VERDICT_FAIL);
	const struct finding *f = finding_of(&s->as.at[0], "use-forbidden");
	char at[80];
	snprintf(at, sizeof at, "%s:3:15", s->path);
	assert_string_equal(f->decided_by, at);
	assert_true(strstr(f->message, at) && strstr(f->message, "Owl-NC-4.0") && strstr(f->message, "no-trade"));
	assert_int_equal(f->n_evidence, 1);
}

static void test_lists_stay_stronger(void **state)
{
	struct setting *s = *state;
	owl_model(s);
	assert_int_equal(apply_yaml(s, "use: {commercial: false}\ndeny: {kinds: [no-trade]}"), VERDICT_FAIL);
	assert_int_equal(apply_yaml(s, "use: {commercial: false}\nreview: {kinds: [no-trade]}"), VERDICT_REVIEW);
	assert_int_equal(apply_yaml(s, "allow: {kinds: [user-cap]}"), VERDICT_FAIL);
	assert_true(strstr(finding(s, "denied-kind"), "allows only other kinds") != NULL);
	assert_int_equal(apply_yaml(s, "allow: {kinds: [no-trade]}"), VERDICT_PASS);
	assert_int_equal(apply_yaml(s, "allow: {kinds: []}"), VERDICT_FAIL);
}

static void test_duties(void **state)
{
	struct setting *s = *state;
	put_text(&s->ev, "LICENSE", SWAN, MATCH_EXACT);
	put_restriction(&s->ev, "LICENSE", SHOW_BADGE, SWAN, "Show it.", 4);
	assert_int_equal(apply_yaml(s, "use: {hosting: true}"), VERDICT_PASS);
	assert_int_equal(apply_yaml(s, "require: {duties: [show-badge]}"), VERDICT_REVIEW);
	assert_int_equal(apply_yaml(s, "require: {duties: [show-badge]}\nuse: {hosting: true}"), VERDICT_REVIEW);
	assert_non_null(finding(s, "duty-required"));
	assert_int_equal(apply_yaml(s, "require: {duties: [show-badge]}\nuse: {hosting: false}"), VERDICT_PASS);
}

static void test_choice_by_use(void **state)
{
	struct setting *s = *state;
	put_card(&s->ev, "README.md", "owl OR swan-2.0");
	assert_int_equal(apply_yaml(s, "use: {commercial: true}"), VERDICT_PASS); /* the swan may be chosen */
	put_card(&s->ev, "README.md", "owl OR heron-1");
	assert_int_not_equal(apply_yaml(s, "use: {commercial: true}"), VERDICT_PASS);
}

/* A side that may be taken does not hide what is unclear in it. */
static void test_acceptable_side_is_judged(void **state)
{
	struct setting *s = *state;
	put_card(&s->ev, "README.md", "owl OR heron-1");
	assert_int_equal(apply_yaml(s, "use: {commercial: true}"), VERDICT_REVIEW); /* the heron's cap: users are not said */
	assert_int_equal(apply_yaml(s, "use: {commercial: true, users: 5}"), VERDICT_PASS);
	assert_int_equal(apply_yaml(s, "use: {commercial: true, users: 5M}"), VERDICT_FAIL);
}

/* --- severities and thresholds ---------------------------------------------------------------------------------------------- */

static void test_severities(void **state)
{
	struct setting *s = *state;
	put_text(&s->ev, "LICENSE", OWL, MATCH_EDITED);
	assert_int_equal(apply_yaml(s, "severities: {edited-license-text: note}"), VERDICT_PASS);
	assert_int_equal(apply_yaml(s, "severities: {edited-license-text: error}"), VERDICT_REVIEW);
	assert_int_equal(finding_of(&s->as.at[0], "edited-license-text")->severity, SEVERITY_ERROR);
	assert_int_equal(apply_yaml(s, "severities: {edited-license-text: error}\nverdict: {fail: error}"), VERDICT_FAIL);
	assert_int_equal(apply_yaml(s, "verdict: {fail: warning}"), VERDICT_FAIL);
	assert_int_equal(apply_yaml(s, "verdict: {review: error}"), VERDICT_PASS);
	assert_int_equal(apply_yaml(s, "verdict: {review: never}"), VERDICT_PASS);
	assert_int_equal(apply_yaml(s, "verdict: {fail: never}"), VERDICT_REVIEW);
}

static void test_no_evidence_never_passes(void **state)
{
	struct setting *s = *state;
	put_weights_file(&s->ev, "m.bin", 1, NULL);
	assert_int_equal(apply_yaml(s, "severities: {no-license-evidence: note}"), VERDICT_REVIEW);
	assert_int_equal(apply_yaml(s, "verdict: {review: never}"), VERDICT_REVIEW);
	put_match(&s->ev, "README.md", OWL, MATCH_MENTION);
	assert_int_equal(apply_yaml(s, "ignore: {findings: [mention-only]}"), VERDICT_REVIEW);
}

/* --- waivers ---------------------------------------------------------------------------------------------------------------- */

#define SIGNED "reason: Small, approver: A. B., expires: 2026-06-30"
#define FIRST_AA "aa00000000000000000000000000000000000000000000000000000000000000"
#define WEIGHTS_SHA "abcd000000000000000000000000000000000000000000000000000000000000"

static enum verdict waive(struct setting *s, const char *waiver)
{
	char yaml[600];
	snprintf(yaml, sizeof yaml, "deny: {kinds: [no-trade]}\nwaivers:\n- {%s, " SIGNED "}\n", waiver);
	return apply_yaml(s, yaml);
}

static void test_waivers(void **state)
{
	struct setting *s = *state;
	setenv("SOURCE_DATE_EPOCH", "1782777600", 1); /* 2026-06-30: the last day counts */
	put_weights_file(&s->ev, "m.bin", 1, NULL);
	put_digest(&s->ev, "LICENSE", 0xAA);
	owl_model(s);
	assert_int_equal(waive(s, "finding: denied-kind, path: LICENSE"), VERDICT_PASS);
	const struct finding *f = finding_of(&s->as.at[0], "denied-kind");
	assert_string_equal(f->waiver->reason, "Small");
	assert_string_equal(f->waiver->approver, "A. B.");
	assert_string_equal(f->waiver->expires, "2026-06-30");
	assert_true(strstr(f->waiver->at, ":3:3") != NULL);
	static const char *const holding[] = {"kind: no-trade, path: .",
					      "finding: denied-kind, kind: no-trade, sha256: " FIRST_AA,
					      "finding: denied-kind, path: LICENSE, sha256: " FIRST_AA,
					      "finding: denied-kind, sha256: " WEIGHTS_SHA,
					      "finding: denied-kind, path: m.bin",
					      "kind: no-trade, path: 'LIC*'",
					      "kind: no-trade, path: '**/LICENSE'"};
	static const char *const others[] = {"finding: denied-license, path: LICENSE",
					     "kind: user-cap, path: LICENSE",
					     "finding: denied-kind, path: LICENS",
					     "kind: no-trade, path: '*/LICENSE'",
					     "finding: denied-kind, path: README.md",
					     "finding: denied-kind, sha256: bb"
					     "00000000000000000000000000000000000000000000000000000000000000"};
	for (size_t i = 0; i < sizeof holding / sizeof *holding; i++)
		if (waive(s, holding[i]) != VERDICT_PASS)
			fail_msg("%s", holding[i]);
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		if (waive(s, others[i]) != VERDICT_FAIL)
			fail_msg("%s", others[i]);
	unsetenv("SOURCE_DATE_EPOCH");
}

static void test_waiver_that_ended(void **state)
{
	struct setting *s = *state;
	owl_model(s);
	setenv("SOURCE_DATE_EPOCH", "1782864000", 1); /* the day after */
	assert_int_equal(waive(s, "finding: denied-kind, path: LICENSE"), VERDICT_FAIL);
	assert_null(finding_of(&s->as.at[0], "denied-kind")->waiver);
	assert_true(strstr(finding(s, "waiver-expired"), ":3:3: the waiver of denied-kind by A. B. ended on 2026-06-30") != NULL);
	assert_int_equal(waive(s, "finding: denied-kind, path: OTHER"), VERDICT_FAIL);
	assert_null(finding(s, "waiver-expired"));
	unsetenv("SOURCE_DATE_EPOCH");
}

static void test_waiver_of_changed_file(void **state)
{
	struct setting *s = *state;
	setenv("SOURCE_DATE_EPOCH", "1767225600", 1);
	put_digest(&s->ev, "LICENSE", 0xBB);
	owl_model(s);
	assert_int_equal(waive(s, "finding: denied-kind, path: LICENSE, sha256: " FIRST_AA), VERDICT_FAIL);
	assert_true(strstr(finding(s, "waiver-of-changed-file"),
			   ":3:3: the waiver of denied-kind by A. B. is for other bytes than those of LICENSE"));
	unsetenv("SOURCE_DATE_EPOCH");
}

/* It is for one of the files at its path: the others have not changed. */
static void test_waiver_of_one_of_many(void **state)
{
	struct setting *s = *state;
	setenv("SOURCE_DATE_EPOCH", "1767225600", 1);
	put_digest(&s->ev, "LICENSE", 0xBB);
	put_digest(&s->ev, "OTHER", 0xAA);
	owl_model(s);
	assert_int_equal(waive(s, "finding: denied-kind, path: ., sha256: " FIRST_AA), VERDICT_FAIL);
	assert_null(finding(s, "waiver-of-changed-file"));
	unsetenv("SOURCE_DATE_EPOCH");
}

/* One waiver for one file: what another file says is not waived by it. */
static void test_waiver_covers_its_place(void **state)
{
	struct setting *s = *state;
	setenv("SOURCE_DATE_EPOCH", "1767225600", 1);
	owl_model(s);
	put_text(&s->ev, "OTHER", OWL, MATCH_EXACT);
	put_restriction(&s->ev, "OTHER", NO_TRADE, OWL, "No trade.", 7);
	assert_int_equal(waive(s, "finding: denied-kind, path: LICENSE"), VERDICT_FAIL);
	assert_int_equal(waive(s, "finding: denied-kind, path: ."), VERDICT_PASS);
	put_card(&s->ev, "README.md", "wren");
	assert_int_equal(apply_yaml(s, "waivers: [{finding: claim-contradicts-text, path: README.md, " SIGNED "}]"),
			 VERDICT_REVIEW);
	assert_int_equal(apply_yaml(s, "waivers:\n- {finding: claim-contradicts-text, path: README.md, " SIGNED "}\n"
				       "- {finding: claim-contradicts-text, path: LICENSE, " SIGNED "}"),
			 VERDICT_PASS);
	unsetenv("SOURCE_DATE_EPOCH");
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
		{"use: {user: 5}", ":1:7: there is no use 'user'"},
		{"use: {users: many}", ":1:14: a number"},
		{"use: {users: -5}", ":1:14: a number"},
		{"use: {users: 2m}", ":1:14: a number"},
		{"use: {users: [5]}", ":1:14: a number"},
		{"use: {users: 5, users: 6}", ":1:17: the use 'users' stands twice"},
		{"use: {commercial: yes}", ":1:19: true or false"},
		{"use: {revenue: 5M}", ":1:16: a sum"},
		{"use: {revenue: 5M USD/week}", ":1:16: a sum"},
		{"use: {revenue: 5M dollars}", ":1:16: a sum"},
		{"use: {regions: [US, XX]}", ":1:21: 'XX' is no region"},
		{"use: {fields: [peace]}", ":1:16: 'peace' is no word for fields"},
		{"use: [users]", ":1:6: a map"},
		{"ignore: {findings: [no-license-evidence]}", ":1:21: no-license-evidence cannot be ignored"},
		{"require: {duties: [no-trade]}", ":1:20: 'no-trade' is no duty"},
		{"severities: {no-such: error}", ":1:14: there is no finding"},
		{"severities: {mention-only: bad}", ":1:28: note, warning"},
		{"severities: {denied-kind: note}", ":1:14: 'denied-kind' is what"},
		{"verdict: {fail: sometimes}", ":1:17: note, warning"},
		{"name: ''", ":1:7: a text"},
		{"waivers: {}", ":1:10: a list"},
		{"waivers: [{finding: mention-only, path: x, approver: A, expires: 2026-01-01}]", ":1:11: the field 'reason'"},
		{"waivers: [{finding: mention-only, path: x, reason: R, approver: A}]", ":1:11: the field 'expires'"},
		{"waivers: [{finding: mention-only, path: x, reason: ' ', approver: A, expires: 2026-01-01}]", ":1:52: a text"},
		{"waivers: [{finding: mention-only, path: x, reason: R, approver: A, expires: 2026-02-30}]",
		 "'2026-02-30' is no day"},
		{"waivers: [{finding: mention-only, path: x, reason: R, approver: A, expires: 2026}]", ":1:77: '2026' is no day"},
		{"waivers: [{finding: mention-only, reason: R, approver: A, expires: 2026-01-01}]", ":1:11: a waiver is bound"},
		{"waivers: [{path: x, reason: R, approver: A, expires: 2026-01-01}]", ":1:11: a waiver is of"},
		{"waivers: [{finding: nope, path: x, reason: R, approver: A, expires: 2026-01-01}]",
		 ":1:21: there is no finding"},
		{"waivers: [{kind: nope, path: x, reason: R, approver: A, expires: 2026-01-01}]", ":1:18: 'nope' is not a kind"},
		{"waivers: [{finding: mention-only, sha256: AB, reason: R, approver: A, expires: 2026-01-01}]",
		 ":1:43: a SHA-256"},
		{"waivers: [{finding: no-license-evidence, path: x, reason: R, approver: A, expires: 2026-01-01}]",
		 ":1:21: no-license-evidence cannot be waived"},
		{"waivers: [{finding: mention-only, kind: no-trade, path: x, reason: R, approver: A, expires: 2026-01-01}]",
		 ":1:21: mention-only is about no kind"},
		{"waivers: [{finding: mention-only, path: x, reason: R, approver: A, expires: 2026-01-01, until: x}]",
		 "there is no field 'until'"},
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
		TEST(test_use),
		TEST(test_use_names_its_line),
		TEST(test_lists_stay_stronger),
		TEST(test_duties),
		TEST(test_choice_by_use),
		TEST(test_acceptable_side_is_judged),
		TEST(test_severities),
		TEST(test_no_evidence_never_passes),
		TEST(test_waivers),
		TEST(test_waiver_that_ended),
		TEST(test_waiver_of_changed_file),
		TEST(test_waiver_of_one_of_many),
		TEST(test_waiver_covers_its_place),
		TEST(test_broken),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
