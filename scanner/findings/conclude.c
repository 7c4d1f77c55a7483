/* SPDX-License-Identifier: MIT */
#include "findings/conclude.h"

#include "findings/claims.h"
#include "findings/compat.h"
#include "findings/laundering.h"
#include "findings/links.h"
#include "findings/said.h"
#include "findings/scope.h"
#include "findings/texts.h"

#include <string.h>

enum { TITLE_LINES = 3 };

/* --- comparing claims with texts ------------------------------------------------------------------------------------------- */

static bool same_license(const struct catalog *c, const struct expression *a, const struct expression *b)
{
	return (b->license && claim_means(c, a, b->license)) || (a->license && claim_means(c, b, a->license));
}

struct search { /* is this license among those of an expression? */
	const struct catalog *catalog;
	const struct expression *wanted;
	bool found;
};

static void search_one(void *ctx, const struct expression *x)
{
	struct search *s = ctx;
	s->found |= same_license(s->catalog, x, s->wanted);
}

static bool names(const struct catalog *c, const struct expression *x, const struct expression *wanted)
{
	struct search s = {c, wanted, false};
	expression_each(x, search_one, &s);
	return s.found;
}

bool expression_means(const struct catalog *c, const struct expression *x, const struct license *l)
{
	return names(c, x, &(struct expression){.license = l});
}

struct meeting {
	const struct catalog *catalog;
	const struct expression *with;
	bool meet;
};

static void look_met(void *ctx, const struct expression *x)
{
	struct meeting *m = ctx;
	m->meet |= x->license && expression_means(m->catalog, m->with, x->license);
}

bool expressions_meet(const struct catalog *c, const struct expression *a, const struct expression *b)
{
	struct meeting there = {c, b, false}, back = {c, a, false};
	expression_each(a, look_met, &there);
	expression_each(b, look_met, &back);
	return there.meet || back.meet;
}

/* How many of the texts that are there the expression names. */
static size_t count_named(const struct dossier *d, const struct expression *x)
{
	size_t n = 0;
	for (size_t i = 0; i < d->n_texts; i++)
		n += expression_means(d->catalog, x, d->texts[i].license);
	return n;
}

bool text_is_called(const struct dossier *d, const struct fact *text, const struct expression *claimed)
{
	const struct entry *e = entries_find(d->entries, text->at.entry);
	for (size_t i = 0; e && i < e->count; i++) {
		const struct match *m = e->facts[i].kind == FACT_MATCH ? e->facts[i].detail : NULL;
		if (m && m->license && e->facts[i].at.line_start >= text->at.line_start &&
		    e->facts[i].at.line_start <= text->at.line_start + TITLE_LINES &&
		    expression_means(d->catalog, claimed, m->license))
			return true;
	}
	return false;
}

/* A text that by its heading is that of another license than the one it is like is called so: the expression names it. */
static bool names_heading(const struct dossier *d, const struct expression *x)
{
	for (size_t i = 0; i < d->n_texts; i++)
		if (d->texts[i].state == MATCH_VERSION && text_is_called(d, d->texts[i].fact, x))
			return true;
	return false;
}

struct covering {
	const struct catalog *catalog;
	const struct expression *by;
	bool all;
};

static void cover_one(void *ctx, const struct expression *x)
{
	struct covering *c = ctx;
	c->all &= names(c->catalog, c->by, x);
}

bool expression_covers(const struct catalog *c, const struct expression *by, const struct expression *x)
{
	struct covering all = {c, by, true};
	expression_each(x, cover_one, &all);
	return all.all;
}

bool text_is_held(const struct dossier *d, const struct expression *claimed)
{
	for (size_t i = 0; i < d->n_texts; i++)
		if (claim_means(d->catalog, claimed, d->texts[i].license))
			return true;
	return names_heading(d, claimed);
}

bool text_is_below(const struct dossier *d, const struct expression *x)
{
	for (size_t i = 0; i < d->n_below; i++)
		if (claim_means(d->catalog, x, d->below[i]))
			return true;
	return false;
}

bool text_is_left(const struct dossier *d, const struct expression *x)
{
	for (size_t i = 0; i < d->n_left; i++)
		if (claim_means(d->catalog, x, d->left[i].license))
			return true;
	return false;
}

static bool covers(const struct dossier *d, const struct statement *a, const struct statement *b)
{
	return expression_covers(d->catalog, a->expression, b->expression);
}

bool statements_agree(const struct dossier *d, const struct statement *a, const struct statement *b)
{
	return covers(d, a, b) && covers(d, b, a);
}

