/* SPDX-License-Identifier: MIT */
/*
 * rule_scan: one text through the rules.
 *
 * A rule sees its scope and nothing else: a sentence, a paragraph, or a whole license. The scope of a list item is the sentence
 * that introduces the list (its last LEAD_MAX bytes), a blank, and the item; a hit there must reach into the item. A text may
 * hold several licenses: each license match is a text of its own, and so is what lies outside of all of them. What a rule's
 * unless_text and only_if_text look at is the text that the hit stands in; for a match that is not exact, also what lies outside
 * of all matches, since an edited license may go on there.
 *
 * The unless patterns of a rule for sentences see what is near the hit: no further than 400 bytes, and not beyond the semicolons
 * around it (an item keeps its lead). Those of other rules see the whole scope.
 *
 * Of an exact license text its record says what is in it, and rules only find where: the rules of other kinds are not asked, but
 * for those that a user laid over the catalog. A record without terms says nothing (it may be a new one), and none speaks of a
 * sentence or paragraph that goes on beyond the license.
 *
 * The work is bounded by limits.match_steps and limits.rule_seconds; reaching one is a FACT_PROBLEM "limit" in the sink, as is a
 * clause more than limits.restrictions. A rule whose pattern is wrong is a FACT_PROBLEM "rule" and the others go on.
 */
#ifndef LICET_FINDINGS_RULE_SCAN_H
#define LICET_FINDINGS_RULE_SCAN_H
#include "evidence/fact.h"
#include "findings/clauses.h"
#include "findings/ruleset.h"

enum { LEAD_MAX = 2048 };

#define RULE_EVERY UINT32_MAX

struct rule_scan {
	struct rules *rules;
	const struct text *text;
	const struct text_match *matches; /* sorted by start */
	size_t n_matches;
	const struct span *where; /* NULL: all of the text */
	size_t n_where;
	struct sink *sink;  /* for problems; values of clauses live in its arena */
	uint32_t rule;	    /* number of the only rule to run, or RULE_EVERY */
	uint32_t pattern;   /* number of its only `match` pattern to run, or RULE_EVERY */
	bool without_words; /* run it everywhere, whatever its words say */
};

/* Adds what the rules find to out, unsorted. */
void rule_scan(const struct rule_scan *in, struct clauses *out);

#endif
