/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "findings/said.h"

#include "findings/absent.h"
#include "findings/base_sayings.h"
#include "findings/claims.h"
#include "findings/compat.h"
#include "findings/conclude.h"
#include "findings/disputed.h"
#include "findings/links.h"
#include "findings/phrase.h"
#include "findings/scope.h"
#include "findings/texts.h"

#include <ctype.h>
#include <string.h>
#include <strings.h>

enum {
	SAID_MAX = 2000,
	CARD_SAYINGS = 100, /* of a card above */
	EXCEPTION_REACH = 40,
	ROW_REACH = 20,	   /* bytes between two names: " license and the " */
	CODES_LOOKED = 50, /* sentences about code, and names of licenses: each is held against all that is here */
	NAMES_LOOKED = 50
};

static const struct expression *expression_of(const struct dossier *d, const struct match *m)
{
	const struct expression *x =
		m->or_later ? expression_later(m->license, d->arena) : expression_license(m->license, d->arena);
	if (!m->any_version)
		return x;
	struct expression *out = arena_memdup(d->arena, x, sizeof *x);
	out->any_version = true;
	return out;
}

/* An exception that the sentence names right behind the license: "Pear-2.0 with the Quince exception". */
static const struct expression *with_exception(const struct dossier *d, const struct entry *e, size_t k,
					       const struct expression *x)
{
	for (size_t i = k + 1; i < e->count && e->facts[i].at.start <= e->facts[k].at.end + EXCEPTION_REACH; i++) {
		const struct match *m = e->facts[i].kind == FACT_MATCH ? e->facts[i].detail : NULL;
		if (m && m->license && m->license->exception && exception_fits(d->catalog, m->license, x->license))
			return expression_with(x, m->license, false, d->arena);
	}
	return x;
}

/* It is what is here, or a model that is released from here, that the line names. */
static bool names_what_is_here(struct dossier *d, const char *line)
{
	return line && (scope_names_artifact(d, line) || scope_names_released(d, line) || scope_names_weights(d, line));
}

static bool is_row(const struct fact *f)
{
	const struct match *m = f->kind == FACT_MATCH ? f->detail : NULL;
	return f->value &&
	       (m ? (m->said & SAID_BY_ROW) != 0 : f->kind == FACT_META && f->key && !strcmp(f->key, "row_license_unknown"));
}

/* A row of the card has the whole name of what is here, so that rows that are only like it tell of its siblings. */
static bool has_own_row(struct dossier *d, const struct entry *e)
{
	if (d->rows_of == e)
		return d->own_row;
	d->rows_of = e;
	d->own_row = false;
	for (size_t i = 0, looked = 0; i < e->count && looked < NAMES_LOOKED && !d->own_row; i++) {
		looked += is_row(&e->facts[i]);
		d->own_row = is_row(&e->facts[i]) && scope_calls_by_longest(d, e->facts[i].value);
	}
	return d->own_row;
}

/*
 * The row of a table counts where it tells of a model that is called like what is here: others are compared with it. One that is only like
 * a model that was released before tells nothing where the card declares the license of the weights here itself.
 */
bool said_row_is_of_others(struct dossier *d, const struct entry *e, const char *row)
{
	bool declared = e->claims && d->artifact->n_weights;
	return !(declared ? row && (scope_names_artifact(d, row) || scope_names_weights(d, row)) : names_what_is_here(d, row)) ||
	       (has_own_row(d, e) && !scope_calls_by_longest(d, row));
}

bool said_beside_text(const struct dossier *d)
{
	for (size_t i = 0; i < d->group->count; i++)
		if (d->group->entries[i]->role == DOCUMENT_LICENSE && d->group->entries[i]->text &&
		    !scope_is_elsewhere(d, d->group->entries[i]))
			return true;
	return false;
}

/* "The weights are subject to the licenses of their bases that are listed in MODEL_LICENSES.md." */
static bool points_to_list(const struct dossier *d, const struct fact *f, const char *list)
{
	const struct restriction *r = f->kind == FACT_RESTRICTION ? f->detail : NULL;
	return r && r->text && !r->license && !strcmp(r->kind->id, "base-terms") && strstr(r->text, list) &&
	       scope_of_clause(d->catalog, r->text) & SAID_OF_WEIGHTS;
}

/* A list of licenses which a card says to be those of its own weights. */
static bool is_list_of_ours(struct dossier *d, const struct entry *e)
{
	if (d->artifact->n_weights || !scope_lists_licenses(e) || d->list_of == e)
		return d->list_of == e && d->list_is_ours;
	d->list_of = e;
	d->list_is_ours = false;
	for (size_t i = 0; i < d->group->count; i++) {
		const struct entry *card = d->group->entries[i];
		for (size_t k = 0; k < card->count && card->role == DOCUMENT_CARD && !d->list_is_ours; k++)
			d->list_is_ours = points_to_list(d, &card->facts[k], entry_base(e));
	}
	return d->list_is_ours;
}

