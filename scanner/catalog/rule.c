/* SPDX-License-Identifier: MIT */
/* rules/<topic>/<id>.yaml: one rule. Patterns are only put together here; PCRE2 compiles them in findings/rules.c. */
#include "base/buf.h"
#include "catalog/parts.h"

#include <string.h>

enum { PATTERN_MAX = 16384, EXPAND_DEPTH = 16 };

static const char *named_pattern(const struct load *l, const char *name, size_t len)
{
	for (uint32_t i = 0; l->patterns && i < l->patterns->count; i++) {
		const struct pair *p = &l->patterns->at[i];
		if (strlen(p->key) == len && !memcmp(p->key, name, len))
			return p->value;
	}
	return NULL;
}

static int expand_into(const struct load *l, const struct yaml *node, const char *from, int depth, struct buf *out, struct err *e)
{
	if (depth > EXPAND_DEPTH)
		return load_fail(l, node, e, "the pattern uses itself, by way of %%{…}");
	for (const char *use; (use = strstr(from, "%{")); from = strchr(use, '}') + 1) {
		const char *end = strchr(use, '}');
		const char *inner = end ? named_pattern(l, use + 2, (size_t)(end - use - 2)) : NULL;
		if (!inner)
			return load_fail(l, node, e, "there is no pattern '%.*s' in rules/patterns.yaml",
					 end ? (int)(end - use + 1) : 20, use);
		if (buf_add(out, from, (size_t)(use - from)) < 0 || buf_add_str(out, "(?:") < 0 ||
		    expand_into(l, node, inner, depth + 1, out, e) < 0 || buf_add_str(out, ")") < 0)
			return out->overflow ? load_fail(l, node, e, "the pattern is longer than %d bytes", PATTERN_MAX) : -1;
	}
	return buf_add_str(out, from) < 0 ? load_fail(l, node, e, "the pattern is longer than %d bytes", PATTERN_MAX) : 0;
}

const char *pattern_expand(const struct load *l, const struct yaml *node, const char *from, struct err *e)
{
	BUF_AUTO struct buf b;
	buf_init(&b, PATTERN_MAX);
	return expand_into(l, node, from, 0, &b, e) < 0 ? NULL : arena_strdup(l->arena, buf_str(&b));
}

static int field_patterns(const struct load *l, const struct yaml *node, void *target, struct err *e)
{
	struct strings raw = {0};
	if (field_strings(l, node, &raw, e) < 0)
		return -1;
	const char **at = arena_array(l->arena, raw.count, sizeof *at);
	for (uint32_t i = 0; i < raw.count; i++) {
		at[i] = pattern_expand(l, node->type == YAML_LIST ? node->items[i] : node, raw.at[i], e);
		if (!at[i])
			return -1;
	}
	*(struct strings *)target = (struct strings){at, raw.count};
	return 0;
}

static int field_scope(const struct load *l, const struct yaml *node, void *target, struct err *e)
{
	static const char *const names[] = {"sentence", "paragraph", "text"};
	for (int i = 0; i < 3; i++)
		if (node->type == YAML_SCALAR && !strcmp(node->text, names[i])) {
			*(enum rule_scope *)target = (enum rule_scope)i;
			return 0;
		}
	return load_fail(l, node, e, "a scope is sentence, paragraph or text");
}

static int field_rule_values(const struct load *l, const struct yaml *node, void *target, struct err *e)
{
	static const char *const types[] = {"number", "money", "percent",      "days", "duration", "date", "region",
					    "phrase", "text",  "jurisdiction", "acts", "yes",	   "no"};
	struct pairs pairs = {0};
	if (field_pairs(l, node, &pairs, e) < 0)
		return -1;
	struct rule *r = (struct rule *)((char *)target - offsetof(struct rule, values));
	struct rule_value *at = arena_array(l->arena, pairs.count, sizeof *at);
	for (uint32_t i = 0; i < pairs.count; i++) {
		const char *type = pairs.at[i].value;
		bool known = type[0] == '=';
		for (size_t k = 0; k < sizeof types / sizeof *types; k++)
			known |= !strcmp(type, types[k]);
		if (!known)
			return load_fail(l, node->items[i], e, "'%s' is no type of value", type);
		at[i] = (struct rule_value){pairs.at[i].key, type[0] == '=' ? "text" : type, type[0] == '=' ? type + 1 : NULL};
	}
	r->values = at;
	r->n_values = pairs.count;
	return 0;
}

