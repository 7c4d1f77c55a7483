/* SPDX-License-Identifier: MIT */
/*
 * trace: why a rule fired at a clause, or why it kept silent where one of its patterns matched. Made only when rules_explain asked
 * for it, one for each match that decided something; it lives in the arena of the sink and goes no further than that.
 */
#ifndef LICET_FINDINGS_TRACE_H
#define LICET_FINDINGS_TRACE_H
#include "catalog/catalog.h"

struct capture { /* a named group of the pattern */
	const char *name, *words;
	const char *value; /* as typed; NULL: the words read as none */
};

struct trace {
	const struct rule *rule;
	uint32_t match;		 /* which of its patterns, from 1 */
	const char *matched;	 /* the words that it matched */
	const char *word;	 /* of `words`, that let the rule look at the clause; NULL: it looks at all */
	const char *silenced_by; /* "unless", "unless_text", "only_if_text"; NULL: it fired */
	uint32_t silencer;	 /* which of those patterns, from 1; 0: none of only_if_text matched */
	const char *silencing;	 /* the words that it matched, or NULL */
	const struct capture *captures;
	uint32_t n_captures;
	const char *clause; /* number, or NULL */
	const char *text;   /* the clause */
};

#endif
