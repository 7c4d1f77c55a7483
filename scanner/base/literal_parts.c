/* SPDX-License-Identifier: MIT */
#include "base/literal_parts.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

enum {
	EXACT_MAX = 64,	 /* strings that a part of the pattern is written out to */
	NEED_MAX = 256,	 /* literals of one set */
	SHORT_MAX = 64,	 /* beginnings that wait for what follows */
	HEADS_MAX = 512, /* beginnings */
	HEADS_SEEN = 8192,
	HEAD_MIN = 2,
	HEAD_LENGTH = 3, /* bytes of a beginning that are looked at */
};

struct part part_exact(struct parser *p, const char *s, size_t len)
{
	return (struct part){.exact = true, .run = strings_of(p, s, len)};
}

struct part part_edge(struct parser *p)
{
	struct part edge = part_exact(p, "", 0);
	edge.run.at->edge = true;
	return edge;
}

struct part part_open(struct parser *p)
{
	return (struct part){.run = strings_of(p, "", 0)};
}

/* Adds what each match needs behind all else, in place of what is most common when there is no room. */
static void add_need(struct part *to, const struct need *need)
{
	if (to->n_needs == NEEDS_MAX) {
		uint32_t most = 0;
		for (uint32_t i = 1; i < NEEDS_MAX; i++)
			if (to->needs[i]->cost > to->needs[most]->cost)
				most = i;
		if (to->needs[most]->cost <= need->cost)
			return;
		memmove(&to->needs[most], &to->needs[most + 1], (NEEDS_MAX - 1 - most) * sizeof *to->needs);
		to->n_needs--;
	}
	to->needs[to->n_needs++] = need;
}

static const struct need *need_set(struct parser *p, const struct literal_set *set)
{
	return arena_memdup(&p->pool->arena, &(struct need){.set = set, .number = set->number, .cost = set->cost},
			    sizeof(struct need));
}

/* Adds a set that each match must hold one of, if that tells anything. */
static void offer(struct parser *p, struct part *to, const struct strings *set)
{
	for (uint32_t i = 0; i < set->count; i++)
		if (set->at[i].len < LITERAL_MIN)
			return;
	if (!set->count || set->count > NEED_MAX)
		return;
	const struct literal_set *kept = strings_keep(p, set);
	if (kept->cost < 1)
		add_need(to, need_set(p, kept));
}

static struct needs needs_of(struct parser *p, const struct part *part)
{
	return (struct needs){arena_memdup(&p->pool->arena, part->needs, part->n_needs * sizeof *part->needs), part->n_needs};
}

const struct need *need_rarest(const struct need *const *needs, uint32_t count, const struct need *but)
{
	const struct need *least = NULL;
	for (uint32_t i = 0; i < count; i++)
		if (needs[i] != but && (!least || needs[i]->cost < least->cost))
			least = needs[i];
	return least;
}

/* Adds a beginning, cut to HEAD_LENGTH, unless it is known; one without an edge holds for those with one, too. */
static void add_beginning(struct strings *set, struct piece piece)
{
	if (piece.len > HEAD_LENGTH) {
		piece.len = HEAD_LENGTH;
		piece.closed = false;
	}
	assert(set->at);
	for (uint32_t k = set->count; k > 0; k--) /* like ones stand together */
		if (set->at[k - 1].len == piece.len && !memcmp(set->at[k - 1].s, piece.s, piece.len)) {
			set->at[k - 1].edge &= piece.edge;
			set->at[k - 1].closed &= piece.closed;
			return;
		}
	set->at[set->count++] = piece;
}

static struct lead lead_new(struct parser *p, size_t room)
{
	struct lead lead = {.known = room <= HEADS_SEEN};
	if (lead.known) {
		lead.heads.at = arena_array(p->arena, room, sizeof *lead.heads.at);
		lead.short_ones.at = arena_array(p->arena, room, sizeof *lead.short_ones.at);
	}
	return lead;
}

