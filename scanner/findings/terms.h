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
 * The license of what the artifact is made from binds, too: its record's terms become restrictions of the artifact, with the model that
 * it is of. from: what says so.
 */
void terms_inherit(struct artifact *a, struct arena *arena, const struct license *l, const char *of, const struct fact *from);

#endif
