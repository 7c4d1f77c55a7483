/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "findings/duties.h"

#include "base/utf8.h"
#include "findings/compat.h"
#include "findings/finding.h"
#include "findings/laundering.h"
#include "findings/papers.h"
#include "findings/phrase.h"
#include "findings/policies.h"
#include "findings/scope.h"

#include <stdlib.h>
#include <string.h>

enum { DUTIES_MAX = 64, BASES = 32, TERMS_MAX = 64, LOOKED_MAX = 8, WORDS_BYTES = 200 };
enum { PHRASE_WORDS = 3 }; /* that tell a phrase, where others are left open */

struct base { /* something that the artifact was made from */
	const struct edge *edge;
	const struct expression *license;
};

struct demand {
	const struct kind *kind;
	const struct license *license;
	const struct base *base; /* that it is owed for, or NULL */
	const struct fact *fact; /* the clause, or what names the license; NULL */
	const char *wanted;	 /* or NULL */
	const char *only_for;	 /* a word in the names of the models that it is owed for; NULL: for all */
	const char *place;	 /* of a name's word: "beginning", "anywhere"; NULL: not said */
	bool set;		 /* what is wanted has set words, whether they are known or not */
	bool prohibits;		 /* what is wanted must not be */
	bool owed;		 /* it is certain that it is; else what is missing cannot be told */
	bool conditional;	 /* only above a threshold */
	bool choice;		 /* another license may be taken instead */
};

struct checking {
	struct dossier *dossier;
	struct arena scratch; /* of what is known of the papers, and of words that are looked for */
	struct papers papers;
	struct base bases[BASES];
	size_t n_bases;
	bool derivative; /* of what others have published */
	bool unknown;	 /* and of some of that no license is known */
	struct duty duties[DUTIES_MAX];
	size_t count;
};

struct answer {
	enum duty_outcome outcome;
	const char *how;
	const struct fact *shown;
};

const char *duty_outcome_name(enum duty_outcome o)
{
	static const char *const names[] = {"pass", "fail", "cannot-tell"};
	return names[o];
}

/* --- texts ----------------------------------------------------------------------------------------------------------------- */

static bool is_version(const struct dossier *d, const struct license *a, const struct license *b)
{
	return license_is(a, b) || (a->policy && ((a->successor && catalog_license(d->catalog, a->successor) == b) ||
						  (b->successor && catalog_license(d->catalog, b->successor) == a)));
}

static const struct fact *find_text(const struct checking *k, const struct license *l, enum match_state worst)
{
	const struct group *g = k->dossier->group;
	for (size_t i = 0; l && i < g->count; i++)
		for (size_t m = 0; m < g->entries[i]->count; m++) {
			const struct fact *f = &g->entries[i]->facts[m];
			const struct match *x = f->kind == FACT_MATCH ? f->detail : NULL;
			if (x && x->license && x->state <= worst && is_version(k->dossier, x->license, l))
				return f;
		}
	return NULL;
}

static bool has_kind_of_check(const struct license *l, enum duty_check check)
{
	for (uint32_t i = 0; l && i < l->n_terms; i++)
		if (l->terms[i].kind->check == check)
			return true;
	return false;
}

static const char *title_of(const struct checking *k, const struct demand *x)
{
	return x->license ? license_title(x->license, k->dossier->arena) : "the license";
}

/* --- the checks ------------------------------------------------------------------------------------------------------------ */

static struct answer pass(const struct fact *shown, const char *how)
{
	return (struct answer){DUTY_PASS, how, shown};
}

static struct answer fails(const char *how)
{
	return (struct answer){DUTY_FAIL, how, NULL};
}

static struct answer unclear(const struct fact *shown, const char *how)
{
	return (struct answer){DUTY_CANNOT_TELL, how, shown};
}

