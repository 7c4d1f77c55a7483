/* SPDX-License-Identifier: MIT */
#include "findings/prefilter.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <cmocka.h>

static uint64_t scan(const struct prefilter *p, const char *s)
{
	uint64_t groups = 0;
	size_t len = strlen(s);
	char *exact = malloc(len ? len : 1); /* without a NUL, so that ASan sees a read behind it */
	assert_non_null(exact);
	memcpy(exact, s, len);
	prefilter_everywhere(p, &groups);
	prefilter_scan(p, exact, len, &groups);
	free(exact);
	return groups;
}

static void test_words(void **state)
{
	(void)state;
	struct prefilter p;
	prefilter_init(&p, 4);
	prefilter_add(&p, 0, "Active Users");
	prefilter_add(&p, 0, "用户");
	prefilter_add(&p, 1, "active");
	prefilter_add(&p, 1, "act");
	prefilter_add(&p, 2, "active users");
	prefilter_add(&p, 3, "zz");
	prefilter_build(&p);
	assert_int_equal(scan(&p, ""), 0);
	assert_int_equal(scan(&p, "a"), 0);
	assert_int_equal(scan(&p, "nothing of it"), 0);
	assert_int_equal(scan(&p, "monthly ACTIVE USERS"), 0x7);
	assert_int_equal(scan(&p, "inActive user"), 0x2);
	assert_int_equal(scan(&p, "月活跃用户超过一亿"), 0x1);
	assert_int_equal(scan(&p, "用"), 0);
	assert_int_equal(scan(&p, "fact"), 0x2);
	assert_int_equal(scan(&p, "ac"), 0);
	assert_int_equal(scan(&p, "zZ"), 0x8);
	assert_int_equal(scan(&p, "z"), 0);
	prefilter_release(&p);
}

static void test_everywhere(void **state)
{
	(void)state;
	struct prefilter p;
	prefilter_init(&p, 3);
	prefilter_add(&p, 0, "word");
	prefilter_add(&p, 1, "x");
	prefilter_add(&p, 1, "longer");
	prefilter_always(&p, 2);
	prefilter_build(&p);
	assert_int_equal(scan(&p, ""), 0x6);
	assert_int_equal(scan(&p, "a word"), 0x7);
	prefilter_release(&p);
	prefilter_init(&p, 1);
	prefilter_build(&p);
	assert_int_equal(scan(&p, "no words at all"), 0);
	prefilter_release(&p);
}

static void test_many_groups(void **state)
{
	(void)state;
	struct prefilter p;
	prefilter_init(&p, 200);
	for (uint32_t g = 0; g < 200; g++) {
		char word[] = {(char)('a' + g % 26), (char)('a' + g / 26), '!', 0};
		prefilter_add(&p, g, word);
		prefilter_add(&p, g, "common");
	}
	prefilter_build(&p);
	assert_int_equal(p.n_words, 201);
	assert_int_equal(p.mask_words, 4);
	uint64_t set[4] = {0};
	prefilter_scan(&p, "-ab!-zb!-cd!-", 13, set);
	for (uint32_t g = 0; g < 256; g++) {
		bool expected = g == 26 || g == 26 + 25 || g == 2 + 3 * 26;
		assert_int_equal(set[g / 64] >> g % 64 & 1, expected);
	}
	prefilter_scan(&p, "COMMON", 6, set);
	for (uint32_t g = 0; g < 200; g++)
		assert_true(set[g / 64] >> g % 64 & 1);
	prefilter_release(&p);
}

/* Against the obvious way to do it. */
static void test_agrees_with_strcasestr(void **state)
{
	(void)state;
	static const char letters[] = "abAB许可 ";
	uint32_t seed = 3;
	for (int round = 0; round < 500; round++) {
		struct prefilter p;
		prefilter_init(&p, 20);
		char words[20][8], text[64];
		for (int i = 0; i < 21; i++) {
			char *to = i < 20 ? words[i] : text;
			size_t n = i < 20 ? 2 + (size_t)(round + i) % 5 : 60;
			for (size_t k = 0; k < n; k++) {
				seed = seed * 1664525 + 1013904223;
				to[k] = letters[(seed >> 24) % (sizeof letters - 1)];
			}
			to[n] = 0;
			if (i < 20)
				prefilter_add(&p, (uint32_t)i, to);
		}
		prefilter_build(&p);
		uint64_t found = scan(&p, text);
		for (int i = 0; i < 20; i++) {
			bool expected = false;
			for (const char *s = text; *s; s++)
				expected |= !strncasecmp(s, words[i], strlen(words[i]));
			assert_int_equal(found >> i & 1, expected);
		}
		prefilter_release(&p);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_words),
		cmocka_unit_test(test_everywhere),
		cmocka_unit_test(test_many_groups),
		cmocka_unit_test(test_agrees_with_strcasestr),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
