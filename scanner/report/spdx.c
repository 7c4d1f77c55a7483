/* SPDX-License-Identifier: MIT */
/*
 * spdx: SPDX 3.0.1 as JSON-LD with the AI profile: each model an AIPackage with its files and digests, the concluded and the
 * declared license as expressions, LicenseRef-… with a text that stands for them, what the model was made from as descendantOf,
 * findings as annotations.
 *
 * The document's namespace is a UUID made from its own content. The time that the format demands is SOURCE_DATE_EPOCH, else
 * the epoch.
 */
#include "report/identity.h"
#include "report/report.h"
#include "report/say.h"
#include "report/shown.h"
#include "report/traits.h"
#include "report/json_text.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#ifndef LICET_VERSION
#define LICET_VERSION "unknown"
#endif

static const char no_assertion[] = "expandedlicensing_NoAssertionLicense";
static const char creation[] = "_:creation";

struct graph {
	const struct results *results;
	const char *namespace; /* ends in '#' */
	struct license_refs refs;
	struct arena arena;
	json_t *elements; /* of the @graph */
	json_t *ids;	  /* of all elements but the collections */
};

static const char *iri(struct graph *g, const char *format, ...) __attribute__((format(printf, 2, 3)));

static const char *iri(struct graph *g, const char *format, ...)
{
	char local[200];
	va_list ap;
	va_start(ap, format);
	vsnprintf(local, sizeof local, format, ap);
	va_end(ap);
	return arena_printf(&g->arena, "%s%s", g->namespace, local);
}

/* A new element in the graph; borrowed. */
static json_t *element(struct graph *g, const char *type, const char *id)
{
	json_t *e = json_pack("{s:s,s:s,s:s}", "type", type, "spdxId", id, "creationInfo", creation);
	json_array_append_new(g->elements, e);
	json_array_append_new(g->ids, json_string(id));
	return e;
}

static void relate(struct graph *g, const char *id, const char *from, const char *type, json_t *to)
{
	json_t *e = element(g, "Relationship", id);
	json_put(e, "from", json_string(from));
	json_put(e, "relationshipType", json_string(type));
	json_put(e, "to", to);
}

/* --- licenses -------------------------------------------------------------------------------------------------------------- */

static const char *ref_iri(struct graph *g, size_t i)
{
	return iri(g, "license-text-%zu", i);
}

static void add_license_texts(struct graph *g)
{
	for (size_t i = 0; i < g->refs.count; i++) {
		json_t *e = element(g, "simplelicensing_SimpleLicensingText", ref_iri(g, i));
		json_put_shown(e, "name", g->refs.at[i].name);
		json_put_shown(e, "comment", g->refs.at[i].id);
		json_put_shown(e, "simplelicensing_licenseText", g->refs.at[i].text);
	}
}

struct ids {
	struct graph *graph;
	json_t *map;
	const char *seen[EXPRESSION_MAX_TERMS];
	size_t n_seen;
};

static void map_one(void *ctx, const struct expression *x)
{
	struct ids *ids = ctx;
	for (size_t i = 0; i < ids->n_seen; i++)
		if (!strcmp(ids->seen[i], x->id))
			return;
	for (size_t i = 0; i < ids->graph->refs.count && ids->n_seen < EXPRESSION_MAX_TERMS; i++)
		if (!strcmp(ids->graph->refs.at[i].id, x->id)) {
			ids->seen[ids->n_seen++] = x->id;
			json_array_append_new(ids->map,
					      json_pack("{s:s,s:o,s:s}", "type", "DictionaryEntry", "key",
							json_shown(x->id, SHOWN_SENTENCE), "value", ref_iri(ids->graph, i)));
		}
}

/* The one license or expression as an element, or what says that nothing is said. A new reference: a list of one. */
static json_t *license_list(struct graph *g, const char *id, const char *text, const struct expression *x)
{
	if (!text || !x)
		return json_pack("[s]", no_assertion);
	struct ids ids = {.graph = g, .map = json_array()};
	json_t *e = element(g, "simplelicensing_LicenseExpression", id);
	json_put(e, "simplelicensing_licenseExpression", json_shown(text, SHOWN_NAME));
	expression_each(x, map_one, &ids);
	if (json_array_size(ids.map))
		json_object_set(e, "simplelicensing_customIdToUri", ids.map);
	json_decref(ids.map);
	return json_pack("[s]", id);
}

