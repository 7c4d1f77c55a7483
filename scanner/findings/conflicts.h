/* SPDX-License-Identifier: MIT */
/*
 * conflicts: the findings that follow from one artifact's evidence (findings.def), each with the facts that it rests on.
 */
#ifndef LICET_FINDINGS_CONFLICTS_H
#define LICET_FINDINGS_CONFLICTS_H
#include "findings/dossier.h"

/* Adds the findings to d->artifact. Needs everything else in the dossier. */
void conflicts_find(struct dossier *d);

#endif
