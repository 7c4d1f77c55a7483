/* SPDX-License-Identifier: MIT */
/*
 * tensor_hits: the tensors of a model's files that are known (catalog/known.h), counted by the models that they are known from. There
 * may be millions of tensors, so what comes out does not grow with them.
 *
 * Tensors of less than TENSOR_HIT_BYTES are passed over: frequencies of positions, scales and other constants of an
 * architecture are the same in models that have nothing else in common. Some of those are larger (attention masks, tables of positions,
 * norms and biases that were never trained), but they are a small part of any model: how much a hit says goes by its share of
 * all bytes, and not by the number of tensors.
 */
#ifndef LICET_FINDINGS_TENSOR_HITS_H
#define LICET_FINDINGS_TENSOR_HITS_H
#include "catalog/catalog.h"
#include "evidence/shards.h"

enum { TENSOR_HITS = 32, TENSOR_HIT_BYTES = 1024 };

struct tensor_hit {
	struct known_row row;	 /* of the first tensor */
	const char *name;	 /* what the file calls that, made visible */
	const struct fact *file; /* FACT_WEIGHTS: where that is */
	uint64_t tensors;	 /* how many are known from there; equal ones count each */
	double bytes;		 /* of all these */
	uint64_t last;		 /* private */
};

struct tensor_hits {
	struct tensor_hit at[TENSOR_HITS]; /* in the order of the files and their tensors */
	size_t count;
	bool more;	  /* other models were left out */
	uint64_t tensors; /* all there are, known or not */
	double bytes;	  /* of all these */
};

void tensor_hits_find(struct tensor_hits *h, const struct catalog *c, const struct shards *files, struct arena *a);

#endif
