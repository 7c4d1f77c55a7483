/* SPDX-License-Identifier: MIT */
/*
 * GGUF: "GGUF", u32 version, counts of tensors and of keys, the keys with typed values, tensor infos, padding, data. Version 1
 * counts in u32 (and may end strings in a NUL), 2 and 3 in u64; 3 may be big-endian throughout, seen by its version number.
 */
#include "weights/weights.h"

#include <stdlib.h>
#include <string.h>

enum gguf_type { GGUF_FLOAT = 6, GGUF_STRING = 8, GGUF_ARRAY = 9, GGUF_TYPES = 13 };
enum { ARRAY_DEPTH = 4, KEY_BYTES = 65535 };

static const uint8_t type_size[GGUF_TYPES] = {1, 1, 2, 2, 4, 4, 4, 1, 0, 0, 8, 8, 8};

enum { STRING_BYTES = 1 << 20, DEFAULT_ALIGNMENT = 32, GGML_DIMS = 4 };

struct span {
	const uint8_t *bytes; /* in the arena; NULL: none */
	uint64_t len;
	uint64_t start; /* offset in the file */
};

struct gguf {
	struct cursor *c;
	struct reading *r;
	uint32_t version;
	uint64_t tensors, keys;
	uint32_t alignment;
	uint64_t split, splits; /* part of a model in several files */
	/* The name of a base model whose address has not come yet. With no address it is all that is said of that model. */
	struct span parent;
	long parent_index;
	const char **seen; /* keys that matter */
	size_t n_seen;
};

static const struct weights_key known[] = {
	{"general.license", "license", true},
	{"general.license.name", "license_name", true},
	{"general.license.link", "license_link", true},
	{"general.datasets", "dataset", true},
	{"general.source.url", "source", true},
	{"general.source.repo_url", "source", true},
	{"general.source.huggingface.repository", "source", true},
	{"general.name", "name", false},
	{"general.author", "author", false},
	{"general.organization", "organization", false},
	{"general.version", "version", false},
	{"general.architecture", "architecture", false},
	{"general.type", "type", false},
	{"general.description", "description", false},
	{"general.quantized_by", "quantized_by", false},
	{"general.url", "url", false},
	{"general.repo_url", "url", false},
	{"tokenizer.chat_template", "chat_template", false},
};
static const struct weights_keys keys = WEIGHTS_KEYS(known, false);
static const struct weights_key base_model = {.field = "base_model", .declared = true},
				dataset = {.field = "dataset", .declared = true};

/* Sizes (catalog/signature.h): "<architecture>.block_count" and the like. */
static const struct {
	const char *ending, *key;
} sizes[] = {
	{".vocab_size", "vocab_size"},
	{".embedding_length", "hidden_size"},
	{".block_count", "num_hidden_layers"},
	{".feed_forward_length", "intermediate_size"},
	{".attention.head_count", "num_attention_heads"},
	{".attention.head_count_kv", "num_key_value_heads"},
	{".rope.freq_base", "rope_theta"},
};
enum { SIZES = sizeof sizes / sizeof *sizes };

static void read_prefix(struct gguf *g)
{
	struct cursor *c = g->c;
	const uint8_t *magic = cursor_take(c, 4);
	if (!magic)
		return;
	c->big = !memcmp(magic, "FUGG", 4);
	g->version = cursor_u32(c);
	if (g->version && !(g->version & 0xFFFF)) {
		c->big = !c->big;
		g->version = __builtin_bswap32(g->version);
	}
}

static uint64_t read_count(struct gguf *g)
{
	return g->version == 1 ? cursor_u32(g->c) : cursor_u64(g->c);
}

static unsigned bid(const struct probe *p)
{
	if (!probe_has(p, 0, "GGUF", 4) && !probe_has(p, 0, "FUGG", 4))
		return bid_ending(p, ".gguf");
	struct cursor c;
	struct gguf g = {.c = &c};
	cursor_init(&c, p->bytes, p->len, p->size);
	read_prefix(&g);
	return g.version >= 1 && g.version <= 3 ? BID_BYTES(8) : BID_BYTES(4);
}

