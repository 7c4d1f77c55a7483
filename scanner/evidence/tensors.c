/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "evidence/tensors.h"

#include "base/buf.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PAGE_ROWS = 4096, TEXT_PAGE = 1 << 18, DTYPES = 255, LINE = 4 * TENSOR_NAME + TENSOR_RANK * 21 + 256 };

struct row {
	uint64_t start, len;
	const uint8_t *text; /* varints: length of the name, rank, dimensions, strides if it has them; then the name */
	uint32_t part;
	uint8_t dtype, swap, element;
	bool strided;
	uint8_t state;
	uint8_t sha256[DIGEST_BYTES];
};

struct tensors {
	atomic_uint holders;
	atomic_int_fast64_t *left;
	struct row **pages;
	size_t n_pages, pages_capacity;
	uint32_t count, hashed, moved;
	uint8_t **texts;
	size_t n_texts, texts_capacity;
	size_t text_used, text_size; /* of the last page of texts */
	char *dtypes[DTYPES];
	uint32_t dtype_rows[DTYPES];
	unsigned n_dtypes;
	uint64_t parameters;
};

struct tensors *tensors_new(atomic_int_fast64_t *left)
{
	struct tensors *t = mem_alloc(sizeof *t);
	memset(t, 0, sizeof *t);
	atomic_init(&t->holders, 1);
	t->left = left;
	return t;
}

struct tensors *tensors_share(struct tensors *t)
{
	if (t)
		atomic_fetch_add(&t->holders, 1);
	return t;
}

void tensors_free(struct tensors *t)
{
	if (!t || atomic_fetch_sub(&t->holders, 1) > 1)
		return;
	if (t->left)
		atomic_fetch_add(t->left, (int_fast64_t)t->count);
	for (size_t i = 0; i < t->n_pages; i++)
		free(t->pages[i]);
	for (size_t i = 0; i < t->n_texts; i++)
		free(t->texts[i]);
	for (unsigned i = 0; i < t->n_dtypes; i++)
		free(t->dtypes[i]);
	free(t->pages);
	free(t->texts);
	free(t);
}

static struct row *row_at(const struct tensors *t, uint32_t row)
{
	return &t->pages[row / PAGE_ROWS][row % PAGE_ROWS];
}

bool tensor_elements(const uint64_t *shape, unsigned rank, uint64_t *count)
{
	*count = 1;
	bool fits = true;
	for (unsigned i = 0; i < rank; i++) {
		if (!shape[i]) {
			*count = 0;
			return true;
		}
		fits = fits && !__builtin_mul_overflow(*count, shape[i], count);
	}
	return fits;
}

/* --- texts ------------------------------------------------------------------------------------------------------------------ */

static size_t put_varint(uint8_t *to, uint64_t value)
{
	size_t n = 0;
	for (; value > 0x7F; value >>= 7)
		to[n++] = (uint8_t)(value | 0x80);
	to[n++] = (uint8_t)value;
	return n;
}

static uint64_t get_varint(const uint8_t **from)
{
	uint64_t value = 0;
	for (unsigned shift = 0;; shift += 7) {
		uint8_t byte = *(*from)++;
		value |= (uint64_t)(byte & 0x7F) << shift;
		if (!(byte & 0x80))
			return value;
	}
}

static const uint8_t *keep_text(struct tensors *t, const void *bytes, size_t len)
{
	if (t->text_size - t->text_used < len) {
		t->text_size = t->n_texts ? TEXT_PAGE : 1024; /* most files have few tensors */
		if (t->text_size < len)
			t->text_size = len;
		uint8_t *page = mem_alloc(t->text_size);
		VEC_PUSH(t->texts, t->n_texts, t->texts_capacity, page);
		t->text_used = 0;
	}
	uint8_t *at = t->texts[t->n_texts - 1] + t->text_used;
	memcpy(at, bytes, len);
	t->text_used += len;
	return at;
}

static const uint8_t *pack_text(struct tensors *t, const struct tensor *x)
{
	uint8_t bytes[(2 + 2 * TENSOR_RANK) * 10 + TENSOR_NAME];
	size_t name_len = x->name_len < TENSOR_NAME ? x->name_len : TENSOR_NAME;
	unsigned rank = x->rank < TENSOR_RANK ? x->rank : TENSOR_RANK;
	size_t n = put_varint(bytes, name_len);
	n += put_varint(bytes + n, rank);
	for (unsigned i = 0; i < rank; i++)
		n += put_varint(bytes + n, x->shape[i]);
	for (unsigned i = 0; x->strides && i < rank; i++)
		n += put_varint(bytes + n, (uint64_t)x->strides[i]);
	if (name_len)
		memcpy(bytes + n, x->name, name_len);
	return keep_text(t, bytes, n + name_len);
}

