/* SPDX-License-Identifier: MIT */
/*
 * tensor_hits: the tensors of a weights file that are known (catalog/known.h), counted by the models that they are known from. There may
 * be millions of tensors, so what comes out does not grow with them.
 *
 * Tensors of less than TENSOR_HIT_BYTES are passed over: frequencies of positions, scales and other constants of an
 * architecture are the same in models that have nothing else in common.
 */
#ifndef LICET_FINDINGS_TENSOR_HITS_H
#define LICET_FINDINGS_TENSOR_HITS_H
#include "catalog/catalog.h"
#include "evidence/tensors.h"

enum { TENSOR_HITS = 32, TENSOR_HIT_BYTES = 1024 };

struct tensor_hit {
	struct known_row row; /* of the first tensor */
	const char *name;     /* what the file calls that, made visible */
	uint32_t tensors;     /* how many are known from there; equal ones count each */
	uint32_t last;	      /* private */
};

struct tensor_hits {
	struct tensor_hit at[TENSOR_HITS]; /* in the order of the file's tensors */
	size_t count;
	bool more; /* other models were left out */
};

/* t may be NULL. */
void tensor_hits_find(struct tensor_hits *h, const struct catalog *c, const struct tensors *t, struct arena *a);

#endif
