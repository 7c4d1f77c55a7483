/* SPDX-License-Identifier: MIT */
/*
 * model_config.yaml of a NeMo checkpoint (.nemo, a tar): class and version, and what it was begun from. It has no key for a license, but
 * some authors add one.
 */
#include "declared/declared.h"

static const struct claim claims[] = {
	{"target", "architecture", CLAIM_META, NULL},
	{"nemo_version", "producer", CLAIM_META, NULL},
	{"name", "name", CLAIM_META, NULL},
	{"license", "license", CLAIM_DECLARED, NULL},
	{"init_from_pretrained_model", "base_model", CLAIM_DECLARED, NULL},
	{"init_from_nemo_model", "name_or_path", CLAIM_DECLARED, NULL},
	{"restore_from_path", "name_or_path", CLAIM_DECLARED, NULL},
};

static unsigned bid(const struct probe *p)
{
	bool named = name_is(p->base, "model_config.yaml");
	return named && (probe_mentions(p, "nemo_version:") || probe_mentions(p, "target: nemo.")) ? BID_NAME_AND_CONTENT : 0;
}

static int read(struct reading *r, struct err *e)
{
	const struct yaml *root;
	if (declared_yaml(r, &root, e) < 0)
		return -1;
	CLAIMS_TAKE(r, root, claims);
	return 0;
}

const struct reader reader_nemo_config = {
	.id = "nemo-config",
	.title = "NeMo model configuration",
	.spec = "https://docs.nvidia.com/nemo-framework/user-guide/latest/nemotoolkit/core/core.html",
	.role = ROLE_DECLARATION,
	.bid = bid,
	.read = read,
};
