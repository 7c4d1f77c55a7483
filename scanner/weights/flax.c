/* SPDX-License-Identifier: MIT */
/*
 * Flax: one MessagePack map from parameter names to nested maps and arrays. An array is an extension (1; 3 for a scalar) that holds
 * shape, type and bytes as MessagePack again. Arrays of more than a gigabyte are maps, with chunks that are arrays by
 * themselves. A tensor is called by the keys that lead to it, joined with dots. There is no metadata.
 */
#define _GNU_SOURCE
#include "weights/weights.h"

#include <string.h>

enum { DEEPEST = 64, MOST_KEY = 1024, MOST_TEXT = 1 << 16, EXT_ARRAY = 1, EXT_SCALAR = 3, DIGITS = 24 };

enum item_kind { NOTHING, NUMBER, TEXT, BYTES, LIST, MAP, EXTENSION };

struct item { /* one object's head; the cursor stands behind it */
	enum item_kind kind;
	uint64_t count;	 /* of bytes, items, or pairs */
	uint64_t number; /* when it is one that is whole and not negative */
	int extension;
};

struct flax {
	struct reading *r;
	struct cursor *c;
	char path[TENSOR_NAME];
	size_t path_len;
};

static const struct weights_keys keys = {.any = true};

/* --- MessagePack -------------------------------------------------------------------------------------------------------------- */

static uint64_t big_endian(struct cursor *c, unsigned width)
{
	uint64_t value = 0;
	for (unsigned i = 0; i < width; i++)
		value = value << 8 | cursor_u8(c);
	return value;
}

/* The heads from 0xC0 on. */
static void long_head(struct cursor *c, uint8_t head, struct item *i)
{
	static const struct {
		uint8_t kind, width; /* of the count, or of the number */
	} heads[] = {
		{NOTHING, 0},	{NOTHING, 0},	{NOTHING, 0},	{NOTHING, 0},	{BYTES, 1},  {BYTES, 2},  {BYTES, 4},
		{EXTENSION, 1}, {EXTENSION, 2}, {EXTENSION, 4}, {NUMBER, 4},	{NUMBER, 8}, {NUMBER, 1}, {NUMBER, 2},
		{NUMBER, 4},	{NUMBER, 8},	{NUMBER, 1},	{NUMBER, 2},	{NUMBER, 4}, {NUMBER, 8}, {EXTENSION, 0},
		{EXTENSION, 0}, {EXTENSION, 0}, {EXTENSION, 0}, {EXTENSION, 0}, {TEXT, 1},   {TEXT, 2},	  {TEXT, 4},
		{LIST, 2},	{LIST, 4},	{MAP, 2},	{MAP, 4},
	};
	unsigned n = head - 0xC0U;
	i->kind = (enum item_kind)heads[n].kind;
	uint64_t value = big_endian(c, heads[n].width);
	if (head == 0xC1)
		cursor_fail(c); /* never used */
	i->number = head >= 0xCC && head <= 0xCF ? value : UINT64_MAX;
	i->count = value;
	if (head >= 0xD4 && head <= 0xD8)
		i->count = 1U << (head - 0xD4);
	if (i->kind == EXTENSION)
		i->extension = cursor_u8(c);
}

static struct item next_item(struct cursor *c)
{
	struct item i = {.kind = NUMBER, .number = UINT64_MAX};
	uint8_t head = cursor_u8(c);
	if (head < 0x80) {
		i.number = head;
	} else if (head < 0xC0) {
		i.kind = head < 0x90 ? MAP : head < 0xA0 ? LIST : TEXT;
		i.count = head & (head < 0xA0 ? 15 : 31);
	} else if (head < 0xE0) {
		long_head(c, head, &i);
	}
	bool bytes = i.kind == TEXT || i.kind == BYTES || i.kind == EXTENSION;
	if (cursor_ok(c) && bytes && i.count > cursor_left(c))
		cursor_fail(c);
	return i;
}

/* A map whose first key is a string */
static bool begins_with_map(const struct probe *p)
{
	struct cursor c;
	cursor_init(&c, p->bytes, p->len, p->size);
	struct item map = next_item(&c);
	return cursor_ok(&c) && map.kind == MAP && (!map.count || next_item(&c).kind == TEXT) && c.state != CURSOR_DAMAGED;
}