/* A field holds one license, and a sentence names that one and others with it, or a choice. */
static bool tells_more(const struct dossier *d, const struct statement *field, const struct statement *sentence)
{
	bool more = sentence->in_a_row || sentence->expression->op == EXPRESSION_OR;
	return !field->prose && sentence->prose && more && covers(d, sentence, field);
}

/* Whoever goes by the field alone does nothing that the sentence forbids: it offers a choice, or what it adds asks for no more. */
static bool field_suffices(const struct dossier *d, const struct statement *field, const struct statement *sentence)
{
	return tells_more(d, field, sentence) &&
	       (sentence->expression->op == EXPRESSION_OR ||
		compat_compare(d->catalog, sentence->expression, field->expression).verdict == COMPAT_CARRIED);
}

bool statements_fit(const struct dossier *d, const struct statement *a, const struct statement *b)
{
	bool cards = a->prose && b->prose && a->entry != b->entry;
	bool several = !a->prose && b->prose && a->expression->op == EXPRESSION_AND; /* a sentence tells of one of them */
	return statements_agree(d, a, b) || (cards && (covers(d, a, b) || covers(d, b, a))) || (several && covers(d, a, b)) ||
	       field_suffices(d, a, b) || field_suffices(d, b, a);
}

bool statements_part(const struct dossier *d, const struct statement **a, const struct statement **b)
{
	for (size_t i = 1; d->n_texts > 1 && i < d->n_statements; i++) {
		*a = &d->statements[0];
		*b = &d->statements[i];
		const struct entry *x = (*a)->entry, *y = (*b)->entry;
		bool near =
			d->artifact->n_weights || path_below(x->name, y->name, y->dir) || path_below(y->name, x->name, x->dir);
		bool count = !(*a)->package && !(*b)->package && !(*a)->contradicts && !(*b)->contradicts;
		if (near && count && !covers(d, *a, *b) && !covers(d, *b, *a))
			return true;
	}
	return false;
}

/* --- claims that resolve to nothing ---------------------------------------------------------------------------------------- */

/* Words that are in the names of many licenses and tell none apart. */
static bool is_common_word(const char *word, size_t n)
{
	static const char *const table[] = {"license", "licence", "agreement", "terms",	   "of",	 "use", "the",
					    "and",     "for",	  "model",     "models",   "ai",	 "llm", "community",
					    "public",  "open",	  "source",    "research", "commercial", "non", "noncommercial",
					    "version", "custom",  "other",     "by",	   "nc",	 "md",	"txt"};
	for (size_t i = 0; i < sizeof table / sizeof *table; i++)
		if (strlen(table[i]) == n && !strncmp(table[i], word, n))
			return true;
	return n < 2 || (*word >= '0' && *word <= '9');
}

static bool has_word(const char *folded, const char *word, size_t n)
{
	for (const char *at = folded; *at; at += strcspn(at, "-"), at += *at == '-')
		if (strcspn(at, "-") == n && !strncmp(at, word, n))
			return true;
	return false;
}

bool license_resembles(const char *words, const struct license *l)
{
	char claimed[256], name[512];
	alias_fold(words, claimed, sizeof claimed);
	alias_fold(l->name, name, sizeof name);
	for (const char *at = claimed; *at; at += strcspn(at, "-"), at += *at == '-') {
		size_t n = strcspn(at, "-");
		if (!is_common_word(at, n) && (has_word(name, at, n) || has_word(l->id, at, n)))
			return true;
	}
	return false;
}

/* The words that name something: none when the claim leaves the name open and no name stands beside it. */
static const char *naming_words(const struct claim *c)
{
	if (c->placeholder)
		return c->name ? c->name->value : NULL;
	return strcmp(c->fact->key, "license_link") ? c->fact->value : NULL;
}

/* A sentence of the same card names a license. */
static bool sentence_names(const struct dossier *d, const struct claim *c)
{
	for (size_t i = 0; i < d->n_statements; i++)
		if (d->statements[i].prose && d->statements[i].entry == c->entry)
			return true;
	return false;
}

/* "other", and a sentence of the same card tells the license. */
static bool sentence_answers(const struct dossier *d, const struct claim *c)
{
	return c->placeholder && !c->name && !c->link_missing && sentence_names(d, c);
}

/* Words that no record explains are in the same document; where a name that is not known stands beside another one, they tell nothing of it. */
static bool own_text_answers(const struct dossier *d, const struct claim *c)
{
	return c->entry->text && (!c->name || d->n_texts || !sentence_names(d, c));
}

