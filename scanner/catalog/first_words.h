/* SPDX-License-Identifier: MIT */
/*
 * first_words: whether any name of a list may begin with a word. Of the words of a card hardly one begins a name that the catalog
 * knows, and a bit tells that where a search through the sorted names would look at a dozen strings all over memory.
 * Names and words are folded (alias_fold): a word ends at '-', before the first character that is not ASCII (Han characters have no
 * blanks between), or with the string. Starts zeroed. A list that is only asked for whole names has bits for those (whole_names_…).
 */
#ifndef LICET_CATALOG_FIRST_WORDS_H
#define LICET_CATALOG_FIRST_WORDS_H
#include "base/hash.h"

#include <stdbool.h>
#include <string.h>

enum { FIRST_WORDS_BITS = 1 << 14, FIRST_WORDS_UNITS = FIRST_WORDS_BITS / 64 };

struct first_words {
	uint64_t units[FIRST_WORDS_UNITS];
};

static inline uint32_t first_word_bit(const char *folded)
{
	size_t n = 0;
	while (folded[n] && folded[n] != '-' && (unsigned char)folded[n] < 0x80)
		n++;
	return (uint32_t)(hash_bytes(folded, n) % FIRST_WORDS_BITS);
}

static inline uint32_t whole_name_bit(const char *folded)
{
	return (uint32_t)(hash_bytes(folded, strlen(folded)) % FIRST_WORDS_BITS);
}

static inline void first_words_set(struct first_words *w, uint32_t bit)
{
	w->units[bit / 64] |= UINT64_C(1) << bit % 64;
}

static inline bool first_words_has(const struct first_words *w, uint32_t bit)
{
	return w->units[bit / 64] >> bit % 64 & 1;
}

static inline void first_words_add(struct first_words *w, const char *folded)
{
	first_words_set(w, first_word_bit(folded));
}

/* False: no name begins with the first word of `folded`. Without a list (NULL) any may. */
static inline bool first_words_may(const struct first_words *w, const char *folded)
{
	return !w || first_words_has(w, first_word_bit(folded));
}

static inline void whole_names_add(struct first_words *w, const char *folded)
{
	first_words_set(w, whole_name_bit(folded));
}

/* False: `folded` is no name of the list. Without a list (NULL) it may be. */
static inline bool whole_names_may(const struct first_words *w, const char *folded)
{
	return !w || first_words_has(w, whole_name_bit(folded));
}

#endif
