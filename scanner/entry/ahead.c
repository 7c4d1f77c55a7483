/* SPDX-License-Identifier: MIT */
#include "entry/ahead.h"

#include "base/arena.h"

#include <pthread.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>

enum {
	KEPT = AHEAD_KEEPS + 1,
	AT_ONCE = 3 /* slots for which one who waits is woken: that costs more than to fill one */
};

struct slot {
	uint8_t *bytes; /* AHEAD_CHUNK of them */
	ssize_t len;	/* as the filler said */
};

struct ahead { /* slots [taken, filled) are in use: up to `next` lent to the consumer, which is the last KEPT of them; then full */
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t changed;
	struct slot slots[AHEAD_SLOTS];
	uint64_t filled, next, taken;
	bool running; /* the thread is; else the ring is shared */
	bool stop;
	bool filling, over; /* over: the last slot is filled */
	ahead_fill *fill;
	void *ctx;
	struct ahead *from; /* borrowed, or NULL */
	struct err failure; /* of the last slot, when its len is -1 */
};

static bool has_room(const struct ahead *a)
{
	return !a->over && a->filled - a->taken < AHEAD_SLOTS;
}

/* With the lock, which is open meanwhile. Nobody else may be filling. */
static void fill_one(struct ahead *a)
{
	struct slot *slot = &a->slots[a->filled % AHEAD_SLOTS];
	a->filling = true;
	pthread_mutex_unlock(&a->lock);
	slot->len = a->fill(a->ctx, slot->bytes, AHEAD_CHUNK, &a->failure);
	pthread_mutex_lock(&a->lock);
	a->filling = false;
	a->over = slot->len <= 0;
	a->filled++;
	if (a->over || !a->running || a->filled - a->next >= AT_ONCE)
		pthread_cond_signal(&a->changed);
}

static void *fill_slots(void *arg)
{
	struct ahead *a = arg;
	pthread_mutex_lock(&a->lock);
	while (!a->stop && !a->over)
		if (has_room(a))
			fill_one(a);
		else
			pthread_cond_wait(&a->changed, &a->lock);
	pthread_mutex_unlock(&a->lock);
	return NULL;
}

/* Fills one slot of a shared ring; false: there is nothing to do. */
static bool help(struct ahead *a)
{
	pthread_mutex_lock(&a->lock);
	bool can = !a->running && !a->filling && has_room(a);
	if (can)
		fill_one(a);
	pthread_mutex_unlock(&a->lock);
	return can;
}

/* As help, of the ring that this one is made from. With the lock, which is open meanwhile. */
static bool help_along(struct ahead *a)
{
	if (!a->from)
		return false;
	pthread_mutex_unlock(&a->lock);
	bool helped = help(a->from);
	pthread_mutex_lock(&a->lock);
	return helped;
}

/* Until a slot is filled. With the lock. */
static void await(struct ahead *a)
{
	while (a->filled == a->next)
		if (!a->running && !a->filling)
			fill_one(a);
		else if (!help_along(a) && a->filled == a->next)
			pthread_cond_wait(&a->changed, &a->lock);
}

ssize_t ahead_next(struct ahead *a, const void **chunk, struct err *e)
{
	pthread_mutex_lock(&a->lock);
	if (a->next - a->taken == KEPT) {
		a->taken++;
		if (a->filled - a->taken <= AHEAD_SLOTS - AT_ONCE)
			pthread_cond_signal(&a->changed);
	}
	await(a);
	const struct slot *slot = &a->slots[a->next++ % AHEAD_SLOTS];
	*chunk = slot->bytes;
	pthread_mutex_unlock(&a->lock);
	if (slot->len < 0 && e)
		*e = a->failure;
	return slot->len;
}

static void release(struct ahead *a)
{
	for (int i = 0; i < AHEAD_SLOTS; i++)
		free(a->slots[i].bytes);
	pthread_mutex_destroy(&a->lock);
	pthread_cond_destroy(&a->changed);
	free(a);
}

struct ahead *ahead_new_shared(ahead_fill *fill, void *ctx)
{
	struct ahead *a = mem_alloc(sizeof *a);
	*a = (struct ahead){.fill = fill, .ctx = ctx};
	pthread_mutex_init(&a->lock, NULL);
	pthread_cond_init(&a->changed, NULL);
	for (int i = 0; i < AHEAD_SLOTS; i++)
		a->slots[i].bytes = mem_alloc(AHEAD_CHUNK);
	return a;
}

struct ahead *ahead_start(ahead_fill *fill, void *ctx, struct ahead *from)
{
	struct ahead *a = ahead_new_shared(fill, ctx);
	a->from = from;
	a->running = true;
	if (pthread_create(&a->thread, NULL, fill_slots, a) == 0)
		return a;
	release(a);
	return NULL;
}

void ahead_share(struct ahead *a)
{
	if (!a->running)
		return;
	pthread_mutex_lock(&a->lock);
	a->stop = true;
	pthread_cond_signal(&a->changed);
	pthread_mutex_unlock(&a->lock);
	pthread_join(a->thread, NULL);
	a->running = false;
}

void ahead_stop(struct ahead *a)
{
	if (!a)
		return;
	ahead_share(a);
	release(a);
}