/* A beginning that goes on (with what follows the part), or that is all that is known of it. */
static void lead_add(struct lead *lead, const struct piece *piece, bool goes_on)
{
	if (piece->len >= HEAD_LENGTH || (!goes_on && piece->len >= HEAD_MIN))
		add_beginning(&lead->heads, *piece);
	else if (goes_on)
		add_beginning(&lead->short_ones, *piece);
	else
		lead->known = false;
}

static void lead_add_all(struct lead *lead, const struct strings *set, bool goes_on)
{
	for (uint32_t i = 0; i < set->count; i++)
		lead_add(lead, &set->at[i], goes_on);
}

static struct lead lead_checked(struct lead lead)
{
	lead.known &= lead.heads.count <= HEADS_MAX && lead.short_ones.count <= SHORT_MAX;
	return lead.known ? lead : (struct lead){0};
}

static struct lead lead_of(struct parser *p, const struct part *part)
{
	if (!part->exact)
		return part->lead;
	struct lead lead = lead_new(p, part->run.count);
	if (lead.known)
		lead_add_all(&lead, &part->run, true);
	return lead_checked(lead);
}

/* Of a part and what follows it. */
static struct lead lead_then(struct parser *p, const struct lead *a, const struct lead *b)
{
	if (!a->known || !a->short_ones.count)
		return *a;
	size_t more = b->known ? (size_t)b->heads.count + b->short_ones.count : 1;
	struct lead lead = lead_new(p, a->heads.count + a->short_ones.count * more);
	if (!lead.known)
		return lead;
	lead_add_all(&lead, &a->heads, false);
	if (!b->known) {
		lead_add_all(&lead, &a->short_ones, false);
		return lead_checked(lead);
	}
	struct strings heads = strings_product(p, &a->short_ones, &b->heads),
		       others = strings_product(p, &a->short_ones, &b->short_ones);
	lead_add_all(&lead, &heads, false);
	lead_add_all(&lead, &others, true);
	return lead_checked(lead);
}

/* Of a part that may be missing. */
static struct lead lead_maybe(struct parser *p, const struct lead *a)
{
	if (!a->known)
		return *a;
	struct lead lead = lead_new(p, (size_t)a->heads.count + a->short_ones.count + 1);
	struct piece nothing = {.len = 0};
	lead_add_all(&lead, &a->heads, false);
	lead_add_all(&lead, &a->short_ones, true);
	lead_add(&lead, &nothing, true);
	return lead_checked(lead);
}

/* Of one of several parts. */
static struct lead lead_either(struct parser *p, const struct part *parts, uint32_t count)
{
	struct lead *leads = arena_array(p->arena, count, sizeof *leads);
	size_t room = 0;
	for (uint32_t i = 0; i < count; i++) {
		leads[i] = lead_of(p, &parts[i]);
		room += leads[i].heads.count + leads[i].short_ones.count;
		if (!leads[i].known)
			return leads[i];
	}
	struct lead lead = lead_new(p, room);
	for (uint32_t i = 0; i < count && lead.known; i++) {
		lead_add_all(&lead, &leads[i].heads, false);
		lead_add_all(&lead, &leads[i].short_ones, true);
	}
	return lead_checked(lead);
}

void part_then(struct parser *p, struct part *to, const struct part *next)
{
	bool fits = (uint64_t)to->run.count * next->run.count <= EXACT_MAX;
	if (!to->exact || !next->exact || !fits) {
		struct lead first = lead_of(p, to), second = lead_of(p, next);
		to->lead = lead_then(p, &first, &second);
	}
	if (next->exact && fits) {
		to->run = strings_product(p, &to->run, &next->run);
		return;
	}
	offer(p, to, &to->run);
	for (uint32_t i = 0; i < next->n_needs; i++)
		add_need(to, next->needs[i]);
	to->run = next->run;
	to->exact = false;
}

