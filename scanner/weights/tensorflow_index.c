/* SPDX-License-Identifier: MIT */
/*
 * The index of a TensorFlow checkpoint (variables.index): a table of sorted strings, which is blocks of keys (each kept as what
 * differs from the one before), a block that lists them, and a footer. The key "" says how many shards there are; every other one is
 * a tensor, and says its type, shape, shard, and where in the shard its bytes are. The bytes are read with the shards.
 */
#include "weights/protobuf.h"
#include "weights/tensorflow_types.h"
#include "weights/weights.h"

#include <stdlib.h>
#include <string.h>

enum { FOOTER = 48, MAGIC_AT = 40, TRAILER = 5, MOST_SHARDS = 10000, MOST_BLOCK = 16 << 20 };

static const char magic[] = "\x57\xFB\x80\x8B\x24\x75\x47\xDB";
/* What every checkpoint of version 2 has besides tensors: the tree of objects that they belong to. */
static const char object_graph[] = "_CHECKPOINTABLE_OBJECT_GRAPH";

struct table {
	struct reading *r;
	struct cursor *c;
	uint64_t shards;
	uint64_t blocks; /* bytes of those that were read */
	bool big;
	char key[TENSOR_NAME]; /* of the entry at hand */
	size_t key_len;
	size_t prefix_len; /* of the entry's name, without ".index" */
	int (*entry)(struct table *t, struct cursor value, uint64_t at, struct err *e);
};

static bool tells(const char *base)
{
	return name_ends(base, ".index");
}

/* The first entry is the header: no key, and a message that begins with the number of shards. */
static unsigned bid(const struct probe *p)
{
	bool ours = tells(p->base) && p->len > 8 && !p->bytes[0] && !p->bytes[1] && p->bytes[2] >= 2 && p->bytes[3] == 1 << 3;
	return ours ? BID_BYTES(4) : 0;
}

static int damaged(uint64_t at, const char *what, struct err *e)
{
	return err_set(e, ERR_INPUT, "the checkpoint's index is damaged at byte %llu: %s", (unsigned long long)at, what);
}

/* --- tensors ------------------------------------------------------------------------------------------------------------------ */

static int read_header(struct table *t, struct cursor value)
{
	struct pb_field f;
	while (pb_next(&value, &f) == 1) {
		if (f.number == 1)
			t->shards = f.value;
		if (f.number == 2)
			t->big = f.value == 1;
	}
	return 0;
}

static const char *shard_name(struct table *t, struct arena *a, uint64_t shard)
{
	return arena_printf(a, "%.*s.data-%05llu-of-%05llu", (int)t->prefix_len, t->r->probe->name, (unsigned long long)shard,
			    (unsigned long long)t->shards);
}

static void measure(struct table *t, uint64_t type, struct tensor *row)
{
	row->dtype = tensorflow_dtype(type);
	unsigned bits = dtype_bits(row->dtype);
	row->state = bits ? TENSOR_OPEN : TENSOR_CLOSED;
	unsigned number = !strcmp(row->dtype, "C64") || !strcmp(row->dtype, "C128") ? bits / 16 : bits / 8;
	row->swap = t->big ? (uint8_t)number : 0;
}

/* BundleEntryProto */
static int read_entry(struct table *t, struct cursor value, uint64_t at, struct err *e)
{
	struct tensor row = {.name = t->key, .name_len = t->key_len};
	struct pb_field f;
	uint64_t type = 0, shard = 0, need, end;
	bool sliced = false, shaped = true;
	if (!t->key_len)
		return read_header(t, value);
	if (!t->key[0])
		return 0; /* a part of a tensor, under a key that is no name; the tensor is there, too */
	while (pb_next(&value, &f) == 1) {
		if (f.number == 1)
			type = f.value;
		else if (f.number == 2 && f.wire == PB_BYTES)
			shaped = tensorflow_shape(f.body, &row);
		else if (f.number == 3)
			shard = f.value;
		else if (f.number == 4)
			row.start = f.value;
		else if (f.number == 5)
			row.len = f.value;
		sliced |= f.number == 7;
	}
	if (value.state == CURSOR_DAMAGED || !shaped)
		return damaged(at, "what it says of a tensor is no message", e);
	if (type == TF_STRING && t->key_len == sizeof object_graph - 1 && !memcmp(t->key, object_graph, t->key_len))
		return 0;
	if (shard >= t->shards)
		return damaged(at, "a tensor lies in a shard that there is not", e);
	measure(t, type, &row);
	if (sliced)
		row.state = TENSOR_CLOSED;
	bool fits = row.state == TENSOR_CLOSED ||
		    (tensor_bytes(row.shape, row.rank, dtype_bits(row.dtype), &need) && need == row.len);
	if (!fits || __builtin_add_overflow(row.start, row.len, &end))
		return damaged(at, "a tensor has another number of bytes than its shape needs", e);
	ARENA_AUTO struct arena scratch;
	arena_init(&scratch);
	if (t->r->outlines && !outlines_add(t->r->outlines, shard_name(t, &scratch, shard), &row))
		return err_set(
			e, ERR_LIMIT,
			"with its tensors the distribution has more than %lld; the others were left out (--limit tensors=…)",
			(long long)t->r->limits->tensors);
	return 0;
}

/* --- blocks ------------------------------------------------------------------------------------------------------------------- */

