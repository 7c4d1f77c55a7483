/* SPDX-License-Identifier: MIT */
/*
 * expression: SPDX license expressions, read, put into normal form and written.
 *
 * Grammar (SPDX annex on license expressions): ids with an optional '+', WITH, AND, OR (all upper or all lower case),
 * parentheses; LicenseRef-…, DocumentRef-…:LicenseRef-…, AdditionRef-…. '+' binds closest, then WITH, AND, OR; a reference
 * has no '+'. Ids compare without case, but LicenseRef-, DocumentRef- and AdditionRef- are written just so. Texts are bounded
 * (EXPRESSION_MAX_BYTES, _TERMS, _DEPTH): a longer or deeper one is refused, never half read.
 *
 * Normal form: nested operators of one kind are flattened, operands sorted and each named once, so that two expressions of the
 * same operands print the same. Trees live in the arena and are never changed.
 */
#ifndef LICET_FINDINGS_EXPRESSION_H
#define LICET_FINDINGS_EXPRESSION_H
#include "base/arena.h"
#include "base/err.h"
#include "catalog/catalog.h"
#include "evidence/fact.h"

#include <stdbool.h>
#include <stddef.h>

enum { EXPRESSION_MAX_BYTES = 4096, EXPRESSION_MAX_TERMS = 256, EXPRESSION_MAX_DEPTH = 32 };

enum expression_op { EXPRESSION_LICENSE, EXPRESSION_AND, EXPRESSION_OR };

struct expression {
	enum expression_op op;
	/* EXPRESSION_LICENSE: */
	const char *id;			/* as written, or the output id once it is resolved */
	bool or_later;			/* '+' follows */
	bool later;			/* once it is resolved: in this or any later version, however that is written */
	const char *exception;		/* after WITH, or NULL; the output id once it is resolved */
	const struct license *license;	/* its record once it is resolved, or NULL */
	const struct license *addition; /* the exception's record, or NULL when it is not known as it stands here */
	bool edited;			/* stands for a text that differs: id is LicenseRef-<record>-edited, or -other-version */
	bool other_version;		/* and is another version of the license */
	bool any_version;		/* whoever wrote it named the license but none of its versions */
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
 * one record, and an old id for a license with an exception is both of them ("x-with-y-exception" is "x WITH y-exception"). Ids
 * become output ids; that of an exception without a record becomes AdditionRef-<id>, as the standard has it for those that are on
 * no list. Returns NULL when any license has no record, as an exception where a license should stand.
 */
const struct expression *expression_resolve(const struct expression *x, const struct catalog *c, struct arena *a);

/* One license of the catalog, the same in this or any later version, and what stands for a text of it in this state. */
const struct expression *expression_license(const struct license *l, struct arena *a);
const struct expression *expression_later(const struct license *l, struct arena *a);
const struct expression *expression_held(const struct license *l, enum match_state state, struct arena *a);

/*
 * The license x with an exception of the catalog (or an edited copy of one) beside it. When it has another one already, both
 * apply: "x WITH a AND x WITH b".
 */
const struct expression *expression_with(const struct expression *x, const struct license *exception, bool edited,
					 struct arena *a);

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
