/* SPDX-License-Identifier: MIT */
#include "findings/parts.h"

#include "base/utf8.h"
#include "findings/claims.h"
#include "findings/compat.h"
#include "findings/conclude.h"
#include "findings/finding.h"
#include "findings/said.h"
#include "findings/scope.h"

#include <string.h>

enum { QUOTE_BYTES = 240, SHOWN = 20, CLAUSE_BYTES = 250 };

static const char *quote(const struct dossier *d, const struct fact *f)
{
	return f->value ? utf8_visible(d->arena, f->value, strlen(f->value), QUOTE_BYTES) : "";
}

static const char *said_where(const struct dossier *d, const struct fact *f)
{
	return arena_printf(d->arena, "%s, line %u", dossier_name(d, f->at.entry), f->at.line_start);
}

/* --- a card names more licenses than there are texts ------------------------------------------------------------------------- */

struct missing {
	struct dossier *dossier;
	const struct statement *statement;
};

/* The sentence of the card that names the license. */
static const struct fact *sentence_naming(const struct dossier *d, const struct entry *e, const struct expression *x)
{
	for (size_t i = 0; i < d->n_said; i++)
		if (d->said[i].entry == e && d->said[i].expression->license == x->license)
			return d->said[i].fact;
	return NULL;
}

static bool text_is_left(const struct dossier *d, const struct expression *x)
{
	for (size_t i = 0; i < d->n_left; i++)
		if (claim_means(d->catalog, x, d->left[i].license))
			return true;
	return false;
}

static void say_missing(void *ctx, const struct expression *x)
{
	struct missing *m = ctx;
	struct dossier *d = m->dossier;
	const struct fact *f = x->license ? sentence_naming(d, m->statement->entry, x) : NULL;
	if (!f || text_is_held(d, x) || text_is_left(d, x))
		return;
	const struct fact *evidence[] = {f, d->texts[0].fact};
	finding_add(d->artifact, d->arena, FINDING_PART_WITHOUT_TEXT, evidence, 2,
		    "%s, names %s too (\"%s\"), and its text is not here; %s is the text of %s.", said_where(d, f),
		    license_title(x->license, d->arena), quote(d, f), dossier_name(d, d->texts[0].entry->name),
		    license_title(d->texts[0].license, d->arena));
}

static void find_missing_parts(struct dossier *d)
{
	for (size_t i = 0; i < d->n_statements && d->n_texts; i++) {
		struct missing m = {d, &d->statements[i]};
		if (d->statements[i].prose && !d->statements[i].contradicts)
			expression_each(d->statements[i].expression, say_missing, &m);
	}
}

/* --- a text that is for the code alone --------------------------------------------------------------------------------------- */

static const struct fact *sentence_for(const struct dossier *d, const struct license *l, bool code)
{
	for (size_t i = 0; i < d->n_said; i++)
		if ((d->said[i].of & SAID_OF_WEIGHTS) == 0 && (!code || d->said[i].of & SAID_OF_CODE) &&
		    claim_means(d->catalog, d->said[i].expression, l))
			return d->said[i].fact;
	return NULL;
}

static void find_code_alone(struct dossier *d)
{
	const struct statement *s = d->statements;
	size_t i = 0;
	while (i < d->n_left && d->left[i].named)
		i++;
	if (d->n_texts || i == d->n_left || !d->n_statements)
		return;
	const struct held *t = &d->left[i];
	const struct fact *evidence[] = {s->fact, t->fact};
	finding_add(d->artifact, d->arena, FINDING_CODE_LICENSE_ALONE, evidence, 2,
		    "%s: \"%s\". %s, the text of %s, is for other things than the weights; no text of %s is here.",
		    said_where(d, s->fact), quote(d, s->fact), dossier_name(d, t->entry->name),
		    license_title(t->license, d->arena), expression_print(s->expression, d->arena));
}

/* --- nothing is said of the weights ------------------------------------------------------------------------------------------ */

static const struct fact *code_sentence(const struct dossier *d)
{
	for (size_t i = 0; i < d->n_said; i++)
		if (d->said[i].of & SAID_OF_CODE)
			return d->said[i].fact;
	return NULL;
}

static bool model_is_spoken_of(const struct dossier *d)
{
	for (size_t i = 0; i < d->n_statements; i++)
		if (!d->statements[i].package)
			return true;
	return d->n_left > 0;
}

