/* SPDX-License-Identifier: MIT */
/* The table of tensors, its digests beside lines written by hand, and the pass that hashes tensors as bytes go by. */
#include "classify/pass.h"
#include "evidence/tensors.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <openssl/evp.h>

static void sha256(const void *bytes, size_t len, uint8_t out[DIGEST_BYTES])
{
	EVP_Digest(bytes, len, out, NULL, EVP_sha256(), NULL);
}

static struct tensor tensor_of(const char *name, const char *dtype, unsigned rank, uint64_t first, uint64_t second)
{
	return (struct tensor){.name = name, .name_len = strlen(name), .dtype = dtype, .rank = rank, .shape = {first, second}};
}

static uint32_t add_hashed(struct tensors *t, struct tensor x, const char *content)
{
	x.state = TENSOR_HASHED;
	sha256(content, strlen(content), x.sha256);
	return tensors_add(t, &x);
}

static void put_line(char *lines, const char *content, const char *rest)
{
	uint8_t digest[DIGEST_BYTES];
	char hex[DIGEST_HEX];
	sha256(content, strlen(content), digest);
	digest_hex(digest, hex);
	strcat(strcat(lines, hex), rest);
}

static int compare_lines(const void *a, const void *b)
{
	return strcmp(a, b);
}

/* The SHA-256 of the lines' own, sorted, each once. */
static void digest_of_lines(char lines[][256], size_t n, uint8_t out[DIGEST_BYTES])
{
	char all[4096] = "";
	for (size_t i = 0; i < n; i++) {
		uint8_t id[DIGEST_BYTES];
		sha256(lines[i], strlen(lines[i]), id);
		digest_hex(id, lines[i]);
		strcat(lines[i], "\n");
	}
	qsort(lines, n, sizeof *lines, compare_lines);
	for (size_t i = 0; i < n; i++)
		if (!i || strcmp(lines[i], lines[i - 1]) != 0)
			strcat(all, lines[i]);
	sha256(all, strlen(all), out);
}

static void digests_are_those_of_the_lines(void **state)
{
	(void)state;
	char named[6][256] = {""}, nameless[6][256] = {""};
	static const struct {
		const char *name, *dtype, *content, *line;
		unsigned rank;
		uint64_t first, second;
	} rows[] = {
		{"b", "F32", "same", " F32 [2,3] b\n", 2, 2, 3},
		{"a", "F32", "same", " F32 [2,3] a\n", 2, 2, 3},
		{"a\nb\\ \x7F", "F32", "same", " F32 [2,3] a\\x0Ab\\x5C\\x20\\x7F\n", 2, 2, 3},
		{"s", "F64", "scalar", " F64 []", 0, 0, 0},
		{"\xC3\xBC", "GGML_Q4_K", "x", " GGML_Q4_K [18446744073709551615] \xC3\xBC\n", 1, UINT64_MAX, 0},
		{"a", "F32", "same", " F32 [2,3] a\n", 2, 2, 3}, /* twice, in another file */
	};
	struct tensors *tables[2] = {tensors_new(NULL), tensors_new(NULL)};
	for (size_t i = 0; i < 6; i++) {
		char line[128];
		snprintf(line, sizeof line, "%s", i == 3 ? " F64 [] s\n" : rows[i].line);
		put_line(named[i], rows[i].content, line);
		*strchr(line, ']') = 0;
		put_line(nameless[i], rows[i].content, strcat(line, "]\n"));
		add_hashed(tables[i == 5], tensor_of(rows[i].name, rows[i].dtype, rows[i].rank, rows[i].first, rows[i].second),
			   rows[i].content);
	}
	uint8_t wanted[2][DIGEST_BYTES], seen[2][DIGEST_BYTES];
	digest_of_lines(named, 6, wanted[0]);
	digest_of_lines(nameless, 6, wanted[1]);
	const struct tensors *both[] = {tables[1], NULL, tables[0]};
	assert_true(tensors_digest(both, 3, seen[0], seen[1]));
	assert_memory_equal(seen[0], wanted[0], DIGEST_BYTES);
	assert_memory_equal(seen[1], wanted[1], DIGEST_BYTES);
	assert_int_equal(tensors_same_name(tables[0]), NO_TENSOR);
	add_hashed(tables[0], tensor_of("a", "I8", 1, 1, 0), "y");
	assert_int_not_equal(tensors_same_name(tables[0]), NO_TENSOR);
	struct tensor open = tensor_of("open", "I8", 1, 1, 0);
	tensors_add(tables[0], &open);
	assert_false(tensors_digest(both, 3, seen[0], seen[1]));     /* one has no digest */
	assert_false(tensors_digest(both + 1, 1, seen[0], seen[1])); /* there is none */
	tensors_free(tables[0]);
	tensors_free(tables[1]);
}

