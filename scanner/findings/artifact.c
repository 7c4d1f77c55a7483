/* SPDX-License-Identifier: MIT */
#include "findings/artifact.h"

#include "base/pool.h"
#include "evidence/shards.h"
#include "findings/base_terms.h"
#include "findings/claims.h"
#include "findings/conclude.h"
#include "findings/conflicts.h"
#include "findings/duties.h"
#include "findings/finding.h"
#include "findings/inherit.h"
#include "findings/known.h"
#include "findings/laundering.h"
#include "findings/lineage.h"
#include "findings/model_names.h"
#include "findings/openness.h"
#include "findings/said.h"
#include "findings/scope.h"
#include "findings/terms.h"
#include "findings/texts.h"
#include "findings/twins.h"

#include <string.h>

enum { NAME_BYTES = 200 };

/* --- names ----------------------------------------------------------------------------------------------------------------- */

/* Deep in folders below the root, as tools and libraries of others are; in an archive a package has folders of its own. */
static bool lies_deep(const struct dossier *d, const struct entry *e)
{
	size_t root = strlen(d->group->root), start = root + (root > 0), folders = 0;
	for (size_t i = start; i < e->dir; i++) {
		if (e->name[i] == '!')
			return folders > 1;
		folders += e->name[i] == '/';
	}
	return e->dir > start && folders > 0;
}

/* How good a name from this entry is for the artifact; 0: none. */
static int name_quality(const struct dossier *d, const struct entry *e)
{
	if (e->weights)
		return d->artifact->n_weights == 1 ? 1 : 0;
	if (e->role == DOCUMENT_PACKAGE && !e->model && lies_deep(d, e))
		return 0;
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

/* What its directory is called, or the input. */
static const char *place_name(const struct dossier *d, const char *input)
{
	if (*d->group->root)
		return last_component(d->arena, d->group->root);
	return !strcmp(input, "-") ? "standard input" : last_component(d->arena, input);
}

/* --- facts ----------------------------------------------------------------------------------------------------------------- */

/* What broke off an archive in which the artifact lies, before more of it may have come. */
static void add_broken(const struct dossier *d, struct facts *problems)
{
	const char *root = d->group->root;
	for (const char *at = strchr(root, '!'); at; at = strchr(at + 1, '!')) {
		const struct fact *f = at[1] && at[1] != '/' ? NULL : entries_broken(d->entries, root, (size_t)(at - root) + 1);
		bool known = !f;
		for (size_t i = 0; i < problems->count && !known; i++)
			known = problems->at[i] == f;
		if (!known)
			facts_push(problems, d->arena, f);
	}
}

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
	add_broken(d, &problems);
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
	if (d->group->cut)
		dossier_cut(d, NULL, "More documents lie above the model than are read for it.");
	digest_weights(d);
	d->place_name = place_name(d, input);
	a->name = best_fact(d, "name", "model_name");
	a->name = a->name ? a->name : d->place_name;
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
	base_terms_find(d);
	duties_find(d);
	inherit_all(d);
	openness_find(d);
	claims_tell_lost(d);
}

/* --- all of them ------------------------------------------------------------------------------------------------------------- */

enum { SHARES_OF_A_THREAD = 16 };

struct making {
	struct artifacts *as;
	const struct catalog *catalog;
	struct model_names model_names;
	struct entries entries;
	struct group *groups;
	const char *input;
	bool unclaimed; /* some have no card of their own that claims a license */
};

static bool has_unclaimed(const struct making *m)
{
	for (size_t i = 0; i < m->as->count; i++)
		if (!m->groups[i].claims)
			return true;
	return false;
}

static void make_one(void *ctx, size_t number)
{
	struct making *m = ctx;
	struct dossier d = {
		.arena = m->as->at[number].arena,
		.catalog = m->catalog,
		.model_names = &m->model_names,
		.entries = &m->entries,
		.group = &m->groups[number],
		.artifact = &m->as->at[number],
		.unclaimed_siblings = m->groups[number].claims && m->unclaimed,
	};
	artifact_make(d.artifact, &d, m->input);
}

static size_t first_of_share(const struct artifacts *as, size_t share)
{
	return as->count * share / as->n_arenas;
}

static void make_shares(struct artifacts *as)
{
	size_t most = (size_t)SHARES_OF_A_THREAD * as->threads;
	as->n_arenas = as->count < most ? as->count : most;
	as->arenas = arena_array(&as->arena, as->n_arenas, sizeof *as->arenas);
	for (size_t k = 0; k < as->n_arenas; k++) {
		arena_init(&as->arenas[k]);
		for (size_t i = first_of_share(as, k); i < first_of_share(as, k + 1); i++)
			as->at[i].arena = &as->arenas[k];
	}
}

struct each {
	const struct artifacts *as;
	void (*work)(void *ctx, size_t number);
	void *ctx;
};

static void work_on_share(void *ctx, size_t share)
{
	const struct each *e = ctx;
	for (size_t i = first_of_share(e->as, share); i < first_of_share(e->as, share + 1); i++)
		e->work(e->ctx, i);
}

void artifacts_each(const struct artifacts *as, void (*work)(void *ctx, size_t number), void *ctx)
{
	pool_run(as->threads, as->n_arenas, work_on_share, &(struct each){as, work, ctx});
}

void artifacts_init(struct artifacts *as, const struct evidence *ev, const struct catalog *c, const char *input, unsigned threads)
{
	struct making m = {.as = as, .catalog = c, .input = input};
	*as = (struct artifacts){.threads = threads};
	arena_init(&as->arena);
	entries_init(&m.entries, ev, c, &as->arena);
	as->count = group_entries(&m.entries, c, &as->arena, &m.groups);
	m.unclaimed = has_unclaimed(&m);
	as->at = arena_array(&as->arena, as->count, sizeof *as->at);
	make_shares(as);
	model_names_init(&m.model_names, c);
	artifacts_each(as, make_one, &m);
	model_names_release(&m.model_names);
	lineage_link(as);
	laundering_between(as, c);
	twins_find(as, c);
}

void artifacts_release(struct artifacts *as)
{
	for (size_t i = 0; i < as->n_arenas; i++)
		arena_release(&as->arenas[i]);
	arena_release(&as->arena);
	*as = (struct artifacts){0};
}
