/* SPDX-License-Identifier: MIT */
#include "setting.h"

#include "findings/claims.h"

#include <stdio.h>
#include <stdlib.h>

static void assert_findings(const struct artifact *a, const char *ids)
{
	char all[1000] = "";
	for (size_t i = 0; i < a->n_findings; i++)
		snprintf(all + strlen(all), sizeof all - strlen(all), "%s%s", i ? " " : "", a->findings[i].id);
	assert_string_equal(all, ids);
}

/* --- grouping -------------------- */

static void test_empty(void **state)
{
	const struct artifact *a = make(*state);
	assert_int_equal(((struct setting *)*state)->as.count, 1);
	assert_string_equal(a->path, "");
	assert_string_equal(a->name, "put");
	assert_null(a->concluded);
	assert_findings(a, "no-license-evidence");
}

static void test_roots(void **state)
{
	struct setting *s = *state;
	put_weights_file(&s->ev, "one/model-1.safetensors", 1, NULL);
	put_weights_file(&s->ev, "one/model-2.safetensors", 1, NULL);
	put_weights_file(&s->ev, "one/sub/extra.safetensors", 1, NULL);
	put_text(&s->ev, "one/LICENSE", WREN, MATCH_EXACT);
	put_weights_file(&s->ev, "two/deep/model.safetensors", 1, NULL);
	put_card(&s->ev, "two/README.md", "owl");
	put_weights_file(&s->ev, "one-more/model.safetensors", 1, NULL);
	make(s);
	assert_int_equal(s->as.count, 3);
	assert_int_equal(artifact_at(&s->as, "one")->n_weights, 3);
	assert_int_equal(artifact_at(&s->as, "two")->n_weights, 1);
	assert_string_equal(artifact_at(&s->as, "two")->concluded, "Owl-NC-4.0");
	assert_string_equal(artifact_at(&s->as, "one-more")->weights[0]->at.entry, "one-more/model.safetensors");
	assert_findings(artifact_at(&s->as, "one-more"), "no-license-evidence");
}

static void test_archives(void **state)
{
	struct setting *s = *state;
	/* A package in which license and weights lie in different members of one archive in an archive. */
	put_weights_file(&s->ev, "dist/a.deb!/data.tar.xz!/usr/share/m/x.bin", 1, NULL);
	put_text(&s->ev, "dist/a.deb!/data.tar.xz!/usr/share/doc/m/copyright", WREN, MATCH_EXACT);
	/* The license in another inner archive than the weights. */
	put_weights_file(&s->ev, "dist/c.conda!/pkg.tar!/x.bin", 1, NULL);
	put_text(&s->ev, "dist/c.conda!/info.tar!/licenses/LICENSE", OWL, MATCH_EXACT);
	/* Two packages in one archive stay two. */
	put_weights_file(&s->ev, "dist/z.zip!/p.whl!/x.bin", 1, NULL);
	put_text(&s->ev, "dist/z.zip!/p.whl!/p.dist-info/LICENSE", WREN, MATCH_EXACT);
	put_weights_file(&s->ev, "dist/z.zip!/q.whl!/x.bin", 1, NULL);
	put_text(&s->ev, "dist/z.zip!/q.whl!/q.dist-info/LICENSE", OWL, MATCH_EXACT);
	make(s);
	assert_int_equal(s->as.count, 4);
	assert_string_equal(artifact_at(&s->as, "dist/a.deb")->concluded, "Wren");
	assert_string_equal(artifact_at(&s->as, "dist/a.deb")->name, "a.deb");
	assert_string_equal(artifact_at(&s->as, "dist/c.conda")->concluded, "Owl-NC-4.0");
	assert_string_equal(artifact_at(&s->as, "dist/z.zip!/p.whl")->concluded, "Wren");
	assert_string_equal(artifact_at(&s->as, "dist/z.zip!/q.whl")->concluded, "Owl-NC-4.0");
}

static void test_inherited(void **state)
{
	struct setting *s = *state;
	put_text(&s->ev, "LICENSE", WREN, MATCH_EXACT);
	put_card(&s->ev, "README.md", "wren");
	put_weights_file(&s->ev, "a/m.bin", 1, NULL);
	put_card(&s->ev, "a/README.md", "owl");
	put_weights_file(&s->ev, "b/m.bin", 1, NULL);
	put_text(&s->ev, "b/LICENSE", OWL, MATCH_EXACT);
	make(s);
	assert_int_equal(s->as.count, 2);
	const struct artifact *a = artifact_at(&s->as, "a"), *b = artifact_at(&s->as, "b");
	assert_int_equal(a->n_declared, 1); /* its own claim, not the one above */
	assert_int_equal(a->n_matches, 1);  /* but the text above, which is that of the repository */
	assert_null(finding_of(a, "claim-contradicts-text"));
	assert_non_null(finding_of(a, "licenses-by-part"));
	assert_string_equal(a->concluded, "Owl-NC-4.0");
	assert_string_equal(b->concluded, "Owl-NC-4.0"); /* has a text of its own */
	assert_findings(b, "restriction-from-record");
}

