/* SPDX-License-Identifier: MIT */
#include "entry/budget.h"

#include "base/footprint.h"
#include "base/halt.h"

#include <time.h>

enum { RATIO_FREE = 256 << 20 }; /* an archive may unpack to this much whatever its own size */

void budget_init(struct budget *b, const struct limits *limits)
{
	b->limits = limits;
	b->begun = budget_now();
	atomic_init(&b->entries, 0);
	atomic_init(&b->expanded, 0);
}

void budget_again(struct budget *b, const struct budget *run)
{
	budget_init(b, run->limits);
	b->begun = run->begun;
}

int64_t budget_now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC_COARSE, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static bool over(int64_t begun, int64_t seconds)
{
	return (budget_now() - begun) / 1000 >= seconds;
}

int budget_time(const struct budget *b, int64_t entry_begun, struct err *e)
{
	if (halt_check(e) < 0)
		return -1;
	if (footprint_over(b->limits->memory))
		return err_set(e, ERR_LIMIT,
			       "The process takes more than %lld bytes of memory (--limit memory=…); the rest was not read.",
			       (long long)b->limits->memory);
	if (over(b->begun, b->limits->seconds))
		return err_set(e, ERR_LIMIT, "The scan took more than %lld seconds (--limit seconds=…); the rest was not read.",
			       (long long)b->limits->seconds);
	if (over(entry_begun, b->limits->entry_seconds))
		return err_set(e, ERR_LIMIT,
			       "It took more than %lld seconds (--limit entry-seconds=…); the rest of it was not read.",
			       (long long)b->limits->entry_seconds);
	return 0;
}

static void spend_all(struct layer *layer)
{
	for (; layer; layer = layer->outer)
		layer->spent = true;
}

int budget_entry(struct budget *b, struct layer *layer, struct err *e)
{
	for (struct layer *l = layer; l; l = l->outer)
		atomic_fetch_add(&l->entries, 1);
	if (atomic_fetch_add(&b->entries, 1) < b->limits->entries)
		return 0;
	spend_all(layer);
	return err_set(e, ERR_LIMIT, "The distribution has more than %lld entries (--limit entries=…); the rest was not read.",
		       (long long)b->limits->entries);
}

static bool over_ratio(const struct layer *layer)
{
	uint64_t allowed;
	if (layer->out <= RATIO_FREE ||
	    __builtin_mul_overflow((uint64_t)layer->in, (uint64_t)layer->budget->limits->ratio, &allowed))
		return false;
	return layer->out > allowed;
}

int budget_expand(struct layer *layer, uint64_t bytes, struct err *e)
{
	struct budget *b = layer->budget;
	for (struct layer *l = layer; l; l = l->outer)
		atomic_fetch_add(&l->out, bytes);
	if (atomic_fetch_add(&b->expanded, (int_fast64_t)bytes) > b->limits->expanded_bytes - (int64_t)bytes) {
		spend_all(layer);
		return err_set(e, ERR_LIMIT,
			       "The archives unpack to more than %lld bytes (--limit expanded-bytes=…); the rest was not read.",
			       (long long)b->limits->expanded_bytes);
	}
	int rc = 0;
	for (; layer; layer = layer->outer) {
		if (!over_ratio(layer))
			continue;
		layer->spent = true;
		rc = err_set(
			e, ERR_LIMIT,
			"An archive unpacks to more than %lld times its own size (--limit ratio=…); the rest of it was not read.",
			(long long)b->limits->ratio);
	}
	return rc;
}

void budget_refund(struct layer *layer)
{
	atomic_fetch_sub(&layer->budget->expanded, (int_fast64_t)layer->out);
	atomic_fetch_sub(&layer->budget->entries, (int_fast64_t)layer->entries);
	layer->out = layer->entries = 0;
	layer->spent = false;
}

void layer_begin(struct layer *layer)
{
	if (layer->depth)
		return;
	layer->depth = layer->outer ? layer->outer->depth + 1 : 1;
	layer->begun = budget_now();
}

bool layer_spent(const struct layer *layer)
{
	for (; layer; layer = layer->outer)
		if (layer->spent)
			return true;
	return false;
}
