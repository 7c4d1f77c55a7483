/* SPDX-License-Identifier: MIT */
#include "findings/added_terms.h"

#include "findings/finding.h"
#include "findings/scope.h"
#include "findings/texts.h"

#include <string.h>

/* Its license is one of those that govern what is here, and it has no others, whose makers' words the sentence may be. */
static const struct license *license_of(const struct dossier *d, const struct entry *e)
{
	const struct license *found = NULL;
	if (e->role != DOCUMENT_LICENSE || !e->text_exact || scope_is_elsewhere(d, e) || text_set_aside(d, e, NULL, NULL))
		return NULL;
	for (size_t i = 0; i < e->count; i++) {
		const struct match *m = e->facts[i].kind == FACT_MATCH ? e->facts[i].detail : NULL;
		if (!m || m->state >= MATCH_MENTION || (m->license && m->license->exception))
			continue;
		if (found && m->license != found)
			return NULL;
		found = m->license;
	}
	return found;
}

void added_terms_find(struct dossier *d)
{
	for (size_t i = 0; i < d->group->count; i++) {
		const struct entry *e = d->group->entries[i];
		const struct license *l = license_of(d, e);
		for (size_t k = 0; l && k < e->count; k++) {
			const struct fact *f = &e->facts[k];
			if (f->kind != FACT_META || !f->key || !f->value || strcmp(f->key, "license_added") != 0 ||
			    finding_tells(d->artifact, f))
				continue;
			finding_add(d->artifact, d->arena, FINDING_ADDED_TERM, &f, 1, "%s, adds to the text of %s: \"%s\".",
				    dossier_where(d, f), license_title(l, d->arena), dossier_words(d, f->value));
			break;
		}
	}
}
