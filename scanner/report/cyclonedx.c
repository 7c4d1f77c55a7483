/* SPDX-License-Identifier: MIT */
/*
 * cyclonedx: a bill of materials of CycloneDX 1.6 or 1.7 with models as machine-learning models (ML-BOM): model card, hashes of all
 * weights, licenses concluded and declared, the places that say so, and what the model was made from. Restrictions, for which
 * the format has no field, are properties licet:restriction:<kind>.
 *
 * Licenses are a list of single ones, or exactly one expression: 1.6 allows no mixture, and a list says neither "and"
 * nor "or". So a compound conclusion stands alone; what was declared beside it is always in the properties, too.
 */
#include "findings/lineage.h"
#include "report/identity.h"
#include "report/json_parts.h"
#include "report/report.h"
#include "report/say.h"
#include "report/shown.h"
#include "report/traits.h"
#include "report/json_text.h"

#include <string.h>

#ifndef LICET_VERSION
#define LICET_VERSION "unknown"
#endif

struct bom {
	const struct results *results;
	const char *version; /* "1.6" */
	bool mixes;	     /* licenses and expressions may stand in one list, as 1.7 has it */
	struct arena arena;
};

static void put_property(json_t *list, const char *name, const char *value)
{
	json_array_append_new(list,
			      json_pack("{s:s,s:o}", "name", name, "value", json_shown(value ? value : "", SHOWN_SENTENCE)));
}

/* --- licenses -------------------------------------------------------------------------------------------------------------- */

static json_t *license_json(const struct license *l, const char *id, bool listed, const char *acknowledgement)
{
	json_t *license = json_object();
	if (listed)
		json_put(license, "id", json_string_nocheck(id));
	else
		json_put_shown(license, "name", l && !strcmp(l->spdx, id) ? l->name : id);
	if (acknowledgement)
		json_put(license, "acknowledgement", json_string(acknowledgement));
	if (!listed && !strncmp(id, "LicenseRef-", 11))
		json_put(license, "licensing", json_pack("{s:[s]}", "altIds", id));
	if (l && l->urls.count)
		json_put(license, "url", json_string(l->urls.at[0]));
	return json_pack("{s:o}", "license", license);
}

/* An edited copy has an id of its own and not the license's. */
static bool is_listed(const struct expression *x)
{
	return x->license ? x->license->spdx_listed && !x->edited : strncmp(x->id, "LicenseRef-", 11) != 0;
}

static json_t *single_json(const struct expression *x, const char *acknowledgement)
{
	return license_json(x->license, x->id, is_listed(x), acknowledgement);
}

static json_t *expression_json(const char *text, const char *acknowledgement)
{
	return json_pack("[{s:o,s:s}]", "expression", json_shown(text, SHOWN_NAME), "acknowledgement", acknowledgement);
}

static bool said_before(const struct artifact *a, size_t i)
{
	for (size_t k = 0; k < i; k++)
		if (!strcmp(a->declared[k].license, a->declared[i].license))
			return true;
	return false;
}

static void add_details(void *list, const struct expression *x)
{
	json_t *o = json_pack("{s:o}", "licenseIdentifier", json_shown(x->id, SHOWN_SENTENCE));
	if (x->license && x->license->urls.count)
		json_put(o, "url", json_string(x->license->urls.at[0]));
	json_array_append_new(list, o);
}

/* One of a list that may mix: a license, or an expression with the licenses that it is made of. */
static json_t *choice_json(const struct expression *x, const char *text, const char *acknowledgement)
{
	if (is_single_license(x))
		return single_json(x, acknowledgement);
	json_t *details = json_array();
	expression_each(x, add_details, details);
	return json_pack("{s:o,s:s,s:o}", "expression", json_shown(text, SHOWN_NAME), "acknowledgement", acknowledgement,
			 "expressionDetails", details);
}

