/* SPDX-License-Identifier: MIT */
#include "base/arena.h"
#include "base/buf.h"
#include "base/literals.h"
#include "base/regex.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void expect(const char *pattern, const char *literals)
{
	char *shown = literals_show(pattern);
	if (strcmp(shown, literals))
		fail_msg("'%s' gives '%s', not '%s'", pattern, shown, literals);
	free(shown);
}

static void test_read_off(void **state)
{
	(void)state;
	expect("", "");
	expect("Users", "^use & users");
	expect("monthly active users", "^mon & monthly active u"); /* only the beginning of a long one */
	expect("must|may not", "^mus|may & must|may not");
	expect("(?:must|shall)(?: not|n't)", "^mus|sha & must not|mustn't|shall not|shalln't");
	expect("terms? of use", "^ter & term of use|terms of use");
	expect("(?<limit>\\d+) users", " users");
	expect("\\bgrants?\\b[^;.]{0,80}?\\b(?:license|rights?)\\b", "^gra & grant|grants & license|right|rights");
	expect("colou+r", "^col & colo");
	expect("a.bcd", "bcd");
	expect("x{3}yz", "");
	expect("(?:abc){0}def", "^abc|def & def"); /* what may be missing is not needed */
	expect("(?:abc)?def", "^def|abc & def|abcdef");
	expect("(?i:ABC)(?-i:Def)", "^abc & abcdef");
	expect("(?=never)abc(?!never)", "^abc & abc");
	expect("(?<=x)abc(?<!never)", "^abc & abc");
	expect("abc\\Kdef", "^abc & abcdef");
	expect("[ab]cd", "^acd|bcd & acd|bcd");
	expect("不得[用使]", "^不 & 不得用|不得使");
	expect("use\\.it", "^use & use.it");
	expect("(abc|de)fgh", "^abc|def & abcfgh|defgh");
	expect("(?|abc|def)", "^abc|def & abc|def");
	expect("(?>abc|def)", "^abc|def & abc|def");
	expect("abc{x", "^abc & abc{x");
	expect("\\bwe\\b.*", "^we");
	expect("(?:an? )?(?:we|you)\\b", "^you|a w|a y|an |we");
	expect("(?:the \\w+ )?(?:please )*(?:do not|us\\b) x", "^the|ple|do |us  & do not x|us x");
	expect("(?:a.|x)?bc", "");
}

static void test_nothing_is_known(void **state)
{
	(void)state;
	static const char *const open[] = {
		"a",	       "abc|",		 "abc|d",     "(?:abc)?",  "(?:abc)*", "[a-z]bc",   "[xa-z]bc",	    "[^a]bc",
		".*",	       "\\w+",		 "(?x)a b c", "\\Qabc\\E", "(?R)abc",  "(*UCP)abc", "(abc)\\1(?1)", "(?(1)abc|d)",
		"a\\x41bc",    "[[:alpha:]]abc", "abc(",      "abc)",	   "[abc",     "abc\\",	    "éabc|x",	    "(?#note)abc",
		"\\o{101}abc", "\\N{U+41}abc"};
	for (size_t i = 0; i < sizeof open / sizeof *open; i++)
		expect(open[i], "");
	expect("(?:\\p{Lu}|x)abc", "abc");
	expect("Éabc", "abc"); /* É may be é, so only the rest is sure */
}

static bool possible(const char *pattern, const char *text)
{
	struct literals l;
	struct signature g;
	literals_init(&l, pattern, NULL);
	signature_clear(&g);
	signature_add(&g, text, strlen(text));
	bool yes = literals_possible(&l, &g);
	literals_release(&l);
	return yes;
}

static void test_possible(void **state)
{
	(void)state;
	assert_true(possible("active users", "Monthly ACTIVE USERS."));
	assert_false(possible("active users", "Monthly active people."));
	assert_false(possible("active.*users", "active people"));
	assert_false(possible("active users", ""));
	assert_true(possible("ab", "")); /* nothing is known */
	assert_true(possible("不得", "您不得使用"));
	assert_false(possible("不得", "您可以使用"));
	assert_true(possible("licenses", "any licen\xC5\xBF"
					 "es"));		  /* U+017F matches s */
	assert_true(possible("risk", "no ris\xE2\x84\xAA here")); /* U+212A matches k */
}

