/* SPDX-License-Identifier: MIT */
/*
 * added: sentences that a license file has beside the license in it, and that bind whoever reads them: "You must send us a postcard." Most
 * riders are known for such by their words (riders_add, text/surroundings.h) or by a rule. This is for all others: what binds is told from
 * the verb, whatever it binds to. Sentences about the works of others, and those that say where a text is from, bind nobody here.
 */
#ifndef LICET_TEXT_ADDED_H
#define LICET_TEXT_ADDED_H
#include "catalog/catalog.h"
#include "text/text.h"

enum { ADDED_MAX = 16 };

/* The first of them outside of those spans of plain, which are in order; at most ADDED_MAX. Returns how many. */
size_t added_find(const struct catalog *c, const struct text *t, const struct span *explained, uint32_t n_explained,
		  struct span out[ADDED_MAX]);

#endif
