/* SPDX-License-Identifier: MIT */
#include "findings/known.h"

#include "base/buf.h"
#include "base/utf8.h"
#include "findings/claims.h"
#include "findings/compat.h"
#include "findings/conclude.h"
#include "findings/finding.h"
#include "findings/inherit.h"
#include "source/expectation.h"

#include <stdlib.h>
#include <string.h>

enum { HITS = 2000, FINDINGS = 50, SHOWN = 20, NAME_BYTES = 200 };

void known_each(const struct catalog *c, const uint8_t sha256[32], void (*visit)(void *ctx, const struct known_row *row),
		void *ctx)
{
	for (uint32_t s = 0; s < c->n_known; s++) {
		struct known_span found = known_look_up(&c->known[s], sha256);
		for (size_t i = 0; i < found.count; i++) {
			struct known_row row = known_row(&c->known[s], found.first + i);
			visit(ctx, &row);
		}
	}
}

const char *known_title(const struct known_row *row)
{
	return *row->repo ? row->repo : *row->model ? row->model : row->file;
}

/* --- what is known of one file --------------------------------------------------------------------------------------------- */

struct hit {
	struct dossier *dossier;
	const struct fact *fact;
	struct known_row row; /* the one that says most: the first with evidence about a license, else the first */
	const struct expression *license;
	size_t count;
	bool evidence; /* some row declares a license in a way that counts */
	bool agrees;   /* and one of those agrees with what is claimed or held here */
};

/* Is the license what is claimed or held here? */
static bool agrees(const struct dossier *d, const struct expression *x)
{
	struct statement known = {.expression = x};
	for (size_t i = 0; i < d->n_statements; i++)
		if (statements_agree(d, &d->statements[i], &known))
			return true;
	return text_is_held(d, x);
}

static void weigh_row(void *ctx, const struct known_row *row)
{
	struct hit *h = ctx;
	bool counts = *row->license && known_scope_is_evidence(row->scope);
	const struct expression *x = counts ? claim_resolve(h->dossier->catalog, row->license, h->dossier->arena) : NULL;
	if (!h->count++ || (x && !h->evidence)) {
		h->row = *row;
		h->license = x;
	}
	h->evidence |= x != NULL;
	h->agrees |= x && agrees(h->dossier, x);
}

static const char *shown(const struct dossier *d, const char *words)
{
	return utf8_visible(d->arena, words, strlen(words), NAME_BYTES);
}

static const char *scope_in_words(const char *scope)
{
	static const struct {
		const char *scope, *words;
	} table[] = {
		{"card", "by its model card"},
		{"entry", "by an entry of a catalog of models"},
		{"directory", "by a license beside the file"},
		{"description", "in a description, which is no evidence"},
		{"inherited", "by a default of a catalog, which is no evidence"},
		{"repository", "for the whole repository, which is no evidence about the model"},
	};
	for (size_t i = 0; i < sizeof table / sizeof *table; i++)
		if (!strcmp(scope, table[i].scope))
			return table[i].words;
	return "by its source";
}

static const char *described(const struct hit *h)
{
	const struct known_row *row = &h->row;
	struct arena *a = h->dossier->arena;
	const char *file = *row->file && strcmp(row->file, known_title(row)) != 0
				   ? arena_printf(a, " (%s)", shown(h->dossier, row->file))
				   : "";
	return arena_printf(a, "%s%s%s", shown(h->dossier, known_title(row)), file,
			    row->superseded ? ", a version that was replaced since" : "");
}

static const char *declared_there(const struct hit *h)
{
	const struct known_row *row = &h->row;
	struct arena *a = h->dossier->arena;
	if (!*row->license)
		return "No license is known to be declared there.";
	return arena_printf(a, "There \"%s\" is declared %s.", shown(h->dossier, row->license), scope_in_words(row->scope));
}

static const char *here(const struct hit *h)
{
	const struct weights *w = h->fact->kind == FACT_WEIGHTS ? h->fact->detail : NULL;
	return w && w->pointer ? "points to what is" : "is";
}