static void find_silence(struct dossier *d)
{
	if (d->n_texts > 1 || (d->n_texts && !d->artifact->n_weights) || model_is_spoken_of(d) || d->unknown_governs)
		return;
	const struct fact *f = d->n_texts ? sentence_for(d, d->texts[0].license, true) : code_sentence(d);
	if (!f)
		return;
	if (!d->n_texts) {
		finding_add(d->artifact, d->arena, FINDING_WEIGHTS_LICENSE_SILENT, &f, 1,
			    "%s, speaks of the code alone (\"%s\"), and nothing gives a license for the weights.",
			    said_where(d, f), quote(d, f));
		return;
	}
	const struct fact *evidence[] = {f, d->texts[0].fact};
	finding_add(d->artifact, d->arena, FINDING_WEIGHTS_LICENSE_SILENT, evidence, 2,
		    "%s, speaks of the code alone (\"%s\"), and nothing says that %s is for the weights too.", said_where(d, f),
		    quote(d, f), dossier_name(d, d->texts[0].entry->name));
}

/* --- the license of the weights is elsewhere --------------------------------------------------------------------------------- */

static bool weights_are_spoken_of(const struct dossier *d)
{
	for (size_t i = 0; i < d->n_said; i++)
		if (d->said[i].of & SAID_OF_WEIGHTS)
			return true;
	for (size_t i = 0; i < d->n_statements; i++)
		if (!d->statements[i].package && !d->statements[i].prose)
			return true;
	return d->n_left > 0 && d->n_texts > 0;
}

static bool is_elsewhere(const struct fact *f, bool spoken)
{
	if (f->kind != FACT_META || !f->key)
		return false;
	return !strcmp(f->key, "weights_license_beside") || (!spoken && !strcmp(f->key, "weights_license_elsewhere"));
}

static void find_elsewhere(struct dossier *d)
{
	bool spoken = weights_are_spoken_of(d);
	for (size_t i = 0; i < d->group->count; i++) {
		const struct entry *e = d->group->entries[i];
		for (size_t k = 0; k < e->count && e->role == DOCUMENT_CARD && !scope_is_elsewhere(d, e); k++) {
			const struct fact *f = &e->facts[k];
			if (!is_elsewhere(f, spoken))
				continue;
			finding_add(d->artifact, d->arena, FINDING_WEIGHTS_LICENSE_ELSEWHERE, &f, 1,
				    "%s, says that %s of the weights is somewhere else: \"%s\".", said_where(d, f),
				    strstr(f->key, "beside") ? "a license" : "the license", quote(d, f));
			return;
		}
	}
}

/* --- what is for what -------------------------------------------------------------------------------------------------------- */

static void find_parts(struct dossier *d)
{
	if (!d->n_left || !d->n_texts)
		return;
	const struct fact *evidence[SHOWN];
	const char *others = "";
	size_t n = 0;
	for (size_t i = 0; i < d->n_texts && n < SHOWN; i++)
		evidence[n++] = d->texts[i].fact;
	for (size_t i = 0; i < d->n_left && n < SHOWN; i++) {
		const struct held *t = &d->left[i];
		const struct fact *f = sentence_for(d, t->license, false);
		others = arena_printf(d->arena, "%s%s%s (%s)%s", others, *others ? ", " : "", dossier_name(d, t->entry->name),
				      t->license->spdx, f ? arena_printf(d->arena, ", by %s", said_where(d, f)) : "");
		evidence[n++] = t->fact;
	}
	finding_add(d->artifact, d->arena, FINDING_LICENSES_BY_PART, evidence, n,
		    "%s (%s) is taken to govern the weights; for other parts there is %s.",
		    dossier_name(d, d->texts[0].entry->name), d->texts[0].license->spdx, others);
}

/* --- a card restricts what the license does not ------------------------------------------------------------------------------ */

/* Kinds that stand for one another keep out a whole trade, and are worth a word wherever they stand. */
static bool keeps_out(const struct catalog *c, const struct kind *k)
{
	for (uint32_t i = 0; i < k->carried_by.count; i++) {
		const struct kind *other = catalog_kind(c, k->carried_by.at[i]);
		for (uint32_t m = 0; other && m < other->carried_by.count; m++)
			if (!strcmp(other->carried_by.at[m], k->id))
				return true;
	}
	return false;
}

/* The clause speaks of the weights themselves, and not of what they are meant for. */
static bool speaks_of_weights(const struct catalog *c, const char *text)
{
	size_t n = strlen(text);
	unsigned of = n < CLAUSE_BYTES ? scope_of_name(c, text, n) : 0;
	for (uint32_t i = 0; i < c->intentions.count; i++)
		if (strstr(text, c->intentions.at[i]))
			return false;
	return of & SAID_OF_WEIGHTS;
}

static void find_terms_beside(struct dossier *d)
{
	const struct artifact *a = d->artifact;
	for (size_t i = 0; a->expression && i < a->n_restrictions; i++) {
		const struct fact *f = a->restrictions[i];
		const struct restriction *r = f->detail;
		const struct entry *e = r->license || !r->text ? NULL : entries_find(d->entries, f->at.entry);
		if (!e || e->role != DOCUMENT_CARD || scope_is_elsewhere(d, e) || !keeps_out(d->catalog, r->kind) ||
		    !speaks_of_weights(d->catalog, r->text) || compat_restricts(d->catalog, a->expression, r->kind))
			continue;
		finding_add(d->artifact, d->arena, FINDING_TERMS_BESIDE_LICENSE, &f, 1,
			    "%s, restricts use (%s: \"%s\"), and %s, which is the license here, does not.", said_where(d, f),
			    r->kind->id, utf8_visible(d->arena, r->text, strlen(r->text), QUOTE_BYTES), a->concluded);
		return;
	}
}

