/* SPDX-License-Identifier: MIT */
/*
 * dead_links: links of cards, and fields of packages, to license files that are not where they lead, and addresses that nobody filled in.
 */
#ifndef LICET_FINDINGS_DEAD_LINKS_H
#define LICET_FINDINGS_DEAD_LINKS_H
#include "findings/dossier.h"

/* Adds license-link-missing, -letters, -unfilled and folder-link-missing. Needs d->claims and d->said. */
void dead_links_find(struct dossier *d);

#endif