static void test_inherited_terms(void **state)
{
	struct setting *s = *state;
	put_text(&s->ev, "LICENSE", OWL, MATCH_EXACT);
	put_weights_file(&s->ev, "a/m.bin", 1, NULL);
	put_card(&s->ev, "a/README.md", "wren");
	put_weights_file(&s->ev, "b/m.bin", 1, NULL);
	make(s);
	assert_non_null(finding_of(artifact_at(&s->as, "a"), "claim-contradicts-text"));
}

/* Where an archive breaks off, what would have come may have been of any model in it; what one member cannot be is its own matter. */
static void test_broken_archive(void **state)
{
	struct setting *s = *state;
	static const char *const roots[] = {"a.tar!/m", "a.tar!/n/in.zip!", "b.tar!/m", "c.tar!/m"};
	for (size_t i = 0; i < 4; i++) {
		char name[60];
		snprintf(name, sizeof name, "%s/m.bin", roots[i]);
		put_weights_file(&s->ev, name, 1, NULL);
		snprintf(name, sizeof name, "%s/LICENSE", roots[i]);
		put_text(&s->ev, name, WREN, MATCH_EXACT);
	}
	put_problem(&s->ev, "a.tar!/z/rest.txt", "It stops there."); /* truncated */
	put_problem(&s->ev, "b.tar", "It has no end.");
	put(&s->ev, &(struct fact){.kind = FACT_PROBLEM, .key = "encrypted", .value = "No.", .at = {.entry = "c.tar!/x.pdf"}});
	make(s);
	assert_int_equal(artifact_at(&s->as, "a.tar!/m")->n_problems, 1);
	assert_int_equal(artifact_at(&s->as, "a.tar!/n/in.zip")->n_problems, 1);
	assert_int_equal(artifact_at(&s->as, "b.tar!/m")->n_problems, 1);
	assert_int_equal(artifact_at(&s->as, "c.tar!/m")->n_problems, 0);
}

static void test_problems_belong(void **state)
{
	struct setting *s = *state;
	put_weights_file(&s->ev, "a/x.zip!/m.bin", 1, NULL);
	put_text(&s->ev, "a/x.zip!/LICENSE", WREN, MATCH_EXACT);
	put_problem(&s->ev, "a/x.zip", "a/x.zip ends too early.");
	put_weights_file(&s->ev, "b/m.bin", 1, NULL);
	put_text(&s->ev, "b/LICENSE", WREN, MATCH_EXACT);
	make(s);
	assert_int_equal(artifact_at(&s->as, "a/x.zip")->n_problems, 1);
	assert_int_equal(artifact_at(&s->as, "b")->n_problems, 0);
}

static void test_names(void **state)
{
	struct setting *s = *state;
	put_weights_file(&s->ev, "a/m.bin", 1, NULL);
	put_meta(&s->ev, "a/m.bin", "name", "from-header");
	put_text(&s->ev, "a/LICENSE", WREN, MATCH_EXACT);
	assert_string_equal(make(s)->name, "from-header");
	put_document(&s->ev, "a/package.json", "package");
	put_meta(&s->ev, "a/package.json", "name", "from-package");
	assert_string_equal(make(s)->name, "from-package");
	put_document(&s->ev, "a/README.md", "card");
	put_meta(&s->ev, "a/README.md", "name", "from-card");
	assert_string_equal(make(s)->name, "from-card");
}

/* --- claims -------------------- */