/* --- several texts, and nothing decides ---------------------------------------------------------------------------------------- */

/* What is declared and agrees with a text; NULL. */
static const struct statement *deciding(const struct dossier *d)
{
	for (size_t i = 0; i < d->n_statements; i++)
		if (!d->statements[i].contradicts)
			return &d->statements[i];
	return NULL;
}

/* A text that nothing declares beside one that is: of no matter, unless it restricts more. */
static bool is_stricter(const struct dossier *d, const struct license *l, const struct expression *declared)
{
	const struct compat x = compat_compare(d->catalog, expression_license(l, d->arena), declared);
	return x.verdict >= COMPAT_PERMISSIVE;
}

static bool lie_beside(const struct held *a, const struct held *b)
{
	return a->entry != b->entry && a->entry->role == DOCUMENT_LICENSE && b->entry->role == DOCUMENT_LICENSE &&
	       a->entry->dir == b->entry->dir && !license_is(a->license, b->license);
}

struct naming {
	const struct dossier *dossier;
	const struct held *text;
	bool found;
};

static void look_named(void *ctx, const struct expression *x)
{
	struct naming *n = ctx;
	n->found |= claim_means(n->dossier->catalog, x, n->text->license);
}

static bool is_named(const struct dossier *d, const struct expression *x, const struct held *t)
{
	struct naming n = {d, t, false};
	expression_each(x, look_named, &n);
	return n.found;
}

/* In files of their own beside each other: in one file they are often a text and notices. */
static void find_undecided(struct dossier *d)
{
	const struct held *first = d->texts, *other = NULL;
	const struct statement *s = deciding(d);
	for (size_t i = 1; i < d->n_texts && !s && !other; i++)
		other = lie_beside(first, &d->texts[i]) ? &d->texts[i] : NULL;
	for (size_t i = 0; i < d->n_texts && s && !other; i++) {
		bool named = is_named(d, s->expression, &d->texts[i]);
		other = !named && is_stricter(d, d->texts[i].license, s->expression) ? &d->texts[i] : NULL;
	}
	for (size_t i = 0; other && i < d->n_texts; i++)
		first = lie_beside(&d->texts[i], other) ? &d->texts[i] : first;
	if (!other || !lie_beside(first, other))
		return;
	const struct fact *evidence[] = {first->fact, other->fact};
	finding_add(d->artifact, d->arena, FINDING_TEXTS_UNDECIDED, evidence, 2,
		    "%s is the text of %s and %s that of %s, and nothing here says which of them is for which weights.",
		    dossier_name(d, first->entry->name), license_title(first->license, d->arena),
		    dossier_name(d, other->entry->name), license_title(other->license, d->arena));
}

/* --- a badge against the text ------------------------------------------------------------------------------------------------- */

/* The two can be said of the same weights: both of them, or of all that is here. */
static bool of_the_same(const struct said *a, const struct said *b)
{
	return a->entry == b->entry && a->of & b->of & SAID_OF_WEIGHTS;
}

/* Does the card, beside the label, name the same license, or its family, for the weights, too? */
static bool is_told_again(const struct dossier *d, const struct said *label, const struct said *other)
{
	const struct license *l = label->expression->license;
	return !l || !other->expression->license || claim_means(d->catalog, other->expression, l) ||
	       claim_means(d->catalog, label->expression, other->expression->license);
}

static void find_label_disagreement(struct dossier *d)
{
	for (size_t i = 0; i < d->n_said; i++) {
		const struct said *label = &d->said[i], *against = NULL;
		if (!(label->of & SAID_BY_LABEL))
			continue;
		for (size_t k = 0; k < d->n_said && !against; k++)
			if (of_the_same(label, &d->said[k]) && !is_told_again(d, label, &d->said[k]))
				against = &d->said[k];
		if (!against)
			continue;
		const struct fact *evidence[] = {label->fact, against->fact};
		finding_add(d->artifact, d->arena, FINDING_LABEL_DISAGREES, evidence, 2,
			    "%s, says \"%s\" of the weights, and line %u says \"%s\".", said_where(d, label->fact),
			    quote(d, label->fact), against->fact->at.line_start, quote(d, against->fact));
		return;
	}
}

void parts_find(struct dossier *d)
{
	find_label_disagreement(d);
	find_undecided(d);
	find_terms_beside(d);
	find_missing_parts(d);
	find_code_alone(d);
	find_silence(d);
	find_elsewhere(d);
	find_parts(d);
}
