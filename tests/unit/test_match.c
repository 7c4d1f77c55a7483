/* SPDX-License-Identifier: MIT */
#include "catalog/address.h"
#include "catalog/index.h"
#include "text/match.h"

#include <jansson.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* --- a catalog of three invented licenses ----------------------------------------------------------------------------------- */

#define PEAR_BODY                                                                                                              \
	"This text sets out what each of us may do with the pears that this garden gives away to its neighbors every "         \
	"summer.\n\n"                                                                                                          \
	"1. Eating and Sharing.\n"                                                                                             \
	"   a. The gardener hereby lets you eat every pear that you find under the old tree, at no charge and for good.\n"     \
	"   b. You may hand pears on to others when you:\n"                                                                    \
	"      i. tell them where the pears grew and who grew them;\n"                                                         \
	"      ii. hand on a copy of this very text along with them.\n"                                                        \
	"2. Large Households. A household of more than 40 people needs a separate letter from the gardener first.\n\n"         \
	"3. No Promise. Pears fall as they fall; some are sour, and the gardener answers for none of what they do to you.\n\n" \
	"4. Weather. When lightning strikes the tree, all that is said above ends at once for everyone.\n"

static const char pear[] =
	"Pear Sharing License\nVersion 2.0, May 2024\n\nCopyright (c) <year> <gardener>\n\n" PEAR_BODY
	"\nEND OF TERMS AND CONDITIONS\n\nHow to apply these terms to your own pears\n\n"
	"Hang this text on the tree and write: these pears are free under the pear sharing license, see the board at the gate.\n";

static const char quince[] =
	"Quince Community License Agreement\n\n"
	"1. Definitions. Quince means the fruit that Quince Works offers under this agreement, ripe or unripe, in any form.\n\n"
	"2. Grant. Quince Works grants you the right to cook, bake, preserve and serve the Quince in every kitchen of yours.\n\n"
	"3. Limits. You may not throw the Quince at people or at animals, nor feed it to anyone who does not want it.\n";

/* The pear license again with one clause more: a family of two. */
static const char pear_plus[] =
	"Pear Sharing License Plus\nVersion 2.1, June 2024\n\n" PEAR_BODY
	"\n5. Jam. Whoever cooks jam from the pears brings one jar of it to the gardener before the first snow has fallen.\n";

static struct arena arena;
static struct limits limits;
static struct license licenses[3];
static struct alias aliases[8];
static struct catalog catalog;
static const char *const pear_urls[] = {"https://garden.example/licenses/pear"};

static struct text read_text(const char *s, size_t len)
{
	struct text t;
	assert_int_equal(text_init(&t, s, len, &arena, NULL), 0);
	return t;
}

static void index_catalog(struct catalog *c, struct license *list, uint32_t n)
{
	const struct fingerprint **all = arena_array(&arena, n, sizeof *all);
	struct fingerprint_ref *refs = arena_array(&arena, n, sizeof *refs);
	for (uint32_t i = 0; i < n; i++) {
		all[i] = list[i].fingerprints;
		refs[i] = (struct fingerprint_ref){i, 0};
	}
	static const char *const closed[] = {"non-commercial"};
	*c = (struct catalog){
		.closed_to_trade = {closed, 1}, .licenses = list, .n_licenses = n, .fingerprints = refs, .n_fingerprints = n};
	shingle_index_build(all, n, &arena, &c->index);
}

static void add_license(struct license *l, const char *id, const char *spdx, const char *name, const char *bytes, size_t len)
{
	struct text t = read_text(bytes, len);
	struct fingerprint *f = arena_alloc(&arena, sizeof *f);
	assert_int_equal(fingerprint_make(&t, "canonical", "", NULL, &arena, f, NULL), 0);
	*l = (struct license){.id = id, .spdx = spdx, .name = name, .fingerprints = f, .n_fingerprints = 1};
}

static int setup(void **state)
{
	(void)state;
	arena_init(&arena);
	limits_init(&limits);
	add_license(&licenses[0], "pear-2.0", "Pear-2.0", "Pear Sharing License 2.0", pear, strlen(pear));
	add_license(&licenses[1], "pear-plus-2.1", "LicenseRef-pear-plus-2.1", "Pear Sharing License Plus", pear_plus,
		    strlen(pear_plus));
	add_license(&licenses[2], "quince", "LicenseRef-quince", "Quince Community License Agreement", quince, strlen(quince));
	licenses[0].urls = (struct strings){pear_urls, 1};
	index_catalog(&catalog, licenses, 3);
	static const struct alias sorted[] = {{"non-commercial-pear-license", 0},
					      {"pear", 0},
					      {"pear-2-0", 0},
					      {"pear-sharing-license", 0},
					      {"pear-sharing-license-2-0", 0},
					      {"pear-sharing-license-plus", 1},
					      {"quince", 2},
					      {"quince-community-license", 2}};
	memcpy(aliases, sorted, sizeof sorted);
	catalog.aliases = aliases;
	catalog.n_aliases = 8;
	catalog.addresses = addresses_make(licenses, 3, &arena, &catalog.n_addresses);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	arena_release(&arena);
	return 0;
}

/* --- help ------------------------------------------------------------------------------------------------------------------ */

struct result {
	const struct text_match *at;
	size_t count;
};

static struct result match_bytes(const char *bytes, size_t len)
{
	struct text t = read_text(bytes, len);
	struct result r;
	struct err e;
	assert_int_equal(match_text(&catalog, &limits, &t, &arena, &r.at, &r.count, &e), 0);
	for (size_t i = 0; i < r.count; i++) {
		assert_true(r.at[i].start <= r.at[i].end && r.at[i].end <= len);
		assert_true(i == 0 || r.at[i].start >= r.at[i - 1].start);
		assert_true(r.at[i].line_start >= 1 && r.at[i].line_start <= r.at[i].line_end);
		assert_true((r.at[i].match.license == NULL) == (r.at[i].match.state == MATCH_UNKNOWN));
		assert_true(r.at[i].match.state != MATCH_EXACT ||
			    (r.at[i].match.n_changes == 0 && r.at[i].match.coverage >= 1.0f));
	}
	return r;
}

static struct result match_string(const char *s)
{
	return match_bytes(s, strlen(s));
}

static const struct text_match *only_text(struct result r)
{
	const struct text_match *found = NULL;
	for (size_t i = 0; i < r.count; i++)
		if (r.at[i].match.state <= MATCH_PARTIAL) {
			assert_null(found);
			found = &r.at[i];
		}
	assert_non_null(found);
	return found;
}

static void expect(const char *s, enum match_state state, const char *id)
{
	const struct text_match *m = only_text(match_string(s));
	assert_string_equal(m->match.license->id, id);
	if (m->match.state != state)
		print_error("in:\n%s\n", s);
	assert_int_equal(m->match.state, state);
}

static char *replaced(const char *s, const char *from, const char *to)
{
	const char *at = strstr(s, from);
	assert_non_null(at);
	return arena_printf(&arena, "%.*s%s%s", (int)(at - s), s, to, at + strlen(from));
}

