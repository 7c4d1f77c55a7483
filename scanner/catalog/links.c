/* SPDX-License-Identifier: MIT */
#include "catalog/links.h"

#include "base/buf.h"
#include "catalog/address.h"
#include "catalog/fields.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct linking {
	struct record *at; /* sorted by id */
	size_t count;
	struct catalog *catalog;
	struct arena *arena;
};

static int compare_records(const void *a, const void *b)
{
	return strcmp(((const struct record *)a)->license.id, ((const struct record *)b)->license.id);
}

static struct record *find(const struct linking *l, const char *id)
{
	struct record key = {.license.id = id};
	return l->count ? bsearch(&key, l->at, l->count, sizeof *l->at, compare_records) : NULL;
}

static bool same_name(const char *a, const char *b)
{
	char x[256], y[256];
	alias_fold(a, x, sizeof x);
	alias_fold(b, y, sizeof y);
	return !strcmp(x, y);
}

/* Where the record's file says `word` in that field; else the field. */
static const struct yaml *place_of(const struct record *r, const char *field, const char *word)
{
	const struct yaml *node = yaml_get(r->root, field);
	for (size_t i = 0; node && node->type == YAML_LIST && i < node->count; i++)
		if (node->items[i]->type == YAML_SCALAR && same_name(node->items[i]->text, word))
			return node->items[i];
	return node;
}

static const char *path_of(const struct linking *l, const struct record *r)
{
	return r->path ? r->path : arena_printf(l->arena, "licenses/%s.yaml", r->license.id);
}

__attribute__((format(printf, 5, 6))) static int fail(const struct linking *l, const struct record *r, const struct yaml *place,
						      struct err *e, const char *format, ...)
{
	char sentence[600];
	struct load load = {.arena = l->arena, .path = path_of(l, r)};
	va_list ap;
	va_start(ap, format);
	vsnprintf(sentence, sizeof sentence, format, ap);
	va_end(ap);
	return load_fail(&load, place, e, "%s", sentence);
}

/* --- names ---------------------------------------------------------------------------------------------------------------- */

struct name { /* a name of a record, folded, and the field that has it */
	const char *key, *field;
	uint32_t record;
};

struct name_list {
	struct name *at;
	size_t count, capacity;
};

static void name_list_release(struct name_list *l)
{
	free(l->at);
}

#define NAMES_AUTO __attribute__((cleanup(name_list_release)))

static void add_name(struct name_list *l, struct arena *a, const char *name, const char *field, size_t record)
{
	size_t size = strlen(name) + 1;
	char *key = arena_alloc(a, size);
	alias_fold(name, key, size);
	VEC_PUSH(l->at, l->count, l->capacity, ((struct name){key, field, (uint32_t)record}));
}

static void add_names(struct name_list *l, struct arena *a, const struct strings *names, const char *field, size_t record)
{
	for (uint32_t i = 0; i < names->count; i++)
		add_name(l, a, names->at[i], field, record);
}

static int compare_names(const void *a, const void *b)
{
	const struct name *x = a, *y = b;
	int order = strcmp(x->key, y->key);
	return order ? order : (x->record > y->record) - (x->record < y->record);
}

static int fail_shared_name(const struct linking *l, const struct name *x, const struct name *y, struct err *e)
{
	const struct name *mine = l->at[y->record].root ? y : x, *other = mine == y ? x : y;
	const struct record *r = &l->at[mine->record];
	return fail(l, r, place_of(r, mine->field, mine->key), e, "the alias '%s' is also one of %s", mine->key,
		    path_of(l, &l->at[other->record]));
}

/* Sorts, drops repeats; two records with one name are an error, unless `soft`: then neither has it. */
static int settle_names(const struct linking *l, struct name_list *names, bool soft, struct err *e)
{
	if (names->count)
		qsort(names->at, names->count, sizeof *names->at, compare_names);
	size_t kept = 0;
	for (size_t i = 0, end; i < names->count; i = end) {
		for (end = i + 1; end < names->count && !strcmp(names->at[end].key, names->at[i].key);)
			end++;
		const struct name *first = &names->at[i], *last = &names->at[end - 1];
		if (first->record == last->record)
			names->at[kept++] = *first;
		else if (!soft)
			return fail_shared_name(l, first, last, e);
	}
	names->count = kept;
	return 0;
}

