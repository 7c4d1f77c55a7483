/* SPDX-License-Identifier: MIT */
/*
 * known_build: makes a set of known bytes (catalog/known.h) from rows.
 *
 * Rows come from tables of text: lines of fields with tabs between them, the first line that is no comment names the fields.
 * `#` begins a comment line. Fields: sha256, kind (weights, archive, tensor, tokenizer; weights when there is none), size, file,
 * repo, model, family, license, scope, source, status (superseded). An empty field is not known; fields of other names are an
 * error, so that a misspelled one does not go unseen.
 */
#ifndef LICET_CATALOG_KNOWN_BUILD_H
#define LICET_CATALOG_KNOWN_BUILD_H
#include "base/buf.h"
#include "catalog/known.h"

struct known_builder;

struct known_builder *known_builder_new(void);
void known_builder_free(struct known_builder *b); /* NULL is fine */
/* Strings are copied. ERR_DATA when a set can hold no more (4 GiB of different strings, 4 G rows). */
int known_builder_add(struct known_builder *b, const uint8_t sha256[32], const struct known_row *row, struct err *e);
/* Every row of the set. */
int known_builder_add_set(struct known_builder *b, const struct known_set *set, struct err *e);
/* Reads a table. path is for messages only: ERR_DATA with "path:line: sentence". */
int known_builder_add_table(struct known_builder *b, const char *path, const char *bytes, size_t len, struct err *e);
/*
 * The set: rows sorted by digest, then by the other fields; the same row twice is one. *bytes is the caller's to free. The
 * builder is empty afterwards.
 */
void known_builder_finish(struct known_builder *b, void **bytes, size_t *len);

/* One row as a line of a table with the columns of known_table_head, and that head. */
extern const char known_table_head[];
void known_row_print(struct buf *line, const uint8_t sha256[32], const struct known_row *row);

bool known_read_sha256(const char *hex, size_t len, uint8_t out[32]); /* 64 digits of either case */

#endif
