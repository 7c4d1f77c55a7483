/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "findings/folder_claims.h"

#include "findings/absent.h"
#include "findings/claims.h"
#include "findings/compat_words.h"
#include "findings/conclude.h"
#include "findings/finding.h"
#include "findings/folder_texts.h"
#include "findings/laundering.h"
#include "findings/said.h"
#include "findings/scope.h"

#include <string.h>
#include <strings.h>

enum { SAYINGS_MAX = 1000, FIELDS_MAX = 100, BASES_MAX = 20, NAMES_LOOKED = 50, SIBLINGS_LOOKED = 20 };

struct saying { /* that something is under a license, in a field or in a sentence */
	const struct expression *expression;
	const struct fact *fact;
	bool general;	   /* of all that is here, or of the code; and not only of some of it */
	bool of_code;	   /* of the code, and not only of some of it */
	bool of_model;	   /* of all, of the weights, or of a piece */
	bool of_downloads; /* of weights that are not in the folder, so that the text beside it is for the rest */
};

/* "notices/README of fonts.txt": a folder of notices has what others put their works under. */
static bool is_notice(const struct dossier *d, const struct entry *e)
{
	const char *found = strcasestr(e->name + strlen(d->group->root), "notice");
	return found && found < e->name + e->dir;
}

/* A card of a folder that is not what is scanned, and that nothing else answers for. */
static bool is_folder_card(const struct dossier *d, const struct entry *e)
{
	return e->role == DOCUMENT_CARD && scope_is_elsewhere(d, e) && !scope_is_of_others(d, e) && !is_notice(d, e);
}

/* Several cards in one folder for cards are each of a model. */
static const char *spoken_of(const struct dossier *d, const struct entry *card)
{
	const char *base = entry_base(card), *dot = strrchr(base, '.');
	return scope_is_card_of_one(d, card)
		       ? arena_printf(d->arena, "the model \"%s\"",
				      dossier_words(d, arena_strndup(d->arena, base, dot ? (size_t)(dot - base) : strlen(base))))
		       : "what is in its folder";
}

/* It says so of that, and not only of some of it. */
static bool is_plainly_of(const struct said *s, unsigned of)
{
	return s->of & of && !(s->of & (SAID_OF_SOME | SAID_OF_BASE | SAID_BEFORE | SAID_BY_ROW));
}

/* Cards of data say what the data are under, unless they name the weights. */
static bool is_of_data(const struct dossier *d, const struct entry *e)
{
	return scope_of_name(d->catalog, e->name, e->dir) & SAID_OF_DATA;
}

static bool is_of_model(const struct said *s)
{
	const unsigned none = SAID_OF_SOME | SAID_OF_BASE | SAID_BEFORE | SAID_BY_ROW | SAID_OF_CODE;
	return s->of & (SAID_OF_ALL | SAID_OF_WEIGHTS | SAID_OF_PART) && !(s->of & none);
}

/* Of weights that are to be fetched: they are not in the folder. */
static bool is_of_downloads(const struct said *s)
{
	static const char *const words[] = {"download", "下载", "下載"};
	bool of_weights = s->of & SAID_OF_WEIGHTS && !(s->of & (SAID_OF_ALL | SAID_OF_CODE | SAID_OF_PART));
	for (size_t i = 0; i < sizeof words / sizeof *words && of_weights && s->fact->value; i++)
		if (strcasestr(s->fact->value, words[i]))
			return true;
	return false;
}

/* All that the card says, in its sentences and in its fields. */
static size_t sayings_of(struct dossier *d, const struct entry *e, struct saying *out)
{
	struct said said[SAYINGS_MAX];
	size_t n = 0, n_said = said_in(d, e, said, SAYINGS_MAX), n_fields = 0;
	bool data = is_of_data(d, e);
	for (size_t i = 0; i < n_said; i++)
		out[n++] = (struct saying){
			.expression = said[i].expression,
			.fact = said[i].fact,
			.general = is_plainly_of(&said[i], SAID_OF_ALL | SAID_OF_CODE), /* that of weights may be elsewhere */
			.of_code = is_plainly_of(&said[i], SAID_OF_CODE),
			.of_model = is_of_model(&said[i]) && (!data || said[i].of & SAID_OF_WEIGHTS),
			.of_downloads = is_of_downloads(&said[i]),
		};
	for (size_t i = 0; i < e->count; i++) {
		const struct fact *f = &e->facts[i];
		if (f->kind != FACT_DECLARED || !f->key || !f->value || strcmp(f->key, "license") != 0)
			continue;
		if (n_fields++ == FIELDS_MAX) {
			dossier_cut(d, e,
				    "The card of a folder declares more licenses than are compared with the texts beside it.");
			break;
		}
		const struct expression *x = claim_resolve(d->catalog, f->value, d->arena);
		if (x)
			out[n++] = (struct saying){.expression = x, .fact = f, .general = true, .of_model = !data};
	}
	return n;
}

