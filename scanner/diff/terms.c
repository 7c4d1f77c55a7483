/* SPDX-License-Identifier: MIT */
/* terms: which license is concluded, what is claimed, what restricts, which findings follow, and the verdict, then and now. */
#include "diff/diff.h"
#include "diff/pairing.h"

#include <stdlib.h>
#include <string.h>

static int compare(const char *x, const char *y)
{
	return strcmp(x ? x : "", y ? y : "");
}

static const struct side_claim *claim(const void *x)
{
	return x;
}

static const struct side_restriction *restriction(const void *x)
{
	return x;
}

static const struct side_finding *finding(const void *x)
{
	return x;
}

/* Says of each item what became of it; both are there, or one is. */
static void tell_all(struct model_diff *m, const struct pairing *p,
		     void (*tell)(struct model_diff *m, const void *a, const void *b, struct arena *arena))
{
	for (size_t i = 0; i < p->a.count; i++)
		tell(m, pairing_a(p, i), p->with_a[i] == ALONE ? NULL : pairing_b(p, p->with_a[i]), p->arena);
	for (size_t i = 0; i < p->b.count; i++)
		if (p->with_b[i] == ALONE)
			tell(m, NULL, pairing_b(p, i), p->arena);
}

static enum delta_number which(const void *a, const void *b, enum delta_number new, enum delta_number changed,
			       enum delta_number gone)
{
	return !a ? new : !b ? gone : changed;
}

/* --- claims ---------------------------------------------------------------------------------------------------------------- */

static int by_source(const void *x, const void *y)
{
	int order = strcmp(claim(x)->source, claim(y)->source);
	return order ? order : strcmp(claim(x)->path, claim(y)->path);
}

/* The same words of the same kind of file, wherever it lies. */
static int by_words(const void *x, const void *y)
{
	int order = strcmp(claim(x)->source, claim(y)->source);
	order = order ? order : strcmp(claim(x)->as_written, claim(y)->as_written);
	order = order ? order : compare(claim(x)->name, claim(y)->name);
	return order ? order : compare(claim(x)->link, claim(y)->link);
}

static int by_claim(const void *x, const void *y)
{
	int order = by_source(x, y);
	return order ? order : by_words(x, y);
}

/* "LicenseRef-x (other, x, LICENSE)" */
static const char *say_claim(const struct side_claim *c, struct arena *a)
{
	const char *name = c->name ? c->name : "", *link = c->link ? c->link : "";
	if (!strcmp(c->license, c->as_written) && !*name && !*link)
		return c->license;
	return arena_printf(a, "%s (\"%s\"%s%s%s%s)", c->license, c->as_written, *name ? ", " : "", name, *link ? ", " : "",
			    link);
}

static void tell_claim(struct model_diff *m, const void *a, const void *b, struct arena *arena)
{
	if (a && b && !by_words(a, b) && !strcmp(claim(a)->license, claim(b)->license))
		return;
	const struct side_claim *at = b ? b : a;
	if (!at)
		return;
	delta_add(m, (struct delta){.number = which(a, b, DELTA_CLAIM_NEW, DELTA_CLAIM_CHANGED, DELTA_CLAIM_GONE),
				    .what = arena_printf(arena, "%s (%s)", at->path, at->source),
				    .from = a ? say_claim(a, arena) : NULL,
				    .to = b ? say_claim(b, arena) : NULL});
}

static void compare_claims(struct model_diff *m, struct arena *arena)
{
	struct pairing p;
	pairing_init(&p, m->a->claims, m->b->claims, sizeof(struct side_claim), arena);
	pairing_pass(&p, by_claim, NULL);
	pairing_pass(&p, by_words, NULL);
	pairing_pass(&p, by_source, NULL);
	tell_all(m, &p, tell_claim);
}

/* --- restrictions ---------------------------------------------------------------------------------------------------------- */

static int by_kind(const void *x, const void *y)
{
	return strcmp(restriction(x)->kind, restriction(y)->kind);
}

static int by_terms(const void *x, const void *y)
{
	const struct pairs *a = &restriction(x)->values, *b = &restriction(y)->values;
	int order = by_kind(x, y);
	for (uint32_t i = 0; !order && i < a->count && i < b->count; i++) {
		order = strcmp(a->at[i].key, b->at[i].key);
		order = order ? order : compare(a->at[i].value, b->at[i].value);
	}
	return order ? order : (a->count > b->count) - (a->count < b->count);
}

