/* SPDX-License-Identifier: MIT */
/*
 * The formats before GGUF: a u32 magic that reads backwards on disk, a version (not in the first of them), bare
 * hyperparameters, a vocabulary, and tensors up to the end. How many hyperparameters there are, and which of them counts the
 * vocabulary, each program decided for itself and the file does not say; so the layouts that there are get tried on the
 * beginning of the file, and the first that makes sense of all of it is taken.
 */
#include "weights/weights.h"

#include <string.h>

static const struct {
	const char *bytes, *name;
	bool versioned;
} magics[] = {{"lmgg", "ggml", false}, {"fmgg", "ggmf", true}, {"tjgg", "ggjt", true}, {"algg", "ggla", true}};

enum { MAGICS = sizeof magics / sizeof *magics, GGML = 0, GGMF = 1, GGJT = 2, GGLA = 3 };
enum { HIGHEST_VERSION = 3, RWKV_FIRST = 100, RWKV_LAST = 101 };
enum { MOST_WORD = 4096, MOST_WORDS = 1 << 24, MOST_NAME = 1024, DIMS = 4, ALIGNMENT = 32, QUANTIZATION = 1000 };
enum { FEWEST = 3, MOST_PARAMETERS = 12, WHISPER = 11, WHISPER_MELS = 9 };

/* Blocks of quantized numbers became smaller in 2023, when their scales were made half as wide. */
static const struct {
	const char *dtype;
	uint16_t elements, bytes, old_bytes;
} types[] = {
	[0] = {"F32", 1, 4, 4},
	[1] = {"F16", 1, 2, 2},
	[2] = {"GGML_Q4_0", 32, 18, 20},
	[3] = {"GGML_Q4_1", 32, 20, 24},
	[4] = {"GGML_Q4_2", 16, 10, 10},
	[5] = {"GGML_Q4_3", 16, 12, 12},
	[6] = {"GGML_Q5_0", 32, 22, 22},
	[7] = {"GGML_Q5_1", 32, 24, 24},
	[8] = {"GGML_Q8_0", 32, 34, 36},
	[9] = {"GGML_Q8_1", 32, 36, 40},
	[10] = {"GGML_Q2_K", 256, 84, 84},
	[11] = {"GGML_Q3_K", 256, 110, 110},
	[12] = {"GGML_Q4_K", 256, 144, 144},
	[13] = {"GGML_Q5_K", 256, 176, 176},
	[14] = {"GGML_Q6_K", 256, 210, 210},
};
enum { TYPES = sizeof types / sizeof *types };

struct layout {
	size_t magic;
	uint32_t version;
	unsigned parameters; /* how many numbers stand before the vocabulary or, without one, the tensors */
	bool filters;	     /* Whisper's: a matrix of floats follows them */
	bool counted;	     /* the vocabulary's count stands in front of it; else it is the largest of the parameters */
	bool scores;	     /* each word has one */
	bool no_words, aligned, old_blocks;
	uint64_t tensors_at; /* where the tensors begin, when nothing but that was found out; else 0 */
	uint32_t words;
	uint32_t values[MOST_PARAMETERS];
};

/* Which of the magics, or MAGICS. */
static size_t which(const struct probe *p)
{
	size_t i = 0;
	while (i < MAGICS && !probe_has(p, 0, magics[i].bytes, 4))
		i++;
	return i;
}

static unsigned bid(const struct probe *p)
{
	return which(p) < MAGICS ? BID_BYTES(4) : 0;
}

/* --- what is in front of the tensors -------------------------------------------------------------------------------------- */

static void read_parameters(struct cursor *c, struct layout *l)
{
	uint32_t most = 0;
	for (unsigned i = 0; i < l->parameters; i++) {
		uint32_t value = l->values[i] = cursor_u32(c);
		most = value > most && value < MOST_WORDS ? value : most;
	}
	l->words = l->magic == GGML ? most : l->values[0];
	if (l->filters) {
		uint64_t rows = cursor_u32(c), columns = cursor_u32(c);
		if (rows != l->values[WHISPER_MELS] || !columns || columns > 1 << 16)
			cursor_fail(c);
		cursor_skip(c, 4 * rows * columns);
	}
	if (l->counted)
		l->words = cursor_u32(c);
	if (l->words > MOST_WORDS || (l->counted && !l->filters && l->words != most))
		cursor_fail(c);
}

static void skip_words(struct cursor *c, const struct layout *l)
{
	for (uint32_t i = 0; i < l->words && cursor_ok(c); i++) {
		uint32_t len = cursor_u32(c);
		if (len > MOST_WORD)
			cursor_fail(c);
		cursor_skip(c, (uint64_t)len + (l->scores ? 4 : 0));
	}
}

