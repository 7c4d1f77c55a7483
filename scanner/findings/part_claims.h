/* SPDX-License-Identifier: MIT */
/*
 * part_claims: what cards, and other pages at the top, say of the license of the code or the data, held against the license texts that are
 * here, and against what other cards say of them.
 *
 * None of it tells the license of the weights; but whoever takes the repository takes the code with them.
 */
#ifndef LICET_FINDINGS_PART_CLAIMS_H
#define LICET_FINDINGS_PART_CLAIMS_H
#include "findings/dossier.h"

/* Adds the findings to d->artifact. Needs the conclusion. */
void part_claims_find(struct dossier *d);

#endif
