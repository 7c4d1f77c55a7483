/* SPDX-License-Identifier: MIT */
/*
 * x.safetensors.index.json, pytorch_model.bin.index.json and their kin: which tensor is in which file. Half a million tensors are nothing
 * unusual, so that the document is walked and no tree is made of it.
 */
#include "base/json.h"
#include "base/utf8.h"
#include "declared/declared.h"

enum { MOST_TENSORS = 2000000 };

/* Nothing else is called so: one that was cut, or is a page that says "not found", is an index that cannot be read. */
static bool is_own_name(const char *base)
{
	return name_ends(base, ".safetensors.index.json") || name_ends(base, ".bin.index.json") ||
	       name_ends(base, ".h5.index.json") || name_ends(base, ".msgpack.index.json");
}

static unsigned bid(const struct probe *p)
{
	if (name_ends(p->base, ".index.json") && probe_mentions(p, "\"weight_map\""))
		return BID_NAME_AND_CONTENT;
	return is_own_name(p->base) ? BID_FILE_NAME : 0;
}

/* One pair of the map, whose key is the scan's last event. */
static int take_pair(struct reading *r, struct json_scan *s, struct tensors *table, struct err *e)
{
	size_t len;
	struct tensor row = {.dtype = "?", .state = TENSOR_CLOSED};
	ARENA_AUTO struct arena a;
	arena_init(&a);
	row.name = json_unescape(s, &a, &row.name_len);
	if (json_next(s) != JSON_STRING) {
		s->problem = s->problem ? s->problem : "the name of a file is wanted here";
		return json_error(s, e);
	}
	const char *file = json_unescape(s, &a, &len);
	row.part = reading_part(r, file, len);
	if (tensors_count(table) == MOST_TENSORS)
		return err_set(e, ERR_LIMIT, "it names more than %d tensors; the others were left out", MOST_TENSORS);
	if (row.part != NO_TENSOR)
		tensors_add(table, &row);
	return 0;
}

static int take_map(struct reading *r, struct json_scan *s, struct tensors *table, struct err *e)
{
	enum json_event event = json_next(s);
	if (event != JSON_OPEN || !s->object) {
		s->problem = s->problem ? s->problem : "an object is wanted here";
		return json_error(s, e);
	}
	while ((event = json_next(s)) == JSON_KEY)
		if (take_pair(r, s, table, e) < 0)
			return -1;
	return event == JSON_CLOSE ? 0 : json_error(s, e);
}

static int take_document(struct reading *r, struct json_scan *s, struct tensors *table, struct err *e)
{
	bool mapped = false;
	enum json_event event = json_next(s);
	if (event != JSON_OPEN || !s->object)
		return event == JSON_ERROR ? json_error(s, e) : err_set(e, ERR_INPUT, "line 1: the index is no object");
	while ((event = json_next(s)) == JSON_KEY) {
		bool map = json_is(s, "weight_map");
		mapped |= map;
		if (map && take_map(r, s, table, e) < 0)
			return -1;
		if (!map && json_skip(s) < 0)
			return json_error(s, e);
	}
	if (event != JSON_CLOSE)
		return json_error(s, e);
	return mapped ? 0 : err_set(e, ERR_INPUT, "it has no \"weight_map\", and so does not say which tensor is in which file");
}

static int read(struct reading *r, struct err *e)
{
	struct json_scan s;
	struct tensors *table = tensors_new(NULL);
	json_scan_init(&s, (const char *)r->bytes, r->len);
	int rc = take_document(r, &s, table, e);
	uint32_t twice = tensors_same_name(table);
	if (twice != NO_TENSOR) {
		size_t len;
		const char *name = tensors_name(table, twice, &len);
		sink_problem(r->sink, "ambiguous", "It names the tensor '%s' twice; loaders differ in which they take.",
			     utf8_visible(r->arena, name, len, 120));
	}
	struct shard_index *index = ARENA_NEW(r->arena, struct shard_index);
	*index = (struct shard_index){.tensors = table, .files = r->parts, .n_files = r->n_parts, .bytes = -1};
	sink_add(r->sink, &(struct fact){.kind = FACT_INDEX, .detail = index}); /* the table is the fact's now */
	return rc;
}

const struct reader reader_shard_index = {
	.id = "shard-index",
	.title = "index of a model in several files",
	.spec = "https://huggingface.co/docs/safetensors/metadata_parsing",
	.role = ROLE_DECLARATION,
	.long_document = true,
	.bid = bid,
	.read = read,
};