/* A row of a list of works of others, which names a file of weights (SAID_OF_SOME), tells of a part where there is the license of the whole. */
static bool is_of_others(struct dossier *d, const struct entry *e, const struct fact *f)
{
	const struct match *m = f->detail;
	return m->said & SAID_BY_ROW && !is_list_of_ours(d, e) &&
	       (said_row_is_of_others(d, e, f->value) || (m->said & SAID_OF_SOME && said_beside_text(d)));
}

/* "Pear for the code", with the text, and "the weights are under Quince": what a file with a whole text puts the weights under is another. */
static bool is_of_weights_apart(const struct entry *e, const struct match *m)
{
	const unsigned narrow =
		SAID_OF_ALL | SAID_OF_CODE | SAID_OF_PART | SAID_OF_SOME | SAID_OF_BASE | SAID_BEFORE | SAID_BY_ROW;
	if (!(m->said & SAID_OF_WEIGHTS) || m->said & narrow)
		return false;
	for (size_t i = 0; i < e->count; i++) {
		const struct match *text = e->facts[i].kind == FACT_MATCH ? e->facts[i].detail : NULL;
		if (text && text->license && text->state < MATCH_MENTION && license_is(text->license, m->license))
			return false;
	}
	return true;
}

/*
 * In a license file only what is said of a part of its own: "model weights: under Pear"; beside a whole text, what that begins with, "The code
 * is under the …", and what the weights are under instead. Of metadata, what the head says; of the first page of a site, all.
 */
static bool counts(const struct dossier *d, const struct entry *e, const struct fact *f)
{
	const struct match *m = f->detail;
	unsigned part = SAID_OF_WEIGHTS | SAID_OF_CODE | SAID_OF_DATA;
	bool whole = e->text_exact && m->state >= MATCH_MENTION;
	return m->said && !(m->said & SAID_BEHIND_BADGE) && m->license && !m->license->policy && !m->license->exception &&
	       (e->role == DOCUMENT_CARD || e->role == DOCUMENT_PACKAGE || (!whole && m->said & part) || text_head(e) == f ||
		scope_is_front_page(d, e) || (e->role == DOCUMENT_LICENSE && is_of_weights_apart(e, m)));
}

/* A link to a license file that is said to be for the weights: that is said of the license that the file holds, unless a reader sees another. */
static const struct expression *linked(struct dossier *d, const struct entry *e, const struct fact *f)
{
	const struct entry *target;
	if (f->kind != FACT_META || !f->key || strcmp(f->key, "license_link_of_weights") != 0)
		return NULL;
	const struct fact *link = link_beside(e, f);
	const struct expression *held = link_license(d, e, link, &target);
	return held && !link_is_misnamed(d, e, link, held) ? held : NULL;
}

/* A label names what is here, a model that is released from here, or a part: "Tern: Pear", "VAE: Pear". */
static unsigned subject_labelled(struct dossier *d, const struct fact *f, unsigned of)
{
	if (!(of & SAID_OF_PART) || !(of & SAID_OF_ALL))
		return of;
	bool all = f->value && (scope_names_artifact(d, f->value) || scope_names_weights(d, f->value));
	if (!all && f->value && scope_names_released(d, f->value))
		return (of & ~(unsigned)(SAID_OF_PART | SAID_OF_ALL)) | SAID_OF_WEIGHTS;
	return of & ~(unsigned)(all ? SAID_OF_PART : SAID_OF_ALL);
}

bool said_above_siblings(const struct dossier *d, const struct entry *e)
{
	return d->unclaimed_siblings && e->role == DOCUMENT_CARD && e->dir < strlen(d->group->root);
}

/*
 * What a card above says of weights, where the artifact has a card of its own that claims a license and others here have none: it is said of
 * those, unless of all.
 */
static bool is_of_siblings(const struct dossier *d, const struct entry *e, const struct fact *f)
{
	const struct match *m = f->detail;
	return said_above_siblings(d, e) && m->said & SAID_OF_WEIGHTS && !(m->said & SAID_OF_ALL) && f->value &&
	       !phrase_is_in(f->value, "all", d->arena) && !scope_calls_artifact(d, f->value);
}

/* In a license file called after the data, or the code, sentences are of those, whatever file they name. */
static unsigned subject_in_file(const struct dossier *d, const struct entry *e, unsigned of)
{
	unsigned called = e->role == DOCUMENT_LICENSE ? scope_of_entry(d, e) : 0;
	return called && !(called & SAID_OF_WEIGHTS) ? (of & ~(unsigned)(SAID_OF_ALL | SAID_OF_WEIGHTS)) | called : of;
}

/* What the k-th fact of the document says; without an expression: nothing. */
static struct said saying(struct dossier *d, const struct entry *e, size_t k)
{
	const struct fact *f = &e->facts[k];
	const struct match *m = f->kind == FACT_MATCH ? f->detail : NULL;
	if (m && is_of_siblings(d, e, f))
		return (struct said){0};
	if (m && counts(d, e, f) && base_saying_is(d, e, f))
		return (struct said){e, f, with_exception(d, e, k, expression_of(d, m)), SAID_OF_BASE};
	if (m && counts(d, e, f) && !is_of_others(d, e, f) && !base_saying_is_notice(d, e, f) && !base_saying_is_of_project(d, f))
		return (struct said){e, f, with_exception(d, e, k, expression_of(d, m)),
				     subject_in_file(d, e, subject_labelled(d, f, m->said))};
	return (struct said){e, f, e->role == DOCUMENT_CARD ? linked(d, e, f) : NULL, SAID_OF_WEIGHTS};
}

