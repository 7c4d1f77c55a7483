/* SPDX-License-Identifier: MIT */
/*
 * shards: which weights files are one model in several pieces. "x-00001-of-00003.safetensors", "group1-shard1of2.bin" and their kin
 * belong together when directory, all around the numbers, and the total agree; any other file is a model by itself.
 */
#ifndef LICET_EVIDENCE_SHARDS_H
#define LICET_EVIDENCE_SHARDS_H
#include "evidence/fact.h"

struct shards {
	const char *name;	   /* of the model: that of the only file, or of the shards without their numbers */
	const struct fact **files; /* FACT_WEIGHTS */
	size_t count;
	uint64_t wanted; /* how many shards there are to be; 0: it is a file by itself */
};

#define NO_SHARD UINT64_MAX
/* 1 for "x-00001-of-00003.safetensors"; NO_SHARD when the name is not one of a shard. */
uint64_t shard_number(const char *entry);
/* Of n FACT_WEIGHTS. Returns how many models they are, which are sorted by name; all in the arena. */
size_t shards_group(const struct fact *const *weights, size_t n, struct arena *a, struct shards **out);
size_t shards_group_all(const struct evidence *ev, struct arena *a, struct shards **out); /* all weights of the evidence */
/* The weights digest of all its files; false when there is none, or shards are missing. */
bool shards_digest(const struct shards *s, uint8_t digest[DIGEST_BYTES], uint8_t nameless[DIGEST_BYTES]);

#endif
