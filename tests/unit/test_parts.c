/* SPDX-License-Identifier: MIT */
/* Which license is for the weights, and what is said where it is not plain. */
#include "setting.h"

static void put_said(struct evidence *ev, const char *entry, int license, unsigned said, const char *sentence, uint32_t line)
{
	struct match m = {.license = &sample_licenses[license], .state = MATCH_MENTION, .how = "name", .said = said};
	struct place at = {.entry = entry, .start = line * 10, .end = line * 10 + 4, .line_start = line, .line_end = line};
	put_document(ev, entry, "card");
	put(ev, &(struct fact){.kind = FACT_MATCH, .value = sentence, .at = at, .detail = &m});
}

static void assert_says(const struct artifact *a, const char *finding, const char *words)
{
	const struct finding *f = finding_of(a, finding);
	if (!f)
		fail_msg("there is no %s", finding);
	if (!strstr(f->message, words))
		fail_msg("%s: \"%s\" has no \"%s\"", finding, f->message, words);
}

static int alarms(const struct artifact *a)
{
	int n = 0;
	for (size_t i = 0; i < a->n_findings; i++)
		n += a->findings[i].severity != SEVERITY_NOTE;
	return n;
}

static void test_text_is_for_the_code(void **state)
{
	struct setting *s = *state;
	put_text(&s->ev, "LICENSE", WREN, MATCH_EXACT);
	put_said(&s->ev, "README.md", WREN, SAID_OF_CODE, "The code is under Wren.", 3);
	put_said(&s->ev, "README.md", OWL, SAID_OF_WEIGHTS, "The weights are under Owl.", 4);
	const struct artifact *a = make(s);
	assert_string_equal(a->concluded, "Owl-NC-4.0");
	assert_says(a, "licenses-by-part", "The weights are under Owl.");
	assert_null(finding_of(a, "claim-contradicts-text"));
	assert_int_equal(a->n_declared, 1);
	assert_string_equal(a->declared[0].source, "prose");
}

static void test_sentence_contradicts_text(void **state)
{
	struct setting *s = *state;
	put_text(&s->ev, "LICENSE", WREN, MATCH_EXACT);
	put_said(&s->ev, "README.md", OWL, SAID_OF_WEIGHTS | SAID_OF_CODE, "Code and weights are under Owl.", 4);
	const struct artifact *a = make(s);
	assert_null(a->concluded);
	assert_says(a, "claim-contradicts-text", "Owl");
}

static void test_sentence_agrees(void **state)
{
	struct setting *s = *state;
	put_text(&s->ev, "LICENSE", WREN, MATCH_EXACT);
	put_said(&s->ev, "README.md", WREN, SAID_OF_ALL, "This is under Wren.", 4);
	const struct artifact *a = make(s);
	assert_string_equal(a->concluded, "Wren");
	assert_int_equal(alarms(a), 0);
}

static void test_sentence_against_field(void **state)
{
	struct setting *s = *state;
	put_card(&s->ev, "README.md", "wren");
	put_said(&s->ev, "README.md", OWL, SAID_OF_WEIGHTS, "The weights are under Owl.", 9);
	assert_non_null(finding_of(make(s), "claims-disagree"));
}

static void test_part_without_text(void **state)
{
	struct setting *s = *state;
	put_text(&s->ev, "LICENSE", WREN, MATCH_EXACT);
	put_said(&s->ev, "README.md", WREN, SAID_OF_WEIGHTS, "The small model is under Wren.", 4);
	put_said(&s->ev, "README.md", OWL, SAID_OF_WEIGHTS, "The large model is under Owl.", 5);
	assert_says(make(s), "part-without-text", "The large model is under Owl.");
}

