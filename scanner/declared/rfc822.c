/* SPDX-License-Identifier: MIT */
#include "declared/rfc822.h"

#include <string.h>
#include <strings.h>

void rfc822_init(struct rfc822 *f, const char *bytes, size_t len)
{
	*f = (struct rfc822){.bytes = bytes, .len = len, .next_line = 1};
	if (len >= 3 && !memcmp(bytes, "\xEF\xBB\xBF", 3))
		f->at = 3;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

/* One line: [*start, *end) without its line break. */
static bool next_line(struct rfc822 *f, size_t *start, size_t *end)
{
	if (f->at >= f->len)
		return false;
	const char *newline = memchr(f->bytes + f->at, '\n', f->len - f->at);
	*start = f->at;
	*end = newline ? (size_t)(newline - f->bytes) : f->len;
	f->at = *end + (newline != NULL);
	f->next_line++;
	while (*end > *start && is_blank(f->bytes[*end - 1]))
		--*end;
	return true;
}

/* "Name:" at the beginning of the line */
static bool take_name(struct rfc822 *f, size_t start, size_t end)
{
	size_t at = start;
	while (at < end && f->bytes[at] != ':' && f->bytes[at] > ' ' && f->bytes[at] < 0x7F)
		at++;
	if (at == start || at == end || f->bytes[at] != ':')
		return false;
	f->name = f->bytes + start;
	f->name_len = at - start;
	f->line = f->next_line - 1;
	f->start = at + 1;
	while (f->start < end && is_blank(f->bytes[f->start]))
		f->start++;
	f->first_end = f->end = end > f->start ? end : f->start;
	return true;
}

static void take_continuation(struct rfc822 *f)
{
	size_t start, end;
	while (f->at < f->len && (f->bytes[f->at] == ' ' || f->bytes[f->at] == '\t') && next_line(f, &start, &end))
		if (end > start)
			f->end = end;
}

bool rfc822_next(struct rfc822 *f)
{
	size_t start, end;
	f->new_paragraph = false;
	while (next_line(f, &start, &end)) {
		f->new_paragraph |= start == end;
		if (!take_name(f, start, end))
			continue;
		take_continuation(f);
		return true;
	}
	return false;
}

bool rfc822_is(const struct rfc822 *f, const char *name)
{
	return f->name_len == strlen(name) && !strncasecmp(f->name, name, f->name_len);
}

bool rfc822_value_is(const struct rfc822 *f, const char *value)
{
	return f->end - f->start == strlen(value) && !memcmp(f->bytes + f->start, value, f->end - f->start);
}