struct hits {
	struct hit *at;
	size_t count, capacity;
};

/* Files of one model (its shards) are spoken of together. */
static bool same_model(const struct hit *a, const struct hit *b)
{
	return !strcmp(known_title(&a->row), known_title(&b->row)) && !strcmp(a->row.license, b->row.license) &&
	       !strcmp(a->row.scope, b->row.scope) && a->agrees == b->agrees;
}

/* The files of hits[i]'s model, hits[i] first. Empty when an earlier hit has spoken for it. */
static struct facts files_of(const struct hits *hits, size_t i, struct arena *a)
{
	struct facts out = {0};
	for (size_t k = 0; k < i; k++)
		if (same_model(&hits->at[k], &hits->at[i]))
			return out;
	for (size_t k = i; k < hits->count; k++)
		if (same_model(&hits->at[k], &hits->at[i]))
			facts_push(&out, a, hits->at[k].fact);
	return out;
}

static const char *and_more(const struct facts *files, struct arena *a)
{
	return files->count > 1 ? arena_printf(a, " %zu more files here are of it too.", files->count - 1) : "";
}

static size_t least(size_t a, size_t b)
{
	return a < b ? a : b;
}

static void say_known(struct hit *h, const struct facts *files)
{
	struct dossier *d = h->dossier;
	finding_add(d->artifact, d->arena, FINDING_KNOWN_WEIGHTS, files->at, least(files->count, SHOWN),
		    "%s %s, byte for byte, %s, as %s knows it. %s%s", dossier_name(d, h->fact->at.entry), here(h), described(h),
		    shown(d, h->row.source), declared_there(h), and_more(files, d->arena));
}

/* What stands against it: the first claim, or the first text. */
static const char *claimed_here(const struct dossier *d, const struct fact **fact)
{
	if (d->n_statements) {
		*fact = d->statements[0].fact;
		return arena_printf(d->arena, "%s declares %s", dossier_name(d, (*fact)->at.entry),
				    expression_print(d->statements[0].expression, d->arena));
	}
	*fact = d->texts[0].fact;
	return arena_printf(d->arena, "%s is the text of %s", dossier_name(d, (*fact)->at.entry),
			    license_title(d->texts[0].license, d->arena));
}

/* What the license of the same bytes demands, and the one here does not carry, binds here, too. */
static void inherit(const struct hit *h)
{
	struct dossier *d = h->dossier;
	const struct expression *own = d->artifact->expression ? d->artifact->expression
				       : d->n_statements       ? d->statements[0].expression
							       : NULL;
	struct compat x = own ? compat_compare(d->catalog, h->license, own) : (struct compat){0};
	if (compat_conflicts(&x))
		inherit_later(d, &(struct inherited){h->license, shown(d, known_title(&h->row)), h->fact});
}

/* It lies in a folder beside the list of a pipeline's components: the card speaks of the whole, which the others made. */
static bool is_component(const struct dossier *d, const struct facts *files)
{
	static const char list[] = "model_index.json";
	const struct entry *e = entries_find(d->entries, files->at[0]->at.entry);
	size_t above = e && e->dir ? path_parent(e->name, e->dir) : 0;
	if (!e || !e->dir || files->count >= d->artifact->n_weights)
		return false;
	const char *folder = above ? arena_printf(d->arena, "%.*s/", (int)above, e->name) : "";
	return entries_find(d->entries, arena_printf(d->arena, "%s%s", folder, list)) != NULL;
}

/* A component under a license that asks for next to nothing may stand in a whole under another one. */
static bool may_stand_in_whole(const struct hit *h, const struct facts *files)
{
	const struct dossier *d = h->dossier;
	const struct license *l = h->license->license;
	return l && license_is_among(l, &d->catalog->free_of_terms) && is_component(d, files);
}

