/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "findings/texts.h"

#include "base/utf8.h"
#include "findings/absent.h"
#include "findings/base_sayings.h"
#include "findings/beside.h"
#include "findings/claims.h"
#include "findings/compat.h"
#include "findings/conclude.h"
#include "findings/data_texts.h"
#include "findings/finding.h"
#include "findings/said.h"
#include "findings/scope.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum {
	CLAIMS_LOOKED = 100,   /* claims of one document that a text in it is compared with */
	EXCEPTIONS_MAX = 1000, /* kept of one artifact */
	QUOTE_BYTES = 240,
	COLLECTED = 4,	      /* texts of licenses in a file that collects those of components */
	OWN_TERMS_LONGER = 2, /* times a text, that terms are which only quote it */
	ADDRESS_BEHIND = 100, /* bytes: ", see:" and a line end */
	NOTICE_BYTES = 4000,  /* of a license file that names a license and only sums it up */
	HEAD_LOOKED = 1000,   /* facts of a license file in which its head is looked for */
};

void facts_push(struct facts *list, struct arena *a, const struct fact *f)
{
	if (list->count == list->capacity) {
		size_t capacity = list->capacity ? list->capacity * 2 : 8;
		const struct fact **grown = arena_array(a, capacity, sizeof *grown);
		if (list->count)
			memcpy(grown, list->at, list->count * sizeof *grown);
		list->at = grown;
		list->capacity = capacity;
	}
	list->at[list->count++] = f;
}

void dossier_cut(const struct dossier *d, const struct entry *e, const char *sentence)
{
	struct artifact *a = d->artifact;
	for (size_t i = 0; i < a->n_problems; i++)
		if (!strcmp(a->problems[i]->value, sentence))
			return;
	const struct fact **grown = arena_array(d->arena, a->n_problems + 1, sizeof *grown);
	if (a->n_problems)
		memcpy(grown, a->problems, a->n_problems * sizeof *grown);
	struct fact f = {.kind = FACT_PROBLEM,
			 .key = "limit",
			 .value = sentence,
			 .at = {.entry = e ? e->name : d->group->root},
			 .reader = "findings"};
	const struct fact *problem = arena_memdup(d->arena, &f, sizeof f);
	grown[a->n_problems++] = problem;
	a->problems = grown;
	finding_add(a, d->arena, FINDING_BOUND_REACHED, &problem, 1, "%s", sentence);
}

const char *dossier_name(const struct dossier *d, const char *entry)
{
	size_t n = d->group ? strlen(d->group->root) : 0;
	return n && path_below(entry, d->group->root, n) ? entry + n + 1 : entry;
}

const char *dossier_where(const struct dossier *d, const struct fact *f)
{
	return arena_printf(d->arena, "%s, line %u", dossier_name(d, f->at.entry), f->at.line_start);
}

const char *dossier_words(const struct dossier *d, const char *words)
{
	return words ? utf8_visible(d->arena, words, strlen(words), QUOTE_BYTES) : "";
}

const char *dossier_quote(const struct dossier *d, const struct fact *f)
{
	return dossier_words(d, f->value);
}

const char *dossier_held_as(enum match_state state)
{
	static const char *const names[] = {
		[MATCH_EXACT] = "the text",
		[MATCH_VERSION] = "another version",
		[MATCH_EDITED] = "an edited copy",
		[MATCH_PARTIAL] = "a part",
	};
	return names[state <= MATCH_PARTIAL ? state : MATCH_PARTIAL];
}

const char *license_title(const struct license *l, struct arena *a)
{
	return strncasecmp(l->name, "the ", 4) ? arena_printf(a, "the %s", l->name) : arena_printf(a, "the %s", l->name + 4);
}

/* LICENSE-CODE, DATA_LICENSE; LICENSE-CODE-AND-MODEL is for the model too. */
static bool is_for_other_things(const struct dossier *d, const struct entry *e)
{
	unsigned of = scope_of_entry(d, e);
	return of && !(of & SAID_OF_WEIGHTS);
}

/* Is there another license file beside this one that is called after the weights, while this one is not? */
static bool gives_way(const struct dossier *d, const struct entry *e, const struct license *l)
{
	if (e->role != DOCUMENT_LICENSE || scope_of_entry(d, e) || (l && said_for_weights(d, l)))
		return false;
	return scope_holds_model_license(d, e);
}

static bool speaks_of_licensing(const struct entry *e)
{
	return e->role >= DOCUMENT_NOTICE;
}

static bool named_in(const struct dossier *d, const struct entry *e, const char *field, const struct license *l)
{
	bool found = false;
	int looked = 0;
	for (size_t i = 0; i < e->count && !found && looked < CLAIMS_LOOKED; i++) {
		const struct fact *f = &e->facts[i];
		if (f->kind != FACT_DECLARED || !f->key || !f->value || strcmp(f->key, field) != 0)
			continue;
		const struct expression *x = claim_resolve(d->catalog, claim_words(f, d->arena), d->arena);
		found = x && claim_names(d->catalog, x, l);
		if (++looked == CLAIMS_LOOKED && !found)
			dossier_cut(d, e, "A document declares more licenses than are compared with the texts in it.");
	}
	return found;
}

/* Says the document itself that this license is for a part of what is there (doc/…), and names another one for the rest? */
static bool is_for_a_part(const struct dossier *d, const struct entry *e, const struct license *l)
{
	return e->claims && named_in(d, e, "license_part", l) && !named_in(d, e, "license", l);
}

/* --- a document that spells out texts under names and says which name holds for what ------------------------------------------ */

