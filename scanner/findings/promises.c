/* SPDX-License-Identifier: MIT */
#include "findings/promises.h"

#include "findings/beside.h"
#include "findings/claims.h"
#include "findings/compat.h"
#include "findings/conclude.h"
#include "findings/finding.h"
#include "findings/scope.h"

#include <string.h>

enum { CONDITION_REACH = 200 };

bool promises_of_model(const struct dossier *d, const struct restriction *promise)
{
	unsigned of = beside_subject_of(d, promise);
	return !(of & SAID_OF_OTHERS) &&
	       (of & (SAID_OF_WEIGHTS | SAID_OF_WHOLE) || (!of && scope_names_artifact(d, promise->text)));
}

/* A license file's own words, or a term of the license here. */
static bool is_of_license(const struct dossier *d, const struct fact *f, const struct expression *here)
{
	const struct restriction *r = f->detail;
	if (r->license)
		return here && compat_restricts(d->catalog, here, r->kind) && expression_names(here, r->license);
	const struct entry *e = entries_find(d->entries, f->at.entry);
	return e && e->role == DOCUMENT_LICENSE && !scope_is_elsewhere(d, e);
}

/* It stands against the promise: it keeps a whole trade out, or says in its words that it puts what is promised under a condition. */
static bool breaks(const struct catalog *c, const struct restriction *r, const struct kind *promise)
{
	return beside_has_kind(&promise->broken_by, r->kind->id) &&
	       (beside_keeps_out(c, r->kind) || (r->text && beside_holds_one(&promise->promised, r->text)));
}

static const struct fact *breaking(const struct dossier *d, const struct kind *promise)
{
	const struct expression *here = beside_license(d);
	for (size_t i = 0; i < d->artifact->n_restrictions; i++) {
		const struct fact *f = d->artifact->restrictions[i];
		if (breaks(d->catalog, f->detail, promise) && is_of_license(d, f, here))
			return f;
	}
	return NULL;
}

/* "LICENSE, line 3, does not (non-commercial: …)", or the clause of a license whose text is not here. */
static const char *breaking_told(const struct dossier *d, const struct fact *f)
{
	const struct restriction *r = f->detail;
	if (r->text)
		return arena_printf(d->arena, "%s, does not grant that (%s: \"%s\")", dossier_where(d, f), r->kind->id,
				    dossier_words(d, r->text));
	return arena_printf(d->arena, "%s does not grant that (%s%s%s)", license_title(r->license, d->arena), r->kind->id,
			    r->clause ? ", clause " : "", r->clause ? r->clause : "");
}

/* Does the sentence name the license that it speaks of, and is it another one than that which stands against the promise? */
static bool promises_of_another(const struct dossier *d, const struct fact *promise, const struct fact *against)
{
	const struct license *l = ((const struct restriction *)against->detail)->license;
	const struct entry *e = entries_find(d->entries, against->at.entry);
	const struct expression *held = l ? expression_license(l, d->arena) : e ? claim_entry_licenses(d, e) : NULL;
	const struct entry *card = entries_find(d->entries, promise->at.entry);
	bool another = false;
	for (size_t i = 0; held && card && i < card->count; i++) {
		const struct fact *f = &card->facts[i];
		const struct match *m = f->kind == FACT_MATCH && beside_is_inside(f, promise) ? f->detail : NULL;
		if (!m || !m->license)
			continue;
		if (expressions_meet(d->catalog, expression_license(m->license, d->arena), held))
			return false;
		another = true;
	}
	return another;
}

/* A license that, as a card says, was changed for another: what its text does not grant is what the card tells. */
static bool is_former(const struct dossier *d, const struct fact *against)
{
	const struct restriction *r = against->detail;
	const struct entry *e = entries_find(d->entries, against->at.entry);
	const struct expression *held = r->license ? expression_license(r->license, d->arena)
					: e	   ? claim_entry_licenses(d, e)
						   : NULL;
	for (size_t i = 0; held && i < d->n_said; i++)
		if (d->said[i].of & SAID_BEFORE && expressions_meet(d->catalog, d->said[i].expression, held))
			return true;
	return false;
}

/* The card tells the condition in the same breath: "supports commercial use. For that, write to us to apply". */
static bool tells_condition(const struct entry *card, const struct fact *promise, const struct fact *against)
{
	const struct kind *kind = ((const struct restriction *)against->detail)->kind;
	for (size_t i = 0; i < card->count; i++) {
		const struct fact *f = &card->facts[i];
		const struct restriction *r = f->kind == FACT_RESTRICTION ? f->detail : NULL;
		if (r && r->kind == kind && f->at.start + CONDITION_REACH >= promise->at.start &&
		    f->at.start <= promise->at.end + CONDITION_REACH)
			return true;
	}
	return false;
}

static bool find_promise_in(struct dossier *d, const struct entry *e)
{
	for (size_t i = 0; i < e->count; i++) {
		const struct fact *f = &e->facts[i];
		const struct restriction *r = f->kind == FACT_PROMISE ? f->detail : NULL;
		const struct fact *against = r && r->text && promises_of_model(d, r) ? breaking(d, r->kind) : NULL;
		if (!against || promises_of_another(d, f, against) || is_former(d, against) || tells_condition(e, f, against))
			continue;
		const struct fact *evidence[] = {f, against};
		finding_add(d->artifact, d->arena, FINDING_PROMISE_EXCEEDS, evidence, 2, "%s, promises: \"%s\", and %s.",
			    dossier_where(d, f), dossier_words(d, r->text), breaking_told(d, against));
		return true;
	}
	return false;
}

void promises_find(struct dossier *d)
{
	bool found = false;
	for (size_t i = 0; i < d->group->count && !found; i++) {
		const struct entry *e = d->group->entries[i];
		found = e->role == DOCUMENT_CARD && !scope_is_elsewhere(d, e) && find_promise_in(d, e);
	}
}