/* A string that is to be kept; what is longer than STRING_BYTES is cut. */
static struct span read_string(struct gguf *g)
{
	struct span s = {.len = read_count(g)};
	uint64_t len = s.len;
	s.start = cursor_place(g->c);
	if (s.len > cursor_left(g->c))
		cursor_fail(g->c);
	if (s.len > STRING_BYTES)
		s.len = STRING_BYTES;
	const uint8_t *bytes = cursor_take(g->c, s.len);
	if (!bytes)
		return (struct span){.start = s.start};
	if (g->version == 1 && s.len && !bytes[s.len - 1])
		s.len--;
	s.bytes = (const uint8_t *)arena_strndup(g->r->arena, (const char *)bytes, s.len);
	cursor_skip(g->c, len > STRING_BYTES ? len - STRING_BYTES : 0);
	return s;
}

static void skip_array(struct gguf *g, unsigned depth);

static void skip_value(struct gguf *g, uint32_t type, unsigned depth)
{
	if (type >= GGUF_TYPES)
		cursor_fail(g->c);
	else if (type == GGUF_STRING)
		cursor_skip(g->c, read_count(g));
	else if (type == GGUF_ARRAY)
		skip_array(g, depth + 1);
	else
		cursor_skip(g->c, type_size[type]);
}

static void skip_items(struct gguf *g, uint32_t type, uint64_t n, unsigned depth)
{
	uint64_t size;
	if (type >= GGUF_TYPES || depth > ARRAY_DEPTH) {
		cursor_fail(g->c);
	} else if (type_size[type]) {
		if (__builtin_mul_overflow(n, (uint64_t)type_size[type], &size))
			cursor_fail(g->c);
		cursor_skip(g->c, size);
	} else {
		while (n-- && cursor_ok(g->c))
			skip_value(g, type, depth);
	}
}

static void skip_array(struct gguf *g, unsigned depth)
{
	uint32_t type = cursor_u32(g->c);
	skip_items(g, type, read_count(g), depth);
}

static void emit(struct reading *r, const struct weights_key *is, struct span s)
{
	if (s.bytes)
		weights_claim(r, is, s.bytes, s.len, s.start, s.start + s.len, 0);
}

static void flush_parent(struct reading *r, struct gguf *g)
{
	emit(r, &base_model, g->parent);
	g->parent = (struct span){0};
}

/* "general.base_model.<i>.<what>" or "general.dataset.<i>.<what>": a name, and an address that says it better. */
static void emit_indexed(struct reading *r, struct gguf *g, const char *key, struct span s)
{
	static const char base[] = "general.base_model.", data[] = "general.dataset.";
	bool is_base = !strncmp(key, base, sizeof base - 1);
	if (!is_base && strncmp(key, data, sizeof data - 1) != 0)
		return;
	char *what;
	long index = strtol(key + (is_base ? sizeof base : sizeof data) - 1, &what, 10);
	bool name = !strcmp(what, ".name"), address = !strcmp(what, ".repo_url");
	if (!is_base) {
		if (address || name)
			emit(r, &dataset, s);
		return;
	}
	if (name || (address && index != g->parent_index))
		flush_parent(r, g);
	if (name)
		g->parent = s;
	if (address) {
		g->parent = (struct span){0};
		emit(r, &base_model, s);
	}
	g->parent_index = index;
}

static void emit_key(struct reading *r, struct gguf *g, const char *key, struct span s)
{
	emit(r, weights_key(&keys, key, strlen(key)), s);
	emit_indexed(r, g, key, s);
}

