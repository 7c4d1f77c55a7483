/* SPDX-License-Identifier: MIT */
/*
 * crypto: libcrypto of OpenSSL, loaded when the first of its functions is asked for. Most scans need none where the processor has SHA-256
 * (base/digest.h), and no other library takes so long to start with. Its functions are members of the same name; the headers of OpenSSL
 * say what they do.
 */
#ifndef LICET_BASE_CRYPTO_H
#define LICET_BASE_CRYPTO_H
#include <openssl/crypto.h>
#include <openssl/evp.h>

/* What is used of it. */
#define CRYPTO_FUNCTIONS(F)    \
	F(EVP_DecodeBlock)     \
	F(EVP_DecodeFinal)     \
	F(EVP_DecodeInit)      \
	F(EVP_DecodeUpdate)    \
	F(EVP_DigestFinal_ex)  \
	F(EVP_DigestInit_ex)   \
	F(EVP_DigestInit_ex2)  \
	F(EVP_DigestUpdate)    \
	F(EVP_ENCODE_CTX_free) \
	F(EVP_ENCODE_CTX_new)  \
	F(EVP_EncodeBlock)     \
	F(EVP_MD_CTX_free)     \
	F(EVP_MD_CTX_new)      \
	F(EVP_MD_fetch)        \
	F(EVP_sha1)            \
	F(EVP_sha256)          \
	F(EVP_sha512)          \
	F(OpenSSL_version)

struct crypto {
#define MEMBER(name) __typeof__(name) *name;
	CRYPTO_FUNCTIONS(MEMBER)
#undef MEMBER
};

/* From any thread. Where it is not there the process says so and ends with 2, as it would if it could not be started without. */
const struct crypto *crypto(void);

#endif
