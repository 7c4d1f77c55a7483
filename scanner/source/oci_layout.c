/* SPDX-License-Identifier: MIT */
/*
 * oci_layout: an OCI image layout: oci-layout, index.json, blobs/<algorithm>/<digits>. Indexes may nest; the same manifest is
 * listed once. KitOps keeps its storage so, with an index for each repository beside: <base64 of the name>-index.json.
 *
 * Source of the format: opencontainers/image-spec image-layout.md; kitops pkg/lib/repo/local/storage.go.
 */
#include "base/buf.h"
#include "source/oci.h"
#include "source/store.h"

#include <openssl/evp.h>
#include <stdlib.h>
#include <string.h>

enum { DEPTH = 4, MANIFESTS = 10000 };

struct layout {
	const struct store_dir *dir;
	const char *repository; /* "" when the index does not say */
	const char **seen;	/* digests of manifests and indexes */
	size_t n_seen, capacity;
};

static bool is(const struct store_dir *d)
{
	return store_lists(d, "oci-layout") && store_lists(d, "index.json") && store_lists(d, "blobs") &&
	       store_has(d, "index.json", false) && store_has(d, "blobs", true);
}

static bool again(struct layout *l, const char *digest)
{
	for (size_t i = 0; i < l->n_seen; i++)
		if (!strcmp(l->seen[i], digest))
			return true;
	VEC_PUSH(l->seen, l->n_seen, l->capacity, digest);
	return false;
}

static void take_index(struct layout *l, const char *where, const struct manifest *index, const char *reference, int depth);

static void take_descriptor(struct layout *l, const char *where, const struct descriptor *x, const char *reference, int depth)
{
	const struct store_dir *d = l->dir;
	struct arena *a = store_arena(d);
	struct expectation expect;
	const char *path = manifest_expect(x->digest, x->size, &expect) ? oci_blob_path(a, x->digest) : NULL;
	if (!path) {
		store_problem(d, where, "bad-digest", "At byte %llu it names \"%.200s\", which is no digest; nothing was opened.",
			      (unsigned long long)x->offset, x->digest);
		return;
	}
	if (again(l, x->digest) || d->walk->full)
		return;
	reference = *x->reference ? x->reference : reference;
	struct store_manifest m = {
		.entry = store_name(d, oci_entry_name(a, l->repository, reference, x->digest)),
		.document = path,
		.model = oci_model_name(a, l->repository, reference),
		.blob_path = oci_blob_path,
	};
	struct manifest index = {0};
	if (!store_has(d, path, false))
		store_problem(d, where, "missing-blob", "At byte %llu it names the manifest %s, which is not here.",
			      (unsigned long long)x->offset, x->digest);
	else if (!store_list_manifest(d, &m, &index) && index.index)
		take_index(l, store_name(d, path), &index, reference, depth + 1);
}

static void take_index(struct layout *l, const char *where, const struct manifest *index, const char *reference, int depth)
{
	if (depth > DEPTH) {
		store_problem(l->dir, where, "limit", "Indexes are nested more than %d deep here; it was not read.", (int)DEPTH);
		return;
	}
	if (index->cut)
		store_problem(l->dir, where, "limit", "It lists more than %d manifests; the others were not read.", (int)MANIFEST_LAYERS);
	for (size_t i = 0; i < index->count; i++) {
		if (l->n_seen >= MANIFESTS) {
			store_problem(l->dir, where, "limit", "There are more than %d manifests; the others were not read.", (int)MANIFESTS);
			return;
		}
		take_descriptor(l, where, &index->descriptors[i], reference, depth);
	}
}

static void take_file(struct layout *l, const char *file)
{
	const struct store_dir *d = l->dir;
	struct manifest index;
	struct err e;
	size_t len;
	const char *bytes = store_read(d, file, &len);
	if (!bytes)
		return;
	if (manifest_parse(bytes, len, store_arena(d), &index, &e) < 0 || !index.index)
		store_problem(d, store_name(d, file), "damaged", "The index is damaged: %s.", e.code ? e.text : "it is no index");
	else
		take_index(l, store_name(d, file), &index, "", 0);
}

/* The name behind "<base64>-index.json", NULL when it is another file. */
static const char *repository_of(struct arena *a, const char *file)
{
	static const char ending[] = "-index.json";
	size_t n = strlen(file), m = sizeof ending - 1, text = n - m;
	if (n <= m || strcmp(file + n - m, ending) != 0 || text % 4 || text > 1024)
		return NULL;
	char *in = arena_strndup(a, file, text);
	for (char *c = in; *c; c++)
		*c = *c == '-' ? '+' : *c == '_' ? '/' : *c;
	unsigned char *out = arena_alloc(a, text);
	int got = EVP_DecodeBlock(out, (const unsigned char *)in, (int)text);
	return got < 0 ? NULL : (const char *)out;
}

static void list(const struct store_dir *d)
{
	NAMES_AUTO struct names names = {0};
	struct layout l = {.dir = d};
	walk_names(d->walk, d->path, &names);
	for (size_t i = 0; i < names.count; i++) {
		l.repository = repository_of(store_arena(d), names.at[i]);
		if (l.repository)
			take_file(&l, names.at[i]);
	}
	l.repository = "";
	take_file(&l, "index.json");
	free(l.seen);
}

const struct store store_oci_layout = {.id = "oci-layout", .title = "an OCI image layout", .is = is, .list = list};
