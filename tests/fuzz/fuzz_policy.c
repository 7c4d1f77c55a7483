/* SPDX-License-Identifier: MIT */
/* policy/: any bytes as a policy, and if it is one, applied to evidence with a gap in it: the verdict is never better than incomplete. */
#include "base/limits.h"
#include "policy/policy.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { LICENSES = 12 }; /* from all of the catalog */

static void add(struct sink *s, const struct license *l)
{
	sink_declared(s, "license", l->spdx ? l->spdx : l->id, 0, 1, 1);
	sink_declared(s, "base_model", "someone/else", 1, 2, 2);
	sink_problem(s, "truncated", "It ends early.");
}

static void judge(const struct policy *p)
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
	artifacts_init(&artifacts, &ev, &catalog_builtin, "fuzz", 1);
	if (policy_apply(p, &artifacts, &ev) < VERDICT_INCOMPLETE)
		__builtin_trap();
	artifacts_release(&artifacts);
	sink_release(&sink);
	evidence_release(&ev);
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
