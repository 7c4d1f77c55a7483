/* SPDX-License-Identifier: MIT */
/* Sets of known bytes: built from tables and JSON lines, looked up, damaged in every way. */
#include "catalog/known_build.h"
#include "catalog/known_json.h"
#include "catalog/known_parts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char table[] =
	"# a comment\n"
	"sha256\tkind\tsize\tfile\tmodel\tlicense\tscope\tstatus\n"
	"00000000000000000000000000000000000000000000000000000000000000ff\t\t12\twren.bin\tWren\tmit\tcard\t\n"
	"00000000000000000000000000000000000000000000000000000000000000FF\t\t12\twren.bin\tWren\tmit\tcard\t\n" /* the same */
	"00000000000000000000000000000000000000000000000000000000000000ff\t\t12\twren.bin\tWren\towl\tentry\t\n"
	"ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff\ttokenizer\t\ttokenizer.json\tOwl\t\t\tsuperseded\n"
	"8000000000000000000000000000000000000000000000000000000000000000\tarchive\t7\tbirds.tar.gz\t\t\t\t\n";

static struct known_set set_of(const char *text)
{
	struct known_builder *b = known_builder_new();
	struct known_set set;
	struct err e;
	void *bytes;
	if (known_builder_add_table(b, "t.tsv", text, strlen(text), &e) < 0)
		fail_msg("%s", e.text);
	known_builder_finish(b, &bytes, &set.len);
	known_builder_free(b);
	set.bytes = bytes;
	assert_int_equal(known_check(&set, &e), 0);
	return set;
}

static void set_free(struct known_set *set)
{
	free((void *)(uintptr_t)set->bytes);
}

static void digest_of(const char *hex, uint8_t out[32])
{
	assert_true(known_read_sha256(hex, strlen(hex), out));
}

static void rows_are_found(void **state)
{
	(void)state;
	struct known_set set = set_of(table);
	uint8_t sha256[32];
	assert_int_equal(known_count(&set), 4);
	digest_of("00000000000000000000000000000000000000000000000000000000000000ff", sha256);
	struct known_span found = known_look_up(&set, sha256);
	assert_int_equal(found.count, 2);
	struct known_row row = known_row(&set, found.first);
	assert_string_equal(row.file, "wren.bin");
	assert_string_equal(row.model, "Wren");
	assert_string_equal(row.license, "mit");
	assert_string_equal(row.repo, "");
	assert_int_equal(row.size, 12);
	assert_string_equal(known_row(&set, found.first + 1).license, "owl");
	digest_of("ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff", sha256);
	found = known_look_up(&set, sha256);
	assert_int_equal(found.count, 1);
	row = known_row(&set, found.first);
	assert_int_equal(row.kind, KNOWN_TOKENIZER);
	assert_true(row.superseded);
	assert_true(row.size == KNOWN_NO_SIZE);
	sha256[31] = 0xFE;
	assert_int_equal(known_look_up(&set, sha256).count, 0);
	set_free(&set);
}

static void only_some_names_ask_for_hashing(void **state)
{
	(void)state;
	struct known_set set = set_of(table);
	assert_true(known_asks_for(&set, "tokenizer.json"));
	assert_true(known_asks_for(&set, "birds.tar.gz"));
	assert_false(known_asks_for(&set, "wren.bin"));
	assert_false(known_asks_for(&set, ""));
	set_free(&set);
}

static void order_does_not_matter(void **state)
{
	(void)state;
	char one[400], two[400];
	snprintf(one, sizeof one, "sha256\tfile\n%064d\tone\n%063d1\ttwo\n", 0, 0);
	snprintf(two, sizeof two, "sha256\tfile\n%063d1\ttwo\n%064d\tone\n", 0, 0);
	struct known_set x = set_of(one), y = set_of(two);
	assert_int_equal(x.len, y.len);
	assert_memory_equal(x.bytes, y.bytes, x.len);
	assert_string_equal(known_digest(&x), known_digest(&y));
	set_free(&x);
	set_free(&y);
}

