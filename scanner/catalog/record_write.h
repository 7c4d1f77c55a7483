/* SPDX-License-Identifier: MIT */
/*
 * record_write: puts a fingerprint into a record file. People write the facts at the top of a record; this writes what follows
 * the line `fingerprints:` and leaves every byte above it alone.
 */
#ifndef LICET_CATALOG_RECORD_WRITE_H
#define LICET_CATALOG_RECORD_WRITE_H
#include "catalog/catalog.h"

/*
 * Adds `add` to path, in place of the fingerprint of the same name if there is one; a record that does not exist is begun with
 * the facts of `fresh` (id, name, spdx, category; other fields may be NULL). The file is replaced whole or not at all.
 */
int record_write(const char *path, const struct license *fresh, const struct fingerprint *add, struct arena *a, struct err *e);

#endif
