/* SPDX-License-Identifier: MIT */
/*
 * What the literals, their places, the sieves and the memory of clauses pass over must be what PCRE2 finds nothing in: all rules
 * run over the examples of all rules and over the texts of all fixtures, with these and without, and find the same.
 */
#include "base/buf.h"
#include "findings/rule_scan.h"

#include <ftw.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct rules rules;
static size_t texts, clauses;

/* "rule@from-to {key=value}…" for each clause. */
static void find(const char *s, size_t len, bool plainly, struct buf *out)
{
	ARENA_AUTO struct arena a;
	arena_init(&a);
	struct text text;
	struct sink sink;
	struct clauses found __attribute__((cleanup(clauses_release)));
	sink_init(&sink, &a, "text");
	clauses_init(&found, 100000);
	assert_int_equal(text_init(&text, s, len, &a, NULL), 0);
	struct rule_scan scan = {.rules = &rules,
				 .text = &text,
				 .sink = &sink,
				 .rule = RULE_EVERY,
				 .pattern = RULE_EVERY,
				 .without_words = plainly};
	rule_scan(&scan, &found);
	assert_int_equal(sink.count, 0);
	for (size_t i = 0; i < found.count; i++) {
		const struct clause *c = &found.at[i];
		buf_printf(out, "%s@%u-%u", c->rule->id, c->hit.start, c->hit.end);
		for (uint32_t k = 0; k < c->n_values; k++)
			buf_printf(out, " {%s=%s}", c->values[k].key, c->values[k].value);
		buf_add_char(out, '\n');
	}
	clauses += found.count;
	sink_release(&sink);
}

static void compare(const char *s, size_t len)
{
	BUF_AUTO struct buf quick, again, plain;
	buf_init(&quick, 1 << 24);
	buf_init(&again, 1 << 24);
	buf_init(&plain, 1 << 24);
	find(s, len, false, &quick);
	find(s, len, false, &again); /* as it is remembered */
	find(s, len, true, &plain);
	if (strcmp(buf_str(&quick), buf_str(&plain)) != 0 || strcmp(buf_str(&again), buf_str(&plain)) != 0)
		fail_msg("in '%.200s' there is\n%snot\n%sand then\n%s", s, buf_str(&plain), buf_str(&quick), buf_str(&again));
	texts++;
}

/* Each example alone, and all of a rule as the items of one list. */
static void test_examples(void **state)
{
	(void)state;
	for (uint32_t i = 0; i < catalog_builtin.n_rules; i++) {
		const struct rule *r = &catalog_builtin.rules[i];
		BUF_AUTO struct buf list;
		buf_init(&list, 1 << 20);
		buf_add_str(&list, "You may not use the model:\n\n");
		for (uint32_t k = 0; k < r->n_fire + r->silent.count; k++) {
			const char *example = k < r->n_fire ? r->fire[k].text : r->silent.at[k - r->n_fire];
			compare(example, strlen(example));
			buf_printf(&list, "- %s\n", example);
		}
		compare(list.data, list.len);
	}
	assert_true(texts > 1000 && clauses > 3000);
}

static int visit(const char *path, const struct stat *st, int type)
{
	static char bytes[1 << 20];
	FILE *file = type == FTW_F && st->st_size < (off_t)sizeof bytes ? fopen(path, "rb") : NULL;
	if (!file)
		return 0;
	size_t len = fread(bytes, 1, sizeof bytes, file);
	fclose(file);
	if (text_plausible(bytes, len))
		compare(bytes, len);
	return 0;
}

static void test_fixtures(void **state)
{
	(void)state;
	texts = 0;
	assert_int_equal(ftw("fixtures", visit, 16), 0);
	assert_true(texts > 2);
}

int main(void)
{
	struct limits l;
	limits_init(&l);
	ruleset_init(&rules, &catalog_builtin, &l);
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_examples), cmocka_unit_test(test_fixtures)};
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	ruleset_release(&rules);
	return failed;
}
