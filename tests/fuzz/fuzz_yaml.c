/* SPDX-License-Identifier: MIT */
/* base/yaml.c: any bytes as a document, then a walk over the whole tree. */
#include "base/yaml.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static size_t walk(const struct yaml *n)
{
	size_t sum = n->text_len + n->line;
	for (size_t i = 0; i < n->count; i++) {
		sum += walk(n->items[i]);
		if (n->type == YAML_MAP)
			sum += walk(n->keys[i]);
	}
	return sum;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	ARENA_AUTO struct arena a;
	arena_init(&a);
	const struct yaml *root;
	struct err e;
	if (yaml_parse((const char *)data, size, &a, &root, &e) == 0 && root)
		return walk(root) == SIZE_MAX;
	return 0;
}
