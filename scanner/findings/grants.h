/* SPDX-License-Identifier: MIT */
/*
 * grants: which sentences of a text grant rights, for what acts, and how each grant is called.
 *
 * What a grant looks like is said by rules: those of a kind with the role grant find its sentence, those with the role quality
 * what it is called there, those with the role text-quality what any sentence calls all grants of the text. Here they are put
 * together: the items of a list that a grant introduces belong to it; what its own sentence does not say, another may; what
 * none says is "unsaid".
 */
#ifndef LICET_FINDINGS_GRANTS_H
#define LICET_FINDINGS_GRANTS_H
#include "evidence/fact.h"
#include "findings/clauses.h"

struct granted {	  /* a grant and the clause that it was made from */
	struct fact fact; /* FACT_GRANT */
	const struct clause *clause;
};

struct grants {
	struct granted *at; /* in the arena, in the order of the text */
	size_t count;
};

/* Makes the grants of a text from its finished clauses. Everything lives in the sink's arena. */
struct grants grants_make(const struct catalog *c, const struct clauses *found, const struct text *t, struct sink *sink);

/* The grant that a clause rests on: that of its own sentence, else the first grant of the work in the same license text; or NULL. */
const struct grant *grants_of(const struct grants *g, const struct clause *c);

#endif
