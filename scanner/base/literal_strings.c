/* SPDX-License-Identifier: MIT */
#include "base/literal_strings.h"

#include "base/ascii.h"
#include "base/hash.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

struct strings strings_of(struct parser *p, const char *s, size_t len)
{
	struct strings set = {ARENA_NEW(p->arena, struct piece), 1};
	if (len)
		memcpy(set.at->s, s, len);
	set.at->len = (uint8_t)len;
	return set;
}

void strings_add(struct strings *to, const struct strings *more)
{
	if (more->count)
		memcpy(to->at + to->count, more->at, more->count * sizeof *more->at);
	to->count += more->count;
}

static struct piece piece_then(const struct piece *a, const struct piece *b)
{
	struct piece to = *a;
	size_t room = a->cut ? 0 : LITERAL_MAX - (size_t)a->len, n = b->len < room ? b->len : room;
	memcpy(to.s + a->len, b->s, n);
	to.len = (uint8_t)(a->len + n);
	to.cut |= n < b->len || b->cut;
	to.edge |= !a->len && b->edge;
	to.closed = !to.cut && (b->len ? b->closed : a->closed || (a->len && b->edge));
	return to;
}

struct strings strings_product(struct parser *p, const struct strings *a, const struct strings *b)
{
	struct strings set = {arena_array(p->arena, (size_t)a->count * b->count, sizeof *set.at), 0};
	for (uint32_t i = 0; i < a->count; i++)
		for (uint32_t k = 0; k < b->count; k++)
			set.at[set.count++] = piece_then(&a->at[i], &b->at[k]);
	return set;
}

/* --- sets that are kept ---------------------------------------------------------------------------------------------------- */

/* How common a byte is in English, in thousandths; it only makes things quicker. */
static uint32_t commonness(char c)
{
	static const uint8_t thousandths[256] = {
		[' '] = 180, ['e'] = 100, ['t'] = 75, ['a'] = 65, ['o'] = 62, ['i'] = 58, ['n'] = 58, ['s'] = 52,
		['r'] = 50,  ['h'] = 45,  ['l'] = 33, ['d'] = 33, ['c'] = 28, ['u'] = 25, ['m'] = 22, ['f'] = 20,
		['p'] = 18,  ['g'] = 17,  ['w'] = 15, ['y'] = 15, ['b'] = 13, ['v'] = 9,  ['k'] = 6,
	};
	uint8_t known = thousandths[(uint8_t)c];
	return known ? known : 3;
}

/* Where the rarest run of three bytes begins, of those at `apart` bytes or more from `from`; from when there is none. */
static uint8_t rarest_three(const char *s, size_t len, size_t from, size_t apart)
{
	uint32_t least = UINT32_MAX;
	size_t rarest = from;
	for (size_t i = 0; i + LITERAL_MIN <= len; i++) {
		uint32_t n = commonness(s[i]) * commonness(s[i + 1]) * commonness(s[i + 2]);
		if (n < least && (i < from ? from - i : i - from) >= apart) {
			least = n;
			rarest = i;
		}
	}
	return (uint8_t)rarest;
}

static const struct grams *grams_of(const struct literal_set *set, struct arena *a)
{
	struct grams *grams = arena_array(a, set->count, sizeof *grams);
	for (uint32_t i = 0; i < set->count; i++) {
		const struct literal *l = &set->at[i];
		if (l->len < LITERAL_MIN)
			continue;
		size_t apart = l->len > 5 ? 3 : 1, other = rarest_three(l->s, l->len, l->rare, apart);
		grams[i] = (struct grams){gram_at(l->s + l->rare), gram_at(l->s + other)};
	}
	return grams;
}

static int compare_pieces(const void *x, const void *y)
{
	const struct piece *a = x, *b = y;
	int order = memcmp(a->s, b->s, a->len < b->len ? a->len : b->len);
	return order		    ? order
	       : a->len != b->len   ? a->len - b->len
	       : a->edge != b->edge ? a->edge - b->edge
				    : a->closed - b->closed;
}

/* Does the literal stand wherever the piece does? */
static bool implied(const struct literal *l, const struct piece *by)
{
	if (l->len > by->len || memcmp(l->s, by->s, l->len) != 0 || (l->edge && !by->edge))
		return false;
	if (!l->closed)
		return true;
	return l->len == by->len ? by->closed : is_word_char(l->s[l->len - 1]) != is_word_char(by->s[l->len]);
}

/* Sorted, and without those that others imply. */
static struct literal_set set_tidy(struct parser *p, const struct strings *set)
{
	struct literal *at = arena_array(p->arena, set->count, sizeof *at);
	struct literal_set out = {.at = at};
	qsort(set->at, set->count, sizeof *set->at, compare_pieces);
	for (uint32_t i = 0; i < set->count; i++) {
		const struct piece *piece = &set->at[i];
		if (out.count && implied(&at[out.count - 1], piece))
			continue;
		struct literal *l = &at[out.count++];
		memcpy(l->s, piece->s, piece->len);
		l->len = piece->len;
		l->edge = piece->edge;
		l->closed = piece->closed;
		l->rare = rarest_three(l->s, l->len, 0, 0);
		if (!out.shortest || l->len < out.shortest)
			out.shortest = l->len;
	}
	return out;
}

/* How often one may expect to meet one of the literals. */
static double cost(const struct literal_set *set)
{
	static const double of_length[LITERAL_MAX + 1] = {
		1,	1,	1,	6.4e-2, 2.6e-2, 1.0e-2, 4.1e-3, 1.6e-3, 6.6e-4,
		2.6e-4, 1.1e-4, 4.2e-5, 1.7e-5, 6.7e-6, 2.7e-6, 1.1e-6, 4.3e-7,
	};
	double sum = 0;
	for (uint32_t i = 0; i < set->count; i++)
		sum += of_length[set->at[i].len];
	return sum;
}

static struct literal_set **pool_slot(struct literal_set **sets, size_t slots, const struct literal_set *set)
{
	size_t bytes = set->count * sizeof *set->at;
	for (uint64_t hash = hash_bytes(set->at, bytes);; hash++) {
		struct literal_set **slot = &sets[hash % slots];
		if (!*slot || ((*slot)->count == set->count && !memcmp((*slot)->at, set->at, bytes)))
			return slot;
	}
}

static void pool_grow(struct literal_pool *p)
{
	size_t slots = p->slots ? 2 * p->slots : 1024;
	struct literal_set **sets = mem_array(slots, sizeof *sets);
	for (size_t i = 0; i < p->slots; i++)
		if (p->sets[i])
			*pool_slot(sets, slots, p->sets[i]) = p->sets[i];
	free(p->sets);
	p->sets = sets;
	p->slots = slots;
}

const struct literal_set *strings_keep(struct parser *p, const struct strings *set)
{
	struct literal_pool *pool = p->pool;
	struct literal_set new = set_tidy(p, set);
	if (2 * (size_t)pool->n_sets >= pool->slots)
		pool_grow(pool);
	struct literal_set **slot = pool_slot(pool->sets, pool->slots, &new);
	if (!*slot) {
		new.number = pool->n_sets++;
		new.cost = cost(&new);
		new.at = arena_memdup(&pool->arena, new.at, new.count * sizeof *new.at);
		new.grams = grams_of(&new, &pool->arena);
		*slot = arena_memdup(&pool->arena, &new, sizeof new);
	}
	return *slot;
}
