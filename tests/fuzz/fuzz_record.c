/* SPDX-License-Identifier: MIT */
/* catalog/: the first byte picks a type of data file, the rest is one: a record, a rule, a vocabulary, names of codes, known weights. */
#include "catalog/known_build.h"
#include "catalog/known_json.h"
#include "catalog/parts.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int read_yaml(const struct load *l, unsigned type, const struct yaml *root, struct err *e)
{
	struct license license = {0};
	struct rule rule = {0};
	struct catalog catalog = {0};
	const struct named_code *codes;
	uint32_t n;
	switch (type) {
	case 0:
		return license_read(l, root, &license, e);
	case 1:
		return rule_read(l, root, &rule, e);
	case 2:
		return vocabulary_read(l, root, &catalog, e);
	default:
		return codes_read(l, root, &codes, &n, e);
	}
}

static void read_known(bool json, const char *bytes, size_t len)
{
	struct err e;
	struct known_builder *b = known_builder_new();
	if (json)
		known_builder_add_json(b, "fuzz", bytes, len, &e);
	else
		known_builder_add_table(b, "fuzz", bytes, len, &e);
	known_builder_free(b);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (!size)
		return 0;
	unsigned type = data[0] % 6;
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
	if (type >= 4)
		read_known(type == 5, bytes, size - 1);
	else if (yaml_parse(bytes, size - 1, &a, &root, &e) == 0 && root && read_yaml(&l, type, root, &e) < 0 && !e.text[0])
		__builtin_trap();
	return 0;
}