static bool is_called_so(const char *base)
{
	static const char *const parts[] = {"flax", "model", "param", "weight", "checkpoint", "ckpt"};
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		if (name_has(base, parts[i]))
			return true;
	return false;
}

/*
 * MessagePack holds anything: by its ending alone a file is no checkpoint. The type of an array stands before its bytes, so that the first
 * one lies near the beginning.
 */
static unsigned bid(const struct probe *p)
{
	unsigned n = bid_ending(p, ".msgpack");
	if (!n || (!is_called_so(p->base) && !(begins_with_map(p) && dtype_named_in(p->bytes, p->len))))
		return 0;
	return begins_with_map(p) ? BID_BYTES(2) : n;
}

/* The number in decimal, at the end of `digits`. */
static const char *decimal(uint64_t number, char digits[DIGITS])
{
	size_t n = DIGITS;
	digits[--n] = 0;
	do
		digits[--n] = (char)('0' + number % 10);
	while (number /= 10);
	return digits + n;
}

/* --- arrays ------------------------------------------------------------------------------------------------------------------- */

static int damaged(struct flax *f, uint64_t at, const char *what, struct err *e)
{
	return err_set(e, ERR_INPUT, "the Flax checkpoint is damaged at byte %llu: the array '%s' %s", (unsigned long long)at,
		       weights_shown(f->r, f->path, f->path_len), what);
}

/* Shape, type and the bytes' range of the array in an extension, at whose bytes the cursor then stands. */
static int read_array(struct flax *f, struct tensor *t, struct err *e)
{
	struct cursor *c = f->c;
	uint64_t at = cursor_place(c), need;
	struct item outer = next_item(c), shape = next_item(c);
	if (cursor_ok(c) && (outer.kind != LIST || outer.count != 3 || shape.kind != LIST || shape.count > TENSOR_RANK))
		return damaged(f, at, "does not consist of a shape, a type and bytes", e);
	for (t->rank = 0; t->rank < shape.count && cursor_ok(c);) {
		struct item dim = next_item(c);
		if (cursor_ok(c) && (dim.kind != NUMBER || dim.number == UINT64_MAX))
			return damaged(f, at, "has a shape that is none", e);
		t->shape[t->rank++] = dim.number;
	}
	struct item type = next_item(c);
	if (cursor_ok(c) && (type.kind != TEXT || !type.count || type.count > 64))
		return damaged(f, at, "has no type", e);
	const char *name = (const char *)cursor_take(c, type.count);
	const char *dtype = name ? dtype_called(name, (size_t)type.count) : NULL;
	t->dtype = dtype ? dtype : "?";
	struct item bytes = next_item(c);
	t->start = cursor_place(c);
	t->len = bytes.count;
	if (!cursor_ok(c))
		return 0;
	unsigned bits = dtype_bits(t->dtype);
	if (!bits) {
		t->state = TENSOR_CLOSED;
		f->r->gap = "it has arrays of a type that this program does not know";
	}
	bool fits = bytes.kind == BYTES && (!bits || (tensor_bytes(t->shape, t->rank, bits, &need) && need == t->len));
	return fits ? 0 : damaged(f, at, "has another number of bytes than its shape needs", e);
}

static int read_extension(struct flax *f, const struct item *i, struct err *e)
{
	struct cursor *c = f->c;
	if (i->extension != EXT_ARRAY && i->extension != EXT_SCALAR) {
		cursor_skip(c, i->count);
		return 0;
	}
	struct tensor t = {.name = f->path, .name_len = f->path_len, .dtype = "?"};
	struct cursor_bounds b = cursor_narrow(c, i->count);
	int rc = read_array(f, &t, e);
	if (rc == 0 && cursor_ok(c))
		rc = weights_add(f->r, &t, e);
	if (rc == 0)
		cursor_widen(c, b);
	return rc;
}

/* --- arrays in chunks --------------------------------------------------------------------------------------------------------- */

struct chunked {
	struct tensor whole;
	struct digest digest;
	uint64_t bytes;
};

