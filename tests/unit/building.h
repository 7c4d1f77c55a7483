/* SPDX-License-Identifier: MIT */
/* building: files of weights made in memory, byte by byte, and what their readers must say of them. */
#ifndef LICET_TESTS_BUILDING_H
#define LICET_TESTS_BUILDING_H
#include "base/buf.h"
#include "reading.h"
#include "weights/protobuf.h"
#include "weights/weights.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>

#include <cmocka.h>

enum { CAP = 1 << 20 };

static inline void put(struct buf *b, uint64_t value, unsigned width, bool big)
{
	for (unsigned i = 0; i < width; i++)
		buf_add_char(b, (char)(value >> 8 * (big ? width - 1 - i : i)));
}

static inline void put_zeros(struct buf *b, size_t n)
{
	while (n--)
		buf_add_char(b, 0);
}

static inline void put_varint(struct buf *b, uint64_t value)
{
	for (; value > 0x7F; value >>= 7)
		buf_add_char(b, (char)(value | 0x80));
	buf_add_char(b, (char)value);
}

static inline void put_field(struct buf *b, unsigned number, const void *bytes, size_t len)
{
	put_varint(b, number << 3 | PB_BYTES);
	put_varint(b, len);
	buf_add(b, bytes, len);
}

static inline void put_text_field(struct buf *b, unsigned number, const char *text)
{
	put_field(b, number, text, strlen(text));
}

static inline void put_number_field(struct buf *b, unsigned number, uint64_t value)
{
	put_varint(b, number << 3 | PB_VARINT);
	put_varint(b, value);
}

/* The message in `inner`, which is then empty. */
static inline void put_message(struct buf *b, unsigned number, struct buf *inner)
{
	put_field(b, number, buf_str(inner), inner->len);
	buf_clear(inner);
}

/* Reads the bytes as a whole file; the sentence, or "" when nothing was said. */
static inline const char *said(struct outcome *o, const char *name, const struct buf *b)
{
	outcome_of(o, weights_readers, name, b->data, b->len, (int64_t)b->len);
	return o->rc < 0 ? o->err.text : "";
}

static inline void expect_said(const char *name, const struct buf *b, const char *part, const char *what)
{
	struct outcome o;
	const char *text = said(&o, name, b);
	if (!strstr(text, part) || (!*part && *text))
		fail_msg("%s: \"%s\" instead of \"%s\"", what, text, part);
	outcome_release(&o);
}

/* Row number i, and that its digest is that of the bytes. */
static inline void expect_row(const struct outcome *o, uint32_t i, const char *name, const char *dtype, const void *bytes,
			      size_t len)
{
	struct tensor row, wanted;
	if (i >= tensors_count(o->tensors))
		fail_msg("there is no tensor %u but only %u, \"%s\"", i, tensors_count(o->tensors), o->rc < 0 ? o->err.text : "");
	tensors_get(o->tensors, i, &row, NULL);
	weights_digest(&wanted, bytes, len);
	if (row.name_len != strlen(name) || memcmp(row.name, name, row.name_len) != 0)
		fail_msg("tensor %u is called '%.*s', not '%s'", i, (int)row.name_len, row.name, name);
	assert_string_equal(row.dtype, dtype);
	if (row.state != TENSOR_HASHED || memcmp(row.sha256, wanted.sha256, DIGEST_BYTES) != 0)
		fail_msg("tensor '%s' has another digest, or none: state %d", name, row.state);
}

#endif
