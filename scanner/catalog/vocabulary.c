/* SPDX-License-Identifier: MIT */
/* rules/vocabulary.yaml (the kinds), and the lists of names and codes beside it. */
#include "catalog/parts.h"

#include <stdlib.h>
#include <string.h>

static int field_weight(const struct load *l, const struct yaml *node, void *target, struct err *e)
{
	static const char *const names[] = {"info", "low", "medium", "high"};
	for (int i = 0; i < 4; i++)
		if (node->type == YAML_SCALAR && !strcmp(node->text, names[i])) {
			*(enum weight *)target = (enum weight)i;
			return 0;
		}
	return load_fail(l, node, e, "a weight is info, low, medium or high");
}

static int field_role(const struct load *l, const struct yaml *node, void *target, struct err *e)
{
	static const char *const names[] = {"restriction", "grant", "quality", "text-quality", "reference"};
	for (int i = 0; i < 5; i++)
		if (node->type == YAML_SCALAR && !strcmp(node->text, names[i])) {
			*(enum kind_role *)target = (enum kind_role)i;
			return 0;
		}
	return load_fail(l, node, e, "a role is restriction, grant, quality, text-quality or reference");
}

int vocabulary_read(const struct load *l, const struct yaml *root, const struct kind **kinds, uint32_t *count, struct err *e)
{
	static const struct field table[] = {
		{"title", field_string, offsetof(struct kind, title), true},
		{"means", field_string, offsetof(struct kind, means), true},
		{"remedy", field_string, offsetof(struct kind, remedy), true},
		{"weight", field_weight, offsetof(struct kind, weight), true},
		{"role", field_role, offsetof(struct kind, role), false},
		{"rests_on_grant", field_bool, offsetof(struct kind, rests_on_grant), false},
		{"values", field_strings, offsetof(struct kind, values), false},
		{0},
	};
	const struct yaml *map = yaml_get(root, "kinds");
	if (!map || map->type != YAML_MAP)
		return load_fail(l, root, e, "a map 'kinds' is needed here");
	struct kind *at = arena_array(l->arena, map->count, sizeof *at);
	for (size_t i = 0; i < map->count; i++) {
		at[i].id = map->keys[i]->text;
		for (size_t k = 0; k < i; k++)
			if (!strcmp(at[k].id, at[i].id))
				return load_fail(l, map->keys[i], e, "the kind '%s' stands twice", at[i].id);
		if (fields_read(l, map->items[i], table, &at[i], e) < 0)
			return -1;
	}
	*kinds = at;
	*count = (uint32_t)map->count;
	return 0;
}

static int compare_codes(const void *a, const void *b)
{
	return strcmp(((const struct named_code *)a)->name, ((const struct named_code *)b)->name);
}

static size_t count_names(const struct yaml *map)
{
	size_t n = 0;
	for (size_t i = 0; i < map->count; i++)
		n += map->items[i]->type == YAML_LIST ? map->items[i]->count : 1;
	return n;
}

int codes_read(const struct load *l, const struct yaml *root, const struct named_code **codes, uint32_t *count, struct err *e)
{
	if (!root || root->type != YAML_MAP)
		return load_fail(l, root, e, "a map of code: [names] is needed here");
	struct named_code *at = arena_array(l->arena, count_names(root), sizeof *at);
	uint32_t n = 0;
	for (size_t i = 0; i < root->count; i++) {
		struct strings names = {0};
		if (field_strings(l, root->items[i], &names, e) < 0)
			return -1;
		for (uint32_t k = 0; k < names.count; k++) {
			size_t size = strlen(names.at[k]) + 1;
			char *folded = arena_alloc(l->arena, size);
			alias_fold(names.at[k], folded, size);
			at[n++] = (struct named_code){folded, root->keys[i]->text};
		}
	}
	if (n)
		qsort(at, n, sizeof *at, compare_codes);
	*codes = at;
	*count = n;
	return 0;
}

int values_check(const struct load *l, const struct yaml *node, const struct kind *kind, const struct pairs *values,
		 struct err *e)
{
	for (uint32_t i = 0; i < values->count; i++) {
		bool known = false;
		for (uint32_t k = 0; k < kind->values.count; k++)
			known |= !strcmp(kind->values.at[k], values->at[i].key);
		if (!known)
			return load_fail(l, node, e, "the kind %s carries no value '%s'", kind->id, values->at[i].key);
	}
	return 0;
}
