/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "catalog/known_build.h"

#include "base/digest.h"
#include "catalog/known_parts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ROWS_A_BUCKET = 8 };

struct entry { /* a row in the making */
	uint8_t sha256[32];
	struct known_stored stored;
};

struct known_builder {
	struct entry *at;
	size_t count, capacity;
	char *strings; /* as they will stand in the set */
	size_t strings_len, strings_capacity;
	uint32_t *slots; /* open addressing: offset of a string + 1; 0: empty */
	size_t n_slots, n_strings;
};

static void clear(struct known_builder *b)
{
	free(b->at);
	free(b->strings);
	free(b->slots);
	*b = (struct known_builder){0};
}

void known_builder_free(struct known_builder *b)
{
	if (b)
		clear(b);
	free(b);
}

/* --- strings, each once ---------------------------------------------------------------------------------------------------- */

static size_t slot_of(const struct known_builder *b, const char *s)
{
	size_t slot = known_name_hash(s) & (b->n_slots - 1);
	while (b->slots[slot] && strcmp(b->strings + b->slots[slot] - 1, s) != 0)
		slot = (slot + 1) & (b->n_slots - 1);
	return slot;
}

static void grow_slots(struct known_builder *b)
{
	uint32_t *old = b->slots;
	size_t n_old = b->n_slots;
	b->n_slots = n_old ? 2 * n_old : 1024;
	b->slots = mem_array(b->n_slots, sizeof *b->slots);
	for (size_t i = 0; i < n_old; i++)
		if (old[i])
			b->slots[slot_of(b, b->strings + old[i] - 1)] = old[i];
	free(old);
}

static void append(struct known_builder *b, const char *s, size_t n)
{
	if (b->strings_len + n > b->strings_capacity) {
		b->strings_capacity = 2 * (b->strings_len + n);
		b->strings = mem_resize(b->strings, b->strings_capacity, 1);
	}
	memcpy(b->strings + b->strings_len, s, n);
	b->strings_len += n;
}

struct known_builder *known_builder_new(void)
{
	struct known_builder *b = mem_array(1, sizeof *b);
	append(b, "", 1);
	return b;
}

static int intern(struct known_builder *b, const char *s, uint32_t *out, struct err *e)
{
	*out = 0;
	if (!s || !*s)
		return 0;
	if (2 * b->n_strings >= b->n_slots)
		grow_slots(b);
	size_t slot = slot_of(b, s), n = strlen(s) + 1;
	if (!b->slots[slot]) {
		if (b->strings_len + n >= UINT32_MAX)
			return err_set(e, ERR_DATA, "a set of known weights can hold 4 GiB of different names and no more");
		b->slots[slot] = (uint32_t)b->strings_len + 1;
		b->n_strings++;
		append(b, s, n);
	}
	*out = b->slots[slot] - 1;
	return 0;
}

/* --- rows ------------------------------------------------------------------------------------------------------------------ */

int known_builder_add(struct known_builder *b, const uint8_t sha256[32], const struct known_row *row, struct err *e)
{
	struct entry entry = {.stored = {.flags = (uint32_t)row->kind, .size = row->size}};
	struct known_stored *s = &entry.stored;
	memcpy(entry.sha256, sha256, sizeof entry.sha256);
	s->flags |= row->superseded ? KNOWN_SUPERSEDED : 0;
	const char *const strings[KNOWN_STRINGS] = {row->file,	  row->repo,  row->model, row->family,
						    row->license, row->scope, row->source};
	for (int i = 0; i < KNOWN_STRINGS; i++)
		if (intern(b, strings[i], &s->strings[i], e) < 0)
			return -1;
	if (b->count >= UINT32_MAX - 1)
		return err_set(e, ERR_DATA, "a set of known weights can hold four thousand million rows and no more");
	VEC_PUSH(b->at, b->count, b->capacity, entry);
	return 0;
}