static struct answer check_license_text(struct checking *k, const struct demand *x)
{
	struct arena *a = k->dossier->arena;
	const struct fact *text = x->license ? find_text(k, x->license, MATCH_EXACT) : x->fact;
	if (text)
		return pass(text, arena_printf(a, "The text of %s is in %s.", title_of(k, x),
					       dossier_name(k->dossier, text->at.entry)));
	text = find_text(k, x->license, MATCH_EDITED);
	if (text)
		return unclear(text, arena_printf(a, "A changed text of %s is in %s.", title_of(k, x),
						  dossier_name(k->dossier, text->at.entry)));
	text = find_text(k, x->license, MATCH_PARTIAL);
	if (text)
		return unclear(text, arena_printf(a, "Only a part of %s is in %s.", title_of(k, x),
						  dossier_name(k->dossier, text->at.entry)));
	if (x->license && papers_have_address(&k->papers, x->license))
		return unclear(NULL, arena_printf(a, "The text of %s is not here; a card has its address.", title_of(k, x)));
	return fails(arena_printf(a, "The text of %s is in no file here.", title_of(k, x)));
}

static struct answer check_notice(struct checking *k, const struct demand *x)
{
	struct arena *a = k->dossier->arena;
	const struct fact *in_notice = papers_find(&k->papers, x->wanted, PAPER_NOTICE);
	const struct fact *elsewhere = in_notice ? NULL : papers_find(&k->papers, x->wanted, PAPER_PROSE);
	const struct fact *text = find_text(k, x->license, MATCH_EDITED);
	if (in_notice)
		return pass(in_notice, "The line that the clause sets is in a notice file.");
	if (elsewhere)
		return unclear(elsewhere, "The line that the clause sets is here, but in no notice file.");
	if (x->wanted)
		return fails(arena_printf(a, "The line that the clause sets is in no notice file (%s).",
					  papers_have_notice(&k->papers) ? papers_told(&k->papers) : "there is none"));
	if (x->set)
		return papers_have_notice(&k->papers)
			       ? unclear(NULL, "A notice file is here; the words that the license sets for one are not known.")
			       : fails("No notice file is here, and the license sets words for one.");
	if (papers_have_notice(&k->papers))
		return pass(NULL, "A notice file is here; what it must say is not set.");
	if (has_kind_of_check(x->license, CHECK_LICENSE_TEXT))
		return unclear(NULL, "No notice file is here; there may have been none to keep.");
	if (text || !x->license)
		return pass(text, "The text of the license is here, with its notices.");
	return fails("Neither a notice file nor the text of the license is here.");
}

/* What of a phrase everybody shows alike: "[your model] hatched from Tern" without what stands in brackets; of several pieces the longest. */
static const char *fixed_words(const char *phrase, struct arena *a)
{
	const char *longest = "";
	size_t most = 0;
	for (const char *at = phrase; *at;) {
		size_t n = strcspn(at, "[<{");
		if (n > most) {
			longest = at;
			most = n;
		}
		at += n;
		at += strcspn(at, "]>}");
		at += *at != 0;
	}
	return arena_strndup(a, longest, most);
}

static size_t count_words(const char *s)
{
	size_t n = 0;
	for (s += strspn(s, " "); *s; n++) {
		s += strcspn(s, " ");
		s += strspn(s, " ");
	}
	return n;
}

/* Is the duty for all models, or is this one, or what it is made from, called like those that it is for? */
static bool is_for(const struct checking *k, const struct demand *x)
{
	const struct artifact *a = k->dossier->artifact;
	bool found = !x->only_for || strcasestr(a->name, x->only_for);
	for (size_t i = 0; i < a->n_lineage && !found; i++)
		found = strcasestr(a->lineage[i].parent, x->only_for) != NULL;
	return found;
}