static const struct change *only_change(const char *s, enum match_state state, const char *id)
{
	const struct text_match *m = only_text(match_string(s));
	assert_string_equal(m->match.license->id, id);
	assert_int_equal(m->match.state, state);
	assert_int_equal(m->match.n_changes, 1);
	return &m->match.changes[0];
}

/* --- exact -------------------------------------------------------------------------------------------------------------------
 */

static void test_exact(void **state)
{
	(void)state;
	expect(pear, MATCH_EXACT, "pear-2.0");
	expect(pear_plus, MATCH_EXACT, "pear-plus-2.1");
	expect(quince, MATCH_EXACT, "quince");
	expect(PEAR_BODY, MATCH_EXACT, "pear-2.0"); /* neither title nor appendix */
	expect(replaced(pear, "Copyright (c) <year> <gardener>", "Copyright 2031 Ada Lindgren\nAll rights reserved."),
	       MATCH_EXACT, "pear-2.0");
	expect(replaced(pear, "Pear Sharing License\n", "The Pear Sharing License (PSL)\n"), MATCH_EXACT, "pear-2.0");
	expect(replaced(pear, "lets you eat", "lets  YOU \n eat"), MATCH_EXACT, "pear-2.0");
	const struct text_match *m = only_text(match_string(quince));
	assert_int_equal(m->start, 0);
	assert_int_equal(m->end, strlen(quince) - 2); /* its last word; the full stop is none */
}

static void test_numbering_is_no_edit(void **state)
{
	(void)state;
	char *bullets = replaced(replaced(replaced(quince, "1. ", "* "), "2. ", "* "), "3. ", "* ");
	expect(bullets, MATCH_EXACT, "quince");
	char *roman = replaced(replaced(replaced(quince, "1. ", "(I) "), "2. ", "(II) "), "3. ", "(III) ");
	expect(roman, MATCH_EXACT, "quince");
}

/* The same words in other dress: every form must give the same answer. */
static void test_dress(void **state)
{
	(void)state;
	static const char *const leaders[] = {"// ", "# ", " * ", "> ", "; ", "dnl ", "\t"};
	for (size_t k = 0; k < sizeof leaders / sizeof leaders[0]; k++) {
		char *out = arena_alloc(&arena, strlen(pear) * 2 + 100), *at = out;
		if (!strcmp(leaders[k], " * "))
			at += sprintf(at, "/*\n");
		for (const char *s = pear; *s;) {
			size_t n = strcspn(s, "\n");
			at += sprintf(at, "%s%.*s\n", leaders[k], (int)n, s);
			s += n + 1;
		}
		if (!strcmp(leaders[k], " * "))
			sprintf(at, " */\n");
		expect(out, MATCH_EXACT, "pear-2.0");
	}
	/* quotes that a conversion lost */
	expect(replaced(pear, "the old tree", "the \xEF\xBF\xBDold\xEF\xBF\xBD tree"), MATCH_EXACT, "pear-2.0");
	struct text t = read_text(pear, strlen(pear)); /* UTF-16 */
	(void)t;
	char *wide = arena_alloc(&arena, 2 * strlen(pear) + 2);
	memcpy(wide, "\xFF\xFE", 2);
	for (size_t i = 0; i < strlen(pear); i++)
		wide[2 + 2 * i] = pear[i];
	const struct text_match *m = only_text(match_bytes(wide, 2 * strlen(pear) + 2));
	assert_int_equal(m->match.state, MATCH_EXACT);
	expect(arena_printf(&arena,
			    "# Garden\n\nSome pears.\n\n## License\n\n```\n%s```\n\n## Usage\n\nYou must install a ladder to use "
			    "the model garden.\n",
			    pear),
	       MATCH_EXACT, "pear-2.0");
}

/* --- edited ------------------------------------------------------------------------------------------------------------------
 */

static void test_one_word(void **state)
{
	(void)state;
	const struct change *c =
		only_change(replaced(pear, "more than 40 people", "more than 400 people"), MATCH_EDITED, "pear-2.0");
	assert_int_equal(c->op, CHANGE_REPLACED);
	assert_string_equal(c->section, "2");
	assert_int_equal(c->words_removed, 1);
	assert_int_equal(c->words_added, 1);
	assert_string_equal(c->text, "400");
	assert_int_equal(c->line, 13);
	c = only_change(replaced(pear, "tell them where", "tell them truly where"), MATCH_EDITED, "pear-2.0");
	assert_int_equal(c->op, CHANGE_ADDED);
	assert_string_equal(c->section, "1.b.i");
	c = only_change(replaced(pear, "at no charge ", ""), MATCH_EDITED, "pear-2.0");
	assert_int_equal(c->op, CHANGE_REMOVED);
	assert_string_equal(c->section, "1.a");
	assert_int_equal(c->words_removed, 3);
	assert_null(c->text);
	assert_int_equal(c->start, c->end);
}

static void test_clauses(void **state)
{
	(void)state;
	const struct change *c =
		only_change(replaced(pear,
				     "3. No Promise. Pears fall as they fall; some are sour, and the gardener answers for "
				     "none of what they do to you.\n\n",
				     ""),
			    MATCH_EDITED, "pear-2.0");
	assert_int_equal(c->op, CHANGE_REMOVED);
	assert_string_equal(c->section, "3");
	c = only_change(replaced(pear, "from the gardener first.", "from the gardener first. You may not sell any of the pears."),
			MATCH_EDITED, "pear-2.0");
	assert_int_equal(c->op, CHANGE_ADDED);
	assert_string_equal(c->section, "2");
	assert_int_equal(c->words_added, 8);
	assert_string_equal(c->text, "You may not sell any of the pears");
}

/* Every single word of the body matters. */
static void test_every_word(void **state)
{
	(void)state;
	struct text t = read_text(PEAR_BODY, strlen(PEAR_BODY));
	for (uint32_t i = 0; i < t.n_words; i++) {
		uint64_t from, to;
		if (t.words[i].kind != WORD_TEXT)
			continue;
		text_range(&t, t.words[i].start, t.words[i].end, &from, &to);
		char *s = arena_printf(&arena, "%.*selsewhere%s", (int)from, PEAR_BODY, PEAR_BODY + to);
		const struct text_match *m = only_text(match_string(s));
		assert_string_equal(m->match.license->id, "pear-2.0");
		assert_int_equal(m->match.state, MATCH_EDITED);
		char *shorter = arena_printf(&arena, "%.*s%s", (int)from, PEAR_BODY, PEAR_BODY + to);
		assert_int_equal(only_text(match_string(shorter))->match.state, MATCH_EDITED);
	}
}

