/* SPDX-License-Identifier: MIT */
/* base_sayings: sentences of a card that tell the license of what the model is made from, or of another project, and not that of the model. */
#ifndef LICET_FINDINGS_BASE_SAYINGS_H
#define LICET_FINDINGS_BASE_SAYINGS_H
#include "findings/dossier.h"

/*
 * Is that what the mention of a license says, by whom its sentence speaks of ("Wren is under Pear" where the card has Wren as its base model,
 * and a license of its own) or by what it asks for ("please follow the license of Wren")?
 */
bool base_saying_is(const struct dossier *d, const struct entry *e, const struct fact *mention);

/* Is it in the notice of a family that the model is not called after ("Wren 2 is licensed under the Wren 2 License")? It says nothing then. */
bool base_saying_is_notice(const struct dossier *d, const struct entry *e, const struct fact *mention);

/* "The ai-wren project is under Pear", where nothing here is called so: the mention is of a project of others. */
bool base_saying_is_of_project(struct dossier *d, const struct fact *mention);

#endif
