/* SPDX-License-Identifier: MIT */
/*
 * OCDBT, the store of JAX checkpoints that Orbax writes: a manifest (manifest.ocdbt), and data files in a folder "d" whose names are 32
 * hexadecimal digits. Data files hold values (pieces of Zarr arrays, mostly packed with Zstandard) and nodes of a tree of keys:
 *
 *   node: u32 magic, u64 length of all of it, varint version 0, varint packing (0 none, 1 Zstandard), the body, u32 checksum
 *   body: u8 height (0: a leaf), table of files, varint count, the entries, field by field: count - 1 lengths that a key shares with the one
 *   before, count lengths of its rest, the rests; of a leaf: count lengths of values, count kinds (0: the value is here, 1: elsewhere), file
 *   and offset of those that are elsewhere, the values that are here
 *   table of files: varint count, count - 1 shared lengths, count lengths of rests, count lengths of folders, the rests
 *
 * A description of an array (zarr_array.h) is so short that it is a value in a leaf. So the leaves with which a data file begins say which
 * arrays there are, of what type and shape; a tree so large that it has other nodes above its leaves has names there that begin within
 * a name. Their elements are pieces in other files and are not read. Orbax merges the stores of all processes (folders
 * ocdbt.process_N) into one, so that only the leaves outside of those count.
 */
#include "base/json.h"
#include "entry/container.h"
#include "entry/frame.h"
#include "weights/weights.h"
#include "weights/zarr_array.h"

#include <string.h>

static const char manifest_magic[] = "\x0C\xDB\x3A\x2A", node_magic[] = "\x0C\xDB\x20\xDE", frame_magic[] = "\x28\xB5\x2F\xFD";
enum { MAGIC = 4, DATA_NAME = 32, HIGHEST_VERSION = 0, NODE_BYTES = 32 << 20, CHECKSUM = 4, MOST_KEY = TENSOR_NAME };

static bool is_manifest(const struct probe *p)
{
	return probe_has(p, 0, manifest_magic, MAGIC);
}

/* …/d/0123456789abcdef0123456789abcdef */
static bool is_data_name(const struct probe *p)
{
	size_t before = (size_t)(p->base - p->name);
	bool in_d = before >= 2 && p->name[before - 2] == 'd' && (before == 2 || p->name[before - 3] == '/');
	return in_d && strlen(p->base) == DATA_NAME && strspn(p->base, "0123456789abcdef") == DATA_NAME;
}

static unsigned bid(const struct probe *p)
{
	if (is_manifest(p) || probe_has(p, 0, node_magic, MAGIC))
		return BID_BYTES(MAGIC);
	if (name_is(p->base, "manifest.ocdbt"))
		return probe_is_binary(p) ? BID_OWN_NAME : 0;
	return is_data_name(p) && probe_is_binary(p) ? BID_OWN_NAME : 0;
}

/* As far as the beginning of what is packed can be had: is it neither an archive nor a text? */
static bool packs_numbers(const struct probe *p)
{
	enum { LOOK = 4096 };
	uint8_t inside[LOOK];
	struct probe q = {.bytes = inside, .len = frame_begins(p->bytes, p->len, inside, LOOK)};
	return q.len && !container_detect(inside, q.len) && probe_is_binary(&q);
}

/*
 * Nodes begin as no archive does, and pieces are packed with Zstandard: a data file that begins with those is no stream of its own. What holds
 * something else than numbers is only called like one.
 */
static bool sealed(const struct probe *p, struct outlines *o)
{
	(void)o;
	return probe_has(p, 0, frame_magic, MAGIC) && packs_numbers(p);
}

/* --- nodes -------------------------------------------------------------------------------------------------------------------- */

struct node {
	struct reading *r;
	struct arena arena;
	struct cursor body;
	uint64_t at; /* of the node in the file */
	uint32_t count;
	uint32_t *shared, *rest, *value_len; /* of entry i */
};

static int damaged(const struct node *n, const char *what, struct err *e)
{
	return err_set(e, ERR_INPUT, "the node of the store at byte %llu is damaged: %s", (unsigned long long)n->at, what);
}

/* A count of things of which each takes at least a byte of what is left. */
static bool read_count(struct cursor *c, uint32_t *count)
{
	uint64_t n = cursor_varint(c);
	if (!cursor_ok(c) || n > cursor_left(c))
		return false;
	*count = (uint32_t)n;
	return true;
}

static uint32_t *read_numbers(struct node *n, uint32_t count)
{
	uint32_t *out = arena_array(&n->arena, count ? count : 1, sizeof *out);
	for (uint32_t i = 0; i < count && cursor_ok(&n->body); i++) {
		uint64_t value = cursor_varint(&n->body);
		if (value > NODE_BYTES)
			cursor_fail(&n->body);
		out[i] = (uint32_t)value;
	}
	return out;
}