static void say_contradiction(struct hit *h, const struct facts *files)
{
	struct dossier *d = h->dossier;
	const struct fact *claim;
	const char *claimed = claimed_here(d, &claim);
	struct facts evidence = {0};
	facts_push(&evidence, d->arena, claim);
	for (size_t i = 0; i < files->count && i < SHOWN; i++)
		facts_push(&evidence, d->arena, files->at[i]);
	finding_add(d->artifact, d->arena, FINDING_CLAIM_CONTRADICTS_KNOWN, evidence.at, evidence.count,
		    "%s, but %s %s, byte for byte, %s, which was published as %s (declared %s; known from %s).%s", claimed,
		    dossier_name(d, h->fact->at.entry), here(h), described(h), expression_print(h->license, d->arena),
		    scope_in_words(h->row.scope), shown(d, h->row.source), and_more(files, d->arena));
	inherit(h);
}

bool known_digest_of(const struct fact *f, uint8_t sha256[32])
{
	if (f->kind == FACT_WEIGHTS) {
		memcpy(sha256, ((const struct weights *)f->detail)->sha256, 32);
		return true;
	}
	struct expectation x;
	bool said = f->kind == FACT_META && f->key && f->value && !strcmp(f->key, "sha256") &&
		    expectation_read(EXPECT_SHA256, f->value, strlen(f->value), &x);
	if (said)
		memcpy(sha256, x.digest, 32);
	return said;
}

static void look_up(struct dossier *d, const struct fact *f, struct hits *to)
{
	struct hit h = {.dossier = d, .fact = f};
	uint8_t sha256[32];
	if (!known_digest_of(f, sha256))
		return;
	known_each(d->catalog, sha256, weigh_row, &h);
	if (h.count && (h.row.kind == KNOWN_WEIGHTS || h.row.kind == KNOWN_ARCHIVE))
		VEC_PUSH(to->at, to->count, to->capacity, h);
}

static void say_hits(struct dossier *d, struct hits *hits)
{
	for (size_t i = 0, said = 0; i < hits->count && said < FINDINGS; i++) {
		struct hit *h = &hits->at[i];
		struct facts files = files_of(hits, i, d->arena);
		if (!files.count)
			continue;
		say_known(h, &files);
		said++;
		if (h->evidence && !h->agrees && (d->n_statements || d->n_texts) && !may_stand_in_whole(h, &files))
			say_contradiction(h, &files);
	}
}

/* --- stores ---------------------------------------------------------------------------------------------------------------- */

static const struct {
	const char *key;
	enum finding_number finding;
	const char *what;
} changes[] = {
	{"tampered", FINDING_TAMPERED_STORE, "does not have the bytes that its place in the store says"},
	{"edited", FINDING_EDITED_DOWNLOAD, "is not what was downloaded"},
};

static void find_changed(struct dossier *d, size_t kind)
{
	struct facts found = {0};
	for (size_t i = 0; i < d->group->count - d->group->inherited; i++) {
		const struct entry *e = d->group->entries[i];
		for (size_t k = 0; k < e->count; k++)
			if (e->facts[k].kind == FACT_META && e->facts[k].key && !strcmp(e->facts[k].key, changes[kind].key))
				facts_push(&found, d->arena, &e->facts[k]);
	}
	for (size_t i = 0; i < found.count && i < FINDINGS; i++)
		finding_add(d->artifact, d->arena, changes[kind].finding, &found.at[i], 1, "%s %s: %s.",
			    dossier_name(d, found.at[i]->at.entry), changes[kind].what, found.at[i]->value);
	if (found.count > FINDINGS)
		finding_add(d->artifact, d->arena, changes[kind].finding, found.at + FINDINGS,
			    least(found.count - FINDINGS, SHOWN), "The same holds of %zu more files.", found.count - FINDINGS);
}

void known_find(struct dossier *d)
{
	struct hits hits = {0};
	for (size_t kind = 0; kind < sizeof changes / sizeof *changes; kind++)
		find_changed(d, kind);
	for (size_t i = 0; i < d->group->count - d->group->inherited; i++) {
		const struct entry *e = d->group->entries[i];
		for (size_t k = 0; k < e->count && hits.count < HITS; k++)
			look_up(d, &e->facts[k], &hits);
	}
	say_hits(d, &hits);
	free(hits.at);
}
