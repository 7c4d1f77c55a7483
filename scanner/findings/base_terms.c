/* SPDX-License-Identifier: MIT */
#include "findings/base_terms.h"

#include "base/ascii.h"
#include "base/buf.h"
#include "findings/beside.h"
#include "findings/claims.h"
#include "findings/compat_words.h"
#include "findings/conclude.h"
#include "findings/finding.h"
#include "findings/inherit.h"
#include "findings/laundering.h"
#include "findings/scope.h"

#include <string.h>

struct clause { /* of a card, that says so */
	const struct fact *fact;
	const struct restriction *restriction;
	const struct expression *here; /* the license that it is held against, or NULL */
	const char *not_told;	       /* "the license here, Pear-2.0, does not tell them" */
};

struct resembling {
	const char *words;
	bool found;
};

static void look_alike(void *ctx, const struct expression *x)
{
	struct resembling *r = ctx;
	r->found |= x->license && license_resembles(r->words, x->license);
}

/*
 * The words of a sentence that may be names: those with a capital, a digit or letters that have none, and the first. The others are those
 * of any sentence, and some licenses have such in their names ("to", "you", "use").
 */
static const char *like_names(const char *sentence, struct arena *a)
{
	BUF_AUTO struct buf out;
	buf_init(&out, strlen(sentence) + 2);
	for (const char *at = sentence, *end; *at; at = end + strspn(end, " \n")) {
		bool named = at == sentence;
		end = at + strcspn(at, " \n");
		for (const char *c = at; c < end; c++)
			named |= is_digit(*c) || (*c >= 'A' && *c <= 'Z') || (unsigned char)*c >= 0x80;
		if (named)
			buf_printf(&out, "%.*s ", (int)(end - at), at);
	}
	return arena_strdup(a, buf_str(&out));
}

/* "The same license as the base model, here https://wren.invalid/license": within the clause stands the license that is here. */
static bool tells_license_here(const struct dossier *d, const struct clause *c)
{
	for (size_t i = 0; i < d->n_said && c->here; i++) {
		const struct said *s = &d->said[i];
		if (!strcmp(s->fact->at.entry, c->fact->at.entry) && s->fact->at.start >= c->fact->at.start &&
		    s->fact->at.end <= c->fact->at.end && expressions_meet(d->catalog, s->expression, c->here))
			return true;
	}
	return false;
}

/* The license here is the one whose terms are to be met: "subject to the license of Wren", and it is that of Wren. */
static bool is_of_license_here(const struct dossier *d, const struct clause *c)
{
	struct resembling r = {like_names(c->restriction->text, d->arena), tells_license_here(d, c)};
	if (c->here)
		expression_each(c->here, look_alike, &r);
	return r.found;
}

struct base {
	const char *name;
	const struct expression *license;
};

/* What the license of that model demands is carried by the one here. */
static bool is_carried(const struct dossier *d, const struct base *b, const struct clause *c)
{
	return b->license && c->here && compat_compare(d->catalog, b->license, c->here).verdict == COMPAT_CARRIED;
}

/*
 * The first model whose license may not be met by the one here: the one that the clause names, else (where that is not known and
 * nothing else gives a license: the name of a publisher) those that this one is known to be made from. False: all are met. Without a license:
 * it is not known.
 */
static bool find_base(const struct dossier *d, const struct clause *c, struct base *out)
{
	const char *name = pairs_value(&c->restriction->values, "base");
	size_t known = 0;
	*out = (struct base){name, NULL};
	if (name) {
		struct edge named = {.parent = name};
		out->license = parent_license(d, &named);
		if (out->license || c->here)
			return !is_carried(d, out, c);
	}
	for (size_t i = 0; i < d->artifact->n_lineage; i++) {
		const struct edge *e = &d->artifact->lineage[i];
		if (e->self || e->strength <= EDGE_SHAPE)
			continue;
		struct base one = {e->parent, parent_license(d, e)};
		known += !parent_is_suspected(d, e);
		if (!is_carried(d, &one, c)) {
			*out = one;
			return true;
		}
	}
	return !known;
}

