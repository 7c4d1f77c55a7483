/* SPDX-License-Identifier: MIT */
/* json: one object for machines. Field names are a contract: fields are added, never renamed. */
#include "report/json_parts.h"
#include "report/lineage.h"
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
	json_object_set_new(object, "source", json_text(d->source));
	json_put_path(object, d->fact->at.entry);
	json_object_set_new(object, "line", json_line(d->fact->at.line_start));
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

static json_t *finding_json(const struct finding *f)
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
	return object;
}

static json_t *facts_json(const struct fact *const *facts, size_t n, json_t *(*one)(const struct fact *))
{
	json_t *list = json_array();
	for (size_t i = 0; i < n; i++)
		json_array_append_new(list, one(facts[i]));
	return list;
}

static json_t *artifact_json(const struct artifact *a, bool tensors)
{
	json_t *object = json_object(), *declared = json_array(), *findings = json_array(), *weights = json_array();
	for (size_t i = 0; i < a->n_weights; i++)
		json_array_append_new(weights, json_weights(a->weights[i], tensors));
	for (size_t i = 0; i < a->n_declared; i++)
		json_array_append_new(declared, declared_json(&a->declared[i]));
	for (size_t i = 0; i < a->n_findings; i++)
		json_array_append_new(findings, finding_json(&a->findings[i]));
	json_put_path(object, a->path);
	json_object_set_new(object, "name", json_text(a->name));
	json_object_set_new(object, "verdict", json_string_nocheck(verdict_name(a->verdict)));
	json_object_set_new(object, "weights", weights);
	json_put_digests(object, a->has_digest, a->digest, a->nameless);
	json_object_set_new(object, "declared", declared);
	json_object_set_new(object, "detected", facts_json(a->matches, a->n_matches, json_match));
	json_object_set_new(object, "concluded", json_text(a->concluded));
	json_object_set_new(object, "concluded_how", json_text(a->concluded_how));
	json_object_set_new(object, "grants", facts_json(a->grants, a->n_grants, json_grant));
	json_object_set_new(object, "references", facts_json(a->references, a->n_references, json_restriction));
	json_object_set_new(object, "restrictions", facts_json(a->restrictions, a->n_restrictions, json_restriction));
	json_object_set_new(object, "lineage", lineage_json(a));
	json_object_set_new(object, "lineage_cut", json_integer((json_int_t)a->lineage_cut));
	json_object_set_new(object, "findings", findings);
	return object;
}

static json_t *diagnostic_json(const struct fact *f)
{
	json_t *object = json_object();
	json_object_set_new(object, "severity", json_string_nocheck(f->kind == FACT_PROBLEM ? "error" : "note"));
	json_object_set_new(object, "id", json_text(f->key));
	json_object_set_new(object, "message", json_text(f->value));
	json_put_path(object, f->at.entry);
	json_object_set_new(object, "offset", json_integer((json_int_t)f->at.start));
	json_object_set_new(object, "line", json_line(f->at.line_start));
	return object;
}

static json_t *diagnostics_json(const struct evidence *ev)
{
	json_t *list = json_array();
	for (size_t i = 0; i < ev->count; i++)
		if (ev->facts[i].kind == FACT_PROBLEM || ev->facts[i].kind == FACT_NOTE)
			json_array_append_new(list, diagnostic_json(&ev->facts[i]));
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

json_t *json_results(const struct results *r)
{
	json_t *object = json_object(), *artifacts = json_array();
	for (size_t i = 0; i < r->artifacts->count; i++)
		json_array_append_new(artifacts, artifact_json(&r->artifacts->at[i], r->tensors));
	json_object_set_new(object, "schema", json_string_nocheck("licet-scan/1"));
	json_object_set_new(object, "tool", tool_json(r));
	json_object_set_new(object, "input", json_text(r->input));
	json_object_set_new(object, "policy", json_text(policy_name(r->policy)));
	json_object_set_new(object, "verdict", json_string_nocheck(verdict_name(r->verdict)));
	json_object_set_new(object, "artifacts", artifacts);
	json_object_set_new(object, "diagnostics", diagnostics_json(r->evidence));
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