/* What other line ends do to the words is no edit; a rider that hides among it is one. */
static void test_line_ends(void **state)
{
	(void)state;
	static const char tart[] =
		"1. Baking. The baker of this butter-laden tart lets you bake it\nagain whenever the oven happens to be warm "
		"enough for "
		"it.\n\n"
		"2. Notice. Each tart bears the following line:\n\nCopyright (c) Tart Works, Ltd. All rights reserved.\n\n"
		"3. Crumbs. Whatever crumbs are left over after the feast go to the sparrows on the roof, and to nobody else at "
		"all.\n";
	struct license more;
	struct catalog old = catalog;
	add_license(&more, "tart", "LicenseRef-tart", "Tart License", tart, strlen(tart));
	index_catalog(&catalog, &more, 1);
	expect(replaced(tart, "the oven", "the\noven"), MATCH_EXACT, "tart");
	expect(replaced(tart, "of this butter-laden tart", "of this butter-\nladen tart"), MATCH_EXACT, "tart");
	expect(replaced(tart, "line:\n\nCopyright", "line: Copyright"), MATCH_EXACT, "tart");
	expect(replaced(tart, "butter-laden", "butter-\nlade"), MATCH_EDITED, "tart");
	expect(replaced(tart, "line:\n\nCopyright (c) Tart Works, Ltd.",
			"line: Copyright (c) Tart Works, Ltd. You may not sell it."),
	       MATCH_EDITED, "tart");
	catalog = old;
}

/* Where a license asks for the name of whoever holds the rights, any name is one, and a rule is none. */
static void test_name_filled_in(void **state)
{
	(void)state;
	static const char fig[] =
		"You may press these figs, cook them, and carry the jam to any fair that you like to visit in summer.\n\n"
		"You must not use the name of the copyright holder to praise what you have made of the figs, unless it was "
		"agreed upon in writing before the fair.\n\n"
		"The holders and contributors bring the figs as they are, and nobody here pays for a bad tooth or a wasp that "
		"came along with them.\n\n"
		"1. Neither the name of the Quarrel Orchard nor those of its pickers may stand on a jar that was filled away.\n\n"
		"2. Wasp\n\nWhoever meets one lets it go its way, out of the nearest window and into the evening.\n";
	struct license more;
	struct catalog old = catalog;
	add_license(&more, "fig", "LicenseRef-fig", "Fig License", fig, strlen(fig));
	index_catalog(&catalog, &more, 1);
	expect(replaced(fig, "the copyright holder", "QXZ"), MATCH_EXACT, "fig");
	expect(replaced(fig, "the copyright holder", "the Orchard of Quarrel"), MATCH_EXACT, "fig");
	expect(replaced(fig, "the name of the copyright holder", "the names of the Orchards of Quarrel"), MATCH_EXACT, "fig");
	expect(replaced(fig, "the copyright holder", "[copyright holder]"), MATCH_EXACT, "fig");
	expect(replaced(fig, "the copyright holder", "copyright holder"), MATCH_EXACT, "fig");
	expect(replaced(fig, "of the copyright holder to", "to"), MATCH_EDITED, "fig");
	expect(replaced(fig, "holders and contributors bring", "holders bring"), MATCH_EXACT,
	       "fig"); /* fewer of those that are named together */
	expect(replaced(fig, "contributors bring", "bring"), MATCH_EDITED, "fig");
	expect(replaced(fig, "the copyright holder", "the holder, who must be paid,"), MATCH_EDITED, "fig");
	expect(replaced(fig, "the figs, unless", "the plums, unless"), MATCH_EDITED, "fig");
	expect(replaced(fig, "Quarrel Orchard nor", "Quarrel Orchard, Hamlet of Quarrel nor"), MATCH_EXACT, "fig");
	expect(replaced(fig, "Quarrel Orchard nor", "Quarrel Orchard, which must be paid, nor"), MATCH_EDITED, "fig");
	expect(replaced(fig, "that you like", "that you like, in Quarrel,"), MATCH_EDITED, "fig");
	expect(replaced(fig, "2. Wasp", "2. Wasps"), MATCH_EXACT, "fig"); /* the word that heads a section, for several */
	expect(replaced(fig, "for a bad tooth", "for a bad tooths"), MATCH_EDITED, "fig");
	catalog = old;
}

/* A license of a line or two is there whole or not at all. */
static void test_short_license(void **state)
{
	(void)state;
	static const char plum[] =
		"Anyone who finds these plums may eat, bake, dry, sell or plant them in whatever way they like "
		"best, as long as the stones come back to this orchard.\n";
	struct license more;
	struct catalog old = catalog;
	add_license(&more, "plum", "LicenseRef-plum", "Plum License", plum, strlen(plum));
	index_catalog(&catalog, &more, 1);
	expect(plum, MATCH_EXACT, "plum");
	struct result r = match_string("Our cook says that anyone who finds these plums may eat, bake, dry, sell or plant "
				       "them in whatever way they like best, as long as the sun shines on us tonight.");
	for (size_t i = 0; i < r.count; i++)
		assert_true(r.at[i].match.state > MATCH_PARTIAL);
	catalog = old;
}

/* Sentences without end in one paragraph, and licenses among them: no work is done again for each. */
static void test_endless_paragraph(void **state)
{
	(void)state;
	enum { COPIES = 300 };
	size_t n = strlen(quince);
	char *s = arena_alloc(&arena, COPIES * (n + 2000) + 1), *at = s;
	for (int i = 0; i < COPIES; i++) {
		for (const char *q = quince; *q; q++)
			*at++ = *q == '\n' ? ' ' : *q;
		for (int k = 0; k < 60; k++)
			at += sprintf(at, "The %d. bird sang on and on. ", k);
	}
	struct text t = read_text(s, (size_t)(at - s));
	struct result r;
	assert_int_equal(match_text(&catalog, &limits, &t, &arena, &r.at, &r.count, NULL), 0);
	assert_true(r.count > COPIES / 2);
}

static void test_mentions_of_one_word(void **state)
{
	(void)state;
	static const char *const yes[] = {
		"This tree is licensed under Pear.",
		"License: Pear",
		"## License\n\nPear\n",
		"Released under the Pear license.",
		"Pear or Quince Community License",
		"本项目采用 Pear 许可证。",
		"A model similar to Medlar and released under the Pear license.",
		"A model similar to Medlar, with the Pear license.",
		"It is not under the Quince license, but see [this](https://garden.example/licenses/pear.html).",
		"This is based on Medlar with the Pear license.",
	};
	static const char *const no[] = {
		"It is compatible with the Pear license.",
		"A Pear-compatible license.",
		"No longer licensed under Pear.",
		"Unlike the Pear Sharing License, this one is short.",
		"We run under Pear; a license key is needed.",
		"Licensed to Pear by its owner.",
		"Previously released under the Pear Sharing License.",
		"Its terms are similar with the first Medlar's Pear license.",
		"Not released under the [Pear license](https://garden.example/licenses/pear.html).",
		"Its terms are similar to Medlar's [Pear license](https://garden.example/licenses/pear.html).",
		"Its terms are comparable to those of the Pear license.",
		"The license text is based on the old Medlar\u2019s Pear license.",
		"The license text is based on Medlar's Pear license.",
	};
	for (size_t i = 0; i < sizeof yes / sizeof yes[0]; i++) {
		struct result r = match_string(yes[i]);
		if (!r.count || strcmp(r.at[0].match.license->id, "pear-2.0") != 0)
			fail_msg("no mention in: %s", yes[i]);
	}
	for (size_t i = 0; i < sizeof no / sizeof no[0]; i++)
		if (match_string(no[i]).count)
			fail_msg("a mention in: %s", no[i]);
}

