/* SPDX-License-Identifier: MIT */
#include "catalog/index.h"

#include <stdlib.h>

enum { FACTOR = 0x9E3779B1u };

/* Spreads the bits, so that "the least of a window" picks without favour (MurmurHash3's finalizer). */
static uint32_t mix(uint32_t h)
{
	h ^= h >> 16;
	h *= 0x85EBCA6Bu;
	h ^= h >> 13;
	h *= 0xC2B2AE35u;
	h ^= h >> 16;
	return h ? h : 1;
}

struct window {
	struct shingle least;
	struct shingle ring[SHINGLE_WINDOW];
	uint32_t filled;  /* shingles seen in this run */
	uint32_t kept_at; /* of the last one kept, or UINT32_MAX */
};

static void keep(struct window *w, struct shingle *out, uint32_t *count)
{
	if (w->kept_at == w->least.at)
		return;
	w->kept_at = w->least.at;
	out[(*count)++] = w->least;
}

static void window_add(struct window *w, struct shingle s, struct shingle *out, uint32_t *count)
{
	w->ring[w->filled % SHINGLE_WINDOW] = s;
	w->filled++;
	if (w->filled == 1 || s.hash < w->least.hash) {
		w->least = s;
	} else if (s.at - w->least.at >= SHINGLE_WINDOW) { /* the least has left: the last of the smallest takes over */
		w->least = w->ring[w->filled % SHINGLE_WINDOW];
		for (uint32_t i = 1; i < SHINGLE_WINDOW; i++) {
			const struct shingle *r = &w->ring[(w->filled + i) % SHINGLE_WINDOW];
			if (r->hash <= w->least.hash)
				w->least = *r;
		}
	}
	if (w->filled >= SHINGLE_WINDOW)
		keep(w, out, count);
}

static void run_end(struct window *w, struct shingle *out, uint32_t *count)
{
	if (w->filled && w->filled < SHINGLE_WINDOW)
		keep(w, out, count);
	w->filled = 0;
}

uint32_t shingles_pick(const uint32_t *words, uint32_t n, struct shingle *out)
{
	uint32_t out_factor = 1, h = 0, run = 0, count = 0; /* run: words in h since the last blank */
	for (int i = 1; i < SHINGLE_WORDS; i++)
		out_factor *= FACTOR;
	struct window w = {.kept_at = UINT32_MAX};
	for (uint32_t i = 0; i < n; i++) {
		if (words[i] == WORD_BLANK) {
			run_end(&w, out, &count);
			h = run = 0;
			continue;
		}
		if (run >= SHINGLE_WORDS)
			h -= words[i - SHINGLE_WORDS] * out_factor;
		h = h * FACTOR + words[i];
		if (++run >= SHINGLE_WORDS)
			window_add(&w, (struct shingle){mix(h), i + 1 - SHINGLE_WORDS}, out, &count);
	}
	run_end(&w, out, &count);
	return count;
}

/* --- building ------------------------------------------------------------------------------------------------------------- */

struct entry {
	uint32_t hash, posting;
};

static int by_hash(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;
	if (x->hash != y->hash)
		return x->hash < y->hash ? -1 : 1;
	return x->posting < y->posting ? -1 : x->posting > y->posting;
}

static uint32_t collect(const struct fingerprint *const *fingerprints, uint32_t n, struct entry *entries, struct shingle *room)
{
	uint32_t count = 0;
	for (uint32_t f = 0; f < n; f++) {
		uint32_t picked = shingles_pick(fingerprints[f]->words, fingerprints[f]->count, room);
		for (uint32_t i = 0; i < picked; i++) {
			uint32_t at = room[i].at < SHINGLE_SOMEWHERE ? room[i].at : SHINGLE_SOMEWHERE;
			entries[count++] = (struct entry){room[i].hash, f << 16 | at};
		}
	}
	return count;
}

static struct whole make_whole(const struct fingerprint *fp)
{
	struct whole w = {0};
	uint32_t end = 0;
	for (uint32_t k = fp->n_sections; k-- > 0;) {
		const struct section *s = &fp->sections[k];
		if (s->optional)
			continue;
		w.first = s->first;
		end = end ? end : s->first + s->count;
	}
	for (uint32_t j = w.first; j < end; j++)
		if (fp->words[j] == WORD_BLANK)
			end = w.first;
	w.count = end - w.first;
	return w;
}

/* Postings of the entries [from, to), which share a hash: one for each fingerprint. Returns how many. */
static uint32_t put_postings(const struct entry *entries, uint32_t from, uint32_t to, uint32_t *postings)
{
	uint32_t count = 0;
	for (uint32_t i = from; i < to; i++) {
		uint32_t p = entries[i].posting;
		if (count && postings[count] >> 16 == p >> 16)
			postings[count] = (p & 0xFFFF0000u) | SHINGLE_SOMEWHERE;
		else
			postings[++count] = p;
	}
	postings[0] = count;
	return count;
}

static void count_postings(const uint32_t *postings, struct whole *wholes)
{
	for (uint32_t i = 1; i <= postings[0]; i++) {
		wholes[postings[i] >> 16].shingles++;
		wholes[postings[i] >> 16].placed += (postings[i] & 0xFFFF) != SHINGLE_SOMEWHERE;
	}
}

static void put_slot(uint32_t *slots, uint32_t n_slots, uint32_t hash, uint32_t position)
{
	uint32_t s = hash & (n_slots - 1);
	while (slots[2 * (size_t)s])
		s = (s + 1) & (n_slots - 1);
	slots[2 * (size_t)s] = hash;
	slots[2 * (size_t)s + 1] = position;
}

void shingle_index_build(const struct fingerprint *const *fingerprints, uint32_t n, struct arena *a, struct shingle_index *out)
{
	size_t total = 0, longest = 0;
	if (n > SHINGLE_FINGERPRINTS)
		n = SHINGLE_FINGERPRINTS;
	for (uint32_t f = 0; f < n; f++) {
		total += fingerprints[f]->count;
		longest = fingerprints[f]->count > longest ? fingerprints[f]->count : longest;
	}
	struct entry *entries = mem_array(total, sizeof *entries);
	struct shingle *room = mem_array(longest, sizeof *room);
	uint32_t count = collect(fingerprints, n, entries, room), distinct = 0, n_slots = 16;
	qsort(entries, count, sizeof *entries, by_hash);
	for (uint32_t i = 0; i < count; i++)
		distinct += i == 0 || entries[i].hash != entries[i - 1].hash;
	while (n_slots < 2 * distinct)
		n_slots *= 2;
	uint32_t used = n * (uint32_t)(sizeof(struct whole) / sizeof(uint32_t));
	uint32_t *slots = arena_array(a, n_slots, 2 * sizeof *slots),
		 *postings = arena_array(a, (size_t)used + count + distinct + 1, sizeof *postings);
	struct whole *wholes = (struct whole *)postings;
	for (uint32_t f = 0; f < n; f++)
		wholes[f] = make_whole(fingerprints[f]);
	for (uint32_t i = 0, end; i < count; i = end) {
		for (end = i + 1; end < count && entries[end].hash == entries[i].hash; end++)
			;
		uint32_t here = put_postings(entries, i, end, postings + used);
		if (here > SHINGLE_COMMON)
			continue;
		put_slot(slots, n_slots, entries[i].hash, used);
		count_postings(postings + used, wholes);
		used += here + 1;
	}
	*out = (struct shingle_index){.slots = slots, .n_slots = n_slots, .postings = postings, .n_postings = used};
	free(entries);
	free(room);
}