static void test_model_license_first(void **state)
{
	struct setting *s = *state;
	put_text(&s->ev, "LICENSE", WREN, MATCH_EXACT);
	put_text(&s->ev, "MODEL_LICENSE", OWL, MATCH_EXACT);
	put_said(&s->ev, "README.md", WREN, SAID_OF_ALL, "This is under Wren.", 4);
	const struct artifact *a = make(s);
	assert_string_equal(a->concluded, "Owl-NC-4.0");
	assert_says(a, "licenses-by-part", "LICENSE (Wren)");
	assert_null(finding_of(a, "claim-contradicts-text"));
	/* unless the card says that the plain one is for weights too */
	put_said(&s->ev, "README.md", WREN, SAID_OF_WEIGHTS, "The small model is under Wren.", 5);
	assert_string_equal(make(s)->concluded, "Owl-NC-4.0 AND Wren");
}

static void test_nothing_for_the_weights(void **state)
{
	struct setting *s = *state;
	put_text(&s->ev, "LICENSE", WREN, MATCH_EXACT);
	put_said(&s->ev, "README.md", WREN, SAID_OF_CODE, "The code is under Wren.", 3);
	assert_null(finding_of(make(s), "weights-license-silent")); /* there are none */
	put_weights_file(&s->ev, "m.bin", 1, NULL);
	assert_says(make(s), "weights-license-silent", "The code is under Wren.");
	put_said(&s->ev, "README.md", WREN, SAID_OF_WEIGHTS, "So are the weights.", 4);
	assert_null(finding_of(make(s), "weights-license-silent"));
}

static void test_texts_undecided(void **state)
{
	struct setting *s = *state;
	put_text(&s->ev, "LICENSE", WREN, MATCH_EXACT);
	put_text(&s->ev, "LICENSE.2", OWL, MATCH_EXACT);
	assert_says(make(s), "texts-undecided", "LICENSE.2");
	put_card(&s->ev, "README.md", "wren OR owl");
	assert_null(finding_of(make(s), "texts-undecided"));
}

/* A license of an example, of a bundled library: not for the weights. */
static void test_folders_of_their_own(void **state)
{
	struct setting *s = *state;
	put_weights_file(&s->ev, "net/m.bin", 1, NULL);
	put_text(&s->ev, "LICENSE", WREN, MATCH_EXACT);
	put_text(&s->ev, "examples/x/LICENSE", OWL, MATCH_EDITED);
	put_document(&s->ev, "examples/y/package.json", "package");
	put_declared(&s->ev, "examples/y/package.json", "license", "owl", 3);
	const struct artifact *a = make(s);
	assert_string_equal(a->concluded, "Wren");
	assert_int_equal(alarms(a), 0);
	/* nor is one of a library in a folder of the code that is called after models */
	put_text(&s->ev, "src/net/models/auk/LICENSE", OWL, MATCH_EXACT);
	assert_string_equal(make(s)->concluded, "Wren");
	/* but one that is called after the weights beside what speaks of them, or collects licenses, is */
	put_text(&s->ev, "models/LICENSE", OWL, MATCH_EXACT);
	assert_string_equal(make(s)->concluded, "Owl-NC-4.0 AND Wren");
}

/* Of the parts that a document tells apart, that which holds the weights. */
static void test_parts_by_path(void **state)
{
	struct setting *s = *state;
	put_weights_file(&s->ev, "net/m.bin", 1, NULL);
	put_document(&s->ev, "REUSE.toml", "license");
	put_declared(&s->ev, "REUSE.toml", "license", "wren", 2);
	put_declared(&s->ev, "REUSE.toml", "license_part", "swan-2.0 for doc/*", 5);
	put_declared(&s->ev, "REUSE.toml", "license_part", "owl for net/*.bin other/**", 8);
	const struct artifact *a = make(s);
	assert_string_equal(a->concluded, "Owl-NC-4.0");
	/* weights of no part go by what is said of the whole */
	put_weights_file(&s->ev, "rest/n.bin", 1, NULL);
	assert_string_equal(make(s)->concluded, "Owl-NC-4.0 AND Wren");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_text_is_for_the_code, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_sentence_contradicts_text, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_sentence_agrees, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_sentence_against_field, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_part_without_text, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_model_license_first, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_nothing_for_the_weights, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_texts_undecided, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_folders_of_their_own, set_up, tear_down),
		cmocka_unit_test_setup_teardown(test_parts_by_path, set_up, tear_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
