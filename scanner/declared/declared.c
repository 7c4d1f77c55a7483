/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "declared/declared.h"

#include "base/ascii.h"
#include "base/buf.h"
#include "base/json.h"

#include <string.h>
#include <strings.h>

#define DECLARATION(x) extern const struct reader reader_##x;
#include "declared/declarations.def"
#undef DECLARATION

static const struct reader *const table[] = {
#define DECLARATION(x) &reader_##x,
#include "declared/declarations.def"
#undef DECLARATION
};

const struct reader *const *declared_readers(size_t *n)
{
	*n = sizeof table / sizeof *table;
	return table;
}

/* The node's bytes without the quotes around them. */
static void node_place(const struct reading *r, const struct yaml *node, uint64_t *start, uint64_t *end)
{
	*start = node->start;
	*end = node->end;
	char first = node->start < r->len ? (char)r->bytes[node->start] : 0;
	if (node->type == YAML_SCALAR && node->quoted && !node->block && (first == '"' || first == '\'') && *end - *start >= 2) {
		++*start;
		--*end;
	}
}

/* "pear{{ version }}", "{license}": the document is made from this one, and this one claims nothing. */
static bool is_of_template(const char *text, size_t len)
{
	return (len > 1 && text[0] == '{' && text[len - 1] == '}') || memmem(text, len, "{{", 2);
}

static void emit(struct reading *r, const struct yaml *node, const struct claim *c, const char *text, size_t len)
{
	uint64_t start, end;
	if (c->kind == CLAIM_DECLARED && is_of_template(text, len))
		return;
	node_place(r, node, &start, &end);
	(c->kind == CLAIM_META ? reading_meta : reading_declared)(r, c->field, text, len, start, end, node->line);
}

void claim_text(struct reading *r, const struct yaml *node, const char *field, const char *text, size_t len)
{
	emit(r, node, &(struct claim){.field = field, .kind = CLAIM_DECLARED}, text, len);
}

/* A scalar, or what a map has under c->inner; NULL for anything else. */
static const struct yaml *scalar_of(const struct yaml *node, const char *inner)
{
	if (node && node->type == YAML_MAP && inner)
		node = yaml_get(node, inner);
	return node && node->type == YAML_SCALAR && !yaml_is_null(node) ? node : NULL;
}

void claim_take(struct reading *r, const struct yaml *node, const struct claim *c)
{
	const struct yaml *scalar = scalar_of(node, c->inner);
	if (scalar)
		emit(r, scalar, c, scalar->text, scalar->text_len);
	for (size_t i = 0; node && node->type == YAML_LIST && i < node->count; i++)
		if ((scalar = scalar_of(node->items[i], c->inner)))
			emit(r, scalar, c, scalar->text, scalar->text_len);
}

void claims_take(struct reading *r, const struct yaml *map, const struct claim *claims, size_t count)
{
	if (!map || map->type != YAML_MAP)
		return;
	for (size_t i = 0; i < map->count; i++)
		for (size_t k = 0; k < count; k++)
			if (same_text(map->keys[i]->text, claims[k].key))
				claim_take(r, map->items[i], &claims[k]);
}

void claim_choice(struct reading *r, const struct yaml *node, const char *inner)
{
	if (!node || node->type != YAML_LIST) {
		claim_take(r, node, &(struct claim){.field = "license", .inner = inner});
		return;
	}
	BUF_AUTO struct buf text;
	buf_init(&text, VALUE_BYTES);
	for (size_t i = 0; i < node->count; i++) {
		const struct yaml *scalar = scalar_of(node->items[i], inner);
		if (scalar && (text.len ? buf_add_str(&text, " OR ") : 0) == 0)
			buf_add(&text, scalar->text, scalar->text_len);
	}
	claim_text(r, node, "license", buf_str(&text), text.len);
}

void claim_classifier(struct reading *r, size_t start, size_t end, uint32_t line)
{
	static const char group[] = "License ::";
	const char *value = (const char *)r->bytes + start;
	size_t len = end - start, last = 0, parts = 1;
	if (len < sizeof group - 1 || memcmp(value, group, sizeof group - 1) != 0)
		return;
	for (size_t i = 0; i + 2 <= len; i++)
		if (value[i] == ':' && value[i + 1] == ':') {
			last = i + 2;
			parts++;
		}
	bool approved_only = parts == 2 && memmem(value, len, "OSI Approved", 12);
	if (approved_only)
		return;
	reading_declared(r, "license", value + last, len - last, start + last, end, line);
	reading_meta(r, "license_classifier", value + last, len - last, start + last, end, line);
}

void claim_part(struct reading *r, const struct yaml *map, const char *what)
{
	const struct yaml *license = scalar_of(yaml_get(map, "license"), NULL);
	if (!license)
		return;
	const char *path = yaml_text(map, "path");
	const char *text = arena_printf(r->arena, "%s for %s", license->text, path ? path : what);
	claim_text(r, license, "license_part", text, strlen(text));
}

static int need_map(const struct yaml *root, struct err *e)
{
	return root && root->type == YAML_MAP ? 0 : err_set(e, ERR_INPUT, "line 1: the document is empty or not a map of fields");
}

int declared_json_any(struct reading *r, const struct yaml **root, struct err *e)
{
	if (r->len > (uint64_t)r->limits->json_bytes)
		return err_set(e, ERR_LIMIT, "the document has more than %lld bytes (--limit json-bytes=…)",
			       (long long)r->limits->json_bytes);
	if (json_parse((const char *)r->bytes, r->len, r->arena, root, e) < 0)
		return err_prefix(e, "not readable as JSON");
	return 0;
}

int declared_json(struct reading *r, const struct yaml **root, struct err *e)
{
	return declared_json_any(r, root, e) < 0 ? -1 : need_map(*root, e);
}

int declared_yaml(struct reading *r, const struct yaml **root, struct err *e)
{
	if (!r->len)
		return need_map(NULL, e);
	if (yaml_parse((const char *)r->bytes, r->len, r->arena, root, e) < 0)
		return err_prefix(e, "not readable as YAML");
	return need_map(*root, e);
}

bool probe_mentions(const struct probe *p, const char *text)
{
	return p->len && memmem(p->bytes, p->len, text, strlen(text));
}

bool probe_is_object(const struct probe *p)
{
	size_t at = p->len >= 3 && !memcmp(p->bytes, "\xEF\xBB\xBF", 3) ? 3 : 0;
	while (at < p->len && memchr(" \t\r\n", p->bytes[at], 4))
		at++;
	return at < p->len && p->bytes[at] == '{';
}

bool parent_is(const char *name, const char *folder)
{
	const char *slash = strrchr(name, '/');
	size_t n = strlen(folder);
	if (!slash || (size_t)(slash - name) < n || strncasecmp(slash - n, folder, n) != 0)
		return false;
	return slash - n == name || slash[-(ptrdiff_t)n - 1] == '/';
}

int claims_take_json(struct reading *r, const struct claim *claims, size_t count, struct err *e)
{
	const struct yaml *root = NULL;
	if (declared_json(r, &root, e) < 0)
		return -1;
	claims_take(r, root, claims, count);
	return 0;
}
