/* SPDX-License-Identifier: MIT */
#include "findings/compat_words.h"

#include "findings/dossier.h"

enum { SHOWN_TERMS = 3 };

const char *compat_term(const struct term *t, struct arena *a)
{
	const char *values = "", *clause = clause_words(t->clause, a);
	for (uint32_t i = 0; i < t->values.count; i++)
		values = arena_printf(a, "%s%s%s %s", values, i ? ", " : " (", t->values.at[i].key, t->values.at[i].value);
	return arena_printf(a, "%s%s%s%s%s", t->kind->id, values, *values ? ")" : "", clause ? ", " : "", clause ? clause : "");
}

const char *compat_missing(const struct compat *x, struct arena *a)
{
	const char *out = "";
	size_t shown = x->n_missing < SHOWN_TERMS ? x->n_missing : SHOWN_TERMS;
	for (size_t i = 0; i < shown; i++)
		out = arena_printf(a, "%s%s%s", out, i ? "; " : "", compat_term(x->missing[i], a));
	return x->n_missing > shown ? arena_printf(a, "%s; and %zu more", out, x->n_missing - shown) : out;
}

static const struct term *own_term(const struct license *l, const struct kind *kind)
{
	for (uint32_t i = 0; l && i < l->n_terms; i++)
		if (l->terms[i].kind == kind)
			return &l->terms[i];
	return NULL;
}

const char *compat_other_side(const struct catalog *c, const struct compat *x, const char *in_text, struct arena *a)
{
	const char *by = x->by ? license_title(x->by, a) : "the license that is declared", *clause = NULL;
	const struct term *t = x->n_missing ? x->missing[0] : NULL, *own = t ? own_term(x->by, t->kind) : NULL;
	if (t && t->kind->derivative == DERIVATIVE_FORBIDS)
		return own ? arena_printf(a, "%s forbids it, too (%s)", by, compat_term(own, a))
			   : arena_printf(a, "no license can change that, and neither can %s", by);
	if (x->looser)
		return arena_printf(a, "%s has only %s", by, compat_term(x->looser, a));
	const char *lacks = own ? "has that for itself alone" : "has no such term";
	const struct deciding_clause *d = license_deciding(c, x->by, false, &clause);
	if (d)
		return arena_printf(a, "%s %s, and its %s %s%s%s%s", by, lacks, clause_words(clause, a), d->says,
				    in_text ? " (" : "", in_text ? in_text : "", in_text ? ")" : "");
	if (in_text)
		return arena_printf(a, "%s %s, and grants the rights without it (%s)", by, lacks, in_text);
	return arena_printf(a, "%s %s", by, lacks);
}
