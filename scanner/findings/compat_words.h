/* SPDX-License-Identifier: MIT */
/*
 * compat_words: what compat.h computes, in words, always with the clauses of both sides. What records do not name is not there, and said
 * to be so. Results live in the arena.
 */
#ifndef LICET_FINDINGS_COMPAT_WORDS_H
#define LICET_FINDINGS_COMPAT_WORDS_H
#include "findings/compat.h"

const char *compat_term(const struct term *t, struct arena *a);	     /* "usage-cap (limit 700000000), section 2" */
const char *compat_missing(const struct compat *x, struct arena *a); /* the first few of the terms that are not carried */

/*
 * The clause of the other license that stands against those terms: a looser number, the clause that decides on its side, or that its
 * record has none. in_text: where its grant was read ("LICENSE, line 16"), or NULL.
 */
const char *compat_other_side(const struct catalog *c, const struct compat *x, const char *in_text, struct arena *a);

#endif
