/* SPDX-License-Identifier: MIT */
#include "findings/intentions.h"

#include "findings/beside.h"
#include "findings/promises.h"
#include "findings/compat.h"
#include "findings/finding.h"
#include "findings/scope.h"

/* What the kind would be if it was a term, and the license has none like it. */
static bool is_wider(const struct dossier *d, const struct kind *intent, const struct expression *here)
{
	for (uint32_t i = 0; i < intent->like.count; i++) {
		const struct kind *term = catalog_kind(d->catalog, intent->like.at[i]);
		if (term && compat_restricts(d->catalog, here, term))
			return false;
	}
	return intent->like.count > 0;
}

/* A term that says as much was told. */
static bool is_told(const struct dossier *d)
{
	for (size_t i = 0; i < d->artifact->n_findings; i++)
		if (finding_is(&d->artifact->findings[i], FINDING_TERMS_BESIDE_LICENSE))
			return true;
	return false;
}

static bool find_in(struct dossier *d, const struct entry *e, const struct expression *here)
{
	for (size_t i = 0; i < e->count; i++) {
		const struct fact *f = &e->facts[i];
		const struct restriction *r = f->kind == FACT_PROMISE ? f->detail : NULL;
		if (!r || !r->text || !is_wider(d, r->kind, here) || !promises_of_model(d, r))
			continue;
		finding_add(
			d->artifact, d->arena, FINDING_INTENT_NARROWER, &f, 1,
			"%s, says what the model is meant for (\"%s\"), and %s, which is the license here, lets others do more.",
			dossier_where(d, f), dossier_words(d, r->text), expression_print(here, d->arena));
		return true;
	}
	return false;
}

void intentions_find(struct dossier *d)
{
	const struct expression *here = beside_license(d);
	bool found = !here || is_told(d);
	for (size_t i = 0; i < d->group->count && !found; i++) {
		const struct entry *e = d->group->entries[i];
		found = e->role == DOCUMENT_CARD && !scope_is_elsewhere(d, e) && find_in(d, e, here);
	}
}
