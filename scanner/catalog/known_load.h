/* SPDX-License-Identifier: MIT */
/*
 * known_load: the folder licenses/known of a data directory: tables of text (*.tsv), which are read at once, and sets that
 * `licet known add` made (*.known), which are mapped. signatures.tsv, names.tsv and templates.tsv hold hints
 * (catalog/signature.h), every other table rows of known bytes (catalog/known_build.h).
 */
#ifndef LICET_CATALOG_KNOWN_LOAD_H
#define LICET_CATALOG_KNOWN_LOAD_H
#include "catalog/catalog.h"

bool known_is_there(const char *data_dir);
/*
 * Lays what is there over what out has. Nothing there is fine. *identity: a word that is another one when the data are others, ""
 * for none. Everything lives in the arena, mapped files as long as the process.
 */
int known_load(const char *data_dir, struct arena *a, struct catalog *out, const char **identity, struct err *e);

#endif
