/* SPDX-License-Identifier: MIT */
/*
 * GGUF: "GGUF", u32 version, counts of tensors and of keys, the keys with typed values, tensor infos, padding, data. Version 1
 * counts in u32 (and may end strings in a NUL), 2 and 3 in u64; 3 may be big-endian throughout, seen by its version number.
 */
#include "weights/weights.h"

#include <stdlib.h>
#include <string.h>

enum gguf_type { GGUF_STRING = 8, GGUF_ARRAY = 9, GGUF_TYPES = 13 };
enum { ARRAY_DEPTH = 4, KEY_BYTES = 65535, SHORT_KEY = 256 };

static const uint8_t type_size[GGUF_TYPES] = {1, 1, 2, 2, 4, 4, 4, 1, 0, 0, 8, 8, 8};

struct span {
	const uint8_t *bytes; /* NULL: none */
	uint64_t len;
	uint64_t start; /* offset in the file */
};

struct gguf {
	struct cursor c;
	uint32_t version;
	uint64_t tensors, keys;
	/* The name of a base model whose address has not come yet. With no address it is all that is said of that model. */
	struct span parent;
	long parent_index;
};

static const struct {
	const char *key, *field;
	bool declared;
} known[] = {
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

static void read_prefix(struct gguf *g)
{
	struct cursor *c = &g->c;
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
	return g->version == 1 ? cursor_u32(&g->c) : cursor_u64(&g->c);
}

static unsigned bid(const struct probe *p)
{
	if (!probe_has(p, 0, "GGUF", 4) && !probe_has(p, 0, "FUGG", 4))
		return bid_ending(p, ".gguf");
	struct gguf g = {0};
	cursor_init(&g.c, p->bytes, p->len, p->size);
	read_prefix(&g);
	return g.version >= 1 && g.version <= 3 ? BID_BYTES(8) : BID_BYTES(4);
}

static struct span read_string(struct gguf *g)
{
	struct span s = {.len = read_count(g), .start = g->c.at};
	s.bytes = cursor_take(&g->c, s.len);
	if (s.bytes && g->version == 1 && s.len && !s.bytes[s.len - 1])
		s.len--;
	return s;
}

static void skip_array(struct gguf *g, unsigned depth);

static void skip_value(struct gguf *g, uint32_t type, unsigned depth)
{
	if (type >= GGUF_TYPES)
		cursor_fail(&g->c);
	else if (type == GGUF_STRING)
		read_string(g);
	else if (type == GGUF_ARRAY)
		skip_array(g, depth + 1);
	else
		cursor_skip(&g->c, type_size[type]);
}

static void skip_array(struct gguf *g, unsigned depth)
{
	uint32_t type = cursor_u32(&g->c);
	uint64_t n = read_count(g), size;
	if (type >= GGUF_TYPES || depth > ARRAY_DEPTH) {
		cursor_fail(&g->c);
	} else if (type_size[type]) {
		if (__builtin_mul_overflow(n, (uint64_t)type_size[type], &size))
			cursor_fail(&g->c);
		cursor_skip(&g->c, size);
	} else {
		while (n-- && cursor_ok(&g->c))
			skip_value(g, type, depth);
	}
}

static void emit(struct reading *r, bool declared, const char *field, struct span s)
{
	if (s.bytes)
		(declared ? reading_declared : reading_meta)(r, field, s.bytes, s.len, s.start, s.start + s.len, 0);
}

static void flush_parent(struct reading *r, struct gguf *g)
{
	emit(r, true, "base_model", g->parent);
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
			emit(r, true, "dataset", s);
		return;
	}
	if (name || (address && index != g->parent_index))
		flush_parent(r, g);
	if (name)
		g->parent = s;
	if (address) {
		g->parent = (struct span){0};
		emit(r, true, "base_model", s);
	}
	g->parent_index = index;
}

static void emit_key(struct reading *r, struct gguf *g, const char *key, struct span s)
{
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (!strcmp(key, known[i].key))
			emit(r, known[i].declared, known[i].field, s);
	emit_indexed(r, g, key, s);
}

/* The value of a key that may matter: a string, or a list of them. */
static void read_value(struct reading *r, struct gguf *g, const char *key, uint32_t type)
{
	if (type == GGUF_STRING) {
		emit_key(r, g, key, read_string(g));
		return;
	}
	struct cursor ahead = g->c;
	if (type != GGUF_ARRAY || cursor_u32(&ahead) != GGUF_STRING) {
		skip_value(g, type, 0);
		return;
	}
	g->c = ahead;
	for (uint64_t n = read_count(g); n && cursor_ok(&g->c); n--)
		emit_key(r, g, key, read_string(g));
}