/* The strings of all alternatives, when each is exact and they are few; else empty. */
static struct strings exact_union(struct parser *p, const struct part *parts, uint32_t count)
{
	uint32_t total = 0;
	for (uint32_t i = 0; i < count; i++)
		total += parts[i].exact ? parts[i].run.count : EXACT_MAX + 1;
	if (total > EXACT_MAX)
		return (struct strings){0};
	struct strings all = {arena_array(p->arena, total, sizeof *all.at), 0};
	for (uint32_t i = 0; i < count; i++)
		strings_add(&all, &parts[i].run);
	return all;
}

/* The literals of all alternatives, when each needs one of a single set; else empty. */
static struct strings single_sets(struct parser *p, const struct part *parts, uint32_t count)
{
	uint32_t total = 0;
	for (uint32_t i = 0; i < count; i++)
		total += parts[i].n_needs == 1 && parts[i].needs[0]->set ? parts[i].needs[0]->set->count : NEED_MAX + 1;
	if (total > NEED_MAX)
		return (struct strings){0};
	struct strings all = {arena_array(p->arena, total, sizeof *all.at), 0};
	for (uint32_t i = 0; i < count; i++) {
		const struct literal_set *set = parts[i].needs[0]->set;
		assert(set); /* else the total was too much */
		for (uint32_t k = 0; k < set->count; k++) {
			const struct literal *l = &set->at[k];
			struct piece *piece = &all.at[all.count++];
			*piece = (struct piece){.len = l->len, .edge = l->edge, .closed = l->closed};
			memcpy(piece->s, l->s, l->len);
		}
	}
	return all;
}

/* What each alternative needs, when each needs something. */
static void offer_either(struct parser *p, struct part *to, struct part *parts, uint32_t count)
{
	double all = 0;
	for (uint32_t i = 0; i < count; i++) {
		offer(p, &parts[i], &parts[i].run);
		if (!parts[i].n_needs)
			return;
		all += need_rarest(parts[i].needs, parts[i].n_needs, NULL)->cost;
	}
	struct strings single = single_sets(p, parts, count);
	if (single.count) {
		offer(p, to, &single);
		return;
	}
	struct needs *any = arena_array(&p->pool->arena, count, sizeof *any);
	for (uint32_t i = 0; i < count; i++)
		any[i] = needs_of(p, &parts[i]);
	add_need(to, arena_memdup(&p->pool->arena, &(struct need){.any = any, .count = count, .cost = all}, sizeof(struct need)));
}

struct part part_either(struct parser *p, struct part *parts, uint32_t count)
{
	if (count == 1)
		return parts[0];
	struct part all = part_open(p);
	struct strings exact = exact_union(p, parts, count);
	if (exact.count) {
		all.exact = true;
		all.run = exact;
		return all;
	}
	all.lead = lead_either(p, parts, count);
	offer_either(p, &all, parts, count);
	return all;
}

struct part part_repeat(struct parser *p, struct part part, int least, int most)
{
	if (least == 1 && most == 1)
		return part;
	if (least == 0 && most == 1 && part.exact && part.run.count < EXACT_MAX) {
		struct strings maybe = {arena_array(p->arena, part.run.count + 1, sizeof *maybe.at), 1}; /* the first is empty */
		strings_add(&maybe, &part.run);
		part.run = maybe;
		return part;
	}
	struct part open = part_open(p);
	if (least == 0) {
		struct lead once = lead_of(p, &part);
		open.lead = most > 1 ? lead_then(p, &once, &open.lead) : once; /* it may be followed by itself */
		open.lead = lead_maybe(p, &open.lead);
		return open;
	}
	part_then(p, &part, &open);
	return part;
}

struct literals part_literals(struct parser *p, struct part *all)
{
	struct lead nothing = {0}, lead = lead_of(p, all);
	lead = lead_then(p, &lead, &nothing);
	offer(p, all, &all->run);
	struct needs needs = needs_of(p, all);
	return (struct literals){needs, need_rarest(needs.at, needs.count, NULL),
				 lead.heads.count ? strings_keep(p, &lead.heads) : NULL};
}
