/* SPDX-License-Identifier: MIT */
/* MLmodel of MLflow: flavors, of which the one for transformers names the model it was made from; metadata is free. */
#include "declared/declared.h"

static const struct claim flavor_claims[] = {
	{"source_model_name", "base_model", CLAIM_DECLARED, NULL},
	{"peft_adaptor", "adapter", CLAIM_META, NULL},
};

static const struct claim metadata_claims[] = {
	{"license", "license", CLAIM_DECLARED, NULL},
	{"base_model", "base_model", CLAIM_DECLARED, NULL},
	{"author", "author", CLAIM_META, NULL},
	{"name", "name", CLAIM_META, NULL},
};

static unsigned bid(const struct probe *p)
{
	return name_is(p->base, "MLmodel") && probe_mentions(p, "flavors:") ? BID_NAME_AND_CONTENT : 0;
}

static int read(struct reading *r, struct err *e)
{
	const struct yaml *root;
	if (declared_yaml(r, &root, e) < 0)
		return -1;
	const struct yaml *flavors = yaml_get(root, "flavors");
	for (size_t i = 0; flavors && flavors->type == YAML_MAP && i < flavors->count; i++)
		CLAIMS_TAKE(r, flavors->items[i], flavor_claims);
	CLAIMS_TAKE(r, yaml_get(root, "metadata"), metadata_claims);
	return 0;
}

const struct reader reader_mlmodel = {
	.id = "mlmodel",
	.title = "MLflow model",
	.spec = "https://mlflow.org/docs/latest/ml/model/",
	.role = ROLE_DECLARATION,
	.bid = bid,
	.read = read,
};
