/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "evidence/shards_check.h"

#include "base/buf.h"
#include "base/path.h"
#include "base/utf8.h"
#include "evidence/shards.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SENTENCES = 20 }; /* of one kind about one model */

struct check {
	struct evidence *ev;
	struct arena arena;
	struct sink sink;
};

static const char *shown(struct check *k, const char *name)
{
	return utf8_visible(&k->arena, name, strlen(name), 200);
}

static const struct weights *weights_of(const struct fact *f)
{
	return f->detail;
}

__attribute__((format(printf, 4, 5))) static void say_odd(struct check *k, const char *entry, const char *id, const char *format,
							  ...)
{
	char text[1000];
	va_list ap;
	va_start(ap, format);
	vsnprintf(text, sizeof text, format, ap);
	va_end(ap);
	sink_add(&k->sink,
		 &(struct fact){.kind = FACT_SHARDS, .key = id, .value = arena_strdup(&k->arena, text), .at = {.entry = entry}});
}

/* --- facts by entry --------------------------------------------------------------------------------------------------------- */

static const struct fact *weights_at(const struct evidence *ev, const char *entry)
{
	for (size_t i = evidence_lower(ev, entry); i < ev->count && !strcmp(ev->facts[i].at.entry, entry); i++)
		if (ev->facts[i].kind == FACT_WEIGHTS)
			return &ev->facts[i];
	return NULL;
}

/* The first value that a weights file gives to the key; NULL. */
static const char *value_at(const struct evidence *ev, const char *entry, const char *key)
{
	for (size_t i = evidence_lower(ev, entry); i < ev->count && !strcmp(ev->facts[i].at.entry, entry); i++) {
		const struct fact *f = &ev->facts[i];
		if ((f->kind == FACT_META || f->kind == FACT_DECLARED) && !strcmp(f->key, key))
			return f->value;
	}
	return NULL;
}

static uint64_t number_at(const struct evidence *ev, const char *entry, const char *key)
{
	const char *value = value_at(ev, entry, key);
	return value ? strtoull(value, NULL, 10) : 0;
}

/* --- numbers in names ------------------------------------------------------------------------------------------------------- */

/* The numbers of the shards that are not here: "2, 4 and 7 more". first: what the count begins with. */
static const char *missing_numbers(struct check *k, const struct shards *s, uint64_t *n)
{
	enum { SHOWN = 5 };
	const char *list = "";
	uint64_t first = 1, next, seen = 0;
	for (size_t i = 0; i < s->count; i++)
		first = shard_number(s->files[i]->at.entry) == 0 ? 0 : first;
	next = first;
	*n = s->wanted - s->count;
	for (size_t i = 0; i <= s->count && seen < SHOWN; i++) { /* files are sorted by name, so by number */
		uint64_t number = i < s->count ? shard_number(s->files[i]->at.entry) : first + s->wanted;
		for (; next < number && next < first + s->wanted && seen < SHOWN; next++, seen++)
			list = arena_printf(&k->arena, "%s%s%llu", list, seen ? ", " : "", (unsigned long long)next);
		next = number + 1;
	}
	return *n > seen ? arena_printf(&k->arena, "%s and %llu more", list, (unsigned long long)(*n - seen)) : list;
}

static void check_numbers(struct check *k, const struct shards *s)
{
	uint64_t n;
	if (s->count >= s->wanted)
		return;
	const char *numbers = missing_numbers(k, s, &n);
	k->sink.at = (struct place){.entry = s->files[0]->at.entry};
	sink_problem(&k->sink, "missing-shard", "Of the %llu shards of the model, %s %s not here: %s.",
		     (unsigned long long)s->wanted, n == 1 ? "one" : arena_printf(&k->arena, "%llu", (unsigned long long)n),
		     n == 1 ? "is" : "are", numbers);
}

/* A GGUF file says itself of how many it is, and which. */
static void check_split(struct check *k, const struct shards *s)
{
	for (size_t i = 0; i < s->count; i++) {
		const char *entry = s->files[i]->at.entry;
		uint64_t count = number_at(k->ev, entry, "split_count");
		uint64_t number = count ? number_at(k->ev, entry, "split_number") : 0;
		if (count > 1 && !s->wanted) {
			k->sink.at = (struct place){.entry = entry};
			sink_problem(&k->sink, "missing-shard",
				     "It is part %llu of %llu of a model, and its name does not tell where the others are.",
				     (unsigned long long)number, (unsigned long long)count);
		} else if (count && s->wanted && (count != s->wanted || number != shard_number(entry))) {
			say_odd(k, entry, "shards-mixed", "'%s' says of itself that it is part %llu of %llu.",
				shown(k, path_base(entry)), (unsigned long long)number, (unsigned long long)count);
		}
	}
}

