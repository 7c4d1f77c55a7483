/* SPDX-License-Identifier: MIT */
/*
 * shape: the sizes of a model, from its configuration or the header of its weights (FACT_META with the keys of
 * dimension_name), and the known architectures that they fit.
 *
 * A size that one side does not know says nothing; at least vocabulary, width, layers and inner width must be known. Models of
 * several families may have the same sizes, and a later version often has those of the one before: what fits is a hint.
 */
#ifndef LICET_FINDINGS_SHAPE_H
#define LICET_FINDINGS_SHAPE_H
#include "findings/entries.h"

enum { SHAPE_FAMILIES = 16 };

struct shape {
	uint64_t size[N_DIMENSIONS]; /* 0: not known */
	const struct fact *fact;     /* the first that says a size */
};

struct shape_fit {
	size_t models, n_families;	      /* that fit, and how many families there are of them */
	const char *families[SHAPE_FAMILIES]; /* the first of them, sorted */
	bool full;			      /* heads and positions were compared too */
};

bool shape_of(const struct entry *e, struct shape *out); /* false: too little is known */
struct shape_fit shape_match(const struct hints *hints, const struct shape *s);
/* "a vocabulary of 128256, width 4096, 32 layers" */
const char *shape_in_words(const struct shape *s, struct arena *a);

#endif