/* The name under which the document spells out the text that the fact lies in; NULL. */
static const char *name_it_is_under(const struct entry *e, const struct fact *f)
{
	for (size_t i = 0; i < e->count; i++) {
		const struct fact *t = &e->facts[i];
		if (t->kind == FACT_META && t->key && t->value && !strcmp(t->key, "license_under_name") &&
		    f->at.start >= t->at.start && f->at.start < t->at.end)
			return t->value;
	}
	return NULL;
}

static bool is_part_of_name(char c)
{
	return isalnum((unsigned char)c) || (c && strchr("+-.~_", c));
}

/* Does the claim ("Pear-2+ and Plum", "Plum for doc/") name it? */
static bool is_named(const char *claim, const char *name)
{
	const char *end = strstr(claim, " for ");
	size_t n = strlen(name), len = end ? (size_t)(end - claim) : strlen(claim);
	for (size_t i = 0; n && i + n <= len; i++)
		if (!strncasecmp(claim + i, name, n) && !(i && is_part_of_name(claim[i - 1])) && !is_part_of_name(claim[i + n]))
			return true;
	return false;
}

/* Is the text that the fact lies in spelled out for other files than those that the document's claims are for? */
static bool is_under_another_name(const struct dossier *d, const struct entry *e, const struct fact *f)
{
	const char *name = f && e->claims ? name_it_is_under(e, f) : NULL;
	bool claimed = false;
	for (size_t i = 0; name && i < d->n_claims; i++) {
		if (d->claims[i].entry != e || !d->claims[i].fact->value)
			continue;
		claimed = true;
		if (is_named(d->claims[i].fact->value, name))
			return false;
	}
	return claimed;
}

static bool is_license(const struct match *m)
{
	return m->license && !m->license->policy && !m->license->exception;
}

static bool governs(const struct entry *e, const struct match *m)
{
	if (!is_license(m) || m->state == MATCH_MENTION || m->state == MATCH_UNKNOWN)
		return false;
	if (m->state == MATCH_PARTIAL)
		return e->role == DOCUMENT_LICENSE;
	return e->role >= DOCUMENT_POLICY;
}

/* Each license once, in the state of its worst copy. */
static void put(struct held *texts, size_t *n, const struct entry *e, const struct fact *f, bool named)
{
	const struct match *m = f->detail;
	for (size_t i = 0; i < *n; i++)
		if (texts[i].license == m->license) {
			if (m->state > texts[i].state)
				texts[i].state = m->state;
			return;
		}
	texts[(*n)++] = (struct held){.license = m->license, .state = m->state, .fact = f, .entry = e, .named = named};
}

static void hold(struct dossier *d, const struct entry *e, const struct fact *f)
{
	put(d->texts, &d->n_texts, e, f, false);
}

static void leave(struct dossier *d, const struct entry *e, const struct fact *f)
{
	if (!scope_is_elsewhere(d, e))
		put(d->left, &d->n_left, e, f, is_under_another_name(d, e, f));
}

/* An SPDX tag in a file of code says nothing of the weights beside it. */
static bool is_tag_of_code(const struct dossier *d, const struct entry *e, const struct match *m)
{
	return e->role == DOCUMENT_PACKAGE && d->artifact->n_weights && m->how && !strncmp(m->how, "spdx-", 5);
}

/*
 * A use policy that is like a known one, in a license file whose own license is none of those that are known word for word: the schedule
 * of that license, and no copy of what somebody else forbids.
 */
static bool is_schedule(const struct entry *e, const struct match *m)
{
	for (size_t i = 0; i < e->count && m->license->policy && e->role == DOCUMENT_LICENSE; i++) {
		const struct match *other = e->facts[i].kind == FACT_MATCH ? e->facts[i].detail : NULL;
		if (other && (other->state == MATCH_VERSION || other->state == MATCH_UNKNOWN))
			return true;
	}
	return false;
}

/* A license file that holds something else, the card of a model say: what reads like terms in it is no license. */
static bool holds_no_license(const struct entry *e)
{
	for (size_t i = 0; i < e->count; i++)
		if (e->facts[i].kind == FACT_META && e->facts[i].key && !strcmp(e->facts[i].key, "license_file_is"))
			return true;
	return false;
}

/*
 * The file begins with terms of its own that no record explains and that are far longer: this text is what they quote for some component,
 * and they are no edit of it. That nobody knows them is told.
 */
static bool is_quoted(const struct entry *e, const struct fact *f)
{
	uint64_t own = 0;
	for (size_t i = 0; i < e->count && e->role == DOCUMENT_LICENSE; i++) {
		const struct fact *other = &e->facts[i];
		const struct match *m = other->kind == FACT_MATCH ? other->detail : NULL;
		if (m && m->state == MATCH_UNKNOWN && other->at.end <= f->at.start)
			own += other->at.end - other->at.start;
	}
	return own > OWN_TERMS_LONGER * (f->at.end - f->at.start);
}

/* Is it a license file that holds the text of the license, as it is or no worse than that? */
static bool holds_text_of(const struct entry *e, const struct license *l, enum match_state worst)
{
	for (size_t i = 0; i < e->count && e->role == DOCUMENT_LICENSE; i++) {
		const struct match *m = e->facts[i].kind == FACT_MATCH ? e->facts[i].detail : NULL;
		if (m && m->license == l && m->state <= worst)
			return true;
	}
	return false;
}

