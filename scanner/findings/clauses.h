/* SPDX-License-Identifier: MIT */
/*
 * clauses: the restrictions found in one text, one for each kind and clause.
 *
 * A clause is a sentence (or a run of them, for rules that look at more). Several hits of one kind at one clause become one, with
 * the values of the richest hit and what the others add without contradicting it. The same words twice under one license are one.
 */
#ifndef LICET_FINDINGS_CLAUSES_H
#define LICET_FINDINGS_CLAUSES_H
#include "base/arena.h"
#include "catalog/catalog.h"
#include "findings/definitions.h"
#include "text/match.h"
#include "text/text.h"

enum {
	CLAUSE_VALUES_MAX = 10,
	CLAUSE_MAX = 1000, /* bytes of plain that are quoted; of a longer clause, those around the hit */
};

struct clause {
	const struct rule *rule;
	const struct text_match *match; /* license text that it stands in, or NULL */
	struct span hit;		/* what the pattern matched, in plain */
	uint32_t first, last;		/* its sentences */
	struct pair values[CLAUSE_VALUES_MAX];
	uint32_t n_values;
	struct definition defined; /* of plain: where a value was found that the clause only names; empty: nowhere */
};

struct clauses {
	struct clause *at; /* owned */
	size_t count, capacity;
	size_t max; /* no more restrictions than this; then full is set. Nor more readings (enum kind_role): further ones are dropped */
	size_t restrictions, readings;
	bool full;
};

void clauses_init(struct clauses *c, size_t max);
void clauses_release(struct clauses *c);

/* Adds a value to a hit; a key that is there already keeps its value. */
void clause_set(struct clause *c, const char *key, const char *value);

/* Adds a hit, or merges it into the clause of its kind with the same first sentence. */
void clauses_add(struct clauses *c, const struct clause *hit);

/*
 * Brings them into the order of the text (then of the kinds' ids, then of the rules'), joins those of one kind and like values that end
 * with the same sentence, and drops repeated words.
 */
void clauses_finish(struct clauses *c, const struct text *t);

/* The range of plain that is quoted for a clause: its sentences, or CLAUSE_MAX bytes of them around the hit. */
struct span clause_span(const struct clause *c, const struct text *t);

#endif
