/* SPDX-License-Identifier: MIT */
#include "base/arena.h"
#include "base/regex.h"

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

static struct regex *compile(const char *pattern)
{
	struct regex *re;
	struct err e = {0};
	if (regex_compile(pattern, REGEX_SEARCHED, &re, &e) < 0)
		fail_msg("%s", e.text);
	return re;
}

static enum regex_result find(const char *pattern, const char *s, size_t from, size_t *start, size_t *end)
{
	struct regex *re = compile(pattern);
	struct regex_work *w = regex_work_new(1000000, 10);
	enum regex_result found = regex_find(re, w, s, strlen(s), from);
	if (found == REGEX_FOUND)
		regex_range(w, start, end);
	regex_work_free(w);
	regex_free(re);
	return found;
}

static void expect(const char *pattern, const char *s, const char *matched)
{
	size_t start = 0, end = 0;
	enum regex_result found = find(pattern, s, 0, &start, &end);
	assert_int_equal(found, matched ? REGEX_FOUND : REGEX_NONE);
	if (matched) {
		assert_int_equal(end - start, strlen(matched));
		assert_memory_equal(s + start, matched, end - start);
	}
}

static void test_find(void **state)
{
	(void)state;
	expect("b+", "abbbc", "bbb");
	expect("x", "abc", NULL);
	expect("MODEL", "the Model", "Model");
	expect("größe", "die GRÖSSE", NULL);   /* no full folding, … */
	expect("größe", "die GRÖßE", "GRÖßE"); /* … but Unicode case */
	expect("\\bllama\\b", "使用Llama模型", "Llama");
	expect("不得[^。]{0,10}?商用", "不得用于商用。", "不得用于商用");
	expect("^x", "ax", NULL);
	expect("", "abc", "");
	expect("a", "", NULL);
	expect("a\\Kb", "ab", "b");
	expect("a.c", "a\nc", NULL);
}

static void test_from(void **state)
{
	(void)state;
	size_t start, end;
	assert_int_equal(find("a", "abca", 1, &start, &end), REGEX_FOUND);
	assert_int_equal(start, 3);
	assert_int_equal(find("(?<=b)c", "abca", 2, &start, &end), REGEX_FOUND);
	assert_int_equal(start, 2);
	assert_int_equal(find("^a", "aa", 1, &start, &end), REGEX_NONE);
	assert_int_equal(find("a", "aa", 2, &start, &end), REGEX_NONE);
	assert_int_equal(find("a", "aa", 3, &start, &end), REGEX_NONE);
}

/* The subject is searched window by window; no place between two of them may be lost. */
static void test_windows(void **state)
{
	(void)state;
	struct regex *re = compile("(?<=x|许)needle"), *anchored = compile("^needle"), *empty = compile("(?=needle)");
	struct regex_work *w = regex_work_new(1000000, 10);
	for (size_t han = 0; han < 3; han++)
		for (size_t at = 240; at < 300; at++) {
			char s[400];
			memset(s, 'x', sizeof s);
			for (size_t i = 0; i < at / 3; i++)
				memcpy(s + han + 3 * i, "许", 3);
			size_t place = han + at / 3 * 3;
			memcpy(s + place, "needle", 6);
			assert_int_equal(regex_find(re, w, s, sizeof s, 0), REGEX_FOUND);
			size_t start, end;
			regex_range(w, &start, &end);
			assert_int_equal(start, place);
			assert_int_equal(end, place + 6);
			assert_int_equal(regex_find(empty, w, s, sizeof s, 0), REGEX_FOUND);
			assert_int_equal(regex_find(anchored, w, s, sizeof s, 0), REGEX_NONE);
			assert_int_equal(regex_find(re, w, s, place + 5, 0), REGEX_NONE);
		}
	regex_work_free(w);
	regex_free(re);
	regex_free(anchored);
	regex_free(empty);
}

static void test_try(void **state)
{
	(void)state;
	for (int use = REGEX_SEARCHED; use <= REGEX_TRIED; use++) {
		struct regex *re;
		struct regex_work *w = regex_work_new(1000000, 10);
		assert_int_equal(regex_compile("(?<=\\b)b+c", (enum regex_use)use, &re, NULL), 0);
		for (int round = 0; round < 200; round++) { /* before and after it is translated */
			assert_int_equal(regex_find(re, w, "a bbc", 5, 0), REGEX_FOUND);
			assert_int_equal(regex_try(re, w, "a bbc", 5, 0), REGEX_NONE);
			assert_int_equal(regex_try(re, w, "a bbc", 5, 2), REGEX_FOUND);
			assert_int_equal(regex_try(re, w, "a bbc", 5, 3), REGEX_NONE);
			assert_int_equal(regex_try(re, w, "a bbc", 5, 5), REGEX_NONE);
			assert_int_equal(regex_try(re, w, "a bbc", 5, 6), REGEX_NONE);
		}
		regex_free(re);
		regex_work_free(w);
	}
}