static struct answer check_phrase(struct checking *k, const struct demand *x)
{
	struct arena *a = k->dossier->arena;
	if (!x->wanted)
		return unclear(NULL, "Which phrase must be shown is not known.");
	const char *words = fixed_words(x->wanted, &k->scratch);
	if (strpbrk(x->wanted, "[<{") && count_words(words) < PHRASE_WORDS)
		return unclear(NULL, "Which words complete the phrase is not known.");
	const struct fact *f = papers_find(&k->papers, words, PAPER_PROSE);
	if (f)
		return pass(f, arena_printf(a, "\"%s\" is shown in %s.", x->wanted, dossier_name(k->dossier, f->at.entry)));
	if (x->conditional)
		return unclear(NULL, "The phrase is not shown; it must be only above a threshold.");
	if (!is_for(k, x))
		return unclear(NULL,
			       arena_printf(a, "The phrase is not shown; it must be only for models called %s.", x->only_for));
	return fails(arena_printf(a, "\"%s\" is not shown (%s).", x->wanted, papers_told(&k->papers)));
}

static struct answer check_name(struct checking *k, const struct demand *x)
{
	struct arena *a = k->dossier->arena;
	const char *name = scope_own_name(k->dossier);
	if (!x->wanted || !*name)
		return unclear(NULL, "What the name must be is not known.");
	const char *has = phrase_squeeze(name, &k->scratch), *wanted = phrase_squeeze(x->wanted, &k->scratch);
	const char *at = *wanted ? strstr(has, wanted) : NULL;
	const char *shown = utf8_visible(a, name, strlen(name), WORDS_BYTES);
	if (x->prohibits)
		return at ? fails(arena_printf(a, "The name %s has \"%s\" in it, which it must not.", shown, x->wanted))
			  : pass(NULL, arena_printf(a, "The name %s has nothing of \"%s\".", shown, x->wanted));
	bool anywhere = x->place && !strcmp(x->place, "anywhere"), first = x->place && !anywhere;
	const char *how = anywhere ? "has" : "begins with";
	if (at && (anywhere || at == has))
		return pass(NULL, arena_printf(a, "The name %s %s \"%s\".", shown, how, x->wanted));
	const struct fact *heading = *wanted ? papers_find_heading(&k->papers, wanted, anywhere) : NULL;
	if (heading)
		return pass(heading, arena_printf(a, "%s calls it by a name that %s \"%s\".",
						  dossier_name(k->dossier, heading->at.entry), how, x->wanted));
	if (!at)
		return fails(arena_printf(a, "The name %s %s \"%s\".", shown, anywhere ? "does not have" : "does not begin with",
					  x->wanted));
	const char *not_first = arena_printf(a, "The name %s has \"%s\" in it, but not first.", shown, x->wanted);
	return first ? fails(not_first) : unclear(NULL, not_first);
}

static struct answer check_statement(struct checking *k, const struct demand *x)
{
	struct arena *a = k->dossier->arena;
	const struct edge *e = x->base ? x->base->edge : NULL;
	for (uint32_t i = 0; i < x->kind->shown_by.count; i++) {
		const struct fact *f = papers_find(&k->papers, x->kind->shown_by.at[i], PAPER_ANYWHERE);
		if (f)
			return pass(f, arena_printf(a, "%s says \"%s\".", dossier_name(k->dossier, f->at.entry), f->value));
	}
	if (e && e->strength == EDGE_DECLARED && strcmp(e->relation, "derived") != 0 && e->n_evidence)
		return pass(e->evidence[0].fact, "What is declared says how it was made from the other model.");
	return fails(arena_printf(a, "Nothing says that the model was changed (%s).", papers_told(&k->papers)));
}

