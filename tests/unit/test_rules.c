/* SPDX-License-Identifier: MIT */
#include "base/buf.h"
#include "findings/clauses.h"
#include "findings/rules.h"
#include "findings/trace.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

/* --- a catalog and texts by hand ---------------------------------------------------------------------------------------- */

#define STRINGS(...)                                                                                                  \
	{                                                                                                             \
		(const char *const[]){__VA_ARGS__}, sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *) \
	}

static const struct kind cap = {.id = "usage-cap", .values = STRINGS("limit", "metric", "as_of")};
static const struct kind revenue = {.id = "revenue-cap", .values = STRINGS("amount", "currency", "period")};
static const struct kind ban = {.id = "field-of-use"};
static const struct kind revocable = {.id = "revocable"};
static const struct kind change = {.id = "unilateral-change", .values = STRINGS("notice_days")};

static const struct rule_value cap_values[] = {{"limit", "number", NULL}, {"metric", "text", "users"}, {"as_of", "date", NULL}};
static const struct rule_value revenue_values[] = {{"amount", "money", NULL}};
static const struct rule_value days[] = {{"notice_days", "days", NULL}};

static const struct rule rules_at_hand[] = {
	{.id = "ban",
	 .kind = &ban,
	 .words = STRINGS("not use", "用于"),
	 .match = STRINGS("may not use[^.]{0,40}? for", "不得用于"),
	 .unless = STRINGS("for free"),
	 .fire = (const struct example[]){{"You may not use it for war.", {0}}, {"不得用于战争。", {0}}},
	 .n_fire = 2,
	 .silent = STRINGS("You may use it for peace.")},
	{.id = "ban-list", .kind = &ban, .words = STRINGS("may not"), .match = STRINGS("may not[^.]{0,80}?: ?(?:do )?evil")},
	{.id = "cap",
	 .kind = &cap,
	 .words = STRINGS("users"),
	 .match = STRINGS("(?<limit>\\d[\\d,]*(?: million)?) users"),
	 .values = cap_values,
	 .n_values = 2},
	{.id = "cap-dated",
	 .kind = &cap,
	 .words = STRINGS("users"),
	 .match = STRINGS("on (?<as_of>the [\\w ]*date)[^.]{0,60}? (?<limit>\\d+) users"),
	 .values = cap_values,
	 .n_values = 3},
	{.id = "change",
	 .kind = &change,
	 .scope = SCOPE_PARAGRAPH,
	 .words = STRINGS("change"),
	 .match = STRINGS("we may change(?s:.){0,80}?(?<notice_days>\\w+ days)", "(?<at>these terms) change"),
	 .values = days,
	 .n_values = 1},
	{.id = "everywhere", .kind = &revocable, .match = STRINGS("is revocable")},
	{.id = "revenue",
	 .kind = &revenue,
	 .words = STRINGS("revenue"),
	 .match = STRINGS("annual revenue[^.]{0,20}? (?<amount>\\$[\\d,.]+ ?\\w*)"),
	 .values = revenue_values,
	 .n_values = 1},
	{.id = "silent-grant",
	 .kind = &revocable,
	 .scope = SCOPE_TEXT,
	 .words = STRINGS("grant"),
	 .match = STRINGS("grants? you"),
	 .unless_text = STRINGS("(?<!not )irrevocable"),
	 .only_if_text = STRINGS("licen[cs]e")},
};

static const struct catalog catalog = {.rules = rules_at_hand, .n_rules = sizeof rules_at_hand / sizeof *rules_at_hand};

/*
 * Each line is a sentence; one that begins with a tab is an item of the list that the last line ending in ':' introduces; an
 * empty line ends a paragraph. The file is the plain text itself.
 */
static struct text make_text(struct arena *a, const char *plain)
{
	size_t len = strlen(plain), lines = 1;
	for (size_t i = 0; i < len; i++)
		lines += plain[i] == '\n';
	struct sentence *s = arena_array(a, lines, sizeof *s);
	struct span *p = arena_array(a, lines, sizeof *p);
	uint32_t *origin = arena_array(a, len + 1, sizeof *origin), *starts = arena_array(a, lines, sizeof *starts);
	struct text t = {.plain = arena_strdup(a, plain),
			 .plain_len = (uint32_t)len,
			 .origin = origin,
			 .sentences = s,
			 .paragraphs = p,
			 .line_starts = starts,
			 .encoding = "utf-8"};
	uint32_t lead = UINT32_MAX;
	for (uint32_t i = 0; i <= len; i++)
		origin[i] = i;
	for (size_t at = 0; at < len;) {
		size_t n = strcspn(plain + at, "\n");
		bool item = plain[at] == '\t';
		starts[t.n_lines++] = (uint32_t)at;
		if (n) {
			s[t.n_sentences] = (struct sentence){(uint32_t)at + item, (uint32_t)(at + n), t.n_paragraphs,
							     item ? lead : UINT32_MAX, "1.a"};
			if (plain[at + n - 1] == ':')
				lead = t.n_sentences;
			t.n_sentences++;
			p[t.n_paragraphs].end = (uint32_t)(at + n);
		} else {
			p[++t.n_paragraphs].start = (uint32_t)at + 1;
		}
		at += n + (plain[at + n] == '\n');
	}
	t.n_paragraphs += len > 0;
	return t;
}

struct run {
	struct arena arena;
	struct sink sink;
	struct text text;
};

static void run_release(struct run *r)
{
	sink_release(&r->sink);
	arena_release(&r->arena);
}

#define RUN_AUTO __attribute__((cleanup(run_release)))