static void test_riders(void **state)
{
	(void)state;
	static const char *const riders[] = {
		"For non-commercial use only; we may revoke this at any time.",
		"You may not use the pears for military purposes.",
		"Commercial use requires our written permission.",
		"本模型仅限非商业用途，不得用于商业目的。",
		"Use of the pears is limited to academic research.",
		"Households with more than 100 heads must obtain a separate license.",
		"未经园丁书面许可，不得分发衍生作品。",
		"Additional terms: royalties are due above one million users.",
		"This license is granted to everyone except the village of Holm.",
		"Parts of the tree came from Holm. Further restrictions may apply.",
		"The model is under its own license, see https://holm.example/model, except for the pears.",
		"You may find other pears at https://holm.example/pears but must not sell these.",
	};
	static const char *const remarks[] = {
		"The pears in this basket may have been washed by Holm Fruits Limited.",
		"We prepare the material for training or evaluation.",
		"You may find the license of the ladder at the following link: https://holm.example/ladder",
		"We used the [ladder](https://holm.example/ladder) for some of the material, except the rungs; it is licensed "
		"under "
		"the Ladder License.",
	};
	for (size_t i = 0; i < sizeof remarks / sizeof remarks[0]; i++)
		expect(arena_printf(&arena, "%s\n\n%s", pear, remarks[i]), MATCH_EXACT, "pear-2.0");
	for (size_t i = 0; i < sizeof riders / sizeof riders[0]; i++) {
		expect(arena_printf(&arena, "%s\n\n%s\n", pear, riders[i]), MATCH_EDITED, "pear-2.0");
		expect(arena_printf(&arena, "%s\n\n%s", riders[i], pear), MATCH_EDITED, "pear-2.0");
		expect(arena_printf(&arena, "Copyright 2024 Ada Lindgren. %s\n\n%s", riders[i], pear), MATCH_EDITED, "pear-2.0");
		expect(replaced(pear, "4. Weather.", arena_printf(&arena, "%s\n\n4. Weather.", riders[i])), MATCH_EDITED,
		       "pear-2.0");
	}
	expect(arena_printf(&arena, "Contains pears from https://garden.example/tree\n\n%s", pear), MATCH_EXACT, "pear-2.0");
	const char *ask = arena_printf(&arena, "%s\n\nTo obtain permission for commercial use, contact the gardener.\n", pear);
	expect(ask, MATCH_EDITED, "pear-2.0");
	const char *offer = arena_printf(&arena, "Commercial rights are available separately, see COMMERCIAL.md.\n\n%s", pear);
	expect(offer, MATCH_EDITED, "pear-2.0");
	licenses[0].category = "non-commercial"; /* then it is nothing new */
	expect(ask, MATCH_EXACT, "pear-2.0");
	expect(offer, MATCH_EXACT, "pear-2.0");
	expect(arena_printf(&arena, "%s\n\nCommercial rights are available only to those who may show a license.\n", pear),
	       MATCH_EDITED, "pear-2.0");
	expect(arena_printf(&arena, "%s\n\nYou must not copy the material without contact with our business office.\n", pear),
	       MATCH_EDITED, "pear-2.0");
	licenses[0].category = NULL;
	/* nor is the license's own name, whatever is in it */
	expect(arena_printf(&arena, "This tree is licensed under the Non-commercial Pear License.\n\n%s", pear), MATCH_EXACT,
	       "pear-2.0");
	expect(arena_printf(&arena, "This tree is licensed under the Non-commercial Plum License.\n\n%s", pear), MATCH_EDITED,
	       "pear-2.0");
	expect(arena_printf(&arena, "Under the Non-commercial Pear License you may not sell the tree.\n\n%s", pear), MATCH_EDITED,
	       "pear-2.0");
}

static const char medlar[] =
	"All that grows in this garden belongs to the gardener, and it is given away under the medlar license that stands below "
	"and "
	"that lets neighbors eat.\n\nMedlar License\n\n"
	"This text is made between the gardener and whoever eats.\n\n"
	"1. Words. Medlar means the fruit that the gardener has put into the basket at the gate on the first day of autumn.\n\n"
	"2. Grant. The gardener grants you the right to cook, bake, preserve and serve the fruit in every kitchen of yours.\n\n"
	"3. Limits. You may not throw the fruit at people or at animals, nor feed it to anyone who does not want it.\n";

/* A line behind the first words that is the license's name: another name there is that of another license like it. */
static void test_name_lines(void **state)
{
	(void)state;
	struct license list[1];
	struct catalog all = catalog;
	add_license(&list[0], "medlar", "LicenseRef-medlar", "Medlar License", medlar, strlen(medlar));
	index_catalog(&catalog, list, 1);
	expect(medlar, MATCH_EXACT, "medlar");
	expect(replaced(medlar, "\nMedlar License", "\nSloe License"), MATCH_VERSION, "medlar");
	expect(replaced(medlar, "\nMedlar License", "\nYou may not sell Medlar License"), MATCH_EDITED, "medlar");
	expect(replaced(medlar, "lets neighbors eat", "lets friends eat"), MATCH_EDITED, "medlar");
	catalog = all;
}

static void test_titles(void **state)
{
	(void)state;
	const struct change *c =
		only_change(replaced(pear, "Version 2.0, May 2024", "Version 2.0, May 2029"), MATCH_VERSION, "pear-2.0");
	assert_string_equal(c->section, "");
	assert_string_equal(c->text, "2029");
	only_change(replaced(quince, "Quince Community License Agreement", "Medlar Community License Agreement"), MATCH_VERSION,
		    "quince");
	only_change(replaced(pear, "Version 2.0, May", "Version 0.2, May"), MATCH_VERSION,
		    "pear-2.0"); /* the zero or the two stays */
	const char *running = "We took these words from the board of a garden far away from here: "; /* no title */
	expect(arena_printf(&arena, "%s%s", running, pear), MATCH_EXACT, "pear-2.0");
}

/*
 * Another version is told by its heading, whatever else it changes; a name, a number or a date that changes further down is an edit, and
 * so is a rule in the title.
 */
static void test_versions(void **state)
{
	(void)state;
	const char *later = replaced(pear, "Version 2.0, May 2024", "Version 3.1, July 2031");
	expect(later, MATCH_VERSION, "pear-2.0");
	expect(replaced(later, "more than 40 people", "more than 400 people"), MATCH_VERSION, "pear-2.0");
	expect(replaced(pear, "more than 40 people", "more than 400 people"), MATCH_EDITED, "pear-2.0");
	expect(replaced(quince, "Quince means", "Medlar means"), MATCH_EDITED, "quince");
	expect(replaced(quince, "Quince Community License", "You may not sell Quince License"), MATCH_EDITED, "quince");
	expect(arena_printf(&arena, "%s\n5. Trade. You may not sell the Quince.\n", quince), MATCH_EDITED, "quince");
	const char *anew = replaced(pear, "May 2024", "July 2031"); /* dated anew, and nothing else: that very license */
	expect(anew, MATCH_EXACT, "pear-2.0");
	expect(replaced(pear, "May 2024", "Oct 2031"), MATCH_EXACT, "pear-2.0");
	expect(replaced(pear, "May 2024", "Oct 03"), MATCH_EXACT, "pear-2.0");
	expect(replaced(anew, "more than 40 people", "more than 400 people"), MATCH_VERSION, "pear-2.0");
	expect(replaced(pear, "May 2024", "by Auk"), MATCH_VERSION, "pear-2.0");
	const struct text_match *m = only_text(match_string(later));
	assert_true(m->match.n_changes > 0 && m->match.changes[0].heading);
	m = only_text(match_string(replaced(later, "more than 40 people", "more than 400 people")));
	assert_false(m->match.changes[m->match.n_changes - 1].heading);
}

