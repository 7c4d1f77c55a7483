/* SPDX-License-Identifier: MIT */
/*
 * hub_cache: the cache of the Hugging Face hub: models--<owner>--<name>/{blobs,refs,snapshots/<commit>}, where the files of a
 * snapshot are symlinks into blobs/, named by SHA-256 (of big files) or git blob id. Each snapshot is a model; blobs are read
 * through it only. Where symlinks are not to be had the snapshots hold the files themselves.
 *
 * Source of the format: huggingface_hub, file_download.py, utils/_cache_manager.py, utils/_shared_blobs.py (blobs that lead on to
 * a store shared by all repositories, whose names are no SHA-256).
 */
#include "base/buf.h"
#include "base/path.h"
#include "source/hub.h"
#include "source/store.h"

#include <stdlib.h>
#include <string.h>

enum { REFS_DEPTH = 4, COMMIT = 40 };

/* Of the repository's directory, which may itself be what the user named: then its own name is in real_root. */
static const char *directory_name(const struct store_dir *d)
{
	return path_base(*d->path ? d->path : d->walk->real_root);
}

static bool is(const struct store_dir *d)
{
	return hub_is_repository(directory_name(d)) && store_lists(d, "snapshots") && store_has(d, "snapshots", true);
}

/* --- refs ------------------------------------------------------------------------------------------------------------------ */

struct reference {
	const char *name, *commit;
};

struct references {
	struct reference *at;
	size_t count, capacity;
};

static void references_release(struct references *r)
{
	free(r->at);
}

static bool is_commit(const char *s, size_t n)
{
	return n == COMMIT && strspn(s, "0123456789abcdef") >= COMMIT;
}

static void take_reference(const struct store_dir *d, const char *path, struct references *out)
{
	ARENA_AUTO struct arena scratch;
	size_t len;
	arena_init(&scratch);
	const char *text = store_read(d, path, &scratch, &len);
	if (!text)
		return;
	size_t n = strcspn(text, "\r\n");
	const char *commit = arena_strndup(store_arena(d), text, n), *entry = store_name(d, path);
	if (!is_commit(commit, n) || n + 2 < len)
		store_problem(d, entry, "bad-ref",
			      "It should hold the name of a snapshot, 40 hexadecimal digits, and holds \"%.80s\".", commit);
	else if (!store_has(d, arena_printf(store_arena(d), "snapshots/%s", commit), true))
		store_problem(d, entry, "bad-ref", "It names the snapshot %s, which is not here.", commit);
	else
		VEC_PUSH(out->at, out->count, out->capacity, (struct reference){path + strlen("refs/"), commit});
}

static void read_references(const struct store_dir *d, const char *path, int depth, struct references *out)
{
	NAMES_AUTO struct names names = {0};
	if (!store_has(d, path, true) || depth > REFS_DEPTH)
		return;
	walk_names(d->walk, store_path(d, path), &names);
	for (size_t i = 0; i < names.count; i++) {
		const char *below = arena_printf(store_arena(d), "%s/%s", path, names.at[i]);
		if (store_has(d, below, true))
			read_references(d, below, depth + 1, out);
		else if (*names.at[i] != '.')
			take_reference(d, below, out);
	}
}

/* --- snapshots ------------------------------------------------------------------------------------------------------------- */

static void list_snapshot(const struct store_dir *d, const char *commit, const char *id, const struct references *refs)
{
	struct walk *w = d->walk;
	const char *directory = arena_printf(store_arena(d), "snapshots/%s", commit);
	if (!store_has(d, directory, true)) {
		if (*commit != '.')
			store_problem(d, store_name(d, directory), "not-in-store",
				      "It should be the directory of a snapshot, and is none; it was not read.");
		return;
	}
	const char *model = store_model(d, store_name(d, directory));
	store_fact(d, model, "name", id);
	store_fact(d, model, "revision", commit);
	for (size_t i = 0; i < refs->count; i++)
		if (!strcmp(refs->at[i].commit, commit))
			store_fact(d, model, "ref", refs->at[i].name);
	bool before = w->in_snapshot;
	w->in_snapshot = true;
	walk_directory(w, store_name(d, directory), store_path(d, directory), d->depth + 2);
	w->in_snapshot = before;
}

static void list(const struct store_dir *d)
{
	NAMES_AUTO struct names commits = {0};
	__attribute__((cleanup(references_release))) struct references refs = {0};
	size_t first = d->walk->list->count;
	const char *id = hub_repository_id(store_arena(d), directory_name(d));
	read_references(d, "refs", 0, &refs);
	walk_names(d->walk, store_path(d, "snapshots"), &commits);
	for (size_t i = 0; i < commits.count && !d->walk->full; i++)
		list_snapshot(d, commits.at[i], id, &refs);
	store_take_rest(d, "blobs", first);
}

static bool owns(const char *base)
{
	static const char *const table[] = {"blobs", "refs", "snapshots", ".no_exist", "trees"};
	for (size_t i = 0; i < sizeof table / sizeof *table; i++)
		if (!strcmp(base, table[i]))
			return true;
	return false;
}

const struct store store_hub_cache = {
	.id = "hub-cache", .title = "a repository in the cache of the Hugging Face hub", .is = is, .list = list, .owns = owns};
