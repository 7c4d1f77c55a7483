/* SPDX-License-Identifier: MIT */
/* Every model that the built-in rows know is found by its names, as whoever quantized it writes them too. */
#include "findings/model_names.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static bool has(struct model_names *m, const char *name, const char *family)
{
	struct families found = {0};
	model_names_families(m, name, &found);
	return families_have(&found, family) || found.count == FAMILIES;
}

static void each_row(struct model_names *m, void (*check)(struct model_names *m, const struct known_row *row))
{
	for (uint32_t s = 0; s < catalog_builtin.n_known; s++)
		for (size_t i = 0; i < known_count(&catalog_builtin.known[s]); i++) {
			struct known_row row = known_row(&catalog_builtin.known[s], i);
			if (*row.family && row.kind != KNOWN_TENSOR && strchr(row.repo, '/'))
				check(m, &row);
		}
}

static void check_names(struct model_names *m, const struct known_row *row)
{
	ARENA_AUTO struct arena a;
	arena_init(&a);
	if (!has(m, row->repo, row->family))
		fail_msg("%s is not of %s", row->repo, row->family);
	const char *last = strrchr(row->repo, '/') + 1, *words[] = {strchr(last, '-'), strrchr(last, '-')};
	bool several =
		words[0] && memchr(words[0] + 1, '-', (size_t)(words[1] - words[0])); /* whatever packing it names itself */
	if (several && !has(m, arena_printf(&a, "someone/%s-i1-GGUF", last), row->family))
		fail_msg("another one's %s is not of %s", last, row->family);
}

static void test_built_in(void **state)
{
	(void)state;
	struct model_names m;
	struct families none = {0};
	model_names_init(&m, &catalog_builtin);
	each_row(&m, check_names);
	model_names_families(&m, "nobody/no-such-model-at-all", &none);
	model_names_families(&m, "", &none);
	model_names_families(&m, "base", &none); /* one word is too little to go by */
	assert_int_equal(none.count, 0);
	model_names_release(&m);
}

static struct model_names *asked_often;

/* Whether it is the first question or one of many. */
static void check_the_same(struct model_names *few, const struct known_row *row)
{
	const char *names[] = {row->repo, row->model, strrchr(row->repo, '/') + 1};
	for (size_t i = 0; i < 3; i++) {
		struct families first = {0}, later = {0};
		few->asked = 0;
		model_names_families(few, names[i], &first);
		model_names_families(asked_often, names[i], &later);
		assert_int_equal(first.count, later.count);
		for (size_t k = 0; k < first.count; k++)
			assert_true(families_have(&later, first.at[k]));
	}
}

static void check_some(struct model_names *few, const struct known_row *row)
{
	static unsigned n;
	if (n++ % 101 == 0)
		check_the_same(few, row);
}

static void test_first_and_later(void **state)
{
	(void)state;
	struct model_names few, often;
	model_names_init(&few, &catalog_builtin);
	model_names_init(&often, &catalog_builtin);
	often.asked = 1000;
	asked_often = &often;
	each_row(&few, check_some);
	assert_null(few.at);
	assert_non_null(often.at);
	model_names_release(&few);
	model_names_release(&often);
}

/* The entry of a model in a catalog has the autoencoder of another one. */
static void test_file_of_another(void **state)
{
	(void)state;
	for (unsigned asked = 0; asked <= 1000; asked += 1000) {
		struct model_names m;
		struct families found = {0};
		model_names_init(&m, &catalog_builtin);
		m.asked = asked;
		model_names_families(&m, "someone/Z-Image-Turbo-GGUF", &found);
		assert_true(families_have(&found, "z-image"));
		assert_false(families_have(&found, "flux.1-dev"));
		model_names_release(&m);
	}
}

static void test_empty_catalog(void **state)
{
	(void)state;
	static const struct catalog empty;
	struct model_names m;
	struct families none = {0};
	model_names_init(&m, &empty);
	model_names_families(&m, "lab/tern-8b", &none);
	assert_int_equal(none.count, 0);
	model_names_release(&m);
}

int main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_built_in), cmocka_unit_test(test_first_and_later),
					   cmocka_unit_test(test_file_of_another), cmocka_unit_test(test_empty_catalog)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