/* The first place from `from` on where a match of the pattern may begin; len + 1: none. */
static size_t start(const struct literals *l, const char *text, size_t len, size_t from)
{
	struct places p = {0};
	struct starts w;
	size_t at = len + 1;
	places_make(&p, text, len);
	starts_begin(&w, l, &p, from);
	if (!starts_next(&w, &at))
		at = len + 1;
	places_release(&p);
	return at;
}

static void test_start(void **state)
{
	(void)state;
	static const char text[] = "We must not; you may not.";
	struct literals l;
	literals_init(&l, "(?:must|may) not", NULL);
	assert_int_equal(start(&l, text, sizeof text - 1, 0), 3);
	assert_int_equal(start(&l, text, sizeof text - 1, 3), 3);
	assert_int_equal(start(&l, text, sizeof text - 1, 4), 17);
	assert_int_equal(start(&l, text, sizeof text - 1, 18), sizeof text);
	assert_int_equal(start(&l, text, 19, 4), 20); /* "ma" is cut off */
	assert_int_equal(start(&l, text, 0, 0), 1);
	literals_release(&l);
	literals_init(&l, ".*", NULL);
	assert_int_equal(l.n_heads, 0);
	literals_release(&l);
}

static void test_starts_in_order(void **state)
{
	(void)state;
	static const char text[] = "to use, to reuse, used by users of what houses use";
	static const size_t anywhere[] = {3, 13, 18, 26, 42, 47}, edges[] = {3, 18, 26, 47};
	static const char *const patterns[] = {"(?:use|user|using)", "\\b(?:use|user|using)", "(?:\\buse|(?<=x)\\buser)",
					       "\\b(?=u)\\busers?"};
	struct places p = {0};
	places_make(&p, "a longer text that the list of places was made of before", 56);
	places_make(&p, text, sizeof text - 1);
	for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++) {
		struct literals l;
		struct starts w;
		literals_init(&l, patterns[i], NULL);
		starts_begin(&w, &l, &p, 0);
		size_t at, n = 0;
		for (; starts_next(&w, &at); n++)
			assert_int_equal(at, i ? edges[n] : anywhere[n]);
		assert_int_equal(n, i ? 4 : 6);
		literals_release(&l);
	}
	places_release(&p);
}

static void test_memo_changes_nothing(void **state)
{
	(void)state;
	static const char *const patterns[] = {
		"(?:you|the licensee|any user|each recipient of the work) may",
		"(?:you|the licensee|any user|each recipient of the work) may not",
		"x(?:you|the licensee|any user|each recipient of the work)",
		"(?:[)]|(?:parenthesis|in a class|that closes nothing|at all))end",
		"(?:[)]|(?:parenthesis|in a class|that closes nothing|at all))other",
		"(?:[^])]]{1,3}(?:some more words that make this long enough|x))",
		"(?:a lookahead (?=that is skipped)|is in this one|and more of it) z",
		"(?:unbalanced|because of what|comes after this long group",
		"(?:unbalanced|because of what|comes after this long group)",
	};
	struct literal_memo *m = literal_memo_new();
	for (int round = 0; round < 2; round++)
		for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++) {
			struct literals with, without;
			literals_init(&with, patterns[i], m);
			literals_init(&without, patterns[i], NULL);
			assert_int_equal(with.n_sets, without.n_sets);
			assert_int_equal(with.n_heads, without.n_heads);
			if (with.n_heads)
				assert_memory_equal(with.heads, without.heads, with.n_heads * sizeof *with.heads);
			assert_memory_equal(with.ends, without.ends, sizeof with.ends);
			if (with.n_sets)
				assert_memory_equal(with.grams, without.grams, with.ends[with.n_sets - 1] * sizeof *with.grams);
			literals_release(&with);
			literals_release(&without);
		}
	literal_memo_free(m);
	literal_memo_free(NULL);
}

static uint32_t seed = 17;

static uint32_t draw(uint32_t below)
{
	seed = seed * 1664525 + 1013904223;
	return (seed >> 8) % below;
}

