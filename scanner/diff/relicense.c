/* SPDX-License-Identifier: MIT */
#include "diff/relicense.h"

#include "base/digest.h"
#include "findings/finding.h"

#include <stdlib.h>
#include <string.h>

struct earlier {
	const struct side *side;
	const struct side_model **at; /* the models of the report whose weights are known, by digest, then by path */
	size_t count;
	const struct side_model **by_path; /* all of them */
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

static int compare_paths(const void *a, const void *b)
{
	const struct side_model *x = *(const struct side_model *const *)a, *y = *(const struct side_model *const *)b;
	return strcmp(x->path, y->path);
}

static struct earlier sort_models(const struct side *before)
{
	const struct side_model *models = before->models.at;
	size_t n = before->models.count;
	struct earlier out = {before, mem_array(n, sizeof *out.at), 0, mem_array(n, sizeof *out.by_path)};
	for (size_t i = 0; i < n; i++) {
		out.by_path[i] = &models[i];
		if (models[i].digest)
			out.at[out.count++] = &models[i];
	}
	if (out.count)
		qsort(out.at, out.count, sizeof *out.at, compare_models);
	if (n)
		qsort(out.by_path, n, sizeof *out.by_path, compare_paths);
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

static const struct side_model *model_at(const struct earlier *e, const char *path)
{
	const struct side_model wanted = {.path = path}, *key = &wanted, **found = NULL;
	if (e->side->models.count)
		found = bsearch(&key, e->by_path, e->side->models.count, sizeof *e->by_path, compare_paths);
	return found ? *found : NULL;
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

static void look_at_license(struct artifact *a, const struct earlier *e, const struct side_model *m)
{
	if (same(m->concluded, a->concluded))
		return;
	const struct fact *evidence = evidence_of(a);
	finding_add(a, a->arena, FINDING_SILENT_RELICENSE, &evidence, 1,
		    "The weights are those of %s in %s, where %s was concluded; here it is %s.", *m->path ? m->path : "the model",
		    e->side->name, m->concluded ? m->concluded : "no license", a->concluded ? a->concluded : "none");
}

/* --- other words, other weights under the same name ------------------------------------------------------------------------------ */

/* Found where the one before it was, as both sides list them in the same order. */
static const struct side_text *text_at(const struct side_model *m, const char *path, size_t *next)
{
	const struct side_text *texts = m->texts.at;
	for (size_t i = 0; i < m->texts.count; i++) {
		const struct side_text *t = &texts[(*next + i) % m->texts.count];
		if (strcmp(t->path, path) != 0)
			continue;
		*next += i + 1;
		return t;
	}
	return NULL;
}

/* Texts without words go by their bytes. */
static bool has_same_words(const struct side_text *x, const struct terms_text *y)
{
	char digest[DIGEST_HEX];
	digest_hex(y->sha256, digest);
	const struct fingerprint *a = x->print, *b = y->print;
	return !strcmp(x->sha256, digest) ||
	       (a && b && a->count == b->count && !memcmp(a->words, b->words, a->count * sizeof *a->words));
}

static bool is_binding(const char *role)
{
	return !strcmp(role, "license") || !strcmp(role, "policy");
}

static void look_at_texts(struct artifact *a, const struct earlier *e, const struct side_model *m)
{
	size_t next = 0;
	for (size_t i = 0; i < a->n_texts; i++) {
		const struct fact *f = a->texts[i];
		const char *path = is_binding(f->key) ? side_inner(a->path, f->at.entry, a->arena) : NULL;
		const struct side_text *text = path ? text_at(m, path, &next) : NULL;
		if (text && !has_same_words(text, f->detail))
			finding_add(a, a->arena, FINDING_TEXT_CHANGED, &f, 1, "%s has other words than in %s.", f->at.entry,
				    e->side->name);
	}
}

static void look_at_weights(struct artifact *a, const struct earlier *e, const struct side_model *m)
{
	char digest[DIGEST_HEX];
	digest_hex(a->digest, digest);
	if (m->digest && strcmp(m->digest, digest) != 0)
		finding_add(a, a->arena, FINDING_WEIGHTS_CHANGED, a->weights, 1, "The weights of %s are others than in %s.",
			    *a->path ? a->path : "the model", e->side->name);
}

static void look(struct artifact *a, const struct earlier *e)
{
	bool known = a->has_digest && a->n_weights;
	const struct side_model *here = model_at(e, a->path), *same_weights = known ? model_of(e, a) : NULL,
				*then = same_weights ? same_weights : here;
	if (same_weights)
		look_at_license(a, e, same_weights);
	else if (known && here)
		look_at_weights(a, e, here);
	if (then)
		look_at_texts(a, e, then);
}

void relicense_find(struct artifacts *as, const struct side *before)
{
	struct earlier e = sort_models(before);
	for (size_t i = 0; i < as->count; i++)
		look(&as->at[i], &e);
	free(e.at);
	free(e.by_path);
}
