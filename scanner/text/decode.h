/* SPDX-License-Identifier: MIT */
/*
 * decode: any bytes as valid UTF-8, with the way back.
 *
 * Order of belief: a byte-order mark; the pattern of NULs that UTF-16 leaves in Western text, or units that are Chinese or Japanese;
 * UTF-8 when all of it is valid, or when broken places are few among many good multi-byte characters (a text cut in the middle;
 * they become U+FFFD); GB 18030 (iconv) when what is beyond ASCII comes in its pairs; else Windows-1252, in which every byte means
 * something. In UTF-8 whose quotes and dashes were written as UTF-8 twice, they are one character again.
 */
#ifndef LICET_TEXT_DECODE_H
#define LICET_TEXT_DECODE_H
#include "base/arena.h"

#include <stdbool.h>
#include <stdint.h>

struct decoded {
	const char *bytes; /* valid UTF-8; the input itself where it could stay as it is; not NUL-terminated */
	uint32_t len;
	const uint32_t *origin; /* len + 1 offsets into the file, or NULL: byte i stands at base + i */
	uint32_t base;
	const char *encoding;
	bool guessed;
};

/* len ≤ UINT32_MAX / 4. New memory, if any, comes from the arena. */
void decode(struct decoded *d, const unsigned char *bytes, uint32_t len, struct arena *a);

/* Offset in the file of byte i (0 … len) of the decoded text. */
static inline uint32_t decoded_origin(const struct decoded *d, uint32_t i)
{
	return d->origin ? d->origin[i] : d->base + i;
}

/* Which UTF-16 the bytes are, by their mark or by their NULs: "utf-16le", "utf-16be", or NULL. */
const char *utf16_guess(const unsigned char *bytes, size_t len);

#endif
