/* SPDX-License-Identifier: MIT */
/* rest: "the weights are under Quince, everything else is under Pear": what is left when the weights were spoken of is the code. */
#ifndef LICET_TEXT_REST_H
#define LICET_TEXT_REST_H
#include "text/subjects.h"

/* Do the words of that sentence, before the name of a license, speak of all the rest, behind a clause or a sentence about the weights? */
bool rest_beside_weights(const struct saying *s, uint32_t sentence, struct range before_name);

#endif
