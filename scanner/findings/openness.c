/* SPDX-License-Identifier: MIT */
#include "findings/openness.h"

#include "base/ascii.h"
#include "base/path.h"
#include "findings/claims.h"
#include "findings/scope.h"

#include <string.h>
#include <strings.h>

enum { PATH_BYTES = 1024, LICENSE_FILES = 200 };

const char *openness_kind_name(enum openness_kind k)
{
	static const char *const names[] = {"unknown", "weights with restrictions", "open weights", "open source AI (OSAID 1.0)"};
	return names[k];
}

const char *presence_name(enum presence p)
{
	static const char *const names[] = {"not-here", "cannot-tell", "here"};
	return names[p];
}

const char *answer_name(enum answer a)
{
	static const char *const names[] = {"no", "unknown", "yes"};
	return names[a];
}

/* --- what a file is by its name -------------------------------------------------------------------------------------------- */

struct path { /* an entry's name below the root, folded, cut at its '/' */
	char bytes[PATH_BYTES];
	const char *folders[64]; /* the outermost first */
	size_t n_folders;
	const char *base, *type; /* base: without the type; type: behind its last dot, "" for none */
};

static void fold(const char *name, char *out, size_t size)
{
	size_t i = 0;
	for (; name[i] && i + 1 < size; i++) {
		char c = name[i];
		out[i] = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c == '-' || c == ' ' ? '_' : c);
	}
	out[i] = 0;
}

static void path_take(struct path *p, const char *name)
{
	fold(name, p->bytes, sizeof p->bytes);
	p->n_folders = 0;
	char *at = p->bytes;
	for (char *slash; (slash = strchr(at, '/')); at = slash + 1) {
		*slash = 0;
		if (p->n_folders < sizeof p->folders / sizeof *p->folders)
			p->folders[p->n_folders++] = at;
	}
	char *dot = strrchr(at, '.');
	bool typed = dot && dot != at;
	p->base = at;
	p->type = typed ? dot + 1 : "";
	if (typed)
		*dot = 0;
}

static bool is_among(const struct strings *list, const char *s)
{
	for (uint32_t i = 0; i < list->count; i++)
		if (same_text(list->at[i], s))
			return true;
	return false;
}

static bool is_like(const struct strings *patterns, const char *s)
{
	for (uint32_t i = 0; i < patterns->count; i++)
		if (name_like(s, patterns->at[i]))
			return true;
	return false;
}

static bool has_folder(const struct path *p, const struct strings *patterns)
{
	for (size_t i = 0; i < p->n_folders; i++)
		if (is_like(patterns, p->folders[i]))
			return true;
	return false;
}

static bool is_named_so(const struct component *k, const struct path *p)
{
	if (k->types.count && !is_among(&k->types, p->type))
		return false;
	return is_like(&k->names, p->base) || has_folder(p, &k->folders);
}

/* Weights that a component with patterns claims are not those of the one without. */
static bool is_weights_of(const struct openness_rules *o, const struct component *k, const struct path *p)
{
	if (k->names.count || k->folders.count)
		return is_named_so(k, p);
	for (uint32_t i = 0; i < o->n_components; i++) {
		const struct component *other = &o->components[i];
		if (other != k && other->weights && is_named_so(other, p))
			return false;
	}
	return true;
}

/* --- what is here ---------------------------------------------------------------------------------------------------------- */

struct search {
	const struct dossier *dossier;
	const struct openness_rules *rules;
	struct component_state *at; /* one for each component */
	const struct entry **entries;
};

static void put(struct search *s, size_t i, enum presence presence, const struct entry *e, const struct fact *f, const char *why)
{
	struct component_state *state = &s->at[i];
	if (presence <= state->presence)
		return;
	*state = (struct component_state){.component = state->component, .presence = presence, .fact = f, .why = why};
	s->entries[i] = e;
}

static bool has_role(const struct component *k, const struct entry *e)
{
	return e->role == DOCUMENT_CARD && is_among(&k->roles, "card");
}

