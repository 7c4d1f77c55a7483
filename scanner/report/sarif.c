/* SPDX-License-Identifier: MIT */
/*
 * sarif: SARIF 2.1.0 (OASIS), as code scanning services take it: rules with help, URIs relative to where licet was started,
 * a region for every place, fingerprints that outlive an edit elsewhere in the file. Bounds that GitHub documents: 25,000
 * results, 1,000 locations for each; what is over them is counted in a notification.
 */
#include "report/identity.h"
#include "report/issues.h"
#include "report/report.h"
#include "report/say.h"
#include "report/shown.h"
#include "report/json_text.h"

#ifndef LICET_VERSION
#define LICET_VERSION "unknown"
#endif

enum { RESULTS_MAX = 25000, LOCATIONS_MAX = 1000 };

static const char schema[] = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

struct log {
	const struct results *results;
	struct issues issues;
	struct arena arena;
};

static json_t *message(const char *text)
{
	return json_pack("{s:o}", "text", json_shown(text, SHOWN_SENTENCE));
}

/* --- rules ----------------------------------------------------------------------------------------------------------------- */

/* Of CVSS's range, as code scanning sorts by it. */
static const char *security_severity(enum weight w)
{
	static const char *const scores[] = {"0.0", "3.0", "5.5", "8.0"};
	return scores[w];
}

static json_t *rule_json(struct log *l, const struct issue_rule *rule)
{
	const char *help = arena_printf(&l->arena, "%s %s", rule->means, rule->remedy);
	const char *precision = rule->class == ISSUE_RESTRICTION ? "high" : "very-high";
	json_t *tags = json_pack("[s,s]", "license", issue_class_name(rule->class));
	json_t *properties = json_pack("{s:o,s:s,s:s,s:s}", "tags", tags, "precision", precision, "problem.severity",
				       rule->severity == SEVERITY_ERROR	    ? "error"
				       : rule->severity == SEVERITY_WARNING ? "warning"
									    : "recommendation",
				       "security-severity", security_severity(rule->weight));
	return json_pack("{s:s,s:o,s:o,s:{s:s},s:o,s:o}", "id", rule->id, "shortDescription", message(rule->title),
			 "fullDescription", message(rule->means), "defaultConfiguration", "level", severity_name(rule->severity),
			 "help", message(help), "properties", properties);
}

/* --- places ---------------------------------------------------------------------------------------------------------------- */

/* Weights and members of archives have no lines that a viewer could show: there it is the first. */
static json_t *region_json(const struct fact *f, bool member)
{
	const struct place *at = &f->at;
	if (member || !at->line_start)
		return json_pack("{s:i}", "startLine", 1);
	json_t *region = json_pack("{s:I}", "startLine", (json_int_t)at->line_start);
	if (at->line_end >= at->line_start)
		json_put(region, "endLine", json_integer(at->line_end));
	return region;
}

static json_t *location_json(struct log *l, const struct fact *f, json_int_t id)
{
	const char *member = member_of(l->results, f->at.entry);
	const char *file = file_of(l->results, f->at.entry, &l->arena);
	json_t *artifact = json_pack("{s:s,s:s}", "uri", *file ? uri_path(file, &l->arena) : ".", "uriBaseId", "%SRCROOT%");
	json_t *physical = json_pack("{s:o,s:o}", "artifactLocation", artifact, "region", region_json(f, member != NULL));
	json_t *location =
		json_pack("{s:I,s:o,s:o}", "id", id, "physicalLocation", physical, "message", message(say_fact(f, &l->arena)));
	if (member)
		json_object_set_new(
			location, "logicalLocations",
			json_pack("[{s:o,s:s}]", "fullyQualifiedName", json_shown(f->at.entry, SHOWN_NAME), "kind", "member"));
	return location;
}

/* What rests on no place rests on the whole: on the directory or file of the model. */
static json_t *whole_location(struct log *l, const struct issue *i)
{
	const char *path = i->artifact ? i->artifact->path : "";
	const struct fact whole = {
		.kind = FACT_NOTE, .key = "model", .value = i->artifact ? i->artifact->name : "", .at = {.entry = path}};
	if (i->artifact && i->artifact->n_weights)
		return location_json(l, i->artifact->weights[0], 0);
	return location_json(l, &whole, 0);
}

/* --- results --------------------------------------------------------------------------------------------------------------- */

static json_t *result_properties(const struct issue *i)
{
	json_t *o = json_object();
	json_put_shown(o, "model", i->artifact ? i->artifact->name : NULL);
	json_put(o, "verdict", json_string(verdict_name(i->verdict)));
	if (i->restriction && i->restriction->license)
		json_put(o, "license", json_string_nocheck(i->restriction->license->spdx));
	if (i->restriction && i->restriction->clause)
		json_put_shown(o, "clause", i->restriction->clause);
	return o;
}

static size_t rule_index(const struct issues *s, const struct issue_rule *rule)
{
	size_t n = 0;
	while (n < s->n_rules && s->rules[n] != rule)
		n++;
	return n;
}

/* A waiver is written outside of what was scanned, and somebody has accepted it. */
static json_t *suppressions_json(struct log *l, const struct waiver *w)
{
	return json_pack("[{s:s,s:s,s:o,s:{s:o,s:o,s:o}}]", "kind", "external", "status", "accepted", "justification",
			 json_shown(say_waiver(w, &l->arena), SHOWN_SENTENCE), "properties", "approver",
			 json_shown(w->approver, SHOWN_NAME), "expires", json_shown(w->expires, SHOWN_NAME), "policyLine",
			 json_shown(w->at, SHOWN_NAME));
}

