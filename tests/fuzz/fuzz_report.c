/* SPDX-License-Identifier: MIT */
/*
 * diff/: any bytes as a report or a manifest, compared with itself and, behind the byte 0x1E, with another, each of them as what was
 * before. All that is new in one direction is gone in the other.
 */
#include "base/limits.h"
#include "diff/baseline.h"
#include "diff/diff.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool is_same(const struct side *a, const struct side *b)
{
	ARENA_AUTO struct arena arena;
	struct diff d;
	arena_init(&arena);
	diff_make(&d, a, b, &arena);
	bool same = diff_is_same(&d);
	diff_release(&d);
	return same;
}

static bool read_side(struct side *s, const uint8_t *data, size_t size)
{
	ARENA_AUTO struct arena exact;
	struct limits limits;
	struct err e = {0};
	arena_init(&exact);
	limits_init(&limits);
	if (side_read(s, "x", arena_memdup(&exact, data, size), size, &limits, &e) == 0)
		return true;
	if (!e.text[0])
		__builtin_trap();
	return false;
}

/* What the report says is the same as what it says: no finding of it is new or changed. */
static void ask(const uint8_t *data, size_t size)
{
	ARENA_AUTO struct arena exact;
	struct limits limits;
	struct baseline b;
	struct err e;
	arena_init(&exact);
	limits_init(&limits);
	if (baseline_read(&b, "x", arena_memdup(&exact, data, size), size, &limits, &e) == 0)
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
	const uint8_t *mark = memchr(data, 0x1E, size);
	size_t first = mark ? (size_t)(mark - data) : size;
	struct side a, b = {0};
	bool read = read_side(&a, data, first);
	if (read && !is_same(&a, &a))
		__builtin_trap();
	if (read && mark && read_side(&b, mark + 1, size - first - 1) && is_same(&a, &b) != is_same(&b, &a))
		__builtin_trap();
	side_release(&a);
	if (read && mark)
		side_release(&b);
	ask(data, first);
	return 0;
}
