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
 * The notice that a license asks for ("Licensed under the Pear License; you may not use …") stands at a place in plain: what it is said of
 * below a heading about licensing, by which it is so. 0: there is none.
 */
unsigned saying_of_notice(const struct catalog *c, const struct text *t, uint32_t at, struct span *heading);

/*
 * A license text begins at a place in plain, in a sentence that puts the code, the data or the weights, and nothing else under it ("The code is
 * released under the Pear License: …"), behind one that does, ends with a colon, and has the text as its next paragraph, or behind one that
 * says what it applies to: which (enum said_of), and the sentence. 0: none does.
 */
unsigned saying_over_text(const struct catalog *c, const struct text *t, uint32_t at, struct span *sentence);

/*
 * What a link to a license file says to be under it (enum said_of), and its sentence: "the weights follow the [Model License](LICENSE-W)",
 * "[Model License](LICENSE.B)". 0: nothing.
 */
unsigned saying_of_link(const struct catalog *c, const struct text *t, uint32_t link, struct span *sentence);

/*
 * Below a heading about licensing, do words i to last say what a part of the whole is under, with no more words than "The weights are
 * Pear", "Code: Pear", "Pear (data)", "Pear for data" and "Pear" alone have, or in parentheses behind what is said of a part? A part
 * may have any name: "VAE: Pear". `clear`: the words can be nothing but the name of a license, so that they say it of weights and code
 * wherever they stand.
 */
bool saying_names_part(const struct catalog *c, const struct text *t, uint32_t i, uint32_t last, bool clear);

/* A link whose words end at `to` in plain is called by the name of a license that ends at `from`: "[Pear License, version 2](…)". */
bool saying_ends_with_name(const struct text *t, uint32_t from, uint32_t to);

/*
 * Does the link lead to weights that are not here? Its sentence offers weights, or the heading above does, or its address is that of a
 * file of them.
 */
bool saying_links_weights(const struct catalog *c, const struct text *t, uint32_t link);

#endif
