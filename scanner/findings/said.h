/* SPDX-License-Identifier: MIT */
/*
 * said: what cards say of licenses in plain sentences ("the code is under …, the weights are under …"), taken together for each card.
 *
 * What is said of the weights counts for them, and so does what is said without a difference, unless the card says something of the
 * weights too. A text of a license that is said to be for code or data, and that nothing says to be for the weights, leaves the weights
 * to the others.
 */
#ifndef LICET_FINDINGS_SAID_H
#define LICET_FINDINGS_SAID_H
#include "findings/dossier.h"

#define SAID_CUT "Cards say more of licenses than is held against what is here."

/*
 * Fills d->said, and what absent_collect() does, and adds to d->statements and to the artifact's declared. Needs d->claims and d->elsewhere.
 */
void said_collect(struct dossier *d);

/* What one card says, the same way, wherever it lies: up to room sayings into out; dossier_cut where there are more. Returns how many. */
size_t said_in(struct dossier *d, const struct entry *e, struct said *out, size_t room);

/* The fact by which a license file that holds no text names a license that is known; NULL. */
const struct fact *said_by_file(const struct dossier *d, const struct entry *e);
/* Where it says in which other file here the text of that one is, and there it is: that file; NULL. */
const struct entry *said_by_file_copy(const struct dossier *d, const struct entry *e);

/*
 * Is it a card above the artifact, which has a card of its own that claims a license, in a distribution where others have none? What such a
 * one says of weights is said of those.
 */
bool said_above_siblings(const struct dossier *d, const struct entry *e);

/* Is it said so: by a "name", by a "link"? */
bool said_is_by(const struct said *s, const char *how);

/* Is the row of a table that of models that are not here? */
bool said_row_is_of_others(struct dossier *d, const struct entry *card, const char *row);

/* Do the two name licenses of which none is the other? */
bool said_names_another(const struct dossier *d, const struct said *a, const struct said *b);

/* Is the text of a license, or of this one, here? */
bool said_beside_text(const struct dossier *d);
bool said_has_text(const struct dossier *d, const struct expression *x);

/* Does the document name the license anywhere, be it for a part, or in passing? */
bool said_mentions(const struct dossier *d, const struct entry *e, const struct license *l);

/* Do the cards say anything of one of these subjects (enum said_of)? */
bool said_anything_of(const struct dossier *d, unsigned of);

/* Cards say which license the code has, and of none that the weights have it: a package is the code then. */
bool said_only_of_code(const struct dossier *d);

/* Do the cards say it of weights in words that may tell one model from others? */
bool said_of_some_weights(const struct dossier *d);

/* Where a card says that the license of the weights is somewhere else, and nothing here says which it is; NULL. */
const struct fact *said_elsewhere(const struct dossier *d);

/* The card that offers all these licenses as a choice, be it for the code; NULL: none does. */
const struct entry *said_offers(const struct dossier *d, const struct license *const *all, size_t n);

/* Do the cards put the code under the license, and neither the weights nor all that is here? */
bool said_of_code_alone(const struct dossier *d, const struct license *l);

/* Do the cards say that the license is for other things than the weights, and of the weights that they are under another one? */
bool said_for_others(const struct dossier *d, const struct license *l);

/* Is the license one that a card says the weights to be under? */
bool said_for_weights(const struct dossier *d, const struct license *l);

/*
 * Once the texts are known: what a card says without a difference is said of the code where the texts of the licenses it names were
 * left to the code, and others govern the weights.
 */
void said_leave(struct dossier *d);

#endif
