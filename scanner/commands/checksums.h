/* SPDX-License-Identifier: MIT */
/* checksums: what a manifest says of files: lines as sha256sum writes them, or the JSON of `licet hash`. */
#ifndef LICET_COMMANDS_CHECKSUMS_H
#define LICET_COMMANDS_CHECKSUMS_H
#include "base/arena.h"
#include "base/err.h"

struct checksum {
	const char *path, *sha256;  /* in hex, of either case */
	const char *weights_digest; /* or NULL */
};

struct checksums {
	struct arena *arena; /* of the caller's, for the strings */
	struct checksum *at;
	size_t count, capacity;
};

/* Adds the files of a manifest, at least one; the text ends with a NUL. -1: ERR_DATA, with the line or the byte. */
int checksums_read(struct checksums *c, const char *text, size_t len, struct err *e);
void checksums_release(struct checksums *c);

#endif
