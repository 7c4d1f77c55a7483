/* SPDX-License-Identifier: MIT */
#include "evidence/shards.h"

#include <stdlib.h>
#include <string.h>

static size_t digits(const char *s)
{
	return strspn(s, "0123456789");
}

/* Where the number begins in "x-00001-of-00003.y" (also with "_" before it), and "-of-" after it; NULL: the name is no shard's. */
static const char *find_number(const char *name, const char **of)
{
	for (*of = strstr(name, "-of-"); *of; *of = strstr(*of + 1, "-of-")) {
		const char *number = *of;
		while (number > name && number[-1] >= '0' && number[-1] <= '9')
			number--;
		size_t n = digits(*of + 4);
		bool marked = number > name && number < *of && (number[-1] == '-' || number[-1] == '_');
		if (marked && *of - number >= 5 && n >= 5 && n <= 9)
			return number;
	}
	return NULL;
}

uint64_t shard_number(const char *entry)
{
	const char *of, *number = find_number(entry, &of);
	return number ? strtoull(number, NULL, 10) : NO_SHARD;
}

/* "prefix-00001-of-00003.ext" gives "prefix.ext" and 3; NULL: the name is no shard's. */
static const char *model_name(const char *name, struct arena *a, uint64_t *total)
{
	const char *of, *number = find_number(name, &of);
	if (!number)
		return NULL;
	*total = strtoull(of + 4, NULL, 10);
	return arena_printf(a, "%.*s%s", (int)(number - 1 - name), name, of + 4 + digits(of + 4));
}

/* "prefix-shard1of2.ext", as TensorFlow.js has it, in the same way. */
static const char *script_model_name(const char *name, struct arena *a, uint64_t *total)
{
	const char *mark = strstr(name, "-shard");
	size_t n = mark ? digits(mark + 6) : 0, m;
	const char *of = n ? mark + 6 + n : "";
	if (n > 9 || strncmp(of, "of", 2) != 0 || !(m = digits(of + 2)) || m > 9)
		return NULL;
	*total = strtoull(of + 2, NULL, 10);
	return arena_printf(a, "%.*s%s", (int)(mark - name), name, of + 2 + m);
}

struct piece {
	const char *model;
	uint64_t total; /* 0: a file by itself */
	const struct fact *file;
};

static int compare_pieces(const void *a, const void *b)
{
	const struct piece *x = a, *y = b;
	int order = strcmp(x->model, y->model);
	if (!order && x->total != y->total)
		order = x->total < y->total ? -1 : 1;
	return order ? order : strcmp(x->file->at.entry, y->file->at.entry);
}

static bool same_model(const struct piece *x, const struct piece *y)
{
	return x->total && x->total == y->total && !strcmp(x->model, y->model);
}

size_t shards_group(const struct fact *const *weights, size_t n, struct arena *a, struct shards **out)
{
	size_t count = 0;
	struct piece *pieces = arena_array(a, n, sizeof *pieces);
	const struct fact **files = arena_array(a, n, sizeof *files);
	struct shards *all = *out = arena_array(a, n, sizeof *all);
	for (size_t i = 0; i < n; i++) {
		struct piece *p = &pieces[i];
		const char *model = model_name(weights[i]->at.entry, a, &p->total);
		if (!model)
			model = script_model_name(weights[i]->at.entry, a, &p->total);
		p->model = model ? model : weights[i]->at.entry;
		p->total = model ? p->total : 0;
		p->file = weights[i];
	}
	if (n)
		qsort(pieces, n, sizeof *pieces, compare_pieces);
	for (size_t i = 0; i < n; i++) {
		files[i] = pieces[i].file;
		if (!i || !same_model(&pieces[i - 1], &pieces[i]))
			all[count++] = (struct shards){.name = pieces[i].model, .files = &files[i], .wanted = pieces[i].total};
		all[count - 1].count++;
	}
	return count;
}

size_t shards_group_all(const struct evidence *ev, struct arena *a, struct shards **out)
{
	const struct fact **weights = arena_array(a, ev->count, sizeof *weights);
	size_t n = 0;
	for (size_t i = 0; i < ev->count; i++)
		if (ev->facts[i].kind == FACT_WEIGHTS && !((const struct weights *)ev->facts[i].detail)->part_of)
			weights[n++] = &ev->facts[i];
	return shards_group(weights, n, a, out);
}

bool shards_digest(const struct shards *s, uint8_t digest[DIGEST_BYTES], uint8_t nameless[DIGEST_BYTES])
{
	if (s->wanted && s->count < s->wanted)
		return false;
	const struct tensors **tables = mem_array(s->count ? s->count : 1, sizeof *tables);
	bool all = s->count > 0;
	for (size_t i = 0; i < s->count; i++) {
		const struct weights *w = s->files[i]->detail;
		/* A shard may have no tensors at all: some formats keep what is common in a file of its own. */
		tables[i] = w->tensors;
		all = all && (w->has_digest || (!w->gap && !w->tensors && s->wanted));
	}
	all = all && tensors_digest(tables, s->count, digest, nameless);
	free(tables);
	return all;
}