/* The number of a dtype; more different ones than fit share the last. */
static uint8_t dtype_number(struct tensors *t, const char *dtype)
{
	for (unsigned i = 0; i < t->n_dtypes; i++)
		if (!strcmp(t->dtypes[i], dtype))
			return (uint8_t)i;
	if (t->n_dtypes == DTYPES)
		return DTYPES - 1;
	char *copy = strdup(dtype);
	if (!copy)
		mem_exhausted();
	t->dtypes[t->n_dtypes] = copy;
	return (uint8_t)t->n_dtypes++;
}

/* --- rows ------------------------------------------------------------------------------------------------------------------- */

void tensors_close(struct tensors *t, uint32_t row)
{
	struct row *r = row_at(t, row);
	t->hashed -= r->state == TENSOR_HASHED;
	r->state = TENSOR_CLOSED;
}

static void count_elements(struct tensors *t, const struct tensor *x)
{
	uint64_t elements;
	if (!tensor_elements(x->shape, x->rank, &elements) || __builtin_add_overflow(t->parameters, elements, &t->parameters))
		t->parameters = UINT64_MAX;
}

void tensors_describe(struct tensors *t, uint32_t row, const struct tensor *what)
{
	struct row *r = row_at(t, row);
	if (r->text)
		t->dtype_rows[r->dtype]--;
	else
		count_elements(t, what);
	r->dtype = dtype_number(t, what->dtype ? what->dtype : "?");
	t->dtype_rows[r->dtype]++;
	r->strided = what->strides != NULL;
	r->element = what->element;
	r->text = pack_text(t, what);
	if (what->name_len > TENSOR_NAME)
		tensors_close(t, row);
}

uint32_t tensors_add(struct tensors *t, const struct tensor *x)
{
	if (t->left && atomic_fetch_sub(t->left, 1) <= 0) {
		atomic_fetch_add(t->left, 1);
		return NO_TENSOR;
	}
	if (t->count % PAGE_ROWS == 0) {
		struct row *page = mem_array(PAGE_ROWS, sizeof *page);
		VEC_PUSH(t->pages, t->n_pages, t->pages_capacity, page);
	}
	uint32_t number = t->count++;
	*row_at(t, number) = (struct row){
		.start = x->start, .len = x->len, .part = x->part, .swap = x->swap, .state = (uint8_t)x->state};
	memcpy(row_at(t, number)->sha256, x->sha256, DIGEST_BYTES);
	t->hashed += x->state == TENSOR_HASHED;
	if (x->dtype)
		tensors_describe(t, number, x);
	return number;
}

uint32_t tensors_count(const struct tensors *t)
{
	return t ? t->count : 0;
}

/* The name alone, which lies behind everything else in the text. */
static const char *name_of(const struct row *r, size_t *len)
{
	const uint8_t *at = r->text;
	*len = 0;
	if (!at)
		return "";
	*len = (size_t)get_varint(&at);
	unsigned rank = (unsigned)get_varint(&at);
	for (unsigned numbers = r->strided ? 2 * rank : rank; numbers; at++)
		numbers -= !(*at & 0x80);
	return (const char *)at;
}

void tensors_get(const struct tensors *t, uint32_t row, struct tensor *out, int64_t *strides)
{
	const struct row *r = row_at(t, row);
	out->name = "";
	out->name_len = 0;
	out->dtype = "?";
	out->rank = 0;
	out->strides = NULL;
	out->part = r->part;
	out->start = r->start;
	out->len = r->len;
	out->swap = r->swap;
	out->element = r->element;
	out->state = (enum tensor_state)r->state;
	memcpy(out->sha256, r->sha256, DIGEST_BYTES);
	const uint8_t *at = r->text;
	if (!at)
		return;
	out->dtype = t->dtypes[r->dtype];
	out->name_len = (size_t)get_varint(&at);
	out->rank = (unsigned)get_varint(&at);
	for (unsigned i = 0; i < out->rank; i++)
		out->shape[i] = get_varint(&at);
	for (unsigned i = 0; r->strided && i < out->rank; i++) {
		int64_t stride = (int64_t)get_varint(&at);
		if (strides)
			strides[i] = stride;
	}
	out->strides = r->strided ? strides : NULL;
	out->name = (const char *)at;
}

