/* SPDX-License-Identifier: MIT */
/* denied: licenses that a text says the weights not to be under: "The weights are not covered by the Pear License, but by Plum 2.0". */
#ifndef LICET_TEXT_DENIED_H
#define LICET_TEXT_DENIED_H
#include "catalog/catalog.h"
#include "text/text.h"

enum { DENIED_MAX = 4 };

/* The first of them, each once, at most DENIED_MAX. Returns how many. */
size_t denied_find(const struct catalog *c, const struct text *t, const struct license *out[DENIED_MAX]);

#endif