size_t said_in(struct dossier *d, const struct entry *e, struct said *out, size_t room)
{
	size_t n = 0;
	for (size_t k = 0; k < e->count; k++) {
		struct said one = saying(d, e, k);
		if (one.expression && n == room) {
			dossier_cut(d, e, SAID_CUT);
			break;
		}
		if (one.expression)
			out[n++] = one;
	}
	return n;
}

bool said_is_by(const struct said *s, const char *how)
{
	const struct match *m = s->fact->kind == FACT_MATCH ? s->fact->detail : NULL;
	return m && m->how && !strcmp(m->how, how);
}

bool said_mentions(const struct dossier *d, const struct entry *e, const struct license *l)
{
	for (size_t i = 0; i < e->count; i++) {
		const struct match *m = e->facts[i].kind == FACT_MATCH ? e->facts[i].detail : NULL;
		if (m && m->license && expression_means(d->catalog, &(struct expression){.license = m->license}, l))
			return true;
	}
	return false;
}

static bool is_file_name(const struct fact *f)
{
	return f->kind == FACT_META && f->key && f->value && !strcmp(f->key, "license_file_names");
}

/*
 * A license file that only names a license declares it, of what the file is called after, or of the code beside a license of the model;
 * one of a single file claims for that.
 */
static void collect_named(struct dossier *d, const struct entry *e)
{
	unsigned of = scope_of_entry(d, e);
	of = !of && scope_holds_model_license(d, e) ? SAID_OF_CODE : of;
	for (size_t i = 0; i < e->count && !e->claims && d->n_said < SAID_MAX; i++) {
		const struct fact *f = &e->facts[i];
		const struct expression *x = is_file_name(f) ? claim_resolve(d->catalog, f->value, d->arena) : NULL;
		if (x)
			d->said[d->n_said++] = (struct said){e, f, x, of ? of : SAID_OF_ALL};
	}
	const struct fact *title = !e->claims && d->n_said < SAID_MAX ? text_title_summed_up(d, e) : NULL;
	if (title)
		d->said[d->n_said++] = (struct said){e, title, expression_of(d, title->detail), of ? of : SAID_OF_ALL};
}

/*
 * A license file whose sentences tell nothing of what it is called after: "Pear License" over "The code remains under Quince", in
 * MODEL_LICENSE, names that of the weights, unless what it names first is that of the code.
 */
static bool tells_of_others_only(const struct dossier *d, const struct entry *e, size_t from)
{
	unsigned called = from < d->n_said ? scope_of_entry(d, e) : 0;
	for (size_t i = 0; i < e->count && called & SAID_OF_WEIGHTS; i++) {
		const struct expression *x =
			is_file_name(&e->facts[i]) ? claim_resolve(d->catalog, e->facts[i].value, d->arena) : NULL;
		for (size_t k = from; x && k < d->n_said; k++)
			if (d->said[k].of & (SAID_OF_WEIGHTS | SAID_OF_ALL) || !x->license ||
			    claim_means(d->catalog, d->said[k].expression, x->license))
				return false;
	}
	return called & SAID_OF_WEIGHTS;
}

const struct fact *said_by_file(const struct dossier *d, const struct entry *e)
{
	for (size_t i = 0; i < d->n_said; i++)
		if (d->said[i].entry == e && is_file_name(d->said[i].fact))
			return d->said[i].fact;
	return NULL;
}

/* The file holds the text of the license. */
static bool holds_text(const struct dossier *d, const struct entry *e, const struct expression *x)
{
	for (size_t k = 0; k < e->count; k++) {
		const struct match *m = e->facts[k].kind == FACT_MATCH ? e->facts[k].detail : NULL;
		if (m && m->license && m->state < MATCH_MENTION && claim_means(d->catalog, x, m->license))
			return true;
	}
	return false;
}

/* A license file here does. */
bool said_has_text(const struct dossier *d, const struct expression *x)
{
	for (size_t i = 0; i < d->group->count; i++) {
		const struct entry *e = d->group->entries[i];
		if (e->role == DOCUMENT_LICENSE && e->text && !scope_is_elsewhere(d, e) && holds_text(d, e, x))
			return true;
	}
	return false;
}

const struct entry *said_by_file_copy(const struct dossier *d, const struct entry *e)
{
	const struct entry *copy = NULL;
	for (size_t i = 0; i < e->count && !copy; i++) {
		const struct fact *f = &e->facts[i];
		if (f->kind == FACT_META && f->key && f->value && !strcmp(f->key, "license_file_copy"))
			copy = entries_find(d->entries, arena_printf(d->arena, "%.*s%s%s", (int)e->dir, e->name,
								     e->dir ? "/" : "", f->value));
	}
	for (size_t i = 0; copy && i < d->n_said; i++)
		if (d->said[i].entry == e && is_file_name(d->said[i].fact))
			return holds_text(d, copy, d->said[i].expression) ? copy : NULL;
	return NULL;
}

