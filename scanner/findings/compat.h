/* SPDX-License-Identifier: MIT */
/*
 * compat: can something that is made from a work be under another license?
 *
 * Computed from the terms of the two records and from what the vocabulary says of their kinds (derivative, carried_by, like): no pair of
 * licenses stands in a table. A term that binds is carried when the other license has the kind too, for the same thing (users,
 * dollars a year) and not looser where it has a number or regions, or a kind that is as strict; by another version of the same
 * license, too. One that demands the same license is carried by that one, by later versions where the license or the work allows
 * them, by those that the license names itself (`compatible` of its record), and by any that restricts no more where it says so
 * (`wider_licenses`). Of several licenses (AND) one that carries a term is enough, where one may choose (OR) all must. A base that
 * offers a choice is met when one side of it is.
 *
 * A family stands for its members: it is met when the other license would meet some member, and carries what some member carries, since
 * nothing more is known. A license of which no terms are known says nothing either way.
 */
#ifndef LICET_FINDINGS_COMPAT_H
#define LICET_FINDINGS_COMPAT_H
#include "findings/expression.h"

enum compat_verdict {
	COMPAT_CARRIED,	    /* the license can carry all that the base demands */
	COMPAT_UNKNOWN,	    /* terms of one of the two are not known */
	COMPAT_PERMISSIVE,  /* it leaves out restrictions of the base and has none of its own in their place: laundering */
	COMPAT_OTHER,	    /* it leaves some out and adds others: neither contains the other */
	COMPAT_SAME_WANTED, /* the base wants its own license for what is made from it */
	COMPAT_FORBIDDEN,   /* nothing made from the base may be passed on */
};

enum { COMPAT_TERMS = 24 };

struct compat {
	enum compat_verdict verdict;
	const struct license *base;		  /* whose terms `missing` are */
	const struct term *missing[COMPAT_TERMS]; /* of the base, that the license does not carry, as the vocabulary has them */
	size_t n_missing;
	const struct license *by;  /* the license that does not carry the first of them: a side of a choice, or the only one */
	const struct term *looser; /* its term of that kind, when it has one that allows more or is for another thing; NULL */
	const struct term *own;	   /* a term of its own that restricts, and that the base has not; NULL */
};

/* May what is made from something under `base` be under `license`? */
struct compat compat_compare(const struct catalog *c, const struct expression *base, const struct expression *license);

/* Its license cannot carry what the base demands. */
bool compat_conflicts(const struct compat *x);

/* All that is not carried is wanted of the part's own files alone, so that it may lie in a work under the other license. */
bool compat_ends_at_part(const struct compat *x);

/* Is known what the license demands, if it is that nothing? */
bool compat_is_known(const struct catalog *c, const struct license *l);

struct carrier { /* who carries a term of the base, or does not */
	const struct license *license;
	const struct term *term; /* its term that does; NULL: it is the base's license, in whatever version, or it does not */
};

/* Does the license carry a term of the base, a single license, that stays with what is made from it? */
bool compat_carries(const struct catalog *c, const struct expression *license, const struct expression *base,
		    const struct term *t, struct carrier *by);

/* The license's own term of that kind, or of one like it, that allows more, or is for another thing; or NULL. */
const struct term *compat_looser(const struct catalog *c, const struct license *l, const struct term *t);

/* Does the license have a term of the kind, or of one that is as strict or much the same? Any side of a choice will do. */
bool compat_restricts(const struct catalog *c, const struct expression *license, const struct kind *kind);

/* Terms of the license that whoever passes on something made from it must meet beside the other license: at most n; returns how many. */
size_t compat_duties(const struct license *base, const struct term **out, size_t n);

#endif
