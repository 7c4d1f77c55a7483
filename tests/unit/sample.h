/* SPDX-License-Identifier: MIT */
/*
 * sample: a small catalog of invented licenses, and evidence built fact by fact, for the tests of findings, policy and report.
 */
#ifndef LICET_TESTS_SAMPLE_H
#define LICET_TESTS_SAMPLE_H
#include "findings/artifact.h"

#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <setjmp.h>
#include <cmocka.h>
#include <string.h>

static const char *const cap_values[] = {"limit", "metric"};

static const char *const counted[] = {"users"};
static const struct bearing cap_bears[] = {{.use = "users", .limit = "limit", .when = "metric", .when_words = {counted, 1}}};
static const struct bearing trade_bears[] = {{.use = "commercial"}};
static const struct bearing badge_bears[] = {{.use = "hosting", .then = BEARS_DUTY}};
static const char *const sum_values[] = {"amount", "currency", "period"};
static const char *const gifts[] = {"gift"};
static const struct bearing sum_bears[] = {{.use = "revenue", .limit = "amount", .doubt = {gifts, 1}}};
static const char *const area_values[] = {"regions", "granted"};
static const char *const only[] = {"only"};
static const struct bearing area_bears[] = {
	{.use = "regions", .limit = "regions", .without = "granted", .doubt = {only, 1}},
	{.use = "regions", .limit = "granted", .outside = true, .with = "granted"},
};
static const char *const war[] = {"war"};
static const struct bearing field_bears[] = {{.use = "fields", .words = {war, 1}}};
static const struct bearing ask_bears[] = {{.then = BEARS_ASKS}};

static const char *const sample_fields[] = {"war", "law"};
static const struct use sample_uses[] = {
	{"users", "How many users?", USE_NUMBER, {0}}, {"commercial", "For money?", USE_YES_NO, {0}},
	{"hosting", "As a service?", USE_YES_NO, {0}}, {"revenue", "How much money?", USE_MONEY, {0}},
	{"regions", "Where?", USE_REGIONS, {0}},       {"fields", "In what?", USE_WORDS, {sample_fields, 2}},
};
static const struct pair sample_groups[] = {{"EU", "DE,FR"}};
static const struct named_code sample_regions[] = {
	{"european union", "EU"}, {"france", "FR"}, {"germany", "DE"}, {"japan", "JP"}, {"united states", "US"}};

static const struct kind sample_kinds[] = {
	{.id = "user-cap",
	 .title = "Not for many users",
	 .means = "…",
	 .remedy = "…",
	 .weight = WEIGHT_HIGH,
	 .values = {cap_values, 2},
	 .bearings = cap_bears,
	 .n_bearings = 1},
	{.id = "no-trade",
	 .title = "Not for trade",
	 .means = "…",
	 .remedy = "…",
	 .weight = WEIGHT_HIGH,
	 .bearings = trade_bears,
	 .n_bearings = 1},
	{.id = "show-badge",
	 .title = "A badge must be shown",
	 .means = "…",
	 .remedy = "…",
	 .weight = WEIGHT_MEDIUM,
	 .bearings = badge_bears,
	 .n_bearings = 1},
	{.id = "keep-notice", .title = "The notice must be kept", .means = "…", .remedy = "…", .weight = WEIGHT_LOW},
	{.id = "money-cap",
	 .title = "Not for the rich",
	 .means = "…",
	 .remedy = "…",
	 .weight = WEIGHT_HIGH,
	 .values = {sum_values, 3},
	 .bearings = sum_bears,
	 .n_bearings = 1},
	{.id = "closed-area",
	 .title = "Not everywhere",
	 .means = "…",
	 .remedy = "…",
	 .weight = WEIGHT_HIGH,
	 .values = {area_values, 2},
	 .bearings = area_bears,
	 .n_bearings = 2},
	{.id = "no-war",
	 .title = "Not for war",
	 .means = "…",
	 .remedy = "…",
	 .weight = WEIGHT_HIGH,
	 .bearings = field_bears,
	 .n_bearings = 1},
	{.id = "must-ask",
	 .title = "One must ask",
	 .means = "…",
	 .remedy = "…",
	 .weight = WEIGHT_HIGH,
	 .bearings = ask_bears,
	 .n_bearings = 1},
};

enum { USER_CAP, NO_TRADE, SHOW_BADGE, KEEP_NOTICE, MONEY_CAP, CLOSED_AREA, NO_WAR, MUST_ASK };

static const struct pair cap_of_a_million[] = {{"limit", "1000000"}, {"metric", "users"}};
static const struct term heron_terms[] = {
	{.kind = &sample_kinds[0], .clause = "2", .values = {cap_of_a_million, 2}},
	{.kind = &sample_kinds[2], .clause = "1.b"},
};
static const struct term wren_terms[] = {{.kind = &sample_kinds[3]}};
static const struct term owl_terms[] = {{.kind = &sample_kinds[1], .clause = "3"}};
static const char *const heron_urls[] = {"https://heron.example/license/"};

