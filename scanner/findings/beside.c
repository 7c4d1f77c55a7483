/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "findings/beside.h"

#include "base/buf.h"
#include "base/path.h"
#include "findings/claims.h"
#include "findings/compat.h"
#include "findings/compat_words.h"
#include "findings/conclude.h"
#include "findings/finding.h"
#include "findings/folder_claims.h"
#include "findings/links.h"
#include "findings/promises.h"
#include "findings/restricted_parts.h"
#include "findings/said.h"
#include "findings/scope.h"
#include "findings/texts.h"
#include "text/about.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { LABEL_BYTES = 30, RELEASE_DEPTH = 3, ARTICLE_BYTES = 6 };

/* --- what limits use, and of what ---------------------------------------------------------------------------------------------- */

bool beside_has_kind(const struct strings *kinds, const char *id)
{
	for (uint32_t i = 0; i < kinds->count; i++)
		if (!strcmp(kinds->at[i], id))
			return true;
	return false;
}

/* Two kinds keep out alike when the one is carried by the other, and that is much like it. */
bool beside_keeps_out(const struct catalog *c, const struct kind *k)
{
	for (uint32_t i = 0; i < k->carried_by.count; i++) {
		const struct kind *stricter = catalog_kind(c, k->carried_by.at[i]);
		if (stricter && beside_has_kind(&stricter->like, k->id))
			return true;
	}
	for (uint32_t i = 0; i < k->like.count; i++) {
		const struct kind *looser = catalog_kind(c, k->like.at[i]);
		if (looser && beside_has_kind(&looser->carried_by, k->id))
			return true;
	}
	return false;
}

bool beside_keeps_anybody_out(const struct catalog *c, const struct license *l)
{
	for (uint32_t i = 0; i < l->n_terms; i++)
		if (beside_keeps_out(c, l->terms[i].kind))
			return true;
	return false;
}

bool beside_limits_use(const struct catalog *c, const struct kind *k)
{
	for (uint32_t i = 0; i < k->carried_by.count; i++) {
		const struct kind *other = catalog_kind(c, k->carried_by.at[i]);
		if (other && beside_keeps_out(c, other))
			return true;
	}
	return beside_keeps_out(c, k);
}

bool beside_holds_one(const struct strings *words, const char *text)
{
	for (uint32_t i = 0; i < words->count; i++)
		if (strcasestr(text, words->at[i]))
			return true;
	return false;
}

bool beside_only_intends(const struct catalog *c, const char *text)
{
	return beside_holds_one(&c->intentions, text) && !beside_holds_one(&c->prohibitions, text);
}

/* "License: for study only": a card's label is for the model. */
static bool is_label(const char *text)
{
	const char *colon = strpbrk(text, ":\n");
	const char *license = strcasestr(text, "licen");
	return colon && *colon == ':' && license && license < colon && colon - text <= LABEL_BYTES;
}

/* "The code is licensed under Pear, the weights are free for research": from the second clause on, which speaks of the weights alone. */
static const char *behind_license_of_code(const struct dossier *d, const char *text)
{
	const char *comma = strstr(text, ", ");
	if (!comma)
		return text;
	const char *first = arena_strndup(d->arena, text, (size_t)(comma - text));
	unsigned of = scope_of_clause(d->catalog, first);
	return of == SAID_OF_CODE && strcasestr(first, "licen") ? comma + 2 : text;
}

unsigned beside_subject_of(const struct dossier *d, const struct restriction *r)
{
	if (r->about & SAID_BY_PRONOUN)
		return r->about & (SAID_OF_WEIGHTS | SAID_OF_CODE);
	unsigned of = scope_of_clause(d->catalog, behind_license_of_code(d, r->text)) | (r->about & SAID_OF_OTHERS);
	if (of == SAID_OF_DATA &&
	    r->about == SAID_OF_ALL) /* they are named in a condition: "…, subject to the terms of the data" */
		return SAID_OF_WEIGHTS;
	if (of)
		return of;
	if (is_label(r->text))
		return SAID_OF_WEIGHTS;
	if (scope_calls_artifact(d, r->text))
		return SAID_OF_WHOLE;
	if (scope_names_released(d, r->text))
		return SAID_OF_WEIGHTS;
	return r->about & (SAID_OF_WEIGHTS | SAID_OF_ALL) ? SAID_OF_WEIGHTS : 0;
}

/* What the clause restricts: the weights themselves, or all that is here, or the code; nothing, where it only tells what they are meant
 * for, or speaks of what others made. */
