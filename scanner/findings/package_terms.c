/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "findings/package_terms.h"

#include "findings/beside.h"
#include "findings/compat.h"
#include "findings/conclude.h"
#include "findings/scope.h"

#include <string.h>

enum { CLAIMS_NEAR = 50 };

/* "License :: OSI Approved :: Pear License": one of a list of names for indexes, not the field itself. */
static bool is_classifier(const struct claim *c)
{
	for (size_t i = 0; i < c->entry->count; i++) {
		const struct fact *f = &c->entry->facts[i];
		if (f->kind == FACT_META && f->key && !strcmp(f->key, "license_classifier") && f->at.start == c->fact->at.start)
			return true;
	}
	return false;
}

/* The claims of the entry that begin with c, those that name a license: up to so many. */
static size_t list_claims(const struct dossier *d, const struct claim *c, const struct claim **out, bool *classifiers)
{
	size_t n = 0;
	for (const struct claim *k = c; k < d->claims + d->n_claims && n < CLAIMS_NEAR && k->entry == c->entry; k++) {
		if (!k->expression)
			continue;
		classifiers[n] = is_classifier(k);
		out[n++] = k;
	}
	return n;
}

const struct claim *package_contradicts_itself(const struct dossier *d, const struct claim *c)
{
	const struct claim *all[CLAIMS_NEAR], *other = NULL;
	bool classifiers[CLAIMS_NEAR];
	if (c > d->claims && c[-1].entry == c->entry)
		return NULL; /* its first claim tells */
	size_t n = list_claims(d, c, all, classifiers);
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < n; k++) {
			if (classifiers[i] == classifiers[k])
				continue;
			if (expressions_meet(d->catalog, all[i]->expression, all[k]->expression))
				return NULL;
			other = !other && !i ? all[k] : other;
		}
	return other;
}

const struct kind *package_classifier_restricts(const struct dossier *d, const struct claim *c)
{
	static const struct {
		const char *words, *kind;
	} table[] = {
		{"non-commercial use", "non-commercial"}, {"educational use", "research-only"}, {"home use", "research-only"}};
	const char *value = c->fact->value;
	for (size_t i = 0; value && i < sizeof table / sizeof *table; i++)
		if (strcasestr(value, table[i].words) && !c->expression && is_classifier(c))
			return catalog_kind(d->catalog, table[i].kind);
	return NULL;
}

struct permission {
	const struct catalog *catalog;
	bool unknown; /* what one of the licenses lets others do */
};

static void look_for_unknown(void *ctx, const struct expression *x)
{
	struct permission *p = ctx;
	p->unknown |= x->license && !compat_is_known(p->catalog, x->license);
}

static bool allows(const struct dossier *d, const struct claim *c, const struct kind *k)
{
	struct permission p = {d->catalog, false};
	expression_each(c->expression, look_for_unknown, &p);
	return !p.unknown && !compat_restricts(d->catalog, c->expression, k);
}

const struct claim *package_keeps_out(const struct dossier *d, const struct claim *c)
{
	const struct claim *found = NULL, *last = d->claims + d->n_claims;
	const struct kind *kind = NULL;
	while (c > d->claims && c[-1].entry == c->entry)
		c--;
	for (const struct claim *k = c; k < last && k->entry == c->entry && !found; k++)
		if ((kind = package_classifier_restricts(d, k)) != NULL)
			found = k;
	for (const struct claim *k = c; found && k < last && k->entry == c->entry; k++)
		if (k->expression && !allows(d, k, kind))
			return NULL;
	return found;
}

static const struct fact *keeping_out(const struct dossier *d, const struct entry *e, const struct expression *claimed)
{
	const struct fact *found = NULL;
	for (size_t i = 0; i < e->count; i++) {
		const struct fact *f = &e->facts[i];
		const struct match *m = f->kind == FACT_MATCH ? f->detail : NULL;
		const struct restriction *r = f->kind == FACT_RESTRICTION ? f->detail : NULL;
		if (m && m->license && m->state < MATCH_MENTION)
			return NULL; /* that is compared as a text */
		if (!found && r && r->text && !r->license && beside_keeps_out(d->catalog, r->kind) &&
		    !compat_restricts(d->catalog, claimed, r->kind))
			found = f;
	}
	return found;
}

/* Its file is not called after the model or the data. */
static bool may_be_of_package(const struct dossier *d, const struct entry *e)
{
	unsigned of = scope_of_entry(d, e);
	return !of || of & SAID_OF_CODE;
}

/* The text of what the package claims: then another file beside it is for something else. */
static bool is_text_of(const struct dossier *d, const struct entry *e, const struct expression *claimed)
{
	for (size_t i = 0; i < e->count; i++) {
		const struct match *m = e->facts[i].kind == FACT_MATCH ? e->facts[i].detail : NULL;
		if (m && m->license && m->state < MATCH_MENTION && expression_means(d->catalog, claimed, m->license))
			return true;
	}
	return false;
}

const struct fact *package_terms_against(const struct dossier *d, const struct claim *c)
{
	size_t n;
	const struct entry *const *files = scope_license_files(d, c->entry->name, c->entry->dir, &n);
	const struct fact *found = NULL;
	for (size_t i = 0; i < n; i++)
		if (is_text_of(d, files[i], c->expression))
			return NULL;
	for (size_t i = 0; i < n && !found; i++)
		found = may_be_of_package(d, files[i]) ? keeping_out(d, files[i], c->expression) : NULL;
	return found;
}
