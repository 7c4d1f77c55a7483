/* SPDX-License-Identifier: MIT */
#include "findings/clauses.h"

#include "base/buf.h"

#include <stdlib.h>
#include <string.h>

enum { BEFORE_HIT = 300 }; /* bytes that are quoted before the hit when the clause is too long to be quoted whole */

void clauses_init(struct clauses *c, size_t max)
{
	*c = (struct clauses){.max = max};
}

void clauses_release(struct clauses *c)
{
	free(c->at);
	*c = (struct clauses){0};
}

static const char *value_of(const struct clause *c, const char *key)
{
	for (uint32_t i = 0; i < c->n_values; i++)
		if (!strcmp(c->values[i].key, key))
			return c->values[i].value;
	return NULL;
}

void clause_set(struct clause *c, const char *key, const char *value)
{
	if (value && c->n_values < CLAUSE_VALUES_MAX && !value_of(c, key))
		c->values[c->n_values++] = (struct pair){key, value};
}

static bool contradicts(const struct clause *a, const struct clause *b)
{
	for (uint32_t i = 0; i < a->n_values; i++) {
		const char *other = value_of(b, a->values[i].key);
		if (other && strcmp(other, a->values[i].value) != 0)
			return true;
	}
	return false;
}

/* Puts `hit` into `into`: the one with more values leads. */
static void merge(struct clause *into, const struct clause *hit)
{
	if (into->rule->kind->role !=
	    ROLE_RESTRICTION) { /* a reading has one value of each name, and what was said first holds */
		for (uint32_t i = 0; i < hit->n_values; i++)
			clause_set(into, hit->values[i].key, hit->values[i].value);
		into->last = into->last > hit->last ? into->last : hit->last;
		return;
	}
	struct clause richer = hit->n_values > into->n_values ? *hit : *into;
	const struct clause poorer = hit->n_values > into->n_values ? *into : *hit;
	if (!contradicts(&richer, &poorer))
		for (uint32_t i = 0; i < poorer.n_values; i++)
			clause_set(&richer, poorer.values[i].key, poorer.values[i].value);
	if (richer.defined.end == richer.defined.start)
		richer.defined = poorer.defined;
	richer.last = richer.last > poorer.last ? richer.last : poorer.last;
	*into = richer;
}

void clauses_add(struct clauses *c, const struct clause *hit)
{
	for (size_t i = c->count; i > 0; i--) /* backwards: most often it is the last */
		if (c->at[i - 1].first == hit->first && c->at[i - 1].rule->kind == hit->rule->kind) {
			merge(&c->at[i - 1], hit);
			return;
		}
	size_t *kept = hit->rule->kind->role == ROLE_RESTRICTION ? &c->restrictions : &c->readings;
	if (*kept < c->max) {
		VEC_PUSH(c->at, c->count, c->capacity, *hit);
		++*kept;
	} else if (kept == &c->restrictions) {
		c->full = true;
	}
}

static int compare(const void *x, const void *y)
{
	const struct clause *a = x, *b = y;
	if (a->first != b->first)
		return a->first < b->first ? -1 : 1;
	int order = strcmp(a->rule->kind->id, b->rule->kind->id);
	return order ? order : strcmp(a->rule->id, b->rule->id);
}

struct quote { /* the words of a clause, for finding equal ones */
	const char *s;
	size_t len;
	uint64_t hash;
};

static struct quote quote_of(const struct clause *c, const struct text *t)
{
	struct span s = clause_span(c, t);
	struct quote q = {t->plain + s.start, s.end - s.start, 0xcbf29ce484222325};
	for (size_t i = 0; i < q.len; i++)
		q.hash = (q.hash ^ (unsigned char)q.s[i]) * 0x100000001b3;
	return q;
}

static bool same_words(const struct quote *a, const struct quote *b)
{
	return a->hash == b->hash && a->len == b->len && !memcmp(a->s, b->s, a->len);
}

/* One clause that two rules read, the one from its heading on: of the same values, as far as both have them. */
static bool is_part(const struct clause *a, const struct clause *whole)
{
	return a->rule->kind == whole->rule->kind && a->rule->kind->role == ROLE_RESTRICTION && a->match == whole->match &&
	       a->first <= whole->last && a->last == whole->last && a->n_values && whole->n_values && !contradicts(a, whole);
}

static void join_parts(struct clauses *c)
{
	size_t kept = 0;
	for (size_t i = 0; i < c->count; i++) {
		bool joined = false;
		for (size_t k = kept; k-- > 0 && !joined && c->at[k].last >= c->at[i].first;)
			if ((joined = is_part(&c->at[i], &c->at[k])))
				merge(&c->at[k], &c->at[i]);
		if (!joined)
			c->at[kept++] = c->at[i];
	}
	c->count = kept;
}

void clauses_finish(struct clauses *c, const struct text *t)
{
	if (!c->count)
		return;
	qsort(c->at, c->count, sizeof *c->at, compare);
	join_parts(c);
	struct quote *quotes = mem_array(c->count, sizeof *quotes);
	size_t kept = 0;
	for (size_t i = 0; i < c->count; i++) {
		quotes[kept] = quote_of(&c->at[i], t);
		bool repeated = false;
		for (size_t k = 0; k < kept && !repeated; k++)
			repeated = same_words(&quotes[k], &quotes[kept]) && c->at[k].rule->kind == c->at[i].rule->kind &&
				   c->at[k].match == c->at[i].match;
		if (!repeated)
			c->at[kept++] = c->at[i];
	}
	c->count = kept;
	free(quotes);
}

static bool inside_character(const struct text *t, uint32_t at)
{
	return at < t->plain_len && ((unsigned char)t->plain[at] & 0xC0) == 0x80;
}

/* Moves to the byte behind a blank, or at least to a character's first byte, within a few words. */
static uint32_t word_start(const struct text *t, uint32_t at, uint32_t end)
{
	for (uint32_t i = at; i < end && i < at + 40; i++)
		if (i && t->plain[i - 1] == ' ')
			return i;
	return at;
}

struct span clause_span(const struct clause *c, const struct text *t)
{
	struct span s = {t->sentences[c->first].start, t->sentences[c->last].end};
	if (s.end - s.start > CLAUSE_MAX && c->hit.start > s.start + BEFORE_HIT)
		s.start = word_start(t, c->hit.start - BEFORE_HIT, s.end);
	if (s.end - s.start > CLAUSE_MAX)
		s.end = s.start + CLAUSE_MAX;
	while (s.start < s.end && inside_character(t, s.start))
		s.start++;
	while (s.end > s.start && inside_character(t, s.end))
		s.end--;
	return s;
}
