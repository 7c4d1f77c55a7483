/* SPDX-License-Identifier: MIT */
#include "entry/lanes.h"

#include <errno.h>
#include <time.h>

enum {
	PATIENCE = 10000000, /* nanoseconds: some ten times what a chunk takes. Who is awaited may read from something slow */
	ALONE = 256,
	MORE_PER_CPU = 2
};

void lanes_init(struct lanes *l, unsigned cpus)
{
	*l = (struct lanes){.cpus = cpus};
	pthread_mutex_init(&l->lock, NULL);
}

void lanes_release(struct lanes *l)
{
	pthread_mutex_destroy(&l->lock);
}

unsigned lanes_hands(const struct lanes *l, size_t files)
{
	if (!digest_pairs() || files <= l->cpus)
		return 0;
	size_t more = files - l->cpus, most = MORE_PER_CPU * (size_t)l->cpus;
	return (unsigned)(more < most ? more : most);
}

/* Will another one come with a chunk, while one that has one waits? */
static bool another_comes(const struct lanes *l)
{
	return l->members > l->cpus && l->members > l->hashing + 1;
}

void lanes_join(struct message *m, struct lanes *l, struct digest *digest)
{
	pthread_condattr_t monotonic;
	*m = (struct message){.lanes = l, .digest = digest};
	pthread_condattr_init(&monotonic);
	pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
	pthread_cond_init(&m->changed, &monotonic);
	pthread_condattr_destroy(&monotonic);
	pthread_mutex_lock(&l->lock);
	l->members++;
	pthread_mutex_unlock(&l->lock);
}

void lanes_leave(struct message *m)
{
	struct lanes *l = m->lanes;
	if (!l)
		return;
	pthread_mutex_lock(&l->lock);
	l->members--;
	if (l->waiting && !another_comes(l)) {
		l->waiting->state = MESSAGE_ALONE;
		pthread_cond_signal(&l->waiting->changed);
		l->waiting = NULL;
	}
	pthread_mutex_unlock(&l->lock);
	pthread_cond_destroy(&m->changed);
	m->lanes = NULL;
}

/* The shorter one to its end along with as much of the other, then the rest. */
static void hash_both(struct message *a, struct message *b)
{
	size_t both = a->len < b->len ? a->len : b->len;
	bool failed = digest_update_two(a->digest, a->bytes, b->digest, b->bytes, both, NULL) < 0;
	a->failed = failed || digest_update(a->digest, a->bytes + both, a->len - both, NULL) < 0;
	b->failed = failed || digest_update(b->digest, b->bytes + both, b->len - both, NULL) < 0;
}

static struct timespec patience_ends(void)
{
	struct timespec t;
	clock_gettime(CLOCK_MONOTONIC, &t);
	t.tv_nsec += PATIENCE;
	t.tv_sec += t.tv_nsec / 1000000000;
	t.tv_nsec %= 1000000000;
	return t;
}

/* Until another one has hashed its chunk (MESSAGE_HASHED), or none will (MESSAGE_ALONE). With the lock. */
static void wait_for_another(struct message *m)
{
	struct lanes *l = m->lanes;
	struct timespec until = patience_ends();
	m->state = MESSAGE_WAITS;
	l->waiting = m;
	while (m->state == MESSAGE_WAITS)
		if (pthread_cond_timedwait(&m->changed, &l->lock, &until) == ETIMEDOUT && m->state == MESSAGE_WAITS) {
			l->waiting = NULL;
			m->state = MESSAGE_ALONE;
			m->alone = ALONE;
		}
	while (m->state == MESSAGE_TAKEN)
		pthread_cond_wait(&m->changed, &l->lock);
}

/* Along with the chunk of another one, or alone (other: NULL). With the lock, which is given away meanwhile. */
static void hash(struct message *m, struct message *other)
{
	struct lanes *l = m->lanes;
	unsigned chunks = other ? 2 : 1;
	l->hashing += chunks;
	pthread_mutex_unlock(&l->lock);
	if (other)
		hash_both(m, other);
	else
		m->failed = digest_update(m->digest, m->bytes, m->len, NULL) < 0;
	pthread_mutex_lock(&l->lock);
	l->hashing -= chunks;
	m->state = MESSAGE_HASHED;
	if (!other)
		return;
	other->state = MESSAGE_HASHED;
	pthread_cond_signal(&other->changed);
}

int lanes_update(struct message *m, const void *bytes, size_t len, struct err *e)
{
	struct lanes *l = m->lanes;
	m->bytes = bytes;
	m->len = len;
	m->state = MESSAGE_ALONE;
	pthread_mutex_lock(&l->lock);
	struct message *other = l->waiting;
	if (other) {
		other->state = MESSAGE_TAKEN;
		l->waiting = NULL;
	} else if (m->alone) {
		m->alone--;
	} else if (another_comes(l)) {
		wait_for_another(m);
	}
	if (m->state == MESSAGE_ALONE)
		hash(m, other);
	pthread_mutex_unlock(&l->lock);
	return m->failed ? err_set(e, ERR_SYSTEM, "OpenSSL failed while hashing") : 0;
}
