/* SPDX-License-Identifier: MIT */
#include "findings/part_claims.h"

#include "findings/claims.h"
#include "findings/conclude.h"
#include "findings/finding.h"
#include "findings/links.h"
#include "findings/said.h"
#include "findings/scope.h"

#include <string.h>
#include <strings.h>

enum {
	CODES_LOOKED = 50, /* sentences about code that are held against each other, and against all that is said */
	PAGE_SAYINGS = 50, /* of a page */
	IMAGE_BYTES = 120, /* from what a badge shows to where it leads */
};

/* In a sentence, of all of the part. */
static bool says_of(const struct said *s, unsigned part)
{
	return s->of & part && !(s->of & (SAID_BY_LABEL | SAID_OF_SOME));
}

static void contradict(struct dossier *d, const struct said *s, const struct held *t)
{
	const struct fact *evidence[] = {s->fact, t->fact};
	finding_add(d->artifact, d->arena, FINDING_PART_CLAIM_CONTRADICTS, evidence, 2,
		    "%s, says \"%s\", but %s is the text of %s.", dossier_where(d, s->fact), dossier_quote(d, s->fact),
		    dossier_name(d, t->entry->name), license_title(t->license, d->arena));
}

/* --- a file that is called after a part ---------------------------------------------------------------------------------------- */

/* Does the card also name the license for the part? Then the other one is for some of it. */
static bool names_for_part(const struct dossier *d, const struct entry *card, unsigned part, const struct license *l)
{
	for (size_t i = 0; i < d->n_said; i++)
		if (d->said[i].entry == card && d->said[i].of & part && expression_means(d->catalog, d->said[i].expression, l))
			return true;
	return false;
}

static void compare_named(struct dossier *d, const struct held *t)
{
	unsigned part = scope_of_entry(d, t->entry) & (SAID_OF_CODE | SAID_OF_DATA);
	for (size_t i = 0; part && i < d->n_said; i++) {
		const struct said *s = &d->said[i];
		if (!says_of(s, part) || names_for_part(d, s->entry, part, t->license))
			continue;
		contradict(d, s, t);
		return;
	}
}

/* In a sentence; a badge is easily left behind when a license is changed. */
static bool sentence_names_for_part(const struct dossier *d, unsigned part, const struct expression *x)
{
	for (size_t i = 0; i < d->n_said; i++)
		if (says_of(&d->said[i], part) && !(d->said[i].of & SAID_BY_IMAGE) && d->said[i].entry->role == DOCUMENT_CARD &&
		    expressions_meet(d->catalog, d->said[i].expression, x))
			return true;
	return false;
}

/* DATA_LICENSE has no text, and names a license: cards that put the data under another one, and never under that. */
static void compare_naming(struct dossier *d, const struct entry *e)
{
	unsigned part = e->role == DOCUMENT_LICENSE && !scope_is_elsewhere(d, e)
				? scope_of_entry(d, e) & (SAID_OF_CODE | SAID_OF_DATA)
				: 0;
	const struct fact *named = part ? said_by_file(d, e) : NULL;
	const struct expression *x = named ? claim_resolve(d->catalog, named->value, d->arena) : NULL;
	if (!x || !x->license || sentence_names_for_part(d, part, x))
		return;
	for (size_t i = 0; i < d->n_said; i++) {
		const struct said *s = &d->said[i];
		if (s->entry == e || s->entry->role != DOCUMENT_CARD || !says_of(s, part) || s->of & SAID_BY_IMAGE)
			continue;
		const struct fact *evidence[] = {s->fact, named};
		finding_add(d->artifact, d->arena, FINDING_PART_CLAIM_CONTRADICTS, evidence, 2,
			    "%s, says \"%s\", but %s names %s.", dossier_where(d, s->fact), dossier_quote(d, s->fact),
			    dossier_name(d, e->name), license_title(x->license, d->arena));
		return;
	}
}

/* --- the only text, which nothing says to be for anything else ----------------------------------------------------------------- */

/* Of the code, and of nothing else but data. */
static bool is_of_code(const struct said *s)
{
	const unsigned others = SAID_OF_WEIGHTS | SAID_OF_ALL | SAID_OF_PART | SAID_OF_BASE | SAID_BEFORE | SAID_BY_ROW;
	return says_of(s, SAID_OF_CODE) && !(s->of & others) && s->expression->license;
}

static bool is_of_code_in_card(const struct said *s)
{
	return is_of_code(s) && s->entry->role == DOCUMENT_CARD;
}

