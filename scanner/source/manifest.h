/* SPDX-License-Identifier: MIT */
/*
 * manifest: OCI image manifests and indexes, and the manifests of Ollama and Docker, which have the same form: descriptors of
 * blobs by media type, digest and size, with annotations. Read from untrusted JSON, bounded.
 *
 * As a file of the model a layer has its own name, or the one that its media type stands for; made safe and, but for hostile ones,
 * unlike all before it.
 *
 * Sources of the format: opencontainers/image-spec manifest.md, image-index.md, descriptor.md; modelpack/model-spec; KitOps;
 * docker/model-spec; ollama manifest/manifest.go.
 */
#ifndef LICET_SOURCE_MANIFEST_H
#define LICET_SOURCE_MANIFEST_H
#include "base/arena.h"
#include "base/err.h"
#include "source/expectation.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { MANIFEST_LAYERS = 10000 };

struct descriptor {
	const char *media_type, *digest, *reference; /* reference: annotation org.opencontainers.image.ref.name; "" for none */
	const char *file;			     /* the name that annotations or the layer give it; "" for none */
	const char *licenses;			     /* annotation org.opencontainers.image.licenses; "" for none */
	int64_t size;				     /* or -1 */
	uint64_t offset;			     /* of the descriptor in the document */
	uint32_t line;
};

struct manifest {
	const char *licenses;		/* that the document's own annotations say; "" for none */
	bool index;			/* descriptors of manifests, not of blobs */
	struct descriptor *descriptors; /* of a manifest the first is the config, when it has one */
	size_t count;
	bool cut;		   /* there are more than MANIFEST_LAYERS */
	size_t complaints;	   /* about its layers so far: after a few one sentence stands for the rest */
	const char *duplicate;	   /* a key that stands twice in an object, or NULL */
	uint64_t duplicate_offset; /* where it stands the second time */
};

/* -1: it is no manifest and no index (ERR_INPUT, with line and column). Everything lives in the arena. */
int manifest_parse(const char *bytes, size_t len, struct arena *a, struct manifest *out, struct err *e);

struct complaints { /* where what is wrong goes */
	void (*say)(void *ctx, const char *entry, const char *id, const char *sentence);
	void *ctx;
};

struct placed_layer {
	const char *entry; /* "<manifest>!/<file>" */
	const char *blob;  /* its path in the store, or NULL: its digest is none (said) */
	struct expectation expect;
};

/* Descriptor i as a file of the manifest that is called so; what is wrong with it is said. blob_path: NULL for what is no digest. */
struct placed_layer manifest_place(struct manifest *m, size_t i, const char *manifest,
				   const char *(*blob_path)(struct arena *a, const char *digest), struct arena *a,
				   const struct complaints *to);
/* What is wrong with the document as a whole: a key that stands twice, too many descriptors. */
void manifest_complain(const struct manifest *m, const char *entry, struct arena *a, const struct complaints *to);

/* The digest's bytes and length as what to expect. false: it is no digest, or of an unknown algorithm. */
bool manifest_expect(const char *digest, int64_t size, struct expectation *out);

#endif
