/* SPDX-License-Identifier: MIT */
/* Where literals stand in a text, and whether it can hold what patterns need. */
#include "base/arena.h"
#include "base/buf.h"
#include "base/literal_grams.h"
#include "base/literal_pool.h"

#include <stdlib.h>
#include <string.h>

/* --- signatures --------------------------------------------------------------------------------------------------------- */

void signature_clear(struct signature *g)
{
	memset(g, 0, sizeof *g);
}

void signature_add(struct signature *g, const char *s, size_t len)
{
	uint32_t three = 0;
	for (size_t i = 0; i < len; i++) {
		uint32_t byte = fold(s[i]);
		three = three << 8 | byte;
		if (i >= 2) {
			uint16_t bit = gram_bit(three);
			g->bits[bit / 64] |= UINT64_C(1) << bit % 64;
		}
		if (byte >= 0x80)
			g->anything |= (three & 0xFFFF) == 0xC5BF || (three & 0xFFFFFF) == 0xE284AA;
	}
}

static bool has(const struct signature *g, uint16_t bit)
{
	return g->bits[bit / 64] >> bit % 64 & 1;
}

static bool has_both(const struct signature *g, struct grams grams)
{
	return has(g, grams.rare) && has(g, grams.other);
}

/* --- sieves ------------------------------------------------------------------------------------------------------------- */

enum { SIEVE_NEEDS = 4 }; /* of each pattern that are looked at: the rarest */

static void add_gram(struct literal_sieve *s, size_t from, struct grams grams)
{
	for (size_t i = from; i < s->n_grams; i++)
		if (s->grams[i].rare == grams.rare && s->grams[i].other == grams.other)
			return;
	VEC_PUSH(s->grams, s->n_grams, s->grams_capacity, grams);
}

/* One of the grams that are added is in each text that holds what is needed. */
static void add_grams(struct literal_sieve *s, size_t from, const struct need *need)
{
	for (uint32_t i = 0; need->set && i < need->set->count; i++)
		add_gram(s, from, need->set->grams[i]);
	for (uint32_t i = 0; i < need->count; i++)
		add_grams(s, from, literals_rarest(need->any[i].at, need->any[i].count, NULL));
}

void literal_sieve_add(struct literal_sieve *s, const struct literals *l)
{
	const struct need *needs[LITERAL_NEEDS_MAX];
	uint32_t count = l->needs.count;
	if (count)
		memcpy(needs, l->needs.at, count * sizeof *needs);
	for (int i = 0; i < SIEVE_NEEDS; i++) {
		uint32_t least = 0;
		for (uint32_t k = 1; k < count; k++)
			if (needs[k]->cost < needs[least]->cost)
				least = k;
		if (count) {
			add_grams(s, s->n_grams, needs[least]);
			needs[least] = needs[--count];
		}
		VEC_PUSH(s->ends, s->n_ends, s->ends_capacity, (uint32_t)s->n_grams);
	}
}

void literal_sieve_release(struct literal_sieve *s)
{
	free(s->grams);
	free(s->ends);
	*s = (struct literal_sieve){0};
}

static bool has_one(const struct signature *g, const struct grams *from, const struct grams *to)
{
	bool empty = from == to, found = false;
	while (from < to && !found)
		found = has_both(g, *from++);
	return found || empty;
}

bool literal_sieve_passes(const struct literal_sieve *s, uint32_t i, const struct signature *g)
{
	const uint32_t *end = s->ends + (size_t)SIEVE_NEEDS * i;
	uint32_t from = i ? end[-1] : 0;
	for (int k = 0; k < SIEVE_NEEDS; from = end[k++])
		if (!has_one(g, s->grams + from, s->grams + end[k]))
			return false;
	return true;
}

/* --- places --------------------------------------------------------------------------------------------------------------- */

enum {
	LISTS_MIN = 256,
	LISTS_MAX = 1 << 16,
	KEPT_LEAST = 4096, /* places of all sets together that are kept in any case, … */
	KEPT_EACH = 8,	   /* … and for each byte of the subject */
};

void places_begin(struct places *p, const char *s, size_t len, const struct signature *known, size_t n_known)
{
	p->s = s;
	p->len = len;
	p->listed = false;
	p->n_at = 0;
	if (p->absent)
		memset(p->absent, 0, p->sets_capacity / 64 * sizeof *p->absent);
	if (!++p->subject) { /* so many were there that the counter begins anew */
		memset(p->sets, 0, p->sets_capacity * sizeof *p->sets);
		p->subject = 1;
	}
	if (known)
		p->signature = *known;
	else
		signature_clear(&p->signature);
	size_t from = known && n_known > 2 ? n_known - 2 : 0;
	signature_add(&p->signature, s + from, len - from);
}

