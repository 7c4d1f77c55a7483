/* SPDX-License-Identifier: MIT */
#include "findings/entries.h"

#include "findings/scope_names.h"

#include <stdlib.h>
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

int entry_by_address(const void *a, const void *b)
{
	const struct entry *x = *(const struct entry *const *)a, *y = *(const struct entry *const *)b;
	return (x > y) - (x < y);
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

/* --- archives that could not be read to their end --------------------------------------------------------------------------- */

/* Ends such a problem of a member the reading of its archive, or may it? */
static bool ends_reading(const struct fact *f)
{
	static const char *const ids[] = {"truncated", "damaged", "limit", "interrupted"};
	for (size_t i = 0; f->key && i < sizeof ids / sizeof *ids; i++)
		if (!strcmp(f->key, ids[i]))
			return true;
	return false;
}

static size_t archive_of(const char *entry)
{
	size_t len = 0;
	for (const char *at = strstr(entry, "!/"); at; at = strstr(at + 1, "!/"))
		len = (size_t)(at - entry) + 1;
	return len;
}

static int compare_broken(const void *a, const void *b)
{
	const struct broken *x = a, *y = b;
	int order = memcmp(x->name, y->name, x->len < y->len ? x->len : y->len);
	order = order ? order : (x->len > y->len) - (x->len < y->len);
	return order ? order : (x->fact > y->fact) - (x->fact < y->fact);
}

/* What is wrong with an archive as a whole has its own name, which a file may have, too: nothing lies in that. */
static void collect_broken(struct entries *es, const struct evidence *ev, struct arena *a)
{
	size_t n = 0;
	for (size_t i = 0; i < ev->count; i++)
		n += ev->facts[i].kind == FACT_PROBLEM;
	es->broken = arena_array(a, 2 * n, sizeof *es->broken);
	for (size_t i = 0; i < ev->count; i++) {
		const struct fact *f = &ev->facts[i];
		if (f->kind != FACT_PROBLEM)
			continue;
		const char *inside = arena_printf(a, "%s!", f->at.entry);
		size_t len = ends_reading(f) ? archive_of(f->at.entry) : 0;
		es->broken[es->n_broken++] = (struct broken){inside, strlen(inside), f};
		if (len)
			es->broken[es->n_broken++] = (struct broken){f->at.entry, len, f};
	}
	if (es->n_broken)
		qsort(es->broken, es->n_broken, sizeof *es->broken, compare_broken);
}

const struct fact *entries_broken(const struct entries *es, const char *archive, size_t len)
{
	const struct broken wanted = {archive, len, NULL};
	size_t low = 0, high = es->n_broken;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (compare_broken(&es->broken[middle], &wanted) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	bool found = low < es->n_broken && es->broken[low].len == len && !memcmp(es->broken[low].name, archive, len);
	return found ? es->broken[low].fact : NULL;
}

void entries_init(struct entries *es, const struct evidence *ev, const struct catalog *c, struct arena *a)
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
	for (size_t i = 0; i < es->count; i++)
		if (es->at[i].role != DOCUMENT_NONE)
			es->at[i].called = scope_of_name(c, entry_base(&es->at[i]), strlen(entry_base(&es->at[i])));
	collect_broken(es, ev, a);
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