static const char *const nest_excepts[] = {"swan-2.0"};
static const struct pair nest_replaces[] = {{"Swan-2.0-with-nest-exception", "Swan-2.0-only"}, {"Nestling", "Swan-2.0-or-later"}};

static const char *const herons[] = {"heron-1", "heron-2"};

/* Sorted by id. */
static const struct license sample_licenses[] = {
	{.id = "heron-1",
	 .spdx = "LicenseRef-heron-1",
	 .name = "Heron Community License 1",
	 .version = "1",
	 .category = "community-restricted",
	 .successor = "heron-2",
	 .terms = heron_terms,
	 .n_terms = 2},
	{.id = "heron-2",
	 .spdx = "LicenseRef-heron-2",
	 .name = "Heron Community License 2",
	 .version = "2",
	 .category = "community-restricted",
	 .predecessor = "heron-1",
	 .urls = {heron_urls, 1},
	 .terms = heron_terms,
	 .n_terms = 2},
	{.id = "heron-family",
	 .spdx = "LicenseRef-heron-family",
	 .name = "Heron License, version not stated",
	 .category = "community-restricted",
	 .members = {herons, 2},
	 .terms = heron_terms,
	 .n_terms = 1},
	{.id = "heron-policy",
	 .spdx = "LicenseRef-heron-policy",
	 .name = "Heron Use Policy",
	 .category = "policy",
	 .policy = true},
	{.id = "nest-exception-1.0",
	 .spdx = "Nest-exception-1.0",
	 .spdx_listed = true,
	 .name = "Nest Exception 1.0",
	 .category = "exception",
	 .exception = true,
	 .excepts = {nest_excepts, 1},
	 .replaces = {nest_replaces, 2}},
	{.id = "owl",
	 .spdx = "Owl-NC-4.0",
	 .spdx_listed = true,
	 .name = "Owl Non-Trade License 4.0",
	 .version = "4.0",
	 .category = "non-commercial",
	 .terms = owl_terms,
	 .n_terms = 1},
	{.id = "swan-2.0",
	 .spdx = "Swan-2.0-only",
	 .spdx_listed = true,
	 .name = "Swan Public License 2.0",
	 .version = "2.0",
	 .category = "copyleft"},
	{.id = "wren",
	 .spdx = "Wren",
	 .spdx_listed = true,
	 .name = "Wren License",
	 .category = "permissive",
	 .terms = wren_terms,
	 .n_terms = 1},
};

enum { HERON_1, HERON_2, HERON_FAMILY, HERON_POLICY, NEST, OWL, SWAN, WREN };

static const char *const other_aliases[] = {"custom", "license"};
static const struct license sample_placeholders[] = {
	{.id = "other", .spdx = "LicenseRef-other", .name = "Other", .placeholder = true, .aliases = {other_aliases, 2}},
};

/* Sorted by key. */
static const struct alias sample_aliases[] = {
	{"heron", HERON_2},
	{"heron-1", HERON_1},
	{"heron-2", HERON_2},
	{"heron-family", HERON_FAMILY},
	{"heron-policy", HERON_POLICY},
	{"nest-exception", NEST},
	{"nest-exception-1-0", NEST},
	{"nestling", NEST},
	{"owl", OWL},
	{"owl-nc-4-0", OWL},
	{"owl-non-trade-license-4-0", OWL},
	{"swan-2-0", SWAN},
	{"swan-2-0-only", SWAN},
	{"swan-2-0-with-nest-exception", NEST},
	{"swan-public-license-2-0", SWAN},
	{"wren", WREN},
	{"wren-license", WREN},
};

/* As catalog/address.h folds them. */
static const struct alias sample_addresses[] = {{"heron.example/license", HERON_2}};

/* Sorted by name. */
static const struct named_code sample_subjects[] = {
	{"code", "code"}, {"data", "data"}, {"model", "weights"}, {"models", "weights"}, {"weights", "weights"},
};

static const char default_policy[] = "name: default\n";
static const char gate_policy[] = "name: gate\ndeny: {kinds: [no-trade]}\n";
static const struct data_file sample_policies[] = {
	{"rules/policies/default.yaml", default_policy, sizeof default_policy - 1},
	{"rules/policies/gate.yaml", gate_policy, sizeof gate_policy - 1},
};

static const char *const sample_free[] = {"permissive", "public-domain"}, *const sample_intentions[] = {"meant"};

static const struct catalog sample_catalog = {
	.free_of_terms = {sample_free, 2},
	.intentions = {sample_intentions, 1},
	.kinds = sample_kinds,
	.n_kinds = sizeof sample_kinds / sizeof *sample_kinds,
	.licenses = sample_licenses,
	.n_licenses = sizeof sample_licenses / sizeof *sample_licenses,
	.placeholders = sample_placeholders,
	.n_placeholders = 1,
	.aliases = sample_aliases,
	.n_aliases = sizeof sample_aliases / sizeof *sample_aliases,
	.addresses = sample_addresses,
	.n_addresses = 1,
	.uses = sample_uses,
	.n_uses = sizeof sample_uses / sizeof *sample_uses,
	.region_groups = {sample_groups, 1},
	.regions = sample_regions,
	.n_regions = sizeof sample_regions / sizeof *sample_regions,
	.subjects = sample_subjects,
	.n_subjects = sizeof sample_subjects / sizeof *sample_subjects,
	.policies = sample_policies,
	.n_policies = 2,
	.digest = "00",
};

