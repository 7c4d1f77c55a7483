/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "base/path.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

enum { ROOM = 64 };

static void clean(const char *name, const char *expected, unsigned flaws)
{
	char out[ROOM + 1];
	unsigned found = path_clean(name, ROOM, out);
	assert_string_equal(out, expected);
	assert_int_equal(found, flaws);
}

static void test_innocent_names(void **state)
{
	(void)state;
	clean("a", "a", 0);
	clean("./usr//share/./doc/", "usr/share/doc", 0);
	clean("..a/b../...", "..a/b../...", 0);
	clean("c:d", "c:d", 0);
	clean("caf\xe9\xff", "caf\xe9\xff", 0);
}

static void test_names_that_lead_out(void **state)
{
	(void)state;
	clean("/etc/passwd", "etc/passwd", PATH_ABSOLUTE);
	clean("a/../../b", "a/b", PATH_PARENT);
	clean("..", "", PATH_PARENT | PATH_EMPTY);
	clean("a\\..\\b", "a/b", PATH_BACKSLASH | PATH_PARENT);
	clean("C:\\x", "x", PATH_BACKSLASH | PATH_ABSOLUTE);
	clean("c:/x", "x", PATH_ABSOLUTE);
	clean("\\\\server\\share", "server/share", PATH_BACKSLASH | PATH_ABSOLUTE);
	clean("", "", PATH_EMPTY);
	clean("./", "", PATH_EMPTY);
}

static void test_long_names_are_cut(void **state)
{
	(void)state;
	char out[9];
	assert_int_equal(path_clean("abcdefgh", 8, out), 0);
	assert_string_equal(out, "abcdefgh");
	assert_int_equal(path_clean("abc/defgh", 8, out), PATH_LONG);
	assert_string_equal(out, "abc/defg");
	assert_int_equal(path_clean("abcdefgh/i", 8, out), PATH_LONG);
	assert_string_equal(out, "abcdefgh");
	assert_int_equal(path_clean("abcdefg/i", 8, out), PATH_LONG);
	assert_string_equal(out, "abcdefg");
}

static void test_base_and_join(void **state)
{
	(void)state;
	ARENA_AUTO struct arena a;
	arena_init(&a);
	assert_string_equal(path_base("a.zip!/b/c"), "c");
	assert_string_equal(path_base("c"), "c");
	assert_string_equal(path_base("c/"), "");
	assert_string_equal(path_join(&a, "a", "b"), "a/b");
	assert_string_equal(path_join(&a, "", "b"), "b");
}

static void fits(const char *entry, const char *pattern, bool expected)
{
	if (path_fits(entry, pattern) != expected)
		fail_msg("%s, %s", entry, pattern);
}

static void test_patterns(void **state)
{
	(void)state;
	static const struct {
		const char *pattern, *fits, *others;
	} cases[] = {
		{"a", "a a/b a!/b", "ab b/a A"},
		{"./a/", "a a/b", "./b"},
		{"*/b", "a/b x/b/c", "b a/c/b a/bc"},
		{"**/b", "b a/b a/c/b x.zip!/b x.zip!/c/b/d", "ab a/cb"},
		{"a/**/b", "a/b a/x/b a/x/y/b", "ab a/xb"},
		{"**", "a a/b", ""},
		{"l*e?", "loves lives/x le1", "le l/es lov"},
		{"x.zip!/*.md", "x.zip!/a.md", "x.zip!/d/a.md x.zip"},
		{"*.zip", "x.zip x.zip!/a", "a/x.zip x.zipped"},
		{"a*b", "a*b axb ab ab/c", "a/b"},
		{".", "a a/b", ""},
		{"", "", "a"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		for (int yes = 0; yes < 2; yes++) {
			char names[80], *rest = names;
			strcpy(names, yes ? cases[i].fits : cases[i].others);
			for (char *name; (name = strsep(&rest, " ")) && *name;)
				fits(name, cases[i].pattern, yes);
		}
}

/* Stars that would try each way once more. */
static void test_pattern_of_many_stars(void **state)
{
	(void)state;
	char name[4001], pattern[1001];
	memset(name, 'a', 4000);
	name[4000] = 0;
	for (size_t i = 0; i < 1000; i++)
		pattern[i] = i % 2 ? 'a' : '*';
	pattern[999] = 'b';
	pattern[1000] = 0;
	fits(name, pattern, false);
}

static void test_names_like_a_pattern(void **state)
{
	(void)state;
	assert_true(name_like("license.md", "license*"));
	assert_true(name_like("model_license", "*license"));
	assert_true(name_like("license", "license"));
	assert_true(name_like("a license", "? lic*e"));
	assert_true(name_like("l*e", "l\\*e"));
	assert_false(name_like("my license", "license*"));
	assert_false(name_like("licence", "*license"));
	assert_false(name_like("lie", "l\\*e"));
}

static void test_from_a_folder(void **state)
{
	ARENA_AUTO struct arena a;
	(void)state;
	arena_init(&a);
	assert_string_equal(path_from("a/b", "../c", &a), "a/c");
	assert_string_equal(path_from("a/b", "./c//d/", &a), "a/b/c/d");
	assert_string_equal(path_from("", "c", &a), "c");
	assert_string_equal(path_from("a", "..", &a), "");
	assert_string_equal(path_from("a", "../..b", &a), "..b");
	assert_null(path_from("a", "../../c", &a));
	assert_null(path_from("a", "/c", &a));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_innocent_names),	      cmocka_unit_test(test_patterns),
		cmocka_unit_test(test_pattern_of_many_stars), cmocka_unit_test(test_names_that_lead_out),
		cmocka_unit_test(test_long_names_are_cut),    cmocka_unit_test(test_base_and_join),
		cmocka_unit_test(test_names_like_a_pattern),  cmocka_unit_test(test_from_a_folder),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
