/* SPDX-License-Identifier: MIT */
/* text/ and findings/rules.c: any bytes as a document, matched and searched by all rules with small limits. */
#include "findings/rules.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct rules *rules;
	static struct limits limits;
	if (!rules) {
		limits_init(&limits);
		limits.match_steps = 20000;
		limits.align_work = 1000000;
		rules = rules_new(&catalog_builtin, &limits);
	}
	ARENA_AUTO struct arena a;
	arena_init(&a);
	struct text t;
	struct err e;
	if (text_init(&t, data, size, &a, &e) < 0)
		return 0;
	const struct text_match *matches;
	size_t n;
	match_text(&catalog_builtin, &limits, &t, &a, &matches, &n, &e);
	struct sink sink;
	sink_init(&sink, &a, "fuzz");
	rules_run(rules, &t, matches, n, NULL, 0, &sink);
	sink_release(&sink);
	return 0;
}
