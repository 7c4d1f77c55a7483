/* SPDX-License-Identifier: MIT */
#include "report/shown.h"

#include "base/tty.h"
#include "base/utf8.h"

#include <stdbool.h>
#include <string.h>

static const char ellipsis[] = "\xE2\x80\xA6";

static const bool blank[256] = {[' '] = true, ['\t'] = true, ['\n'] = true, ['\r'] = true};

/* The words with one blank between them, no more bytes than could be shown. */
static const char *one_line(struct arena *a, const char *s, size_t cap, size_t *len)
{
	char *out = arena_alloc(a, cap + 8);
	size_t n = 0;
	for (; *s && n < cap + 4; s++) {
		if (!blank[(unsigned char)*s])
			out[n++] = *s;
		else if (n && out[n - 1] != ' ')
			out[n++] = ' ';
	}
	if (n && out[n - 1] == ' ' && !*s)
		n--;
	*len = n;
	return out;
}

const char *shown(struct arena *a, const char *untrusted, size_t cap)
{
	size_t len;
	if (!untrusted)
		return "";
	const char *line = one_line(a, untrusted, cap, &len);
	BUF_AUTO struct buf out;
	buf_init(&out, 16 * cap); /* no byte becomes longer than \u{10FFFF} */
	tty_escape(&out, line, len);
	if (out.len <= cap)
		return arena_strndup(a, buf_str(&out), out.len);
	size_t n = 0, room = cap - (sizeof ellipsis - 1);
	for (size_t step; n < room && (step = utf8_length(out.data + n, out.len - n)) && n + step <= room;)
		n += step;
	return arena_printf(a, "%.*s%s", (int)n, out.data, ellipsis);
}

json_t *json_shown(const char *untrusted, size_t cap)
{
	if (!untrusted)
		return json_null();
	ARENA_AUTO struct arena a;
	arena_init(&a);
	return json_string_nocheck(shown(&a, untrusted, cap));
}

void json_put_shown(json_t *object, const char *name, const char *untrusted)
{
	if (untrusted)
		json_object_set_new(object, name, json_shown(untrusted, SHOWN_SENTENCE));
}
