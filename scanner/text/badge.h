/* SPDX-License-Identifier: MIT */
/*
 * badge: images about a license, whose address says what they show.
 *
 * ".../badge/Model_License-Pear_2.0-blue": "_" and "%20" are blanks, "--" and "__" are the marks themselves, a single "-" parts label,
 * message and color. "…?label=license&message=Pear-2.0&color=blue" says the same.
 */
#ifndef LICET_TEXT_BADGE_H
#define LICET_TEXT_BADGE_H
#include <stdbool.h>
#include <stdint.h>

enum { BADGE_BYTES = 120 /* longer ones are cut */ };

struct badge {
	char words[BADGE_BYTES];  /* "label: message", and what follows */
	uint32_t at[BADGE_BYTES]; /* the byte of s that each came from */
	uint32_t len, parts;	  /* parts: how many "-" were met */
	uint32_t message;	  /* how long label and message are */
};

/* Reads bytes from..to of s, the address of an image, into *b. Is it a badge about a license? */
bool badge_of_address(struct badge *b, const char *s, uint32_t from, uint32_t to);

/* As above, of the words that stand for an image. */
bool badge_of_words(struct badge *b, const char *s, uint32_t from, uint32_t to);

#endif
