/* SPDX-License-Identifier: MIT */
#include "findings/restricted_parts.h"

#include "findings/absent.h"
#include "findings/beside.h"
#include "findings/claims.h"
#include "findings/compat.h"
#include "findings/compat_words.h"
#include "findings/conclude.h"
#include "findings/finding.h"
#include "findings/links.h"
#include "findings/said.h"
#include "findings/scope.h"
#include "findings/texts.h"

#include <string.h>

/* Text in a folder for something else, a bundled library say; not of data, nor of another model, which come with terms of their own. */
static bool is_of_bundled_part(const struct dossier *d, const struct entry *e)
{
	return e->role == DOCUMENT_LICENSE && scope_is_elsewhere(d, e) &&
	       !(scope_of_name(d->catalog, e->name, strlen(e->name)) & (SAID_OF_DATA | SAID_OF_DOCUMENTS)) &&
	       (!(scope_of_entry(d, e) & SAID_OF_WEIGHTS) || scope_is_of_others(d, e));
}

/*
 * A clause of a card that speaks of what a link leads to, and of nothing that is here: "[Wren](https://…) is for research only"; in a table
 * or below a heading of data it is a data set, which is no part of the model.
 */
static bool is_of_linked_part(const struct dossier *d, const struct entry *e, const struct restriction *r)
{
	return e->role == DOCUMENT_CARD && !scope_is_elsewhere(d, e) && r->text && beside_links_to_others(d, r->text) &&
	       !(r->about & SAID_OF_DATA) && !(scope_of_clause(d->catalog, r->text) & ~(unsigned)SAID_OF_OTHERS) &&
	       !beside_only_intends(d->catalog, r->text);
}

/* The clause was found to be one that restricts what is here. */
static bool is_told_already(const struct dossier *d, const struct fact *f)
{
	for (size_t i = 0; i < d->artifact->n_findings; i++) {
		const struct finding *told = &d->artifact->findings[i];
		if (finding_is(told, FINDING_TERMS_BESIDE_LICENSE) && told->evidence[0]->at.start == f->at.start &&
		    !strcmp(told->evidence[0]->at.entry, f->at.entry))
			return true;
	}
	return false;
}

/* A card links to the file where it speaks of what is here: its own license, of some of it. NULL: none does. */
static const struct fact *own_link_to(struct dossier *d, const struct entry *e)
{
	const struct entry *target;
	for (size_t i = 0; i < d->group->count; i++) {
		const struct entry *card = d->group->entries[i];
		bool looks = card->role == DOCUMENT_CARD && !scope_is_elsewhere(d, card);
		for (size_t k = 0; k < card->count && looks; k++) {
			const struct fact *f = &card->facts[k];
			const char *path;
			if (link_is(f, &path) && link_license(d, card, f, &target) && target == e && !link_is_of_others(card, f))
				return f;
		}
	}
	return NULL;
}

/* Of what the document restricts use, as far as is known. */
static const char *part_told(struct dossier *d, const struct entry *e)
{
	const struct fact *link = e->role == DOCUMENT_LICENSE ? own_link_to(d, e) : NULL;
	return link ? arena_printf(d->arena, "some of what is here, by %s", dossier_where(d, link))
		    : "a part that comes from others";
}

static bool find_in_part(struct dossier *d, const struct entry *e, const struct expression *here)
{
	bool bundled = is_of_bundled_part(d, e);
	for (size_t i = 0; i < e->count; i++) {
		const struct fact *f = &e->facts[i];
		const struct restriction *r = f->kind == FACT_RESTRICTION ? f->detail : NULL;
		if (!r || !r->text || !beside_keeps_out(d->catalog, r->kind) || compat_restricts(d->catalog, here, r->kind) ||
		    !(bundled || (!r->license && is_of_linked_part(d, e, r) && !is_told_already(d, f))))
			continue;
		finding_add(d->artifact, d->arena, FINDING_PART_RESTRICTS_MORE, &f, 1,
			    "%s, restricts use of %s (%s: \"%s\"), and %s, which is the license here, does not.",
			    dossier_where(d, f), part_told(d, e), r->kind->id, dossier_words(d, r->text),
			    expression_print(here, d->arena));
		return true;
	}
	return false;
}

/* What the license restricts use by, and the one here does not; NULL. */
static const struct kind *limit_of(const struct catalog *c, const struct license *l, const struct expression *here)
{
	for (uint32_t i = 0; l && i < l->n_terms; i++)
		if (beside_limits_use(c, l->terms[i].kind) && !compat_restricts(c, here, l->terms[i].kind))
			return l->terms[i].kind;
	return NULL;
}

