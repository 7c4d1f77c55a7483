/* SPDX-License-Identifier: MIT */
/* literal_grams: letters and runs of three bytes, as those who read literals and those who look for them take them. */
#ifndef LICET_BASE_LITERAL_GRAMS_H
#define LICET_BASE_LITERAL_GRAMS_H
#include "base/ascii.h"
#include "base/literals.h"

static inline bool is_word(char c)
{
	return is_letter(c) || is_digit(c) || c == '_';
}

static inline uint32_t fold(char c)
{
	unsigned char b = (unsigned char)c;
	return b >= 'A' && b <= 'Z' ? b | 0x20u : b;
}

static inline uint16_t gram_bit(uint32_t three)
{
	return (uint16_t)((three & 0xFFFFFF) * 0x9E3779B1u >> 17); /* 15 bits */
}
_Static_assert(SIGNATURE_BITS == 1 << 15, "gram_bit gives 15 bits");

static inline uint32_t three_at(const char *s)
{
	return fold(s[0]) << 16 | fold(s[1]) << 8 | fold(s[2]);
}

static inline uint16_t gram_at(const char *s)
{
	return gram_bit(three_at(s));
}

#endif
