/* SPDX-License-Identifier: MIT */
/*
 * zip_names: the member names that the beginning of a zip shows, to tell formats that are zips apart.
 *
 * This is no unpacker (entry/unpack is): it looks at local headers in the probe only. Where a header leaves the size to a
 * descriptor behind the data, as PyTorch writes them, the next header is searched for.
 */
#ifndef LICET_WEIGHTS_ZIP_NAMES_H
#define LICET_WEIGHTS_ZIP_NAMES_H
#include "base/cursor.h"
#include "classify/reader.h"

#include <stdbool.h>
#include <stddef.h>

struct zip_names {
	struct cursor cursor;
	unsigned count;	  /* names seen so far */
	const char *name; /* the current one, not terminated */
	size_t len;
	size_t data; /* offset of the member's bytes; maybe beyond the probe */
};

void zip_names_init(struct zip_names *z, const struct probe *p);
bool zip_names_next(struct zip_names *z);
bool zip_name_is(const struct zip_names *z, const char *name);
bool zip_name_ends(const struct zip_names *z, const char *ending);
/* A walk of its own over all names in the probe: does one of them end so? */
bool zip_has_ending(const struct probe *p, const char *ending);

#endif
