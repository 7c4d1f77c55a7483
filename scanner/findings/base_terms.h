/* SPDX-License-Identifier: MIT */
/*
 * base_terms: a card says that the license of what the model is made from, or of a model that it names, holds for this one ("released
 * under the original license of Wren"). Which license that is, is known by the name of the model, else by the lineage; it is held against
 * the one that is here. Where it is not known, the license that governs the model is somewhere else.
 */
#ifndef LICET_FINDINGS_BASE_TERMS_H
#define LICET_FINDINGS_BASE_TERMS_H
#include "findings/dossier.h"

/* Adds findings to d->artifact. Needs the conclusion and the lineage. */
void base_terms_find(struct dossier *d);

#endif