static const struct name *find_name(const struct name_list *sorted, size_t count, const char *key)
{
	size_t low = 0, high = count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int order = strcmp(sorted->at[middle].key, key);
		if (!order)
			return &sorted->at[middle];
		if (order < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

/* Of the table's indexes, licenses and placeholders count apart. */
static void put_aliases(struct linking *l, const struct name_list *names)
{
	uint32_t *number = arena_array(l->arena, l->count, sizeof *number), licenses = 0;
	for (size_t i = 0; i < l->count; i++)
		number[i] = l->at[i].license.placeholder ? 0 : licenses++;
	struct alias *at = arena_array(l->arena, names->count, sizeof *at);
	uint32_t n = 0;
	struct first_words *words = ARENA_NEW(l->arena, struct first_words);
	for (size_t i = 0; i < names->count; i++) {
		if (l->at[names->at[i].record].license.placeholder)
			continue;
		at[n++] = (struct alias){names->at[i].key, number[names->at[i].record]};
		first_words_add(words, names->at[i].key);
	}
	l->catalog->aliases = at;
	l->catalog->alias_words = words;
	l->catalog->n_aliases = n;
}

static int compare_aliases(const void *a, const void *b)
{
	const struct alias *x = a, *y = b;
	int order = strcmp(x->key, y->key);
	return order ? order : (x->license > y->license) - (x->license < y->license);
}

/* A name of several words that becomes that of two licenses is the name of neither. */
static void put_loose_aliases(struct linking *l)
{
	struct catalog *c = l->catalog;
	struct alias *at = arena_array(l->arena, c->n_aliases, sizeof *at);
	struct first_words *words = ARENA_NEW(l->arena, struct first_words);
	uint32_t n = 0, kept = 0;
	for (uint32_t i = 0; i < c->n_aliases; i++) {
		size_t size = 2 * strlen(c->aliases[i].key) + 2;
		char *key = arena_alloc(l->arena, size);
		alias_loosen(c->aliases[i].key, key, size);
		if (strchr(key, '-'))
			at[n++] = (struct alias){key, c->aliases[i].license};
	}
	if (n)
		qsort(at, n, sizeof *at, compare_aliases);
	for (uint32_t i = 0, end; i < n; i = end) {
		for (end = i + 1; end < n && !strcmp(at[end].key, at[i].key);)
			end++;
		if (at[i].license != at[end - 1].license)
			continue;
		first_words_add(words, at[i].key);
		at[kept++] = at[i];
	}
	c->loose_words = words;
	c->loose = at;
	c->n_loose = kept;
}

/* Ids, aliases and ids of the hub are a record's own; the name of a license may be that of another one too. */
static int gather_names(struct linking *l, struct err *e)
{
	NAMES_AUTO struct name_list own = {0};
	NAMES_AUTO struct name_list titles = {0};
	for (size_t i = 0; i < l->count; i++) {
		const struct license *x = &l->at[i].license;
		add_name(&own, l->arena, x->id, "id", i);
		add_name(&own, l->arena, x->spdx, "spdx", i);
		add_names(&own, l->arena, &x->aliases, "aliases", i);
		add_names(&own, l->arena, &x->huggingface, "huggingface", i);
		for (uint32_t k = 0; k < x->replaces.count; k++)
			add_name(&own, l->arena, x->replaces.at[k].key, "replaces", i);
		if (!x->placeholder)
			add_name(&titles, l->arena, x->name, "name", i);
	}
	if (settle_names(l, &own, false, e) < 0)
		return -1;
	settle_names(l, &titles, true, NULL);
	size_t firm = own.count;
	for (size_t i = 0; i < titles.count; i++) {
		const struct name *same = find_name(&own, firm, titles.at[i].key);
		if (same && same->record != titles.at[i].record)
			return fail_shared_name(l, same, &titles.at[i], e);
		if (!same)
			VEC_PUSH(own.at, own.count, own.capacity, titles.at[i]);
	}
	if (own.count)
		qsort(own.at, own.count, sizeof *own.at, compare_names);
	put_aliases(l, &own);
	put_loose_aliases(l);
	return 0;
}

/* --- records that others mention -------------------------------------------------------------------------------------------- */

static bool is_family(const struct linking *l, const char *id)
{
	const struct record *r = find(l, id);
	return r && r->license.members.count;
}

/* Is a family among its members? */
static bool has_family(const struct linking *l, const struct license *family)
{
	for (uint32_t i = 0; i < family->members.count; i++)
		if (is_family(l, family->members.at[i]))
			return true;
	return false;
}

static int check_mention(const struct linking *l, const struct record *r, const char *field, const char *id, struct err *e)
{
	const struct yaml *place = place_of(r, field, id);
	const struct record *other = find(l, id);
	if (!other || other->license.placeholder)
		return fail(l, r, place, e, "%s: '%s' is the id of no license record", field, id);
	if (other == r)
		return fail(l, r, place, e, "%s: this is the record itself", field);
	if (!strcmp(field, "members") && has_family(l, &other->license))
		return fail(l, r, place, e, "members: '%s' is a family of families itself", id);
	if (!strcmp(field, "incorporates") && !other->license.policy)
		return fail(l, r, place, e, "incorporates: '%s' is no use policy (`policy: true`)", id);
	if (other->license.exception && !r->license.exception)
		return fail(l, r, place, e, "%s: '%s' is an exception and no license", field, id);
	if (!strcmp(field, "excepts") && (other->license.exception || other->license.policy))
		return fail(l, r, place, e, "excepts: '%s' is no license", id);
	return 0;
}

/* For a family among the members of another: its own members, so that a new one is named in one record. */
static struct strings members_of_families(const struct linking *l, const struct strings *members)
{
	uint32_t n = 0;
	for (uint32_t i = 0; i < members->count; i++)
		n += find(l, members->at[i])->license.members.count + 1;
	const char **at = arena_array(l->arena, n, sizeof *at);
	n = 0;
	for (uint32_t i = 0; i < members->count; i++) {
		const struct strings *inner = &find(l, members->at[i])->license.members;
		for (uint32_t k = 0; k < inner->count; k++)
			at[n++] = inner->at[k];
		if (!inner->count)
			at[n++] = members->at[i];
	}
	return (struct strings){at, n};
}

static void open_families(const struct linking *l)
{
	for (size_t i = 0; i < l->count; i++)
		if (has_family(l, &l->at[i].license))
			l->at[i].license.members = members_of_families(l, &l->at[i].license.members);
}

/* What an old id stands for beside the exception must be a name of a license, or nothing could be made of it. */
static int check_replaced(const struct linking *l, struct err *e)
{
	for (size_t i = 0; i < l->count; i++)
		for (uint32_t k = 0; k < l->at[i].license.replaces.count; k++) {
			const struct pair *p = &l->at[i].license.replaces.at[k];
			const struct license *found = catalog_alias(l->catalog, p->value);
			if (!found || found->exception)
				return fail(l, &l->at[i], yaml_get(l->at[i].root, "replaces"), e,
					    "replaces: '%s' is no name of a license", p->value);
		}
	return 0;
}

/* Does the chain of predecessors come back? */
static bool follows_itself(const struct linking *l, const struct record *r)
{
	const struct record *at = r;
	for (size_t i = 0; i < l->count && at && at->license.predecessor; i++) {
		at = find(l, at->license.predecessor);
		if (at == r)
			return true;
	}
	return false;
}

static int check_mentions(const struct linking *l, const struct record *r, struct err *e)
{
	const struct license *x = &r->license;
	const struct {
		const char *field;
		struct strings ids;
	} mentions[] = {
		{"predecessor", {&x->predecessor, x->predecessor != NULL}},
		{"successor", {&x->successor, x->successor != NULL}},
		{"translation_of", {&x->translation_of, x->translation_of != NULL}},
		{"incorporates", x->incorporates},
		{"excepts", x->excepts},
		{"members", x->members},
		{"terms_of", x->terms_of},
		{"compatible", x->compatible},
	};
	for (size_t i = 0; i < sizeof mentions / sizeof *mentions; i++)
		for (uint32_t k = 0; k < mentions[i].ids.count; k++)
			if (check_mention(l, r, mentions[i].field, mentions[i].ids.at[k], e) < 0)
				return -1;
	if (follows_itself(l, r))
		return fail(l, r, yaml_get(r->root, "predecessor"), e, "its predecessors lead back to the record itself");
	return 0;
}

/* --- composed terms --------------------------------------------------------------------------------------------------------- */

static bool same_text(const char *x, const char *y)
{
	return !strcmp(x ? x : "", y ? y : "");
}

static bool same_term(const struct term *x, const struct term *y)
{
	if (x->kind != y->kind || !same_text(x->clause, y->clause) || !same_text(x->note, y->note) ||
	    x->values.count != y->values.count)
		return false;
	for (uint32_t i = 0; i < x->values.count; i++)
		if (!same_text(x->values.at[i].key, y->values.at[i].key) ||
		    !same_text(x->values.at[i].value, y->values.at[i].value))
			return false;
	return true;
}

struct terms {
	struct term *at;
	size_t count, capacity;
};

static void terms_release(struct terms *t)
{
	free(t->at);
}

static void take_terms(struct terms *out, const struct license *from)
{
	for (uint32_t i = 0; i < from->n_terms; i++) {
		bool known = false;
		for (size_t k = 0; k < out->count && !known; k++)
			known = same_term(&out->at[k], &from->terms[i]);
		if (!known)
			VEC_PUSH(out->at, out->count, out->capacity, from->terms[i]);
	}
}

/* In the order of the vocabulary; those of one kind as they came. */
static void sort_terms(struct terms *t)
{
	for (size_t i = 1; i < t->count; i++)
		for (size_t k = i; k > 0 && t->at[k - 1].kind > t->at[k].kind; k--) {
			struct term swap = t->at[k];
			t->at[k] = t->at[k - 1];
			t->at[k - 1] = swap;
		}
}

enum composing { WAITING, BEGUN, DONE };

static int compose(const struct linking *l, struct record *r, enum composing *states, int depth, struct err *e)
{
	enum { DEPTH = 16 };
	enum composing *state = &states[r - l->at];
	__attribute__((cleanup(terms_release))) struct terms all = {0};
	if (*state == DONE || !r->root || !r->license.terms_of.count) {
		*state = DONE;
		return 0;
	}
	if (*state == BEGUN || depth == DEPTH)
		return fail(l, r, yaml_get(r->root, "terms_of"), e, "terms_of leads back to the record itself, or too deep");
	*state = BEGUN;
	for (uint32_t i = 0; i < r->license.terms_of.count; i++) {
		struct record *part = find(l, r->license.terms_of.at[i]);
		if (compose(l, part, states, depth + 1, e) < 0)
			return -1;
		take_terms(&all, &part->license);
	}
	take_terms(&all, &r->license);
	sort_terms(&all);
	r->license.terms = arena_memdup(l->arena, all.at, all.count * sizeof *all.at);
	r->license.n_terms = (uint32_t)all.count;
	*state = DONE;
	return 0;
}

/* --- all of it -------------------------------------------------------------------------------------------------------------- */

static void put_licenses(const struct linking *l)
{
	struct license *licenses = arena_array(l->arena, l->count, sizeof *licenses);
	struct license *placeholders = arena_array(l->arena, l->count, sizeof *placeholders);
	struct catalog *c = l->catalog;
	c->n_licenses = c->n_placeholders = 0;
	for (size_t i = 0; i < l->count; i++)
		if (l->at[i].license.placeholder)
			placeholders[c->n_placeholders++] = l->at[i].license;
		else
			licenses[c->n_licenses++] = l->at[i].license;
	c->licenses = licenses;
	c->placeholders = placeholders;
	c->addresses = addresses_make(licenses, c->n_licenses, l->arena, &c->n_addresses);
}

int records_link(struct record *records, size_t count, struct catalog *c, struct arena *a, struct err *e)
{
	struct linking l = {records, count, c, a};
	if (count)
		qsort(records, count, sizeof *records, compare_records);
	enum composing *states = arena_array(a, count, sizeof *states);
	for (size_t i = 0; i < count; i++)
		if (check_mentions(&l, &records[i], e) < 0)
			return -1;
	open_families(&l);
	for (size_t i = 0; i < count; i++)
		if (compose(&l, &records[i], states, 0, e) < 0)
			return -1;
	if (gather_names(&l, e) < 0)
		return -1;
	put_licenses(&l);
	return check_replaced(&l, e);
}
