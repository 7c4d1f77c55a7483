/* SPDX-License-Identifier: MIT */
/* expectation: what a store says the bytes of a file are. */
#ifndef LICET_SOURCE_EXPECTATION_H
#define LICET_SOURCE_EXPECTATION_H
#include "evidence/fact.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum expected_digest {
	EXPECT_NOTHING,
	EXPECT_SHA256,
	EXPECT_SHA512,
	EXPECT_GIT_SHA1, /* of "blob <size>", a NUL, and the bytes: what git names a file by */
};

struct expectation {
	enum expected_digest how;
	uint8_t digest[64];
	int64_t size;	 /* or -1 */
	bool downloaded; /* so it was when it was downloaded into a folder where people may edit it */
};

/* Hexadecimal digits of either case, without any sign before them. */
bool expectation_read(enum expected_digest how, const char *hex, size_t len, struct expectation *out);
size_t expectation_bytes(enum expected_digest how); /* length of the digest */
/* The text of a pointer that declared/git_lfs.c reads, for what is not there; NULL where no SHA-256 is known. */
const char *expectation_pointer(const struct expectation *x, struct arena *a);
const char *expectation_title(enum expected_digest how); /* "SHA-256" */
/* Puts into the sink, about its entry, FACT_META "tampered" (or "edited") when the digest is another one. */
void expectation_judge(const struct expectation *x, const uint8_t *digest, struct sink *sink);

#endif