static void test_claims_resolve(void **state)
{
	static const char *const cases[][2] = {
		{"wren", "Wren"},
		{"Wren License", "Wren"},
		{"The Wren Licence", "Wren"},
		{"License :: Some Approved :: Wren License", "Wren"},
		{"Swan Public License, Version 2.0", "Swan-2.0-only"},
		{"Swan Public License v2.0", "Swan-2.0-only"},
		{"Swan-2.0-or-later OR wren", "Swan-2.0-or-later OR Wren"},
		{"https://www.heron.example/license#top", "LicenseRef-heron-2"},
		{"Swan Public License 2.0\n\n the text of it follows", "Swan-2.0-only"},
	};
	struct setting *s = *state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char name[32];
		snprintf(name, sizeof name, "README-%02zu.md", i);
		put_card(&s->ev, name, cases[i][0]);
	}
	const struct artifact *a = make(s);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		assert_string_equal(a->declared[i].license, cases[i][1]);
		assert_string_equal(a->declared[i].as_written, cases[i][0]);
		assert_string_equal(a->declared[i].source, "model-card");
		assert_int_equal(a->declared[i].fact->at.line_start, 2);
	}
}

static void test_other_by_name_and_link(void **state)
{
	struct setting *s = *state;
	put_card(&s->ev, "a/README.md", "other");
	put_declared(&s->ev, "a/README.md", "license_name", "heron-1", 3);
	put_card(&s->ev, "b/README.md", "other");
	put_declared(&s->ev, "b/README.md", "license_link", "./TERMS.md", 3);
	put_text(&s->ev, "b/TERMS.md", OWL, MATCH_EXACT);
	put_card(&s->ev, "c/README.md", "other");
	put_declared(&s->ev, "c/README.md", "license_link", "https://heron.example/license", 3);
	put_document(&s->ev, "d/package.json", "package");
	put_declared(&s->ev, "d/package.json", "license", "SEE LICENSE IN LICENSE.txt", 3);
	put_text(&s->ev, "d/LICENSE.txt", WREN, MATCH_EXACT);
	static const char *const expected[] = {"LicenseRef-heron-1", "Owl-NC-4.0", "LicenseRef-heron-2", "Wren"};
	const char *dirs[] = {"a", "b", "c", "d"};
	for (size_t i = 0; i < 4; i++) {
		char weights[16];
		snprintf(weights, sizeof weights, "%s/m.bin", dirs[i]);
		put_weights_file(&s->ev, weights, 1, NULL);
	}
	make(s);
	for (size_t i = 0; i < 4; i++) {
		const struct artifact *a = artifact_at(&s->as, dirs[i]);
		assert_int_equal(a->n_declared, 1);
		assert_string_equal(a->declared[0].license, expected[i]);
		assert_string_equal(a->concluded, expected[i]);
		assert_null(finding_of(a, "unresolved-claim"));
	}
}

static void test_unresolved(void **state)
{
	struct setting *s = *state;
	put_card(&s->ev, "README.md", "other");
	const struct artifact *a = make(s);
	assert_null(a->concluded);
	assert_findings(a, "unresolved-claim");
	assert_string_equal(a->declared[0].license, "other");
	assert_null(a->declared[0].record);
	/* A text answers a claim that leaves the name open. */
	put_text(&s->ev, "LICENSE", WREN, MATCH_EXACT);
	a = make(s);
	assert_string_equal(a->concluded, "Wren");
	assert_null(finding_of(a, "unresolved-claim"));
}

static void test_missing_link(void **state)
{
	struct setting *s = *state;
	put_card(&s->ev, "README.md", "other");
	put_declared(&s->ev, "README.md", "license_link", "LICENSE-MODEL.md", 3);
	const struct artifact *a = make(s);
	assert_non_null(finding_of(a, "license-link-missing"));
	assert_non_null(finding_of(a, "unresolved-claim"));
	assert_true(strstr(finding_of(a, "license-link-missing")->message, "LICENSE-MODEL.md") != NULL);
}

/* A name that is not known, beside the text of another license. */
static void test_unknown_name_beside_text(void **state)
{
	struct setting *s = *state;
	put_text(&s->ev, "LICENSE", WREN, MATCH_EXACT);
	put_card(&s->ev, "README.md", "other");
	put_declared(&s->ev, "README.md", "license_name", "sparrow-license", 3);
	const struct artifact *a = make(s);
	assert_null(a->concluded);
	assert_non_null(finding_of(a, "unresolved-claim"));
}

static void test_name_resembles_text(void **state)
{
	struct setting *s = *state;
	put_text(&s->ev, "LICENSE", HERON_1, MATCH_EXACT);
	put_card(&s->ev, "README.md", "other");
	put_declared(&s->ev, "README.md", "license_name", "the-heron-model-license", 3);
	const struct artifact *a = make(s);
	assert_string_equal(a->concluded, "LicenseRef-heron-1");
	assert_null(finding_of(a, "unresolved-claim"));
}

