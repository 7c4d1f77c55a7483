/* SPDX-License-Identifier: MIT */
/*
 * compare: what two licenses have in common, from their fingerprints alone.
 *
 * Sections are paired: those that are the same word for word first, then those of the same number whose words are alike, then those
 * that are alike wherever they stand. Each section is in one pair; one without a counterpart is alone in it. Fingerprints hold
 * hashes, so that this tells how many words changed and where, never which.
 */
#ifndef LICET_TEXT_COMPARE_H
#define LICET_TEXT_COMPARE_H
#include "catalog/catalog.h"

struct section_pair {
	const struct section *a, *b; /* NULL: only in the other */
	uint32_t common;	     /* words that both have, in the same order */
};

struct comparison {
	const struct fingerprint *a, *b;
	const struct section_pair *pairs; /* in the order of a, then those only in b in their order */
	uint32_t n_pairs;
	uint32_t common; /* words, all pairs together */
};

void fingerprints_compare(const struct fingerprint *a, const struct fingerprint *b, struct arena *arena, struct comparison *out);

/* Of all texts of both, in one language where there are such, the two that are most alike. False when one has no text. */
bool licenses_compare(const struct license *a, const struct license *b, struct arena *arena, struct comparison *out);

/* How alike: words in common of all words of both, 0 … 1. */
double likeness(uint32_t common, uint32_t words_a, uint32_t words_b);

#endif