/* Does a field of the model, or any sentence, name the license? A badge does not tell what it is for. */
static bool is_named(const struct dossier *d, const struct license *l)
{
	for (size_t i = 0; i < d->n_said; i++)
		if (!(d->said[i].of & SAID_BY_LABEL) && expression_means(d->catalog, d->said[i].expression, l))
			return true;
	for (size_t i = 0; i < d->n_claims; i++)
		if (!d->claims[i].package && d->claims[i].expression && claim_names(d->catalog, d->claims[i].expression, l))
			return true;
	return false;
}

/* The license file that is called after nothing, and beside which there is no other. */
static const struct held *only_text(const struct dossier *d)
{
	const struct held *t = d->n_texts == 1 && !d->n_left ? &d->texts[0] : NULL;
	return t && t->entry->role == DOCUMENT_LICENSE && !scope_of_entry(d, t->entry) ? t : NULL;
}

/* A page at the top that is no card ("TABLES.md"), or the program that sets the package up, with what its head says. */
static bool is_page(const struct dossier *d, const struct entry *e)
{
	const char *end = strrchr(entry_base(e), '.');
	bool reads = end && ((e->role == DOCUMENT_OTHER && !strcasecmp(end, ".md")) ||
			     (e->role == DOCUMENT_PACKAGE && !strcasecmp(entry_base(e), "setup.py")));
	return reads && (e->dir == strlen(d->group->root) || scope_is_front_page(d, e)) && !scope_is_of_others(d, e);
}

/* What pages say of the code. */
static const struct said *said_by_page(struct dossier *d)
{
	struct said said[PAGE_SAYINGS];
	for (size_t i = 0; i < d->group->count; i++) {
		const struct entry *e = d->group->entries[i];
		size_t n = is_page(d, e) ? said_in(d, e, said, PAGE_SAYINGS) : 0;
		for (size_t k = 0; k < n; k++)
			if (is_of_code(&said[k]) && !text_is_held(d, said[k].expression))
				return arena_memdup(d->arena, &said[k], sizeof said[k]);
	}
	return NULL;
}

static const struct said *code_saying(const struct dossier *d)
{
	for (size_t i = 0; i < d->n_said; i++)
		if (is_of_code_in_card(&d->said[i]) && !text_is_held(d, d->said[i].expression))
			return &d->said[i];
	return NULL;
}

/* A sentence of a card puts the weights, and not all that is here, under the license. */
static bool is_said_of_weights(const struct dossier *d, const struct license *l)
{
	for (size_t i = 0; i < d->n_said; i++)
		if (d->said[i].of & SAID_OF_WEIGHTS && !(d->said[i].of & (SAID_OF_ALL | SAID_OF_BASE | SAID_BY_ROW)) &&
		    d->said[i].entry->role == DOCUMENT_CARD && claim_names(d->catalog, d->said[i].expression, l))
			return true;
	return false;
}

/* "This project is under Pear, except the weights, which are under Quince", and Quince is the text that is here: what else there is has none. */
static const struct said *rest_saying(const struct dossier *d, const struct license *held)
{
	const unsigned others =
		SAID_OF_PART | SAID_OF_SOME | SAID_OF_BASE | SAID_BEFORE | SAID_BY_ROW | SAID_BY_CHOICE | SAID_BY_LABEL;
	if (!is_said_of_weights(d, held))
		return NULL;
	for (size_t i = 0; i < d->n_said; i++) {
		const struct said *s = &d->said[i];
		if (s->of & SAID_OF_ALL && !(s->of & others) && s->entry->role == DOCUMENT_CARD && s->expression->license &&
		    !claim_names(d->catalog, s->expression, held) && !text_is_held(d, s->expression))
			return s;
	}
	return NULL;
}

/* The text is that of the weights, and the code has another license, whose text is not here. */
static void tell_apart(struct dossier *d, const struct said *code, const struct held *t)
{
	const struct fact *evidence[] = {code->fact, t->fact};
	finding_add(d->artifact, d->arena, FINDING_LICENSES_BY_PART, evidence, 2,
		    "%s (%s) is taken to govern the weights; %s, puts the code under %s, whose text is not here.",
		    dossier_name(d, t->entry->name), t->license->spdx, dossier_where(d, code->fact),
		    license_title(code->expression->license, d->arena));
}

static void compare_only(struct dossier *d)
{
	const struct held *t = only_text(d);
	const struct said *found = t ? code_saying(d) : NULL;
	bool named = t && is_named(d, t->license);
	if (t && !found)
		found = named ? rest_saying(d, t->license) : said_by_page(d);
	if (found && named)
		tell_apart(d, found, t);
	else if (found)
		contradict(d, found, t);
}

