/* SPDX-License-Identifier: MIT */
/*
 * model_index.json of Diffusers: the pipeline and its components, each of which may come from elsewhere. A DDUF file is a zip of
 * such a pipeline: its members are one model, whatever folders they lie in.
 */
#include "declared/declared.h"

static const struct claim claims[] = {
	{"_name_or_path", "name_or_path", CLAIM_DECLARED, NULL},
	{"license", "license", CLAIM_DECLARED, NULL},
	{"_class_name", "architecture", CLAIM_META, NULL},
	{"_diffusers_version", "diffusers_version", CLAIM_META, NULL},
};

static unsigned bid(const struct probe *p)
{
	return name_is(p->base, "model_index.json") && probe_is_object(p) ? BID_FILE_NAME : 0;
}

static bool is_whole_dduf(const char *name)
{
	static const char ending[] = ".dduf!/model_index.json";
	return name_ends(name, ending);
}

static int read(struct reading *r, struct err *e)
{
	if (is_whole_dduf(r->probe->name))
		sink_meta(r->sink, "artifact", "dduf");
	return CLAIMS_TAKE_JSON(r, claims, e);
}

const struct reader reader_model_index = {
	.id = "model-index",
	.title = "pipeline index",
	.spec = "https://huggingface.co/docs/diffusers/using-diffusers/loading",
	.role = ROLE_DECLARATION,
	.bid = bid,
	.read = read,
};