/* Is the text of a license that the card names anywhere, be it for a part, or in passing? */
static bool names(const struct dossier *d, const struct entry *e, const struct saying *all, size_t n, const struct license *l)
{
	for (size_t i = 0; i < n; i++)
		if (expression_means(d->catalog, all[i].expression, l))
			return true;
	return said_mentions(d, e, l);
}

/* The text beside the card, of which it says nothing; NULL: it names one of them, or none is there that is for all or for the code. */
static const struct folder_text *unnamed_text(const struct dossier *d, const struct entry *e, const struct saying *all, size_t n)
{
	size_t n_texts;
	const struct folder_text *texts = scope_texts(d, e->name, e->dir, &n_texts), *found = NULL;
	for (size_t i = 0; i < n_texts; i++) {
		if (texts[i].match->state == MATCH_PARTIAL || names(d, e, all, n, texts[i].license))
			return NULL;
		found = !found && (!texts[i].of || texts[i].of & SAID_OF_CODE) ? &texts[i] : found;
	}
	return found;
}

static bool compare_text(struct dossier *d, const struct entry *e, const struct saying *all, size_t n)
{
	size_t i = 0;
	while (i < n && !all[i].general)
		i++;
	const struct folder_text *text = i < n && scope_has_license_file(d, e->name, e->dir) ? unnamed_text(d, e, all, n) : NULL;
	if (!text || text_is_called(d, text->fact, all[i].expression))
		return false;
	const struct fact *evidence[] = {all[i].fact, text->fact};
	finding_add(d->artifact, d->arena, FINDING_PART_CLAIM_CONTRADICTS, evidence, 2,
		    "%s, says \"%s\" of %s, but %s is %s of %s.", dossier_where(d, all[i].fact), dossier_quote(d, all[i].fact),
		    spoken_of(d, e), dossier_name(d, text->fact->at.entry), dossier_held_as(text->match->state),
		    license_title(text->license, d->arena));
	return true;
}

/* Another card was found to say the same of its folder. */
static bool is_told(const struct dossier *d, const struct fact *said)
{
	for (size_t i = 0; i < d->artifact->n_findings; i++) {
		const struct finding *f = &d->artifact->findings[i];
		bool of_folder = finding_is(f, FINDING_PART_NOT_CARRIED) || finding_is(f, FINDING_LICENSES_BY_PART);
		const struct fact *other = of_folder ? f->evidence[0] : NULL;
		if (other && other->kind == said->kind && other->value && said->value && !strcmp(other->value, said->value))
			return true;
	}
	return false;
}

static bool lies_beside(const struct entry *card, const struct fact *text)
{
	return path_parent(text->at.entry, strlen(text->at.entry)) == card->dir &&
	       !strncmp(text->at.entry, card->name, card->dir);
}

/* "The code is under Pear, the weights are under Quince": the text is that of the code. */
static bool is_said_of_code(const struct dossier *d, const struct saying *all, size_t n, const struct license *l)
{
	for (size_t i = 0; i < n; i++)
		if (all[i].of_code && expression_means(d->catalog, all[i].expression, l))
			return true;
	return false;
}

/* Another card of the same folder does, which is of the same model: "cards/safety.md" beside "cards/overview.md". */
static bool is_said_beside(struct dossier *d, const struct entry *card, const struct license *l)
{
	struct saying all[SAYINGS_MAX + FIELDS_MAX];
	for (size_t i = 0, looked = 0; i < d->group->count && looked < SIBLINGS_LOOKED; i++) {
		const struct entry *e = d->group->entries[i];
		if (e == card || e->dir != card->dir || strncmp(e->name, card->name, e->dir) != 0 || !is_folder_card(d, e))
			continue;
		looked++;
		if (is_said_of_code(d, all, sayings_of(d, e, all), l))
			return true;
	}
	return false;
}

