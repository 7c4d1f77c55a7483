/* SPDX-License-Identifier: MIT */
/*
 * literal_places: whether a pattern can match in a subject, by the literals that it needs (base/literals.h).
 *
 * Where the literals of a set stand is looked up once, whatever patterns ask. A subject whose signature has `anything` must not be asked.
 */
#ifndef LICET_BASE_LITERAL_PLACES_H
#define LICET_BASE_LITERAL_PLACES_H
#include "base/literals.h"

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

#endif
