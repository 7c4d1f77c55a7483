/* SPDX-License-Identifier: MIT */
#include "findings/source_claims.h"

#include "classify/reader.h"
#include "findings/claims.h"
#include "findings/conclude.h"
#include "findings/finding.h"
#include "findings/scope.h"

#include <string.h>

enum {
	SAME_LEAST = 3,	 /* sources that say the same */
	NAMING_MAX = 500 /* sources whose words are looked up, where they are others than the first one has */
};

struct naming { /* what the sources say */
	const struct fact *first;
	const struct expression *license;
	size_t n_sources, n_naming;
	bool differ; /* some name a license that has nothing to do with it, or one that is not known */
};

static const struct fact *module_license(const struct entry *e)
{
	for (size_t i = 0; i < e->count; i++)
		if (e->facts[i].kind == FACT_META && e->facts[i].key && e->facts[i].value &&
		    !strcmp(e->facts[i].key, "module_license"))
			return &e->facts[i];
	return NULL;
}

static void take(const struct dossier *d, struct naming *n, const struct fact *f)
{
	const struct expression *x = n->license;
	if (!n->first || strcmp(f->value, n->first->value) != 0)
		x = n->n_naming < NAMING_MAX ? claim_resolve(d->catalog, f->value, d->arena) : NULL;
	n->differ |= !x || (n->license && !expressions_meet(d->catalog, n->license, x));
	if (!n->first) {
		n->first = f;
		n->license = x;
	}
	n->n_naming++;
}

/* A module that only stands for its folder is mostly empty, and does not count. */
static struct naming read_sources(const struct dossier *d)
{
	struct naming n = {0};
	for (size_t i = 0; i < d->group->count && !n.differ; i++) {
		const struct entry *e = d->group->entries[i];
		if (!name_ends(e->name, ".py") || !strcmp(entry_base(e), "__init__.py") || scope_is_of_others(d, e))
			continue;
		const struct fact *f = module_license(e);
		n.n_sources++;
		if (f)
			take(d, &n, f);
	}
	return n;
}

/* The first text at the top that may be that of code, where none is of what the sources name; NULL. */
static const struct folder_text *text_against(const struct dossier *d, const struct expression *named)
{
	const struct folder_text *found = NULL;
	size_t n;
	const struct folder_text *texts = scope_texts(d, d->group->root, strlen(d->group->root), &n);
	for (size_t i = 0; i < n; i++) {
		const struct folder_text *t = &texts[i];
		if (claim_names(d->catalog, named, t->license))
			return NULL;
		if (!found && !t->of_component && t->match->state != MATCH_PARTIAL && (!t->of || t->of & SAID_OF_CODE))
			found = t;
	}
	return found;
}

void source_claims_find(struct dossier *d)
{
	if (scope_lies_with_others(d))
		return;
	const struct naming n = read_sources(d);
	bool publisher = n.n_naming >= SAME_LEAST && 2 * n.n_naming > n.n_sources && !n.differ;
	const struct folder_text *t = publisher ? text_against(d, n.license) : NULL;
	const struct fact *evidence[] = {n.first, t ? t->fact : NULL};
	if (t)
		finding_add(d->artifact, d->arena, FINDING_PACKAGE_CLAIM_CONTRADICTS, evidence, 2,
			    "%zu of %zu sources declare \"%s\" (%s), but %s is %s of %s.", n.n_naming, n.n_sources,
			    dossier_words(d, n.first->value), dossier_where(d, n.first), dossier_name(d, t->fact->at.entry),
			    dossier_held_as(t->match->state), license_title(t->license, d->arena));
}
