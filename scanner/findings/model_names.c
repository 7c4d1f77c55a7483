/* SPDX-License-Identifier: MIT */
#include "findings/model_names.h"

#include "base/buf.h"
#include "base/hash.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

enum { NAME_BYTES = 512, WALKS = 20, ROWS_MAX = 100000 }; /* a larger set of known bytes is not searched by name */

struct model_name {
	uint64_t hash;
	const char *name; /* folded */
	bool with_owner;
	bool of_repo; /* the repository is called so, and not only the model in it */
	const char *family;
	size_t row;
};

void model_names_init(struct model_names *m, const struct catalog *c)
{
	*m = (struct model_names){.catalog = c};
	pthread_mutex_init(&m->lock, NULL);
	arena_init(&m->arena);
}

void model_names_release(struct model_names *m)
{
	free(m->at);
	arena_release(&m->arena);
	pthread_mutex_destroy(&m->lock);
	*m = (struct model_names){0};
}

/* Words at the end of a name that say how the weights are packed, and not whose they are. True: there were some. */
static bool drop_packing(char *folded)
{
	static const char *const packing[] = {"gguf", "ggml", "i1", "imatrix", "awq", "gptq", "exl2", "mlx"};
	char *last = strrchr(folded, '-');
	bool dropped = false;
	for (size_t i = 0; last && last != folded && i < sizeof packing / sizeof *packing; i++) {
		if (strcmp(last + 1, packing[i]) != 0)
			continue;
		*last = 0;
		dropped = true;
		last = strrchr(folded, '-');
		i = (size_t)-1; /* and what stands before it */
	}
	return dropped;
}

static const char *without_owner(const char *name)
{
	const char *slash = strrchr(name, '/');
	return slash ? slash + 1 : name;
}

/*
 * Does an entry of this name have a file (an autoencoder, a text encoder) from the repository of another model, whose name the family is
 * known by?
 */
static bool is_of_another(const struct catalog *c, const struct known_row *r)
{
	char repo[NAME_BYTES], model[NAME_BYTES];
	struct families by_repo = {0}, by_model = {0};
	alias_fold(without_owner(r->repo), repo, sizeof repo);
	alias_fold(without_owner(r->model), model, sizeof model);
	if (!*repo || strstr(repo, model))
		return false;
	families_of_name(&c->hints, repo, &by_repo);
	families_of_name(&c->hints, model, &by_model);
	return families_have(&by_repo, r->family) && !families_have(&by_model, r->family);
}

/* --- the table -------------------------------------------------------------------------------------------------------------- */

static void add(struct model_names *m, const char *folded, struct model_name n)
{
	n.hash = hash_bytes(folded, strlen(folded));
	n.name = arena_strdup(&m->arena, folded);
	VEC_PUSH(m->at, m->count, m->capacity, n);
}

static void add_written(struct model_names *m, const char *written, struct model_name n)
{
	char folded[NAME_BYTES];
	alias_fold(written, folded, sizeof folded);
	add(m, folded, n);
	if (drop_packing(folded))
		add(m, folded, n);
}

static bool says_the_same(const struct known_row *a, const struct known_row *b)
{
	return !strcmp(a->repo, b->repo) && !strcmp(a->model, b->model) && !strcmp(a->family, b->family);
}

static void add_row(struct model_names *m, const struct known_row *r, size_t row)
{
	struct model_name n = {.family = r->family, .row = row};
	struct model_name of_repo = {.family = r->family, .row = row, .of_repo = true};
	add_written(m, r->model, n);
	if (strchr(r->repo, '/'))
		add_written(m, without_owner(r->repo), of_repo);
	n.with_owner = of_repo.with_owner = true;
	add_written(m, r->repo, of_repo);
	add_written(m, r->model, n);
}

static void add_set(struct model_names *m, const struct known_set *set, size_t before)
{
	struct known_row last = {.repo = "", .model = "", .family = ""};
	size_t n = known_count(set);
	for (size_t i = 0; i < n && n <= ROWS_MAX; i++) {
		struct known_row row = known_row(set, i);
		if (!*row.family || row.kind == KNOWN_TENSOR || says_the_same(&row, &last))
			continue; /* the files of a model lie side by side */
		add_row(m, &row, before + i);
		last = row;
	}
}

static int by_hash(const void *a, const void *b)
{
	const struct model_name *x = a, *y = b;
	int order = (x->hash > y->hash) - (x->hash < y->hash);
	return order ? order : (x->row > y->row) - (x->row < y->row);
}

