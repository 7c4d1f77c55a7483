/* SPDX-License-Identifier: MIT */
/*
 * align: which words of a fingerprint stand where in a text.
 *
 * Seeds (shingles that both have, each with its place in both) are chained, grown into runs as far as the words agree, and the
 * gaps between the runs are settled by Myers' difference algorithm, each within a bound, all within a budget.
 */
#ifndef LICET_TEXT_ALIGN_H
#define LICET_TEXT_ALIGN_H
#include "catalog/catalog.h"
#include "text/text.h"

#include <stdbool.h>

/* The words that count (WORD_TEXT), one after another. */
struct stream {
	const uint32_t *hash;
	const uint32_t *word; /* their numbers in text->words */
	uint32_t count;
	const uint32_t *notice; /* the text's words of copyright notices, the first few hundred of them */
	uint32_t n_notice;
};

struct seed {
	uint32_t at;	/* in the stream */
	uint32_t place; /* in the fingerprint */
};

struct work { /* spent and allowed, in words looked at */
	int64_t done, limit;
};

struct alignment {
	int32_t *at;	/* for each word of the fingerprint its place in the stream, or -1; rising. malloc'd: alignment_release */
	uint32_t count; /* of the fingerprint's words */
	uint32_t start, end; /* the stretch of the stream from the first to the last agreeing word; empty when there is none */
	uint32_t agreeing;   /* words of both */
	double density;	     /* agreeing words among those of the stretch, 0 … 1 */
	double score;	     /* for choosing among rivals */
};

/*
 * Aligns fp with the stream between low and high. Seeds are sorted by place in the stream. Never fails: when the budget runs out
 * the gaps that are left stay open and work->done exceeds its limit.
 */
void alignment_make(struct alignment *out, const struct fingerprint *fp, const struct stream *s, uint32_t low, uint32_t high,
		    const struct seed *seeds, uint32_t n_seeds, struct work *work);
void alignment_release(struct alignment *a);

/*
 * A license in two languages says everything twice. When nothing of one language is in the text, its sections are not missed:
 * sets absent[k] for them (one for each section of fp). Does nothing for a license in one language.
 */
void absent_language(const struct fingerprint *fp, const int32_t *at, bool *absent);

#endif
