/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "findings/package_claims.h"

#include "findings/claims.h"
#include "findings/conclude.h"
#include "findings/finding.h"
#include "findings/package_terms.h"
#include "findings/said.h"
#include "findings/scope.h"

#include <stdlib.h>
#include <string.h>

/* A whole license that may be a package's: its file is not called after the model or the data. */
static bool may_be_of_package(const struct folder_text *t)
{
	return t->match->state != MATCH_PARTIAL && (!t->of || t->of & SAID_OF_CODE);
}

/* The text that governs the model, where the package is no part of its own and claims none of those; NULL. */
static const struct fact *contradicting_above(const struct dossier *d, const struct claim *c)
{
	for (size_t i = 0; i < d->n_texts; i++)
		if (claim_names(d->catalog, c->expression, d->texts[i].license))
			return NULL;
	if (scope_lies_with_others(d)) /* the text lies above: it is that of whoever put the package there */
		return NULL;
	return d->n_texts ? d->texts[0].fact : NULL;
}

static bool is_alike(const struct dossier *d, const struct fact *text, const struct claim *c)
{
	return claim_names(d->catalog, c->expression, ((const struct match *)text->detail)->license);
}

/* A license text in the folder (so many bytes of the package's name): one that the package claims, else the first; those of components,
 * which are called so ("LICENSE-wings"), only where there are no others; NULL. */
static const struct fact *text_in(const struct dossier *d, const struct claim *c, size_t folder)
{
	const struct folder_text *first[2] = {NULL}, *claimed[2] = {NULL}; /* of what is here, and of components */
	size_t n;
	const struct folder_text *texts = scope_texts(d, c->entry->name, folder, &n);
	for (size_t i = 0; i < n; i++) {
		const struct folder_text *t = &texts[i];
		if (!may_be_of_package(t))
			continue;
		first[t->of_component] = first[t->of_component] ? first[t->of_component] : t;
		if (!claimed[t->of_component] && claim_names(d->catalog, c->expression, t->license))
			claimed[t->of_component] = t;
	}
	bool component = !first[false];
	const struct folder_text *found = claimed[component] ? claimed[component] : first[component];
	return found ? found->fact : NULL;
}

/* A text in the nearest folder above the package's that has a license file; NULL: its own folder has one, or none has. */
static const struct fact *text_above(const struct dossier *d, const struct claim *c)
{
	size_t folder = c->entry->dir, root = strlen(d->group->root);
	if (scope_has_license_file(d, c->entry->name, folder))
		return NULL;
	while (folder > root) {
		folder = path_parent(c->entry->name, folder);
		if (scope_has_license_file(d, c->entry->name, folder))
			return text_in(d, c, folder);
	}
	return NULL;
}

/*
 * A package in a folder of its own may be a library of others that was put there, and the text above is not for that: unless the folder is
 * called like what is here.
 */
static bool is_of_publisher(const struct dossier *d, const struct entry *package)
{
	return !scope_is_elsewhere(d, package) || scope_is_own_folder(d, package);
}

/* The license text that the package does not claim: in its folder, else above; NULL. What third parties got wrong is theirs to mend. */
static const struct fact *contradicting_text(const struct dossier *d, const struct claim *c)
{
	bool below = scope_is_elsewhere(d, c->entry);
	const struct fact *text = below && scope_is_of_others(d, c->entry) ? NULL : text_in(d, c, c->entry->dir);
	if (below && !text && is_of_publisher(d, c->entry))
		text = text_above(d, c);
	if (!text)
		return below ? NULL : contradicting_above(d, c);
	return is_alike(d, text, c) ? NULL : text;
}

/* What a tool left there claims nothing; what is in a package that nobody takes, nothing of what lies above it. */
static bool is_unattended(const struct dossier *d, const struct claim *c)
{
	for (size_t i = 0; i < c->entry->count; i++) {
		const struct fact *f = &c->entry->facts[i];
		if (f->kind == FACT_META && f->key && f->value && !strcmp(f->key, "package_unattended"))
			return strcmp(f->value, "private") != 0 || !scope_has_license_file(d, c->entry->name, c->entry->dir);
	}
	return false;
}

/* --- where there is no text ----------------------------------------------------------------------------------------------------- */

/* In a sentence or a badge of a card, of all that is here or of all of the code, as it is now. A plain label is often that of a model. */
static bool is_of_package(const struct said *s)
{
	const unsigned others = SAID_OF_BASE | SAID_BEFORE | SAID_BY_ROW | SAID_OF_SOME | SAID_OF_PART;
	bool label = (s->of & (SAID_BY_LABEL | SAID_BY_IMAGE | SAID_OF_CODE)) == SAID_BY_LABEL;
	return !label && s->of & (SAID_OF_ALL | SAID_OF_CODE) && !(s->of & others) && s->entry->role == DOCUMENT_CARD;
}

