/* SPDX-License-Identifier: MIT */
#include "report/shown.h"

#include "base/tty.h"
#include "base/utf8.h"
#include "report/json_parts.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

static const char ellipsis[] = "\xE2\x80\xA6";

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* The words with one blank between them, no more bytes than could be shown. */
static const char *one_line(struct arena *a, const char *s, size_t cap, size_t *len)
{
	char *out = arena_alloc(a, cap + 8);
	size_t n = 0;
	for (; *s && n < cap + 4; s++) {
		if (!is_blank(*s))
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

static int write_escaped(FILE *to, uint32_t code)
{
	if (code < 0x10000)
		return fprintf(to, "\\u%04x", (unsigned)code);
	code -= 0x10000;
	return fprintf(to, "\\u%04x\\u%04x", (unsigned)(0xD800 + (code >> 10)), (unsigned)(0xDC00 + (code & 0x3FF)));
}

/* What is not ASCII stands in strings only. jansson hands over whole characters. */
static int write_chunk(const char *bytes, size_t len, void *to)
{
	size_t start = 0;
	for (size_t i = 0, n = 1; i < len; i += n) {
		uint32_t code = 0;
		n = (unsigned char)bytes[i] < 0x7F ? 1 : utf8_decode(bytes + i, len - i, &code);
		n = n ? n : 1;
		if (!code || tty_is_plain(code))
			continue;
		if (fwrite(bytes + start, 1, i - start, to) != i - start || write_escaped(to, code) < 0)
			return -1;
		start = i + n;
	}
	return fwrite(bytes + start, 1, len - start, to) == len - start ? 0 : -1;
}

static bool is_plain_ascii(const char *text)
{
	while (*text && (unsigned char)*text < 0x7F)
		text++;
	return !*text;
}

char *json_write_text(json_t *stolen, size_t style, size_t *len)
{
	char *plain = json_dumps(stolen, (size_t)JSON_STYLE | style), *text = NULL;
	json_decref(stolen);
	if (!plain)
		mem_exhausted();
	size_t n = strlen(plain);
	if (is_plain_ascii(plain)) {
		text = mem_resize(plain, n + 2, 1);
		memcpy(text + n, "\n", 2);
		*len = n + 1;
		return text;
	}
	FILE *to = open_memstream(&text, len);
	if (!to || write_chunk(plain, n, to) < 0 || fputc('\n', to) == EOF || fclose(to) == EOF)
		mem_exhausted();
	free(plain);
	return text;
}

int json_write(json_t *stolen, size_t style, FILE *to, struct err *e)
{
	int rc = json_dump_callback(stolen, write_chunk, to, (size_t)JSON_STYLE | style);
	json_decref(stolen);
	if (rc < 0 || fputc('\n', to) == EOF || fflush(to) == EOF)
		return err_set(e, ERR_SYSTEM, "the report could not be written");
	return 0;
}
