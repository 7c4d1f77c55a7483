/* SPDX-License-Identifier: MIT */
/* Is what a license demands of those who pass on what is made from a model there? By a made-up license with a duty of each kind. */
#include "setting.h"

enum { COPY, NOTE, SHOW, NAMED, CHANGED, CREDIT, PASS_ON, POLICY, N_KINDS };

static const char *const changed_words[] = {"changed", "made from"};
static struct kind kinds[N_KINDS] = {
	[COPY] = {.id = "copy", .check = CHECK_LICENSE_TEXT},
	[NOTE] = {.id = "note", .check = CHECK_NOTICE},
	[SHOW] = {.id = "show", .check = CHECK_PHRASE},
	[NAMED] = {.id = "named", .check = CHECK_NAME},
	[CHANGED] = {.id = "changed", .check = CHECK_STATEMENT, .shown_by = {changed_words, 2}},
	[CREDIT] = {.id = "credit", .check = CHECK_CREDIT},
	[PASS_ON] = {.id = "pass-on", .check = CHECK_TERMS},
	[POLICY] = {.id = "policy", .check = CHECK_POLICY, .role = ROLE_REFERENCE},
};
static const struct pair line[] = {{"line", "Herons are under the Heron License."}},
			 phrase[] = {{"phrase", "Hatched with Heron"}}, begins[] = {{"phrase", "Heron"}};
static const struct term demands[] = {
	{.kind = &kinds[COPY]},
	{.kind = &kinds[NOTE], .values = {line, 1}},
	{.kind = &kinds[SHOW], .values = {phrase, 1}, .clause = "3"},
	{.kind = &kinds[NAMED], .values = {begins, 1}},
	{.kind = &kinds[CHANGED]},
	{.kind = &kinds[CREDIT]},
	{.kind = &kinds[PASS_ON]},
};
static const char *const incorporated[] = {"heron-policy"}, *const denials[] = {"not", "never", "未"};
static struct license licenses[sizeof sample_licenses / sizeof *sample_licenses];
static const struct model_license models[] = {{"lab-auk", "heron-1", false}};
static struct catalog c;

static int begin(void **state)
{
	for (size_t i = 0; i < N_KINDS; i++) {
		kinds[i].title = kinds[i].means = kinds[i].remedy = "…";
		kinds[i].derivative = DERIVATIVE_BESIDE;
		kinds[i].owed_by_derivative = i != COPY && i != NOTE;
	}
	memcpy(licenses, sample_licenses, sizeof sample_licenses);
	licenses[HERON_1].terms = demands;
	licenses[HERON_1].n_terms = sizeof demands / sizeof *demands;
	licenses[HERON_1].incorporates = (struct strings){incorporated, 1};
	licenses[HERON_1].urls = (struct strings){heron_urls, 1};
	licenses[WREN].n_terms = licenses[OWL].n_terms = licenses[HERON_2].n_terms = licenses[HERON_FAMILY].n_terms = 0;
	c = sample_catalog;
	c.kinds = kinds;
	c.n_kinds = N_KINDS;
	c.licenses = licenses;
	c.denials = (struct strings){denials, 3};
	c.hints = (struct hints){.models = models, .n_models = 1};
	return set_up(state);
}

static void put_words(struct setting *s, const char *entry, const char *role, const char *words)
{
	struct kept_text t = {words, strlen(words), false};
	put_document(&s->ev, entry, role);
	put(&s->ev, &(struct fact){.kind = FACT_TEXT, .key = role, .at = {.entry = entry}, .detail = &t});
}

static void put_copy(struct setting *s, const char *entry, const char *role, int license, enum match_state state)
{
	static const struct change change = {.op = CHANGE_ADDED, .text = "and only indoors"};
	struct match m = {.license = &licenses[license], .state = state, .similarity = 1, .coverage = 1, .how = "text"};
	if (state == MATCH_EDITED) {
		m.changes = &change;
		m.n_changes = 1;
	}
	put_document(&s->ev, entry, role);
	put(&s->ev, &(struct fact){.kind = FACT_MATCH, .at = {.entry = entry, .end = 900}, .detail = &m});
}

/* A model that its card says is made from lab/auk, whose license is the heron's; what the card says, too. */
static const struct artifact *made(struct setting *s, const char *license, const char *card)
{
	put_weights_file(&s->ev, "m.bin", 1, NULL);
	put_card(&s->ev, "README.md", license);
	put_declared(&s->ev, "README.md", "base_model", "lab/auk", 5);
	put_words(s, "README.md", "card", card);
	return make_with(s, &c);
}