/* What is said of the code alone, and not by a label, to be under a license whose text is here. */
static bool is_of_code_here(const struct dossier *d, const struct said *s)
{
	return s->of & SAID_OF_CODE && !(s->of & (SAID_OF_WEIGHTS | SAID_OF_ALL | SAID_OF_SOME | SAID_BY_LABEL)) &&
	       s->expression->license && said_has_text(d, s->expression);
}

bool said_names_another(const struct dossier *d, const struct said *a, const struct said *b)
{
	return a->expression->license && !claim_means(d->catalog, a->expression, b->expression->license) &&
	       !claim_means(d->catalog, b->expression, a->expression->license);
}

/*
 * "All code is under Pear. Tern-Chat is under Quince": what the same card, or any beside a license file that says so, tells from the code
 * by its name, under another license, is the model.
 */
static void tell_from_code(struct dossier *d)
{
	for (size_t i = 0, looked = 0; i < d->n_said && looked < CODES_LOOKED; i++) {
		const struct said *code = &d->said[i];
		bool here = is_of_code_here(d, code);
		looked += code->of & SAID_OF_CODE ? 1 : 0;
		if (looked == CODES_LOOKED)
			dossier_cut(d, code->entry, SAID_CUT);
		for (size_t k = 0; k < d->n_said && here; k++) {
			struct said *s = &d->said[k];
			bool beside = s->entry == code->entry || code->entry->role == DOCUMENT_LICENSE;
			if (beside && s->entry->role == DOCUMENT_CARD && s->of & SAID_OF_ALL && !(s->of & SAID_BY_LABEL) &&
			    said_names_another(d, s, code))
				s->of = (s->of & ~(unsigned)SAID_OF_ALL) | SAID_OF_WEIGHTS;
		}
	}
}

/* What a list of models ("MODEL_ZOO.md", "docs/pretrained.md"), or a license file called after them, says those to be under; NULL. */
static const struct said *said_by_zoo(const struct dossier *d)
{
	for (size_t i = 0; i < d->n_said; i++) {
		const struct said *s = &d->said[i];
		bool called = s->entry->role == DOCUMENT_LICENSE && scope_of_entry(d, s->entry) == SAID_OF_WEIGHTS;
		if ((called || scope_lists_weights(s->entry)) && s->of & SAID_OF_WEIGHTS && !(s->of & SAID_OF_ALL))
			return s;
	}
	return NULL;
}

/* What other cards say without a difference, with the text of the license here, is said of the code then. */
static void tell_from_zoo(struct dossier *d)
{
	const struct said *zoo = said_by_zoo(d);
	for (size_t i = 0; i < d->n_said && zoo; i++) {
		struct said *s = &d->said[i];
		if (s->entry != zoo->entry && s->of & SAID_OF_ALL && !(s->of & SAID_OF_WEIGHTS) &&
		    said_names_another(d, s, zoo) && said_has_text(d, s->expression))
			s->of = (s->of & ~(unsigned)SAID_OF_ALL) | SAID_OF_CODE;
	}
}

/* The file that holds the text of the license says that it is for the code. */
static bool is_scoped_to_code(const struct dossier *d, const struct expression *x)
{
	bool scoped = false;
	for (size_t i = 0; i < d->artifact->n_matches; i++) {
		const struct match *m = d->artifact->matches[i]->detail;
		if (!m->license || m->state >= MATCH_MENTION || !claim_means(d->catalog, x, m->license))
			continue;
		if (!text_is_scoped_to_code(m))
			return false;
		scoped = true;
	}
	return scoped;
}

/* A badge, "License: Pear", beside a LICENSE that says "this Pear license covers the source code only": it shows that of the code. */
static void tell_from_scope(struct dossier *d)
{
	bool any = false; /* else nothing is looked for, however many badges there are */
	for (size_t i = 0; i < d->artifact->n_matches && !any; i++)
		any = text_is_scoped_to_code(d->artifact->matches[i]->detail);
	for (size_t i = 0; i < d->n_said && any; i++) {
		struct said *s = &d->said[i];
		if (s->of & SAID_OF_ALL && s->of & SAID_BY_LABEL && !(s->of & SAID_OF_WEIGHTS) && s->expression->license &&
		    is_scoped_to_code(d, s->expression))
			s->of = (s->of & ~(unsigned)SAID_OF_ALL) | SAID_OF_CODE;
	}
}

/* A row of a license file that lists files of weights, each with the license that is its own. */
static bool is_listed_file(const struct said *s)
{
	const unsigned row = SAID_BY_ROW | SAID_OF_WEIGHTS;
	return s->entry->role == DOCUMENT_LICENSE && !s->entry->text_exact && (s->of & row) == row;
}

static bool has_listed_file(const struct dossier *d)
{
	for (size_t i = 0; i < d->n_said; i++)
		if (is_listed_file(&d->said[i]))
			return true;
	return false;
}

