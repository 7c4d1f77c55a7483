/* SPDX-License-Identifier: MIT */
#include "evidence/outlines.h"

#include "base/hash.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

struct outline {
	char *entry;
	uint64_t hash;
	int64_t size;
	struct tensors *tensors; /* NULL once it was taken */
	bool cut;		 /* not all that was told had room */
};

struct outlines {
	pthread_mutex_t lock;
	struct outline *at; /* a hash table; without a name: empty */
	size_t count, size;
	atomic_int_fast64_t *left;
};

struct outlines *outlines_new(atomic_int_fast64_t *left)
{
	struct outlines *o = mem_alloc(sizeof *o);
	*o = (struct outlines){.left = left};
	pthread_mutex_init(&o->lock, NULL);
	return o;
}

void outlines_free(struct outlines *o)
{
	for (size_t i = 0; o && i < o->size; i++) {
		tensors_free(o->at[i].tensors);
		free(o->at[i].entry);
	}
	if (o) {
		pthread_mutex_destroy(&o->lock);
		free(o->at);
	}
	free(o);
}

/* Where that name is, or belongs. */
static struct outline *slot_of(const struct outlines *o, uint64_t hash, const char *entry)
{
	size_t at = hash & (o->size - 1);
	while (o->at[at].entry && (o->at[at].hash != hash || strcmp(o->at[at].entry, entry) != 0))
		at = (at + 1) & (o->size - 1);
	return &o->at[at];
}

static void make_room(struct outlines *o)
{
	struct outlines larger = {.size = o->size ? 2 * o->size : 64};
	if (2 * (o->count + 1) <= o->size)
		return;
	larger.at = mem_array(larger.size, sizeof *larger.at);
	memset(larger.at, 0, larger.size * sizeof *larger.at);
	for (size_t i = 0; i < o->size; i++)
		if (o->at[i].entry)
			*slot_of(&larger, o->at[i].hash, o->at[i].entry) = o->at[i];
	free(o->at);
	o->at = larger.at;
	o->size = larger.size;
}

static struct outline *find_or_add(struct outlines *o, const char *entry)
{
	uint64_t hash = hash_bytes(entry, strlen(entry));
	make_room(o);
	struct outline *at = slot_of(o, hash, entry);
	if (!at->entry) {
		*at = (struct outline){.entry = strdup(entry), .hash = hash, .size = -1};
		if (!at->entry)
			mem_exhausted();
		o->count++;
	}
	if (!at->tensors)
		at->tensors = tensors_new(o->left);
	return at;
}

bool outlines_add(struct outlines *o, const char *entry, const struct tensor *row)
{
	pthread_mutex_lock(&o->lock);
	struct outline *at = find_or_add(o, entry);
	bool added = tensors_add(at->tensors, row) != NO_TENSOR;
	at->cut |= !added;
	pthread_mutex_unlock(&o->lock);
	return added;
}

void outlines_mention(struct outlines *o, const char *entry, int64_t size)
{
	pthread_mutex_lock(&o->lock);
	find_or_add(o, entry)->size = size;
	pthread_mutex_unlock(&o->lock);
}

struct tensors *outlines_take(struct outlines *o, const char *entry, int64_t *size)
{
	pthread_mutex_lock(&o->lock);
	struct outline *found = o->size ? slot_of(o, hash_bytes(entry, strlen(entry)), entry) : NULL;
	bool whole = found && !found->cut;
	struct tensors *t = whole ? found->tensors : NULL;
	*size = found ? found->size : -1;
	if (whole)
		found->tensors = NULL;
	pthread_mutex_unlock(&o->lock);
	return t;
}

bool outlines_know(struct outlines *o, const char *entry)
{
	pthread_mutex_lock(&o->lock);
	bool known = o->size && slot_of(o, hash_bytes(entry, strlen(entry)), entry)->entry;
	pthread_mutex_unlock(&o->lock);
	return known;
}
