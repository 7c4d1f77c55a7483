/* SPDX-License-Identifier: MIT */
/*
 * spdx-2.3: SPDX 2.3 as JSON, for those who need it. The format demands SHA-1 of files, which licet does not take; so each file
 * of weights is a package with its SHA-256 that the model's package contains. A LicenseRef-… has a text that stands for it.
 */
#include "report/identity.h"
#include "report/report.h"
#include "report/say.h"
#include "report/shown.h"
#include "report/traits.h"
#include "report/json_text.h"

#include <stdio.h>
#include <string.h>

#ifndef LICET_VERSION
#define LICET_VERSION "unknown"
#endif

struct document {
	const struct results *results;
	struct arena arena;
	json_t *packages, *relationships;
};

static void relate(struct document *d, const char *from, const char *type, const char *to)
{
	json_array_append_new(d->relationships, json_pack("{s:s,s:s,s:s}", "spdxElementId", from, "relationshipType", type,
							  "relatedSpdxElement", to));
}

/* A new package in the document; borrowed. */
static json_t *package(struct document *d, const char *id, const char *name, const char *concluded, const char *declared)
{
	json_t *p = json_pack("{s:s,s:o,s:s,s:b,s:s,s:s,s:s}", "SPDXID", id, "name",
			      json_shown(*name ? name : "model", SHOWN_NAME), "downloadLocation", "NOASSERTION", "filesAnalyzed",
			      0, "licenseConcluded", concluded ? concluded : "NOASSERTION", "licenseDeclared",
			      declared ? declared : "NOASSERTION", "copyrightText", "NOASSERTION");
	json_array_append_new(d->packages, p);
	return p;
}

static void add_files(struct document *d, const struct artifact *a, size_t n, const char *model)
{
	for (size_t i = 0; i < a->n_weights; i++) {
		const struct weights *w = a->weights[i]->detail;
		const char *id = arena_printf(&d->arena, "SPDXRef-file-%zu-%zu", n, i);
		char hex[65];
		say_hex(w->sha256, sizeof w->sha256, hex);
		json_t *p = package(d, id, a->weights[i]->at.entry, NULL, NULL);
		json_put_shown(p, "packageFileName", a->weights[i]->at.entry);
		json_put(p, "checksums", json_pack("[{s:s,s:s}]", "algorithm", "SHA256", "checksumValue", hex));
		json_put_shown(p, "comment",
			       arena_printf(&d->arena, "weights (%s), %llu bytes", w->format, (unsigned long long)w->size));
		relate(d, model, "CONTAINS", id);
	}
}

static void add_parents(struct document *d, const struct artifact *a, size_t n, const char *model)
{
	for (size_t i = 0; i < a->n_lineage; i++) {
		const struct edge *e = &a->lineage[i];
		if (e->self || e->family || e->strength < EDGE_TRACE)
			continue;
		const char *id = arena_printf(&d->arena, "SPDXRef-parent-%zu-%zu", n, i);
		json_put_shown(package(d, id, e->parent, NULL, NULL), "comment",
			       e->n_evidence ? e->evidence[0].how : e->relation);
		relate(d, model, "DESCENDANT_OF", id);
	}
}

static json_t *annotations_json(struct document *d, const struct artifact *a)
{
	json_t *list = json_array();
	for (size_t i = 0; i < a->n_findings; i++)
		json_array_append_new(
			list, json_pack("{s:s,s:s,s:s,s:o}", "annotationDate", report_time_or_epoch(&d->arena), "annotationType",
					"OTHER", "annotator", "Tool: licet-" LICET_VERSION, "comment",
					json_shown(arena_printf(&d->arena, "%s: %s", a->findings[i].id, a->findings[i].message),
						   SHOWN_SENTENCE)));
	return list;
}

static void add_model(struct document *d, size_t n, const struct traits *t)
{
	const struct artifact *a = &d->results->artifacts->at[n];
	const char *id = arena_printf(&d->arena, "SPDXRef-model-%zu", n), *limits = restriction_summary(a, &d->arena);
	json_t *p = package(d, id, a->name, a->concluded, declared_expression(a, &d->arena));
	json_put_shown(p, "versionInfo", t->version);
	json_put_shown(p, "licenseComments", license_comment(a, &d->arena));
	json_put_shown(
		p, "comment",
		arena_printf(&d->arena, "verdict: %s%s%s", verdict_name(a->verdict), *limits ? "; restrictions: " : "", limits));
	json_t *annotations = annotations_json(d, a);
	if (json_array_size(annotations))
		json_object_set(p, "annotations", annotations);
	json_decref(annotations);
	relate(d, "SPDXRef-DOCUMENT", "DESCRIBES", id);
	add_files(d, a, n, id);
	add_parents(d, a, n, id);
}

static json_t *extracted_json(const struct results *r, struct arena *a)
{
	struct license_refs refs;
	json_t *list = json_array();
	license_refs_collect(&refs, r, a);
	for (size_t i = 0; i < refs.count; i++) {
		const struct license_ref *ref = &refs.at[i];
		json_t *o =
			json_pack("{s:o,s:o,s:o}", "licenseId", json_shown(ref->id, SHOWN_NAME), "name",
				  json_shown(ref->name, SHOWN_SENTENCE), "extractedText", json_shown(ref->text, SHOWN_SENTENCE));
		if (ref->license && ref->license->urls.count)
			json_put(o, "seeAlsos", json_pack("[s]", ref->license->urls.at[0]));
		json_array_append_new(list, o);
	}
	return list;
}

static json_t *document_json(const struct results *r)
{
	struct document d = {.results = r, .packages = json_array(), .relationships = json_array()};
	arena_init(&d.arena);
	const struct traits *traits = traits_collect(r, &d.arena);
	for (size_t i = 0; i < r->artifacts->count; i++)
		add_model(&d, i, &traits[i]);
	json_t *creation =
		json_pack("{s:s,s:[s],s:s}", "created", report_time_or_epoch(&d.arena), "creators", "Tool: licet-" LICET_VERSION,
			  "comment", "The time is SOURCE_DATE_EPOCH, or 1970-01-01 when that is not set.");
	json_t *document = json_pack("{s:s,s:s,s:s,s:o,s:o,s:o,s:o,s:o}", "spdxVersion", "SPDX-2.3", "dataLicense", "CC0-1.0",
				     "SPDXID", "SPDXRef-DOCUMENT", "name", json_shown(r->input, SHOWN_NAME), "creationInfo",
				     creation, "packages", d.packages, "relationships", d.relationships,
				     "hasExtractedLicensingInfos", extracted_json(r, &d.arena));
	arena_release(&d.arena);
	return document;
}

static int write(const struct results *r, const struct output *out, struct err *e)
{
	char uuid[UUID_TEXT];
	json_t *document = document_json(r);
	uuid_of_json(document, uuid);
	json_put(document, "documentNamespace", json_sprintf("urn:uuid:%s", uuid));
	return json_write(document, JSON_INDENTED, out->to, e);
}

const struct report report_spdx_2 = {
	.id = "spdx-2.3",
	.title = "SPDX 2.3 JSON",
	.write = write,
};
