/* SPDX-License-Identifier: MIT */
/*
 * terms: the words that licenses are made of, by what they do, so that a sentence can be told from ordinary prose: a rider beside
 * a known license, or a license that no record explains. Also the words that are numbers, months and list labels.
 */
#ifndef LICET_TEXT_TERMS_H
#define LICET_TEXT_TERMS_H
#include "text/text.h"

enum term_class {
	TERM_RESTRICT = 1 << 0, /* takes away: prohibited, noncommercial, revoke, solely */
	TERM_GRANT = 1 << 1,	/* gives: grant, permission, may, allowed */
	TERM_DUTY = 1 << 2,	/* obliges: shall, must, agree */
	TERM_OBJECT = 1 << 3,	/* what it is about: software, model, use, copies */
	TERM_LEGAL = 1 << 4,	/* lawyers' words: hereby, warranty, liable, herein */
	TERM_LICENSE = 1 << 5,	/* license, agreement, terms */
	TERM_NOT = 1 << 6,	/* not, no, without, never */
	TERM_NUMBER = 1 << 7,	/* 0 … 199, 1900 … 2100, months: what dates and versions are made of */
	TERM_LABEL = 1 << 8,	/* may number a clause: a … z, i … xxx, 0 … 99, section, article */
	TERM_PARTY = 1 << 9,	/* who holds the rights, where licenses put a name: holder, author, contributors */
	TERM_SMALL = 1 << 11,	/* the commonest words of English: the, of, and, to, or, any, in */
	TERM_APART = 1 << 12,	/* before "license": one that is still to be had: separate, additional */
	TERM_LIMIT = 1 << 13,	/* limited */
	TERM_HAVE = 1 << 14,	/* after "may" it makes a supposition of it */
	TERM_ACT = 1 << 15,	/* words that licenses act with, and that prose about them seldom has: hereby, granted, liable */
	TERM_GLUE = 1 << 10,	/* small words between names: the, of, and, its */
};

/* What the word with that hash is: a set of enum term_class, 0 for most. */
unsigned term_of(uint32_t hash);

/* The same for two neighbouring Han characters: 许可, 不得. */
unsigned term_of_pair(uint32_t first, uint32_t second);

struct tally_terms {
	uint32_t restricts, grants, duties, objects, legal, licenses, nots, acts;
	uint32_t limits, apart; /* "limited to", but not "not limited to"; "separate license" */
	uint32_t total;		/* words that are any of these */
	uint32_t words;		/* all words looked at (of kind WORD_TEXT) */
};

/* Counts words [from, to) of t. Pairs such as "may not" count as restrictions, not as grants. */
void terms_count(const struct text *t, uint32_t from, uint32_t to, struct tally_terms *out);

/* True when words [from, to), a sentence or so, give or take rights: a rider where it stands beside a license. */
bool terms_rule(const struct text *t, uint32_t from, uint32_t to);

#endif
