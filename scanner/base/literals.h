/* SPDX-License-Identifier: MIT */
/*
 * literals: words that a text must hold for a pattern to match in it, read off the pattern itself.
 *
 * Most patterns cannot match in most sentences, and a look at a bit map is cheaper than PCRE2. From the pattern come sets of
 * literals; every match holds at least one of each set ("(?:must|shall)(?: not|n't).{0,80} use": one of "must not", "mustn't",
 * "shall not", "shalln't", and " use"). From the text comes its signature: a bit for each run of three bytes, hashed. The test
 * only ever errs by saying that a match is possible. Where every match begins with a literal, the places worth a try are told,
 * too: they are looked up in a list of where each run of two or three bytes stands in the text, made once for all patterns. A
 * pattern whose syntax is not understood here, or in which nothing is literal, is always possible.
 *
 * ASCII letters are compared without regard to case. PCRE2 also lets U+017F match s and U+212A match k; a text with one of those
 * sets `anything` in its signature.
 */
#ifndef LICET_BASE_LITERALS_H
#define LICET_BASE_LITERALS_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { LITERAL_SETS = 4, LITERAL_GRAMS = 3, SIGNATURE_BITS = 8192, HEADS_MAX = 512, HEADS_SEEN = 8192, PLACE_LISTS = 512 };

enum {			    /* bits of a head: */
       HEAD_EDGE = 1 << 24, /* a word begins or ends before it */
       HEAD_PAIR = 1 << 25, /* it has two bytes, not three */
};

struct literals {
	uint16_t (*grams)[LITERAL_GRAMS]; /* for each literal, set after set: bits of the signature (repeated when it is short) */
	uint32_t ends[LITERAL_SETS];	  /* where each set ends in grams */
	uint32_t n_sets;		  /* 0: nothing is known */
	uint32_t *heads;  /* every match begins with one of these: folded bytes, the first in bits 16 to 23, and bits HEAD_… */
	uint32_t n_heads; /* at most HEADS_MAX; 0: nothing is known */
};

struct signature {
	uint64_t bits[SIGNATURE_BITS / 64];
	bool anything;
};

/* Where in a subject each run of three bytes, and of two, stands. Starts zeroed; places_release. */
struct places {
	const char *s; /* not owned; NULL: nothing was taken in */
	size_t len;
	uint32_t first[PLACE_LISTS];		      /* 1 + the first place of the runs that have that hash; 0: none */
	uint32_t *next;				      /* for each place likewise the next one of its list */
	uint32_t first_pair[PLACE_LISTS], *next_pair; /* the same for runs of two bytes */
	size_t capacity;
};

/* A walk over the places at which a match may begin. */
struct starts {
	const struct places *places;
	uint32_t n;
	struct {
		uint32_t head, next; /* 1 + the next place of its list */
	} lists[HEADS_MAX];
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

/* Takes the places of a subject of less than 4 GiB in, in place of those of an earlier one. */
void places_make(struct places *p, const char *s, size_t len);
void places_release(struct places *p);

/*
 * The bytes of the subject, from `from` on and ascending, at which a match may begin, as far as heads tell. Not for a pattern
 * without heads, nor for a subject whose signature has `anything`.
 */
void starts_begin(struct starts *w, const struct literals *l, const struct places *p, size_t from);
bool starts_next(struct starts *w, size_t *at); /* false at the end */

/* Heads and sets as text ("^a|b & c|d & e"), for tests and for those who wonder why a rule is slow. The caller frees it. */
char *literals_show(const char *pattern);

#endif