bool claim_answered(const struct dossier *d, const struct claim *c)
{
	const char *words = naming_words(c);
	if (sentence_answers(d, c) || c->expression || own_text_answers(d, c) || (c->package && (d->n_statements || d->n_texts)))
		return true;
	if (c->link_missing || (!d->n_texts && !d->unknown_governs))
		return false;
	for (size_t i = 0; words && i < d->n_texts; i++)
		if (license_resembles(words, d->texts[i].license))
			return true;
	return !words || (d->unknown_governs && !d->n_texts);
}

/* The first claim that nothing answers, of those that count: where one speaks of the model, those of packages do not. */
static const struct claim *open_claim(const struct dossier *d)
{
	bool model = false;
	for (size_t i = 0; i < d->n_claims; i++)
		model |= !d->claims[i].package && !scope_is_elsewhere(d, d->claims[i].entry);
	for (size_t i = 0; i < d->n_claims; i++)
		if (d->claims[i].package != model && !scope_is_elsewhere(d, d->claims[i].entry) &&
		    !claim_answered(d, &d->claims[i]))
			return &d->claims[i];
	return NULL;
}

/* --- exceptions ------------------------------------------------------------------------------------------------------------ */

static const struct license *mentioned(const struct fact *f)
{
	return ((const struct match *)f->detail)->license;
}

static bool held_in(const struct dossier *d, const struct entry *e, const struct license *exception)
{
	for (size_t i = 0; i < d->n_texts; i++)
		if (d->texts[i].entry == e && exception_fits(d->catalog, exception, d->texts[i].license))
			return true;
	return false;
}

/*
 * Is this text of an exception for the license whose text is in `e`? In the same file it is; from elsewhere, when the file that it
 * stands in has no license that it is for, and its record says that it is for this one.
 */
static bool belongs(const struct dossier *d, const struct beside *b, const struct license *l, const struct entry *e)
{
	if (b->state == MATCH_MENTION || !exception_fits(d->catalog, b->exception, l))
		return false;
	return b->entry == e || (!b->aside && b->exception->excepts.count && !held_in(d, b->entry, b->exception));
}

/* x without the exception that it names, where that one's text is there and was edited: the text wins over the claim. */
static const struct expression *without_edited(const struct dossier *d, const struct expression *x, const struct license *l,
					       const struct entry *e)
{
	bool edited = false;
	for (size_t i = 0; i < d->n_exceptions && !edited; i++)
		edited = d->exceptions[i].state == MATCH_EDITED && d->exceptions[i].exception == x->addition &&
			 belongs(d, &d->exceptions[i], l, e);
	if (!edited)
		return x;
	struct expression *out = arena_memdup(d->arena, x, sizeof *x);
	out->exception = NULL;
	out->addition = NULL;
	return out;
}

/* x, the license l of entry e, with the exceptions that go with it. */
static const struct expression *with_exceptions(const struct dossier *d, const struct expression *x, const struct license *l,
						const struct entry *e)
{
	const struct expression **parts = arena_array(d->arena, d->n_exceptions + 1, sizeof *parts);
	size_t n = 0;
	x = without_edited(d, x, l, e);
	for (size_t i = 0; i < d->n_exceptions; i++) {
		const struct beside *b = &d->exceptions[i];
		if (belongs(d, b, l, e))
			parts[n++] = expression_with(x, b->exception, b->state == MATCH_EDITED, d->arena);
	}
	return n ? expression_join(EXPRESSION_AND, parts, n, d->arena) : x;
}

struct attaching {
	const struct dossier *dossier;
	const struct entry *claimed_in;
	const struct beside *beside;
	bool found;
};

static void attach_to_claim(void *ctx, const struct expression *x)
{
	struct attaching *a = ctx;
	a->found |= x->license && belongs(a->dossier, a->beside, x->license, a->claimed_in);
}

/* A claimed license of which no text is there, but the text of an exception to it. */
static const struct expression *with_exception_texts(void *ctx, const struct expression *x)
{
	const struct attaching *a = ctx;
	return x->license ? with_exceptions(a->dossier, x, x->license, a->claimed_in) : x;
}

