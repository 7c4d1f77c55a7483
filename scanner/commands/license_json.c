/* SPDX-License-Identifier: MIT */
#include "commands/license_json.h"

#include "base/json_memory.h"

#include <stdio.h>

static json_t *strings_json(const struct strings *s)
{
	json_t *list = json_array();
	for (uint32_t i = 0; i < s->count; i++)
		json_array_append_new(list, json_text(s->at[i]));
	return list;
}

static json_t *terms_json(const struct license *l)
{
	json_t *list = json_array();
	for (uint32_t i = 0; i < l->n_terms; i++) {
		const struct term *t = &l->terms[i];
		json_array_append_new(list, json_pack("{s:s, s:s, s:o, s:o, s:o}", "kind", t->kind->id, "title", t->kind->title,
						      "clause", json_text(t->clause), "values", json_values(&t->values), "note",
						      json_text(t->note)));
	}
	return list;
}

static json_t *fingerprints_json(const struct license *l)
{
	json_t *list = json_array();
	for (uint32_t i = 0; i < l->n_fingerprints; i++) {
		const struct fingerprint *f = &l->fingerprints[i];
		json_array_append_new(list,
				      json_pack("{s:o, s:o, s:i, s:i}", "name", json_text(f->name), "language",
						json_text(f->language), "words", (int)f->count, "sections", (int)f->n_sections));
	}
	return list;
}

json_t *license_json(const struct license *l)
{
	json_t *o = json_object();
	const struct {
		const char *key, *value;
	} texts[] = {
		{"id", l->id},
		{"spdx", l->placeholder ? NULL : l->spdx},
		{"name", l->name},
		{"publisher", l->publisher},
		{"version", l->version},
		{"date", l->date},
		{"category", l->category},
		{"predecessor", l->predecessor},
		{"successor", l->successor},
		{"translation_of", l->translation_of},
	};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		json_object_set_new(o, texts[i].key, json_text(texts[i].value));
	json_put(o, "spdx_listed", json_boolean(l->spdx_listed));
	json_put(o, "osi", json_boolean(l->osi));
	json_put(o, "fsf", json_boolean(l->fsf));
	json_put(o, "open_definition", json_boolean(l->open_definition));
	json_put(o, "policy", json_boolean(l->policy));
	json_put(o, "placeholder", json_boolean(l->placeholder));
	json_put(o, "exception", json_boolean(l->exception));
	json_put(o, "aliases", strings_json(&l->aliases));
	json_put(o, "huggingface", strings_json(&l->huggingface));
	json_put(o, "urls", strings_json(&l->urls));
	json_put(o, "languages", strings_json(&l->languages));
	json_put(o, "incorporates", strings_json(&l->incorporates));
	json_put(o, "members", strings_json(&l->members));
	json_put(o, "excepts", strings_json(&l->excepts));
	json_put(o, "replaces", json_values(&l->replaces));
	json_put(o, "terms_of", strings_json(&l->terms_of));
	json_put(o, "summary", json_text(l->summary));
	json_put(o, "terms", terms_json(l));
	json_put(o, "clauses", json_values(&l->clauses));
	json_put(o, "compatible", strings_json(&l->compatible));
	json_put(o, "later_versions", json_boolean(l->later_versions));
	json_put(o, "wider_licenses", json_boolean(l->wider_licenses));
	json_put(o, "larger_work", json_boolean(l->larger_work));
	json_put(o, "fingerprints", fingerprints_json(l));
	return o;
}
