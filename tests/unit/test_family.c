/* SPDX-License-Identifier: MIT */
/* Families: ids that name a license and not which version of it; and every id that model cards may carry. */
#include "findings/claims.h"
#include "setting.h"

#include <stdio.h>
#include <stdlib.h>

static void test_alone(void **state)
{
	struct setting *s = *state;
	put_card(&s->ev, "README.md", "heron-family");
	put_card(&s->ev, "sub/README.md", "heron-family");
	const struct artifact *a = make(s);
	assert_string_equal(a->concluded, "LicenseRef-heron-family");
	const struct finding *f = finding_of(a, "claim-too-vague");
	assert_non_null(f);
	assert_int_equal(f->severity, SEVERITY_WARNING);
	assert_true(strstr(f->message, "heron-1 and heron-2") != NULL);
	assert_int_equal(a->n_findings,
			 3); /* said once, though two documents say it; claim-without-text, restriction-from-record */
	assert_int_equal(a->n_restrictions, 1);
}

static void test_text_of_a_member(void **state)
{
	struct setting *s = *state;
	put_card(&s->ev, "README.md", "heron-family");
	put_text(&s->ev, "LICENSE", HERON_1, MATCH_EXACT);
	const struct artifact *a = make(s);
	assert_string_equal(a->concluded, "LicenseRef-heron-1");
	assert_null(finding_of(a, "claim-too-vague"));
	assert_null(finding_of(a, "claim-contradicts-text"));
	assert_null(finding_of(a, "claim-without-text"));
	put_text(&s->ev, "LICENSE", HERON_1, MATCH_EDITED);
	assert_string_equal(make(s)->concluded, "LicenseRef-heron-1-edited");
}

static void test_text_of_another_license(void **state)
{
	struct setting *s = *state;
	put_card(&s->ev, "README.md", "heron-family");
	put_text(&s->ev, "LICENSE", WREN, MATCH_EXACT);
	const struct artifact *a = make(s);
	assert_null(a->concluded);
	assert_non_null(finding_of(a, "claim-contradicts-text"));
	assert_null(finding_of(a, "claim-too-vague"));
}

static void test_texts_of_two_members(void **state)
{
	struct setting *s = *state;
	put_card(&s->ev, "README.md", "heron-family");
	put_text(&s->ev, "LICENSE", HERON_1, MATCH_EXACT);
	put_text(&s->ev, "LICENSE-2", HERON_2, MATCH_EXACT);
	const struct artifact *a = make(s);
	assert_string_equal(a->concluded, "LicenseRef-heron-1 AND LicenseRef-heron-2");
	assert_non_null(finding_of(a, "several-license-texts"));
}

/* The claim that says more holds, wherever it stands; two members do not agree because a family is claimed as well. */
static void test_beside_a_member(void **state)
{
	struct setting *s = *state;
	put_card(&s->ev, "README.md", "heron-family");
	put_card(&s->ev, "README-2.md", "heron-1");
	const struct artifact *a = make(s);
	assert_string_equal(a->concluded, "LicenseRef-heron-1");
	assert_null(finding_of(a, "claim-too-vague"));
	assert_null(finding_of(a, "claims-disagree"));
	put_card(&s->ev, "README-3.md", "owl");
	a = make(s);
	assert_null(a->concluded);
	assert_non_null(finding_of(a, "claims-disagree"));
}

static void test_mentions(void **state)
{
	struct setting *s = *state;
	put_document(&s->ev, "README.md", "card");
	put_match(&s->ev, "README.md", HERON_FAMILY, MATCH_MENTION);
	assert_string_equal(make(s)->concluded, "LicenseRef-heron-family");
	put_match(&s->ev, "README.md", HERON_2, MATCH_MENTION);
	assert_string_equal(make(s)->concluded, "LicenseRef-heron-2");
	put_match(&s->ev, "README.md", WREN, MATCH_MENTION);
	assert_null(make(s)->concluded);
}