static void test_link_to_another_text(void **state)
{
	struct setting *s = *state;
	put_text(&s->ev, "LICENSE", WREN, MATCH_EXACT);
	put_card(&s->ev, "README.md", "other");
	put_declared(&s->ev, "README.md", "license_link", "LICENSE-MODEL.md", 3);
	const struct artifact *a = make(s);
	assert_null(a->concluded);
	assert_non_null(finding_of(a, "license-link-missing"));
}

static void test_very_many_claims(void **state)
{
	struct setting *s = *state;
	put_document(&s->ev, "README.md", "card");
	for (uint32_t i = 0; i < 3000; i++) {
		char value[32];
		snprintf(value, sizeof value, "wren WITH x%u", i);
		put_declared(&s->ev, "README.md", "license", value, i + 1);
	}
	const struct artifact *a = make(s);
	assert_int_equal(a->n_declared, 1000);
	assert_null(a->concluded);
	assert_non_null(finding_of(a, "unresolved-claim"));
}

/* --- conclusions -------------------- */

static void test_exact_and_agreeing(void **state)
{
	struct setting *s = *state;
	put_text(&s->ev, "LICENSE", WREN, MATCH_EXACT);
	put_card(&s->ev, "README.md", "Wren License");
	const struct artifact *a = make(s);
	assert_string_equal(a->concluded, "Wren");
	assert_true(strstr(a->concluded_how, "LICENSE") && strstr(a->concluded_how, "README.md"));
	assert_findings(a, "restriction-from-record"); /* no rule read its notice duty */
}

static void test_contradiction(void **state)
{
	struct setting *s = *state;
	put_text(&s->ev, "LICENSE", HERON_1, MATCH_EXACT);
	put_card(&s->ev, "README.md", "wren");
	const struct artifact *a = make(s);
	assert_null(a->concluded);
	const struct finding *f = finding_of(a, "claim-contradicts-text");
	assert_non_null(f);
	assert_int_equal(f->severity, SEVERITY_ERROR);
	assert_int_equal(f->n_evidence, 2);
	assert_string_equal(f->evidence[0]->at.entry, "README.md");
	assert_int_equal(f->evidence[0]->at.line_start, 2);
	assert_string_equal(f->evidence[1]->at.entry, "LICENSE");
	assert_string_equal(f->message,
			    "README.md declares the Wren License, but LICENSE is the text of the Heron Community License 1.");
}

static void test_family(void **state)
{
	struct setting *s = *state;
	put_text(&s->ev, "a/LICENSE", HERON_1, MATCH_EXACT);
	put_card(&s->ev, "a/README.md", "heron"); /* names no version: version 1 is meant as well */
	put_weights_file(&s->ev, "a/m.bin", 1, NULL);
	put_text(&s->ev, "b/LICENSE", HERON_1, MATCH_EXACT);
	put_card(&s->ev, "b/README.md", "heron-2");
	put_weights_file(&s->ev, "b/m.bin", 1, NULL);
	make(s);
	assert_string_equal(artifact_at(&s->as, "a")->concluded, "LicenseRef-heron-1");
	assert_null(finding_of(artifact_at(&s->as, "a"), "claim-contradicts-text"));
	assert_null(finding_of(artifact_at(&s->as, "a"), "claim-without-text"));
	assert_null(artifact_at(&s->as, "b")->concluded);
	assert_non_null(finding_of(artifact_at(&s->as, "b"), "claim-contradicts-text"));
}

/* Whoever writes 2 names version 2.0, and not the one before it. */
static void test_version_as_written(void **state)
{
	(void)state;
	static const struct {
		const char *version, *words;
		bool named;
	} cases[] = {
		{"2.0", "heron-2", true}, {"2.0.0", "heron-2", true}, {"2.0", "heron2", true},
		{"2", "heron-2", true},	  {"2.1", "heron-2", false},  {"20", "heron-2", false},
		{"2.0", "heron", false},  {"0", "heron", false},      {"2.0b", "heron-2", false},
		{NULL, "heron-2", true},  {"2.0", "Heron v2", true},  {"2024-02-20", "heron-2", false},
	};
	struct license licenses[sizeof sample_licenses / sizeof *sample_licenses];
	memcpy(licenses, sample_licenses, sizeof licenses);
	struct catalog c = sample_catalog;
	c.licenses = licenses;
	struct arena a __attribute__((cleanup(arena_release)));
	arena_init(&a);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		licenses[HERON_2].version = cases[i].version;
		const struct expression *x = claim_resolve(&c, cases[i].words, &a);
		assert_ptr_equal(x->license, &licenses[HERON_2]);
		assert_int_equal(claim_means(&c, x, &licenses[HERON_1]), !cases[i].named);
	}
}

