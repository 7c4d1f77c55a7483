/* SPDX-License-Identifier: MIT */
/* CITATION.cff: a list of licenses is a choice by its specification. What stands under references belongs to other works. */
#include "declared/declared.h"

static const struct claim claims[] = {
	{"license-url", "license_link", CLAIM_DECLARED, NULL},
	{"title", "title", CLAIM_META, NULL},
	{"version", "version", CLAIM_META, NULL},
};

static unsigned bid(const struct probe *p)
{
	return p->len && name_is(p->base, "CITATION.cff") ? BID_FILE_NAME : 0;
}

static int read(struct reading *r, struct err *e)
{
	const struct yaml *root;
	if (declared_yaml(r, &root, e) < 0)
		return -1;
	claim_choice(r, yaml_get(root, "license"), NULL);
	CLAIMS_TAKE(r, root, claims);
	return 0;
}

const struct reader reader_citation = {
	.id = "citation",
	.title = "citation file",
	.spec = "https://github.com/citation-file-format/citation-file-format/blob/main/schema-guide.md",
	.role = ROLE_DECLARATION,
	.bid = bid,
	.read = read,
};