static unsigned restricted_by(const struct dossier *d, const struct restriction *r)
{
	unsigned of = beside_subject_of(d, r);
	if (of & SAID_OF_OTHERS || beside_only_intends(d->catalog, r->text))
		return 0;
	if (of & SAID_OF_WHOLE)
		of |= SAID_OF_WEIGHTS;
	return of & (SAID_OF_WEIGHTS | SAID_OF_CODE);
}

/* A condition of use, not something that a program does: it is put on trade, by the license, or on the model by its name. */
static bool is_condition(const struct dossier *d, const struct restriction *r)
{
	return beside_keeps_out(d->catalog, r->kind) || beside_holds_one(&d->catalog->conditions, r->text) ||
	       (r->kind->weight == WEIGHT_HIGH && (scope_calls_artifact(d, r->text) || scope_names_released(d, r->text)));
}

/* A license file called after the weights, whose terms no record explains, which is told: what it says is their license. */
static bool is_license_of_weights(const struct dossier *d, const struct entry *e)
{
	bool unknown = false;
	if (scope_of_entry(d, e) != SAID_OF_WEIGHTS)
		return false;
	for (size_t i = 0; i < e->count && !unknown; i++)
		unknown = e->facts[i].kind == FACT_MATCH && ((const struct match *)e->facts[i].detail)->state == MATCH_UNKNOWN;
	return unknown;
}

static const struct kind *kind_of(const struct fact *f)
{
	return ((const struct restriction *)f->detail)->kind;
}

/* A document that says something beside the license: a card, a notice, a license file with words of its own. */
static bool is_beside_license(const struct dossier *d, const struct entry *e)
{
	bool own_words = e->role == DOCUMENT_LICENSE && !e->text_exact && !is_license_of_weights(d, e);
	return (e->role == DOCUMENT_CARD || e->role == DOCUMENT_NOTICE || own_words) && !scope_is_elsewhere(d, e);
}

const struct expression *beside_license(const struct dossier *d)
{
	if (d->artifact->expression)
		return d->artifact->expression;
	if (d->n_texts)
		return expression_license(d->texts[0].license, d->arena);
	bool of_code = d->n_statements && d->statements[0].package && said_only_of_code(d);
	return d->n_statements && !of_code ? d->statements[0].expression : NULL;
}

/* The document in which words of the publisher's own limit the use of something; NULL. */
static const struct entry *limiting(const struct dossier *d, const struct fact *f)
{
	const struct restriction *r = f->detail;
	const struct entry *e = r->license || !r->text ? NULL : entries_find(d->entries, f->at.entry);
	bool limits = e && is_beside_license(d, e) && beside_limits_use(d->catalog, r->kind) && is_condition(d, r);
	return limits ? e : NULL;
}

static const char *limit_told(const struct dossier *d, const struct fact *f)
{
	const struct restriction *r = f->detail;
	return arena_printf(d->arena, "%s, restricts use (%s: \"%s\")", dossier_where(d, f), r->kind->id,
			    dossier_words(d, r->text));
}

static bool is_said_of_code(const struct dossier *d, const struct entry *card, size_t i)
{
	return d->said[i].entry == card && d->said[i].of & SAID_OF_CODE && !(d->said[i].of & SAID_OF_SOME);
}

/* A license that the code is said to be under and that does not restrict what the clause about the code does; NULL. */
static const struct expression *unrestricted_code(const struct dossier *d, const struct entry *card, const struct kind *k)
{
	for (size_t i = 0; i < d->n_said; i++)
		if (is_said_of_code(d, card, i) && !compat_restricts(d->catalog, d->said[i].expression, k))
			return d->said[i].expression;
	return NULL;
}

bool beside_is_inside(const struct fact *f, const struct fact *clause)
{
	return !strcmp(f->at.entry, clause->at.entry) && f->at.start >= clause->at.start && f->at.start < clause->at.end;
}

/*
 * Does the clause name another license for the weights, which restricts as much, or which no record has? Then it is theirs: "the code is
 * under Pear, and the model is under Quince, for research only".
 */
static bool tells_license_of_weights(const struct dossier *d, const struct fact *f)
{
	const struct kind *k = ((const struct restriction *)f->detail)->kind;
	if (d->weights_unknown && beside_is_inside(d->weights_unknown, f))
		return true;
	for (size_t i = 0; i < d->n_said; i++) {
		const struct said *s = &d->said[i];
		if (beside_is_inside(s->fact, f) && s->of & SAID_OF_WEIGHTS && !(s->of & SAID_OF_CODE) &&
		    compat_restricts(d->catalog, s->expression, k))
			return true;
	}
	return false;
}