/* A number that is part of what every version is called tells none of them; nor does a page that shows the newest. */
static void test_version_of_a_name_with_a_number(void **state)
{
	(void)state;
	static const struct license series[] = {
		{.id = "pear-7-1.0", .name = "Pear.7 [wood] License", .version = "7.0", .successor = "pear-7-7.1"},
		{.id = "pear-7-7.1", .name = "Pear.7 [wood] License v7.1", .version = "7.1", .predecessor = "pear-7-1.0"},
		{.id = "plum-7", .name = "Plum 7 License", .version = "7"},
	};
	struct catalog c = {.licenses = series, .n_licenses = 3};
	assert_false(license_version_named(&c, &series[0], "pear-7-wood-license"));
	assert_false(license_version_named(&c, &series[0], "Pear.7 wood"));
	assert_true(license_version_named(&c, &series[0], "pear-7-wood-license-v7"));
	assert_true(license_version_named(&c, &series[1], "Pear.7 [wood] License v7.1"));
	assert_true(license_version_named(&c, &series[2], "plum-7"));
	assert_false(license_version_named(&c, &series[0], "https://example.org/pear7/LICENSE"));
	assert_true(license_version_named(&c, &series[1], "https://example.org/pear/7.1/LICENSE"));
	assert_true(license_version_named(&c, &series[2], "https://example.org/plum/LICENSE"));
}

static void test_edited(void **state)
{
	struct setting *s = *state;
	put_text(&s->ev, "LICENSE", WREN, MATCH_EDITED);
	put_card(&s->ev, "README.md", "wren");
	const struct artifact *a = make(s);
	assert_string_equal(a->concluded, "LicenseRef-wren-edited");
	assert_findings(a, "edited-license-text");
	assert_string_equal(
		a->findings[0].message,
		"LICENSE is not the Wren License as published: 1 change in section 2, 3 words added (\"and only indoors\") and 0 "
		"removed.");
}

static void test_worst_copy_counts(void **state)
{
	struct setting *s = *state;
	put_text(&s->ev, "LICENSE", WREN, MATCH_EXACT);
	put_text(&s->ev, "model/LICENSE", WREN, MATCH_EDITED);
	assert_string_equal(make(s)->concluded, "LicenseRef-wren-edited");
}

static void test_several_texts(void **state)
{
	struct setting *s = *state;
	put_text(&s->ev, "LICENSE", WREN, MATCH_EXACT);
	put_text(&s->ev, "LICENSE-2", OWL, MATCH_EXACT);
	const struct artifact *a = make(s);
	assert_string_equal(a->concluded, "Owl-NC-4.0 AND Wren");
	assert_non_null(finding_of(a, "several-license-texts"));
	/* A choice only when the publisher says so. */
	put_card(&s->ev, "README.md", "wren OR owl");
	a = make(s);
	assert_string_equal(a->concluded, "Owl-NC-4.0 OR Wren");
	assert_null(finding_of(a, "several-license-texts"));
}

static void test_list_is_and(void **state)
{
	struct setting *s = *state;
	put_card(&s->ev, "README.md", "wren");
	put_declared(&s->ev, "README.md", "license", "owl", 3);
	assert_string_equal(make(s)->concluded, "Owl-NC-4.0 AND Wren");
}

static void test_text_for_code(void **state)
{
	struct setting *s = *state;
	put_text(&s->ev, "LICENSE-CODE", WREN, MATCH_EXACT);
	put_restriction(&s->ev, "LICENSE-CODE", 3, WREN, "Keep it.", 2);
	put_text(&s->ev, "LICENSE-MODEL", OWL, MATCH_EXACT);
	const struct artifact *a = make(s);
	assert_string_equal(a->concluded, "Owl-NC-4.0");
	assert_int_equal(a->n_restrictions, 1);
	assert_int_equal(a->n_matches, 2);
}

/* A document that says which license is for which part, and holds the texts of all. */
static void test_text_for_a_part(void **state)
{
	struct setting *s = *state;
	put_text(&s->ev, "copyright", WREN, MATCH_EXACT);
	put_match(&s->ev, "copyright", OWL, MATCH_EXACT);
	put_declared(&s->ev, "copyright", "license", "wren", 2);
	put_declared(&s->ev, "copyright", "license_part", "owl for doc/*", 9);
	put_restriction(&s->ev, "copyright", 1, OWL, "No trade.", 12);
	const struct artifact *a = make(s);
	assert_string_equal(a->concluded, "Wren");
	assert_int_equal(a->n_declared, 1);
	assert_int_equal(a->n_restrictions, 1); /* the notice of the one, not the ban of the other */
	assert_int_equal(((const struct restriction *)a->restrictions[0]->detail)->kind->weight, WEIGHT_LOW);
}