/* The next key is that text, of which the caller is sure to need no other. */
static bool key_is(struct flax *f, const char *wanted)
{
	struct item key = next_item(f->c);
	const uint8_t *bytes = key.kind == TEXT && key.count == strlen(wanted) ? cursor_take(f->c, key.count) : NULL;
	return bytes && !memcmp(bytes, wanted, key.count);
}

static int add_chunk(struct flax *f, struct chunked *k, struct err *e)
{
	struct cursor *c = f->c;
	uint64_t at = cursor_place(c);
	struct tensor t = {.dtype = "?"};
	struct item i = next_item(c);
	if (cursor_ok(c) && (i.kind != EXTENSION || i.extension != EXT_ARRAY))
		return damaged(f, at, "has a chunk that is no array", e);
	if (read_array(f, &t, e) < 0)
		return -1;
	for (uint64_t left = t.len; left && cursor_ok(c);) {
		size_t n;
		const uint8_t *bytes = cursor_some(c, left, &n);
		if (!bytes)
			break;
		digest_update(&k->digest, bytes, n, NULL);
		left -= n;
	}
	if (k->bytes && cursor_ok(c) && strcmp(k->whole.dtype, t.dtype) != 0)
		return damaged(f, at, "has chunks of several types", e);
	k->whole.dtype = t.dtype;
	k->bytes += t.len;
	return 0;
}

/* The map {"0": …, "1": …}; false when it is none. */
static bool begin_tuple(struct flax *f, uint64_t *count)
{
	struct item map = next_item(f->c);
	*count = map.count;
	return map.kind == MAP;
}

static bool tuple_key(struct flax *f, uint64_t i)
{
	char digits[DIGITS];
	return key_is(f, decimal(i, digits));
}

static int read_chunks(struct flax *f, struct chunked *k, struct err *e)
{
	struct cursor *c = f->c;
	uint64_t at = cursor_place(c), count, need;
	bool sound = next_item(c).kind == NOTHING && key_is(f, "shape") && begin_tuple(f, &count) && count <= TENSOR_RANK;
	for (uint64_t i = 0; sound && i < count; i++) {
		sound = tuple_key(f, i);
		struct item dim = next_item(c);
		sound = sound && dim.kind == NUMBER && dim.number != UINT64_MAX;
		k->whole.shape[k->whole.rank++] = dim.number;
	}
	sound = sound && key_is(f, "chunks") && begin_tuple(f, &count);
	for (uint64_t i = 0; sound && i < count && cursor_ok(c); i++) {
		sound = tuple_key(f, i);
		if (sound && add_chunk(f, k, e) < 0)
			return -1;
	}
	if (!cursor_ok(c))
		return 0;
	if (!sound)
		return damaged(f, at, "is not in chunks as it says", e);
	unsigned bits = dtype_bits(k->whole.dtype);
	if (bits && (!tensor_bytes(k->whole.shape, k->whole.rank, bits, &need) || need != k->bytes))
		return damaged(f, at, "has another number of bytes than its shape needs", e);
	k->whole.len = k->bytes;
	bool done = bits && digest_final(&k->digest, k->whole.sha256, NULL) == 0;
	k->whole.state = done ? TENSOR_HASHED : TENSOR_CLOSED;
	return weights_add(f->r, &k->whole, e);
}

/* The cursor is behind the first key of the map, which is the mark of arrays in chunks. */
static int read_chunked(struct flax *f, struct err *e)
{
	struct chunked k = {.whole = {.name = f->path, .name_len = f->path_len, .dtype = "?"}};
	if (digest_init(&k.digest, e) < 0)
		return -1;
	int rc = read_chunks(f, &k, e);
	digest_release(&k.digest);
	return rc;
}

/* --- the tree ------------------------------------------------------------------------------------------------------------------- */

static int read_value(struct flax *f, unsigned depth, struct err *e);

static void read_text(struct flax *f, const struct item *i)
{
	uint64_t start = cursor_place(f->c), len = i->count < MOST_TEXT ? i->count : MOST_TEXT;
	const struct weights_key *is = weights_key(&keys, f->path, f->path_len);
	const uint8_t *text = is ? cursor_take(f->c, len) : NULL;
	if (text)
		weights_claim(f->r, is, text, len, start, start + len, 0);
	cursor_skip(f->c, text ? i->count - len : i->count);
}