static struct answer check_credit(struct checking *k, const struct demand *x)
{
	struct arena *a = k->dossier->arena;
	const struct edge *e = x->base ? x->base->edge : NULL;
	if (!e)
		return unclear(NULL, "Whom to name is not known.");
	const char *slash = strrchr(e->parent, '/');
	const struct fact *f = papers_find(&k->papers, slash && slash[1] ? slash + 1 : e->parent, PAPER_ANYWHERE);
	if (!f && slash)
		f = papers_find(&k->papers, arena_strndup(a, e->parent, (size_t)(slash - e->parent)), PAPER_ANYWHERE);
	if (!f && x->license && x->license->publisher)
		f = papers_find(&k->papers, x->license->publisher, PAPER_ANYWHERE);
	if (f)
		return pass(f, arena_printf(a, "%s names what the model was made from.", dossier_name(k->dossier, f->at.entry)));
	return fails(arena_printf(a, "Nothing names what the model was made from (%s).", papers_told(&k->papers)));
}

static struct answer check_terms(struct checking *k, const struct demand *x)
{
	struct arena *a = k->dossier->arena;
	const struct expression *own = k->dossier->artifact->expression;
	const struct fact *text = find_text(k, x->license, MATCH_EXACT);
	if (text)
		return pass(text, arena_printf(a, "The text of %s goes with it.", title_of(k, x)));
	text = find_text(k, x->license, MATCH_EDITED);
	if (text)
		return unclear(text, arena_printf(a, "A changed text of %s goes with it.", title_of(k, x)));
	if (!own && k->dossier->n_statements)
		own = k->dossier->statements[0].expression;
	if (!own || !x->license)
		return unclear(NULL, "Under which license this is passed on is not known.");
	struct compat c = compat_compare(k->dossier->catalog, expression_license(x->license, a), own);
	const char *name = expression_print(own, a);
	if (c.verdict == COMPAT_CARRIED || c.verdict == COMPAT_SAME_WANTED)
		return pass(NULL, arena_printf(a, "%s, under which this is passed on, carries the restrictions.", name));
	if (c.verdict == COMPAT_UNKNOWN)
		return unclear(NULL, arena_printf(a, "Whether %s carries the restrictions is not known.", name));
	return fails(arena_printf(a, "%s, under which this is passed on, does not carry the restrictions, and %s is not here.",
				  name, title_of(k, x)));
}

static const struct finding *policy_finding(const struct dossier *d, const struct license *l)
{
	for (size_t i = 0; i < d->artifact->n_findings; i++) {
		const struct finding *f = &d->artifact->findings[i];
		int number = finding_number(f->id);
		const struct fact *e = f->n_evidence ? f->evidence[0] : NULL;
		const struct license *of = !e			       ? NULL
					   : e->kind == FACT_MATCH     ? ((const struct match *)e->detail)->license
					   : e->kind == FACT_REFERENCE ? ((const struct restriction *)e->detail)->license
								       : NULL;
		if ((number == FINDING_INCORPORATED_POLICY_MISSING || number == FINDING_POLICY_OF_ANOTHER_VERSION) && of == l)
			return f;
	}
	return NULL;
}

static bool said_already(const struct checking *k, const struct demand *x)
{
	return x->kind->check == CHECK_POLICY && policy_finding(k->dossier, x->license);
}

/* Of a license whose text is here this was looked into already (policies.h). */
static struct answer check_policy(struct checking *k, const struct demand *x)
{
	struct arena *a = k->dossier->arena;
	const struct finding *f = policy_finding(k->dossier, x->license);
	if (f)
		return fails(f->message);
	if (!x->license || !x->license->incorporates.count)
		return pass(x->fact, "The policy that the license makes binding is here.");
	const struct fact *text = NULL;
	for (uint32_t i = 0; i < x->license->incorporates.count; i++) {
		const struct license *policy = catalog_license(k->dossier->catalog, x->license->incorporates.at[i]);
		text = policy ? find_text(k, policy, MATCH_PARTIAL) : NULL;
		for (size_t t = 0; t < k->dossier->n_texts && policy && !text; t++)
			if (k->dossier->texts[t].license == x->license)
				text = policy_spelled_out(k->dossier->texts[t].entry, policy);
		if (!text)
			return fails(arena_printf(a, "%s makes %s binding, and it is not here.", x->license->name,
						  policy ? license_title(policy, a) : "a policy"));
	}
	return pass(text, "The policy that the license makes binding is here.");
}