static json_t *mixed_licenses_json(struct bom *b, const struct artifact *a)
{
	json_t *list = json_array();
	if (a->expression)
		json_array_append_new(list, choice_json(a->expression, a->concluded, "concluded"));
	for (size_t i = 0; i < a->n_declared; i++) {
		const struct declared *d = &a->declared[i];
		if (said_before(a, i))
			continue;
		json_array_append_new(
			list, d->expression ? choice_json(d->expression, expression_print(d->expression, &b->arena), "declared")
					    : license_json(NULL, d->license, false, "declared"));
	}
	return list;
}

/* A compound claim beside others is a license of its name: to pick one, or to join them, would say what nobody said. */
static json_t *licenses_json(struct bom *b, const struct artifact *a)
{
	const char *declared = declared_expression(a, &b->arena);
	if (a->expression && !is_single_license(a->expression))
		return expression_json(a->concluded, "concluded");
	if (!a->expression && declared && !is_single_license(a->declared[0].expression))
		return expression_json(declared, "declared");
	json_t *list = json_array();
	if (a->expression)
		json_array_append_new(list, single_json(a->expression, "concluded"));
	for (size_t i = 0; i < a->n_declared; i++) {
		const struct declared *d = &a->declared[i];
		if (said_before(a, i))
			continue;
		json_array_append_new(list, is_single_license(d->expression) ? single_json(d->expression, "declared")
									     : license_json(NULL, d->license, false, "declared"));
	}
	return list;
}

/* --- evidence -------------------------------------------------------------------------------------------------------------- */

static json_t *occurrence_json(struct bom *b, const struct fact *f)
{
	json_t *o = json_pack("{s:o}", "location", json_shown(f->at.entry, SHOWN_NAME));
	if (f->at.line_start)
		json_put(o, "line", json_line(f->at.line_start));
	if (f->at.end > f->at.start)
		json_put(o, "offset", json_integer((json_int_t)f->at.start));
	json_put_shown(o, "additionalContext", say_fact(f, &b->arena));
	return o;
}

static bool license_seen(const struct artifact *a, size_t i)
{
	const struct match *m = a->matches[i]->detail;
	for (size_t k = 0; k < i; k++)
		if (((const struct match *)a->matches[k]->detail)->license == m->license)
			return true;
	return false;
}

/* Texts that were read; a mention names a license and gives none. */
static json_t *evidence_json(struct bom *b, const struct artifact *a)
{
	json_t *occurrences = json_array(), *licenses = json_array();
	for (size_t i = 0; i < a->n_matches; i++) {
		const struct match *m = a->matches[i]->detail;
		json_array_append_new(occurrences, occurrence_json(b, a->matches[i]));
		if (m->license && m->state == MATCH_EXACT && !license_seen(a, i))
			json_array_append_new(licenses,
					      license_json(m->license, m->license->spdx, m->license->spdx_listed, NULL));
	}
	for (size_t i = 0; i < a->n_declared; i++)
		json_array_append_new(occurrences, occurrence_json(b, a->declared[i].fact));
	json_t *evidence = json_pack("{s:o}", "occurrences", occurrences);
	if (json_array_size(licenses))
		json_object_set(evidence, "licenses", licenses);
	json_decref(licenses);
	return evidence;
}

/* --- the model ------------------------------------------------------------------------------------------------------------- */

static void put_restrictions(struct bom *b, json_t *properties, const struct artifact *a)
{
	for (size_t i = 0; i < a->n_restrictions; i++) {
		const struct restriction *r = a->restrictions[i]->detail;
		const char *values = say_values(&r->values, &b->arena), *text = r->text ? shown(&b->arena, r->text, 600) : "";
		put_property(properties, arena_printf(&b->arena, "licet:restriction:%s", r->kind->id),
			     arena_printf(&b->arena, "%s%s%s%s%s",
					  shown(&b->arena, say_place(&a->restrictions[i]->at, &b->arena), 600),
					  *values ? "; " : "", values, *text ? "; " : "", text));
	}
}

