/* SPDX-License-Identifier: MIT */
/*
 * known: what is known of bytes by their SHA-256: published weights, archives of weights, single tensors, tokenizer files.
 *
 * A set is one block of memory that is looked up as it stands: compiled into the program (licenses/known/<name>.tsv) or a file of
 * the user's that is mapped (`licet known add`). Opening one costs the same for ten rows and for ten million, and a look-up
 * touches a few pages: a table of first bits leads to a handful of sorted digests.
 *
 * Layout, in the byte order of the machine that wrote it, all parts aligned to 8 bytes: the header; fanout[2^bits + 1], where
 * entry i is the number of the first row whose first bits are i or more; the digests, sorted, 32 bytes each; the rows; the
 * hashes of file names that ask for hashing, sorted; the strings, NUL-terminated, the first one empty.
 */
#ifndef LICET_CATALOG_KNOWN_H
#define LICET_CATALOG_KNOWN_H
#include "base/arena.h"
#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum known_kind {
	KNOWN_WEIGHTS,
	KNOWN_ARCHIVE,	 /* holds weights; the digest is that of the archive */
	KNOWN_TENSOR,	 /* the bytes of one tensor; `file` is its name */
	KNOWN_TOKENIZER, /* `file` is what such a file is called */
};

#define KNOWN_NO_SIZE UINT64_MAX

struct known_row {
	enum known_kind kind;
	const char *file;    /* as published */
	const char *repo;    /* "owner/name" where it was published; "" here and below: not known */
	const char *model;   /* what the source calls it */
	const char *family;  /* our guess at its lineage */
	const char *license; /* as the source declares it, not normalized */
	const char *scope;   /* where it declares that: entry, card, directory, description, inherited, repository */
	const char *source;  /* "owner/name@commit", several with commas */
	uint64_t size;	     /* or KNOWN_NO_SIZE */
	bool superseded;     /* published once, replaced or withdrawn since */
};

struct known_set {
	const void *bytes; /* aligned to 8 */
	size_t len;
};

struct known_span { /* rows [first, first + count) of a set */
	size_t first, count;
};

/* Is this block a set of this program? -1: ERR_DATA, with what is wrong. Costs nothing that grows with the set. */
int known_check(const struct known_set *set, struct err *e);
/* Maps a file. It stays mapped as long as the process lives. */
int known_map(const char *path, struct known_set *out, struct err *e);

size_t known_count(const struct known_set *set);
const char *known_digest(const struct known_set *set); /* hex, of all rows: the same rows give the same */
/* The rows with that digest; count 0 when there are none. A damaged set gives none, or rows with empty strings. */
struct known_span known_look_up(const struct known_set *set, const uint8_t sha256[32]);
struct known_row known_row(const struct known_set *set, size_t number);
const uint8_t *known_sha256(const struct known_set *set, size_t number);
/* Is an archive or a tokenizer file of that name known? Such files are not hashed otherwise. Case counts. */
bool known_asks_for(const struct known_set *set, const char *base);

/* May a license that is declared there be taken as a statement about the model? */
bool known_scope_is_evidence(const char *scope);

#endif