static void add_licenses(struct graph *g, const struct artifact *a, size_t n, const char *model)
{
	const char *declared = declared_expression(a, &g->arena);
	relate(g, iri(g, "concluded-%zu", n), model, "hasConcludedLicense",
	       license_list(g, iri(g, "concluded-license-%zu", n), a->concluded, a->expression));
	relate(g, iri(g, "declared-%zu", n), model, "hasDeclaredLicense",
	       license_list(g, iri(g, "declared-license-%zu", n), declared, declared ? a->declared[0].expression : NULL));
}

/* --- models ---------------------------------------------------------------------------------------------------------------- */

static void add_files(struct graph *g, const struct artifact *a, size_t n, const char *model)
{
	json_t *files = json_array();
	for (size_t i = 0; i < a->n_weights; i++) {
		const struct weights *w = a->weights[i]->detail;
		const char *id = iri(g, "file-%zu-%zu", n, i);
		char hex[65];
		say_hex(w->sha256, sizeof w->sha256, hex);
		json_t *e = element(g, "software_File", id);
		json_put(e, "name", json_shown(a->weights[i]->at.entry, SHOWN_NAME));
		json_put(e, "software_primaryPurpose", json_string("model"));
		json_put_shown(e, "comment",
			       arena_printf(&g->arena, "%s, %llu bytes%s%s", w->format, (unsigned long long)w->size,
					    w->pointer ? "; only a pointer is here: " : "", w->pointer ? w->pointer : ""));
		json_put(e, "verifiedUsing",
			 json_pack("[{s:s,s:s,s:s}]", "type", "Hash", "algorithm", "sha256", "hashValue", hex));
		json_array_append_new(files, json_string(id));
	}
	if (json_array_size(files))
		relate(g, iri(g, "contains-%zu", n), model, "contains", json_incref(files));
	json_decref(files);
}

static void add_parents(struct graph *g, const struct artifact *a, size_t n, const char *model)
{
	for (size_t i = 0; i < a->n_lineage; i++) {
		const struct edge *edge = &a->lineage[i];
		if (edge->self || edge->family || edge->strength < EDGE_TRACE)
			continue;
		const char *id = iri(g, "parent-%zu-%zu", n, i);
		json_t *parent = element(g, "ai_AIPackage", id);
		json_put(parent, "name", json_shown(edge->parent, SHOWN_SENTENCE));
		json_put_shown(parent, "comment",
			       arena_printf(&g->arena, "%s. %s", edge->relation, edge->n_evidence ? edge->evidence[0].how : ""));
		relate(g, iri(g, "descent-%zu-%zu", n, i), model, "descendantOf", json_pack("[s]", id));
	}
}

static void annotate(struct graph *g, const char *id, const char *subject, const char *statement)
{
	json_t *e = element(g, "Annotation", id);
	json_put(e, "annotationType", json_string("other"));
	json_put(e, "subject", json_string(subject));
	json_put(e, "contentType", json_string("text/plain"));
	json_put_shown(e, "statement", statement);
}

static void add_notes(struct graph *g, const struct artifact *a, size_t n, const char *model)
{
	annotate(g, iri(g, "verdict-%zu", n), model, arena_printf(&g->arena, "verdict: %s", verdict_name(a->verdict)));
	const char *comment = license_comment(a, &g->arena);
	if (*comment)
		annotate(g, iri(g, "licenses-%zu", n), model, comment);
	for (size_t i = 0; i < a->n_findings; i++)
		annotate(g, iri(g, "finding-%zu-%zu", n, i), model,
			 arena_printf(&g->arena, "%s: %s", a->findings[i].id, a->findings[i].message));
	for (size_t i = 0; i < a->n_restrictions; i++) {
		const struct restriction *r = a->restrictions[i]->detail;
		annotate(g, iri(g, "restriction-%zu-%zu", n, i), model,
			 arena_printf(&g->arena, "%s (%s) %s: %s", r->kind->id, say_values(&r->values, &g->arena),
				      say_place(&a->restrictions[i]->at, &g->arena),
				      r->text ? r->text : "from the record of the license"));
	}
}

static void put_list(json_t *e, const char *name, const char *value)
{
	if (value)
		json_object_set_new(e, name, json_pack("[o]", json_shown(value, SHOWN_SENTENCE)));
}

