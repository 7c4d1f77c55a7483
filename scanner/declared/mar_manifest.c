/* SPDX-License-Identifier: MIT */
/* MAR-INF/MANIFEST.json of a TorchServe archive: the model's name and version, and which file has the weights. No license. */
#include "declared/declared.h"

static const struct claim claims[] = {
	{"modelName", "name", CLAIM_META, NULL},
	{"modelVersion", "version", CLAIM_META, NULL},
	{"serializedFile", "weights_path", CLAIM_META, NULL},
	{"handler", "handler", CLAIM_META, NULL},
	{"license", "license", CLAIM_DECLARED, NULL},
};

static const struct claim archive_claims[] = {
	{"runtime", "runtime", CLAIM_META, NULL},
	{"archiverVersion", "producer", CLAIM_META, NULL},
	{"createdOn", "date", CLAIM_META, NULL},
	{"license", "license", CLAIM_DECLARED, NULL}, /* no key of the format's own: some put it there */
};

static unsigned bid(const struct probe *p)
{
	return name_is(p->base, "MANIFEST.json") && parent_is(p->name, "MAR-INF") && probe_is_object(p) ? BID_FILE_NAME : 0;
}

static int read(struct reading *r, struct err *e)
{
	const struct yaml *root;
	if (declared_json(r, &root, e) < 0)
		return -1;
	CLAIMS_TAKE(r, root, archive_claims);
	CLAIMS_TAKE(r, yaml_get(root, "model"), claims);
	return 0;
}

const struct reader reader_mar_manifest = {
	.id = "mar-manifest",
	.title = "TorchServe archive manifest",
	.spec = "https://github.com/pytorch/serve/blob/master/model-archiver/README.md",
	.role = ROLE_DECLARATION,
	.bid = bid,
	.read = read,
};
