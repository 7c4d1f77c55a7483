/* SPDX-License-Identifier: MIT */
/*
 * about: what a sentence outside of license texts speaks of that states a term, and names no license ("Commercial use is not permitted.").
 * Those that name one: text/saying.h.
 */
#ifndef LICET_TEXT_ABOUT_H
#define LICET_TEXT_ABOUT_H
#include "catalog/catalog.h"
#include "text/text.h"

/*
 * Bytes of a sentence that only give a reason: "Due to these dependencies, " names what it rests on, not what the sentence is about,
 * unless that names nothing: "Due to the biases of the model, we forbid this." 0: none.
 */
size_t about_reason(const char *sentence, size_t len);

/*
 * What a sentence that states a term, and stands outside of license texts, speaks of (enum said_of): what it names, or, where all of
 * its words up to `end` in plain name nothing ("Commercial use is not permitted."), what the sentences before it in the paragraph do,
 * the one that introduces the list, the headings above. Where none of them names anything it is SAID_OF_ALL under a heading about terms,
 * or close under the document's title. With SAID_BY_PRONOUN as the sentence before says. SAID_OF_OTHERS alone: works of others. 0: of
 * nothing that is known.
 */
unsigned about_term(const struct catalog *c, const struct text *t, uint32_t sentence, uint32_t end);

/* "The model is intended for research purposes only", where a card tells what it is meant for ("Direct use"), and not under what terms it is. */
bool about_purpose(const struct catalog *c, const struct text *t, uint32_t sentence);

#endif