static const char *training(const struct traits *t, struct arena *a)
{
	const char *list = NULL;
	for (size_t i = 0; i < t->n_datasets; i++)
		list = arena_printf(a, "%s%s",
				    list ? arena_printf(a, "%s, ", list) : "Data sets that are named: ", t->datasets[i]);
	return list;
}

static const char *add_model(struct graph *g, size_t n, const struct traits *t)
{
	const struct artifact *a = &g->results->artifacts->at[n];
	const char *id = iri(g, "model-%zu", n), *limits = restriction_summary(a, &g->arena);
	json_t *e = element(g, a->n_weights ? "ai_AIPackage" : "software_Package", id);
	json_put(e, "name", json_shown(*a->name ? a->name : "model", SHOWN_SENTENCE));
	json_put(e, "software_primaryPurpose", json_string(a->n_weights ? "model" : "data"));
	json_put_shown(e, "software_packageVersion", t->version);
	if (*limits)
		json_put_shown(e, "summary", arena_printf(&g->arena, "Restrictions: %s", limits));
	if (a->n_weights) {
		put_list(e, "ai_typeOfModel", t->architecture ? t->architecture : t->family);
		put_list(e, "ai_domain", t->task);
		json_put_shown(e, "ai_informationAboutTraining", training(t, &g->arena));
		json_put_shown(e, "ai_limitation", *limits ? limits : NULL);
	}
	add_licenses(g, a, n, id);
	add_files(g, a, n, id);
	add_parents(g, a, n, id);
	add_notes(g, a, n, id);
	return id;
}

/* --- the document ---------------------------------------------------------------------------------------------------------- */

static void collection(json_t *graph, const char *type, const char *id, const char *name, json_t *roots, json_t *elements)
{
	json_array_append_new(graph,
			      json_pack("{s:s,s:s,s:s,s:o,s:o,s:o,s:[s,s,s,s]}", "type", type, "spdxId", id, "creationInfo",
					creation, "name", json_shown(name, SHOWN_NAME), "rootElement", roots, "element", elements,
					"profileConformance", "core", "software", "simpleLicensing", "ai"));
}

static json_t *document_json(const struct results *r, const char *namespace)
{
	struct graph g = {.results = r, .namespace = namespace, .elements = json_array(), .ids = json_array()};
	arena_init(&g.arena);
	license_refs_collect(&g.refs, r, &g.arena);
	const struct traits *traits = traits_collect(r, &g.arena);
	const char *agent = iri(&g, "licet"), *bom = iri(&g, "bom");
	json_array_append_new(
		g.elements,
		json_pack("{s:s,s:s,s:s,s:s,s:[s],s:s}", "type", "CreationInfo", "@id", creation, "specVersion", "3.0.1",
			  "created", report_time_or_epoch(&g.arena), "createdBy", agent, "comment",
			  "The time is SOURCE_DATE_EPOCH, or 1970-01-01 when that is not set: the same input gives the same "
			  "document."));
	json_object_set_new(element(&g, "SoftwareAgent", agent), "name", json_string("licet " LICET_VERSION));
	add_license_texts(&g);
	json_t *models = json_array();
	for (size_t i = 0; i < r->artifacts->count; i++)
		json_array_append_new(models, json_string(add_model(&g, i, &traits[i])));
	collection(g.elements, "software_Sbom", bom, r->input, models, json_copy(g.ids));
	json_array_append_new(g.ids, json_string(bom));
	collection(g.elements, "SpdxDocument", iri(&g, "document"), r->input, json_pack("[s]", bom), g.ids);
	arena_release(&g.arena);
	return json_pack("{s:s,s:o}", "@context", "https://spdx.org/rdf/3.0.1/spdx-context.jsonld", "@graph", g.elements);
}

static int write(const struct results *r, const struct output *out, struct err *e)
{
	char uuid[UUID_TEXT], namespace[UUID_TEXT + 16];
	json_t *draft = document_json(r, "urn:uuid:#");
	uuid_of_json(draft, uuid);
	json_decref(draft);
	snprintf(namespace, sizeof namespace, "urn:uuid:%s#", uuid);
	return json_write(document_json(r, namespace), JSON_INDENTED, out->to, e);
}

const struct report report_spdx = {
	.id = "spdx",
	.title = "SPDX 3.0.1 JSON-LD with the AI profile",
	.write = write,
};
