/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "classify/pass.h"

#include "base/buf.h"

#include <stdlib.h>
#include <string.h>

enum { TURNED = 1 << 14, WIDEST = 16 };

void pass_init(struct pass *p, struct tensors *t, uint32_t part, size_t hold)
{
	*p = (struct pass){.tensors = t, .part = part, .hold = hold, .repeats = PASS_REPEATS, .newest = NO_TENSOR};
}

/* --- which rows come, in which order ---------------------------------------------------------------------------------------- */

static int compare_ranges(const void *a, const void *b, void *ctx)
{
	uint32_t i = *(const uint32_t *)a, j = *(const uint32_t *)b;
	struct tensor_range x = tensors_range(ctx, i), y = tensors_range(ctx, j);
	if (x.start != y.start)
		return x.start < y.start ? -1 : 1;
	if (x.len != y.len)
		return x.len < y.len ? -1 : 1;
	if (x.strided != y.strided || x.swap != y.swap)
		return x.strided * 256 + x.swap < y.strided * 256 + y.swap ? -1 : 1;
	return i < j ? -1 : i > j;
}

static bool same_bytes(const struct tensor_range *x, const struct tensor_range *y)
{
	return x->start == y->start && x->len == y->len && !x->strided && !y->strided && x->swap == y->swap;
}

static void reverse(uint32_t *rows, uint32_t n)
{
	for (uint32_t i = 0; i < n / 2; i++) {
		uint32_t row = rows[i];
		rows[i] = rows[n - 1 - i];
		rows[n - 1 - i] = row;
	}
}

/* Adds the rows that are new to the order. What is being hashed keeps its place: it lies before `next`. */
static void order_rows(struct pass *p)
{
	uint32_t newest = tensors_newest(p->tensors, p->part), before = p->n_order;
	bool sorted = true;
	for (uint32_t row = newest; row != p->newest; row = tensors_older(p->tensors, row))
		if (tensors_range(p->tensors, row).state == TENSOR_OPEN)
			VEC_PUSH(p->order, p->n_order, p->order_room, row);
	p->newest = newest;
	reverse(p->order + before, p->n_order - before);
	for (uint32_t i = before > p->next ? before : p->next + 1; i < p->n_order && sorted; i++)
		sorted = compare_ranges(&p->order[i - 1], &p->order[i], p->tensors) < 0;
	if (!sorted)
		qsort_r(p->order + p->next, p->n_order - p->next, sizeof *p->order, compare_ranges, p->tensors);
}

static bool has_news(const struct pass *p)
{
	return p->tensors && p->newest != tensors_newest(p->tensors, p->part);
}

static void close_row(struct pass *p, uint32_t row, const char *why)
{
	tensors_close(p->tensors, row);
	if (!p->gap)
		p->gap = why;
}

/* --- elements in another order ---------------------------------------------------------------------------------------------- */

void pass_turn(uint8_t *bytes, size_t len, unsigned width)
{
	for (size_t at = 0; at + width <= len; at += width)
		for (unsigned i = 0; i < width / 2; i++) {
			uint8_t byte = bytes[at + i];
			bytes[at + i] = bytes[at + width - 1 - i];
			bytes[at + width - 1 - i] = byte;
		}
}

/* What is left of the last number waits in the carry. */
static void hash_turned(struct pass_active *a, const uint8_t *bytes, size_t len, unsigned width)
{
	uint8_t turned[TURNED];
	while (len) {
		size_t n = sizeof turned - a->carried < len ? sizeof turned - a->carried : len;
		memcpy(turned, a->carry, a->carried);
		memcpy(turned + a->carried, bytes, n);
		bytes += n;
		len -= n;
		n += a->carried;
		a->carried = (unsigned)(n % width);
		n -= a->carried;
		memcpy(a->carry, turned + n, a->carried);
		pass_turn(turned, n, width);
		digest_update(&a->digest, turned, n, NULL);
	}
}

