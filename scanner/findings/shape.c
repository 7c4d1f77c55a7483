/* SPDX-License-Identifier: MIT */
#include "findings/shape.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

/* Whole, or a rope base as a decimal number. */
static uint64_t number(const char *text)
{
	char *end;
	errno = 0;
	double value = strtod(text, &end);
	return !*end && !errno && value >= 1 && value < 1e18 ? (uint64_t)(value + 0.5) : 0;
}

bool shape_of(const struct entry *e, struct shape *out)
{
	*out = (struct shape){0};
	for (size_t i = 0; i < e->count; i++) {
		const struct fact *f = &e->facts[i];
		for (int d = 0; d < N_DIMENSIONS && f->kind == FACT_META && f->key && f->value; d++) {
			if (out->size[d] || strcmp(f->key, dimension_name(d)) != 0)
				continue;
			out->size[d] = number(f->value);
			out->fact = out->fact ? out->fact : f;
		}
	}
	if (!out->size[DIM_KV_HEADS]) /* where nothing is said there is one for each head */
		out->size[DIM_KV_HEADS] = out->size[DIM_HEADS];
	return out->size[DIM_VOCAB] && out->size[DIM_HIDDEN] && out->size[DIM_LAYERS] && out->size[DIM_INTERMEDIATE];
}

static bool fits(const struct architecture *a, const struct shape *s)
{
	for (int d = 0; d < N_DIMENSIONS; d++) {
		bool must = d <= DIM_INTERMEDIATE;
		if (a->size[d] != s->size[d] && (must || (a->size[d] && s->size[d])))
			return false;
	}
	return true;
}

/* Inserts the family in its place; false when it is there already. Those beyond the bound are counted only. */
static void add_family(struct shape_fit *fit, const char *family)
{
	size_t kept = fit->n_families < SHAPE_FAMILIES ? fit->n_families : SHAPE_FAMILIES, at = kept;
	for (size_t i = 0; i < kept; i++)
		if (!strcmp(fit->families[i], family))
			return;
	fit->n_families++;
	while (at && strcmp(fit->families[at - 1], family) > 0)
		at--;
	if (at == SHAPE_FAMILIES)
		return;
	size_t moved = (kept < SHAPE_FAMILIES ? kept : SHAPE_FAMILIES - 1) - at;
	memmove(&fit->families[at + 1], &fit->families[at], moved * sizeof *fit->families);
	fit->families[at] = family;
}

struct shape_fit shape_match(const struct hints *hints, const struct shape *s)
{
	struct shape_fit fit = {.full = s->size[DIM_HEADS] && s->size[DIM_ROPE]};
	for (uint32_t i = 0; i < hints->n_signatures; i++) {
		if (!fits(&hints->signatures[i], s))
			continue;
		fit.models++;
		add_family(&fit, hints->signatures[i].family);
	}
	return fit;
}

const char *shape_in_words(const struct shape *s, struct arena *a)
{
	return arena_printf(a, "a vocabulary of %llu, width %llu, %llu layers of inner width %llu",
			    (unsigned long long)s->size[DIM_VOCAB], (unsigned long long)s->size[DIM_HIDDEN],
			    (unsigned long long)s->size[DIM_LAYERS], (unsigned long long)s->size[DIM_INTERMEDIATE]);
}
