/* SPDX-License-Identifier: MIT */
#include "text/align.h"

#include "base/buf.h"
#include "text/terms.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum {
	MIN_EDITS = 64,
	MAX_EDITS = 300, /* in one gap: small gaps may change wholly, large ones in part */
	HEAD_ROOM = 40,	 /* words beyond a license's own length, before and after it */
};

struct aligner {
	struct alignment *out;
	const struct fingerprint *fp;
	const struct stream *s;
	struct work *work;
};

/* --- chaining the seeds --------------------------------------------------------------------------------------------------- */

/* Longest chain of seeds that rises in the fingerprint too; returns its length, seeds in `chain`. Both arrays hold n. */
static uint32_t chain_seeds(const struct seed *seeds, uint32_t n, struct seed *chain)
{
	uint32_t *tail = mem_array(n, sizeof *tail), *before = mem_array(n, sizeof *before), len = 0;
	for (uint32_t i = 0; i < n; i++) {
		uint32_t low = 0, high = len; /* first chain that ends at or after this place */
		while (low < high) {
			uint32_t mid = (low + high) / 2;
			if (seeds[tail[mid]].place < seeds[i].place)
				low = mid + 1;
			else
				high = mid;
		}
		before[i] = low ? tail[low - 1] : UINT32_MAX;
		tail[low] = i;
		len += low == len;
	}
	uint32_t at = len ? tail[len - 1] : 0;
	for (uint32_t k = len; k-- > 0; at = before[at])
		chain[k] = seeds[at];
	free(tail);
	free(before);
	return len;
}

/* --- runs ----------------------------------------------------------------------------------------------------------------- */

static bool same(const struct aligner *a, uint32_t place, uint32_t at)
{
	return a->fp->words[place] == a->s->hash[at] && a->fp->words[place] != WORD_BLANK;
}

/* Marks the run through the seed, grown both ways, within what is still free: places from *place, stream from *at. */
static void grow(struct aligner *a, struct seed seed, uint32_t *place, uint32_t *at, uint32_t high)
{
	if (seed.place < *place || seed.at < *at || seed.at >= high || !same(a, seed.place, seed.at))
		return;
	uint32_t j = seed.place, i = seed.at;
	while (j > *place && i > *at && same(a, j - 1, i - 1)) {
		j--;
		i--;
	}
	for (; j < a->fp->count && i < high && same(a, j, i); i++, j++)
		a->out->at[j] = (int32_t)i;
	a->work->done += i - seed.at;
	*place = j;
	*at = i;
}

/* --- gaps ----------------------------------------------------------------------------------------------------------------- */

/* Myers' greedy algorithm on a gap: fingerprint [j0, j1), stream [i0, i1). Leaves the gap open when it takes too many edits. */
static void settle(struct aligner *a, uint32_t j0, uint32_t j1, uint32_t i0, uint32_t i1)
{
	for (; j0 < j1 && i0 < i1 && same(a, j0, i0); j0++, i0++)
		a->out->at[j0] = (int32_t)i0;
	for (; j0 < j1 && i0 < i1 && same(a, j1 - 1, i1 - 1); j1--, i1--)
		a->out->at[j1 - 1] = (int32_t)i1 - 1;
	int n = (int)(j1 - j0), m = (int)(i1 - i0), most = n + m < MIN_EDITS ? n + m : MIN_EDITS + (n + m - MIN_EDITS) / 4;
	if (most > MAX_EDITS)
		most = MAX_EDITS;
	if (!n || !m || abs(n - m) > most || a->work->done > a->work->limit)
		return;
	/* rows of furthest x for each d, kept for the way back; row d has d + 1 entries at k = -d, -d + 2, …, d */
	int *rows = mem_array((size_t)(most + 1) * (size_t)(most + 2) / 2 + 2, sizeof *rows), found = -1;
	for (int d = 0; d <= most && found < 0; d++) {
		int *row = rows + (size_t)d * (size_t)(d + 1) / 2, *last = d ? rows + (size_t)(d - 1) * (size_t)d / 2 : NULL;
		for (int k = -d; k <= d; k += 2) {
			int c = (k + d) / 2, x;
			if (!d)
				x = 0;
			else if (k == -d || (k != d && last[c - 1] < last[c]))
				x = last[c]; /* down: a word of the stream more */
			else
				x = last[c - 1] + 1; /* right: a word of the fingerprint less */
			while (x < n && x - k < m && x - k >= 0 && same(a, j0 + (uint32_t)x, i0 + (uint32_t)(x - k))) {
				x++;
				a->work->done++;
			}
			row[c] = x;
			if (x >= n && x - k >= m)
				found = d;
		}
		a->work->done += d + 1;
		if (a->work->done > a->work->limit)
			break;
	}
	for (int d = found, x = n, y = m; d >= 0 && found >= 0; d--) { /* the way back, marking the diagonals */
		int *last = d ? rows + (size_t)(d - 1) * (size_t)d / 2 : NULL, k = x - y, c = (k + d) / 2, from = 0, down = 0;
		if (d) {
			down = k == -d || (k != d && last[c - 1] < last[c]);
			from = down ? last[c] : last[c - 1] + 1;
		}
		for (; x > from; x--, y--)
			a->out->at[j0 + (uint32_t)x - 1] = (int32_t)(i0 + (uint32_t)y - 1);
		if (down)
			y--;
		else
			x--;
	}
	free(rows);
}