/* Of an appendix that is no part of the terms most may be missing. A number written in the middle of a line is no word. */
static void test_cut(void **state)
{
	(void)state;
	expect(replaced(pear,
			"Hang this text on the tree and write: these pears are free under the pear sharing license, see the ",
			""),
	       MATCH_EXACT, "pear-2.0");
	expect(replaced(pear, "see the board at the gate", "see the board at the barn"), MATCH_EDITED, "pear-2.0");
	expect(replaced(pear, "Hang this text on the tree and write:", "Old orchard:"), MATCH_EXACT, "pear-2.0");
	expect(replaced(pear, "Hang this text on the tree and write:", "You may not sell:"), MATCH_EDITED, "pear-2.0");
	expect(replaced(replaced(pear, "Hang this text on the tree and write:", "Old orchard:"), "pears are free",
			"plums are free"),
	       MATCH_EXACT, "pear-2.0");
	expect(replaced(pear, ".\n   b. You may hand", ". (b) You may hand"), MATCH_EXACT, "pear-2.0");
	expect(replaced(pear, "first.\n\n3. No Promise", "first. (3) No Promise"), MATCH_EXACT, "pear-2.0");
	expect(replaced(pear, "more than 40 people", "more than 40 (3) people"), MATCH_EDITED, "pear-2.0");
	expect(replaced(pear, "more than 40 people", "more than 4000 people"), MATCH_EDITED, "pear-2.0");
}

#define GUILD_FRONT                                                                                                              \
	"Pear Guild is a circle of friends. It gives no advice on fruit and stands for no one who does, in this town or in any " \
	"other one.\n\n"
#define GUILD_FIRST                                                                                                           \
	"Those who own a tree should think twice before they hang such a board on it. The guild would like to hear of every " \
	"board, and sends a new brush to whoever paints the first one of a village.\n\n"
#define GUILD_BEHIND "\nThe Pear Guild has no part in what its boards say. It may be met on Sundays at the well.\n"

/* The same body with a guild's notices around it, which its boards may leave out: the pear license under another name. */
static void add_guild(struct license *l)
{
	static const char guild[] = "Village Legal Board\n\nPear Guild Board 3.0\n\n" GUILD_FRONT GUILD_FIRST
				    "Pear Guild Board 3.0 Public Text\n\n" PEAR_BODY GUILD_BEHIND;
	add_license(l, "guild", "LicenseRef-guild", "Pear Guild Board", guild, strlen(guild));
	struct text t = read_text(guild, strlen(guild));
	bool *around = arena_array(&arena, t.n_paragraphs, sizeof *around);
	around[2] = around[3] = around[t.n_paragraphs - 1] = true;
	struct fingerprint *f = arena_alloc(&arena, sizeof *f);
	assert_int_equal(fingerprint_make(&t, "canonical", "", around, &arena, f, NULL), 0);
	l->fingerprints = f;
}

/* A publisher's notices around the license may be missing, each of them. What comes in their place is no notice. */
static void test_notices_around(void **state)
{
	(void)state;
	struct license more;
	struct catalog old = catalog;
	add_guild(&more);
	index_catalog(&catalog, &more, 1);
	static const char *const none =
		"Village Legal Board\n\nPear Guild Board 3.0\n\nPear Guild Board 3.0 Public Text\n\n" PEAR_BODY;
	static const char *const all = "Village Legal Board\n\nPear Guild Board 3.0\n\n" GUILD_FRONT GUILD_FIRST
				       "Pear Guild Board 3.0 Public Text\n\n" PEAR_BODY GUILD_BEHIND;
	expect(all, MATCH_EXACT, "guild");
	expect(none, MATCH_EXACT, "guild"); /* the second title is the license's: the front begins with its first words */
	expect(strstr(none, "Pear Guild Board 3.0 Public"), MATCH_EXACT, "guild");
	expect(replaced(all, GUILD_FRONT, ""), MATCH_EXACT, "guild");
	expect(replaced(all, GUILD_FIRST, ""), MATCH_EXACT, "guild");
	expect(replaced(all, GUILD_BEHIND, ""), MATCH_EXACT, "guild");
	const char *longer = "Village Pear Guild Board 3.0 License\n\n"; /* the title's own line goes on */
	expect(arena_printf(&arena, "%s%s", longer, strstr(none, "Pear Guild Board 3.0 P")), MATCH_EXACT, "guild");
	expect(arena_printf(&arena, "%s%s", longer, strstr(all, "Those who own")), MATCH_EXACT, "guild");
	longer = "Village Pear Guild Board 3.0 License, by which you must not sell\n\n";
	expect(arena_printf(&arena, "%s%s", longer, strstr(none, "Pear Guild Board 3.0 P")), MATCH_EDITED, "guild");
	expect(replaced(all, GUILD_FRONT, "You must not sell the pears of this board.\n\n"), MATCH_EDITED, "guild");
	expect(replaced(all, GUILD_FIRST, "Red paint is for boards on the hill alone.\n\n"), MATCH_EDITED, "guild");
	expect(replaced(none, "3.0\n\n", "3.0\n\nYou must not sell the pears of this board.\n\n"), MATCH_EDITED, "guild");
	expect(replaced(all, "hear of every", "hear of no"), MATCH_EDITED, "guild");
	expect(replaced(all, GUILD_BEHIND, "\nYou must not sell the pears of this board.\n"), MATCH_EDITED, "guild");
	expect(replaced(none, "the old tree", "the young tree"), MATCH_EDITED, "guild");
	expect(strstr(none, "This text"), MATCH_EDITED, "guild");
	const struct change *c = only_change(strstr(replaced(none, "at no charge and for good", ""), "Pear Guild Board 3.0 P"),
					     MATCH_EDITED, "guild");
	assert_string_equal(c->section, "1.a");
	catalog = old;
}

static void test_family(void **state)
{
	(void)state;
	expect(replaced(pear_plus, "one jar of it", "two jars of it"), MATCH_EDITED, "pear-plus-2.1");
	expect(replaced(pear_plus, "the old tree", "the young tree"), MATCH_EDITED, "pear-plus-2.1");
	expect(replaced(pear, "the old tree", "the young tree"), MATCH_EDITED, "pear-2.0");
}

/* --- several, partial, mention, unknown --------------------------------------------------------------------------------------
 */