/* By its name and by what was read in it as a whole. */
static void look_at_file(struct search *s, const struct entry *e)
{
	const struct openness_rules *o = s->rules;
	struct path p;
	path_take(&p, dossier_name(s->dossier, e->name));
	if (has_folder(&p, &o->skip) || is_like(&o->skip_names, p.base))
		return;
	for (uint32_t i = 0; i < o->n_components; i++) {
		const struct component *k = &o->components[i];
		if (s->at[i].presence == PRESENCE_HERE)
			continue;
		bool is = k->weights ? e->weights && is_weights_of(o, k, &p)
				     : has_role(k, e) || (!e->weights && e->role != DOCUMENT_LICENSE && is_named_so(k, &p));
		if (is)
			put(s, i, PRESENCE_HERE, e, e->facts, NULL);
		else if (is_among(&k->maybe, p.type) && !is_like(&o->plain_names, p.base))
			put(s, i, PRESENCE_UNSURE, e, e->facts,
			    arena_printf(s->dossier->arena, "%s may be it", dossier_name(s->dossier, e->name)));
	}
}

static const char *named_in(const struct dossier *d, const struct fact *f)
{
	return arena_printf(d->arena, "named in %s, not here", dossier_name(d, f->at.entry));
}

/* By what a document in it says. */
static void look_at_fact(struct search *s, const struct entry *e, const struct fact *f)
{
	const char *section = f->value && !strcmp(f->key, "component_section") ? f->value : "";
	const char *named = f->value && !strcmp(f->key, "component_named") ? f->value : "";
	for (uint32_t i = 0; i < s->rules->n_components; i++) {
		const struct component *k = &s->rules->components[i];
		if (same_text(section, k->id) || is_among(&k->told, f->key))
			put(s, i, PRESENCE_HERE, e, f, NULL);
		else if (same_text(named, k->id) || is_among(&k->named, f->key))
			put(s, i, PRESENCE_UNSURE, e, f, named_in(s->dossier, f));
	}
}

/* What documents say comes first where both only hint at it. */
static void look(struct search *s)
{
	const struct group *g = s->dossier->group;
	for (size_t i = 0; i < g->count; i++)
		for (size_t k = 0; k < g->entries[i]->count; k++) {
			const struct fact *f = &g->entries[i]->facts[k];
			if ((f->kind == FACT_META || f->kind == FACT_DECLARED) && f->key)
				look_at_fact(s, g->entries[i], f);
		}
	for (size_t i = 0; i < g->count; i++)
		look_at_file(s, g->entries[i]);
}

/* Where all weights have the names of intermediate ones, they are what there is. */
static void settle_weights(struct search *s)
{
	const struct component_state *any = NULL;
	for (uint32_t i = 0; i < s->rules->n_components; i++)
		if (s->rules->components[i].weights && s->at[i].presence == PRESENCE_HERE)
			any = &s->at[i];
	for (uint32_t i = 0; any && i < s->rules->n_components; i++) {
		const struct component *k = &s->rules->components[i];
		if (k->weights && !k->names.count && !k->folders.count)
			put(s, i, PRESENCE_HERE, s->entries[any - s->at], any->fact, NULL);
	}
}

/* Of what could not all be read nothing is known not to be here. */
static void doubt_absence(struct search *s)
{
	for (uint32_t i = 0; s->dossier->artifact->n_problems && i < s->rules->n_components; i++)
		put(s, i, PRESENCE_UNSURE, NULL, NULL, "not everything here could be read");
}

/* --- under which license --------------------------------------------------------------------------------------------------- */

/* A tag in the file itself. */
static const struct expression *tagged(const struct dossier *d, const struct entry *e)
{
	for (size_t i = 0; i < e->count; i++) {
		const struct match *m = e->facts[i].kind == FACT_MATCH ? e->facts[i].detail : NULL;
		if (m && m->license && m->how && !strncmp(m->how, "spdx-", 5))
			return expression_license(m->license, d->arena);
	}
	return NULL;
}