/* "The code is under Pear, while the weights are free for research; for trade, apply": what comes behind the license of the code is for them. */
static bool tells_terms_of_weights(const struct dossier *d, const struct fact *f)
{
	const struct restriction *r = f->detail;
	bool of_code = false;
	for (size_t i = 0; i < d->n_said; i++)
		of_code |= beside_is_inside(d->said[i].fact, f) && d->said[i].of & SAID_OF_CODE &&
			   !(d->said[i].of & SAID_OF_WEIGHTS);
	return of_code && scope_of_clause(d->catalog, r->text) & SAID_OF_WEIGHTS;
}

/*
 * "The Pear License requires that the work be used for study only": what a known license says, which the sentence begins with the name of
 * and puts nothing here under. It tells of that license, not what is asked here.
 */
static bool tells_of_license(const struct dossier *d, const struct entry *e, const struct fact *f)
{
	for (size_t i = 0; i < e->count; i++) {
		const struct fact *name = &e->facts[i];
		const struct match *m = name->kind == FACT_MATCH ? name->detail : NULL;
		if (m && m->license && m->state == MATCH_MENTION && !m->said && name->at.start >= f->at.start &&
		    name->at.start <= f->at.start + ARTICLE_BYTES && name->at.end < f->at.end &&
		    compat_restricts(d->catalog, expression_license(m->license, d->arena), kind_of(f)))
			return true;
	}
	return false;
}

/* Whose license beside_license is: without a text that is known it may be what the metadata of a package declare. */
static const char *license_whose(const struct dossier *d)
{
	if (d->n_texts || !d->n_statements || !d->statements[0].package)
		return "here";
	return arena_printf(d->arena, "that %s declares", dossier_name(d, d->statements[0].entry->name));
}

/* An edited text that is the license here says as much in its own words: that is told of the text (findings/departures.h). */
static bool is_in_edited_text(const struct dossier *d, const struct kind *k)
{
	for (size_t i = 0; i < d->n_texts; i++) {
		const struct entry *e = d->texts[i].state == MATCH_EDITED ? d->texts[i].entry : NULL;
		for (size_t n = 0; e && n < e->count; n++) {
			const struct restriction *r = e->facts[n].kind == FACT_RESTRICTION ? e->facts[n].detail : NULL;
			if (r && r->text && (r->kind == k || beside_has_kind(&k->carried_by, r->kind->id)))
				return true;
		}
	}
	return false;
}

/*
 * "The weights are under Quince, which means: - use for study only": what was last put under a license before the clause are the weights,
 * by one that restricts as much. It says what that license does, unless it names the code.
 */
static bool explains_license_of_weights(const struct dossier *d, const struct entry *e, const struct fact *f)
{
	const struct said *last = NULL;
	if (scope_of_clause(d->catalog, ((const struct restriction *)f->detail)->text) & SAID_OF_CODE)
		return false;
	for (size_t i = 0; i < d->n_said; i++) {
		const struct said *s = &d->said[i];
		if (s->entry == e && s->fact->at.start <= f->at.start && (!last || s->fact->at.start >= last->fact->at.start))
			last = s;
	}
	return last && last->of & SAID_OF_WEIGHTS && !(last->of & SAID_OF_CODE) &&
	       compat_restricts(d->catalog, last->expression, kind_of(f));
}

/* The license that the clause restricts more than the license itself does; NULL. Sets which part it is for. */
static const struct expression *contradicted(const struct dossier *d, const struct entry *e, const struct fact *f,
					     const char **part)
{
	const struct restriction *r = f->detail;
	const struct expression *here = beside_license(d);
	unsigned of = restricted_by(d, r);
	*part = license_whose(d);
	if (d->weights_have_terms && beside_subject_of(d, r) & SAID_OF_WEIGHTS)
		of &= ~(unsigned)SAID_OF_WEIGHTS;
	if (tells_of_license(d, e, f))
		return NULL;
	if (of & SAID_OF_WEIGHTS && here && !compat_restricts(d->catalog, here, r->kind) && !is_in_edited_text(d, r->kind))
		return here;
	*part = "of the code";
	of |= scope_of_clause(d->catalog, r->text) & SAID_OF_WHOLE && of ? SAID_OF_CODE
									 : 0; /* "this project" has the code in it */
	bool of_code = of & SAID_OF_CODE && !tells_license_of_weights(d, f) && !tells_terms_of_weights(d, f) &&
		       !explains_license_of_weights(d, e, f);
	return of_code ? unrestricted_code(d, e, r->kind) : NULL;
}