static struct answer (*const checks[])(struct checking *, const struct demand *) = {
	[CHECK_LICENSE_TEXT] = check_license_text,
	[CHECK_NOTICE] = check_notice,
	[CHECK_PHRASE] = check_phrase,
	[CHECK_NAME] = check_name,
	[CHECK_STATEMENT] = check_statement,
	[CHECK_CREDIT] = check_credit,
	[CHECK_TERMS] = check_terms,
	[CHECK_POLICY] = check_policy,
};

/* --- duties ---------------------------------------------------------------------------------------------------------------- */

/* What failed, where it is not certain that it had to be met, or that everything was seen. */
static void soften(const struct checking *k, const struct demand *x, struct answer *answer)
{
	struct arena *a = k->dossier->arena;
	const char *because = k->dossier->artifact->n_problems ? "Not everything here could be read."
			      : k->papers.cut		       ? "Not all of the cards and notices was looked through."
			      : x->choice		       ? "Another license may be chosen."
			      : x->owed			       ? NULL
			      : k->derivative && !k->n_bases
				      ? "Under which license the model was that this one is made from is not known."
				      : "Whoever published the model need not; whoever passes it on must.";
	if (answer->outcome != DUTY_FAIL || !because || said_already(k, x))
		return;
	answer->outcome = DUTY_CANNOT_TELL;
	answer->how = arena_printf(a, "%s %s", answer->how, because);
}

static void list_looked(const struct checking *k, struct duty *d)
{
	const char **names = arena_array(k->dossier->arena, LOOKED_MAX, sizeof *names);
	if (d->kind->check == CHECK_LICENSE_TEXT || d->kind->check == CHECK_POLICY || d->kind->check == CHECK_TERMS) {
		for (size_t i = 0; i < k->dossier->group->count && d->n_looked < LOOKED_MAX; i++) {
			const struct entry *e = k->dossier->group->entries[i];
			if (e->role > DOCUMENT_OTHER || e->text)
				names[d->n_looked++] = e->name;
		}
	} else {
		for (size_t i = 0; i < k->papers.count && d->n_looked < LOOKED_MAX; i++)
			names[d->n_looked++] = k->papers.at[i].entry->name;
	}
	d->looked = names;
}

static void say(struct checking *k, struct duty *d, const struct demand *x)
{
	struct dossier *o = k->dossier;
	const struct fact *evidence[2];
	const struct fact *made_from = x->base && x->base->edge->n_evidence ? x->base->edge->evidence[0].fact : NULL;
	size_t n = 0;
	if (d->demand)
		evidence[n++] = d->demand;
	if (made_from && made_from != d->demand)
		evidence[n++] = made_from;
	const char *base =
		x->base ? arena_printf(o->arena, ", the license of %s", utf8_visible(o->arena, d->of, strlen(d->of), WORDS_BYTES))
			: "";
	finding_add(o->artifact, o->arena, FINDING_DUTY_NOT_MET, evidence, n, "%s (%s): %s demands it%s. %s", d->kind->title,
		    d->kind->id, title_of(k, x), base, d->how);
	d->finding = o->artifact->n_findings;
}

static void check(struct checking *k, const struct demand *x)
{
	if (k->count == DUTIES_MAX)
		return;
	struct duty *d = &k->duties[k->count++];
	struct answer answer = checks[x->kind->check](k, x);
	soften(k, x, &answer);
	*d = (struct duty){.kind = x->kind,
			   .license = x->license,
			   .of = x->base ? x->base->edge->parent : NULL,
			   .wanted = x->wanted,
			   .outcome = answer.outcome,
			   .how = answer.how,
			   .demand = x->fact,
			   .shown = answer.shown};
	list_looked(k, d);
	if (d->outcome == DUTY_FAIL && !said_already(k, x))
		say(k, d, x);
}

