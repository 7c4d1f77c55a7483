/* SPDX-License-Identifier: MIT */
/*
 * memo: which patterns hit a clause, remembered for the run.
 *
 * Licenses share most of their clauses with others, and a scan of many models meets the same license again and again. A clause
 * that was searched twice before is looked up; patterns that found nothing in it are not tried again. The clause itself is kept and
 * compared, so that no other one can pass for it. Any thread may call; memory is bounded, old clauses make room for new ones.
 */
#ifndef LICET_FINDINGS_MEMO_H
#define LICET_FINDINGS_MEMO_H
#include "catalog/catalog.h"

struct memo;

struct memo_key {
	enum rule_scope scope;
	size_t item;		       /* where the list item begins behind its lead; 0: no lead */
	const struct license *license; /* whose rules alone were tried (rule_scan.h); NULL: all were */
	const char *s;
	size_t len;
};

/* mask_words: how many 64-bit words a set of patterns has. */
struct memo *memo_new(size_t mask_words);
void memo_free(struct memo *m);

/* Copies the set of patterns that hit the clause to *mask. False when the clause is not remembered. */
bool memo_find(struct memo *m, const struct memo_key *key, uint64_t *mask);
void memo_add(struct memo *m, const struct memo_key *key, const uint64_t *mask);

#endif
