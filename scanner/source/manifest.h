/* SPDX-License-Identifier: MIT */
/*
 * manifest: OCI image manifests and indexes, and the manifests of Ollama and Docker, which have the same form: descriptors of
 * blobs by media type, digest and size, with annotations. Read from untrusted JSON, bounded.
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
	const char *artifact_type;
	int64_t size;	 /* or -1 */
	uint64_t offset; /* of the descriptor in the document */
	uint32_t line;
};

struct manifest {
	bool index;			/* descriptors of manifests, not of blobs */
	struct descriptor *descriptors; /* of a manifest the first is the config, when it has one */
	size_t count;
	bool has_config;
	bool cut;		   /* there are more than MANIFEST_LAYERS */
	const char *duplicate;	   /* a key that stands twice in an object, or NULL */
	uint64_t duplicate_offset; /* where it stands the second time */
};

/* -1: it is no manifest and no index (ERR_INPUT, with line and column). Everything lives in the arena. */
int manifest_parse(const char *bytes, size_t len, struct arena *a, struct manifest *out, struct err *e);

/*
 * What descriptor i is called as a file in the model: its own name, or what its media type stands for; made safe and, but for
 * hostile ones, unlike all before it. *changed: its own name was one that leads elsewhere.
 */
const char *manifest_file_name(const struct manifest *m, size_t i, struct arena *a, bool *changed);

/* The digest's bytes and length as what to expect. false: it is no digest, or of an unknown algorithm. */
bool manifest_expect(const char *digest, int64_t size, struct expectation *out);

#endif
