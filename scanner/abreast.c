/* SPDX-License-Identifier: MIT */
#include "abreast.h"

#include <stdlib.h>

/* Where libarchive reads it, every hand has the archive's directory in memory: together they may have as many members in them. */
enum { DIRECTORIES = 1 << 17, HANDS = 64 };

struct hand { /* one thread */
	struct abreast *all;
	pthread_t thread;
	struct evidence evidence;
	struct take take;
};

struct visited { /* one member */
	size_t number;
	const struct hand *by;
	size_t facts, facts_end; /* of its evidence */
	size_t bytes, bytes_end; /* of its take's facts */
};

static struct hand *new_hand(struct abreast *a)
{
	struct hand *h = mem_array(1, sizeof *h);
	h->all = a;
	evidence_init(&h->evidence);
	take_init(&h->take, &h->evidence, !a->subject->take->unfit);
	return h;
}

static void free_hand(struct hand *h)
{
	take_release(&h->take);
	evidence_release(&h->evidence);
	free(h);
}

static void visit_one(struct hand *h, size_t number, const struct member *m)
{
	struct abreast *a = h->all;
	struct visited v = {.number = number, .by = h, .facts = h->evidence.count, .bytes = h->take.facts.len};
	visit(a->run, &(struct subject){.name = m->name,
					.bytes = m->bytes,
					.outer = a->layer,
					.in_weights = a->subject->in_weights,
					.take = &h->take});
	v.facts_end = h->evidence.count;
	v.bytes_end = h->take.facts.len;
	pthread_mutex_lock(&a->lock);
	VEC_PUSH(a->visited, a->n_visited, a->visited_room, v);
	pthread_mutex_unlock(&a->lock);
}

static void recruit(struct abreast *a);

static void visit_some(struct hand *h, struct unpacker *u, struct arena *scratch, struct sink *unheard)
{
	struct abreast *a = h->all;
	struct member m;
	size_t number;
	while (!a->broke && unpack_to(u, number = atomic_fetch_add(&a->next, 1), &m)) {
		recruit(a);
		visit_one(h, number, &m);
		unheard->count = 0;
		arena_release(scratch);
	}
	if (unpack_broke(u))
		a->broke = true;
}

static void *work(void *arg)
{
	ARENA_AUTO struct arena scratch;
	struct hand *h = arg;
	struct abreast *a = h->all;
	struct sink unheard;
	arena_init(&scratch);
	sink_init(&unheard, &scratch, a->subject->name);
	struct unpacker *u = unpack_open(a->container, a->subject->name, a->bytes, a->layer, &unheard);
	if (u)
		visit_some(h, u, &scratch, &unheard);
	unpack_close(u);
	sink_release(&unheard);
	spare_give(&a->run->spare);
	return NULL;
}

/* One more thread, if there is something for it to do and a processor is idle. */
static void recruit(struct abreast *a)
{
	if (a->next >= a->members || !spare_take(&a->run->spare))
		return;
	struct hand *h = NULL;
	pthread_mutex_lock(&a->lock);
	if (a->n_hands < a->most_hands) {
		h = new_hand(a);
		if (pthread_create(&h->thread, NULL, work, h) == 0)
			VEC_PUSH(a->hands, a->n_hands, a->hands_room, h);
		else
			h = (free_hand(h), NULL);
	}
	pthread_mutex_unlock(&a->lock);
	if (!h)
		spare_give(&a->run->spare);
}

static struct hand *hand_at(struct abreast *a, size_t i)
{
	pthread_mutex_lock(&a->lock);
	struct hand *h = i < a->n_hands ? a->hands[i] : NULL;
	pthread_mutex_unlock(&a->lock);
	return h;
}

bool abreast_visit(struct abreast *a)
{
	size_t most = a->members < 2 ? 0 : a->light ? HANDS : DIRECTORIES / a->members;
	a->most_hands = most < HANDS ? most : HANDS;
	if (a->most_hands < 2)
		return false;
	pthread_mutex_init(&a->lock, NULL);
	struct hand *h = new_hand(a);
	VEC_PUSH(a->hands, a->n_hands, a->hands_room, h);
	layer_begin(a->layer);
	recruit(a);
	work(h); /* gives this processor away while it waits for the others */
	for (size_t i = 1; (h = hand_at(a, i)); i++)
		pthread_join(h->thread, NULL);
	spare_withdraw(&a->run->spare);
	return true;
}

bool abreast_is_void(const struct abreast *a)
{
	return a->broke || layer_spent(a->layer);
}

static int by_number(const void *x, const void *y)
{
	const struct visited *a = x, *b = y;
	return a->number < b->number ? -1 : a->number > b->number;
}

static void release(struct abreast *a)
{
	for (size_t i = 0; i < a->n_hands; i++)
		free_hand(a->hands[i]);
	free(a->hands);
	free(a->visited);
	pthread_mutex_destroy(&a->lock);
}

void abreast_keep(struct abreast *a)
{
	struct take *take = a->subject->take;
	if (a->n_visited)
		qsort(a->visited, a->n_visited, sizeof *a->visited, by_number);
	for (size_t i = 0; i < a->n_hands; i++)
		take_join(take, &a->hands[i]->take);
	for (size_t i = 0; i < a->n_visited; i++) {
		const struct visited *v = &a->visited[i];
		struct sink facts = {.facts = v->by->evidence.facts + v->facts, .count = v->facts_end - v->facts};
		evidence_add(take->evidence, &facts);
		take_add(take, &v->by->take, v->bytes, v->bytes_end);
	}
	release(a);
}

void abreast_drop(struct abreast *a)
{
	budget_refund(a->layer);
	release(a);
}