static void many_rows_come_back_as_they_went_in(void **state)
{
	(void)state;
	enum { ROWS = 20000 };
	atomic_int_fast64_t left = ROWS;
	struct tensors *t = tensors_new(&left);
	char name[32];
	for (uint32_t i = 0; i < ROWS; i++) {
		snprintf(name, sizeof name, "row.%u", i);
		struct tensor x = tensor_of(name, i % 3 ? "BF16" : "F32", 2, i, UINT64_MAX - i);
		x.start = i * UINT64_C(1000000007);
		assert_int_equal(tensors_add(t, &x), i);
	}
	struct tensor y = tensor_of("one too many", "F32", 0, 0, 0);
	assert_int_equal(tensors_add(t, &y), NO_TENSOR);
	for (uint32_t i = 0; i < ROWS; i += 37) {
		tensors_get(t, i, &y, NULL);
		snprintf(name, sizeof name, "row.%u", i);
		assert_int_equal(y.name_len, strlen(name));
		assert_memory_equal(y.name, name, y.name_len);
		assert_string_equal(y.dtype, i % 3 ? "BF16" : "F32");
		assert_true(y.shape[0] == i && y.shape[1] == UINT64_MAX - i && y.start == i * UINT64_C(1000000007));
	}
	ARENA_AUTO struct arena a;
	arena_init(&a);
	assert_string_equal(tensors_dtypes(t, &a), "BF16 ×13333, F32 ×6667");
	struct tensors *shared = tensors_share(t);
	tensors_free(t);
	assert_int_equal(tensors_count(shared), ROWS);
	tensors_free(shared);
	assert_int_equal(atomic_load(&left), ROWS);
	t = tensors_new(&left);
	y = tensor_of("of another table", "F32", 0, 0, 0);
	assert_int_equal(tensors_add(t, &y), 0);
	shared = tensors_keep(t);
	tensors_free(t);
	tensors_free(shared);
	assert_int_equal(atomic_load(&left), ROWS - 1); /* nobody asks whether the account is still there */
}

/* --- the pass -------------------------------------------------------------------------------------------------------------- */

enum { BYTES = 600 };

static void fill(uint8_t bytes[BYTES])
{
	for (int i = 0; i < BYTES; i++)
		bytes[i] = (uint8_t)(i * i + i / 7);
}

static uint32_t add_range(struct tensors *t, uint64_t start, uint64_t len)
{
	struct tensor x = {.name = "", .dtype = "U8", .start = start, .len = len};
	return tensors_add(t, &x);
}

static void assert_digest(const struct tensors *t, uint32_t row, const void *bytes, size_t len)
{
	uint8_t wanted[DIGEST_BYTES];
	struct tensor x;
	sha256(bytes, len, wanted);
	tensors_get(t, row, &x, NULL);
	assert_int_equal(x.state, TENSOR_HASHED);
	assert_memory_equal(x.sha256, wanted, DIGEST_BYTES);
}

static void go_by(struct pass *p, const uint8_t *bytes, size_t len, size_t chunk)
{
	for (size_t at = 0; at < len; at += chunk)
		pass_bytes(p, bytes + at, len - at < chunk ? len - at : chunk);
}