static bool text_lies_beside(const struct dossier *d, const struct entry *e, const struct license *l, enum match_state worst)
{
	for (size_t i = 0; i < d->group->count; i++) {
		const struct entry *other = d->group->entries[i];
		if (other != e && other->dir == e->dir && holds_text_of(other, l, worst))
			return true;
	}
	return false;
}

/* The file says that the license that it names is a modified one, or adds to it. */
static bool is_of_modified(const struct entry *e)
{
	for (size_t i = 0; i < e->count; i++) {
		const struct fact *f = &e->facts[i];
		if (f->kind == FACT_META && f->key && (!strcmp(f->key, "license_modified") || !strcmp(f->key, "license_added")))
			return true;
	}
	return false;
}

/* Of the code or the data alone, or in passing, of a license that lets anybody do anything: "made from a port that is under Pear". */
static bool is_named_for_others(const struct dossier *d, const struct match *m)
{
	return !(m->said & (SAID_OF_WEIGHTS | SAID_OF_ALL)) &&
	       (m->said || license_is_among(m->license, &d->catalog->free_of_terms));
}

/* The name of a license in the first line of the file, as its title, before the stretch; NULL. */
static const struct fact *title_over(const struct entry *e, const struct fact *stretch)
{
	for (size_t i = 0; i < e->count; i++) {
		const struct match *m = e->facts[i].kind == FACT_MATCH ? e->facts[i].detail : NULL;
		if (m && m->license && m->state == MATCH_MENTION)
			return e->facts[i].at.line_start == 1 && e->facts[i].at.end <= stretch->at.start ? &e->facts[i] : NULL;
	}
	return NULL;
}

static const struct license *license_titled(const struct entry *e, const struct fact *stretch)
{
	const struct fact *f = title_over(e, stretch);
	return f ? ((const struct match *)f->detail)->license : NULL;
}

/*
 * The license that all license names in the file are of, but those of other things. One of them has the address of its text, the text lies
 * beside the file, or that is called after the weights and puts them under it. NULL: there is another, or a text, or it is a modified one.
 */
static const struct license *license_summed_up(const struct dossier *d, const struct entry *e, const struct fact *stretch)
{
	const struct license *found = NULL, *titled = license_titled(e, stretch);
	bool told = false, of_weights = scope_of_entry(d, e) == SAID_OF_WEIGHTS;
	for (size_t i = 0; i < e->count; i++) {
		const struct fact *f = &e->facts[i];
		const struct match *m = f->kind == FACT_MATCH ? f->detail : NULL;
		if (!m || !m->license ||
		    (m->license != found && m->license != titled && m->state == MATCH_MENTION && is_named_for_others(d, m)))
			continue;
		if (m->state != MATCH_MENTION || (found && m->license != found))
			return NULL;
		found = m->license;
		told |= (of_weights && m->said & SAID_OF_WEIGHTS) ||
			(m->how && !strcmp(m->how, "link") && f->at.start >= stretch->at.start &&
			 f->at.start <= stretch->at.end + ADDRESS_BEHIND);
	}
	return found && (told || text_lies_beside(d, e, found, MATCH_EXACT)) && !is_of_modified(e) ? found : NULL;
}

/* What no license for the weights would differ in: that no trademarks are granted. */
static bool is_of_no_use(const struct kind *k)
{
	return k->weight <= WEIGHT_LOW && k->derivative == DERIVATIVE_FREE && !k->n_bearings;
}

/*
 * A notice that puts what is here under a known license, tells where its text is, and sums up what stands there: "NonCommercial: you may
 * not …". It has no terms of its own: the license restricts all that rules see in it.
 */
static bool only_sums_up(const struct dossier *d, const struct entry *e, const struct fact *f)
{
	bool short_enough = e->role == DOCUMENT_LICENSE && f->at.end - f->at.start <= NOTICE_BYTES;
	const struct license *l = short_enough ? license_summed_up(d, e, f) : NULL;
	bool all = l && compat_is_known(d->catalog, l);
	for (size_t i = 0; i < e->count && all; i++) {
		const struct restriction *r = e->facts[i].kind == FACT_RESTRICTION ? e->facts[i].detail : NULL;
		all = !r || r->license || is_of_no_use(r->kind) ||
		      compat_restricts(d->catalog, expression_license(l, d->arena), r->kind);
	}
	return all;
}

static bool text_is_here(const struct dossier *d, const struct license *l)
{
	for (size_t i = 0; i < d->group->count; i++)
		if (holds_text_of(d->group->entries[i], l, MATCH_EXACT))
			return true;
	return false;
}

/* The notice names a license that restricts as much, and whose text is here. */
static bool is_of_license_named(const struct dossier *d, const struct entry *notice, const struct kind *k)
{
	for (size_t i = 0; i < notice->count; i++) {
		const struct match *m = notice->facts[i].kind == FACT_MATCH ? notice->facts[i].detail : NULL;
		if (m && m->license && m->state == MATCH_MENTION && compat_is_known(d->catalog, m->license) &&
		    compat_restricts(d->catalog, expression_license(m->license, d->arena), k) && text_is_here(d, m->license))
			return true;
	}
	return false;
}

/*
 * "Wings are bundled under the Pear License: they may not be …", in a notice: what components ask stands in the texts of their licenses, which
 * are here, and what the notice sums up of them are no terms of its own.
 */
static bool sums_up_components(const struct dossier *d, const struct entry *e)
{
	bool any = false;
	for (size_t i = 0; i < e->count && e->role == DOCUMENT_NOTICE; i++) {
		const struct restriction *r = e->facts[i].kind == FACT_RESTRICTION ? e->facts[i].detail : NULL;
		if (!r || r->license || is_of_no_use(r->kind))
			continue;
		if (!is_of_license_named(d, e, r->kind))
			return false;
		any = true;
	}
	return any;
}