/* A folder has its text: the part is in there, and which license is for what is told (findings/folder_texts.h). */
static bool is_of_folder(const struct dossier *d, const struct license *l)
{
	for (size_t i = 0; i < d->group->count; i++) {
		const struct entry *e = d->group->entries[i];
		size_t n = 0;
		const struct folder_text *texts =
			e->role == DOCUMENT_LICENSE && scope_is_elsewhere(d, e) && !scope_is_of_others(d, e)
				? scope_texts(d, e->name, e->dir, &n)
				: NULL;
		for (size_t k = 0; k < n; k++)
			if (license_is(texts[k].license, l))
				return true;
	}
	return false;
}

/* The license that a card puts a part under, and that is none of those that are here; NULL. */
static const struct license *license_of_part(const struct dossier *d, const struct said *s)
{
	const struct license *l = s->of & SAID_OF_PART ? s->expression->license : NULL;
	return l && !text_is_held(d, s->expression) && !is_of_folder(d, l) ? l : NULL;
}

/* A card asks the users of a part to comply with its license. */
static bool find_license_of_part(struct dossier *d, const struct expression *here)
{
	for (size_t i = 0; i < d->n_said; i++) {
		const struct said *s = &d->said[i];
		const struct license *l = license_of_part(d, s);
		const struct kind *k = limit_of(d->catalog, l, here);
		if (!k)
			continue;
		finding_add(d->artifact, d->arena, FINDING_PART_RESTRICTS_MORE, &s->fact, 1,
			    "%s, puts a part that comes from others under %s, which restricts use (%s): \"%s\"; %s, the license "
			    "here, does not.",
			    dossier_where(d, s->fact), license_title(l, d->arena), k->id, dossier_quote(d, s->fact),
			    expression_print(here, d->arena));
		return true;
	}
	return false;
}

/* What the license of a part demands of all that is made from it, the license here cannot carry: copyleft. */
static void find_part_not_carried(struct dossier *d, const struct expression *here)
{
	for (size_t i = 0; i < d->n_said; i++) {
		const struct said *s = &d->said[i];
		const struct license *l = license_of_part(d, s);
		struct compat x = {0};
		if (l && !limit_of(d->catalog, l, here))
			x = compat_compare(d->catalog, s->expression, here);
		if (!compat_conflicts(&x) || compat_ends_at_part(&x))
			continue;
		finding_add(d->artifact, d->arena, FINDING_PART_NOT_CARRIED, &s->fact, 1,
			    "%s, puts a part under %s (\"%s\"), and %s, the license here, cannot carry what that demands: %s.",
			    dossier_where(d, s->fact), license_title(l, d->arena), dossier_quote(d, s->fact),
			    expression_print(here, d->arena), compat_missing(&x, d->arena));
		return;
	}
}

/* --- heads of source files --------------------------------------------------------------------------------------------------- */

enum { HEAD_LINES = 40, HEADS_LEAST = 3 };

struct heads { /* of source files that are put under one license */
	const struct license *license;
	const struct kind *limit; /* by which it restricts use, and the one here does not */
	const struct fact *files[HEADS_LEAST];
	size_t n_files;
	bool in_folders; /* in several: one that was taken in lies in one */
};

/* The name of the license that the head of a source file puts it under; NULL: it has none, or is one of others. */
static const struct fact *head_of(const struct dossier *d, const struct entry *e)
{
	const struct fact *name = NULL;
	bool source = e->role < DOCUMENT_NOTICE && !e->weights && !scope_is_of_others(d, e);
	for (size_t i = 0; i < e->count && source; i++) {
		const struct fact *f = &e->facts[i];
		const struct match *m = f->kind == FACT_MATCH ? f->detail : NULL;
		bool tag = m && m->how && !strncmp(m->how, "spdx-", 5) && f->at.line_start <= HEAD_LINES;
		if (tag && m->license)
			return f;
		name = f->kind == FACT_META && f->key && !strcmp(f->key, "license_head") ? f : name;
	}
	for (size_t i = 0; i < e->count && name; i++)
		if (e->facts[i].kind == FACT_MATCH && e->facts[i].at.start == name->at.start)
			return ((const struct match *)e->facts[i].detail)->license ? &e->facts[i] : NULL;
	return NULL;
}

