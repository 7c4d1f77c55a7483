/* SPDX-License-Identifier: MIT */
/*
 * rules: runs the catalog's rules over a text and yields restrictions.
 *
 * A literal prefilter (one pass over the text for all rules) picks the clauses worth a pattern; PCRE2 with JIT and step limits
 * does the rest. Patterns are compiled when first needed and shared by all threads.
 *
 * Beside it stand ruleset.h (rules ready to run), rule_scan.h (what a rule gets to see), clauses.h (one restriction for each kind
 * and clause), values.h (what is captured, in canonical form).
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
 * sink, placed at its clause, with the license of the match that it stands in; likewise a FACT_GRANT for each grant and a
 * FACT_REFERENCE for a document that is said to bind, too, and outside of license texts a FACT_META for what the model is said to be
 * made from ("made_from", and "made" where it is called by a name). A PCRE2 limit that is reached becomes a FACT_PROBLEM naming rule
 * and entry. The fact's key is the kind's id; the restriction's text is the clause in t->plain, at most
 * 1,000 bytes (of a longer sentence those around the hit, and the place is theirs). rules_quote then gives it in the file's own
 * bytes.
 */
void rules_run(struct rules *r, const struct text *t, const struct text_match *matches, size_t n_matches,
	       const struct span *where, size_t n_where, struct sink *sink);

/*
 * Puts the words as they stand in the file, white space and dress included, in place of those of plain: for every clause
 * that was added to the sink from fact `first` on. bytes: the whole file that t was made from. A file that is not UTF-8 keeps
 * plain's words; single bytes that are not UTF-8 become \xNN.
 */
void rules_quote(struct sink *sink, size_t first, const struct text *t, const void *bytes, size_t len);

/*
 * From now on every run also adds a FACT_TRACE for each match that makes a rule fire or that something silences
 * (findings/trace.h). Before the first run.
 */
void rules_explain(struct rules *r);

/* Compiles every pattern: for a user's rules, before a run. ERR_DATA with file, line, column, rule and sentence of the
 * first that is wrong. */
int rules_compile(struct rules *r, struct err *e);

/* Calls `fires` for each rule that fires at the text, a document of its own, once. Needs rules_explain. */
void rules_try(struct rules *r, const char *text, void (*fires)(void *ctx, const struct rule *rule), void *ctx);

/*
 * Compiles every pattern and runs every example: `fire` must fire by this very rule, also with its words, and yield its values;
 * `silent` must not; each `match` pattern must be hit by an example; each value must be captured by some pattern. Says every
 * mistake (and, as a warning, every rule without words). ERR_DATA with file, line, column, rule and sentence of the first
 * mistake. say may be NULL.
 */
typedef void rules_say(void *ctx, const struct rule *rule, const char *where,
		       const char *sentence); /* where: "file:line:column" */
int rules_check(struct rules *r, rules_say *say, void *ctx, struct err *e);

#endif
