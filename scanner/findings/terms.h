/* SPDX-License-Identifier: MIT */
/*
 * terms: the restrictions of an artifact: those that rules read in its texts, and those that license records know of
 * where no text is there to read (the license is only declared) or where no rule found what the record of an exact text
 * lists.
 */
#ifndef LICET_FINDINGS_TERMS_H
#define LICET_FINDINGS_TERMS_H
#include "findings/dossier.h"

/*
 * Fills d->artifact->grants, references, and restrictions: of these one for each (kind, license, clause text), by falling
 * weight, then by place. Facts made from records have no rule and no text, and stand where the license is declared. Needs the
 * conclusion.
 */
void terms_collect(struct dossier *d);

/*
 * Adds what the record of the license lists, where none of its terms are there yet: it is that of `parent`, which the model is made from, as
 * `from` tells.
 */
void terms_inherit(struct dossier *d, const struct license *l, const char *parent, const struct fact *from);

#endif
