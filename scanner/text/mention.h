/* SPDX-License-Identifier: MIT */
/*
 * mention: licenses that a text names without holding them: by name or alias, by address, by SPDX tag.
 *
 * A name that says itself that it names a license ("Quince Community License 2.0") counts wherever it stands; another one
 * ("Quince 2.0") only where the text speaks of licensing just before or after. A denial ("not released under the Quince
 * License") is no mention.
 */
#ifndef LICET_TEXT_MENTION_H
#define LICET_TEXT_MENTION_H
#include "text/surroundings.h"

struct mention {
	const struct license *license;
	const char *how;     /* as in struct match: "name", "link", "spdx-tag", "spdx-expression" */
	bool or_later;	     /* "or any later version" */
	uint32_t start, end; /* in plain */
	uint64_t from, to;   /* in the file */
	unsigned said;	     /* of what it is said to be the license (text/saying.h): enum said_of, 0 when it is only mentioned */
	bool any_version;    /* the name tells no version, if the license has any */
	struct span sentence; /* it stands in */
};

/* Finds the mentions outside of `skip`, in order of place; at most `most`. Malloc'd array in *out. */
uint32_t mentions_find(const struct catalog *c, const struct text *t, const struct stretch *skip, uint32_t n_skip, uint32_t most,
		       struct mention **out);

/* "Pear © Tern Labs": a notice of whose it is follows right behind the name that ends with word `last`. */
bool notice_follows(const struct text *t, uint32_t last);
/* Is that all that a paragraph says, at the end of the text? Elsewhere it may be below a picture. */
bool is_last_line(const struct text *t, uint32_t i, uint32_t last);

/* Does what stands in plain from start to end, or goes on right after it, say "or (at your option) any later version" or '+'? */
bool later_meant(const struct text *t, uint32_t start, uint32_t end);

#endif
