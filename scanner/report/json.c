/* SPDX-License-Identifier: MIT */
/* json: one object for machines. Field names are a contract: fields are added, never renamed. */
#include "report/duties.h"
#include "report/issues.h"
#include "report/json_parts.h"
#include "report/lineage.h"
#include "report/openness.h"
#include "report/report.h"
#include "report/results_json.h"
#include "report/say.h"
#include "report/shown.h"

#ifndef LICET_VERSION
#define LICET_VERSION "unknown"
#endif

static json_t *declared_json(const struct declared *d)
{
	json_t *object = json_object();
	json_object_set_new(object, "license", json_text(d->license));
	json_object_set_new(object, "resolved", json_boolean(d->expression != NULL));
	json_object_set_new(object, "as_written", json_text(d->as_written));
	json_object_set_new(object, "name", json_text(d->name));
	json_object_set_new(object, "link", json_text(d->link));
	json_object_set_new(object, "source", json_text(d->source));
	json_put_path(object, d->fact->at.entry);
	json_object_set_new(object, "line", json_line(d->fact->at.line_start));
	json_object_set_new(object, "lost_because", json_text(d->lost));
	return object;
}

static json_t *evidence_json(const struct fact *f)
{
	ARENA_AUTO struct arena a;
	arena_init(&a);
	json_t *object = json_object();
	json_put_path(object, f->at.entry);
	json_object_set_new(object, "line", json_line(f->at.line_start));
	json_object_set_new(object, "start", json_integer((json_int_t)f->at.start));
	json_object_set_new(object, "end", json_integer((json_int_t)f->at.end));
	json_object_set_new(object, "what", json_text(say_fact(f, &a)));
	return object;
}

static json_t *waiver_json(const struct waiver *w)
{
	if (!w)
		return json_null();
	json_t *object = json_object();
	json_object_set_new(object, "reason", json_text(w->reason));
	json_object_set_new(object, "approver", json_text(w->approver));
	json_object_set_new(object, "expires", json_text(w->expires));
	json_object_set_new(object, "at", json_text(w->at));
	return object;
}

/* What a later scan finds it again by, and what it is beside the baseline. */
static void put_identity(json_t *object, const struct issue *i)
{
	json_object_set_new(object, "fingerprint", json_string_nocheck(i->fingerprint));
	if (*i->content)
		json_object_set_new(object, "content", json_string_nocheck(i->content));
	if (i->novelty != NOVELTY_UNKNOWN)
		json_object_set_new(object, "baseline", json_string_nocheck(novelty_name(i->novelty)));
}

static json_t *finding_json(const struct finding *f, const struct issue *issue)
{
	json_t *object = json_object(), *evidence = json_array();
	json_object_set_new(object, "id", json_text(f->id));
	json_object_set_new(object, "severity", json_string_nocheck(severity_name(f->severity)));
	json_object_set_new(object, "verdict", json_string_nocheck(verdict_name(f->verdict)));
	json_object_set_new(object, "decided_by", json_text(f->decided_by));
	json_object_set_new(object, "waiver", waiver_json(f->waiver));
	json_object_set_new(object, "message", json_text(f->message));
	json_object_set_new(object, "remedy", json_text(f->remedy));
	for (size_t i = 0; i < f->n_evidence; i++)
		json_array_append_new(evidence, evidence_json(f->evidence[i]));
	json_object_set_new(object, "evidence", evidence);
	put_identity(object, issue);
	return object;
}

static json_t *identified_restriction_json(const struct fact *f, const struct issue *issue)
{
	json_t *object = json_restriction(f);
	put_identity(object, issue);
	return object;
}

static json_t *facts_json(const struct fact *const *facts, size_t n, json_t *(*one)(const struct fact *))
{
	json_t *list = json_array();
	for (size_t i = 0; i < n; i++)
		json_array_append_new(list, one(facts[i]));
	return list;
}

