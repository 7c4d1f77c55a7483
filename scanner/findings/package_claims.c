/* SPDX-License-Identifier: MIT */
#include "findings/package_claims.h"

#include "findings/claims.h"
#include "findings/finding.h"
#include "findings/scope.h"

#include <string.h>

enum { PACKAGES_MAX = 200 };

/* The license of a file that may be the package's: it lies in its folder, is whole, and is not called after the model or the data. */
static const struct match *license_of_package(const struct dossier *d, const struct entry *package, const struct entry *e,
					      const struct fact *f)
{
	const struct match *m = f->kind == FACT_MATCH ? f->detail : NULL;
	const char *base = entry_base(e);
	unsigned of = scope_of_name(d->catalog, base, strlen(base));
	bool beside = e->role == DOCUMENT_LICENSE && e->dir == package->dir && !strncmp(e->name, package->name, e->dir);
	bool whole = m && m->license && !m->license->policy && !m->license->exception &&
		     (m->state == MATCH_EXACT || m->state == MATCH_EDITED);
	return beside && whole && (!of || of & SAID_OF_CODE) ? m : NULL;
}

struct meaning {
	const struct dossier *dossier;
	const struct license *license;
	bool any;
};

static void look_meaning(void *ctx, const struct expression *x)
{
	struct meaning *m = ctx;
	m->any |= claim_means(m->dossier->catalog, x, m->license);
}

static bool claims_license(const struct dossier *d, const struct claim *c, const struct license *l)
{
	struct meaning m = {d, l, false};
	expression_each(c->expression, look_meaning, &m);
	return m.any;
}

/* The text that governs the model, where the package is no part of its own and claims none of those; NULL. */
static const struct fact *contradicting_above(const struct dossier *d, const struct claim *c)
{
	for (size_t i = 0; i < d->n_texts; i++)
		if (claims_license(d, c, d->texts[i].license))
			return NULL;
	return d->n_texts ? d->texts[0].fact : NULL;
}

/* A license text beside the package, when none of them is what it claims; NULL. */
static const struct fact *contradicting_text(const struct dossier *d, const struct claim *c)
{
	const struct fact *first = NULL;
	for (size_t i = 0; i < d->group->count; i++) {
		const struct entry *e = d->group->entries[i];
		for (size_t k = 0; k < e->count && e->role == DOCUMENT_LICENSE; k++) {
			const struct match *m = license_of_package(d, c->entry, e, &e->facts[k]);
			if (m && claims_license(d, c, m->license))
				return NULL;
			first = first || !m ? first : &e->facts[k];
		}
	}
	return first ? first : contradicting_above(d, c);
}

static bool is_reported(const struct dossier *d, const struct claim *c)
{
	for (size_t i = 0; i < d->n_statements; i++)
		if (d->statements[i].entry == c->entry && d->statements[i].contradicts)
			return true;
	return false;
}

void package_claims_find(struct dossier *d)
{
	const struct entry *told = NULL;
	for (size_t i = 0, looked = 0; i < d->n_claims && looked < PACKAGES_MAX; i++) {
		const struct claim *c = &d->claims[i];
		if (!c->package || !c->expression || c->entry == told || scope_is_elsewhere(d, c->entry) || is_reported(d, c))
			continue;
		looked++;
		const struct fact *text = contradicting_text(d, c);
		if (!text)
			continue;
		const struct match *m = text->detail;
		const struct fact *evidence[] = {c->fact, text};
		told = c->entry;
		finding_add(d->artifact, d->arena, FINDING_PACKAGE_CLAIM_CONTRADICTS, evidence, 2,
			    "%s, declares %s for the package, but %s is %s of %s.", dossier_where(d, c->fact),
			    expression_print(c->expression, d->arena), dossier_name(d, text->at.entry),
			    m->state == MATCH_EXACT ? "the text" : "an edited copy", license_title(m->license, d->arena));
	}
}
