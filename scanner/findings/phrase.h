/* SPDX-License-Identifier: MIT */
/*
 * phrase: words that a license wants shown, as they are compared: whole words in small letters (ASCII), whatever stands between them, and
 * without the marks that are written or left out at will (©, ®, ™).
 */
#ifndef LICET_FINDINGS_PHRASE_H
#define LICET_FINDINGS_PHRASE_H
#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct folded { /* words in small letters with one blank between, before and after them, and where each byte is in the text */
	char *s;
	uint32_t *at;
	size_t len;
};

/* All in the arena. */
struct folded phrase_fold(const char *s, struct arena *a);
/* The words as they are looked for in folded ones: whole, but Han characters have no blanks between. "" when nothing of them is a word. */
const char *phrase_needle(const char *words, struct arena *a);
/* Do the words stand in the other ones? */
bool phrase_is_in(const char *in, const char *words, struct arena *a);
/* Letters and digits only: "Heron-3" begins as "heron3" does. */
const char *phrase_squeeze(const char *s, struct arena *a);

#endif