static void test_several(void **state)
{
	(void)state;
	struct result r = match_string(arena_printf(&arena, "%s\n\n%s\n\n%s", pear, quince, pear));
	assert_int_equal(r.count, 3);
	static const char *const ids[] = {"pear-2.0", "quince", "pear-2.0"};
	for (size_t i = 0; i < 3; i++) {
		assert_string_equal(r.at[i].match.license->id, ids[i]);
		assert_int_equal(r.at[i].match.state, MATCH_EXACT);
		assert_true(i == 0 || r.at[i].start >= r.at[i - 1].end);
	}
	size_t len = 0;
	char *many = arena_alloc(&arena, 60 * sizeof quince);
	for (int i = 0; i < 50; i++)
		len += (size_t)sprintf(many + len, "%s\n", quince);
	r = match_string(many);
	assert_int_equal(r.count, 50);
	for (size_t i = 0; i < r.count; i++)
		assert_int_equal(r.at[i].match.state, MATCH_EXACT);
}

/* A license that quotes others whole is longer than they are, and has all their words; still it is they that are there. */
static void test_quoting(void **state)
{
	(void)state;
	struct license list[4];
	struct catalog c;
	const char *basket = arena_printf(
		&arena,
		"Basket License\n\nThe basket holds fruit of many gardens, and each kind comes with words of its own that you "
		"find below.\n\n"
		"%s\n\n%s\n\nWhoever carries the basket home brings it back empty and clean before the next market day "
		"begins.\n\n"
		"Whoever loses the basket weaves another one of willow, as wide and as deep as the one that was lost.\n",
		pear, quince);
	add_license(&list[0], "basket", "LicenseRef-basket", "Basket License", basket, strlen(basket));
	memcpy(list + 1, licenses, sizeof licenses);
	index_catalog(&c, list, 4);
	const char *both = arena_printf(&arena, "%s\n\n%s\n\n%s", quince, pear, quince);
	struct text t = read_text(both, strlen(both));
	struct result r;
	uint32_t pears = 0, quinces = 0;
	assert_int_equal(match_text(&c, &limits, &t, &arena, &r.at, &r.count, NULL), 0);
	for (size_t i = 0; i < r.count; i++) {
		const struct match *m = &r.at[i].match;
		pears += m->state == MATCH_EXACT && !strcmp(m->license->id, "pear-2.0");
		quinces += m->state == MATCH_EXACT && !strcmp(m->license->id, "quince");
		assert_false(m->state <= MATCH_PARTIAL && !strcmp(m->license->id, "basket"));
	}
	assert_int_equal(pears, 1);
	assert_int_equal(quinces, 2);
	t = read_text(basket, strlen(basket));
	assert_int_equal(match_text(&c, &limits, &t, &arena, &r.at, &r.count, NULL), 0);
	assert_string_equal(only_text(r)->match.license->id, "basket");
}

static void test_partial(void **state)
{
	(void)state;
	char *piece = arena_strndup(&arena, PEAR_BODY, (size_t)(strstr(PEAR_BODY, "2. Large") - PEAR_BODY));
	const struct text_match *m = only_text(match_string(piece));
	assert_string_equal(m->match.license->id, "pear-2.0");
	assert_int_equal(m->match.state, MATCH_PARTIAL);
	assert_true(m->match.coverage > 0.4f && m->match.coverage < 0.75f);
}

/* A license of another name took some of its words from one: it is none of it; under the name of that one, or none of its own, it is. */
static void test_own_title(void **state)
{
	(void)state;
	static const struct {
		const char *title;
		bool own;
	} cases[] = {{"The Auk7B License", true},
		     {"Auk Community License Agreement", true},
		     {"The Pear License", false},
		     {"Model License", false},
		     {"The Auk License is for all who want to copy any of the weights", false}};
	const char *piece = arena_strndup(&arena, PEAR_BODY, (size_t)(strstr(PEAR_BODY, "2. Large") - PEAR_BODY) * 3 / 4);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct result r = match_string(arena_printf(&arena, "%s\n\n%s", cases[i].title, piece));
		bool held = false;
		for (size_t k = 0; k < r.count; k++)
			held |= r.at[k].match.state == MATCH_PARTIAL && r.at[k].match.coverage < 0.5f;
		if (held == cases[i].own)
			fail_msg("%s: %s", cases[i].title, held ? "held as a part" : "dropped");
	}
}

/* The same piece with other names all over is another license, made from this one, and no part of it. */
static void test_reworded(void **state)
{
	(void)state;
	static const char plums[] =
		"This text sets out what each of us may do with the plums that this orchard gives away to its neighbors every "
		"autumn.\n\n"
		"1. Eating and Sharing.\n"
		"   a. The keeper hereby lets you eat every plum that you find under the old hedge, at no charge and for good.\n"
		"   b. You may hand plums on to others when you:\n"
		"      i. tell them where the plums grew and who grew them;\n"
		"      ii. hand on a copy of this very text along with them.\n";
	struct result r = match_string(plums);
	for (size_t i = 0; i < r.count; i++)
		assert_int_equal(r.at[i].match.state, MATCH_UNKNOWN);
}

/* A license that says everything twice, in two languages: either half is the whole. */
static void test_two_languages(void **state)
{
	(void)state;
	static const char english[] =
		"1. Grant\n\nSubject to the terms of this text, the orchard grants you a right to use the plum model in any of "
		"your "
		"works, and to show the results of it to the public, free of charge and for as long as the trees stand.\n\n"
		"2. Limits\n\nYou will not use any part of the plum model to harm the birds in the orchard or the people that "
		"pass by "
		"it, and you will not sell the model or any copies of it to the owners of other orchards in the valley.\n";
	static const char chinese[] = "1. "
				      "授予\n\n根据本文本的条款，果园授予您在您的任何作品中使用李子模型的权利，并可向公众展示其结"
				      "果，免费且只要果树仍在。\n\n"
				      "2. "
				      "限制\n\n您不得使用李子模型的任何部分伤害果园中的鸟类或路过的行人，也不得将该模型或其任何副"
				      "本出售给山谷中其他果园的主人。\n";
	struct license both;
	struct catalog c;
	char *text = arena_printf(&arena, "Plum License\n\n%s\n%s", chinese, english);
	add_license(&both, "plum", "LicenseRef-plum", "Plum License", text, strlen(text));
	index_catalog(&c, &both, 1);
	const char *const texts[] = {text, english, chinese, replaced(english, "the birds", "the bees"),
				     replaced(chinese, "鸟类", "蜜蜂")};
	for (size_t i = 0; i < 5; i++) {
		struct text t = read_text(texts[i], strlen(texts[i]));
		struct result r;
		match_text(&c, &limits, &t, &arena, &r.at, &r.count, NULL);
		assert_int_equal(only_text(r)->match.state, i < 3 ? MATCH_EXACT : MATCH_EDITED);
	}
}

static void expect_mention(const char *s, const char *id, const char *how)
{
	struct result r = match_string(s);
	if (!id) {
		assert_int_equal(r.count, 0);
		return;
	}
	assert_int_equal(r.count, 1);
	assert_int_equal(r.at[0].match.state, MATCH_MENTION);
	assert_string_equal(r.at[0].match.license->id, id);
	assert_string_equal(r.at[0].match.how, how);
}

