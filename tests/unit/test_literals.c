/* SPDX-License-Identifier: MIT */
#include "base/arena.h"
#include "base/buf.h"
#include "base/literal_store.h"
#include "base/literals.h"
#include "base/regex.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* What is read off the pattern, with a pool of its own where none is given. The caller frees it. */
static char *show(const char *pattern, struct literal_pool *pool)
{
	struct literal_pool *own = pool ? NULL : literal_pool_new();
	char *shown = literals_show(literals_keep(pattern, pool ? pool : own));
	literal_pool_free(own);
	return shown;
}

static void expect(const char *pattern, const char *literals)
{
	char *shown = show(pattern, NULL);
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
	expect("must|may not", "^may|mus & may not|must");
	expect("(?:must|shall)(?: not|n't)", "^mus|sha & must not|mustn't|shall not|shalln't");
	expect("terms? of use", "^ter & term of use|terms of use");
	expect("(?<limit>\\d+) users", " users");
	expect("\\bgrants?\\b[^;.]{0,80}?\\b(?:license|rights?)\\b", "^gra & grant|grants & license|right|rights");
	expect("colou+r", "^col & colo");
	expect("a.bcd", "bcd");
	expect("x{3}yz", "");
	expect("(?:abc){0}def", "^abc|def & def"); /* what may be missing is not needed */
	expect("(?:abc)?def", "^abc|def & abcdef|def");
	expect("(?i:ABC)(?-i:Def)", "^abc & abcdef");
	expect("(?=never)abc(?!never)", "^abc & abc");
	expect("(?<=x)abc(?<!never)", "^abc & abc");
	expect("abc\\Kdef", "^abc & abcdef");
	expect("[ab]cd", "^acd|bcd & acd|bcd");
	expect("不得[用使]", "^不 & 不得使|不得用");
	expect("use\\.it", "^use & use.it");
	expect("(abc|de)fgh", "^abc|def & abcfgh|defgh");
	expect("(?|abc|def)", "^abc|def & abc|def");
	expect("(?>abc|def)", "^abc|def & abc|def");
	expect("abc{x", "^abc & abc{x");
	expect("\\bwe\\b.*", "^we");
	expect("(?:an? )?(?:we|you)\\b", "^a w|a y|an |we|you");
	expect("(?:the \\w+ )?(?:please )*(?:do not|us\\b) x", "^do |ple|the|us  & do not x|us x");
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

static bool possible_in(const struct literals *l, struct places *p, size_t from)
{
	return p->signature.anything || literals_possible(l, p, from);
}

static bool possible(const char *pattern, const char *text)
{
	struct literal_pool *pool = literal_pool_new();
	struct literals l = literals_read(pattern, pool);
	struct places p = {0};
	places_begin(&p, text, strlen(text), NULL, 0);
	bool yes = possible_in(&l, &p, 0);
	places_release(&p);
	literal_pool_free(pool);
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

static void test_possible_in_order(void **state)
{
	(void)state;
	assert_true(possible("active.*users", "active people are users"));
	assert_false(possible("active.*users", "users are active"));
	assert_false(possible("active users", "reactive  users"));
	assert_false(possible("\\bactive\\b.*users", "reactive users")); /* a word's edge, before … */
	assert_false(possible("\\buse\\b", "you users"));		 /* … and behind it */
	assert_true(possible("\\buse\\b", "you use"));
	assert_true(possible("(?:may.*use|can.*copy) it", "you can freely copy it"));
	assert_false(possible("(?:may.*use|can.*copy) it", "you may freely copy it"));
	assert_false(possible("(?:may.*use|can.*copy) it", "for it you can copy"));
	assert_true(possible("(?:aba|baba).*bab", "ababab"));
	assert_false(possible("(?:aba|baba).*bab", "ababa"));
}

/* The first place from `from` on where a match of the pattern may begin; len + 1: none. */
static size_t start(const struct literals *l, const char *text, size_t len, size_t from)
{
	struct places p = {0};
	size_t at = len + 1;
	places_begin(&p, text, len, NULL, 0);
	if (!literals_start(l, &p, from, &at))
		at = len + 1;
	places_release(&p);
	return at;
}

static void test_start(void **state)
{
	(void)state;
	static const char text[] = "We must not; you may not.";
	struct literal_pool *pool = literal_pool_new();
	struct literals l = literals_read("(?:must|may) not", pool);
	assert_int_equal(start(&l, text, sizeof text - 1, 0), 3);
	assert_int_equal(start(&l, text, sizeof text - 1, 3), 3);
	assert_int_equal(start(&l, text, sizeof text - 1, 4), 17);
	assert_int_equal(start(&l, text, sizeof text - 1, 18), sizeof text);
	assert_int_equal(start(&l, text, 19, 4), 20); /* "ma" is cut off */
	assert_int_equal(start(&l, text, 0, 0), 1);
	l = literals_read(".*", pool);
	assert_null(l.heads);
	literal_pool_free(pool);
}

static void test_starts_in_order(void **state)
{
	(void)state;
	static const char text[] = "to use, to reuse, used by users of what houses use";
	static const size_t anywhere[] = {3, 13, 18, 26, 42, 47}, edges[] = {3, 18, 26, 47};
	static const char *const patterns[] = {"(?:use|user|using).*", "\\b(?:use|user|using).*", "(?:\\buse|(?<=x)\\buser).*"};
	struct literal_pool *pool = literal_pool_new();
	struct places p = {0};
	places_begin(&p, "a longer text that the list of places was made of before", 56, NULL, 0);
	for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++) {
		struct literals l = literals_read(patterns[i], pool);
		if (!i)
			assert_true(literals_possible(&l, &p, 0) == false);
		places_begin(&p, text, sizeof text - 1, NULL, 0);
		size_t at = 0, n = 0;
		for (size_t from = 0; literals_start(&l, &p, from, &at); from = at + 1, n++)
			assert_int_equal(at, i ? edges[n] : anywhere[n]);
		assert_int_equal(n, i ? 4 : 6);
	}
	places_release(&p);
	literal_pool_free(pool);
}

/* More places than are kept: then a match may begin anywhere. */
static void test_many_places(void **state)
{
	(void)state;
	enum { SIZE = 60000 };
	struct literal_pool *pool = literal_pool_new();
	struct places p = {0};
	char *text = malloc(SIZE);
	assert_non_null(text);
	memset(text, 'a', SIZE);
	places_begin(&p, text, SIZE, NULL, 0);
	size_t at;
	for (int i = 0; i < 40; i++) {
		char pattern[60];
		snprintf(pattern, sizeof pattern, "(?:aaa|b%02d)x*y*", i);
		struct literals l = literals_read(pattern, pool);
		assert_true(literals_start(&l, &p, 1234, &at));
		assert_int_equal(at, 1234);
	}
	assert_true(p.n_at < 12 * SIZE);
	places_release(&p);
	free(text);
	literal_pool_free(pool);
}

/* What is known of a pattern does not depend on what the pool has seen. */
static void test_pool_changes_nothing(void **state)
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
	struct literal_pool *pool = literal_pool_new();
	for (int round = 0; round < 2; round++)
		for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++) {
			char *alone = show(patterns[i], NULL), *shared = show(patterns[i], pool);
			assert_string_equal(alone, shared);
			free(alone);
			free(shared);
		}
	literal_pool_free(pool);
	literal_pool_free(NULL);
}

