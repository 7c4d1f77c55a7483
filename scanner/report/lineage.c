/* SPDX-License-Identifier: MIT */
#include "report/lineage.h"

#include "findings/lineage.h"
#include "report/json_parts.h"

#include <string.h>

enum { SHOWN_EDGES = 12 };

static json_t *evidence_json(const struct edge_evidence *e)
{
	json_t *object = json_object();
	json_put(object, "strength", json_string_nocheck(edge_strength_name(e->strength)));
	json_put(object, "what", json_text(e->how));
	json_put_path(object, e->fact->at.entry);
	json_put(object, "line", json_line(e->fact->at.line_start));
	json_put(object, "start", json_integer((json_int_t)e->fact->at.start));
	json_put(object, "end", json_integer((json_int_t)e->fact->at.end));
	return object;
}

static json_t *edge_json(const struct edge *e)
{
	json_t *object = json_object(), *evidence = json_array();
	json_put(object, "parent", json_text(e->parent));
	json_put(object, "is", json_string_nocheck(e->family ? "family" : "model"));
	json_put(object, "relation", json_text(e->relation));
	json_put(object, "strength", json_string_nocheck(edge_strength_name(e->strength)));
	json_put(object, "license", json_text(e->license));
	json_put(object, "artifact", json_text(e->artifact));
	json_put(object, "self", json_boolean(e->self));
	json_put(object, "cycle", json_boolean(e->cycle));
	for (size_t i = 0; i < e->n_evidence; i++)
		json_array_append_new(evidence, evidence_json(&e->evidence[i]));
	json_put(object, "evidence", evidence);
	json_put(object, "more_evidence", json_integer((json_int_t)e->more_evidence));
	return object;
}

json_t *lineage_json(const struct artifact *a)
{
	json_t *list = json_array();
	for (size_t i = 0; i < a->n_lineage; i++)
		json_array_append_new(list, edge_json(&a->lineage[i]));
	return list;
}

/* "declared: lab/tern (adapter), declared as mit" */
static const char *edge_line(const struct edge *e, struct arena *a)
{
	const char *license = e->license ? arena_printf(a, ", published as \"%s\"", e->license) : "";
	const char *where = e->artifact ? arena_printf(a, ", which is here: %s", *e->artifact ? e->artifact : "the top") : "";
	const char *cycle = e->cycle ? "; that says the same of this one, so one of them is wrong" : "";
	return arena_printf(a, "%s%s (%s)%s%s%s", e->family ? "the family " : "", e->parent, e->relation, license, where, cycle);
}

bool lineage_is_shown(const struct edge *e)
{
	return !e->self && !(e->family && e->strength == EDGE_NAME);
}

/* What the edge rests on, once for several that rest on the same. */
static const char *reason(const struct artifact *a, size_t i)
{
	const char *how = a->lineage[i].evidence[0].how;
	bool again =
		i + 1 < a->n_lineage && lineage_is_shown(&a->lineage[i + 1]) && !strcmp(how, a->lineage[i + 1].evidence[0].how);
	return a->lineage[i].strength == EDGE_DECLARED || again ? NULL : how;
}

void lineage_put(struct page *p, const struct artifact *a)
{
	size_t shown = 0, all = 0;
	for (size_t i = 0; i < a->n_lineage; i++) {
		const struct edge *e = &a->lineage[i];
		if (!lineage_is_shown(e) || all++ >= SHOWN_EDGES)
			continue;
		if (!shown++) {
			page_say(p, "\n  ");
			page_styled(p, STYLE_BOLD, "Made from, as far as it shows");
			page_say(p, "\n");
		}
		page_wrap(p, arena_printf(&p->arena, "    %-9s ", edge_strength_name(e->strength)), "              ", 3,
			  edge_line(e, &p->arena));
		if (reason(a, i))
			page_wrap(p, "              ", "              ", 3, reason(a, i));
	}
	if (all + a->lineage_cut > shown)
		page_styled(p, STYLE_DIM, arena_printf(&p->arena, "    … and %zu more\n", all + a->lineage_cut - shown));
}
