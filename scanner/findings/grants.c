/* SPDX-License-Identifier: MIT */
#include "findings/grants.h"

#include <string.h>

enum { GRANTS_MAX = 200 }; /* in one text */

static enum kind_role role_of(const struct clause *c)
{
	return c->rule->kind->role;
}

static const char *value_of(const struct clause *c, const char *key)
{
	for (uint32_t i = 0; i < c->n_values; i++)
		if (!strcmp(c->values[i].key, key))
			return c->values[i].value;
	return NULL;
}

/* The names of all qualities: the values of the kind that carries them. */
static struct strings quality_names(const struct catalog *c)
{
	for (uint32_t i = 0; i < c->n_kinds; i++)
		if (c->kinds[i].role == ROLE_QUALITY)
			return c->kinds[i].values;
	return (struct strings){0};
}

/* --- what belongs to a grant ----------------------------------------------------------------------------------------------- */

/*
 * For each sentence the grant that it is a part of, for each clause the grant that introduces the list it is an item of: places in
 * `found` plus one, 0 for none.
 */
struct lists {
	uint32_t *grant_of;	 /* by sentence */
	uint32_t *introduced_by; /* by clause */
};

static struct lists find_lists(const struct clauses *found, const struct text *t, struct arena *a)
{
	struct lists l = {arena_array(a, t->n_sentences, sizeof(uint32_t)), arena_array(a, found->count, sizeof(uint32_t))};
	for (size_t i = 0; i < found->count; i++)
		if (role_of(&found->at[i]) == ROLE_GRANT)
			l.grant_of[found->at[i].first] = (uint32_t)i + 1;
	for (size_t i = 0; i < found->count; i++) {
		uint32_t lead = t->sentences[found->at[i].first].lead;
		if (role_of(&found->at[i]) == ROLE_GRANT && lead < t->n_sentences && lead != found->at[i].first)
			l.introduced_by[i] = l.grant_of[lead];
	}
	return l;
}

static bool is_listed(const char *list, const char *name, size_t n)
{
	for (const char *at = list; at && *at; at += strcspn(at, ","), at += *at == ',')
		if (strcspn(at, ",") == n && !strncmp(at, name, n))
			return true;
	return false;
}

/* Adds the acts of `more` that are not in the list yet. */
static const char *unite(const char *list, const char *more, struct arena *a)
{
	for (const char *at = more; at && *at; at += strcspn(at, ","), at += *at == ',') {
		size_t n = strcspn(at, ",");
		if (!is_listed(list, at, n))
			list = list ? arena_printf(a, "%s,%.*s", list, (int)n, at) : arena_strndup(a, at, n);
	}
	return list;
}

static const char *acts_of(const struct clauses *found, const struct lists *l, size_t grant, struct arena *a)
{
	const char *acts = value_of(&found->at[grant], "acts");
	for (size_t i = 0; i < found->count; i++)
		if (l->introduced_by[i] == grant + 1)
			acts = unite(acts, value_of(&found->at[i], "acts"), a);
	return acts;
}

/* Where the quality is said of the grant: in its own sentences first, then anywhere in the same license text. */
static const struct clause *find_said(const struct clauses *found, const struct clause *grant, const char *name)
{
	const struct clause *elsewhere = NULL;
	for (size_t i = 0; i < found->count; i++) {
		const struct clause *c = &found->at[i];
		if (!value_of(c, name))
			continue;
		if (role_of(c) == ROLE_QUALITY && c->first <= grant->last && c->last >= grant->first)
			return c;
		if (role_of(c) == ROLE_TEXT_QUALITY && !elsewhere && c->match == grant->match)
			elsewhere = c;
	}
	return elsewhere;
}

static uint32_t line_of(const struct clause *c, const struct text *t)
{
	return text_line(t, t->origin[t->sentences[c->first].start]);
}

static void set_qualities(struct grant *g, const struct strings *names, const struct clauses *found, const struct clause *c,
			  const struct text *t, struct arena *a)
{
	struct quality *q = arena_array(a, names->count, sizeof *q);
	for (uint32_t i = 0; i < names->count; i++) {
		const struct clause *said = find_said(found, c, names->at[i]);
		bool here = !said || said->first == c->first;
		q[i] = (struct quality){names->at[i], said ? value_of(said, names->at[i]) : "unsaid",
					here ? 0 : line_of(said, t)};
	}
	g->qualities = q;
	g->n_qualities = names->count;
}

/* --- the grants ------------------------------------------------------------------------------------------------------------ */

static struct granted make(const struct strings *names, const struct clauses *found, const struct lists *l, size_t number,
			   const struct text *t, struct sink *sink)
{
	const struct clause *c = &found->at[number];
	struct span span = clause_span(c, t);
	const char *section = t->sentences[c->first].section;
	struct grant *g = ARENA_NEW(sink->arena, struct grant);
	*g = (struct grant){
		.license = c->match ? c->match->match.license : NULL,
		.rule = c->rule,
		.clause = section && *section ? section : NULL,
		.text = arena_strndup(sink->arena, t->plain + span.start, span.end - span.start),
		.of = value_of(c, "of"),
		.acts = acts_of(found, l, number, sink->arena),
	};
	set_qualities(g, names, found, c, t, sink->arena);
	struct granted out = {.fact = {.kind = FACT_GRANT, .reader = "rules", .detail = g}, .clause = c};
	struct place *at = &out.fact.at;
	text_range(t, span.start, span.end, &at->start, &at->end);
	at->entry = sink->at.entry;
	at->line_start = text_line(t, at->start);
	at->line_end = text_line(t, at->end > at->start ? at->end - 1 : at->end);
	g->line = at->line_start;
	return out;
}

struct grants grants_make(const struct catalog *c, const struct clauses *found, const struct text *t, struct sink *sink)
{
	struct strings names = quality_names(c);
	struct lists l = find_lists(found, t, sink->arena);
	struct grants out = {arena_array(sink->arena, GRANTS_MAX, sizeof *out.at), 0};
	for (size_t i = 0; i < found->count; i++) {
		if (role_of(&found->at[i]) != ROLE_GRANT || l.introduced_by[i])
			continue;
		if (out.count == GRANTS_MAX) {
			sink_note(sink, "many-grants", "It grants rights in more than %d sentences; the rest are not listed.",
				  GRANTS_MAX);
			break;
		}
		out.at[out.count++] = make(&names, found, &l, i, t, sink);
	}
	return out;
}

const struct grant *grants_of(const struct grants *g, const struct clause *c)
{
	const struct grant *first = NULL;
	for (size_t i = 0; i < g->count; i++) {
		const struct grant *one = g->at[i].fact.detail;
		if (g->at[i].clause->first <= c->last && g->at[i].clause->last >= c->first)
			return one;
		if (!first && !one->of && g->at[i].clause->match == c->match)
			first = one;
	}
	return first;
}
