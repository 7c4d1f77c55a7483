/* SPDX-License-Identifier: MIT */
/*
 * inline: the dress within a line: links and images, tags, comments, entities, emphasis, escapes, the bars of a table.
 *
 * All of HTML is one such run. Linear: where an end is looked for, the search is bounded, or it is remembered that there is none.
 */
#ifndef LICET_TEXT_INLINE_H
#define LICET_TEXT_INLINE_H
#include "text/plain.h"

/* Writes source bytes [begin, end) without their dress. A comment or raw element that does not end there goes on in the next run. */
void inline_undress(struct dresser *t, uint32_t begin, uint32_t end);

#endif
