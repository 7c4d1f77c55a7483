/* SPDX-License-Identifier: MIT */
/*
 * OCI manifests, and those of Ollama and Docker: annotations of the manifest and of its layers, and the model that a layer was
 * taken from (Ollama's `from`).
 */
#include "declared/declared.h"

#include <string.h>

static const struct claim annotation_claims[] = {
	{"org.opencontainers.image.licenses", "license", CLAIM_DECLARED, NULL},
	{"org.opencontainers.image.base.name", "base_model", CLAIM_DECLARED, NULL},
	{"org.opencontainers.image.source", "source", CLAIM_DECLARED, NULL},
	{"org.opencontainers.image.title", "name", CLAIM_META, NULL},
	{"org.opencontainers.image.version", "version", CLAIM_META, NULL},
	{"org.opencontainers.image.vendor", "organization", CLAIM_META, NULL},
	{"org.opencontainers.image.authors", "author", CLAIM_META, NULL},
	{"org.opencontainers.image.revision", "revision", CLAIM_META, NULL},
};

/* Of a layer the title is the name of its file. */
static const struct claim layer_claims[] = {
	{"org.opencontainers.image.licenses", "license", CLAIM_DECLARED, NULL},
	{"org.opencontainers.image.base.name", "base_model", CLAIM_DECLARED, NULL},
};

static unsigned bid(const struct probe *p)
{
	bool ours = probe_is_object(p) && probe_mentions(p, "\"schemaVersion\"") &&
		    (probe_mentions(p, "\"layers\"") || probe_mentions(p, "\"manifests\""));
	return ours && probe_mentions(p, "\"digest\"") ? BID_NAME_AND_CONTENT : 0;
}

static void take_layer(struct reading *r, const struct yaml *layer)
{
	CLAIMS_TAKE(r, yaml_get(layer, "annotations"), layer_claims);
	const struct yaml *from = yaml_get(layer, "from");
	if (from && from->type == YAML_SCALAR && !yaml_is_null(from))
		claim_text(r, from, "base_model", from->text, from->text_len);
}

static int read(struct reading *r, struct err *e)
{
	const struct yaml *root;
	if (declared_json(r, &root, e) < 0)
		return -1;
	CLAIMS_TAKE(r, yaml_get(root, "annotations"), annotation_claims);
	const struct yaml *layers = yaml_get(root, "layers");
	for (size_t i = 0; layers && layers->type == YAML_LIST && i < layers->count; i++)
		take_layer(r, layers->items[i]);
	return 0;
}

const struct reader reader_oci_manifest = {
	.id = "oci-manifest",
	.title = "OCI manifest",
	.spec = "https://github.com/opencontainers/image-spec/blob/main/manifest.md",
	.role = ROLE_DECLARATION,
	.bid = bid,
	.read = read,
};