struct tensor_range tensors_range(const struct tensors *t, uint32_t row)
{
	const struct row *r = row_at(t, row);
	return (struct tensor_range){.part = r->part,
				     .start = r->start,
				     .len = r->len,
				     .swap = r->swap,
				     .strided = r->strided,
				     .state = (enum tensor_state)r->state};
}

void tensors_set_range(struct tensors *t, uint32_t row, uint32_t part, uint64_t start, uint64_t len)
{
	struct row *r = row_at(t, row);
	r->part = part;
	r->start = start;
	r->len = len;
	t->moved++;
}

uint32_t tensors_moved(const struct tensors *t)
{
	return t->moved;
}

void tensors_set_digest(struct tensors *t, uint32_t row, const uint8_t sha256[DIGEST_BYTES])
{
	struct row *r = row_at(t, row);
	if (r->state == TENSOR_CLOSED)
		return;
	t->hashed += r->state != TENSOR_HASHED;
	r->state = TENSOR_HASHED;
	memcpy(r->sha256, sha256, DIGEST_BYTES);
}

uint64_t tensors_parameters(const struct tensors *t)
{
	return t ? t->parameters : 0;
}

uint32_t tensors_hashed(const struct tensors *t)
{
	return t ? t->hashed : 0;
}

const char *tensors_dtypes(const struct tensors *t, struct arena *a)
{
	enum { SHOWN = 12 };
	bool used[DTYPES] = {false};
	BUF_AUTO struct buf b;
	buf_init(&b, 4096);
	for (unsigned shown = 0; t && shown < SHOWN; shown++) {
		unsigned most = DTYPES;
		for (unsigned i = 0; i < t->n_dtypes; i++)
			if (!used[i] && t->dtype_rows[i] && (most == DTYPES || t->dtype_rows[i] > t->dtype_rows[most]))
				most = i;
		if (most == DTYPES)
			break;
		used[most] = true;
		buf_printf(&b, "%s%s ×%u", shown ? ", " : "", t->dtypes[most], t->dtype_rows[most]);
	}
	return arena_strdup(a, buf_str(&b));
}

static uint64_t hash_name(const char *name, size_t len)
{
	uint64_t hash = UINT64_C(0xcbf29ce484222325); /* FNV-1a */
	for (size_t i = 0; i < len; i++)
		hash = (hash ^ (uint8_t)name[i]) * UINT64_C(0x100000001b3);
	return hash;
}

struct slot {
	uint32_t row, tag; /* NO_TENSOR: empty; more bits of the hash */
};

static bool same_name(const struct tensors *t, uint32_t i, const char *name, size_t len)
{
	size_t n;
	const char *other = name_of(row_at(t, i), &n);
	return n == len && !memcmp(name, other, n);
}

/* The row of that name that was put into the slots before; else puts it there. */
static uint32_t put_name(const struct tensors *t, struct slot *slots, size_t n_slots, uint32_t row)
{
	enum { PROBES = 64 }; /* names made to collide are not looked for any longer */
	size_t len;
	const char *name = name_of(row_at(t, row), &len);
	uint64_t hash = hash_name(name, len);
	struct slot mine = {row, (uint32_t)(hash >> 32)};
	for (unsigned n = 0; len && n < PROBES; n++) {
		struct slot *at = &slots[(hash + n) & (n_slots - 1)];
		if (at->row == NO_TENSOR) {
			*at = mine;
			break;
		}
		if (at->tag == mine.tag && same_name(t, at->row, name, len))
			return at->row;
	}
	return NO_TENSOR;
}

uint32_t tensors_same_name(const struct tensors *t)
{
	size_t n_slots = 64;
	uint32_t found = NO_TENSOR;
	while (n_slots < 2 * (size_t)tensors_count(t))
		n_slots *= 2;
	struct slot *slots = mem_array(n_slots, sizeof *slots);
	memset(slots, 0xFF, n_slots * sizeof *slots);
	for (uint32_t i = 0; i < tensors_count(t) && found == NO_TENSOR; i++)
		found = put_name(t, slots, n_slots, i);
	free(slots);
	return found;
}

/* --- lines ------------------------------------------------------------------------------------------------------------------ */

static bool is_escaped(uint8_t c)
{
	return c <= ' ' || c == '\\' || c == 0x7F;
}