bool exception_is_attached(const struct dossier *d, const struct beside *b)
{
	struct attaching a = {.dossier = d, .beside = b};
	for (size_t i = 0; i < d->n_texts && !a.found; i++)
		a.found = belongs(d, b, d->texts[i].license, d->texts[i].entry);
	for (size_t i = 0; i < d->n_statements && !a.found; i++) {
		a.claimed_in = d->statements[i].entry;
		expression_each(d->statements[i].expression, attach_to_claim, &a);
	}
	for (size_t i = 0; i < d->mentions.count && !a.found; i++)
		a.found = !strcmp(d->mentions.at[i]->at.entry, b->entry->name) &&
			  exception_fits(d->catalog, b->exception, mentioned(d->mentions.at[i]));
	return a.found;
}

/* --- expressions ----------------------------------------------------------------------------------------------------------- */

/* "The code is under Pear-2.0 or later": whoever grants what the text holds says of it, be it of the code, that later versions may be taken. */
static bool is_said_or_later(const struct dossier *d, const struct held *t)
{
	const unsigned others = SAID_OF_BASE | SAID_BEFORE | SAID_OF_PART | SAID_BY_ROW,
		       own = SAID_OF_ALL | SAID_OF_WEIGHTS | SAID_OF_CODE;
	bool later = false;
	for (size_t i = 0; i < d->n_said && t->state == MATCH_EXACT; i++) {
		const struct said *s = &d->said[i];
		if (s->expression->license != t->license || !(s->of & own) || s->of & others)
			continue;
		if (!s->expression->later)
			return false;
		later |= s->expression->later;
	}
	return later;
}

static const struct expression *held_expression(const struct dossier *d, const struct held *t)
{
	const struct expression *x =
		is_said_or_later(d, t) ? expression_later(t->license, d->arena) : expression_held(t->license, t->state, d->arena);
	return with_exceptions(d, x, t->license, t->entry);
}

static const struct expression *texts_joined(const struct dossier *d, enum expression_op op)
{
	const struct expression **parts = arena_array(d->arena, d->n_texts, sizeof *parts);
	for (size_t i = 0; i < d->n_texts; i++)
		parts[i] = held_expression(d, &d->texts[i]);
	return expression_join(op, parts, d->n_texts, d->arena);
}

static const struct expression *all_texts(const struct dossier *d)
{
	return texts_joined(d, EXPRESSION_AND);
}

/* An edited license, or another version, with the exception that the claim names beside it. */
static const struct expression *keep_exception(const struct dossier *d, const struct expression *held, const struct expression *x)
{
	if (!x->exception || held->op != EXPRESSION_LICENSE || held->exception)
		return held;
	struct expression *out = arena_memdup(d->arena, held, sizeof *held);
	out->exception = x->exception;
	out->addition = x->addition;
	return out;
}

/*
 * A claimed license as the texts have it: the version or member that is there (all of them, if several), whether it was edited,
 * and the exceptions whose texts are there.
 */
static const struct expression *as_held(void *ctx, const struct expression *x)
{
	const struct dossier *d = ctx;
	const struct expression **parts = arena_array(d->arena, d->n_texts, sizeof *parts);
	size_t n = 0;
	for (size_t i = 0; i < d->n_texts; i++) {
		const struct held *t = &d->texts[i];
		bool plain = t->state == MATCH_EXACT && (x->license == t->license || x->later);
		if (claim_means(d->catalog, x, t->license))
			parts[n++] =
				plain ? with_exceptions(d, x, t->license, t->entry) : keep_exception(d, held_expression(d, t), x);
	}
	return n ? expression_join(EXPRESSION_AND, parts, n, d->arena) : x;
}

/* --- sentences ------------------------------------------------------------------------------------------------------------- */

static const char *exceptions_beside(const struct dossier *d, const struct held *t)
{
	const char *out = "";
	for (size_t i = 0; i < d->n_exceptions; i++) {
		const struct beside *b = &d->exceptions[i];
		if (belongs(d, b, t->license, t->entry))
			out = arena_printf(d->arena, "%s%s %s%s", out, *out ? " and" : ", with",
					   b->state == MATCH_EDITED ? "an edited copy of " : "",
					   license_title(b->exception, d->arena));
	}
	return out;
}

static const char *text_sentence(const struct dossier *d, const struct held *t)
{
	const char *where = dossier_name(d, t->entry->name), *title = license_title(t->license, d->arena);
	switch (t->state) {
	case MATCH_EXACT:
		return arena_printf(d->arena, "%s is the text of %s, word for word%s.", where, title, exceptions_beside(d, t));
	case MATCH_VERSION:
		return arena_printf(d->arena, "%s is like %s, and by its heading another version of it%s.", where, title,
				    exceptions_beside(d, t));
	case MATCH_EDITED:
		return arena_printf(d->arena, "%s is an edited copy of %s%s.", where, title, exceptions_beside(d, t));
	default:
		return arena_printf(d->arena, "%s holds only a part of %s%s.", where, title, exceptions_beside(d, t));
	}
}