/* A whole number of any width; false when it is none, and then it was stepped over. */
static bool read_number(struct gguf *g, uint32_t type, uint64_t *value)
{
	static const uint8_t whole[GGUF_TYPES] = {1, 1, 2, 2, 4, 4, 0, 0, 0, 0, 8, 8, 0};
	if (type >= GGUF_TYPES || !whole[type]) {
		skip_value(g, type, 0);
		return false;
	}
	*value = whole[type] == 1   ? cursor_u8(g->c)
		 : whole[type] == 2 ? cursor_u16(g->c)
		 : whole[type] == 4 ? cursor_u32(g->c)
				    : cursor_u64(g->c);
	return cursor_ok(g->c);
}

/* Which size the key is; SIZES: none. */
static size_t size_of_key(const char *key, size_t len)
{
	size_t i = 0;
	for (; i < SIZES; i++) {
		size_t n = strlen(sizes[i].ending);
		if (len > n && !memcmp(key + len - n, sizes[i].ending, n))
			break;
	}
	return i;
}

static void emit_size(struct gguf *g, const char *key, double value, uint64_t start)
{
	const char *text = value >= 1 && value < 1e15 ? arena_printf(g->r->arena, "%.0f", value) : "";
	if (cursor_ok(g->c))
		reading_meta(g->r, key, text, strlen(text), start, cursor_place(g->c), 0);
}

/* Lists of sizes, one for each layer, are no size of the model. */
static void read_size(struct gguf *g, size_t which, uint32_t type)
{
	uint64_t start = cursor_place(g->c), number;
	if (type == GGUF_FLOAT) {
		uint32_t bits = cursor_u32(g->c);
		float value;
		memcpy(&value, &bits, sizeof value);
		emit_size(g, sizes[which].key, (double)value, start);
	} else if (read_number(g, type, &number)) {
		emit_size(g, sizes[which].key, (double)number, start);
	}
}

static const char tokens[] = "tokenizer.ggml.tokens";

static void read_list(struct gguf *g, const char *key)
{
	uint64_t start = cursor_place(g->c);
	uint32_t type = cursor_u32(g->c);
	uint64_t n = read_count(g);
	if (!strcmp(key, tokens)) {
		emit_size(g, "vocab_size", (double)n, start);
		skip_items(g, type, n, 1);
	} else if (type == GGUF_STRING) {
		for (; n && cursor_ok(g->c); n--)
			emit_key(g->r, g, key, read_string(g));
	} else {
		skip_items(g, type, n, 1);
	}
}

static bool key_begins(const char *key, size_t len, const char *with)
{
	size_t n = strlen(with);
	return len >= n && !memcmp(key, with, n);
}

/* A model in several files: which this is, counted from 1, of how many files, and of how many tensors in all of them. */
static void take_split(struct gguf *g, const char *key, uint64_t number, uint64_t start)
{
	bool no = !strcmp(key, "split.no"), count = !strcmp(key, "split.count");
	const char *is = no				       ? "split_number"
			 : count			       ? "split_count"
			 : !strcmp(key, "split.tensors.count") ? "split_tensors"
							       : NULL;
	if (no && number < UINT64_MAX)
		g->split = number++;
	if (count)
		g->splits = number;
	const char *text = arena_printf(g->r->arena, "%llu", (unsigned long long)number);
	if (is)
		reading_meta(g->r, is, text, strlen(text), start, cursor_place(g->c), 0);
}

/* The value of a key that may matter: a string, or a list of them. */
static void read_value(struct gguf *g, const char *key, uint32_t type)
{
	uint64_t number, start = cursor_place(g->c);
	size_t size = size_of_key(key, strlen(key));
	if (size < SIZES)
		read_size(g, size, type);
	else if (type == GGUF_STRING)
		emit_key(g->r, g, key, read_string(g));
	else if (type == GGUF_ARRAY)
		read_list(g, key);
	else if (!strcmp(key, "general.alignment") && read_number(g, type, &number))
		g->alignment = number > UINT32_MAX ? 0 : (uint32_t)number;
	else if (key_begins(key, strlen(key), "split.") && read_number(g, type, &number))
		take_split(g, key, number, start);
	else if (strcmp(key, "general.alignment") && !key_begins(key, strlen(key), "split."))
		skip_value(g, type, 0);
}

