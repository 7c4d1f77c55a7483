/* SPDX-License-Identifier: MIT */
#include "commands/license_carry.h"

#include "commands/command.h"
#include "findings/compat_words.h"
#include "findings/dossier.h"

#include <stdio.h>

struct carrying {
	const struct catalog *c;
	const struct expression *base, *license;
	struct arena *arena;
};

static const struct {
	const char *before, *between, *after; /* the license, and the base */
} answers[] = {
	[COMPAT_CARRIED] = {"Yes:", "can carry all that", "demands of what is made from it."},
	[COMPAT_PERMISSIVE] = {"No:", "leaves out restrictions of", "and has none in their place."},
	[COMPAT_OTHER] = {"No:", "leaves out restrictions of", "and has others."},
	[COMPAT_SAME_WANTED] = {"No: not", "where", "wants the same license for what is made from it."},
	[COMPAT_FORBIDDEN] = {"No: neither under", "nor otherwise, as", "lets nothing that is made from it be passed on."},
};

/* What one term of the base means, and the clause of the other side. */
static void put_term(const struct carrying *k, const struct expression *base, const struct term *t)
{
	struct carrier by;
	bool carried = compat_carries(k->c, k->license, base, t, &by);
	struct compat one = {.base = base->license, .missing = {t}, .n_missing = 1, .by = by.license};
	printf("  %-12s %s\n", carried ? "carried" : "not carried", compat_term(t, k->arena));
	if (!carried)
		one.looser = compat_looser(k->c, by.license, t);
	printf("  %-12s %s.\n", "",
	       !carried ? compat_other_side(k->c, &one, NULL, k->arena)
	       : by.term
		       ? arena_printf(k->arena, "%s has %s", license_title(by.license, k->arena), compat_term(by.term, k->arena))
		       : arena_printf(k->arena, "%s %s", license_title(by.license, k->arena),
				      by.license == base->license ? "is that license itself" : "may take its place"));
}

static bool stays(const struct term *t)
{
	return t->kind->derivative != DERIVATIVE_FREE && t->kind->derivative != DERIVATIVE_BESIDE;
}

static void put_base(const struct carrying *k, const struct expression *x, const char *family)
{
	const struct license *base = x->license;
	const char *clause = NULL, *title = license_title(base, k->arena);
	const struct deciding_clause *d = license_deciding(k->c, base, true, &clause);
	size_t n = 0;
	printf("\nOf %s%s stays with what is made from it\n", title,
	       family ? arena_printf(k->arena, ", which demands the least of what %s may mean,", family) : "");
	for (uint32_t i = 0; i < base->n_terms; i++)
		if (stays(&base->terms[i]) && ++n)
			put_term(k, x, &base->terms[i]);
	if (!n && d)
		printf("  nothing: its %s %s.\n", clause_words(clause, k->arena), d->says);
	else if (!n)
		puts("  nothing that its record names.");
	n = 0;
	for (uint32_t i = 0; i < base->n_terms; i++)
		if (base->terms[i].kind->derivative == DERIVATIVE_BESIDE) {
			if (!n++)
				puts("and must be met beside whatever license that has");
			printf("  %-12s %s\n", "", compat_term(&base->terms[i], k->arena));
		}
}

/* Of a family the member whose terms are met best. */
static void put_each(void *ctx, const struct expression *x)
{
	const struct carrying *k = ctx;
	struct compat one = compat_compare(k->c, x, k->license);
	if (one.base == x->license)
		put_base(k, x, NULL);
	else if (one.base)
		put_base(k, expression_license(one.base, k->arena), expression_print(x, k->arena));
}

static void put_unknown(void *ctx, const struct expression *x)
{
	const struct carrying *k = ctx;
	if (x->license && compat_is_known(k->c, x->license))
		return;
	if (x->license && x->license->exception)
		printf("  '%s' is an exception: name the license with it, as in 'Pear-2.0 WITH %s'.\n", x->id, x->id);
	else if (!x->license || x->license->placeholder)
		printf("  '%s' names no license.\n", x->id);
	else
		printf("  The record of %s has no terms.\n", license_title(x->license, k->arena));
}

/* An exception takes something of its license back; what, its record does not tell. */
static void put_exception(void *ctx, const struct expression *x)
{
	const struct carrying *k = ctx;
	if (x->exception)
		printf("\n%s may allow more than %s alone, which is all that is compared here.\n", x->exception,
		       license_title(x->license, k->arena));
}

int license_carry(const struct catalog *c, const struct expression *base, const struct expression *license, struct arena *a)
{
	struct carrying k = {c, base, license, a};
	struct compat x = compat_compare(c, base, license);
	if (x.verdict == COMPAT_UNKNOWN) {
		puts("Not known:");
		expression_each(base, put_unknown, &k);
		expression_each(license, put_unknown, &k);
		return EXIT_INCOMPLETE;
	}
	printf("%s %s %s %s %s\n", answers[x.verdict].before, expression_print(license, a), answers[x.verdict].between,
	       expression_print(base, a), answers[x.verdict].after);
	expression_each(base, put_each, &k);
	expression_each(base, put_exception, &k);
	return x.verdict == COMPAT_CARRIED ? EXIT_PASS : EXIT_POLICY;
}
