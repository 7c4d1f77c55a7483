/* SPDX-License-Identifier: MIT */
/*
 * parts: reads each type of data file into its struct (record.c, rule.c, vocabulary.c, openness.c). `root` is the parsed file; every string
 * of the result lives in l->arena or in the tree. Errors are ERR_DATA with file, line and column.
 */
#ifndef LICET_CATALOG_PARTS_H
#define LICET_CATALOG_PARTS_H
#include "catalog/fields.h"

/* A copy of `from` with every %{name} replaced from l->patterns, at any depth. NULL with *e set when one is unknown or goes in a circle. */
const char *pattern_expand(const struct load *l, const struct yaml *node, const char *from, struct err *e);

int license_read(const struct load *l, const struct yaml *root, struct license *out, struct err *e);
/* Only the list under `fingerprints`, into out->fingerprints. */
int fingerprints_read(const struct load *l, const struct yaml *node, struct license *out, struct err *e);
int rule_read(const struct load *l, const struct yaml *root, struct rule *out, struct err *e);
/* Kinds, forms of values, uses, chapters and freedoms, into *out. */
int vocabulary_read(const struct load *l, const struct yaml *root, struct catalog *out, struct err *e);
/* A map of code: [names], sorted by their folded names; no name may stand under two codes. */
int codes_read(const struct load *l, const struct yaml *root, const struct named_code **codes, uint32_t *count, struct err *e);

/* rules/openness.yaml; and, once the records are there, whether the licenses that it names are among them. */
int openness_read(const struct load *l, const struct yaml *root, struct openness_rules *out, struct err *e);
int openness_check(const struct load *l, const struct yaml *root, const struct catalog *c, struct err *e);

/* Each value must be one that the kind may carry; those of a record must be written in its form too (l->catalog is set). */
int values_check(const struct load *l, const struct yaml *node, const struct kind *kind, const struct pairs *values,
		 struct err *e);

#endif
