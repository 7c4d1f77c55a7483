/* SPDX-License-Identifier: MIT */
/*
 * rules: runs the catalog's rules over a text and yields restrictions.
 *
 * A literal prefilter (one pass over the text for all rules) picks the clauses worth a pattern; PCRE2 with JIT and step limits
 * does the rest. Patterns are compiled when first needed and shared by all threads.
 */
#ifndef LICET_FINDINGS_RULES_H
#define LICET_FINDINGS_RULES_H
#include "base/limits.h"
#include "catalog/catalog.h"
#include "evidence/fact.h"
#include "text/match.h"

struct rules; /* compiled state over a catalog; one for the run, used by all threads */

struct rules *rules_new(const struct catalog *c, const struct limits *l);
void rules_free(struct rules *r);

/*
 * Runs every rule over those parts of t that `where` names (NULL: all of it) and adds a FACT_RESTRICTION for each hit to the
 * sink, placed at its clause, with the license of the match that it stands in. A PCRE2 limit that is reached becomes a FACT_PROBLEM naming rule and entry.
 */
void rules_run(struct rules *r, const struct text *t, const struct text_match *matches, size_t n_matches, const struct span *where,
	       size_t n_where, struct sink *sink);

/* Compiles every pattern and runs every example. ERR_DATA with file, rule and sentence at the first that is wrong. */
int rules_check(struct rules *r, void (*say)(void *ctx, const struct rule *rule, const char *sentence), void *ctx, struct err *e);

#endif
