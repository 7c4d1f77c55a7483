/* SPDX-License-Identifier: MIT */
#include "catalog/fields.h"

#include "base/buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

int load_fail(const struct load *l, const struct yaml *node, struct err *e, const char *format, ...)
{
	char sentence[900];
	va_list ap;
	va_start(ap, format);
	vsnprintf(sentence, sizeof sentence, format, ap);
	va_end(ap);
	if (!node)
		return err_set(e, ERR_DATA, "%s: %s", l->path, sentence);
	return err_set(e, ERR_DATA, "%s:%u:%u: %s", l->path, node->line, node->column, sentence);
}

static const struct field *find_field(const struct field *table, const char *name)
{
	for (; table->name; table++)
		if (!strcmp(table->name, name))
			return table;
	return NULL;
}

static int read_pair(const struct load *l, const struct yaml *map, size_t i, const struct field *table, void *object,
		     struct err *e)
{
	const struct yaml *key = map->keys[i];
	const struct field *f = find_field(table, key->text);
	if (!f)
		return load_fail(l, key, e, "there is no field '%s'", key->text);
	for (size_t k = 0; k < i; k++)
		if (!strcmp(map->keys[k]->text, key->text))
			return load_fail(l, key, e, "the field '%s' stands twice", key->text);
	if (yaml_is_null(map->items[i]) && !f->required)
		return 0;
	return f->read(l, map->items[i], (char *)object + f->offset, e);
}

int fields_read(const struct load *l, const struct yaml *map, const struct field *table, void *object, struct err *e)
{
	if (!map || map->type != YAML_MAP)
		return load_fail(l, map, e, "a map of fields is needed here");
	for (size_t i = 0; i < map->count; i++)
		if (read_pair(l, map, i, table, object, e) < 0)
			return -1;
	for (const struct field *f = table; f->name; f++)
		if (f->required && !yaml_get(map, f->name))
			return load_fail(l, map, e, "the field '%s' is missing", f->name);
	return 0;
}

int field_string(const struct load *l, const struct yaml *node, void *target, struct err *e)
{
	if (node->type != YAML_SCALAR)
		return load_fail(l, node, e, "one text is needed here, not a list or map");
	if (!yaml_is_null(node))
		*(const char **)target = node->text;
	return 0;
}

int field_strings(const struct load *l, const struct yaml *node, void *target, struct err *e)
{
	if (node->type == YAML_MAP)
		return load_fail(l, node, e, "a list of texts is needed here");
	struct strings *s = target;
	size_t count = node->type == YAML_LIST ? node->count : !yaml_is_null(node);
	const char **at = arena_array(l->arena, count, sizeof *at);
	for (size_t i = 0; i < count; i++) {
		const struct yaml *item = node->type == YAML_LIST ? node->items[i] : node;
		if (item->type != YAML_SCALAR || yaml_is_null(item))
			return load_fail(l, item, e, "a text is needed here");
		at[i] = item->text;
	}
	*s = (struct strings){at, (uint32_t)count};
	return 0;
}

int field_bool(const struct load *l, const struct yaml *node, void *target, struct err *e)
{
	bool yes = node->type == YAML_SCALAR && !strcmp(node->text, "true");
	if (!yes && !(node->type == YAML_SCALAR && !strcmp(node->text, "false")))
		return load_fail(l, node, e, "true or false is needed here");
	*(bool *)target = yes;
	return 0;
}

static int days_in(int year, int month)
{
	static const int days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
	return days[month - 1] + (month == 2 && leap);
}

bool is_date(const char *s)
{
	int part[3] = {0};
	for (int i = 0; i < 3; i++) {
		int digits = i ? 2 : 4;
		for (int k = 0; k < digits; k++, s++) {
			if (*s < '0' || *s > '9')
				return false;
			part[i] = 10 * part[i] + (*s - '0');
		}
		if ((i == 1 && (part[1] < 1 || part[1] > 12)) || (i == 2 && (part[2] < 1 || part[2] > days_in(part[0], part[1]))))
			return false;
		if (!*s)
			return part[0] >= 1900;
		if (*s++ != '-')
			return false;
	}
	return false;
}

int field_date(const struct load *l, const struct yaml *node, void *target, struct err *e)
{
	if (field_string(l, node, target, e) < 0)
		return -1;
	if (yaml_is_null(node) || is_date(node->text))
		return 0;
	return load_fail(l, node, e, "'%s' is no date; a date is a year, 2026-01 or 2026-01-31", node->text);
}

int field_kind(const struct load *l, const struct yaml *node, void *target, struct err *e)
{
	if (node->type != YAML_SCALAR)
		return load_fail(l, node, e, "the name of a kind is needed here");
	for (uint32_t i = 0; i < l->n_kinds; i++)
		if (!strcmp(l->kinds[i].id, node->text)) {
			*(const struct kind **)target = &l->kinds[i];
			return 0;
		}
	return load_fail(l, node, e, "'%s' is not a kind of rules/vocabulary.yaml", node->text);
}

/* A scalar as it is; a list of scalars joined by commas. */
static const char *joined(const struct load *l, const struct yaml *node, struct err *e)
{
	if (node->type == YAML_SCALAR)
		return node->text;
	BUF_AUTO struct buf b;
	buf_init(&b, 4096);
	for (size_t i = 0; i < node->count; i++) {
		if (node->type != YAML_LIST || node->items[i]->type != YAML_SCALAR || buf_add_str(&b, i ? "," : "") < 0 ||
		    buf_add_str(&b, node->items[i]->text) < 0) {
			load_fail(l, node, e, "a value is one text or a short list of texts");
			return NULL;
		}
	}
	return arena_strdup(l->arena, buf_str(&b));
}

int field_pairs(const struct load *l, const struct yaml *node, void *target, struct err *e)
{
	if (node->type != YAML_MAP)
		return load_fail(l, node, e, "a map of values is needed here");
	struct pair *at = arena_array(l->arena, node->count, sizeof *at);
	for (size_t i = 0; i < node->count; i++) {
		at[i].key = node->keys[i]->text;
		at[i].value = joined(l, node->items[i], e);
		if (!at[i].value)
			return -1;
	}
	*(struct pairs *)target = (struct pairs){at, (uint32_t)node->count};
	return 0;
}
