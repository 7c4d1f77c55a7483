/* SPDX-License-Identifier: MIT */
#include "catalog/first_words.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

static void test_beginnings(void **state)
{
	(void)state;
	struct first_words w = {0};
	first_words_add(&w, "pear-sharing-license");
	assert_true(first_words_may(&w, "pear"));
	assert_true(first_words_may(&w, "pear-2"));
	assert_false(first_words_may(&w, "pea"));
	assert_false(first_words_may(&w, "sharing"));
	assert_false(first_words_may(&w, "梨"));
}

/* A text is cut into one word for each Han character, a name is not. */
static void test_han_names(void **state)
{
	(void)state;
	struct first_words w = {0};
	first_words_add(&w, "梨树许可证");
	assert_true(first_words_may(&w, "梨"));
	assert_false(first_words_may(&w, "pear"));
	first_words_add(&w, "pear许可证");
	assert_true(first_words_may(&w, "pear"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_beginnings), cmocka_unit_test(test_han_names)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
