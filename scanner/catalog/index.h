/* SPDX-License-Identifier: MIT */
/*
 * index: from runs of words to the fingerprints that contain them (struct shingle_index in catalog.h).
 *
 * A shingle is the hash of SHINGLE_WORDS consecutive word hashes. Only those whose hash falls into a fixed sample are kept, on
 * both sides, so the index stays small and a look-up costs the same for ten licenses and for three thousand.
 */
#ifndef LICET_CATALOG_INDEX_H
#define LICET_CATALOG_INDEX_H
#include "catalog/catalog.h"

/* Builds the index over n fingerprints; postings hold their numbers. Everything lives in the arena. Used by the build and by --data. */
void shingle_index_build(const struct fingerprint *const *fingerprints, uint32_t n, struct arena *a, struct shingle_index *out);

#endif