static void hash(struct pass_active *a, const uint8_t *bytes, size_t len, unsigned swap)
{
	if (swap > 1)
		hash_turned(a, bytes, len, swap < WIDEST ? swap : WIDEST);
	else
		digest_update(&a->digest, bytes, len, NULL);
}

/* The elements of a tensor with strides, in row-major order, into the digest. held: from its first element to its last. */
static void hash_strided(struct pass_active *a, const struct tensor *x, const int64_t *strides)
{
	uint64_t index[TENSOR_RANK] = {0}, count;
	tensor_elements(x->shape, x->rank, &count);
	uint8_t buffer[TURNED];
	size_t n = 0;
	int64_t at = 0;
	for (uint64_t i = 0; i < count; i++) {
		memcpy(buffer + n, a->held + (size_t)at * x->element, x->element);
		n += x->element;
		if (n + WIDEST > sizeof buffer) {
			hash(a, buffer, n, x->swap);
			n = 0;
		}
		for (unsigned d = x->rank; d--;) {
			at += strides[d];
			if (++index[d] < x->shape[d])
				break;
			at -= strides[d] * (int64_t)x->shape[d];
			index[d] = 0;
		}
	}
	hash(a, buffer, n, x->swap);
}

/*
 * Whether the strides stay inside the row's bytes, so that hash_strided may follow them blindly. count: out, of the elements.
 */
static bool strides_fit(const struct tensor *x, const int64_t *strides, uint64_t *count)
{
	int64_t last = 0, step;
	if (!x->element || x->element > WIDEST || !tensor_elements(x->shape, x->rank, count))
		return false;
	for (unsigned d = 0; d < x->rank; d++)
		if (strides[d] < 0 || x->shape[d] > INT64_MAX || !x->shape[d] ||
		    __builtin_mul_overflow(strides[d], (int64_t)x->shape[d] - 1, &step) ||
		    __builtin_add_overflow(last, step, &last))
			return false;
	return (uint64_t)last < x->len / x->element;
}

/* --- one range ------------------------------------------------------------------------------------------------------------- */

static bool begin_digest(struct pass *p, struct pass_active *a)
{
	if (!p->n_idle)
		return digest_init(&a->digest, NULL) == 0;
	a->digest = p->idle[--p->n_idle];
	return digest_again(&a->digest, NULL) == 0;
}

static void end_active(struct pass *p, unsigned i)
{
	struct pass_active *a = &p->active[i];
	free(a->held);
	p->idle[p->n_idle++] = a->digest;
	*a = p->active[--p->n_active];
}

/* Its last byte has come. */
static void finish(struct pass *p, unsigned i)
{
	struct pass_active *a = &p->active[i];
	uint32_t row = p->order[a->first];
	uint8_t sha256[DIGEST_BYTES];
	if (a->held) {
		struct tensor x;
		int64_t strides[TENSOR_RANK];
		tensors_get(p->tensors, row, &x, strides);
		hash_strided(a, &x, strides);
	}
	if (digest_final(&a->digest, sha256, NULL) == 0)
		for (uint32_t k = 0; k < a->rows; k++)
			tensors_set_digest(p->tensors, p->order[a->first + k], sha256);
	end_active(p, i);
}

static const char *cannot_hold(struct pass *p, uint32_t row)
{
	struct tensor x;
	int64_t strides[TENSOR_RANK];
	uint64_t count;
	tensors_get(p->tensors, row, &x, strides);
	if (!strides_fit(&x, strides, &count))
		return "its strides lead out of its bytes";
	if (x.len > p->hold)
		return "it is not in row-major order and too large to be put in order (--limit spool-bytes=…)";
	uint64_t bytes_for = x.len / x.element, again = count > bytes_for ? count - bytes_for : 0;
	if (again > p->repeats)
		return "its strides repeat the same elements without end";
	p->repeats -= again;
	return NULL;
}

