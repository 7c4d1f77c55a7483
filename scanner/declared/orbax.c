/* SPDX-License-Identifier: MIT */
/*
 * Orbax (JAX checkpoints): _CHECKPOINT_METADATA says who wrote the checkpoint and has a map of whatever its author wanted to say;
 * _METADATA describes the tree of arrays, with such a map of its own.
 */
#include "declared/declared.h"

static const struct claim author_claims[] = {
	{"license", "license", CLAIM_DECLARED, NULL},
	{"license_name", "license_name", CLAIM_DECLARED, NULL},
	{"license_link", "license_link", CLAIM_DECLARED, NULL},
	{"base_model", "base_model", CLAIM_DECLARED, NULL},
	{"dataset", "dataset", CLAIM_DECLARED, NULL},
	{"datasets", "dataset", CLAIM_DECLARED, NULL},
	{"author", "author", CLAIM_META, NULL},
	{"name", "name", CLAIM_META, NULL},
	{"model_name", "name", CLAIM_META, NULL},
	{"description", "description", CLAIM_META, NULL},
	{"version", "version", CLAIM_META, NULL},
};

static const struct claim claims[] = {{"item_handlers", "producer", CLAIM_META, NULL}};

static unsigned bid(const struct probe *p)
{
	bool ours = name_is(p->base, "_CHECKPOINT_METADATA") || name_is(p->base, "_METADATA");
	return ours && probe_is_object(p) ? BID_NAME_AND_CONTENT : 0;
}

static int read(struct reading *r, struct err *e)
{
	const struct yaml *root;
	if (declared_json(r, &root, e) < 0)
		return -1;
	CLAIMS_TAKE(r, root, claims);
	CLAIMS_TAKE(r, yaml_get(root, "custom_metadata"), author_claims);
	return 0;
}

const struct reader reader_orbax = {
	.id = "orbax",
	.title = "Orbax checkpoint metadata",
	.spec = "https://orbax.readthedocs.io/en/latest/guides/checkpoint/checkpoint_format.html",
	.role = ROLE_DECLARATION,
	.bid = bid,
	.read = read,
};
