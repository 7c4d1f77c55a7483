/* SPDX-License-Identifier: MIT */
/*
 * known_json: rows of known weights from JSON lines, the form in which they are collected: one object a line, with sha256, file,
 * size, repo, model, family, format, declared_license, license_scope, source ("owner/name@commit:path", or a list), status,
 * also_declared. An object with `tensor` is a tensor, one with `seen_in` a tokenizer file. Objects without a SHA-256 are an error.
 */
#ifndef LICET_CATALOG_KNOWN_JSON_H
#define LICET_CATALOG_KNOWN_JSON_H
#include "catalog/known_build.h"

/* path is for messages only: ERR_DATA with "path:line: sentence". */
int known_builder_add_json(struct known_builder *b, const char *path, const char *bytes, size_t len, struct err *e);

#endif
