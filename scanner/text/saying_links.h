/* SPDX-License-Identifier: MIT */
/* saying_links: what the links and images of a card say of licenses: those that lead to license files and to weights, and badges. */
#ifndef LICET_TEXT_SAYING_LINKS_H
#define LICET_TEXT_SAYING_LINKS_H
#include "catalog/catalog.h"
#include "text/text.h"

struct saying;	/* text/subjects.h */
struct mention; /* text/mention.h */

/*
 * What a link to a license file says to be under it (enum said_of), and its sentence: "the weights follow the [Model License](LICENSE-W)",
 * "[Model License](LICENSE.B)". 0: nothing.
 */
unsigned saying_of_link(const struct catalog *c, const struct text *t, uint32_t link, struct span *sentence);

/* A link whose words end at `to` in plain is called by the name of a license that ends at `from`: "[Pear License, version 2](…)". */
bool saying_ends_with_name(const struct text *t, uint32_t from, uint32_t to);

/*
 * Does the link lead to weights that are not here? Its sentence offers weights, or the heading above does, or its address is that of a
 * file of them.
 */
bool saying_links_weights(const struct catalog *c, const struct text *t, uint32_t link);

/*
 * An image that shows the name of a license, or that leads to its text: what it is of, by the words that stand for the image, else all
 * that is here. 0: there is no such image.
 */
unsigned saying_by_image(const struct saying *s, const struct mention *m);

/* Does the name stand in the words for an image, or where the link leads that the image stands in? */
bool saying_is_in_image(const struct text *t, const struct mention *m);

/*
 * Where what stands before the mention begins, which is `from` but in a row of images: the words for one tell nothing of the license that
 * another shows.
 */
uint32_t saying_behind_images(const struct text *t, const struct mention *m, uint32_t from);

/* Does the i-th of n mentions stand for a badge, of which the words behind it are seen, and they name another license? */
bool saying_is_behind_badge(const struct text *t, const struct mention *mentions, uint32_t n, uint32_t i);

/* The i-th of n mentions is a link, whose words name another license than its address: what is said is what a reader sees. */
bool saying_is_named_otherwise(const struct text *t, const struct mention *mentions, uint32_t n, uint32_t i);

/* Do the words right before a name at that place in plain put something under it: "Licensed under the Pear License"? */
bool saying_is_put_under(const struct text *t, uint32_t name);

#endif