static void ranges_in_any_order_and_chunk(void **state)
{
	(void)state;
	uint8_t bytes[BYTES];
	fill(bytes);
	for (size_t chunk = 1; chunk < 700; chunk += 13) {
		struct tensors *t = tensors_new(NULL);
		uint32_t last = add_range(t, 500, 100), first = add_range(t, 0, 10), middle = add_range(t, 10, 490);
		uint32_t alias = add_range(t, 10, 490), none = add_range(t, 300, 0), end = add_range(t, 600, 0);
		struct pass p;
		pass_init(&p, t, 0, 0);
		go_by(&p, bytes, BYTES, chunk);
		pass_end(&p);
		assert_digest(t, first, bytes, 10);
		assert_digest(t, middle, bytes + 10, 490);
		assert_digest(t, alias, bytes + 10, 490);
		assert_digest(t, last, bytes + 500, 100);
		assert_digest(t, none, "", 0);
		assert_digest(t, end, "", 0);
		assert_false(p.overlapped);
		assert_null(p.gap);
		tensors_free(t);
	}
}

static void overlaps_are_seen_and_bounded(void **state)
{
	(void)state;
	uint8_t bytes[BYTES];
	fill(bytes);
	struct tensors *t = tensors_new(NULL);
	for (uint32_t i = 0; i < 40; i++)
		add_range(t, i, 100);
	struct pass p;
	pass_init(&p, t, 0, 0);
	go_by(&p, bytes, BYTES, 50);
	pass_end(&p);
	assert_true(p.overlapped);
	assert_int_equal(p.overlapped_at, 1);
	assert_int_equal(tensors_hashed(t), PASS_ACTIVE);
	assert_non_null(strstr(p.gap, "too many tensors lie over one another"));
	assert_digest(t, 7, bytes + 7, 100);
	tensors_free(t);
}

static void what_does_not_come_gets_no_digest(void **state)
{
	(void)state;
	uint8_t bytes[BYTES];
	fill(bytes);
	struct tensors *t = tensors_new(NULL);
	struct pass p;
	pass_init(&p, t, 0, 0);
	add_range(t, 590, 20);
	add_range(t, 1000, 1);
	add_range(t, 5, UINT64_MAX);
	struct tensor elsewhere = {.name = "", .dtype = "U8", .part = 3, .len = 10};
	tensors_add(t, &elsewhere);
	go_by(&p, bytes, 300, 100);
	add_range(t, 200, 50); /* too late */
	go_by(&p, bytes + 300, 300, 100);
	pass_end(&p);
	assert_int_equal(tensors_hashed(t), 0);
	assert_non_null(p.gap);
	tensors_free(t);
}

static void strides_and_big_endian_numbers(void **state)
{
	(void)state;
	uint8_t bytes[BYTES], wanted[24];
	fill(bytes);
	for (size_t chunk = 1; chunk < 30; chunk++) {
		struct tensors *t = tensors_new(NULL);
		static const int64_t strides[] = {1, 4}, away[] = {1, 100}, back[] = {-1, 1};
		struct tensor x = {.name = "", .dtype = "I16", .rank = 2, .shape = {4, 3}, .start = 7, .len = 24, .element = 2};
		x.strides = strides; /* 4 × 3, the first index moves fastest */
		uint32_t plain = tensors_add(t, &x);
		x.swap = 2;
		x.start = 100;
		uint32_t turned = tensors_add(t, &x);
		x.strides = NULL;
		x.start = 201;
		uint32_t swapped = tensors_add(t, &x);
		x.strides = away;
		uint32_t outside = tensors_add(t, &x);
		x.strides = back;
		uint32_t backward = tensors_add(t, &x);
		struct pass p;
		pass_init(&p, t, 0, 1000);
		go_by(&p, bytes, BYTES, chunk);
		pass_end(&p);
		for (int i = 0; i < 12; i++)
			memcpy(wanted + 2 * i, bytes + 7 + 2 * (i / 3 + 4 * (i % 3)), 2);
		assert_digest(t, plain, wanted, sizeof wanted);
		for (int i = 0; i < 24; i++)
			wanted[i] = bytes[100 + 2 * (i / 2 / 3 + 4 * (i / 2 % 3)) + 1 - i % 2];
		assert_digest(t, turned, wanted, sizeof wanted);
		for (int i = 0; i < 24; i++)
			wanted[i] = bytes[201 + (i ^ 1)];
		assert_digest(t, swapped, wanted, sizeof wanted);
		struct tensor y;
		tensors_get(t, outside, &y, NULL);
		assert_int_equal(y.state, TENSOR_CLOSED);
		tensors_get(t, backward, &y, NULL);
		assert_int_equal(y.state, TENSOR_CLOSED);
		assert_non_null(strstr(p.gap, "strides lead out"));
		tensors_free(t);
	}
}