void places_release(struct places *p)
{
	free(p->folded);
	free(p->first);
	free(p->next);
	free(p->first_pair);
	free(p->next_pair);
	free(p->sets);
	free(p->absent);
	free(p->at);
	*p = (struct places){0};
}

static inline uint32_t list_of(const struct places *p, uint32_t bytes)
{
	return ((bytes & 0xFFFFFF) * 0x9E3779B1u >> 16) & (p->lists - 1);
}

/* Room for the lists of the subject. */
static void make_room(struct places *p)
{
	for (p->lists = LISTS_MIN; p->lists < p->len && p->lists < LISTS_MAX;)
		p->lists *= 2;
	if (p->lists > p->lists_capacity) {
		p->lists_capacity = p->lists;
		p->first = mem_resize(p->first, p->lists, sizeof *p->first);
		p->first_pair = mem_resize(p->first_pair, p->lists, sizeof *p->first_pair);
	}
	memset(p->first, 0, p->lists * sizeof *p->first);
	memset(p->first_pair, 0, p->lists * sizeof *p->first_pair);
	if (p->len + 1 > p->capacity) {
		p->capacity = p->len + p->len / 2 + 1;
		p->folded = mem_resize(p->folded, p->capacity, 1);
		p->next = mem_resize(p->next, p->capacity, sizeof *p->next);
		p->next_pair = mem_resize(p->next_pair, p->capacity, sizeof *p->next_pair);
	}
}

/* Lists where each run of two and of three bytes stands. */
static void make_lists(struct places *p)
{
	make_room(p);
	p->listed = true;
	uint32_t bytes = 0;
	for (size_t i = p->len; i-- > 0;) { /* from the end, so that each list ascends */
		uint32_t byte = fold(p->s[i]);
		p->folded[i] = (char)byte;
		bytes = bytes >> 8 | byte << 16;
		uint32_t *pair = &p->first_pair[list_of(p, bytes >> 8)], *three = &p->first[list_of(p, bytes)];
		p->next_pair[i] = *pair;
		p->next[i] = *three;
		*pair = *three = (uint32_t)i + 1; /* the last bytes of all go by with zeros behind them */
	}
}

static bool is_edge(const struct places *p, size_t at)
{
	return (at && is_word(p->folded[at - 1])) != (at < p->len && is_word(p->folded[at]));
}

static bool stands_at(const struct places *p, const struct literal *l, size_t at)
{
	return l->len <= p->len - at && !memcmp(p->folded + at, l->s, l->len) && (!l->edge || is_edge(p, at)) &&
	       (!l->closed || is_edge(p, at + l->len));
}

/* Adds the places of a literal. False when they are too many to be kept. */
static bool add_places(struct places *p, const struct literal *l)
{
	bool pair = l->len < LITERAL_MIN;
	if (!p->listed)
		make_lists(p);
	uint32_t bytes = pair ? fold(l->s[0]) << 8 | fold(l->s[1]) : three_at(l->s + l->rare);
	const uint32_t *next = pair ? p->next_pair : p->next;
	for (uint32_t at = pair ? p->first_pair[list_of(p, bytes)] : p->first[list_of(p, bytes)]; at; at = next[at - 1]) {
		if (at <= l->rare || !stands_at(p, l, at - 1 - l->rare))
			continue;
		if (p->n_at > KEPT_LEAST + KEPT_EACH * p->len)
			return false;
		VEC_PUSH(p->at, p->n_at, p->at_capacity, at - 1 - l->rare);
	}
	return true;
}

static int compare_places(const void *x, const void *y)
{
	uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;
	return a < b ? -1 : a > b;
}

/* They are few as a rule, and nearly in order. */
static void sort_places(uint32_t *at, size_t count)
{
	if (count > 64) {
		qsort(at, count, sizeof *at, compare_places);
		return;
	}
	for (size_t i = 1; i < count; i++) {
		uint32_t moved = at[i];
		size_t k = i;
		for (; k > 0 && at[k - 1] > moved; k--)
			at[k] = at[k - 1];
		at[k] = moved;
	}
}