static bool skip_file_table(struct node *n)
{
	uint32_t files;
	if (!read_count(&n->body, &files))
		return false;
	read_numbers(n, files ? files - 1 : 0);
	const uint32_t *rest = read_numbers(n, files);
	read_numbers(n, files);
	for (uint32_t i = 0; i < files; i++)
		cursor_skip(&n->body, rest[i]);
	return cursor_ok(&n->body);
}

/* "params.dense.kernel/.zarray": the length of the array's name; 0: it is another key. */
static size_t array_name(const char *key, size_t len)
{
	static const char *const endings[] = {"/.zarray", "/zarr.json"};
	for (size_t i = 0; i < 2; i++) {
		size_t n = strlen(endings[i]);
		if (len > n && !memcmp(key + len - n, endings[i], n))
			return len - n;
	}
	return 0;
}

static int add_array(struct node *n, const char *name, size_t len, const uint8_t *json, uint32_t json_len, struct err *e)
{
	ARENA_AUTO struct arena a;
	const struct yaml *root;
	struct zarr_array z;
	arena_init(&a);
	int rc = json_parse((const char *)json, json_len, &a, &root, e);
	if (rc == 0)
		rc = zarr_array_read(n->r, root, &z, e);
	if (rc < 0)
		err_prefix(e, "the array '%s'", weights_shown(n->r, name, len));
	if (rc < 1)
		return rc;
	z.row.name = name;
	z.row.name_len = len;
	z.row.state = TENSOR_CLOSED;
	z.row.strides = NULL;
	n->r->gap = "the elements of its arrays are pieces in a store, which are not read";
	return weights_add(n->r, &z.row, e);
}

/* The keys are there, one behind the other; *at goes on to the next. False: it is impossible. */
static bool next_key(const struct node *n, uint32_t i, struct cursor *keys, char *key, size_t *len)
{
	uint32_t shared = i ? n->shared[i - 1] : 0;
	if (shared > *len || n->rest[i] > MOST_KEY - shared)
		return false;
	const uint8_t *rest = cursor_take(keys, n->rest[i]);
	if (!rest)
		return false;
	memcpy(key + shared, rest, n->rest[i]);
	*len = shared + n->rest[i];
	return true;
}

static int read_leaf(struct node *n, struct err *e)
{
	struct cursor *c = &n->body;
	char *key = arena_alloc(&n->arena, MOST_KEY);
	size_t len = 0;
	uint64_t all = 0;
	uint32_t elsewhere = 0;
	n->shared = read_numbers(n, n->count ? n->count - 1 : 0);
	n->rest = read_numbers(n, n->count);
	for (uint32_t i = 0; i < n->count; i++)
		all += n->rest[i];
	struct cursor keys = cursor_sub(c, all);
	n->value_len = read_numbers(n, n->count);
	const uint32_t *kinds = read_numbers(n, n->count);
	for (uint32_t i = 0; i < n->count; i++)
		elsewhere += kinds[i] != 0;
	read_numbers(n, elsewhere); /* files */
	for (uint32_t i = 0; i < elsewhere; i++)
		cursor_varint(c); /* offsets */
	for (uint32_t i = 0; i < n->count && cursor_ok(c); i++) {
		if (!next_key(n, i, &keys, key, &len))
			return damaged(n, "a key of it is impossible", e);
		const uint8_t *value = kinds[i] ? NULL : cursor_take(c, n->value_len[i]);
		size_t name = array_name(key, len);
		if (name && value && add_array(n, key, name, value, n->value_len[i], e) < 0)
			return -1;
		if (name && kinds[i])
			n->r->gap = "descriptions of its arrays lie outside of the store's leaves";
	}
	return cursor_ok(c) ? 0 : damaged(n, "it ends too early", e);
}

static int read_body(struct node *n, const void *bytes, size_t len, struct err *e)
{
	cursor_init(&n->body, bytes, len, (int64_t)len);
	uint8_t height = cursor_u8(&n->body);
	if (!skip_file_table(n) || !read_count(&n->body, &n->count))
		return damaged(n, "its table of files is impossible", e);
	return height ? 0 : read_leaf(n, e);
}

/* The cursor is behind the magic of a node; it is left behind the node. */
static int read_node(struct reading *r, struct err *e)
{
	struct cursor *c = r->stream;
	struct node n = {.r = r, .at = cursor_place(c) - MAGIC};
	uint64_t len = cursor_u64(c), version = cursor_varint(c), packing = cursor_varint(c), head = cursor_place(c) - n.at;
	if (!cursor_ok(c))
		return 0;
	if (version > HIGHEST_VERSION || packing > 1 || len < head + CHECKSUM || len - head > cursor_left(c))
		return damaged(&n, "its header is impossible", e);
	const uint8_t *packed = cursor_take(c, len - head);
	if (!packed)
		return 0;
	BUF_AUTO struct buf body;
	buf_init(&body, NODE_BYTES);
	size_t packed_len = (size_t)(len - head - CHECKSUM);
	int rc = packing ? frame_unpack(packed, packed_len, &body, e) : 0;
	if (rc < 0)
		return err_prefix(e, "the node of the store at byte %llu", (unsigned long long)n.at);
	arena_init(&n.arena);
	rc = packing ? read_body(&n, buf_str(&body), body.len, e) : read_body(&n, packed, packed_len, e);
	arena_release(&n.arena);
	return rc;
}