/* What follows the SHA-256 in the line; returns its length, with '\n' and without a NUL. */
static size_t line_rest(const struct tensors *t, uint32_t row, bool with_name, char *out)
{
	static const char hex[] = "0123456789ABCDEF";
	struct tensor x;
	tensors_get(t, row, &x, NULL);
	size_t n = (size_t)snprintf(out, 128, " %.100s [", x.dtype);
	for (unsigned i = 0; i < x.rank; i++)
		n += (size_t)snprintf(out + n, 24, "%s%llu", i ? "," : "", (unsigned long long)x.shape[i]);
	out[n++] = ']';
	if (with_name)
		out[n++] = ' ';
	for (size_t i = 0; with_name && i < x.name_len; i++) {
		uint8_t c = (uint8_t)x.name[i];
		if (!is_escaped(c)) {
			out[n++] = (char)c;
			continue;
		}
		out[n++] = '\\';
		out[n++] = 'x';
		out[n++] = hex[c >> 4];
		out[n++] = hex[c & 15];
	}
	out[n++] = '\n';
	return n;
}

const char *tensors_line(const struct tensors *t, uint32_t row, bool with_name, struct arena *a, size_t *len)
{
	char rest[LINE], hex[DIGEST_HEX];
	size_t n = line_rest(t, row, with_name, rest);
	digest_hex(row_at(t, row)->sha256, hex);
	char *line = arena_alloc(a, DIGEST_HEX - 1 + n);
	memcpy(line, hex, DIGEST_HEX - 1);
	memcpy(line + DIGEST_HEX - 1, rest, n);
	*len = DIGEST_HEX - 1 + n;
	return line;
}

/* --- digests ---------------------------------------------------------------------------------------------------------------- */

struct item { /* a row to be sorted: the first bytes of its digest decide, almost always */
	uint64_t key;
	uint32_t table, row;
};

struct sorting {
	const struct tensors *const *tables;
	bool names;
};

static struct row *item_row(const struct sorting *s, const struct item *i)
{
	return row_at(s->tables[i->table], i->row);
}

static bool has_escapes(const char *name, size_t len)
{
	for (size_t i = 0; i < len; i++)
		if (is_escaped((uint8_t)name[i]))
			return true;
	return false;
}

/* The packed rank and dimensions. */
static const uint8_t *shape_of(const struct row *r, const char *name, size_t *len)
{
	const uint8_t *at = r->text;
	get_varint(&at);
	*len = (size_t)((const uint8_t *)name - at);
	return at;
}

/*
 * The order of the lines of two rows with the same type and shape, where names compare like the lines themselves. False: that
 * is not sure.
 */
static bool compare_names(const struct row *x, const struct row *y, bool names, int *order)
{
	size_t m, n, x_shape, y_shape;
	const char *p = name_of(x, &m), *q = name_of(y, &n);
	const uint8_t *a = shape_of(x, p, &x_shape), *b = shape_of(y, q, &y_shape);
	if (x_shape != y_shape || memcmp(a, b, x_shape) != 0)
		return false;
	*order = 0;
	if (!names)
		return true;
	size_t common = 0, least = m < n ? m : n;
	while (common < least && p[common] == q[common])
		common++;
	if (has_escapes(p + common, common < m) || has_escapes(q + common, common < n) || common == least)
		return false;
	*order = (uint8_t)p[common] < (uint8_t)q[common] ? -1 : 1;
	return true;
}

static int compare_rests(const struct sorting *s, const struct item *a, const struct item *b)
{
	const struct row *x = item_row(s, a), *y = item_row(s, b);
	int order;
	bool simple = a->table == b->table && x->dtype == y->dtype && x->text && y->text && !x->strided && !y->strided;
	if (simple && compare_names(x, y, s->names, &order))
		return order;
	char left[LINE], right[LINE];
	size_t m = line_rest(s->tables[a->table], a->row, s->names, left);
	size_t n = line_rest(s->tables[b->table], b->row, s->names, right);
	order = memcmp(left, right, m < n ? m : n);
	return order ? order : m < n ? -1 : m > n;
}

static int compare_items(const void *a, const void *b, void *ctx)
{
	const struct item *x = a, *y = b;
	if (x->key != y->key)
		return x->key < y->key ? -1 : 1;
	const struct sorting *s = ctx;
	int order = memcmp(item_row(s, x)->sha256, item_row(s, y)->sha256, DIGEST_BYTES);
	return order ? order : compare_rests(s, x, y);
}

