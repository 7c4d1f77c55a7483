/* SPDX-License-Identifier: MIT */
/*
 * literal_strings: sets of strings while the literals of a pattern are read off (base/literals.c), and those that a pool keeps of them.
 */
#ifndef LICET_BASE_LITERAL_STRINGS_H
#define LICET_BASE_LITERAL_STRINGS_H
#include "base/literal_pool.h"

struct piece {
	char s[LITERAL_MAX];
	uint8_t len;
	bool cut;    /* it was longer */
	bool edge;   /* a word begins or ends right before it */
	bool closed; /* … right behind it */
};

struct strings {
	struct piece *at;
	uint32_t count;
};

struct parser {
	const char *s;
	struct arena *arena;
	struct literal_pool *pool;
	int depth;
	bool lost; /* syntax that is not understood: nothing that was read off holds */
};

/* The set of one string of LITERAL_MAX bytes at most, in the parser's arena. */
struct strings strings_of(struct parser *p, const char *s, size_t len);

/* There must be room for more->count. */
void strings_add(struct strings *to, const struct strings *more);

/* Every string of a followed by every string of b, cut at LITERAL_MAX; in the parser's arena. */
struct strings strings_product(struct parser *p, const struct strings *a, const struct strings *b);

/* The set of these strings in the pool, which owns it; the same one for the same strings. Their order in *set changes. */
const struct literal_set *strings_keep(struct parser *p, const struct strings *set);

#endif