/* How to cite what is here is told of the model as well: one whose license is that of the weights says nothing of the code. */
static bool cites_weights(const struct dossier *d, const struct claim *c)
{
	bool cites = c->fact->reader && !strcmp(c->fact->reader, "citation");
	for (size_t i = 0; i < d->n_said && cites; i++)
		if (d->said[i].of & SAID_OF_WEIGHTS && !(d->said[i].of & (SAID_OF_BASE | SAID_BEFORE)) &&
		    expressions_meet(d->catalog, c->expression, d->said[i].expression))
			return true;
	return false;
}

/* What cards say first of it, where there is no license text and none of them names a license that the package claims; NULL. */
static const struct said *contradicting_card(const struct dossier *d, const struct claim *c)
{
	const struct said *found = NULL;
	if (d->n_texts || d->n_left || d->unknown_governs || !is_of_publisher(d, c->entry) ||
	    scope_has_license_file(d, c->entry->name, c->entry->dir) || cites_weights(d, c))
		return NULL;
	for (size_t i = 0; i < d->n_said; i++) {
		if (!is_of_package(&d->said[i]))
			continue;
		if (expressions_meet(d->catalog, c->expression, d->said[i].expression))
			return NULL;
		found = found ? found : &d->said[i];
	}
	return found;
}

/* --- where the license file only names one ---------------------------------------------------------------------------------------- */

/* The nearest folder, from the package's own up, that has a license file; false: none has. */
static bool find_folder_of_license(const struct dossier *d, const struct claim *c, size_t *folder)
{
	size_t root = strlen(d->group->root);
	for (*folder = c->entry->dir; !scope_has_license_file(d, c->entry->name, *folder);) {
		if (*folder <= root)
			return false;
		*folder = path_parent(c->entry->name, *folder);
	}
	return true;
}

static bool names_in_folder(const struct dossier *d, const struct said *s, const struct claim *c, size_t folder)
{
	const struct entry *e = s->entry;
	if (e->role != DOCUMENT_LICENSE || e->dir != folder || !path_below(e->name, c->entry->name, folder))
		return false;
	unsigned of = scope_of_entry(d, e);
	return (!of || of & SAID_OF_CODE) && said_by_file(d, e);
}

/* The document names a license that the package claims, in whatever words: "or, as you like, under Pear". */
static bool names_claimed(const struct dossier *d, const struct entry *e, const struct claim *c)
{
	for (size_t i = 0; i < e->count; i++) {
		const struct match *m = e->facts[i].kind == FACT_MATCH ? e->facts[i].detail : NULL;
		if (m && m->license && claim_names(d->catalog, c->expression, m->license))
			return true;
	}
	return false;
}

/* What the license files say first that lie nearest, where they hold no text, and none of them names what the package claims; NULL. */
static const struct said *contradicting_notice(const struct dossier *d, const struct claim *c)
{
	const struct said *found = NULL;
	size_t folder, n;
	bool own = is_of_publisher(d, c->entry) && find_folder_of_license(d, c, &folder);
	if (!own || d->unknown_governs || cites_weights(d, c))
		return NULL;
	scope_texts(d, c->entry->name, folder, &n);
	for (size_t i = 0; i < d->n_said && !n; i++) {
		if (!names_in_folder(d, &d->said[i], c, folder))
			continue;
		if (expressions_meet(d->catalog, c->expression, d->said[i].expression) || names_claimed(d, d->said[i].entry, c))
			return NULL;
		found = found ? found : &d->said[i];
	}
	return found;
}

/* --- the findings --------------------------------------------------------------------------------------------------------------- */

/* What else the manifest declares that is not the license of that text: " (line 9, MIT)". */
static const char *declared_besides(const struct dossier *d, const struct claim *c, const struct fact *text)
{
	const char *out = "";
	for (size_t i = 0; i < d->n_claims; i++) {
		const struct claim *o = &d->claims[i];
		if (o->entry != c->entry || !o->package || !o->expression || is_alike(d, text, o) ||
		    expressions_meet(d->catalog, o->expression, c->expression))
			continue;
		out = arena_printf(d->arena, "%s%sline %u, %s", out, *out ? "; " : " (", o->fact->at.line_start,
				   expression_print(o->expression, d->arena));
	}
	return *out ? arena_printf(d->arena, "%s)", out) : out;
}

/* besides: what else it declares, or "". */
static void add(struct dossier *d, const struct claim *c, const char *besides, const struct fact *against, const char *what)
{
	const struct fact *evidence[] = {c->fact, against};
	finding_add(d->artifact, d->arena, FINDING_PACKAGE_CLAIM_CONTRADICTS, evidence, 2,
		    "%s, declares %s%s for the package, but %s.", dossier_where(d, c->fact),
		    expression_print(c->expression, d->arena), besides, what);
}

