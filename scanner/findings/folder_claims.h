/* SPDX-License-Identifier: MIT */
/*
 * folder_claims: what the card of a folder says of its license, held against the license texts that lie beside it.
 *
 * A folder without weights may be a project of its own, whose license governs nothing above it; so what its card says is no claim of the
 * model. But whoever takes the folder, and in a repository of code that is how a model is taken, goes by the card. So the license of the
 * model that the card says its own to be made from is held against it, too.
 */
#ifndef LICET_FINDINGS_FOLDER_CLAIMS_H
#define LICET_FINDINGS_FOLDER_CLAIMS_H
#include "findings/dossier.h"

/* Adds the findings to d->artifact, one for each card. Needs the conclusion. */
void folder_claims_find(struct dossier *d);

/* What a card says the model that it is of to be under, and the fact that says it; NULL: nothing. */
const struct expression *folder_card_license(struct dossier *d, const struct entry *card, const struct fact **said);

#endif
