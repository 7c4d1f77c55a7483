/* SPDX-License-Identifier: MIT */
/*
 * text/pdf_lines.c: any lines of printed pages as running text. The input is a list of lines, each after five bytes: whether a page begins
 * (its lowest bit), and where the line stands.
 */
#include "text/pdf_lines.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { LINES = 500, PLACE = 5, TEXT_BYTES = 1 << 16 };

static size_t read_lines(const uint8_t *data, size_t size, struct pdf_line lines[LINES])
{
	const uint8_t *end = data + size;
	uint32_t page = 0;
	size_t n = 0;
	while (end - data > PLACE && n < LINES) {
		const uint8_t *at = data + PLACE, *stop = memchr(at, '\n', (size_t)(end - at));
		size_t len = (size_t)((stop ? stop : end) - at);
		page += n && data[0] & 1;
		char *exact = malloc(len ? len : 1); /* so that a sanitizer sees every byte too far */
		memcpy(exact, at, len);
		lines[n] = (struct pdf_line){.text = exact, .len = len, .page = page};
		lines[n].left = 3 * data[1];
		lines[n].right = lines[n].left + 3 * data[2];
		lines[n].top = 4 * data[3];
		lines[n].bottom = lines[n].top + data[4];
		n += len > 0;
		if (!len)
			free(exact);
		data = stop ? stop + 1 : end;
	}
	return n;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	BUF_AUTO struct buf out;
	struct pdf_line lines[LINES];
	size_t n = read_lines(data, size, lines), kept = 0;
	buf_init(&out, TEXT_BYTES);
	pdf_lines_join(lines, n, &out);
	for (size_t i = 0; i < n; i++) {
		kept += lines[i].dropped ? 0 : lines[i].len;
		free((char *)(uintptr_t)lines[i].text);
	}
	if (!out.overflow && out.len + n < kept) /* a hyphen at the end of a line may go */
		__builtin_trap();
	return 0;
}