/* Cards of folders often say again what the main one says. first: the findings before it are about other things. */
static bool is_restricted_already(const struct dossier *d, size_t first, const struct kind *k)
{
	for (size_t i = first; i < d->artifact->n_findings; i++) {
		const struct finding *f = &d->artifact->findings[i];
		if (finding_is(f, FINDING_TERMS_BESIDE_LICENSE) &&
		    ((const struct restriction *)f->evidence[0]->detail)->kind == k)
			return true;
	}
	return false;
}

/* The text is one of those of what is scanned itself, whose weights are under a license that restricts as much. */
static bool is_told_of_weights(const struct dossier *d, const struct folder_text *text, const struct kind *k)
{
	const struct entry *e = entries_find(d->entries, text->fact->at.entry);
	const struct expression *here = beside_license(d);
	return e && !scope_is_elsewhere(d, e) && here && compat_restricts(d->catalog, here, k);
}

/* Of the licenses above the folder, those called after the weights, else those called after nothing: the first; NULL: one restricts it. */
static const struct folder_text *unrestricted_above(const struct dossier *d, const struct entry *e, const struct kind *k)
{
	size_t n;
	const struct folder_text *texts = scope_texts_above(d, e, &n), *found = NULL;
	unsigned of = 0;
	for (size_t i = 0; i < n; i++)
		of |= texts[i].of & SAID_OF_WEIGHTS;
	for (size_t i = 0; i < n; i++) {
		if (of ? !(texts[i].of & of) : texts[i].of)
			continue;
		if (compat_restricts(d->catalog, expression_license(texts[i].license, d->arena), k))
			return NULL;
		found = found ? found : &texts[i];
	}
	return found && !is_told_of_weights(d, found, k) ? found : NULL;
}

/* "License: / Research use only.": it names nothing, and stands where terms do. */
static bool says_bare(const struct dossier *d, const struct restriction *r)
{
	return (r->about == SAID_OF_ALL || r->about == SAID_OF_WEIGHTS) && !scope_of_clause(d->catalog, r->text);
}

/* Does the path of an address begin with the owner of what is here? Only where its name tells the owner: "owner+tern". */
static bool is_of_owner(const struct dossier *d, const char *path)
{
	const char *name = d->artifact->name ? d->artifact->name : "";
	size_t n = scope_owner(name);
	return n && !strncasecmp(path, name, n) && path[n] == '/';
}

/* A link to others: neither is it of the same owner, nor is what it is called, or leads to, called like what is here. */
static bool is_link_to_others(const struct dossier *d, const char *label, const char *url)
{
	const char *host = strstr(url, "://"), *path = host ? strchr(host + 3, '/') : NULL;
	size_t n = (size_t)(url - label) + strcspn(url, ") >");
	return !(path && is_of_owner(d, path + 1)) && !scope_names_artifact(d, arena_strndup(d->arena, label, n));
}

bool beside_links_to_others(const struct dossier *d, const char *text)
{
	const char *label = text;
	for (const char *at = text; (at = strstr(at, "](http")); at++) {
		const char *begin = memrchr(label, '[', (size_t)(at - label));
		if (is_link_to_others(d, begin ? begin : label, at + 2))
			return true;
		label = at + 2 + strcspn(at + 2, ") ");
	}
	return false;
}

/* "Register and download from <https://…>": what is to be had from others is not in the folder. */
static bool fetches_from_others(const struct dossier *d, const char *text)
{
	const char *address = strcasestr(text, "download") ? strstr(text, "<http") : NULL;
	return address && is_link_to_others(d, address, address + 1);
}

/* A clause in which the card of a folder says on which condition a model may be used. */
static bool limits_model(const struct dossier *d, const struct restriction *r)
{
	return !r->license && r->text && beside_limits_use(d->catalog, r->kind) && is_condition(d, r) &&
	       !fetches_from_others(d, r->text) &&
	       (is_label(r->text) || says_bare(d, r) || scope_of_clause(d->catalog, r->text) & SAID_OF_WEIGHTS) &&
	       restricted_by(d, r) & SAID_OF_WEIGHTS;
}

struct folder_limit { /* a card of a folder restricts a model that the license above the folder, or of the card, does not restrict */
	const struct fact *fact, *other; /* other: the text above, or what the card itself says */
	const char *told;
};

