/* SPDX-License-Identifier: MIT */
#include "findings/laundering.h"

#include "base/path.h"
#include "base/utf8.h"
#include "findings/claims.h"
#include "findings/compat_words.h"
#include "findings/conclude.h"
#include "findings/family.h"
#include "findings/finding.h"
#include "findings/inherit.h"
#include "findings/openness.h"
#include "findings/said.h"

#include <string.h>
#include <strings.h>

enum { PARENTS = 64, NAME_BYTES = 200, SERIES_MAX = 64, NAMED_FILES = 100 };

struct parent {
	const struct edge *edge;
	const struct expression *license;
	const char *why;	/* how its license is known: "as models of the family quince-3 are" */
	const char *unrecorded; /* its family, where that has terms of its own that no record has; NULL */
};

struct parents {
	struct dossier *dossier;
	struct parent at[PARENTS];
	size_t count;
	const struct expression *license; /* of the artifact */
	const struct fact *claim;	  /* where that stands, or NULL */
};

/* --- the license of a parent ----------------------------------------------------------------------------------------------- */

static const struct model_license *model_named(const struct hints *h, const char *name)
{
	char folded[512];
	uint32_t low = 0, high = h->n_models;
	alias_fold(name, folded, sizeof folded);
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		int order = strcmp(h->models[middle].model, folded);
		if (!order)
			return &h->models[middle];
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

static const char *family_license(const struct hints *h, const char *family)
{
	for (uint32_t i = 0; i < h->n_families; i++)
		if (!strcmp(h->families[i].family, family))
			return h->families[i].license;
	return NULL;
}

/* "Quince", of which version is not said. */
static bool is_vague(const struct expression *x)
{
	return x->license && x->license->members.count;
}

/* By the model's own line, else by its family; of several families the first that has one, and rather one that tells the version. */
static void find_license(const struct dossier *d, struct parent *p)
{
	const struct hints *h = &d->catalog->hints;
	const struct model_license *m = p->edge->family ? NULL : model_named(h, p->edge->parent);
	struct families families = {0};
	if (m && !m->never_released) {
		p->license = claim_resolve(d->catalog, m->license, d->arena);
		p->why = "as its publisher declares it";
		return;
	}
	if (p->edge->family)
		families_add(&families, p->edge->parent);
	else
		families_of_model(h, d->model_names, p->edge->parent, &families);
	for (size_t i = 0; i < families.count && (!p->license || is_vague(p->license)); i++) {
		const char *license = family_license(h, families.at[i]);
		const struct expression *x = license ? claim_resolve(d->catalog, license, d->arena) : NULL;
		if (license && !strcmp(license, FAMILY_UNRECORDED))
			p->unrecorded = families.at[i];
		if (!x && p->license)
			continue;
		p->license = x;
		p->why = arena_printf(d->arena, "as models of the family %s are", families.at[i]);
	}
}

const struct expression *parent_license(const struct dossier *d, const struct edge *e)
{
	struct parent p = {.edge = e};
	find_license(d, &p);
	return p.license;
}

bool parent_has_terms(const struct dossier *d, const struct edge *e)
{
	struct parent p = {.edge = e};
	find_license(d, &p);
	return p.license || p.unrecorded;
}

/* --- the artifact's own license -------------------------------------------------------------------------------------------- */

/* No field, and no text, gives a license: where weights are here, too, what a sentence says of the code is none of them. */
static bool is_of_code_alone(const struct dossier *d)
{
	const struct expression *x = d->artifact->expression;
	bool only_said = !d->n_statements && !d->n_texts;
	return x && x->license && (only_said || !laundering_is_claimed(d)) && said_of_code_alone(d, x->license);
}

/* What is concluded; where nothing is, what is claimed first. Code that brings no weights, and whose license it is, gives no model one. */
static void find_own(struct parents *p)
{
	const struct dossier *d = p->dossier;
	if (is_of_code_alone(d))
		return;
	p->license = d->artifact->expression;
	if (d->n_statements) {
		p->claim = d->statements[0].fact;
		if (!p->license)
			p->license = d->statements[0].expression;
	} else if (d->n_texts) {
		p->claim = d->texts[0].fact;
	}
}

/* --- sentences ------------------------------------------------------------------------------------------------------------- */

/* Where the grant of the license that does not carry the terms was read: "LICENSE, line 16"; NULL. */
static const char *grant_in_text(const struct dossier *d, const struct license *by)
{
	for (size_t i = 0; by && i < d->artifact->n_grants; i++) {
		const struct fact *f = d->artifact->grants[i];
		const struct grant *g = f->detail;
		if (g->license == by && !g->of)
			return arena_printf(d->arena, "%s, line %u", dossier_name(d, f->at.entry), g->line);
	}
	return NULL;
}

static const char *other_side(const struct dossier *d, const struct compat *x)
{
	return compat_other_side(d->catalog, x, grant_in_text(d, x->by), d->arena);
}

static const char *declared_words(const struct parents *p)
{
	const struct dossier *d = p->dossier;
	const char *license = expression_print(p->license, d->arena);
	return p->claim ? arena_printf(d->arena, "%s says %s", dossier_name(d, p->claim->at.entry), license)
			: arena_printf(d->arena, "The license here is %s", license);
}

/* The same at the beginning of a sentence. */
static const char *opening_title(const struct license *l, struct arena *a)
{
	char *out = arena_strdup(a, license_title(l, a));
	*out = *out == 't' ? 'T' : *out;
	return out;
}

/* At the beginning of a sentence: the license of the base; of a family, whose versions differ, the one of it that demands the least. */
static const char *demanding(const struct dossier *d, const struct expression *base, const struct license *least)
{
	const struct license *family = base->license;
	return family && family != least && family->members.count
		       ? arena_printf(d->arena, "Of that family %s demands the least. It", license_title(least, d->arena))
		       : opening_title(least, d->arena);
}

static const char *shown(const struct dossier *d, const char *words)
{
	return utf8_visible(d->arena, words, strlen(words), NAME_BYTES);
}

static size_t evidence_of(const struct parents *p, const struct parent *from, const struct fact **out)
{
	size_t n = 0;
	if (p->claim)
		out[n++] = p->claim;
	if (from->edge->n_evidence && from->edge->evidence[0].fact)
		out[n++] = from->edge->evidence[0].fact;
	return n;
}

/* --- one parent ------------------------------------------------------------------------------------------------------------ */

static const struct {
	enum finding_number finding;
	const char *demand;
} verdicts[] = {
	[COMPAT_PERMISSIVE] = {FINDING_LICENSE_LAUNDERING, "restricts what is made from it"},
	[COMPAT_OTHER] = {FINDING_LICENSE_CANNOT_CARRY, "restricts what is made from it"},
	[COMPAT_SAME_WANTED] = {FINDING_LICENSE_CANNOT_CARRY, "wants the same license for what is made from it"},
	[COMPAT_FORBIDDEN] = {FINDING_BASE_FORBIDS_DERIVATIVE, "does not let anything made from it be passed on"},
};

static const struct fact *sentence_of(const struct edge *e)
{
	const struct fact *f = e->n_evidence ? e->evidence[0].fact : NULL;
	return f && f->kind == FACT_META ? f : NULL;
}

/* Sentences of the card give bases under other licenses, too: it tells of several models. */
static bool tells_several_bases(const struct dossier *d, const struct edge *e)
{
	const struct expression *own = parent_license(d, e);
	for (size_t i = 0; own && i < d->artifact->n_lineage && i < PARENTS; i++) {
		const struct edge *other = &d->artifact->lineage[i];
		const struct fact *f = other != e ? sentence_of(other) : NULL;
		const struct expression *x =
			f && !strcmp(f->at.entry, sentence_of(e)->at.entry) ? parent_license(d, other) : NULL;
		if (x && !expressions_meet(d->catalog, x, own))
			return true;
	}
	return false;
}

/* Of which it is known, or said by a pointer, that they are a model: a pickle of whatever a program keeps is called so, too. */
static bool brings_model(const struct dossier *d)
{
	for (size_t i = 0; i < d->artifact->n_weights; i++) {
		const struct weights *w = d->artifact->weights[i]->detail;
		if (w->tensors || w->pointer)
			return true;
	}
	return false;
}

/* Nothing but that it is loaded as a part of this model tells of it: it may lie elsewhere, under its own terms, and be no source of this one. */
static bool is_loaded_only(const struct edge *e)
{
	for (size_t i = 0; i < e->n_evidence; i++) {
		const struct fact *f = e->evidence[i].fact;
		if (e->evidence[i].strength > EDGE_SHAPE &&
		    !(f && f->kind == FACT_DECLARED && f->key && !strcmp(f->key, "put_together_from")))
			return false;
	}
	return e->n_evidence > 0;
}

/*
 * A sentence of a card that declares no license in its fields, and no weights, or several models: the license may be that of the code around
 * the model, and the sentence is no proof.
 */
bool parent_is_suspected(const struct dossier *d, const struct edge *e)
{
	const struct fact *f = sentence_of(e);
	const struct entry *card = f ? entries_find(d->entries, f->at.entry) : NULL;
	return e->strength <= EDGE_SHAPE || is_loaded_only(e) ||
	       (card && card->role == DOCUMENT_CARD && !card->claims && (!brings_model(d) || tells_several_bases(d, e)));
}

/* What the license of the parent demands binds here, too. */
static void inherit(const struct parents *p, const struct parent *from)
{
	struct dossier *d = p->dossier;
	const struct fact *evidence[2];
	size_t n = evidence_of(p, from, evidence);
	if (n && !parent_is_suspected(d, from->edge))
		inherit_later(d, &(struct inherited){from->license, shown(d, from->edge->parent), evidence[n - 1]});
}

static void say(const struct parents *p, const struct parent *from, const struct compat *x)
{
	const struct dossier *d = p->dossier;
	const struct fact *evidence[2];
	size_t n = evidence_of(p, from, evidence);
	const char *how = from->edge->n_evidence ? from->edge->evidence[0].how : "";
	bool hint = from->edge->strength <= EDGE_SHAPE;
	const char *ending = arena_printf(d->arena, "; %s", other_side(d, x));
	finding_add(d->artifact, d->arena,
		    parent_is_suspected(d, from->edge) ? FINDING_LAUNDERING_SUSPECTED : verdicts[x->verdict].finding, evidence, n,
		    "%s, but the model %s %s%s, which is under %s, %s. %s%s%s %s: %s%s.", declared_words(p),
		    hint ? "looks like one of" : "comes from", from->edge->family ? "the family " : "",
		    shown(d, from->edge->parent), expression_print(from->license, d->arena), from->why, how, *how ? " " : "",
		    demanding(d, from->license, x->base), verdicts[x->verdict].demand, compat_missing(x, d->arena), ending);
	inherit(p, from);
}

/* Names decide only together with another hint, or when they tell of a family that nothing else contradicts. */
static bool has_name(const struct edge *e)
{
	for (size_t i = 0; i < e->n_evidence; i++)
		if (e->evidence[i].strength == EDGE_NAME)
			return true;
	return false;
}

static bool counts(const struct dossier *d, const struct edge *e)
{
	if (e->self)
		return false;
	if (e->strength > EDGE_SHAPE)
		return strcmp(e->relation, "same-bytes") != 0; /* known.c speaks of those */
	return e->family && has_name(e) && d->artifact->n_weights;
}

static bool is_proof(const struct edge *e)
{
	return e->strength > EDGE_SHAPE && !e->self;
}

static void collect_those(struct parents *p, bool proof)
{
	const struct artifact *a = p->dossier->artifact;
	for (size_t i = 0; i < a->n_lineage && p->count < PARENTS; i++) {
		struct parent one = {.edge = &a->lineage[i]};
		if (!counts(p->dossier, one.edge) || is_proof(one.edge) != proof)
			continue;
		find_license(p->dossier, &one);
		if (one.license)
			p->at[p->count++] = one;
	}
}

/* Hints count where nothing better is known: a parent that nobody has heard of tells less than the model's own name. */
static void collect(struct parents *p)
{
	collect_those(p, true);
	if (!p->count)
		collect_those(p, false);
}

/* The same base said twice (a model, and its family) is one finding. */
static bool said_before(size_t i, const struct license *const *bases)
{
	for (size_t k = 0; k < i; k++)
		if (bases[k] && bases[k] == bases[i])
			return true;
	return false;
}

/* A word in a name that tells no version ("quince") is often said of data, or of a format, where another family is named too. */
static bool is_vague_beside_another(const struct parents *p, const struct parent *one)
{
	const struct license *l = one->license->license;
	if (one->edge->strength > EDGE_NAME || !l || !l->members.count)
		return false;
	for (size_t i = 0; i < p->count; i++) {
		struct compat x = compat_compare(p->dossier->catalog, p->at[i].license, p->license);
		if (&p->at[i] != one && !compat_conflicts(&x))
			return true;
	}
	return false;
}

static bool is_model(const struct parent *p)
{
	return !p->edge->family && p->edge->strength >= EDGE_DECLARED && p->edge->n_evidence;
}

static bool follows(const struct catalog *c, const struct license *from, const struct license *to)
{
	for (int i = 0; from && i < SERIES_MAX; i++) {
		if (from == to)
			return true;
		from = from->predecessor ? catalog_license(c, from->predecessor) : NULL;
	}
	return false;
}

/* Does the claim name another version of the license that the publisher of the base wrote for it? */
static bool is_other_version(const struct catalog *c, const struct expression *base, const struct expression *own)
{
	const struct license *of_base = base->license, *claimed = own->license;
	if (base->op != EXPRESSION_LICENSE || own->op != EXPRESSION_LICENSE || !of_base || !claimed || own->any_version ||
	    own->later)
		return false;
	return !of_base->spdx_listed && of_base != claimed && (follows(c, of_base, claimed) || follows(c, claimed, of_base));
}

static void say_other_version(const struct parents *p, const struct parent *from)
{
	const struct dossier *d = p->dossier;
	const struct fact *evidence[2];
	size_t n = evidence_of(p, from, evidence);
	finding_add(d->artifact, d->arena, FINDING_BASE_OTHER_VERSION, evidence, n,
		    "%s, but the model comes from %s, which is under %s, another version of it, %s.", declared_words(p),
		    shown(d, from->edge->parent), expression_print(from->license, d->arena), from->why);
	inherit(p, from);
}

/* "Quince" beside "Quince 2 7B": the version is known. */
static bool is_told_closer(const struct parents *p, const struct parent *one)
{
	for (size_t i = 0; one->license->license && i < p->count; i++)
		if (p->at[i].license->license && license_has_member(one->license->license, p->at[i].license->license))
			return true;
	return false;
}

/* A card says that the license of the parent holds, and nothing claims another one for the model: that is told (base_terms.h). */
static bool is_told(const struct parents *p, const struct parent *from)
{
	const struct dossier *d = p->dossier;
	for (size_t i = 0; i < d->n_said && !laundering_is_claimed(d); i++)
		if (d->said[i].of & SAID_OF_BASE && expressions_meet(d->catalog, d->said[i].expression, from->license))
			return true;
	return false;
}

/* Nothing here gives a license that could do away with anything. */
static void inherit_each(const struct parents *p)
{
	for (size_t i = 0; i < p->count; i++)
		if (is_proof(p->at[i].edge))
			inherit(p, &p->at[i]);
}

static void compare_each(const struct parents *p)
{
	const struct license *bases[PARENTS] = {0};
	for (size_t i = 0; i < p->count; i++) {
		struct compat x = compat_compare(p->dossier->catalog, p->at[i].license, p->license);
		bool conflict = compat_conflicts(&x) && !is_vague_beside_another(p, &p->at[i]) && !is_told_closer(p, &p->at[i]) &&
				!is_told(p, &p->at[i]);
		bases[i] = conflict ? x.base : NULL;
		if (conflict && !said_before(i, bases))
			say(p, &p->at[i], &x);
		else if (!compat_conflicts(&x) && is_model(&p->at[i]) &&
			 is_other_version(p->dossier->catalog, p->at[i].license, p->license))
			say_other_version(p, &p->at[i]);
	}
}

/* --- what a card says of the base's license -------------------------------------------------------------------------------------- */

bool laundering_is_claimed(const struct dossier *d)
{
	for (size_t i = 0; i < d->n_statements; i++)
		if (!d->statements[i].package)
			return true;
	return d->artifact->n_weights > 0;
}

/* A base is declared, and its license known: what is said of the bases of some models may well be of others. */
static bool is_base_known(const struct parents *p)
{
	for (size_t i = 0; i < p->count; i++)
		if (is_proof(p->at[i].edge) && is_model(&p->at[i]) && p->at[i].license)
			return true;
	return false;
}

static void compare_said(const struct parents *p)
{
	const struct dossier *d = p->dossier;
	for (size_t i = 0; i < d->n_said && p->license && laundering_is_claimed(d); i++) {
		const struct said *s = &d->said[i];
		struct compat x = {0};
		if (s->of & SAID_OF_BASE)
			x = compat_compare(d->catalog, s->expression, p->license);
		bool some = s->of & SAID_OF_SOME;
		enum finding_number found = some ? FINDING_LAUNDERING_SUSPECTED : verdicts[x.verdict].finding;
		if (!compat_conflicts(&x) || finding_exists(d->artifact, found) || (some && is_base_known(p)))
			continue;
		const struct fact *evidence[] = {s->fact, p->claim};
		finding_add(d->artifact, d->arena, found, evidence, p->claim ? 2 : 1,
			    "%s, but line %u of %s says of what %s made from: \"%s\". %s %s: %s; %s.", declared_words(p),
			    s->fact->at.line_start, dossier_name(d, s->entry->name), some ? "some models are" : "the model is",
			    shown(d, s->fact->value), opening_title(x.base, d->arena), verdicts[x.verdict].demand,
			    compat_missing(&x, d->arena), other_side(d, &x));
		if (!some)
			inherit_later(p->dossier, &(struct inherited){s->expression, "what it is made from", s->fact});
	}
}

/* --- a model and its base in one row of a table, or one sentence --------------------------------------------------------------------- */

/* What the model that is named there is said to be under, in the same row or sentence; NULL. */
static const struct said *said_beside(const struct dossier *d, const struct fact *base)
{
	const unsigned other = SAID_OF_BASE | SAID_OF_PART | SAID_OF_SOME | SAID_BEFORE;
	for (size_t i = 0; i < d->n_said; i++) {
		const struct said *s = &d->said[i];
		if (!strcmp(s->entry->name, base->at.entry) && s->fact->at.start >= base->at.start &&
		    s->fact->at.end <= base->at.end && s->of & (SAID_OF_WEIGHTS | SAID_OF_ALL) && !(s->of & other))
			return s;
	}
	return NULL;
}

/* The license of one model of several, and not what is concluded for all, against that of its base. */
static bool compare_beside(const struct dossier *d, const struct fact *base)
{
	const struct edge edge = {.parent = base->value};
	const struct said *own = said_beside(d, base);
	struct parent parent = {.edge = &edge};
	struct compat x = {0};
	if (own)
		find_license(d, &parent);
	if (parent.license)
		x = compat_compare(d->catalog, parent.license, own->expression);
	if (!compat_conflicts(&x))
		return false;
	const struct fact *evidence[] = {base, own->fact};
	finding_add(d->artifact, d->arena, FINDING_LAUNDERING_SUSPECTED, evidence, 2,
		    "%s, puts a model under %s that comes from %s, which is under %s, %s: \"%s\". %s %s: %s; %s.",
		    dossier_where(d, own->fact), expression_print(own->expression, d->arena), shown(d, base->value),
		    expression_print(parent.license, d->arena), parent.why, dossier_quote(d, own->fact),
		    demanding(d, parent.license, x.base), verdicts[x.verdict].demand, compat_missing(&x, d->arena),
		    other_side(d, &x));
	return true;
}

/* The first of a card, where nothing of the kind was found. */
static void find_beside(const struct parents *p)
{
	const struct dossier *d = p->dossier;
	bool found = finding_exists(d->artifact, FINDING_LICENSE_LAUNDERING) ||
		     finding_exists(d->artifact, FINDING_LICENSE_CANNOT_CARRY) ||
		     finding_exists(d->artifact, FINDING_LAUNDERING_SUSPECTED);
	for (size_t i = 0; i < d->group->count; i++) {
		const struct entry *e = d->group->entries[i];
		for (size_t k = 0; e->role == DOCUMENT_CARD && k < e->count && !found; k++) {
			const struct fact *f = &e->facts[k];
			found = f->kind == FACT_META && f->key && f->value && !strcmp(f->key, "made_from") &&
				compare_beside(d, f);
		}
	}
}

/* --- several parents ------------------------------------------------------------------------------------------------------- */

/* A parent that wants its own license for what is made from it, and another one whose terms that license cannot carry. */
static void compare_pair(const struct parents *p, const struct parent *a, const struct parent *b)
{
	const struct dossier *d = p->dossier;
	struct compat x = compat_compare(d->catalog, a->license, b->license),
		      y = compat_compare(d->catalog, b->license, a->license);
	bool wants_own = false;
	for (size_t i = 0; i < x.n_missing; i++)
		wants_own |= x.missing[i]->kind->derivative == DERIVATIVE_SAME;
	if (!wants_own || !compat_conflicts(&y) || y.verdict == COMPAT_FORBIDDEN)
		return;
	const struct fact *evidence[] = {a->edge->evidence[0].fact, b->edge->evidence[0].fact};
	finding_add(d->artifact, d->arena, FINDING_PARENTS_INCOMPATIBLE, evidence, 2,
		    "The model comes from %s, under %s, which wants the same license for what is made from it (%s), and from %s, "
		    "under "
		    "%s, whose terms that license cannot carry (%s).",
		    shown(d, a->edge->parent), expression_print(a->license, d->arena), compat_missing(&x, d->arena),
		    shown(d, b->edge->parent), expression_print(b->license, d->arena), compat_missing(&y, d->arena));
}

static void compare_parents(const struct parents *p)
{
	for (size_t i = 0; i < p->count; i++)
		for (size_t k = 0; k < p->count; k++)
			if (i != k && is_model(&p->at[i]) && is_model(&p->at[k]))
				compare_pair(p, &p->at[i], &p->at[k]);
}

/* --- models that were never released ----------------------------------------------------------------------------------------- */

static void say_never(const struct dossier *d, const char *name, const struct fact *f, const char *how)
{
	finding_add(d->artifact, d->arena, FINDING_NEVER_RELEASED, &f, f ? 1 : 0,
		    "%s %s, a model that its maker never released: whatever license is declared here, nobody could give it.", how,
		    shown(d, name));
}

/* A model's name in the table that stands in this one as words of its own. */
static const struct model_license *never_released_in(const struct hints *h, const char *name)
{
	char folded[512];
	alias_fold(name, folded, sizeof folded);
	for (uint32_t i = 0; i < h->n_models; i++) {
		const struct model_license *m = &h->models[i];
		size_t n = strlen(m->model);
		for (const char *at = m->never_released ? strstr(folded, m->model) : NULL; at; at = strstr(at + 1, m->model))
			if ((at == folded || strchr("-+", at[-1])) && (!at[n] || strchr("-+", at[n])))
				return m;
	}
	return NULL;
}

static void find_never_released(struct dossier *d)
{
	const struct hints *h = &d->catalog->hints;
	const struct artifact *a = d->artifact;
	if (a->name && a->n_weights && never_released_in(h, a->name)) {
		say_never(d, a->name, a->weights[0], "The model is called");
		return;
	}
	for (size_t i = 0; i < a->n_weights && i < NAMED_FILES; i++) {
		const char *base = path_base(a->weights[i]->at.entry);
		if (!never_released_in(h, base))
			continue;
		say_never(d, base, a->weights[i], "Weights are called");
		return;
	}
	for (size_t i = 0; i < d->artifact->n_lineage; i++) {
		const struct edge *e = &d->artifact->lineage[i];
		if (e->family || !never_released_in(h, e->parent))
			continue;
		say_never(d, e->parent, e->n_evidence ? e->evidence[0].fact : NULL,
			  e->strength == EDGE_BYTES ? "The weights are those of" : "The model comes from");
		return;
	}
}

/* --- terms of the base that no record has --------------------------------------------------------------------------------------- */

struct search_terms {
	const struct catalog *c;
	bool found;
};

static void look_for_terms(void *ctx, const struct expression *x)
{
	struct search_terms *s = ctx;
	s->found |= !x->license || !license_is_among(x->license, &s->c->free_of_terms);
}

/* The license here lets everything be done, and the publisher of the base is known not to. */
static void find_unrecorded(const struct parents *p)
{
	const struct dossier *d = p->dossier;
	struct search_terms own = {d->catalog, false};
	if (p->license)
		expression_each(p->license, look_for_terms, &own);
	for (size_t i = 0; i < d->artifact->n_lineage && p->license && !own.found; i++) {
		struct parent one = {.edge = &d->artifact->lineage[i]};
		if (!is_proof(one.edge))
			continue;
		find_license(d, &one);
		if (one.license || !one.unrecorded)
			continue;
		const struct fact *evidence[2];
		size_t n = evidence_of(p, &one, evidence);
		finding_add(d->artifact, d->arena, FINDING_BASE_UNRECORDED, evidence, n,
			    "%s, but the model comes from %s, and models of the family %s are under terms of their publisher, of "
			    "which "
			    "there is no record: whether this license can carry them is not known.",
			    declared_words(p), shown(d, one.edge->parent), one.unrecorded);
		return;
	}
}

/* --- no weights here, and a family's name --------------------------------------------------------------------------------------- */

/* The text lies somewhere below, be it with another model. */
static bool lies_below(const struct dossier *d, const struct expression *license)
{
	const char *root = d->group->root;
	size_t n = strlen(root);
	for (size_t i = entries_lower(d->entries, root, n); i < d->entries->count; i++) {
		const struct entry *e = &d->entries->at[i];
		if (strncmp(e->name, root, n) != 0)
			break;
		bool asked = e->text && path_below(e->name, root, n);
		for (size_t k = 0; k < e->count && asked; k++) {
			const struct match *m = e->facts[k].kind == FACT_MATCH ? e->facts[k].detail : NULL;
			if (m && m->license && m->state < MATCH_MENTION && expression_means(d->catalog, license, m->license))
				return true;
		}
	}
	return false;
}

/* Code that is called after a family whose license is not the one that is here: the weights it is for are under that one. */
static void find_family_license(const struct parents *p)
{
	const struct dossier *d = p->dossier;
	for (size_t i = 0; i < d->artifact->n_lineage && p->license && !d->artifact->n_weights; i++) {
		struct parent one = {.edge = &d->artifact->lineage[i]};
		if (!one.edge->family || one.edge->strength > EDGE_NAME || !one.edge->n_evidence)
			continue;
		find_license(d, &one);
		struct compat x = {0};
		if (one.license)
			x = compat_compare(d->catalog, one.license, p->license);
		if (!compat_conflicts(&x) || lies_below(d, one.license))
			continue;
		finding_add(
			d->artifact, d->arena, FINDING_FAMILY_LICENSE_ABSENT, &p->claim, p->claim ? 1 : 0,
			"%s. %s Models of the family %s are under %s, of which nothing is here; the weights are not here either.",
			declared_words(p), one.edge->evidence[0].how, one.edge->parent, expression_print(one.license, d->arena));
		return;
	}
}

/* --- parents in the same distribution ------------------------------------------------------------------------------------------ */

static const struct artifact *artifact_at(const struct artifacts *as, const char *path)
{
	for (size_t i = 0; i < as->count; i++)
		if (!strcmp(as->at[i].path, path))
			return &as->at[i];
	return NULL;
}

/* What was concluded for it, else what is declared first. */
static const struct expression *license_of(const struct artifact *a, const struct fact **where)
{
	*where = a->n_declared ? a->declared[0].fact : a->n_matches ? a->matches[0] : NULL;
	if (a->expression)
		return a->expression;
	return a->n_declared ? a->declared[0].expression : NULL;
}

static void compare_local(struct artifacts *as, const struct catalog *c, struct artifact *child, const struct artifact *parent)
{
	const struct fact *evidence[2];
	const struct expression *own = license_of(child, &evidence[0]), *base = license_of(parent, &evidence[1]);
	if (!own || !base || !evidence[0] || !evidence[1])
		return;
	struct compat x = compat_compare(c, base, own);
	if (!compat_conflicts(&x) || finding_exists(child, verdicts[x.verdict].finding))
		return;
	struct dossier d = {.arena = &as->arena, .catalog = c, .artifact = child};
	finding_add(child, &as->arena, verdicts[x.verdict].finding, evidence, 2,
		    "%s says %s, but the model is made from %s, which lies beside it and is under %s (%s). %s %s: %s; %s.",
		    evidence[0]->at.entry, expression_print(own, &as->arena), *parent->path ? parent->path : parent->name,
		    expression_print(base, &as->arena), evidence[1]->at.entry, opening_title(x.base, &as->arena),
		    verdicts[x.verdict].demand, compat_missing(&x, d.arena), other_side(&d, &x));
	inherit_later(&d, &(struct inherited){base->op == EXPRESSION_AND ? expression_license(x.base, d.arena) : base,
					      *parent->path ? parent->path : parent->name, evidence[0]});
	inherit_all(&d);
	openness_follow(child, parent, d.arena);
}

void laundering_between(struct artifacts *as, const struct catalog *c)
{
	for (size_t i = 0; i < as->count; i++) {
		struct artifact *child = &as->at[i];
		for (size_t k = 0; k < child->n_lineage; k++) {
			const struct edge *e = &child->lineage[k];
			const struct artifact *parent =
				e->artifact && !e->self && !e->cycle ? artifact_at(as, e->artifact) : NULL;
			if (parent && parent != child)
				compare_local(as, c, child, parent);
		}
	}
}

void laundering_find(struct dossier *d)
{
	struct parents p = {.dossier = d};
	find_never_released(d);
	find_own(&p);
	collect(&p);
	if (p.license)
		compare_each(&p);
	else if (!d->artifact->expression || d->artifact->n_weights)
		inherit_each(&p);
	compare_said(&p);
	find_beside(&p);
	find_unrecorded(&p);
	compare_parents(&p);
	find_family_license(&p);
}
