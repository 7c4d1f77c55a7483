/* SPDX-License-Identifier: MIT */
#include "base/digest.h"

#include <openssl/evp.h>
#include <pthread.h>

static EVP_MD *sha256;
static pthread_once_t fetched = PTHREAD_ONCE_INIT;

static void fetch(void)
{
	sha256 = EVP_MD_fetch(NULL, "SHA256", NULL);
}

int digest_init(struct digest *d, struct err *e)
{
	pthread_once(&fetched, fetch);
	d->context = sha256 ? EVP_MD_CTX_new() : NULL;
	if (d->context && EVP_DigestInit_ex2(d->context, sha256, NULL))
		return 0;
	digest_release(d);
	return err_set(e, ERR_SYSTEM, "OpenSSL cannot compute SHA-256 here");
}

int digest_again(struct digest *d, struct err *e)
{
	return EVP_DigestInit_ex2(d->context, NULL, NULL) ? 0 : err_set(e, ERR_SYSTEM, "OpenSSL cannot compute SHA-256 here");
}

int digest_update(struct digest *d, const void *bytes, size_t len, struct err *e)
{
	return EVP_DigestUpdate(d->context, bytes, len) ? 0 : err_set(e, ERR_SYSTEM, "OpenSSL failed while hashing");
}

int digest_final(struct digest *d, uint8_t out[DIGEST_BYTES], struct err *e)
{
	return EVP_DigestFinal_ex(d->context, out, NULL) ? 0 : err_set(e, ERR_SYSTEM, "OpenSSL failed while hashing");
}

void digest_release(struct digest *d)
{
	EVP_MD_CTX_free(d->context);
	d->context = NULL;
}

void digest_hex(const uint8_t digest[DIGEST_BYTES], char out[DIGEST_HEX])
{
	static const char digits[] = "0123456789abcdef";
	for (int i = 0; i < DIGEST_BYTES; i++) {
		out[2 * i] = digits[digest[i] >> 4];
		out[2 * i + 1] = digits[digest[i] & 15];
	}
	out[DIGEST_HEX - 1] = 0;
}