struct folder_limits {
	struct folder_limit *at; /* owned */
	size_t count, capacity;
};

/* One of that kind, or one that the same clause says: "for non-commercial research only" is told once. */
static bool is_listed_for(const struct folder_limits *list, const struct fact *f)
{
	for (size_t i = list->count; i-- > 0 && !strcmp(list->at[i].fact->at.entry, f->at.entry);)
		if (kind_of(list->at[i].fact) == kind_of(f) || list->at[i].fact->at.start == f->at.start)
			return true;
	return false;
}

/* What does not restrict the model of the card as the card itself does; `other` is NULL where there is no such thing. */
static struct folder_limit unrestricting(struct dossier *d, const struct entry *e, const struct fact *f)
{
	const struct kind *k = kind_of(f);
	struct folder_limit limit = {.fact = f};
	const struct folder_text *above = unrestricted_above(d, e, k);
	const struct expression *own = above ? NULL : folder_card_license(d, e, &limit.other);
	if (above)
		return (struct folder_limit){f, above->fact,
					     arena_printf(d->arena, "%s, the license of %s above it", above->license->spdx,
							  dossier_name(d, above->fact->at.entry))};
	if (!own || compat_restricts(d->catalog, own, k))
		limit.other = NULL;
	else
		limit.told = arena_printf(d->arena, "%s, which line %u declares", expression_print(own, d->arena),
					  limit.other->at.line_start);
	return limit;
}

/* Each kind of what the card restricts, once. */
static void list_folder_limits(struct dossier *d, const struct entry *e, size_t first, struct folder_limits *list)
{
	for (size_t i = 0; i < e->count; i++) {
		const struct fact *f = &e->facts[i];
		const struct restriction *r = f->kind == FACT_RESTRICTION ? f->detail : NULL;
		bool limits = r && !is_listed_for(list, f) && !is_restricted_already(d, first, r->kind) && limits_model(d, r);
		struct folder_limit limit = limits ? unrestricting(d, e, f) : (struct folder_limit){0};
		if (limit.other)
			VEC_PUSH(list->at, list->count, list->capacity, limit);
	}
}

static const char *others_told(const struct dossier *d, size_t others)
{
	return !others	    ? ""
	       : others > 1 ? arena_printf(d->arena, ", as the cards of %zu other folders do", others)
			    : ", as the card of another folder does";
}

/* One finding for the first of them and all those of its kind behind it, unless one before it has told of them. */
static void tell_folder_limits(struct dossier *d, const struct folder_limit *all, size_t n, size_t first)
{
	const struct folder_limit *l = &all[0];
	if (is_restricted_already(d, first, kind_of(l->fact)))
		return;
	const struct fact **evidence = arena_array(d->arena, n, sizeof *evidence);
	size_t alike = 0;
	for (size_t i = 0; i < n; i++)
		if (kind_of(all[i].fact) == kind_of(l->fact))
			evidence[alike++] = all[i].fact;
	finding_add(d->artifact, d->arena, FINDING_TERMS_BESIDE_LICENSE, evidence, alike, "%s%s, and %s, does not.",
		    limit_told(d, l->fact), others_told(d, alike - 1), l->told);
}

/* Whoever takes in the code of others puts it deep down; what is released for use lies near the top. */
static bool is_deep(const struct dossier *d, const struct entry *e)
{
	size_t depth = 0;
	for (size_t len = e->dir, root = strlen(d->group->root); len > root; len = path_parent(e->name, len))
		depth++;
	return depth > RELEASE_DEPTH;
}

static void find_terms_in_folders(struct dossier *d, size_t first)
{
	struct folder_limits list = {0};
	for (size_t i = 0; i < d->group->count; i++)
		if (scope_is_folder_card(d, d->group->entries[i]) && !is_deep(d, d->group->entries[i]))
			list_folder_limits(d, d->group->entries[i], first, &list);
	for (size_t i = 0; i < list.count; i++)
		tell_folder_limits(d, list.at + i, list.count - i, first);
	free(list.at);
}

static bool find_terms_beside(struct dossier *d)
{
	const struct artifact *a = d->artifact;
	for (size_t i = 0; i < a->n_restrictions; i++) {
		const struct fact *f = a->restrictions[i];
		const struct entry *e = limiting(d, f);
		const char *part;
		const struct expression *x = e ? contradicted(d, e, f, &part) : NULL;
		if (!x)
			continue;
		finding_add(d->artifact, d->arena, FINDING_TERMS_BESIDE_LICENSE, &f, 1,
			    "%s, and %s, which is the license %s, does not.", limit_told(d, f), expression_print(x, d->arena),
			    part);
		return true;
	}
	return false;
}

