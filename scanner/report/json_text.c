/* SPDX-License-Identifier: MIT */
#include "report/json_text.h"

#include "base/arena.h"
#include "base/ascii.h"
#include "base/buf.h"
#include "base/json_memory.h"
#include "base/tty.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

enum { FULL = 64 * 1024, INDENT = 2 };

struct pen {
	enum json_style style;
	FILE *to; /* where a full buffer goes; NULL: it grows */
	struct buf out;
	int depth;
	bool failed; /* the file took no more */
};

static void put_value(struct pen *p, const json_t *value);

static void flush(struct pen *p)
{
	p->failed = p->failed || fwrite(buf_str(&p->out), 1, p->out.len, p->to) != p->out.len;
	buf_clear(&p->out);
}

/* Room for as many bytes more, of which p->out.len is to be told. */
static inline char *room(struct pen *p, size_t len)
{
	if (p->out.capacity - p->out.len <= len && buf_reserve(&p->out, len) < 0)
		mem_exhausted();
	return p->out.data + p->out.len;
}

static inline void put(struct pen *p, const char *bytes, size_t len)
{
	memcpy(room(p, len), bytes, len);
	p->out.len += len;
}

static void put_code_unit(struct pen *p, unsigned unit)
{
	char out[8];
	int n = snprintf(out, sizeof out, "\\u%04x", unit);
	put(p, out, (size_t)n);
}

static void put_escaped(struct pen *p, uint32_t code)
{
	static const char named[] = "\"\\\b\f\n\r\t", names[] = "\"\\bfnrt";
	const char *at = code && code < 0x80 ? strchr(named, (int)code) : NULL;
	if (at) {
		put(p, (const char[]){'\\', names[at - named]}, 2);
	} else if (code < 0x10000) {
		put_code_unit(p, code);
	} else {
		put_code_unit(p, 0xD800 + ((code - 0x10000) >> 10));
		put_code_unit(p, 0xDC00 + ((code - 0x10000) & 0x3FF));
	}
}

/* Bytes that stand for themselves. */
static const bool ordinary[256] = {[' ' ... '!'] = true, ['#' ... '['] = true, [']' ... '~'] = true};

/* Do the eight bytes at s stand for themselves? False may be wrong. */
static bool eight_ordinary(const char *s)
{
	const uint64_t ones = UINT64_C(0x0101010101010101), tops = UINT64_C(0x8080808080808080);
	uint64_t x;
	memcpy(&x, s, sizeof x);
	uint64_t quote = (x ^ ones * '"') - ones, backslash = (x ^ ones * '\\') - ones; /* a top bit where it is one */
	return ascii_eight_printable(s) && !((quote | backslash) & tops);
}

static void put_string(struct pen *p, const char *s, size_t len)
{
	size_t start = 0;
	put(p, "\"", 1);
	for (size_t i = 0, n; i < len; i += n) {
		uint32_t code = 0;
		n = 8;
		if (len - i >= n && eight_ordinary(s + i))
			continue;
		n = 1;
		if (ordinary[(unsigned char)s[i]])
			continue;
		n = utf8_decode(s + i, len - i, &code);
		n = n ? n : 1;
		if (code >= 0x80 && tty_is_plain(code))
			continue;
		put(p, s + start, i - start);
		put_escaped(p, code);
		start = i + n;
	}
	put(p, s + start, len - start);
	put(p, "\"", 1);
}

static void put_line_end(struct pen *p)
{
	if (p->style != JSON_INDENTED)
		return;
	size_t n = (size_t)p->depth * INDENT;
	char *to = room(p, n + 1);
	*to = '\n';
	memset(to + 1, ' ', n);
	p->out.len += n + 1;
}

static void begin(struct pen *p, const char *bracket)
{
	put(p, bracket, 1);
	p->depth++;
}

static void next(struct pen *p, bool first)
{
	if (!first)
		put(p, ",", 1);
	put_line_end(p);
}

static void end(struct pen *p, const char *bracket, bool empty)
{
	p->depth--;
	if (!empty)
		put_line_end(p);
	put(p, bracket, 1);
}

static void put_object(struct pen *p, const json_t *object)
{
	json_t *o = (json_t *)(uintptr_t)object; /* jansson walks over constant objects only so */
	const char *key;
	size_t key_len;
	json_t *value;
	bool first = true;
	begin(p, "{");
	json_object_keylen_foreach(o, key, key_len, value)
	{
		next(p, first);
		first = false;
		put_string(p, key, key_len);
		put(p, ": ", p->style == JSON_INDENTED ? 2 : 1);
		put_value(p, value);
	}
	end(p, "}", first);
}

static void put_array(struct pen *p, const json_t *array)
{
	size_t n = json_array_size(array);
	begin(p, "[");
	for (size_t i = 0; i < n; i++) {
		next(p, !i);
		put_value(p, json_array_get(array, i));
	}
	end(p, "]", !n);
}

/* A number that is no integer has a point or an exponent, so that it is read back as one. */
static void put_real(struct pen *p, double value)
{
	char out[32];
	snprintf(out, sizeof out, "%.6g", value);
	put(p, out, strlen(out));
	if (!strpbrk(out, ".e"))
		put(p, ".0", 2);
}

static void put_integer(struct pen *p, json_int_t value)
{
	char out[24], *at = out + sizeof out;
	unsigned long long rest = value < 0 ? 0 - (unsigned long long)value : (unsigned long long)value;
	do
		*--at = (char)('0' + rest % 10);
	while (rest /= 10);
	if (value < 0)
		*--at = '-';
	put(p, at, (size_t)(out + sizeof out - at));
}

static void put_value(struct pen *p, const json_t *value)
{
	switch (json_typeof(value)) {
	case JSON_OBJECT:
		put_object(p, value);
		break;
	case JSON_ARRAY:
		put_array(p, value);
		break;
	case JSON_STRING:
		put_string(p, json_string_value(value), json_string_length(value));
		break;
	case JSON_INTEGER:
		put_integer(p, json_integer_value(value));
		break;
	case JSON_REAL:
		put_real(p, json_real_value(value));
		break;
	case JSON_TRUE:
		put(p, "true", 4);
		break;
	case JSON_FALSE:
		put(p, "false", 5);
		break;
	case JSON_NULL:
		put(p, "null", 4);
		break;
	}
	if (p->to && p->out.len >= FULL)
		flush(p);
}

static void put_line(struct pen *p, json_t *stolen)
{
	buf_init(&p->out, SIZE_MAX);
	put_value(p, stolen);
	put(p, "\n", 1);
	*room(p, 0) = 0;
	json_memory_drop(stolen);
}

char *json_write_text(json_t *stolen, enum json_style style, size_t *len)
{
	struct pen p = {.style = style};
	put_line(&p, stolen);
	*len = p.out.len;
	return p.out.data;
}

int json_write(json_t *stolen, enum json_style style, FILE *to, struct err *e)
{
	struct pen p = {.style = style, .to = to};
	put_line(&p, stolen);
	flush(&p);
	buf_release(&p.out);
	if (p.failed || fflush(to) == EOF)
		return err_set(e, ERR_SYSTEM, "writing the output failed");
	return 0;
}
