/* SPDX-License-Identifier: MIT */
/*
 * fields: reads a YAML map into a struct by a table of its fields, so that every data file is checked the same way: unknown and
 * doubled fields, missing ones and wrong types are errors with file, line and column.
 */
#ifndef LICET_CATALOG_FIELDS_H
#define LICET_CATALOG_FIELDS_H
#include "base/yaml.h"
#include "catalog/catalog.h"

struct load { /* one data file while it is read; ctx is the file type's own */
	struct arena *arena;
	const char *path;	  /* relative to the data directory */
	const struct kind *kinds; /* the vocabulary that its kinds are looked up in */
	uint32_t n_kinds;
	const struct pairs *patterns;  /* for %{name} */
	const struct catalog *catalog; /* what the values of records are checked with: forms, regions, jurisdictions */
};

struct field {
	const char *name; /* NULL ends the table */
	int (*read)(const struct load *l, const struct yaml *node, void *target, struct err *e);
	size_t offset; /* of the target in the object */
	bool required;
};

/* "path:line:column: sentence", ERR_DATA; returns -1. node may be NULL. */
int load_fail(const struct load *l, const struct yaml *node, struct err *e, const char *format, ...)
	__attribute__((format(printf, 4, 5)));

int fields_read(const struct load *l, const struct yaml *map, const struct field *table, void *object, struct err *e);

/* Readers for struct field. A null (empty) value leaves the target as it is. */
int field_string(const struct load *l, const struct yaml *node, void *target, struct err *e); /* const char * */
int field_strings(const struct load *l, const struct yaml *node, void *target,
		  struct err *e); /* struct strings; one string will do */
int field_bool(const struct load *l, const struct yaml *node, void *target, struct err *e); /* bool */
int field_date(const struct load *l, const struct yaml *node, void *target,
	       struct err *e); /* const char *: 2026, 2026-01 or 2026-01-31 */
bool is_date(const char *s);
int field_kind(const struct load *l, const struct yaml *node, void *target, struct err *e); /* const struct kind * */
int field_pairs(const struct load *l, const struct yaml *node, void *target,
		struct err *e); /* struct pairs; lists become "a,b" */

#endif
