/* SPDX-License-Identifier: MIT */
/* adapter_config.json of PEFT: an adapter is nothing without the model it was trained on, and names it. */
#include "declared/declared.h"

static const struct claim claims[] = {
	{"base_model_name_or_path", "base_model", CLAIM_DECLARED, NULL},
	{"license", "license", CLAIM_DECLARED, NULL},
	{"revision", "base_model_revision", CLAIM_META, NULL},
	{"peft_type", "adapter_type", CLAIM_META, NULL},
};

static unsigned bid(const struct probe *p)
{
	return name_is(p->base, "adapter_config.json") && probe_is_object(p) ? BID_FILE_NAME : 0;
}

static int read(struct reading *r, struct err *e)
{
	const struct yaml *root;
	if (declared_json(r, &root, e) < 0)
		return -1;
	CLAIMS_TAKE(r, root, claims);
	const struct yaml *base = yaml_get(root, "base_model_name_or_path");
	if (!yaml_is_null(base))
		claim_text(r, base, "base_model_relation", "adapter", 7);
	return 0;
}

const struct reader reader_adapter_config = {
	.id = "adapter-config",
	.title = "adapter configuration",
	.spec = "https://huggingface.co/docs/peft/developer_guides/checkpoint",
	.role = ROLE_DECLARATION,
	.bid = bid,
	.read = read,
};
