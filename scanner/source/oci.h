/* SPDX-License-Identifier: MIT */
/*
 * oci: an OCI image layout, whether it is a directory (source/oci_layout.c) or an archive (entry/oci_archive.h): its indexes, which
 * may nest, lead to manifests; each manifest is visited once. Bounded, whatever they say.
 *
 * KitOps keeps its storage as a layout with an index for each repository beside: <base64 of the name>-index.json.
 *
 * Sources of the format: opencontainers/image-spec image-layout.md, image-index.md; kitops pkg/lib/repo/local/storage.go.
 */
#ifndef LICET_SOURCE_OCI_H
#define LICET_SOURCE_OCI_H
#include "source/manifest.h"

struct oci_manifest {
	const char *entry; /* what it is called in the layout: by repository and reference, else by the beginning of its digest */
	const char *model; /* what people call it, "" when nothing is said */
	const char *path;  /* of the document */
	const char *licenses;	   /* that an index declares for it; "" for none */
	struct expectation expect; /* of the document itself */
	struct manifest *parsed;
};

struct oci_layout {
	struct arena *arena;
	void *ctx;
	/* The document of that path, at most STORE_DOCUMENT bytes, which live as long as the arena a; NULL when it is not there. */
	const char *(*document)(void *ctx, const char *path, struct arena *a, size_t *len);
	void (*manifest)(void *ctx, const struct oci_manifest *m); /* model, licenses and parsed live for the call only */
	struct complaints complaints;				   /* entries are paths in the layout */
};

/* files: the names at the top of the layout, sorted. */
void oci_read(const struct oci_layout *layout, const char *const *files, size_t n);

bool oci_is_index(const char *file); /* index.json, or one of KitOps */
/* "blobs/sha256/<digits>", NULL for what is no digest of a known algorithm. */
const char *oci_blob_path(struct arena *a, const char *digest);
/* A name for entries, safe as a part of a path. */
const char *oci_entry_name(struct arena *a, const char *model, const char *digest);

#endif