static bool lie_together(const struct fact *a, const struct fact *b)
{
	size_t n = path_parent(a->at.entry, strlen(a->at.entry));
	return n == path_parent(b->at.entry, strlen(b->at.entry)) && !strncmp(a->at.entry, b->at.entry, n);
}

static void count_head(struct heads *h, const struct fact *f)
{
	h->in_folders |= h->n_files && !lie_together(h->files[0], f);
	if (h->n_files < HEADS_LEAST)
		h->files[h->n_files] = f;
	h->n_files++;
}

/* The repository itself tells of the license: its text is here, or a card names it. */
static bool is_license_told(const struct dossier *d, const struct license *l)
{
	for (size_t i = 0; i < d->n_said; i++)
		if (claim_means(d->catalog, d->said[i].expression, l))
			return true;
	for (size_t i = 0; i < d->group->count; i++) {
		const struct entry *e = d->group->entries[i];
		for (size_t k = 0; k < e->count && e->role >= DOCUMENT_CARD; k++) {
			const struct match *m = e->facts[k].kind == FACT_MATCH ? e->facts[k].detail : NULL;
			if (m && m->license && license_is(m->license, l))
				return true;
		}
	}
	return false;
}

/* Several source files, in several folders, are put under a license that restricts use: a single one was taken in from others. */
static void find_in_heads(struct dossier *d, const struct expression *here)
{
	struct heads h = {0};
	for (size_t i = 0; i < d->group->count; i++) {
		const struct fact *f = head_of(d, d->group->entries[i]);
		const struct license *l = f ? ((const struct match *)f->detail)->license : NULL;
		const struct kind *limit = l && !h.license ? limit_of(d->catalog, l, here) : NULL;
		if (limit)
			h = (struct heads){.license = l, .limit = limit};
		if (l && h.license && license_is(l, h.license))
			count_head(&h, f);
	}
	if (h.n_files < HEADS_LEAST || !h.in_folders || is_license_told(d, h.license))
		return;
	finding_add(d->artifact, d->arena, FINDING_PART_RESTRICTS_MORE, h.files, HEADS_LEAST,
		    "%s, puts the file under %s, which restricts use (%s), as %zu more source files do; %s, the license here, "
		    "does not.",
		    dossier_where(d, h.files[0]), license_title(h.license, d->arena), h.limit->id, h.n_files - 1,
		    expression_print(here, d->arena));
}

/* The name of a license that no record has, by which the head of a source file puts it under that; NULL. */
static const struct fact *unknown_head_of(struct dossier *d, const struct entry *e)
{
	bool source = e->role < DOCUMENT_NOTICE && !e->weights && !scope_is_of_others(d, e);
	for (size_t i = 0; i < e->count && source; i++) {
		const struct fact *f = &e->facts[i];
		if (f->kind == FACT_META && f->key && f->value && !strcmp(f->key, "license_head_unknown"))
			return f;
	}
	return NULL;
}

/* The same of a license of a name that no record has, and no text here may have. */
static void find_in_unknown_heads(struct dossier *d, const struct expression *here)
{
	struct heads h = {0};
	for (size_t i = 0; i < d->group->count; i++) {
		const struct fact *f = unknown_head_of(d, d->group->entries[i]);
		if (f && (!h.n_files || !strcmp(h.files[0]->value, f->value)))
			count_head(&h, f);
	}
	const struct entry *e = h.n_files >= HEADS_LEAST && h.in_folders ? entries_find(d->entries, h.files[0]->at.entry) : NULL;
	if (!e || !absent_is(d, e, h.files[0]) || absent_text_headed(d, h.files[0]->value))
		return;
	finding_add(
		d->artifact, d->arena, FINDING_PART_RESTRICTS_MORE, h.files, HEADS_LEAST,
		"%s, puts the file under the \"%s\", as %zu more source files do; no record has that, and nobody knows how it "
		"restricts use. %s, the license here, is another.",
		dossier_where(d, h.files[0]), dossier_quote(d, h.files[0]), h.n_files - 1, expression_print(here, d->arena));
}

void restricted_parts_find(struct dossier *d)
{
	const struct expression *here = beside_license(d);
	if (!here)
		return;
	bool found = find_license_of_part(d, here);
	for (size_t i = 0; i < d->group->count && !found; i++)
		found = find_in_part(d, d->group->entries[i], here);
	if (!found) {
		find_in_heads(d, here);
		find_in_unknown_heads(d, here);
	}
	if (!said_elsewhere(d)) /* of models that have licenses of their own the one here carries nothing */
		find_part_not_carried(d, here);
}
