/* SPDX-License-Identifier: MIT */
/*
 * assigned: lines of "key = value" under [sections], as far as TOML and INI are the same: enough for the few keys that manifests of
 * packages keep their license in, and no parser of either. A value goes on over lines while a bracket is open, or while lines are
 * indented; strings are taken as they stand, without escapes; strings of three quotes are not understood and yield nothing. Array
 * tables ([[x]]) are sections called x. Whatever is malformed yields fewer values, never an error.
 */
#ifndef LICET_DECLARED_ASSIGNED_H
#define LICET_DECLARED_ASSIGNED_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct assigned {
	const char *bytes;
	size_t len, at;
	bool indented; /* lines that are indented continue a value (INI) */
	uint32_t next_line;
	/* The current one: */
	size_t section, section_end; /* the words in the brackets */
	size_t key, key_end;
	size_t start, end; /* the value, without the blanks around it */
	uint32_t line;	   /* where the value starts, from 1 */
	/* Private: */
	size_t counted;
	uint32_t counted_line;
};

void assigned_init(struct assigned *a, const char *bytes, size_t len, bool indented);
bool assigned_next(struct assigned *a);						  /* false at the end */
bool assigned_is(const struct assigned *a, const char *section, const char *key); /* section NULL: any */

struct literal { /* a string in a value, or a line of one that has no quotes */
	size_t start, end;
	uint32_t line;
};

/* The string in quotes at or behind *at (from a->start on), which is moved beyond it; false: there is no other. */
bool assigned_string(struct assigned *a, size_t *at, struct literal *out);
/* The string that the inline table gives to the key: { text = "Pear" }. */
bool assigned_inner(struct assigned *a, const char *key, struct literal *out);
/* The line of the value at or behind *at that is not empty. */
bool assigned_line(struct assigned *a, size_t *at, struct literal *out);

#endif
