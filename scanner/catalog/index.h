/* SPDX-License-Identifier: MIT */
/*
 * index: from runs of words to the fingerprints that contain them (struct shingle_index in catalog.h).
 *
 * A shingle is the hash of SHINGLE_WORDS consecutive word hashes. Of every SHINGLE_WINDOW consecutive shingles the least is kept
 * (winnowing), on both sides, so that any SHINGLE_WORDS + SHINGLE_WINDOW - 1 words that two texts have in common are found, while
 * the index stays small and a look-up costs the same for ten licenses and for three thousand. A shingle that more than
 * SHINGLE_COMMON fingerprints have says nothing and is left out.
 *
 * A posting is a fingerprint's number and the place of the shingle in it (upper and lower 16 bits), ascending.
 *
 * Before the postings stands a table with one struct whole for each fingerprint: what a search must know of it before it looks at
 * its words.
 */
#ifndef LICET_CATALOG_INDEX_H
#define LICET_CATALOG_INDEX_H
#include "catalog/catalog.h"

enum {
	SHINGLE_WORDS = 5,
	SHINGLE_WINDOW = 7,
	SHINGLE_COMMON = 256,
	SHINGLE_SOMEWHERE = 0xFFFF,    /* place of a shingle that the fingerprint has twice, or beyond its first 65,534 words */
	SHINGLE_FINGERPRINTS = 0xFFFF, /* at most so many; later ones cannot be found */
};

struct shingle {
	uint32_t hash; /* never 0 */
	uint32_t at;   /* its first word */
};

/* What the index knows of a fingerprint as a whole. Its core is what must be there: first to last section that is not optional. */
struct whole {
	uint32_t first, count; /* the core's words; count is 0 when there is a blank among them */
	uint32_t shingles;     /* postings that the fingerprint has */
	uint32_t placed;       /* and how many of them say where */
};

/* Of fingerprint f, which must be in the index. */
static inline const struct whole *index_whole(const struct shingle_index *x, uint32_t f)
{
	return (const struct whole *)x->postings + f;
}

/* Picks the shingles of words[0..n) into out, which has room for n; returns how many. No shingle holds a WORD_BLANK. */
uint32_t shingles_pick(const uint32_t *words, uint32_t n, struct shingle *out);

/* Builds the index over n fingerprints; postings hold their numbers. Everything lives in the arena. Used by the build and by
 * --data. */
void shingle_index_build(const struct fingerprint *const *fingerprints, uint32_t n, struct arena *a, struct shingle_index *out);

/* The postings of a shingle: their count, then as many; NULL when no fingerprint has it. */
static inline const uint32_t *shingle_find(const struct shingle_index *x, uint32_t hash)
{
	if (!x->n_slots)
		return NULL;
	for (uint32_t s = hash & (x->n_slots - 1); x->slots[2 * (size_t)s]; s = (s + 1) & (x->n_slots - 1))
		if (x->slots[2 * (size_t)s] == hash)
			return x->postings + x->slots[2 * (size_t)s + 1];
	return NULL;
}

#endif