static void sort_match(struct dossier *d, const struct entry *e, const struct fact *f)
{
	const struct match *m = f->detail;
	bool speaks = speaks_of_licensing(e) && !scope_is_elsewhere(d, e) && !is_under_another_name(d, e, f);
	if (m->state == MATCH_UNKNOWN && speaks && (only_sums_up(d, e, f) || sums_up_components(d, e)))
		return;
	if (m->state == MATCH_UNKNOWN && speaks) {
		facts_push(&d->unknown, d->arena, f);
		d->weights_have_terms |= e->role == DOCUMENT_LICENSE && scope_of_entry(d, e) == SAID_OF_WEIGHTS;
		d->unknown_governs |= e->role == DOCUMENT_LICENSE && !e->claims && !is_for_other_things(d, e) &&
				      !holds_no_license(e) && !text_is_of_component(d, e, f);
	} else if (m->state == MATCH_MENTION || (m->state == MATCH_PARTIAL && e->role != DOCUMENT_LICENSE)) {
		if (speaks && is_license(m) && !is_tag_of_code(d, e, m))
			facts_push(&d->mentions, d->arena, f);
	} else if (speaks && e->role != DOCUMENT_NOTICE && m->license && m->state != MATCH_EXACT && !is_schedule(e, m) &&
		   !is_quoted(e, f)) {
		facts_push(&d->changed, d->arena, f);
	}
}

/* As document.c says of a license file that leads to a license elsewhere. */
static bool leads_away(const struct fact *f)
{
	static const char pointer[] = "only a pointer";
	return f->kind == FACT_META && f->key && !strcmp(f->key, "license_file_is") &&
	       !strncmp(f->value, pointer, sizeof pointer - 1);
}

bool text_leads_away(const struct entry *e)
{
	for (size_t i = 0; i < e->count; i++)
		if (leads_away(&e->facts[i]))
			return true;
	return false;
}

/* The license file is a card, a page, or points to one that is here. */
static bool is_no_license(const struct fact *f, const char *key)
{
	return !strcmp(key, "license_file_points") || (!strcmp(key, "license_file_is") && !leads_away(f));
}

/* All weights lie in the folder of the file, or below it, and that is not the whole. */
static bool lies_over_weights(const struct dossier *d, const struct entry *e)
{
	bool any = false;
	for (size_t i = 0; e->dir && i < d->group->count; i++) {
		const struct entry *w = d->group->entries[i];
		if (w->weights && (strncmp(w->name, e->name, e->dir) != 0 || w->name[e->dir] != e->name[e->dir]))
			return false;
		any |= w->weights;
	}
	return any;
}

/* A license that the file names in passing, below its title, or for the code, and whose text lies beside it: it tells nothing of the weights. */
static bool is_named_in_passing(const struct dossier *d, const struct entry *e, const struct fact *f)
{
	enum { TITLE_LINES = 2 };
	const struct match *m = f->detail;
	return m->state == MATCH_MENTION && !(m->said & ~(unsigned)(SAID_OF_CODE | SAID_OF_SOME)) &&
	       f->at.line_start > TITLE_LINES && m->license && text_lies_beside(d, e, m->license, MATCH_EDITED);
}

/*
 * In a license file that is called after the weights, or lies with them, nothing is known, or only where to look for it: it is no license that
 * is here besides, and theirs all the same.
 */
static bool is_unread_for_weights(const struct dossier *d, const struct entry *e)
{
	bool document = false;
	if (e->role != DOCUMENT_LICENSE || e->claims || scope_is_elsewhere(d, e) ||
	    (scope_of_entry(d, e) != SAID_OF_WEIGHTS && !(text_leads_away(e) && lies_over_weights(d, e))))
		return false;
	for (size_t i = 0; i < e->count; i++) {
		const struct fact *f = &e->facts[i];
		const char *key = f->kind == FACT_META && f->key ? f->key : "";
		bool names = !strcmp(key, "license_file_names") && claim_resolve(d->catalog, f->value, d->arena);
		if ((f->kind == FACT_MATCH && !is_named_in_passing(d, e, f)) || names || is_no_license(f, key))
			return false;
		document |= f->kind == FACT_DOCUMENT;
	}
	return document;
}

static void find_unread_for_weights(struct dossier *d)
{
	for (size_t i = 0; i < d->group->count && !d->weights_unread; i++)
		if (is_unread_for_weights(d, d->group->entries[i]))
			d->weights_unread = d->group->entries[i];
	d->weights_have_terms |= d->weights_unread != NULL;
	d->unknown_governs |= d->weights_unread != NULL;
}

/* Calls visit for every match of every entry of the artifact. */
static void each_match(struct dossier *d, void (*visit)(struct dossier *, const struct entry *, const struct fact *))
{
	for (size_t i = 0; i < d->group->count; i++) {
		const struct entry *e = d->group->entries[i];
		for (size_t k = 0; k < e->count; k++)
			if (e->facts[k].kind == FACT_MATCH)
				visit(d, e, &e->facts[k]);
	}
}

/* A file one license of which is said to be for the code, and none for the weights, is for the code with all that is in it. */
static bool is_with_others(const struct dossier *d, const struct entry *e)
{
	bool others = false;
	for (size_t i = 0; i < e->count; i++) {
		const struct match *m = e->facts[i].kind == FACT_MATCH ? e->facts[i].detail : NULL;
		if (!m || !governs(e, m))
			continue;
		if (said_for_weights(d, m->license))
			return false;
		others |= said_for_others(d, m->license);
	}
	return others;
}

