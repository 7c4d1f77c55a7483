/* SPDX-License-Identifier: MIT */
#include "base/json_fields.h"

#include "base/buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { FIELDS_MAX = 64, WAY_BYTES = 300 };

void json_reader_init(struct json_reader *r, const char *bytes, size_t len, size_t items, size_t text_bytes, struct arena *a)
{
	*r = (struct json_reader){.arena = a, .items = items, .text_bytes = text_bytes};
	json_scan_init(&r->scan, bytes, len);
}

/* --- errors ---------------------------------------------------------------------------------------------------------------- */

int json_read_fail(const struct json_reader *r, struct err *e, const char *format, ...)
{
	const struct json_scan *s = &r->scan;
	char sentence[600], way[WAY_BYTES] = "";
	va_list ap;
	va_start(ap, format);
	vsnprintf(sentence, sizeof sentence, format, ap);
	va_end(ap);
	for (unsigned i = 0, n = 0; i < r->depth && n < WAY_BYTES; i++)
		n += (unsigned)snprintf(way + n, WAY_BYTES - n, "%s%s", i ? "." : ", field ", r->way[i]);
	return err_set(e, ERR_DATA, "line %u, column %zu (byte %zu)%s: %s", s->line,
		       s->start >= s->line_start ? s->start - s->line_start + 1 : 1, s->start, way, sentence);
}

enum json_event json_read_event(struct json_reader *r, struct err *e)
{
	enum json_event event = json_next(&r->scan);
	if (event == JSON_ERROR) {
		r->scan.start = r->scan.at;
		json_read_fail(r, e, "%s", r->scan.problem);
	}
	return event;
}

/* --- objects --------------------------------------------------------------------------------------------------------------- */

static int find(const struct json_reader *r, const struct json_field *fields)
{
	for (int i = 0; fields[i].name; i++)
		if (json_is(&r->scan, fields[i].name))
			return i;
	return -1;
}

static int skip(struct json_reader *r, struct err *e)
{
	return json_skip(&r->scan) < 0 ? json_read_fail(r, e, "%s", r->scan.problem) : 0;
}

/* The field whose key was read last. */
static int read_field(struct json_reader *r, const struct json_field *f, void *object, struct err *e)
{
	if (r->depth == JSON_MAX_DEPTH)
		return json_read_fail(r, e, "objects are nested too deep");
	r->way[r->depth++] = f->name;
	int rc = f->read(r, f->more, (char *)object + f->offset, e);
	r->depth -= rc == 0;
	return rc;
}

/* An object whose bracket has been read. */
static int read_fields(struct json_reader *r, const struct json_field *fields, void *object, struct err *e)
{
	bool seen[FIELDS_MAX] = {false};
	enum json_event event;
	while ((event = json_read_event(r, e)) == JSON_KEY) {
		int i = find(r, fields);
		if (i >= 0 && seen[i])
			return json_read_fail(r, e, "the field %s stands twice", fields[i].name);
		if ((i < 0 ? skip(r, e) : read_field(r, &fields[i], object, e)) < 0)
			return -1;
		if (i >= 0)
			seen[i] = true;
	}
	for (int i = 0; event == JSON_CLOSE && fields[i].name; i++)
		if (fields[i].required && !seen[i])
			return json_read_fail(r, e, "the object that ends here lacks the field %s", fields[i].name);
	return event == JSON_CLOSE ? 0 : -1;
}

int json_read_document(struct json_reader *r, const struct json_field *fields, void *object, struct err *e)
{
	if (json_read_object(r, fields, object, e) < 0)
		return -1;
	enum json_event event = json_read_event(r, e);
	return event == JSON_END ? 0 : event == JSON_ERROR ? -1 : json_read_fail(r, e, "something follows the document");
}

/* --- values ---------------------------------------------------------------------------------------------------------------- */

static bool is_null(const struct json_reader *r)
{
	return r->scan.end - r->scan.start == 4 && !memcmp(r->scan.bytes + r->scan.start, "null", 4);
}

/* 1: a value of the wanted kind has begun; 0: it was null; -1. */
static int expect(struct json_reader *r, enum json_event wanted, bool object, const char *title, struct err *e)
{
	enum json_event event = json_read_event(r, e);
	if (event == JSON_ERROR)
		return -1;
	if (event == JSON_PLAIN && is_null(r))
		return 0;
	if (event != wanted || (event == JSON_OPEN && r->scan.object != object))
		return json_read_fail(r, e, "%s should stand here", title);
	return 1;
}

int json_read_object(struct json_reader *r, const void *more, void *target, struct err *e)
{
	int rc = expect(r, JSON_OPEN, true, "an object", e);
	if (rc == 0) /* null: its required fields would not be there */
		return json_read_fail(r, e, "an object should stand here");
	return rc > 0 ? read_fields(r, more, target, e) : rc;
}

