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

static void take_row(struct tensor_hits *h, const struct known_row *row, const struct tensor *t, uint32_t number, struct arena *a)
{
	struct tensor_hit *hit = find(h, row);
	if (!hit && h->count == TENSOR_HITS) {
		h->more = true;
		return;
	}
	if (!hit) {
		hit = &h->at[h->count++];
		*hit = (struct tensor_hit){
			.row = *row, .name = utf8_visible(a, t->name, t->name_len, NAME_BYTES), .last = NO_TENSOR};
	}
	hit->tensors += hit->last != number; /* several rows may say the same of it */
	hit->last = number;
}

static void look_up(struct tensor_hits *h, const struct known_set *set, const struct tensor *t, uint32_t number, struct arena *a)
{
	struct known_span found = known_look_up(set, t->sha256);
	for (size_t i = 0; i < found.count && i < ROWS_PER_TENSOR; i++) {
		struct known_row row = known_row(set, found.first + i);
		if (row.kind == KNOWN_TENSOR)
			take_row(h, &row, t, number, a);
	}
}

void tensor_hits_find(struct tensor_hits *h, const struct catalog *c, const struct tensors *t, struct arena *a)
{
	*h = (struct tensor_hits){0};
	for (uint32_t i = 0; i < tensors_count(t); i++) {
		struct tensor tensor;
		struct tensor_range range = tensors_range(t, i);
		if (range.state != TENSOR_HASHED || range.len < TENSOR_HIT_BYTES)
			continue;
		tensors_get(t, i, &tensor, NULL);
		for (uint32_t s = 0; s < c->n_known; s++)
			look_up(h, &c->known[s], &tensor, i, a);
	}
}
