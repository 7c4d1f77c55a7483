/* SPDX-License-Identifier: MIT */
#include "text/candidates.h"

#include "base/buf.h"
#include "catalog/index.h"

#include <stdlib.h>
#include <string.h>

enum {
	BEST_FINGERPRINTS = 256, /* looked at closely, in one go */
	MOST_VOTES = 1 << 20,
	REPEATS = 4, /* how often one shingle counts for choosing fingerprints */
	FEWEST_VOTES = 2,
};

struct vote {
	uint32_t fingerprint;
	int32_t begins; /* where in the stream the fingerprint would begin */
	struct seed seed;
};

struct finder {
	const struct catalog *c;
	const struct stream *s;
	struct hit *hits;
	uint32_t n_hits;
	struct vote *votes;	    /* by fingerprint */
	uint32_t n_votes, n_voting; /* hits that may vote */
	struct candidates *out;
};

void hits_find(struct hits *out, const struct catalog *c, const struct stream *s)
{
	*out = (struct hits){0};
	if (!c->index.n_slots || s->count < SHINGLE_WORDS)
		return;
	struct shingle *picked = mem_array(s->count, sizeof *picked);
	uint32_t n = shingles_pick(s->hash, s->count, picked);
	out->at = mem_array(n, sizeof *out->at);
	for (uint32_t i = 0; i < n; i++) {
		const uint32_t *postings = shingle_find(&c->index, picked[i].hash);
		if (postings)
			out->at[out->count++] = (struct hit){.postings = postings, .at = picked[i].at};
	}
	free(picked);
}

void hits_release(struct hits *h)
{
	free(h->at);
	*h = (struct hits){0};
}

/* Copies the hits that no match has taken. */
static void free_hits(struct finder *f, const struct hits *hits, const uint8_t *taken)
{
	f->hits = mem_array(hits->count, sizeof *f->hits);
	for (uint32_t i = 0; i < hits->count; i++)
		if (!taken[hits->at[i].at] && !taken[hits->at[i].at + SHINGLE_WORDS - 1])
			f->hits[f->n_hits++] = hits->at[i];
}

static const struct fingerprint *fingerprint_at(const struct catalog *c, uint32_t number)
{
	const struct fingerprint_ref *r = &c->fingerprints[number];
	return &c->licenses[r->license].fingerprints[r->fingerprint];
}

/* qsort, but most often there is nothing to do. */
static void sort(void *items, size_t n, size_t size, int (*compare)(const void *, const void *))
{
	const char *at = items;
	for (size_t i = 1; i < n; i++)
		if (compare(at + (i - 1) * size, at + i * size) > 0) {
			qsort(items, n, size, compare);
			return;
		}
}

struct rank {
	double worth;
	uint32_t fingerprint;
};

static int by_worth(const void *a, const void *b)
{
	const struct rank *x = a, *y = b;
	if (x->worth > y->worth || x->worth < y->worth)
		return x->worth > y->worth ? -1 : 1;
	return x->fingerprint < y->fingerprint ? -1 : x->fingerprint > y->fingerprint;
}

/*
 * Words of the text that so many votes stand for; less where the votes that differ are a small part of all that the fingerprint
 * has. Where most of them are there, the words that cast none (it says them twice) are there too.
 */
static double worth_of(const struct fingerprint *fp, uint32_t votes, uint32_t different, uint32_t all)
{
	double words = votes * ((SHINGLE_WINDOW + 1) / 2.0), part = all && different < all ? (double)different / all : 1;
	if (words < part * fp->count)
		words += part * (part * fp->count - words);
	return words * (0.4 + 0.6 * part);
}

struct count { /* of hits that a fingerprint has */
	uint32_t all, different;
};

/* Counts for each fingerprint the hits it has; a shingle that the text repeats counts REPEATS times at most. */
static void count_hits(struct finder *f, struct count *counts)
{
	uint32_t size = 16;
	while (size < 2 * f->n_hits)
		size *= 2;
	struct {
		const uint32_t *postings;
		uint32_t times;
	} *seen = mem_array(size, sizeof *seen);
	for (uint32_t i = 0; i < f->n_hits; i++) {
		const uint32_t *p = f->hits[i].postings;
		uint32_t s = (uint32_t)(p - f->c->index.postings) * 0x9E3779B1u & (size - 1);
		while (seen[s].postings && seen[s].postings != p)
			s = (s + 1) & (size - 1);
		seen[s].postings = p;
		f->hits[i].counts = seen[s].times++ < REPEATS;
		for (uint32_t k = 1; f->hits[i].counts && k <= p[0]; k++) {
			counts[p[k] >> 16].all++;
			counts[p[k] >> 16].different += seen[s].times == 1;
		}
	}
	free(seen);
}

