/* SPDX-License-Identifier: MIT */
#include "evidence/fact.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

static void test_sink_fills_in(void **state)
{
	(void)state;
	ARENA_AUTO struct arena a;
	struct sink s;
	arena_init(&a);
	sink_init(&s, &a, "model/README.md");
	s.reader = "model-card";
	sink_declared(&s, "license", "ours", 4, 17, 2);
	sink_meta(&s, "name", "example");
	sink_problem(&s, "truncated", "It ends at byte %d.", 7);
	struct fact elsewhere = {.kind = FACT_NOTE, .key = "k", .at = {.entry = "other"}, .reader = "r"};
	sink_add(&s, &elsewhere);
	assert_int_equal(s.count, 4);
	assert_string_equal(s.facts[0].at.entry, "model/README.md");
	assert_int_equal(s.facts[0].at.start, 4);
	assert_int_equal(s.facts[0].at.line_end, 2);
	assert_string_equal(s.facts[1].reader, "model-card");
	assert_int_equal(s.facts[2].kind, FACT_PROBLEM);
	assert_string_equal(s.facts[2].value, "It ends at byte 7.");
	assert_string_equal(s.facts[3].at.entry, "other");
	assert_string_equal(s.facts[3].reader, "r");
	sink_release(&s);
}

/* Fills a sink whose every string dies with its arena. */
static void add_details(struct evidence *ev)
{
	ARENA_AUTO struct arena a;
	struct sink s;
	arena_init(&a);
	char *entry = arena_strdup(&a, "entry"), *word = arena_strdup(&a, "word");
	sink_init(&s, &a, entry);
	struct change change = {.op = CHANGE_ADDED, .section = word, .text = word};
	struct match match = {.state = MATCH_EDITED, .how = word, .changes = &change, .n_changes = 1, .coverage = 0.5f};
	struct pair pair = {word, word};
	struct restriction restriction = {.values = {&pair, 1}, .clause = word, .text = word};
	struct weights weights = {.format = word, .detail = word, .pointer = word, .size = 9};
	sink_add(&s, &(struct fact){.kind = FACT_MATCH, .detail = &match});
	sink_add(&s, &(struct fact){.kind = FACT_RESTRICTION, .detail = &restriction});
	sink_add(&s, &(struct fact){.kind = FACT_WEIGHTS, .detail = &weights});
	evidence_add(ev, &s);
	memset(entry, 'x', 5);
	memset(word, 'x', 4);
	memset(&change, 0, sizeof change);
	memset(&pair, 0, sizeof pair);
	sink_release(&s);
}

static void test_evidence_copies_everything(void **state)
{
	(void)state;
	struct evidence ev;
	evidence_init(&ev);
	add_details(&ev);
	evidence_sort(&ev);
	assert_int_equal(ev.count, 3);
	assert_string_equal(ev.facts[0].at.entry, "entry");
	const struct weights *w = ev.facts[0].detail;
	assert_string_equal(w->format, "word");
	assert_string_equal(w->detail, "word");
	assert_string_equal(w->pointer, "word");
	assert_int_equal(w->size, 9);
	const struct match *m = ev.facts[1].detail;
	assert_string_equal(m->how, "word");
	assert_int_equal(m->n_changes, 1);
	assert_string_equal(m->changes[0].section, "word");
	assert_string_equal(m->changes[0].text, "word");
	const struct restriction *r = ev.facts[2].detail;
	assert_string_equal(r->values.at[0].key, "word");
	assert_string_equal(r->text, "word");
	assert_string_equal(r->clause, "word");
	evidence_release(&ev);
}

/* Facts of all kinds of places, inserted in an order that `step` gives; the sorted order must not depend on it. */
static void sorted(size_t step, char *out, size_t size)
{
	enum { N = 101 };
	struct evidence ev;
	evidence_init(&ev);
	for (size_t i = 0, k = 0; i < N; i++, k = (k + step) % N) {
		ARENA_AUTO struct arena a;
		struct sink s;
		arena_init(&a);
		sink_init(&s, &a, k % 3 ? "a!/b" : "a");
		struct place at = {.start = k % 5, .end = k % 7 + 5};
		sink_add(&s,
			 &(struct fact){.kind = k % 2 ? FACT_META : FACT_NOTE, .at = at, .value = arena_printf(&a, "%zu", k)});
		evidence_add(&ev, &s);
		sink_release(&s);
	}
	evidence_sort(&ev);
	size_t used = 0;
	for (size_t i = 0; i < ev.count; i++)
		used += (size_t)snprintf(out + used, size - used, "%s@%d %s\n", ev.facts[i].at.entry, (int)ev.facts[i].at.start,
					 ev.facts[i].value);
	evidence_release(&ev);
}

static void test_order_does_not_depend_on_insertion(void **state)
{
	(void)state;
	char first[4096], other[4096];
	sorted(1, first, sizeof first);
	for (size_t step = 2; step < 101; step += 7) {
		sorted(step, other, sizeof other);
		assert_string_equal(first, other);
	}
	assert_memory_equal(first, "a@0 ", 4);
}

static void test_equal_facts_keep_their_order(void **state)
{
	(void)state;
	ARENA_AUTO struct arena a;
	struct evidence ev;
	struct sink s;
	struct weights sizes[40];
	arena_init(&a);
	evidence_init(&ev);
	sink_init(&s, &a, "e");
	for (int i = 0; i < 40; i++) {
		sizes[i] = (struct weights){.size = (uint64_t)i};
		sink_add(&s, &(struct fact){.kind = FACT_WEIGHTS, .detail = &sizes[i]});
	}
	evidence_add(&ev, &s);
	evidence_sort(&ev);
	for (int i = 0; i < 40; i++)
		assert_int_equal(((const struct weights *)ev.facts[i].detail)->size, i);
	sink_release(&s);
	evidence_release(&ev);
}

/* Two threads found them in turn; the memory of the one goes over into the other's, and is released once. */
static void test_moved(void **state)
{
	(void)state;
	struct evidence ev, other;
	struct sink s;
	ARENA_AUTO struct arena a;
	arena_init(&a);
	evidence_init(&ev);
	evidence_init(&other);
	sink_init(&s, &a, "e");
	for (size_t i = 0; i < 6; i++) {
		char *value = arena_printf(&a, "%zu%*s", i, (int)i * 1000, "");
		s.count = 0;
		sink_add(&s, &(struct fact){.kind = FACT_META, .key = "k", .value = value});
		evidence_add(i % 2 ? &other : &ev, &s);
	}
	evidence_move(&ev, &other, 1, 3);
	evidence_move(&ev, &other, 0, 1);
	evidence_adopt(&ev, &other);
	assert_int_equal(other.count, 0);
	evidence_add(&other, &s); /* it may be used again */
	evidence_release(&other);
	for (size_t i = 0; i < 6; i++)
		assert_int_equal(ev.facts[i].value[0], "024351"[i]);
	sink_release(&s);
	evidence_release(&ev);
}

static void test_empty(void **state)
{
	(void)state;
	struct evidence ev;
	evidence_init(&ev);
	evidence_sort(&ev);
	assert_int_equal(ev.count, 0);
	evidence_release(&ev);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sink_fills_in),
		cmocka_unit_test(test_evidence_copies_everything),
		cmocka_unit_test(test_order_does_not_depend_on_insertion),
		cmocka_unit_test(test_equal_facts_keep_their_order),
		cmocka_unit_test(test_moved),
		cmocka_unit_test(test_empty),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
