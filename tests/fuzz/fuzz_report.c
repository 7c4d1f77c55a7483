/* SPDX-License-Identifier: MIT */
/* diff/side.c: any bytes as a report or a manifest, compared with itself and, as a baseline, asked. */
#include "base/limits.h"
#include "diff/baseline.h"
#include "diff/diff.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* What the report says is the same as what it says: no finding of it is new or changed. */
static void ask(const char *bytes, size_t len, const struct limits *limits)
{
	struct baseline b;
	struct err e;
	if (baseline_read(&b, "x", bytes, len, limits, &e) == 0)
		for (size_t i = 0; i < b.count; i++) {
			const struct past *p = &b.at[i];
			enum novelty is = baseline_ask(&b, p->fingerprint, p->content ? p->content : "");
			bool twice = (i && !strcmp(p[-1].fingerprint, p->fingerprint)) ||
				     (i + 1 < b.count && !strcmp(p[1].fingerprint, p->fingerprint));
			if (is == NOVELTY_NEW || (is == NOVELTY_CHANGED && !twice))
				__builtin_trap();
			baseline_ask_elsewhere(&b, "y", p->content ? p->content : "");
		}
	baseline_release(&b);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	ARENA_AUTO struct arena a;
	struct limits limits;
	struct side s;
	struct diff d;
	struct err e;
	arena_init(&a);
	limits_init(&limits);
	const char *exact = arena_memdup(&a, data, size);
	if (side_read(&s, "x", exact, size, &limits, &e) == 0) {
		diff_make(&d, &s, &s, &a);
		if (!diff_is_same(&d))
			__builtin_trap();
		diff_release(&d);
	}
	side_release(&s);
	ask(exact, size, &limits);
	return 0;
}
