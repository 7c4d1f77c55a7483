/* SPDX-License-Identifier: MIT */
/*
 * catalog/: the first byte picks a type of data file, the rest is one: a record, a rule, a vocabulary, names of codes, known weights, hints
 * at families, what makes a model open. A table of known weights reads as the same set when it is printed; damaged sets are looked up.
 */
#include "catalog/known_build.h"
#include "catalog/known_json.h"
#include "catalog/parts.h"
#include "catalog/signature.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { TABLE = 4, JSON, OPENNESS, HINTS, SET = HINTS + 5, TYPES };

static int read_yaml(const struct load *l, unsigned type, const struct yaml *root, struct err *e)
{
	struct license license = {0};
	struct rule rule = {0};
	struct catalog catalog = {0};
	struct openness_rules openness;
	const struct named_code *codes;
	uint32_t n;
	switch (type) {
	case 0:
		return license_read(l, root, &license, e);
	case 1:
		return rule_read(l, root, &rule, e);
	case 2:
		return vocabulary_read(l, root, &catalog, e);
	case OPENNESS:
		return openness_read(l, root, &openness, e);
	default:
		return codes_read(l, root, &codes, &n, e);
	}
}

static void look_up(const struct known_set *set)
{
	for (size_t i = 0, n = known_count(set); i < n && i < 100; i++) {
		struct known_row row = known_row(set, i);
		struct known_span span = known_look_up(set, known_sha256(set, i));
		known_asks_for(set, row.file);
		if (span.count && strlen(known_row(set, span.first).license) > set->len)
			__builtin_trap();
	}
	if (strlen(known_digest(set)) > set->len)
		__builtin_trap();
}

/* The set as a table is the same set. */
static void check_table(const struct known_set *set)
{
	BUF_AUTO struct buf table;
	struct err e;
	struct known_set again;
	void *bytes;
	buf_init(&table, 1 << 20);
	buf_add_str(&table, known_table_head);
	buf_add_char(&table, '\n');
	for (size_t i = 0; i < known_count(set); i++) {
		struct known_row row = known_row(set, i);
		known_row_print(&table, known_sha256(set, i), &row);
		buf_add_char(&table, '\n');
	}
	if (table.overflow)
		return;
	struct known_builder *b = known_builder_new();
	if (known_builder_add_table(b, "again", buf_str(&table), table.len, &e) < 0)
		__builtin_trap();
	known_builder_finish(b, &bytes, &again.len);
	again.bytes = bytes;
	if (known_count(&again) != known_count(set))
		__builtin_trap();
	known_builder_free(b);
	free(bytes);
}

static void read_known(bool json, const char *bytes, size_t len)
{
	struct err e;
	struct known_builder *b = known_builder_new();
	if ((json ? known_builder_add_json : known_builder_add_table)(b, "fuzz", bytes, len, &e) == 0) {
		struct known_set set;
		void *made;
		known_builder_finish(b, &made, &set.len);
		set.bytes = made;
		if (known_check(&set, &e) < 0)
			__builtin_trap();
		look_up(&set);
		if (!json)
			check_table(&set);
		free(made);
	}
	known_builder_free(b);
}

/* A set of the user's that is damaged: what stands in it is not believed. */
static void read_set(const char *bytes, size_t len)
{
	struct err e;
	uint64_t *aligned = malloc(len + 8);
	memcpy(aligned, bytes, len);
	struct known_set set = {aligned, len};
	if (known_check(&set, &e) == 0)
		look_up(&set);
	free(aligned);
}

static void read_hints(unsigned type, const char *bytes, struct arena *a)
{
	static int (*const readers[])(const char *, const char *, struct arena *, struct hints *, struct err *) = {
		signatures_read, family_names_read, family_licenses_read, model_licenses_read, family_templates_read};
	struct hints hints = {0};
	struct err e = {0};
	if (readers[type]("fuzz", bytes, a, &hints, &e) < 0 && !e.text[0])
		__builtin_trap();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (!size)
		return 0;
	unsigned type = data[0] % TYPES;
	ARENA_AUTO struct arena a;
	arena_init(&a);
	const char *bytes = arena_strndup(&a, (const char *)data + 1, size - 1);
	const struct load l = {.arena = &a,
			       .path = "fuzz.yaml",
			       .kinds = catalog_builtin.kinds,
			       .n_kinds = catalog_builtin.n_kinds,
			       .patterns = &catalog_builtin.patterns,
			       .catalog = &catalog_builtin};
	const struct yaml *root;
	struct err e = {0};
	if (type == TABLE || type == JSON)
		read_known(type == JSON, bytes, size - 1);
	else if (type == SET)
		read_set(bytes, size - 1);
	else if (type >= HINTS)
		read_hints(type - HINTS, bytes, &a);
	else if (yaml_parse(bytes, size - 1, &a, &root, &e) == 0 && root && read_yaml(&l, type, root, &e) < 0 && !e.text[0])
		__builtin_trap();
	return 0;
}