static void test_groups(void **state)
{
	(void)state;
	struct regex *re = compile("(?:over (?<limit>\\d+)|(?<limit>\\d+) or more)(?<tail> users)?");
	struct regex_work *w = regex_work_new(1000000, 10);
	assert_true(regex_has_group(re, "limit"));
	assert_false(regex_has_group(re, "limi"));
	assert_false(regex_has_group(re, "limits"));
	size_t start, end;
	assert_int_equal(regex_find(re, w, "have 55 or more", 15, 0), REGEX_FOUND);
	assert_true(regex_group(re, w, "limit", &start, &end));
	assert_int_equal(start, 5);
	assert_int_equal(end, 7);
	assert_false(regex_group(re, w, "tail", &start, &end));
	assert_false(regex_group(re, w, "none", &start, &end));
	assert_int_equal(regex_find(re, w, "over 9", 6, 0), REGEX_FOUND);
	assert_true(regex_group(re, w, "limit", &start, &end));
	assert_int_equal(start, 5);
	regex_work_free(w);
	regex_free(re);
}

static void refused(const char *pattern, const char *because)
{
	struct regex *re = (struct regex *)&re;
	struct err e = {0};
	assert_int_equal(regex_compile(pattern, REGEX_SEARCHED, &re, &e), -1);
	assert_null(re);
	assert_int_equal(e.code, ERR_DATA);
	if (!strstr(e.text, because))
		fail_msg("'%s' does not say '%s'", e.text, because);
}

static void test_refused(void **state)
{
	(void)state;
	refused("ab(c", "at byte 4");
	refused("a[b", "byte 3, after 'a[b'");
	refused("(?<a>x", "byte 6");
	refused("a\\Cb", "\\C");
	refused("\xFF", "UTF-8");
	refused("(?:ab{1,9}c{1,9}d{1,9}){1,60000}", "large");
	refused("(?<=a.*)b", "lookbehind");
	char *big = mem_alloc(REGEX_PATTERN_MAX + 2);
	memset(big, 'a', REGEX_PATTERN_MAX + 1);
	refused(big, "16384 are the most");
	for (int i = 0; i < REGEX_GROUPS_MAX + 1; i++)
		memcpy(big + 3 * i, "(a)", 3);
	big[3 * (REGEX_GROUPS_MAX + 1)] = 0;
	refused(big, "65 groups; 64");
	big[3 * REGEX_GROUPS_MAX] = 0;
	regex_free(compile(big));
	memset(big, '(', 200);
	memset(big + 200, ')', 200);
	big[400] = 0;
	refused(big, "nested");
	free(big);
}

static void test_steps_are_counted(void **state)
{
	(void)state;
	char s[400];
	memset(s, 'a', sizeof s);
	struct regex *re = compile("(?:a|b){1,99}(?:a|b){1,99}(?:cz|dy)");
	for (int round = 0; round < 100; round++) { /* before and after it is translated */
		struct regex_work *few = regex_work_new(100, 60), *enough = regex_work_new(10000000, 60);
		assert_int_equal(regex_find(re, few, s, sizeof s, 0), REGEX_STEPS);
		if (round % 25 == 0)
			assert_int_equal(regex_find(re, enough, s, sizeof s, 0), REGEX_NONE);
		regex_work_free(few);
		regex_work_free(enough);
	}
	regex_free(re);
}

static double seconds_since(clock_t start)
{
	return (double)(clock() - start) / CLOCKS_PER_SEC;
}

static void test_steps_stop_backtracking(void **state)
{
	(void)state;
	static const char *const patterns[] = {"(?:a+)+$", "(?:a|aa)+$", "(?:a*)*b\\b", "(?:(?:a|b|ab)*)*c$",
					       "(a)(?R)?b|a(?R)?x"};
	char s[3000];
	memset(s, 'a', sizeof s);
	s[sizeof s - 1] = '!';
	for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++) {
		struct regex *re = compile(patterns[i]);
		struct regex_work *w = regex_work_new(100000, 60);
		clock_t start = clock();
		enum regex_result found = regex_find(re, w, s, sizeof s, 0);
		assert_true(found == REGEX_STEPS || found == REGEX_NONE);
		if (i == 1)
			assert_int_equal(found, REGEX_STEPS);
		assert_true(seconds_since(start) < 5);
		assert_int_equal(regex_find(re, w, "-", 1, 0), REGEX_NONE); /* the work is usable after it */
		regex_work_free(w);
		regex_free(re);
	}
}