/* The only license file, which is called after nothing and holds no text: what it names; NULL. */
static const struct fact *only_notice(const struct dossier *d)
{
	const struct entry *only = NULL;
	for (size_t i = 0; i < d->group->count; i++) {
		const struct entry *e = d->group->entries[i];
		if (e->role != DOCUMENT_LICENSE || scope_is_elsewhere(d, e))
			continue;
		if (only || e->text || scope_of_entry(d, e))
			return NULL;
		only = e;
	}
	return only ? said_by_file(d, only) : NULL;
}

/* Any card names the license, or one that it has to do with, for anything. */
static bool card_meets(const struct dossier *d, const struct expression *x)
{
	for (size_t i = 0; i < d->n_said; i++)
		if (d->said[i].entry->role == DOCUMENT_CARD && expressions_meet(d->catalog, d->said[i].expression, x))
			return true;
	for (size_t i = 0; i < d->n_claims; i++)
		if (!d->claims[i].package && d->claims[i].entry->role == DOCUMENT_CARD && d->claims[i].expression &&
		    expressions_meet(d->catalog, d->claims[i].expression, x))
			return true;
	return false;
}

/* "The code is under Pear", and the license file names Quince, of which no card says anything. */
static void compare_notice(struct dossier *d)
{
	const struct fact *named = d->n_texts || d->n_left ? NULL : only_notice(d);
	const struct expression *x = named ? claim_resolve(d->catalog, named->value, d->arena) : NULL;
	const struct said *s = x && x->license && !card_meets(d, x) ? code_saying(d) : NULL;
	const struct fact *evidence[] = {s ? s->fact : NULL, named};
	if (s)
		finding_add(d->artifact, d->arena, FINDING_PART_CLAIM_CONTRADICTS, evidence, 2,
			    "%s, says \"%s\", but %s names %s.", dossier_where(d, s->fact), dossier_quote(d, s->fact),
			    dossier_name(d, named->at.entry), license_title(x->license, d->arena));
}

/* --- a badge, and the file that it leads to ------------------------------------------------------------------------------------ */

/* Where the image leads that shows the name: the next link in the line, with no other license named before it; NULL. */
static const struct fact *link_of_image(const struct entry *e, const struct fact *name)
{
	const struct fact *link = NULL;
	const char *path;
	for (size_t i = 0; i < e->count; i++) {
		const struct fact *f = &e->facts[i];
		bool behind = f->at.start >= name->at.end && f->at.start <= name->at.end + IMAGE_BYTES &&
			      f->at.line_start == name->at.line_start;
		if (behind && link_is(f, &path) && (!link || f->at.start < link->at.start))
			link = f;
	}
	for (size_t i = 0; i < e->count && link; i++) {
		const struct fact *f = &e->facts[i];
		if (f != name && f->kind == FACT_MATCH && f->at.start >= name->at.end && f->at.start < link->at.start)
			return NULL;
	}
	return link;
}

/* The one text that the file holds; NULL: none, or several. */
static const struct fact *text_in(const struct entry *e)
{
	const struct fact *found = NULL;
	for (size_t i = 0; i < e->count; i++) {
		const struct match *m = e->facts[i].kind == FACT_MATCH ? e->facts[i].detail : NULL;
		if (!m || !m->license || m->state >= MATCH_MENTION)
			continue;
		if (found)
			return NULL;
		found = &e->facts[i];
	}
	return found;
}

/* "Code License: Pear", on a badge that leads to a file with the text of another one. */
static void compare_badges(struct dossier *d)
{
	for (size_t i = 0, looked = 0; i < d->n_said && looked < CODES_LOOKED; i++) {
		const struct said *s = &d->said[i];
		const unsigned others = SAID_OF_WEIGHTS | SAID_OF_ALL | SAID_OF_PART | SAID_OF_BASE | SAID_BEFORE;
		if (!(s->of & SAID_OF_CODE) || !(s->of & SAID_BY_IMAGE) || s->of & others || s->entry->role != DOCUMENT_CARD)
			continue;
		looked++;
		const struct entry *target;
		const struct fact *link = link_of_image(s->entry, s->fact);
		const struct expression *held = link ? link_license(d, s->entry, link, &target) : NULL;
		const struct fact *text = held && target->role == DOCUMENT_LICENSE ? text_in(target) : NULL;
		const struct license *l = text ? ((const struct match *)text->detail)->license : NULL;
		if (!l || claim_means(d->catalog, s->expression, l) || claim_names(d->catalog, s->expression, l))
			continue;
		contradict(d, s, &(struct held){.license = l, .fact = text, .entry = target});
		return;
	}
}

/* --- the head of the program that sets the package up ------------------------------------------------------------------------- */

