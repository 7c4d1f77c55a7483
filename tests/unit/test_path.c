/* SPDX-License-Identifier: MIT */
#include "base/path.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_innocent_names),
		cmocka_unit_test(test_names_that_lead_out),
		cmocka_unit_test(test_long_names_are_cut),
		cmocka_unit_test(test_base_and_join),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