int known_builder_add_set(struct known_builder *b, const struct known_set *set, struct err *e)
{
	size_t n = known_count(set);
	for (size_t i = 0; i < n; i++) {
		struct known_row row = known_row(set, i);
		if (known_builder_add(b, known_sha256(set, i), &row, e) < 0)
			return -1;
	}
	return 0;
}

/* --- tables ---------------------------------------------------------------------------------------------------------------- */

enum column { SHA256, KIND, SIZE, FILE_NAME, REPO, MODEL, FAMILY, LICENSE, SCOPE, SOURCE, STATUS, N_COLUMNS };

static const char *const columns[N_COLUMNS] = {
	"sha256", "kind", "size", "file", "repo", "model", "family", "license", "scope", "source", "status",
};

static const char *const kinds[] = {"weights", "archive", "tensor", "tokenizer"};

const char known_table_head[] = "sha256\tkind\tsize\tfile\trepo\tmodel\tfamily\tlicense\tscope\tsource\tstatus";

struct table {
	const char *path;
	size_t line;
	enum column order[N_COLUMNS];
	size_t width; /* 0: the head has not come yet */
};

static int fail(const struct table *t, const char *what, struct err *e)
{
	return err_set(e, ERR_DATA, "%s:%zu: %s", t->path, t->line, what);
}

/* Cuts the next field off the line; NULL when there is none. */
static char *next_field(char **line)
{
	char *field = *line;
	if (!field)
		return NULL;
	char *tab = strchr(field, '\t');
	if (tab)
		*tab = 0;
	*line = tab ? tab + 1 : NULL;
	return field;
}

static int read_head(struct table *t, char *line, struct err *e)
{
	bool seen[N_COLUMNS] = {false};
	for (char *field; (field = next_field(&line));) {
		int found = 0;
		while (found < N_COLUMNS && strcmp(field, columns[found]) != 0)
			found++;
		if (found == N_COLUMNS)
			return fail(t, "a table of known weights has no such column; `licet help known` lists them", e);
		if (seen[found])
			return fail(t, "a column stands twice", e);
		seen[found] = true;
		t->order[t->width++] = (enum column)found;
	}
	return 0;
}