/* One more key on the path; false when it is too long. */
static bool push(struct flax *f, const char *key, uint64_t len)
{
	if (len > MOST_KEY || f->path_len + 1 + len > sizeof f->path)
		return false;
	if (f->path_len)
		f->path[f->path_len++] = '.';
	memcpy(f->path + f->path_len, key, len);
	f->path_len += len;
	return true;
}

/* A key of the map onto the path. *chunked: it is the mark of an array in chunks. */
static int push_key(struct flax *f, bool *chunked, struct err *e)
{
	static const char mark[] = "__msgpack_chunked_array__";
	uint64_t at = cursor_place(f->c);
	struct item key = next_item(f->c);
	const uint8_t *bytes = NULL;
	if ((key.kind == TEXT || key.kind == BYTES) && key.count <= MOST_KEY)
		bytes = cursor_take(f->c, key.count);
	*chunked = bytes && key.count == sizeof mark - 1 && !memcmp(bytes, mark, key.count);
	if (!cursor_ok(f->c) || *chunked)
		return 0;
	char digits[DIGITS];
	const char *number = key.kind == NUMBER ? decimal(key.number, digits) : NULL;
	if (number ? push(f, number, strlen(number)) : bytes && push(f, (const char *)bytes, key.count))
		return 0;
	return damaged(f, at, "has a key below it that is no text or too long", e);
}

static int read_map(struct flax *f, uint64_t count, unsigned depth, struct err *e)
{
	int rc = 0;
	for (uint64_t i = 0; i < count && rc == 0 && cursor_ok(f->c); i++) {
		size_t before = f->path_len;
		bool chunked;
		rc = push_key(f, &chunked, e);
		if (rc == 0 && chunked)
			return read_chunked(f, e); /* which is all of the map */
		if (rc == 0 && cursor_ok(f->c))
			rc = read_value(f, depth + 1, e);
		f->path_len = before;
	}
	return rc;
}

static int read_list(struct flax *f, uint64_t count, unsigned depth, struct err *e)
{
	int rc = 0;
	for (uint64_t i = 0; i < count && rc == 0 && cursor_ok(f->c); i++) {
		char digits[DIGITS];
		const char *number = decimal(i, digits);
		size_t before = f->path_len;
		rc = push(f, number, strlen(number)) ? read_value(f, depth + 1, e)
						     : damaged(f, cursor_place(f->c), "is nested too deeply", e);
		f->path_len = before;
	}
	return rc;
}

static int read_value(struct flax *f, unsigned depth, struct err *e)
{
	uint64_t at = cursor_place(f->c);
	struct item i = next_item(f->c);
	if (!cursor_ok(f->c))
		return 0;
	if (depth > DEEPEST)
		return damaged(f, at, "is nested too deeply", e);
	switch (i.kind) {
	case MAP:
		return read_map(f, i.count, depth, e);
	case LIST:
		return read_list(f, i.count, depth, e);
	case EXTENSION:
		return read_extension(f, &i, e);
	case TEXT:
		read_text(f, &i);
		return 0;
	case BYTES:
		cursor_skip(f->c, i.count);
		return 0;
	default:
		return 0;
	}
}

static int read(struct reading *r, struct err *e)
{
	if (!begins_with_map(r->probe))
		return weights_misnamed("Flax checkpoint", e);
	struct flax *f = ARENA_NEW(r->arena, struct flax);
	f->r = r;
	f->c = r->stream;
	if (read_value(f, 0, e) < 0)
		return -1;
	if (cursor_ok(f->c) && !cursor_ended(f->c))
		return err_set(e, ERR_INPUT, "the Flax checkpoint is damaged at byte %llu: something follows its map",
			       (unsigned long long)cursor_place(f->c));
	if (!tensors_count(r->tensors))
		r->gap = "it holds no arrays";
	return weights_finish(f->c, "Flax checkpoint", e);
}

const struct reader reader_flax = {
	.id = "flax",
	.title = "Flax checkpoint (MessagePack)",
	.spec = "https://github.com/google/flax/blob/main/flax/serialization.py",
	.role = ROLE_WEIGHTS,
	.tensors = true,
	.bid = bid,
	.read = read,
};
