/* SPDX-License-Identifier: MIT */
/* source/manifest.c and source/oci.c: any bytes as an index whose manifests are those bytes again, every layer placed. */
#include "source/oci.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct fuzz {
	struct arena arena;
	const char *bytes;
	size_t len, layers, complaints;
};

static const char *document(void *ctx, const char *path, struct arena *a, size_t *len)
{
	(void)a;
	struct fuzz *f = ctx;
	*len = f->len;
	return strstr(path, "..") ? NULL : f->bytes;
}

static void complain(void *ctx, const char *entry, const char *id, const char *sentence)
{
	struct fuzz *f = ctx;
	f->complaints += entry && id && *sentence;
}

static void manifest(void *ctx, const struct oci_manifest *m)
{
	struct fuzz *f = ctx;
	struct complaints to = {complain, f};
	manifest_complain(m->parsed, m->entry, &f->arena, &to);
	for (size_t i = 0; i < m->parsed->count; i++) {
		struct placed_layer layer = manifest_place(m->parsed, i, m->entry, oci_blob_path, &f->arena, &to);
		if (strstr(layer.entry, "/../") || (layer.blob && strncmp(layer.blob, "blobs/sha", 9) != 0))
			__builtin_trap();
		f->layers++;
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const files[] = {"index.json", "bGFiL3RpbnkA-index.json"};
	struct fuzz f = {.len = size};
	struct err e;
	struct manifest parsed;
	arena_init(&f.arena);
	f.bytes = arena_strndup(&f.arena, (const char *)data, size);
	struct oci_layout layout = {
		.arena = &f.arena, .ctx = &f, .document = document, .manifest = manifest, .complaints = {complain, &f}};
	oci_read(&layout, files, 2);
	if (manifest_parse(f.bytes, size, &f.arena, &parsed, &e) == 0 && !parsed.index)
		manifest(&f, &(struct oci_manifest){.entry = "x", .model = "x", .path = "x", .licenses = "", .parsed = &parsed});
	arena_release(&f.arena);
	return 0;
}
