/* SPDX-License-Identifier: MIT */
#include "base/literal_store.h"

#include "base/literal_pool.h"

#include <stdlib.h>
#include <string.h>

/*
 * In this order: the head; sets, needs, lists, patterns; then the numbers of needs that lists hold, and the literals and the grams of
 * all sets. What refers to something else has its number.
 */
enum { NOTHING = UINT32_MAX };

struct stored_head {
	uint32_t n_sets, n_needs, n_lists, n_patterns, n_held, n_literals;
};

struct stored_set {
	double cost;
	uint32_t first, count; /* of the literals and grams */
	uint32_t shortest, unused;
};

struct stored_need {
	double cost;
	uint32_t set;	       /* or NOTHING, and then … */
	uint32_t first, count; /* … of the lists: one for each alternative */
	uint32_t unused;
};

struct stored_list {
	uint32_t first, count; /* of the numbers of needs */
};

struct stored_pattern {
	struct stored_list needs;
	uint32_t rarest, heads; /* or NOTHING */
};

/* --- writing ---------------------------------------------------------------------------------------------------------------- */

struct writer {
	struct buf sets, needs, lists, patterns, held, literals, grams;
	uint32_t *numbers; /* by the set's number in the pool: 1 + the number here */
	size_t n_numbers;
};

#define COUNT(buffer, type) ((uint32_t)((buffer).len / sizeof(type)))

static uint32_t put_set(struct writer *w, const struct literal_set *set)
{
	if (!set)
		return NOTHING;
	if (set->number >= w->n_numbers) {
		size_t before = w->n_numbers;
		w->n_numbers = 2 * (size_t)set->number + 64;
		w->numbers = mem_resize(w->numbers, w->n_numbers, sizeof *w->numbers);
		memset(w->numbers + before, 0, (w->n_numbers - before) * sizeof *w->numbers);
	}
	if (w->numbers[set->number])
		return w->numbers[set->number] - 1;
	struct stored_set s = {
		.cost = set->cost, .first = COUNT(w->literals, struct literal), .count = set->count, .shortest = set->shortest};
	uint32_t number = COUNT(w->sets, s);
	buf_add(&w->sets, &s, sizeof s);
	buf_add(&w->literals, set->at, set->count * sizeof *set->at);
	buf_add(&w->grams, set->grams, set->count * sizeof *set->grams);
	w->numbers[set->number] = number + 1;
	return number;
}

static struct stored_list put_needs(struct writer *w, const struct needs *needs, const struct need *sought, uint32_t *found);

static uint32_t put_need(struct writer *w, const struct need *need)
{
	struct stored_need n = {.cost = need->cost, .set = put_set(w, need->set), .count = need->count};
	struct stored_list *lists = mem_array(need->count, sizeof *lists);
	for (uint32_t i = 0; i < need->count; i++)
		lists[i] = put_needs(w, &need->any[i], NULL, NULL);
	n.first = COUNT(w->lists, *lists);
	buf_add(&w->lists, lists, need->count * sizeof *lists);
	free(lists);
	buf_add(&w->needs, &n, sizeof n);
	return COUNT(w->needs, n) - 1;
}

/* *found: the number of the one that is sought. */
static struct stored_list put_needs(struct writer *w, const struct needs *needs, const struct need *sought, uint32_t *found)
{
	uint32_t *numbers = mem_array(needs->count, sizeof *numbers);
	for (uint32_t i = 0; i < needs->count; i++) {
		numbers[i] = put_need(w, needs->at[i]);
		if (found && needs->at[i] == sought)
			*found = numbers[i];
	}
	struct stored_list list = {COUNT(w->held, *numbers), needs->count};
	buf_add(&w->held, numbers, needs->count * sizeof *numbers);
	free(numbers);
	return list;
}

static void put_pattern(struct writer *w, const struct literals *l)
{
	struct stored_pattern p = {.rarest = NOTHING, .heads = put_set(w, l->heads)};
	p.needs = put_needs(w, &l->needs, l->rarest, &p.rarest);
	buf_add(&w->patterns, &p, sizeof p);
}

