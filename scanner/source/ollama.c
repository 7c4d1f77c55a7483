/* SPDX-License-Identifier: MIT */
/*
 * ollama: manifests/<host>/<namespace>/<model>/<tag>, each a manifest, and blobs/sha256-<64 digits> (once sha256:<…>). Digests
 * are looked at before they become a path: tools were led elsewhere by them.
 *
 * Source of the format: github.com/ollama/ollama, manifest/paths.go and types/model/name.go.
 */
#include "base/buf.h"
#include "source/store.h"

#include <string.h>

enum { LEVELS = 4 };

static bool is(const struct store_dir *d)
{
	return store_lists(d, "manifests") && store_lists(d, "blobs") && !store_lists(d, "oci-layout") &&
	       store_has(d, "manifests", true) && store_has(d, "blobs", true);
}

static const char *blob_path(struct arena *a, const char *digest)
{
	return strlen(digest) == 7 + 64 && !strncmp(digest, "sha256", 6) ? arena_printf(a, "blobs/sha256-%s", digest + 7) : NULL;
}

/* As people write it: without the usual host and the usual namespace. */
static const char *model_name(struct arena *a, const char *const parts[LEVELS])
{
	bool usual_host = !strncmp(parts[0], "registry.", 9), usual_space = !strcmp(parts[1], "library");
	const char *space = usual_space && usual_host ? "" : arena_printf(a, "%s/", parts[1]);
	return arena_printf(a, "%s%s%s%s:%s", usual_host ? "" : parts[0], usual_host ? "" : "/", space, parts[2], parts[3]);
}

static void take(const struct store_dir *d, const char *path, const char *const parts[LEVELS])
{
	struct store_manifest m = {
		.entry = store_name(d, path),
		.document = path,
		.model = model_name(store_arena(d), parts),
		.blob_path = blob_path,
	};
	store_read_manifest(d, &m);
}

static void descend(const struct store_dir *d, const char *path, const char *parts[LEVELS], int level)
{
	NAMES_AUTO struct names names = {0};
	walk_names(d->walk, store_path(d, path), &names);
	for (size_t i = 0; i < names.count && !d->walk->full; i++) {
		const char *below = arena_printf(store_arena(d), "%s/%s", path, names.at[i]);
		bool directory = store_has(d, below, true);
		parts[level] = names.at[i];
		if (level + 1 < LEVELS && directory)
			descend(d, below, parts, level + 1);
		else if (level + 1 == LEVELS && !directory)
			take(d, below, parts);
		else
			store_walk(d, below); /* no manifest can be there */
	}
}

static void list(const struct store_dir *d)
{
	const char *parts[LEVELS];
	size_t first = d->walk->list->count;
	descend(d, "manifests", parts, 0);
	store_take_rest(d, "blobs", first);
}

static bool owns(const char *base)
{
	return !strcmp(base, "manifests") || !strcmp(base, "blobs");
}

const struct store store_ollama = {.id = "ollama", .title = "Ollama's models", .is = is, .list = list, .owns = owns};
