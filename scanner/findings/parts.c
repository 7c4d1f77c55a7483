/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "findings/parts.h"

#include "findings/absent.h"
#include "findings/added_terms.h"
#include "findings/beside.h"
#include "findings/claims.h"
#include "findings/compat.h"
#include "findings/conclude.h"
#include "findings/finding.h"
#include "findings/folder_claims.h"
#include "findings/folder_texts.h"
#include "findings/intentions.h"
#include "findings/links.h"
#include "findings/package_claims.h"
#include "findings/part_claims.h"
#include "findings/said.h"
#include "findings/scope.h"
#include "findings/source_claims.h"
#include "findings/texts.h"

#include <ctype.h>
#include <string.h>

enum {
	SHOWN = 20,
	REPEATED_MAX = 50,
	SHORT_LEAST = 3,
	LABEL_JOINT = 12,    /* bytes between two names in a label: " license or " */
	LICENSE_LEAST = 800, /* bytes of terms behind the name of a license, that may be that license */
};

static const struct match *match_of(const struct fact *f)
{
	return f->kind == FACT_MATCH ? f->detail : NULL;
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

struct limited {
	const struct catalog *catalog;
	const struct license *found; /* that limits use */
};

static void look_bound(void *ctx, const struct expression *x)
{
	struct limited *l = ctx;
	if (x->license && !license_is_among(x->license, &l->catalog->free_of_terms))
		l->found = x->license;
}

/* Anybody may take all that is under either of them, whichever of the two licenses is read: nobody is misled. */
static bool are_both_free(const struct dossier *d, const struct expression *x, const struct license *other)
{
	struct limited l = {d->catalog, NULL};
	expression_each(x, look_bound, &l);
	return !l.found && license_is_among(other, &d->catalog->free_of_terms);
}

/* "Under Pear or Quince, as you like": who has the text of the one needs no other. */
static bool is_choice_beside_text(const struct dossier *d, const struct license *l)
{
	for (size_t i = 0; i < d->n_texts; i++) {
		const struct license *both[] = {l, d->texts[i].license};
		if (said_offers(d, both, 2))
			return true;
	}
	return false;
}

/* The license file of the weights tells which license is for what, and everybody finds the text of this one by its name. */
static bool is_told_by_weights_file(const struct dossier *d, const struct entry *e, const struct expression *x)
{
	return e->role == DOCUMENT_LICENSE && scope_of_entry(d, e) == SAID_OF_WEIGHTS && x->license->spdx_listed;
}

/* Another document names it, too: whose text is missing is told once. */
static bool is_told_missing(const struct dossier *d, enum finding_number number, const struct license *l)
{
	for (size_t i = 0; i < d->artifact->n_findings; i++) {
		const struct finding *f = &d->artifact->findings[i];
		const struct match *m = finding_is(f, number) && f->n_evidence ? match_of(f->evidence[0]) : NULL;
		if (m && m->license == l)
			return true;
	}
	return false;
}

/* A license file that is called after the license, or headed by its name: "LICENSE-PEAR-WITH-THANKS". */
static bool is_called_like(const struct entry *e, const struct license *l)
{
	bool called = license_resembles(entry_base(e), l);
	for (size_t k = 0; k < e->count && !called; k++) {
		const struct fact *f = &e->facts[k];
		called = f->kind == FACT_META && f->key && f->value && !strcmp(f->key, "license_heading") &&
			 license_resembles(f->value, l);
	}
	return called;
}

/* Terms here that no record explains have the name: they are told as unknown, and may be what the card calls "Pear License, with thanks". */
static bool is_called_like_unknown(const struct dossier *d, const struct license *l)
{
	for (size_t i = 0; i < d->unknown.count; i++) {
		const struct entry *e = entries_find(d->entries, d->unknown.at[i]->at.entry);
		if (e && e->role == DOCUMENT_LICENSE && is_called_like(e, l))
			return true;
	}
	return false;
}

static void say_missing(void *ctx, const struct expression *x)
{
	struct missing *m = ctx;
	struct dossier *d = m->dossier;
	const struct fact *f = x->license ? sentence_naming(d, m->statement->entry, x) : NULL;
	if (!f || f->kind != FACT_MATCH || text_is_held(d, x) || text_is_left(d, x) || text_is_below(d, x) ||
	    is_choice_beside_text(d, x->license) || is_called_like_unknown(d, x->license))
		return; /* what a link says is that of a file here */
	const struct fact *evidence[] = {f, d->texts[0].fact};
	bool told = are_both_free(d, x, d->texts[0].license) || is_told_by_weights_file(d, m->statement->entry, x);
	enum finding_number number = told ? FINDING_LICENSES_BY_PART : FINDING_PART_WITHOUT_TEXT;
	if (is_told_missing(d, number, x->license))
		return;
	finding_add(d->artifact, d->arena, number, evidence, 2,
		    "%s, names %s too (\"%s\"), and its text is not here; %s is the text of %s.", dossier_where(d, f),
		    license_title(x->license, d->arena), dossier_quote(d, f), dossier_name(d, d->texts[0].entry->name),
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

/* What puts other things than the weights under the license, or code: the first; NULL. */
static const struct said *said_for(const struct dossier *d, const struct license *l, bool code)
{
	for (size_t i = 0; i < d->n_said; i++)
		if ((d->said[i].of & SAID_OF_WEIGHTS) == 0 && (!code || d->said[i].of & SAID_OF_CODE) &&
		    claim_means(d->catalog, d->said[i].expression, l))
			return &d->said[i];
	return NULL;
}

static const struct fact *sentence_for(const struct dossier *d, const struct license *l, bool code)
{
	const struct said *s = said_for(d, l, code);
	return s ? s->fact : NULL;
}

static bool is_said_of_part(const struct dossier *d, const struct license *l)
{
	const struct said *s = said_for(d, l, false);
	return s && s->of & SAID_OF_PART;
}

/* A license file for the weights, or the one that names their license, has terms that no record explains: those may be that license. */
static bool weights_have_text(const struct dossier *d, const struct fact *said)
{
	const struct entry *e = entries_find(d->entries, said->at.entry);
	for (size_t i = 0; e && e->role == DOCUMENT_LICENSE && i < d->unknown.count; i++)
		if (!strcmp(d->unknown.at[i]->at.entry, said->at.entry) &&
		    d->unknown.at[i]->at.end > said->at.end + LICENSE_LEAST)
			return true;
	return d->weights_have_terms;
}

static void look_published(void *ctx, const struct expression *x)
{
	bool *all = ctx;
	*all &= x->license && x->license->spdx_listed;
}

/* Every license of it has a text that is found by its name everywhere: who reads what is said of the weights knows their terms. */
static bool is_published(const struct expression *x)
{
	bool all = true;
	expression_each(x, look_published, &all);
	return all;
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
	if (text_is_left(d, s->expression) || link_text_of(d, s->fact) || weights_have_text(d, s->fact) ||
	    (s->expression->license && is_called_like_unknown(d, s->expression->license)))
		return; /* it is declared for all that is here, and another one besides is elsewhere */
	const struct fact *evidence[] = {s->fact, t->fact};
	bool told = is_published(s->expression) || are_both_free(d, s->expression, t->license) ||
		    link_tells_text_here(d, s->expression);
	const char *words = s->fact->value
				    ? arena_printf(d->arena, ": \"%s\"", dossier_quote(d, s->fact)) /* a title has no sentence */
				    : arena_printf(d->arena, ", names %s", expression_print(s->expression, d->arena));
	finding_add(d->artifact, d->arena, told ? FINDING_LICENSES_BY_PART : FINDING_CODE_LICENSE_ALONE, evidence, 2,
		    "%s%s. %s, the text of %s, is %s; no text of %s is here.", dossier_where(d, s->fact), words,
		    dossier_name(d, t->entry->name), license_title(t->license, d->arena),
		    is_said_of_part(d, t->license) ? "said to be for a part" : "for other things than the weights",
		    expression_print(s->expression, d->arena));
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
	for (size_t i = 0; i < d->n_claims; i++) /* that the license is not known is told otherwise */
		if (d->claims[i].name && !d->claims[i].expression && !scope_is_elsewhere(d, d->claims[i].entry))
			return true;
	return d->n_left > 0;
}

static const struct fact *weights_link(const struct entry *e)
{
	for (size_t i = 0; i < e->count; i++)
		if (e->facts[i].kind == FACT_META && e->facts[i].key && !strcmp(e->facts[i].key, "weights_link"))
			return &e->facts[i];
	return NULL;
}

/* No weights are here, and the card, which speaks of the license of the code alone, links to some. */
static void find_linked_silence(struct dossier *d)
{
	const struct fact *code = code_sentence(d);
	const struct entry *card = code ? entries_find(d->entries, code->at.entry) : NULL;
	const struct fact *link = card ? weights_link(card) : NULL;
	const char *told;
	if (!link || d->artifact->n_weights || !d->n_texts || said_anything_of(d, SAID_OF_WEIGHTS | SAID_OF_ALL) ||
	    said_elsewhere(d) || d->n_texts > 1 || d->n_left || beside_limit(d, &told))
		return;
	const struct fact *evidence[] = {code, link};
	finding_add(d->artifact, d->arena, FINDING_LINKED_WEIGHTS_SILENT, evidence, 2,
		    "%s, speaks of the license of the code alone (\"%s\"); nothing gives one for the weights, which are at %s "
		    "(line %u).",
		    dossier_where(d, code), dossier_quote(d, code), dossier_quote(d, link), link->at.line_start);
}

/* Does anything but the metadata of a package declare a license for what is here? */
static bool is_declared(const struct dossier *d)
{
	for (size_t i = 0; i < d->n_claims; i++)
		if (!d->claims[i].package && !scope_is_elsewhere(d, d->claims[i].entry))
			return true;
	for (size_t i = 0; i < d->n_statements; i++)
		if (!d->statements[i].package)
			return true;
	return false;
}

/* The only license text is in a file that is called after other things: LICENSE-CODE. */
static void find_silence_beside(struct dossier *d)
{
	if (d->n_texts || !d->n_left || is_declared(d) || d->n_statements || d->unknown_governs || said_elsewhere(d))
		return;
	const struct held *t = &d->left[0];
	const char *told;
	const struct fact *evidence[] = {t->fact, beside_limit(d, &told)};
	finding_add(d->artifact, d->arena, FINDING_WEIGHTS_LICENSE_SILENT, evidence, evidence[1] ? 2 : 1,
		    "%s, the text of %s, is for other things than the weights, and nothing gives a license for the weights%s.",
		    dossier_name(d, t->entry->name), license_title(t->license, d->arena),
		    evidence[1] ? arena_printf(d->arena, "; %s", told) : "");
}

static void find_silence(struct dossier *d)
{
	find_silence_beside(d);
	if (d->n_texts > 1 || (d->n_texts && !d->artifact->n_weights) || model_is_spoken_of(d) || d->unknown_governs)
		return;
	const struct fact *f = d->n_texts ? sentence_for(d, d->texts[0].license, true) : code_sentence(d);
	if (!f)
		return;
	if (!d->n_texts && d->weights_differ && said_elsewhere(d))
		return; /* that is told with the sentence that says so */
	if (!d->n_texts) {
		const char *told;
		const struct fact *limit[] = {f, beside_limit(d, &told)};
		finding_add(d->artifact, d->arena, FINDING_WEIGHTS_LICENSE_SILENT, limit, limit[1] ? 2 : 1,
			    "%s, speaks of the code alone (\"%s\"), and nothing gives a license for the weights%s.",
			    dossier_where(d, f), dossier_quote(d, f), limit[1] ? arena_printf(d->arena, "; %s", told) : "");
		return;
	}
	const struct fact *evidence[] = {f, d->texts[0].fact};
	finding_add(d->artifact, d->arena, FINDING_WEIGHTS_LICENSE_SILENT, evidence, 2,
		    "%s, speaks of the code alone (\"%s\"), and nothing says that %s is for the weights too.",
		    dossier_where(d, f), dossier_quote(d, f), dossier_name(d, d->texts[0].entry->name));
}

/* --- the license of the weights is elsewhere --------------------------------------------------------------------------------- */

static bool weights_are_spoken_of(const struct dossier *d)
{
	if (said_anything_of(d, SAID_OF_WEIGHTS))
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

/*
 * "as defined in the LICENSE file": one that is here, of no license that anybody may choose for code, is what a reader takes, wherever the link
 * leads.
 */
static bool names_file_here(const struct dossier *d, const struct entry *card, const char *sentence)
{
	size_t n;
	const struct entry *const *files = scope_license_files(d, card->name, card->dir, &n);
	for (size_t i = 0; i < n; i++) {
		const char *name = entry_base(files[i]), *at = strstr(sentence, name);
		const struct expression *held = at ? claim_entry_licenses(d, files[i]) : NULL;
		bool called =
			at && at > sentence && at[-1] == ' ' && (strchr(name, '.') || !strncmp(at + strlen(name), " file", 5));
		if (called && !(held && held->license && held->license->spdx_listed))
			return true;
	}
	return false;
}

/* A license file that holds none, and only says where it is. */
static bool is_pointer(const struct entry *e)
{
	bool points = false;
	for (size_t i = 0; i < e->count && !points; i++)
		points = e->facts[i].kind == FACT_META && e->facts[i].key &&
			 (!strcmp(e->facts[i].key, "license_file_is") || !strcmp(e->facts[i].key, "license_file_points"));
	return points;
}

/* The line gives the license a name that is not known, and a file here says where that is: told with the name. */
static bool is_told_by_pointer(const struct dossier *d, const struct fact *f)
{
	const struct fact *unknown = d->weights_unknown;
	bool same = unknown && unknown->value && unknown->at.line_start == f->at.line_start &&
		    !strcmp(unknown->at.entry, f->at.entry);
	const struct entry *headed = same && !strstr(f->key, "beside") ? absent_text_headed(d, unknown->value) : NULL;
	return headed && is_pointer(headed);
}

/* "The voice has separate terms: MODEL_CARD.md": a document here that the sentence names by its file; NULL. */
static const struct entry *document_named(const struct dossier *d, const struct fact *sentence)
{
	for (size_t i = 0; sentence->value && i < d->group->count; i++) {
		const struct entry *e = d->group->entries[i];
		const char *name = entry_base(e), *at = strchr(name, '.') ? strstr(sentence->value, name) : NULL;
		bool whole = at && at > sentence->value && !isalnum((unsigned char)at[-1]) &&
			     !isalnum((unsigned char)at[strlen(name)]);
		if (whole && e->role == DOCUMENT_CARD && strcmp(e->name, sentence->at.entry) != 0)
			return e;
	}
	return NULL;
}

/* Licenses of models differ, or that of the weights is another than that of the code: where it may be read. */
static void tell_difference(struct dossier *d)
{
	const struct fact *f = d->weights_differ;
	const struct entry *list = absent_list_of_licenses(d), *named = list ? NULL : document_named(d, f);
	const char *where =
		list	? arena_printf(d->arena, "; %s has them", dossier_name(d, list->name))
		: named ? arena_printf(d->arena, "; %s is here, and declares none that is known", dossier_name(d, named->name))
			: "";
	finding_add(d->artifact, d->arena, list ? FINDING_LICENSES_BY_PART : FINDING_WEIGHTS_LICENSE_ELSEWHERE, &f, 1,
		    "%s, says that %s%s: \"%s\"%s.", dossier_where(d, f),
		    strcmp(f->key, "weights_license_another") != 0
			    ? "licenses of models differ"
			    : "the license of the weights is another than that of the code",
		    named					     ? ""
		    : strcmp(f->key, "weights_license_another") != 0 ? ", and not which is whose"
								     : ", and not which",
		    dossier_quote(d, f), where);
}

static void find_elsewhere(struct dossier *d)
{
	bool spoken = weights_are_spoken_of(d);
	if (!spoken && d->weights_differ) {
		tell_difference(d);
		return;
	}
	for (size_t i = 0; i < d->group->count; i++) {
		const struct entry *e = d->group->entries[i];
		for (size_t k = 0; k < e->count && e->role == DOCUMENT_CARD && !scope_is_elsewhere(d, e); k++) {
			const struct fact *f = &e->facts[k];
			if (!is_elsewhere(f, spoken) || !link_is_elsewhere(d, e, f) || names_file_here(d, e, f->value) ||
			    is_told_by_pointer(d, f))
				continue;
			finding_add(d->artifact, d->arena, FINDING_WEIGHTS_LICENSE_ELSEWHERE, &f, 1,
				    "%s, says that %s of the weights is somewhere else: \"%s\".", dossier_where(d, f),
				    strstr(f->key, "beside") ? "a license" : "the license", dossier_quote(d, f));
			if (strstr(f->key, "beside"))
				conclude_more(d, NULL,
					      arena_printf(d->arena,
							   "But %s, names another license beside it, which is not here.",
							   dossier_where(d, f)));
			return;
		}
	}
}

/* What stands in place of a license: "All rights reserved". */
static bool keeps_rights(const char *name)
{
	return strcasestr(name, "all rights") != NULL;
}

/* "whose text is LICENSE": where the license is that has an unknown name. */
static const char *where_text_is(struct dossier *d, const char *name)
{
	const struct entry *headed = name ? absent_text_headed(d, name) : NULL;
	const struct entry *text = headed ? headed : absent_text_elsewhere(d, name);
	if (!text)
		return "whose text is not here";
	if (headed && is_pointer(headed))
		return arena_printf(d->arena, "%s only says where its text is", dossier_name(d, headed->name));
	return arena_printf(d->arena, headed ? "whose text is %s" : "whose text may be %s", dossier_name(d, text->name));
}

static void find_unknown_name(struct dossier *d)
{
	const struct fact *f = d->weights_unknown ? d->weights_unknown : d->part_unknown;
	if (!f && d->row_unknown)
		finding_add(d->artifact, d->arena, FINDING_WEIGHTS_LICENSE_UNKNOWN, &d->row_unknown, 1,
			    "%s, has the row \"%s\", and the license in it is not known, and its text is not here.",
			    dossier_where(d, d->row_unknown), dossier_quote(d, d->row_unknown));
	if (!f)
		return;
	if (f->value && keeps_rights(f->value)) {
		finding_add(d->artifact, d->arena, FINDING_WEIGHTS_LICENSE_UNKNOWN, &f, 1,
			    "%s, grants no license for the weights: \"%s\".", dossier_where(d, f), dossier_quote(d, f));
		return;
	}
	finding_add(d->artifact, d->arena, FINDING_WEIGHTS_LICENSE_UNKNOWN, &f, 1,
		    "%s, puts %s under the \"%s\", which is not known, and %s.", dossier_where(d, f),
		    f == d->weights_unknown ? "the weights" : "a part", dossier_quote(d, f), where_text_is(d, f->value));
}

static void look_for_limit(void *ctx, const struct expression *x)
{
	struct limited *l = ctx;
	for (uint32_t i = 0; x->license && !l->found && i < x->license->n_terms; i++)
		if (beside_limits_use(l->catalog, x->license->terms[i].kind))
			l->found = x->license;
}

/* The card has the address at which the license is published, and says that this is the license: its text is to be had there. */
static bool leads_to_text(const struct dossier *d, const struct entry *card, const struct license *l)
{
	for (size_t i = 0; i < d->n_said; i++) {
		const struct said *s = &d->said[i];
		if (s->entry == card && s->of & (SAID_OF_ALL | SAID_OF_WEIGHTS) && said_is_by(s, "link") &&
		    claim_means(d->catalog, s->expression, l))
			return true;
	}
	return false;
}

/*
 * There is no license text at all, and all that names a license is a sentence of a card: that matters where the license limits use. One
 * that stands alone, and on the SPDX list, is to be had anywhere by its name.
 */
static void find_no_text(struct dossier *d)
{
	struct limited l = {d->catalog, NULL};
	const struct statement *s = d->statements;
	if (d->n_texts || d->n_left || !d->n_statements || d->unknown_governs)
		return;
	for (size_t i = 0; i < d->n_statements; i++)
		if (!d->statements[i].prose || d->statements[i].entry->role != DOCUMENT_CARD ||
		    !statements_fit(d, s, &d->statements[i]))
			return;
	if (s->expression->op == EXPRESSION_LICENSE && s->expression->license && s->expression->license->spdx_listed)
		return;
	const struct match *quoted = s->fact->kind == FACT_MATCH ? s->fact->detail : NULL;
	if (quoted && quoted->license) /* the license that the words name, before others that the card names too */
		look_for_limit(&l, expression_license(quoted->license, d->arena));
	expression_each(s->expression, look_for_limit, &l);
	if (!l.found || expression_has_choice(s->expression) || leads_to_text(d, s->entry, l.found))
		return;
	const struct fact *f = sentence_naming(d, s->entry, expression_license(l.found, d->arena));
	f = f ? f : s->fact;
	finding_add(d->artifact, d->arena, FINDING_WEIGHTS_LICENSE_ELSEWHERE, &f, 1,
		    "%s, names %s, which limits who may use the model, and no license text is here: \"%s\".", dossier_where(d, f),
		    license_title(l.found, d->arena), dossier_quote(d, f));
}

/* --- what is for what -------------------------------------------------------------------------------------------------------- */

static void find_parts(struct dossier *d)
{
	if (!d->n_left || !d->n_texts)
		return;
	const struct fact *evidence[SHOWN];
	const char *others = "", *governing = "";
	size_t n = 0;
	for (size_t i = 0; i < d->n_texts && n < SHOWN; i++) {
		evidence[n++] = d->texts[i].fact;
		governing = arena_printf(d->arena, "%s%s%s (%s)", governing, i ? ", " : "",
					 dossier_name(d, d->texts[i].entry->name), d->texts[i].license->spdx);
	}
	for (size_t i = 0; i < d->n_left && n < SHOWN; i++) {
		const struct held *t = &d->left[i];
		const struct fact *f = sentence_for(d, t->license, false);
		if (text_is_held(d, expression_license(t->license, d->arena)))
			continue; /* it governs the weights, too */
		others = arena_printf(
			d->arena, "%s%s%s%s (%s)%s", others, *others ? ", " : "", dossier_name(d, t->entry->name),
			t->entry == d->texts[0].entry ? arena_printf(d->arena, " from line %u on", t->fact->at.line_start) : "",
			t->license->spdx, f ? arena_printf(d->arena, ", by %s", dossier_where(d, f)) : "");
		evidence[n++] = t->fact;
	}
	if (!*others)
		return;
	const struct fact *code =
		said_anything_of(d, SAID_OF_WEIGHTS | SAID_OF_ALL) ? NULL : sentence_for(d, d->texts[0].license, true);
	finding_add(d->artifact, d->arena, FINDING_LICENSES_BY_PART, evidence, n,
		    "%s %s taken to govern the weights%s; for other parts there is %s.", governing, d->n_texts > 1 ? "are" : "is",
		    code ? arena_printf(d->arena, ", though %s, speaks of the code alone", dossier_where(d, code)) : "", others);
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
	return compat_conflicts(&x);
}

/* Of two licenses of one sort that restrict nothing that the other does not, it is of little matter which is for what. */
static bool matters(const struct dossier *d, const struct license *a, const struct license *b)
{
	if (!a->category || !b->category || strcmp(a->category, b->category) != 0)
		return true;
	const struct expression *x = expression_license(a, d->arena), *y = expression_license(b, d->arena);
	return compat_compare(d->catalog, x, y).verdict != COMPAT_CARRIED ||
	       compat_compare(d->catalog, y, x).verdict != COMPAT_CARRIED;
}

static bool lie_beside(const struct held *a, const struct held *b)
{
	return a->entry != b->entry && a->entry->role == DOCUMENT_LICENSE && b->entry->role == DOCUMENT_LICENSE &&
	       a->entry->dir == b->entry->dir && !license_is(a->license, b->license);
}

/* A card links to the file where it speaks of works of others: the license is said to be for those. */
static bool is_of_others(struct dossier *d, const struct held *t)
{
	for (size_t i = 0; i < d->group->count; i++) {
		const struct entry *e = d->group->entries[i];
		for (size_t k = 0; k < e->count && e->role == DOCUMENT_CARD && !scope_is_elsewhere(d, e); k++) {
			const struct fact *f = &e->facts[k];
			bool of_others = f->kind == FACT_META && f->key && !strcmp(f->key, "license_link_of_others");
			const struct fact *link = of_others ? link_beside(e, f) : NULL;
			if (link && link_is_local(d, e, link) && link_target(d, e, link) == t->entry)
				return true;
		}
	}
	return false;
}

/* A sentence that puts some of the weights under it; NULL. */
static const struct fact *sentence_for_some(const struct dossier *d, const struct license *l)
{
	for (size_t i = 0; i < d->n_said; i++)
		if (d->said[i].of & SAID_OF_WEIGHTS && !(d->said[i].of & SAID_OF_BASE) &&
		    claim_means(d->catalog, d->said[i].expression, l))
			return d->said[i].fact;
	return NULL;
}

/* "Under Pear, except for the files below": another license here is for those. */
static bool excepts_others(const struct statement *s)
{
	const struct match *sentence = match_of(s->fact);
	return sentence && sentence->said & SAID_BUT_OTHERS;
}

static void tell_undecided(struct dossier *d, const struct statement *s, const struct held *first, const struct held *other)
{
	const struct fact *evidence[] = {first->fact, other->fact};
	const struct fact *told = s ? sentence_for_some(d, other->license) : NULL;
	const char *beside = arena_printf(d->arena, "%s is the text of %s and %s that of %s", dossier_name(d, first->entry->name),
					  license_title(first->license, d->arena), dossier_name(d, other->entry->name),
					  license_title(other->license, d->arena));
	if (!s)
		finding_add(d->artifact, d->arena, FINDING_TEXTS_UNDECIDED, evidence, 2,
			    "%s, and nothing here says which of them is for which weights.", beside);
	else if (is_of_others(d, other))
		finding_add(d->artifact, d->arena, FINDING_LICENSES_BY_PART, evidence, 2,
			    "%s, which is said to be for works of others.", beside);
	else if (excepts_others(s))
		finding_add(d->artifact, d->arena, FINDING_LICENSES_BY_PART, evidence, 2,
			    "%s. %s, declares %s of all but what it names.", beside, dossier_where(d, s->fact),
			    expression_print(s->expression, d->arena));
	else if (told)
		finding_add(d->artifact, d->arena, FINDING_LICENSES_BY_PART, evidence, 2,
			    "%s. %s, tells what that is for: \"%s\".", beside, dossier_where(d, told), dossier_quote(d, told));
	else
		finding_add(d->artifact, d->arena, FINDING_TEXTS_UNDECIDED, evidence, 2,
			    "%s. %s, declares %s, and the other restricts more: nothing here says what it is for.", beside,
			    dossier_where(d, s->fact), expression_print(s->expression, d->arena));
}

/* In files of their own beside each other: in one file they are often a text and notices. */
static void find_undecided(struct dossier *d)
{
	const struct held *first = d->texts, *other = NULL;
	const struct statement *s = deciding(d), *one, *two;
	if (statements_part(d, &one, &two))
		return; /* what is declared decides, and in two ways: that is told */
	for (size_t i = 1; i < d->n_texts && !s && !other; i++)
		other = lie_beside(first, &d->texts[i]) && matters(d, first->license, d->texts[i].license) ? &d->texts[i] : NULL;
	for (size_t i = 0; i < d->n_texts && s && !other; i++) {
		bool named = expression_means(d->catalog, s->expression, d->texts[i].license);
		other = !named && is_stricter(d, d->texts[i].license, s->expression) ? &d->texts[i] : NULL;
	}
	for (size_t i = d->n_texts; s && other && i-- > 0;) {
		const struct held *t = &d->texts[i];
		first = lie_beside(t, other) && expression_means(d->catalog, s->expression, t->license) ? t : first;
	}
	if (!other || !lie_beside(first, other))
		return;
	tell_undecided(d, s, first, other);
}

/* The file says in its own words what a license in it is for. */
static bool tells_apart(const struct entry *e)
{
	for (size_t i = 0; i < e->count; i++) {
		const struct match *m = e->facts[i].kind == FACT_MATCH ? e->facts[i].detail : NULL;
		if (m && m->said & (SAID_OF_CODE | SAID_OF_WEIGHTS | SAID_OF_DATA))
			return true;
	}
	return false;
}

/* The license restricts what is made from it in a way that the other one does not carry. */
static bool limits_more(const struct dossier *d, const struct license *l, const struct license *than)
{
	const struct compat x = compat_compare(d->catalog, expression_license(l, d->arena), expression_license(than, d->arena));
	return x.verdict == COMPAT_PERMISSIVE || x.verdict == COMPAT_OTHER;
}

/* One license file holds two licenses, of which one restricts more, and neither it nor a card says which is for what. */
static void find_undecided_file(struct dossier *d)
{
	const struct held *a = d->texts, *b = a + 1;
	if (d->n_texts != 2 || deciding(d) || a->entry != b->entry || a->entry->role != DOCUMENT_LICENSE ||
	    tells_apart(a->entry) || said_anything_of(d, SAID_OF_CODE | SAID_OF_WEIGHTS) ||
	    (!limits_more(d, a->license, b->license) && !limits_more(d, b->license, a->license)))
		return;
	const struct fact *evidence[] = {a->fact, b->fact};
	finding_add(d->artifact, d->arena, FINDING_TEXTS_UNDECIDED, evidence, 2,
		    "%s holds the text of %s and, from line %u on, that of %s, %s.", dossier_name(d, a->entry->name),
		    license_title(a->license, d->arena), b->fact->at.line_start, license_title(b->license, d->arena),
		    text_is_said_of_others(b->entry, b->fact)
			    ? "which it says to be for works of others, and which it cannot carry"
			    : "and nothing here says which of them is for which weights");
}

/* "Pear with Quince": both are named in that line. */
static bool is_named_beside(const struct statement *s, const struct license *l)
{
	const struct entry *e = s->entry;
	for (size_t i = 0; e && i < e->count; i++) {
		const struct match *m = e->facts[i].kind == FACT_MATCH ? e->facts[i].detail : NULL;
		if (m && m->license && e->facts[i].at.line_start == s->fact->at.line_start && license_is(m->license, l))
			return true;
	}
	return false;
}

/* What is declared is the license of one text in a file, and another text in it restricts more. */
static void find_named_part(struct dossier *d)
{
	const struct statement *s = deciding(d);
	const struct held *named = NULL, *other = NULL;
	for (size_t i = 0; i < d->n_texts && s; i++) {
		const struct held *t = &d->texts[i];
		if (expression_means(d->catalog, s->expression, t->license))
			named = named ? named : t;
		else if (!other && is_stricter(d, t->license, s->expression))
			other = t;
	}
	if (!named || !other || named->entry != other->entry || is_named_beside(s, other->license))
		return;
	bool excepted = excepts_others(s);
	const struct fact *evidence[] = {s->fact, named->fact, other->fact};
	finding_add(d->artifact, d->arena, excepted ? FINDING_LICENSES_BY_PART : FINDING_CLAIM_NAMES_PART, evidence, 3,
		    "%s declares %s, but %s holds the text of %s too, from line %u on.", dossier_where(d, s->fact),
		    license_title(named->license, d->arena), dossier_name(d, other->entry->name),
		    license_title(other->license, d->arena), other->fact->at.line_start);
}

/* --- a license that was changed ------------------------------------------------------------------------------------------------- */

static void find_former(struct dossier *d)
{
	for (size_t i = 0; i < d->n_said; i++)
		for (size_t k = 0; k < d->n_texts && d->said[i].of & SAID_BEFORE; k++) {
			const struct said *s = &d->said[i];
			const struct held *t = &d->texts[k];
			if (!expression_means(d->catalog, s->expression, t->license))
				continue;
			const struct fact *evidence[] = {s->fact, t->fact};
			finding_add(
				d->artifact, d->arena, FINDING_FORMER_LICENSE_TEXT, evidence, 2,
				"%s, says that the license was changed (\"%s\"), and %s is still the text of the former one, %s.",
				dossier_where(d, s->fact), dossier_quote(d, s->fact), dossier_name(d, t->entry->name),
				license_title(t->license, d->arena));
			return;
		}
}

/* --- one license in several files ---------------------------------------------------------------------------------------------- */

/* The same license in another file of the folder, behind that one; NULL. */
static const struct fact *copy_of(const struct dossier *d, const struct entry *e, const struct match *m,
				  const struct entry *other)
{
	if (other <= e || scope_is_elsewhere(d, other))
		return NULL;
	for (size_t i = 0; i < other->count; i++) {
		const struct match *o = other->facts[i].kind == FACT_MATCH ? other->facts[i].detail : NULL;
		if (o && o->license == m->license && o->state <= MATCH_EDITED)
			return &other->facts[i];
	}
	return NULL;
}

static void find_copies(struct dossier *d, const struct entry *e, const struct fact *f)
{
	const struct match *m = f->detail;
	size_t n;
	const struct entry *const *files = scope_license_files(d, e->name, e->dir, &n);
	for (size_t i = 0; i < n; i++) {
		const struct fact *copy = copy_of(d, e, m, files[i]);
		if (!copy)
			continue;
		const struct fact *evidence[] = {f, copy};
		bool same = m->state == MATCH_EXACT && ((const struct match *)copy->detail)->state == MATCH_EXACT;
		finding_add(d->artifact, d->arena, FINDING_LICENSE_REPEATED, evidence, 2, "%s and %s are both %s of %s.",
			    dossier_name(d, e->name), dossier_name(d, copy->at.entry),
			    same ? "the text" : "copies, not both word for word,", license_title(m->license, d->arena));
		return;
	}
}

/* Each license once. */
static void find_repeated(struct dossier *d)
{
	for (size_t i = 0, found = 0; i < d->group->count && found < REPEATED_MAX; i++) {
		const struct entry *e = d->group->entries[i];
		for (size_t k = 0; k < e->count && e->role == DOCUMENT_LICENSE && !scope_is_elsewhere(d, e); k++) {
			const struct match *m = e->facts[k].kind == FACT_MATCH ? e->facts[k].detail : NULL;
			if (!m || !m->license || m->license->policy || m->state > MATCH_EDITED)
				continue;
			found++;
			if (!finding_of_license(d->artifact, FINDING_LICENSE_REPEATED, m->license))
				find_copies(d, e, &e->facts[k]);
			break;
		}
	}
}

/* --- a card that is silent on the license --------------------------------------------------------------------------------------- */

static const struct entry *root_card(const struct dossier *d)
{
	for (size_t i = 0; i < d->group->count; i++)
		if (d->group->entries[i]->role == DOCUMENT_CARD && !scope_is_elsewhere(d, d->group->entries[i]))
			return d->group->entries[i];
	return NULL;
}

static bool mentions(const struct dossier *d, const struct entry *e, const struct license *l)
{
	for (size_t i = 0; i < e->count; i++) {
		const struct match *m = e->facts[i].kind == FACT_MATCH ? e->facts[i].detail : NULL;
		bool named = m && m->license && strcmp(m->how ? m->how : "", "link") != 0; /* an address is read by nobody */
		if (named && expression_means(d->catalog, expression_license(m->license, d->arena), l))
			return true;
	}
	return false;
}

static void find_not_named(struct dossier *d)
{
	const struct entry *card = root_card(d);
	if (!card || is_declared(d) || d->n_said || d->n_texts != 1 || beside_limits_in(d, card) ||
	    !beside_keeps_anybody_out(d->catalog, d->texts[0].license) || mentions(d, card, d->texts[0].license))
		return;
	const struct held *t = &d->texts[0];
	finding_add(d->artifact, d->arena, FINDING_LICENSE_NOT_NAMED, &t->fact, 1,
		    "%s names no license; %s is %s, which keeps some uses out: %s", dossier_name(d, card->name),
		    dossier_name(d, t->entry->name), license_title(t->license, d->arena),
		    t->license->summary ? t->license->summary : "");
}

/* --- a badge against the text ------------------------------------------------------------------------------------------------- */

/* No text tells which it is, and a sentence puts all that is here under a license, as the label does, or another label the code. */
static bool both_of_all(const struct dossier *d, const struct said *label, const struct said *other)
{
	const unsigned others =
		SAID_OF_BASE | SAID_BEFORE | SAID_BY_ROW | SAID_OF_SOME | SAID_OF_PART | SAID_BY_LABEL | SAID_BY_IMAGE;
	bool code = (other->of & (SAID_BY_LABEL | SAID_OF_CODE | SAID_OF_SOME)) == (SAID_BY_LABEL | SAID_OF_CODE);
	return !d->n_texts && !d->n_left && label->of & SAID_OF_ALL &&
	       (code || (other->of & SAID_OF_ALL && !(other->of & others)));
}

/*
 * The two can be said of the same weights. A label that is for all that is here is so often for the code that it counts only where no
 * license was left to the code.
 */
static bool of_the_same(const struct dossier *d, const struct said *label, const struct said *other)
{
	unsigned of = label->of & SAID_OF_ALL && !d->n_left ? SAID_OF_WEIGHTS : label->of;
	return label->entry == other->entry && (of & other->of & SAID_OF_WEIGHTS || both_of_all(d, label, other));
}

/* "Model License: Auk" beside "the Auk 2 Commercial License": the label is too short to tell which of them. */
static bool begins_name(const char *label, const struct license *l)
{
	const char *colon = strrchr(label, ':'), *word = colon ? colon + 1 : label;
	word += strspn(word, " ");
	size_t n = strlen(word);
	bool begins = !strncasecmp(l->name, word, n) && l->name[n] == ' ';
	for (uint32_t i = 0; i < l->aliases.count && !begins; i++)
		begins = !strncasecmp(l->aliases.at[i], word, n) && l->aliases.at[i][n] == ' ';
	return begins && n >= SHORT_LEAST && !l->spdx_listed;
}

/* Does the card, beside the label, name the same license, or its family, for the weights, too? */
static bool is_told_again(const struct dossier *d, const struct said *label, const struct said *other)
{
	const struct license *l = label->expression->license;
	return !l || (other->expression->license && begins_name(label->fact->value, other->expression->license)) ||
	       !other->expression->license || claim_means(d->catalog, other->expression, l) ||
	       claim_means(d->catalog, label->expression, other->expression->license);
}

/* A sentence of the card puts the code under the license that the label names for all that is here: then it is that of the code. */
static bool is_for_code(const struct dossier *d, const struct said *label)
{
	for (size_t i = 0; i < d->n_said && label->of & SAID_OF_ALL; i++) {
		const struct said *s = &d->said[i];
		if (s->entry == label->entry && s->of & SAID_OF_CODE && !(s->of & (SAID_BY_LABEL | SAID_OF_SOME)) &&
		    label->expression->license && claim_means(d->catalog, s->expression, label->expression->license))
			return true;
	}
	return false;
}

/* "Tern-S Weights: Pear", "Tern-L Weights: Quince" */
static bool are_called_differently(const struct said *a, const struct said *b)
{
	size_t n = strcspn(a->fact->value, ":");
	return n != strcspn(b->fact->value, ":") || strncasecmp(a->fact->value, b->fact->value, n) != 0;
}

/* That, or what the sentence says, is said by another badge for weights: the two badges are those of two models. */
static bool is_of_another_label(const struct dossier *d, const struct said *label, const struct said *other)
{
	const unsigned both = SAID_BY_LABEL | SAID_OF_WEIGHTS;
	if ((label->of & other->of & both) == both)
		return are_called_differently(label, other);
	for (size_t i = 0; i < d->n_said; i++) {
		const struct said *s = &d->said[i];
		if (s != label && s != other && s->entry == label->entry && (s->of & label->of & both) == both &&
		    is_told_again(d, s, other))
			return true;
	}
	return false;
}

/* "License: Pear / Quince": the other one is in the label, right behind the first. */
static bool goes_on_to(const struct said *label, const struct said *other)
{
	uint64_t end = label->fact->at.end;
	return label->entry == other->entry && label->fact->value && other->fact->value &&
	       !strcmp(label->fact->value, other->fact->value) && other->fact->at.start >= end &&
	       other->fact->at.start - end <= LABEL_JOINT;
}

/* "License: Pear. Additional information: Quince" shows several, and the other is one of them. */
static bool shows_it_too(const struct dossier *d, const struct said *label, const struct said *other)
{
	if (goes_on_to(label, other))
		return true;
	for (size_t i = 0; i < d->n_said; i++) {
		const struct said *s = &d->said[i];
		if (s != label && s->of & SAID_BY_LABEL && s->entry == label->entry &&
		    s->fact->at.line_start == label->fact->at.line_start && is_told_again(d, s, other))
			return true;
	}
	return false;
}

/* "License: Pear", "Models: Pear", "This repository: Quince": the label shows the license of the weights, and Quince is that of the rest. */
static bool shows_that_of_weights(const struct dossier *d, const struct said *label, const struct said *other)
{
	for (size_t i = 0; i < d->n_said && !(other->of & SAID_OF_WEIGHTS); i++) {
		const struct said *s = &d->said[i];
		bool weights = s->of & SAID_OF_WEIGHTS && !(s->of & (SAID_OF_BASE | SAID_BEFORE | SAID_OF_SOME | SAID_BY_ROW));
		if (weights && s != label && s->entry == label->entry && is_told_again(d, label, s))
			return true;
	}
	return false;
}

static void find_label_disagreement(struct dossier *d)
{
	for (size_t i = 0; i < d->n_said; i++) {
		const struct said *label = &d->said[i], *against = NULL;
		if (!(label->of & SAID_BY_LABEL) || is_for_code(d, label))
			continue;
		for (size_t k = 0; k < d->n_said && !against; k++)
			if (of_the_same(d, label, &d->said[k]) && !is_told_again(d, label, &d->said[k]) &&
			    !is_of_another_label(d, label, &d->said[k]) && !shows_it_too(d, label, &d->said[k]) &&
			    !shows_that_of_weights(d, label, &d->said[k]))
				against = &d->said[k];
		if (!against)
			continue;
		const struct fact *evidence[] = {label->fact, against->fact};
		finding_add(d->artifact, d->arena, FINDING_LABEL_DISAGREES, evidence, 2,
			    "%s, says \"%s\" of %s, and line %u says \"%s\".", dossier_where(d, label->fact),
			    dossier_quote(d, label->fact), label->of & SAID_OF_ALL ? "all that is here" : "the weights",
			    against->fact->at.line_start, dossier_quote(d, against->fact));
		return;
	}
}

/* The words that stand for a badge name a license that the badge does not show. */
static void find_behind_badges(struct dossier *d, const struct entry *e)
{
	for (size_t i = 0; i + 1 < e->count; i++) {
		const struct fact *f = &e->facts[i], *shown = f + 1;
		if (!match_of(f) || !(match_of(f)->said & SAID_BEHIND_BADGE))
			continue;
		while (shown < e->facts + e->count && !(match_of(shown) && match_of(shown)->license && shown->value))
			shown++;
		if (shown == e->facts + e->count || shown->at.line_start != f->at.line_start)
			continue;
		const struct fact *evidence[] = {f, shown};
		finding_add(d->artifact, d->arena, FINDING_LABEL_DISAGREES, evidence, 2,
			    "%s, has a badge that shows \"%s\", and the words that stand for it are \"%s\".", dossier_where(d, f),
			    dossier_quote(d, shown), dossier_quote(d, f));
		return;
	}
}

static void find_badges(struct dossier *d)
{
	for (size_t i = 0; i < d->group->count; i++) {
		const struct entry *e = d->group->entries[i];
		if (e->role == DOCUMENT_CARD && !scope_is_elsewhere(d, e))
			find_behind_badges(d, e);
	}
}

/* What is here is known as a modified license itself, or is a text that tells what was changed. */
static bool modification_is_told(const struct dossier *d)
{
	bool told = d->unknown.count || d->changed.count;
	for (size_t i = 0; i < d->n_texts; i++)
		told |= !d->texts[i].license->spdx_listed;
	return told;
}

/* A card says that the license is a modified one, and no text is here that says more than that of the license that it is made from. */
static void find_modified(struct dossier *d)
{
	for (size_t i = 0; i < d->group->count && !modification_is_told(d); i++) {
		const struct entry *e = d->group->entries[i];
		for (size_t k = 0; k < e->count && e->role == DOCUMENT_CARD && !scope_is_elsewhere(d, e); k++) {
			const struct fact *f = &e->facts[k];
			if (f->kind != FACT_META || !f->key || strcmp(f->key, "license_modified") != 0)
				continue;
			finding_add(d->artifact, d->arena, FINDING_LICENSE_MODIFIED, &f, 1,
				    "%s, says that the license is a modified one, and its text is not here: \"%s\".",
				    dossier_where(d, f), dossier_quote(d, f));
			conclude_more(
				d, NULL,
				arena_printf(d->arena, "But %s, says that it was modified, and not how.", dossier_where(d, f)));
			return;
		}
	}
}

void parts_find(struct dossier *d)
{
	find_badges(d);
	find_label_disagreement(d);
	find_undecided(d);
	find_undecided_file(d);
	find_named_part(d);
	find_former(d);
	part_claims_find(d);
	package_claims_find(d);
	source_claims_find(d);
	folder_claims_find(d);
	beside_find(d);
	intentions_find(d);
	added_terms_find(d);
	folder_texts_find(d);
	find_missing_parts(d);
	find_code_alone(d);
	find_silence(d);
	find_linked_silence(d);
	find_elsewhere(d);
	find_unknown_name(d);
	find_modified(d);
	find_no_text(d);
	find_parts(d);
	find_repeated(d);
	find_not_named(d);
}