/* For how many of its hits each fingerprint is among the best there. */
static void count_good(const struct finder *f, const double *worth, uint32_t *good)
{
	for (uint32_t i = 0; i < f->n_hits; i++) {
		const uint32_t *p = f->hits[i].postings;
		double best = 0;
		for (uint32_t k = 1; f->hits[i].counts && k <= p[0]; k++)
			best = worth[p[k] >> 16] > best ? worth[p[k] >> 16] : best;
		for (uint32_t k = 1; f->hits[i].counts && k <= p[0]; k++)
			good[p[k] >> 16] += worth[p[k] >> 16] >= 0.6 * best;
	}
}

/*
 * Marks the fingerprints that are worth a close look: best at some place of the text or near the best, or there for the most part
 * (a long license that quotes others has all their words and would hide them). Array to be freed.
 */
static uint8_t *choose(struct finder *f)
{
	uint32_t n = f->c->n_fingerprints, n_ranks = 0;
	struct count *counts = mem_array(n, sizeof *counts);
	uint32_t *good = mem_array(n, sizeof *good);
	double *worth = mem_array(n, sizeof *worth);
	uint8_t *chosen = mem_array(n, 1);
	struct rank *ranks = mem_array(n, sizeof *ranks);
	count_hits(f, counts);
	for (uint32_t i = 0; i < n; i++)
		worth[i] = counts[i].all >= FEWEST_VOTES ? worth_of(fingerprint_at(f->c, i), counts[i].all, counts[i].different,
								    index_whole(&f->c->index, i)->shingles)
							 : 0;
	count_good(f, worth, good);
	for (uint32_t i = 0; i < n; i++)
		if (counts[i].all >= FEWEST_VOTES &&
		    (good[i] * 3 >= counts[i].all || counts[i].different * 2 >= index_whole(&f->c->index, i)->shingles))
			ranks[n_ranks++] = (struct rank){worth[i], i};
	sort(ranks, n_ranks, sizeof *ranks, by_worth);
	for (uint32_t i = 0; i < n_ranks && i < BEST_FINGERPRINTS; i++)
		chosen[ranks[i].fingerprint] = 1;
	free(ranks);
	free(counts);
	free(good);
	free(worth);
	return chosen;
}

/* Calls for every vote; with room, puts it at its fingerprint's place. */
static void cast_votes(struct finder *f, const uint8_t *chosen)
{
	uint32_t *next = mem_array(f->c->n_fingerprints + 1, sizeof *next), total = 0;
	for (uint32_t pass = 0; pass < 2; pass++) {
		for (uint32_t i = 0; i < f->n_hits && (pass || total < MOST_VOTES); i++) {
			const uint32_t *p = f->hits[i].postings;
			for (uint32_t k = 1; k <= p[0]; k++) {
				uint32_t number = p[k] >> 16, place = p[k] & 0xFFFF;
				if (!chosen[number] || place == SHINGLE_SOMEWHERE)
					continue;
				if (pass)
					f->votes[next[number]++] = (struct vote){
						number, (int32_t)f->hits[i].at - (int32_t)place, {f->hits[i].at, place}};
				else
					next[number + 1]++;
				total += !pass;
			}
			if (!pass)
				f->n_voting = i + 1;
		}
		if (pass)
			break;
		f->n_hits = f->n_voting;
		for (uint32_t i = 0; i < f->c->n_fingerprints; i++)
			next[i + 1] += next[i];
		f->votes = mem_array(total, sizeof *f->votes);
		f->n_votes = total;
	}
	free(next);
}

static int by_beginning(const void *a, const void *b)
{
	const struct vote *x = a, *y = b;
	if (x->begins != y->begins)
		return x->begins < y->begins ? -1 : 1;
	return x->seed.at < y->seed.at ? -1 : x->seed.at > y->seed.at;
}

static int by_place(const void *a, const void *b)
{
	const struct seed *x = a, *y = b;
	return x->at < y->at ? -1 : x->at > y->at;
}

