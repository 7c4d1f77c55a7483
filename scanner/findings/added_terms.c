/* SPDX-License-Identifier: MIT */
#include "findings/added_terms.h"

#include "findings/beside.h"
#include "findings/compat.h"
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

/* What the file that holds the text of one license puts the weights under instead; NULL. */
static const struct said *said_of_weights_apart(const struct dossier *d, const struct entry *e, const struct license *l)
{
	for (size_t i = 0; i < d->n_said; i++) {
		const struct said *s = &d->said[i];
		if (s->entry == e && s->of & SAID_OF_WEIGHTS && !(s->of & (SAID_OF_ALL | SAID_OF_CODE)) &&
		    !expression_names(s->expression, l))
			return s;
	}
	return NULL;
}

/*
 * "The weights are for research only, under Quince", or what Quince says itself: it is of the weights, and adds nothing to the license of the
 * code.
 */
static bool tells_of_weights(const struct dossier *d, const struct entry *e, const struct fact *f, const struct license *l)
{
	const struct said *s = said_of_weights_apart(d, e, l);
	bool restricts = false, more = false;
	if (!s || scope_of_clause(d->catalog, f->value) & (SAID_OF_CODE | SAID_OF_WHOLE))
		return false;
	for (size_t i = 0; i < d->n_said; i++)
		if (d->said[i].entry == e && beside_is_inside(d->said[i].fact, f) && d->said[i].of & SAID_OF_WEIGHTS)
			return true;
	for (size_t i = 0; i < e->count; i++) {
		const struct fact *r = &e->facts[i];
		bool here = r->kind == FACT_RESTRICTION && beside_is_inside(r, f);
		restricts |= here;
		more |= here && !compat_restricts(d->catalog, s->expression, ((const struct restriction *)r->detail)->kind);
	}
	return restricts && !more;
}

void added_terms_find(struct dossier *d)
{
	for (size_t i = 0; i < d->group->count; i++) {
		const struct entry *e = d->group->entries[i];
		const struct license *l = license_of(d, e);
		for (size_t k = 0; l && k < e->count; k++) {
			const struct fact *f = &e->facts[k];
			if (f->kind != FACT_META || !f->key || !f->value || strcmp(f->key, "license_added") != 0 ||
			    finding_tells(d->artifact, f) || tells_of_weights(d, e, f, l))
				continue;
			finding_add(d->artifact, d->arena, FINDING_ADDED_TERM, &f, 1, "%s, adds to the text of %s: \"%s\".",
				    dossier_where(d, f), license_title(l, d->arena), dossier_words(d, f->value));
			break;
		}
	}
}