static void run_with(struct run *r, const struct catalog *c, const struct limits *l, const char *plain,
		     const struct text_match *matches, size_t n_matches, const struct span *where, size_t n_where)
{
	struct rules *rules = rules_new(c, l);
	arena_init(&r->arena);
	sink_init(&r->sink, &r->arena, "model/LICENSE");
	r->text = make_text(&r->arena, plain);
	rules_run(rules, &r->text, matches, n_matches, where, n_where, &r->sink);
	rules_free(rules);
}

static void run(struct run *r, const char *plain)
{
	struct limits l;
	limits_init(&l);
	run_with(r, &catalog, &l, plain, NULL, 0, NULL, 0);
}

/* "kind/rule@line {key=value} text" for each restriction, "!id" for each problem, joined by '|'. */
static const char *summary(struct run *r)
{
	struct buf b;
	buf_init(&b, 1 << 20);
	for (size_t i = 0; i < r->sink.count; i++) {
		const struct fact *f = &r->sink.facts[i];
		if (i)
			buf_add_char(&b, '|');
		if (f->kind == FACT_PROBLEM) {
			buf_printf(&b, "!%s", f->key);
			continue;
		}
		assert_int_equal(f->kind, FACT_RESTRICTION);
		assert_string_equal(f->at.entry, "model/LICENSE");
		const struct restriction *x = f->detail;
		assert_string_equal(f->key, x->kind->id);
		buf_printf(&b, "%s@%u", x->rule->id, f->at.line_start);
		for (uint32_t k = 0; k < x->values.count; k++)
			buf_printf(&b, " {%s=%s}", x->values.at[k].key, x->values.at[k].value);
		buf_printf(&b, " %s", x->text);
	}
	const char *s = arena_strdup(&r->arena, buf_str(&b));
	buf_release(&b);
	return s;
}

static void expect(const char *plain, const char *restrictions)
{
	RUN_AUTO struct run r;
	run(&r, plain);
	assert_string_equal(summary(&r), restrictions);
}

/* --- what a rule sees --------------------------------------------------------------------------------------------------- */

static void test_sentences(void **state)
{
	(void)state;
	expect("", "");
	expect("Nothing of interest here.", "");
	expect("Hello.\nYou may not use it for war.\nBye.", "ban@2 You may not use it for war.");
	expect("YOU MAY NOT USE IT FOR WAR.", "ban@1 YOU MAY NOT USE IT FOR WAR.");
	expect("本模型不得用于战争。", "ban@1 本模型不得用于战争。");
	expect("You may not use it\nfor war.", "");
	expect("You may not use it for war, but for free.", "");		     /* unless */
	expect("This grant is revocable.", "everywhere@1 This grant is revocable."); /* a rule without words */
}

/* In an enumeration, what silences one member leaves the others. */
static void test_unless_is_near(void **state)
{
	(void)state;
	expect("You may: a) copy it for free; b) may not use it for war.",
	       "ban@1 You may: a) copy it for free; b) may not use it for war.");
	expect("You may not use it for war; you may copy it for free.",
	       "ban@1 You may not use it for war; you may copy it for free.");
	expect("不得用于战争；for free。", "ban@1 不得用于战争；for free。");
	expect("for free；不得用于战争。", "ban@1 for free；不得用于战争。");
	expect("You may not use it for war and for free; you may copy it.", "");
	expect("You may not use it for free; you may not use it for war.",
	       "ban@1 You may not use it for free; you may not use it for war.");
	char far[1024], expected[1040];
	for (int gap = 300; gap < 600; gap += 200) {
		snprintf(far, sizeof far, "You may not use it for war%*s for free.", gap, "");
		snprintf(expected, sizeof expected, "ban@1 %s", far);
		expect(far, gap > 400 ? expected : "");
	}
}

static void test_items(void **state)
{
	(void)state;
	expect("You may not:\n\tdo evil\n\tdo good\n\tevil", "ban-list@2 do evil|ban-list@4 evil");
	expect("You may not use it for:\n\twar\n\tpeace",
	       "ban@1 You may not use it for:"); /* a hit in the lead alone is found there, once */
	expect("It is said that you may not use:\n\tit for war\n\tanything", "ban@2 it for war");
	expect("You may:\n\tdo evil\nYou may not:\n\tdo evil too", "ban-list@4 do evil too"); /* each list has its own lead */
	expect("\tevil", "");								      /* an item of no list */
	expect("You may not use:\n\tit for free, for", ""); /* unless sees the lead and the item */
}

static void test_item_words_across_the_joint(void **state)
{
	(void)state;
	const struct rule rule = {.id = "joint", .kind = &ban, .words = STRINGS("to: kill"), .match = STRINGS("used to: kill")};
	const struct catalog c = {.rules = &rule, .n_rules = 1};
	struct limits l;
	limits_init(&l);
	RUN_AUTO struct run r;
	run_with(&r, &c, &l, "It is not used to:\n\tkill\n\tcure", NULL, 0, NULL, 0);
	assert_string_equal(summary(&r), "joint@2 kill");
}

static void test_long_lead(void **state)
{
	(void)state;
	BUF_AUTO struct buf b;
	buf_init(&b, 1 << 20);
	buf_add_str(&b, "You may not use any of ");
	for (int i = 0; i < 2000; i++)
		buf_add_str(&b, "许可 ");
	buf_add_str(&b, "nor is one allowed; may not:\n\tdo evil");
	expect(buf_str(&b), "ban-list@2 do evil"); /* only the end of so long a lead is seen */
}

