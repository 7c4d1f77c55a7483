/* SPDX-License-Identifier: MIT */
/*
 * signature: which runs of three bytes a text has, hashed to a bit each: most texts without a literal are told apart by two of them.
 *
 * ASCII letters count without regard to case. A bit that is set may stand for another run; one that is not set is certain.
 */
#ifndef LICET_BASE_SIGNATURE_H
#define LICET_BASE_SIGNATURE_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { SIGNATURE_BITS = 1 << 15 };

struct grams { /* bits of a signature: those of two runs of three bytes in a literal, the rarest and one apart from it */
	uint16_t rare, other;
};

struct signature {
	uint64_t bits[SIGNATURE_BITS / 64];
	bool anything; /* it has U+017F or U+212A, which match letters of ASCII */
};

void signature_clear(struct signature *g);
/* Adds the runs of three bytes inside of s. */
void signature_add(struct signature *g, const char *s, size_t len);

static inline uint32_t gram_fold(char c)
{
	unsigned char b = (unsigned char)c;
	return b >= 'A' && b <= 'Z' ? b | 0x20u : b;
}

static inline uint32_t gram_three(const char *s)
{
	return gram_fold(s[0]) << 16 | gram_fold(s[1]) << 8 | gram_fold(s[2]);
}

static inline uint16_t gram_bit(uint32_t three)
{
	return (uint16_t)((three & 0xFFFFFF) * 0x9E3779B1u >> 17); /* 15 bits */
}
_Static_assert(SIGNATURE_BITS == 1 << 15, "gram_bit gives 15 bits");

static inline uint16_t gram_at(const char *s)
{
	return gram_bit(gram_three(s));
}

static inline bool signature_has(const struct signature *g, uint16_t bit)
{
	return g->bits[bit / 64] >> bit % 64 & 1;
}

static inline bool signature_has_both(const struct signature *g, struct grams grams)
{
	return signature_has(g, grams.rare) && signature_has(g, grams.other);
}

#endif
