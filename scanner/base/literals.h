/* SPDX-License-Identifier: MIT */
/*
 * literals: words that a text must hold for a pattern to match in it, read off the pattern itself.
 *
 * Most patterns cannot match in most sentences, and to see that takes less than PCRE2 does. From the pattern come sets of literals
 * in their order; every match holds one of each set, each behind the one before ("(?:must|shall)(?: not|n't).{0,80} use": one of
 * "must not", "mustn't", "shall not", "shalln't", and then " use"). Alternatives with gaps of their own are kept as such. Where
 * every match begins with a literal, those beginnings (heads) are a set, too: a match is tried where they stand and nowhere else.
 *
 * The same sets stand in many patterns. They are kept once, in a pool, and have numbers; where the literals of a set stand in a
 * subject is looked up once, whatever patterns ask. The test only ever errs by saying that a match is possible. Of a pattern whose
 * syntax is not understood here, or in which nothing is literal, nothing is known, and it is always possible.
 *
 * ASCII letters are compared without regard to case. PCRE2 also lets U+017F match s and U+212A match k; a subject with one of those
 * has `anything` in its signature and must not be asked.
 */
#ifndef LICET_BASE_LITERALS_H
#define LICET_BASE_LITERALS_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { LITERAL_MAX = 16 /* bytes that are looked at */, SIGNATURE_BITS = 1 << 15 };

struct literal {
	char s[LITERAL_MAX]; /* folded */
	uint8_t len;	     /* 3 or more, but 2 in a set of heads */
	bool edge;	     /* a word begins or ends right before it */
	bool closed;	     /* one begins or ends right behind it */
	uint8_t rare;	     /* where in it those three bytes begin that are the rarest */
};

struct grams { /* bits of a signature: those of two runs of three bytes in a literal, the rarest and one apart from it */
	uint16_t rare, other;
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

struct signature { /* of a text: a bit for each run of three bytes, hashed */
	uint64_t bits[SIGNATURE_BITS / 64];
	bool anything;
};

void signature_clear(struct signature *g);
/* Adds the runs of three bytes inside of s. */
void signature_add(struct signature *g, const char *s, size_t len);

/*
 * A first look at the patterns of a rule: grams of which one must be there, for the two rarest needs of each. Most
 * patterns of most rules end here, so it lies in one row in memory. Starts zeroed; literal_sieve_release.
 */
struct literal_sieve {
	struct grams *grams;
	uint32_t *ends; /* in grams, two for each pattern; an empty range tells nothing */
	size_t n_grams, grams_capacity, n_ends, ends_capacity;
};

void literal_sieve_add(struct literal_sieve *s, const struct literals *l); /* the next pattern */
void literal_sieve_release(struct literal_sieve *s);

struct seen_set {	       /* where the literals of a set stand in the subject */
	uint32_t subject;      /* for which this was looked up */
	uint32_t first, count; /* in struct places.at */
	bool everywhere;       /* too many to be kept */
};

/* A subject and where literals stand in it. Starts zeroed; places_release. Takes some 20 bytes for each of the subject. */
struct places {
	struct signature signature;
	const char *s; /* not owned */
	size_t len;
	bool listed;
	char *folded;
	uint32_t *first, *next;		  /* by the hash of three bytes: 1 + their first place; for each place 1 + the next one */
	uint32_t *first_pair, *next_pair; /* the same for two bytes */
	uint32_t lists;			  /* how many; a power of two */
	size_t capacity, lists_capacity;
	struct seen_set *sets; /* by the sets' numbers */
	size_t sets_capacity;  /* a multiple of 64 */
	uint64_t *absent;      /* a bit for each set: it was looked up, and none of its literals is there */
	uint32_t subject;      /* counts them */
	uint32_t *at;	       /* places of literals, those of a set ascending */
	size_t n_at, at_capacity;
};

/* False when the i-th pattern of the sieve cannot match in a text with this signature. */
bool literal_sieve_passes(const struct literal_sieve *s, uint32_t i, const struct signature *g);

/*
 * Takes a subject of less than 4 GiB in, in place of an earlier one. Its bytes must stay. known: the signature of its first n_known
 * bytes, where the caller has it; or NULL.
 */
void places_begin(struct places *p, const char *s, size_t len, const struct signature *known, size_t n_known);
void places_release(struct places *p);

/* False when the pattern cannot match from byte `from` on. */
bool literals_possible(const struct literals *l, struct places *p, size_t from);

/* The first byte from `from` on that a match may begin at; false when there is none. Only for a pattern with heads. */
bool literals_start(const struct literals *l, struct places *p, size_t from, size_t *at);

/* Heads and needs as text ("^a|b & c|d & (e & f / g)"), for tests and for those who wonder why a rule is slow. The caller frees it. */
char *literals_show(const struct literals *l);

#endif
