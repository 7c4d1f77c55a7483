/* SPDX-License-Identifier: MIT */
#include "base/json.h"

#include "base/ascii.h"
#include "base/buf.h"
#include "base/utf8.h"

#include <stdlib.h>
#include <string.h>

enum expect {
	EXPECT_VALUE,
	EXPECT_VALUE_OR_CLOSE, /* just after [ */
	EXPECT_KEY,
	EXPECT_KEY_OR_CLOSE, /* just after { */
	EXPECT_COLON,
	EXPECT_COMMA_OR_CLOSE,
	EXPECT_END,
	EXPECT_NOTHING, /* after an error */
};

void json_scan_init(struct json_scan *s, const char *bytes, size_t len)
{
	*s = (struct json_scan){.bytes = bytes, .len = len, .line = 1, .expect = EXPECT_VALUE};
	if (len >= 3 && !memcmp(bytes, "\xEF\xBB\xBF", 3))
		s->at = s->line_start = 3;
}

void json_scan_move(struct json_scan *s, const char *bytes, size_t len, size_t dropped)
{
	s->bytes = bytes;
	s->len = len;
	s->at -= dropped;
	s->start = s->end = s->at;
	s->line_start = 0;
}

static enum json_event fail(struct json_scan *s, const char *problem)
{
	s->problem = problem;
	s->start = s->end = s->at;
	s->expect = EXPECT_NOTHING;
	return JSON_ERROR;
}

static enum json_event fail_cut(struct json_scan *s)
{
	s->cut = true;
	return fail(s, "it ends in the middle of a value");
}

static void skip_white(struct json_scan *s)
{
	for (; s->at < s->len; s->at++) {
		char c = s->bytes[s->at];
		if (c == '\n') {
			s->line++;
			s->line_start = s->at + 1;
		} else if (c != ' ' && c != '\t' && c != '\r') {
			return;
		}
	}
}

/* The state after a whole value: the enclosing container goes on. */
static void value_done(struct json_scan *s)
{
	s->expect = s->depth ? EXPECT_COMMA_OR_CLOSE : EXPECT_END;
}

static bool in_object(const struct json_scan *s)
{
	return s->depth && (s->kinds >> (s->depth - 1) & 1);
}

static enum json_event open_container(struct json_scan *s, bool object)
{
	if (s->depth == JSON_MAX_DEPTH)
		return fail(s, "nested too deeply");
	s->start = s->at++;
	s->end = s->at;
	s->kinds &= ~(UINT64_C(1) << s->depth);
	s->kinds |= (uint64_t)object << s->depth++;
	s->object = object;
	s->expect = object ? EXPECT_KEY_OR_CLOSE : EXPECT_VALUE_OR_CLOSE;
	return JSON_OPEN;
}

static enum json_event close_container(struct json_scan *s)
{
	s->object = in_object(s);
	if (s->bytes[s->at] != (s->object ? '}' : ']'))
		return fail(s, "the wrong closing bracket");
	s->start = s->at++;
	s->end = s->at;
	s->depth--;
	value_done(s);
	return JSON_CLOSE;
}

/* Steps over a string that begins here. False: an error was set. */
static bool take_string(struct json_scan *s)
{
	bool escaped = false;
	size_t at = s->at + 1;
	for (; at < s->len && (escaped || s->bytes[at] != '"'); at++) {
		if ((unsigned char)s->bytes[at] < 0x20) {
			s->at = at;
			fail(s, "a control character in a string");
			return false;
		}
		escaped = !escaped && s->bytes[at] == '\\';
	}
	if (at == s->len) {
		s->at = at;
		fail_cut(s);
		return false;
	}
	s->start = s->at;
	s->end = s->at = at + 1;
	return true;
}

static bool is_plain(char c)
{
	return is_digit(c) || ((c | 32) >= 'a' && (c | 32) <= 'z') || c == '+' || c == '-' || c == '.';
}

static bool is_known_word(const char *p, size_t len)
{
	static const char *const words[] = {"true", "false", "null", "NaN", "Infinity", "-Infinity"};
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strlen(words[i]) == len && !memcmp(words[i], p, len))
			return true;
	return false;
}

static enum json_event take_plain(struct json_scan *s)
{
	const char *p = s->bytes + s->at;
	size_t n = 0, room = s->len - s->at;
	while (n < room && is_plain(p[n]))
		n++;
	if (!n)
		return fail(s, "neither a value nor white space");
	if (n == room && s->depth) {
		s->at = s->len;
		return fail_cut(s);
	}
	if (!is_digit(p[0]) && !(p[0] == '-' && n > 1 && is_digit(p[1])) && !is_known_word(p, n))
		return fail(s, "a word that is no JSON value");
	s->start = s->at;
	s->end = s->at += n;
	value_done(s);
	return JSON_PLAIN;
}

