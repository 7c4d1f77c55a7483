/* SPDX-License-Identifier: MIT */
/*
 * promises: a card promises what the license does not grant: "free for commercial use", beside one that keeps commerce out.
 */
#ifndef LICET_FINDINGS_PROMISES_H
#define LICET_FINDINGS_PROMISES_H
#include "findings/dossier.h"

/* Adds the finding to d->artifact, at most one. Needs the conclusion. */
void promises_find(struct dossier *d);

/* Is the promise one of the model here, by name, or by what the words around it speak of? */
bool promises_of_model(const struct dossier *d, const struct restriction *promise);

#endif
