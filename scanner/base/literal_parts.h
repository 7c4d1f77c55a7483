/* SPDX-License-Identifier: MIT */
/*
 * literal_parts: what a part of a pattern needs and how its matches begin, and how that of a whole follows from its parts.
 *
 * Knows nothing of the syntax (base/literals.c does). What it makes is in the parser's arena, but needs, which are in the pool.
 */
#ifndef LICET_BASE_LITERAL_PARTS_H
#define LICET_BASE_LITERAL_PARTS_H
#include "base/literal_strings.h"

/* How the matches of a part begin. */
struct lead {
	bool known;
	struct strings heads;	   /* with one of these, of two or three bytes, … */
	struct strings short_ones; /* … or it is one of these, of fewer than three bytes, and what follows the part goes on */
};

struct part {
	bool exact;			     /* it matches the strings of `run` and nothing else */
	struct strings run;		     /* what its last stretch of exact parts matches; all of it when exact */
	struct lead lead;		     /* when not exact */
	const struct need *needs[NEEDS_MAX]; /* of what stands before the run, in order */
	uint32_t n_needs;
};

struct part part_exact(struct parser *p, const char *s, size_t len);
struct part part_edge(struct parser *p); /* of a word */
struct part part_open(struct parser *p); /* anything may stand here */

/* Puts the next part behind what is there. */
void part_then(struct parser *p, struct part *to, const struct part *next);

/* One of several alternatives, which are changed. */
struct part part_either(struct parser *p, struct part *parts, uint32_t count);

/* A part that may be missing (least 0) or may be repeated. */
struct part part_repeat(struct parser *p, struct part part, int least, int most);

/* What is known of a pattern that is all of this. */
struct literals part_literals(struct parser *p, struct part *all);

#endif