static int read_example(const struct load *l, const struct yaml *node, struct example *out, struct err *e)
{
	static const struct field table[] = {
		{"text", field_string, offsetof(struct example, text), true},
		{"values", field_pairs, offsetof(struct example, values), false},
		{0},
	};
	if (node->type == YAML_SCALAR)
		return field_string(l, node, &out->text, e);
	return fields_read(l, node, table, out, e);
}

static int field_examples(const struct load *l, const struct yaml *node, void *target, struct err *e)
{
	if (node->type != YAML_LIST || !node->count)
		return load_fail(l, node, e, "a list of examples is needed here");
	struct rule *r = (struct rule *)((char *)target - offsetof(struct rule, fire));
	struct example *at = arena_array(l->arena, node->count, sizeof *at);
	for (size_t i = 0; i < node->count; i++)
		if (read_example(l, node->items[i], &at[i], e) < 0)
			return -1;
	r->fire = at;
	r->n_fire = (uint32_t)node->count;
	return 0;
}

/* Where each item of a field stands (of one that is no list: where it stands). NULL when it is not there. */
static const struct position *positions(const struct load *l, const struct yaml *root, const char *field)
{
	const struct yaml *node = yaml_get(root, field);
	if (!node)
		return NULL;
	size_t n = node->type == YAML_LIST ? node->count : 1;
	struct position *at = arena_array(l->arena, n, sizeof *at);
	for (size_t i = 0; i < n; i++) {
		const struct yaml *item = node->type == YAML_LIST ? node->items[i] : node;
		at[i] = (struct position){item->line, item->column};
	}
	return at;
}

static struct rule_positions rule_positions(const struct load *l, const struct yaml *root)
{
	const struct yaml *id = yaml_get(root, "id");
	return (struct rule_positions){
		.id = {id->line, id->column},
		.match = positions(l, root, "match"),
		.unless = positions(l, root, "unless"),
		.unless_text = positions(l, root, "unless_text"),
		.only_if_text = positions(l, root, "only_if_text"),
		.fire = positions(l, root, "fire"),
		.silent = positions(l, root, "silent"),
	};
}

int rule_read(const struct load *l, const struct yaml *root, struct rule *out, struct err *e)
{
	static const struct field table[] = {
		{"id", field_string, offsetof(struct rule, id), true},
		{"kind", field_kind, offsetof(struct rule, kind), true},
		{"title", field_string, offsetof(struct rule, title), true},
		{"scope", field_scope, offsetof(struct rule, scope), false},
		{"words", field_strings, offsetof(struct rule, words), true},
		{"match", field_patterns, offsetof(struct rule, match), true},
		{"unless", field_patterns, offsetof(struct rule, unless), false},
		{"unless_text", field_patterns, offsetof(struct rule, unless_text), false},
		{"only_if_text", field_patterns, offsetof(struct rule, only_if_text), false},
		{"values", field_rule_values, offsetof(struct rule, values), false},
		{"prohibits", field_bool, offsetof(struct rule, prohibits), false},
		{"fire", field_examples, offsetof(struct rule, fire), true},
		{"silent", field_strings, offsetof(struct rule, silent), true},
		{0},
	};
	out->path = l->path;
	if (fields_read(l, root, table, out, e) < 0)
		return -1;
	out->at = rule_positions(l, root);
	for (uint32_t i = 0; i < out->n_fire; i++)
		if (values_check(l, yaml_get(root, "fire"), out->kind, &out->fire[i].values, e) < 0)
			return -1;
	if (!out->match.count || !out->silent.count)
		return load_fail(l, root, e, "a rule needs at least one pattern under 'match' and one example under 'silent'");
	return 0;
}