static const struct duty *duty_of(const struct artifact *a, int kind)
{
	for (size_t i = 0; i < a->n_duties; i++)
		if (a->duties[i].kind == &kinds[kind])
			return &a->duties[i];
	fail_msg("there is no duty %s", kinds[kind].id);
	return NULL;
}

static void expect(const struct artifact *a, int kind, enum duty_outcome outcome, const char *words)
{
	const struct duty *d = duty_of(a, kind);
	if (d->outcome != outcome || !strstr(d->how, words))
		fail_msg("%s is %s: %s", kinds[kind].id, duty_outcome_name(d->outcome), d->how);
	if ((outcome == DUTY_FAIL) != (d->finding != 0))
		fail_msg("%s: a finding is there, or not, as it should not be", kinds[kind].id);
}

static void test_all_met(void **state)
{
	struct setting *s = *state;
	put_copy(s, "LICENSE", "license", HERON_1, MATCH_EXACT);
	put_copy(s, "USE_POLICY", "license", HERON_POLICY, MATCH_EXACT);
	put_words(s, "NOTICE", "notice", "Herons are\nunder the \"Heron License\".\n");
	const struct artifact *a = made(s, "heron-1", "# Heron-Chat\n\nHatched with **Heron**, changed, from lab/auk.\n");
	expect(a, COPY, DUTY_PASS, "is in LICENSE");
	expect(a, NOTE, DUTY_PASS, "in a notice file");
	expect(a, SHOW, DUTY_PASS, "is shown in README.md");
	expect(a, NAMED, DUTY_PASS, "begins with");
	expect(a, CHANGED, DUTY_PASS, "says \"changed\"");
	expect(a, CREDIT, DUTY_PASS, "names what");
	expect(a, PASS_ON, DUTY_PASS, "goes with it");
	expect(a, POLICY, DUTY_PASS, "is here");
	assert_int_equal(duty_of(a, SHOW)->shown->at.line_start, 3);
	assert_string_equal(duty_of(a, SHOW)->of, "lab/auk");
	assert_null(finding_of(a, "duty-not-met"));
}

static void test_nothing_is_met(void **state)
{
	const struct artifact *a = made(*state, "wren", "# Stork\n\nA bird.\n");
	expect(a, COPY, DUTY_FAIL, "is in no file here");
	expect(a, NOTE, DUTY_FAIL, "(there is none)");
	expect(a, SHOW, DUTY_FAIL, "is not shown (README.md)");
	expect(a, NAMED, DUTY_FAIL, "does not begin with \"Heron\"");
	expect(a, CHANGED, DUTY_FAIL, "Nothing says that the model was changed");
	expect(a, CREDIT, DUTY_FAIL, "Nothing names");
	expect(a, PASS_ON, DUTY_PASS, "carries the restrictions"); /* there are none */
	expect(a, POLICY, DUTY_FAIL, "makes the Heron Use Policy binding, and it is not here");
	assert_non_null(strstr(finding_of(a, "duty-not-met")->message, "the license of lab/auk"));
}

/* What is there, but not as the license wants it. */
static void test_by_halves(void **state)
{
	struct setting *s = *state;
	put_copy(s, "LICENSE", "license", HERON_1, MATCH_EDITED);
	const struct artifact *a = made(s, "heron-1", "# My-Heron\n\nHerons are under the Heron License.\n");
	expect(a, COPY, DUTY_CANNOT_TELL, "A changed text");
	expect(a, PASS_ON, DUTY_CANNOT_TELL, "A changed text");
	expect(a, NOTE, DUTY_CANNOT_TELL, "but in no notice file");
}

/* The record says that words are set, and not which. */
static void test_set_words(void **state)
{
	static const struct pair some[] = {{"words", "set"}};
	static const struct term set[] = {{.kind = &kinds[NOTE], .values = {some, 1}}}, keep[] = {{.kind = &kinds[NOTE]}};
	licenses[HERON_1].terms = set;
	licenses[HERON_1].n_terms = 1;
	expect(made(*state, "heron-1", "# X\n"), NOTE, DUTY_FAIL, "sets words for one");
	put_words(*state, "NOTICE", "notice", "A bird.\n");
	expect(made(*state, "heron-1", "# X\n"), NOTE, DUTY_CANNOT_TELL, "are not known");
	licenses[HERON_1].terms = keep;
	expect(made(*state, "heron-1", "# X\n"), NOTE, DUTY_PASS, "is not set");
}

