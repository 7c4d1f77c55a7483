/* SPDX-License-Identifier: MIT */
#include "policy/schema.h"

#include "base/json_memory.h"
#include "policy/parts.h"

#include <string.h>

/* --- pieces ----------------------------------------------------------------------------------------------------------------- */

static json_t *one_of_words(json_t *words)
{
	return json_pack("{s:o}", "enum", words);
}

static json_t *text_like(const char *pattern)
{
	return json_pack("{s:s,s:s}", "type", "string", "pattern", pattern);
}

/* A text or a list of them: field_strings takes both. */
static json_t *one_or_more(json_t *item)
{
	json_t *list = json_pack("{s:s,s:O}", "type", "array", "items", item);
	return json_pack("{s:[o,o]}", "anyOf", item, list);
}

static json_t *at_least_one(json_t *item)
{
	json_t *some = one_or_more(item);
	json_object_set_new(json_array_get(json_object_get(some, "anyOf"), 1), "minItems", json_integer(1));
	return some;
}

static json_t *map_of(json_t *properties)
{
	return json_pack("{s:s,s:b,s:o}", "type", "object", "additionalProperties", 0, "properties", properties);
}

static json_t *number_with(const char *rest)
{
	char pattern[80];
	snprintf(pattern, sizeof pattern, "^[0-9]+(\\.[0-9]+)?[KMB]?%s$", rest);
	return text_like(pattern);
}

/* --- by reader -------------------------------------------------------------------------------------------------------------- */

/* What stands once in `$defs`. */
static json_t *defined(const char *name)
{
	char ref[40];
	snprintf(ref, sizeof ref, "#/$defs/%s", name);
	return json_pack("{s:s}", "$ref", ref);
}

static json_t *kind_names(const struct catalog *c, bool duties)
{
	json_t *words = json_array();
	for (uint32_t i = 0; i < c->n_kinds; i++)
		if (c->kinds[i].role == ROLE_RESTRICTION && (!duties || kind_is_duty(&c->kinds[i])))
			json_array_append_new(words, json_string(c->kinds[i].id));
	return one_of_words(words);
}

static json_t *of_kind(const struct catalog *c)
{
	(void)c;
	return defined("kind");
}

static json_t *of_kinds(const struct catalog *c)
{
	return one_or_more(of_kind(c));
}

static json_t *of_duties(const struct catalog *c)
{
	(void)c;
	return one_or_more(defined("duty"));
}

static json_t *of_words(const struct catalog *c)
{
	(void)c;
	return text_like("\\S");
}

static json_t *of_licenses(const struct catalog *c)
{
	return one_or_more(of_words(c));
}

static json_t *of_categories(const struct catalog *c)
{
	json_t *seen = json_object(), *words = json_array();
	for (uint32_t i = 0; i < c->n_licenses; i++) {
		const char *category = c->licenses[i].category;
		if (category && !json_object_get(seen, category)) {
			json_object_set_new(seen, category, json_true());
			json_array_append_new(words, json_string(category));
		}
	}
	json_decref(seen);
	return one_or_more(one_of_words(words));
}

static json_t *finding_names(bool (*wanted)(int number))
{
	json_t *words = json_array();
	for (int i = 0; i < N_FINDINGS; i++)
		if (!wanted || wanted(i))
			json_array_append_new(words, json_string(finding_table[i].id));
	return one_of_words(words);
}

static json_t *finding_but(bool (*left_out)(int number))
{
	json_t *finding = defined("finding");
	json_put(finding, "not", finding_names(left_out));
	return finding;
}

static json_t *of_finding(const struct catalog *c)
{
	(void)c;
	return finding_but(finding_cannot_be_waived);
}

static json_t *of_findings(const struct catalog *c)
{
	(void)c;
	return one_or_more(defined("finding"));
}

static bool cannot_be_ignored(int number)
{
	return number == FINDING_NO_LICENSE_EVIDENCE || finding_denies(number);
}

static json_t *of_ignored(const struct catalog *c)
{
	(void)c;
	return one_or_more(finding_but(cannot_be_ignored));
}

static json_t *severities(int most)
{
	json_t *words = json_array();
	for (int i = 0; i <= most; i++)
		json_array_append_new(words, json_string(i == NEVER ? "never" : severity_name((enum severity)i)));
	return one_of_words(words);
}

static json_t *of_threshold(const struct catalog *c)
{
	(void)c;
	return severities(NEVER);
}

static json_t *of_severities(const struct catalog *c)
{
	(void)c;
	return json_pack("{s:s,s:o,s:o}", "type", "object", "propertyNames", finding_but(finding_denies), "additionalProperties",
			 severities(SEVERITY_ERROR));
}

static json_t *of_sha256(const struct catalog *c)
{
	(void)c;
	return text_like("^[0-9a-f]{64}$");
}

static json_t *of_day(const struct catalog *c)
{
	(void)c;
	json_t *day = text_like("^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$");
	json_put(day, "format", json_string("date"));
	return day;
}

/* What field_waived_path takes. */
static json_t *of_waived_path(const struct catalog *c)
{
	json_t *path = of_words(c);
	json_put(path, "not", json_pack("{s:s}", "pattern", "^/|(^|/)\\.\\.(/|$)"));
	return path;
}

static void put_region(void *seen, const char *code, size_t n)
{
	json_object_setn_new(seen, code, n, json_true());
}

