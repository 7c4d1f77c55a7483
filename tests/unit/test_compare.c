/* SPDX-License-Identifier: MIT */
#include "text/compare.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>

struct draft { /* a section: its label and its words, each a letter */
	const char *label, *words;
};

static struct fingerprint *make(struct arena *a, const char *language, const struct draft *drafts, uint32_t n)
{
	struct fingerprint *f = ARENA_NEW(a, struct fingerprint);
	struct section *sections = arena_array(a, n, sizeof *sections);
	uint32_t *words = arena_array(a, 1000, sizeof *words);
	*f = (struct fingerprint){
		.name = "canonical", .language = language, .words = words, .sections = sections, .n_sections = n};
	for (uint32_t i = 0; i < n; i++) {
		sections[i] = (struct section){.first = f->count, .count = (uint32_t)strlen(drafts[i].words)};
		strcpy(sections[i].label, drafts[i].label);
		for (const char *w = drafts[i].words; *w; w++) {
			words[f->count++] = (uint32_t)*w;
			sections[i].digest[(size_t)(w - drafts[i].words) % 16] =
				(uint8_t)(sections[i].digest[(size_t)(w - drafts[i].words) % 16] * 31 + *w);
		}
	}
	return f;
}

static const char *describe(const struct comparison *c, struct arena *a)
{
	const char *out = "";
	for (uint32_t i = 0; i < c->n_pairs; i++) {
		const struct section_pair *p = &c->pairs[i];
		out = arena_printf(a, "%s%s%s:%s=%u", out, i ? " " : "", p->a ? p->a->label : "-", p->b ? p->b->label : "-",
				   p->common);
	}
	return out;
}

static void assert_comparison(const struct draft *a, uint32_t n, const struct draft *b, uint32_t m, const char *expected)
{
	ARENA_AUTO struct arena arena;
	struct comparison c;
	arena_init(&arena);
	fingerprints_compare(make(&arena, "en", a, n), make(&arena, "en", b, m), &arena, &c);
	assert_string_equal(describe(&c, &arena), expected);
}

static void test_same(void **state)
{
	(void)state;
	const struct draft a[] = {{"1", "abc"}, {"2", "defghijklm"}};
	assert_comparison(a, 2, a, 2, "1:1=3 2:2=10");
}

/* A section is put in, so that the numbers after it shift; one is left out at the end. */
static void test_shifted(void **state)
{
	(void)state;
	const struct draft a[] = {{"1", "abcdefghij"}, {"2", "klmnopqrst"}, {"3", "0123456789"}};
	const struct draft b[] = {{"1", "abcdefghij"}, {"2", "ABCDEFGHIJ"}, {"3", "klmnopqrst"}};
	assert_comparison(a, 3, b, 3, "1:1=10 2:3=10 3:-=0 -:2=0");
}

static void test_changed_words(void **state)
{
	(void)state;
	const struct draft a[] = {{"1", "abcdefghij"}, {"2", "klmnopqrst"}};
	const struct draft b[] = {{"1", "abcXefghij"}, {"2", "tsrqponmlk"}};
	assert_comparison(a, 2, b, 2, "1:1=9 2:-=0 -:2=0"); /* the same words in another order are no counterpart */
}

static void test_nothing_in_common(void **state)
{
	(void)state;
	const struct draft a[] = {{"1", "abcdefghij"}}, b[] = {{"1", "ABCDEFGHIJ"}};
	assert_comparison(a, 1, b, 1, "1:-=0 -:1=0");
	assert_comparison(a, 1, b, 0, "1:-=0");
}

/* The two texts of one language that are most alike are compared. */
static void test_choice_of_texts(void **state)
{
	(void)state;
	ARENA_AUTO struct arena arena;
	arena_init(&arena);
	const struct draft one[] = {{"1", "abcdefghij"}}, two[] = {{"1", "abcdefghiX"}}, three[] = {{"1", "abcdefghXY"}};
	struct fingerprint a[] = {*make(&arena, "zh", three, 1), *make(&arena, "en", one, 1)};
	struct fingerprint b[] = {*make(&arena, "en", two, 1), *make(&arena, "fr", one, 1)};
	struct license x = {.fingerprints = a, .n_fingerprints = 2}, y = {.fingerprints = b, .n_fingerprints = 2};
	struct comparison c;
	assert_true(licenses_compare(&x, &y, &arena, &c));
	assert_ptr_equal(c.a, &a[1]);
	assert_ptr_equal(c.b, &b[0]);
	assert_int_equal(c.common, 9);
	y.n_fingerprints = 0;
	assert_false(licenses_compare(&x, &y, &arena, &c));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_same),
		cmocka_unit_test(test_shifted),
		cmocka_unit_test(test_changed_words),
		cmocka_unit_test(test_nothing_in_common),
		cmocka_unit_test(test_choice_of_texts),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
