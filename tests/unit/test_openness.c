/* SPDX-License-Identifier: MIT */
/* How open a model is, by made-up components and licenses. */
#include "findings/openness.h"
#include "setting.h"
#include "text/card_parts.h"

static const struct openness_class classes[] = {{"B", "Nest"}, {"A", "Egg"}};
static const char *const wanted[] = {"permissive"}, *const swan[] = {"swan-2.0"};
static const struct openness_work works[] = {
	{.id = "weights", .categories = {wanted, 1}},
	{.id = "code", .licenses = {swan, 1}},
	{.id = "data", .categories = {wanted, 1}},
};
static const char *const c_type[] = {"c"}, *const fly[] = {"fly*"}, *const wing[] = {"wing"}, *const csv[] = {"csv"};
static const char *const step[] = {"step_[0-9]*"}, *const seeds[] = {"seeds"}, *const food[] = {"food", "*-food"};
static const char *const skip[] = {"old"}, *const never[] = {"flyer"}, *const unwritten[] = {"nothing-to-say-about-it"},
			 *const market[] = {"at the market"};
static const char *const songs[] = {"song*"}, *const tales[] = {"tale*"};
enum { FINAL, CODE, DATA, STEPS, SONG, TALE };
static struct component components[] = {
	{.id = "final", .title = "wings", .class_id = "B", .work_id = "weights", .definition = "parameters", .weights = true},
	{.id = "flight",
	 .title = "flight code",
	 .class_id = "A",
	 .work_id = "code",
	 .class = 1,
	 .work = 1,
	 .definition = "code",
	 .types = {c_type, 1},
	 .names = {fly, 1},
	 .folders = {wing, 1},
	 .maybe = {c_type, 1}},
	{.id = "food",
	 .title = "food",
	 .class_id = "A",
	 .work_id = "data",
	 .class = 1,
	 .work = 2,
	 .any_license = true,
	 .definition = "data",
	 .types = {csv, 1},
	 .folders = {food, 1},
	 .headings = {food, 2},
	 .named = {seeds, 1},
	 .mentions = {market, 1}},
	{.id = "steps",
	 .title = "steps",
	 .class_id = "A",
	 .work_id = "weights",
	 .class = 1,
	 .optional = true,
	 .weights = true,
	 .names = {step, 1}},
	/* when they are asked for, one will do, and it may say something of the food */
	{.id = "song",
	 .title = "song",
	 .class_id = "A",
	 .work_id = "weights",
	 .class = 1,
	 .optional = true,
	 .instead = "tale",
	 .names = {songs, 1}},
	{.id = "tale",
	 .title = "tale",
	 .class_id = "A",
	 .work_id = "weights",
	 .class = 1,
	 .optional = true,
	 .hints = "data",
	 .names = {tales, 1}},
};
static struct catalog c;

static int begin(void **state)
{
	c = sample_catalog;
	c.openness =
		(struct openness_rules){classes, 2, works, 3, components, 6, {skip, 1}, {never, 1}, {NULL, 0}, {unwritten, 1}};
	return set_up(state);
}

static void put_file(struct setting *s, const char *entry)
{
	put(&s->ev, &(struct fact){.kind = FACT_ENTRY, .at = {.entry = entry}});
}

static const struct openness *judged(struct setting *s, const char *license)
{
	put_weights_file(&s->ev, "m.bin", 1, NULL);
	put_card(&s->ev, "README.md", license);
	const struct openness *o = make_with(s, &c)->openness;
	assert_non_null(o);
	return o;
}

static void test_weights_alone(void **state)
{
	const struct openness *o = judged(*state, "wren");
	assert_int_equal(o->kind, OPENNESS_WEIGHTS);
	assert_string_equal(o->reached->id, "B");
	assert_string_equal(o->missing, "flight code (not here), food (not here)");
	assert_int_equal(o->components[STEPS].presence, PRESENCE_NOT_HERE);
	assert_int_equal(o->code, ANSWER_NO);
}

static void test_restricted(void **state)
{
	const struct openness *o = judged(*state, "owl");
	assert_int_equal(o->kind, OPENNESS_RESTRICTED);
	assert_null(o->reached);
	assert_non_null(strstr(o->missing, "wings (under Owl-NC-4.0, which is no open license"));
}

static void test_unknown(void **state)
{
	struct setting *s = *state;
	assert_int_equal(judged(s, "some words")->kind, OPENNESS_UNKNOWN);
	assert_int_equal(s->as.at[0].openness->parameters, ANSWER_UNKNOWN);
}

static void test_all(void **state)
{
	struct setting *s = *state;
	put_file(s, "x/Fly-High.c");
	put_file(s, "food/seeds.csv");
	put_text(&s->ev, "x/LICENSE", SWAN, MATCH_EXACT);
	const struct openness *o = judged(s, "wren");
	assert_string_equal(o->components[CODE].license, "Swan-2.0-only");
	assert_int_equal(o->kind, OPENNESS_SOURCE);
	assert_string_equal(o->reached->id, "A");
	assert_null(o->missing);
}

static void test_code_under_the_license_of_all(void **state)
{
	struct setting *s = *state;
	put_file(s, "wing/x.c");
	put_file(s, "food/seeds.csv");
	const struct openness *o = judged(s, "wren");
	assert_int_equal(o->components[CODE].open, ANSWER_NO);
	assert_int_equal(o->kind, OPENNESS_WEIGHTS);
	assert_string_equal(o->missing, "flight code (under Wren, which is no open license for it)");
}

