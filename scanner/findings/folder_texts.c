/* SPDX-License-Identifier: MIT */
#include "findings/folder_texts.h"

#include "findings/beside.h"
#include "findings/claims.h"
#include "findings/compat_words.h"
#include "findings/conclude.h"
#include "findings/finding.h"
#include "findings/said.h"
#include "findings/scope.h"

#include <string.h>

/* Not of data or papers, which are no part of a program; a collection of licenses is for no folder. */
static bool is_of_part(const struct dossier *d, const struct entry *e)
{
	unsigned other = SAID_OF_DATA | SAID_OF_DOCUMENTS;
	return e->role == DOCUMENT_LICENSE && scope_is_elsewhere(d, e) && !scope_is_collected(e) &&
	       !(scope_of_name(d->catalog, e->name, strlen(e->name)) & other);
}

static bool is_carried(const struct compat *x)
{
	return x->verdict == COMPAT_CARRIED || x->verdict == COMPAT_UNKNOWN;
}

/* Of a component, or of data alone: none of what else is in the folder. */
static bool is_of_else(const struct folder_text *t)
{
	return t->of_component || (t->of && !(t->of & (SAID_OF_WEIGHTS | SAID_OF_CODE)));
}

/* Does what is concluded, or a text of the folder of so many bytes, carry the part? Else sets what is not carried, and by which text. */
static bool carries(const struct dossier *d, const struct expression *part, const struct entry *e, size_t folder,
		    struct compat *x, const struct folder_text **by)
{
	size_t n;
	const struct folder_text *texts = scope_texts(d, e->name, folder, &n);
	*by = NULL;
	for (size_t i = 0; i < n; i++) {
		if (is_of_else(&texts[i]))
			continue;
		struct compat one = compat_compare(d->catalog, part, expression_license(texts[i].license, d->arena));
		if (is_carried(&one))
			return true;
		if (!*by || ((*by)->of && !texts[i].of)) { /* rather one that is for all */
			*x = one;
			*by = &texts[i];
		}
	}
	struct compat all = d->artifact->expression ? compat_compare(d->catalog, part, d->artifact->expression) : *x;
	return !*by || is_carried(&all);
}

/* Of all that is in the folder, or of a kind of it. */
static bool has_texts(const struct dossier *d, const struct entry *e, size_t folder)
{
	size_t n, i = 0;
	const struct folder_text *texts = scope_texts(d, e->name, folder, &n);
	while (i < n && is_of_else(&texts[i]))
		i++;
	return i < n;
}

const struct folder_text *folder_not_carrying(const struct dossier *d, const struct expression *part, const struct entry *e,
					      bool own, struct compat *x)
{
	const struct folder_text *by;
	size_t root = strlen(d->group->root), folder = e->dir;
	bool found = own && has_texts(d, e, folder);
	while (folder > root && !found) {
		folder = path_parent(e->name, folder);
		found = has_texts(d, e, folder);
	}
	return found && !carries(d, part, e, folder, x, &by) ? by : NULL;
}

/* A card tells what another document is under, not one beside it that only says the same in other words. */
static bool tells_of(const struct entry *card, const struct entry *file)
{
	bool twin = file->role == DOCUMENT_CARD && card->dir == file->dir;
	return card != file && card->role == DOCUMENT_CARD && !twin && path_below(file->name, card->name, card->dir);
}

bool folder_license_named(const struct dossier *d, const struct entry *file, const struct license *l)
{
	for (size_t i = 0; i < d->group->count; i++) {
		const struct entry *e = d->group->entries[i];
		if (tells_of(e, file) && said_mentions(d, e, l))
			return true;
	}
	return false;
}

/* Was the file found to restrict use more than the license here does? */
static bool is_told(const struct dossier *d, const struct entry *e)
{
	for (size_t i = 0; i < d->artifact->n_findings; i++) {
		const struct finding *f = &d->artifact->findings[i];
		if (finding_is(f, FINDING_PART_RESTRICTS_MORE) && !strcmp(f->evidence[0]->at.entry, e->name))
			return true;
	}
	return false;
}