static void test_mentions(void **state)
{
	(void)state;
	expect_mention("The pears are under the Pear Sharing License 2.0, enjoy.", "pear-2.0", "name");
	expect_mention("We follow the Pear Sharing Licence here.", "pear-2.0", "name");
	expect_mention("Released under the Quince license.", "quince", "name");
	expect_mention("License: Pear-2.0", "pear-2.0", "name");
	expect_mention("---\nlicense: pear-2.0\n---\nHello", "pear-2.0", "name");
	expect_mention("本项目采用 Quince 许可证。", "quince", "name");
	expect_mention("// SPDX-License-Identifier: Pear-2.0\nint x;", "pear-2.0", "spdx-tag");
	expect_mention("See http://www.garden.example/licenses/pear/ for more", "pear-2.0", "link");
	expect_mention("See [here](https://garden.example/licenses/pear.html).", "pear-2.0", "link");
	expect_mention("This is not released under the Quince license.", NULL, NULL);
	expect_mention("Instead of the Pear Sharing License we have none.", NULL, NULL);
	expect_mention("None of the files are under the Pear Sharing License.", NULL, NULL);
	expect_mention("We do not offer this model under the Quince license.", NULL, NULL);
	expect_mention("Released under terms other than the Pear Sharing License.", NULL, NULL);
	expect_mention("This text is based on the Pear Sharing License.", NULL, NULL);
	expect_mention("The Pear Sharing License does not apply to the weights.", NULL, NULL);
	expect_mention("The Pear Sharing License does not ask for more.", "pear-2.0", "name");
	expect_mention("A quince is a fruit, and a pear is another.", NULL, NULL);
	expect_mention("The Quince runs fast.", NULL, NULL);
	struct result r = match_string("# SPDX-License-Identifier: (Pear-2.0 OR LicenseRef-quince) AND Pear-2.0\n");
	assert_int_equal(r.count, 3);
	assert_string_equal(r.at[1].match.how, "spdx-expression");
	assert_string_equal(r.at[1].match.license->id, "quince");
}

static void test_notice(void **state)
{
	(void)state;
	struct result r = match_string(
		"int x;\n// These pears are free under the pear sharing license, see the board at the gate.\n"
		"// Hang this text on the tree and write: these pears are free under the pear sharing license, see the board at "
		"the gate.\n");
	for (size_t i = 0; i < r.count; i++) {
		assert_int_equal(r.at[i].match.state, MATCH_MENTION);
		assert_string_equal(r.at[i].match.license->id, "pear-2.0");
	}
	assert_true(r.count > 0);
}

/* Which version a notice names decides, where two licenses have the same one but for that. */
static void test_notice_of_another_version(void **state)
{
	(void)state;
	struct license *older = &licenses[0], *newer = &licenses[1]; /* in order of id */
	const struct license kept = *older;
	older->version = "2.0";
	older->successor = newer->id;
	newer->version = "3.0";
	struct result r = match_string("How to apply these terms to your own pears: hang this text on the tree and write: "
				       "version 3 says that these pears are free under the pear "
				       "sharing license, see the board at the gate.\n");
	assert_int_equal(r.at[0].match.state, MATCH_MENTION);
	assert_string_equal(r.at[0].match.license->id, newer->id);
	r = match_string("How to apply these terms to your own pears: hang this text on the tree and write: version 2.0 says "
			 "that these pears are free under the pear sharing "
			 "license, see the board at the gate.\n");
	assert_string_equal(r.at[0].match.license->id, older->id);
	newer->version = NULL;
	*older = kept;
}

static void test_unknown(void **state)
{
	(void)state;
	struct result r = match_string("Medlar Model Terms\n\nBy downloading the Medlar model you agree to these terms. Subject "
				       "to your compliance we grant you a limited, revocable right "
				       "to use the model for research. You may not use the model commercially, and you shall not "
				       "distribute copies of it without our prior written "
				       "permission. This license terminates when you breach any of its terms. The model is "
				       "provided without any warranty, and the licensor shall not "
				       "be liable for damages. You must retain all notices in every copy that you are permitted "
				       "to make under this agreement.\n");
	assert_int_equal(r.count, 1);
	assert_int_equal(r.at[0].match.state, MATCH_UNKNOWN);
	r = match_string("使用本模型前请阅读本协议。根据本协议的条款，许可方授予您非独占的使用许可。您不得将本模型用于商业目的，"
			 "不得用于任何违法用途，未经书面许可不得分发复制。"
			 "您同意遵守适用的法律法规，并承担因使用本模型产生的责任。许可方不作任何担保，如您违反本协议的约定，本授"
			 "权将自动终止。");
	assert_int_equal(r.count, 1);
	assert_int_equal(r.at[0].match.state, MATCH_UNKNOWN);
	static const char *const ordinary[] = {
		"# Fast pears\n\nA library to count pears. Install it with pip. You must have Python 3.8 and may use the GPU "
		"when you train the model. The data "
		"loader reads every file in the folder and returns batches; the default size works well for most uses. Run the "
		"tests before you send a patch, and "
		"keep each commit small. We measured the throughput on two machines and found that the second one was limited by "
		"its disk.",
		"We introduce a model of fruit growth. In this work we use a dataset of 4,000 images, trained for 30 epochs. "
		"Results are shown in Table 2. The model "
		"may be limited by the size of the data, which we discuss below. Ablations show that removing the prior reduces "
		"accuracy by three points, and that "
		"the choice of optimizer matters little. Future work should look at other fruit as well, and at other seasons of "
		"the year, in other countries.",
		"# Contributing\n\nYou agree that your work is licensed under the license of this project, and you must have the "
		"right "
		"to submit it. We accept patches when the author has signed the agreement; a bot checks the terms. You may open "
		"an issue "
		"first. All contributors must comply with the rules of conduct, and the use of their work is governed by the "
		"license. "
		"Contributions that violate applicable laws are removed, and those who violate the terms are asked to leave.",
	};
	for (size_t i = 0; i < sizeof ordinary / sizeof ordinary[0]; i++)
		assert_int_equal(match_string(ordinary[i]).count, 0);
}

/* --- bounds ------------------------------------------------------------------------------------------------------------------
 */

static void test_hostile(void **state)
{
	(void)state;
	const size_t len = 2 << 20;
	char *bytes = malloc(len + 400);
	static const char *const units[] = {
		"pear ", "the gardener lets you eat every pear ", "a b c d e ", "MUST NOT ", "\n\n1. x", "license: "};
	for (size_t u = 0; u < sizeof units / sizeof units[0]; u++) {
		struct arena own;
		struct text t;
		struct result r;
		arena_init(&own);
		for (size_t i = 0; i < len; i += strlen(units[u]))
			memcpy(bytes + i, units[u], strlen(units[u]));
		assert_int_equal(text_init(&t, bytes, len, &own, NULL), 0);
		match_text(&catalog, &limits, &t, &own, &r.at, &r.count, NULL); /* may reach a limit, must come back */
		arena_release(&own);
	}
	free(bytes);
}

