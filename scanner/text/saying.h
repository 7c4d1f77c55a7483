/* SPDX-License-Identifier: MIT */
/*
 * saying: does a sentence that names a license say that something here is under it, and what?
 *
 * "The code is under the Quince License, the weights are under the Pear License": each name belongs to the subjects of its own part
 * of the sentence (rules/subjects.yaml). Where a sentence names none, the list that it is an item of or the heading above it does.
 * A sentence under another heading that names no subject declares nothing, and so does one that speaks of others' works.
 */
#ifndef LICET_TEXT_SAYING_H
#define LICET_TEXT_SAYING_H
#include "catalog/catalog.h"
#include "text/text.h"

struct mention; /* text/mention.h */

/* Fills `said` (enum said_of, evidence/fact.h) and `sentence` of each mention; they are in order of place. */
void sayings_find(const struct catalog *c, const struct text *t, struct mention *mentions, uint32_t n);

/*
 * Below a heading about licensing, do words i to last say what a part of the whole is under, with no more words than "The weights are
 * Pear", "Code: Pear", "Pear (data)", "Pear for data" and "Pear" alone have, or in parentheses behind what is said of a part? A part
 * may have any name: "VAE: Pear". `clear`: the words can be nothing but the name of a license, so that they say it of weights and code
 * wherever they stand.
 */
bool saying_names_part(const struct catalog *c, const struct text *t, uint32_t i, uint32_t last, bool clear);

#endif