/* Nor is it what else the package says of its license, in its metadata or in a license file of its own making. */
static bool contradicts_terms(struct dossier *d, const struct claim *c)
{
	const struct fact *terms = package_terms_against(d, c);
	const struct claim *other = terms ? NULL : package_contradicts_itself(d, c);
	const struct claim *closed = terms || other ? NULL : package_keeps_out(d, c);
	if (terms)
		add(d, c, "", terms,
		    arena_printf(d->arena, "%s, restricts use (%s: \"%s\")", dossier_where(d, terms),
				 ((const struct restriction *)terms->detail)->kind->id,
				 dossier_words(d, ((const struct restriction *)terms->detail)->text)));
	if (other)
		add(d, c, "", other->fact,
		    arena_printf(d->arena, "line %u declares %s", other->fact->at.line_start,
				 expression_print(other->expression, d->arena)));
	if (closed)
		add(d, c, "", closed->fact,
		    arena_printf(d->arena, "line %u declares \"%s\"", closed->fact->at.line_start,
				 dossier_words(d, closed->fact->value)));
	return terms || other || closed;
}

/* True: it contradicts a text, or a card or license file that names another license, which is told. */
static bool contradicts(struct dossier *d, const struct claim *c)
{
	const struct fact *text = contradicting_text(d, c);
	const struct said *s = text ? NULL : contradicting_card(d, c), *notice = text || s ? NULL : contradicting_notice(d, c);
	const struct match *m = text ? text->detail : NULL;
	if (m)
		add(d, c, declared_besides(d, c, text), text,
		    arena_printf(d->arena, "%s is %s of %s", dossier_name(d, text->at.entry), dossier_held_as(m->state),
				 license_title(m->license, d->arena)));
	if (s)
		add(d, c, "", s->fact,
		    arena_printf(d->arena, "%s, says \"%s\", and no license text is here", dossier_where(d, s->fact),
				 dossier_quote(d, s->fact)));
	if (notice)
		add(d, c, "", notice->fact,
		    arena_printf(d->arena, "%s only names %s", dossier_name(d, notice->entry->name),
				 expression_print(notice->expression, d->arena)));
	return text || s || notice;
}

/* The first license text beside the package, where each of them is one that anybody may do everything with; NULL. */
static const struct folder_text *free_text_beside(const struct dossier *d, const struct entry *package)
{
	size_t n;
	const struct folder_text *texts = scope_texts(d, package->name, package->dir, &n);
	for (size_t i = 0; i < n; i++)
		if (!may_be_of_package(&texts[i]) || !license_is_among(texts[i].license, &d->catalog->free_of_terms))
			return NULL;
	return n ? texts : NULL;
}

/* A package that names no license, and calls it proprietary or says who alone is let in, beside such a text. */
static void find_closed(struct dossier *d, const struct claim *c, const struct claim *end)
{
	const struct claim *found = NULL;
	const struct entry *package = c->entry;
	for (; c < end; c++) {
		bool proprietary = c->fact->value && strcasestr(c->fact->value, "proprietary"),
		     closed = c->package && (proprietary || package_classifier_restricts(d, c));
		if (c->expression || is_unattended(d, c))
			return;
		found = closed && !found ? c : found;
	}
	const struct folder_text *text = found && is_of_publisher(d, package) ? free_text_beside(d, package) : NULL;
	const struct fact *evidence[] = {found ? found->fact : NULL, text ? text->fact : NULL};
	if (text)
		finding_add(d->artifact, d->arena, FINDING_PACKAGE_CLAIM_CONTRADICTS, evidence, 2,
			    "%s, declares \"%s\" for the package, but %s is %s of %s.", dossier_where(d, found->fact),
			    dossier_words(d, found->fact->value), dossier_name(d, text->fact->at.entry),
			    dossier_held_as(text->match->state), license_title(text->license, d->arena));
}

struct reported { /* entries whose claims are known to contradict a text, by address */
	const struct entry **at;
	size_t count;
};

static struct reported find_reported(const struct dossier *d)
{
	struct reported r = {.at = arena_array(d->arena, d->n_statements + 1, sizeof *r.at)};
	for (size_t i = 0; i < d->n_statements; i++)
		if (d->statements[i].contradicts)
			r.at[r.count++] = d->statements[i].entry;
	if (r.count)
		qsort(r.at, r.count, sizeof *r.at, entry_by_address);
	return r;
}

static bool is_reported(const struct reported *r, const struct entry *e)
{
	return r->count && bsearch(&e, r->at, r->count, sizeof *r->at, entry_by_address);
}

/* One of the manifest's claims that does; nothing else of it is told then. */
static bool any_contradicts(struct dossier *d, const struct claim *c, const struct claim *end,
			    bool (*contradict)(struct dossier *, const struct claim *))
{
	for (; c < end; c++)
		if (c->package && c->expression && !is_unattended(d, c) && contradict(d, c))
			return true;
	return false;
}

/* One finding for each package, rather of a text or a card than of what it says itself. */
void package_claims_find(struct dossier *d)
{
	struct reported reported = find_reported(d);
	for (const struct claim *c = d->claims, *last = c + d->n_claims, *end; c < last; c = end) {
		for (end = c + 1; end < last && end->entry == c->entry;)
			end++;
		if (!is_reported(&reported, c->entry) && !any_contradicts(d, c, end, contradicts) &&
		    !any_contradicts(d, c, end, contradicts_terms))
			find_closed(d, c, end);
	}
}