/* Once for each file, which may hold many texts that ask. */
static void find_files_with_others(struct dossier *d)
{
	d->with_others = arena_array(d->arena, d->group->count + 1, sizeof *d->with_others);
	for (size_t i = 0; i < d->group->count; i++) {
		const struct entry *e = d->group->entries[i];
		if (e->role == DOCUMENT_LICENSE && is_with_others(d, e))
			d->with_others[d->n_with_others++] = e;
	}
	if (d->n_with_others)
		qsort(d->with_others, d->n_with_others, sizeof *d->with_others, entry_by_address);
}

static bool lies_with_others(const struct dossier *d, const struct entry *e)
{
	return d->n_with_others && bsearch(&e, d->with_others, d->n_with_others, sizeof *d->with_others, entry_by_address);
}

static bool is_claimed(const struct dossier *d, const struct license *l)
{
	for (size_t i = 0; i < d->n_claims; i++)
		if (d->claims[i].expression && !d->claims[i].package && claim_names(d->catalog, d->claims[i].expression, l))
			return true;
	return said_for_weights(d, l);
}

/* A document that tells files apart has the license for others than the weights. */
static bool is_mapped_to_others(const struct dossier *d, const struct license *l)
{
	for (size_t i = 0; i < d->n_mapped; i++)
		if (license_is(d->mapped[i], l) || license_has_member(d->mapped[i], l))
			return !is_claimed(d, l);
	return false;
}

static bool has_text_of(const struct dossier *d, const struct expression *x)
{
	for (size_t i = 0; i < d->artifact->n_matches; i++) {
		const struct match *m = d->artifact->matches[i]->detail;
		if (m->license && m->state < MATCH_MENTION && claim_means(d->catalog, x, m->license))
			return true;
	}
	return false;
}

/*
 * A license of the kind that models have, or that keeps somebody out, where the other lets anybody do as with other software; and no text of
 * it is here, which would tell itself what it is for.
 */
static bool is_stricter(const struct dossier *d, const struct expression *x, const struct license *than)
{
	return x->license && !claim_names(d->catalog, x, than) &&
	       (!x->license->spdx_listed || beside_keeps_anybody_out(d->catalog, x->license)) && !has_text_of(d, x);
}

/* Made for works and data, and not for software: on the Open Definition's list, and not on that of the OSI. */
static bool is_of_content(const struct license *l)
{
	return l->open_definition && !l->osi;
}

/* A license of the kind that code does not have, where the other is one of software, and no text of it is here. */
static bool is_of_another_kind(const struct dossier *d, const struct expression *x, const struct license *than)
{
	return x->license && is_of_content(x->license) && !is_of_content(than) && !has_text_of(d, x);
}

/* By a word for the files themselves: "the model" may be all that is here. */
static bool names_weights(const char *sentence)
{
	static const char *const words[] = {"weight",
					    "checkpoint",
					    "pre-trained model",
					    "pretrained model",
					    "权重",
					    "權重",
					    "重み",
					    "가중치",
					    "gewicht",
					    "poids",
					    "pesos",
					    "веса",
					    "весов",
					    "trained parameter",
					    "model parameter",
					    "the parameters"};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strcasestr(sentence, words[i]))
			return true;
	return false;
}

/* "[Models](https://…) under the Quince License": they are not here, and have another license, of which no text is here. */
static bool is_of_weights_elsewhere(const struct dossier *d, const struct said *s, const struct license *than)
{
	return !d->artifact->n_weights && s->of & SAID_WHERE_LINKED && s->expression->license &&
	       !claim_names(d->catalog, s->expression, than) && !has_text_of(d, s->expression);
}

/* It is said of the weights and of nothing else. */
static bool is_of_weights_alone(const struct said *s)
{
	const unsigned others = SAID_OF_ALL | SAID_OF_CODE | SAID_OF_DATA | SAID_OF_WHOLE | SAID_OF_OTHERS | SAID_OF_BASE |
				SAID_BEFORE | SAID_OF_SOME;
	return s->of & SAID_OF_WEIGHTS && !(s->of & others) && s->fact->value;
}

/* By a word for them, or in a row of a table of models that are not here, or of their licenses and nothing else. */
static bool tells_stricter(const struct dossier *d, const struct said *s, const struct license *than)
{
	bool told = s->of & SAID_BY_ROW ? !d->artifact->n_weights || s->entry == absent_list_of_licenses(d)
					: names_weights(s->fact->value);
	return told && (is_stricter(d, s->expression, than) || is_of_another_kind(d, s->expression, than));
}

/* "The weights are under the Quince License", in a sentence of nothing else or in a file called after them. */
static bool weights_have_own(const struct dossier *d, const struct license *than)
{
	for (size_t i = 0; i < d->n_said; i++) {
		const struct said *s = &d->said[i];
		if (!is_of_weights_alone(s))
			continue;
		if (tells_stricter(d, s, than) || (!(s->of & SAID_BY_ROW) && is_of_weights_elsewhere(d, s, than)))
			return true;
	}
	for (size_t i = 0; i < d->n_claims; i++) {
		const struct claim *c = &d->claims[i];
		if (c->expression && c->entry->role == DOCUMENT_LICENSE && scope_of_entry(d, c->entry) == SAID_OF_WEIGHTS &&
		    is_stricter(d, c->expression, than))
			return true;
	}
	return false;
}

