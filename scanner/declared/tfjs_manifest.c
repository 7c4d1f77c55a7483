/* SPDX-License-Identifier: MIT */
/*
 * TensorFlow.js: model.json (a graph, and the manifest in it) or an older *_weights_manifest.json (the manifest alone). It
 * names the files that hold the weights, which nothing in those files shows, and says which tensors lie in them: those of a group
 * one behind the other, cut into files of 4 MiB. What was quantized has its type on disk and the one that it is turned into.
 */
#include "declared/declared.h"

#include "base/path.h"

#include <stdlib.h>
#include <string.h>

enum { SHARD_BYTES = 4 << 20 }; /* the converter's default */

static const struct claim user_claims[] = {
	{"license", "license", CLAIM_DECLARED, NULL},
	{"author", "author", CLAIM_META, NULL},
	{"name", "name", CLAIM_META, NULL},
};

static const struct claim model_claims[] = {
	{"generatedBy", "producer", CLAIM_META, NULL},
	{"convertedBy", "converter", CLAIM_META, NULL},
};

static const struct claim paths = {.field = "weights_path", .kind = CLAIM_META};

static bool is_manifest(const char *base)
{
	return name_ends(base, "weights_manifest.json");
}

static bool tells(const char *base)
{
	return is_manifest(base) || name_ends(base, "model.json");
}

static unsigned bid(const struct probe *p)
{
	if (is_manifest(p->base))
		return p->len ? BID_FILE_NAME : 0;
	if (!name_ends(p->base, "model.json") || !probe_is_object(p))
		return 0;
	return probe_mentions(p, "\"modelTopology\"") || probe_mentions(p, "\"weightsManifest\"") ? BID_NAME_AND_CONTENT : 0;
}

static const struct {
	const char *name, *dtype;
	unsigned bytes;
} dtypes[] = {{"float32", "F32", 4}, {"float16", "F16", 2}, {"int32", "I32", 4}, {"bool", "BOOL", 1},
	      {"uint8", "U8", 1},    {"uint16", "U16", 2},  {"int8", "I8", 1},	 {"complex64", "C64", 8}};

static bool read_dtype(const char *name, struct tensor *row)
{
	for (size_t i = 0; name && i < sizeof dtypes / sizeof *dtypes; i++)
		if (!strcmp(name, dtypes[i].name)) {
			row->dtype = dtypes[i].dtype;
			row->len = dtypes[i].bytes;
			return true;
		}
	return false;
}

/* One of a group's weights, with the length of its bytes. False: that cannot be known, and so no place of what follows either. */
static bool read_weight(const struct yaml *weight, struct tensor *row)
{
	const struct yaml *shape = yaml_get(weight, "shape"), *quantized = yaml_get(weight, "quantization");
	uint64_t count;
	row->name = yaml_text(weight, "name");
	if (!row->name || !shape || shape->type != YAML_LIST || shape->count > TENSOR_RANK ||
	    !read_dtype(yaml_text(quantized ? quantized : weight, "dtype"), row))
		return false;
	row->name_len = strlen(row->name);
	for (; row->rank < shape->count; row->rank++) {
		const struct yaml *dim = shape->items[row->rank];
		char *end;
		if (dim->type != YAML_SCALAR || dim->text[0] < '0' || dim->text[0] > '9')
			return false;
		row->shape[row->rank] = strtoull(dim->text, &end, 10);
		if (*end)
			return false;
	}
	return tensor_elements(row->shape, row->rank, &count) && !__builtin_mul_overflow(count, row->len, &row->len) &&
	       row->len <= INT64_MAX;
}

struct group {
	struct reading *r;
	const struct yaml *paths, *weights;
	uint64_t total; /* bytes of all its weights */
	char *clean;	/* room for a path */
	bool full;	/* the run holds as many tensors as it may */
};

/* The full name of a file that the manifest names, or NULL where that leads out of its folder. */
static const char *file_name(struct group *g, size_t i)
{
	struct reading *r = g->r;
	const struct yaml *path = g->paths->items[i];
	if (path->type != YAML_SCALAR || path_clean(path->text, (size_t)r->limits->name_bytes, g->clean))
		return NULL;
	return arena_printf(r->arena, "%.*s%s", (int)(r->probe->base - r->probe->name), r->probe->name, g->clean);
}

/* The file in which the row begins is told of it; where the row goes on in the next one, it gets no digest. */
static void place_row(struct group *g, const char *const *files, struct tensor *row)
{
	uint64_t file = g->paths->count > 1 ? row->start / SHARD_BYTES : 0, begin = file * SHARD_BYTES;
	if (file == g->paths->count) /* it has no bytes, and stands behind all that have */
		begin = --file * SHARD_BYTES;
	row->start -= begin;
	if (g->paths->count > 1 && row->start + row->len > SHARD_BYTES) {
		row->len = SHARD_BYTES > row->start ? SHARD_BYTES - row->start : 0;
		row->state = TENSOR_CLOSED;
	}
	if (files[file])
		g->full |= !outlines_add(g->r->outlines, files[file], row);
}