void literals_save(const struct literals *all, size_t n, struct buf *out)
{
	struct writer w = {0};
	struct buf *parts[] = {&w.sets, &w.needs, &w.lists, &w.patterns, &w.held, &w.literals, &w.grams};
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		buf_init(parts[i], SIZE_MAX / 2);
	for (size_t i = 0; i < n; i++)
		put_pattern(&w, &all[i]);
	struct stored_head head = {COUNT(w.sets, struct stored_set),
				   COUNT(w.needs, struct stored_need),
				   COUNT(w.lists, struct stored_list),
				   COUNT(w.patterns, struct stored_pattern),
				   COUNT(w.held, uint32_t),
				   COUNT(w.literals, struct literal)};
	buf_add(out, &head, sizeof head);
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
		if (parts[i]->len)
			buf_add(out, parts[i]->data, parts[i]->len);
		buf_release(parts[i]);
	}
	free(w.numbers);
}

/* --- reading ---------------------------------------------------------------------------------------------------------------- */

struct stored { /* where the parts lie */
	const struct stored_head *head;
	const struct stored_set *sets;
	const struct stored_need *needs;
	const struct stored_list *lists;
	const struct stored_pattern *patterns;
	const uint32_t *held;
	const struct literal *literals;
	const struct grams *grams;
};
_Static_assert(sizeof(struct stored_head) % 8 == 0 && sizeof(struct stored_set) % 8 == 0 && sizeof(struct stored_need) % 8 == 0,
	       "what follows them is aligned");
_Static_assert(sizeof(struct literal) % _Alignof(struct grams) == 0, "grams follow literals");

static struct stored parts_of(const void *bytes)
{
	struct stored s = {.head = bytes};
	const void *at = s.head + 1;
	at = (s.sets = at) + s.head->n_sets;
	at = (s.needs = at) + s.head->n_needs;
	at = (s.lists = at) + s.head->n_lists;
	at = (s.patterns = at) + s.head->n_patterns;
	at = (s.held = at) + s.head->n_held;
	at = (s.literals = at) + s.head->n_literals;
	s.grams = at;
	return s;
}

static struct literal_set *load_sets(struct literal_pool *p, const struct stored *s)
{
	struct literal_set *sets = arena_array(&p->arena, s->head->n_sets, sizeof *sets);
	for (uint32_t i = 0; i < s->head->n_sets; i++) {
		const struct stored_set *from = &s->sets[i];
		sets[i] = (struct literal_set){.number = p->n_sets++,
					       .count = from->count,
					       .shortest = from->shortest,
					       .cost = from->cost,
					       .grams = s->grams + from->first,
					       .at = s->literals + from->first};
	}
	return sets;
}

const struct literals *literals_load(struct literal_pool *p, const void *bytes)
{
	struct stored s = parts_of(bytes);
	const struct stored_head *head = s.head;
	const struct literal_set *sets = load_sets(p, &s);
	struct need *needs = arena_array(&p->arena, head->n_needs, sizeof *needs);
	struct needs *lists = arena_array(&p->arena, head->n_lists, sizeof *lists);
	const struct need **held = arena_array(&p->arena, head->n_held, sizeof *held);
	struct literals *patterns = arena_array(&p->arena, head->n_patterns, sizeof *patterns);
	for (uint32_t i = 0; i < head->n_held; i++)
		held[i] = &needs[s.held[i]];
	for (uint32_t i = 0; i < head->n_lists; i++)
		lists[i] = (struct needs){held + s.lists[i].first, s.lists[i].count};
	for (uint32_t i = 0; i < head->n_needs; i++) {
		const struct stored_need *from = &s.needs[i];
		bool set = from->set != NOTHING;
		needs[i] = (struct need){.set = set ? &sets[from->set] : NULL,
					 .number = set ? sets[from->set].number : 0,
					 .any = lists + from->first,
					 .count = from->count,
					 .cost = from->cost};
	}
	for (uint32_t i = 0; i < head->n_patterns; i++) {
		const struct stored_pattern *from = &s.patterns[i];
		patterns[i] = (struct literals){.needs = {held + from->needs.first, from->needs.count},
						.rarest = from->rarest == NOTHING ? NULL : &needs[from->rarest],
						.heads = from->heads == NOTHING ? NULL : &sets[from->heads]};
	}
	return patterns;
}
