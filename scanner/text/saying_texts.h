/* SPDX-License-Identifier: MIT */
/* saying_texts: what is said to be under a license whose text, or whose notice, stands there, and not only its name (text/saying.h). */
#ifndef LICET_TEXT_SAYING_TEXTS_H
#define LICET_TEXT_SAYING_TEXTS_H
#include "catalog/catalog.h"
#include "text/subjects.h"

/*
 * The notice that a license asks for ("Licensed under the Pear License; you may not use …") stands at a place in plain: what it is said of
 * below a heading about licensing, by which it is so. 0: there is none.
 */
unsigned saying_of_notice(const struct catalog *c, const struct text *t, uint32_t at, struct span *heading);

/*
 * A license text begins at a place in plain, in a sentence that puts the code, the data or the weights, and nothing else under it ("The code is
 * released under the Pear License: …"), behind one that does, ends with a colon, and has the text as its next paragraph, or behind one that
 * says what it applies to: which (enum said_of), and the sentence. 0: none does. SAID_OF_CODE | SAID_PLAINLY: some sentences away it is said
 * that it covers the code alone, or not the weights.
 */
unsigned saying_over_text(const struct catalog *c, const struct text *t, uint32_t at, struct span *sentence);

/* "The Pear License does not cover the trained model", or "it", said of the license that stands above: it is left to the code. */
bool saying_keeps_weights_out(const struct saying *s, struct range in);

/*
 * "The weights are excluded from …", "… not part of …", "… separate from … and require authorization": the word behind, from which on the
 * sentence tells what is not for the weights; in.to: it says nothing of the kind.
 */
uint32_t saying_weights_apart(const struct saying *s, struct range in);

#endif