static bool is_listed(struct dossier *d, const struct entry *weights)
{
	for (size_t i = 0; i < d->n_said; i++)
		if (is_listed_file(&d->said[i]) && d->said[i].fact->value && scope_names_file(d, weights, d->said[i].fact->value))
			return true;
	return false;
}

/* Where some of the weights are in such a list, and others are not, it tells of parts. */
static void tell_from_list(struct dossier *d)
{
	bool all = true;
	if (!has_listed_file(d))
		return;
	for (size_t i = 0; i < d->group->count && all; i++)
		all = !d->group->entries[i]->weights || is_listed(d, d->group->entries[i]);
	for (size_t i = 0; i < d->n_said && !all; i++)
		if (is_listed_file(&d->said[i]))
			d->said[i].of = (d->said[i].of & ~(unsigned)(SAID_OF_WEIGHTS | SAID_OF_ALL)) | SAID_OF_PART;
}

/* The card in which all is said that is said here; NULL: there are several, or none. */
static const struct entry *only_card(const struct dossier *d)
{
	for (size_t i = 0; i < d->n_said; i++)
		if (d->said[i].entry != d->said[0].entry || d->said[i].entry->role != DOCUMENT_CARD)
			return NULL;
	return d->n_said ? d->said[0].entry : NULL;
}

/* The tags of the card's comments, each as said plainly of all that is here. */
static void add_tags(struct dossier *d, const struct entry *e)
{
	for (size_t k = 0; k < e->count && d->n_said < SAID_MAX; k++) {
		const struct fact *f = &e->facts[k];
		bool is_tag = f->kind == FACT_META && f->key && f->value && !strcmp(f->key, "license_tag");
		const struct expression *x = is_tag ? claim_resolve(d->catalog, f->value, d->arena) : NULL;
		if (x)
			d->said[d->n_said++] = (struct said){e, f, x, SAID_OF_ALL | SAID_PLAINLY};
	}
}

/*
 * An SPDX tag in a card's comment is often that of the card's own words: it counts where nothing else tells the license, and against what
 * the card of a folder of a model, which nobody else speaks of, says further down.
 */
static void collect_tags(struct dossier *d)
{
	const struct entry *only = *d->group->root ? only_card(d) : NULL;
	if (d->n_claims || said_beside_text(d) || (!only && said_anything_of(d, SAID_OF_WEIGHTS | SAID_OF_ALL)))
		return;
	for (size_t i = 0; i < d->group->count; i++) {
		const struct entry *e = d->group->entries[i];
		if (e->role == DOCUMENT_CARD && (!only || e == only) && !scope_is_elsewhere(d, e))
			add_tags(d, e);
	}
}

/* Adds what the card says of the weights. */
static void add_of_weights(struct dossier *d, const struct entry *card)
{
	struct said *all = arena_array(d->arena, d->n_said + CARD_SAYINGS, sizeof *all);
	memcpy(all, d->said, d->n_said * sizeof *all);
	size_t n = said_in(d, card, all + d->n_said, CARD_SAYINGS);
	d->said = all;
	for (size_t i = d->n_said, end = i + n; i < end; i++)
		if (all[i].of & SAID_OF_WEIGHTS)
			all[d->n_said++] = all[i];
}

/* Cards of a folder speak of the code alone: what the nearest card above says of the weights holds for those in it. */
static void collect_above(struct dossier *d)
{
	const char *root = d->group->root;
	if (!said_anything_of(d, SAID_OF_CODE))
		return;
	for (size_t len = strlen(root); len && !said_anything_of(d, SAID_OF_WEIGHTS | SAID_OF_ALL);) {
		len = path_parent(root, len);
		const char *name = arena_printf(d->arena, "%.*s%sREADME.md", (int)len, root, len ? "/" : "");
		const struct entry *card = entries_find(d->entries, name);
		if (card && card->role == DOCUMENT_CARD)
			add_of_weights(d, card);
	}
}

static size_t count_sayings(const struct dossier *d)
{
	size_t n = d->artifact->n_matches;
	for (size_t i = 0; i < d->group->count; i++)
		for (size_t k = 0; k < d->group->entries[i]->count; k++)
			n += d->group->entries[i]->facts[k].kind == FACT_META;
	return n;
}

static void collect(struct dossier *d)
{
	size_t n = count_sayings(d);
	size_t room = n < SAID_MAX ? n : SAID_MAX;
	d->said = arena_array(d->arena, room, sizeof *d->said);
	for (size_t i = 0; i < d->group->count; i++) {
		const struct entry *e = d->group->entries[i];
		size_t before = d->n_said;
		if ((e->role == DOCUMENT_CARD || e->role == DOCUMENT_LICENSE) && !scope_is_elsewhere(d, e))
			d->n_said += said_in(d, e, d->said + d->n_said, room - d->n_said);
		if (e->role == DOCUMENT_LICENSE && !scope_is_elsewhere(d, e) &&
		    (d->n_said == before || tells_of_others_only(d, e, before)))
			collect_named(d, e);
	}
	tell_from_code(d);
	tell_from_scope(d);
	tell_from_zoo(d);
	tell_from_list(d);
	collect_tags(d);
	collect_above(d);
	if (d->n_said >= SAID_MAX)
		dossier_cut(d, NULL, SAID_CUT);
}

