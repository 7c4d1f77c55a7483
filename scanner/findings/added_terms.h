/* SPDX-License-Identifier: MIT */
/*
 * added_terms: a license file holds a license word for word, and beside it a sentence that binds (text/added.h). Where no rule reads it as a
 * restriction that the license has not, and nothing else tells of it, it is shown in its own words: it is no part of the license of that name.
 */
#ifndef LICET_FINDINGS_ADDED_TERMS_H
#define LICET_FINDINGS_ADDED_TERMS_H
#include "findings/dossier.h"

/* Adds findings to d->artifact. Needs those of findings/beside.h. */
void added_terms_find(struct dossier *d);

#endif