/* One tensor's head; the cursor is left on its bytes. What is wrong with it, or NULL. */
static const char *read_head(struct cursor *c, const struct layout *l, struct tensor *t, char name[MOST_NAME])
{
	t->rank = cursor_u32(c);
	uint64_t name_len = cursor_u32(c), count;
	uint32_t type = cursor_u32(c);
	if (!cursor_ok(c))
		return NULL;
	if (t->rank > DIMS)
		return "has an impossible number of dimensions";
	if (!name_len || name_len > MOST_NAME)
		return "has an impossible name";
	if (type >= TYPES)
		return "is of a type that there is not";
	for (unsigned i = t->rank; i--;) /* the innermost stands first */
		t->shape[i] = cursor_u32(c);
	const uint8_t *bytes = cursor_take(c, name_len);
	if (!bytes)
		return NULL;
	memcpy(name, bytes, name_len);
	t->name = name;
	t->name_len = name_len;
	t->dtype = types[type].dtype;
	if (!bytes_are_printable((const uint8_t *)name, name_len))
		return "has an impossible name";
	if (!tensor_elements(t->shape, t->rank, &count) || count > INT64_MAX / 256 || !count)
		return "has an impossible shape";
	if (t->rank && t->shape[t->rank - 1] % types[type].elements)
		return "has rows that are no whole number of blocks";
	t->len = count / types[type].elements * (l->old_blocks ? types[type].old_bytes : types[type].bytes);
	if (l->aligned)
		cursor_skip(c, (ALIGNMENT - cursor_place(c) % ALIGNMENT) % ALIGNMENT);
	t->start = cursor_place(c);
	return NULL;
}

/* --- which layout it is ------------------------------------------------------------------------------------------------------ */

static void read_magic(struct cursor *c, struct layout *l)
{
	cursor_skip(c, 4);
	l->version = magics[l->magic].versioned ? cursor_u32(c) : 0;
}

/* Does the layout make sense of the beginning of the file? */
static bool fits(const struct reading *r, struct layout *l)
{
	struct cursor c = reading_cursor(r);
	struct tensor t = {0};
	char name[MOST_NAME];
	read_magic(&c, l);
	read_parameters(&c, l);
	if (!l->no_words && !l->words)
		return false;
	if (!l->no_words)
		skip_words(&c, l);
	if (c.state != CURSOR_OK)
		return c.state == CURSOR_BEYOND;
	return cursor_ended(&c) || (!read_head(&c, l, &t, name) && c.state != CURSOR_DAMAGED);
}

static bool find_layout(const struct reading *r, struct layout *l)
{
	struct layout whisper = *l;
	whisper.parameters = WHISPER;
	whisper.filters = whisper.counted = true;
	if (l->magic == GGML && fits(r, &whisper)) {
		*l = whisper;
		return true;
	}
	for (unsigned how = 0; how < 4; how++)
		for (unsigned n = FEWEST; n <= MOST_PARAMETERS; n++) {
			struct layout other = *l;
			other.parameters = n;
			other.counted = how == 0 || how == 1;
			other.scores = how & 1;
			if (fits(r, &other)) {
				*l = other;
				return true;
			}
		}
	return false;
}

static bool is_identifier(const char *name, size_t len)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._/:-";
	for (size_t i = 0; i < len; i++)
		if (!memchr(letters, name[i], sizeof letters - 1))
			return false;
	return len >= 5;
}

/*
 * Do two tensors follow one another here, or does one end with the file? Of one that ends beyond what is in memory the name alone must
 * do.
 */
static bool tensors_begin(struct cursor c, const struct layout *l)
{
	struct tensor t = {0};
	char name[MOST_NAME];
	if (read_head(&c, l, &t, name) || !cursor_ok(&c) || !t.rank || t.len > cursor_left(&c))
		return false;
	bool named = is_identifier(name, t.name_len);
	cursor_skip(&c, t.len);
	if (c.state == CURSOR_BEYOND)
		return named;
	return cursor_ok(&c) && (!cursor_left(&c) || (!read_head(&c, l, &t, name) && cursor_ok(&c)));
}

/* Of any other program's layout: tensors are told by their heads. The first place where they begin, in the beginning of the file. */
static bool find_tensors(const struct reading *r, struct layout *l)
{
	struct cursor c = reading_cursor(r);
	l->no_words = true;
	l->parameters = 0;
	for (l->tensors_at = 4; l->tensors_at < r->len; l->tensors_at++) {
		cursor_seek(&c, l->tensors_at);
		if (tensors_begin(c, l))
			return true;
	}
	return false;
}

