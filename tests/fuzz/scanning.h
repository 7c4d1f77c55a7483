/* SPDX-License-Identifier: MIT */
/*
 * scanning: what the targets share that run the whole pipeline: small limits, a policy that denies nothing, the catalog with a few known
 * weights instead of thousands (looking for a name walks over all of them, which took most of the time), and the one promise that holds
 * whatever the bytes are: where something could not be read, the verdict is not pass, and neither is that of any model.
 */
#ifndef LICET_FUZZ_SCANNING_H
#define LICET_FUZZ_SCANNING_H
#include "catalog/known_build.h"
#include "entry/spool.h"
#include "policy/policy.h"
#include "scan.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct scanning { /* made once for all inputs */
	struct catalog catalog;
	struct known_set known;
	struct limits limits;
	struct rules *rules;
	struct arena arena;
	const struct policy *policy;
};

static inline void know_a_few(struct scanning *s)
{
	static const char table[] =
		"sha256\tkind\tsize\tfile\trepo\tmodel\tfamily\tlicense\tscope\n" /* a tensor of the seeds, and the weights of folder.h */
		"af5570f5a1810b7af78caf4bc70a660f0df51e42baf91d4de5b2328de0e83dfc\ttensor\t8\tw\tx/y\ty-8b\tllama\tmit\tcard\n"
		"671a93aa8844df3e2cf8884002ab7e7ab68f94be4e4f0f55db21cb21d7a6fc09\tweights\t86\tw.npy\tx/"
		"z\tz-1b\tqwen\tapache-2.0\tentry\n";
	struct known_builder *b = known_builder_new();
	void *bytes;
	struct err e;
	if (known_builder_add_table(b, "fuzz", table, sizeof table - 1, &e) < 0)
		abort();
	known_builder_finish(b, &bytes, &s->known.len);
	known_builder_free(b);
	s->known.bytes = bytes;
	s->catalog = catalog_builtin;
	s->catalog.known = &s->known;
	s->catalog.n_known = 1;
}

static inline const struct scanning *scanning(void)
{
	static struct scanning s;
	static const char lenient[] = "name: fuzz\nverdict: {review: never, fail: never}\n";
	if (s.rules)
		return &s;
	know_a_few(&s);
	limits_init(&s.limits);
	s.limits.entries = 200;
	s.limits.expanded_bytes = 4 << 20;
	s.limits.spool_bytes = 1 << 10;
	s.limits.text_bytes = 64 << 10;
	s.limits.match_steps = 20000;
	s.limits.align_work = 1000000;
	spool_open();
	s.rules = rules_new(&s.catalog, &s.limits);
	arena_init(&s.arena);
	const struct data_file file = {"fuzz.yaml", lenient, sizeof lenient - 1};
	struct err e;
	if (policy_read(&s.catalog, &file, &s.arena, &s.policy, &e) < 0) {
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

/* Gets what was learned, what follows from it, and the verdict, before all of it goes away. */
typedef void scan_look(const struct evidence *evidence, const struct artifacts *artifacts, enum verdict verdict);

/* The verdict on what lies at the path, read by so many threads; traps at a false pass. look may be NULL. */
static inline enum verdict scan_by_and_judge(const char *path, int threads, scan_look *look)
{
	const struct scanning *s = scanning();
	struct evidence evidence;
	evidence_init(&evidence);
	struct scan_options o = {.catalog = &s->catalog, .limits = &s->limits, .rules = s->rules, .jobs = threads};
	struct scan_stats stats;
	struct err e;
	enum verdict verdict = VERDICT_INCOMPLETE;
	if (scan_run(&o, &path, 1, &evidence, &stats, &e) == 0) {
		struct artifacts artifacts;
		artifacts_init(&artifacts, &evidence, &s->catalog, "fuzz", 1);
		verdict = policy_apply(s->policy, &artifacts, &evidence);
		if (has_problem(&evidence) && verdict < VERDICT_INCOMPLETE)
			__builtin_trap();
		if (look)
			look(&evidence, &artifacts, verdict);
		artifacts_release(&artifacts);
	}
	evidence_release(&evidence);
	return verdict;
}

static inline enum verdict scan_and_judge(const char *path, scan_look *look)
{
	return scan_by_and_judge(path, 1, look);
}

#endif