/* --- what is demanded ------------------------------------------------------------------------------------------------------ */

static void take_values(struct demand *x, const struct pairs *values)
{
	const char *phrase = pairs_value(values, "phrase"), *line = pairs_value(values, "line"),
		   *place = pairs_value(values, "place");
	const char *only_for = pairs_value(values, "only_for");
	x->wanted = phrase ? phrase : line;
	x->only_for = only_for ? only_for : x->only_for;
	x->place = place ? place : x->place;
	x->conditional = pairs_value(values, "threshold") != NULL;
	x->set |= pairs_value(values, "words") != NULL;
}

/* The record's term of the kind; NULL. */
static const struct term *term_of(const struct license *l, const struct kind *kind)
{
	for (uint32_t i = 0; l && i < l->n_terms; i++)
		if (l->terms[i].kind == kind)
			return &l->terms[i];
	return NULL;
}

/* The clause of the license with that duty, the one that sets words first; the record where there is none. */
static void find_clause(const struct checking *k, struct demand *x)
{
	const struct group *g = k->dossier->group;
	const struct term *term = term_of(x->license, x->kind);
	if (term) {
		take_values(x, &term->values);
		x->prohibits = term->prohibits;
	}
	bool set = false;
	for (size_t i = 0; i < g->count; i++)
		for (size_t m = 0; m < g->entries[i]->count; m++) {
			const struct fact *f = &g->entries[i]->facts[m];
			const struct restriction *r = f->kind == FACT_RESTRICTION ? f->detail : NULL;
			if (!r || r->kind != x->kind || r->license != x->license || set)
				continue;
			struct demand read = *x;
			take_values(&read, &r->values);
			set = read.wanted != NULL;
			if (set) {
				*x = read;
				x->prohibits = r->rule && r->rule->prohibits;
			}
			if (set || !x->fact || x->fact->kind != FACT_RESTRICTION)
				x->fact = f;
		}
}

static bool known_already(const struct checking *k, const struct kind *kind, const struct license *l)
{
	for (size_t i = 0; i < k->count; i++)
		if (k->duties[i].kind == kind &&
		    (k->duties[i].license == l || (l && k->duties[i].license && license_is(l, k->duties[i].license))))
			return true;
	return false;
}

static void demand(struct checking *k, struct demand x)
{
	if (x.kind->check == CHECK_NONE || known_already(k, x.kind, x.license))
		return;
	find_clause(k, &x);
	check(k, &x);
}

static const struct kind *kind_of_policies(const struct catalog *c)
{
	for (uint32_t i = 0; i < c->n_kinds; i++)
		if (c->kinds[i].check == CHECK_POLICY)
			return &c->kinds[i];
	return NULL;
}

/* --- bases ----------------------------------------------------------------------------------------------------------------- */

struct demanding {
	struct checking *checking;
	const struct base *base;
};

/* Which version of a family it is, where what is here says so. */
static const struct license *member_here(const struct checking *k, const struct license *l)
{
	const struct expression *own = k->dossier->artifact->expression;
	for (uint32_t i = 0; i < l->members.count; i++) {
		const struct license *m = catalog_license(k->dossier->catalog, l->members.at[i]);
		if (m && ((own && expression_names(own, m)) || find_text(k, m, MATCH_EDITED)))
			return m;
	}
	return l->members.count ? NULL : l;
}

static void demand_of_base(void *ctx, const struct expression *x)
{
	const struct demanding *g = ctx;
	struct checking *k = g->checking;
	const struct license *l = x->license ? member_here(k, x->license) : NULL;
	const struct term *terms[TERMS_MAX];
	size_t n = l ? compat_duties(l, terms, TERMS_MAX) : 0;
	struct demand one = {.license = l, .base = g->base, .owed = true, .choice = expression_has_choice(g->base->license)};
	one.fact = g->base->edge->n_evidence ? g->base->edge->evidence[0].fact : NULL;
	for (size_t i = 0; i < n; i++) {
		one.kind = terms[i]->kind;
		demand(k, one);
	}
	one.kind = kind_of_policies(k->dossier->catalog);
	if (l && l->incorporates.count && one.kind)
		demand(k, one);
}