static json_t *region_names(const struct catalog *c)
{
	json_t *seen = json_pack("{s:b}", "everywhere", 1), *words = json_array();
	catalog_each_region(c, put_region, seen);
	for (void *i = json_object_iter(seen); i; i = json_object_iter_next(seen, i))
		json_array_append_new(words, json_string(json_object_iter_key(i)));
	json_decref(seen);
	return one_of_words(words);
}

static json_t *use_schema(const struct catalog *c, const struct use *u)
{
	json_t *words;
	switch (u->form) {
	case USE_YES_NO:
		return json_pack("{s:s}", "type", "boolean");
	case USE_NUMBER:
		return json_pack("{s:[{s:s,s:i},o]}", "anyOf", "type", "number", "minimum", 0, number_with(""));
	case USE_MONEY:
		return number_with(" [A-Z]{3}(/(month|year))?");
	case USE_REGIONS:
		return at_least_one(region_names(c));
	case USE_WORDS:
		break;
	}
	words = json_array();
	for (uint32_t i = 0; i < u->words.count; i++)
		json_array_append_new(words, json_string(u->words.at[i]));
	return one_or_more(one_of_words(words));
}

/* A use that is left empty is one that is not said. */
static json_t *of_use(const struct catalog *c)
{
	json_t *properties = json_object();
	for (uint32_t i = 0; i < c->n_uses; i++)
		json_object_set_new(properties, c->uses[i].id,
				    json_pack("{s:s,s:[o,{s:s}]}", "description", c->uses[i].asks, "anyOf",
					      use_schema(c, &c->uses[i]), "type", "null"));
	return map_of(properties);
}

static json_t *of_waivers(const struct catalog *c);

static const struct {
	int (*read)(const struct load *, const struct yaml *, void *, struct err *);
	json_t *(*schema)(const struct catalog *);
	const struct field *fields; /* of a map */
} readers[] = {
	{field_words, of_words, NULL},
	{field_use, of_use, NULL},
	{field_deny, NULL, deny_fields},
	{field_allow, NULL, allow_fields},
	{field_review, NULL, review_fields},
	{field_ignore, NULL, ignore_fields},
	{field_require, NULL, require_fields},
	{field_verdict, NULL, verdict_fields},
	{field_severities, of_severities, NULL},
	{field_waivers, of_waivers, NULL},
	{field_kind, of_kind, NULL},
	{field_kinds, of_kinds, NULL},
	{field_duties, of_duties, NULL},
	{field_licenses, of_licenses, NULL},
	{field_categories, of_categories, NULL},
	{field_finding, of_finding, NULL},
	{field_findings, of_findings, NULL},
	{field_ignored, of_ignored, NULL},
	{field_threshold, of_threshold, NULL},
	{field_sha256, of_sha256, NULL},
	{field_day, of_day, NULL},
	{field_waived_path, of_waived_path, NULL},
};

static json_t *fields_schema(const struct catalog *c, const struct field *table);

/* A field whose reader has no schema makes the whole NULL, which the tests see. */
static json_t *reader_schema(const struct catalog *c, const struct field *f)
{
	for (size_t i = 0; i < sizeof readers / sizeof *readers; i++)
		if (readers[i].read == f->read)
			return readers[i].schema ? readers[i].schema(c) : fields_schema(c, readers[i].fields);
	return NULL;
}

/* A field that need not be there may be empty, too. */
static json_t *fields_schema(const struct catalog *c, const struct field *table)
{
	json_t *properties = json_object(), *required = json_array();
	for (const struct field *f = table; f->name; f++) {
		json_t *one = reader_schema(c, f);
		if (f->required)
			json_array_append_new(required, json_string(f->name));
		else
			one = json_pack("{s:[o,{s:s}]}", "anyOf", one, "type", "null");
		json_object_set_new(properties, f->name, one);
	}
	json_t *map = map_of(properties);
	if (json_array_size(required))
		json_object_set(map, "required", required);
	json_decref(required);
	return map;
}

static json_t *of_waivers(const struct catalog *c)
{
	json_t *waiver = fields_schema(c, waiver_fields);
	json_put(waiver, "allOf",
		 json_pack("[{s:[{s:[s]},{s:[s]}]},{s:[{s:[s]},{s:[s]}]},{s:{s:[s,s]},s:{s:{s:o}}}]", "anyOf", "required", "path",
			   "required", "sha256", "anyOf", "required", "finding", "required", "kind", "if", "required", "finding",
			   "kind", "then", "properties", "finding", finding_names(finding_is_about_kind)));
	return json_pack("{s:s,s:o}", "type", "array", "items", waiver);
}

json_t *policy_schema(const struct catalog *c)
{
	json_t *schema = json_pack("{s:s,s:s,s:s}", "$schema", "https://json-schema.org/draft/2020-12/schema", "title",
				   "A policy of licet", "description",
				   "What you mean to do with models and what you accept. Made by `licet policy schema`.");
	json_t *fields = fields_schema(c, policy_fields);
	json_object_update(schema, fields);
	json_decref(fields);
	json_put(schema, "$defs",
		 json_pack("{s:o,s:o,s:o}", "kind", kind_names(c, false), "duty", kind_names(c, true), "finding",
			   finding_names(NULL)));
	return schema;
}