/* What the card says of the weights, else of what is here in general: 0 for nothing of either. */
static unsigned spoken_of(const struct dossier *d, const struct entry *e)
{
	unsigned of = 0;
	for (size_t i = 0; i < d->n_said; i++)
		if (d->said[i].entry == e)
			of |= d->said[i].of;
	return of & SAID_OF_WEIGHTS ? SAID_OF_WEIGHTS : of & SAID_OF_ALL;
}

/* A family adds nothing where one of its members is named, too: "under a Pear license (Pear-2.0)". */
static bool is_more_exact(const struct expression *x, const struct expression *than)
{
	return x != than && x->license && than->license && license_has_member(than->license, x->license);
}

/* What the same sentence names a license by that is made of it: "under the Plum License (Pear with additional conditions)". */
static bool is_made_of(const struct said *made, const struct said *s)
{
	return made->expression->license && s->expression->license && made->fact->value && s->fact->value &&
	       !strcmp(made->fact->value, s->fact->value) &&
	       license_has_terms_of(made->expression->license, s->expression->license);
}

/* The text of the one that is made of it is here, with all that it says. */
static bool is_told_in_text(const struct dossier *d, const struct said *s, unsigned of)
{
	for (size_t i = 0; i < d->n_said; i++)
		if (d->said[i].entry == s->entry && d->said[i].of & of && is_made_of(&d->said[i], s))
			return said_has_text(d, d->said[i].expression);
	return false;
}

static bool is_told_better(const struct dossier *d, const struct said *s, unsigned of)
{
	for (size_t i = 0; i < d->n_said; i++) {
		const struct said *other = &d->said[i];
		if (other->entry == s->entry && other->of & of && is_more_exact(other->expression, s->expression))
			return true;
	}
	return is_told_in_text(d, s, of);
}

/* "The models use a Pear license", and a table of them with one each: what is said in general tells the family's members. */
static bool tells_members(const struct dossier *d, const struct said *s, unsigned of)
{
	for (size_t i = 0; i < d->n_said; i++) {
		const struct said *family = &d->said[i];
		if (family->entry == s->entry && family->of & of && s->of & SAID_OF_ALL &&
		    is_more_exact(s->expression, family->expression))
			return true;
	}
	return false;
}

/* --- statements ------------------------------------------------------------------------------------------------------------------- */

/* What is said together: of those that a card offers as a choice, one holds; of the others all, but those that may be chosen. */
static const struct expression *together(const struct dossier *d, const struct said *const *all, size_t n)
{
	const struct expression **parts = arena_array(d->arena, n + 1, sizeof *parts), *choice = NULL;
	size_t n_choices = 0, kept = 0;
	for (size_t i = 0; i < n; i++)
		if (all[i]->of & SAID_BY_CHOICE)
			parts[n_choices++] = all[i]->expression;
	if (n_choices > 1)
		choice = expression_join(EXPRESSION_OR, parts, n_choices, d->arena);
	for (size_t i = 0; i < n; i++)
		if (!choice || !expressions_meet(d->catalog, choice, all[i]->expression))
			parts[kept++] = all[i]->expression;
	if (choice)
		parts[kept++] = choice;
	return expression_join(EXPRESSION_AND, parts, kept, d->arena);
}

/* Are the two names in one sentence, with no room for a verb of the second's own between them? */
static bool is_next(const struct said *a, const struct said *b)
{
	return a->fact->value && b->fact->value && !strcmp(a->fact->value, b->fact->value) &&
	       b->fact->at.start >= a->fact->at.end && b->fact->at.start - a->fact->at.end <= ROW_REACH;
}

/* Is there a row of names in which all of x are? */
static bool is_row_of_names(const struct dossier *d, const struct said *const *all, size_t n, const struct expression *x)
{
	for (size_t first = 0, end; first < n; first = end) {
		end = first + 1;
		while (end < n && is_next(all[end - 1], all[end]))
			end++;
		const struct expression *row = end - first > 1 ? together(d, all + first, end - first) : NULL;
		if (row && row->op != EXPRESSION_LICENSE)
			return expression_covers(d->catalog, row, x);
	}
	return false;
}

/*
 * All that the card says of the weights, as one statement; without an expression: nothing. What is disputed is a statement of its own,
 * `apart`.
 */
static struct statement card_statement(const struct dossier *d, const struct entry *e, const bool *disputed, bool apart,
				       const struct said **parts)
{
	struct statement s = {.entry = e, .prose = true};
	unsigned of = spoken_of(d, e);
	size_t n = 0;
	for (size_t i = 0; i < d->n_said; i++) {
		const struct said *one = &d->said[i];
		if (one->entry != e || disputed[i] != apart || is_told_better(d, one, of | SAID_OF_ALL) ||
		    (!(one->of & of) && !tells_members(d, one, of)))
			continue;
		s.fact = s.fact ? s.fact : d->said[i].fact;
		parts[n++] = one;
	}
	if (n)
		s.expression = together(d, parts, n);
	s.in_a_row = n > 1 && is_row_of_names(d, parts, n, s.expression);
	return s;
}

