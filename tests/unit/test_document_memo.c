/* SPDX-License-Identifier: MIT */
/* A text that several entries have is read once, and is said of each of them as if it had been read there. */
#include "document.h"
#include "scan.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const char text[] = "Crane Model License\n\n1. You may use the model free of charge.\n\n"
			   "2. If more than 5 million users a month use it, you need another license.\n\n"
			   "3. You may not use it for any commercial purpose.\n";

struct bench {
	struct limits limits;
	struct rules *rules;
	struct evidence ev;
	struct document_memo memo;
};

static int begin(void **state)
{
	static struct bench r;
	limits_init(&r.limits);
	r.rules = rules_new(&catalog_builtin, &r.limits);
	evidence_init(&r.ev);
	document_memo_init(&r.memo, &r.ev);
	*state = &r;
	return 0;
}

static int end(void **state)
{
	struct bench *r = *state;
	document_memo_release(&r->memo);
	evidence_release(&r->ev);
	rules_free(r->rules);
	return 0;
}

/* Reads the text under that name, in an arena that is gone afterwards, as those of entries are. */
static void read_it(struct bench *r, const char *name, enum purpose purpose, const char *bytes, struct document_memo *memo)
{
	ARENA_AUTO struct arena a;
	struct sink sink;
	arena_init(&a);
	sink_init(&sink, &a, arena_strdup(&a, name));
	const struct document d = {.rules = r->rules,
				   .catalog = &catalog_builtin,
				   .limits = &r->limits,
				   .purpose = purpose,
				   .bytes = arena_strdup(&a, bytes),
				   .len = strlen(bytes),
				   .memo = memo};
	document_read(&d, &sink);
	evidence_add(&r->ev, &sink);
	sink_release(&sink);
}

static void same_text(const char *x, const char *y)
{
	assert_int_equal(x != NULL, y != NULL);
	if (x)
		assert_string_equal(x, y);
}

static void same_fact(const struct fact *x, const struct fact *y)
{
	assert_int_equal(x->kind, y->kind);
	same_text(x->key, y->key);
	same_text(x->value, y->value);
	same_text(x->reader, y->reader);
	assert_int_equal(x->at.start, y->at.start);
	assert_int_equal(x->at.end, y->at.end);
	assert_int_equal(x->at.line_start, y->at.line_start);
	if (x->kind != FACT_RESTRICTION)
		return;
	const struct restriction *a = x->detail, *b = y->detail;
	assert_ptr_equal(a->kind, b->kind);
	same_text(a->text, b->text);
	same_text(a->clause, b->clause);
}

static void test_same_facts(void **state)
{
	struct bench *r = *state;
	read_it(r, "a/LICENSE", PURPOSE_LICENSE, text, NULL);
	size_t n = r->ev.count;
	read_it(r, "b/LICENSE", PURPOSE_LICENSE, text, &r->memo);
	read_it(r, "c/LICENSE", PURPOSE_LICENSE, text, &r->memo);
	assert_true(n > 2);
	assert_int_equal(r->ev.count, 3 * n);
	for (size_t i = 0; i < n; i++)
		for (size_t k = 1; k < 3; k++) {
			same_fact(&r->ev.facts[i], &r->ev.facts[k * n + i]);
			assert_string_equal(r->ev.facts[k * n + i].at.entry, k == 1 ? "b/LICENSE" : "c/LICENSE");
		}
	assert_ptr_equal(r->ev.facts[n].detail, r->ev.facts[2 * n].detail); /* it was not read, nor copied */
	assert_int_equal(r->memo.count, 1);
}

/* The role decides what is looked for. */
static void test_another_role(void **state)
{
	struct bench *r = *state;
	read_it(r, "a/README.md", PURPOSE_CARD, text, NULL);
	size_t n = r->ev.count;
	read_it(r, "b/LICENSE", PURPOSE_LICENSE, text, &r->memo);
	size_t before = r->ev.count;
	read_it(r, "c/README.md", PURPOSE_CARD, text, &r->memo);
	assert_int_equal(r->ev.count - before, n);
	for (size_t i = 0; i < n; i++)
		same_fact(&r->ev.facts[i], &r->ev.facts[before + i]);
	assert_int_equal(r->memo.count, 2);
}

/* What could not be read to its end is read again, and said again. */
static void test_problems(void **state)
{
	struct bench *r = *state;
	ARENA_AUTO struct arena a;
	struct sink sink, again;
	const uint8_t sha256[DIGEST_BYTES] = {1};
	arena_init(&a);
	sink_init(&sink, &a, "x");
	sink_init(&again, &a, "y");
	sink_problem(&sink, "limit", "It is too long.");
	document_memo_keep(&r->memo, sha256, PURPOSE_LICENSE, &sink, 0);
	assert_false(document_memo_recall(&r->memo, sha256, PURPOSE_LICENSE, &again));
	assert_int_equal(again.count, 0);
	sink_release(&sink);
	sink_release(&again);
}

static void test_many(void **state)
{
	struct bench *r = *state;
	for (unsigned i = 0; i < 3000; i++) {
		ARENA_AUTO struct arena a;
		struct sink sink;
		uint8_t sha256[DIGEST_BYTES] = {(uint8_t)i, (uint8_t)(i >> 8), 7};
		arena_init(&a);
		sink_init(&sink, &a, "x");
		sink_meta(&sink, "number", arena_printf(&a, "%u", i));
		document_memo_keep(&r->memo, sha256, PURPOSE_LICENSE, &sink, 0);
		sink_release(&sink);
	}
	for (unsigned i = 0; i < 3000; i++) {
		ARENA_AUTO struct arena a;
		struct sink sink;
		const uint8_t sha256[DIGEST_BYTES] = {(uint8_t)i, (uint8_t)(i >> 8), 7};
		arena_init(&a);
		sink_init(&sink, &a, "y");
		assert_true(document_memo_recall(&r->memo, sha256, PURPOSE_LICENSE, &sink));
		assert_int_equal(sink.count, 1);
		assert_string_equal(sink.facts[0].value, arena_printf(&a, "%u", i));
		assert_string_equal(sink.facts[0].at.entry, "y");
		sink_release(&sink);
	}
}

#define TEST(name) cmocka_unit_test_setup_teardown(test_##name, begin, end)

int main(void)
{
	const struct CMUnitTest tests[] = {TEST(same_facts), TEST(another_role), TEST(problems), TEST(many)};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
