/* SPDX-License-Identifier: MIT */
/*
 * literals: words that a text must hold for a pattern to match in it, read off the pattern itself.
 *
 * Most patterns cannot match in most sentences, and a look at a bit map is cheaper than PCRE2. From the pattern come sets of
 * literals; every match holds at least one of each set ("(?:must|shall)(?: not|n't).{0,80} use": one of "must not", "mustn't",
 * "shall not", "shalln't", and " use"). From the text comes its signature: a bit for each run of three bytes, hashed. The test
 * only ever errs by saying that a match is possible. Where every match begins with a literal, the places worth a try are told,
 * too. A pattern whose syntax is not understood here, or in which nothing is literal, is always possible.
 *
 * ASCII letters are compared without regard to case. PCRE2 also lets U+017F match s and U+212A match k; a text with one of those
 * sets `anything` in its signature.
 */
#ifndef LICET_BASE_LITERALS_H
#define LICET_BASE_LITERALS_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { LITERAL_SETS = 4, LITERAL_GRAMS = 3, SIGNATURE_BITS = 8192, HEAD_BITS = 2048 };

struct literals {
	uint16_t (*grams)[LITERAL_GRAMS]; /* for each literal, set after set: bits of the signature (repeated when it is short) */
	uint32_t ends[LITERAL_SETS];	  /* where each set ends in grams */
	uint32_t n_sets;		  /* 0: nothing is known */
	bool has_heads;			  /* every match begins with one of some literals: */
	uint64_t heads[HEAD_BITS / 64];	  /* a bit for the first three bytes of each, hashed */
};

struct signature {
	uint64_t bits[SIGNATURE_BITS / 64];
	bool anything;
};

/* Remembers what is known of groups that many patterns share. For one thread at a time. */
struct literal_memo;
struct literal_memo *literal_memo_new(void);
void literal_memo_free(struct literal_memo *m); /* NULL is fine */

/* Never fails. memo may be NULL. Free with literals_release. */
void literals_init(struct literals *l, const char *pattern, struct literal_memo *memo);
void literals_release(struct literals *l);

void signature_clear(struct signature *g);
/* Adds the runs of three bytes inside of s. */
void signature_add(struct signature *g, const char *s, size_t len);

/* False when the pattern cannot match in a text with this signature. */
bool literals_possible(const struct literals *l, const struct signature *g);

/* The first byte from `from` on at which a match may begin, as far as heads tell; len + 1: none. Not for texts with `anything`. */
size_t literals_start(const struct literals *l, const char *s, size_t len, size_t from);

/* Heads and sets as text ("^a|b & c|d & e"), for tests and for those who wonder why a rule is slow. The caller frees it. */
char *literals_show(const char *pattern);

#endif
