/* SPDX-License-Identifier: MIT */
/*
 * Chunk of a Zarr array: a file that is called by its place in the array ("0.0", "c/0/0"), beside the description that says what it
 * is (zarr.c). It has the elements as they are, or packed. An array that is one chunk and not packed gets its digest; of the others
 * type and shape are known. Recognised by name only, so that the last number alone ("0") must have content that is packed as usual, and
 * what looks like an archive must have been told of.
 */
#include "evidence/outlines.h"
#include "weights/weights.h"

#include <string.h>

enum { DIGITS_MOST = 20 };

/* Numbers with points between them; how many. 0: something else. */
static unsigned numbers_in(const char *base)
{
	unsigned n = 0;
	for (;;) {
		size_t digits = strspn(base, "0123456789");
		if (!digits || digits > DIGITS_MOST)
			return 0;
		n++;
		base += digits;
		if (!*base)
			return n;
		if (*base++ != '.')
			return 0;
	}
}

/* "…/c/0/3": the folders before the last number are numbers, too, and begin with c. */
static bool lies_below_c(const struct probe *p)
{
	const char *at = p->base;
	while (at > p->name) {
		const char *end = at - 1, *begin = end;
		while (begin > p->name && begin[-1] != '/')
			begin--;
		if (end - begin == 1 && *begin == 'c')
			return true;
		if (strspn(begin, "0123456789") != (size_t)(end - begin))
			return false;
		at = begin;
	}
	return false;
}

static bool is_packed(const struct probe *p)
{
	bool blosc = p->len >= 16 && p->bytes[0] >= 1 && p->bytes[0] <= 5 && p->bytes[1] == 1;
	return probe_has(p, 0, "\x28\xB5\x2F\xFD", 4) || probe_has(p, 0, "\x1F\x8B", 2) || blosc;
}

static unsigned bid(const struct probe *p)
{
	unsigned numbers = numbers_in(p->base);
	bool bare = numbers == 1 || !strcmp(p->base, "c"); /* "c": of an array without dimensions */
	bool ours = numbers > 1 || (numbers == 1 && lies_below_c(p)) || (bare && is_packed(p));
	return ours && p->len && probe_is_binary(p) ? BID_OWN_NAME : 0;
}

static bool is_first(const struct probe *p)
{
	const char *c = strrchr(p->name, 'c'), *at = lies_below_c(p) && c ? c + 1 : p->base;
	return !strcmp(at, "c") || at[strspn(at, "0./")] == 0;
}

/* Whether a description tells of the array's first chunk, "w/0.0" or "w/0/0" of "w/3/1.4": there, any number of the last ones is 0. */
static bool is_described(const struct probe *p, struct outlines *o)
{
	ARENA_AUTO struct arena a;
	char zeros[2 * TENSOR_RANK + 1] = "", *tail = zeros + sizeof zeros - 1;
	const char *end = p->base + strlen(p->base), *begin;
	arena_init(&a);
	for (int n = 0; n < TENSOR_RANK; n++, end = begin - 1) {
		for (begin = end; begin > p->name && begin[-1] >= '0' && begin[-1] <= '9'; begin--)
			;
		if (begin == end)
			return false;
		*--tail = '0';
		if (outlines_know(o, arena_printf(&a, "%.*s%s", (int)(begin - p->name), p->name, tail)))
			return true;
		if (begin == p->name || (begin[-1] != '/' && begin[-1] != '.'))
			return false;
		*--tail = begin[-1];
	}
	return false;
}

static bool sealed(const struct probe *p, struct outlines *o)
{
	return outlines_know(o, p->name) || is_described(p, o);
}

static int read(struct reading *r, struct err *e)
{
	if (!is_first(r->probe)) {
		r->gap = "it is a piece of an array, which is described with the first piece";
		return 0;
	}
	int rc = weights_take_outline(r, ".zarray or zarr.json", e);
	struct tensor_range row = {.state = TENSOR_OPEN};
	if (rc == 0 && tensors_count(r->tensors))
		row = tensors_range(r->tensors, 0);
	if (row.state == TENSOR_CLOSED)
		r->gap = "the elements of its array are packed, or lie in several pieces, which are not read";
	return rc;
}

const struct reader reader_zarr_chunk = {
	.id = "zarr-chunk",
	.title = "chunk of a Zarr array",
	.spec = "https://zarr-specs.readthedocs.io/en/latest/specs.html",
	.role = ROLE_WEIGHTS,
	.tensors = true,
	.bid = bid,
	.read = read,
	.sealed = sealed,
};
