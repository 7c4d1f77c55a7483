/* SPDX-License-Identifier: MIT */
/*
 * restricted_parts: a part that comes from others (a bundled library, what a card links to, or puts under a license of its own) restricts
 * what the license here does not, or demands what it cannot carry.
 */
#ifndef LICET_FINDINGS_RESTRICTED_PARTS_H
#define LICET_FINDINGS_RESTRICTED_PARTS_H
#include "findings/dossier.h"

/* Adds the findings to d->artifact. Needs the conclusion, and the terms beside the license to be found. */
void restricted_parts_find(struct dossier *d);

#endif
