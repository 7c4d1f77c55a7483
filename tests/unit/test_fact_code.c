/* SPDX-License-Identifier: MIT */
/* Facts as bytes and back: every kind with all its fields, what cannot be kept, and bytes that are damaged in each way. */
#include "evidence/fact_code.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

enum { CAP = 1 << 20 };

struct kept {
	struct arena arena;
	struct sink sink;
	struct buf bytes;
};

static void kept_init(struct kept *k)
{
	*k = (struct kept){0};
	arena_init(&k->arena);
	sink_init(&k->sink, &k->arena, "model/entry");
	buf_init(&k->bytes, CAP);
}

static void kept_release(struct kept *k)
{
	sink_release(&k->sink);
	buf_release(&k->bytes);
	arena_release(&k->arena);
}

#define KEPT __attribute__((cleanup(kept_release))) struct kept

static bool write_kept(struct kept *k)
{
	struct fact_coder f = {coder_to(&k->bytes, &k->arena), &catalog_builtin, NULL};
	facts_code(&f, &k->sink);
	return coder_ok(&f.coder);
}

static bool read_kept(struct kept *k, const void *bytes, size_t len, atomic_int_fast64_t *left)
{
	struct fact_coder f = {coder_from(bytes, len, &k->arena), &catalog_builtin, left};
	facts_code(&f, &k->sink);
	return coder_ok(&f.coder);
}

/* What was read of what was written is written as the same bytes again. */
static void read_again(struct kept *from, struct kept *to)
{
	kept_init(to);
	assert_true(write_kept(from));
	assert_true(read_kept(to, from->bytes.data, from->bytes.len, NULL));
	assert_int_equal(to->sink.count, from->sink.count);
	assert_true(write_kept(to));
	assert_int_equal(to->bytes.len, from->bytes.len);
	assert_memory_equal(to->bytes.data, from->bytes.data, from->bytes.len);
}

static struct tensor tensor_of(const char *name, const char *dtype)
{
	return (struct tensor){.name = name,
			       .name_len = strlen(name),
			       .dtype = dtype,
			       .rank = 3,
			       .shape = {2, UINT64_MAX, 0},
			       .part = 3,
			       .start = 1ULL << 40,
			       .len = 77,
			       .swap = 4,
			       .element = 2};
}

static struct tensors *sample_tensors(void)
{
	static const int64_t strides[] = {-1, INT64_MAX, 1};
	struct tensors *t = tensors_new(NULL);
	struct tensor x = tensor_of("late", NULL), y = tensor_of("hashed", "F32"), z = tensor_of("", "BF16");
	tensors_add(t, &x); /* described last: its dtype has a number after those of later rows */
	y.strides = strides;
	y.state = TENSOR_HASHED;
	memset(y.sha256, 0xA5, sizeof y.sha256);
	tensors_add(t, &y);
	tensors_close(t, tensors_add(t, &z));
	x.part = NO_TENSOR;
	tensors_add(t, &x); /* never described */
	x.dtype = "A8";
	x.rank = 1;
	tensors_describe(t, 0, &x);
	x.shape[0] = 7;
	tensors_describe(t, 0, &x); /* twice, with another shape */
	return t;
}

static void add_weights(struct kept *k)
{
	struct weights *w = ARENA_NEW(&k->arena, struct weights);
	*w = (struct weights){.format = "gguf",
			      .detail = "3",
			      .size = UINT64_MAX,
			      .pointer = "git-lfs",
			      .tensors = sample_tensors(),
			      .gap = "because",
			      .has_digest = true,
			      .claimed = "00ff"};
	memset(w->sha256, 1, 32);
	memset(w->digest, 2, 32);
	memset(w->nameless, 3, 32);
	memset(w->data_sha256, 4, 32);
	sink_add(&k->sink, &(struct fact){.kind = FACT_WEIGHTS, .detail = w, .reader = "gguf"});
}

static const struct license *license_with_text(void)
{
	const struct license *l = catalog_builtin.licenses;
	while (!l->n_fingerprints)
		l++;
	return l;
}

static void add_match(struct kept *k)
{
	static const struct change changes[] = {{CHANGE_REPLACED, "2.b", 3, 4, 100, 200, 9, true, "words"},
						{CHANGE_REMOVED, "", 1, 0, 5, 5, 1, false, NULL}};
	const struct license *l = license_with_text();
	struct match *m = ARENA_NEW(&k->arena, struct match);
	*m = (struct match){.license = l,
			    .state = MATCH_EDITED,
			    .similarity = 0.123456789f,
			    .coverage = 1,
			    .how = "text",
			    .or_later = true,
			    .any_version = true,
			    .said = SAID_OF_WEIGHTS,
			    .fingerprint = &l->fingerprints[l->n_fingerprints - 1],
			    .changes = changes,
			    .n_changes = 2};
	struct place at = {"model/entry!/inner", 1, 2, 3, 4};
	sink_add(&k->sink, &(struct fact){.kind = FACT_MATCH, .detail = m, .at = at, .reader = "text"});
}