static void set(struct dossier *d, const struct expression *x, const char *how)
{
	struct artifact *a = d->artifact;
	a->expression = x;
	a->concluded = x ? expression_print(x, d->arena) : NULL;
	a->concluded_how = how;
}

/* --- the cases ------------------------------------------------------------------------------------------------------------- */

struct holding {
	const struct dossier *dossier;
	bool all; /* licenses so far are those of texts that are here */
};

static void look_held(void *ctx, const struct expression *x)
{
	struct holding *h = ctx;
	h->all &= text_is_held(h->dossier, x);
}

static bool is_held(const struct dossier *d, const struct expression *x)
{
	struct holding h = {d, true};
	expression_each(x, look_held, &h);
	return h.all || (expression_has_choice(x) && count_named(d, x));
}

/* Where there are texts, what is claimed for a package and is more than they are says nothing of the weights. */
static void drop_other_packages(struct dossier *d)
{
	size_t kept = 0;
	for (size_t i = 0; i < d->n_statements; i++)
		if (!d->n_texts || !d->statements[i].package || is_held(d, d->statements[i].expression))
			d->statements[kept++] = d->statements[i];
	d->n_statements = kept;
}

/* Returns the first that contradicts, or NULL. */
static const struct statement *mark_contradictions(struct dossier *d)
{
	const struct statement *first = NULL;
	drop_other_packages(d);
	for (size_t i = 0; d->n_texts && i < d->n_statements; i++) {
		struct statement *s = &d->statements[i];
		s->contradicts = !count_named(d, s->expression) && !names_heading(d, s->expression);
		if (s->contradicts && !first)
			first = s;
	}
	return first;
}

/* The license file that holds terms which no record explains; a card that has such ones explains that. */
static const struct entry *holder_of_unknown(const struct dossier *d)
{
	for (size_t i = 0; i < d->unknown.count; i++) {
		const struct entry *e = entries_find(d->entries, d->unknown.at[i]->at.entry);
		if (e && e->role == DOCUMENT_LICENSE)
			return e;
	}
	return NULL;
}

static void from_unknown(struct dossier *d)
{
	const struct entry *e = d->weights_unread ? d->weights_unread : holder_of_unknown(d);
	const char *where = dossier_name(d, e ? e->name : d->unknown.at[0]->at.entry);
	bool points = e && text_leads_away(e);
	set(d, NULL,
	    arena_printf(d->arena,
			 points ? "%s points to a license that is not here." : "%s holds terms that no license record explains.",
			 where));
}

/* The card that offers the licenses of all texts as a choice, or NULL. */
static const struct entry *who_offers_texts(const struct dossier *d)
{
	const struct license **all = arena_array(d->arena, d->n_texts, sizeof *all);
	for (size_t i = 0; i < d->n_texts; i++)
		all[i] = d->texts[i].license;
	return said_offers(d, all, d->n_texts);
}

static void from_texts(struct dossier *d)
{
	const struct entry *offers = d->n_texts > 1 ? who_offers_texts(d) : NULL;
	if (d->n_texts == 1)
		set(d, all_texts(d), text_sentence(d, &d->texts[0]));
	else if (offers)
		set(d, texts_joined(d, EXPRESSION_OR),
		    arena_printf(d->arena, "Texts of %zu licenses are there. %s offers the choice.", d->n_texts,
				 dossier_name(d, offers->name)));
	else
		set(d, all_texts(d),
		    arena_printf(d->arena,
				 "Texts of %zu licenses are there and nobody offers a choice, so that all are taken to apply.",
				 d->n_texts));
}

/* Texts and one statement that names them all: the statement says how they go together. */
static void from_agreement(struct dossier *d, const struct statement *s)
{
	const struct expression *x = expression_map(s->expression, d->arena, as_held, d);
	const char *text = d->n_texts == 1 ? text_sentence(d, &d->texts[0])
					   : arena_printf(d->arena, "Texts of %zu licenses are there.", d->n_texts);
	const char *claim = expression_has_choice(x)	       ? "offers the choice"
			    : expression_count(x) > d->n_texts ? "declares more than that"
							       : "declares the same";
	bool same = d->n_texts == 1 && d->texts[0].entry == s->entry;
	const char *who = same ? "The same file" : dossier_name(d, s->entry->name);
	set(d, x, arena_printf(d->arena, "%s %s %s.", text, who, claim));
}

