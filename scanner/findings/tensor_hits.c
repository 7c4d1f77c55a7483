/* SPDX-License-Identifier: MIT */
#include "findings/tensor_hits.h"

#include "base/utf8.h"
#include "findings/known.h"

#include <string.h>

enum { ROWS_PER_TENSOR = 64, NAME_BYTES = 200 };

static struct tensor_hit *find(struct tensor_hits *h, const struct known_row *row)
{
	for (size_t i = 0; i < h->count; i++)
		if (!strcmp(known_title(&h->at[i].row), known_title(row)))
			return &h->at[i];
	return NULL;
}

/* The tensor that is looked up. */
struct looked_up {
	const struct fact *file;
	struct tensor tensor;
	uint64_t len, number; /* number: from 1, in all files */
	struct arena *arena;
};

static void take_row(struct tensor_hits *h, const struct known_row *row, const struct looked_up *l)
{
	struct tensor_hit *hit = find(h, row);
	if (!hit && h->count == TENSOR_HITS) {
		h->more = true;
		return;
	}
	if (!hit) {
		hit = &h->at[h->count++];
		*hit = (struct tensor_hit){.row = *row,
					   .name = utf8_visible(l->arena, l->tensor.name, l->tensor.name_len, NAME_BYTES),
					   .file = l->file};
	}
	if (hit->last == l->number) /* several rows may say the same of it */
		return;
	hit->last = l->number;
	hit->tensors++;
	hit->bytes += (double)l->len;
}

static void look_up(struct tensor_hits *h, const struct known_set *set, const struct looked_up *l)
{
	struct known_span found = known_look_up(set, l->tensor.sha256);
	for (size_t i = 0; i < found.count && i < ROWS_PER_TENSOR; i++) {
		struct known_row row = known_row(set, found.first + i);
		if (row.kind == KNOWN_TENSOR)
			take_row(h, &row, l);
	}
}

static void take_file(struct tensor_hits *h, const struct catalog *c, const struct fact *file, struct arena *a)
{
	const struct tensors *t = ((const struct weights *)file->detail)->tensors;
	struct looked_up l = {.file = file, .arena = a};
	for (uint32_t i = 0; i < tensors_count(t); i++) {
		struct tensor_range range = tensors_range(t, i);
		l.len = range.len;
		l.number = ++h->tensors;
		h->bytes += (double)range.len;
		if (range.state != TENSOR_HASHED || range.len < TENSOR_HIT_BYTES)
			continue;
		tensors_get(t, i, &l.tensor, NULL);
		for (uint32_t s = 0; s < c->n_known; s++)
			look_up(h, &c->known[s], &l);
	}
}

void tensor_hits_find(struct tensor_hits *h, const struct catalog *c, const struct shards *files, struct arena *a)
{
	*h = (struct tensor_hits){0};
	for (size_t i = 0; i < files->count; i++)
		take_file(h, c, files->files[i], a);
}