static void settle_gaps(struct aligner *a, uint32_t low, uint32_t high)
{
	const int32_t *at = a->out->at;
	uint32_t n = a->fp->count, first = 0, last = n;
	while (first < n && at[first] < 0)
		first++;
	while (last > 0 && at[last - 1] < 0)
		last--;
	if (first >= last)
		return;
	uint32_t head = (uint32_t)at[first], tail = (uint32_t)at[last - 1] + 1, room = first + first / 4 + HEAD_ROOM;
	settle(a, 0, first, head - low > room ? head - room : low, head);
	for (uint32_t j = first + 1, open = first + 1; j < last; j++) {
		if (at[j] < 0)
			continue;
		if (j > open && at[j] > at[open - 1] + 1)
			settle(a, open, j, (uint32_t)at[open - 1] + 1, (uint32_t)at[j]);
		open = j + 1;
	}
	room = n - last + (n - last) / 4 + HEAD_ROOM;
	settle(a, last, n, tail, high - tail > room ? tail + room : high);
}

/* --- cleaning ------------------------------------------------------------------------------------------------------------- */

struct run {
	uint32_t place, at, len;
};

/* Words of both sides between the ends of two runs. */
static uint32_t between(const struct run *a, const struct run *b)
{
	return (b->place - a->place - a->len) + (b->at - a->at - a->len);
}

static void drop(struct alignment *out, const struct run *r)
{
	for (uint32_t j = r->place; j < r->place + r->len; j++)
		out->at[j] = -1;
}

/* Words before the first run and behind the last one that continue it: a run that went away may have taken them for its own. */
static void grow_ends(struct aligner *a, const struct run *first, const struct run *last, uint32_t low, uint32_t high)
{
	uint32_t j = first->place, i = first->at, end = last->place + last->len, stop = last->at + last->len;
	for (; j > 0 && i > low && same(a, j - 1, i - 1); j--, i--)
		a->out->at[j - 1] = (int32_t)i - 1;
	for (; end < a->fp->count && stop < high && same(a, end, stop); end++, stop++)
		a->out->at[end] = (int32_t)stop;
}

/* Unmarks words that agree by chance: short runs far from their neighbours, first at both ends, then inside. */
static void clean(struct aligner *a, uint32_t low, uint32_t high)
{
	struct run *runs = NULL;
	uint32_t n = 0, capacity = 0;
	for (uint32_t j = 0; j < a->fp->count; j++) {
		int32_t i = a->out->at[j];
		if (i < 0)
			continue;
		struct run *last = n ? &runs[n - 1] : NULL;
		if (last && last->place + last->len == j && last->at + last->len == (uint32_t)i)
			last->len++;
		else
			VEC_PUSH(runs, n, capacity, (struct run){j, (uint32_t)i, 1});
	}
	uint32_t first = 0, last = n;
	while (last - first > 1 && runs[first].len * 4 < between(&runs[first], &runs[first + 1]))
		drop(a->out, &runs[first++]);
	while (last - first > 1 && runs[last - 1].len * 4 < between(&runs[last - 2], &runs[last - 1]))
		drop(a->out, &runs[--last]);
	if (first < last)
		grow_ends(a, &runs[first], &runs[last - 1], low, high);
	for (uint32_t r = first + 1; r + 1 < last; r++) {
		uint32_t before = between(&runs[r - 1], &runs[r]), after = between(&runs[r], &runs[r + 1]);
		if (runs[r].len <= 3 && before > 4 * runs[r].len && after > 4 * runs[r].len) {
			drop(a->out, &runs[r]);
			runs[r] = (struct run){runs[r - 1].place + runs[r - 1].len, runs[r - 1].at + runs[r - 1].len, 0};
		}
	}
	free(runs);
}

/* --- the whole ------------------------------------------------------------------------------------------------------------ */

/* --- languages ------------------------------------------------------------------------------------------------------------ */

struct script { /* words of the license in Latin letters (1) or not (0), by the small words of English among them */
	uint32_t words, agreeing;
};