/* Ids of the Hugging Face hub (its documentation of August 2026). */
static const char *const hub_ids[] = {
	"apache-2.0",
	"mit",
	"openrail",
	"bigscience-openrail-m",
	"creativeml-openrail-m",
	"bigscience-bloom-rail-1.0",
	"bigcode-openrail-m",
	"afl-3.0",
	"artistic-2.0",
	"bsl-1.0",
	"bsd",
	"bsd-2-clause",
	"bsd-3-clause",
	"bsd-3-clause-clear",
	"c-uda",
	"cc",
	"cc0-1.0",
	"cc-by-2.0",
	"cc-by-2.5",
	"cc-by-3.0",
	"cc-by-4.0",
	"cc-by-sa-3.0",
	"cc-by-sa-4.0",
	"cc-by-nc-2.0",
	"cc-by-nc-3.0",
	"cc-by-nc-4.0",
	"cc-by-nd-4.0",
	"cc-by-nc-nd-3.0",
	"cc-by-nc-nd-4.0",
	"cc-by-nc-sa-2.0",
	"cc-by-nc-sa-3.0",
	"cc-by-nc-sa-4.0",
	"cdla-sharing-1.0",
	"cdla-permissive-1.0",
	"cdla-permissive-2.0",
	"wtfpl",
	"ecl-2.0",
	"epl-1.0",
	"epl-2.0",
	"etalab-2.0",
	"eupl-1.1",
	"eupl-1.2",
	"agpl-3.0",
	"gfdl",
	"gpl",
	"gpl-2.0",
	"gpl-3.0",
	"lgpl",
	"lgpl-2.1",
	"lgpl-3.0",
	"isc",
	"h-research",
	"intel-research",
	"lppl-1.3c",
	"ms-pl",
	"apple-ascl",
	"apple-amlr",
	"mpl-2.0",
	"odc-by",
	"odbl",
	"openmdw-1.0",
	"openmdw-1.1",
	"openrail++",
	"osl-3.0",
	"postgresql",
	"ofl-1.1",
	"ncsa",
	"unlicense",
	"zlib",
	"pddl",
	"lgpl-lr",
	"deepfloyd-if-license",
	"fair-noncommercial-research-license",
	"llama2",
	"llama3",
	"llama3.1",
	"llama3.2",
	"llama3.3",
	"llama4",
	"grok2-community",
	"gemma",
	"unknown",
	"other",
};

static bool leaves_name_open(const char *id)
{
	return !strcmp(id, "other") || !strcmp(id, "unknown");
}

static void test_every_id_of_the_hub(void **state)
{
	struct setting *s = *state;
	ARENA_AUTO struct arena a;
	arena_init(&a);
	assert_int_equal(sizeof hub_ids / sizeof *hub_ids, 83);
	for (size_t i = 0; i < sizeof hub_ids / sizeof *hub_ids; i++) {
		const struct expression *x = claim_resolve(&catalog_builtin, hub_ids[i], &a);
		if (!x != leaves_name_open(hub_ids[i]))
			fail_msg("the id '%s' %s", hub_ids[i], x ? "names a license" : "names no license");
	}
	put_card(&s->ev, "README.md", "other");
	const struct finding *f = finding_of(make_with(s, &catalog_builtin), "unresolved-claim");
	assert_non_null(f);
	assert_true(strstr(f->message, "names none") != NULL);
}

/* What the built-in families are made of: records with texts, so that a claim can agree with one. */
static void test_built_in_families(void **state)
{
	(void)state;
	size_t families = 0;
	for (uint32_t i = 0; i < catalog_builtin.n_licenses; i++) {
		const struct license *l = &catalog_builtin.licenses[i];
		families += l->members.count > 0;
		for (uint32_t k = 0; k < l->members.count; k++) {
			const struct license *member = catalog_license(&catalog_builtin, l->members.at[k]);
			if (!member || !member->n_fingerprints)
				fail_msg("%s: the member %s has no text", l->id, l->members.at[k]);
			assert_true(license_has_member(l, member));
			assert_false(license_has_member(member, l));
		}
	}
	assert_true(families >= 7);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		TEST(test_alone),
		TEST(test_text_of_a_member),
		TEST(test_text_of_another_license),
		TEST(test_texts_of_two_members),
		TEST(test_beside_a_member),
		TEST(test_mentions),
		TEST(test_every_id_of_the_hub),
		TEST(test_built_in_families),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