static void test_paragraphs(void **state)
{
	(void)state;
	expect("We may change this.\nWe tell you\nten days before.\n\nBye.",
	       "change@1 {notice_days=10} We may change this.\nWe tell you\nten days before.");
	expect("We may change this.\n\nWe tell you ten days before.", "");
	expect("Here.\nAnd these terms change.\nThere.", "change@2 And these terms change."); /* placed by the group `at` */
}

/* --- values ------------------------------------------------------------------------------------------------------------- */

static void test_values(void **state)
{
	(void)state;
	expect("Up to 700 million users.", "cap@1 {limit=700000000} {metric=users} Up to 700 million users.");
	expect("An annual revenue of $20 million.",
	       "revenue@1 {amount=20000000} {currency=USD} {period=year} An annual revenue of $20 million.");
	expect("An annual revenue of $0.5 billion or annual revenue of $7.",
	       "revenue@1 {amount=500000000} {currency=USD} {period=year} An annual revenue of $0.5 billion or annual revenue of "
	       "$7.");
	expect("Version release date: July 23, 2024\nIf on the version release date you have 55 users.",
	       "cap-dated@2 {limit=55} {metric=users} {as_of=2024-07-23} If on the version release date you have 55 users.");
	/* the date is nowhere: the other values stay */
	expect("If on the release date you have 55 users.",
	       "cap@1 {limit=55} {metric=users} If on the release date you have 55 users.");
}

static void test_merging(void **state)
{
	(void)state;
	/* two rules of one kind at one sentence are one restriction */
	expect("You may not use it for this: evil", "ban@1 You may not use it for this: evil");
	/* two kinds at one sentence are two */
	expect("You may not use it for 5 users.",
	       "ban@1 You may not use it for 5 users.|cap@1 {limit=5} {metric=users} You may not use it for 5 users.");
	/* the same words twice are one, other words are another */
	expect("Up to 5 users.\nUp to 6 users.\nUp to 5 users.",
	       "cap@1 {limit=5} {metric=users} Up to 5 users.|cap@2 {limit=6} {metric=users} Up to 6 users.");
}

static struct clause clause_of(const struct rule *rule, const char *key, const char *value, const char *key2, const char *value2)
{
	struct clause c = {.rule = rule};
	clause_set(&c, key, value);
	clause_set(&c, key2, value2);
	return c;
}

static void test_richest_values_win(void **state)
{
	(void)state;
	const struct rule *rule = &rules_at_hand[2], *other = &rules_at_hand[3];
	struct clauses c;
	clauses_init(&c, 10);
	struct clause poor = clause_of(rule, "limit", "5", "limit", "6"),
		      rich = clause_of(other, "limit", "5", "as_of", "2024-07-23"),
		      added = clause_of(rule, "metric", "users", "limit", NULL),
		      against = clause_of(rule, "limit", "9", "note", "x");
	assert_int_equal(poor.n_values, 1);
	clauses_add(&c, &poor);
	clauses_add(&c, &rich);
	clauses_add(&c, &added);
	clauses_add(&c, &against);
	assert_int_equal(c.count, 1);
	assert_ptr_equal(c.at[0].rule, other);
	assert_int_equal(c.at[0].n_values, 3);
	assert_string_equal(c.at[0].values[0].value, "5");
	assert_string_equal(c.at[0].values[2].key, "metric");
	clauses_release(&c);
}

/* --- several licenses in one text --------------------------------------------------------------------------------------- */

static const struct term revocable_term[] = {{.kind = &revocable}}, cap_term[] = {{.kind = &cap}};
static const struct license first = {.id = "first", .terms = revocable_term, .n_terms = 1},
			    second = {.id = "second", .terms = revocable_term, .n_terms = 1},
			    capped = {.id = "capped", .terms = cap_term, .n_terms = 1}, bare = {.id = "bare"};

static struct text_match match_of(const char *plain, const char *from, const char *to, const struct license *l,
				  enum match_state state)
{
	const char *start = strstr(plain, from), *end = strstr(start, to) + strlen(to);
	return (struct text_match){.match = {.license = l, .state = state},
				   .plain = {(uint32_t)(start - plain), (uint32_t)(end - plain)}};
}

static const char two[] = "First license.\nIt grants you all.\nIt is irrevocable.\nSecond license.\nIt grants you little.\nThe "
			  "end.\nThe rest grants you nothing.";

static void expect_two(enum match_state state, const char *restrictions)
{
	RUN_AUTO struct run r;
	struct limits l;
	limits_init(&l);
	struct text_match matches[] = {match_of(two, "First", "irrevocable.", &first, state),
				       match_of(two, "Second", "end.", &second, state)};
	run_with(&r, &catalog, &l, two, matches, 2, NULL, 0);
	assert_string_equal(summary(&r), restrictions);
	for (size_t i = 0; i < r.sink.count; i++) {
		const struct restriction *x = r.sink.facts[i].detail;
		assert_ptr_equal(x->license, strstr(x->text, "all") ? &first : strstr(x->text, "little") ? &second : NULL);
		assert_string_equal(x->clause, "1.a");
	}
}

static void test_each_license_is_a_text(void **state)
{
	(void)state;
	/* the first is irrevocable; that says nothing of the second; the rest has no "license" at all */
	expect_two(MATCH_EXACT, "silent-grant@5 It grants you little.");
	expect_two(MATCH_EDITED, "silent-grant@5 It grants you little.");
	/* a mention is no license: then all is one text, and what is irrevocable in it covers all */
	expect_two(MATCH_MENTION, "");
	expect(two, "");
	expect("The license grants you all.", "silent-grant@1 The license grants you all.");
	expect("The license grants you all.\nIt is not irrevocable.", "silent-grant@1 The license grants you all.");
	expect("It grants you all.", ""); /* only_if_text */
}

