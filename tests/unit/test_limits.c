/* SPDX-License-Identifier: MIT */
#include "base/limits.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static void test_defaults(void **state)
{
	(void)state;
	struct limits l;
	memset(&l, 0xFF, sizeof l);
	limits_init(&l);
	assert_int_equal(l.depth, 8);
	assert_int_equal(l.expanded_bytes, INT64_C(1) << 42);
	int count;
	const struct limit_info *table = limits_table(&count);
	assert_true(count >= 12);
	for (int i = 0; i < count; i++) {
		assert_true(table[i].name[0] && table[i].unit[0] && table[i].help[0] && table[i].value > 0);
		for (int k = 0; k < i; k++)
			assert_string_not_equal(table[i].name, table[k].name);
	}
}

static void test_set(void **state)
{
	(void)state;
	struct limits l;
	struct err e;
	limits_init(&l);
	assert_int_equal(limits_set(&l, "depth=3", &e), 0);
	assert_int_equal(l.depth, 3);
	assert_int_equal(limits_set(&l, "text-bytes=64K", &e), 0);
	assert_int_equal(l.text_bytes, 64 << 10);
	assert_int_equal(limits_set(&l, "json-bytes=2m", &e), 0);
	assert_int_equal(l.json_bytes, 2 << 20);
	assert_int_equal(limits_set(&l, "expanded-bytes=3T", &e), 0);
	assert_int_equal(l.expanded_bytes, INT64_C(3) << 40);
	assert_int_equal(limits_set(&l, "entries=0", &e), 0);
	assert_int_equal(l.entries, 0);
	assert_int_equal(limits_set(&l, "entries=9223372036854775807", &e), 0);
	assert_int_equal(l.entries, INT64_MAX);
}

static void test_refused(void **state)
{
	(void)state;
	static const char *const wrong[] = {
		"",
		"depth",
		"=3",
		"dept=3",
		"depths=3",
		"depth=",
		"depth=-1",
		"depth=+1",
		"depth= 1",
		"depth=1 K",
		"depth=KK",
		"depth=1KB",
		"depth=K",
		"depth=0x10",
		"depth=1e3",
		"depth=1.5",
		"DEPTH=1",
		"depth=1P",
		"depth=1\n",
		"depth=٣",
		"depth=9223372036854775808",
		"depth=9000000T",
		"depth==1",
	};
	struct limits l, before;
	limits_init(&l);
	before = l;
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		struct err e = {0};
		assert_int_equal(limits_set(&l, wrong[i], &e), -1);
		assert_int_equal(e.code, ERR_USAGE);
		assert_true(strlen(e.text) > 10);
		assert_memory_equal(&l, &before, sizeof l);
		assert_int_equal(limits_set(&l, wrong[i], NULL), -1);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_defaults),
		cmocka_unit_test(test_set),
		cmocka_unit_test(test_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