static void test_limit(void **state)
{
	(void)state;
	struct limits tight = limits;
	struct result r;
	struct err e;
	tight.matches = 2;
	char *s = arena_printf(&arena, "%s\n\n%s\n\n%s", pear, quince, pear);
	struct text t = read_text(s, strlen(s));
	assert_int_equal(match_text(&catalog, &tight, &t, &arena, &r.at, &r.count, &e), -1);
	assert_int_equal(e.code, ERR_LIMIT);
	assert_true(r.count >= 2);
	struct catalog none = {0};
	t = read_text(pear, strlen(pear));
	assert_int_equal(match_text(&none, &limits, &t, &arena, &r.at, &r.count, &e), 0);
}

/* --- the real texts, where they are at hand ------------------------------------------------------------------------------------
 */

static char *read_file(const char *path, size_t *len)
{
	*len = 0;
	FILE *f = fopen(path, "rb");
	if (!f)
		return NULL;
	char *bytes = malloc(1 << 20);
	*len = fread(bytes, 1, 1 << 20, f);
	fclose(f);
	return bytes;
}

static const char *shared(void)
{
	const char *from = getenv("LICET_SHARED");
	return from && *from ? from : "../shared";
}

static const char *field(const json_t *o, const char *name)
{
	const char *s = json_string_value(json_object_get(o, name));
	return s ? s : "";
}

/* A catalog of every canonical text; NULL without them. */
static json_t *real_catalog(struct catalog *c)
{
	json_t *index = json_load_file(arena_printf(&arena, "%s/texts/index.json", shared()), 0, NULL);
	if (!index)
		return NULL;
	struct license *list = arena_array(&arena, json_array_size(index), sizeof *list);
	uint32_t n = 0;
	for (size_t i = 0; i < json_array_size(index); i++) {
		const json_t *o = json_array_get(index, i);
		size_t len;
		if (strcmp(field(o, "kind"), "canonical"))
			continue;
		char *bytes = read_file(arena_printf(&arena, "%s/texts/%s", shared(), field(o, "file")), &len);
		assert_non_null(bytes);
		add_license(&list[n++], field(o, "id"), field(o, "id"), field(o, "name"), bytes, len);
		free(bytes);
	}
	index_catalog(c, list, n);
	return index;
}

/* The license that explains most of the text. */
static const struct match *main_match(struct result r)
{
	const struct match *best = NULL;
	double most = 0;
	for (size_t i = 0; i < r.count; i++) {
		const struct match *m = &r.at[i].match;
		double size = (double)(r.at[i].end - r.at[i].start) * (double)m->similarity;
		if (m->license && m->state != MATCH_MENTION && size > most) {
			most = size;
			best = m;
		}
	}
	return best;
}

static void test_real_texts(void **state)
{
	(void)state;
	struct catalog c;
	json_t *index = real_catalog(&c);
	if (!index) {
		printf("skip: no texts in %s\n", shared());
		skip();
	}
	unsigned canonical = 0, exact = 0, variants = 0, right = 0;
	for (size_t i = 0; i < json_array_size(index); i++) {
		const json_t *o = json_array_get(index, i);
		if (!strcmp(field(o, "kind"), "original-pdf") || strstr(field(o, "note"), "translation"))
			continue;
		struct arena own;
		struct text t;
		struct result r;
		size_t len;
		arena_init(&own);
		char *bytes = read_file(arena_printf(&own, "%s/texts/%s", shared(), field(o, "file")), &len);
		text_init(&t, bytes, len, &own, NULL);
		assert_int_equal(match_text(&c, &limits, &t, &own, &r.at, &r.count, NULL), 0);
		const struct match *m = main_match(r);
		bool good = m && !strcmp(m->license->id, field(o, "id"));
		if (!strcmp(field(o, "kind"), "canonical")) {
			canonical++;
			exact += good && m->state == MATCH_EXACT;
			if (!good || m->state != MATCH_EXACT)
				printf("not exact: %s\n", field(o, "file"));
		} else {
			variants++;
			right += good;
		}
		free(bytes);
		arena_release(&own);
	}
	json_decref(index);
	assert_int_equal(exact, canonical);
	assert_true(right * 100 >= variants * 98);
}

static void test_real_traps(void **state)
{
	(void)state;
	struct catalog c;
	json_t *index = real_catalog(&c), *traps = json_load_file(arena_printf(&arena, "%s/texts/traps.json", shared()), 0, NULL);
	if (!index || !traps) {
		printf("skip: no traps in %s\n", shared());
		skip();
	}
	for (size_t i = 0; i < json_array_size(traps); i++) {
		const json_t *o = json_array_get(traps, i);
		size_t len;
		char *bytes = read_file(arena_printf(&arena, "%s/texts/%s", shared(), field(o, "file")), &len);
		struct text t = read_text(bytes, len);
		struct result r;
		match_text(&c, &limits, &t, &arena, &r.at, &r.count, NULL);
		for (size_t k = 0; k < r.count; k++) {
			const struct match *m = &r.at[k].match;
			bool allowed = m->license &&
				       strstr(field(o, "expect"), m->license->id); /* "a AND b" where both are really there */
			if (m->state == MATCH_EXACT && !allowed)
				fail_msg("%s is called exactly %s", field(o, "id"), m->license->id);
			if (!strcmp(field(o, "expect"), "not-a-licence"))
				fail_msg("%s is called a license", field(o, "id"));
		}
		free(bytes);
	}
	json_decref(index);
	json_decref(traps);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_exact),
		cmocka_unit_test(test_numbering_is_no_edit),
		cmocka_unit_test(test_dress),
		cmocka_unit_test(test_one_word),
		cmocka_unit_test(test_clauses),
		cmocka_unit_test(test_every_word),
		cmocka_unit_test(test_line_ends),
		cmocka_unit_test(test_name_filled_in),
		cmocka_unit_test(test_short_license),
		cmocka_unit_test(test_endless_paragraph),
		cmocka_unit_test(test_mentions_of_one_word),
		cmocka_unit_test(test_riders),
		cmocka_unit_test(test_titles),
		cmocka_unit_test(test_name_lines),
		cmocka_unit_test(test_versions),
		cmocka_unit_test(test_cut),
		cmocka_unit_test(test_notices_around),
		cmocka_unit_test(test_family),
		cmocka_unit_test(test_several),
		cmocka_unit_test(test_quoting),
		cmocka_unit_test(test_partial),
		cmocka_unit_test(test_own_title),
		cmocka_unit_test(test_reworded),
		cmocka_unit_test(test_two_languages),
		cmocka_unit_test(test_mentions),
		cmocka_unit_test(test_notice),
		cmocka_unit_test(test_notice_of_another_version),
		cmocka_unit_test(test_unknown),
		cmocka_unit_test(test_hostile),
		cmocka_unit_test(test_limit),
		cmocka_unit_test(test_real_texts),
		cmocka_unit_test(test_real_traps),
	};
	return cmocka_run_group_tests(tests, setup, teardown);
}
