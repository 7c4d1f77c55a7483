/* SPDX-License-Identifier: MIT */
/*
 * scanning: what the targets share that run the whole pipeline: small limits, a policy that denies nothing, and the one promise that
 * holds whatever the bytes are: where something could not be read, the verdict is not pass, and neither is that of any model.
 */
#ifndef LICET_FUZZ_SCANNING_H
#define LICET_FUZZ_SCANNING_H
#include "policy/policy.h"
#include "scan.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct scanning { /* made once for all inputs */
	struct limits limits;
	struct rules *rules;
	struct arena arena;
	const struct policy *policy;
};

static inline const struct scanning *scanning(void)
{
	static struct scanning s;
	static const char lenient[] = "name: fuzz\nverdict: {review: never, fail: never}\n";
	if (s.rules)
		return &s;
	limits_init(&s.limits);
	s.limits.entries = 200;
	s.limits.expanded_bytes = 4 << 20;
	s.limits.text_bytes = 64 << 10;
	s.limits.match_steps = 20000;
	s.limits.align_work = 1000000;
	s.rules = rules_new(&catalog_builtin, &s.limits);
	arena_init(&s.arena);
	const struct data_file file = {"fuzz.yaml", lenient, sizeof lenient - 1};
	struct err e;
	if (policy_read(&catalog_builtin, &file, &s.arena, &s.policy, &e) < 0) {
		fprintf(stderr, "%s\n", e.text);
		abort();
	}
	return &s;
}

static inline bool has_problem(const struct evidence *ev)
{
	for (size_t i = 0; i < ev->count; i++)
		if (ev->facts[i].kind == FACT_PROBLEM)
			return true;
	return false;
}

/* Gets what was learned and the verdict, before the evidence goes away. */
typedef void scan_look(const struct evidence *evidence, enum verdict verdict);

/* The verdict on what lies at the path; traps at a false pass. look may be NULL. */
static inline enum verdict scan_and_judge(const char *path, scan_look *look)
{
	const struct scanning *s = scanning();
	struct evidence evidence;
	evidence_init(&evidence);
	struct scan_options o = {.catalog = &catalog_builtin, .limits = &s->limits, .rules = s->rules, .jobs = 1};
	struct scan_stats stats;
	struct err e;
	enum verdict verdict = VERDICT_INCOMPLETE;
	if (scan_run(&o, &path, 1, &evidence, &stats, &e) == 0) {
		struct artifacts artifacts;
		artifacts_init(&artifacts, &evidence, &catalog_builtin, "fuzz", 1);
		verdict = policy_apply(s->policy, &artifacts, &evidence);
		if (has_problem(&evidence) && verdict < VERDICT_INCOMPLETE)
			__builtin_trap();
		if (look)
			look(&evidence, verdict);
		artifacts_release(&artifacts);
	}
	evidence_release(&evidence);
	return verdict;
}

#endif