static bool measure_group(struct group *g)
{
	if (!g->weights || g->weights->type != YAML_LIST)
		return false;
	for (size_t i = 0; i < g->weights->count; i++) {
		struct tensor row = {0};
		if (!read_weight(g->weights->items[i], &row) || __builtin_add_overflow(g->total, row.len, &g->total))
			return false;
	}
	return g->total <= INT64_MAX;
}

/* Whether its files are as long as the converter makes them, unless it is told otherwise. */
static bool has_usual_files(const struct group *g)
{
	return g->paths->count == 1 || (g->total + SHARD_BYTES - 1) / SHARD_BYTES == g->paths->count;
}

/* What lies in the files of a group that was measured. */
static void outline_group(struct group *g)
{
	struct reading *r = g->r;
	if (!r->outlines || !has_usual_files(g))
		return;
	const char **files = arena_array(r->arena, g->paths->count, sizeof *files);
	for (size_t i = 0; i < g->paths->count; i++) {
		uint64_t left = g->total - i * SHARD_BYTES;
		files[i] = file_name(g, i);
		if (files[i])
			outlines_mention(r->outlines, files[i],
					 (int64_t)(g->paths->count > 1 && left > SHARD_BYTES ? SHARD_BYTES : left));
	}
	uint64_t at = 0;
	for (size_t i = 0; i < g->weights->count; i++) {
		struct tensor row = {0};
		read_weight(g->weights->items[i], &row);
		row.start = at;
		at += row.len;
		place_row(g, files, &row);
	}
	if (g->full)
		sink_problem(r->sink, "limit",
			     "With its tensors the distribution has more than %lld; the others were left out (--limit "
			     "tensors=…).",
			     (long long)r->limits->tensors);
}

/* Adds its files to those of the index, and what they have. */
static void take_group(struct group *g, struct shard_index *index)
{
	struct reading *r = g->r;
	if (!g->paths || g->paths->type != YAML_LIST || !g->paths->count)
		return;
	for (size_t i = 0; i < g->paths->count; i++)
		if (g->paths->items[i]->type == YAML_SCALAR)
			reading_part(r, g->paths->items[i]->text, g->paths->items[i]->text_len);
	bool measured = measure_group(g);
	if (!measured || index->bytes < 0 || __builtin_add_overflow(index->bytes, (int64_t)g->total, &index->bytes))
		index->bytes = -1;
	if (measured)
		outline_group(g);
}

static void take_manifest(struct reading *r, const struct yaml *groups)
{
	char *clean = arena_alloc(r->arena, (size_t)r->limits->name_bytes + 1);
	struct shard_index *index = ARENA_NEW(r->arena, struct shard_index);
	for (size_t i = 0; groups && groups->type == YAML_LIST && i < groups->count; i++) {
		struct group g = {.r = r,
				  .clean = clean,
				  .paths = yaml_get(groups->items[i], "paths"),
				  .weights = yaml_get(groups->items[i], "weights")};
		claim_take(r, g.paths, &paths);
		take_group(&g, index);
	}
	if (!r->n_parts)
		return;
	index->tensors = tensors_new(NULL);
	index->files = r->parts;
	index->n_files = r->n_parts;
	sink_add(r->sink, &(struct fact){.kind = FACT_INDEX, .detail = index}); /* the table is the fact's now */
}

static int read_manifest(struct reading *r, struct err *e)
{
	const struct yaml *root;
	if (declared_json_any(r, &root, e) < 0)
		return -1;
	take_manifest(r, root);
	return 0;
}

static int read(struct reading *r, struct err *e)
{
	const struct yaml *root;
	if (is_manifest(r->probe->base))
		return read_manifest(r, e);
	if (declared_json(r, &root, e) < 0)
		return -1;
	CLAIMS_TAKE(r, root, model_claims);
	CLAIMS_TAKE(r, yaml_get(root, "userDefinedMetadata"), user_claims);
	take_manifest(r, yaml_get(root, "weightsManifest"));
	return 0;
}

const struct reader reader_tfjs_manifest = {
	.id = "tfjs-manifest",
	.title = "TensorFlow.js model or weights manifest",
	.spec = "https://github.com/tensorflow/tfjs/blob/master/tfjs-core/src/io/types.ts",
	.role = ROLE_DECLARATION,
	.bid = bid,
	.read = read,
	.tells = tells,
};
