/* SPDX-License-Identifier: MIT */
#include "diff/relicense.h"

#include "base/digest.h"
#include "findings/finding.h"

#include <stdlib.h>
#include <string.h>

struct earlier { /* the models of the report whose weights are known, by digest, then by path */
	const struct side *side;
	const struct side_model **at;
	size_t count;
};

static int compare(const struct side_model *m, const char *digest, const char *path)
{
	int order = strcmp(m->digest, digest);
	return order ? order : strcmp(m->path, path);
}

static int compare_models(const void *a, const void *b)
{
	const struct side_model *x = *(const struct side_model *const *)a, *y = *(const struct side_model *const *)b;
	return compare(x, y->digest, y->path);
}

static struct earlier sort_models(const struct side *before)
{
	const struct side_model *models = before->models.at;
	struct earlier out = {before, mem_array(before->models.count, sizeof *out.at), 0};
	for (size_t i = 0; i < before->models.count; i++)
		if (models[i].digest)
			out.at[out.count++] = &models[i];
	if (out.count)
		qsort(out.at, out.count, sizeof *out.at, compare_models);
	return out;
}

/* The first that is not less. */
static size_t lower(const struct earlier *e, const char *digest, const char *path)
{
	size_t low = 0, high = e->count;
	while (low < high) {
		size_t mid = low + (high - low) / 2;
		if (compare(e->at[mid], digest, path) < 0)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

/* The model with the same weights, the one at the same place first. */
static const struct side_model *model_of(const struct earlier *e, const struct artifact *a)
{
	char digest[DIGEST_HEX];
	digest_hex(a->digest, digest);
	size_t here = lower(e, digest, a->path), any = lower(e, digest, "");
	if (here < e->count && !compare(e->at[here], digest, a->path))
		return e->at[here];
	return any < e->count && !strcmp(e->at[any]->digest, digest) ? e->at[any] : NULL;
}

static bool same(const char *a, const char *b)
{
	return a == b || (a && b && !strcmp(a, b));
}

static const struct fact *evidence_of(const struct artifact *a)
{
	return a->n_declared ? a->declared[0].fact : a->n_matches ? a->matches[0] : a->weights[0];
}

static void look(struct artifact *a, const struct earlier *e)
{
	const struct side_model *m = a->has_digest && a->n_weights ? model_of(e, a) : NULL;
	if (!m || same(m->concluded, a->concluded))
		return;
	const struct fact *evidence = evidence_of(a);
	finding_add(a, a->arena, FINDING_SILENT_RELICENSE, &evidence, 1,
		    "The weights are those of %s in %s, where %s was concluded; here it is %s.", *m->path ? m->path : "the model",
		    e->side->name, m->concluded ? m->concluded : "no license", a->concluded ? a->concluded : "none");
}

void relicense_find(struct artifacts *as, const struct side *before)
{
	struct earlier e = sort_models(before);
	for (size_t i = 0; i < as->count; i++)
		look(&as->at[i], &e);
	free(e.at);
}
