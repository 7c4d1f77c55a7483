/* SPDX-License-Identifier: MIT */
/*
 * weights/ and declared/: the first byte picks a name, the rest is the entry. Every reader bids; those that bid are made to read, not only
 * the winner.
 */
#include "classify/reader.h"
#include "declared/declared.h"
#include "weights/weights.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const names[] = {
	"README.md",
	"config.json",
	"adapter_config.json",
	"package.json",
	"METADATA",
	"PKG-INFO",
	"copyright",
	"mergekit_config.yml",
	"model.gguf",
	"model.onnx",
	"model.safetensors",
	"pytorch_model.bin",
	"model.tflite",
	"model.h5",
	"w.npy",
	"group1-shard1of1.bin",
	"Modelfile",
	"MLmodel",
	"Kitfile",
	"CITATION.cff",
	"model_index.json",
	"index.json",
	"x.mlmodel",
	"eng.traineddata",
	"MANIFEST.json",
	"about.json",
	"saved_model.pb",
	"model.pt",
	"mdef",
	"x.pkl",
	"x.npz",
	"plain",
	"flax_model.msgpack",
	"v.index",
	"v.data-00000-of-00001",
	"model.json",
	"_CHECKPOINT_METADATA",
	"manifest.ocdbt",
	"model.safetensors.index.json",
};

static void read_all(const struct reader *const *table, size_t n, const struct probe *p, const uint8_t *bytes, size_t len,
		     const uint8_t *all, size_t all_len)
{
	struct limits limits;
	limits_init(&limits);
	for (size_t i = 0; i < n; i++) {
		if (!table[i]->bid(p) || !table[i]->read)
			continue;
		ARENA_AUTO struct arena a;
		arena_init(&a);
		struct sink sink;
		sink_init(&sink, &a, p->name);
		struct outlines *outlines = outlines_new(NULL);
		struct reading r = {.probe = p,
				    .bytes = bytes,
				    .len = len,
				    .limits = &limits,
				    .arena = &a,
				    .sink = &sink,
				    .outlines = outlines};
		struct err e;
		struct cursor stream, anywhere;
		cursor_init(&stream, all, all_len, (int64_t)all_len);
		anywhere = stream;
		r.stream = &stream;
		r.anywhere = table[i]->anywhere ? &anywhere : NULL;
		r.tensors = tensors_new(NULL);
		table[i]->read(&r, &e);
		tensors_free(r.tensors);
		outlines_free(outlines);
		sink_release(&sink);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (!size)
		return 0;
	const char *name = names[data[0] % (sizeof names / sizeof *names)];
	data++;
	size--;
	struct probe p = {
		.name = name, .base = name, .size = (int64_t)size, .bytes = data, .len = size < PROBE_BYTES ? size : PROBE_BYTES};
	size_t n;
	const struct reader *const *table = weights_readers(&n);
	read_all(table, n, &p, data, p.len, data, size);
	table = declared_readers(&n);
	read_all(table, n, &p, data, size, data, size);
	return 0;
}
