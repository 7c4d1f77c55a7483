/* SPDX-License-Identifier: MIT */
#include "declared/mergekit.h"

#include <string.h>

enum { PARENTS = 256 };

struct parents { /* each is claimed once, where it stands first */
	const char *names[PARENTS];
	size_t count;
};

static bool is_new(struct parents *seen, const char *name)
{
	for (size_t i = 0; i < seen->count; i++)
		if (!strcmp(seen->names[i], name))
			return false;
	if (seen->count < PARENTS)
		seen->names[seen->count++] = name;
	return true;
}

/* A parent is a name, or a map {model: {path: name}} and shallower forms of it. */
static void take_parent(struct reading *r, const struct yaml *node, struct parents *seen)
{
	static const char *const keys[] = {"source_model", "model", "model", "path"};
	for (size_t i = 0; node && node->type == YAML_MAP && i < sizeof keys / sizeof *keys; i++) {
		const struct yaml *inner = yaml_get(node, keys[i]);
		node = inner ? inner : node;
	}
	if (node && node->type == YAML_SCALAR && !yaml_is_null(node) && is_new(seen, node->text))
		claim_text(r, node, "base_model", node->text, node->text_len);
}

static void take_list(struct reading *r, const struct yaml *list, struct parents *seen)
{
	for (size_t i = 0; list && list->type == YAML_LIST && i < list->count; i++)
		take_parent(r, list->items[i], seen);
}

static unsigned bid(const struct probe *p)
{
	bool named = name_begins(p->base, "mergekit") && (name_ends(p->base, ".yml") || name_ends(p->base, ".yaml"));
	return p->len && named ? BID_FILE_NAME : 0;
}

void mergekit_take(struct reading *r, const struct yaml *root)
{
	struct parents seen = {0};
	take_parent(r, yaml_get(root, "base_model"), &seen);
	take_list(r, yaml_get(root, "models"), &seen);
	take_list(r, yaml_get(root, "experts"), &seen);
	const struct yaml *slices = yaml_get(root, "slices");
	for (size_t i = 0; slices && slices->type == YAML_LIST && i < slices->count; i++)
		take_list(r, yaml_get(slices->items[i], "sources"), &seen);
	if (!seen.count)
		return;
	const struct yaml *method = yaml_get(root, "merge_method");
	claim_text(r, method ? method : root, "base_model_relation", "merge", 5);
	claim_take(r, method, &(struct claim){.field = "merge_method", .kind = CLAIM_META});
}

static int read(struct reading *r, struct err *e)
{
	const struct yaml *root;
	if (declared_yaml(r, &root, e) < 0)
		return -1;
	mergekit_take(r, root);
	return 0;
}

const struct reader reader_mergekit = {
	.id = "mergekit",
	.title = "mergekit configuration",
	.spec = "https://github.com/arcee-ai/mergekit/blob/main/README.md",
	.role = ROLE_DECLARATION,
	.bid = bid,
	.read = read,
};
