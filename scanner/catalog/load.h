/* SPDX-License-Identifier: MIT */
/* load: builds a catalog from a data directory (licenses/ and rules/), alone or laid over another catalog. */
#ifndef LICET_CATALOG_LOAD_H
#define LICET_CATALOG_LOAD_H
#include "catalog/catalog.h"

/*
 * Reads dir/licenses/<id>.yaml and dir/rules/<topic>/<id>.yaml. When dir has a rules/vocabulary.yaml it stands alone and `base` is not used; else
 * its records, rules, patterns and policies are added to base's, replacing those of the same id. Everything lives in the arena.
 */
int catalog_load(const char *dir, const struct catalog *base, struct arena *a, struct catalog *out, struct err *e);

/* Reads one file of at most `cap` bytes into the arena, NUL-terminated. -1 with a sentence (ERR_SYSTEM). */
int file_read(const char *path, size_t cap, struct arena *a, const char **bytes, size_t *len, struct err *e);

/* The same, but a longer file is no error: its first `most` bytes are read. */
int file_head(const char *path, size_t most, struct arena *a, const char **bytes, size_t *len, struct err *e);

#endif
