/* SPDX-License-Identifier: MIT */
#include "entry/hasher.h"

enum { WORTH_A_THREAD = 1 << 20 }; /* bytes hashed before a thread is started, or another one is waited for */

bool spare_take(struct spare *s)
{
	int n = s ? atomic_load(&s->idle) : 0;
	while (n > 0)
		if (atomic_compare_exchange_weak(&s->idle, &n, n - 1))
			return true;
	return false;
}

void spare_give(struct spare *s)
{
	if (s)
		atomic_fetch_add(&s->idle, 1);
}

void spare_withdraw(struct spare *s)
{
	atomic_fetch_sub(&s->idle, 1);
}

static void *work(void *arg)
{
	struct hasher *h = arg;
	pthread_mutex_lock(&h->lock);
	for (;;) {
		while (!h->stop && h->done == h->posted)
			pthread_cond_wait(&h->changed, &h->lock);
		if (h->done == h->posted)
			break;
		const void *bytes = h->queue[h->done % HASHER_QUEUE].bytes;
		size_t len = h->queue[h->done % HASHER_QUEUE].len;
		pthread_mutex_unlock(&h->lock);
		bool ok = digest_update(&h->digest, bytes, len, NULL) == 0;
		pthread_mutex_lock(&h->lock);
		h->failed = h->failed || !ok;
		h->done++;
		if (h->posted - h->done == h->awaited)
			pthread_cond_signal(&h->changed);
	}
	pthread_mutex_unlock(&h->lock);
	return NULL;
}

int hasher_init(struct hasher *h, struct spare *spare, struct lanes *lanes, struct err *e)
{
	*h = (struct hasher){.spare = spare, .lanes = lanes};
	if (digest_init(&h->digest, e) < 0)
		return -1;
	pthread_mutex_init(&h->lock, NULL);
	pthread_cond_init(&h->changed, NULL);
	return 0;
}

static void start(struct hasher *h)
{
	if (!spare_take(h->spare))
		return;
	lanes_leave(&h->message);
	h->running = pthread_create(&h->thread, NULL, work, h) == 0;
	if (!h->running) {
		spare_give(h->spare);
		h->spare = NULL; /* the system has none to give: do not ask again */
	}
}

static int hash(struct hasher *h, const void *bytes, size_t len)
{
	if (h->lanes && !h->message.lanes && h->hashed >= WORTH_A_THREAD)
		lanes_join(&h->message, h->lanes, &h->digest);
	return h->message.lanes ? lanes_update(&h->message, bytes, len, NULL) : digest_update(&h->digest, bytes, len, NULL);
}

static void catch_up(struct hasher *h)
{
	if (h->n_waiting && hash(h, h->waiting, h->n_waiting) < 0)
		h->failed = true;
	h->hashed += h->n_waiting;
	h->n_waiting = 0;
}

int hasher_beside(struct hasher *h, struct digest *other, const uint8_t *bytes, size_t len)
{
	size_t both = h && !h->running && digest_pairs() ? h->n_waiting : 0;
	both = both < len ? both : len;
	if (both) {
		h->failed = h->failed || digest_update_two(&h->digest, h->waiting, other, bytes, both, NULL) < 0;
		h->hashed += both;
		h->waiting += both;
		h->n_waiting -= both;
	}
	return digest_update(other, bytes + both, len - both, NULL);
}

/* To wake a thread costs as much as to hash 10 kB: who has to wait for the thread sleeps until it has one chunk left. With the lock. */
static void await(struct hasher *h, unsigned open)
{
	if (h->posted - h->done <= open)
		return;
	h->awaited = open ? 1 : 0;
	while (h->posted - h->done > h->awaited)
		pthread_cond_wait(&h->changed, &h->lock);
}

void hasher_post(struct hasher *h, const void *bytes, size_t len)
{
	catch_up(h);
	if (!h->running && h->hashed >= WORTH_A_THREAD)
		start(h);
	if (!h->running) {
		h->waiting = bytes;
		h->n_waiting = len;
		return;
	}
	pthread_mutex_lock(&h->lock);
	await(h, HASHER_QUEUE - 1);
	h->queue[h->posted % HASHER_QUEUE].bytes = bytes;
	h->queue[h->posted % HASHER_QUEUE].len = len;
	h->posted++;
	pthread_cond_signal(&h->changed);
	pthread_mutex_unlock(&h->lock);
}

void hasher_wait(struct hasher *h, unsigned open)
{
	catch_up(h);
	if (!h->running)
		return;
	pthread_mutex_lock(&h->lock);
	await(h, open);
	pthread_mutex_unlock(&h->lock);
}

static void stop(struct hasher *h)
{
	if (!h->running)
		return;
	pthread_mutex_lock(&h->lock);
	h->stop = true;
	pthread_cond_signal(&h->changed);
	pthread_mutex_unlock(&h->lock);
	pthread_join(h->thread, NULL);
	h->running = false;
	spare_give(h->spare);
}

int hasher_final(struct hasher *h, uint8_t out[DIGEST_BYTES], struct err *e)
{
	catch_up(h);
	lanes_leave(&h->message);
	stop(h);
	if (h->failed)
		return err_set(e, ERR_SYSTEM, "OpenSSL failed while hashing");
	return digest_final(&h->digest, out, e);
}

void hasher_release(struct hasher *h)
{
	if (!h->digest.open)
		return;
	lanes_leave(&h->message);
	stop(h);
	digest_release(&h->digest);
	pthread_mutex_destroy(&h->lock);
	pthread_cond_destroy(&h->changed);
}