static enum json_event take_value(struct json_scan *s)
{
	switch (s->bytes[s->at]) {
	case '{':
		return open_container(s, true);
	case '[':
		return open_container(s, false);
	case '"':
		if (!take_string(s))
			return JSON_ERROR;
		value_done(s);
		return JSON_STRING;
	default:
		return take_plain(s);
	}
}

static enum json_event take_key(struct json_scan *s)
{
	if (s->bytes[s->at] != '"')
		return fail(s, "a key in quotes is missing");
	if (!take_string(s))
		return JSON_ERROR;
	s->expect = EXPECT_COLON;
	return JSON_KEY;
}

/* Steps over the comma or colon that must stand here and the white space after it. False: an error was set. */
static bool take_separator(struct json_scan *s)
{
	bool colon = s->expect == EXPECT_COLON;
	if (s->bytes[s->at] != (colon ? ':' : ',')) {
		fail(s, colon ? "a colon after the key is missing" : "a comma or a closing bracket is missing");
		return false;
	}
	s->at++;
	s->expect = !colon && in_object(s) ? EXPECT_KEY : EXPECT_VALUE;
	skip_white(s);
	if (s->at == s->len)
		fail_cut(s);
	return s->at < s->len;
}

static enum json_event take_end(struct json_scan *s)
{
	while (s->at < s->len && !s->bytes[s->at])
		s->at++;
	if (s->at < s->len)
		return fail(s, "more follows after the end of the document");
	s->start = s->end = s->at;
	return JSON_END;
}

enum json_event json_next(struct json_scan *s)
{
	if (s->expect == EXPECT_NOTHING)
		return JSON_ERROR;
	skip_white(s);
	if (s->expect == EXPECT_END)
		return take_end(s);
	if (s->at == s->len)
		return fail_cut(s);
	bool may_close =
		s->expect == EXPECT_COMMA_OR_CLOSE || s->expect == EXPECT_KEY_OR_CLOSE || s->expect == EXPECT_VALUE_OR_CLOSE;
	if (may_close && (s->bytes[s->at] == ']' || s->bytes[s->at] == '}'))
		return close_container(s);
	if ((s->expect == EXPECT_COLON || s->expect == EXPECT_COMMA_OR_CLOSE) && !take_separator(s))
		return JSON_ERROR;
	return s->expect == EXPECT_KEY || s->expect == EXPECT_KEY_OR_CLOSE ? take_key(s) : take_value(s);
}

int json_skip(struct json_scan *s)
{
	bool opened = s->expect == EXPECT_KEY_OR_CLOSE || s->expect == EXPECT_VALUE_OR_CLOSE;
	unsigned depth = opened ? s->depth - 1 : s->depth;
	do {
		enum json_event event = json_next(s);
		if (event == JSON_ERROR || event == JSON_END)
			return event == JSON_END ? 0 : -1;
	} while (s->depth > depth);
	return 0;
}

static bool hex4(const char *p, const char *end, uint32_t *code)
{
	*code = 0;
	if (end - p < 4)
		return false;
	for (int i = 0; i < 4; i++) {
		char c = p[i] | 32;
		uint32_t digit = p[i] >= '0' && p[i] <= '9' ? (uint32_t)(p[i] - '0')
				 : c >= 'a' && c <= 'f'	    ? (uint32_t)(c - 'a' + 10)
							    : 16;
		if (digit == 16)
			return false;
		*code = *code << 4 | digit;
	}
	return true;
}

/* The escape at p (a backslash); returns the bytes it takes. An escape that JSON does not know stands for itself. */
static size_t unescape(const char *p, const char *end, char out[4], size_t *written)
{
	static const char letters[] = "bfnrt", meanings[] = "\b\f\n\r\t";
	uint32_t code, low;
	*written = 1;
	if (p[1] == 'u' && hex4(p + 2, end, &code)) {
		bool pair = code >= 0xD800 && code < 0xDC00 && end - p >= 12 && p[6] == '\\' && p[7] == 'u' &&
			    hex4(p + 8, end, &low) && low >= 0xDC00 && low < 0xE000;
		if (pair)
			code = 0x10000 + ((code - 0xD800) << 10) + (low - 0xDC00);
		*written = utf8_encode(code, out);
		return pair ? 12 : 6;
	}
	const char *known = p[1] ? strchr(letters, p[1]) : NULL;
	out[0] = known ? meanings[known - letters] : p[1];
	return 2;
}