static void put_state(json_t *result, enum novelty n)
{
	static const char *const states[] = {NULL, "new", "updated", "unchanged", "absent"};
	if (states[n])
		json_put(result, "baselineState", json_string_nocheck(states[n]));
}

static json_t *result_json(struct log *l, const struct issue *i)
{
	json_t *locations = json_array(), *related = json_array();
	if (!i->n_facts)
		json_array_append_new(locations, whole_location(l, i));
	for (size_t k = 0; k < i->n_facts && k < LOCATIONS_MAX; k++)
		json_array_append_new(k ? related : locations, location_json(l, i->facts[k], (json_int_t)k));
	char line_hash[20];
	snprintf(line_hash, sizeof line_hash, "%.16s:1", i->fingerprint);
	json_t *prints = json_pack("{s:s,s:s}", "primaryLocationLineHash", line_hash, "licet/v1", i->fingerprint);
	json_t *result = json_pack("{s:s,s:I,s:s,s:o,s:o,s:o,s:o}", "ruleId", i->rule->id, "ruleIndex",
				   (json_int_t)rule_index(&l->issues, i->rule), "level", severity_name(issue_level(i)), "message",
				   message(issue_text(i, &l->arena)), "locations", locations, "partialFingerprints", prints,
				   "properties", result_properties(i));
	if (i->waiver)
		json_put(result, "suppressions", suppressions_json(l, i->waiver));
	put_state(result, i->novelty);
	if (json_array_size(related))
		json_object_set(result, "relatedLocations", related);
	json_decref(related);
	return result;
}

/* What the baseline had and is not there any more: its rule may not be either, so that only the id is named. */
static json_t *absent_json(struct log *l, const struct past *p)
{
	const struct fact whole = {
		.kind = FACT_NOTE, .key = "baseline", .value = p->message, .at = {.entry = p->path ? p->path : ""}};
	json_t *result = json_pack("{s:o,s:s,s:o,s:[o],s:{s:s}}", "ruleId", json_shown(p->id, SHOWN_NAME), "level", "none",
				   "message", message(p->message), "locations", location_json(l, &whole, 0),
				   "partialFingerprints", "licet/v1", p->fingerprint);
	put_state(result, NOVELTY_GONE);
	return result;
}

static void put_absent(struct log *l, json_t *results)
{
	const struct baseline *b = l->results->baseline;
	for (size_t i = 0; b && i < b->count && json_array_size(results) < RESULTS_MAX; i++)
		if (!b->at[i].seen)
			json_array_append_new(results, absent_json(l, &b->at[i]));
}

static json_t *notification(const char *level, const char *text)
{
	return json_pack("{s:s,s:o}", "level", level, "message", message(text));
}

static json_t *invocation_json(struct log *l)
{
	json_t *list = json_array();
	for (size_t i = 0; i < l->issues.count; i++)
		if (l->issues.at[i].rule->class == ISSUE_GAP)
			json_array_append_new(list, notification("error", issue_text(&l->issues.at[i], &l->arena)));
	if (l->issues.count > RESULTS_MAX)
		json_array_append_new(list, notification("warning", arena_printf(&l->arena, "%zu results are left out",
										 l->issues.count - RESULTS_MAX)));
	return json_pack("{s:b,s:o}", "executionSuccessful", l->results->verdict != VERDICT_INCOMPLETE,
			 "toolExecutionNotifications", list);
}

static json_t *run_json(struct log *l)
{
	json_t *rules = json_array(), *results = json_array();
	for (size_t i = 0; i < l->issues.n_rules; i++)
		json_array_append_new(rules, rule_json(l, l->issues.rules[i]));
	for (size_t i = 0; i < l->issues.count && i < RESULTS_MAX; i++)
		json_array_append_new(results, result_json(l, &l->issues.at[i]));
	put_absent(l, results);
	json_t *driver = json_pack("{s:s,s:s,s:o}", "name", "licet", "semanticVersion", LICET_VERSION, "rules", rules);
	json_t *properties = json_pack("{s:o,s:s,s:s}", "policy", json_shown(policy_name(l->results->policy), SHOWN_NAME),
				       "verdict", verdict_name(l->results->verdict), "dataDigest", l->results->catalog->digest);
	return json_pack("{s:{s:o},s:{s:s},s:[o],s:{s:{s:{s:s}}},s:s,s:o,s:o}", "tool", "driver", driver, "automationDetails",
			 "id", "licet/", "invocations", invocation_json(l), "originalUriBaseIds", "%SRCROOT%", "description",
			 "text", "Where licet was started.", "columnKind", "unicodeCodePoints", "results", results, "properties",
			 properties);
}

static int write(const struct results *r, const struct output *out, struct err *e)
{
	struct log l = {.results = r};
	arena_init(&l.arena);
	issues_collect(&l.issues, r, true, &l.arena);
	json_t *log = json_pack("{s:s,s:s,s:[o]}", "$schema", schema, "version", "2.1.0", "runs", run_json(&l));
	arena_release(&l.arena);
	return json_write(log, JSON_INDENTED, out->to, e);
}

const struct report report_sarif = {
	.id = "sarif",
	.title = "SARIF 2.1.0, for code scanning",
	.write = write,
};