/* --- code that no card puts under a license ------------------------------------------------------------------------------------ */

/* The license text beside the card that is for the code, or for nothing by its name; NULL: one restricts it, or may, being edited. */
static const struct folder_text *unrestricted_text(const struct dossier *d, const struct entry *card, const struct kind *k)
{
	size_t n;
	const struct folder_text *texts = scope_texts(d, card->name, card->dir, &n), *found = NULL;
	for (size_t i = 0; i < n; i++) {
		if (texts[i].match->state != MATCH_EXACT ||
		    compat_restricts(d->catalog, expression_license(texts[i].license, d->arena), k))
			return NULL;
		found = !found && (!texts[i].of || texts[i].of & SAID_OF_CODE) ? &texts[i] : found;
	}
	return found;
}

static bool says_of_code(const struct dossier *d, const struct entry *card)
{
	for (size_t i = 0; i < d->n_said; i++)
		if (is_said_of_code(d, card, i))
			return true;
	return false;
}

static bool holds_any(const char *text, const char *const *words)
{
	for (; *words; words++)
		if (strcasestr(text, *words))
			return true;
	return false;
}

/* It says so in a sentence, and does not only call it that: "- talons: an implementation for teaching only". */
static bool is_sentence(const char *text)
{
	static const char *const verbs[] = {" is ", " are ", " may ", " must ", " can ", " cannot ", " shall ", " should ", NULL};
	bool found = holds_any(text, verbs);
	for (; *text && !found; text++)
		found = (unsigned char)*text >= 0xE3; /* Chinese and its neighbors need none */
	return found;
}

/* It is about the code as such, not some scripts; that code is for lessons alone is what modest authors say of it, and no term. */
static bool is_term_of_code(const char *text)
{
	static const char *const code[] = {"code", "implementation", "代码", "源码", "コード", "코드", NULL},
				 *const terms[] = {"commercial",  "academic",	  "research", "scientific",
						   "proprietary", "confidential", "商",	      "学术",
						   "研究",	  "科研",	  NULL};
	return is_sentence(text) && holds_any(text, code) && holds_any(text, terms);
}

/* What the card puts all that is here under in a plain sentence, where no license text is here, and that does not restrict that; NULL. */
static const struct said *unrestricted_whole(const struct dossier *d, const struct entry *card, const struct kind *k)
{
	for (size_t i = 0; i < d->n_said && !d->n_texts && !d->n_left; i++) {
		const struct said *s = &d->said[i];
		if (s->entry == card && s->of & SAID_OF_ALL && s->of & SAID_PLAINLY &&
		    !compat_restricts(d->catalog, s->expression, k))
			return s;
	}
	return NULL;
}

/*
 * The card restricts the code, and the license text beside it, of which it does not say that it is for anything else, does not; nor, where
 * there is none, does what it says of all that is here.
 */
static void find_terms_of_code(struct dossier *d)
{
	for (size_t i = 0; i < d->artifact->n_restrictions; i++) {
		const struct fact *f = d->artifact->restrictions[i];
		const struct restriction *r = f->detail;
		const struct entry *e = limiting(d, f);
		bool counts = e && e->role == DOCUMENT_CARD && restricted_by(d, r) & SAID_OF_CODE && is_term_of_code(r->text) &&
			      !says_of_code(d, e);
		const struct folder_text *text = counts ? unrestricted_text(d, e, r->kind) : NULL;
		const struct said *whole = counts && !text ? unrestricted_whole(d, e, r->kind) : NULL;
		if (!text && !whole)
			continue;
		const struct fact *evidence[] = {f, text ? text->fact : whole->fact};
		const char *license = text ? text->license->spdx : expression_print(whole->expression, d->arena);
		const char *where =
			text ? arena_printf(d->arena, "the license of %s", dossier_name(d, text->fact->at.entry))
			     : arena_printf(d->arena, "the license of all that is here by line %u", whole->fact->at.line_start);
		finding_add(d->artifact, d->arena, FINDING_TERMS_BESIDE_LICENSE, evidence, 2, "%s, and %s, %s, does not.",
			    limit_told(d, f), license, where);
		return;
	}
}

/* --- a license file with words of its own around the text ------------------------------------------------------------------------ */

