/* SPDX-License-Identifier: MIT */
/*
 * MLmodel of MLflow: flavors, of which the one for transformers names the model it was made from; metadata is free. What MLflow took
 * for the license of that model lies beside as a file of its own.
 */
#include "declared/declared.h"

static const struct claim model_claims[] = {
	{"name", "name", CLAIM_META, NULL},
	{"model_uuid", "uuid", CLAIM_META, NULL},
	{"model_id", "uuid", CLAIM_META, NULL},
	{"run_id", "run_id", CLAIM_META, NULL},
	{"mlflow_version", "producer", CLAIM_META, NULL},
	{"utc_time_created", "date", CLAIM_META, NULL},
	{"license", "license", CLAIM_DECLARED, NULL},
};

static const struct claim signature_claims[] = {
	{"inputs", "inputs", CLAIM_META, NULL},
	{"outputs", "outputs", CLAIM_META, NULL},
};

static const struct claim flavor_claims[] = {
	{"source_model_name", "base_model", CLAIM_DECLARED, NULL},
	{"source_model_revision", "base_model_revision", CLAIM_META, NULL},
	{"peft_adaptor", "adapter", CLAIM_META, NULL},
	{"task", "task", CLAIM_META, NULL},
	{"model_type", "model_type", CLAIM_META, NULL},
};

static const struct claim flavor = {.field = "flavor", .kind = CLAIM_META};

static const struct claim metadata_claims[] = {
	{"license", "license", CLAIM_DECLARED, NULL},
	{"license_name", "license_name", CLAIM_DECLARED, NULL},
	{"license_link", "license_link", CLAIM_DECLARED, NULL},
	{"base_model", "base_model", CLAIM_DECLARED, NULL},
	{"dataset", "dataset", CLAIM_DECLARED, NULL},
	{"datasets", "dataset", CLAIM_DECLARED, NULL},
	{"description", "description", CLAIM_META, NULL},
	{"version", "version", CLAIM_META, NULL},
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
	CLAIMS_TAKE(r, root, model_claims);
	for (size_t i = 0; flavors && flavors->type == YAML_MAP && i < flavors->count; i++) {
		claim_take(r, flavors->keys[i], &flavor);
		CLAIMS_TAKE(r, flavors->items[i], flavor_claims);
	}
	CLAIMS_TAKE(r, yaml_get(root, "signature"), signature_claims);
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
