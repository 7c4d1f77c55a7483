/* SPDX-License-Identifier: MIT */
#include "declared/assigned.h"

#include <string.h>

void assigned_init(struct assigned *a, const char *bytes, size_t len, bool indented)
{
	*a = (struct assigned){.bytes = bytes, .len = len, .indented = indented, .next_line = 1};
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

static void trim(const char *b, size_t *start, size_t *end)
{
	while (*start < *end && (is_blank(b[*start]) || b[*start] == '\n'))
		++*start;
	while (*end > *start && (is_blank(b[*end - 1]) || b[*end - 1] == '\n'))
		--*end;
}

static size_t line_end(const struct assigned *a, size_t at)
{
	const char *newline = at < a->len ? memchr(a->bytes + at, '\n', a->len - at) : NULL;
	return newline ? (size_t)(newline - a->bytes) : a->len;
}

/* Where the string that begins with the quote at `at` ends: at its other quote, on the same line; 0: nowhere. */
static size_t close_of(const struct assigned *a, size_t at, size_t end)
{
	for (size_t i = at + 1; i < end && a->bytes[i] != '\n'; i++)
		if (a->bytes[i] == a->bytes[at])
			return i;
	return 0;
}

/* Brackets that a line leaves open; what stands in quotes and in comments does not count. */
static int opened(const struct assigned *a, size_t at, size_t end)
{
	int open = 0;
	for (size_t close; at < end && a->bytes[at] != '#'; at++) {
		char c = a->bytes[at];
		if ((c == '"' || c == '\'') && (close = close_of(a, at, end)))
			at = close;
		else
			open += (c == '[' || c == '{') - (c == ']' || c == '}');
	}
	return open;
}

static bool goes_on(const struct assigned *a, size_t next, int open)
{
	return next < a->len && (open > 0 || (a->indented && is_blank(a->bytes[next]) && a->bytes[next] != '\r'));
}

static void take_value(struct assigned *a, size_t start, size_t end)
{
	int open = a->indented ? 0 : opened(a, start, end);
	a->line = a->next_line - 1;
	a->counted = 0;
	while (goes_on(a, end + 1, open)) {
		size_t next = line_end(a, end + 1);
		open += a->indented ? 0 : opened(a, end + 1, next);
		end = next;
		a->next_line++;
	}
	a->start = start;
	a->end = end;
	trim(a->bytes, &a->start, &a->end);
	for (size_t i = start; i < a->start; i++)
		a->line += a->bytes[i] == '\n';
	a->at = end + 1;
}

static void take_section(struct assigned *a, size_t start, size_t end)
{
	while (start < end && (a->bytes[start] == '[' || is_blank(a->bytes[start])))
		start++;
	const char *close = memchr(a->bytes + start, ']', end - start);
	a->section = start;
	a->section_end = close ? (size_t)(close - a->bytes) : end;
	trim(a->bytes, &a->section, &a->section_end);
}

bool assigned_next(struct assigned *a)
{
	while (a->at < a->len) {
		size_t start = a->at, end = line_end(a, start), stop = end;
		a->at = end + 1;
		a->next_line++;
		trim(a->bytes, &start, &stop);
		const char *equals = start < stop ? memchr(a->bytes + start, '=', stop - start) : NULL;
		if (start < stop && a->bytes[start] == '[')
			take_section(a, start, stop);
		else if (equals && a->bytes[start] != '#' && a->bytes[start] != ';') {
			a->key = start;
			a->key_end = (size_t)(equals - a->bytes);
			trim(a->bytes, &a->key, &a->key_end);
			take_value(a, (size_t)(equals - a->bytes) + 1, end);
			return true;
		}
	}
	return false;
}

static bool is_word(const struct assigned *a, size_t start, size_t end, const char *word)
{
	return strlen(word) == end - start && !memcmp(a->bytes + start, word, end - start);
}

bool assigned_is(const struct assigned *a, const char *section, const char *key)
{
	return is_word(a, a->key, a->key_end, key) && (!section || is_word(a, a->section, a->section_end, section));
}

/* Goes on from where it was last asked for, so that a long list takes no time of its own for each string. */
static uint32_t line_of(struct assigned *a, size_t at)
{
	if (a->counted < a->start || a->counted > at) {
		a->counted = a->start;
		a->counted_line = a->line;
	}
	for (; a->counted < at; a->counted++)
		a->counted_line += a->bytes[a->counted] == '\n';
	return a->counted_line;
}

bool assigned_string(struct assigned *a, size_t *at, struct literal *out)
{
	size_t i = *at > a->start ? *at : a->start;
	for (size_t close; i < a->end; i++) {
		if (a->bytes[i] == '#')
			i = line_end(a, i);
		if (i >= a->end || (a->bytes[i] != '"' && a->bytes[i] != '\'') || !(close = close_of(a, i, a->end)))
			continue;
		*out = (struct literal){i + 1, close, line_of(a, i)};
		*at = close + 1;
		if (close > i + 1)
			return true;
		i = close;
	}
	*at = a->end;
	return false;
}

bool assigned_inner(struct assigned *a, const char *key, struct literal *out)
{
	if (a->start == a->end || a->bytes[a->start] != '{')
		return false;
	for (size_t at = a->start + 1, before = at; assigned_string(a, &at, out); before = at) {
		size_t start = before, end = out->start - 1;
		while (end > start && (a->bytes[end - 1] == '=' || is_blank(a->bytes[end - 1])))
			end--;
		for (start = end; start > before && !strchr(" \t{,", a->bytes[start - 1]);)
			start--;
		if (is_word(a, start, end, key))
			return true;
	}
	return false;
}

bool assigned_line(struct assigned *a, size_t *at, struct literal *out)
{
	for (size_t i = *at > a->start ? *at : a->start; i < a->end;) {
		size_t start = i, end = line_end(a, i);
		end = end < a->end ? end : a->end;
		i = end + 1;
		trim(a->bytes, &start, &end);
		if (start == end || a->bytes[start] == '#')
			continue;
		*out = (struct literal){start, end, line_of(a, start)};
		*at = i;
		return true;
	}
	*at = a->end;
	return false;
}
