/* SPDX-License-Identifier: MIT */
/*
 * address: addresses on the web that records name, in a table of their own: a card has dozens of links, and each is looked up. Scheme,
 * "www.", fragment, the ending of a file, a closing slash and case do not count.
 */
#ifndef LICET_CATALOG_ADDRESS_H
#define LICET_CATALOG_ADDRESS_H
#include "catalog/catalog.h"

/* The addresses of these licenses, sorted; one that several have is the first one's. In the arena. */
const struct alias *addresses_make(const struct license *licenses, uint32_t n_licenses, struct arena *a, uint32_t *count);
/* The license that has the address as one of its urls, or NULL. */
const struct license *catalog_address(const struct catalog *c, const char *url, size_t len);

#endif
