/* SPDX-License-Identifier: MIT */
#include "findings/entries.h"

#include <string.h>

size_t path_parent(const char *path, size_t len)
{
	while (len && path[len - 1] != '/')
		len--;
	return len ? len - 1 : 0;
}

bool path_below(const char *path, const char *dir, size_t dir_len)
{
	return !dir_len || (!strncmp(path, dir, dir_len) && path[dir_len] == '/');
}

const char *entry_base(const struct entry *e)
{
	return e->dir ? e->name + e->dir + 1 : e->name[0] == '/' ? e->name + 1 : e->name;
}

static enum document_role role_of(const char *key)
{
	static const struct {
		const char *key;
		enum document_role role;
	} table[] = {
		{"license", DOCUMENT_LICENSE}, {"card", DOCUMENT_CARD},	      {"notice", DOCUMENT_NOTICE},
		{"policy", DOCUMENT_POLICY},   {"package", DOCUMENT_PACKAGE},
	};
	for (size_t i = 0; key && i < sizeof table / sizeof *table; i++)
		if (!strcmp(table[i].key, key))
			return table[i].role;
	return DOCUMENT_OTHER;
}

static bool is_license_claim(const struct fact *f)
{
	static const char *const fields[] = {"license", "license_name", "license_link", "license_part"};
	for (size_t i = 0; f->kind == FACT_DECLARED && f->key && i < sizeof fields / sizeof *fields; i++)
		if (!strcmp(f->key, fields[i]))
			return true;
	return false;
}

static void read_fact(struct entry *e, const struct fact *f)
{
	if (f->kind == FACT_DOCUMENT) {
		enum document_role role = role_of(f->key);
		if (role > e->role)
			e->role = role;
	}
	e->weights |= f->kind == FACT_WEIGHTS;
	e->claims |= is_license_claim(f);
	e->model |= f->kind == FACT_META && f->key && !strcmp(f->key, "artifact");
	if (f->kind == FACT_MATCH) {
		const struct match *m = f->detail;
		e->says |= m->said != 0;
		e->text_exact |= m->state == MATCH_EXACT && !(m->license && m->license->exception);
		e->text |= m->state != MATCH_MENTION && !(m->license && m->license->exception);
	}
}

static size_t count_entries(const struct evidence *ev)
{
	size_t n = 0;
	for (size_t i = 0; i < ev->count; i++)
		n += !i || strcmp(ev->facts[i - 1].at.entry, ev->facts[i].at.entry) != 0;
	return n;
}

void entries_init(struct entries *es, const struct evidence *ev, struct arena *a)
{
	*es = (struct entries){.at = arena_array(a, count_entries(ev), sizeof *es->at)};
	for (size_t i = 0; i < ev->count; i++) {
		const struct fact *f = &ev->facts[i];
		if (!i || strcmp(f[-1].at.entry, f->at.entry) != 0)
			es->at[es->count++] = (struct entry){
				.name = f->at.entry,
				.dir = path_parent(f->at.entry, strlen(f->at.entry)),
				.facts = f,
			};
		struct entry *e = &es->at[es->count - 1];
		e->count++;
		read_fact(e, f);
	}
}

size_t entries_lower(const struct entries *es, const char *name, size_t len)
{
	size_t low = 0, high = es->count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = strncmp(es->at[middle].name, name, len);
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

const struct entry *entries_find(const struct entries *es, const char *name)
{
	size_t at = entries_lower(es, name, strlen(name) + 1);
	return at < es->count && !strcmp(es->at[at].name, name) ? &es->at[at] : NULL;
}

bool entry_speaks(const struct entry *e)
{
	switch (e->role) {
	case DOCUMENT_LICENSE:
		return true;
	case DOCUMENT_CARD:
	case DOCUMENT_PACKAGE:
		return e->claims || e->text;
	default:
		return e->claims && !e->weights;
	}
}
