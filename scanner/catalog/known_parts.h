/* SPDX-License-Identifier: MIT */
/* known_parts: the bytes of a set, for known.c, which reads them, and known_build.c, which writes them. */
#ifndef LICET_CATALOG_KNOWN_PARTS_H
#define LICET_CATALOG_KNOWN_PARTS_H
#include <stdbool.h>
#include <stdint.h>

#define KNOWN_MAGIC "licetKN1"

enum { KNOWN_ORDER = 0x01020304, KNOWN_MAX_BITS = 24, KNOWN_KIND_BITS = 3, KNOWN_SUPERSEDED = 4 };

struct known_header {
	char magic[8];
	uint32_t order; /* tells another byte order */
	uint32_t bits;	/* of the fanout */
	uint64_t n_rows, n_names, strings_len;
	char digest[40]; /* hex and a NUL: the first 16 bytes of SHA-256 over all that follows */
};

enum known_string { KNOWN_FILE, KNOWN_REPO, KNOWN_MODEL, KNOWN_FAMILY, KNOWN_LICENSE, KNOWN_SCOPE, KNOWN_SOURCE, KNOWN_STRINGS };

struct known_stored {			 /* a row */
	uint32_t strings[KNOWN_STRINGS]; /* their offsets */
	uint32_t flags;
	uint64_t size;
};

struct known_places { /* offsets of the parts */
	uint64_t fanout, digests, rows, names, strings, end;
};

/* false: the header says more than can be. */
bool known_places(const struct known_header *h, struct known_places *out);
uint32_t known_bucket(const uint8_t sha256[32], unsigned bits); /* the first bits of the digest */
uint64_t known_name_hash(const char *name);

#endif