static void test_parts_alone(void **state)
{
	struct setting *s = *state;
	put_document(&s->ev, "Kitfile", "package");
	put_declared(&s->ev, "Kitfile", "license_part", "wren for code", 2);
	put_declared(&s->ev, "Kitfile", "license_part", "owl for the model", 3);
	assert_string_equal(make(s)->concluded, "Owl-NC-4.0 AND Wren");
}

struct stand { /* a license or an exception in a document */
	const char *entry, *role;
	int license;
	enum match_state state;
};

static const struct exception_case {
	const char *claim; /* or NULL */
	struct stand at[3];
	const char *concluded, *findings;
} exception_cases[] = {
	/* in the license's own file, in a file beside it, beside a claim */
	{NULL,
	 {{"LICENSE", "license", SWAN, MATCH_EXACT}, {"LICENSE", "license", NEST, MATCH_EXACT}},
	 "Swan-2.0-only WITH Nest-exception-1.0",
	 ""},
	{NULL,
	 {{"LICENSE", "license", SWAN, MATCH_EXACT}, {"LICENSE-NEST", "license", NEST, MATCH_EXACT}},
	 "Swan-2.0-only WITH Nest-exception-1.0",
	 ""},
	{"swan-2.0",
	 {{"LICENSE-NEST", "license", NEST, MATCH_EXACT}},
	 "Swan-2.0-only WITH Nest-exception-1.0",
	 "claim-without-text"},
	/* what the claim says of versions and exceptions is kept */
	{"Swan-2.0-or-later",
	 {{"LICENSE", "license", SWAN, MATCH_EXACT}, {"LICENSE", "license", NEST, MATCH_EXACT}},
	 "Swan-2.0-or-later WITH Nest-exception-1.0",
	 ""},
	{"nestling",
	 {{"LICENSE", "license", SWAN, MATCH_EXACT}, {"LICENSE", "license", NEST, MATCH_EXACT}},
	 "Swan-2.0-or-later WITH Nest-exception-1.0",
	 ""},
	{"swan-2.0 WITH moss",
	 {{"LICENSE", "license", SWAN, MATCH_EDITED}},
	 "LicenseRef-swan-2.0-edited WITH AdditionRef-moss",
	 "edited-license-text unknown-exception"},
	{"swan-2.0 WITH nest-exception-1.0",
	 {{"LICENSE", "license", SWAN, MATCH_EXACT}},
	 "Swan-2.0-only WITH Nest-exception-1.0",
	 "claim-without-text"},
	/* edits of the one are none of the other */
	{NULL,
	 {{"LICENSE", "license", SWAN, MATCH_EDITED}, {"LICENSE", "license", NEST, MATCH_EXACT}},
	 "LicenseRef-swan-2.0-edited WITH Nest-exception-1.0",
	 "edited-license-text"},
	{NULL,
	 {{"LICENSE", "license", SWAN, MATCH_EXACT}, {"LICENSE", "license", NEST, MATCH_EDITED}},
	 "Swan-2.0-only WITH AdditionRef-nest-exception-1.0-edited",
	 "edited-license-text"},
	/* alone, or beside a license that it is not for */
	{NULL, {{"LICENSE", "license", NEST, MATCH_EXACT}}, NULL, "no-license-evidence exception-alone"},
	{NULL, {{"README.md", "card", NEST, MATCH_MENTION}}, NULL, "no-license-evidence"},
	{NULL,
	 {{"LICENSE", "license", OWL, MATCH_EXACT}, {"LICENSE", "license", NEST, MATCH_EXACT}},
	 "Owl-NC-4.0",
	 "exception-alone restriction-from-record"},
	{"nest-exception-1.0", {{"LICENSE", "license", OWL, MATCH_EXACT}}, NULL, "unresolved-claim restriction-from-record"},
	/* of the code, or of third parties */
	{NULL, {{"LICENSE", "license", SWAN, MATCH_EXACT}, {"LICENSE-CODE", "license", NEST, MATCH_EXACT}}, "Swan-2.0-only", ""},
	{NULL, {{"LICENSE", "license", SWAN, MATCH_EXACT}, {"NOTICE", "notice", NEST, MATCH_EXACT}}, "Swan-2.0-only", ""},
	/* of two licenses the one that it is for, and that in its own file */
	{NULL,
	 {{"LICENSE", "license", OWL, MATCH_EXACT},
	  {"LICENSE", "license", NEST, MATCH_EXACT},
	  {"LICENSE-2", "license", SWAN, MATCH_EXACT}},
	 "Owl-NC-4.0 AND Swan-2.0-only WITH Nest-exception-1.0",
	 "texts-undecided several-license-texts restriction-from-record"},
	/* only mentioned */
	{NULL,
	 {{"README.md", "card", SWAN, MATCH_MENTION}, {"README.md", "card", NEST, MATCH_MENTION}},
	 "Swan-2.0-only WITH Nest-exception-1.0",
	 "mention-only"},
};

