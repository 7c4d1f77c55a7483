/* SPDX-License-Identifier: MIT */
/*
 * literals: words that a text must hold for a pattern to match in it, read off the pattern itself.
 *
 * Most patterns cannot match in most sentences, and to see that takes less than PCRE2 does. From the pattern come sets of literals
 * in their order; every match holds one of each set, each behind the one before ("(?:must|shall)(?: not|n't).{0,80} use": one of
 * "must not", "mustn't", "shall not", "shalln't", and then " use"). Alternatives with gaps of their own are kept as such. Where
 * every match begins with a literal, those beginnings (heads) are a set, too: a match is tried where they stand and nowhere else.
 *
 * The same sets stand in many patterns. They are kept once, in a pool, and have numbers (base/literal_places.h says where they stand
 * in a subject). The test only ever errs by saying that a match is possible. Of a pattern whose
 * syntax is not understood here, or in which nothing is literal, nothing is known, and it is always possible.
 *
 * ASCII letters are compared without regard to case. PCRE2 also lets U+017F match s and U+212A match k; a subject with one of those
 * has `anything` in its signature and must not be asked.
 */
#ifndef LICET_BASE_LITERALS_H
#define LICET_BASE_LITERALS_H
#include "base/signature.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	LITERAL_MAX = 16, /* bytes that are looked at */
	LITERAL_MIN = 3,  /* but for heads */
	NEEDS_MAX = 12,	  /* needs of one sequence: the rarest */
};

struct literal {
	char s[LITERAL_MAX]; /* folded */
	uint8_t len;	     /* 3 or more, but 2 in a set of heads */
	bool edge;	     /* a word begins or ends right before it */
	bool closed;	     /* one begins or ends right behind it */
	uint8_t rare;	     /* where in it those three bytes begin that are the rarest */
};

struct literal_set {
	uint32_t number; /* in the pool, from 0 */
	uint32_t count;
	uint32_t shortest;	   /* bytes of its shortest literal */
	double cost;		   /* how often one may expect to meet one of them; 1 and above: they are of no use */
	const struct grams *grams; /* of each literal */
	const struct literal *at;
};

struct need;

struct needs { /* all of these, in this order, none of which overlap */
	const struct need *const *at;
	uint32_t count;
};

struct need {			       /* a match holds … */
	const struct literal_set *set; /* … one of these literals; or, when NULL, … */
	uint32_t number;	       /* of that set: most sets stand nowhere, and then nothing else of them is read */
	const struct needs *any;       /* … what one of the alternatives needs */
	uint32_t count;
	double cost;
};

struct literals {
	struct needs needs;		 /* none: nothing is known */
	const struct need *rarest;	 /* of them; NULL when there is none */
	const struct literal_set *heads; /* every match begins with one of these; NULL: nothing is known */
};

/* Keeps the sets of many patterns, and remembers what is known of groups that they share. For one thread at a time. */
struct literal_pool;
struct literal_pool *literal_pool_new(void);
void literal_pool_free(struct literal_pool *p); /* NULL is fine; what was read off goes with it */

/* Never fails. The parts of what is read off live in the pool. */
struct literals literals_read(const char *pattern, struct literal_pool *p);
const struct literals *literals_keep(const char *pattern, struct literal_pool *p); /* the same, itself in the pool */

/* The rarest of these needs but one, which may be NULL; NULL when there is none. */
const struct need *need_rarest(const struct need *const *needs, uint32_t count, const struct need *but);

/* Heads and needs as text ("^a|b & c|d & (e & f / g)"), for tests and for those who wonder why a rule is slow. The caller frees it. */
char *literals_show(const struct literals *l);

#endif