/* A card tells of the license, so that it tells what it is for. */
static bool is_told_in_card(const struct dossier *d, const struct license *l)
{
	for (size_t i = 0; i < d->group->count; i++) {
		const struct entry *e = d->group->entries[i];
		if (e->role == DOCUMENT_CARD && !scope_is_elsewhere(d, e) && said_mentions(d, e, l))
			return true;
	}
	return false;
}

/* The package's own fields and classifiers name the license: what they claim is held against the texts (findings/package_claims.h). */
static bool is_claimed_there(const struct dossier *d, const struct said *s)
{
	for (size_t i = 0; i < d->n_claims; i++)
		if (d->claims[i].entry == s->entry && d->claims[i].expression &&
		    expressions_meet(d->catalog, d->claims[i].expression, s->expression))
			return true;
	return false;
}

static bool is_against_texts(const struct dossier *d, const struct said *s)
{
	for (size_t i = 0; i < d->n_left; i++)
		if (expression_means(d->catalog, s->expression, d->left[i].license))
			return false;
	return s->of & SAID_OF_ALL && !(s->of & (SAID_OF_SOME | SAID_OF_PART)) && s->expression->license &&
	       !text_is_held(d, s->expression) && !is_told_in_card(d, s->expression->license) && !is_claimed_there(d, s);
}

/* "Tern is licensed under Pear" at the head of setup.py, or on the first page of the site, and the license files are those of others. */
static void compare_heads(struct dossier *d)
{
	struct said said[PAGE_SAYINGS];
	for (size_t i = 0; i < d->group->count && d->n_texts; i++) {
		const struct entry *e = d->group->entries[i];
		bool heads = e->role == DOCUMENT_PACKAGE || scope_is_front_page(d, e);
		size_t n = heads && is_page(d, e) ? said_in(d, e, said, PAGE_SAYINGS) : 0;
		for (size_t k = 0; k < n; k++)
			if (said_is_by(&said[k], "name") && is_against_texts(d, &said[k])) { /* a tag is that of the file */
				contradict(d, arena_memdup(d->arena, &said[k], sizeof said[k]), &d->texts[0]);
				return;
			}
	}
}

/* --- cards that differ --------------------------------------------------------------------------------------------------------- */

/* In a card, or in a license file without a text, which then says by itself what holds, unless it is called after weights. */
static bool is_of_code_told(const struct dossier *d, const struct said *s)
{
	bool file = s->entry->role == DOCUMENT_LICENSE && !s->entry->text && !scope_is_elsewhere(d, s->entry) &&
		    !(scope_of_entry(d, s->entry) & SAID_OF_WEIGHTS);
	return is_of_code_in_card(s) || (file && is_of_code(s));
}

/* Two cards, often one in another language, put the code under different licenses, and neither names that of the other for it. */
static bool differ(const struct dossier *d, const struct said *a, const struct said *b)
{
	return a->entry != b->entry && !names_for_part(d, a->entry, SAID_OF_CODE, b->expression->license) &&
	       !names_for_part(d, b->entry, SAID_OF_CODE, a->expression->license);
}

static void compare_cards(struct dossier *d)
{
	const struct said *codes[CODES_LOOKED];
	size_t n = 0;
	for (size_t i = 0; i < d->n_said; i++) {
		if (!is_of_code_told(d, &d->said[i]))
			continue;
		if (n == CODES_LOOKED) {
			dossier_cut(d, d->said[i].entry,
				    "Cards say more of the license of the code than is held against each other.");
			break;
		}
		codes[n++] = &d->said[i];
	}
	for (size_t i = 0; i < n; i++)
		for (size_t k = i + 1; k < n; k++) {
			if (!differ(d, codes[i], codes[k]))
				continue;
			const struct fact *evidence[] = {codes[i]->fact, codes[k]->fact};
			finding_add(d->artifact, d->arena, FINDING_PART_CLAIMS_DISAGREE, evidence, 2,
				    "%s, says \"%s\", and %s, says \"%s\".", dossier_where(d, codes[i]->fact),
				    dossier_quote(d, codes[i]->fact), dossier_where(d, codes[k]->fact),
				    dossier_quote(d, codes[k]->fact));
			return;
		}
}

void part_claims_find(struct dossier *d)
{
	for (size_t i = 0; i < d->n_left; i++)
		if (!scope_is_in_collection(d, d->left[i].entry)) /* one of many that others gave, for what it is called after */
			compare_named(d, &d->left[i]);
	for (size_t i = 0; i < d->group->count; i++)
		compare_naming(d, d->group->entries[i]);
	compare_only(d);
	compare_notice(d);
	compare_badges(d);
	compare_heads(d);
	compare_cards(d);
}
