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
	bool stop;
	ahead_fill *fill;
	void *ctx;
	struct err failure; /* of the last slot, when its len is -1 */
};

static void *fill_slots(void *arg)
{
	struct ahead *a = arg;
	pthread_mutex_lock(&a->lock);
	for (ssize_t n = 1; n > 0;) {
		while (!a->stop && a->filled - a->taken == AHEAD_SLOTS)
			pthread_cond_wait(&a->changed, &a->lock);
		if (a->stop)
			break;
		struct slot *slot = &a->slots[a->filled % AHEAD_SLOTS];
		pthread_mutex_unlock(&a->lock);
		n = a->fill(a->ctx, slot->bytes, AHEAD_CHUNK, &a->failure);
		pthread_mutex_lock(&a->lock);
		slot->len = n;
		a->filled++;
		if (n <= 0 || a->filled - a->next >= AT_ONCE)
			pthread_cond_signal(&a->changed);
	}
	pthread_mutex_unlock(&a->lock);
	return NULL;
}

ssize_t ahead_next(struct ahead *a, const void **chunk, struct err *e)
{
	pthread_mutex_lock(&a->lock);
	if (a->next - a->taken == KEPT) {
		a->taken++;
		if (a->filled - a->taken <= AHEAD_SLOTS - AT_ONCE)
			pthread_cond_signal(&a->changed);
	}
	while (a->filled == a->next)
		pthread_cond_wait(&a->changed, &a->lock);
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

struct ahead *ahead_start(ahead_fill *fill, void *ctx)
{
	struct ahead *a = mem_alloc(sizeof *a);
	*a = (struct ahead){.fill = fill, .ctx = ctx};
	pthread_mutex_init(&a->lock, NULL);
	pthread_cond_init(&a->changed, NULL);
	for (int i = 0; i < AHEAD_SLOTS; i++)
		a->slots[i].bytes = mem_alloc(AHEAD_CHUNK);
	if (pthread_create(&a->thread, NULL, fill_slots, a) == 0)
		return a;
	release(a);
	return NULL;
}

void ahead_stop(struct ahead *a)
{
	if (!a)
		return;
	pthread_mutex_lock(&a->lock);
	a->stop = true;
	pthread_cond_signal(&a->changed);
	pthread_mutex_unlock(&a->lock);
	pthread_join(a->thread, NULL);
	release(a);
}
