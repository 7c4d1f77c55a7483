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

/*
 * Bytes of a sentence that only give a reason: "Due to these dependencies, " names what it rests on, not what the sentence is about,
 * unless that names nothing: "Due to the biases of the model, we forbid this." 0: none.
 */
size_t saying_reason(const char *sentence, size_t len);

/*
 * What a sentence that states a term, and stands outside of license texts, speaks of (enum said_of): what it names, or, where all of
 * its words up to `end` in plain name nothing ("Commercial use is not permitted."), what the sentences before it in the paragraph do,
 * the one that introduces the list, the headings above. Where none of them names anything it is SAID_OF_ALL under a heading about terms,
 * or close under the document's title. With SAID_BY_PRONOUN as the sentence before says. SAID_OF_OTHERS alone: works of others. 0: of
 * nothing that is known.
 */
unsigned saying_of_term(const struct catalog *c, const struct text *t, uint32_t sentence, uint32_t end);

#endif
