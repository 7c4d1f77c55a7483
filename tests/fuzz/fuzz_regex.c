/* SPDX-License-Identifier: MIT */
/*
 * base/regex.c and base/literals.c: the first line is a pattern, the rest is searched. Wherever PCRE2 finds a match, what was read off
 * the pattern must have called it possible, and no match may begin before the first place that the heads name.
 */
#include "base/arena.h"
#include "base/literals.h"
#include "base/regex.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { STEPS = 5000, SECONDS = 2 };

static void check(const struct literals *l, struct regex *re, const char *s, size_t len)
{
	struct places places = {0};
	struct literal_sieve sieve = {0};
	struct regex_work *work = regex_work_new(STEPS, SECONDS);
	places_begin(&places, s, len, NULL, 0);
	literal_sieve_add(&sieve, l);
	size_t start, end, head;
	bool found = regex_find(re, work, s, len, 0) == REGEX_FOUND;
	if (found && !places.signature.anything) {
		regex_range(work, &start, &end);
		if (!literals_possible(l, &places, 0) || !literal_sieve_passes(&sieve, 0, &places.signature))
			__builtin_trap();
		if (l->heads && (!literals_start(l, &places, 0, &head) || head > start))
			__builtin_trap();
		if (regex_try(re, work, s, len, start) == REGEX_NONE)
			__builtin_trap();
	}
	regex_work_free(work);
	literal_sieve_release(&sieve);
	places_release(&places);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const uint8_t *line = memchr(data, '\n', size);
	if (!line)
		return 0;
	ARENA_AUTO struct arena a;
	arena_init(&a);
	const char *pattern = arena_strndup(&a, (const char *)data, (size_t)(line - data));
	size_t len = size - (size_t)(line + 1 - data);
	const char *subject = arena_memdup(&a, line + 1, len);
	struct literal_pool *pool = literal_pool_new();
	struct literals l = literals_read(pattern, pool);
	struct regex *re;
	struct err e;
	if (regex_compile(pattern, REGEX_SEARCHED, &re, &e) == 0) {
		if (regex_subject_ok(subject, len))
			check(&l, re, subject, len);
		regex_free(re);
	}
	literal_pool_free(pool);
	return 0;
}