static int compare_keys(const void *a, const void *b)
{
	const struct item *x = a, *y = b;
	if (x->key != y->key)
		return x->key < y->key ? -1 : 1;
	return x->table != y->table ? (x->table < y->table ? -1 : 1) : x->row < y->row ? -1 : x->row > y->row;
}

/* Rows in the order of their digests lie all over memory: those that come soon are asked for now. */
static void look_ahead(const struct sorting *s, const struct item *items, size_t n, size_t at)
{
	enum { ROWS = 24, TEXTS = 12 };
	if (at + ROWS < n)
		__builtin_prefetch(item_row(s, &items[at + ROWS]));
	if (at + TEXTS < n)
		__builtin_prefetch(item_row(s, &items[at + TEXTS])->text);
}

/* First by what lies in the items themselves; rows are looked at, all over memory, only where that is not enough. */
static void sort_items(struct sorting *s, struct item *items, size_t n)
{
	qsort(items, n, sizeof *items, compare_keys);
	for (size_t i = 0, end; i < n; i = end) {
		look_ahead(s, items, n, i);
		for (end = i + 1; end < n && items[end].key == items[i].key; end++)
			;
		if (end - i > 1)
			qsort_r(items + i, end - i, sizeof *items, compare_items, s);
	}
}

static uint64_t first_bytes(const uint8_t *sha256)
{
	uint64_t key = 0;
	for (int i = 0; i < 8; i++)
		key = key << 8 | sha256[i];
	return key;
}

struct lines { /* a digest of lines, which are gathered first */
	struct digest digest;
	struct buf buf;
};

static void add_line(struct lines *l, const char *hex, const char *rest, size_t len)
{
	if (l->buf.len + DIGEST_HEX + len > l->buf.cap) {
		digest_update(&l->digest, l->buf.data, l->buf.len, NULL);
		buf_clear(&l->buf);
	}
	buf_add(&l->buf, hex, DIGEST_HEX - 1);
	buf_add(&l->buf, rest, len);
}

/* The sorted items as lines, with names (out[1]) and without (out[0]). */
static bool digest_lines(struct sorting *s, const struct item *items, size_t n, uint8_t *const out[2])
{
	struct lines lines[2] = {0};
	char rest[LINE], hex[DIGEST_HEX];
	bool ok = true;
	for (int names = 0; names < 2; names++) {
		buf_init(&lines[names].buf, 1 << 16);
		ok = ok && digest_init(&lines[names].digest, NULL) == 0;
	}
	for (size_t i = 0; ok && i < n; i++) {
		look_ahead(s, items, n, i);
		size_t len = 0;
		for (int names = 1; names >= 0; names--) {
			s->names = names;
			if (i && !compare_items(&items[i - 1], &items[i], s))
				break; /* what is the same with its name is the same without */
			if (names)
				digest_hex(item_row(s, &items[i])->sha256, hex);
			len = line_rest(s->tables[items[i].table], items[i].row, names, rest);
			add_line(&lines[names], hex, rest, len);
		}
	}
	for (int names = 0; names < 2; names++) {
		struct lines *l = &lines[names];
		ok = ok && digest_update(&l->digest, buf_str(&l->buf), l->buf.len, NULL) == 0 &&
		     digest_final(&l->digest, out[names], NULL) == 0;
		digest_release(&l->digest);
		buf_release(&l->buf);
	}
	return ok;
}

bool tensors_digest(const struct tensors *const *tables, size_t n, uint8_t digest[DIGEST_BYTES], uint8_t nameless[DIGEST_BYTES])
{
	size_t count = 0, at = 0;
	for (size_t i = 0; i < n; i++) {
		if (tables[i] && tables[i]->hashed < tables[i]->count)
			return false;
		count += tensors_count(tables[i]);
	}
	if (!count)
		return false;
	struct item *items = mem_array(count, sizeof *items);
	for (size_t i = 0; i < n; i++)
		for (uint32_t k = 0; k < tensors_count(tables[i]); k++, at++)
			items[at] = (struct item){first_bytes(row_at(tables[i], k)->sha256), (uint32_t)i, k};
	struct sorting s = {tables, true};
	sort_items(&s, items, count); /* the order of the lines without names is the same, for the name comes last */
	bool ok = digest_lines(&s, items, count, (uint8_t *const[]){nameless, digest});
	free(items);
	return ok;
}