static void test_not_certain(void **state)
{
	struct setting *s = *state;
	put_file(s, "old/fly.c");
	put_file(s, "flyer.c");
	put_file(s, "walk.c");
	put_declared(&s->ev, "README.md", "seeds", "lab/seeds", 4);
	const struct openness *o = judged(s, "wren");
	assert_string_equal(o->missing, "flight code (walk.c may be it), food (named in README.md, not here)");
	assert_int_equal(o->data, ANSWER_UNKNOWN);
	assert_int_equal(o->components[CODE].presence, PRESENCE_UNSURE);
}

/* Data is taken under any license for the class, and not for the definition. */
static void test_data_under_any_license(void **state)
{
	struct setting *s = *state;
	put_file(s, "x/fly.c");
	put_text(&s->ev, "x/LICENSE", SWAN, MATCH_EXACT);
	put_file(s, "food/seeds.csv");
	put_text(&s->ev, "food/LICENSE", OWL, MATCH_EXACT);
	const struct openness *o = judged(s, "wren");
	assert_string_equal(o->components[DATA].license, "Owl-NC-4.0");
	assert_int_equal(o->components[DATA].open, ANSWER_NO);
	assert_string_equal(o->reached->id, "A");
	assert_int_equal(o->data, ANSWER_NO);
	assert_int_equal(o->kind, OPENNESS_WEIGHTS);
	assert_non_null(strstr(o->reason, "for open source AI this lacks food (under Owl-NC-4.0, which is no open license"));
}

static void test_one_instead_of_another(void **state)
{
	struct setting *s = *state;
	components[SONG].optional = false;
	put_file(s, "fly.c");
	put_file(s, "food/seeds.csv");
	assert_string_equal(judged(s, "swan-2.0 OR wren")->missing, "song (not here)");
	put_file(s, "tale-of-a-tern");
	assert_null(judged(s, "swan-2.0 OR wren")->missing);
	components[SONG].optional = true;
}

static void test_hint(void **state)
{
	struct setting *s = *state;
	assert_int_equal(judged(s, "wren")->data, ANSWER_NO);
	put_file(s, "tale-of-a-tern");
	const struct openness *o = judged(s, "wren");
	assert_int_equal(o->data, ANSWER_UNKNOWN);
	assert_true(o->lacking);
}

/* Of what could not all be read nothing is known not to be here. */
static void test_incomplete(void **state)
{
	struct setting *s = *state;
	put_problem(&s->ev, "m.bin", "cut off");
	const struct openness *o = judged(s, "wren");
	assert_int_equal(o->components[CODE].presence, PRESENCE_UNSURE);
	assert_string_equal(o->components[CODE].why, "not everything here could be read");
	assert_int_equal(o->code, ANSWER_UNKNOWN);
	assert_string_equal(o->next->id, "A");
	assert_false(o->lacking);
	assert_non_null(strstr(o->reason, "whether it is open source AI cannot be told: flight code (not everything"));
}

static void test_only_steps(void **state)
{
	struct setting *s = *state;
	put_weights_file(&s->ev, "step-3.bin", 1, NULL);
	put_card(&s->ev, "README.md", "wren");
	const struct openness *o = make_with(s, &c)->openness;
	assert_int_equal(o->components[FINAL].presence, PRESENCE_HERE);
	assert_int_equal(o->components[STEPS].presence, PRESENCE_HERE);
}

static void test_no_weights(void **state)
{
	struct setting *s = *state;
	put_card(&s->ev, "README.md", "wren");
	assert_null(make_with(s, &c)->openness);
}

static size_t count_parts(const char *card, const char *key)
{
	ARENA_AUTO struct arena a;
	struct sink s;
	size_t n = 0;
	arena_init(&a);
	sink_init(&s, &a, "README.md");
	card_parts_read(&c.openness, card, strlen(card), &s);
	for (size_t i = 0; i < s.count; i++)
		n += !strcmp(s.facts[i].key, key);
	sink_release(&s);
	return n;
}

static void test_cards(void **state)
{
	(void)state;
	assert_int_equal(count_parts("# Tern\n\n## Good food\n\nFish, and more fish.\n", "component_section"), 1);
	assert_int_equal(count_parts("## Food\n\n### Fish\n\nFish, and more fish.\n", "component_section"), 1);
	assert_int_equal(count_parts("## Food\n\n## Fish\n\nFish, and more fish.\n", "component_section"), 0);
	assert_int_equal(count_parts("## Food\n\n[Nothing to say about it]\n", "component_section"), 0);
	assert_int_equal(count_parts("## Food\n\n<!-- what it eats, and when -->\n", "component_section"), 0);
	assert_int_equal(count_parts("#Food\n\nFish, and more fish.\n", "component_section"), 0);
	assert_int_equal(count_parts("Bought At the Market.\nAnd at the market.", "component_named"), 1);
	assert_int_equal(count_parts("", "component_named"), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_weights_alone, begin, tear_down),
		cmocka_unit_test_setup_teardown(test_restricted, begin, tear_down),
		cmocka_unit_test_setup_teardown(test_unknown, begin, tear_down),
		cmocka_unit_test_setup_teardown(test_all, begin, tear_down),
		cmocka_unit_test_setup_teardown(test_code_under_the_license_of_all, begin, tear_down),
		cmocka_unit_test_setup_teardown(test_not_certain, begin, tear_down),
		cmocka_unit_test_setup_teardown(test_data_under_any_license, begin, tear_down),
		cmocka_unit_test_setup_teardown(test_one_instead_of_another, begin, tear_down),
		cmocka_unit_test_setup_teardown(test_hint, begin, tear_down),
		cmocka_unit_test_setup_teardown(test_incomplete, begin, tear_down),
		cmocka_unit_test_setup_teardown(test_only_steps, begin, tear_down),
		cmocka_unit_test_setup_teardown(test_no_weights, begin, tear_down),
		cmocka_unit_test_setup_teardown(test_cards, begin, tear_down),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