static json_t *properties_json(struct bom *b, const struct artifact *a)
{
	json_t *list = json_array();
	put_property(list, "licet:verdict", verdict_name(a->verdict));
	if (a->concluded)
		put_property(list, "licet:concluded", a->concluded);
	if (a->concluded_how)
		put_property(list, "licet:concluded-how", a->concluded_how);
	for (size_t i = 0; i < a->n_declared; i++) {
		const struct declared *d = &a->declared[i];
		put_property(list, "licet:declared",
			     arena_printf(&b->arena, "%s, written \"%s\" in %s", d->license, d->as_written,
					  say_place(&d->fact->at, &b->arena)));
	}
	put_restrictions(b, list, a);
	for (size_t i = 0; i < a->n_findings; i++)
		put_property(list, arena_printf(&b->arena, "licet:finding:%s", a->findings[i].id), a->findings[i].message);
	return list;
}

static json_t *card_json(const struct traits *t)
{
	json_t *parameters = json_object(), *datasets = json_array();
	json_put_shown(parameters, "task", t->task);
	json_put_shown(parameters, "architectureFamily", t->family);
	json_put_shown(parameters, "modelArchitecture", t->architecture);
	for (size_t i = 0; i < t->n_datasets; i++)
		json_array_append_new(
			datasets, json_pack("{s:s,s:o}", "type", "dataset", "name", json_shown(t->datasets[i], SHOWN_SENTENCE)));
	if (json_array_size(datasets))
		json_object_set(parameters, "datasets", datasets);
	json_decref(datasets);
	return json_pack("{s:o}", "modelParameters", parameters);
}

static bool is_ancestor(const struct edge *e)
{
	return !e->self && !e->family && e->strength >= EDGE_TRACE;
}

static json_t *ancestor_json(const struct edge *e)
{
	json_t *properties = json_array();
	put_property(properties, "licet:relation", e->relation);
	put_property(properties, "licet:evidence", e->n_evidence ? e->evidence[0].how : NULL);
	if (e->license)
		put_property(properties, "licet:published-as", e->license);
	return json_pack("{s:s,s:o,s:o}", "type", "machine-learning-model", "name", json_shown(e->parent, SHOWN_SENTENCE),
			 "properties", properties);
}

static json_t *ancestors_json(const struct artifact *a)
{
	json_t *list = json_array();
	for (size_t i = 0; i < a->n_lineage; i++)
		if (is_ancestor(&a->lineage[i]))
			json_array_append_new(list, ancestor_json(&a->lineage[i]));
	return list;
}

static json_t *weights_json(struct bom *b, size_t number, const struct fact *f)
{
	const struct weights *w = f->detail;
	char hex[65], size[24];
	say_hex(w->sha256, sizeof w->sha256, hex);
	snprintf(size, sizeof size, "%llu", (unsigned long long)w->size);
	json_t *properties = json_array();
	put_property(properties, "licet:size", size);
	put_property(properties, "licet:format", w->format);
	if (w->pointer)
		put_property(properties, "licet:pointer", w->pointer);
	const char *ref = arena_printf(&b->arena, "file:%zu:%s", number, uri_path(f->at.entry, &b->arena));
	return json_pack("{s:s,s:s,s:o,s:[{s:s,s:s}],s:o}", "type", "file", "bom-ref", ref, "name",
			 json_shown(f->at.entry, SHOWN_NAME), "hashes", "alg", "SHA-256", "content", hex, "properties",
			 properties);
}

static const char *model_ref(struct bom *b, const struct artifact *a, size_t number)
{
	return arena_printf(&b->arena, "model:%zu:%s", number, uri_path(a->path, &b->arena));
}

