/* SPDX-License-Identifier: MIT */
/*
 * config.json of a model in the Hugging Face manner: architecture, and where the weights were loaded from before they were
 * changed.
 */
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
	static const char *const ours[] = {"\"model_type\"", "\"architectures\"", "\"_class_name\"", "\"_name_or_path\""};
	if (!name_is(p->base, "config.json") || !probe_is_object(p))
		return 0;
	for (size_t i = 0; i < sizeof ours / sizeof *ours; i++)
		if (probe_mentions(p, ours[i]))
			return BID_NAME_AND_CONTENT;
	return 0;
}

static int read(struct reading *r, struct err *e)
{
	return CLAIMS_TAKE_JSON(r, claims, e);
}

const struct reader reader_hf_config = {
	.id = "config",
	.title = "model configuration",
	.spec = "https://huggingface.co/docs/transformers/main_classes/configuration",
	.role = ROLE_DECLARATION,
	.bid = bid,
	.read = read,
};
