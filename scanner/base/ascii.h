/* SPDX-License-Identifier: MIT */
/* ascii: kinds of bytes, whatever the locale. */
#ifndef LICET_BASE_ASCII_H
#define LICET_BASE_ASCII_H
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

static inline bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static inline bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* As strcmp() == 0; in a list of names most often the first letter decides. */
static inline bool same_text(const char *a, const char *b)
{
	return *a == *b && !strcmp(a, b);
}

/* Are the eight bytes at s blanks and printable characters? All at once, in one word: none is below a blank, DEL, or above it. */
static inline bool ascii_eight_printable(const void *s)
{
	const uint64_t ones = UINT64_C(0x0101010101010101), tops = UINT64_C(0x8080808080808080);
	uint64_t x;
	memcpy(&x, s, sizeof x);
	return !((x | (x + ones) | (x - ones * ' ')) & tops);
}

#endif
