/* SPDX-License-Identifier: MIT */
/*
 * policy: what the user means to do, what the user accepts, and the verdict that follows.
 *
 * Without a policy file the default one is used (rules/policies/default.yaml): restrictions are shown, contradictions
 * and missing licenses need review, denied kinds fail. The fields of a policy file, all optional:
 *
 *   name, description
 *   use:        {commercial: true, users: 2M, …}              what one means to do: `uses` of rules/vocabulary.yaml
 *   deny:       {kinds, licenses, categories, findings}       these fail
 *   allow:      {kinds, licenses, categories}                 when given, every other license fails, and so does none at all;
 *                                                             when kinds are given, every other kind of restriction fails
 *   review:     {kinds, findings}                             these need review
 *   ignore:     {findings}                                    these need none
 *   require:    {duties}                                      kinds of duty that must be shown to be met
 *   severities: {finding: note | warning | error}             instead of those of findings.def
 *   verdict:    {fail, review: note | warning | error | never}  from which severity on a finding fails (never, when left
 *                                                             out) or needs a review (warning)
 *   waivers:    [{finding, kind, path, sha256, reason, approver, expires}]
 *
 * A denial is stronger than `ignore`. Where the publisher offers a choice of licenses, one acceptable side is enough.
 *
 * What a restriction means for a use is said by the vocabulary (`bears`): it is forbidden (fail), cannot be told (review; so it
 * is where the policy does not answer the question, where the clause has no value to compare, and where currencies or periods
 * differ: nothing is converted), or is not touched (a remark). A policy without `use` asks none of this.
 *
 * A waiver is of a finding, of all findings about a kind, or of a finding about a kind. It is bound to a path (of an entry, or
 * of what lies above it: "." is the whole; `*`, `?` and `**` as in path_fits), to the SHA-256 of a file, or to both; the file
 * is one that the finding rests on, or the weights of the model. A finding is waived when each place that it rests on is
 * covered. `expires` is the last day, in UTC, on which a waiver holds.
 *
 * Without evidence of a license the verdict is never better than review, whatever is ignored or waived. Where there is some and
 * no license can be concluded, what leaves it open cannot be ignored, but waived.
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
/* The file that policy_load would read; bytes live in the arena or the catalog. */
int policy_file(const struct catalog *c, const char *path, struct arena *a, struct data_file *out, struct err *e);
/* The same of bytes that a file of that name would have. */
int policy_read(const struct catalog *c, const struct data_file *file, struct arena *a, const struct policy **out, struct err *e);
const char *policy_name(const struct policy *p);
const char *policy_description(const struct policy *p); /* "" for none */
bool policy_needs_digests(const struct policy *p);	/* a waiver is bound to a SHA-256: the evidence must have FACT_DIGEST */

/* Adds policy findings to each artifact, sets each verdict; returns the worst one, incomplete when ev holds a FACT_PROBLEM. */
enum verdict policy_apply(const struct policy *p, struct artifacts *as, const struct evidence *ev);
/*
 * The same verdicts again, but findings that are not new since an earlier report need no review and do not fail. Gaps always count, and
 * where no license was concluded a review stays.
 */
enum verdict policy_forgive_known(struct artifacts *as, const struct evidence *ev);

#endif