/* What the magic and the version say of the layout; false when something is wrong. */
static bool begin_layout(struct reading *r, struct layout *l, struct err *e)
{
	bool rwkv = l->magic == GGMF && l->version >= RWKV_FIRST && l->version <= RWKV_LAST;
	const char *name = magics[l->magic].name;
	if (magics[l->magic].versioned && !rwkv && (!l->version || l->version > HIGHEST_VERSION)) {
		err_set(e, ERR_INPUT, "the GGML header is damaged at byte 4: there is no version %u of %s", l->version, name);
		return false;
	}
	r->detail = magics[l->magic].versioned ? arena_printf(r->arena, "%s %u", name, l->version) : name;
	l->aligned = l->magic == GGJT || l->magic == GGLA;
	l->no_words = rwkv || l->magic == GGLA;
	l->old_blocks = l->magic == GGMF ? l->version < RWKV_LAST : l->magic == GGJT && l->version < 3;
	if (l->no_words) {
		l->parameters = rwkv ? 4 : 2;
		return true;
	}
	if (l->magic != GGML) { /* with a version it is the layout of one program */
		l->parameters = 7;
		l->scores = true;
		return true;
	}
	if (find_layout(r, l) || find_tensors(r, l))
		return true;
	if (r->len < PROBE_BYTES) { /* all of it was looked at, and there must be tensors somewhere */
		err_set(e, ERR_INPUT, "the GGML file ends at byte %zu, and no tensors that are whole stand in it", r->len);
		return false;
	}
	r->gap = "its hyperparameters and vocabulary are laid out in a way that is not known";
	return false;
}

/* --- reading it ------------------------------------------------------------------------------------------------------------------ */

static void emit_size(struct reading *r, const char *key, uint32_t value, uint64_t at)
{
	const char *text = arena_printf(r->arena, "%u", value);
	if (value)
		reading_meta(r, key, text, strlen(text), at, at + 4, 0);
}

/* Of files with a version the first numbers have known meanings. */
static void emit_sizes(struct reading *r, const struct layout *l)
{
	static const char *const sizes[] = {"vocab_size", "hidden_size", NULL, "num_attention_heads", "num_hidden_layers"};
	for (unsigned i = 0; i < 5 && l->parameters == 7 && (l->magic == GGMF || l->magic == GGJT); i++)
		if (sizes[i])
			emit_size(r, sizes[i], l->values[i], 8 + 4 * i);
	if (l->magic == GGLA)
		reading_meta(r, "type", "adapter", 7, 0, 4, 0);
	if (l->filters)
		reading_meta(r, "architecture", "whisper", 7, 4, 48, 0);
}

static int read_tensors(struct reading *r, const struct layout *l, struct err *e)
{
	struct cursor *c = r->stream;
	char name[MOST_NAME];
	while (!cursor_ended(c)) {
		struct tensor t = {.dtype = "?"};
		unsigned long long at = (unsigned long long)cursor_place(c);
		const char *why = read_head(c, l, &t, name);
		if (why)
			return err_set(e, ERR_INPUT, "the GGML file is damaged at byte %llu: a tensor %s", at, why);
		if (cursor_ok(c) && t.len > cursor_left(c))
			return err_set(e, ERR_INPUT,
				       "the GGML file is damaged at byte %llu: the tensor '%s' needs more bytes than follow", at,
				       weights_shown(r, t.name, t.name_len));
		if (cursor_ok(c) && weights_add(r, &t, e) < 0)
			return -1;
		cursor_skip(c, t.len);
	}
	if (cursor_ok(c) && !tensors_count(r->tensors))
		return err_set(e, ERR_INPUT, "the GGML file ends at byte %llu, before its first tensor",
			       (unsigned long long)cursor_place(c));
	return weights_finish(c, "GGML file", e);
}

static int read(struct reading *r, struct err *e)
{
	struct cursor c = reading_cursor(r);
	struct layout l = {.magic = which(r->probe)};
	read_magic(&c, &l);
	if (!cursor_ok(&c))
		return weights_finish(&c, "GGML header", e);
	if (!begin_layout(r, &l, e))
		return r->gap ? 0 : -1;
	read_magic(r->stream, &l);
	read_parameters(r->stream, &l);
	if (l.tensors_at)
		cursor_seek(r->stream, l.tensors_at);
	if (l.magic == GGML && l.parameters && l.values[l.parameters - 1] / QUANTIZATION < 2)
		l.old_blocks = true;
	emit_sizes(r, &l);
	if (!l.no_words)
		skip_words(r->stream, &l);
	return read_tensors(r, &l, e);
}

const struct reader reader_ggml = {
	.id = "ggml",
	.title = "GGML model (before GGUF)",
	.spec = "https://github.com/ggml-org/ggml/blob/master/docs/gguf.md#historical-state-of-affairs",
	.role = ROLE_WEIGHTS,
	.tensors = true,
	.bid = bid,
	.read = read,
};
