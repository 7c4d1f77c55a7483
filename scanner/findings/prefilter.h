/* SPDX-License-Identifier: MIT */
/*
 * prefilter: which groups of words occur in a text, found in one pass for all groups together.
 *
 * A rule is a group here: it is admitted where at least one of its words occurs, as a run of bytes anywhere (no word boundary),
 * ASCII letters without regard to case, other bytes as they are. The test is exact, never approximate: a group is admitted if and
 * only if one of its words is there, or if it is admitted everywhere. A bit set of groups holds bit g % 64 of word g / 64.
 *
 * The words are found by a hash of their first three bytes (shorter ones of their two), then compared. The tables are a few
 * kilobytes, which stay in the processor's nearest cache. The work is bounded by the length of
 * the text times the longest list of words that begin alike. After prefilter_build the struct never changes: threads share it.
 */
#ifndef LICET_FINDINGS_PREFILTER_H
#define LICET_FINDINGS_PREFILTER_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct prefilter_word {
	char *text; /* folded; owned */
	uint32_t len, group;
	uint64_t head, mask; /* its first eight bytes with 0x20 in each; which of them there are */
	uint32_t slot;	     /* where it is looked up */
	uint32_t alike;	     /* how many, from this one on, are looked up there */
};

struct prefilter {
	uint32_t n_groups;
	uint32_t mask_words;	      /* uint64_t in one bit set */
	uint32_t longest;	      /* bytes of the longest word */
	struct prefilter_word *words; /* after prefilter_build: sorted, each text once, group: its bit set's number in masks */
	size_t n_words, capacity;
	uint64_t *masks;
	uint64_t *always; /* groups admitted everywhere */
	uint32_t *first; /* for each slot 1 + the number of its first word; 0: none. Words of two bytes have slots of their own */
	uint32_t slots;	 /* for either sort; a power of two */
	bool twos;	 /* there are words of two bytes */
	uint64_t *some;	 /* a bit for each slot that has a word: this is small enough to stay in the nearest cache */
};

void prefilter_init(struct prefilter *p, uint32_t n_groups);
void prefilter_release(struct prefilter *p);

/* Adds a word to a group (copied). A word of fewer than two bytes says too little: the group is then admitted everywhere. */
void prefilter_add(struct prefilter *p, uint32_t group, const char *word);
void prefilter_always(struct prefilter *p, uint32_t group);
void prefilter_build(struct prefilter *p); /* once, after the last word and before the first scan */

/* Adds the groups whose words occur in s[0..len) to the set, which has p->mask_words elements. */
void prefilter_scan(const struct prefilter *p, const char *s, size_t len, uint64_t *groups);
/* Adds the groups that are admitted everywhere. */
void prefilter_everywhere(const struct prefilter *p, uint64_t *groups);

#endif
