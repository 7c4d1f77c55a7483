/* SPDX-License-Identifier: MIT */
/*
 * pairing: which item of one list is which of another. Each pass pairs what is still free and compares as equal, in the order of
 * the lists; so the passes go from strict (the same in all) to lax (of the same name), and what remains is only on one side.
 */
#ifndef LICET_DIFF_PAIRING_H
#define LICET_DIFF_PAIRING_H
#include "base/arena.h"
#include "base/list.h"

#include <stdbool.h>

#define ALONE SIZE_MAX

struct pairing {
	struct list a, b; /* of items of that size */
	size_t size;
	size_t *with_a, *with_b; /* for each item the number of its counterpart, or ALONE */
	struct arena *arena;
};

void pairing_init(struct pairing *p, struct list a, struct list b, size_t size, struct arena *arena);
/* compare: an order of items, 0 for those that are equal. may: which items the pass is for; NULL: all. */
void pairing_pass(struct pairing *p, int (*compare)(const void *x, const void *y), bool (*may)(const void *x));
/* Pairs the last one of each list, when there is but one. */
void pairing_rest(struct pairing *p);
const void *pairing_a(const struct pairing *p, size_t i);
const void *pairing_b(const struct pairing *p, size_t i);

#endif
