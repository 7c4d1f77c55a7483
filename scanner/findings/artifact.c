/* SPDX-License-Identifier: MIT */
#include "findings/artifact.h"

#include "evidence/shards.h"
#include "findings/claims.h"
#include "findings/conclude.h"
#include "findings/conflicts.h"
#include "findings/duties.h"
#include "findings/finding.h"
#include "findings/known.h"
#include "findings/laundering.h"
#include "findings/lineage.h"
#include "findings/openness.h"
#include "findings/said.h"
#include "findings/scope.h"
#include "findings/terms.h"
#include "findings/texts.h"

#include <string.h>

enum { NAME_BYTES = 200 };

/* --- names ----------------------------------------------------------------------------------------------------------------- */

/* How good a name from this entry is for the artifact; 0: none. */
static int name_quality(const struct dossier *d, const struct entry *e)
{
	if (e->weights)
		return d->artifact->n_weights == 1 ? 1 : 0;
	return e->model ? 5 : e->role == DOCUMENT_CARD ? 4 : e->role == DOCUMENT_PACKAGE ? 3 : 2;
}

/* Is it the fact of that key, or of the other one? */
static bool is_about(const struct fact *f, const char *key, const char *other)
{
	if (f->kind != FACT_META || !f->key || !f->value || !*f->value || strlen(f->value) > NAME_BYTES)
		return false;
	return !strcmp(f->key, key) || !strcmp(f->key, other);
}

static const char *best_fact(const struct dossier *d, const char *key, const char *other)
{
	const char *best = NULL;
	int quality = 0;
	size_t depth = SIZE_MAX; /* the nearer to the root, the better */
	for (size_t i = 0; i < d->group->count - d->group->inherited; i++) {
		const struct entry *e = d->group->entries[i];
		int q = name_quality(d, e);
		for (size_t k = 0; k < e->count && q; k++) {
			bool better = q > quality || (q == quality && e->dir < depth);
			if (!is_about(&e->facts[k], key, other) || !better)
				continue;
			best = e->facts[k].value;
			quality = q;
			depth = e->dir;
		}
	}
	return best;
}

/* Last component of a path, without a closing '/' or the '!' of an archive. */
static const char *last_component(struct arena *a, const char *path)
{
	size_t n = strlen(path);
	while (n > 1 && (path[n - 1] == '/' || path[n - 1] == '!'))
		n--;
	size_t start = n;
	while (start && path[start - 1] != '/')
		start--;
	return start < n ? arena_strndup(a, path + start, n - start) : path;
}

static const char *artifact_name(const struct dossier *d, const char *input)
{
	const char *name = best_fact(d, "name", "model_name");
	if (name)
		return name;
	if (*d->group->root)
		return last_component(d->arena, d->group->root);
	return !strcmp(input, "-") ? "standard input" : last_component(d->arena, input);
}

/* --- facts ----------------------------------------------------------------------------------------------------------------- */

static void collect_facts(struct dossier *d)
{
	struct facts weights = {0}, matches = {0}, texts = {0}, problems = {0};
	for (size_t i = 0; i < d->group->count; i++) {
		const struct entry *e = d->group->entries[i];
		for (size_t k = 0; k < e->count; k++) {
			const struct fact *f = &e->facts[k];
			struct facts *list = f->kind == FACT_WEIGHTS		     ? &weights
					     : f->kind == FACT_MATCH		     ? &matches
					     : f->kind == FACT_PROBLEM		     ? &problems
					     : f->kind == FACT_DOCUMENT && f->detail ? &texts
										     : NULL;
			if (list)
				facts_push(list, d->arena, f);
		}
	}
	struct artifact *a = d->artifact;
	a->weights = weights.at;
	a->n_weights = weights.count;
	a->matches = matches.at;
	a->n_matches = matches.count;
	a->texts = texts.at;
	a->n_texts = texts.count;
	a->problems = problems.at;
	a->n_problems = problems.count;
}

/* Of an artifact all of whose weights are known tensor by tensor. */
static void digest_weights(struct dossier *d)
{
	struct artifact *a = d->artifact;
	const struct tensors **tables = arena_array(d->arena, a->n_weights, sizeof *tables);
	const struct weights *only = NULL;
	size_t n = 0;
	struct shards *models;
	for (size_t i = shards_group(a->weights, a->n_weights, d->arena, &models); i--;)
		if (models[i].count < models[i].wanted)
			return;
	for (size_t i = 0; i < a->n_weights; i++) {
		const struct weights *w = a->weights[i]->detail;
		if (w->part_of)
			continue;
		if (!w->has_digest)
			return;
		only = n ? NULL : w;
		tables[n++] = w->tensors;
	}
	a->has_digest = only || tensors_digest(tables, n, a->digest, a->nameless);
	if (only) {
		memcpy(a->digest, only->digest, DIGEST_BYTES);
		memcpy(a->nameless, only->nameless, DIGEST_BYTES);
	}
}

/* What was found wrong with the files of a model in several pieces (evidence/shards_check.h). */
static void take_shards(struct dossier *d)
{
	for (size_t i = 0; i < d->group->count - d->group->inherited; i++) {
		const struct entry *e = d->group->entries[i];
		for (size_t k = 0; k < e->count; k++) {
			const struct fact *f = &e->facts[k];
			int number = f->kind == FACT_SHARDS ? finding_number(f->key) : -1;
			if (number >= 0)
				finding_add(d->artifact, d->arena, (enum finding_number)number, &f, 1, "%s", f->value);
		}
	}
}

static void artifact_make(struct artifact *a, struct dossier *d, const char *input)
{
	size_t n = strlen(d->group->root);
	bool archive = n && d->group->root[n - 1] == '!';
	a->path = arena_strndup(d->arena, d->group->root, n - archive);
	collect_facts(d);
	digest_weights(d);
	a->name = artifact_name(d, input);
	a->version = best_fact(d, "version", "version");
	scope_find(d);
	claims_collect(d);
	said_collect(d);
	texts_collect(d);
	conclude(d);
	terms_collect(d);
	conflicts_find(d);
	known_find(d);
	take_shards(d);
	lineage_collect(d);
	laundering_find(d);
	openness_find(d);
	duties_find(d);
	claims_tell_lost(d);
}

void artifacts_init(struct artifacts *as, const struct evidence *ev, const struct catalog *c, const char *input)
{
	*as = (struct artifacts){0};
	arena_init(&as->arena);
	struct entries entries;
	struct group *groups;
	entries_init(&entries, ev, &as->arena);
	as->count = group_entries(&entries, &as->arena, &groups);
	as->at = arena_array(&as->arena, as->count, sizeof *as->at);
	for (size_t i = 0; i < as->count; i++) {
		struct dossier d = {
			.arena = &as->arena,
			.catalog = c,
			.entries = &entries,
			.group = &groups[i],
			.artifact = &as->at[i],
		};
		artifact_make(&as->at[i], &d, input);
	}
	lineage_link(as);
	laundering_between(as, c);
}

void artifacts_release(struct artifacts *as)
{
	arena_release(&as->arena);
	*as = (struct artifacts){0};
}
