/* SPDX-License-Identifier: MIT */
/*
 * expression: SPDX license expressions, read, put into normal form and written.
 *
 * Grammar (SPDX annex on license expressions): ids with an optional '+', WITH, AND, OR (all upper or all lower case),
 * parentheses; LicenseRef-…, DocumentRef-…:LicenseRef-…, AdditionRef-…. WITH binds closest, then AND, then OR. Ids
 * compare without case. Texts are bounded (EXPRESSION_MAX_BYTES, _TERMS, _DEPTH): a longer or deeper one is refused,
 * never half read.
 *
 * Normal form: nested operators of one kind are flattened, operands sorted and each named once, so that two expressions of the
 * same operands print the same. Trees live in the arena and are never changed.
 */
#ifndef LICET_FINDINGS_EXPRESSION_H
#define LICET_FINDINGS_EXPRESSION_H
#include "base/arena.h"
#include "base/err.h"
#include "catalog/catalog.h"

#include <stdbool.h>
#include <stddef.h>

enum { EXPRESSION_MAX_BYTES = 4096, EXPRESSION_MAX_TERMS = 256, EXPRESSION_MAX_DEPTH = 32 };

enum expression_op { EXPRESSION_LICENSE, EXPRESSION_AND, EXPRESSION_OR };

struct expression {
	enum expression_op op;
	/* EXPRESSION_LICENSE: */
	const char *id;		       /* as written, or the output id once it is resolved */
	bool or_later;		       /* '+' follows */
	const char *exception;	       /* after WITH, or NULL */
	const struct license *license; /* its record once it is resolved, or NULL */
	bool edited;		       /* stands for an edited copy: id is LicenseRef-<record>-edited */
	bool any_version;	       /* whoever wrote it named the license but none of its versions */
	/* EXPRESSION_AND, EXPRESSION_OR: two or more */
	const struct expression *const *parts;
	size_t n_parts;
};

/* Returns 0 with *out in normal form, or -1 (ERR_INPUT) with a sentence that has the column. */
int expression_parse(const char *text, struct arena *a, const struct expression **out, struct err *e);

/* parts joined with op, in normal form. One part is returned as it is; n ≥ 1. */
const struct expression *expression_join(enum expression_op op, const struct expression *const *parts, size_t n, struct arena *a);

/* x with every license replaced by what `map` makes of it, in normal form again. map may return its argument. */
const struct expression *expression_map(const struct expression *x, struct arena *a,
					const struct expression *(*map)(void *ctx, const struct expression *license), void *ctx);

/*
 * Finds the records behind the ids: by output id, record id or alias; "-or-later", "-only" and '+' are variations of
 * one record, and "x-with-y-exception" is "x WITH AdditionRef-y-exception". Ids become output ids. Returns NULL when any id has no
 * record.
 */
const struct expression *expression_resolve(const struct expression *x, const struct catalog *c, struct arena *a);

/* One license of the catalog, and the reference that stands for an edited copy of it. */
const struct expression *expression_license(const struct license *l, struct arena *a);
const struct expression *expression_edited(const struct license *l, struct arena *a);

const char *expression_print(const struct expression *x, struct arena *a);

/* Calls `visit` for each license of x, from left to right. */
void expression_each(const struct expression *x, void (*visit)(void *ctx, const struct expression *license), void *ctx);

bool expression_names(const struct expression *x, const struct license *l); /* l is one of its licenses */
size_t expression_count(const struct expression *x);			    /* licenses in it */

/* Can x be lived with when `accept` says which of its licenses can? All sides of an AND, one side of an OR. */
bool expression_accepted(const struct expression *x, bool (*accept)(const void *ctx, const struct expression *license),
			 const void *ctx);
bool expression_has_choice(const struct expression *x); /* there is an OR in it */

#endif