static const char *license_told(const struct dossier *d, const struct base *b)
{
	const char *name = b->name ? dossier_words(d, b->name) : "that model";
	return b->license ? arena_printf(d->arena, "that of %s is %s", name, expression_print(b->license, d->arena))
			  : arena_printf(d->arena, "which license %s has is not known", name);
}

/* What is missing; of a family, of the one that demands the least. */
static const char *missing_told(const struct dossier *d, const struct expression *base, const struct compat *x)
{
	const char *least = x->base == base->license ? ""
						     : arena_printf(d->arena, " (of that family %s demands the least)",
								    license_title(x->base, d->arena));
	return arena_printf(d->arena, "%s: %s", least, compat_missing(x, d->arena));
}

static void tell(struct dossier *d, const struct clause *c, const struct base *b)
{
	struct compat x = {0};
	if (b->license && c->here)
		x = compat_compare(d->catalog, b->license, c->here);
	const char *missing = x.n_missing && x.base ? missing_told(d, b->license, &x) : "";
	finding_add(d->artifact, d->arena, FINDING_BASE_TERMS_REACH, &c->fact, 1,
		    "%s, says that the license of a base model holds for the model: \"%s\"; %s, and %s%s.",
		    dossier_where(d, c->fact), dossier_words(d, c->restriction->text), license_told(d, b), c->not_told, missing);
}

/* The clause is of the code around the model alone. */
static bool is_of_code(const struct dossier *d, const struct restriction *r)
{
	unsigned of = scope_of_clause(d->catalog, r->text);
	return of & SAID_OF_CODE && !(of & (SAID_OF_WEIGHTS | SAID_OF_WHOLE));
}

/* The rows of a table name the license that each model has from its base. */
static bool has_rows(const struct entry *e)
{
	for (size_t i = 0; i < e->count; i++) {
		const struct match *m = e->facts[i].kind == FACT_MATCH ? e->facts[i].detail : NULL;
		if (m && m->license && m->said & SAID_BY_ROW && m->said & (SAID_OF_ALL | SAID_OF_WEIGHTS))
			return true;
	}
	return false;
}

/* Such a table is in the same card, or in the file that the clause itself names: "the licenses listed in MODEL_LICENSES.md". */
static bool rows_tell(const struct dossier *d, const struct clause *c)
{
	const struct entry *card = entries_find(d->entries, c->fact->at.entry);
	bool tell = card && has_rows(card);
	for (size_t i = 0; i < d->group->count && !tell; i++) {
		const struct entry *e = d->group->entries[i];
		bool read = e->role == DOCUMENT_CARD || e->role == DOCUMENT_LICENSE;
		tell = read && strstr(c->restriction->text, entry_base(e)) && has_rows(e);
	}
	return tell;
}

static bool compare(struct dossier *d, const struct clause *c, struct base *b)
{
	if (c->restriction->about & SAID_OF_OTHERS || is_of_code(d, c->restriction) || is_of_license_here(d, c) ||
	    !find_base(d, c, b) || (!b->license && rows_tell(d, c)))
		return false;
	tell(d, c, b);
	return true;
}

/* What holds for the model by a card of its own is a part of what is concluded, where it is known which license that is. */
static void take(struct dossier *d, const struct clause *c, const struct base *b)
{
	if (!b->license)
		return;
	const char *name = dossier_words(d, b->name), *where = dossier_where(d, c->fact);
	const char *why = c->here ? arena_printf(d->arena, "That of %s holds too, by %s.", name, where)
				  : arena_printf(d->arena, "That of %s holds, by %s; no license text is there.", name, where);
	inherit_license(d, &(struct inherited){b->license, name, c->fact}, why);
}