static void test_exceptions(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof exception_cases / sizeof *exception_cases; i++) {
		const struct exception_case *c = &exception_cases[i];
		struct setting s = {.catalog = &sample_catalog};
		evidence_init(&s.ev);
		if (c->claim)
			put_card(&s.ev, "CARD.md", c->claim);
		for (size_t k = 0; k < 3 && c->at[k].entry; k++) {
			put_document(&s.ev, c->at[k].entry, c->at[k].role);
			put_match(&s.ev, c->at[k].entry, c->at[k].license, c->at[k].state);
		}
		const struct artifact *a = make(&s);
		assert_string_equal(a->concluded ? a->concluded : "nothing", c->concluded ? c->concluded : "nothing");
		assert_findings(a, c->findings);
		artifacts_release(&s.as);
		evidence_release(&s.ev);
	}
}

static void test_policy_is_no_license(void **state)
{
	struct setting *s = *state;
	put_text(&s->ev, "LICENSE", HERON_1, MATCH_EXACT);
	put_document(&s->ev, "USE_POLICY.md", "policy");
	put_match(&s->ev, "USE_POLICY.md", HERON_POLICY, MATCH_EXACT);
	const struct artifact *a = make(s);
	assert_string_equal(a->concluded, "LicenseRef-heron-1");
	assert_null(finding_of(a, "several-license-texts"));
}

static void test_claims_alone(void **state)
{
	struct setting *s = *state;
	put_card(&s->ev, "README.md", "owl");
	const struct artifact *a = make(s);
	assert_string_equal(a->concluded, "Owl-NC-4.0");
	assert_findings(a, "claim-without-text restriction-from-record");
	assert_int_equal(a->n_restrictions, 1);
	const struct restriction *r = a->restrictions[0]->detail;
	assert_null(r->rule);
	assert_null(r->text);
	assert_string_equal(r->clause, "3");
	assert_string_equal(a->restrictions[0]->at.entry, "README.md");
	assert_int_equal(a->restrictions[0]->at.line_start, 2);
	/* Another document that says otherwise. */
	put_declared(&s->ev, "model.bin", "license", "wren", 1);
	a = make(s);
	assert_null(a->concluded);
	assert_non_null(finding_of(a, "claims-disagree"));
	assert_int_equal(finding_of(a, "claims-disagree")->n_evidence, 2);
}

static void test_package_speaks_for_itself(void **state)
{
	struct setting *s = *state;
	put_document(&s->ev, "package.json", "package");
	put_declared(&s->ev, "package.json", "license", "wren", 4);
	const struct artifact *a = make(s);
	assert_string_equal(a->concluded, "Wren");
	put_card(&s->ev, "README.md", "owl");
	a = make(s);
	assert_string_equal(a->concluded, "Owl-NC-4.0");
	assert_null(finding_of(a, "claims-disagree"));
}

static void test_unknown_text(void **state)
{
	struct setting *s = *state;
	put_text(&s->ev, "LICENSE", -1, MATCH_UNKNOWN);
	put_card(&s->ev, "README.md", "wren");
	const struct artifact *a = make(s);
	assert_null(a->concluded);
	assert_non_null(finding_of(a, "unknown-license-text"));
	assert_null(finding_of(a, "claim-contradicts-text"));
}

static void test_unread_license_file(void **state)
{
	struct setting *s = *state;
	put_document(&s->ev, "LICENSE", "license");
	assert_findings(make(s), "unknown-license-text");
}