static void check_split_tensors(struct check *k, const struct shards *s)
{
	bool whole = s->wanted && s->count == s->wanted;
	uint64_t said = whole ? number_at(k->ev, s->files[0]->at.entry, "split_tensors") : 0, there = 0;
	for (size_t i = 0; i < s->count; i++)
		there += tensors_count(weights_of(s->files[i])->tensors);
	if (said && said != there)
		say_odd(k, s->files[0]->at.entry, "shards-mixed",
			"The model is said to have %llu tensors, and its %zu shards have %llu.", (unsigned long long)said,
			s->count, (unsigned long long)there);
}

/* --- what the shards say of the model --------------------------------------------------------------------------------------- */

/* They differ in what only one answer fits: then they are of different models. */
static void check_agreement(struct check *k, const struct shards *s)
{
	static const char *const keys[] = {"license",		"license_name", "license_link", "name",	      "architecture",
					   "version",		"author",	"organization", "vocab_size", "hidden_size",
					   "num_hidden_layers", "split_count"};
	for (size_t key = 0; s->count > 1 && key < sizeof keys / sizeof *keys; key++) {
		const char *value = NULL, *entry = NULL;
		for (size_t i = 0; i < s->count; i++) {
			const char *here = s->files[i]->at.entry, *other = value_at(k->ev, here, keys[key]);
			if (value && other && strcmp(value, other) != 0) {
				say_odd(k, here, "shards-mixed",
					"The shards are of different models: the %s is %s in '%s' and %s in '%s'.", keys[key],
					shown(k, value), shown(k, path_base(entry)), shown(k, other), shown(k, path_base(here)));
				return;
			}
			if (!value && other) {
				value = other;
				entry = here;
			}
		}
	}
}

/* "x-00001-of-00002" beside "x-00001-of-00003" */
static void check_totals(struct check *k, const struct shards *s, const struct shards *before)
{
	if (s->wanted && before->wanted && !strcmp(s->name, before->name))
		say_odd(k, s->files[0]->at.entry, "shards-mixed", "Some shards of '%s' are numbered of %llu, others of %llu.",
			shown(k, path_base(s->name)), (unsigned long long)before->wanted, (unsigned long long)s->wanted);
}

static void check_groups(struct check *k)
{
	struct shards *groups;
	size_t n = shards_group_all(k->ev, &k->arena, &groups);
	for (size_t i = 0; i < n; i++) {
		check_numbers(k, &groups[i]);
		check_split(k, &groups[i]);
		check_split_tensors(k, &groups[i]);
		check_agreement(k, &groups[i]);
		if (i)
			check_totals(k, &groups[i], &groups[i - 1]);
	}
}

/* --- the index -------------------------------------------------------------------------------------------------------------- */

struct lookup { /* of one index */
	struct check *check;
	const char *entry;
	const struct shard_index *index;
	uint32_t *rows;	 /* sorted by name */
	uint32_t *found; /* for each row: 0, or 1 + the number of the file that has the tensor */
	unsigned said_elsewhere, said_unnamed;
};

static int compare_names(const struct tensors *a, uint32_t i, const struct tensors *b, uint32_t j)
{
	size_t m, n;
	const char *x = tensors_name(a, i, &m), *y = tensors_name(b, j, &n);
	int order = memcmp(x, y, m < n ? m : n);
	return order ? order : (m > n) - (m < n);
}

static int by_name(const void *a, const void *b, void *table)
{
	uint32_t i = *(const uint32_t *)a, j = *(const uint32_t *)b;
	int order = compare_names(table, i, table, j);
	return order ? order : (i > j) - (i < j);
}