/* Loaders take the first of two equal keys, or the last, or refuse the file. */
static void check_twice(struct gguf *g, const char *key)
{
	enum { REMEMBERED = 256 };
	for (size_t i = 0; i < g->n_seen; i++)
		if (!strcmp(g->seen[i], key)) {
			sink_problem(g->r->sink, "ambiguous", "The key '%s' is there twice.",
				     weights_shown(g->r, key, strlen(key)));
			return;
		}
	if (!g->seen)
		g->seen = arena_array(g->r->arena, REMEMBERED, sizeof *g->seen);
	if (g->n_seen < REMEMBERED)
		g->seen[g->n_seen++] = key;
}

static bool key_matters(const char *key, size_t len)
{
	return key_begins(key, len, "general.") || key_begins(key, len, "split.") ||
	       key_begins(key, len, "tokenizer.chat_template") || key_begins(key, len, tokens) || size_of_key(key, len) < SIZES;
}

static int read_key(struct gguf *g, uint64_t number, struct err *e)
{
	struct cursor *c = g->c;
	uint64_t at = cursor_place(c), len = read_count(g);
	if (cursor_ok(c) && (!len || (len > KEY_BYTES && len <= cursor_left(c))))
		return err_set(e, ERR_INPUT, "the header is damaged at byte %llu: key %llu is %s", (unsigned long long)at,
			       (unsigned long long)number, len ? "too long" : "empty");
	const uint8_t *bytes = cursor_take(c, len);
	if (!bytes)
		return 0;
	if (g->version == 1 && !bytes[len - 1])
		len--;
	const char *key = key_matters((const char *)bytes, len) ? arena_strndup(g->r->arena, (const char *)bytes, len) : NULL;
	uint32_t type = cursor_u32(c);
	if (cursor_ok(c) && type >= GGUF_TYPES)
		return err_set(e, ERR_INPUT, "the header is damaged at byte %llu: there is no value type %u",
			       (unsigned long long)cursor_place(c) - 4, type);
	if (key) {
		check_twice(g, key);
		read_value(g, key, type);
	} else {
		skip_value(g, type, 0);
	}
	if (cursor_place(c) > (uint64_t)g->r->limits->header_bytes)
		return err_set(e, ERR_LIMIT, "its header is longer than %lld bytes (--limit header-bytes=…)",
			       (long long)g->r->limits->header_bytes);
	return 0;
}

static int read_keys(struct gguf *g, struct err *e)
{
	for (uint64_t i = 0; i < g->keys && cursor_ok(g->c); i++)
		if (read_key(g, i, e) < 0)
			return -1;
	flush_parent(g->r, g);
	return weights_finish(g->c, "GGUF header", e);
}

/* --- tensors ---------------------------------------------------------------------------------------------------------------- */