static int read_block(struct table *t, uint64_t at, uint64_t len, struct err *e);

/* An entry of the block that lists the others: where one is. */
static int read_listed(struct table *t, struct cursor value, uint64_t at, struct err *e)
{
	uint64_t block = cursor_varint(&value), len = cursor_varint(&value);
	if (!cursor_ok(&value))
		return damaged(at, "a place in it is none", e);
	t->entry = read_entry;
	t->key_len = 0;
	int rc = read_block(t, block, len, e);
	t->entry = read_listed;
	return rc;
}

/* The key is what it shares with the one before, and what follows here. */
static int read_key(struct table *t, struct cursor *c, uint64_t *value_len)
{
	uint64_t shared = cursor_varint(c), own = cursor_varint(c);
	*value_len = cursor_varint(c);
	if (!cursor_ok(c) || shared > t->key_len || own > sizeof t->key - shared)
		return -1;
	const uint8_t *bytes = cursor_take(c, own);
	if (!bytes || *value_len > cursor_left(c))
		return -1;
	memcpy(t->key + shared, bytes, own);
	t->key_len = (size_t)(shared + own);
	return 0;
}

static int walk_block(struct table *t, const uint8_t *bytes, uint64_t len, uint64_t at, struct err *e)
{
	struct cursor c;
	cursor_init(&c, bytes, (size_t)len, (int64_t)len);
	cursor_seek(&c, len - 4);
	uint64_t restarts = cursor_u32(&c);
	if (restarts > (len - 4) / 4)
		return damaged(at, "a block of it is too short", e);
	cursor_init(&c, bytes, (size_t)(len - 4 - 4 * restarts), -1);
	c.total = c.len;
	t->key_len = 0;
	while (cursor_left(&c)) {
		uint64_t place = at + cursor_place(&c), value_len;
		if (read_key(t, &c, &value_len) < 0)
			return damaged(place, "a key of it is impossible", e);
		char key[sizeof t->key];
		size_t key_len = t->key_len;
		memcpy(key, t->key, key_len);
		struct cursor value = cursor_sub(&c, value_len);
		if (t->entry(t, value, place, e) < 0)
			return -1;
		memcpy(t->key, key, key_len);
		t->key_len = key_len;
	}
	return 0;
}

/* A copy of the block: what lies elsewhere is read meanwhile. */
static int read_block(struct table *t, uint64_t at, uint64_t len, struct err *e)
{
	struct cursor *c = t->c;
	if (at > c->total || len > c->total - at || len < 4)
		return damaged(at < c->total ? at : c->total, "a block of it lies elsewhere", e);
	t->blocks += len;
	if (t->blocks > c->total)
		return damaged(at, "its blocks lie over one another", e);
	if (len > MOST_BLOCK - TRAILER)
		return err_set(e, ERR_LIMIT, "the checkpoint's index has a block of %llu bytes, more than is held in memory",
			       (unsigned long long)len);
	cursor_seek(c, at + len);
	uint8_t packed = cursor_u8(c);
	if (cursor_ok(c) && packed)
		return err_set(e, ERR_INPUT, "the checkpoint's index is compressed (method %u at byte %llu), which is not read",
			       packed, (unsigned long long)at + len);
	cursor_seek(c, at);
	const uint8_t *bytes = cursor_take(c, len);
	if (!bytes)
		return weights_finish(c, "checkpoint's index", e);
	uint8_t *copy = mem_alloc((size_t)len);
	memcpy(copy, bytes, (size_t)len);
	int rc = walk_block(t, copy, len, at, e);
	free(copy);
	return rc;
}

static void mention_shards(struct table *t)
{
	for (uint64_t i = 0; t->r->outlines && i < t->shards && i < MOST_SHARDS; i++) {
		ARENA_AUTO struct arena scratch;
		arena_init(&scratch);
		outlines_mention(t->r->outlines, shard_name(t, &scratch, i), -1);
	}
}

static int read(struct reading *r, struct err *e)
{
	struct cursor *c = r->anywhere;
	struct table *t = ARENA_NEW(r->arena, struct table);
	if (!c)
		return 0;
	*t = (struct table){.r = r, .c = c, .entry = read_listed};
	t->prefix_len = strlen(r->probe->name) - strlen(".index");
	if (c->total < FOOTER)
		return damaged(c->total, "it is too short", e);
	cursor_seek(c, c->total - FOOTER);
	cursor_varint(c);
	cursor_varint(c);
	uint64_t at = cursor_varint(c), len = cursor_varint(c);
	cursor_seek(c, c->total - 8);
	const uint8_t *end = cursor_take(c, 8);
	if (end && memcmp(end, magic, 8) != 0)
		return damaged(c->total - 8, "its end is not that of a table", e);
	if (!cursor_ok(c))
		return weights_finish(c, "checkpoint's index", e);
	if (read_block(t, at, len, e) < 0)
		return -1;
	mention_shards(t);
	return weights_finish(c, "checkpoint's index", e);
}

const struct reader reader_tensorflow_index = {
	.id = "tensorflow-index",
	.title = "index of a TensorFlow checkpoint",
	.spec = "https://github.com/tensorflow/tensorflow/blob/master/tensorflow/core/util/tensor_bundle/tensor_bundle.h",
	.role = ROLE_WEIGHTS,
	.anywhere = true,
	.bid = bid,
	.read = read,
	.tells = tells,
};