static int hex_digit(char c)
{
	return c >= '0' && c <= '9' ? c - '0' : (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10 : -1;
}

bool known_read_sha256(const char *hex, size_t len, uint8_t out[32])
{
	for (size_t i = 0; i < 32 && len == 64; i++) {
		int high = hex_digit(hex[2 * i]), low = hex_digit(hex[2 * i + 1]);
		if (high < 0 || low < 0)
			return false;
		out[i] = (uint8_t)(high << 4 | low);
	}
	return len == 64;
}

static bool read_size(const char *digits, uint64_t *out)
{
	*out = 0;
	if (!*digits)
		*out = KNOWN_NO_SIZE;
	for (; *digits; digits++)
		if (*digits < '0' || *digits > '9' || __builtin_mul_overflow(*out, 10, out) ||
		    __builtin_add_overflow(*out, (uint64_t)(*digits - '0'), out))
			return false;
	return true;
}

static bool read_kind(const char *word, enum known_kind *out)
{
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (!*word || !strcmp(word, kinds[i])) {
			*out = (enum known_kind)i;
			return true;
		}
	return false;
}

static int read_row(struct known_builder *b, struct table *t, char *line, struct err *e)
{
	const char *at[N_COLUMNS] = {"", "", "", "", "", "", "", "", "", "", ""};
	for (size_t i = 0; i < t->width; i++) {
		const char *field = next_field(&line);
		at[t->order[i]] = field ? field : "";
	}
	struct known_row row = {
		.file = at[FILE_NAME],
		.repo = at[REPO],
		.model = at[MODEL],
		.family = at[FAMILY],
		.license = at[LICENSE],
		.scope = at[SCOPE],
		.source = at[SOURCE],
		.superseded = !strcmp(at[STATUS], "superseded"),
	};
	uint8_t sha256[32];
	if (line)
		return fail(t, "the line has more fields than the head", e);
	if (!known_read_sha256(at[SHA256], strlen(at[SHA256]), sha256))
		return fail(t, "a SHA-256 has 64 hexadecimal digits", e);
	if (!read_size(at[SIZE], &row.size))
		return fail(t, "a size is a number of bytes", e);
	if (!read_kind(at[KIND], &row.kind))
		return fail(t, "a kind is weights, archive, tensor or tokenizer", e);
	return known_builder_add(b, sha256, &row, e);
}

int known_builder_add_table(struct known_builder *b, const char *path, const char *bytes, size_t len, struct err *e)
{
	struct table t = {.path = path};
	BUF_AUTO struct buf line;
	buf_init(&line, 1 << 16);
	for (size_t at = 0, end; at < len; at = end + 1) {
		const char *newline = memchr(bytes + at, '\n', len - at);
		end = newline ? (size_t)(newline - bytes) : len;
		t.line++;
		buf_clear(&line);
		if (bytes[at] == '#' || end == at)
			continue;
		if (buf_add(&line, bytes + at, end - at) < 0)
			return fail(&t, "the line is too long", e);
		if (strlen(line.data) != line.len)
			return fail(&t, "the line has a NUL in it", e);
		if ((t.width ? read_row(b, &t, line.data, e) : read_head(&t, line.data, e)) < 0)
			return -1;
	}
	return 0;
}

/* A tab and the text, in which nothing may pass for the end of a field or a line. */
static void put_field(struct buf *line, const char *text)
{
	buf_add_char(line, '\t');
	for (size_t n; *text; text += n) {
		for (n = 0; (unsigned char)text[n] >= ' ';)
			n++;
		buf_add(line, text, n);
		if (text[n]) {
			buf_add_char(line, ' ');
			n++;
		}
	}
}

void known_row_print(struct buf *line, const uint8_t sha256[32], const struct known_row *row)
{
	char hex[DIGEST_HEX];
	digest_hex(sha256, hex);
	buf_add_str(line, hex);
	buf_printf(line, "\t%s\t", row->kind == KNOWN_WEIGHTS ? "" : kinds[row->kind]);
	if (row->size != KNOWN_NO_SIZE)
		buf_printf(line, "%llu", (unsigned long long)row->size);
	put_field(line, row->file);
	put_field(line, row->repo);
	put_field(line, row->model);
	put_field(line, row->family);
	put_field(line, row->license);
	put_field(line, row->scope);
	put_field(line, row->source);
	put_field(line, row->superseded ? "superseded" : "");
}

/* --- the set --------------------------------------------------------------------------------------------------------------- */

static int compare_strings(const char *strings, uint32_t a, uint32_t b)
{
	return a == b ? 0 : strcmp(strings + a, strings + b);
}

/* By what the rows say, not by where their strings happen to stand: the same rows make the same set in whatever order they came. */
static int compare_entries(const void *a, const void *b, void *strings)
{
	const struct entry *x = a, *y = b;
	int order = memcmp(x->sha256, y->sha256, sizeof x->sha256);
	for (int i = 0; i < KNOWN_STRINGS && !order; i++)
		order = compare_strings(strings, x->stored.strings[i], y->stored.strings[i]);
	if (!order)
		order = (x->stored.flags > y->stored.flags) - (x->stored.flags < y->stored.flags);
	return order ? order : (x->stored.size > y->stored.size) - (x->stored.size < y->stored.size);
}

static void sort_rows(struct known_builder *b)
{
	if (!b->count)
		return;
	qsort_r(b->at, b->count, sizeof *b->at, compare_entries, b->strings);
	size_t kept = 1;
	for (size_t i = 1; i < b->count; i++)
		if (compare_entries(&b->at[kept - 1], &b->at[i], b->strings))
			b->at[kept++] = b->at[i];
	b->count = kept;
}

/* The strings again, in the order in which the sorted rows use them. */
static void order_strings(struct known_builder *b)
{
	char *strings = b->strings;
	free(b->slots);
	b->slots = NULL;
	b->strings = NULL;
	b->n_slots = b->n_strings = b->strings_len = b->strings_capacity = 0;
	append(b, "", 1);
	for (size_t i = 0; i < b->count; i++)
		for (int k = 0; k < KNOWN_STRINGS; k++) {
			uint32_t *at = &b->at[i].stored.strings[k];
			intern(b, strings + *at, at, NULL); /* there are no more than before, and they did fit */
		}
	free(strings);
}

static int compare_hashes(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;
	return (x > y) - (x < y);
}

/* Names of files that are hashed only because they are known. */
static uint64_t *name_hashes(const struct known_builder *b, uint64_t *count)
{
	uint64_t *at = NULL;
	size_t n = 0, capacity = 0, kept = 0;
	for (size_t i = 0; i < b->count; i++) {
		uint32_t kind = b->at[i].stored.flags & KNOWN_KIND_BITS;
		if (kind == KNOWN_ARCHIVE || kind == KNOWN_TOKENIZER)
			VEC_PUSH(at, n, capacity, known_name_hash(b->strings + b->at[i].stored.strings[KNOWN_FILE]));
	}
	if (n)
		qsort(at, n, sizeof *at, compare_hashes);
	for (size_t i = 0; i < n; i++)
		if (!kept || at[kept - 1] != at[i])
			at[kept++] = at[i];
	*count = kept;
	return at;
}

static void write_fanout(const struct known_builder *b, uint32_t *fanout, unsigned bits)
{
	size_t row = 0;
	for (uint32_t bucket = 0; bucket >> bits == 0; bucket++) {
		while (row < b->count && known_bucket(b->at[row].sha256, bits) < bucket)
			row++;
		fanout[bucket] = (uint32_t)row;
	}
	fanout[(size_t)1 << bits] = (uint32_t)b->count;
}

static void write_digest(struct known_header *h, const uint8_t *bytes, size_t len)
{
	DIGEST_AUTO struct digest d = {0};
	uint8_t sum[DIGEST_BYTES] = {0};
	char hex[DIGEST_HEX];
	if (digest_init(&d, NULL) == 0 && digest_update(&d, bytes + sizeof *h, len - sizeof *h, NULL) == 0)
		digest_final(&d, sum, NULL);
	digest_hex(sum, hex);
	memcpy(h->digest, hex, 32);
}

void known_builder_finish(struct known_builder *b, void **bytes, size_t *len)
{
	sort_rows(b);
	order_strings(b);
	struct known_header head = {
		.magic = KNOWN_MAGIC, .order = KNOWN_ORDER, .n_rows = b->count, .strings_len = b->strings_len};
	while (head.bits < KNOWN_MAX_BITS && b->count >> head.bits > ROWS_A_BUCKET)
		head.bits++;
	uint64_t *names = name_hashes(b, &head.n_names);
	struct known_places at;
	known_places(&head, &at); /* the builder's own bounds keep it in range */
	char *out = mem_array(1, at.end);
	write_fanout(b, (uint32_t *)(void *)(out + at.fanout), head.bits);
	for (size_t i = 0; i < b->count; i++) {
		memcpy(out + at.digests + 32 * i, b->at[i].sha256, 32);
		memcpy(out + at.rows + sizeof(struct known_stored) * i, &b->at[i].stored, sizeof(struct known_stored));
	}
	if (head.n_names)
		memcpy(out + at.names, names, head.n_names * sizeof *names);
	memcpy(out + at.strings, b->strings, b->strings_len);
	write_digest(&head, (uint8_t *)out, at.end);
	memcpy(out, &head, sizeof head);
	free(names);
	clear(b);
	*bytes = out;
	*len = at.end;
}
