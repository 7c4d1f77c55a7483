/* SPDX-License-Identifier: MIT */
/* Kitfile of KitOps: five places may have a license. Package and model speak for the weights, the others for what they name. */
#include "declared/declared.h"

#include <string.h>

static const struct claim package_claims[] = {
	{"license", "license", CLAIM_DECLARED, NULL},	  {"name", "name", CLAIM_META, NULL},
	{"version", "version", CLAIM_META, NULL},	  {"authors", "author", CLAIM_META, NULL},
	{"description", "description", CLAIM_META, NULL},
};

static const struct claim model_claims[] = {
	{"license", "license", CLAIM_DECLARED, NULL},
	{"name", "model_name", CLAIM_META, NULL},
	{"framework", "framework", CLAIM_META, NULL},
};

static void take_parts(struct reading *r, const struct yaml *list, const char *what)
{
	for (size_t i = 0; list && list->type == YAML_LIST && i < list->count; i++)
		claim_part(r, list->items[i], what);
}

/* The model's path may be another kit, by its reference "host/name:tag". */
static void take_path(struct reading *r, const struct yaml *path)
{
	const char *slash = path && path->type == YAML_SCALAR ? strrchr(path->text, '/') : NULL;
	if (slash && strchr(slash, ':'))
		claim_text(r, path, "base_model", path->text, path->text_len);
}

static unsigned bid(const struct probe *p)
{
	return p->len && (name_is(p->base, "Kitfile") || name_is(p->base, ".kitfile")) ? BID_FILE_NAME : 0;
}

static int read(struct reading *r, struct err *e)
{
	const struct yaml *root;
	if (declared_yaml(r, &root, e) < 0)
		return -1;
	const struct yaml *model = yaml_get(root, "model");
	CLAIMS_TAKE(r, yaml_get(root, "package"), package_claims);
	CLAIMS_TAKE(r, model, model_claims);
	take_path(r, yaml_get(model, "path"));
	take_parts(r, yaml_get(model, "parts"), "model parts");
	take_parts(r, yaml_get(root, "code"), "code");
	take_parts(r, yaml_get(root, "datasets"), "datasets");
	return 0;
}

const struct reader reader_kitfile = {
	.id = "kitfile",
	.title = "Kitfile",
	.spec = "https://github.com/kitops-ml/kitops/blob/main/docs/src/docs/kitfile/format.md",
	.role = ROLE_DECLARATION,
	.bid = bid,
	.read = read,
};
