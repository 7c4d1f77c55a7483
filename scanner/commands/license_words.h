/* SPDX-License-Identifier: MIT */
/* license_words: a record's terms in words for a person. Results live in the arena or in the catalog. */
#ifndef LICET_COMMANDS_LICENSE_WORDS_H
#define LICET_COMMANDS_LICENSE_WORDS_H
#include "base/arena.h"
#include "catalog/catalog.h"

/* "limit 700,000,000, as of 2024-07-23"; "" for none. */
const char *words_values(const struct term *t, struct arena *a);
/* A list with commas; NULL for an empty one. */
const char *words_list(const struct strings *s, struct arena *a);

/* The license, or the placeholder, of that id, or that a card means by these words or this address; NULL. */
const struct license *license_named(const struct catalog *c, const char *words, struct arena *a);

bool license_has_kind(const struct license *l, const char *kind);
/* The use policy that the license incorporates and that has a term of the kind, or NULL. */
const struct license *license_policy_with(const struct catalog *c, const struct license *l, const char *kind);

#endif