/* What was saved and loaded is what was read off, and more can be read off beside it. */
static void test_stored(void **state)
{
	(void)state;
	static const char *const patterns[] = {
		"monthly active users",
		"\\d+",
		"(?:must|shall)(?: not|n't).{0,80} use",
		"(?:pear.{3}tree|plum\\d+stone|fig)s? of",
		"(?:must|shall)(?: not|n't)",
	};
	enum { COUNT = sizeof patterns / sizeof *patterns };
	struct literals all[COUNT];
	struct literal_pool *pool = literal_pool_new(), *again = literal_pool_new();
	BUF_AUTO struct buf bytes;
	buf_init(&bytes, 1 << 20);
	for (size_t i = 0; i < COUNT; i++)
		all[i] = literals_read(patterns[i], pool);
	literals_save(all, COUNT, &bytes);
	const struct literals *loaded = literals_load(again, bytes.data);
	for (size_t i = 0; i < COUNT; i++) {
		char *was = show(patterns[i], NULL), *is = literals_show(&loaded[i]), *beside = show(patterns[i], again);
		assert_string_equal(is, was);
		assert_string_equal(beside, was);
		free(was);
		free(is);
		free(beside);
	}
	struct places first = {0}, second = {0}; /* the numbers of sets are a pool's own */
	const char *subject = "One must not, ever, use a pear and a tree of it";
	places_begin(&first, subject, strlen(subject), NULL, 0);
	places_begin(&second, subject, strlen(subject), NULL, 0);
	for (size_t i = 0; i < COUNT; i++) {
		bool possible = literals_possible(&all[i], &first, 0);
		assert_int_equal(literals_possible(&loaded[i], &second, 0), possible);
		assert_int_equal(literals_possible(literals_keep(patterns[i], again), &second, 0), possible);
	}
	assert_true(literals_possible(&loaded[2], &second, 0));
	assert_false(literals_possible(&loaded[0], &second, 0));
	places_release(&first);
	places_release(&second);
	literal_pool_free(pool);
	literal_pool_free(again);
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
	struct literal_pool *pool = literal_pool_new();
	struct places p = {0};
	int found = 0, told = 0;
	for (int round = 0; round < 4000; round++) {
		BUF_AUTO struct buf pattern;
		buf_init(&pattern, 1 << 16);
		random_pattern(&pattern, 0);
		struct regex *re;
		if (regex_compile(pattern.data, REGEX_SEARCHED, &re, NULL) < 0)
			continue;
		struct literals l = literals_read(pattern.data, pool);
		for (int t = 0; t < 12; t++) {
			BUF_AUTO struct buf text;
			buf_init(&text, 4096);
			buf_add_char(&text, ' ');
			random_text(&text);
			places_begin(&p, text.data, text.len, NULL, 0);
			told += !possible_in(&l, &p, 0);
			for (size_t at = 0; at <= text.len; at++) {
				if (at < text.len && ((unsigned char)text.data[at] & 0xC0) == 0x80)
					continue;
				if (regex_try(re, w, text.data, text.len, at) != REGEX_FOUND)
					continue;
				found++;
				if (!possible_in(&l, &p, at) || (l.heads && start(&l, text.data, text.len, at) != at))
					fail_msg("'%s' matches at %zu of '%s'", pattern.data, at, text.data);
			}
		}
		regex_free(re);
	}
	assert_true(found > 1000 && told > 1000); /* else the test says nothing */
	places_release(&p);
	literal_pool_free(pool);
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
		free(show(pattern, NULL));
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
		cmocka_unit_test(test_read_off),
		cmocka_unit_test(test_stored),
		cmocka_unit_test(test_nothing_is_known),
		cmocka_unit_test(test_possible),
		cmocka_unit_test(test_start),
		cmocka_unit_test(test_pool_changes_nothing),
		cmocka_unit_test(test_never_wrong),
		cmocka_unit_test(test_any_bytes),
		cmocka_unit_test(test_starts_in_order),
		cmocka_unit_test(test_possible_in_order),
		cmocka_unit_test(test_many_places),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