/* The first whole license of the file, where it has no other: one that has several is a choice, or a list of notices. */
static const struct fact *only_text(const struct entry *e)
{
	const struct fact *found = NULL;
	for (size_t i = 0; i < e->count; i++) {
		const struct match *m = e->facts[i].kind == FACT_MATCH ? e->facts[i].detail : NULL;
		if (!m || !m->license || m->license->policy || m->license->exception || m->state >= MATCH_MENTION)
			continue;
		if (found || m->state == MATCH_PARTIAL)
			return NULL;
		found = &e->facts[i];
	}
	return found;
}

/* Both restrict use, each in its own way: no copyleft that the other license breaks, and nobody takes the whole for free of limits. */
static bool is_lesser(const struct dossier *d, const struct license *part, const struct license *above, const struct compat *x)
{
	bool same_side = beside_keeps_anybody_out(d->catalog, above) && beside_keeps_anybody_out(d->catalog, part);
	return x->verdict == COMPAT_OTHER || same_side;
}

/* Beside it lies the text of a license that lets the part stay in the work: which of the two the part is under, nobody says
 * here. One in two halves has them in COPYING and COPYING.LESSER. */
static bool has_milder_beside(const struct dossier *d, const struct entry *e, const struct license *l,
			      const struct license *above)
{
	size_t n;
	const struct folder_text *texts = scope_texts(d, e->name, e->dir, &n);
	for (size_t i = 0; i < n; i++) {
		if (texts[i].license == l)
			continue;
		struct compat x = compat_compare(d->catalog, expression_license(texts[i].license, d->arena),
						 expression_license(above, d->arena));
		if (compat_ends_at_part(&x) || (is_carried(&x) && !is_of_else(&texts[i])))
			return true;
	}
	return false;
}

static void tell(struct dossier *d, const struct entry *e, const struct fact *text, const struct folder_text *above,
		 const struct compat *x)
{
	const struct match *m = text->detail;
	const struct license *l = m->license;
	bool meant = is_lesser(d, l, above->license, x) || compat_ends_at_part(x) || scope_is_of_others(d, e) ||
		     scope_is_of_show(d, e) || folder_license_named(d, e, l) || has_milder_beside(d, e, l, above->license);
	enum finding_number number = meant ? FINDING_LICENSES_BY_PART : FINDING_PART_NOT_CARRIED;
	const struct fact *evidence[] = {text, above->fact};
	if (!finding_of_license(d->artifact, number, l))
		finding_add(d->artifact, d->arena, number, evidence, 2,
			    "%s is %s of %s, and %s, the license of %s above it, cannot carry what that demands: %s.",
			    dossier_name(d, e->name), dossier_held_as(m->state), license_title(l, d->arena),
			    license_title(above->license, d->arena), dossier_name(d, above->fact->at.entry),
			    compat_missing(x, d->arena));
}

/* "wings/MODEL_LICENSE", and no license is concluded that would mean it: it is that of the model of the folder. */
static void tell_of_model(struct dossier *d, const struct entry *e, const struct fact *text)
{
	const struct license *l = ((const struct match *)text->detail)->license;
	const struct expression *here = d->artifact->expression;
	if ((here && expression_names(here, l)) || finding_of_license(d->artifact, FINDING_LICENSES_BY_PART, l))
		return;
	finding_add(d->artifact, d->arena, FINDING_LICENSES_BY_PART, &text, 1,
		    "%s is the text of %s, which is that of the model of its folder.", dossier_name(d, e->name),
		    license_title(l, d->arena));
}

static void compare(struct dossier *d, const struct entry *e)
{
	const struct fact *text = is_of_part(d, e) && !is_told(d, e) ? only_text(e) : NULL;
	const struct license *l = text ? ((const struct match *)text->detail)->license : NULL;
	if (!l || finding_of_license(d->artifact, FINDING_PART_NOT_CARRIED, l))
		return;
	struct compat x = {0};
	const struct folder_text *above = folder_not_carrying(d, expression_license(l, d->arena), e, false, &x);
	if (above)
		tell(d, e, text, above, &x);
	else if (scope_of_entry(d, e) & SAID_OF_WEIGHTS)
		tell_of_model(d, e, text);
}

/* Each license once; a folder that nobody means is told even where another with the license is meant. */
void folder_texts_find(struct dossier *d)
{
	for (size_t i = 0; i < d->group->count; i++)
		compare(d, d->group->entries[i]);
}