/* Is the clause in a passage that reads like a license of its own? Then that is told. */
static bool is_in_unknown_text(const struct entry *e, const struct fact *f)
{
	for (size_t i = 0; i < e->count; i++) {
		const struct match *m = e->facts[i].kind == FACT_MATCH ? e->facts[i].detail : NULL;
		if (m && !m->license && e->facts[i].at.start <= f->at.start && f->at.end <= e->facts[i].at.end)
			return true;
	}
	return false;
}

/* Such a clause beside a license text is a term as those of the text are, whatever it speaks of but the works of others. */
static bool is_rider(const struct dossier *d, const struct entry *e, const struct fact *f)
{
	const struct restriction *r = f->kind == FACT_RESTRICTION ? f->detail : NULL;
	if (!r || r->license || !r->text || r->kind->rests_on_grant)
		return false;
	bool binds = r->kind->derivative != DERIVATIVE_FREE && r->kind->derivative != DERIVATIVE_BESIDE;
	bool of_others = (r->about | scope_of_clause(d->catalog, r->text)) & SAID_OF_OTHERS;
	return (binds || r->kind->weight == WEIGHT_HIGH) && !of_others && !is_in_unknown_text(e, f);
}

/*
 * A file in which clauses of the publisher's own may stand beside the license: its text, or its name, where it says in which other file the
 * text is, or a policy on use.
 */
static bool may_have_riders(const struct dossier *d, const struct entry *e, const struct expression *here)
{
	const struct entry *copy = e->role == DOCUMENT_LICENSE ? said_by_file_copy(d, e) : NULL;
	const struct expression *named = copy ? claim_entry_licenses(d, copy) : NULL;
	bool governs = e->role == DOCUMENT_LICENSE && e->text_exact && !text_set_aside(d, e, NULL, NULL);
	governs |= named && expressions_meet(d->catalog, named, here);
	return (governs || e->role == DOCUMENT_POLICY) && !scope_is_elsewhere(d, e);
}

/* A license file of the weights is here, with terms that no record has: a policy on use belongs to that, and not to the license of the code. */
static bool weights_have_terms_apart(const struct dossier *d)
{
	for (size_t i = 0; i < d->unknown.count; i++) {
		const struct entry *e = entries_find(d->entries, d->unknown.at[i]->at.entry);
		if (e && e->role == DOCUMENT_LICENSE && scope_of_entry(d, e) == SAID_OF_WEIGHTS && !scope_is_elsewhere(d, e))
			return true;
	}
	return false;
}

static void find_riders(struct dossier *d)
{
	const struct expression *here = beside_license(d);
	bool apart = weights_have_terms_apart(d);
	for (size_t i = 0; here && i < d->group->count; i++) {
		const struct entry *e = d->group->entries[i];
		bool may = may_have_riders(d, e, here) && !(apart && e->role == DOCUMENT_POLICY);
		for (size_t k = 0; may && k < e->count; k++) {
			const struct fact *f = &e->facts[k];
			if (!is_rider(d, e, f) ||
			    compat_restricts(d->catalog, here, ((const struct restriction *)f->detail)->kind))
				continue;
			finding_add(d->artifact, d->arena, FINDING_TERMS_BESIDE_LICENSE, &f, 1, "%s, and %s, %s, does not.",
				    limit_told(d, f), expression_print(here, d->arena),
				    e->role == DOCUMENT_POLICY ? "the license here"
				    : e->text_exact	       ? "whose text stands there too"
							       : "which is named there too");
			break;
		}
	}
}

bool beside_reaches(const struct dossier *d, const struct fact *f, const char *kind)
{
	const struct restriction *r = f->detail;
	const struct entry *e = r->license || !r->text ? NULL : entries_find(d->entries, f->at.entry);
	return e && !strcmp(r->kind->id, kind) && is_beside_license(d, e);
}

/* A card says that the license of a base model holds for the model. */
static const struct fact *base_terms(const struct dossier *d)
{
	for (size_t i = 0; i < d->artifact->n_restrictions; i++)
		if (beside_reaches(d, d->artifact->restrictions[i], "base-terms"))
			return d->artifact->restrictions[i];
	return NULL;
}

bool beside_limits_in(const struct dossier *d, const struct entry *e)
{
	for (size_t i = 0; i < e->count; i++)
		if (e->facts[i].kind == FACT_RESTRICTION && limiting(d, &e->facts[i]))
			return true;
	return false;
}