static bool all_agree(const struct dossier *d)
{
	for (size_t i = 1; i < d->n_statements; i++)
		if (!statements_agree(d, &d->statements[0], &d->statements[i]))
			return false;
	return true;
}

static void from_texts_and_claims(struct dossier *d)
{
	const struct statement *against = mark_contradictions(d);
	if (against) {
		set(d, NULL,
		    arena_printf(d->arena, "The claim in %s and the text in %s contradict each other.",
				 dossier_name(d, against->entry->name), dossier_name(d, d->texts[0].entry->name)));
		return;
	}
	const struct claim *open = open_claim(d);
	if (open) {
		set(d, NULL,
		    arena_printf(d->arena, "%s declares another license than the text in %s, and that license is not known.",
				 dossier_name(d, open->entry->name), dossier_name(d, d->texts[0].entry->name)));
		return;
	}
	const struct statement *s = &d->statements[0];
	d->agreed =
		d->n_statements && all_agree(d) && count_named(d, s->expression) == d->n_texts &&
		expression_count(s->expression) >= d->n_texts; /* "some license of the family" says nothing of two texts of it */
	if (d->agreed)
		from_agreement(d, s);
	else
		from_texts(d);
}

/* The statement that says most, and that all others fit to; NULL: they name different licenses. */
static const struct statement *fullest(const struct dossier *d)
{
	const struct statement *s = d->statements;
	for (size_t i = 1; i < d->n_statements; i++)
		if ((s->prose || tells_more(d, s, &d->statements[i])) && !covers(d, s, &d->statements[i]))
			s = &d->statements[i];
	for (size_t i = 0; i < d->n_statements; i++)
		if (!statements_fit(d, s, &d->statements[i]) && !tells_more(d, &d->statements[i], s))
			return NULL;
	return s;
}

static bool is_by_row(const struct statement *s)
{
	const struct match *m = s->fact->kind == FACT_MATCH ? s->fact->detail : NULL;
	return m && m->said & SAID_BY_ROW;
}

/* One row of a table has the license of a model that is here, and another row one that is not known, of another model. */
static bool is_of_other_row(const struct dossier *d, const struct statement *s)
{
	return is_by_row(s) && d->row_unknown && !strcmp(d->row_unknown->at.entry, s->entry->name);
}

static void from_claims(struct dossier *d)
{
	const struct claim *open = open_claim(d);
	const struct statement *s = d->n_statements ? fullest(d) : NULL;
	if (d->claims_cut) {
		set(d, NULL,
		    arena_printf(d->arena, "%s declares more licenses than are read.", dossier_name(d, d->claims_cut->at.entry)));
	} else if (open) {
		set(d, NULL,
		    arena_printf(d->arena,
				 naming_words(open) ? "%s declares a license that is not known, and no license text is there."
						    : "%s names no license, and no license text is there.",
				 dossier_name(d, open->entry->name)));
	} else if (!d->n_statements) {
		set(d, NULL, "What is declared here is for other things than the model.");
	} else if (s && s->package && said_only_of_code(d)) {
		set(d, NULL,
		    arena_printf(d->arena,
				 "%s declares a license for the package, and what is said beside it is of the code alone.",
				 dossier_name(d, s->entry->name)));
	} else if (!s) {
		set(d, NULL, "The claims name different licenses and no license text decides between them.");
	} else if (d->weights_differ && said_elsewhere(d)) {
		set(d, NULL,
		    arena_printf(d->arena,
				 strcmp(d->weights_differ->key, "weights_license_another") != 0
					 ? "%s, says that licenses of models differ; %s is not that of each."
					 : "%s, says that the weights have a license of their own, which %s is not.",
				 dossier_where(d, d->weights_differ), expression_print(s->expression, d->arena)));
	} else if (is_of_other_row(d, s)) {
		set(d, NULL,
		    arena_printf(
			    d->arena, "%s, is the row of a model under %s, and line %u that of one whose license is not known.",
			    dossier_where(d, s->fact), expression_print(s->expression, d->arena), d->row_unknown->at.line_start));
	} else {
		const char *what = s->package	  ? "declares it for the package, and nothing speaks of the weights alone"
				   : is_by_row(s) ? "says so in a row of a table"
				   : s->prose	  ? "says so in a sentence"
						  : "declares it";
		const struct entry *linked = link_text_of(d, s->fact);
		linked = linked ? linked : said_by_file_copy(d, s->entry);
		const char *text = linked ? arena_printf(d->arena, "its text is %s", dossier_name(d, linked->name))
				   : text_is_left(d, s->expression) ? "its text is there, and not for the weights"
								    : "no license text is there";
		set(d,
		    expression_map(s->expression, d->arena, with_exception_texts, &(struct attaching){d, s->entry, NULL, false}),
		    arena_printf(d->arena, "%s %s; %s.", dossier_name(d, s->entry->name), what, text));
	}
}

