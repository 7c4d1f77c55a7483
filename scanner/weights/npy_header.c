/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "weights/npy_header.h"

#include "weights/weights.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char magic[] = "\x93NUMPY";
enum { MAGIC = sizeof magic - 1, HEADER_BYTES = 1 << 20 };

/* What follows the key in the literal, or NULL. */
static const char *value_of(const char *header, const char *key)
{
	const char *at = strstr(header, key);
	if (!at)
		return NULL;
	at += strlen(key);
	at += strspn(at, " ");
	if (*at++ != ':')
		return NULL;
	return at + strspn(at, " ");
}

/* (3, 4), (3,), () or, from Python 2, (3L, 4L). The rank, or -1. */
static int read_shape(const char *at, uint64_t *shape)
{
	int rank = 0;
	if (!at || *at++ != '(')
		return -1;
	for (;;) {
		at += strspn(at, " ,");
		if (*at == ')')
			return rank;
		char *end;
		if (*at < '0' || *at > '9' || rank == TENSOR_RANK)
			return -1;
		shape[rank++] = strtoull(at, &end, 10);
		at = end + (*end == 'L');
	}
}

/* '<f4' and its kin: order, kind, bytes. */
static bool read_type(const char *at, char *order, char *kind, unsigned *size)
{
	char quote = at ? *at : 0;
	if (quote != '\'' && quote != '"')
		return false;
	*order = at[1];
	bool ordered = strchr("<>|=", at[1]) && at[1];
	if (!ordered)
		*order = '|';
	*kind = at[1 + ordered];
	char *end;
	unsigned long n = *kind ? strtoul(at + 2 + ordered, &end, 10) : 0;
	*size = n < 1 << 20 ? (unsigned)n : 0;
	return *kind && *end == quote;
}

static const char *dtype_name(struct arena *a, char kind, unsigned size)
{
	static const struct {
		char kind;
		unsigned size;
		const char *dtype;
	} table[] = {{'f', 2, "F16"}, {'f', 4, "F32"},	{'f', 8, "F64"}, {'i', 1, "I8"},   {'i', 2, "I16"},
		     {'i', 4, "I32"}, {'i', 8, "I64"},	{'u', 1, "U8"},	 {'u', 2, "U16"},  {'u', 4, "U32"},
		     {'u', 8, "U64"}, {'b', 1, "BOOL"}, {'c', 8, "C64"}, {'c', 16, "C128"}};
	for (size_t i = 0; i < sizeof table / sizeof *table; i++)
		if (table[i].kind == kind && table[i].size == size)
			return table[i].dtype;
	return arena_printf(a, "numpy:%c%u", kind, size);
}

/* The strides of an array whose first index moves fastest. */
static void fortran_strides(const struct tensor *row, int64_t *strides)
{
	int64_t step = 1;
	for (unsigned d = 0; d < row->rank; d++) {
		strides[d] = step;
		step *= (int64_t)row->shape[d]; /* the product is known to fit */
	}
}

static void set_type(struct reading *r, struct tensor *row, const char *descr)
{
	char order, kind;
	unsigned size;
	bool simple = read_type(descr, &order, &kind, &size);
	if (!simple || !size || !strchr("fiubcSUV", kind)) {
		bool pickled = descr && !strncmp(descr + 1, "|O", 2);
		row->dtype = pickled ? "numpy:objects" : "numpy:records";
		row->state = TENSOR_CLOSED;
		r->gap = pickled ? "its elements are a pickle of objects" : "its elements are records";
		return;
	}
	row->element = (uint8_t)(size < 255 ? size : 255);
	row->dtype = dtype_name(r->arena, kind, kind == 'U' ? 4 * size : size);
	row->len = kind == 'U' ? 4 * (uint64_t)size : size;
	if (order == '>')
		row->swap = (uint8_t)(kind == 'c' ? size / 2 : kind == 'U' ? 4 : strchr("SV", kind) ? 0 : size);
}

/* The row's length, from the bytes of one element. */
static bool measure(struct tensor *row)
{
	uint64_t count, element = row->len;
	return tensor_elements(row->shape, row->rank, &count) && count <= INT64_MAX &&
	       !__builtin_mul_overflow(count, element, &row->len);
}

bool npy_describe(struct reading *r, const char *descr, bool fortran, struct tensor *row, int64_t *strides)
{
	set_type(r, row, descr);
	if (row->state == TENSOR_CLOSED)
		return true;
	if (!measure(row))
		return false;
	if (fortran && row->rank > 1 && row->len) {
		fortran_strides(row, strides);
		row->strides = strides;
	}
	return true;
}

int npy_header_read(struct reading *r, struct cursor *c, struct tensor *row, int64_t *strides, struct err *e)
{
	uint64_t begin = cursor_place(c);
	const uint8_t *first = cursor_take(c, MAGIC);
	if (first && memcmp(first, magic, MAGIC) != 0)
		return weights_misnamed("NumPy array", e);
	uint8_t major = cursor_u8(c), minor = cursor_u8(c);
	if (cursor_ok(c) && (major < 1 || major > 3))
		return err_set(e, ERR_INPUT, "the NumPy header is damaged at byte %llu: there is no version %u",
			       (unsigned long long)begin + MAGIC, major);
	uint64_t len = major == 1 ? cursor_u16(c) : cursor_u32(c);
	if (cursor_ok(c) && len > HEADER_BYTES && len <= cursor_left(c))
		return err_set(e, ERR_LIMIT, "the NumPy header has %llu bytes, more than any array needs",
			       (unsigned long long)len);
	unsigned long long at = (unsigned long long)cursor_place(c);
	const uint8_t *bytes = cursor_take(c, len);
	if (!bytes)
		return weights_finish(c, "NumPy header", e);
	const char *header = arena_strndup(r->arena, (const char *)bytes, len);
	const char *fortran = value_of(header, "'fortran_order'");
	int rank = read_shape(value_of(header, "'shape'"), row->shape);
	r->detail = arena_printf(r->arena, "%u.%u", major, minor);
	if (*header != '{')
		return err_set(e, ERR_INPUT, "the NumPy header at byte %llu is no dictionary", at);
	if (rank < 0 || !value_of(header, "'descr'"))
		return err_set(e, ERR_INPUT, "the NumPy header at byte %llu says no shape or no type", at);
	row->rank = (unsigned)rank;
	row->start = cursor_place(c);
	bool turned = fortran && !strncmp(fortran, "True", 4);
	if (!npy_describe(r, value_of(header, "'descr'"), turned, row, strides))
		return err_set(e, ERR_INPUT, "the NumPy header at byte %llu has a shape of more bytes than there can be", at);
	if (row->state == TENSOR_OPEN && row->len > cursor_left(c))
		return err_set(e, ERR_INPUT, "the NumPy header at byte %llu promises %llu bytes, more than follow", at,
			       (unsigned long long)row->len);
	return 0;
}