static void add_candidate(struct finder *f, const struct vote *votes, uint32_t n)
{
	const struct fingerprint *fp = fingerprint_at(f->c, votes[0].fingerprint);
	struct candidates *out = f->out;
	if (n < FEWEST_VOTES)
		return;
	struct candidate c = {.fingerprint = votes[0].fingerprint, .first_seed = out->n_seeds, .n_seeds = n};
	c.worth = worth_of(fp, n, n, index_whole(&f->c->index, c.fingerprint)->placed);
	int64_t slack = fp->count / 4 + 64, first = votes[0].begins, last = votes[0].begins;
	for (uint32_t i = 1; i < n; i++) {
		first = votes[i].begins < first ? votes[i].begins : first;
		last = votes[i].begins > last ? votes[i].begins : last;
	}
	int64_t low = first - slack, high = last + fp->count + slack;
	c.low = low < 0 ? 0 : (uint32_t)low;
	c.high = high > f->s->count ? f->s->count : (uint32_t)high;
	for (uint32_t i = 0; i < n; i++)
		VEC_PUSH(out->seeds, out->n_seeds, out->seeds_capacity, votes[i].seed);
	sort(out->seeds + c.first_seed, n, sizeof *out->seeds, by_place);
	VEC_PUSH(out->at, out->count, out->capacity, c);
}

struct group { /* votes for about the same beginning */
	uint32_t first, n;
	struct seed low, high; /* least and greatest of both places */
};

static int by_first_place(const void *a, const void *b)
{
	const struct group *x = a, *y = b;
	return x->low.at < y->low.at ? -1 : x->low.at > y->low.at;
}

static struct group make_group(const struct vote *votes, uint32_t first, uint32_t n)
{
	struct group g = {.first = first, .n = n, .low = votes[first].seed, .high = votes[first].seed};
	for (uint32_t i = first; i < first + n; i++) {
		struct seed s = votes[i].seed;
		g.low.at = s.at < g.low.at ? s.at : g.low.at;
		g.high.at = s.at > g.high.at ? s.at : g.high.at;
		g.low.place = s.place < g.low.place ? s.place : g.low.place;
		g.high.place = s.place > g.high.place ? s.place : g.high.place;
	}
	return g;
}

/* Words put in or left out part the votes for one copy of a license; b, later in the text, goes on where a ended. */
static bool continues(const struct group *a, const struct group *b, uint32_t count)
{
	return b->low.at + 8 > a->high.at && b->low.place + 8 > a->high.place && b->low.at - a->low.at < 2 * count + 2000;
}

/* Parts the votes of one fingerprint into candidates: one for each copy of it that the text may hold. */
static void group_votes(struct finder *f, struct vote *votes, uint32_t n)
{
	const struct fingerprint *fp = fingerprint_at(f->c, votes[0].fingerprint);
	int32_t apart = (int32_t)(fp->count / 8 < 24 ? 24 : fp->count / 8 > 400 ? 400 : fp->count / 8);
	struct group *groups = NULL;
	uint32_t n_groups = 0, capacity = 0, most = 0;
	sort(votes, n, sizeof *votes, by_beginning);
	for (uint32_t i = 1, start = 0; i <= n; i++) {
		if (i < n && votes[i].begins - votes[i - 1].begins <= apart)
			continue;
		VEC_PUSH(groups, n_groups, capacity, make_group(votes, start, i - start));
		most = i - start > most ? i - start : most;
		start = i;
	}
	sort(groups, n_groups, sizeof *groups, by_first_place);
	struct vote *joined = mem_array(n, sizeof *joined);
	uint32_t n_joined = 0;
	struct group last = {0};
	for (uint32_t g = 0; g < n_groups; g++) {
		bool follows = n_joined && continues(&last, &groups[g], fp->count);
		if (!follows && n_joined && groups[g].n * 20 < most)
			continue; /* strays */
		if (!follows && n_joined) {
			add_candidate(f, joined, n_joined);
			n_joined = 0;
		}
		memcpy(joined + n_joined, votes + groups[g].first, groups[g].n * sizeof *votes);
		n_joined += groups[g].n;
		if (follows) {
			last.high.at = groups[g].high.at > last.high.at ? groups[g].high.at : last.high.at;
			last.high.place = groups[g].high.place > last.high.place ? groups[g].high.place : last.high.place;
		} else {
			last = groups[g];
		}
	}
	add_candidate(f, joined, n_joined);
	free(joined);
	free(groups);
}

static int by_candidate(const void *a, const void *b)
{
	const struct candidate *x = a, *y = b;
	if (x->worth > y->worth || x->worth < y->worth)
		return x->worth > y->worth ? -1 : 1;
	if (x->fingerprint != y->fingerprint)
		return x->fingerprint < y->fingerprint ? -1 : 1;
	return x->low < y->low ? -1 : x->low > y->low;
}