static const struct {
	const char *name;
	uint16_t elements, bytes; /* of a block */
} ggml_types[] = {
	[0] = {"F32", 1, 4},	     [1] = {"F16", 1, 2},	  [2] = {"Q4_0", 32, 18},      [3] = {"Q4_1", 32, 20},
	[6] = {"Q5_0", 32, 22},	     [7] = {"Q5_1", 32, 24},	  [8] = {"Q8_0", 32, 34},      [9] = {"Q8_1", 32, 40},
	[10] = {"Q2_K", 256, 84},    [11] = {"Q3_K", 256, 110},	  [12] = {"Q4_K", 256, 144},   [13] = {"Q5_K", 256, 176},
	[14] = {"Q6_K", 256, 210},   [15] = {"Q8_K", 256, 292},	  [16] = {"IQ2_XXS", 256, 66}, [17] = {"IQ2_XS", 256, 74},
	[18] = {"IQ3_XXS", 256, 98}, [19] = {"IQ1_S", 256, 50},	  [20] = {"IQ4_NL", 32, 18},   [21] = {"IQ3_S", 256, 110},
	[22] = {"IQ2_S", 256, 82},   [23] = {"IQ4_XS", 256, 136}, [24] = {"I8", 1, 1},	       [25] = {"I16", 1, 2},
	[26] = {"I32", 1, 4},	     [27] = {"I64", 1, 8},	  [28] = {"F64", 1, 8},	       [29] = {"IQ1_M", 256, 56},
	[30] = {"BF16", 1, 2},	     [34] = {"TQ1_0", 256, 54},	  [35] = {"TQ2_0", 256, 66},   [39] = {"MXFP4", 32, 17},
	[40] = {"NVFP4", 64, 36},    [41] = {"Q1_0", 128, 18},
};
enum { GGML_TYPES = sizeof ggml_types / sizeof *ggml_types };

/* Blocks are named after ggml; plain numbers like everywhere. */
static const char *dtype_name(struct gguf *g, uint32_t type)
{
	const char *name = ggml_types[type].name;
	return ggml_types[type].elements == 1 ? name : arena_printf(g->r->arena, "GGML_%s", name);
}

/* What is wrong with the row, or NULL. Its length is set. */
static const char *measure(struct tensor *t, uint32_t type)
{
	uint64_t count, blocks;
	for (unsigned i = 0; i < t->rank; i++)
		if (t->shape[i] > INT64_MAX)
			return "has a negative dimension";
	if (!tensor_elements(t->shape, t->rank, &count) || count > INT64_MAX)
		return "has a shape of more elements than there can be";
	if (type >= GGML_TYPES || !ggml_types[type].bytes) {
		t->state = TENSOR_CLOSED;
		return NULL;
	}
	if (t->rank && t->shape[t->rank - 1] % ggml_types[type].elements)
		return "has rows that are no whole number of blocks";
	blocks = count / ggml_types[type].elements;
	if (__builtin_mul_overflow(blocks, (uint64_t)ggml_types[type].bytes, &t->len))
		return "has a shape of more bytes than there can be";
	return NULL;
}

/* One tensor's description; its offset is still relative to the data. */
static int read_tensor(struct gguf *g, uint64_t number, struct err *e)
{
	struct cursor *c = g->c;
	struct tensor t = {.dtype = "?", .part = NO_TENSOR};
	unsigned long long at = (unsigned long long)cursor_place(c);
	struct span name = read_string(g);
	t.rank = cursor_u32(c);
	if (cursor_ok(c) && t.rank > GGML_DIMS)
		return err_set(e, ERR_INPUT, "the header is damaged at byte %llu: tensor %llu has %u dimensions", at,
			       (unsigned long long)number, t.rank);
	t.name = (const char *)name.bytes;
	t.name_len = name.len;
	for (unsigned i = t.rank; cursor_ok(c) && i--;) /* the innermost stands first in the file */
		t.shape[i] = g->version == 1 ? cursor_u32(c) : cursor_u64(c);
	uint32_t type = cursor_u32(c);
	t.start = cursor_u64(c);
	if (!cursor_ok(c))
		return 0;
	const char *why = measure(&t, type);
	if (why)
		return err_set(e, ERR_INPUT, "the header is damaged at byte %llu: tensor '%s' %s", at,
			       weights_shown(g->r, t.name, t.name_len), why);
	if (type < GGML_TYPES && ggml_types[type].bytes)
		t.dtype = dtype_name(g, type);
	else
		g->r->gap = arena_printf(g->r->arena, "it has tensors of ggml's type %u, which this program does not know", type);
	if (c->big && type < GGML_TYPES && ggml_types[type].elements == 1)
		t.swap = (uint8_t)ggml_types[type].bytes;
	if (c->big && type < GGML_TYPES && ggml_types[type].elements > 1) {
		t.state = TENSOR_CLOSED;
		g->r->gap = "its quantized blocks are big-endian";
	}
	return weights_add(g->r, &t, e);
}