static void many_rows_are_all_found(void **state)
{
	(void)state;
	enum { N = 20000 };
	struct known_builder *b = known_builder_new();
	struct known_set set;
	void *bytes;
	uint8_t sha256[32] = {0};
	for (uint32_t i = 0; i < N; i++) {
		char file[32];
		uint32_t spread = i * 2654435761u;
		memcpy(sha256, &spread, sizeof spread);
		snprintf(file, sizeof file, "file-%u", i);
		assert_int_equal(known_builder_add(b, sha256, &(struct known_row){.file = file, .size = i}, NULL), 0);
	}
	known_builder_finish(b, &bytes, &set.len);
	known_builder_free(b);
	set.bytes = bytes;
	for (uint32_t i = 0; i < N; i++) {
		char file[32];
		uint32_t spread = i * 2654435761u;
		memcpy(sha256, &spread, sizeof spread);
		snprintf(file, sizeof file, "file-%u", i);
		struct known_span found = known_look_up(&set, sha256);
		assert_int_equal(found.count, 1);
		assert_string_equal(known_row(&set, found.first).file, file);
	}
	set_free(&set);
}

static void bad_tables_say_where(void **state)
{
	(void)state;
	static const struct {
		const char *text, *says;
	} cases[] = {
		{"sha256\tcolour\n", "t.tsv:1: a table of known weights has no such column"},
		{"sha256\tsize\tsha256\n", "t.tsv:1: a column stands twice"},
		{"sha256\n12\n", "t.tsv:2: a SHA-256 has 64 hexadecimal digits"},
		{"# x\nsha256\tsize\n0000000000000000000000000000000000000000000000000000000000000000\tbig\n", "t.tsv:3: a size"},
		{"sha256\tkind\n0000000000000000000000000000000000000000000000000000000000000000\tbird\n", "t.tsv:2: a kind"},
		{"sha256\n0000000000000000000000000000000000000000000000000000000000000000\tmore\n", "more fields"},
		{"sha256\tsize\n0000000000000000000000000000000000000000000000000000000000000000\t99999999999999999999\n",
		 "a size"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct known_builder *b = known_builder_new();
		struct err e = {0};
		assert_int_equal(known_builder_add_table(b, "t.tsv", cases[i].text, strlen(cases[i].text), &e), -1);
		assert_int_equal(e.code, ERR_DATA);
		if (!strstr(e.text, cases[i].says))
			fail_msg("\"%s\" does not say \"%s\"", e.text, cases[i].says);
		known_builder_free(b);
	}
}

static void json_lines_become_rows(void **state)
{
	(void)state;
	static const char lines[] =
		"{\"sha256\":\"1111111111111111111111111111111111111111111111111111111111111111\",\"file\":\"a.gguf\",\"size\":5,"
		"\"repo\":\"lab/a\",\"declared_license\":\"mit\",\"license_scope\":\"card\",\"source\":[\"x/y@1:p\",\"x/"
		"y@1:q\",\"z/w@2:p\"],"
		"\"also_declared\":[{\"license\":\"owl\",\"source\":\"u/v@3:p\"}]}\n"
		"{\"sha256\":\"2222222222222222222222222222222222222222222222222222222222222222\",\"tensor\":\"t.weight\","
		"\"repo\":\"lab/b\"}\n"
		"{\"sha256\":\"3333333333333333333333333333333333333333333333333333333333333333\",\"file\":\"tokenizer.json\","
		"\"seen_in\":[\"lab/c:tokenizer.json\",\"D\"]}\n";
	struct known_builder *b = known_builder_new();
	struct known_set set;
	struct err e;
	void *bytes;
	uint8_t sha256[32];
	assert_int_equal(known_builder_add_json(b, "x.jsonl", lines, sizeof lines - 1, &e), 0);
	known_builder_finish(b, &bytes, &set.len);
	set.bytes = bytes;
	assert_int_equal(known_count(&set), 4);
	memset(sha256, 0x11, sizeof sha256);
	struct known_span found = known_look_up(&set, sha256);
	assert_int_equal(found.count, 2);
	assert_string_equal(known_row(&set, found.first).source, "x/y@1,z/w@2");
	assert_string_equal(known_row(&set, found.first + 1).license, "owl");
	memset(sha256, 0x22, sizeof sha256);
	struct known_row row = known_row(&set, known_look_up(&set, sha256).first);
	assert_int_equal(row.kind, KNOWN_TENSOR);
	assert_string_equal(row.file, "t.weight");
	memset(sha256, 0x33, sizeof sha256);
	row = known_row(&set, known_look_up(&set, sha256).first);
	assert_int_equal(row.kind, KNOWN_TOKENIZER);
	assert_string_equal(row.model, "lab/c,D");
	assert_int_equal(known_builder_add_json(b, "x.jsonl", "{}\n", 3, &e), -1);
	assert_non_null(strstr(e.text, "x.jsonl:1"));
	known_builder_free(b);
	set_free(&set);
}

/* Everything that can be asked of a set, of whatever bytes. */
static void ask_everything(const struct known_set *set)
{
	uint8_t sha256[32] = {0};
	for (size_t i = 0; i < 4; i++) {
		memset(sha256, i == 1 ? 0xFF : i == 2 ? 0x80 : 0, sizeof sha256);
		sha256[31] |= (uint8_t)(i == 3 ? 0xFF : 0);
		struct known_span found = known_look_up(set, sha256);
		for (size_t k = 0; k < found.count && k < 10; k++) {
			struct known_row row = known_row(set, found.first + k);
			size_t n = strlen(row.file) + strlen(row.repo) + strlen(row.model) + strlen(row.family) +
				   strlen(row.license) + strlen(row.scope) + strlen(row.source);
			assert_true(n <= set->len);
		}
	}
	known_asks_for(set, "tokenizer.json");
	known_digest(set);
	known_sha256(set, known_count(set));
}

static void damaged_sets_do_no_harm(void **state)
{
	(void)state;
	static const uint8_t nasty[] = {0x00, 0x01, 0x7F, 0x80, 0xFF};
	struct known_set whole = set_of(table);
	for (size_t len = 0; len <= whole.len; len += 7) { /* cut short, in memory of exactly that length */
		uint8_t *copy = malloc(len ? len : 1);
		memcpy(copy, whole.bytes, len);
		struct known_set cut = {copy, len};
		assert_true(known_check(&cut, NULL) < 0 || len + 8 > whole.len);
		ask_everything(&cut);
		free(copy);
	}
	uint8_t *copy = malloc(whole.len);
	for (size_t at = 0; at < whole.len; at++)
		for (size_t i = 0; i < sizeof nasty; i++) {
			memcpy(copy, whole.bytes, whole.len);
			copy[at] = nasty[i];
			ask_everything(&(struct known_set){copy, whole.len});
		}
	free(copy);
	set_free(&whole);
}

static void nothing_is_a_set_too(void **state)
{
	(void)state;
	struct known_set set = set_of("sha256\n");
	uint8_t sha256[32] = {0};
	assert_int_equal(known_count(&set), 0);
	assert_int_equal(known_look_up(&set, sha256).count, 0);
	assert_false(known_asks_for(&set, "x"));
	set_free(&set);
}

static void only_statements_about_the_model_are_evidence(void **state)
{
	(void)state;
	assert_true(known_scope_is_evidence("card"));
	assert_true(known_scope_is_evidence("entry"));
	assert_false(known_scope_is_evidence("repository"));
	assert_false(known_scope_is_evidence("inherited"));
	assert_false(known_scope_is_evidence(""));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_are_found),
		cmocka_unit_test(only_some_names_ask_for_hashing),
		cmocka_unit_test(order_does_not_matter),
		cmocka_unit_test(many_rows_are_all_found),
		cmocka_unit_test(bad_tables_say_where),
		cmocka_unit_test(json_lines_become_rows),
		cmocka_unit_test(damaged_sets_do_no_harm),
		cmocka_unit_test(nothing_is_a_set_too),
		cmocka_unit_test(only_statements_about_the_model_are_evidence),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