static void add_restrictions(struct kept *k)
{
	static const struct quality qualities[] = {{"perpetual", "yes", 4}, {"irrevocable", "unsaid", 0}};
	static const struct pair values[] = {{"limit", "700"}, {"metric", ""}};
	struct grant *g = ARENA_NEW(&k->arena, struct grant);
	*g = (struct grant){.license = catalog_builtin.placeholders,
			    .rule = &catalog_builtin.rules[catalog_builtin.n_rules - 1],
			    .clause = "1",
			    .text = "we grant",
			    .of = "patent",
			    .acts = "use,copy",
			    .qualities = qualities,
			    .n_qualities = 2,
			    .line = 12};
	struct restriction *r = ARENA_NEW(&k->arena, struct restriction);
	*r = (struct restriction){.kind = &catalog_builtin.kinds[1],
				  .values = {values, 2},
				  .license = license_with_text(),
				  .rule = catalog_builtin.rules,
				  .clause = "2.1",
				  .text = "not for many",
				  .before = "It is",
				  .grant = g,
				  .defined = {10, 20},
				  .defined_line = 3};
	sink_add(&k->sink, &(struct fact){.kind = FACT_GRANT, .detail = g});
	sink_add(&k->sink, &(struct fact){.kind = FACT_RESTRICTION, .key = "k", .detail = r});
	sink_add(&k->sink, &(struct fact){.kind = FACT_REFERENCE, .key = "k", .detail = r});
}

static void add_all(struct kept *k)
{
	static const uint32_t words[] = {7, 8, 9};
	static const struct section sections[] = {{.label = "1", .count = 1},
						  {.label = "2", .first = 1, .count = 2, .optional = true}};
	static const struct fingerprint print = {
		.name = "text", .language = "en", .words = words, .count = 3, .sections = sections, .n_sections = 2};
	static const struct kept_text said = {.bytes = "a\0b", .len = 3, .cut = true};
	static const struct terms_text terms = {.sha256 = {1, 2}, .print = &print};
	struct file_digest *d = ARENA_NEW(&k->arena, struct file_digest);
	*d = (struct file_digest){.size = 300, .sha256 = {9, 8, 7}};
	sink_add(&k->sink, &(struct fact){.kind = FACT_ENTRY});
	sink_declared(&k->sink, "license", "ours", 4, 17, 2);
	sink_meta(&k->sink, "name", "");
	sink_note(&k->sink, "symlink", "It leads away.");
	sink_add(&k->sink, &(struct fact){.kind = FACT_DOCUMENT, .key = "card"});
	sink_add(&k->sink, &(struct fact){.kind = FACT_DOCUMENT, .key = "license", .detail = &terms});
	sink_add(&k->sink, &(struct fact){.kind = FACT_TEXT, .key = "card", .detail = &said});
	sink_add(&k->sink, &(struct fact){.kind = FACT_DIGEST, .value = "blobs/1", .detail = d});
	add_match(k);
	add_restrictions(k);
	add_weights(k);
}

static void test_round_trip(void **state)
{
	(void)state;
	KEPT from;
	KEPT to;
	kept_init(&from);
	add_all(&from);
	read_again(&from, &to);
	const struct fact *f = to.sink.facts;
	assert_null(f[0].key);
	assert_string_equal(f[1].at.entry, "model/entry");
	assert_int_equal(f[1].at.end, 17);
	assert_string_equal(f[2].value, "");
	const struct match *m = f[8].detail, *was = from.sink.facts[8].detail;
	assert_ptr_equal(m->license, was->license);
	assert_ptr_equal(m->fingerprint, was->fingerprint);
	assert_true(m->similarity == was->similarity);
	assert_string_equal(m->changes[0].text, "words");
	assert_null(m->changes[1].text);
	assert_true(m->any_version);
	assert_int_equal(m->said, SAID_OF_WEIGHTS);
	const struct terms_text *t = f[5].detail;
	assert_null(f[4].detail);
	assert_string_equal(t->print->sections[1].label, "2");
	assert_int_equal(t->print->words[2], 9);
	const struct grant *g = f[9].detail;
	assert_ptr_equal(g->license, catalog_builtin.placeholders);
	assert_string_equal(g->qualities[1].answer, "unsaid");
	const struct restriction *r = f[10].detail;
	assert_ptr_equal(r->kind, &catalog_builtin.kinds[1]);
	assert_string_equal(r->grant->acts, "use,copy");
	assert_string_equal(r->before, "It is");
	assert_null(r->after);
	assert_int_equal(r->defined.end, 20);
	assert_int_equal(f[11].kind, FACT_REFERENCE);
}

