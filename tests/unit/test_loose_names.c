/* SPDX-License-Identifier: MIT */
/* Names of licenses in which slips do not count (alias_loosen), and which of them name a license. */
#include "base/arena.h"
#include "catalog/catalog.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

static const struct {
	const char *name, *loose;
} names[] = {
	{"CC-PEAR4.0", "cc-pear-4-0"},
	{"Pear License, Version 2", "pear-license-2"},
	{"pears lisence v3", "pear-license-3"},
	{"Quince 2+", "quince-2+"},
	{"Press Ver 1", "press-1"},
	{"Vines", "vine"},
	{"Version", ""},
	{"2a2a", "2-a-2-a"},
	{"licens licens", "license-license"},
};

static void test_slips(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		char folded[64], loose[64];
		alias_fold(names[i].name, folded, sizeof folded);
		alias_loosen(folded, loose, sizeof loose);
		assert_string_equal(loose, names[i].loose);
	}
}

static void test_room(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		for (size_t size = 1; size < 20; size++) {
			char folded[64], *loose = mem_alloc(size); /* a byte too many is found by a sanitizer */
			alias_fold(names[i].name, folded, sizeof folded);
			alias_loosen(folded, loose, size);
			assert_true(strlen(loose) < size);
			free(loose);
		}
}

/* A slip may give a name to a license that has none so, and never to another than the one that has it. */
static void test_built_in_names(void **state)
{
	(void)state;
	const struct catalog *c = &catalog_builtin;
	uint32_t found = 0;
	for (uint32_t i = 0; i < c->n_aliases; i++) {
		const struct license *l = catalog_alias_loose(c, c->aliases[i].key);
		found += l != NULL;
		if (l && l != &c->licenses[c->aliases[i].license])
			fail_msg("'%s' names %s, and %s where slips do not count", c->aliases[i].key,
				 c->licenses[c->aliases[i].license].id, l->id);
		assert_ptr_equal(catalog_alias(c, c->aliases[i].key), &c->licenses[c->aliases[i].license]);
	}
	assert_true(found > c->n_loose / 2);
	for (uint32_t i = 0; i < c->n_loose; i++) {
		assert_true(!i || strcmp(c->loose[i - 1].key, c->loose[i].key) < 0);
		assert_true(first_words_may(c->loose_words, c->loose[i].key));
	}
	for (uint32_t i = 0; i < c->n_subjects; i++)
		assert_string_equal(catalog_subject(c, c->subjects[i].name), c->subjects[i].code);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_slips), cmocka_unit_test(test_room),
					   cmocka_unit_test(test_built_in_names)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
