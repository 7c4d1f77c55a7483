/* SPDX-License-Identifier: MIT */
/*
 * policy: what the user accepts, and the verdict that follows.
 *
 * Without a policy file the default one is used (rules/policies/default.yaml): restrictions are shown, contradictions
 * and missing licenses need review, denied kinds fail. The fields of a policy file, all optional:
 *
 *   name, description
 *   deny:   {kinds, licenses, categories, findings}   these fail
 *   allow:  {licenses, categories}                    when given, every other license fails, and so does none at all
 *   review: {kinds, findings}                         these need review; findings of severity warning and error do anyway
 *   ignore: {findings}                                these need none
 *
 * A denial is stronger than `ignore`. Where the publisher offers a choice of licenses, one acceptable side is enough.
 *
 * Verdicts, from good to bad: pass; review; incomplete (there was a gap, so that the scan cannot pass); fail (the
 * policy says no to what was seen, which no gap can better). A CI job thus sees fail (exit 1) before incomplete (exit
 * 3).
 */
#ifndef LICET_POLICY_POLICY_H
#define LICET_POLICY_POLICY_H
#include "findings/artifact.h"

struct policy;

/*
 * Loads the policy at `path` (NULL: the catalog's "default"; a bare name such as "strict": the catalog's own one of
 * that name when no such file exists). fail_on: kinds, finding ids or licenses that fail, as given with --fail-on.
 * ERR_DATA with file:line:column.
 */
int policy_load(const struct catalog *c, const char *path, const char *const *fail_on, size_t n_fail_on, struct arena *a,
		const struct policy **out, struct err *e);
const char *policy_name(const struct policy *p);

/* Adds policy findings to each artifact, sets each verdict; returns the worst one, incomplete when ev holds a FACT_PROBLEM. */
enum verdict policy_apply(const struct policy *p, struct artifacts *as, const struct evidence *ev);
/* The same verdicts again, but findings that are not new since an earlier report need no review and do not fail. Gaps always count. */
enum verdict policy_forgive_known(struct artifacts *as, const struct evidence *ev);

#endif