/* *issues: those of the artifact, its findings first; moved on behind them. */
static json_t *artifact_json(const struct artifact *a, const struct issue **issues, bool tensors)
{
	json_t *object = json_object(), *declared = json_array(), *findings = json_array(), *restrictions = json_array(),
	       *weights = json_array();
	for (size_t i = 0; i < a->n_weights; i++)
		json_array_append_new(weights, json_weights(a->weights[i], tensors));
	for (size_t i = 0; i < a->n_declared; i++)
		json_array_append_new(declared, declared_json(&a->declared[i]));
	for (size_t i = 0; i < a->n_findings; i++)
		json_array_append_new(findings, finding_json(&a->findings[i], (*issues)++));
	for (size_t i = 0; i < a->n_restrictions; i++)
		json_array_append_new(restrictions, identified_restriction_json(a->restrictions[i], (*issues)++));
	json_put_path(object, a->path);
	json_object_set_new(object, "name", json_text(a->name));
	json_object_set_new(object, "version", json_text(a->version));
	json_object_set_new(object, "verdict", json_string_nocheck(verdict_name(a->verdict)));
	json_object_set_new(object, "weights", weights);
	json_put_digests(object, a->has_digest, a->digest, a->nameless);
	json_object_set_new(object, "declared", declared);
	json_object_set_new(object, "texts", facts_json(a->texts, a->n_texts, json_terms_text));
	json_object_set_new(object, "detected", facts_json(a->matches, a->n_matches, json_match));
	json_object_set_new(object, "concluded", json_text(a->concluded));
	json_object_set_new(object, "concluded_how", json_text(a->concluded_how));
	json_object_set_new(object, "grants", facts_json(a->grants, a->n_grants, json_grant));
	json_object_set_new(object, "references", facts_json(a->references, a->n_references, json_restriction));
	json_object_set_new(object, "restrictions", restrictions);
	json_object_set_new(object, "lineage", lineage_json(a));
	json_object_set_new(object, "lineage_cut", json_integer((json_int_t)a->lineage_cut));
	json_object_set_new(object, "openness", openness_json(a));
	json_object_set_new(object, "duties", duties_json(a));
	json_object_set_new(object, "findings", findings);
	return object;
}

static json_t *diagnostic_json(const struct fact *f, const struct issue **issues)
{
	json_t *object = json_object();
	json_object_set_new(object, "severity", json_string_nocheck(f->kind == FACT_PROBLEM ? "error" : "note"));
	json_object_set_new(object, "id", json_text(f->key));
	json_object_set_new(object, "message", json_text(f->value));
	json_put_path(object, f->at.entry);
	json_object_set_new(object, "offset", json_integer((json_int_t)f->at.start));
	json_object_set_new(object, "line", json_line(f->at.line_start));
	if (f->kind == FACT_PROBLEM)
		put_identity(object, (*issues)++);
	else
		json_object_set_new(object, "fingerprint", json_null());
	return object;
}

static json_t *diagnostics_json(const struct evidence *ev, const struct issue *gaps)
{
	json_t *list = json_array();
	for (size_t i = 0; i < ev->count; i++)
		if (ev->facts[i].kind == FACT_PROBLEM || ev->facts[i].kind == FACT_NOTE)
			json_array_append_new(list, diagnostic_json(&ev->facts[i], &gaps));
	return list;
}

static json_t *tool_json(const struct results *r)
{
	json_t *object = json_object();
	json_object_set_new(object, "name", json_string_nocheck("licet"));
	json_object_set_new(object, "version", json_string_nocheck(LICET_VERSION));
	json_object_set_new(object, "data_digest", json_text(r->catalog->digest));
	return object;
}