static bool limits_weights_alone(const struct dossier *d, const struct fact *f)
{
	const struct restriction *r = f->kind == FACT_RESTRICTION ? f->detail : NULL;
	unsigned of = r && r->text ? scope_of_clause(d->catalog, behind_license_of_code(d, r->text)) : 0;
	return of & SAID_OF_WEIGHTS && !(of & (SAID_OF_CODE | SAID_OF_WHOLE)) && limiting(d, f) &&
	       restricted_by(d, r) & SAID_OF_WEIGHTS;
}

const struct fact *beside_limit_of_weights(const struct dossier *d)
{
	for (size_t i = 0; i < d->group->count; i++) {
		const struct entry *e = d->group->entries[i];
		for (size_t k = 0; k < e->count && e->role == DOCUMENT_CARD; k++)
			if (limits_weights_alone(d, &e->facts[k]))
				return &e->facts[k];
	}
	return NULL;
}

/* What limits the use of the weights: the first, or the first that does not lead to somebody else for it. */
static const struct fact *first_limit(const struct dossier *d, bool of_others)
{
	for (size_t i = 0; i < d->artifact->n_restrictions; i++) {
		const struct fact *f = d->artifact->restrictions[i];
		if (limiting(d, f) && restricted_by(d, f->detail) & SAID_OF_WEIGHTS &&
		    (of_others || !beside_links_to_others(d, ((const struct restriction *)f->detail)->text)))
			return f;
	}
	return NULL;
}

const struct fact *beside_limit(const struct dossier *d, const char **told)
{
	const struct fact *f = first_limit(d, false);
	f = f ? f : first_limit(d, true);
	if (f) {
		*told = limit_told(d, f);
		return f;
	}
	f = base_terms(d);
	if (f)
		*told = arena_printf(d->arena, "%s, says that the license of a base model holds for it", dossier_where(d, f));
	return f;
}

/* --- the terms of the data hold for the model --------------------------------------------------------------------------------- */

const char *beside_license_told(const struct dossier *d)
{
	const struct expression *here = beside_license(d);
	return here ? arena_printf(d->arena, "the license here, %s, does not tell them", expression_print(here, d->arena))
		    : "nothing here tells them";
}

struct closing {
	const struct catalog *catalog;
	bool found; /* a license that lets nobody trade with the work */
};

static void look_closed(void *ctx, const struct expression *x)
{
	struct closing *c = ctx;
	c->found |= x->license && license_is_among(x->license, &c->catalog->closed_to_trade);
}

/* "non-commercial terms": what may not be done is said right before. "SA-licensed data" are no terms. */
static bool is_said_before(const char *text, const char *word)
{
	static const char trade[] = "commercial ";
	if (word > text && word[-1] == '-')
		return true;
	return word >= text + strlen(trade) && !strncasecmp(word - strlen(trade), trade, strlen(trade));
}

/*
 * "Models trained on the data are for research alone": the clause says itself what may not be done, and refers to no terms, unless as the
 * reason for that.
 */
static bool refers_to_terms(const char *text)
{
	text += about_reason(text, strlen(text));
	static const char *const words[] = {"licens", "licenc", "terms", "condition", "restriction", "许可", "协议", "条款"};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		for (const char *at = text; (at = strcasestr(at, words[i])); at++)
			if (!is_said_before(text, at))
				return true;
	return false;
}

/* A license that keeps trade out itself tells as much as a clause that does. */
static void find_data_terms(struct dossier *d)
{
	const struct artifact *a = d->artifact;
	const struct expression *here = beside_license(d);
	struct closing c = {d->catalog, false};
	if (here)
		expression_each(here, look_closed, &c);
	for (size_t i = 0; i < a->n_restrictions; i++) {
		const struct fact *f = a->restrictions[i];
		if (!beside_reaches(d, f, "data-terms") ||
		    (c.found && !refers_to_terms(((const struct restriction *)f->detail)->text)))
			continue;
		finding_add(d->artifact, d->arena, FINDING_DATA_TERMS_REACH, &f, 1,
			    "%s, says that terms of the data hold for the model: \"%s\"; %s.", dossier_where(d, f),
			    dossier_words(d, ((const struct restriction *)f->detail)->text), beside_license_told(d));
		return;
	}
}

void beside_find(struct dossier *d)
{
	size_t first = d->artifact->n_findings;
	if (!find_terms_beside(d))
		find_terms_of_code(d);
	find_riders(d);
	find_terms_in_folders(d, first);
	restricted_parts_find(d);
	promises_find(d);
	find_data_terms(d);
}
