/* SPDX-License-Identifier: MIT */
/*
 * explain: a policy in plain words: what it says as a whole, of a kind of restriction, of a license as its record has it, and
 * of a file by its waivers. Everything lives in the arena.
 */
#ifndef LICET_POLICY_EXPLAIN_H
#define LICET_POLICY_EXPLAIN_H
#include "policy/policy.h"

struct reason { /* one thing that a policy says */
	enum verdict verdict;
	const char *sentence;
	const char *at;	    /* the line of the policy, or NULL */
	const char *clause; /* of the license, or NULL */
};

struct reasons {
	struct reason *at;
	size_t count, capacity;
};

/* What it says of a license, term by term, its use policies included. Returns the verdict. */
enum verdict policy_on_license(const struct policy *p, const struct license *l, struct arena *a, struct reasons *out);
/* What it says of restrictions of the kind, whatever their values; a verdict of review where the values decide. */
void policy_on_kind(const struct policy *p, const struct kind *k, struct arena *a, struct reasons *out);

enum effect { EFFECT_USE, EFFECT_UNSAID, EFFECT_FAILS, EFFECT_REVIEW, EFFECT_FREE, EFFECT_WAIVED, EFFECT_EXPIRED, N_EFFECTS };
/* All that it says under one heading: the lists, thresholds, uses and waivers. Verdicts are of no meaning. */
void policy_effects(const struct policy *p, enum effect which, struct arena *a, struct reasons *out);

/* Its waivers that are bound to the file, by path or digest (NULL: not known); expired ones are of verdict review. */
void policy_waivers_of(const struct policy *p, const char *path, const uint8_t *sha256, struct arena *a, struct reasons *out);

/* What it answers to a question of the vocabulary, as written; NULL: nothing. */
const char *policy_use(const struct policy *p, const struct use *u);

#endif