static void make(struct model_names *m)
{
	const struct catalog *c = m->catalog;
	size_t before = 0;
	for (uint32_t s = 0; s < c->n_known; before += known_count(&c->known[s++]))
		add_set(m, &c->known[s], before);
	if (!m->at)
		m->at = mem_alloc(sizeof *m->at);
	else
		qsort(m->at, m->count, sizeof *m->at, by_hash);
}

/* --- looking ---------------------------------------------------------------------------------------------------------------- */

static size_t lower(const struct model_names *m, uint64_t hash)
{
	size_t low = 0, high = m->count;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (m->at[middle].hash < hash)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

struct found { /* the next entry of a name */
	const struct model_names *in;
	const char *name;
	bool with_owner;
	size_t at;
	uint64_t hash;
};

static struct found find(const struct model_names *m, const char *name, bool with_owner)
{
	uint64_t hash = hash_bytes(name, strlen(name));
	return (struct found){m, name, with_owner, lower(m, hash), hash};
}

static const struct model_name *peek(struct found *f)
{
	for (; f->at < f->in->count && f->in->at[f->at].hash == f->hash; f->at++) {
		const struct model_name *n = &f->in->at[f->at];
		if (n->with_owner == f->with_owner && !strcmp(n->name, f->name))
			return n;
	}
	return NULL;
}

static struct known_row row_at(const struct catalog *c, size_t row)
{
	uint32_t s = 0;
	for (; row >= known_count(&c->known[s]); s++)
		row -= known_count(&c->known[s]);
	return known_row(&c->known[s], row);
}

/* Both lists are in the order of the rows, and so is what comes of them. */
static void merge(struct found *a, struct found *b, struct families *out)
{
	const struct model_name *x, *y;
	const struct catalog *c = a->in->catalog;
	while ((x = peek(a), y = peek(b), x || y)) {
		bool first = x && (!y || x->row <= y->row);
		const struct model_name *n = first ? x : y;
		struct known_row r = row_at(c, n->row);
		if (n->of_repo || !is_of_another(c, &r))
			families_add(out, n->family);
		(first ? a : b)->at++;
	}
}

/* --- without the table ------------------------------------------------------------------------------------------------------ */

static bool is_called(const char *written, const char *wanted)
{
	char folded[NAME_BYTES];
	if (!wanted || tolower((unsigned char)*written) != *wanted)
		return false;
	alias_fold(written, folded, sizeof folded);
	return !strcmp(folded, wanted) || (drop_packing(folded) && !strcmp(folded, wanted));
}

/* Making the table takes as long as hundreds of walks over the rows, and most scans ask a few times. */
static void walk(const struct catalog *c, const char *whole, const char *last, struct families *out)
{
	for (uint32_t s = 0; s < c->n_known; s++) {
		size_t n = known_count(&c->known[s]);
		for (size_t i = 0; i < n && n <= ROWS_MAX; i++) {
			struct known_row r = known_row(&c->known[s], i);
			if (!*r.family || r.kind == KNOWN_TENSOR)
				continue;
			bool of_repo =
				is_called(r.repo, whole) || (strchr(r.repo, '/') && is_called(without_owner(r.repo), last));
			bool of_model = is_called(r.model, whole) || is_called(r.model, last);
			if (of_repo || (of_model && !is_of_another(c, &r)))
				families_add(out, r.family);
		}
	}
}

/* Is there a table, or is it time to make one? */
static bool has_table(struct model_names *m)
{
	pthread_mutex_lock(&m->lock);
	bool table = m->at || m->asked++ >= WALKS;
	if (table && !m->at)
		make(m);
	pthread_mutex_unlock(&m->lock);
	return table;
}

void model_names_families(struct model_names *m, const char *name, struct families *out)
{
	char whole[NAME_BYTES], last[NAME_BYTES];
	alias_fold(name, whole, sizeof whole);
	alias_fold(without_owner(name), last, sizeof last);
	drop_packing(last);
	bool owned = strchr(name, '/') && *whole, several = strchr(last, '-'); /* one word is too little to go by */
	if (!owned && !several)
		return;
	if (!has_table(m)) {
		walk(m->catalog, owned ? whole : NULL, several ? last : NULL, out);
		return;
	}
	struct found with = find(m, whole, true), without = find(m, last, false);
	with.at = owned ? with.at : m->count;
	without.at = several ? without.at : m->count;
	merge(&with, &without, out);
}
