/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "text/text.h"

#include "base/ascii.h"
#include "base/buf.h"
#include "text/decode.h"
#include "text/sections.h"
#include "text/undress.h"

#include <stdlib.h>
#include <string.h>

/* End of the line that begins at i: the place after its LF, CR or CR LF; len at the end. */
static uint32_t next_line(const char *s, uint32_t i, uint32_t len, bool returns)
{
	const char *feed = memchr(s + i, '\n', len - i), *cr = NULL;
	uint32_t end = feed ? (uint32_t)(feed + 1 - s) : len;
	if (returns && (cr = memchr(s + i, '\r', end - i)) && cr + 1 != feed)
		end = (uint32_t)(cr + 1 - s);
	return end;
}

static void find_lines(struct text *t, const struct decoded *d, struct arena *a)
{
	uint32_t *starts = NULL, count = 0, capacity = 0;
	bool returns = d->len && memchr(d->bytes, '\r', d->len);
	VEC_PUSH(starts, count, capacity, 0);
	for (uint32_t i = 0; (i = d->len ? next_line(d->bytes, i, d->len, returns) : 0) < d->len;)
		VEC_PUSH(starts, count, capacity, decoded_origin(d, i));
	t->line_starts = arena_memdup(a, starts, count * sizeof *starts);
	t->n_lines = count;
	free(starts);
}

int text_init(struct text *t, const void *bytes, size_t len, struct arena *a, struct err *e)
{
	*t = (struct text){.plain = ""};
	if (len > UINT32_MAX / 4)
		return err_set(e, ERR_LIMIT, "a text of %zu bytes is longer than can be read at once", len);
	struct decoded d;
	struct undressed u;
	decode(&d, bytes, (uint32_t)len, a);
	undress(&u, &d, a);
	t->plain = u.plain;
	t->plain_len = u.len;
	t->origin = u.origin;
	t->encoding = d.encoding;
	t->decoding_guessed = d.guessed;
	t->links = arena_memdup(a, u.links, u.n_links * sizeof *u.links);
	t->n_links = u.n_links;
	t->cells = arena_memdup(a, u.cells, u.n_cells * sizeof *u.cells);
	t->n_cells = u.n_cells;
	t->cut = u.cut;
	find_lines(t, &d, a);
	sections_make(t, &u, a);
	free(u.blocks);
	free(u.links);
	free(u.cells);
	return 0;
}

static bool is_odd(unsigned char c)
{
	return c < 0x20 && c != '\n' && c != '\r' && c != '\t' && c != '\f' && c != 0x1B;
}

bool text_plausible(const void *bytes, size_t len)
{
	const unsigned char *s = bytes;
	if (utf16_guess(s, len))
		return true;
	size_t n = len < 8192 ? len : 8192, odd = 0;
	while (n && !s[n - 1])
		n--; /* some programs fill the last block */
	if (len && !n)
		return false;
	for (size_t i = 0; i < n; i++) {
		while (i + 8 <= n && ascii_eight_printable(s + i))
			i += 8;
		odd += i < n && is_odd(s[i]);
	}
	return odd * 50 <= n && (!odd || !memchr(s, 0, n));
}

uint32_t text_line(const struct text *t, uint64_t offset)
{
	uint32_t low = 0, high = t->n_lines;
	while (high - low > 1) {
		uint32_t mid = low + (high - low) / 2;
		if (t->line_starts[mid] <= offset)
			low = mid;
		else
			high = mid;
	}
	return low + 1;
}

void text_range(const struct text *t, uint32_t start, uint32_t end, uint64_t *from, uint64_t *to)
{
	if (end > t->plain_len)
		end = t->plain_len;
	if (start > end)
		start = end;
	*from = t->origin[start];
	*to = start == end ? *from : t->origin[end];
}

uint32_t text_paragraph(const struct text *t, uint32_t at)
{
	uint32_t low = 0, high = t->n_paragraphs;
	while (high - low > 1) {
		uint32_t mid = low + (high - low) / 2;
		if (t->paragraphs[mid].start <= at)
			low = mid;
		else
			high = mid;
	}
	return low;
}

bool text_is_in_stanzas(const struct text *t)
{
	enum { FORMAT_REACH = 200 }; /* bytes in which it says what it is */
	uint32_t n = t->plain_len < FORMAT_REACH ? t->plain_len : FORMAT_REACH;
	return n > 6 && !memcmp(t->plain, "Format", 6) &&
	       (memmem(t->plain, n, "/copyright-format/", 18) || memmem(t->plain, n, "/dep5", 5));
}

uint32_t text_next_link(const struct text *t, uint32_t at)
{
	uint32_t low = 0, high = t->n_links;
	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		if (t->links[middle].plain < at)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

uint32_t text_link(const struct text *t, uint32_t at)
{
	uint32_t next = text_next_link(t, at);
	return next < t->n_links && t->links[next].plain == at ? next : t->n_links;
}