static void test_tensors_round_trip(void **state)
{
	(void)state;
	KEPT from;
	KEPT to;
	kept_init(&from);
	add_weights(&from);
	read_again(&from, &to);
	const struct weights *was = from.sink.facts[0].detail, *is = to.sink.facts[0].detail;
	assert_memory_equal(is->nameless, was->nameless, 32);
	assert_string_equal(is->claimed, "00ff");
	assert_int_equal(tensors_count(is->tensors), 4);
	assert_int_equal(tensors_hashed(is->tensors), tensors_hashed(was->tensors));
	assert_int_equal(tensors_parameters(is->tensors), tensors_parameters(was->tensors));
	assert_string_equal(tensors_dtypes(is->tensors, &to.arena), tensors_dtypes(was->tensors, &from.arena));
	for (uint32_t i = 0; i < 4; i++) {
		int64_t strides[TENSOR_RANK] = {0}, others[TENSOR_RANK] = {0};
		struct tensor a, b;
		tensors_get(was->tensors, i, &a, strides);
		tensors_get(is->tensors, i, &b, others);
		assert_int_equal(a.name_len, b.name_len);
		assert_memory_equal(a.name, b.name, a.name_len);
		assert_string_equal(a.dtype, b.dtype);
		assert_int_equal(a.rank, b.rank);
		assert_memory_equal(a.shape, b.shape, a.rank * sizeof *a.shape);
		assert_memory_equal(strides, others, sizeof strides);
		assert_memory_equal(a.sha256, b.sha256, i == 1 ? DIGEST_BYTES : 0);
		assert_true(a.part == b.part && a.start == b.start && a.len == b.len && a.swap == b.swap);
		assert_true(a.element == b.element && a.state == b.state && !a.strides == !b.strides);
	}
}

static void test_tensors_are_counted(void **state)
{
	(void)state;
	KEPT from;
	KEPT to;
	atomic_int_fast64_t left = 3;
	kept_init(&from);
	kept_init(&to);
	add_weights(&from);
	assert_true(write_kept(&from));
	assert_false(read_kept(&to, from.bytes.data, from.bytes.len, &left)); /* it has four */
	assert_int_equal(left, 3);
	left = 5;
	assert_true(read_kept(&to, from.bytes.data, from.bytes.len, &left));
	assert_int_equal(left, 1);
}

static void refuse(const struct fact *f)
{
	KEPT k;
	kept_init(&k);
	sink_add(&k.sink, f);
	assert_false(write_kept(&k));
}

static void test_what_is_not_kept(void **state)
{
	(void)state;
	static const struct license stranger = {.id = "stranger"};
	static const struct match match = {.license = &stranger, .how = "text"}, nameless = {.state = MATCH_EXACT, .how = "text"};
	static const struct restriction kindless = {.text = "x"};
	refuse(&(struct fact){.kind = FACT_PROBLEM, .key = "truncated", .value = "It ends."});
	static const char *const parts[] = {"a.bin"};
	static const struct weights spread = {.format = "onnx", .parts = parts, .n_parts = 1};
	static const struct weights told = {.format = "raw", .part_of = "a.index"};
	refuse(&(struct fact){.kind = FACT_TRACE, .detail = &match});
	refuse(&(struct fact){.kind = FACT_WEIGHTS, .detail = &spread});
	refuse(&(struct fact){.kind = FACT_WEIGHTS, .detail = &told});
	refuse(&(struct fact){.kind = FACT_SHARDS, .key = "k", .value = "v"});
	refuse(&(struct fact){.kind = FACT_MATCH, .detail = &match});
	refuse(&(struct fact){.kind = FACT_MATCH, .detail = &nameless});
	refuse(&(struct fact){.kind = FACT_MATCH});
	refuse(&(struct fact){.kind = FACT_RESTRICTION, .detail = &kindless});
	refuse(&(struct fact){.kind = FACT_NOTE, .key = "k", .value = "v", .detail = &match});
	refuse(&(struct fact){.kind = FACT_DECLARED, .key = "license"});
}

/* Whether the bytes are facts or not, reading them ends well; of exactly so many bytes, so that a sanitizer sees one too far. */
static void read_exactly(const char *bytes, size_t len)
{
	KEPT to;
	kept_init(&to);
	char *exact = malloc(len + !len);
	assert_non_null(exact);
	memcpy(exact, bytes, len);
	read_kept(&to, exact, len, NULL);
	free(exact);
}

static void test_damage(void **state)
{
	(void)state;
	KEPT from;
	kept_init(&from);
	add_all(&from);
	assert_true(write_kept(&from));
	for (size_t i = 0; i < from.bytes.len; i++) {
		char was = from.bytes.data[i];
		read_exactly(from.bytes.data, i);
		for (unsigned bit = 0; bit < 8; bit++) {
			from.bytes.data[i] = (char)(was ^ (1 << bit));
			read_exactly(from.bytes.data, from.bytes.len);
		}
		from.bytes.data[i] = (char)0xFF;
		read_exactly(from.bytes.data, from.bytes.len);
		from.bytes.data[i] = was;
	}
}

static void test_too_much(void **state)
{
	(void)state;
	KEPT k;
	kept_init(&k);
	buf_init(&k.bytes, 10);
	sink_meta(&k.sink, "name", "a long value");
	assert_false(write_kept(&k));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_round_trip),
		cmocka_unit_test(test_tensors_round_trip),
		cmocka_unit_test(test_tensors_are_counted),
		cmocka_unit_test(test_what_is_not_kept),
		cmocka_unit_test(test_damage),
		cmocka_unit_test(test_too_much),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