static json_t *model_json(struct bom *b, size_t number, const struct traits *t)
{
	const struct artifact *a = &b->results->artifacts->at[number];
	json_t *files = json_array(), *ancestors = ancestors_json(a),
	       *licenses = b->mixes ? mixed_licenses_json(b, a) : licenses_json(b, a);
	for (size_t i = 0; i < a->n_weights; i++)
		json_array_append_new(files, weights_json(b, number, a->weights[i]));
	json_t *model = json_pack("{s:s,s:s,s:o}", "type", a->n_weights ? "machine-learning-model" : "data", "bom-ref",
				  model_ref(b, a, number), "name", json_shown(*a->name ? a->name : "model", SHOWN_SENTENCE));
	json_put_shown(model, "version", t->version);
	if (a->n_weights == 1)
		json_object_set(model, "hashes", json_object_get(json_array_get(files, 0), "hashes"));
	if (json_array_size(licenses))
		json_object_set(model, "licenses", licenses);
	if (json_array_size(ancestors))
		json_put(model, "pedigree", json_pack("{s:O}", "ancestors", ancestors));
	if (json_array_size(files))
		json_object_set(model, "components", files);
	json_put(model, "evidence", evidence_json(b, a));
	if (a->n_weights)
		json_put(model, "modelCard", card_json(t));
	json_put(model, "properties", properties_json(b, a));
	json_decref(files);
	json_decref(ancestors);
	json_decref(licenses);
	return model;
}

/* --- the document ---------------------------------------------------------------------------------------------------------- */

static json_t *metadata_json(struct bom *b)
{
	const char *time = report_time(&b->arena);
	json_t *metadata = json_object(), *properties = json_array();
	if (time)
		json_put(metadata, "timestamp", json_string(time));
	json_object_set_new(
		metadata, "tools",
		json_pack("{s:[{s:s,s:s,s:s}]}", "components", "type", "application", "name", "licet", "version", LICET_VERSION));
	json_put(metadata, "component",
		 json_pack("{s:s,s:s,s:o}", "type", "data", "bom-ref", "distribution", "name",
			   json_shown(b->results->input, SHOWN_NAME)));
	put_property(properties, "licet:verdict", verdict_name(b->results->verdict));
	put_property(properties, "licet:policy", policy_name(b->results->policy));
	put_property(properties, "licet:data-digest", b->results->catalog->digest);
	json_put(metadata, "properties", properties);
	return metadata;
}

static json_t *document_json(struct bom *b)
{
	const struct traits *traits = traits_collect(b->results, &b->arena);
	json_t *components = json_array(), *depends_on = json_array();
	for (size_t i = 0; i < b->results->artifacts->count; i++) {
		json_array_append_new(components, model_json(b, i, &traits[i]));
		json_array_append_new(depends_on, json_string(model_ref(b, &b->results->artifacts->at[i], i)));
	}
	return json_pack("{s:s,s:s,s:s,s:i,s:o,s:o,s:[{s:s,s:o}]}", "$schema",
			 arena_printf(&b->arena, "http://cyclonedx.org/schema/bom-%s.schema.json", b->version), "bomFormat",
			 "CycloneDX", "specVersion", b->version, "version", 1, "metadata", metadata_json(b), "components",
			 components, "dependencies", "ref", "distribution", "dependsOn", depends_on);
}

/* The serial number is made from all else that the document says. */
static void put_serial(json_t *document)
{
	char uuid[UUID_TEXT];
	uuid_of_json(document, uuid);
	json_put(document, "serialNumber", json_sprintf("urn:uuid:%s", uuid));
}

static int write_version(struct bom b, const struct output *out, struct err *e)
{
	arena_init(&b.arena);
	json_t *document = document_json(&b);
	put_serial(document);
	arena_release(&b.arena);
	return json_write(document, JSON_INDENTED, out->to, e);
}

static int write_1_6(const struct results *r, const struct output *out, struct err *e)
{
	return write_version((struct bom){.results = r, .version = "1.6"}, out, e);
}

static int write_1_7(const struct results *r, const struct output *out, struct err *e)
{
	return write_version((struct bom){.results = r, .version = "1.7", .mixes = true}, out, e);
}

const struct report report_cyclonedx = {
	.id = "cyclonedx",
	.title = "CycloneDX 1.6 ML-BOM: models, hashes, licenses with evidence",
	.write = write_1_6,
};

const struct report report_cyclonedx_1_7 = {
	.id = "cyclonedx-1.7",
	.title = "the same as CycloneDX 1.7, where licenses and expressions may stand in one list",
	.write = write_1_7,
};
