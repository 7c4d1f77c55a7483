/* SPDX-License-Identifier: MIT */
/*
 * TensorFlow.js: model.json (a graph, and the manifest in it) or an older *_weights_manifest.json (the manifest alone). It
 * names the files that hold the weights, which nothing in those files shows.
 */
#include "declared/declared.h"

static const struct claim user_claims[] = {
	{"license", "license", CLAIM_DECLARED, NULL},
	{"author", "author", CLAIM_META, NULL},
	{"name", "name", CLAIM_META, NULL},
};

static const struct claim model_claims[] = {
	{"generatedBy", "producer", CLAIM_META, NULL},
	{"convertedBy", "converter", CLAIM_META, NULL},
};

static const struct claim paths = {.field = "weights_path", .kind = CLAIM_META};

static bool is_manifest(const char *base)
{
	return name_ends(base, "weights_manifest.json");
}

static unsigned bid(const struct probe *p)
{
	if (is_manifest(p->base))
		return p->len ? BID_FILE_NAME : 0;
	bool ours = probe_mentions(p, "\"modelTopology\"") || probe_mentions(p, "\"weightsManifest\"");
	return name_ends(p->base, "model.json") && ours && probe_is_object(p) ? BID_NAME_AND_CONTENT : 0;
}

static void take_manifest(struct reading *r, const struct yaml *groups)
{
	for (size_t i = 0; groups && groups->type == YAML_LIST && i < groups->count; i++)
		claim_take(r, yaml_get(groups->items[i], "paths"), &paths);
}

static int read_manifest(struct reading *r, struct err *e)
{
	const struct yaml *root;
	if (declared_json_any(r, &root, e) < 0)
		return -1;
	take_manifest(r, root);
	return 0;
}

static int read(struct reading *r, struct err *e)
{
	const struct yaml *root;
	if (is_manifest(r->probe->base))
		return read_manifest(r, e);
	if (declared_json(r, &root, e) < 0)
		return -1;
	CLAIMS_TAKE(r, root, model_claims);
	CLAIMS_TAKE(r, yaml_get(root, "userDefinedMetadata"), user_claims);
	take_manifest(r, yaml_get(root, "weightsManifest"));
	return 0;
}

const struct reader reader_tfjs_manifest = {
	.id = "tfjs-manifest",
	.title = "TensorFlow.js model or weights manifest",
	.spec = "https://github.com/tensorflow/tfjs/blob/master/tfjs-core/src/io/types.ts",
	.role = ROLE_DECLARATION,
	.bid = bid,
	.read = read,
};
