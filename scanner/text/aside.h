/* SPDX-License-Identifier: MIT */
/*
 * aside: names of licenses that declare nothing more of what is here: that of an ornament of it ("The logo is by a friend and is under
 * the Pear License"; rules/subjects.yaml), that of a license of which a sentence only says where a copy is, those in a disclaimer, those that
 * are examples ("under licenses such as Pear"), and those of the models that a program can use ("Follow the license of the
 * corresponding model: Tern / Auk / Owl / Wren").
 */
#ifndef LICET_TEXT_ASIDE_H
#define LICET_TEXT_ASIDE_H
#include "catalog/catalog.h"
#include "text/text.h"

struct saying; /* text/subjects.h, as is: */
struct range;

/* Does the link stand in a sentence, or under a heading, about works of others: "Thanks", "portions are under [Pear](LICENSE-PEAR)"? */
bool aside_links_others(const struct catalog *c, const struct text *t, uint32_t link);

/* Does a name that begins at `at` in plain, in the sentence from `from` on, stand right behind "e.g.", "such as", "例如"? */
bool aside_is_example(const struct text *t, uint32_t from, uint32_t at);

/* Does the sentence link to the licenses of several models, each of which has its own? */
bool aside_lists_models(const struct text *t, uint32_t sentence);

/*
 * "trained using source code written by Auk under the Pear License": are the words before word `first`, which begins the name, of code that
 * was used?
 */
bool aside_is_of_code_used(const struct saying *s, uint32_t from, uint32_t first);

/*
 * What the name of a license that begins with word `first`, in that sentence, is said to be of (enum said_of) where all else says `said`:
 * the license of which a copy is offered is that of what the sentences before in the paragraph speak of, one that a file of code has
 * ("wings/beak.py is from Auk (Pear License)") is of that, and one on the page of another model ("accept
 * the license on the model card of Auk"), of nothing that is here.
 */
unsigned aside_settled(const struct saying *s, uint32_t sentence, uint32_t first, bool is_link, unsigned said);

/*
 * "trained on 8k hours of Pear-licensed audio": the name, words first to last of the sentence `in`, describes what something is made of or
 * comes with, and that is no model. *of: what it is said to be of then.
 */
bool aside_describes(const struct saying *s, struct range in, uint32_t first, uint32_t last, unsigned *of);

/*
 * Number of the first of n license texts, in order of place, that a sentence between them introduces as one of others: "This project uses
 * Wren, which is under:", "Third-party components". Those behind it are of others, too; the first text is never one. n: there is none.
 */
uint32_t aside_first_of_others(const struct catalog *c, const struct text *t, const struct span *texts, uint32_t n);

/*
 * Does the document explain licenses, and give none: what stands before the first license text in it tells the reader to make a file of that
 * (`guides` in rules/subjects.yaml: "Create a LICENSE file in your repository with:")?
 */
bool aside_is_guide(const struct catalog *c, const struct text *t, const struct span *texts, uint32_t n);

#endif