/* The card that limits who may use the weights puts the code under that license, and nothing puts anything else under it. */
static bool is_said_of_code(const struct dossier *d, const struct license *l)
{
	for (size_t i = 0; i < d->n_said; i++) {
		const struct said *s = &d->said[i];
		if (s->of & SAID_OF_CODE && !(s->of & SAID_OF_SOME) && claim_means(d->catalog, s->expression, l) &&
		    !strcmp(s->entry->name, d->weights_limited->at.entry))
			return !is_claimed(d, l);
	}
	return false;
}

/*
 * The weights are said to be under a license that is not here, or under a stricter one, or to be elsewhere under another one: a license file
 * beside, of one that anybody may take, is for the code.
 */
static bool is_of_code_alone(const struct dossier *d, const struct entry *e, const struct license *l)
{
	if (e->role != DOCUMENT_LICENSE || !l)
		return false;
	bool apart =
		((d->weights_unknown || d->weights_differ) && said_elsewhere(d)) || (d->weights_limited && is_said_of_code(d, l));
	if (!apart && (!weights_have_own(d, l) || is_claimed(d, l)))
		return false;
	unsigned called = scope_of_clause(d->catalog, l->name); /* "Wren Source Code License" */
	if (called & SAID_OF_CODE && !(called & SAID_OF_WEIGHTS))
		return true;
	bool for_anybody = l->spdx_listed || license_is_among(l, &d->catalog->free_of_terms);
	return for_anybody && (apart || !beside_keeps_anybody_out(d->catalog, l));
}

/* --- texts that a license file says to be of others ------------------------------------------------------------------------------ */

/* Where they begin in the file; NULL: there are none. */
static const struct fact *texts_of_others(const struct entry *e)
{
	for (size_t i = 0; i < e->count; i++)
		if (e->facts[i].kind == FACT_META && e->facts[i].key && !strcmp(e->facts[i].key, "license_texts_of_others"))
			return &e->facts[i];
	return NULL;
}

/* All licenses of the texts before that place; NULL: there is none that is known. */
static const struct expression *own_licenses(const struct dossier *d, const struct entry *e, const struct fact *others)
{
	const struct expression *all = NULL;
	for (size_t i = 0; i < e->count; i++) {
		const struct fact *f = &e->facts[i];
		if (f->kind != FACT_MATCH || f->at.start >= others->at.start || !governs(e, f->detail))
			continue;
		const struct expression *one = expression_license(((const struct match *)f->detail)->license, d->arena);
		all = all ? expression_join(EXPRESSION_AND, (const struct expression *[]){all, one}, 2, d->arena) : one;
	}
	return all;
}

bool text_is_said_of_others(const struct entry *e, const struct fact *f)
{
	const struct fact *others = e->role == DOCUMENT_LICENSE ? texts_of_others(e) : NULL;
	return others && f->at.start >= others->at.start;
}

/* How many texts of licenses the file has, how many before a place, and of those how many of a license. */
struct collected {
	size_t texts, before, same;
};

static struct collected collected_in(const struct entry *e, uint64_t place, const struct license *l)
{
	struct collected out = {0};
	for (size_t i = 0; i < e->count && e->role == DOCUMENT_LICENSE; i++) {
		const struct match *m = e->facts[i].kind == FACT_MATCH ? e->facts[i].detail : NULL;
		if (!m || !governs(e, m))
			continue;
		bool is_before = e->facts[i].at.start < place;
		out.texts++;
		out.before += is_before;
		out.same += is_before && m->license == l;
	}
	return out;
}

/* One of many that a file collects, of a license for software that keeps nobody out: its copyleft is that of a library. */
static bool is_of_library(const struct dossier *d, const struct entry *e, const struct fact *f, const struct license *l)
{
	return l->spdx_listed && collected_in(e, f->at.start, l).texts >= COLLECTED && !beside_keeps_anybody_out(d->catalog, l);
}

const struct fact *text_title_summed_up(const struct dossier *d, const struct entry *e)
{
	const struct fact *title = NULL;
	for (size_t i = 0; i < e->count && e->role == DOCUMENT_LICENSE; i++) {
		const struct match *m = e->facts[i].kind == FACT_MATCH ? e->facts[i].detail : NULL;
		if (!m || m->state == MATCH_MENTION)
			continue;
		if (m->state != MATCH_UNKNOWN || title || !only_sums_up(d, e, &e->facts[i]))
			return NULL;
		title = title_over(e, &e->facts[i]);
	}
	return title;
}

const struct fact *text_head(const struct entry *e)
{
	const unsigned own = SAID_OF_ALL | SAID_OF_WEIGHTS | SAID_OF_CODE,
		       others = SAID_OF_BASE | SAID_BEFORE | SAID_OF_SOME | SAID_OF_PART | SAID_BY_CHOICE;
	const struct fact *head = NULL;
	bool texts = false;
	for (size_t i = 0; i < e->count && i < HEAD_LOOKED && e->role == DOCUMENT_LICENSE; i++) {
		const struct match *m = e->facts[i].kind == FACT_MATCH ? e->facts[i].detail : NULL;
		if (!m || !m->license)
			continue;
		if (!head && m->state == MATCH_MENTION && m->said & own && !(m->said & others))
			head = &e->facts[i];
		else if (!governs(e, m))
			continue;
		else if (!head || m->license == ((const struct match *)head->detail)->license)
			return NULL;
		else
			texts = true;
	}
	return texts ? head : NULL;
}

