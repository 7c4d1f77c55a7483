/* SPDX-License-Identifier: MIT */
/*
 * sha256: the inner loop of SHA-256 on processors with instructions for it, for one message or for two at once.
 *
 * A single message keeps such a processor waiting for its own results most of the time: two that do not depend on each other take
 * 1.5 times as long as one, not twice (on the machine where this was written). Weights are hashed as a file and as tensors, both at
 * once; where files alone are wanted, two of them are (entry/lanes.h). Everything else about digests, and all other processors, is
 * OpenSSL's.
 * OpenSSL has no call for two messages, which is the one reason why this is here; tests compare the two.
 */
#ifndef LICET_BASE_SHA256_H
#define LICET_BASE_SHA256_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { SHA256_BLOCK = 64 };

bool sha256_is_quick(void); /* whether the functions below may be called */
void sha256_begin(uint32_t state[8]);
void sha256_blocks(uint32_t state[8], const uint8_t *bytes, size_t blocks);
/* As many blocks of each of two messages. */
void sha256_blocks_of_two(uint32_t a[8], const uint8_t *bytes_a, uint32_t b[8], const uint8_t *bytes_b, size_t blocks);

#endif