static void make_room_for(struct places *p, uint32_t number)
{
	size_t before = p->sets_capacity, sets = 64 * ((size_t)number / 32 + 4);
	p->sets = mem_resize(p->sets, sets, sizeof *p->sets);
	memset(p->sets + before, 0, (sets - before) * sizeof *p->sets);
	p->absent = mem_resize(p->absent, sets / 64, sizeof *p->absent);
	memset(p->absent + before / 64, 0, (sets - before) / 64 * sizeof *p->absent);
	p->sets_capacity = sets;
}

static bool is_absent(const struct places *p, uint32_t set)
{
	return set < p->sets_capacity && p->absent[set / 64] >> set % 64 & 1;
}

static const struct seen_set *look_up(struct places *p, const struct literal_set *set)
{
	if (set->number >= p->sets_capacity)
		make_room_for(p, set->number);
	struct seen_set *seen = &p->sets[set->number];
	if (seen->subject == p->subject)
		return seen;
	*seen = (struct seen_set){.subject = p->subject, .first = (uint32_t)p->n_at};
	for (uint32_t i = 0; i < set->count && !seen->everywhere; i++)
		if (has_both(&p->signature, set->grams[i]) || set->at[i].len < LITERAL_MIN)
			seen->everywhere = !add_places(p, &set->at[i]);
	if (seen->everywhere)
		p->n_at = seen->first;
	seen->count = (uint32_t)(p->n_at - seen->first);
	if (!seen->count && !seen->everywhere)
		p->absent[set->number / 64] |= UINT64_C(1) << set->number % 64;
	if (set->count > 1)
		sort_places(p->at + seen->first, seen->count);
	return seen;
}

/* The first place of the set from `from` on; false when there is none. */
static bool next_place(struct places *p, const struct literal_set *set, size_t from, size_t *out)
{
	const struct seen_set *seen = look_up(p, set);
	if (seen->everywhere) {
		while (from < p->len && ((unsigned char)p->s[from] & 0xC0) == 0x80)
			from++;
		*out = from;
		return from < p->len;
	}
	const uint32_t *at = p->at + seen->first;
	size_t low = 0, high = seen->count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (at[middle] < from)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == seen->count)
		return false;
	*out = at[low];
	return true;
}

/* --- what is possible ----------------------------------------------------------------------------------------------------- */

enum { NOWHERE = -1 };

static int64_t end_of_all(const struct needs *needs, struct places *p, int64_t from);

/* A byte before which what is needed, from `from` on, cannot end; NOWHERE when it is not there. */
static int64_t end_of(const struct need *need, struct places *p, int64_t from)
{
	size_t at;
	if (need->set) {
		bool found = !is_absent(p, need->number) && next_place(p, need->set, (size_t)from, &at);
		return found ? (int64_t)(at + need->set->shortest) : NOWHERE;
	}
	int64_t least = NOWHERE;
	for (uint32_t i = 0; i < need->count; i++) {
		int64_t end = end_of_all(&need->any[i], p, from);
		if (end != NOWHERE && (least == NOWHERE || end < least))
			least = end;
	}
	return least;
}

static int64_t end_of_all(const struct needs *needs, struct places *p, int64_t from)
{
	for (uint32_t i = 0; i < needs->count && from != NOWHERE; i++)
		from = end_of(needs->at[i], p, from);
	return from;
}

static bool all_stand(const struct needs *needs, struct places *p, int64_t from);

/* Is what is needed there, from `from` on? Where it ends does not matter. */
static bool stands(const struct need *need, struct places *p, int64_t from)
{
	if (need->set)
		return end_of(need, p, from) != NOWHERE;
	for (uint32_t i = 0; i < need->count; i++)
		if (all_stand(&need->any[i], p, from))
			return true;
	return false;
}

static bool all_stand(const struct needs *needs, struct places *p, int64_t from)
{
	for (uint32_t i = 0; i + 1 < needs->count && from != NOWHERE; i++)
		from = end_of(needs->at[i], p, from);
	return from != NOWHERE && (!needs->count || stands(needs->at[needs->count - 1], p, from));
}

bool literals_possible(const struct literals *l, struct places *p, size_t from)
{
	return (!l->rarest || stands(l->rarest, p, (int64_t)from)) && all_stand(&l->needs, p, (int64_t)from);
}

bool literals_start(const struct literals *l, struct places *p, size_t from, size_t *at)
{
	return next_place(p, l->heads, from, at) && literals_possible(l, p, *at);
}