static bool is_general(const char *key)
{
	return !strncmp(key, "general.", 8) || !strcmp(key, "tokenizer.chat_template");
}

/* A number of a type that such keys have: u32, i32, f32, u64. -1 for any other, which is stepped over. */
static double read_number(struct gguf *g, uint32_t type)
{
	uint32_t bits;
	float value;
	switch (type) {
	case 4:
	case 5:
		return (double)cursor_u32(&g->c);
	case 6:
		bits = cursor_u32(&g->c);
		memcpy(&value, &bits, sizeof value);
		return (double)value;
	case 10:
		return (double)cursor_u64(&g->c);
	default:
		skip_value(g, type, 0);
		return -1;
	}
}

static void emit_size(struct reading *r, const char *key, double value, uint64_t start, uint64_t end)
{
	const char *text = value >= 1 && value < 1e15 ? arena_printf(r->arena, "%.0f", value) : "";
	reading_meta(r, key, text, strlen(text), start, end, 0);
}

/* Any other key: a size, or the list of tokens, whose length is one. */
static void read_size(struct reading *r, struct gguf *g, const char *key, uint32_t type)
{
	size_t n = strlen(key);
	uint64_t start = g->c.at;
	if (!strcmp(key, "tokenizer.ggml.tokens") && type == GGUF_ARRAY) {
		struct cursor ahead = g->c;
		cursor_u32(&ahead);
		uint64_t count = g->version == 1 ? cursor_u32(&ahead) : cursor_u64(&ahead);
		if (cursor_ok(&ahead))
			emit_size(r, "vocab_size", (double)count, start, ahead.at);
	}
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		size_t m = strlen(sizes[i].ending);
		if (n <= m || strcmp(key + n - m, sizes[i].ending) != 0)
			continue;
		double value = read_number(g, type);
		if (cursor_ok(&g->c))
			emit_size(r, sizes[i].key, value, start, g->c.at);
		return;
	}
	skip_value(g, type, 0);
}

static void read_key(struct reading *r, struct gguf *g, const char *key, uint32_t type)
{
	(is_general(key) ? read_value : read_size)(r, g, key, type);
}

static int read_keys(struct reading *r, struct gguf *g, struct err *e)
{
	for (uint64_t i = 0; i < g->keys && cursor_ok(&g->c); i++) {
		size_t at = g->c.at;
		struct span key = read_string(g);
		if (cursor_ok(&g->c) && (!key.len || key.len > KEY_BYTES))
			return err_set(e, ERR_INPUT, "the header is damaged at byte %zu: key %llu is %s", at,
				       (unsigned long long)i, key.len ? "too long" : "empty");
		uint32_t type = cursor_u32(&g->c);
		if (cursor_ok(&g->c) && type >= GGUF_TYPES)
			return err_set(e, ERR_INPUT, "the header is damaged at byte %zu: there is no value type %u", g->c.at - 4,
				       type);
		if (key.bytes && key.len < SHORT_KEY)
			read_key(r, g, arena_strndup(r->arena, (const char *)key.bytes, key.len), type);
		else
			skip_value(g, type, 0);
	}
	flush_parent(r, g);
	return weights_finish(&g->c, "GGUF header", e);
}

static int read(struct reading *r, struct err *e)
{
	if (!probe_has(r->probe, 0, "GGUF", 4) && !probe_has(r->probe, 0, "FUGG", 4))
		return weights_misnamed("GGUF file", e);
	struct gguf g = {.c = reading_cursor(r), .parent_index = -1};
	read_prefix(&g);
	if (cursor_ok(&g.c) && (g.version < 1 || g.version > 3))
		return err_set(e, ERR_INPUT, "at byte 4 it says GGUF version %u, which does not exist yet", g.version);
	r->detail = arena_printf(r->arena, "%u%s", g.version, g.c.big ? ", big-endian" : "");
	g.tensors = read_count(&g);
	g.keys = read_count(&g);
	/* A key takes at least its length, one byte, its type and one byte; a tensor its name's length and three more numbers. */
	uint64_t left = cursor_left(&g.c), width = g.version == 1 ? 4 : 8;
	if (cursor_ok(&g.c) && (g.keys > left / (width + 6) || g.tensors > left / (width + 16)))
		return err_set(e, ERR_INPUT,
			       "at byte 8 it is said to have %llu tensors and %llu keys, more than fit into the file",
			       (unsigned long long)g.tensors, (unsigned long long)g.keys);
	return read_keys(r, &g, e);
}

const struct reader reader_gguf = {
	.id = "gguf",
	.title = "GGUF model",
	.spec = "https://github.com/ggml-org/ggml/blob/master/docs/gguf.md",
	.role = ROLE_WEIGHTS,
	.bid = bid,
	.read = read,
};
