/* SPDX-License-Identifier: MIT */
/*
 * ruleset: the catalog's rules, ready to run: words in prefilters, patterns compiled when first needed.
 *
 * One struct rules serves all threads. Nothing is done for the rules before ruleset_ready: many scans meet no text. A pattern is
 * compiled once, under the lock; whoever finds it compiled takes no lock. Everything else never changes after ruleset_ready.
 */
#ifndef LICET_FINDINGS_RULESET_H
#define LICET_FINDINGS_RULESET_H
#include "base/limits.h"
#include "base/literals.h"
#include "base/regex.h"
#include "catalog/catalog.h"
#include "findings/memo.h"
#include "findings/prefilter.h"

#include <pthread.h>
#include <stdatomic.h>

enum { SCOPES = SCOPE_TEXT + 1, SPARE_PLACES = 8 };

struct pattern {
	const char *source;
	_Atomic(const struct literals *) literals; /* in the pool; NULL until they are needed */
	_Atomic(struct regex *) compiled;	   /* NULL until it is needed */
};

struct patterns {
	struct pattern *at;
	uint32_t count;
};

struct rule_code {
	const struct rule *rule;
	struct patterns match, unless, unless_text, only_if_text;
	uint32_t first_match; /* number of its first `match` pattern among those of all rules; the others follow */
	bool captures;	      /* has a value that is not constant */
	_Atomic(struct literal_sieve *) sieve; /* of its `match` patterns; NULL until it is needed */
};

struct rules {
	const struct catalog *catalog;
	struct limits limits;
	atomic_bool ready;
	struct rule_code *code; /* one for each rule of the catalog, in its order: a rule's number is its place */
	uint32_t count;
	uint32_t *match_rule; /* for each `match` pattern of all rules, in order, the number of its rule */
	uint32_t n_match;
	struct prefilter words[SCOPES]; /* for the rules of each scope; groups are rules' numbers */
	pthread_mutex_t lock;	   /* held while the rules are made ready, a pattern is compiled or its literals are read off */
	struct literal_pool *pool; /* of the patterns' literals; used under the lock */
	bool explain;		   /* rule_scan tells why rules fire and why they do not (findings/trace.h) */
	struct memo *seen;	   /* which patterns hit the clauses met so far */
	struct places spare[SPARE_PLACES]; /* under the lock: what texts before used and the next can use again */
	size_t n_spare;
};

void ruleset_init(struct rules *r, const struct catalog *c, const struct limits *l);
void ruleset_release(struct rules *r);

/* Before any of what follows. Any thread may call, and again. */
void ruleset_ready(struct rules *r);

/* What is known of the pattern without compiling it. Any thread may call. */
const struct literals *ruleset_literals(struct rules *r, struct pattern *p);

/* A first look at the rule's `match` patterns. Any thread may call. */
const struct literal_sieve *ruleset_sieve(struct rules *r, struct rule_code *code);

/* Places for a text, and what becomes of them when it was scanned. Any thread may call. */
void ruleset_take_places(struct rules *r, struct places *p);
void ruleset_give_places(struct rules *r, struct places *p);

/* The compiled pattern; NULL (ERR_DATA, a sentence about the pattern) when it is wrong. Any thread may call. */
struct regex *ruleset_pattern(struct rules *r, struct pattern *p, struct err *e);

#endif