/* The text in a license file, when it is one whole license. */
static const struct expression *text_in(const struct dossier *d, const struct entry *e)
{
	for (size_t i = 0; i < e->count; i++) {
		const struct match *m = e->facts[i].kind == FACT_MATCH ? e->facts[i].detail : NULL;
		if (m && m->license && !m->license->policy && !m->license->exception && m->state <= MATCH_EDITED)
			return expression_held(m->license, m->state, d->arena);
	}
	return NULL;
}

/* Does the license file lie in a folder around the entry, and below the root? */
static bool is_around(const struct dossier *d, const struct entry *file, const struct entry *e)
{
	return file->dir > strlen(d->group->root) && path_below(e->name, file->name, file->dir) &&
	       !strncmp(e->name, file->name, file->dir);
}

static const struct expression *nearest_text(const struct dossier *d, const struct entry *const *files, size_t n,
					     const struct entry *e)
{
	const struct entry *best = NULL;
	for (size_t i = 0; i < n; i++)
		if (is_around(d, files[i], e) && (!best || files[i]->dir > best->dir))
			best = files[i];
	return best ? text_in(d, best) : NULL;
}

static const struct expression *said_of(const struct dossier *d, unsigned of)
{
	for (size_t i = 0; i < d->n_said; i++)
		if (d->said[i].of & of && !(d->said[i].of & SAID_OF_SOME))
			return d->said[i].expression;
	return NULL;
}

static const struct expression *left_for(const struct dossier *d, unsigned of)
{
	for (size_t i = 0; i < d->n_left; i++)
		if (scope_of_entry(d, d->left[i].entry) & of)
			return expression_held(d->left[i].license, d->left[i].state, d->arena);
	return NULL;
}

static const struct expression *package_claim(const struct dossier *d)
{
	for (size_t i = 0; i < d->n_claims; i++)
		if (d->claims[i].package && d->claims[i].expression)
			return d->claims[i].expression;
	return NULL;
}

static const struct expression *license_of(const struct search *s, const struct component *k, const struct entry *e,
					   const struct entry *const *files, size_t n_files)
{
	const struct dossier *d = s->dossier;
	const struct expression *x = NULL;
	unsigned of = said_of_code(k->work_id);
	if (of == SAID_OF_WEIGHTS)
		return d->artifact->expression;
	x = tagged(d, e);
	x = x ? x : nearest_text(d, files, n_files, e);
	x = x ? x : said_of(d, of);
	x = x ? x : left_for(d, of);
	if (!x && of == SAID_OF_CODE)
		x = package_claim(d);
	return x ? x : d->artifact->expression;
}

/* --- whether it is open ---------------------------------------------------------------------------------------------------- */

struct asked {
	const struct catalog *catalog;
	const struct openness_work *work;
	bool unknown; /* a license in it is not known, or is an edited one */
};

static bool is_open(const struct catalog *c, const struct openness_work *w, const struct license *l)
{
	if ((l->osi && is_among(&w->facts, "osi")) || (l->fsf && is_among(&w->facts, "fsf")) ||
	    (l->open_definition && is_among(&w->facts, "open_definition")))
		return true;
	if (is_among(&w->licenses, l->id) || (l->category && is_among(&w->categories, l->category)))
		return true;
	bool all = l->members.count > 0;
	for (uint32_t i = 0; all && i < l->members.count; i++) {
		const struct license *member = catalog_license(c, l->members.at[i]);
		all = member && is_open(c, w, member);
	}
	return all;
}

static bool accepts(const void *ctx, const struct expression *x)
{
	const struct asked *a = ctx;
	return x->license && !x->edited && is_open(a->catalog, a->work, x->license);
}

static void look_unknown(void *ctx, const struct expression *x)
{
	struct asked *a = ctx;
	a->unknown |= !x->license || x->edited;
}

static enum answer ask(const struct dossier *d, const struct openness_work *w, const struct expression *x)
{
	struct asked a = {d->catalog, w, !x};
	if (x && expression_accepted(x, accepts, &a))
		return ANSWER_YES;
	if (x)
		expression_each(x, look_unknown, &a);
	return a.unknown ? ANSWER_UNKNOWN : ANSWER_NO;
}

