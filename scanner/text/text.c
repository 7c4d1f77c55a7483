/* SPDX-License-Identifier: MIT */
#include "text/text.h"

#include "base/buf.h"
#include "text/decode.h"
#include "text/sections.h"
#include "text/undress.h"

#include <stdlib.h>
#include <string.h>

static void find_lines(struct text *t, const struct decoded *d, struct arena *a)
{
	uint32_t count = 1;
	for (uint32_t pass = 0; pass < 2; pass++) {
		uint32_t *starts = pass ? arena_array(a, count, sizeof *starts) : NULL;
		count = 1;
		if (starts)
			starts[0] = 0;
		for (uint32_t i = 0; i < d->len; i++) {
			bool ends = d->bytes[i] == '\n' || (d->bytes[i] == '\r' && (i + 1 >= d->len || d->bytes[i + 1] != '\n'));
			if (!ends || i + 1 >= d->len)
				continue;
			if (starts)
				starts[count] = decoded_origin(d, i + 1);
			count++;
		}
		t->line_starts = starts;
	}
	t->n_lines = count;
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
	find_lines(t, &d, a);
	sections_make(t, &u, a);
	free(u.blocks);
	free(u.links);
	return 0;
}

bool text_plausible(const void *bytes, size_t len)
{
	const unsigned char *s = bytes;
	if (utf16_guess(s, len))
		return true;
	size_t n = len < 8192 ? len : 8192, odd = 0;
	for (size_t i = 0; i < n; i++) {
		if (!s[i])
			return false;
		odd += s[i] < 0x20 && s[i] != '\n' && s[i] != '\r' && s[i] != '\t' && s[i] != '\f' && s[i] != 0x1B;
	}
	return odd * 50 <= n;
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