/* The last folder of a file's path is called so. */
static bool lies_in(const struct entry *e, const char *name, size_t len)
{
	return e->dir >= len && !strncasecmp(e->name + e->dir - len, name, len) &&
	       (e->dir == len || e->name[e->dir - len - 1] == '/');
}

/* "cards/wren.md" of the model that lies in "models/wren" with the text of its license: what is above is for all else. */
static bool has_text_with_model(const struct dossier *d, const struct entry *card, const struct license *l)
{
	const char *base = entry_base(card), *dot = strrchr(base, '.');
	size_t len = dot ? (size_t)(dot - base) : 0;
	for (size_t i = 0; len && scope_is_card_of_one(d, card) && i < d->group->count; i++) {
		const struct entry *e = d->group->entries[i];
		if (e->role != DOCUMENT_LICENSE || !lies_in(e, base, len))
			continue;
		size_t n;
		const struct folder_text *texts = scope_texts(d, e->name, e->dir, &n);
		for (size_t k = 0; k < n; k++)
			if (license_is(texts[k].license, l))
				return true;
	}
	return false;
}

/* What the card says the model of its folder to be under demands what no license text there, or else above it, can carry. */
static bool compare_model(struct dossier *d, const struct entry *e, const struct saying *all, size_t n, const struct saying *s)
{
	struct compat x = {0};
	const struct license *l = s->expression->license;
	const struct folder_text *by =
		s->of_model && !is_told(d, s->fact) ? folder_not_carrying(d, s->expression, e, true, &x) : NULL;
	if (!by)
		return false;
	const struct fact *evidence[] = {s->fact, by->fact};
	bool is_of_code = (by->of && !(by->of & SAID_OF_WEIGHTS)) || is_said_of_code(d, all, n, by->license) ||
			  is_said_beside(d, e, by->license);
	bool meant = is_of_code || compat_ends_at_part(&x) || scope_is_of_show(d, e) ||
		     (s->of_downloads && lies_beside(e, by->fact)) ||
		     (l && (folder_license_named(d, e, l) || has_text_with_model(d, e, l)));
	finding_add(d->artifact, d->arena, meant ? FINDING_LICENSES_BY_PART : FINDING_PART_NOT_CARRIED, evidence, 2,
		    "%s, says \"%s\" of %s, and %s, the license of %s, cannot carry what that demands: %s.",
		    dossier_where(d, s->fact), dossier_quote(d, s->fact), spoken_of(d, e), license_title(by->license, d->arena),
		    dossier_name(d, by->fact->at.entry), compat_missing(&x, d->arena));
	return true;
}

const struct expression *folder_card_license(struct dossier *d, const struct entry *card, const struct fact **said)
{
	struct saying all[SAYINGS_MAX + FIELDS_MAX];
	size_t n = sayings_of(d, card, all);
	for (size_t i = 0; i < n; i++)
		if (all[i].of_model) {
			*said = all[i].fact;
			return all[i].expression;
		}
	return NULL;
}

/* The license of the model that the card says its own to be made from demands what the card's own license cannot carry. */
static bool compare_base(struct dossier *d, const struct entry *e, const struct saying *all, size_t n, const struct fact *f)
{
	const struct expression *base = parent_license(d, &(struct edge){.parent = f->value});
	for (size_t i = 0; base && i < n; i++) {
		struct compat x = {0};
		if (all[i].of_model && !expressions_meet(d->catalog, base, all[i].expression))
			x = compat_compare(d->catalog, base, all[i].expression);
		if (!compat_conflicts(&x))
			continue;
		const struct fact *evidence[] = {all[i].fact, f};
		finding_add(d->artifact, d->arena, FINDING_PART_NOT_CARRIED, evidence, 2,
			    "%s, says \"%s\" of %s, which is made from %s, and %s cannot carry what %s, the license of that, "
			    "demands: %s.",
			    dossier_where(d, all[i].fact), dossier_quote(d, all[i].fact), spoken_of(d, e), dossier_quote(d, f),
			    expression_print(all[i].expression, d->arena), expression_print(base, d->arena),
			    compat_missing(&x, d->arena));
		return true;
	}
	return false;
}