bool json_read_null(struct json_reader *r)
{
	struct json_scan before = r->scan;
	if (json_next(&r->scan) == JSON_PLAIN && is_null(r))
		return true;
	r->scan = before;
	return false;
}

int json_read_unescaped(struct json_reader *r, size_t most, const char **out, struct err *e)
{
	size_t len = r->scan.end - r->scan.start - 2; /* without the quotes */
	if (len > most)
		return json_read_fail(r, e, "the text has %zu bytes, and at most %zu may stand here", len, most);
	char *text = json_unescape(&r->scan, r->arena, &len);
	if (strlen(text) != len)
		return json_read_fail(r, e, "the text has a NUL in it");
	*out = text;
	return 0;
}

int json_read_text(struct json_reader *r, const void *more, void *target, struct err *e)
{
	(void)more;
	int rc = expect(r, JSON_STRING, false, "a text", e);
	return rc > 0 ? json_read_unescaped(r, r->text_bytes, target, e) : rc;
}

int json_read_string(struct json_reader *r, const void *more, void *target, struct err *e)
{
	const char **out = target;
	if (json_read_text(r, more, target, e) < 0)
		return -1;
	return *out ? 0 : json_read_fail(r, e, "a text should stand here");
}

int json_read_flag(struct json_reader *r, const void *more, void *target, struct err *e)
{
	(void)more;
	int rc = expect(r, JSON_PLAIN, false, "true or false", e);
	size_t n = r->scan.end - r->scan.start;
	const char *word = r->scan.bytes + r->scan.start;
	bool yes = n == 4 && !memcmp(word, "true", 4), no = n == 5 && !memcmp(word, "false", 5);
	if (rc <= 0)
		return rc;
	*(bool *)target = yes;
	return yes || no ? 0 : json_read_fail(r, e, "true or false should stand here");
}

int json_read_number(struct json_reader *r, const void *more, void *target, struct err *e)
{
	(void)more;
	enum json_event event = json_read_event(r, e);
	size_t quote = event == JSON_STRING, first = r->scan.start + quote, end = r->scan.end - quote;
	uint64_t n = 0;
	if (event == JSON_ERROR)
		return -1;
	if (event == JSON_PLAIN && is_null(r))
		return 0;
	bool good = (event == JSON_PLAIN || event == JSON_STRING) && first < end;
	for (size_t i = first; good && i < end; i++) {
		char c = r->scan.bytes[i];
		good = c >= '0' && c <= '9' && !__builtin_mul_overflow(n, 10, &n) &&
		       !__builtin_add_overflow(n, (uint64_t)(c - '0'), &n);
	}
	*(uint64_t *)target = n;
	return good ? 0 : json_read_fail(r, e, "a whole number of at most 64 bits should stand here");
}

/* --- lists ----------------------------------------------------------------------------------------------------------------- */

struct growing { /* items of a list until it is complete */
	char *at;
	size_t count, capacity, size;
};

static void growing_release(struct growing *g)
{
	free(g->at);
}

/* A new item at the end, zeroed. */
static void *grow(struct growing *g)
{
	if (g->count == g->capacity) {
		g->capacity = g->capacity ? 2 * g->capacity : 8;
		g->at = mem_resize(g->at, g->capacity, g->size);
	}
	return memset(g->at + g->count++ * g->size, 0, g->size);
}

int json_read_each(struct json_reader *r, json_reads *one, const void *more, void *target, struct err *e)
{
	int rc = expect(r, JSON_OPEN, false, "a list", e);
	while (rc > 0) {
		struct json_scan before = r->scan;
		enum json_event event = json_read_event(r, e);
		if (event == JSON_CLOSE || event == JSON_ERROR)
			return event == JSON_CLOSE ? 0 : -1;
		if (!r->items--)
			return json_read_fail(r, e, "there are more items than a document may have here");
		r->scan = before;
		if (one(r, more, target, e) < 0)
			return -1;
	}
	return rc;
}

static int read_item(struct json_reader *r, const void *more, void *target, struct err *e)
{
	const struct json_items *items = more;
	return items->read(r, items->more, grow(target), e);
}

int json_read_list(struct json_reader *r, const void *more, void *target, struct err *e)
{
	__attribute__((cleanup(growing_release))) struct growing all = {.size = ((const struct json_items *)more)->size};
	if (json_read_each(r, read_item, more, &all, e) < 0)
		return -1;
	*(struct list *)target = (struct list){arena_memdup(r->arena, all.at, all.count * all.size), all.count};
	return 0;
}

int json_read_texts(struct json_reader *r, const void *more, void *target, struct err *e)
{
	static const struct json_items texts = {sizeof(const char *), json_read_string, NULL};
	(void)more;
	return json_read_list(r, &texts, target, e);
}