/* Is the artifact, by its name, another model of whoever published the parent? Cards name their own model with its publisher. */
static bool same_publisher(struct checking *k, const struct edge *e)
{
	struct dossier *d = k->dossier;
	const char *slash = strchr(e->parent, '/'), *name = d->artifact->name, *base = name ? strrchr(name, '/') : NULL;
	base = base && base[1] ? base + 1 : name;
	if (!slash || !base || phrase_is_in(slash + 1, base, &k->scratch))
		return false;
	const char *publisher = arena_strndup(&k->scratch, e->parent, (size_t)(slash - e->parent));
	return phrase_is_in(name, arena_printf(&k->scratch, "%s/%s", publisher, base), &k->scratch) ||
	       phrase_is_in(d->artifact->path, arena_printf(&k->scratch, "models--%s--", publisher), &k->scratch) ||
	       papers_find(&k->papers, arena_printf(d->arena, "%s/%s", publisher, base), PAPER_ANYWHERE);
}

static bool derives(const struct edge *e)
{
	static const char *const others[] = {"same-bytes", "same-tensor", "tokenizer", "architecture", "loaded-from"};
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		if (!strcmp(e->relation, others[i]))
			return false;
	return e->strength > EDGE_SHAPE && !e->self;
}

static void collect_bases(struct checking *k)
{
	const struct artifact *a = k->dossier->artifact;
	for (size_t i = 0; i < a->n_lineage && k->n_bases < BASES; i++) {
		struct base one = {.edge = &a->lineage[i]};
		if (!derives(one.edge) || same_publisher(k, one.edge))
			continue;
		one.license = parent_license(k->dossier, one.edge);
		k->derivative = true;
		k->unknown |= !one.license;
		if (one.license)
			k->bases[k->n_bases++] = one;
	}
}

/* --- the license here ------------------------------------------------------------------------------------------------------ */

static void demand_here(struct checking *k, const struct fact *f)
{
	const struct restriction *r = f->detail;
	const struct expression *own = k->dossier->artifact->expression;
	/* Where the license of what it is made from is not known, the one whose text is here is taken for it. */
	bool owed = k->derivative && !k->n_bases && r->text;
	if (!owed && r->kind->owed_by_derivative)
		return;
	struct demand one = {.kind = r->kind, .license = r->license, .fact = f, .owed = owed};
	one.choice = own && expression_has_choice(own);
	demand(k, one);
}

static int by_kind(const void *a, const void *b)
{
	const struct duty *x = a, *y = b;
	int order = (x->kind > y->kind) - (x->kind < y->kind);
	return order ? order : strcmp(x->license ? x->license->id : "", y->license ? y->license->id : "");
}

void duties_find(struct dossier *d)
{
	struct checking *k = mem_array(1, sizeof *k);
	struct artifact *a = d->artifact;
	k->dossier = d;
	arena_init(&k->scratch);
	papers_collect(&k->papers, d, &k->scratch);
	collect_bases(k);
	for (size_t i = 0; i < k->n_bases; i++) {
		struct demanding g = {k, &k->bases[i]};
		expression_each(k->bases[i].license, demand_of_base, &g);
	}
	for (size_t i = 0; i < a->n_restrictions; i++)
		demand_here(k, a->restrictions[i]);
	for (size_t i = 0; i < a->n_references; i++)
		demand_here(k, a->references[i]);
	if (k->count)
		qsort(k->duties, k->count, sizeof *k->duties, by_kind);
	a->duties = arena_memdup(d->arena, k->duties, k->count * sizeof *k->duties);
	a->n_duties = k->count;
	arena_release(&k->scratch);
	free(k);
}