/* True: something was told. */
static bool compare_bases(struct dossier *d, const struct entry *e, const struct saying *all, size_t n)
{
	for (size_t i = 0, looked = 0; i < e->count && n; i++) {
		const struct fact *f = &e->facts[i];
		if (f->kind != FACT_DECLARED || !f->key || !f->value || strcmp(f->key, "base_model") != 0)
			continue;
		if (looked++ == BASES_MAX) {
			dossier_cut(d, e, "The card of a folder names more models that its own is made from than are looked up.");
			break;
		}
		if (compare_base(d, e, all, n, f))
			return true;
	}
	return false;
}

/* The card puts the model of its folder under a license that no record has. */
static void find_unknown(struct dossier *d, const struct entry *e, size_t *looked)
{
	for (size_t i = 0; i < e->count && *looked < NAMES_LOOKED; i++) {
		const struct fact *f = &e->facts[i];
		if (f->kind != FACT_META || !f->key || !f->value || strcmp(f->key, "weights_license_unknown") != 0)
			continue;
		if (++*looked == NAMES_LOOKED)
			dossier_cut(d, e, "Cards of folders name more licenses that are not known than are looked for here.");
		if (!absent_is(d, e, f))
			continue;
		finding_add(d->artifact, d->arena, FINDING_WEIGHTS_LICENSE_UNKNOWN, &f, 1,
			    "%s, puts the weights of %s under the \"%s\", which is not known, and whose text is not here.",
			    dossier_where(d, f), scope_is_card_of_one(d, e) ? spoken_of(d, e) : "its folder",
			    dossier_quote(d, f));
		return;
	}
}

/* True: something was told. */
static bool compare(struct dossier *d, const struct entry *e)
{
	struct saying all[SAYINGS_MAX + FIELDS_MAX];
	size_t n = sayings_of(d, e, all);
	bool told = compare_text(d, e, all, n);
	for (size_t i = 0; i < n && !told; i++)
		told = compare_model(d, e, all, n, &all[i]);
	return told || compare_bases(d, e, all, n);
}

/* The first field in which the card of a folder names a license that is known; NULL. */
static const struct fact *field_of(const struct dossier *d, const struct entry *e, const struct license **l)
{
	for (size_t i = 0; i < e->count; i++) {
		const struct fact *f = &e->facts[i];
		bool is_field = f->kind == FACT_DECLARED && f->key && f->value && !strcmp(f->key, "license");
		const struct expression *x = is_field ? claim_resolve(d->catalog, f->value, d->arena) : NULL;
		if (x && x->license && !x->license->placeholder) {
			*l = x->license;
			return f;
		}
	}
	return NULL;
}

/* The first sentence in which the card of a folder with weights puts them under a license that is known; NULL. */
static const struct fact *sentence_of(struct dossier *d, const struct entry *e, const struct license **l)
{
	const struct fact *said = NULL;
	const struct expression *x = d->artifact->n_weights ? folder_card_license(d, e, &said) : NULL;
	*l = x ? x->license : NULL;
	return *l ? said : NULL;
}

/* A folder's card declares what no text above it is: that is for what is in the folder. Each value once. */
static void tell_part(struct dossier *d, const struct entry *e)
{
	const struct license *l;
	size_t n;
	const struct fact *f = field_of(d, e, &l);
	f = f ? f : sentence_of(d, e, &l);
	const struct folder_text *above = f ? scope_texts_above(d, e, &n) : NULL;
	for (size_t i = 0; above && i < n; i++)
		if (claim_means(d->catalog, expression_license(l, d->arena), above[i].license))
			return;
	if (!above || !n || is_told(d, f))
		return;
	const struct fact *evidence[] = {f, above->fact};
	finding_add(d->artifact, d->arena, FINDING_LICENSES_BY_PART, evidence, 2,
		    "%s, declares %s for %s; %s above it is the text of %s.", dossier_where(d, f), license_title(l, d->arena),
		    spoken_of(d, e), dossier_name(d, above->fact->at.entry), license_title(above->license, d->arena));
}

void folder_claims_find(struct dossier *d)
{
	size_t looked = 0;
	for (size_t i = 0; i < d->group->count; i++) {
		const struct entry *e = d->group->entries[i];
		if (!is_folder_card(d, e))
			continue;
		if (!compare(d, e) && !scope_has_license_file(d, e->name, e->dir))
			tell_part(d, e);
		find_unknown(d, e, &looked);
	}
}