/* Patterns of random pieces; texts of words that the pieces are about. */
static void random_pattern(struct buf *b, int depth)
{
	static const char *const pieces[] = {"use", "not ", "may ",   "[^.]{0,5}?", "\\b",   "users?", "a+", "\\d+",
					     " ",   "不得", "[用使]", "n't",	    "(?!x)", "[a-c]",  ".",  "é",
					     "x*",  "\\.",  "b{2}",   "c{0,1}",	    "(?i)",  "\\K"};
	int count = 1 + (int)draw(4);
	for (int i = 0; i < count; i++) {
		if (depth < 3 && draw(3) == 0) {
			static const char *const heads[] = {"(?:", "(", "(?=", "(?<n>", "(?>", "(?i:"};
			static const char *const tails[] = {")", ")?", ")*", ")+", "){2}", "){0,2}?"};
			buf_add_str(b, heads[draw(6)]);
			random_pattern(b, depth + 1);
			while (draw(2)) {
				buf_add_char(b, '|');
				random_pattern(b, depth + 1);
			}
			buf_add_str(b, tails[draw(6)]);
		} else {
			buf_add_str(b, pieces[draw(sizeof pieces / sizeof *pieces)]);
		}
	}
}

static void random_text(struct buf *b)
{
	static const char *const words[] = {"use", "not ", "may ", "users", "user", "a", "12", " ",  "不得", "用",
					    "使",  "n't",  "b",	   "c",	    ".",    "x", "É",  "bb", "S",    "USE"};
	for (uint32_t i = draw(14); i > 0; i--)
		buf_add_str(b, words[draw(sizeof words / sizeof *words)]);
}

/* Where PCRE2 finds a match, the literals say that it is possible, and that it may begin there. */
static void test_never_wrong(void **state)
{
	(void)state;
	struct regex_work *w = regex_work_new(100000, 600);
	struct literal_memo *m = literal_memo_new();
	int found = 0, told = 0;
	for (int round = 0; round < 4000; round++) {
		BUF_AUTO struct buf pattern;
		buf_init(&pattern, 1 << 16);
		random_pattern(&pattern, 0);
		struct regex *re;
		if (regex_compile(pattern.data, REGEX_SEARCHED, &re, NULL) < 0)
			continue;
		struct literals l;
		literals_init(&l, pattern.data, m);
		for (int t = 0; t < 12; t++) {
			BUF_AUTO struct buf text;
			buf_init(&text, 4096);
			buf_add_char(&text, ' ');
			random_text(&text);
			struct signature g;
			signature_clear(&g);
			signature_add(&g, text.data, text.len);
			bool maybe = literals_possible(&l, &g);
			told += !maybe;
			for (size_t at = 0; at <= text.len; at++) {
				if (at < text.len && ((unsigned char)text.data[at] & 0xC0) == 0x80)
					continue;
				if (regex_try(re, w, text.data, text.len, at) != REGEX_FOUND)
					continue;
				found++;
				if (!maybe || (l.n_heads && start(&l, text.data, text.len, at) != at))
					fail_msg("'%s' matches at %zu of '%s'", pattern.data, at, text.data);
			}
		}
		literals_release(&l);
		regex_free(re);
	}
	assert_true(found > 1000 && told > 1000); /* else the test says nothing */
	literal_memo_free(m);
	regex_work_free(w);
}

static void test_any_bytes(void **state)
{
	(void)state;
	static const char bytes[] = "ab()[]{}|?*+\\^$.:<>=!-,01PxQE\xE4\xB8\x8D\xFF ";
	for (int round = 0; round < 20000; round++) {
		size_t len = draw(60);
		char *pattern = malloc(len + 1);
		assert_non_null(pattern);
		for (size_t i = 0; i < len; i++)
			pattern[i] = bytes[draw(sizeof bytes - 1)];
		pattern[len] = 0;
		free(literals_show(pattern));
		free(pattern);
	}
	char *deep = mem_alloc(20001);
	memset(deep, '(', 20000);
	expect(deep, "");
	free(deep);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_read_off),  cmocka_unit_test(test_nothing_is_known),     cmocka_unit_test(test_possible),
		cmocka_unit_test(test_start),	  cmocka_unit_test(test_memo_changes_nothing), cmocka_unit_test(test_never_wrong),
		cmocka_unit_test(test_any_bytes), cmocka_unit_test(test_starts_in_order),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
