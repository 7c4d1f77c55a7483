/* SPDX-License-Identifier: MIT */
/*
 * parts: findings about licenses that are for different parts of one distribution: weights, code, data.
 */
#ifndef LICET_FINDINGS_PARTS_H
#define LICET_FINDINGS_PARTS_H
#include "findings/dossier.h"

/* Adds the findings to d->artifact. Needs the conclusion. */
void parts_find(struct dossier *d);

#endif
