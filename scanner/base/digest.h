/* SPDX-License-Identifier: MIT */
/*
 * digest: SHA-256 through OpenSSL's EVP. The algorithm is fetched once for the process; every digest has a context of its
 * own.
 */
#ifndef LICET_BASE_DIGEST_H
#define LICET_BASE_DIGEST_H
#include "base/err.h"

#include <stddef.h>
#include <stdint.h>

enum { DIGEST_BYTES = 32, DIGEST_HEX = 2 * DIGEST_BYTES + 1 };

struct digest {
	void *context; /* owned; NULL before digest_init and after digest_release */
};

/* Fails (ERR_SYSTEM) only when OpenSSL has no SHA-256 or no memory. */
int digest_init(struct digest *d, struct err *e);
int digest_update(struct digest *d, const void *bytes, size_t len, struct err *e);
int digest_final(struct digest *d, uint8_t out[DIGEST_BYTES], struct err *e);
int digest_again(struct digest *d, struct err *e); /* begins anew with the same context */
void digest_release(struct digest *d);

#define DIGEST_AUTO __attribute__((cleanup(digest_release)))

/* Lower-case hex with a NUL. */
void digest_hex(const uint8_t digest[DIGEST_BYTES], char out[DIGEST_HEX]);

#endif