static void test_mentions(void **state)
{
	struct setting *s = *state;
	put_document(&s->ev, "README.md", "card");
	put_match(&s->ev, "README.md", WREN, MATCH_MENTION);
	const struct artifact *a = make(s);
	assert_string_equal(a->concluded, "Wren");
	assert_non_null(finding_of(a, "mention-only"));
	put_match(&s->ev, "README.md", OWL, MATCH_MENTION);
	assert_null(make(s)->concluded);
	/* Front matter is stronger than prose. */
	put_declared(&s->ev, "README.md", "license", "owl", 2);
	a = make(s);
	assert_string_equal(a->concluded, "Owl-NC-4.0");
	assert_null(finding_of(a, "mention-only"));
}

static void test_notice_is_no_license(void **state)
{
	struct setting *s = *state;
	put_document(&s->ev, "NOTICE", "notice");
	put_match(&s->ev, "NOTICE", OWL, MATCH_EXACT);
	put_card(&s->ev, "README.md", "wren");
	const struct artifact *a = make(s);
	assert_string_equal(a->concluded, "Wren");
	assert_null(finding_of(a, "claim-contradicts-text"));
}

/* --- restrictions and the rest -------------------- */

static void test_restrictions(void **state)
{
	struct setting *s = *state;
	put_text(&s->ev, "LICENSE", HERON_1, MATCH_EXACT);
	put_restriction(&s->ev, "LICENSE", 3, HERON_1, "Keep the notice.", 9);
	put_restriction(&s->ev, "LICENSE", 0, HERON_1, "Not more than a million users.", 5);
	put_restriction(&s->ev, "LICENSE", 0, HERON_1, "Nor their friends.", 3);
	put_text(&s->ev, "docs/LICENSE", HERON_1, MATCH_EXACT);
	put_restriction(&s->ev, "docs/LICENSE", 0, HERON_1, "Not more than\n  a million users.", 5);
	const struct artifact *a = make(s);
	static const char *const kinds[] = {"user-cap", "user-cap", "show-badge", "keep-notice"};
	static const uint32_t lines[] = {3, 5, 1, 9}; /* the badge is known from the record, and stands where the text begins */
	assert_int_equal(a->n_restrictions, 4);
	for (size_t i = 0; i < 4; i++) {
		const struct restriction *r = a->restrictions[i]->detail;
		assert_string_equal(r->kind->id, kinds[i]);
		assert_int_equal(a->restrictions[i]->at.line_start, lines[i]);
		assert_int_equal(r->text == NULL, i == 2);
	}
}

static void test_pointers_and_base_models(void **state)
{
	struct setting *s = *state;
	put_weights_file(&s->ev, "m-1.bin", 1, "git-lfs");
	put_weights_file(&s->ev, "m-2.bin", 1, NULL);
	put_text(&s->ev, "LICENSE", SWAN, MATCH_EXACT);
	put_declared(&s->ev, "README.md", "base_model", "someone/heron-7b", 4);
	const struct artifact *a = make(s);
	assert_findings(a, "weights-absent base-model-license");
	assert_string_equal(a->findings[0].message, "1 of 2 weights files is here only as a pointer (git-lfs).");
	assert_true(strstr(a->findings[1].message, "someone/heron-7b") != NULL);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)
	const struct CMUnitTest tests[] = {
		TEST(test_empty),
		TEST(test_roots),
		TEST(test_archives),
		TEST(test_inherited),
		TEST(test_inherited_terms),
		TEST(test_broken_archive),
		TEST(test_problems_belong),
		TEST(test_names),
		TEST(test_claims_resolve),
		TEST(test_other_by_name_and_link),
		TEST(test_unresolved),
		TEST(test_missing_link),
		TEST(test_unknown_name_beside_text),
		TEST(test_name_resembles_text),
		TEST(test_link_to_another_text),
		TEST(test_very_many_claims),
		TEST(test_exact_and_agreeing),
		TEST(test_contradiction),
		TEST(test_family),
		cmocka_unit_test(test_version_as_written),
		cmocka_unit_test(test_version_of_a_name_with_a_number),
		TEST(test_edited),
		TEST(test_worst_copy_counts),
		TEST(test_several_texts),
		TEST(test_list_is_and),
		TEST(test_text_for_code),
		TEST(test_text_for_a_part),
		TEST(test_parts_alone),
		TEST(test_exceptions),
		TEST(test_policy_is_no_license),

		TEST(test_claims_alone),
		TEST(test_package_speaks_for_itself),
		TEST(test_unknown_text),
		TEST(test_unread_license_file),
		TEST(test_mentions),
		TEST(test_notice_is_no_license),
		TEST(test_restrictions),
		TEST(test_pointers_and_base_models),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
