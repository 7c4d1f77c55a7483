/* SPDX-License-Identifier: MIT */
/*
 * candidates: where in a text which fingerprints might stand, from shared shingles alone.
 *
 * Every shingle that text and index share votes for the fingerprints that have it, at the place where that fingerprint would have
 * to begin. Votes for about the same beginning make one candidate. A shingle counts a few times only, however often a
 * text repeats it, when fingerprints are chosen.
 */
#ifndef LICET_TEXT_CANDIDATES_H
#define LICET_TEXT_CANDIDATES_H
#include "text/align.h"

struct candidate {
	uint32_t fingerprint; /* its number in the catalog */
	uint32_t low, high;   /* in the stream: where to align */
	uint32_t first_seed, n_seeds;
	double worth;  /* estimate of alignment.score */
	bool hopeless; /* for the caller: tried in vain */
};

struct candidates {
	struct candidate *at; /* best first; ties by fingerprint number and place */
	uint32_t count, capacity;
	struct seed *seeds;
	uint32_t n_seeds, seeds_capacity;
};

struct hit { /* a shingle of the text that the index knows */
	const uint32_t *postings;
	uint32_t at;
	bool counts; /* for choosing fingerprints */
};

struct hits { /* in order of place */
	struct hit *at;
	uint32_t count;
};

/* Looks the text's shingles up, once for all searches. Malloc'd: hits_release. */
void hits_find(struct hits *out, const struct catalog *c, const struct stream *s);
void hits_release(struct hits *h);

/*
 * Finds the fingerprints that are, word for word, all of the text but a title's length. They are told from one another by
 * optional parts at most. Malloc'd: candidates_release.
 */
void candidates_whole(struct candidates *out, const struct catalog *c, const struct stream *s, const struct hits *hits);

/* Finds candidates in the words of the stream that are not taken. Malloc'd: candidates_release. */
void candidates_find(struct candidates *out, const struct catalog *c, const struct stream *s, const struct hits *hits,
		     const uint8_t *taken);
void candidates_release(struct candidates *c);

#endif
