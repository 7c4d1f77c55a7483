/* SPDX-License-Identifier: MIT */
/*
 * digest: SHA-256, through OpenSSL's EVP, or with the processor's own instructions where it has them (base/sha256.h).
 */
#ifndef LICET_BASE_DIGEST_H
#define LICET_BASE_DIGEST_H
#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { DIGEST_BYTES = 32, DIGEST_HEX = 2 * DIGEST_BYTES + 1 };

struct digest {
	bool open;     /* between digest_init and digest_release */
	void *context; /* owned, of EVP; NULL where the processor does it: */
	uint32_t state[8];
	uint8_t block[64]; /* the beginning of a block */
	uint64_t length;   /* bytes so far */
};

/* Fails (ERR_SYSTEM) only when OpenSSL has no SHA-256 or no memory. */
int digest_init(struct digest *d, struct err *e);
int digest_update(struct digest *d, const void *bytes, size_t len, struct err *e);
/* The same as digest_update for each of the two, with len bytes each. They must differ. */
int digest_update_two(struct digest *a, const void *bytes_a, struct digest *b, const void *bytes_b, size_t len, struct err *e);
bool digest_pairs(void); /* whether digest_update_two takes hardly longer than digest_update */
int digest_final(struct digest *d, uint8_t out[DIGEST_BYTES], struct err *e);
int digest_again(struct digest *d, struct err *e); /* begins anew with the same context */
void digest_release(struct digest *d);

#define DIGEST_AUTO __attribute__((cleanup(digest_release)))

/* Lower-case hex with a NUL. */
void digest_hex(const uint8_t digest[DIGEST_BYTES], char out[DIGEST_HEX]);

#endif