/* Begins the rows from order[next] on that share a range which starts here. */
static void begin(struct pass *p)
{
	uint32_t first = p->next++, row = p->order[first];
	struct tensor_range r = tensors_range(p->tensors, row), same;
	while (p->next < p->n_order && (same = tensors_range(p->tensors, p->order[p->next]), same_bytes(&r, &same)))
		p->next++;
	const char *why = r.start < p->at		 ? "its bytes had gone by when it was described"
			  : r.len > UINT64_MAX - r.start ? "its end lies beyond all bytes"
			  : r.strided			 ? cannot_hold(p, row)
							 : NULL;
	if (p->n_active && r.len && !p->overlapped) {
		p->overlapped = true;
		p->overlapped_at = r.start;
	}
	if (!why && p->n_active == PASS_ACTIVE)
		why = "too many tensors lie over one another there";
	struct pass_active *a = &p->active[p->n_active];
	if (why || (*a = (struct pass_active){.start = r.start, .end = r.start + r.len, .first = first, .rows = p->next - first},
		    !begin_digest(p, a))) {
		for (uint32_t k = first; k < p->next; k++)
			close_row(p, p->order[k], why ? why : "OpenSSL failed");
		return;
	}
	if (r.strided)
		a->held = mem_alloc((size_t)r.len ? (size_t)r.len : 1);
	p->n_active++;
	if (!r.len)
		finish(p, p->n_active - 1);
}

static void feed_active(struct pass *p, struct pass_active *a, const uint8_t *bytes, size_t len)
{
	struct tensor_range r = tensors_range(p->tensors, p->order[a->first]);
	if (a->held)
		memcpy(a->held + (p->at - a->start), bytes, len);
	else if (r.swap > 1)
		hash(a, bytes, len, r.swap);
	else
		hasher_beside(p->beside, &a->digest, bytes, len);
}

/* How far the bytes go before a range begins or ends. */
static size_t stretch(const struct pass *p, size_t len)
{
	uint64_t stop = p->at + len;
	if (p->next < p->n_order) {
		uint64_t start = tensors_range(p->tensors, p->order[p->next]).start;
		stop = start < stop ? start : stop;
	}
	for (unsigned i = 0; i < p->n_active; i++)
		stop = p->active[i].end < stop ? p->active[i].end : stop;
	return (size_t)(stop - p->at);
}

/* The digest of all that follows the header. */
static void pass_data(struct pass *p, const uint8_t *bytes, size_t len)
{
	uint64_t skip = p->data_from > p->at ? p->data_from - p->at : 0;
	if (skip < len)
		digest_update(p->data, bytes + skip, len - (size_t)skip, NULL);
}

void pass_bytes(struct pass *p, const uint8_t *bytes, size_t len)
{
	if (p->data)
		pass_data(p, bytes, len);
	if (has_news(p))
		order_rows(p);
	while (len) {
		while (p->next < p->n_order && tensors_range(p->tensors, p->order[p->next]).start <= p->at)
			begin(p);
		size_t n = stretch(p, len);
		for (unsigned i = 0; i < p->n_active; i++)
			feed_active(p, &p->active[i], bytes, n);
		p->at += n;
		bytes += n;
		len -= n;
		for (unsigned i = p->n_active; i--;)
			if (p->active[i].end == p->at)
				finish(p, i);
	}
}

void pass_end(struct pass *p)
{
	if (has_news(p))
		order_rows(p);
	while (p->next < p->n_order && tensors_range(p->tensors, p->order[p->next]).start <= p->at)
		begin(p);
	while (p->n_active) {
		struct pass_active *a = &p->active[0];
		for (uint32_t k = 0; k < a->rows; k++)
			close_row(p, p->order[a->first + k], "its bytes are not all there");
		end_active(p, 0);
	}
	for (; p->next < p->n_order; p->next++)
		close_row(p, p->order[p->next], "its bytes are not there");
	for (unsigned i = 0; i < p->n_idle; i++)
		digest_release(&p->idle[i]);
	free(p->order);
	p->order = NULL;
	p->tensors = NULL;
	p->n_idle = p->n_order = p->next = 0;
}
