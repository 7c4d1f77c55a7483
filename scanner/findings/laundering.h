/* SPDX-License-Identifier: MIT */
/*
 * laundering: the license of an artifact against the licenses of what it is made from.
 *
 * The license of a parent is what is known of the model by that name (licenses/known/models.tsv), else that of its family
 * (families.tsv). Each parent is compared alone (compat.h), and all of them with
 * each other: what is made from several must meet the duties of all at once.
 */
#ifndef LICET_FINDINGS_LAUNDERING_H
#define LICET_FINDINGS_LAUNDERING_H
#include "findings/dossier.h"

/* Adds the findings to d->artifact, and to d->inherited. Needs the conclusion and the lineage. */
void laundering_find(struct dossier *d);

/* Are weights here, or does anything but a text, or a package, which may be those of the code, claim a license? */
bool laundering_is_claimed(const struct dossier *d);

/* What the parent is known to be under, by its own name or its family's; NULL. */
const struct expression *parent_license(const struct dossier *d, const struct edge *e);

/* Is that license known, or at least that its publisher restricts? */
bool parent_has_terms(const struct dossier *d, const struct edge *e);

/* Is that the parent only by a hint, or by a sentence of a card that may speak of one model of several, and not of the weights here? */
bool parent_is_suspected(const struct dossier *d, const struct edge *e);

/* Of all artifacts, once they are linked: the license of each against that of a parent in the same distribution. */
void laundering_between(struct artifacts *as, const struct catalog *c);

#endif