static bool in_license_file(const struct dossier *d, const struct fact *f)
{
	const struct entry *e = entries_find(d->entries, f->at.entry);
	return e && e->role == DOCUMENT_LICENSE;
}

/* What is mentioned, in all versions when one of its mentions in the entry says so, and with the exceptions that stand there. */
static const struct expression *mention_expression(const struct dossier *d, const struct fact *f)
{
	const struct license *l = mentioned(f);
	bool is_later = false;
	for (size_t i = 0; i < d->mentions.count; i++)
		is_later |= mentioned(d->mentions.at[i]) == l && !strcmp(d->mentions.at[i]->at.entry, f->at.entry) &&
			    ((const struct match *)d->mentions.at[i]->detail)->or_later;
	const struct expression *x = is_later ? expression_later(l, d->arena) : expression_license(l, d->arena);
	const struct expression **parts = arena_array(d->arena, d->n_exceptions + 1, sizeof *parts);
	size_t n = 0;
	for (size_t i = 0; i < d->n_exceptions; i++) {
		const struct beside *b = &d->exceptions[i];
		if (!strcmp(b->entry->name, f->at.entry) && exception_fits(d->catalog, b->exception, l))
			parts[n++] = expression_with(x, b->exception, b->state == MATCH_EDITED, d->arena);
	}
	return n ? expression_join(EXPRESSION_AND, parts, n, d->arena) : x;
}

/* "The data is under Pear": what is said of data alone is of no weights. */
static bool is_of_data(const struct fact *f)
{
	unsigned said = ((const struct match *)f->detail)->said;
	return said & SAID_OF_DATA && !(said & (SAID_OF_ALL | SAID_OF_WEIGHTS | SAID_OF_CODE));
}

/* In a table, by a model that nothing here is called after: others are listed, or compared. */
static bool is_in_row_of_others(struct dossier *d, const struct fact *f)
{
	const struct entry *e = entries_find(d->entries, f->at.entry);
	return e && e->role != DOCUMENT_LICENSE && ((const struct match *)f->detail)->said & SAID_BY_ROW &&
	       said_row_is_of_others(d, e, f->value);
}

/* Only mentions: those in license files, else those in cards and notices. A family counts as the member that is mentioned too. */
static void from_mentions(struct dossier *d)
{
	const struct fact *first = NULL;
	bool license_file = false, several = false, data_alone = true, rows_alone = true;
	for (size_t i = 0; i < d->mentions.count; i++) {
		license_file |= in_license_file(d, d->mentions.at[i]);
		data_alone &= is_of_data(d->mentions.at[i]);
		rows_alone &= is_in_row_of_others(d, d->mentions.at[i]);
	}
	if (rows_alone) {
		set(d, NULL,
		    "What is mentioned stands in a table, by models that nothing here is called after, and no license text is "
		    "there.");
		return;
	}
	bool code_alone = !license_file && said_only_of_code(d);
	if (data_alone || code_alone) {
		set(d, NULL,
		    arena_printf(d->arena, "What is mentioned is said of %s alone, and no license text is there.",
				 data_alone ? "data" : "the code"));
		return;
	}
	for (size_t i = 0; i < d->mentions.count; i++) {
		const struct fact *f = d->mentions.at[i];
		if (license_file && !in_license_file(d, f))
			continue;
		if (!first || license_has_member(mentioned(first), mentioned(f)))
			first = f;
		several |= mentioned(f) != mentioned(first) && !license_has_member(mentioned(f), mentioned(first));
	}
	if (!first)
		return;
	const char *where = dossier_name(d, first->at.entry);
	if (several)
		set(d, NULL, "Several licenses are mentioned, none is declared for the model, and no license text is there.");
	else
		set(d, mention_expression(d, first),
		    arena_printf(d->arena, "%s mentions it; nothing declares it for the model and no license text is there.",
				 where));
}

/*
 * A license file says again of all that is here what its text was left to the code for ("Tern is dual-licensed: AGPL, or ask us"), and a card
 * gives the weights another one: that is the code's, too.
 */
