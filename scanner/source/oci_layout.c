/* SPDX-License-Identifier: MIT */
/* oci_layout: an OCI image layout as a directory (source/oci.h): oci-layout, index.json, blobs/<algorithm>/<digits>. */
#include "source/oci.h"
#include "source/store.h"

#include <string.h>

static bool is(const struct store_dir *d)
{
	return store_lists(d, "oci-layout") && store_lists(d, "index.json") && store_lists(d, "blobs") &&
	       store_has(d, "index.json", false) && store_has(d, "blobs", true);
}

static const char *document(void *ctx, const char *path, struct arena *a, size_t *len)
{
	return store_read(ctx, path, a, len);
}

static void manifest(void *ctx, const struct oci_manifest *m)
{
	const struct store_dir *d = ctx;
	struct store_manifest named = {.entry = store_name(d, m->entry),
				       .document = m->path,
				       .model = m->model,
				       .licenses = m->licenses,
				       .expect = &m->expect,
				       .blob_path = oci_blob_path};
	if (!d->walk->full)
		store_add_manifest(d, &named, m->parsed);
}

static void complain(void *ctx, const char *entry, const char *id, const char *sentence)
{
	const struct store_dir *d = ctx;
	store_problem(d, store_name(d, entry), id, "%s", sentence);
}

/* What else lies in blobs/. */
static void walk_other_algorithms(const struct store_dir *d)
{
	NAMES_AUTO struct names names = {0};
	walk_names(d->walk, store_path(d, "blobs"), &names);
	for (size_t i = 0; i < names.count; i++)
		if (strcmp(names.at[i], "sha256") != 0 && strcmp(names.at[i], "sha512") != 0)
			store_walk(d, arena_printf(store_arena(d), "blobs/%s", names.at[i]));
}

static void list(const struct store_dir *d)
{
	struct store_dir copy = *d;
	size_t first = d->walk->list->count;
	struct oci_layout layout = {
		.arena = store_arena(d),
		.ctx = &copy,
		.document = document,
		.manifest = manifest,
		.complaints = {complain, &copy},
	};
	oci_read(&layout, (const char *const *)d->names->at, d->names->count);
	store_take_rest(d, "blobs/sha256", first);
	store_take_rest(d, "blobs/sha512", first);
	walk_other_algorithms(d);
}

static bool owns(const char *base)
{
	return oci_is_index(base) || !strcmp(base, "oci-layout") || !strcmp(base, "blobs");
}

const struct store store_oci_layout = {.id = "oci-layout", .title = "an OCI image layout", .is = is, .list = list, .owns = owns};
