/* SPDX-License-Identifier: MIT */
/*
 * policies: documents that a license makes binding: are they here?
 *
 * A record says which policies its license incorporates; a text that no record explains says so itself (facts of a kind with the
 * role reference). A policy is here when a file holds its text, or, when it has no record, when a file that is called so restricts
 * something. A page that asks for a login, or only points elsewhere, is no policy.
 */
#ifndef LICET_FINDINGS_POLICIES_H
#define LICET_FINDINGS_POLICIES_H
#include "findings/dossier.h"

/*
 * Some licenses carry the policy at their own end. A clause of the last of its kinds where the entry has clauses of all kinds that the
 * policy's record has, of which there are several; NULL: it has not.
 */
const struct fact *policy_spelled_out(const struct entry *e, const struct license *policy);

/* Another policy of the same series, which a text here makes binding, where none makes this one so; NULL. */
const struct license *policy_bound_like(const struct dossier *d, const struct license *policy);

/* Adds the findings incorporated-policy-missing and policy-of-another-version. Needs d->texts and d->unknown. */
void policies_find(struct dossier *d);

#endif