/* Sections too short to tell go with the one before. */
static bool is_english(const struct fingerprint *fp, const struct section *s, bool before)
{
	uint32_t small = 0;
	for (uint32_t j = s->first; j < s->first + s->count; j++)
		small += (term_of(fp->words[j]) & TERM_SMALL) != 0;
	return s->count < 8 ? before : small * 20 >= s->count;
}

void absent_language(const struct fingerprint *fp, const int32_t *at, bool *absent)
{
	struct script scripts[2] = {{0}};
	bool english = false;
	for (int pass = 0; pass < 2; pass++) {
		for (uint32_t k = 0; k < fp->n_sections; k++) {
			const struct section *s = &fp->sections[k];
			english = is_english(fp, s, english);
			struct script *own = &scripts[english], *other = &scripts[!english];
			if (pass) {
				bool both = own->words * 4 >= other->words && other->words * 4 >= own->words;
				absent[k] |= both && own->agreeing * 50 <= own->words && other->agreeing * 2 > other->words;
				continue;
			}
			own->words += s->count;
			for (uint32_t j = s->first; j < s->first + s->count; j++)
				own->agreeing += at[j] >= 0;
		}
	}
}

/* --- measuring ------------------------------------------------------------------------------------------------------------ */

/* Words that must be there, less those of a language that is not. */
static uint32_t less_absent(const struct fingerprint *fp, const int32_t *at, uint32_t expected)
{
	bool *absent = mem_array(fp->n_sections, sizeof *absent);
	absent_language(fp, at, absent);
	for (uint32_t k = 0; k < fp->n_sections; k++)
		for (uint32_t j = fp->sections[k].first;
		     absent[k] && !fp->sections[k].optional && j < fp->sections[k].first + fp->sections[k].count; j++)
			expected -= fp->words[j] != WORD_BLANK && at[j] < 0;
	free(absent);
	return expected;
}

/* What a place where the two sides part costs a rival: a changed name tells more, for its length, than a missing clause. */
static double parting_cost(uint32_t missing, uint32_t added)
{
	return missing || added ? 5 + (missing < 120 ? missing : 120) / 4.0 + (added < 120 ? added : 120) / 4.0 : 0;
}

/*
 * Rivals for one place differ in what they get wrong there. Disagreement inside the stretch weighs heavily; a license that is
 * there only in part, but word for word, is a better answer than another one there whole with changes all over.
 */
static void measure(struct alignment *out, const struct fingerprint *fp)
{
	uint32_t expected = 0, open = 0;	       /* words that must be there; missing since the last agreeing one */
	uint32_t last_section = UINT32_MAX, loose = 0; /* of the last agreeing word; optional words missing since */
	double cost = 0;
	for (uint32_t s = 0; s < fp->n_sections; s++) {
		const struct section *section = &fp->sections[s];
		for (uint32_t j = section->first; j < section->first + section->count; j++) {
			bool must = !section->optional && fp->words[j] != WORD_BLANK;
			expected += must || out->at[j] >= 0;
			if (out->at[j] < 0) {
				open += must;
				loose += !must && fp->words[j] != WORD_BLANK;
				continue;
			}
			if (last_section == s) /* within one section nothing is optional */
				open += loose;
			last_section = s;
			loose = 0;
			if (!out->agreeing++)
				out->start = (uint32_t)out->at[j];
			else
				cost += parting_cost(open, (uint32_t)out->at[j] - out->end);
			open = 0;
			out->end = (uint32_t)out->at[j] + 1;
		}
	}
	if (!out->agreeing)
		return;
	cost += (open < 40 ? open : 40) / 4.0; /* an end that is missing */
	if (out->agreeing * 4 < expected * 3)
		expected = less_absent(fp, out->at, expected);
	out->density = (double)out->agreeing / (out->end - out->start);
	out->score = out->agreeing * (0.5 + 0.5 * out->agreeing / expected) * pow(out->agreeing / (out->agreeing + cost), 5);
}

void alignment_make(struct alignment *out, const struct fingerprint *fp, const struct stream *s, uint32_t low, uint32_t high,
		    const struct seed *seeds, uint32_t n_seeds, struct work *work)
{
	*out = (struct alignment){.at = mem_array(fp->count, sizeof *out->at), .count = fp->count};
	struct aligner a = {.out = out, .fp = fp, .s = s, .work = work};
	struct seed *chain = mem_array(n_seeds, sizeof *chain);
	memset(out->at, 0xFF, fp->count * sizeof *out->at);
	uint32_t n = chain_seeds(seeds, n_seeds, chain), place = 0, at = low;
	for (uint32_t i = 0; i < n; i++)
		grow(&a, chain[i], &place, &at, high);
	free(chain);
	work->done += fp->count + n_seeds;
	settle_gaps(&a, low, high);
	clean(&a, low, high);
	measure(out, fp);
}

void alignment_release(struct alignment *a)
{
	free(a->at);
	*a = (struct alignment){0};
}
