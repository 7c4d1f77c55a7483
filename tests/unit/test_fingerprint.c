/* SPDX-License-Identifier: MIT */
#include "catalog/index.h"
#include "text/match.h"
#include "text/words.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static struct arena arena;

static struct fingerprint make(const char *s)
{
	struct text t;
	struct fingerprint f;
	struct err e;
	assert_int_equal(text_init(&t, s, strlen(s), &arena, NULL), 0);
	assert_int_equal(fingerprint_make(&t, "canonical", "en", NULL, &arena, &f, &e), 0);
	uint32_t next = 0;
	for (uint32_t i = 0; i < f.n_sections; i++) { /* in order, without gaps */
		assert_int_equal(f.sections[i].first, next);
		assert_true(f.sections[i].count > 0);
		next += f.sections[i].count;
	}
	assert_int_equal(next, f.count);
	return f;
}

static const char pears[] = "Pear Sharing License\nVersion 2.0, May 2024\n\nCopyright (c) <year> <owner>\n\n"
			    "This text sets out what each of us may do with the pears that this garden gives away.\n\n"
			    "1. Eating. You may eat every pear that you find here.\n"
			    "    a. Only ripe ones.\n    b. At most 12 a day, as agreed with ______ before.\n"
			    "2. Selling. You must not sell them without [name of gardener] asking twice.\n\n"
			    "END OF TERMS AND CONDITIONS\n\nHow to apply these terms\n\nHang this text on a tree.\n";

static void test_sections_of_it(void **state)
{
	(void)state;
	struct fingerprint f = make(pears);
	static const struct {
		const char *label;
		bool optional;
	} expected[] = {{"", true}, {"", false}, {"1", false}, {"1.a", false}, {"1.b", false}, {"2", false}, {"", true}};
	assert_int_equal(f.n_sections, 7);
	for (uint32_t i = 0; i < 7; i++) {
		assert_string_equal(f.sections[i].label, expected[i].label);
		assert_int_equal(f.sections[i].optional, expected[i].optional);
	}
	assert_string_equal(f.name, "canonical");
	assert_string_equal(f.language, "en");
}

static void test_left_out(void **state)
{
	(void)state;
	struct fingerprint f = make(pears);
	uint32_t blanks = 0;
	for (uint32_t i = 0; i < f.count; i++) {
		blanks += f.words[i] == WORD_BLANK;
		assert_true(f.words[i] != word_hash("year", 4)); /* in a copyright line */
		assert_true(f.words[i] != word_hash("gardener", 8));
		assert_true(f.words[i] <= 0xFFFFFF);
	}
	assert_int_equal(blanks, 2);
	assert_int_equal(f.words[0], word_hash("pear", 4));
	assert_int_equal(f.words[f.sections[2].first], word_hash("eating", 6)); /* the number is the label, no word */
}

/* What only stands around the license: a section for each paragraph, and no part of the clause before it. */
static void test_around(void **state)
{
	(void)state;
	const char *s = "Fig License\n\nThe Fig Guild sells no figs and gives no advice about how to grow them, ever.\n\n"
			"Thoughts for growers\n\nThis text sets out what each of us may do with the figs of this garden.\n\n"
			"1. Eating. You may eat every fig that you find here.\n\nThe Fig Guild has no part in this text.\n";
	const bool around[] = {false, true, true, false, false, true};
	static const struct {
		const char *label;
		bool optional;
	} expected[] = {{"", true}, {"", true}, {"", true}, {"", false}, {"1", false}, {"", true}};
	struct text t;
	struct fingerprint f;
	assert_int_equal(text_init(&t, s, strlen(s), &arena, NULL), 0);
	assert_int_equal(t.n_paragraphs, 6);
	assert_int_equal(fingerprint_make(&t, "canonical", "en", around, &arena, &f, NULL), 0);
	assert_int_equal(f.n_sections, 6);
	for (uint32_t i = 0; i < 6; i++) {
		assert_string_equal(f.sections[i].label, expected[i].label);
		assert_int_equal(f.sections[i].optional, expected[i].optional);
	}
	struct fingerprint plain = make(s);
	assert_int_equal(plain.n_sections, 3); /* the notice behind goes with clause 1 */
	assert_int_equal(plain.count, f.count);
	assert_memory_equal(plain.words, f.words, f.count * sizeof *f.words);
}

static void test_same_words_same_digest(void **state)
{
	(void)state;
	struct fingerprint a =
		make("1. You may eat the pears, if they are ripe and nobody else has asked.\n\n2. Nobody may sell them.");
	struct fingerprint b = make("   1)  YOU MAY EAT\n   the \xE2\x80\x9Cpears\xE2\x80\x9D if they are **ripe**; and nobody\n "
				    "  else has asked.\n\n   2)  Nobody may sell them!");
	struct fingerprint c =
		make("1. You may eat the pears, if they are ripe and nobody else has asked.\n\n2. Nobody may buy them.");
	assert_int_equal(a.n_sections, b.n_sections);
	for (uint32_t i = 0; i < a.n_sections; i++)
		assert_memory_equal(a.sections[i].digest, b.sections[i].digest, sizeof a.sections[i].digest);
	assert_memory_equal(a.sections[0].digest, c.sections[0].digest, sizeof a.sections[0].digest);
	assert_memory_not_equal(a.sections[1].digest, c.sections[1].digest, sizeof a.sections[1].digest);
}