bool text_is_of_others(const struct dossier *d, const struct entry *e, const struct fact *f, const struct license *l)
{
	const struct fact *head = f && l ? text_head(e) : NULL;
	if (!f || !l || !(head || text_is_said_of_others(e, f)) || said_for_weights(d, l))
		return false;
	const struct expression *own = head ? expression_license(((const struct match *)head->detail)->license, d->arena)
					    : own_licenses(d, e, texts_of_others(e));
	bool piece = head && f->kind == FACT_MATCH && ((const struct match *)f->detail)->state == MATCH_PARTIAL;
	return own && (piece || is_of_library(d, e, f, l) ||
		       compat_compare(d->catalog, expression_license(l, d->arena), own).verdict == COMPAT_CARRIED);
}

/* "LICENSE-wings", "licenses/LICENSE.wings", which restricts nothing that the license beside it does not: that of a component. */
static bool is_for_component(const struct dossier *d, const struct entry *e, const struct license *l)
{
	size_t n;
	const struct folder_text *over = l && !said_for_weights(d, l) ? scope_texts_over_component(d, e, &n) : NULL;
	for (size_t i = 0; over && i < n; i++)
		if (!over[i].of && !over[i].of_component && strcmp(over[i].fact->at.entry, e->name) != 0 &&
		    compat_compare(d->catalog, expression_license(l, d->arena), expression_license(over[i].license, d->arena))
				    .verdict == COMPAT_CARRIED)
			return true;
	return false;
}

/* A card spells it out behind "The base model is under the Pear License:", or behind such words for a data set. */
static bool is_spelled_out_for_others(const struct dossier *d, const struct entry *e, const struct fact *f)
{
	const struct match *m = f && f->kind == FACT_MATCH && e->role == DOCUMENT_CARD ? f->detail : NULL;
	return m && (m->said == SAID_OF_DATA || base_saying_is(d, e, f));
}

/*
 * A text above the folder of the model, of a license that lets anybody do anything, where a card in the folder declares another one: it is
 * that of the repository in which the model lies.
 */
static bool is_above_own_claim(const struct dossier *d, const struct entry *e, const struct license *l)
{
	if (!l || e->dir >= strlen(d->group->root) || !license_is_among(l, &d->catalog->free_of_terms))
		return false;
	bool declared = false;
	for (size_t i = 0; i < d->n_claims; i++) {
		const struct claim *c = &d->claims[i];
		if (c->entry->dir < strlen(d->group->root) || !c->expression || c->package)
			continue;
		if (claim_means(d->catalog, c->expression, l))
			return false;
		declared = true;
	}
	return declared;
}

static bool is_set_aside(const struct dossier *d, const struct entry *e, const struct fact *f, const struct license *l)
{
	return is_above_own_claim(d, e, l) || is_for_other_things(d, e) || scope_is_elsewhere(d, e) || gives_way(d, e, l) ||
	       is_under_another_name(d, e, f) ||
	       (l && (is_for_a_part(d, e, l) || said_for_others(d, l) || is_mapped_to_others(d, l))) || lies_with_others(d, e) ||
	       is_of_code_alone(d, e, l) || text_is_of_others(d, e, f, l) || is_for_component(d, e, l) ||
	       is_spelled_out_for_others(d, e, f) || data_text_is(d, e);
}

bool text_is_scoped_to_code(const struct match *m)
{
	return m->state < MATCH_MENTION && m->said == (SAID_OF_CODE | SAID_PLAINLY);
}

static void hold_model(struct dossier *d, const struct entry *e, const struct fact *f)
{
	const struct match *m = f->detail;
	if (!governs(e, m) || is_spelled_out_for_others(d, e, f))
		return;
	if (is_set_aside(d, e, f, m->license) || text_is_scoped_to_code(m))
		leave(d, e, f);
	else
		hold(d, e, f);
}

static void hold_any(struct dossier *d, const struct entry *e, const struct fact *f)
{
	bool behind_head = text_head(e) && text_is_of_others(d, e, f, ((const struct match *)f->detail)->license);
	if (governs(e, f->detail) && !scope_is_elsewhere(d, e) && !is_for_other_things(d, e) && !behind_head &&
	    !text_is_scoped_to_code(f->detail))
		hold(d, e, f);
}

static void hold_anywhere(struct dossier *d, const struct entry *e, const struct fact *f)
{
	const struct match *m = f->detail;
	if (is_license(m) && m->state <= MATCH_EDITED && !scope_is_elsewhere(d, e))
		hold(d, e, f);
}

static void put_beside(struct dossier *d, const struct entry *e, const struct fact *f)
{
	const struct match *m = f->detail;
	if (is_under_another_name(d, e, f))
		return;
	for (size_t i = 0; i < d->n_exceptions; i++)
		if (d->exceptions[i].entry == e && d->exceptions[i].exception == m->license) {
			if (m->state == MATCH_VERSION ||
			    m->state == MATCH_EDITED) /* the worst of all its copies, as of licenses */
				d->exceptions[i].state = MATCH_EDITED;
			return;
		}
	if (d->n_exceptions < EXCEPTIONS_MAX)
		d->exceptions[d->n_exceptions++] = (struct beside){
			.exception = m->license,
			.state = m->state == MATCH_VERSION ? MATCH_EDITED : m->state,
			.fact = f,
			.entry = e,
			.aside = is_for_other_things(d, e) || scope_is_elsewhere(d, e) || e->role < DOCUMENT_POLICY};
}

static void put_exception_text(struct dossier *d, const struct entry *e, const struct fact *f)
{
	const struct match *m = f->detail;
	if (m->license && m->license->exception && m->state <= MATCH_EDITED && speaks_of_licensing(e))
		put_beside(d, e, f);
}