/* What an edited license says outside of its match counts; for an exact one it does not. */
static void test_rest_of_an_edited_license(void **state)
{
	(void)state;
	static const char text[] = "The license grants you all.\nAll is irrevocable.";
	struct limits l;
	limits_init(&l);
	for (int exact = 0; exact < 2; exact++) {
		RUN_AUTO struct run r;
		struct text_match m = match_of(text, "The", "all.", &first, exact ? MATCH_EXACT : MATCH_EDITED);
		run_with(&r, &catalog, &l, text, &m, 1, NULL, 0);
		assert_string_equal(summary(&r), exact ? "silent-grant@1 The license grants you all." : "");
	}
}

/* Of an exact text the record decides what is in it; a rule that the user laid over knows better than the record. */
static void test_record_of_an_exact_text_decides(void **state)
{
	(void)state;
	static const char text[] = "The license grants you all.", fires[] = "silent-grant@1 The license grants you all.";
	struct rule own[sizeof rules_at_hand / sizeof *rules_at_hand];
	memcpy(own, rules_at_hand, sizeof own);
	struct catalog laid_over = catalog;
	laid_over.rules = own;
	for (size_t i = 0; i < catalog.n_rules; i++)
		own[i].laid_over = true;
	const struct {
		const struct catalog *catalog;
		const struct license *license;
		enum match_state state;
		const char *says;
	} cases[] = {
		{&catalog, &first, MATCH_EXACT, fires},	  {&catalog, &capped, MATCH_EXACT, ""},
		{&catalog, &capped, MATCH_EDITED, fires}, {&laid_over, &capped, MATCH_EXACT, fires},
		{&catalog, &bare, MATCH_EXACT, fires}, /* its record lists nothing: nobody has said yet what is in it */
	};
	struct limits l;
	limits_init(&l);
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		RUN_AUTO struct run r;
		struct text_match m = match_of(text, "The", "all.", cases[i].license, cases[i].state);
		run_with(&r, cases[i].catalog, &l, text, &m, 1, NULL, 0);
		assert_string_equal(summary(&r), cases[i].says);
	}
}

/* What goes on beyond an exact text is not decided by its record. */
static void test_clause_beyond_an_exact_text(void **state)
{
	(void)state;
	static const char text[] = "We may change this.\nWe tell you\nten days before.";
	static const char *const ends[] = {"this.", "tell you", "before."};
	struct limits l;
	limits_init(&l);
	for (size_t i = 0; i < sizeof ends / sizeof *ends; i++) {
		RUN_AUTO struct run r;
		struct text_match m = match_of(text, "We may", ends[i], &capped, MATCH_EXACT);
		run_with(&r, &catalog, &l, text, &m, 1, NULL, 0);
		assert_int_equal(r.sink.count, i < 2);
	}
}

static void test_where(void **state)
{
	(void)state;
	static const char text[] = "Up to 1 users.\nUp to 2 users.\nUp to 3 users.\nUp to 4 users.";
	struct limits l;
	limits_init(&l);
	RUN_AUTO struct run r, none, all;
	struct span where[] = {{50, 51}, {15, 20}, {16, 22}, {60, 999999}};
	run_with(&r, &catalog, &l, text, NULL, 0, where, 4);
	assert_string_equal(summary(&r),
			    "cap@2 {limit=2} {metric=users} Up to 2 users.|cap@4 {limit=4} {metric=users} Up to 4 users.");
	run_with(&none, &catalog, &l, text, NULL, 0, where, 0);
	assert_string_equal(summary(&none), "");
	run_with(&all, &catalog, &l, text, NULL, 0, NULL, 0);
	assert_int_equal(all.sink.count, 4);
}

/* --- places and quotes -------------------------------------------------------------------------------------------------- */

static void test_long_clause_is_quoted_around_the_hit(void **state)
{
	(void)state;
	BUF_AUTO struct buf b;
	buf_init(&b, 1 << 20);
	for (int i = 0; i < 500; i++)
		buf_add_str(&b, "许可 word ");
	buf_add_str(&b, "you may not use it for war ");
	for (int i = 0; i < 500; i++)
		buf_add_str(&b, "许可 word ");
	RUN_AUTO struct run r;
	run(&r, buf_str(&b));
	assert_int_equal(r.sink.count, 1);
	const struct fact *f = &r.sink.facts[0];
	const struct restriction *x = f->detail;
	assert_non_null(strstr(x->text, "you may not use it for war"));
	assert_true(strlen(x->text) <= CLAUSE_MAX && strlen(x->text) > CLAUSE_MAX - 8);
	assert_int_equal(f->at.end - f->at.start, strlen(x->text));
	assert_memory_equal(buf_str(&b) + f->at.start, x->text, strlen(x->text));
	assert_true(((unsigned char)x->text[0] & 0xC0) != 0x80);
}

static void test_quote(void **state)
{
	(void)state;
	RUN_AUTO struct run r;
	run(&r, "Up to 5 users.\nUp to 6 users.");
	char file[] = "Up  to *5*\nxxx\xFFUp to 6 users."; /* what plain was made from */
	uint32_t *origin = arena_memdup(&r.arena, r.text.origin, (r.text.plain_len + 1) * sizeof *origin);
	r.text.origin = origin;
	r.sink.facts[0].at.end = 14;
	r.sink.facts[1].at.end = 9999; /* beyond the file: stays as it is */
	rules_quote(&r.sink, 0, &r.text, file, sizeof file - 1);
	assert_string_equal(((const struct restriction *)r.sink.facts[0].detail)->text, "Up  to *5*\nxxx");
	assert_string_equal(((const struct restriction *)r.sink.facts[1].detail)->text, "Up to 6 users.");
	r.sink.facts[0].at.end = 15;
	r.text.encoding = "windows-1252";
	rules_quote(&r.sink, 0, &r.text, file, sizeof file - 1);
	assert_string_equal(((const struct restriction *)r.sink.facts[0].detail)->text, "Up  to *5*\nxxx");
	r.text.encoding = "utf-8";
	rules_quote(&r.sink, 1, &r.text, file, sizeof file - 1);
	assert_string_equal(((const struct restriction *)r.sink.facts[0].detail)->text, "Up  to *5*\nxxx");
	rules_quote(&r.sink, 0, &r.text, file, sizeof file - 1);
	assert_string_equal(((const struct restriction *)r.sink.facts[0].detail)->text, "Up  to *5*\nxxx\\xFF");
}

