/* SPDX-License-Identifier: MIT */
/*
 * record_write: puts a fingerprint into a record. People write the facts at the top of a record; this writes what follows
 * the line `fingerprints:` and leaves every byte above it alone.
 */
#ifndef LICET_CATALOG_RECORD_WRITE_H
#define LICET_CATALOG_RECORD_WRITE_H
#include "base/buf.h"
#include "catalog/catalog.h"

/*
 * Writes the record at path with `add` in it, in place of the fingerprint of the same name if there is one; a record that does not exist is
 * begun with the facts of `fresh` (id, name, spdx, category; other fields may be NULL). *all is initialised, and the caller's to release,
 * whatever is returned.
 */
int record_write(struct buf *all, const char *path, const struct license *fresh, const struct fingerprint *add, struct arena *a,
		 struct err *e);

#endif
