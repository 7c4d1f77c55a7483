/* SPDX-License-Identifier: MIT */
#include "base/digest.h"

#include "base/crypto.h"
#include "base/sha256.h"

#include <pthread.h>
#include <string.h>

static EVP_MD *sha256;
static bool quick;
static pthread_once_t prepared = PTHREAD_ONCE_INIT;

static void prepare(void)
{
	quick = sha256_is_quick();
	sha256 = quick ? NULL : crypto()->EVP_MD_fetch(NULL, "SHA256", NULL);
}

int digest_init(struct digest *d, struct err *e)
{
	pthread_once(&prepared, prepare);
	*d = (struct digest){.open = true};
	if (quick) {
		sha256_begin(d->state);
		return 0;
	}
	d->context = sha256 ? crypto()->EVP_MD_CTX_new() : NULL;
	if (d->context && crypto()->EVP_DigestInit_ex2(d->context, sha256, NULL))
		return 0;
	digest_release(d);
	return err_set(e, ERR_SYSTEM, "OpenSSL cannot compute SHA-256 here");
}

int digest_again(struct digest *d, struct err *e)
{
	if (!d->context) {
		d->length = 0;
		sha256_begin(d->state);
		return 0;
	}
	return crypto()->EVP_DigestInit_ex2(d->context, NULL, NULL)
		       ? 0
		       : err_set(e, ERR_SYSTEM, "OpenSSL cannot compute SHA-256 here");
}

/* Bytes go into the block that was begun, as many as fit. How many went. */
static size_t fill_block(struct digest *d, const uint8_t *bytes, size_t len)
{
	size_t begun = d->length % SHA256_BLOCK, n = SHA256_BLOCK - begun;
	if (!begun)
		return 0;
	n = len < n ? len : n;
	memcpy(d->block + begun, bytes, n);
	d->length += n;
	if (begun + n == SHA256_BLOCK)
		sha256_blocks(d->state, d->block, 1);
	return n;
}

static void update_quick(struct digest *d, const uint8_t *bytes, size_t len)
{
	size_t n = fill_block(d, bytes, len);
	bytes += n;
	len -= n;
	if (!len)
		return;
	sha256_blocks(d->state, bytes, len / SHA256_BLOCK);
	memcpy(d->block, bytes + len / SHA256_BLOCK * SHA256_BLOCK, len % SHA256_BLOCK);
	d->length += len;
}

int digest_update(struct digest *d, const void *bytes, size_t len, struct err *e)
{
	if (!d->context) {
		update_quick(d, bytes, len);
		return 0;
	}
	return crypto()->EVP_DigestUpdate(d->context, bytes, len) ? 0 : err_set(e, ERR_SYSTEM, "OpenSSL failed while hashing");
}

bool digest_pairs(void)
{
	pthread_once(&prepared, prepare);
	return quick;
}

int digest_update_two(struct digest *a, const void *bytes_a, struct digest *b, const void *bytes_b, size_t len, struct err *e)
{
	const uint8_t *p = bytes_a, *q = bytes_b;
	if (a->context)
		return digest_update(a, p, len, e) < 0 || digest_update(b, q, len, e) < 0 ? -1 : 0;
	size_t m = fill_block(a, p, len), n = fill_block(b, q, len), most = m > n ? m : n;
	size_t blocks = (len - most) / SHA256_BLOCK;
	sha256_blocks_of_two(a->state, p + m, b->state, q + n, blocks);
	a->length += blocks * SHA256_BLOCK;
	b->length += blocks * SHA256_BLOCK;
	m += blocks * SHA256_BLOCK;
	n += blocks * SHA256_BLOCK;
	update_quick(a, p + m, len - m);
	update_quick(b, q + n, len - n);
	return 0;
}

/* The padding: a bit, zeros, and the length in bits. */
static void final_quick(struct digest *d, uint8_t out[DIGEST_BYTES])
{
	static const uint8_t padding[SHA256_BLOCK] = {0x80};
	uint64_t bits = d->length * 8;
	uint8_t length[8];
	for (int i = 0; i < 8; i++)
		length[i] = (uint8_t)(bits >> (56 - 8 * i));
	update_quick(d, padding, 1 + (119 - d->length % SHA256_BLOCK) % SHA256_BLOCK);
	update_quick(d, length, sizeof length);
	for (int i = 0; i < DIGEST_BYTES; i++)
		out[i] = (uint8_t)(d->state[i / 4] >> (24 - 8 * (i % 4)));
}

int digest_final(struct digest *d, uint8_t out[DIGEST_BYTES], struct err *e)
{
	if (!d->context) {
		final_quick(d, out);
		return 0;
	}
	return crypto()->EVP_DigestFinal_ex(d->context, out, NULL) ? 0 : err_set(e, ERR_SYSTEM, "OpenSSL failed while hashing");
}

void digest_release(struct digest *d)
{
	if (d->context)
		crypto()->EVP_MD_CTX_free(d->context);
	d->context = NULL;
	d->open = false;
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
