/* SPDX-License-Identifier: MIT */
/* diff/side.c: any bytes as a report or a manifest, compared with itself and, as a baseline, asked. */
#include "base/limits.h"
#include "diff/diff.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

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
	return 0;
}