static void test_words_around_a_clause(void **state)
{
	(void)state;
	BUF_AUTO struct buf b;
	buf_init(&b, 1 << 20);
	for (int i = 0; i < 100; i++)
		buf_add_str(&b, "许可许可");
	buf_add_str(&b, "。\nUp to 5 users.\nThe second of");
	for (int i = 0; i < 100; i++)
		buf_add_str(&b, " some words");
	buf_add_str(&b, ".\nUp to 6 users.");
	RUN_AUTO struct run r;
	run(&r, buf_str(&b));
	assert_int_equal(r.sink.count, 2);
	const struct restriction *x = r.sink.facts[0].detail, *y = r.sink.facts[1].detail;
	assert_memory_equal(x->before + strlen(x->before) - 4, "。\n", 4);
	assert_in_range(strlen(x->before), 150, 200);
	assert_true(((unsigned char)x->before[0] & 0xC0) != 0x80); /* no character is cut */
	assert_int_equal(strncmp(x->after, "\nThe second of some", 19), 0);
	const char *last = strrchr(x->after, ' ');
	assert_true(!strcmp(last, " words") || !strcmp(last, " some")); /* nor a word */
	assert_in_range(strlen(x->after), 150, 200);
	assert_int_equal(strncmp(y->before, " some words", 11) && strncmp(y->before, " words", 6), 0);
	assert_null(y->after);
	rules_quote(&r.sink, 0, &r.text, buf_str(&b), b.len);
	const struct restriction *quoted = r.sink.facts[0].detail;
	assert_string_equal(quoted->before, x->before);
	assert_string_equal(quoted->after, x->after);
}

/* --- bad patterns, bad texts -------------------------------------------------------------------------------------------- */

static void test_broken_rule_does_not_stop_the_others(void **state)
{
	(void)state;
	const struct rule rules[] = {
		{.id = "broken",
		 .kind = &ban,
		 .path = "rules/use/broken.yaml",
		 .words = STRINGS("users"),
		 .match = STRINGS("(users")},
		{.id = "sound",
		 .kind = &cap,
		 .path = "rules/use/sound.yaml",
		 .words = STRINGS("users"),
		 .match = STRINGS("users")},
	};
	const struct catalog c = {.rules = rules, .n_rules = 2};
	struct limits l;
	limits_init(&l);
	RUN_AUTO struct run r;
	run_with(&r, &c, &l, "Up to 5 users.\nUp to 6 users.", NULL, 0, NULL, 0);
	assert_string_equal(summary(&r), "!rule|sound@1 Up to 5 users.|sound@2 Up to 6 users.");
	assert_string_equal(r.sink.facts[0].at.entry, "model/LICENSE");
	assert_non_null(strstr(r.sink.facts[0].value, "The rule broken cannot be run: the pattern is wrong at byte"));
	struct rules *compiled = rules_new(&c, &l);
	struct err e;
	assert_int_equal(rules_compile(compiled, &e), -1);
	assert_int_equal(e.code, ERR_DATA);
	assert_non_null(strstr(e.text, "rules/use/broken.yaml: the rule broken: match 1: "));
	rules_free(compiled);
}

static void test_catastrophe_is_stopped(void **state)
{
	(void)state;
	const struct rule rules[] = {
		{.id = "explodes", .kind = &ban, .words = STRINGS("aaa"), .match = STRINGS("(?:a|aa)+$")},
		{.id = "sound", .kind = &cap, .words = STRINGS("aaa"), .match = STRINGS("aaa")},
	};
	const struct catalog c = {.rules = rules, .n_rules = 2};
	struct limits l;
	limits_init(&l);
	l.match_steps = 10000;
	RUN_AUTO struct run r;
	clock_t start = clock();
	run_with(&r, &c, &l,
		 "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!"
		 "\naaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!",
		 NULL, 0, NULL, 0);
	assert_true(clock() - start < 3 * CLOCKS_PER_SEC);
	assert_int_equal(r.sink.count, 3); /* told once, however often */
	assert_int_equal(r.sink.facts[0].kind, FACT_PROBLEM);
	assert_string_equal(r.sink.facts[0].key, "limit");
	assert_non_null(strstr(r.sink.facts[0].value, "The rule explodes was given up"));
	assert_string_equal(r.sink.facts[0].at.entry, "model/LICENSE");
	assert_int_equal(r.sink.facts[0].at.line_start, 1);
	assert_string_equal(r.sink.facts[1].key, "usage-cap");
}

