/* SPDX-License-Identifier: MIT */
/*
 * links: what records say of one another. Their names are gathered into the table of aliases, the ids that they mention are looked
 * up, and a record that is composed of others gets their terms.
 */
#ifndef LICET_CATALOG_LINKS_H
#define LICET_CATALOG_LINKS_H
#include "base/yaml.h"
#include "catalog/catalog.h"

struct record { /* a license and where it was read, for errors */
	struct license license;
	const char *path;	 /* relative to the data directory; NULL for one of the catalog below */
	const struct yaml *root; /* NULL likewise */
};

/*
 * Sorts the records and fills c->licenses, c->placeholders, c->aliases and c->addresses; kinds are there already. All lives in the arena.
 * -1 with "path:line:column: sentence" (ERR_DATA) when two records have one name, when an id is mentioned that is no record's, or
 * when records are composed of, or follow, one another in a circle.
 */
int records_link(struct record *records, size_t count, struct catalog *c, struct arena *a, struct err *e);

#endif