static size_t license_files(const struct dossier *d, const struct entry **out)
{
	size_t n = 0;
	for (size_t i = 0; i < d->group->count && n < LICENSE_FILES; i++)
		if (d->group->entries[i]->role == DOCUMENT_LICENSE && d->group->entries[i]->text)
			out[n++] = d->group->entries[i];
	return n;
}

static void find_licenses(struct search *s)
{
	const struct entry *files[LICENSE_FILES];
	size_t n = license_files(s->dossier, files);
	for (uint32_t i = 0; i < s->rules->n_components; i++) {
		struct component_state *state = &s->at[i];
		if (state->presence != PRESENCE_HERE)
			continue;
		const struct component *k = state->component;
		const struct expression *x = license_of(s, k, s->entries[i], files, n);
		state->license = x ? expression_print(x, s->dossier->arena) : NULL;
		state->open = ask(s->dossier, &s->rules->works[k->work], x);
	}
}

/* --- the class ------------------------------------------------------------------------------------------------------------- */

static bool is_met(const struct component_state *c)
{
	return c->presence == PRESENCE_HERE && (c->open == ANSWER_YES || c->component->any_license);
}

/* Does another component stand in for it? */
static bool is_met_instead(const struct search *s, const struct component_state *c)
{
	for (uint32_t i = 0; c->component->instead && i < s->rules->n_components; i++)
		if (!strcmp(s->rules->components[i].id, c->component->instead))
			return is_met(&s->at[i]);
	return false;
}

/* It is certain that it is not here, or not open: as far as the distribution goes. */
static bool is_lacking(const struct component_state *c)
{
	return c->presence == PRESENCE_NOT_HERE || (c->presence == PRESENCE_HERE && c->open == ANSWER_NO);
}

/* "training code (not here)" */
static const char *lack(const struct component_state *c, struct arena *a)
{
	const char *title = c->component->title;
	if (c->presence == PRESENCE_NOT_HERE)
		return arena_printf(a, "%s (not here)", title);
	if (c->presence == PRESENCE_UNSURE)
		return arena_printf(a, "%s (%s)", title, c->why);
	if (c->open == ANSWER_NO)
		return arena_printf(a, "%s (under %s, which is no open license for it)", title, c->license);
	return arena_printf(a, "%s (%s)", title,
			    c->license ? "its license may be an open one, or not" : "its license is not known");
}

static const char *add_lack(const char *list, const struct component_state *c, struct arena *a)
{
	return list ? arena_printf(a, "%s, %s", list, lack(c, a)) : lack(c, a);
}

/* A class is reached when all of it, and of those before it, is here and open. */
static void find_class(const struct search *s, struct openness *o)
{
	for (uint32_t class = 0; class < s->rules->n_classes && !o->missing; class ++) {
		for (uint32_t i = 0; i < s->rules->n_components; i++) {
			const struct component_state *c = &s->at[i];
			if (c->component->class != class || c->component->optional || is_met(c) || is_met_instead(s, c))
				continue;
			o->missing = add_lack(o->missing, c, s->dossier->arena);
			o->lacking |= is_lacking(c);
		}
		o->reached = o->missing ? o->reached : &s->rules->classes[class];
		o->next = o->missing ? &s->rules->classes[class] : NULL;
	}
}

/* --- the definition -------------------------------------------------------------------------------------------------------- */

static enum answer met(const struct component_state *c, const char *part)
{
	if (!c->component->definition || strcmp(c->component->definition, part) != 0)
		return c->presence == PRESENCE_NOT_HERE ? ANSWER_NO : ANSWER_UNKNOWN; /* it may hold some of it */
	return c->presence == PRESENCE_NOT_HERE ? ANSWER_NO : c->presence == PRESENCE_UNSURE ? ANSWER_UNKNOWN : c->open;
}

static bool is_asked(const struct component *k, const char *part)
{
	return (k->definition && !strcmp(k->definition, part)) || (k->hints && !strcmp(k->hints, part));
}

