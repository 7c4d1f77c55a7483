/* SPDX-License-Identifier: MIT */
/*
 * yaml: a small tree over libyaml, for data files and model cards, with the line and column of every node.
 *
 * Bounded on untrusted input: depth and number of nodes have ceilings (below), aliases are refused (an alias bomb is a few
 * bytes) and tags are ignored. All scalars stay text: `license: no` is "no", `version: 1.0` is "1.0".
 */
#ifndef LICET_BASE_YAML_H
#define LICET_BASE_YAML_H
#include "base/arena.h"
#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { YAML_MAX_DEPTH = 64, YAML_MAX_NODES = 200000 };

enum yaml_type { YAML_SCALAR, YAML_LIST, YAML_MAP };

struct yaml {
	enum yaml_type type;
	uint32_t line, column; /* of its first character, from 1 */
	size_t start, end;     /* byte offsets in the input */
	bool quoted;	       /* scalar written in quotes or as a block */
	bool block;	       /* scalar written with | or > */
	const char *text;      /* scalar: UTF-8, NUL-terminated */
	size_t text_len;
	size_t count;	     /* list: items; map: pairs */
	struct yaml **items; /* list items, or map values */
	struct yaml **keys;  /* map keys (scalars), in the order written; duplicates are kept */
};

/*
 * Parses the first document of `bytes` into the arena. Returns 0 with *root set (NULL when the document is empty), or -1 with
 * "line L, column C: what is wrong". The tree's texts live in the arena, not in `bytes`.
 */
int yaml_parse(const char *bytes, size_t len, struct arena *a, const struct yaml **root, struct err *e);
/* As yaml_parse, of a file that has one document: a second one, of which nothing would be read, is an error. */
int yaml_parse_only(const char *bytes, size_t len, struct arena *a, const struct yaml **root, struct err *e);

/* The value of the first pair with that key, or NULL. map may be NULL or no map. */
const struct yaml *yaml_get(const struct yaml *map, const char *key);
/* Scalar text of that key, or NULL when absent, no scalar, or empty and unquoted (YAML null). */
const char *yaml_text(const struct yaml *map, const char *key);
/* True for a plain scalar that YAML reads as null: empty, ~ or null. NULL counts as null. */
bool yaml_is_null(const struct yaml *node);

#endif
