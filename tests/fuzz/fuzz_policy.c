/* SPDX-License-Identifier: MIT */
/*
 * policy/: any bytes as a policy, and if it is one, applied to evidence with a gap in it (the verdict is never better than incomplete) and
 * to that of a license with restrictions and numbers; and asked for what it makes of one.
 */
#define _GNU_SOURCE
#include "folder.h"

#include "policy/explain.h"

enum { LICENSES = 12 }; /* from all of the catalog */

static void add(struct sink *s, const struct license *l)
{
	sink_declared(s, "license", l->spdx ? l->spdx : l->id, 0, 1, 1);
	sink_declared(s, "base_model", "someone/else", 1, 2, 2);
	sink_problem(s, "truncated", "It ends early.");
}

static void judge_gap(const struct policy *p)
{
	struct evidence ev;
	struct artifacts artifacts;
	evidence_init(&ev);
	ARENA_AUTO struct arena a;
	arena_init(&a);
	struct sink sink;
	sink_init(&sink, &a, "README.md");
	for (uint32_t i = 0; i < LICENSES; i++)
		add(&sink, &catalog_builtin.licenses[(uint64_t)i * catalog_builtin.n_licenses / LICENSES]);
	evidence_add(&ev, &sink);
	evidence_sort(&ev);
	artifacts_init(&artifacts, &ev, &scanning()->catalog, "fuzz", 1);
	if (policy_apply(p, &artifacts, &ev) < VERDICT_INCOMPLETE)
		__builtin_trap();
	artifacts_release(&artifacts);
	sink_release(&sink);
	evidence_release(&ev);
}

/* What the folder's scan learned, once for all policies. */
static const struct policy *asked;

static void judge_terms(const struct evidence *ev, const struct artifacts *judged, enum verdict verdict)
{
	struct artifacts artifacts;
	(void)judged, (void)verdict;
	artifacts_init(&artifacts, ev, &scanning()->catalog, "fuzz", 1);
	policy_apply(asked, &artifacts, ev);
	artifacts_release(&artifacts);
}

static void explain(const struct policy *p)
{
	ARENA_AUTO struct arena a;
	struct reasons reasons = {0};
	arena_init(&a);
	for (enum effect which = 0; which < N_EFFECTS; which++)
		policy_effects(p, which, &a, &reasons);
	for (uint32_t i = 0; i < LICENSES; i++)
		policy_on_license(p, &catalog_builtin.licenses[(uint64_t)i * catalog_builtin.n_licenses / LICENSES], &a,
				  &reasons);
	for (uint32_t i = 0; i < catalog_builtin.n_kinds; i++)
		policy_on_kind(p, &catalog_builtin.kinds[i], &a, &reasons);
}

static void judge(const struct policy *p)
{
	static const char terms[] =
		"# License\n\n1. We grant you a non-exclusive, revocable, non-transferable license to use the Model.\n"
		"2. You may not use it if you have more than 5 million monthly active users.\n"
		"3. You need another license if your revenue is above 10 million US dollars a year.\n"
		"4. No rights are granted to anyone in the European Union.\n"
		"5. You must display \"Built with Quince\". You may not use it for commercial purposes.\n"
		"6. You may not use it for military purposes.\n";
	judge_gap(p);
	explain(p);
	asked = p;
	folder_judge("NOTICE.md", terms, sizeof terms - 1, judge_terms);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	ARENA_AUTO struct arena a;
	arena_init(&a);
	const struct data_file file = {"fuzz.yaml", arena_strndup(&a, (const char *)data, size), size};
	const struct policy *p;
	struct err e = {0};
	if (policy_read(&catalog_builtin, &file, &a, &p, &e) == 0)
		judge(p);
	else if (!e.text[0])
		__builtin_trap();
	return 0;
}