/* The last row of the index that names the tensor, as readers of JSON keep it; NO_TENSOR. */
static uint32_t find(const struct lookup *l, const struct tensors *t, uint32_t row)
{
	uint32_t low = 0, high = tensors_count(l->index->tensors);
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		if (compare_names(l->index->tensors, l->rows[middle], t, row) <= 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low && !compare_names(l->index->tensors, l->rows[low - 1], t, row) ? l->rows[low - 1] : NO_TENSOR;
}

static const char *tensor_shown(struct lookup *l, const struct tensors *t, uint32_t row)
{
	size_t len;
	const char *name = tensors_name(t, row, &len);
	return utf8_visible(&l->check->arena, name, len, 120);
}

/* What the index calls so: that file, or the script that TensorFlow.js wraps it in ("x.bin" in "x.min.js"). */
static const struct fact *named_weights(struct check *k, const char *entry)
{
	static const char *const scripts[] = {".min.js", ".js"};
	const struct fact *f = weights_at(k->ev, entry);
	size_t len = strlen(entry);
	len -= len > 4 && !strcmp(entry + len - 4, ".bin") ? 4 : 0;
	for (size_t i = 0; i < sizeof scripts / sizeof *scripts && !f; i++)
		f = weights_at(k->ev, arena_printf(&k->arena, "%.*s%s", (int)len, entry, scripts[i]));
	return f;
}

static void take_tensor(struct lookup *l, const struct tensors *t, uint32_t row, uint32_t file)
{
	const char *const *files = l->index->files;
	uint32_t named = find(l, t, row);
	if (named == NO_TENSOR) {
		if (l->said_unnamed++ < SENTENCES)
			say_odd(l->check, files[file - 1], "shard-not-in-index",
				"It has the tensor '%s', which the index does not name.", tensor_shown(l, t, row));
		return;
	}
	uint32_t wanted = tensors_range(l->index->tensors, named).part;
	if (l->found[named] && l->found[named] != file && l->said_elsewhere++ < SENTENCES)
		say_odd(l->check, files[file - 1], "shards-mixed", "The tensor '%s' is in '%s' as well.", tensor_shown(l, t, row),
			shown(l->check, path_base(files[l->found[named] - 1])));
	else if (wanted != file && l->said_elsewhere++ < SENTENCES)
		say_odd(l->check, files[file - 1], "tensor-in-another-shard",
			"It has the tensor '%s', which is in '%s' by the index.", tensor_shown(l, t, row),
			shown(l->check, path_base(files[wanted - 1])));
	l->found[named] = file;
}

/* Tensors that are in no file, although the one that should have them can be read. */
static void check_absent(struct lookup *l, const bool *readable)
{
	uint32_t absent = 0, example = 0;
	for (uint32_t row = 0; row < tensors_count(l->index->tensors); row++)
		if (!l->found[row] && readable[tensors_range(l->index->tensors, row).part - 1] &&
		    find(l, l->index->tensors, row) == row && !absent++)
			example = row;
	l->check->sink.at = (struct place){.entry = l->entry};
	if (absent)
		sink_problem(&l->check->sink, "missing-tensor", "It names %u tensor%s that %s in none of its files: '%s'%s.",
			     (unsigned)absent, absent == 1 ? "" : "s", absent == 1 ? "is" : "are",
			     tensor_shown(l, l->index->tensors, example), absent == 1 ? "" : ", …");
}

static int compare_files(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static bool is_here(const struct evidence *ev, const char *entry)
{
	size_t i = evidence_lower(ev, entry);
	return i < ev->count && !strcmp(ev->facts[i].at.entry, entry);
}

/* Whether the files are there, with all of their bytes. What says no names of tensors may call its files as it likes. */
static void check_files(struct check *k, const char *entry, const struct shard_index *index)
{
	unsigned missing = 0, other = 0; /* of another size than the index means, or of one that is not known */
	bool any_name = !tensors_count(index->tensors);
	uint64_t there = 0;
	k->sink.at = (struct place){.entry = entry};
	for (uint32_t i = 0; i < index->n_files; i++) {
		const struct fact *f = named_weights(k, index->files[i]);
		bool unread = !f && any_name && is_here(k->ev, index->files[i]);
		there += f ? weights_of(f)->size : 0;
		other += unread ||
			 (f && strcmp(f->at.entry, index->files[i]) != 0); /* the reader of a script measures it itself */
		if (!f && !unread && missing++ < SENTENCES)
			sink_problem(&k->sink, "missing-shard", "It names '%s', which is not here.",
				     shown(k, path_base(index->files[i])));
	}
	if (index->bytes >= 0 && !missing && !other && there != (uint64_t)index->bytes)
		sink_problem(&k->sink, "damaged", "By what it says of its files they should have %lld bytes, and they have %llu.",
			     (long long)index->bytes, (unsigned long long)there);
}

static void check_index(struct check *k, const char *entry, const struct shard_index *index)
{
	uint32_t n = tensors_count(index->tensors);
	struct lookup l = {.check = k, .entry = entry, .index = index};
	l.rows = mem_array(n ? n : 1, sizeof *l.rows);
	l.found = mem_array(n ? n : 1, sizeof *l.found);
	bool *readable = mem_array(index->n_files ? index->n_files : 1, sizeof *readable);
	for (uint32_t i = 0; i < n; i++)
		l.rows[i] = i;
	if (n)
		qsort_r(l.rows, n, sizeof *l.rows, by_name, index->tensors);
	check_files(k, entry, index);
	for (uint32_t i = 0; n && i < index->n_files; i++) {
		const struct fact *f = weights_at(k->ev, index->files[i]);
		const struct tensors *t = f ? weights_of(f)->tensors : NULL;
		readable[i] = t && !weights_of(f)->gap;
		for (uint32_t row = 0; row < tensors_count(t); row++)
			take_tensor(&l, t, row, i + 1);
	}
	check_absent(&l, readable);
	free(readable);
	free(l.found);
	free(l.rows);
}

/* --- shards that no index names ----------------------------------------------------------------------------------------------- */

struct beside { /* an index, as what lies beside it sees it */
	const char *entry;
	size_t dir; /* length of its folder's name, with the slash */
	const char *ending;
	unsigned said;
};

struct indexes {	   /* of the whole distribution */
	struct beside *at; /* sorted by folder and ending, of which the first is kept */
	size_t count, capacity;
	const char **named; /* files, sorted */
	size_t n_named, named_capacity;
};

static int compare_beside(const void *a, const void *b)
{
	const struct beside *x = a, *y = b;
	int order = memcmp(x->entry, y->entry, x->dir < y->dir ? x->dir : y->dir);
	if (!order)
		order = (x->dir > y->dir) - (x->dir < y->dir);
	return order ? order : strcmp(x->ending, y->ending);
}

static int first_beside(const void *a, const void *b)
{
	const struct beside *x = a, *y = b;
	int order = compare_beside(a, b);
	return order ? order : strcmp(x->entry, y->entry);
}

static struct beside place_of(const char *entry, const char *ending)
{
	return (struct beside){.entry = entry, .dir = (size_t)(path_base(entry) - entry), .ending = ending};
}

static void add_index(struct indexes *all, const char *entry, const struct shard_index *index)
{
	const char *ending = index->n_files ? strrchr(index->files[0], '.') : NULL;
	for (uint32_t i = 0; i < index->n_files; i++)
		VEC_PUSH(all->named, all->n_named, all->named_capacity, index->files[i]);
	if (ending)
		VEC_PUSH(all->at, all->count, all->capacity, place_of(entry, ending));
}

static void list_indexes(const struct evidence *ev, struct indexes *all)
{
	for (size_t i = 0; i < ev->count; i++)
		if (ev->facts[i].kind == FACT_INDEX)
			add_index(all, ev->facts[i].at.entry, ev->facts[i].detail);
	if (all->n_named)
		qsort(all->named, all->n_named, sizeof *all->named, compare_files);
	if (all->count)
		qsort(all->at, all->count, sizeof *all->at, first_beside);
	size_t kept = 0;
	for (size_t i = 0; i < all->count; i++)
		if (!kept || compare_beside(&all->at[kept - 1], &all->at[i]))
			all->at[kept++] = all->at[i];
	all->count = kept;
}

/* Files that are numbered as shards, beside an index of such files, and in none. */
static void check_unnamed(struct check *k)
{
	struct indexes all = {0};
	list_indexes(k->ev, &all);
	for (size_t i = 0; i < k->ev->count && all.count; i++) {
		const char *here = k->ev->facts[i].at.entry, *ending = strrchr(here, '.');
		if (k->ev->facts[i].kind != FACT_WEIGHTS || shard_number(here) == NO_SHARD || !ending ||
		    bsearch(&here, all.named, all.n_named, sizeof *all.named, compare_files))
			continue;
		struct beside place = place_of(here, ending), *index;
		index = bsearch(&place, all.at, all.count, sizeof *all.at, compare_beside);
		if (index && index->said++ < SENTENCES)
			say_odd(k, here, "shard-not-in-index", "It lies beside '%s', which does not name it.",
				shown(k, path_base(index->entry)));
	}
	free(all.at);
	free(all.named);
}

void shards_check(struct evidence *ev)
{
	struct check k = {.ev = ev};
	arena_init(&k.arena);
	sink_init(&k.sink, &k.arena, "");
	check_groups(&k);
	for (size_t i = 0; i < ev->count; i++)
		if (ev->facts[i].kind == FACT_INDEX)
			check_index(&k, ev->facts[i].at.entry, ev->facts[i].detail);
	check_unnamed(&k);
	if (k.sink.count) {
		evidence_add(ev, &k.sink);
		evidence_sort(ev);
	}
	sink_release(&k.sink);
	arena_release(&k.arena);
}