static void test_refused(void **state)
{
	(void)state;
	static const char *const empty[] = {"", "\n\n***\n", "Copyright (c) 2024 Nobody"};
	for (size_t i = 0; i < sizeof empty / sizeof empty[0]; i++) {
		struct text t;
		struct fingerprint f;
		struct err e;
		text_init(&t, empty[i], strlen(empty[i]), &arena, NULL);
		assert_int_equal(fingerprint_make(&t, "x", "", NULL, &arena, &f, &e), -1);
		assert_int_equal(e.code, ERR_DATA);
	}
}

/* --- the index ------------------------------------------------------------------------------------------------------------ */

static uint32_t next_word(uint32_t *seed)
{
	*seed = *seed * 1664525 + 1013904223;
	return *seed >> 8 ? *seed >> 8 : 1;
}

static void test_picking(void **state)
{
	(void)state;
	uint32_t words[400], seed = 1;
	struct shingle a[400], b[400];
	for (int i = 0; i < 400; i++)
		words[i] = next_word(&seed);
	uint32_t n = shingles_pick(words, 400, a), m = shingles_pick(words + 100, 200, b);
	assert_true(n > 60 && n < 200);
	for (uint32_t i = 1; i < n; i++)
		assert_true(a[i].at > a[i - 1].at && a[i].at - a[i - 1].at <= SHINGLE_WINDOW);
	/* what was picked from the whole in the middle of a part was picked from the part */
	uint32_t found = 0, inside = 0;
	for (uint32_t i = 0; i < n; i++) {
		if (a[i].at < 110 || a[i].at > 280)
			continue;
		inside++;
		for (uint32_t k = 0; k < m; k++)
			found += a[i].hash == b[k].hash && a[i].at == b[k].at + 100;
	}
	assert_int_equal(found, inside);
	words[50] = WORD_BLANK;
	n = shingles_pick(words, 400, a);
	for (uint32_t i = 0; i < n; i++)
		assert_false(a[i].at <= 50 && a[i].at + SHINGLE_WORDS > 50);
	assert_int_equal(shingles_pick(words, SHINGLE_WORDS - 1, a), 0);
	assert_int_equal(shingles_pick(words, SHINGLE_WORDS, a), 1);
}

static void test_index(void **state)
{
	(void)state;
	enum { N = 300, WORDS = 60 };
	static uint32_t words[N][WORDS];
	static struct fingerprint prints[N];
	static const struct fingerprint *all[N];
	uint32_t seed = 5;
	for (uint32_t f = 0; f < N; f++) {
		for (uint32_t i = 0; i < WORDS; i++)
			words[f][i] = i < 30 ? i + 1000 : next_word(&seed); /* the first half is the same in all */
		prints[f] = (struct fingerprint){.words = words[f], .count = WORDS};
		all[f] = &prints[f];
	}
	struct shingle_index x;
	shingle_index_build(all, N, &arena, &x);
	for (uint32_t f = 0; f < N; f++) {
		const struct whole *w = index_whole(&x, f);
		assert_true(w->placed <= w->shingles && w->shingles <= all[f]->count);
		assert_true(w->first + w->count <= all[f]->count);
	}
	assert_true((x.n_slots & (x.n_slots - 1)) == 0);
	for (uint32_t f = 0; f < N; f++) {
		struct shingle picked[WORDS];
		uint32_t n = shingles_pick(words[f], WORDS, picked), found = 0;
		for (uint32_t i = 0; i < n; i++) {
			const uint32_t *p = shingle_find(&x, picked[i].hash);
			if (picked[i].at + SHINGLE_WORDS + SHINGLE_WINDOW <= 30)
				assert_null(p); /* more have it than SHINGLE_COMMON: says nothing */
			for (uint32_t k = 1; p && k <= p[0]; k++)
				found += p[k] == (f << 16 | picked[i].at);
		}
		assert_true(found >= 4);
	}
	struct shingle_index none;
	shingle_index_build(NULL, 0, &arena, &none);
	assert_null(shingle_find(&none, 17));
	assert_null(shingle_find(&(struct shingle_index){0}, 17));
}

static int teardown(void **state)
{
	(void)state;
	arena_release(&arena);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sections_of_it), cmocka_unit_test(test_left_out),
		cmocka_unit_test(test_around),	       cmocka_unit_test(test_same_words_same_digest),
		cmocka_unit_test(test_refused),	       cmocka_unit_test(test_picking),
		cmocka_unit_test(test_index),
	};
	arena_init(&arena);
	return cmocka_run_group_tests(tests, NULL, teardown);
}