/* Where the data begin is known now. ggml demands that tensors follow one another, each padded. */
static int place_tensors(struct gguf *g, struct err *e)
{
	struct reading *r = g->r;
	uint64_t data = (cursor_place(g->c) + g->alignment - 1) / g->alignment * g->alignment;
	for (uint32_t i = 0; i < tensors_count(r->tensors); i++) {
		struct tensor_range t = tensors_range(r->tensors, i);
		uint64_t start, end;
		struct tensor x;
		tensors_get(r->tensors, i, &x, NULL);
		const char *name = weights_shown(r, x.name, x.name_len);
		if (t.start % g->alignment)
			return err_set(e, ERR_INPUT, "tensor '%s' begins at byte %llu of the data, which is no multiple of %u",
				       name, (unsigned long long)t.start, g->alignment);
		if (__builtin_add_overflow(data, t.start, &start) || __builtin_add_overflow(start, t.len, &end) ||
		    end > g->c->total)
			return err_set(e, ERR_INPUT, "tensor '%s' ends beyond the end of the file", name);
		tensors_set_range(r->tensors, i, 0, start, t.len);
	}
	return 0;
}

static int read_tensors(struct gguf *g, struct err *e)
{
	if (!g->alignment || (g->alignment & (g->alignment - 1)))
		return err_set(e, ERR_INPUT, "its general.alignment is %u, which is no power of two", g->alignment);
	for (uint64_t i = 0; i < g->tensors && cursor_ok(g->c); i++)
		if (read_tensor(g, i, e) < 0)
			return -1;
	if (!cursor_ok(g->c))
		return weights_finish(g->c, "GGUF header", e);
	return place_tensors(g, e);
}

static const char *describe(struct gguf *g)
{
	const char *text = arena_printf(g->r->arena, "%u%s", g->version, g->c->big ? ", big-endian" : "");
	if (g->splits > 1)
		text = arena_printf(g->r->arena, "%s, part %llu of %llu", text, (unsigned long long)g->split + 1,
				    (unsigned long long)g->splits);
	return text;
}

static int read(struct reading *r, struct err *e)
{
	if (!probe_has(r->probe, 0, "GGUF", 4) && !probe_has(r->probe, 0, "FUGG", 4))
		return weights_misnamed("GGUF file", e);
	struct gguf g = {.c = r->stream, .r = r, .parent_index = -1, .alignment = DEFAULT_ALIGNMENT};
	read_prefix(&g);
	if (cursor_ok(g.c) && (g.version < 1 || g.version > 3))
		return err_set(e, ERR_INPUT, "at byte 4 it says GGUF version %u, which does not exist yet", g.version);
	r->detail = describe(&g);
	g.tensors = read_count(&g);
	g.keys = read_count(&g);
	/* A key takes at least its length, one byte, its type and one byte; a tensor its name's length and three more numbers. */
	uint64_t left = cursor_left(g.c), width = g.version == 1 ? 4 : 8;
	if (cursor_ok(g.c) && (g.keys > left / (width + 6) || g.tensors > left / (width + 16)))
		return err_set(e, ERR_INPUT,
			       "at byte 8 it is said to have %llu tensors and %llu keys, more than fit into the file",
			       (unsigned long long)g.tensors, (unsigned long long)g.keys);
	if (read_keys(&g, e) < 0)
		return -1;
	r->detail = describe(&g);
	return cursor_ok(g.c) ? read_tensors(&g, e) : 0;
}

const struct reader reader_gguf = {
	.id = "gguf",
	.title = "GGUF model",
	.spec = "https://github.com/ggml-org/ggml/blob/master/docs/gguf.md",
	.role = ROLE_WEIGHTS,
	.tensors = true,
	.bid = bid,
	.read = read,
};
