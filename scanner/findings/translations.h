/* SPDX-License-Identifier: MIT */
/*
 * translations: texts of one license in two languages that stand side by side, and whose records say different things: a cap of one billion
 * in the one is one of a hundred million in the other.
 */
#ifndef LICET_FINDINGS_TRANSLATIONS_H
#define LICET_FINDINGS_TRANSLATIONS_H
#include "findings/dossier.h"

/* Is each of the texts here that license in some language? */
bool translations_all(const struct dossier *d);

/* Adds the findings to d->artifact: one for each pair of texts. Needs d->texts. */
void translations_find(struct dossier *d);

#endif
