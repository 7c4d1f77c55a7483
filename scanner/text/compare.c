/* SPDX-License-Identifier: MIT */
#include "text/compare.h"

#include <stdlib.h>
#include <string.h>

enum {
	TELLING_WORDS = 8,	   /* a shorter section may be the same as another by chance */
	LONGEST_TABLE = 100000000, /* cells; longer sections are compared without regard to the order of their words */
};

double likeness(uint32_t common, uint32_t words_a, uint32_t words_b)
{
	return words_a + words_b ? 2.0 * common / ((double)words_a + words_b) : 1;
}

/* --- words in common ------------------------------------------------------------------------------------------------------ */

struct side { /* one fingerprint */
	const struct fingerprint *f;
	uint32_t *sorted; /* its words, sorted within each section */
	int32_t *with;	  /* for each section the number of its counterpart, or -1 */
};

static int by_hash(const void *a, const void *b)
{
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
	return (x > y) - (x < y);
}

static struct side make_side(const struct fingerprint *f, struct arena *a)
{
	struct side s = {.f = f, .with = arena_array(a, f->n_sections, sizeof *s.with)};
	s.sorted = arena_memdup(a, f->words, f->count * sizeof *s.sorted);
	for (uint32_t k = 0; k < f->n_sections; k++) {
		if (f->sections[k].count)
			qsort(s.sorted + f->sections[k].first, f->sections[k].count, sizeof *s.sorted, by_hash);
		s.with[k] = -1;
	}
	return s;
}

/* Words in common whatever their order. */
static uint32_t common_words(const struct side *a, const struct section *x, const struct side *b, const struct section *y)
{
	const uint32_t *i = a->sorted + x->first, *i_end = i + x->count, *j = b->sorted + y->first, *j_end = j + y->count;
	uint32_t n = 0;
	while (i < i_end && j < j_end) {
		n += *i == *j;
		uint32_t least = *i < *j ? *i : *j;
		i += *i == least;
		j += j < j_end && *j == least;
	}
	return n;
}

/* Words in common in the same order: the length of the longest common subsequence. */
static uint32_t common_in_order(const uint32_t *a, uint32_t n, const uint32_t *b, uint32_t m)
{
	uint32_t *row = mem_array((size_t)m + 1, sizeof *row);
	for (uint32_t i = 0; i < n; i++)
		for (uint32_t j = 0, diagonal = 0; j < m; j++) {
			uint32_t above = row[j + 1], best = above > row[j] ? above : row[j];
			row[j + 1] = a[i] == b[j] ? diagonal + 1 : best;
			diagonal = above;
		}
	uint32_t length = row[m];
	free(row);
	return length;
}

static uint32_t common_of(const struct side *a, const struct section *x, const struct side *b, const struct section *y)
{
	if (x->count == y->count && !memcmp(x->digest, y->digest, sizeof x->digest))
		return x->count;
	if ((uint64_t)x->count * y->count > LONGEST_TABLE)
		return common_words(a, x, b, y);
	return common_in_order(a->f->words + x->first, x->count, b->f->words + y->first, y->count);
}

/* --- pairing -------------------------------------------------------------------------------------------------------------- */

struct pass { /* which sections may be paired */
	bool same_words, same_label;
	uint32_t least_words;
	double least_likeness;
};

static bool is_permitted(const struct pass *p, const struct section *x, const struct section *y)
{
	return (!p->same_label || !strcmp(x->label, y->label)) && x->count >= p->least_words && y->count >= p->least_words &&
	       (!p->same_words || !memcmp(x->digest, y->digest, sizeof x->digest));
}

/* Number of the free section of b that is most like x, the first of equals; -1 when the pass permits none. */
static int32_t best_for(const struct side *a, const struct section *x, const struct side *b, const struct pass *p)
{
	int32_t found = -1;
	double best = 0;
	for (uint32_t k = 0; k < b->f->n_sections && best < 1; k++) {
		const struct section *y = &b->f->sections[k];
		if (b->with[k] >= 0 || !is_permitted(p, x, y))
			continue;
		double most = p->same_words ? 1 : likeness(common_words(a, x, b, y), x->count, y->count);
		if (most < p->least_likeness || most <= best)
			continue; /* the order of the words can only lessen it */
		double alike = p->same_words ? 1 : likeness(common_of(a, x, b, y), x->count, y->count);
		if (alike >= p->least_likeness && alike > best) {
			found = (int32_t)k;
			best = alike;
		}
	}
	return found;
}

static void pair_sections(struct side *a, struct side *b)
{
	static const struct pass passes[] = {
		{.same_words = true, .same_label = true},     {.same_words = true, .least_words = TELLING_WORDS},
		{.same_label = true, .least_likeness = 0.5},  {.least_words = TELLING_WORDS, .least_likeness = 0.5},
		{.same_label = true, .least_likeness = 0.25},
	};
	for (size_t i = 0; i < sizeof passes / sizeof *passes; i++)
		for (uint32_t k = 0; k < a->f->n_sections; k++) {
			if (a->with[k] >= 0)
				continue;
			a->with[k] = best_for(a, &a->f->sections[k], b, &passes[i]);
			if (a->with[k] >= 0)
				b->with[a->with[k]] = (int32_t)k;
		}
}

void fingerprints_compare(const struct fingerprint *a, const struct fingerprint *b, struct arena *arena, struct comparison *out)
{
	struct side x = make_side(a, arena), y = make_side(b, arena);
	struct section_pair *pairs = arena_array(arena, (size_t)a->n_sections + b->n_sections, sizeof *pairs);
	*out = (struct comparison){.a = a, .b = b, .pairs = pairs};
	pair_sections(&x, &y);
	for (uint32_t k = 0; k < a->n_sections; k++) {
		struct section_pair *p = &pairs[out->n_pairs++];
		*p = (struct section_pair){.a = &a->sections[k]};
		if (x.with[k] < 0)
			continue;
		p->b = &b->sections[x.with[k]];
		p->common = common_of(&x, p->a, &y, p->b);
		out->common += p->common;
	}
	for (uint32_t k = 0; k < b->n_sections; k++)
		if (y.with[k] < 0)
			pairs[out->n_pairs++] = (struct section_pair){.b = &b->sections[k]};
}

bool licenses_compare(const struct license *a, const struct license *b, struct arena *arena, struct comparison *out)
{
	double best = -1;
	for (uint32_t i = 0; i < a->n_fingerprints; i++)
		for (uint32_t k = 0; k < b->n_fingerprints; k++) {
			const struct fingerprint *x = &a->fingerprints[i], *y = &b->fingerprints[k];
			struct comparison c;
			fingerprints_compare(x, y, arena, &c);
			double alike = likeness(c.common, x->count, y->count) + (strcmp(x->language, y->language) ? 0 : 1);
			if (alike > best) {
				best = alike;
				*out = c;
			}
		}
	return best >= 0;
}
