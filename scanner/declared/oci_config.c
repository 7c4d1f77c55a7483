/* SPDX-License-Identifier: MIT */
/*
 * The config of an image: of a container its labels; of ModelPack and Docker's models a descriptor with licenses, and what the
 * weights' own header says (config.gguf); of Ollama the family.
 */
#include "declared/declared.h"

#include <string.h>

static const struct claim label_claims[] = {
	{"org.opencontainers.image.licenses", "license", CLAIM_DECLARED, NULL},
	{"org.opencontainers.image.base.name", "base_model", CLAIM_DECLARED, NULL},
	{"org.opencontainers.image.source", "source", CLAIM_DECLARED, NULL},
	{"org.opencontainers.image.title", "name", CLAIM_META, NULL},
};

static const struct claim descriptor_claims[] = {
	{"licenses", "license", CLAIM_DECLARED, NULL},	  {"sourceURL", "source", CLAIM_DECLARED, NULL},
	{"datasetsURL", "dataset", CLAIM_DECLARED, NULL}, {"name", "name", CLAIM_META, NULL},
	{"family", "family", CLAIM_META, NULL},		  {"vendor", "organization", CLAIM_META, NULL},
	{"authors", "author", CLAIM_META, NULL},	  {"version", "version", CLAIM_META, NULL},
	{"revision", "revision", CLAIM_META, NULL},
};

/* With "general." before them or without. */
static const struct claim header_claims[] = {
	{"license", "license", CLAIM_DECLARED, NULL},
	{"license.name", "license_name", CLAIM_DECLARED, NULL},
	{"license.link", "license_link", CLAIM_DECLARED, NULL},
	{"base_model.0.name", "base_model_name", CLAIM_DECLARED, NULL},
	{"base_model.0.repo_url", "base_model", CLAIM_DECLARED, NULL},
	{"name", "name", CLAIM_META, NULL},
	{"architecture", "architecture", CLAIM_META, NULL},
	{"organization", "organization", CLAIM_META, NULL},
};

static const struct claim own_claims[] = {
	{"model_family", "architecture", CLAIM_META, NULL},
	{"base_name", "base_model_name", CLAIM_DECLARED, NULL},
};

static unsigned bid(const struct probe *p)
{
	bool named = name_is(p->base, "image-config.json") || name_is(p->base, "model-config.json");
	if (!named || !probe_is_object(p))
		return 0;
	bool ours = probe_mentions(p, "\"rootfs\"") || probe_mentions(p, "\"modelfs\"") ||
		    probe_mentions(p, "\"model_format\"") || probe_mentions(p, "\"descriptor\"") ||
		    probe_mentions(p, "\"diff_ids\"");
	return ours ? BID_NAME_AND_CONTENT : 0;
}

static void take_header(struct reading *r, const struct yaml *map)
{
	for (size_t i = 0; map && map->type == YAML_MAP && i < map->count; i++) {
		const char *key = map->keys[i]->text;
		key += !strncmp(key, "general.", 8) ? 8 : 0;
		for (size_t k = 0; k < sizeof header_claims / sizeof *header_claims; k++)
			if (!strcmp(key, header_claims[k].key))
				claim_take(r, map->items[i], &header_claims[k]);
	}
}

static int read(struct reading *r, struct err *e)
{
	const struct yaml *root;
	if (declared_json(r, &root, e) < 0)
		return -1;
	const struct yaml *config = yaml_get(root, "config");
	CLAIMS_TAKE(r, root, own_claims);
	CLAIMS_TAKE(r, yaml_get(root, "descriptor"), descriptor_claims);
	CLAIMS_TAKE(r, yaml_get(config, "Labels"), label_claims);
	take_header(r, yaml_get(config, "gguf"));
	return 0;
}

const struct reader reader_oci_config = {
	.id = "oci-config",
	.title = "config of an OCI image",
	.spec = "https://github.com/modelpack/model-spec/blob/main/docs/config.md",
	.role = ROLE_DECLARATION,
	.bid = bid,
	.read = read,
};