static int by_terms_and_place(const void *x, const void *y)
{
	int order = by_terms(x, y);
	order = order ? order : strcmp(restriction(x)->path, restriction(y)->path);
	return order ? order : compare(restriction(x)->clause, restriction(y)->clause);
}

/* Kinds with their values, each once: several clauses may say the same. */
static struct list distinct(struct list all, struct arena *a)
{
	struct side_restriction *out = arena_memdup(a, all.at, all.count * sizeof *out);
	size_t n = 0;
	if (all.count)
		qsort(out, all.count, sizeof *out, by_terms_and_place);
	for (size_t i = 0; i < all.count; i++)
		if (!n || by_terms(&out[n - 1], &out[i]) != 0)
			out[n++] = out[i];
	return (struct list){out, n};
}

/* "limit 700000000, metric users (LicenseRef-x, section 2)" */
static const char *say_restriction(const struct side_restriction *r, struct arena *a)
{
	const char *values = "", *license = r->license ? r->license : "", *clause = "";
	for (uint32_t i = 0; i < r->values.count; i++)
		values = arena_printf(a, "%s%s%s %s", values, i ? ", " : "", r->values.at[i].key, r->values.at[i].value);
	if (r->clause)
		clause = arena_printf(a, "%ssection %s", *license ? ", " : "", r->clause);
	if (!*license && !*clause)
		return *values ? values : "applies";
	return arena_printf(a, "%s%s%s%s%s", values, *values ? " (" : "", license, clause, *values ? ")" : "");
}

static void tell_restriction(struct model_diff *m, const void *a, const void *b, struct arena *arena)
{
	if (a && b && !by_terms(a, b))
		return;
	delta_add(m,
		  (struct delta){.number = which(a, b, DELTA_RESTRICTION_NEW, DELTA_RESTRICTION_CHANGED, DELTA_RESTRICTION_GONE),
				 .what = restriction(b ? b : a)->kind,
				 .from = a ? say_restriction(a, arena) : NULL,
				 .to = b ? say_restriction(b, arena) : NULL});
}

static void compare_restrictions(struct model_diff *m, struct arena *arena)
{
	struct pairing p;
	pairing_init(&p, distinct(m->a->restrictions, arena), distinct(m->b->restrictions, arena),
		     sizeof(struct side_restriction), arena);
	pairing_pass(&p, by_terms, NULL);
	pairing_pass(&p, by_kind, NULL);
	tell_all(m, &p, tell_restriction);
}

/* --- findings -------------------------------------------------------------------------------------------------------------- */

static int by_fingerprint(const void *x, const void *y)
{
	return strcmp(finding(x)->fingerprint, finding(y)->fingerprint);
}

static int by_id(const void *x, const void *y)
{
	return strcmp(finding(x)->id, finding(y)->id);
}

static void tell_finding(struct model_diff *m, const void *a, const void *b, struct arena *arena)
{
	(void)arena;
	bool moved = strcmp(m->a->path, m->b->path) != 0; /* then its places have other names */
	if (a && b &&
	    (!strcmp(finding(a)->content, finding(b)->content) || (moved && !strcmp(finding(a)->message, finding(b)->message))))
		return;
	delta_add(m, (struct delta){.number = which(a, b, DELTA_FINDING_NEW, DELTA_FINDING_CHANGED, DELTA_FINDING_GONE),
				    .what = finding(b ? b : a)->id,
				    .from = a ? finding(a)->message : NULL,
				    .to = b ? finding(b)->message : NULL});
}

static void compare_findings(struct model_diff *m, struct arena *arena)
{
	struct pairing p;
	pairing_init(&p, m->a->findings, m->b->findings, sizeof(struct side_finding), arena);
	pairing_pass(&p, by_fingerprint, NULL);
	pairing_pass(&p, by_id, NULL);
	tell_all(m, &p, tell_finding);
}

void terms_compare(struct model_diff *m, struct arena *arena)
{
	if (compare(m->a->verdict, m->b->verdict) != 0)
		delta_add(m, (struct delta){.number = DELTA_VERDICT_CHANGED, .from = m->a->verdict, .to = m->b->verdict});
	if (compare(m->a->concluded, m->b->concluded) != 0)
		delta_add(m, (struct delta){.number = DELTA_LICENSE_CHANGED, .from = m->a->concluded, .to = m->b->concluded});
	compare_claims(m, arena);
	compare_restrictions(m, arena);
	compare_findings(m, arena);
}