char *json_unescape(const struct json_scan *s, struct arena *a, size_t *len)
{
	const char *p = s->bytes + s->start + 1, *end = s->bytes + s->end - 1;
	char *text = arena_alloc(a, s->end - s->start); /* unescaping never grows a string */
	size_t n = 0, written;
	while (p < end) {
		if (*p != '\\') {
			text[n++] = *p++;
			continue;
		}
		char out[4];
		p += unescape(p, end, out, &written);
		memcpy(text + n, out, written);
		n += written;
	}
	text[n] = 0;
	if (len)
		*len = n;
	return text;
}

bool json_is(const struct json_scan *s, const char *text)
{
	size_t n = strlen(text);
	return s->end - s->start == n + 2 && !memcmp(s->bytes + s->start + 1, text, n);
}

int json_error(const struct json_scan *s, struct err *e)
{
	return err_set(e, ERR_INPUT, "line %u, column %zu: %s", s->line, s->at - s->line_start + 1,
		       s->problem ? s->problem : "not JSON");
}

struct frame { /* a container that is still open; its arrays are malloc'd until it closes */
	struct yaml *node;
	struct yaml **keys, **items;
	size_t n_keys, keys_capacity, n_items, items_capacity;
};

struct builder {
	struct json_scan scan;
	struct arena *arena;
	struct frame stack[JSON_MAX_DEPTH];
	size_t depth, nodes;
	struct yaml *root;
};

static void builder_release(struct builder *b)
{
	for (size_t i = 0; i < b->depth; i++) {
		free(b->stack[i].keys);
		free(b->stack[i].items);
	}
}

static struct yaml *node_new(struct builder *b, enum json_event event)
{
	const struct json_scan *s = &b->scan;
	struct yaml *n = ARENA_NEW(b->arena, struct yaml);
	n->line = s->line;
	n->column = (uint32_t)(s->start >= s->line_start ? s->start - s->line_start + 1 : 1);
	n->start = s->start;
	n->end = s->end;
	if (event == JSON_OPEN) {
		n->type = s->object ? YAML_MAP : YAML_LIST;
		return n;
	}
	n->type = YAML_SCALAR;
	n->quoted = event != JSON_PLAIN;
	n->text = n->quoted ? json_unescape(s, b->arena, &n->text_len)
			    : arena_strndup(b->arena, s->bytes + s->start, s->end - s->start);
	if (!n->quoted)
		n->text_len = s->end - s->start;
	return n;
}

static void attach(struct builder *b, struct yaml *n, bool key)
{
	if (!b->depth) {
		b->root = n;
		return;
	}
	struct frame *f = &b->stack[b->depth - 1];
	if (key)
		VEC_PUSH(f->keys, f->n_keys, f->keys_capacity, n);
	else
		VEC_PUSH(f->items, f->n_items, f->items_capacity, n);
}

static void close_frame(struct builder *b)
{
	struct frame *f = &b->stack[--b->depth];
	f->node->end = b->scan.end;
	f->node->count = f->n_items;
	f->node->items = arena_memdup(b->arena, f->items, f->n_items * sizeof *f->items);
	f->node->keys = arena_memdup(b->arena, f->keys, f->n_keys * sizeof *f->keys);
	free(f->keys);
	free(f->items);
}

static int build(struct builder *b, struct err *e)
{
	for (;;) {
		enum json_event event = json_next(&b->scan);
		if (event == JSON_END)
			return 0;
		if (event == JSON_ERROR)
			return json_error(&b->scan, e);
		if (event == JSON_CLOSE) {
			close_frame(b);
			continue;
		}
		if (++b->nodes > YAML_MAX_NODES)
			return err_set(e, ERR_LIMIT, "line %u: more values than a JSON document may have here", b->scan.line);
		struct yaml *n = node_new(b, event);
		attach(b, n, event == JSON_KEY);
		if (event == JSON_OPEN)
			b->stack[b->depth++] = (struct frame){.node = n};
	}
}

int json_parse(const char *bytes, size_t len, struct arena *a, const struct yaml **root, struct err *e)
{
	struct builder b = {.arena = a};
	*root = NULL;
	json_scan_init(&b.scan, bytes, len);
	int rc = build(&b, e);
	if (rc == 0)
		*root = b.root;
	builder_release(&b);
	return rc;
}
