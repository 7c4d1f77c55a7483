/* SPDX-License-Identifier: MIT */
/*
 * source_claims: the license that sources name for themselves (__license__ = "Pear"), held against the text at the top. One file may be
 * somebody else's; where most of the sources say the same, it is the publisher who says it.
 */
#ifndef LICET_FINDINGS_SOURCE_CLAIMS_H
#define LICET_FINDINGS_SOURCE_CLAIMS_H
#include "findings/dossier.h"

/* Adds at most one finding to d->artifact. Needs the conclusion. */
void source_claims_find(struct dossier *d);

#endif
