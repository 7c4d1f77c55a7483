/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "diff/pairing.h"

#include <stdlib.h>

static size_t *all_alone(size_t n, struct arena *a)
{
	size_t *with = arena_array(a, n, sizeof *with);
	for (size_t i = 0; i < n; i++)
		with[i] = ALONE;
	return with;
}

void pairing_init(struct pairing *p, struct list a, struct list b, size_t size, struct arena *arena)
{
	*p = (struct pairing){.a = a, .b = b, .size = size, .arena = arena};
	p->with_a = all_alone(a.count, arena);
	p->with_b = all_alone(b.count, arena);
}

const void *pairing_a(const struct pairing *p, size_t i)
{
	return (const char *)p->a.at + i * p->size;
}

const void *pairing_b(const struct pairing *p, size_t i)
{
	return (const char *)p->b.at + i * p->size;
}

struct ordering { /* numbers of items, sorted by the items */
	const char *items;
	size_t size;
	int (*compare)(const void *x, const void *y);
};

static int by_item(const void *x, const void *y, void *ctx)
{
	const struct ordering *o = ctx;
	size_t i = *(const size_t *)x, k = *(const size_t *)y;
	int order = o->compare(o->items + i * o->size, o->items + k * o->size);
	return order ? order : (i > k) - (i < k);
}

/* The numbers of those that are free and may be paired, sorted; owned by the caller. */
static size_t *sorted(struct ordering *o, const struct list *items, const size_t *with, bool (*may)(const void *x), size_t *count)
{
	size_t *numbers = mem_array(items->count ? items->count : 1, sizeof *numbers);
	*count = 0;
	for (size_t i = 0; i < items->count; i++)
		if (with[i] == ALONE && (!may || may(o->items + i * o->size)))
			numbers[(*count)++] = i;
	if (*count)
		qsort_r(numbers, *count, sizeof *numbers, by_item, o);
	return numbers;
}

void pairing_pass(struct pairing *p, int (*compare)(const void *x, const void *y), bool (*may)(const void *x))
{
	struct ordering of_a = {p->a.at, p->size, compare}, of_b = {p->b.at, p->size, compare};
	size_t n, m;
	size_t *a = sorted(&of_a, &p->a, p->with_a, may, &n), *b = sorted(&of_b, &p->b, p->with_b, may, &m);
	for (size_t i = 0, k = 0; i < n && k < m;) {
		int order = compare(pairing_a(p, a[i]), pairing_b(p, b[k]));
		if (!order) {
			p->with_a[a[i]] = b[k];
			p->with_b[b[k]] = a[i];
		}
		i += order <= 0;
		k += order >= 0;
	}
	free(a);
	free(b);
}

/* The one number that is free, or ALONE. */
static size_t only_free(const size_t *with, size_t n)
{
	size_t found = ALONE;
	for (size_t i = 0; i < n; i++) {
		if (with[i] != ALONE)
			continue;
		if (found != ALONE)
			return ALONE;
		found = i;
	}
	return found;
}

void pairing_rest(struct pairing *p)
{
	size_t i = only_free(p->with_a, p->a.count), k = only_free(p->with_b, p->b.count);
	if (i == ALONE || k == ALONE)
		return;
	p->with_a[i] = k;
	p->with_b[k] = i;
}
