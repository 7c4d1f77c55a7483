/* SPDX-License-Identifier: MIT */
/*
 * match: which licenses a text contains, where, and how it differs from them.
 *
 * Candidates come from the catalog's shingle index; each is aligned with the text word by word; the best is taken, its span is
 * masked, and the rest is searched again. A match is exact only when every section's digest agrees (word hashes alone could be
 * forged); else it is edited, with each edit placed in a section. The answer depends only on the bytes and the catalog.
 */
#ifndef LICET_TEXT_MATCH_H
#define LICET_TEXT_MATCH_H
#include "base/limits.h"
#include "catalog/catalog.h"
#include "evidence/fact.h"
#include "text/text.h"

/* A match with its place in the text, both as the file's bytes and as a range of plain. */
struct text_match {
	struct match match;
	struct span plain;
	struct span sentence; /* of a mention: the one that it stands in */
	uint64_t start, end;
	uint32_t line_start, line_end;
};

/*
 * Finds all matches, sorted by start: license texts (exact, edited, partial), mentions (name, link, SPDX tag) outside of them,
 * and license-like text that no record explains (unknown). Results live in the arena. Returns -1 only when a limit was reached
 * (ERR_LIMIT): *out then holds what was found until there, and the caller reports the gap.
 */
int match_text(const struct catalog *c, const struct limits *l, const struct text *t, struct arena *a,
	       const struct text_match **out, size_t *count, struct err *e);

/*
 * Makes a fingerprint from a license's own text (licet licenses add, and the build). Lives in the arena. `around` says of each
 * paragraph of t whether it only stands around the license and may be left out; NULL: none does. Titles may be missing anyway.
 */
int fingerprint_make(const struct text *t, const char *name, const char *language, const bool *around, struct arena *a,
		     struct fingerprint *out, struct err *e);

#endif