static void drop_those_of_code(struct dossier *d)
{
	size_t kept = 0;
	bool others = false;
	for (size_t i = 0; i < d->n_statements; i++)
		others |= d->statements[i].entry->role == DOCUMENT_CARD && !text_is_left(d, d->statements[i].expression);
	for (size_t i = 0; i < d->n_statements && others; i++) {
		const struct statement *s = &d->statements[i];
		if (!(s->prose && s->entry->role == DOCUMENT_LICENSE && text_is_left(d, s->expression)))
			d->statements[kept++] = *s;
	}
	d->n_statements = others ? kept : d->n_statements;
}

/* --- what the base settles ------------------------------------------------------------------------------------------------------ */

struct settling {
	struct arena *arena;
	const struct license *base;
};

/*
 * The license of a publisher's own that all models which a field declares as bases are known to have; NULL: there is none, or they differ. The
 * public ones have versions that anybody may choose.
 */
static const struct license *license_of_bases(const struct dossier *d)
{
	const struct license *found = NULL;
	for (size_t i = 0; i < d->group->count; i++) {
		const struct entry *e = d->group->entries[i];
		for (size_t k = 0; k < e->count && !scope_is_elsewhere(d, e); k++) {
			const struct fact *f = &e->facts[k];
			if (f->kind != FACT_DECLARED || !f->key || strcmp(f->key, "base_model") != 0 || !f->value)
				continue;
			const struct expression *x = parent_license(d, &(struct edge){.parent = f->value});
			if (!x || !x->license || x->license->spdx_listed || x->license->members.count ||
			    (found && found != x->license))
				return NULL;
			found = x->license;
		}
	}
	return found;
}

/* Of a family of one publisher: of others, as that of all with the same kind of terms, a base tells only what it is under itself. */
static const struct expression *settle(void *ctx, const struct expression *x)
{
	const struct settling *s = ctx;
	const struct license *l = x->license;
	bool one = l && l->publisher && s->base->publisher && !strcmp(l->publisher, s->base->publisher);
	return one && license_has_member(l, s->base) ? expression_license(s->base, s->arena) : x;
}

/* "Meadow Community License", without a version, of what is made from a model under version 3 of it. */
static void settle_families(struct dossier *d)
{
	struct settling s = {d->arena, NULL};
	for (size_t i = 0; i < d->n_statements; i++) {
		const struct license *l = d->statements[i].expression ? d->statements[i].expression->license : NULL;
		if (!l || !l->members.count)
			continue;
		s.base = s.base ? s.base : license_of_bases(d);
		if (!s.base)
			return;
		d->statements[i].expression = expression_map(d->statements[i].expression, d->arena, settle, &s);
	}
}

void conclude(struct dossier *d)
{
	settle_families(d);
	if (d->n_left)
		drop_those_of_code(d);
	if (d->unknown_governs) {
		mark_contradictions(d); /* for the findings */
		from_unknown(d);
	} else if (d->n_texts) {
		from_texts_and_claims(d);
	} else if ((d->n_claims && !(claims_are_elsewhere(d) && d->mentions.count)) || d->n_statements) {
		from_claims(d);
	} else if (d->n_left) {
		set(d, NULL,
		    arena_printf(
			    d->arena, "%s is for other things than the weights, %s.", dossier_name(d, d->left[0].entry->name),
			    said_elsewhere(d) ? "whose license is somewhere else" : "and nothing gives a license for those"));
	} else if (d->mentions.count) {
		from_mentions(d);
	} else if (d->weights_unknown) {
		set(d, NULL,
		    arena_printf(d->arena, "%s, names the \"%s\", which is not known.", dossier_where(d, d->weights_unknown),
				 dossier_words(d, d->weights_unknown->value)));
	} else {
		set(d, NULL, "Nothing here says under which license the model is.");
	}
}

void conclude_more(struct dossier *d, const struct expression *more, const char *why)
{
	const struct expression *x = d->artifact->expression;
	if (!x)
		return;
	const struct expression *both[] = {x, more};
	set(d, more ? expression_join(EXPRESSION_AND, both, 2, d->arena) : NULL,
	    arena_printf(d->arena, "%s %s", d->artifact->concluded_how, why));
}

void conclude_alone(struct dossier *d, const struct expression *x, const char *why)
{
	if (!d->artifact->expression && !d->n_statements && !d->n_texts && !d->n_left && !d->unknown_governs)
		set(d, x, why);
}