/* The worst answer of all, or the best of any; `lacks` gets those that are not met. */
static enum answer ask_part(const struct search *s, const char *part, bool all, const char **lacks)
{
	enum answer answer = all ? ANSWER_YES : ANSWER_NO;
	const char *list = *lacks;
	for (uint32_t i = 0; i < s->rules->n_components; i++) {
		const struct component_state *c = &s->at[i];
		if (!is_asked(c->component, part))
			continue;
		enum answer one = met(c, part);
		answer = (all ? one < answer : one > answer) ? one : answer;
		if (one != ANSWER_YES && c->component->definition)
			list = add_lack(list, c, s->dossier->arena);
	}
	if (answer != ANSWER_YES)
		*lacks = list;
	return answer;
}

/* What restricts most in terms that no license explains. */
static const char *heaviest(const struct artifact *a)
{
	for (size_t i = 0; i < a->n_restrictions; i++) {
		const struct restriction *r = a->restrictions[i]->detail;
		if (r->kind->role == ROLE_RESTRICTION && r->kind->weight == WEIGHT_HIGH)
			return r->kind->id;
	}
	return NULL;
}

static const char *under_no_open(const char *license, struct arena *a)
{
	return license ? arena_printf(a, "The weights are under %s, which is no open license for them.", license)
		       : "The final parameters are not here, or under no open license.";
}

void openness_follow(struct artifact *a, const struct artifact *base, struct arena *arena)
{
	if (!a->openness || !a->concluded || !base->openness || base->openness->parameters != ANSWER_NO)
		return;
	struct openness *o = arena_memdup(arena, a->openness, sizeof *o);
	o->kind = OPENNESS_RESTRICTED;
	o->parameters = ANSWER_NO;
	o->reason = under_no_open(a->concluded, arena);
	a->openness = o;
}

static void judge_weights(const struct search *s, struct openness *o, const char *lacks)
{
	struct arena *a = s->dossier->arena;
	const struct artifact *artifact = s->dossier->artifact;
	const char *license = artifact->concluded, *kind = heaviest(artifact);
	if (o->parameters == ANSWER_NO) {
		o->kind = OPENNESS_RESTRICTED;
		o->reason = under_no_open(license, a);
	} else if (o->parameters == ANSWER_UNKNOWN && kind) {
		o->kind = OPENNESS_RESTRICTED;
		o->reason = arena_printf(a, "The terms of the weights are of no known license, and restrict (%s).", kind);
	} else if (o->parameters == ANSWER_UNKNOWN) {
		o->reason = license ? arena_printf(a, "It is not known whether %s is an open license for the weights.", license)
				    : "No license of the weights could be concluded.";
	} else if (lacks) {
		bool certain = o->code == ANSWER_NO || o->data == ANSWER_NO;
		o->kind = OPENNESS_WEIGHTS;
		o->reason = arena_printf(
			a, "The weights are under %s; %s %s.", license,
			certain ? "for open source AI this lacks" : "whether it is open source AI cannot be told:", lacks);
	} else {
		o->kind = OPENNESS_SOURCE;
		o->reason =
			"Weights, code and information on the data are here under open licenses; whether the latter is enough to "
			"build the like is for a person to judge.";
	}
}

static void find_definition(const struct search *s, struct openness *o)
{
	const char *lacks = NULL, *none = NULL;
	o->parameters = ask_part(s, "parameters", true, &none);
	o->code = ask_part(s, "code", true, &lacks);
	o->data = ask_part(s, "data", false, &lacks);
	judge_weights(s, o, lacks);
}

void openness_find(struct dossier *d)
{
	const struct openness_rules *rules = &d->catalog->openness;
	struct search s = {.dossier = d, .rules = rules};
	if (!rules->n_components || !d->artifact->n_weights)
		return;
	s.at = arena_array(d->arena, rules->n_components, sizeof *s.at);
	s.entries = arena_array(d->arena, rules->n_components, sizeof *s.entries);
	for (uint32_t i = 0; i < rules->n_components; i++)
		s.at[i].component = &rules->components[i];
	look(&s);
	settle_weights(&s);
	doubt_absence(&s);
	find_licenses(&s);
	struct openness *o = ARENA_NEW(d->arena, struct openness);
	o->components = s.at;
	o->n_components = rules->n_components;
	find_class(&s, o);
	find_definition(&s, o);
	d->artifact->openness = o;
}