static json_t *stats_json(const struct results *r)
{
	json_t *object = json_object();
	json_object_set_new(object, "entries", json_integer((json_int_t)r->stats.entries));
	json_object_set_new(object, "bytes_read", json_integer((json_int_t)r->stats.bytes_read));
	json_object_set_new(object, "weights", json_integer((json_int_t)r->stats.weights));
	json_object_set_new(object, "texts", json_integer((json_int_t)r->stats.texts));
	json_object_set_new(object, "artifacts", json_integer((json_int_t)r->artifacts->count));
	return object;
}

/* What the scan was told beside the policy: the limits that are not the defaults, and --fail-on. */
static json_t *parameters_json(const struct results *r)
{
	json_t *object = json_object(), *limits = json_object(), *fail_on = json_array();
#define LIMIT(title, field, value, unit, help)        \
	if (r->limits && r->limits->field != (value)) \
		json_object_set_new(limits, title, json_integer((json_int_t)r->limits->field));
#include "base/limits.def"
#undef LIMIT
	for (size_t i = 0; r->fail_on && i < r->fail_on->count; i++)
		json_array_append_new(fail_on, json_text(r->fail_on->at[i]));
	json_object_set_new(object, "limits", limits);
	json_object_set_new(object, "fail_on", fail_on);
	return object;
}

static json_t *gone_json(const struct past *p)
{
	json_t *object = json_object();
	json_object_set_new(object, "id", json_text(p->id));
	json_object_set_new(object, "severity", json_text(p->severity));
	json_object_set_new(object, "message", json_text(p->message));
	json_put_path(object, p->path);
	json_object_set_new(object, "fingerprint", json_text(p->fingerprint));
	return object;
}

/* How many things are new, changed and the same, and those that are gone. */
static json_t *baseline_json(const struct baseline *b, const struct issues *all)
{
	json_t *object = json_object(), *gone = json_array();
	json_int_t counts[NOVELTY_GONE + 1] = {0};
	for (size_t i = 0; i < all->count; i++)
		counts[all->at[i].novelty]++;
	for (size_t i = 0; i < b->count; i++)
		if (!b->at[i].seen)
			json_array_append_new(gone, gone_json(&b->at[i]));
	json_object_set_new(object, "report", json_text(b->side.name));
	json_object_set_new(object, "verdict", json_text(b->side.verdict));
	json_object_set_new(object, "data_digest", json_text(b->side.tool.data_digest));
	for (enum novelty n = NOVELTY_NEW; n <= NOVELTY_SAME; n++)
		json_object_set_new(object, novelty_name(n), json_integer(counts[n]));
	json_object_set_new(object, "gone", gone);
	return object;
}

json_t *json_results(const struct results *r)
{
	ARENA_AUTO struct arena arena;
	struct issues all;
	json_t *object = json_object(), *artifacts = json_array();
	arena_init(&arena);
	issues_collect(&all, r, false, &arena);
	const struct issue *next = all.at;
	for (size_t i = 0; i < r->artifacts->count; i++)
		json_array_append_new(artifacts, artifact_json(&r->artifacts->at[i], &next, r->tensors));
	json_object_set_new(object, "schema", json_string_nocheck("licet-scan/1"));
	json_object_set_new(object, "tool", tool_json(r));
	json_object_set_new(object, "parameters", parameters_json(r));
	json_object_set_new(object, "input", json_text(r->input));
	json_object_set_new(object, "policy", json_text(policy_name(r->policy)));
	json_object_set_new(object, "verdict", json_string_nocheck(verdict_name(r->verdict)));
	json_object_set_new(object, "artifacts", artifacts);
	json_object_set_new(object, "diagnostics", diagnostics_json(r->evidence, next));
	if (r->baseline)
		json_object_set_new(object, "baseline", baseline_json(r->baseline, &all));
	json_object_set_new(object, "stats", stats_json(r));
	return object;
}

static int write(const struct results *r, const struct output *out, struct err *e)
{
	return json_write(json_results(r), JSON_INDENT(2), out->to, e);
}

const struct report report_json = {
	.id = "json",
	.title = "one JSON object, for other programs",
	.write = write,
};
