/* SPDX-License-Identifier: MIT */
#include "findings/terms.h"

#include "findings/conclude.h"
#include "findings/texts.h"

#include <stdlib.h>
#include <string.h>

/* --- order and sameness ---------------------------------------------------------------------------------------------------- */

static int compare_numbers(uint64_t a, uint64_t b)
{
	return (a > b) - (a < b);
}

static int compare_strings(const char *a, const char *b)
{
	return strcmp(a ? a : "", b ? b : "");
}

static bool is_blank(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

/* Texts compare with each run of white space as one blank: the same clause may be wrapped otherwise in another file. */
static int compare_clauses(const char *a, const char *b)
{
	if (!a || !b)
		return (a != NULL) - (b != NULL);
	for (;; a++, b++) {
		if (is_blank(*a) && is_blank(*b)) {
			while (is_blank(a[1]))
				a++;
			while (is_blank(b[1]))
				b++;
			continue;
		}
		if (*a != *b || !*a)
			return (unsigned char)*a - (unsigned char)*b;
	}
}

static int compare_places(const struct fact *a, const struct fact *b)
{
	int order = strcmp(a->at.entry, b->at.entry);
	return order ? order : compare_numbers(a->at.start, b->at.start);
}

static int compare_meaning(const struct fact *a, const struct fact *b)
{
	const struct restriction *x = a->detail, *y = b->detail;
	int order = strcmp(x->kind->id, y->kind->id);
	if (!order)
		order = compare_strings(x->license ? x->license->id : NULL, y->license ? y->license->id : NULL);
	if (!order)
		order = compare_clauses(x->text, y->text);
	return order || x->text ? order : compare_strings(x->clause, y->clause);
}

static int by_meaning(const void *a, const void *b)
{
	const struct fact *x = *(const struct fact *const *)a, *y = *(const struct fact *const *)b;
	int order = compare_meaning(x, y);
	return order ? order : compare_places(x, y);
}

static int by_weight(const void *a, const void *b)
{
	const struct fact *x = *(const struct fact *const *)a, *y = *(const struct fact *const *)b;
	const struct restriction *r = x->detail, *s = y->detail;
	int order = compare_numbers(s->kind->weight, r->kind->weight);
	if (!order)
		order = compare_places(x, y);
	return order ? order : compare_meaning(x, y);
}

static void sort_and_unite(struct facts *list)
{
	if (!list->count)
		return;
	qsort(list->at, list->count, sizeof *list->at, by_meaning);
	size_t kept = 1;
	for (size_t i = 1; i < list->count; i++)
		if (compare_meaning(list->at[kept - 1], list->at[i]))
			list->at[kept++] = list->at[i];
	list->count = kept;
	qsort(list->at, list->count, sizeof *list->at, by_weight);
}

/* --- sources --------------------------------------------------------------------------------------------------------------- */

struct gathering {
	struct dossier *dossier;
	struct facts list;
	bool *read;		 /* [license][kind]: was read in a text */
	const struct fact *from; /* where the license of the moment is declared */
	const char *parent;	 /* whose license it is, when it is that of what the model is made from */
};

static bool *was_read(const struct gathering *g, const struct license *l, const struct kind *kind)
{
	const struct catalog *c = g->dossier->catalog;
	return &g->read[(size_t)(l - c->licenses) * c->n_kinds + (size_t)(kind - c->kinds)];
}

/* What the texts that are not set aside grant, and which documents they make binding, in the order of the texts. */
static void gather_readings(struct dossier *d)
{
	struct facts grants = {0}, references = {0};
	for (size_t i = 0; i < d->group->count; i++) {
		const struct entry *e = d->group->entries[i];
		for (size_t k = 0; k < e->count; k++) {
			const struct fact *f = &e->facts[k];
			const struct grant *g = f->kind == FACT_GRANT ? f->detail : NULL;
			const struct restriction *r = f->kind == FACT_REFERENCE ? f->detail : NULL;
			if (g && !text_set_aside(d, e, f, g->license))
				facts_push(&grants, d->arena, f);
			if (r && !text_set_aside(d, e, f, r->license))
				facts_push(&references, d->arena, f);
		}
	}
	d->artifact->grants = grants.at;
	d->artifact->n_grants = grants.count;
	d->artifact->references = references.at;
	d->artifact->n_references = references.count;
}

static void gather_read(struct gathering *g)
{
	const struct dossier *d = g->dossier;
	for (size_t i = 0; i < d->group->count; i++) {
		const struct entry *e = d->group->entries[i];
		for (size_t k = 0; k < e->count; k++) {
			const struct restriction *r = e->facts[k].kind == FACT_RESTRICTION ? e->facts[k].detail : NULL;
			if (!r || text_set_aside(d, e, &e->facts[k], r->license))
				continue;
			facts_push(&g->list, d->arena, &e->facts[k]);
			if (r->license)
				*was_read(g, r->license, r->kind) = true;
		}
	}
}

static void add_term(struct gathering *g, const struct license *l, const struct term *t)
{
	struct arena *a = g->dossier->arena;
	struct restriction *r = ARENA_NEW(a, struct restriction);
	*r = (struct restriction){.kind = t->kind, .values = t->values, .license = l, .parent = g->parent, .clause = t->clause};
	struct fact *f = ARENA_NEW(a, struct fact);
	*f = (struct fact){.kind = FACT_RESTRICTION, .at = g->from->at, .reader = "record", .detail = r};
	facts_push(&g->list, a, f);
}

/* What the record lists and no rule has read. */
static void gather_record(struct gathering *g, const struct license *l, const struct fact *from)
{
	g->from = from;
	for (uint32_t i = 0; i < l->n_terms; i++)
		if (!*was_read(g, l, l->terms[i].kind))
			add_term(g, l, &l->terms[i]);
}

static void gather_declared(void *ctx, const struct expression *x)
{
	struct gathering *g = ctx;
	if (x->license && !text_is_held(g->dossier, x))
		gather_record(g, x->license, g->from);
}

static void gather_records(struct gathering *g)
{
	const struct dossier *d = g->dossier;
	for (size_t i = 0; i < d->n_texts; i++)
		if (d->texts[i].state == MATCH_EXACT)
			gather_record(g, d->texts[i].license, d->texts[i].fact);
	for (size_t i = 0; i < d->n_statements; i++) {
		g->from = d->statements[i].fact;
		expression_each(d->statements[i].expression, gather_declared, g);
	}
	if (d->artifact->expression && !d->n_texts && !d->n_statements && d->mentions.count) {
		g->from = d->mentions.at[0];
		expression_each(d->artifact->expression, gather_declared, g);
	}
}

/* What is gathered becomes the list of the artifact. */
static void settle(struct gathering *g)
{
	sort_and_unite(&g->list);
	g->dossier->artifact->restrictions = g->list.at;
	g->dossier->artifact->n_restrictions = g->list.count;
}

static bool is_listed(const struct artifact *a, const struct license *l)
{
	for (size_t i = 0; i < a->n_restrictions; i++)
		if (((const struct restriction *)a->restrictions[i]->detail)->license == l)
			return true;
	return false;
}

void terms_inherit(struct dossier *d, const struct license *l, const char *parent, const struct fact *from)
{
	struct gathering g = {.dossier = d, .from = from, .parent = parent};
	const struct artifact *a = d->artifact;
	if (is_listed(a, l))
		return;
	for (size_t i = 0; i < a->n_restrictions; i++)
		facts_push(&g.list, d->arena, a->restrictions[i]);
	for (uint32_t i = 0; i < l->n_terms; i++)
		add_term(&g, l, &l->terms[i]);
	settle(&g);
}

void terms_collect(struct dossier *d)
{
	struct gathering g = {.dossier = d};
	g.read = mem_array((size_t)d->catalog->n_licenses * d->catalog->n_kinds, sizeof *g.read);
	gather_readings(d);
	gather_read(&g);
	gather_records(&g);
	free(g.read);
	settle(&g);
}
