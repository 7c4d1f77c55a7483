/* SPDX-License-Identifier: MIT */
/*
 * parts: findings about licenses that are for different parts of one distribution: weights, code, data.
 */
#ifndef LICET_FINDINGS_PARTS_H
#define LICET_FINDINGS_PARTS_H
#include "findings/dossier.h"

/* Adds the findings to d->artifact. Needs the conclusion. */
void parts_find(struct dossier *d);

/* The license that the words beside it are held against: the one concluded, else the one whose text is here, or is declared; NULL. */
const struct expression *parts_license_here(const struct dossier *d);

/* The first clause of a card or notice that limits the use of the weights, with "where, restricts use (what)" in *told; NULL. */
const struct fact *parts_limit(const struct dossier *d, const char **told);

#endif
