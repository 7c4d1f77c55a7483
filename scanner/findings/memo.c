/* SPDX-License-Identifier: MIT */
#include "findings/memo.h"

#include "base/arena.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

enum {
	SLOTS = 1 << 15,    /* one clause each; a new one takes the place of the old */
	SHARDS = 64,	    /* locks */
	CLAUSE_MOST = 1024, /* bytes; longer ones are not kept: 32 MiB at the very most, a few as a rule */
};

struct memory { /* one block with its mask and the clause's bytes */
	uint64_t hash;
	struct memo_key key; /* s: behind the mask */
	uint64_t mask[];
};

struct slot {
	_Atomic uint64_t hash; /* of the memory, so that most of what is not remembered is known without a lock */
	struct memory *memory; /* owned; NULL: empty. A pointer, so that a run with few clauses touches little memory */
};

struct memo {
	size_t mask_words;
	struct slot *slots;
	_Atomic uint64_t
		*met; /* hashes of clauses met once: of most there is no second time, and they are not to drive out others */
	pthread_mutex_t locks[SHARDS];
};

struct memo *memo_new(size_t mask_words)
{
	struct memo *m = mem_alloc(sizeof *m);
	m->mask_words = mask_words;
	m->slots = mem_array(SLOTS, sizeof *m->slots);
	m->met = mem_array(SLOTS, sizeof *m->met);
	for (int i = 0; i < SHARDS; i++)
		pthread_mutex_init(&m->locks[i], NULL);
	return m;
}

void memo_free(struct memo *m)
{
	if (!m)
		return;
	for (size_t i = 0; i < SLOTS; i++)
		free(m->slots[i].memory);
	for (int i = 0; i < SHARDS; i++)
		pthread_mutex_destroy(&m->locks[i]);
	free(m->slots);
	free(m->met);
	free(m);
}

/* Only spreads the clauses over the slots; equality is decided by the bytes. */
static uint64_t hash_key(const struct memo_key *key)
{
	uint64_t hash = key->len * UINT64_C(0x9e3779b97f4a7c15) ^ (uint64_t)key->item << 8 ^ (uint64_t)key->scope ^
			(uint64_t)(uintptr_t)key->license << 16;
	size_t i = 0;
	for (; i + 8 <= key->len; i += 8) {
		uint64_t word;
		memcpy(&word, key->s + i, sizeof word);
		hash = (hash ^ word) * UINT64_C(0xff51afd7ed558ccd);
		hash ^= hash >> 32;
	}
	for (; i < key->len; i++)
		hash = (hash ^ (unsigned char)key->s[i]) * UINT64_C(0x100000001b3);
	return hash ^ hash >> 29;
}

static bool same(const struct memo_key *a, const struct memo_key *b)
{
	return a->scope == b->scope && a->item == b->item && a->license == b->license && a->len == b->len &&
	       !memcmp(a->s, b->s, a->len);
}

bool memo_find(struct memo *m, const struct memo_key *key, uint64_t *mask)
{
	uint64_t hash = hash_key(key);
	struct slot *slot = &m->slots[hash % SLOTS];
	if (key->len > CLAUSE_MOST || atomic_load_explicit(&slot->hash, memory_order_relaxed) != hash)
		return false;
	pthread_mutex_t *lock = &m->locks[hash % SHARDS];
	pthread_mutex_lock(lock);
	const struct memory *known = slot->memory;
	bool found = known && known->hash == hash && same(&known->key, key);
	if (found)
		memcpy(mask, known->mask, m->mask_words * sizeof *mask);
	pthread_mutex_unlock(lock);
	return found;
}

static struct memory *memory_new(const struct memo *m, uint64_t hash, const struct memo_key *key, const uint64_t *mask)
{
	size_t mask_bytes = m->mask_words * sizeof *mask;
	struct memory *new = mem_alloc(sizeof *new + mask_bytes + key->len);
	*new = (struct memory){hash, *key};
	memcpy(new->mask, mask, mask_bytes);
	new->key.s = memcpy((char *)new->mask + mask_bytes, key->s, key->len);
	return new;
}

void memo_add(struct memo *m, const struct memo_key *key, const uint64_t *mask)
{
	uint64_t hash = hash_key(key);
	if (key->len > CLAUSE_MOST || atomic_exchange_explicit(&m->met[hash % SLOTS], hash, memory_order_relaxed) != hash)
		return;
	struct memory *new = memory_new(m, hash, key, mask);
	struct slot *slot = &m->slots[hash % SLOTS];
	pthread_mutex_t *lock = &m->locks[hash % SHARDS];
	pthread_mutex_lock(lock);
	free(slot->memory);
	slot->memory = new;
	atomic_store_explicit(&slot->hash, hash, memory_order_relaxed);
	pthread_mutex_unlock(lock);
}