static void put_exception_mention(struct dossier *d, const struct entry *e, const struct fact *f)
{
	const struct match *m = f->detail;
	if (m->license && m->license->exception && m->state == MATCH_MENTION && speaks_of_licensing(e))
		put_beside(d, e, f);
}

static bool is_below(const struct dossier *d, const struct license *l)
{
	for (size_t i = 0; i < d->n_below; i++)
		if (d->below[i] == l)
			return true;
	return false;
}

/* Once, as many claims are held against them. */
static void collect_below(struct dossier *d)
{
	for (size_t i = 0; i < d->group->count; i++) {
		const struct entry *e = d->group->entries[i];
		bool below = e->role == DOCUMENT_LICENSE && scope_is_elsewhere(d, e) && !scope_is_of_others(d, e);
		for (size_t k = 0; below && k < e->count; k++) {
			const struct match *m = e->facts[k].kind == FACT_MATCH ? e->facts[k].detail : NULL;
			if (!m || !m->license || m->state > MATCH_EDITED || is_below(d, m->license))
				continue;
			if (!d->below) /* most have none */
				d->below = arena_array(d->arena, d->catalog->n_licenses, sizeof(const struct license *));
			d->below[d->n_below++] = m->license;
		}
	}
}

void texts_collect(struct dossier *d)
{
	collect_below(d);
	d->texts = arena_array(d->arena, d->artifact->n_matches, sizeof *d->texts);
	d->left = arena_array(d->arena, d->artifact->n_matches, sizeof *d->left);
	d->exceptions = arena_array(d->arena, d->artifact->n_matches, sizeof *d->exceptions);
	if (said_anything_of(d, SAID_OF_CODE) && !said_anything_of(d, SAID_OF_WEIGHTS | SAID_OF_ALL))
		d->weights_limited = beside_limit_of_weights(d);
	find_files_with_others(d);
	data_texts_collect(d);
	each_match(d, put_exception_text);
	each_match(d, put_exception_mention);
	each_match(d, sort_match);
	find_unread_for_weights(d);
	each_match(d, hold_model);
	d->others_set_aside = d->n_texts > 0;
	said_leave(d);
	for (size_t i = 0; i < d->n_left; i++)
		if (said_of_code_alone(d, d->left[i].license))
			scope_leave_to_code(d, d->left[i].entry);
	if (!d->n_texts && !d->n_claims && !d->n_statements && !(d->n_left && (d->weights_limited || said_elsewhere(d))))
		each_match(d, hold_any);
	if (!d->n_texts && !d->n_left && !d->n_claims && !d->n_statements && !d->unknown.count)
		each_match(d, hold_anywhere);
}

bool text_set_aside(const struct dossier *d, const struct entry *e, const struct fact *f, const struct license *l)
{
	return is_under_another_name(d, e, f) || (d->others_set_aside && is_set_aside(d, e, f, l));
}

/* --- files that collect the texts of components -------------------------------------------------------------------------------- */

static bool is_declared(const struct dossier *d, const struct license *l)
{
	for (size_t i = 0; i < d->n_statements; i++)
		if (expression_means(d->catalog, d->statements[i].expression, l))
			return true;
	return said_for_weights(d, l);
}

/* Some of a license that anybody may take: whoever credits a component behind the text of its own leaves words out, and changes no term. */
static bool is_excerpt(const struct dossier *d, const struct match *m)
{
	return m->state == MATCH_PARTIAL && license_is_among(m->license, &d->catalog->free_of_terms);
}

bool text_is_of_component(const struct dossier *d, const struct entry *e, const struct fact *f)
{
	const struct match *m = f->detail;
	if (scope_is_in_collection(d, e))
		return !m->license || !is_declared(d, m->license);
	struct collected c = collected_in(e, f->at.start, m->license);
	return (c.texts >= COLLECTED || is_excerpt(d, m)) && c.before && (!m->license || c.same || !is_declared(d, m->license));
}

/* "THIRD_PARTY_NOTICES.txt", "wings-third-party-notice.md": between two marks of its name stand words for others. */
static bool is_called_after_others(const struct dossier *d, const struct entry *e)
{
	enum { MARKS = 16 };
	const char *name = entry_base(e);
	size_t starts[MARKS] = {0}, n = 1;
	for (size_t i = 0; name[i]; i++) {
		if (!strchr("-_. ", name[i]))
			continue;
		for (size_t k = 0; k < n; k++)
			if (i > starts[k] && scope_names_others(d->catalog, name + starts[k], i - starts[k]))
				return true;
		if (n < MARKS)
			starts[n++] = i + 1;
	}
	return false;
}

/* How many whole texts of licenses it holds. */
static size_t count_texts(const struct entry *e)
{
	size_t n = 0;
	for (size_t i = 0; i < e->count; i++) {
		const struct match *m = e->facts[i].kind == FACT_MATCH ? e->facts[i].detail : NULL;
		n += m && m->license && m->state <= MATCH_EDITED;
	}
	return n;
}

bool text_is_in_notice_of_others(const struct dossier *d, const struct entry *e, const struct fact *f)
{
	if (e->role != DOCUMENT_NOTICE || !(is_called_after_others(d, e) || count_texts(e) >= COLLECTED))
		return false;
	for (size_t i = 0; i < e->count; i++) {
		const struct restriction *r = e->facts[i].kind == FACT_RESTRICTION ? e->facts[i].detail : NULL;
		if (r && !r->license && beside_limits_use(d->catalog, r->kind) && beside_is_inside(&e->facts[i], f))
			return false;
	}
	return true;
}