static void test_time_is_bounded(void **state)
{
	(void)state;
	const struct rule rule = {
		.id = "slow", .kind = &ban, .words = STRINGS("aa"), .match = STRINGS("a{1,200}a{1,200}(?:cz|dy)")};
	const struct catalog c = {.rules = &rule, .n_rules = 1};
	struct limits l;
	limits_init(&l);
	l.rule_seconds = 1;
	BUF_AUTO struct buf b;
	buf_init(&b, 1 << 20);
	for (int i = 0; i < 20000; i++) /* every clause is another one: the same again would be remembered */
		i % 50 ? buf_add_str(&b, "aaaaaaaaaaaaaaaaaaaa") : buf_printf(&b, "\n%d ", i);
	RUN_AUTO struct run r;
	clock_t start = clock();
	run_with(&r, &c, &l, buf_str(&b), NULL, 0, NULL, 0);
	assert_true(clock() - start < 10 * CLOCKS_PER_SEC);
	assert_string_equal(summary(&r), "!limit");
	assert_non_null(strstr(r.sink.facts[0].value, "after 1 seconds"));
}

static void test_too_many_restrictions(void **state)
{
	(void)state;
	struct limits l;
	limits_init(&l);
	l.restrictions = 10;
	BUF_AUTO struct buf b;
	buf_init(&b, 1 << 20);
	for (int i = 0; i < 100; i++)
		buf_printf(&b, "Up to %d users.\n", i);
	RUN_AUTO struct run r;
	run_with(&r, &catalog, &l, buf_str(&b), NULL, 0, NULL, 0);
	assert_int_equal(r.sink.count, 11);
	assert_int_equal(r.sink.facts[0].kind, FACT_PROBLEM);
	assert_non_null(strstr(r.sink.facts[0].value, "more than 10 restrictions"));
	assert_int_equal(r.sink.facts[0].at.line_start, 11);
}

static void test_a_long_list_takes_no_quadratic_time(void **state)
{
	(void)state;
	BUF_AUTO struct buf b;
	buf_init(&b, 1 << 24);
	for (int i = 0; i < 20000; i++)
		buf_add_str(&b, "word ");
	buf_add_str(&b, "and so on:\n");
	for (int i = 0; i < 50000; i++)
		buf_add_str(&b, "\tx\n");
	clock_t start = clock();
	expect(buf_str(&b), "");
	assert_true(clock() - start < 5 * CLOCKS_PER_SEC);
}

/* Whatever the pieces are put together to: places inside the text, quotes that are what stands there. */
static void test_any_text(void **state)
{
	(void)state;
	static const char *const pieces[] = {"You may not ",
					     "use it ",
					     "for ",
					     "war. ",
					     "\n",
					     "\n\n",
					     ":\n\t",
					     "5 users ",
					     "is revocable ",
					     "grants you ",
					     "license ",
					     "irrevocable ",
					     "we may change ",
					     "ten days ",
					     "不得用于",
					     "许可。",
					     "annual revenue $5 ",
					     "evil "};
	uint32_t seed = 5;
	struct limits l;
	limits_init(&l);
	for (int round = 0; round < 400; round++) {
		BUF_AUTO struct buf b;
		buf_init(&b, 1 << 16);
		for (int i = 0; i < round % 80; i++) {
			seed = seed * 1664525 + 1013904223;
			buf_add_str(&b, pieces[(seed >> 16) % (sizeof pieces / sizeof *pieces)]);
		}
		RUN_AUTO struct run r;
		uint32_t half = (uint32_t)b.len / 2;
		struct text_match m = {.match = {.license = &first, .state = round % 3 ? MATCH_EXACT : MATCH_PARTIAL},
				       .plain = {half / 2, half}};
		struct span where = {half / 3, half + half / 3};
		run_with(&r, &catalog, &l, buf_str(&b), &m, round % 2, &where, 1);
		for (size_t i = 0; i < r.sink.count; i++) {
			const struct fact *f = &r.sink.facts[i];
			const struct restriction *x = f->detail;
			assert_int_equal(f->kind, FACT_RESTRICTION);
			assert_true(f->at.start < f->at.end && f->at.end <= b.len);
			assert_memory_equal(b.data + f->at.start, x->text, f->at.end - f->at.start);
			assert_true(f->at.line_start >= 1 && f->at.line_end >= f->at.line_start);
			if (i)
				assert_true(r.sink.facts[i - 1].at.start <= f->at.start);
		}
	}
}

/* --- threads ------------------------------------------------------------------------------------------------------------ */

static struct rules *shared;

static void *thread_run(void *expected)
{
	for (int i = 0; i < 50; i++) {
		struct run r;
		arena_init(&r.arena);
		sink_init(&r.sink, &r.arena, "model/LICENSE");
		r.text = make_text(&r.arena,
				   "You may not use it for war.\nUp to 5 users.\nThe license grants you all.\nIt is revocable.");
		rules_run(shared, &r.text, NULL, 0, NULL, 0, &r.sink);
		bool same = r.sink.count == *(size_t *)expected;
		run_release(&r);
		if (!same)
			return expected;
	}
	return NULL;
}

static void test_threads_share_the_rules(void **state)
{
	(void)state;
	struct limits l;
	limits_init(&l);
	shared = rules_new(&catalog, &l);
	pthread_t threads[4];
	size_t expected = 4;
	for (int i = 0; i < 4; i++)
		assert_int_equal(pthread_create(&threads[i], NULL, thread_run, &expected), 0);
	for (int i = 0; i < 4; i++) {
		void *wrong;
		pthread_join(threads[i], &wrong);
		assert_null(wrong);
	}
	rules_free(shared);
}

/* --- rules_check -------------------------------------------------------------------------------------------------------- */

static void collect(void *ctx, const struct rule *rule, const char *where, const char *sentence)
{
	assert_true(!strncmp(where, rule->path, strlen(rule->path)));
	buf_printf(ctx, "%s: %s\n", rule->id, sentence);
}

