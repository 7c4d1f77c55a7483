/* SPDX-License-Identifier: MIT */
/* .zenodo.json, with which a repository is deposited: the license as an id, or as a map with one. */
#include "declared/declared.h"

static const struct claim claims[] = {
	{"license", "license", CLAIM_DECLARED, "id"},
	{"title", "title", CLAIM_META, NULL},
	{"version", "version", CLAIM_META, NULL},
};

static unsigned bid(const struct probe *p)
{
	return name_is(p->base, ".zenodo.json") && probe_is_object(p) ? BID_FILE_NAME : 0;
}

static int read(struct reading *r, struct err *e)
{
	return CLAIMS_TAKE_JSON(r, claims, e);
}

const struct reader reader_zenodo = {
	.id = "zenodo",
	.title = "description of a deposit",
	.spec = "Zenodo, Developers: Depositions, Representation",
	.role = ROLE_DECLARATION,
	.bid = bid,
	.read = read,
};