void candidates_find(struct candidates *out, const struct catalog *c, const struct stream *s, const struct hits *hits,
		     const uint8_t *taken)
{
	*out = (struct candidates){0};
	struct finder f = {.c = c, .s = s, .out = out};
	free_hits(&f, hits, taken);
	if (f.n_hits) {
		uint8_t *chosen = choose(&f);
		cast_votes(&f, chosen);
		free(chosen);
		for (uint32_t i = 0, end; i < f.n_votes; i = end) {
			for (end = i + 1; end < f.n_votes && f.votes[end].fingerprint == f.votes[i].fingerprint; end++)
				;
			group_votes(&f, f.votes + i, end - i);
		}
		sort(out->at, out->count, sizeof *out->at, by_candidate);
	}
	free(f.hits);
	free(f.votes);
}

/* --- licenses that are there whole ---------------------------------------------------------------------------------------- */

enum { WHOLE_LEFT = 11, WHOLE_HITS = 32 };

/* Words of the stream that fp explains when its core stands at `begin`: the core and what agrees around it. */
static uint32_t explained(const struct fingerprint *fp, const struct whole *w, const struct stream *s, uint32_t begin)
{
	uint32_t j = w->first, i = begin, n = w->count;
	while (j > 0 && i > 0 && fp->words[j - 1] == s->hash[i - 1]) {
		j--;
		i--;
		n++;
	}
	j = w->first + w->count;
	i = begin + w->count;
	while (j < fp->count && i < s->count && (fp->words[j] == s->hash[i] || fp->words[j] == WORD_BLANK)) {
		i += fp->words[j++] != WORD_BLANK;
		n++;
	}
	return n;
}

static bool has_candidate(const struct candidates *list, uint32_t fingerprint)
{
	for (uint32_t i = 0; i < list->count; i++)
		if (list->at[i].fingerprint == fingerprint)
			return true;
	return false;
}

/* Adds the candidate with a seed for every hit that says where it is in the fingerprint. */
static void add_whole(struct candidates *out, uint32_t number, uint32_t count, const struct stream *s, const struct hits *hits)
{
	struct candidate c = {.fingerprint = number, .high = s->count, .first_seed = out->n_seeds, .worth = count};
	for (uint32_t i = 0; i < hits->count; i++) {
		const uint32_t *p = hits->at[i].postings;
		uint32_t low = 1, high = p[0] + 1;
		while (low < high) {
			uint32_t mid = low + (high - low) / 2;
			if (p[mid] >> 16 < number)
				low = mid + 1;
			else
				high = mid;
		}
		struct seed seed = {hits->at[i].at, p[0] && low <= p[0] ? p[low] & 0xFFFF : SHINGLE_SOMEWHERE};
		if (low <= p[0] && p[low] >> 16 == number && seed.place != SHINGLE_SOMEWHERE)
			VEC_PUSH(out->seeds, out->n_seeds, out->seeds_capacity, seed);
	}
	c.n_seeds = out->n_seeds - c.first_seed;
	VEC_PUSH(out->at, out->count, out->capacity, c);
}

/* The fingerprint stands whole where this posting says, and leaves next to nothing of the text. */
static bool stands_whole(const struct catalog *c, const struct stream *s, uint32_t posting, uint32_t at)
{
	const struct whole *w = index_whole(&c->index, posting >> 16);
	const struct fingerprint *fp = fingerprint_at(c, posting >> 16);
	int64_t begin = (int64_t)at - (posting & 0xFFFF) + w->first;
	return w->count * 5ull >= s->count * 3ull && begin >= 0 && begin + w->count <= s->count &&
	       !memcmp(fp->words + w->first, s->hash + begin, w->count * sizeof *s->hash) &&
	       s->count - explained(fp, w, s, (uint32_t)begin) <= WHOLE_LEFT;
}

/* The core of each covers the middle fifth of the text, so that any hit there leads to it. */
void candidates_whole(struct candidates *out, const struct catalog *c, const struct stream *s, const struct hits *hits)
{
	*out = (struct candidates){0};
	uint32_t i = 0, middle = (uint32_t)(s->count * 2ull / 5), end = (uint32_t)(s->count * 3ull / 5);
	while (i < hits->count && hits->at[i].at < middle)
		i++;
	for (uint32_t tried = 0; i < hits->count && hits->at[i].at <= end && tried < WHOLE_HITS; i++, tried++) {
		const uint32_t *p = hits->at[i].postings;
		for (uint32_t k = 1; k <= p[0]; k++)
			if ((p[k] & 0xFFFF) != SHINGLE_SOMEWHERE && !has_candidate(out, p[k] >> 16) &&
			    stands_whole(c, s, p[k], hits->at[i].at))
				add_whole(out, p[k] >> 16, index_whole(&c->index, p[k] >> 16)->count, s, hits);
	}
	sort(out->at, out->count, sizeof *out->at, by_candidate);
}

void candidates_release(struct candidates *c)
{
	free(c->at);
	free(c->seeds);
	*c = (struct candidates){0};
}
