/* SPDX-License-Identifier: MIT */
#include "abreast.h"

#include "entry/memory.h"

#include <stdlib.h>
#include <string.h>

/* Where libarchive reads it, every hand has the archive's directory in memory: together they may have as many members in them. */
enum { DIRECTORIES = 1 << 17, HANDS = 64 };
enum { WAITING = 32 }; /* members that are handed out at a time */

struct hand { /* one thread */
	struct abreast *all;
	pthread_t thread;
	bool started, done; /* the thread, where it may end and be started again */
	struct evidence evidence;
	struct take take;
};

struct visited { /* one member */
	size_t number;
	struct hand *by;
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

static bool any_problem(const struct abreast *a)
{
	for (size_t i = 0; i < a->n_hands; i++)
		for (size_t k = 0; k < a->hands[i]->evidence.count; k++)
			if (a->hands[i]->evidence.facts[k].kind == FACT_PROBLEM)
				return true;
	return false;
}

/* What libarchive says of a damaged zip depends on which members it was made to read before. */
bool abreast_is_void(const struct abreast *a)
{
	return a->broke || layer_spent(a->layer) || (!a->light && any_problem(a));
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

/* --- from front to back ----------------------------------------------------------------------------------------------------- */

struct parcel { /* a member with its bytes */
	struct parcel *next;
	size_t number, len;
	char *name;
	uint8_t bytes[];
};

void abreast_open(struct abreast *a)
{
	pthread_mutex_init(&a->lock, NULL);
	a->last = &a->first;
	a->most_hands = HANDS;
	struct hand *mine = new_hand(a);
	VEC_PUSH(a->hands, a->n_hands, a->hands_room, mine);
}

/* Visits the parcel that waits for longest. False: none does, and the hand is done. */
static bool visit_parcel(struct hand *h)
{
	struct abreast *a = h->all;
	pthread_mutex_lock(&a->lock);
	struct parcel *p = a->first;
	if (p) {
		a->first = p->next;
		a->last = a->first ? a->last : &a->first;
		a->waiting--;
	}
	h->done = !p;
	pthread_mutex_unlock(&a->lock);
	if (!p)
		return false;
	struct memory_stream bytes;
	memory_stream_init(&bytes, p->bytes, p->len);
	visit_one(h, p->number, &(struct member){.name = p->name, .bytes = &bytes.stream});
	free(p->name);
	free(p);
	return true;
}

static void *visit_parcels(void *arg)
{
	struct hand *h = arg;
	while (visit_parcel(h))
		;
	spare_give(&h->all->run->spare);
	return NULL;
}

static void join(struct hand *h)
{
	if (h->started)
		pthread_join(h->thread, NULL);
	h->started = false;
}

/* A hand that has no thread, or one that is about to end. */
static struct hand *idle_hand(struct abreast *a)
{
	struct hand *found = NULL;
	pthread_mutex_lock(&a->lock);
	for (size_t i = 1; i < a->n_hands && !found; i++)
		if (!a->hands[i]->started || a->hands[i]->done)
			found = a->hands[i];
	pthread_mutex_unlock(&a->lock);
	return found;
}

/* One more thread for what waits, if a processor is idle. */
static void hire(struct abreast *a)
{
	if (!spare_take(&a->run->spare))
		return;
	struct hand *h = idle_hand(a);
	if (h) {
		join(h);
	} else if (a->n_hands < a->most_hands) {
		h = new_hand(a);
		VEC_PUSH(a->hands, a->n_hands, a->hands_room, h);
	}
	if (h) {
		h->done = false;
		h->started = pthread_create(&h->thread, NULL, visit_parcels, h) == 0;
	}
	if (!h || !h->started)
		spare_give(&a->run->spare);
}

/* All that was handed out is visited. */
static void settle(struct abreast *a)
{
	while (a->n_hands && visit_parcel(a->hands[0]))
		;
	for (size_t i = 1; i < a->n_hands; i++)
		join(a->hands[i]);
}

static bool any_at_work(const struct abreast *a)
{
	for (size_t i = 1; i < a->n_hands; i++)
		if (a->hands[i]->started)
			return true;
	return false;
}

struct again { /* a member's bytes from the first, after some of them were taken */
	struct stream stream;
	const struct parcel *taken;
	struct stream *rest;
	const void *last; /* what the rest gave last, which did not fit; or: */
	ssize_t n_last;	  /* how it ended */
	struct err failure;
	bool told;
	int given;
};

static ssize_t next_again(struct stream *s, const void **chunk, struct err *e)
{
	struct again *x = (struct again *)s;
	if (!x->given++ && x->taken->len) {
		*chunk = x->taken->bytes;
		return (ssize_t)x->taken->len;
	}
	if (x->n_last > 0 && x->given > 2)
		return stream_next(x->rest, chunk, e);
	x->given = 2;
	*chunk = x->last;
	x->told = x->n_last < 0;
	if (x->told && e)
		*e = x->failure;
	return x->n_last;
}

static void hand_over(struct abreast *a, struct parcel *p)
{
	pthread_mutex_lock(&a->lock);
	*a->last = p;
	a->last = &p->next;
	bool many = ++a->waiting > WAITING;
	pthread_mutex_unlock(&a->lock);
	hire(a);
	if (many)
		visit_parcel(a->hands[0]);
}

/* Takes all of its bytes. An archive, what breaks off, and what is longer than it says is visited here. */
static void pack(struct abreast *a, const struct member *m)
{
	size_t room = (size_t)m->bytes->size;
	struct parcel *p = mem_alloc(sizeof *p + room);
	struct again again = {.stream = {.next = next_again, .size = m->bytes->size, .at_hand = m->bytes->at_hand, .fd = -1},
			      .taken = p,
			      .rest = m->bytes};
	while ((again.n_last = stream_next(m->bytes, &again.last, &again.failure)) > 0 && (size_t)again.n_last <= room - p->len) {
		memcpy(p->bytes + p->len, again.last, (size_t)again.n_last);
		p->len += (size_t)again.n_last;
	}
	p->number = a->next++;
	if (again.n_last == 0 && !container_detect(p->bytes, p->len)) {
		p->name = strdup(m->name);
		if (!p->name)
			mem_exhausted();
		hand_over(a, p);
		return;
	}
	visit_one(a->hands[0], p->number, &(struct member){.name = m->name, .bytes = &again.stream});
	if (again.n_last < 0 && !again.told)
		unpack_problem(a->sink, m->name, &again.failure);
	free(p);
}

void abreast_hand_out(struct abreast *a, const struct member *m)
{
	bool tells = run_tells(a->run, m->name);
	bool small = m->bytes->size >= 0 && m->bytes->size <= UNPACK_SMALL && !tells;
	if (tells) /* what it says is for those that come after it */
		settle(a);
	if (small && (atomic_load(&a->run->spare.idle) > 0 || any_at_work(a)))
		pack(a, m);
	else
		visit_one(a->hands[0], a->next++, m);
}

void abreast_keep(struct abreast *a)
{
	struct take *take = a->subject->take;
	settle(a);
	if (a->n_visited)
		qsort(a->visited, a->n_visited, sizeof *a->visited, by_number);
	for (size_t i = 0; i < a->n_hands; i++)
		take_join(take, &a->hands[i]->take);
	for (size_t i = 0; i < a->n_visited; i++) {
		const struct visited *v = &a->visited[i];
		evidence_move(take->evidence, &v->by->evidence, v->facts, v->facts_end);
		take_add(take, &v->by->take, v->bytes, v->bytes_end);
	}
	for (size_t i = 0; i < a->n_hands; i++)
		evidence_adopt(take->evidence, &a->hands[i]->evidence);
	release(a);
}

void abreast_drop(struct abreast *a)
{
	budget_refund(a->layer);
	release(a);
}