/* Has a field for licenses, or another card, said the same? One that names a family has not said which of its members. */
static bool is_said_already(const struct dossier *d, const struct statement *s)
{
	for (size_t i = 0; i < d->n_statements; i++)
		if (statements_agree(d, &d->statements[i], s) &&
		    (!statement_is_vague(&d->statements[i]) || statement_is_vague(s)))
			return true;
	return false;
}

static void add_declared(struct dossier *d, const struct statement *s)
{
	struct artifact *a = d->artifact;
	struct declared *grown = arena_array(d->arena, a->n_declared + 1, sizeof *grown);
	if (a->n_declared)
		memcpy(grown, a->declared, a->n_declared * sizeof *grown);
	grown[a->n_declared++] = (struct declared){
		.license = expression_print(s->expression, d->arena),
		.record = s->expression->op == EXPRESSION_LICENSE ? s->expression->license : NULL,
		.expression = s->expression,
		.as_written = s->fact->value ? s->fact->value : "",
		.source = "prose",
		.fact = s->fact,
	};
	a->declared = grown;
}

bool said_anything_of(const struct dossier *d, unsigned of)
{
	for (size_t i = 0; i < d->n_said; i++)
		if (d->said[i].of & of)
			return true;
	return false;
}

bool said_only_of_code(const struct dossier *d)
{
	return said_anything_of(d, SAID_OF_CODE) && !said_anything_of(d, SAID_OF_WEIGHTS | SAID_OF_ALL);
}

/* Does the sentence begin with the very name of what is here? "Tern" is the name of all of it, and "Tern-7B" that of one model. */
static bool begins_with_name(const struct dossier *d, const char *sentence)
{
	const char *own = scope_own_name(d);
	size_t n = strlen(own);
	return n && sentence && !strncasecmp(sentence, own, n) && !isalnum((unsigned char)sentence[n]) &&
	       (!sentence[n] || !strchr("-_", sentence[n]));
}

/* "Model: [Pear](LICENSE)": the link says once more what its sentence says plainly. */
static bool is_said_plainly(const struct dossier *d, size_t i)
{
	const struct said *s = &d->said[i], *before = i ? s - 1 : s;
	bool same = before->entry == s->entry && before->fact->value && s->fact->value &&
		    !strcmp(before->fact->value, s->fact->value);
	return s->of & SAID_PLAINLY || (same && before->of & SAID_OF_WEIGHTS && before->of & SAID_PLAINLY);
}

bool said_of_some_weights(const struct dossier *d)
{
	for (size_t i = 0; i < d->n_said; i++)
		if (d->said[i].of & SAID_OF_WEIGHTS && !is_said_plainly(d, i) && !begins_with_name(d, d->said[i].fact->value))
			return true;
	return false;
}

static bool anything_said_of_weights(const struct dossier *d)
{
	return said_anything_of(d, SAID_OF_WEIGHTS);
}

/* Where something is said of the weights, or of all that is here, what is declared for a package does not count for them. */
static void drop_packages(struct dossier *d)
{
	size_t kept = 0;
	for (size_t i = 0; i < d->n_statements; i++)
		if (!d->statements[i].package)
			d->statements[kept++] = d->statements[i];
	d->n_statements = kept;
}

void said_collect(struct dossier *d)
{
	collect(d);
	absent_collect(d);
	if (!d->n_said)
		return;
	if (said_anything_of(d, SAID_OF_WEIGHTS | SAID_OF_ALL))
		drop_packages(d);
	const bool *disputed = disputed_find(d);
	const struct said **parts = arena_array(d->arena, d->n_said, sizeof *parts);
	struct statement *grown = arena_array(d->arena, d->n_statements + 2 * d->n_said, sizeof *grown);
	if (d->n_statements)
		memcpy(grown, d->statements, d->n_statements * sizeof *grown);
	d->statements = grown;
	for (size_t i = 0; i < d->n_said; i++) {
		if (i && d->said[i - 1].entry == d->said[i].entry)
			continue;
		for (int apart = 0; apart < 2; apart++) {
			struct statement s = card_statement(d, d->said[i].entry, disputed, apart, parts);
			if (!s.expression || is_said_already(d, &s))
				continue;
			d->statements[d->n_statements++] = s;
			add_declared(d, &s);
		}
	}
	statements_put_vague_last(d);
}

static bool names(const struct dossier *d, const struct said *s, const struct license *l)
{
	return claim_means(d->catalog, s->expression, l);
}

bool said_for_weights(const struct dossier *d, const struct license *l)
{
	for (size_t i = 0; i < d->n_said; i++)
		if (d->said[i].of & SAID_OF_WEIGHTS && names(d, &d->said[i], l))
			return true;
	return false;
}