static bool has_jit(void)
{
	int code;
	PCRE2_SIZE offset;
	pcre2_code *re = pcre2_compile((PCRE2_SPTR) "a", 1, 0, &code, &offset, NULL);
	bool has = pcre2_jit_compile(re, PCRE2_JIT_COMPLETE) == 0;
	pcre2_code_free(re);
	return has;
}

/* What a step takes is as long as the pattern where it is interpreted. */
static void test_steps_of_long_patterns(void **state)
{
	(void)state;
	if (!has_jit())
		skip();
	struct regex *re = compile("(?:a?){3000}b");
	struct regex_work *w = regex_work_new(1000000, 60);
	clock_t start = clock();
	assert_int_equal(regex_find(re, w, "aaaa b", 6, 0), REGEX_STEPS);
	assert_true(seconds_since(start) < 2);
	regex_work_free(w);
	regex_free(re);
}

static void test_time_stops_everything(void **state)
{
	(void)state;
	size_t len = 1 << 20;
	char *s = mem_alloc(len);
	memset(s, 'a', len);
	struct regex *slow = compile("a{1,200}a{1,200}(?:cz|dy)"),
		     *easy = compile("a"); /* slow from each place, but below the steps */
	struct regex_work *w = regex_work_new(1000000, 1);
	clock_t start = clock();
	assert_int_equal(regex_find(slow, w, s, len, 0), REGEX_TIME);
	assert_true(seconds_since(start) < 10);
	assert_int_equal(regex_find(easy, w, s, len, 0), REGEX_TIME);
	regex_work_free(w);
	w = regex_work_new(1000000, 1);
	assert_int_equal(regex_find(easy, w, s, len, 0), REGEX_FOUND);
	regex_work_free(w);
	regex_free(slow);
	regex_free(easy);
	free(s);
}

/* Any characters are a fair subject, and any patterns may be run over them. */
static void test_any_text(void **state)
{
	(void)state;
	static const char *const patterns[] = {"[^.;]{0,160}?x",	"\\b\\w+\\b", "(?<=.)许", "(?i)k", ".",
					       "[\\x{80}-\\x{10FFFF}]", "$"};
	static const char *const pieces[] = {"x", ".", "K", "许", "\xE2\x84\xAA", "é", "\xF0\x9F\x98\x80", "\n"};
	struct regex_work *w = regex_work_new(10000, 60);
	uint32_t seed = 7;
	for (size_t p = 0; p < sizeof patterns / sizeof *patterns; p++) {
		struct regex *re = compile(patterns[p]);
		for (int round = 0; round < 300; round++) {
			char text[2000];
			size_t len = 0;
			while (len < (size_t)round * 3) {
				seed = seed * 1664525 + 1013904223;
				const char *piece = pieces[(seed >> 24) % 8];
				memcpy(text + len, piece, strlen(piece));
				len += strlen(piece);
			}
			char *s = malloc(len + 1); /* exact size, so that ASan sees a read behind it */
			assert_non_null(s);
			memcpy(s, text, len);
			size_t start = 0, end = 0, from = 0;
			while (from <= len && regex_find(re, w, s, len, from) == REGEX_FOUND) {
				regex_range(w, &start, &end);
				assert_true(start <= end && end <= len && end >= from);
				for (from = end > from ? end : from + 1; from < len && ((unsigned char)s[from] & 0xC0) == 0x80;)
					from++;
			}
			free(s);
		}
		regex_free(re);
	}
	regex_work_free(w);
}

static void test_subject_ok(void **state)
{
	(void)state;
	assert_true(regex_subject_ok("", 0));
	assert_true(regex_subject_ok("plain ASCII, longer than a word", 31));
	assert_true(regex_subject_ok("许可证 with é and \0 inside", 29));
	assert_false(regex_subject_ok("\xFF", 1));
	assert_false(regex_subject_ok("sixteen letters \x80 and more", 26));
	assert_false(regex_subject_ok("许可", 5)); /* cut off */
	assert_false(regex_subject_ok("\xED\xA0\x80", 3));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_find),
		cmocka_unit_test(test_from),
		cmocka_unit_test(test_windows),
		cmocka_unit_test(test_try),
		cmocka_unit_test(test_groups),
		cmocka_unit_test(test_refused),
		cmocka_unit_test(test_steps_are_counted),
		cmocka_unit_test(test_steps_stop_backtracking),
		cmocka_unit_test(test_steps_of_long_patterns),
		cmocka_unit_test(test_time_stops_everything),
		cmocka_unit_test(test_any_text),
		cmocka_unit_test(test_subject_ok),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
