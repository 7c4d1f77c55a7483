/* SPDX-License-Identifier: MIT */
/* config.json of a model in the Hugging Face manner: architecture, and where the weights were loaded from before they were changed. */
#include "declared/declared.h"

static const struct claim claims[] = {
	{"_name_or_path", "name_or_path", CLAIM_DECLARED, NULL},
	{"base_model_name_or_path", "base_model", CLAIM_DECLARED, NULL},
	{"license", "license", CLAIM_DECLARED, NULL},
	{"model_type", "model_type", CLAIM_META, NULL},
	{"architectures", "architecture", CLAIM_META, NULL},
	{"_class_name", "architecture", CLAIM_META, NULL},
	{"transformers_version", "transformers_version", CLAIM_META, NULL},
};

static unsigned bid(const struct probe *p)
{
	/* Many programs have a config.json. */
	bool ours = probe_mentions(p, "\"model_type\"") || probe_mentions(p, "\"architectures\"") || probe_mentions(p, "\"_class_name\"") ||
		    probe_mentions(p, "\"_name_or_path\"");
	return name_is(p->base, "config.json") && ours && probe_is_object(p) ? BID_NAME_AND_CONTENT : 0;
}

static int read(struct reading *r, struct err *e)
{
	const struct yaml *root;
	if (declared_json(r, &root, e) < 0)
		return -1;
	CLAIMS_TAKE(r, root, claims);
	return 0;
}

const struct reader reader_hf_config = {
	.id = "config",
	.title = "model configuration",
	.spec = "https://huggingface.co/docs/transformers/main_classes/configuration",
	.role = ROLE_DECLARATION,
	.bid = bid,
	.read = read,
};
