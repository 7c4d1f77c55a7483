/* SPDX-License-Identifier: MIT */
/*
 * absent: names of licenses in cards that no record has and whose text is not here, and sentences that say that a license is somewhere else:
 * what the weights, or a part of what is here, are under, nobody can read here.
 */
#ifndef LICET_FINDINGS_ABSENT_H
#define LICET_FINDINGS_ABSENT_H
#include "findings/dossier.h"

/* Fills d->weights_unknown, row_unknown, part_unknown, weights_elsewhere, weights_not_under and weights_differ. Needs d->said. */
void absent_collect(struct dossier *d);

/* Can no text that is here be that of a license called so, as a card's fact names it? Looks through all that is here. */
bool absent_is(struct dossier *d, const struct entry *card, const struct fact *name);

/* A license file here whose heading is that name, though no record knows the text; NULL. */
const struct entry *absent_text_headed(const struct dossier *d, const char *name);
/* A license file that speaks of other things than what is here, and may hold the text of a license called so; NULL. */
const struct entry *absent_text_elsewhere(const struct dossier *d, const char *name);

/* The document that is called after the licenses of weights, as "MODEL_LICENSES.md", and names some; NULL. */
const struct entry *absent_list_of_licenses(const struct dossier *d);

#endif
