/* SPDX-License-Identifier: MIT */
#include "weights/pb_tensor.h"

#include "weights/weights.h"

#include <string.h>

void pb_tensor_init(struct pb_tensor *t)
{
	*t = (struct pb_tensor){.row = {.name = "", .dtype = "?"}, .number = NO_TENSOR};
}

void pb_tensor_release(struct pb_tensor *t)
{
	digest_release(&t->digest);
}

void pb_tensor_add_dim(struct pb_tensor *t, uint64_t dim)
{
	if (t->row.rank < TENSOR_RANK)
		t->row.shape[t->row.rank++] = dim;
}

int pb_tensor_raw(struct reading *r, struct pb_tensor *t, const struct pb_field *f, struct err *e)
{
	struct tensor row = {.start = f->start, .len = f->len};
	t->several |= t->number != NO_TENSOR || t->bytes;
	if (t->number == NO_TENSOR) {
		t->number = tensors_count(r->tensors);
		if (weights_add(r, &row, e) < 0)
			return -1;
	}
	t->bytes += f->len;
	cursor_skip(r->stream, f->len);
	return 0;
}

/* --- number by number ------------------------------------------------------------------------------------------------------------ */

/* Of a failure of the digest nobody hears before pb_tensor_finish, where there is none then. */
static void feed(struct pb_tensor *t, const uint8_t *bytes, size_t len)
{
	if (!t->digest.open)
		digest_init(&t->digest, NULL);
	digest_update(&t->digest, bytes, len, NULL);
	size_t kept = len < sizeof t->last ? len : sizeof t->last;
	memmove(t->last, t->last + kept, sizeof t->last - kept);
	memcpy(t->last + sizeof t->last - kept, bytes + len - kept, kept);
	t->bytes += len;
}

static void flush(struct pb_tensor *t)
{
	if (t->n_pending)
		feed(t, t->pending, t->n_pending);
	t->n_pending = 0;
}

/* The type may be one of more bytes than the number has. */
static void add_number(struct pb_tensor *t, uint64_t value, unsigned width)
{
	if (t->n_pending + width > sizeof t->pending)
		flush(t);
	for (unsigned i = 0; i < width; i++)
		t->pending[t->n_pending++] = (uint8_t)(i < sizeof value ? value >> 8 * i : 0);
}

static void add_fixed_list(struct cursor *c, struct pb_tensor *t, uint64_t len)
{
	flush(t);
	while (len) {
		size_t n;
		const uint8_t *bytes = cursor_some(c, len, &n);
		if (!bytes)
			return;
		feed(t, bytes, n);
		len -= n;
	}
}

void pb_tensor_numbers(struct reading *r, struct pb_tensor *t, const struct pb_field *f, enum pb_numbers how, unsigned width)
{
	struct cursor *c = r->stream;
	t->several |= t->number != NO_TENSOR || !width || width > PB_ELEMENT;
	if (f->wire != PB_BYTES) {
		add_number(t, f->value, t->several ? 0 : width);
	} else if (t->several) {
		cursor_skip(c, f->len);
	} else if (how == PB_NUMBERS_FIXED) {
		add_fixed_list(c, t, f->len);
	} else {
		struct cursor_bounds b = cursor_narrow(c, f->len);
		while (!cursor_ended(c))
			add_number(t, cursor_varint(c), width);
		cursor_widen(c, b);
	}
}

/* --- the end ---------------------------------------------------------------------------------------------------------------------- */

bool pb_tensor_need(const struct pb_tensor *t, uint64_t *need)
{
	uint64_t count, bits;
	if (!tensor_elements(t->row.shape, t->row.rank, &count) || __builtin_mul_overflow(count, (uint64_t)t->bits, &bits) ||
	    bits > UINT64_MAX - 7)
		return false;
	*need = (bits + 7) / 8;
	return true;
}

int pb_tensor_wrong_size(struct reading *r, const struct pb_tensor *t, uint64_t at, struct err *e)
{
	return err_set(e, ERR_INPUT, "the tensor '%s' at byte %llu has another number of bytes than its shape needs",
		       weights_shown(r, t->row.name, t->row.name_len), (unsigned long long)at);
}

/* The last element once more, and again; zeros where there is none. */
static void repeat(struct pb_tensor *t, uint64_t need)
{
	uint8_t block[sizeof t->pending];
	size_t width = t->bits / 8, whole = sizeof block / width * width;
	for (size_t i = 0; i < whole; i += width)
		memcpy(block + i, t->last + sizeof t->last - width, width);
	while (t->bytes < need)
		feed(t, block, need - t->bytes < whole ? (size_t)(need - t->bytes) : whole);
}

/* True: what there is of it can be made as long as it must be. */
static bool may_repeat(const struct pb_tensor *t, const uint64_t *repeats, uint64_t need)
{
	unsigned width = t->bits / 8;
	return repeats && t->number == NO_TENSOR && width && t->bits % 8 == 0 && width <= PB_ELEMENT && t->bytes % width == 0 &&
	       t->bytes < need;
}

static int add_numbers(struct reading *r, struct pb_tensor *t, bool closed, struct err *e)
{
	t->row.state = TENSOR_CLOSED;
	t->row.len = t->bytes;
	if (!closed && !t->bytes)
		weights_digest(&t->row, "", 0);
	else if (!closed && digest_final(&t->digest, t->row.sha256, NULL) == 0)
		t->row.state = TENSOR_HASHED;
	return weights_add(r, &t->row, e);
}

int pb_tensor_finish(struct reading *r, struct pb_tensor *t, const char *odd, uint64_t *repeats, uint64_t at, struct err *e)
{
	uint64_t need = 0;
	flush(t);
	if (!odd && !t->bits)
		odd = PB_UNKNOWN_TYPE;
	if (!odd && t->several)
		odd = "a tensor in it stands in several pieces";
	bool fits = pb_tensor_need(t, &need);
	if (fits && !odd && may_repeat(t, repeats, need)) {
		if (need - t->bytes > *repeats) {
			odd = "it has tensors of one number, repeated too often";
		} else {
			*repeats -= need - t->bytes;
			repeat(t, need);
		}
	}
	bool closed = !fits || odd || t->bytes != need;
	if (t->number != NO_TENSOR) {
		tensors_describe(r->tensors, t->number, &t->row);
		if (closed)
			tensors_close(r->tensors, t->number);
	}
	if (!fits || (!odd && t->bytes != need))
		return pb_tensor_wrong_size(r, t, at, e);
	if (odd)
		r->gap = odd;
	return t->number == NO_TENSOR ? add_numbers(r, t, closed, e) : 0;
}
