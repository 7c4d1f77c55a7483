/* SPDX-License-Identifier: MIT */
/* conda: info/index.json and info/about.json of a package. */
#include "declared/declared.h"

static const struct claim claims[] = {
	{"license", "license", CLAIM_DECLARED, NULL},
	{"license_file", "license_file", CLAIM_DECLARED, NULL},
	{"license_url", "license_link", CLAIM_DECLARED, NULL},
	{"license_family", "license_family", CLAIM_META, NULL},
	{"name", "name", CLAIM_META, NULL},
	{"version", "version", CLAIM_META, NULL},
	{"summary", "description", CLAIM_META, NULL},
};

static unsigned bid(const struct probe *p)
{
	bool named = name_is(p->base, "index.json") || name_is(p->base, "about.json");
	return named && parent_is(p->name, "info") && probe_is_object(p) ? BID_FILE_NAME : 0;
}

static int read(struct reading *r, struct err *e)
{
	return CLAIMS_TAKE_JSON(r, claims, e);
}

const struct reader reader_conda = {
	.id = "conda",
	.title = "conda package metadata",
	.spec = "https://docs.conda.io/projects/conda-build/en/stable/resources/package-spec.html",
	.role = ROLE_DECLARATION,
	.bid = bid,
	.read = read,
};