const struct fact *said_elsewhere(const struct dossier *d)
{
	bool spoken = !d->weights_elsewhere || anything_said_of_weights(d);
	for (size_t i = 0; i < d->n_statements && !spoken; i++)
		spoken = !d->statements[i].package && !d->statements[i].prose;
	return spoken ? NULL : d->weights_elsewhere;
}

/* The license is said to be for a part, and no more, of what is otherwise under one that can carry all that it demands. */
static bool is_for_carried_part(const struct dossier *d, const struct license *l)
{
	const unsigned whole = SAID_OF_ALL | SAID_OF_WEIGHTS;
	const unsigned narrow = SAID_OF_PART | SAID_OF_SOME | SAID_OF_BASE | SAID_BEFORE | SAID_BY_ROW;
	bool carried = false;
	for (size_t i = 0; i < d->n_said; i++) {
		const struct said *s = &d->said[i];
		if (names(d, s, l) && (s->of & whole || !(s->of & SAID_OF_PART)))
			return false;
		carried |= s->of & SAID_OF_ALL && !(s->of & narrow) &&
			   compat_compare(d->catalog, expression_license(l, d->arena), s->expression).verdict == COMPAT_CARRIED;
	}
	return carried;
}

static bool is_offered(const struct dossier *d, const struct entry *card, const struct license *l)
{
	for (size_t i = 0; i < d->n_said; i++)
		if (d->said[i].entry == card && d->said[i].of & SAID_BY_CHOICE && names(d, &d->said[i], l))
			return true;
	return false;
}

const struct entry *said_offers(const struct dossier *d, const struct license *const *all, size_t n)
{
	for (size_t i = 0; i < d->n_said; i++) {
		const struct entry *card = d->said[i].entry;
		size_t offered = 0;
		if (!(d->said[i].of & SAID_BY_CHOICE) ||
		    (i && d->said[i - 1].entry == card && d->said[i - 1].of & SAID_BY_CHOICE))
			continue;
		for (size_t k = 0; k < n; k++)
			offered += is_offered(d, card, all[k]);
		if (offered == n)
			return card;
	}
	return NULL;
}

bool said_of_code_alone(const struct dossier *d, const struct license *l)
{
	bool of_code = false;
	for (size_t i = 0; i < d->n_said; i++) {
		const struct said *s = &d->said[i];
		if (!names(d, s, l))
			continue;
		if (s->of & (SAID_OF_WEIGHTS | SAID_OF_ALL))
			return false;
		of_code |= (s->of & SAID_OF_CODE) != 0;
	}
	return of_code;
}

/* "The weights are not under Pear": then its text is for something else. */
static bool is_denied_for_weights(const struct dossier *d, const struct license *l)
{
	const char *at = d->weights_not_under ? d->weights_not_under->value : "";
	for (size_t n; *at; at += n + strspn(at + n, " ")) {
		n = strcspn(at, " ");
		if (n == strlen(l->id) && !strncmp(at, l->id, n))
			return true;
	}
	return false;
}

/*
 * "The Tern model is licensed under Plum", in the card of what only runs it, and is called otherwise: then the text is that of the program.
 * "Tern-webui is licensed under Plum" is said of the program itself.
 */
static bool is_of_model_that_is_run(const struct dossier *d)
{
	bool found = false;
	if (!scope_only_runs(d))
		return false;
	for (size_t i = 0; i < d->n_said; i++) {
		const struct said *s = &d->said[i];
		if (s->fact->value && strcasestr(s->fact->value, scope_own_name(d)))
			return false;
		found |= (s->of & SAID_OF_WEIGHTS) != 0;
	}
	return found;
}

bool said_for_others(const struct dossier *d, const struct license *l)
{
	bool named = is_denied_for_weights(d, l) || is_of_model_that_is_run(d) || has_listed_file(d);
	for (size_t i = 0; i < d->n_said; i++) {
		const struct said *s = &d->said[i];
		if (!names(d, s, l))
			continue;
		if (s->of & SAID_OF_WEIGHTS)
			return false;
		named = true;
	}
	return named && (anything_said_of_weights(d) || said_elsewhere(d) || is_for_carried_part(d, l));
}

struct leaving {
	const struct dossier *dossier;
	bool all; /* licenses so far are those of texts that were left to other things */
};

static void look_left(void *ctx, const struct expression *x)
{
	struct leaving *l = ctx;
	bool left = false;
	for (size_t i = 0; i < l->dossier->n_left; i++)
		left |= claim_means(l->dossier->catalog, x, l->dossier->left[i].license);
	l->all &= left && !text_is_held(l->dossier, x);
}

void said_leave(struct dossier *d)
{
	size_t kept = 0;
	for (size_t i = 0; i < d->n_statements; i++) {
		const struct statement *s = &d->statements[i];
		bool general = s->prose && !(spoken_of(d, s->entry) & SAID_OF_WEIGHTS) && d->n_texts > 0;
		struct leaving l = {d, general || (s->package && d->n_left > 0)};
		if (l.all)
			expression_each(s->expression, look_left, &l);
		if (!l.all)
			d->statements[kept++] = *s;
	}
	d->n_statements = kept;
}
