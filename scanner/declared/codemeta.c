/* SPDX-License-Identifier: MIT */
/* codemeta.json: a license is its address, a name, or a map with both; several are a choice. */
#include "declared/declared.h"

#include <string.h>

static const struct claim claims[] = {
	{"name", "name", CLAIM_META, NULL},
	{"version", "version", CLAIM_META, NULL},
};

static unsigned bid(const struct probe *p)
{
	return name_is(p->base, "codemeta.json") && probe_is_object(p) ? BID_FILE_NAME : 0;
}

static int read(struct reading *r, struct err *e)
{
	const struct yaml *root;
	if (declared_json(r, &root, e) < 0)
		return -1;
	const struct yaml *license = yaml_get(root, "license");
	bool map = license && license->type == YAML_MAP;
	claim_choice(r, license, map && yaml_get(license, "name") ? "name" : map ? "@id" : NULL);
	if (map)
		claim_take(r, yaml_get(license, "url"), &(struct claim){.field = "license_link"});
	CLAIMS_TAKE(r, root, claims);
	return 0;
}

const struct reader reader_codemeta = {
	.id = "codemeta",
	.title = "CodeMeta description of software",
	.spec = "https://codemeta.github.io/terms/",
	.role = ROLE_DECLARATION,
	.bid = bid,
	.read = read,
};
