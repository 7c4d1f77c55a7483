/* SPDX-License-Identifier: MIT */
#include "findings/memo.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static struct memo_key key(const char *s, size_t item, enum rule_scope scope)
{
	return (struct memo_key){scope, item, NULL, s, strlen(s)};
}

static void meet_twice(struct memo *m, const struct memo_key *k, const uint64_t *mask)
{
	memo_add(m, k, mask);
	memo_add(m, k, mask);
}

static void test_remembers(void **state)
{
	(void)state;
	struct memo *m = memo_new(2);
	uint64_t mask[2] = {5, 9}, got[2] = {0, 0};
	struct memo_key k = key("You must not sell it.", 0, SCOPE_SENTENCE);
	assert_false(memo_find(m, &k, got));
	memo_add(m, &k, mask);
	assert_false(memo_find(m, &k, got)); /* most are never met again */
	memo_add(m, &k, mask);
	assert_true(memo_find(m, &k, got));
	assert_memory_equal(got, mask, sizeof mask);
	mask[0] = 0;
	memo_add(m, &k, mask);
	assert_true(memo_find(m, &k, got));
	assert_memory_equal(got, mask, sizeof mask);
	memo_free(m);
}

static void test_tells_clauses_apart(void **state)
{
	(void)state;
	struct memo *m = memo_new(1);
	uint64_t mask = 1, got;
	struct memo_key k = key("You must not: sell it.", 0, SCOPE_SENTENCE), other = k;
	meet_twice(m, &k, &mask);
	assert_true(memo_find(m, &k, &got));
	other.item = 14;
	assert_false(memo_find(m, &other, &got));
	other = k;
	other.scope = SCOPE_PARAGRAPH;
	assert_false(memo_find(m, &other, &got));
	other = key("You must not: sell it!", 0, SCOPE_SENTENCE);
	assert_false(memo_find(m, &other, &got));
	other = k;
	other.len--;
	assert_false(memo_find(m, &other, &got));
	memo_free(m);
}

/* Far more clauses than there is room for: what is found is never another clause's. */
static void test_makes_room(void **state)
{
	(void)state;
	struct memo *m = memo_new(1);
	char text[64];
	unsigned kept = 0;
	for (uint64_t i = 0; i < 100000; i++) {
		snprintf(text, sizeof text, "Clause %d.", (int)i);
		struct memo_key k = key(text, 0, SCOPE_SENTENCE);
		meet_twice(m, &k, &i);
	}
	for (uint64_t i = 0, got; i < 100000; i++) {
		snprintf(text, sizeof text, "Clause %d.", (int)i);
		struct memo_key k = key(text, 0, SCOPE_SENTENCE);
		if (!memo_find(m, &k, &got))
			continue;
		assert_int_equal(got, i);
		kept++;
	}
	assert_in_range(kept, 10000, 40000);
	memo_free(m);
}

static void test_long_clauses_are_left_alone(void **state)
{
	(void)state;
	static char text[5000];
	memset(text, 'a', sizeof text - 1);
	struct memo *m = memo_new(1);
	uint64_t mask = 1;
	struct memo_key k = key(text, 0, SCOPE_TEXT);
	meet_twice(m, &k, &mask);
	assert_false(memo_find(m, &k, &mask));
	memo_free(m);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_remembers),
		cmocka_unit_test(test_tells_clauses_apart),
		cmocka_unit_test(test_makes_room),
		cmocka_unit_test(test_long_clauses_are_left_alone),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
