/* SPDX-License-Identifier: MIT */
#include "evidence/tensors.h"

#include "base/buf.h"
#include "base/hash.h"

#include <stdlib.h>
#include <string.h>

enum { PAGE_ROWS = 4096, FIRST_ROWS = 16, TEXT_PAGE = 1 << 18, DTYPES = 255, LINE = 4 * TENSOR_NAME + TENSOR_RANK * 21 + 256 };

struct row {
	uint64_t start, len;
	const uint8_t *text;  /* varints: length of the name, rank, dimensions, strides if it has them; then the name */
	uint32_t part, older; /* older: the row before it in the same part */
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
	size_t room; /* rows that there are pages for */
	uint32_t count, hashed;
	uint32_t *newest; /* by part: its row that came last */
	size_t n_newest, newest_room;
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

struct tensors *tensors_keep(struct tensors *t)
{
	if (t)
		t->left = NULL;
	return tensors_share(t);
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
	free(t->newest);
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

/* From now on it is one of its part. */
static void join_part(struct tensors *t, uint32_t row)
{
	struct row *r = row_at(t, row);
	if (r->part == NO_TENSOR)
		return;
	while (t->n_newest <= r->part)
		VEC_PUSH(t->newest, t->n_newest, t->newest_room, NO_TENSOR);
	r->older = t->newest[r->part];
	t->newest[r->part] = row;
}

uint32_t tensors_newest(const struct tensors *t, uint32_t part)
{
	return t && part < t->n_newest ? t->newest[part] : NO_TENSOR;
}

uint32_t tensors_older(const struct tensors *t, uint32_t row)
{
	return row_at(t, row)->older;
}

/* Most files have few tensors, so that the first page begins small. */
static void make_room(struct tensors *t)
{
	if (t->count < t->room)
		return;
	size_t rows = t->count >= PAGE_ROWS ? PAGE_ROWS : t->count ? 2 * (size_t)t->count : FIRST_ROWS;
	if (t->count % PAGE_ROWS == 0)
		VEC_PUSH(t->pages, t->n_pages, t->pages_capacity, NULL);
	struct row **last = &t->pages[t->n_pages - 1];
	*last = mem_resize(*last, rows, sizeof **last);
	t->room = (t->n_pages - 1) * PAGE_ROWS + rows;
}

uint32_t tensors_add(struct tensors *t, const struct tensor *x)
{
	if (t->left && atomic_fetch_sub(t->left, 1) <= 0) {
		atomic_fetch_add(t->left, 1);
		return NO_TENSOR;
	}
	make_room(t);
	uint32_t number = t->count++;
	*row_at(t, number) =
		(struct row){.start = x->start, .len = x->len, .part = x->part, .swap = x->swap, .state = (uint8_t)x->state};
	memcpy(row_at(t, number)->sha256, x->sha256, DIGEST_BYTES);
	t->hashed += x->state == TENSOR_HASHED;
	join_part(t, number);
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

const char *tensors_name(const struct tensors *t, uint32_t row, size_t *len)
{
	return name_of(row_at(t, row), len);
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
	if (r->part != NO_TENSOR)
		return;
	r->part = part;
	r->start = start;
	r->len = len;
	join_part(t, row);
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
	uint64_t hash = hash_bytes(name, len);
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

static size_t put_decimal(char *out, uint64_t value)
{
	char digits[20];
	size_t n = 0;
	do
		digits[n++] = (char)('0' + value % 10);
	while (value /= 10);
	for (size_t i = 0; i < n; i++)
		out[i] = digits[n - 1 - i];
	return n;
}

static size_t put_escaped(char *out, const char *name, size_t len)
{
	static const char hex[] = "0123456789ABCDEF";
	size_t n = 0;
	for (size_t i = 0; i < len; i++) {
		uint8_t c = (uint8_t)name[i];
		if (is_escaped(c)) {
			out[n++] = '\\';
			out[n++] = 'x';
			out[n++] = hex[c >> 4];
			out[n++] = hex[c & 15];
		} else {
			out[n++] = (char)c;
		}
	}
	return n;
}

/* The line up to the bracket into out, which has room for LINE bytes; *x is the row. */
static size_t put_line(const struct tensors *t, uint32_t row, struct tensor *x, char *out)
{
	tensors_get(t, row, x, NULL);
	digest_hex(x->sha256, out);
	size_t n = DIGEST_HEX - 1, len = strnlen(x->dtype, 100);
	out[n++] = ' ';
	memcpy(out + n, x->dtype, len);
	n += len;
	out[n++] = ' ';
	out[n++] = '[';
	for (unsigned i = 0; i < x->rank; i++) {
		if (i)
			out[n++] = ',';
		n += put_decimal(out + n, x->shape[i]);
	}
	out[n++] = ']';
	return n;
}

static void end_line(const struct tensor *x, bool with_name, char *out, size_t *n)
{
	if (with_name) {
		out[(*n)++] = ' ';
		*n += put_escaped(out + *n, x->name, x->name_len);
	}
	out[(*n)++] = '\n';
}

static void id_of(const char *line, size_t len, uint8_t id[DIGEST_BYTES])
{
	struct digest d;
	if (digest_init(&d, NULL) < 0 || digest_update(&d, line, len, NULL) < 0 || digest_final(&d, id, NULL) < 0)
		mem_exhausted(); /* nothing else can go wrong: the rows have their digests from the same place */
	digest_release(&d);
}

const char *tensors_line(const struct tensors *t, uint32_t row, struct arena *a, size_t *len)
{
	char line[LINE], hex[DIGEST_HEX];
	uint8_t id[DIGEST_BYTES];
	struct tensor x;
	size_t n = put_line(t, row, &x, line);
	end_line(&x, true, line, &n);
	id_of(line, n, id);
	digest_hex(id, hex);
	*len = DIGEST_HEX - 1 + 1 + n;
	return arena_printf(a, "%s %.*s", hex, (int)n, line);
}

/* --- digests ---------------------------------------------------------------------------------------------------------------- */

static int compare_ids(const void *a, const void *b)
{
	return memcmp(a, b, DIGEST_BYTES);
}

static unsigned bucket_of(const uint8_t id[DIGEST_BYTES])
{
	return (unsigned)id[0] << 8 | id[1];
}

/* In place: each id goes where those with its first two bytes belong, and what was there goes on from there. */
static void sort_ids(uint8_t (*ids)[DIGEST_BYTES], size_t n)
{
	enum { BUCKETS = 1 << 16, FEW = 1 << 12 };
	if (n < FEW) {
		qsort(ids, n, sizeof *ids, compare_ids);
		return;
	}
	size_t *next = mem_array(2 * BUCKETS, sizeof *next), *end = next + BUCKETS;
	memset(next, 0, BUCKETS * sizeof *next);
	for (size_t i = 0; i < n; i++)
		next[bucket_of(ids[i])]++;
	for (size_t b = 0, at = 0; b < BUCKETS; b++) {
		size_t count = next[b];
		next[b] = at;
		end[b] = at += count;
	}
	for (unsigned b = 0; b < BUCKETS; b++)
		while (next[b] < end[b]) {
			unsigned home = bucket_of(ids[next[b]]);
			uint8_t other[DIGEST_BYTES];
			size_t to = next[home]++;
			memcpy(other, ids[to], DIGEST_BYTES);
			memcpy(ids[to], ids[home == b ? to : next[b]], DIGEST_BYTES);
			if (home != b)
				memcpy(ids[next[b]], other, DIGEST_BYTES);
		}
	for (size_t b = 0, at = 0; b < BUCKETS; at = end[b++])
		qsort(ids + at, end[b] - at, sizeof *ids, compare_ids);
	free(next);
}

/* The SHA-256 of the ids as lines, sorted, each once. */
static bool digest_ids(uint8_t (*ids)[DIGEST_BYTES], size_t n, uint8_t out[DIGEST_BYTES])
{
	DIGEST_AUTO struct digest d = {0};
	char hex[DIGEST_HEX];
	sort_ids(ids, n);
	bool ok = digest_init(&d, NULL) == 0;
	for (size_t i = 0; ok && i < n; i++) {
		if (i && !compare_ids(ids[i - 1], ids[i]))
			continue;
		digest_hex(ids[i], hex);
		hex[DIGEST_HEX - 1] = '\n';
		ok = digest_update(&d, hex, sizeof hex, NULL) == 0;
	}
	return ok && digest_final(&d, out, NULL) == 0;
}

/* The ids of all rows into `ids`. */
static void list_ids(const struct tensors *const *tables, size_t n, bool with_names, uint8_t (*ids)[DIGEST_BYTES])
{
	char line[LINE];
	for (size_t i = 0; i < n; i++)
		for (uint32_t row = 0; row < tensors_count(tables[i]); row++) {
			struct tensor x;
			size_t len = put_line(tables[i], row, &x, line);
			end_line(&x, with_names, line, &len);
			id_of(line, len, *ids++);
		}
}

bool tensors_digest(const struct tensors *const *tables, size_t n, uint8_t digest[DIGEST_BYTES], uint8_t nameless[DIGEST_BYTES])
{
	size_t count = 0;
	for (size_t i = 0; i < n; i++) {
		if (tables[i] && tables[i]->hashed < tables[i]->count)
			return false;
		count += tensors_count(tables[i]);
	}
	if (!count)
		return false;
	uint8_t(*ids)[DIGEST_BYTES] = mem_array(count, sizeof *ids);
	list_ids(tables, n, true, ids);
	bool ok = digest_ids(ids, count, digest);
	list_ids(tables, n, false, ids);
	ok = digest_ids(ids, count, nameless) && ok;
	free(ids);
	return ok;
}

/* --- as bytes --------------------------------------------------------------------------------------------------------------- */

static void code_layout(struct coder *c, struct tensor *x, int64_t strides[TENSOR_RANK])
{
	bool strided = x->strides != NULL;
	x->rank = code_choice(c, x->rank, TENSOR_RANK);
	code_bool(c, &strided);
	x->strides = strided ? strides : NULL;
	for (unsigned i = 0; i < x->rank; i++)
		code_u64(c, &x->shape[i]);
	for (unsigned i = 0; strided && i < x->rank; i++) {
		uint64_t stride = (uint64_t)strides[i];
		code_u64(c, &stride);
		strides[i] = (int64_t)stride;
	}
}

/* dtype: its number + 1; 0: the row was never described. */
static void code_row(struct coder *c, const struct tensors *t, struct tensor *x, int64_t strides[TENSOR_RANK], unsigned *dtype)
{
	*dtype = code_choice(c, *dtype, t->n_dtypes);
	code_u32(c, &x->part);
	code_u64(c, &x->start);
	code_u64(c, &x->len);
	x->swap = (uint8_t)code_choice(c, x->swap, UINT8_MAX);
	x->state = (enum tensor_state)code_choice(c, x->state, TENSOR_CLOSED);
	if (x->state == TENSOR_HASHED)
		code_bytes(c, x->sha256, DIGEST_BYTES);
	if (!*dtype)
		return;
	x->element = (uint8_t)code_choice(c, x->element, UINT8_MAX);
	code_span(c, &x->name, &x->name_len, TENSOR_NAME);
	code_layout(c, x, strides);
}

enum { PARTS = 1 << 20 }; /* no more is believed of bytes that may be damaged */

static void read_rows(struct coder *c, struct tensors *t, uint32_t count)
{
	int64_t strides[TENSOR_RANK];
	for (uint32_t i = 0; i < count && coder_ok(c); i++) {
		struct tensor x = {.name = ""};
		unsigned dtype = 0;
		code_row(c, t, &x, strides, &dtype);
		if (x.part != NO_TENSOR && x.part > PARTS) /* room is made for all below it */
			coder_fail(c);
		x.dtype = dtype && coder_ok(c) ? t->dtypes[dtype - 1] : NULL;
		if (coder_ok(c) && tensors_add(t, &x) == NO_TENSOR)
			coder_fail(c);
	}
}

static void write_rows(struct coder *c, const struct tensors *t)
{
	int64_t strides[TENSOR_RANK];
	for (uint32_t i = 0; i < t->count; i++) {
		struct tensor x;
		unsigned dtype = row_at(t, i)->text ? row_at(t, i)->dtype + 1U : 0;
		tensors_get(t, i, &x, strides);
		code_row(c, t, &x, strides, &dtype);
	}
}

/* In the order of their numbers, which decides between two that are equally frequent. */
static void code_dtypes(struct coder *c, struct tensors *t)
{
	unsigned n = code_choice(c, t->n_dtypes, DTYPES);
	for (unsigned i = 0; i < n; i++) {
		const char *name = coder_writes(c) ? t->dtypes[i] : NULL;
		code_string(c, &name);
		if (!coder_writes(c) && (!name || dtype_number(t, name) != i))
			coder_fail(c);
	}
}

struct tensors *tensors_code(struct coder *c, struct tensors *t, atomic_int_fast64_t *left)
{
	bool there = t != NULL, writes = coder_writes(c);
	uint32_t count = tensors_count(t);
	uint64_t parameters = tensors_parameters(t);
	code_bool(c, &there);
	if (!there || !coder_ok(c) || (writes && !t))
		return NULL;
	if (!writes)
		t = tensors_new(left);
	code_u32(c, &count);
	code_u64(c, &parameters);
	code_dtypes(c, t);
	if (writes) {
		write_rows(c, t);
		return t;
	}
	read_rows(c, t, count);
	t->parameters = parameters; /* a row that was described twice counts as it was described first */
	if (coder_ok(c))
		return t;
	tensors_free(t);
	return NULL;
}