static void expect_complaint(const struct rule *rule, const char *complaint)
{
	BUF_AUTO struct buf said;
	buf_init(&said, 1 << 16);
	struct catalog c = {.rules = rule, .n_rules = 1};
	struct limits l;
	limits_init(&l);
	struct rules *r = rules_new(&c, &l);
	struct err e = {0};
	int rc = rules_check(r, collect, &said, &e);
	rules_free(r);
	if (!complaint) {
		assert_string_equal(buf_str(&said), "");
		assert_int_equal(rc, 0);
		return;
	}
	if (!strstr(buf_str(&said), complaint))
		fail_msg("'%s' is not said, but '%s'", complaint, buf_str(&said));
	bool warning = !strncmp(complaint, "warning", 7);
	assert_int_equal(rc, warning ? 0 : -1);
	if (!warning) {
		assert_int_equal(e.code, ERR_DATA);
		assert_non_null(strstr(e.text, "rules/x/y.yaml: the rule y: "));
	}
}

static void test_check(void **state)
{
	(void)state;
	static const struct pair five[] = {{"limit", "5"}}, six[] = {{"limit", "6"}};
	static const struct example good[] = {{"Up to 5 users are fine.", {five, 1}}},
				    other[] = {{"Up to 5 users are fine.", {six, 1}}}, mute[] = {{"No number here.", {0}}};
	const struct rule sound = {.id = "y",
				   .kind = &cap,
				   .path = "rules/x/y.yaml",
				   .words = STRINGS("users"),
				   .match = STRINGS("(?<limit>\\d+) users"),
				   .values = cap_values,
				   .n_values = 2,
				   .fire = good,
				   .n_fire = 1,
				   .silent = STRINGS("No users at all.")};
	struct rule r = sound;
	expect_complaint(&r, NULL);
	r.fire = other;
	expect_complaint(&r, "gives limit: 5, not 6");
	r.fire = mute;
	expect_complaint(&r, "'No number here.' must fire, and does not");
	r = sound;
	r.silent = (struct strings)STRINGS("But 7 users pay.");
	expect_complaint(&r, "'But 7 users pay.' must stay silent, and fires");
	r = sound;
	r.words = (struct strings)STRINGS("customers");
	expect_complaint(&r, "holds none of its words");
	r.words = (struct strings){0};
	expect_complaint(&r, "warning: it has no words");
	r = sound;
	r.match = (struct strings)STRINGS("(?<limit>\\d+) users", "never (?<limit>\\d+) seen");
	expect_complaint(&r, "no example under 'fire' is hit by match 2");
	r.match = (struct strings)STRINGS("(\\d+) users");
	expect_complaint(&r, "no pattern has a group for the value 'limit'");
	r.match = (struct strings)STRINGS("(?<limit>\\d+ users");
	expect_complaint(&r, "match 1: the pattern is wrong at byte");
	r = sound;
	r.unless_text = (struct strings)STRINGS("[");
	expect_complaint(&r, "unless_text 1: the pattern is wrong");
	r.unless_text = (struct strings)STRINGS("fine");
	expect_complaint(&r, "must fire, and does not");
}

static void test_check_of_the_rules_at_hand_says_what_is_missing(void **state)
{
	(void)state;
	struct limits l;
	limits_init(&l);
	struct rules *r = rules_new(&catalog, &l);
	struct err e = {0};
	assert_int_equal(rules_check(r, NULL, NULL, &e), -1);
	assert_non_null(
		strstr(e.text, "the rule ban-list: no example under 'fire' is hit by match 1")); /* the first, not the last */
	assert_int_equal(rules_compile(r, &e), 0);
	rules_free(r);
}

/* --- why a rule fires --------------------------------------------------------------------------------------------------- */

/* "rule/match 'matched' word [name: words = value] -field silencer 'silencing'" for each trace, joined by '|'. */
static void expect_traces(const char *plain, const char *traces)
{
	BUF_AUTO struct buf b;
	buf_init(&b, 1 << 16);
	RUN_AUTO struct run r;
	struct limits l;
	limits_init(&l);
	struct rules *explained = rules_new(&catalog, &l);
	rules_explain(explained);
	arena_init(&r.arena);
	sink_init(&r.sink, &r.arena, "model/LICENSE");
	r.text = make_text(&r.arena, plain);
	rules_run(explained, &r.text, NULL, 0, NULL, 0, &r.sink);
	rules_free(explained);
	for (size_t i = 0; i < r.sink.count; i++) {
		const struct trace *t = r.sink.facts[i].kind == FACT_TRACE ? r.sink.facts[i].detail : NULL;
		if (!t)
			continue;
		assert_string_equal(r.sink.facts[i].key, t->rule->id);
		buf_printf(&b, "%s%s/%u@%u '%s' %s", b.len ? "|" : "", t->rule->id, t->match, r.sink.facts[i].at.line_start,
			   t->matched, t->word ? t->word : "-");
		for (uint32_t k = 0; k < t->n_captures; k++)
			buf_printf(&b, " [%s: %s = %s]", t->captures[k].name, t->captures[k].words,
				   t->captures[k].value ? t->captures[k].value : "nothing");
		if (t->silenced_by)
			buf_printf(&b, " -%s %u '%s'", t->silenced_by, t->silencer, t->silencing ? t->silencing : "");
	}
	assert_string_equal(buf_str(&b), traces);
}

