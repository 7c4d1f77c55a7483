/* SPDX-License-Identifier: MIT */
/*
 * classify: what an entry is: by its readers' bids, and, for a text, by what its name says it is for.
 */
#ifndef LICET_CLASSIFY_CLASSIFY_H
#define LICET_CLASSIFY_CLASSIFY_H
#include "classify/reader.h"

/* The reader of the table that bids highest on the entry, the first of equals; NULL when none bids. */
const struct reader *classify(const struct reader *const *table, size_t n, const struct probe *p);

enum purpose { /* what a text is for */
	       PURPOSE_LICENSE,
	       PURPOSE_NOTICE,
	       PURPOSE_POLICY,	/* acceptable use */
	       PURPOSE_CARD,	/* README, model card, list of models */
	       PURPOSE_PACKAGE, /* metadata of a package */
	       PURPOSE_OTHER,
};

/* By the last component of the name, and the folder it lies in. */
enum purpose classify_purpose(const char *name);

/* Is the folder called after the cards of models, "model_cards"? */
bool classify_keeps_cards(const char *folder, size_t len);
const char *purpose_name(enum purpose p); /* license, notice, policy, card, package, other */

#endif
