/* SPDX-License-Identifier: MIT */
/*
 * group: which entries belong to which artifact (the rule stands in artifact.h).
 */
#ifndef LICET_FINDINGS_GROUP_H
#define LICET_FINDINGS_GROUP_H
#include "catalog/catalog.h"
#include "findings/entries.h"

struct group {			      /* one artifact in the making */
	const char *root;	      /* name of its directory: "" for the top, "x.zip!" for an archive */
	const struct entry **entries; /* those that speak of it, sorted by name; the inherited ones come last */
	size_t count;
	size_t inherited; /* how many at the end lie above the root */
	bool cut;	  /* there are more above it than are taken */
	bool claims;	  /* a card right in its directory has a claim for it */
};

/* *out: n ≥ 1 groups sorted by root. Everything lives in the arena. */
size_t group_entries(const struct entries *es, const struct catalog *c, struct arena *a, struct group **out);

#endif