static void test_traces(void **state)
{
	(void)state;
	expect_traces("Nothing of interest.", "");
	expect_traces("Hello.\nYou may not use it for war.", "ban/1@2 'may not use it for' not use");
	expect_traces("You may not use it for war, but for free.", "ban/1@1 'may not use it for' not use -unless 1 'for free'");
	expect_traces("Up to 700 million users.", "cap/1@1 '700 million users' users [limit: 700 million = 700000000]");
	expect_traces("It is revocable.", "everywhere/1@1 'is revocable' -");
	expect_traces("The license grants you all.\nAll is irrevocable.",
		      "silent-grant/1@1 'grants you' grant -unless_text 1 'irrevocable'");
	expect_traces("It grants you all.", "silent-grant/1@1 'grants you' grant -only_if_text 0 ''");
	/* the same clause again is told again, though its rules are remembered */
	expect_traces("You may not use it for war, but for free.\nHello.\nYou may not use it for war, but for free.",
		      "ban/1@1 'may not use it for' not use -unless 1 'for free'|"
		      "ban/1@3 'may not use it for' not use -unless 1 'for free'");
	expect_traces("You may not use it for war.\nHello.\nYou may not use it for war.",
		      "ban/1@1 'may not use it for' not use|ban/1@3 'may not use it for' not use");
}

static void note(void *ctx, const struct rule *rule)
{
	buf_printf(ctx, "%s ", rule->id);
}

static void test_try(void **state)
{
	(void)state;
	BUF_AUTO struct buf b;
	buf_init(&b, 1 << 16);
	struct limits l;
	limits_init(&l);
	struct rules *r = rules_new(&catalog, &l);
	rules_explain(r);
	rules_try(r, "You may not use it for 5 users. You may not use it for war. It is revocable, but for free.", note, &b);
	rules_free(r);
	assert_string_equal(buf_str(&b), "ban cap everywhere ");
}

/* Mistakes have their place when the data file is known. */
static void test_place_of_a_mistake(void **state)
{
	(void)state;
	static const struct position at[] = {{6, 3}, {7, 3}};
	const struct rule rule = {.id = "y",
				  .kind = &ban,
				  .path = "rules/x/y.yaml",
				  .words = STRINGS("a"),
				  .match = STRINGS("a", "(a"),
				  .at = {.id = {1, 5}, .match = at}};
	const struct catalog c = {.rules = &rule, .n_rules = 1};
	struct limits l;
	limits_init(&l);
	struct rules *r = rules_new(&c, &l);
	struct err e = {0};
	assert_int_equal(rules_compile(r, &e), -1);
	rules_free(r);
	assert_non_null(strstr(e.text, "rules/x/y.yaml:7:3: the rule y: match 2: the pattern is wrong at byte"));
}

static void test_text_that_is_no_utf8(void **state)
{
	(void)state;
	RUN_AUTO struct run r;
	run(&r, "You may not use it for war.\n\xFF");
	assert_string_equal(summary(&r), "!text");
}

/* A sentence or span that cuts a character is stretched to it. */
static void test_ranges_that_cut_characters(void **state)
{
	(void)state;
	struct limits l;
	limits_init(&l);
	struct arena a;
	arena_init(&a);
	struct sink sink;
	sink_init(&sink, &a, "x");
	struct text t = make_text(&a, "许可不得用于战争许可");
	struct sentence cut = {1, 28, 0, UINT32_MAX, ""};
	t.sentences = &cut;
	struct text_match m = {.match = {.state = MATCH_PARTIAL}, .plain = {4, 29}};
	struct rules *rules = rules_new(&catalog, &l);
	rules_run(rules, &t, &m, 1, NULL, 0, &sink);
	rules_free(rules);
	assert_int_equal(sink.count, 1);
	sink_release(&sink);
	arena_release(&a);
}

static void test_no_rules(void **state)
{
	(void)state;
	static const struct catalog c = {0};
	struct limits l;
	limits_init(&l);
	RUN_AUTO struct run r;
	run_with(&r, &c, &l, "Up to 5 users.", NULL, 0, NULL, 0);
	assert_int_equal(r.sink.count, 0);
	rules_free(NULL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sentences),
		cmocka_unit_test(test_unless_is_near),
		cmocka_unit_test(test_items),
		cmocka_unit_test(test_item_words_across_the_joint),
		cmocka_unit_test(test_long_lead),
		cmocka_unit_test(test_paragraphs),
		cmocka_unit_test(test_values),
		cmocka_unit_test(test_merging),
		cmocka_unit_test(test_richest_values_win),
		cmocka_unit_test(test_each_license_is_a_text),
		cmocka_unit_test(test_rest_of_an_edited_license),
		cmocka_unit_test(test_record_of_an_exact_text_decides),
		cmocka_unit_test(test_clause_beyond_an_exact_text),
		cmocka_unit_test(test_where),
		cmocka_unit_test(test_long_clause_is_quoted_around_the_hit),
		cmocka_unit_test(test_quote),
		cmocka_unit_test(test_broken_rule_does_not_stop_the_others),
		cmocka_unit_test(test_catastrophe_is_stopped),
		cmocka_unit_test(test_time_is_bounded),
		cmocka_unit_test(test_too_many_restrictions),
		cmocka_unit_test(test_a_long_list_takes_no_quadratic_time),
		cmocka_unit_test(test_any_text),
		cmocka_unit_test(test_threads_share_the_rules),
		cmocka_unit_test(test_check),
		cmocka_unit_test(test_check_of_the_rules_at_hand_says_what_is_missing),
		cmocka_unit_test(test_traces),
		cmocka_unit_test(test_try),
		cmocka_unit_test(test_place_of_a_mistake),
		cmocka_unit_test(test_text_that_is_no_utf8),
		cmocka_unit_test(test_ranges_that_cut_characters),
		cmocka_unit_test(test_words_around_a_clause),
		cmocka_unit_test(test_no_rules),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