/* A stride of 0 leads to the same element for ever: as much as that is hashed again, and not more, however many tensors do it. */
static void repeats_are_bounded(void **state)
{
	(void)state;
	uint8_t bytes[BYTES];
	fill(bytes);
	static const int64_t still[] = {0};
	struct tensors *t = tensors_new(NULL);
	struct tensor x = {.name = "", .dtype = "U8", .rank = 1, .shape = {6}, .len = 1, .element = 1, .strides = still};
	uint32_t few = tensors_add(t, &x);
	x.shape[0] = 8;
	x.start = 1;
	uint32_t more = tensors_add(t, &x);
	x.start = 2;
	x.shape[0] = UINT64_C(1) << 62;
	uint32_t endless = tensors_add(t, &x);
	struct pass p;
	pass_init(&p, t, 0, 1000);
	p.repeats = 11; /* 5 for the first */
	go_by(&p, bytes, BYTES, 100);
	pass_end(&p);
	uint8_t wanted[6];
	memset(wanted, bytes[0], sizeof wanted);
	assert_digest(t, few, wanted, sizeof wanted);
	assert_int_equal(tensors_range(t, more).state, TENSOR_CLOSED);
	assert_int_equal(tensors_range(t, endless).state, TENSOR_CLOSED);
	assert_non_null(strstr(p.gap, "repeat the same elements"));
	tensors_free(t);
}

/* Rows of many parts in one table: each pass sees its own alone, also those that get their part late. */
static void each_part_has_its_rows(void **state)
{
	(void)state;
	uint8_t bytes[BYTES];
	fill(bytes);
	struct tensors *t = tensors_new(NULL);
	struct tensor x = {.name = "", .dtype = "U8", .part = NO_TENSOR, .len = 10};
	uint32_t late = tensors_add(t, &x), never = tensors_add(t, &x);
	x.part = 5;
	x.start = 20;
	uint32_t early = tensors_add(t, &x);
	struct pass p;
	pass_init(&p, t, 5, 0);
	go_by(&p, bytes, 100, 50);
	tensors_set_range(t, late, 5, 200, 30);
	tensors_set_range(t, late, 6, 0, 1); /* it has its part */
	go_by(&p, bytes + 100, BYTES - 100, 50);
	pass_end(&p);
	assert_digest(t, early, bytes + 20, 10);
	assert_digest(t, late, bytes + 200, 30);
	assert_int_equal(tensors_range(t, never).state, TENSOR_OPEN);
	assert_int_equal(tensors_newest(t, 5), late);
	assert_int_equal(tensors_older(t, late), early);
	assert_int_equal(tensors_older(t, early), NO_TENSOR);
	assert_int_equal(tensors_newest(t, 6), NO_TENSOR);
	tensors_free(t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(digests_are_those_of_the_lines),
		cmocka_unit_test(many_rows_come_back_as_they_went_in),
		cmocka_unit_test(ranges_in_any_order_and_chunk),
		cmocka_unit_test(overlaps_are_seen_and_bounded),
		cmocka_unit_test(what_does_not_come_gets_no_digest),
		cmocka_unit_test(strides_and_big_endian_numbers),
		cmocka_unit_test(repeats_are_bounded),
		cmocka_unit_test(each_part_has_its_rows),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