static const struct rule sample_rule = {.id = "sample-rule"};

/* --- evidence -------------------- */

static inline void put(struct evidence *ev, const struct fact *f)
{
	ARENA_AUTO struct arena a;
	struct sink s;
	arena_init(&a);
	sink_init(&s, &a, f->at.entry);
	sink_add(&s, f);
	evidence_add(ev, &s);
	sink_release(&s);
}

static inline void put_weights_file(struct evidence *ev, const char *entry, uint64_t size, const char *pointer)
{
	struct weights w = {.format = "safetensors", .size = size, .sha256 = {0xAB, 0xCD}, .pointer = pointer};
	put(ev, &(struct fact){.kind = FACT_WEIGHTS, .at = {.entry = entry}, .reader = "safetensors", .detail = &w});
}

static inline void put_document(struct evidence *ev, const char *entry, const char *role)
{
	put(ev, &(struct fact){.kind = FACT_DOCUMENT, .key = role, .at = {.entry = entry}});
}

static inline void put_declared(struct evidence *ev, const char *entry, const char *key, const char *value, uint32_t line)
{
	struct place at = {.entry = entry, .start = line * 10, .end = line * 10 + 5, .line_start = line, .line_end = line};
	put(ev, &(struct fact){.kind = FACT_DECLARED, .key = key, .value = value, .at = at, .reader = "model-card"});
}

static inline void put_meta(struct evidence *ev, const char *entry, const char *key, const char *value)
{
	put(ev, &(struct fact){.kind = FACT_META, .key = key, .value = value, .at = {.entry = entry}, .reader = "model-card"});
}

/* license: an index of sample_licenses, or -1 */
static inline void put_match(struct evidence *ev, const char *entry, int license, enum match_state state)
{
	static const struct change change = {.op = CHANGE_ADDED,
					     .section = "2",
					     .words_added = 3,
					     .start = 40,
					     .end = 60,
					     .line = 4,
					     .text = "and only indoors"};
	struct match m = {.license = license < 0 ? NULL : &sample_licenses[license],
			  .state = state,
			  .similarity = 0.99F,
			  .coverage = 1,
			  .how = "text"};
	if (state == MATCH_EXACT)
		m.similarity = 1;
	if (state == MATCH_EDITED) {
		m.changes = &change;
		m.n_changes = 1;
	}
	struct place at = {.entry = entry, .start = 0, .end = 900, .line_start = 1, .line_end = 30};
	put(ev, &(struct fact){.kind = FACT_MATCH, .at = at, .detail = &m});
}

/* A license file with a text in it. */
static inline void put_text(struct evidence *ev, const char *entry, int license, enum match_state state)
{
	put_document(ev, entry, "license");
	put_match(ev, entry, license, state);
}

static inline void put_card(struct evidence *ev, const char *entry, const char *license)
{
	put_document(ev, entry, "card");
	put_declared(ev, entry, "license", license, 2);
}

static inline void put_valued(struct evidence *ev, const char *entry, int kind, int license, const char *text, uint32_t line,
			      const struct pair *values, uint32_t n_values)
{
	struct restriction r = {.kind = &sample_kinds[kind],
				.license = license < 0 ? NULL : &sample_licenses[license],
				.rule = &sample_rule,
				.values = {values, n_values},
				.text = text};
	struct place at = {.entry = entry, .start = line * 10, .end = line * 10 + 9, .line_start = line, .line_end = line};
	put(ev, &(struct fact){.kind = FACT_RESTRICTION, .at = at, .detail = &r});
}

static inline void put_restriction(struct evidence *ev, const char *entry, int kind, int license, const char *text, uint32_t line)
{
	put_valued(ev, entry, kind, license, text, line, NULL, 0);
}

static inline void put_digest(struct evidence *ev, const char *entry, uint8_t first_byte)
{
	struct file_digest d = {.size = 1, .sha256 = {first_byte}};
	put(ev, &(struct fact){.kind = FACT_DIGEST, .at = {.entry = entry}, .detail = &d});
}

static inline void put_problem(struct evidence *ev, const char *entry, const char *sentence)
{
	put(ev, &(struct fact){.kind = FACT_PROBLEM, .key = "truncated", .value = sentence, .at = {.entry = entry, .start = 7}});
}

/* --- what came out -------------------- */

static inline const struct finding *finding_of(const struct artifact *a, const char *id)
{
	for (size_t i = 0; i < a->n_findings; i++)
		if (!strcmp(a->findings[i].id, id))
			return &a->findings[i];
	return NULL;
}

static inline const struct artifact *artifact_at(const struct artifacts *as, const char *path)
{
	for (size_t i = 0; i < as->count; i++)
		if (!strcmp(as->at[i].path, path))
			return &as->at[i];
	fail_msg("there is no artifact at '%s'", path);
	return NULL;
}

#endif