/* What the card says was found to be more than the license text there can carry. */
static bool is_told(const struct dossier *d, const struct entry *e)
{
	for (size_t i = 0; i < d->artifact->n_findings; i++) {
		const struct finding *f = &d->artifact->findings[i];
		if (finding_is(f, FINDING_PART_NOT_CARRIED) && f->n_evidence && !strcmp(f->evidence[0]->at.entry, e->name))
			return true;
	}
	return false;
}

/* Of the texts of a folder, one that is called after the weights, else one that is called after nothing; NULL. */
static const struct folder_text *text_of_model(const struct folder_text *texts, size_t n)
{
	const struct folder_text *found = NULL;
	for (size_t i = 0; i < n; i++) {
		if (texts[i].of & SAID_OF_WEIGHTS)
			return &texts[i];
		found = !found && !texts[i].of ? &texts[i] : found;
	}
	return found;
}

/* The card of a folder says it of the model that is there: that is held against the license text beside or above it. */
static bool compare_in_folder(struct dossier *d, const struct entry *e)
{
	for (size_t i = 0; i < e->count; i++) {
		const struct fact *f = &e->facts[i];
		const struct restriction *r = f->kind == FACT_RESTRICTION ? f->detail : NULL;
		if (!r || r->license || !r->text || strcmp(r->kind->id, "base-terms") != 0 || !pairs_value(&r->values, "base") ||
		    !(scope_of_clause(d->catalog, r->text) & SAID_OF_WEIGHTS))
			continue;
		size_t n;
		const struct folder_text *texts = scope_texts_above(d, e, &n), *text = text_of_model(texts, n);
		struct clause c = {f, r, text ? expression_license(text->license, d->arena) : NULL, "nothing here tells them"};
		if (text)
			c.not_told = arena_printf(d->arena, "%s, the license of %s, does not tell them", text->license->spdx,
						  dossier_name(d, text->fact->at.entry));
		struct base b;
		if (compare(d, &c, &b))
			return true;
	}
	return false;
}

/*
 * "Tern is made from Wren and should be used under the license of that": where no weights are here, and nothing but a text, or a package,
 * has a license, this may be that of the code, and the sentence is all that is said of the model.
 */
static void find_said(struct dossier *d)
{
	const struct expression *here = beside_license(d);
	for (size_t i = 0; i < d->n_said && here && !laundering_is_claimed(d); i++) {
		const struct said *s = &d->said[i];
		struct compat x = {0};
		if (s->of & SAID_OF_BASE && !(s->of & SAID_OF_SOME))
			x = compat_compare(d->catalog, s->expression, here);
		if (!compat_conflicts(&x))
			continue;
		finding_add(d->artifact, d->arena, FINDING_BASE_TERMS_REACH, &s->fact, 1,
			    "%s, says of what the model is made from: \"%s\"; that is %s, and %s%s.", dossier_where(d, s->fact),
			    dossier_quote(d, s->fact), expression_print(s->expression, d->arena), beside_license_told(d),
			    x.n_missing && x.base ? missing_told(d, s->expression, &x) : "");
		inherit_license(d, &(struct inherited){s->expression, "its base", s->fact},
				arena_printf(d->arena, "That of its base holds too, by %s.", dossier_where(d, s->fact)));
		return;
	}
}

void base_terms_find(struct dossier *d)
{
	const struct artifact *a = d->artifact;
	bool told = false;
	for (size_t i = 0; i < a->n_restrictions && !told; i++) {
		const struct fact *f = a->restrictions[i];
		struct clause c = {f, f->detail, beside_license(d), beside_license_told(d)};
		struct base b;
		told = beside_reaches(d, f, "base-terms") && compare(d, &c, &b);
		if (told)
			take(d, &c, &b);
	}
	for (size_t i = 0; i < d->group->count && !told; i++)
		told = scope_is_folder_card(d, d->group->entries[i]) && !is_told(d, d->group->entries[i]) &&
		       compare_in_folder(d, d->group->entries[i]);
	if (!told)
		find_said(d);
}
