/* SPDX-License-Identifier: MIT */
/*
 * utf8: telling UTF-8 from other bytes, and making other bytes visible.
 *
 * Well-formed here is what Unicode calls well-formed: no overlong forms, no surrogates, nothing above U+10FFFF.
 */
#ifndef LICET_BASE_UTF8_H
#define LICET_BASE_UTF8_H
#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Length of the well-formed character at p (1..4), or 0 when there is none or it is cut off at `len`. */
size_t utf8_length(const void *p, size_t len);
bool utf8_valid(const char *s, size_t len); /* it is well-formed from end to end */
/* The same, also giving the code point. */
size_t utf8_decode(const void *p, size_t len, uint32_t *code);
/* Writes the character (1..4 bytes) and returns its length. A surrogate or a number above U+10FFFF becomes U+FFFD. */
size_t utf8_encode(uint32_t code, char out[4]);

/*
 * A copy of the bytes as UTF-8 text for reports: a byte that is not UTF-8 and a NUL are written \xNN. A copy that would be longer
 * than `cap` bytes is cut at a character and ends in "…" (which counts). Never NULL; lives in the arena.
 */
char *utf8_visible(struct arena *a, const void *bytes, size_t len, size_t cap);

/*
 * Is this text rather than data, judged by its first 4 KiB? UTF-8 or an 8-bit charset without control characters, or UTF-16 with
 * a byte order mark. Nothing at all is text.
 */
bool utf8_plausible_text(const void *bytes, size_t len);

#endif