/* --- data files ------------------------------------------------------------------------------------------------------------- */

/* The cursor is behind the magic of a piece that is packed (RFC 8878, 3.1.1); it is left behind the piece, none of which is unpacked. */
static void skip_frame(struct cursor *c)
{
	static const uint8_t dictionary[] = {0, 1, 2, 4}, content[] = {0, 2, 4, 8};
	enum { SINGLE = 0x20, HAS_CHECKSUM = 4, LAST = 1, REPEATED = 1, RESERVED = 3 };
	uint8_t head = cursor_u8(c);
	cursor_skip(c, head & SINGLE ? 0 : 1);
	cursor_skip(c, dictionary[head & 3]);
	cursor_skip(c, head >> 6 || !(head & SINGLE) ? content[head >> 6] : 1);
	for (bool last = false; !last && cursor_ok(c);) {
		uint32_t block = cursor_u16(c);
		block |= (uint32_t)cursor_u8(c) << 16;
		unsigned kind = block >> 1 & 3;
		last = block & LAST;
		cursor_skip(c, kind == REPEATED ? 1 : block >> 3);
		if (kind == RESERVED)
			cursor_fail(c);
	}
	cursor_skip(c, head & HAS_CHECKSUM ? 4 : 0);
}

/* As skip_frame, of a node. */
static void skip_node(struct cursor *c)
{
	uint64_t len = cursor_u64(c);
	if (len < MAGIC + 8)
		cursor_fail(c);
	cursor_skip(c, len - MAGIC - 8);
}

/*
 * The next thing with a length, which must have its bytes. *counts: as long as nodes follow one another, they are read. 1; 0: what is here says
 * no length; -1.
 */
static int read_piece(struct reading *r, bool *counts, struct err *e)
{
	struct cursor *c = r->stream;
	const uint8_t *magic = cursor_take(c, MAGIC);
	bool node = magic && !memcmp(magic, node_magic, MAGIC), frame = magic && !memcmp(magic, frame_magic, MAGIC);
	*counts &= node;
	if (*counts)
		return read_node(r, e) < 0 ? -1 : 1;
	if (node)
		skip_node(c);
	if (frame)
		skip_frame(c);
	return node || frame;
}

static int read_data(struct reading *r, struct err *e)
{
	struct cursor *c = r->stream;
	bool counts = !name_has(r->probe->name, "ocdbt.process_");
	int rc = 1;
	if (r->len < MAGIC)
		return weights_misnamed("data file of an OCDBT store", e);
	r->detail = "data";
	r->gap = "its arrays are pieces in an OCDBT store, which are not read";
	while (rc > 0 && !cursor_ended(c) && cursor_left(c) >= MAGIC)
		rc = read_piece(r, &counts, e);
	return rc < 0 ? -1 : weights_finish(c, "data file of an OCDBT store", e);
}

static int read_manifest(struct reading *r, struct err *e)
{
	struct cursor *c = r->stream;
	r->detail = "manifest";
	r->gap = "it is the manifest of an OCDBT store, whose arrays are in the files beside it";
	cursor_skip(c, MAGIC);
	uint64_t len = cursor_u64(c), version = cursor_varint(c);
	if (cursor_ok(c) && version > HIGHEST_VERSION)
		return err_set(e, ERR_INPUT, "the manifest is damaged at byte 12: there is no version %llu",
			       (unsigned long long)version);
	if (cursor_ok(c) && r->probe->size >= 0 && len != (uint64_t)r->probe->size)
		return err_set(e, ERR_INPUT, "the manifest is damaged at byte 4: it says that it has %llu bytes, and it has %lld",
			       (unsigned long long)len, (long long)r->probe->size);
	return weights_finish(c, "manifest of an OCDBT store", e);
}

static int read(struct reading *r, struct err *e)
{
	if (is_manifest(r->probe))
		return read_manifest(r, e);
	if (name_is(r->probe->base, "manifest.ocdbt"))
		return weights_misnamed("manifest of an OCDBT store", e);
	return read_data(r, e);
}

const struct reader reader_ocdbt = {
	.id = "ocdbt",
	.title = "OCDBT store of a JAX checkpoint (Orbax)",
	.spec = "https://google.github.io/tensorstore/kvstore/ocdbt/index.html#storage-format",
	.role = ROLE_WEIGHTS,
	.tensors = true,
	.bid = bid,
	.read = read,
	.sealed = sealed,
};
