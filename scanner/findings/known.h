/* SPDX-License-Identifier: MIT */
/*
 * known: findings that rest on bytes: weights that are known (catalog/known.h), pointers included, and files of a store whose
 * bytes are not those that their names say.
 *
 * A hit proves the bytes and not the license. What a model card, a catalog's entry or a LICENSE beside the file declares about the
 * same bytes is evidence against another claim; what is only a repository's license, or was inherited, is not.
 */
#ifndef LICET_FINDINGS_KNOWN_H
#define LICET_FINDINGS_KNOWN_H
#include "findings/dossier.h"

/* Adds the findings to d->artifact. Needs the conclusion. */
void known_find(struct dossier *d);

/* Calls visit for every row of every set that has the digest. */
void known_each(const struct catalog *c, const uint8_t sha256[32], void (*visit)(void *ctx, const struct known_row *row),
		void *ctx);
/* The SHA-256 that a fact says its entry has: of weights, or of another file that is called like a known one. */
bool known_digest_of(const struct fact *f, uint8_t sha256[32]);
/* What a row is, as reports say it: its repository, else what its source calls it. */
const char *known_title(const struct known_row *row);

#endif