static void test_address_alone(void **state)
{
	const struct artifact *a = made(*state, "heron-1", "# X\n\nSee https://heron.example/license/ for it.\n");
	expect(a, COPY, DUTY_CANNOT_TELL, "a card has its address");
}

/* Words that say the contrary, that stand before the card for programs, that are parts of others, or are in a license. */
static void test_words_that_show_nothing(void **state)
{
	static const char *const cards[] = {
		"# X\n\nThis was not hatched with Heron.\n",
		"# X\n\nIt must never say \"Hatched with Heron\".\n",
		"# X\n\n本模型未 Hatched with Heron\n",
		"---\ntags: [hatched-with-heron]\n---\n# X\n",
		"# X\n\nUnhatched with Heron\n",
		"# X\n\nHatched with Herons\n",
		"# X\n\n<!-- Hatched with Heron -->\n\nText.\n",
	};
	static const char *const shown[] = {
		"# X\n\nIt is not large. Hatched with Heron.\n",
		"# X\n\nHATCHED  WITH\nHERON!\n",
		"# X\n\nＨａｔｃｈｅｄ ｗｉｔｈ Heron\n",
		"# X\n\n**H**atched with H<b>eron</b>\n",
		"# X\n\nIt is a bird of the lake, and was hat-\nched with Heron.\n",
		"# X\n\nHat\xE2\x80\x8B"
		"ched with He&shy;ron\n",
		"# X\n\nNot only that: it is a bird of the lake and of the sea, hatched with Heron\n"};
	for (size_t i = 0; i < sizeof cards / sizeof *cards + sizeof shown / sizeof *shown; i++) {
		bool shows = i >= sizeof cards / sizeof *cards;
		const char *card = shows ? shown[i - sizeof cards / sizeof *cards] : cards[i];
		tear_down(state);
		begin(state);
		const struct duty *d = duty_of(made(*state, "heron-1", card), SHOW);
		if ((d->outcome == DUTY_PASS) != shows)
			fail_msg("%s: %s", card, d->how);
	}
}

static void test_quoted_license_shows_nothing(void **state)
{
	struct setting *s = *state;
	put_copy(s, "README.md", "card", HERON_1, MATCH_EXACT); /* bytes 0 to 900 of it */
	expect(made(s, "heron-1", "# X\n\nHatched with Heron\n"), SHOW, DUTY_FAIL, "is not shown");
}

static void test_name(void **state)
{
	expect(made(*state, "heron-1", "# Heron-Chat 2\n\nText.\n"), NAMED, DUTY_PASS, "calls it by a name");
}

/* Nothing says that it was made from another model: its publisher owes nothing, whoever passes it on might. */
static void test_own_model(void **state)
{
	struct setting *s = *state;
	put_weights_file(&s->ev, "m.bin", 1, NULL);
	put_copy(s, "LICENSE", "license", HERON_1, MATCH_EXACT);
	struct restriction r = {.kind = &kinds[SHOW], .license = &licenses[HERON_1], .text = "Show it."};
	put(&s->ev, &(struct fact){.kind = FACT_RESTRICTION, .at = {.entry = "LICENSE"}, .detail = &r});
	r.kind = &kinds[NOTE];
	put(&s->ev, &(struct fact){.kind = FACT_RESTRICTION, .at = {.entry = "LICENSE"}, .detail = &r});
	const struct artifact *a = make_with(s, &c);
	assert_int_equal(a->n_duties, 2);
	expect(a, COPY, DUTY_PASS, "is in LICENSE");
	expect(a, NOTE, DUTY_CANNOT_TELL, "whoever passes it on must");
}

/* What could not be read may have had it. */
static void test_incomplete(void **state)
{
	struct setting *s = *state;
	put_problem(&s->ev, "m.bin", "cut off");
	expect(made(s, "wren", "# X\n\nText.\n"), SHOW, DUTY_CANNOT_TELL, "Not everything here could be read");
}

static void test_choice(void **state)
{
	static const struct model_license either[] = {{"lab-auk", "heron-1 OR wren", false}};
	c.hints.models = either;
	expect(made(*state, "wren", "# X\n\nText.\n"), SHOW, DUTY_CANNOT_TELL, "Another license may be chosen");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, tear_down)
	const struct CMUnitTest tests[] = {
		TEST(test_all_met),
		TEST(test_nothing_is_met),
		TEST(test_by_halves),
		TEST(test_set_words),
		TEST(test_address_alone),
		TEST(test_words_that_show_nothing),
		TEST(test_quoted_license_shows_nothing),
		TEST(test_name),
		TEST(test_own_model),
		TEST(test_incomplete),
		TEST(test_choice),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
