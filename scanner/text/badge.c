/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "text/badge.h"

#include "base/ascii.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

static void badge_put(struct badge *b, char c, uint32_t at)
{
	if (b->len < BADGE_BYTES) {
		b->words[b->len] = c;
		b->at[b->len++] = at;
	}
}

static uint32_t badge_char(struct badge *b, const char *s, uint32_t i, uint32_t to)
{
	char c = s[i], hex[3] = {0}, *stop;
	bool twice = i + 1 < to && s[i + 1] == c;
	if (c == '%' && to - i > 2) {
		memcpy(hex, s + i + 1, 2);
		unsigned long code = strtoul(hex, &stop, 16);
		badge_put(b, *stop || code < ' ' || code > '~' ? ' ' : (char)code, i);
		return i + 3;
	}
	if (c == '-' && !twice) {
		b->message = b->len;
		if (!b->parts++) {
			badge_put(b, ':', i);
			badge_put(b, ' ', i);
		} else {
			badge_put(b, '-', i);
		}
		return i + 1;
	}
	bool parts = c == '.' && b->len && is_letter(b->words[b->len - 1]) && i + 1 < to && is_letter(s[i + 1]); /* "CC.BY.NC" */
	badge_put(b, (c == '_' && !twice) || parts || c < ' ' || c > '~' ? ' ' : c, i);
	return i + (twice && (c == '-' || c == '_') ? 2 : 1);
}

static bool speaks_of_licensing(const struct badge *b, uint32_t from)
{
	for (uint32_t i = from; i + 6 <= b->message; i++)
		if (!strncasecmp(b->words + i, "licens", 6) || !strncasecmp(b->words + i, "licenc", 6))
			return true;
	return false;
}

/* Source bytes from i on, to the end of that part of an address. */
static void badge_value(struct badge *b, const char *s, uint32_t i, uint32_t to)
{
	while (i < to && !strchr("&#", s[i])) {
		bool escaped = s[i] == '%' || s[i] == '_';
		if (!escaped)
			badge_put(b, s[i] == '+' || s[i] < ' ' || s[i] > '~' ? ' ' : s[i], i);
		i = escaped ? badge_char(b, s, i, to) : i + 1;
	}
}

static const char *find_in(const char *s, uint32_t from, uint32_t to, const char *words)
{
	return memmem(s + from, to - from, words, strlen(words));
}

/* "…?label=license&message=Pear-2.0&color=blue" */
static bool badge_query(struct badge *b, const char *s, uint32_t from, uint32_t to)
{
	const char *label = find_in(s, from, to, "label="), *message = find_in(s, from, to, "message=");
	if (!label || !message)
		return false;
	badge_value(b, s, (uint32_t)(label + 6 - s), to);
	uint32_t at = (uint32_t)(message + 8 - s);
	badge_put(b, ':', at);
	badge_put(b, ' ', at);
	badge_value(b, s, at, to);
	b->message = b->len;
	return true;
}

static bool badge_path(struct badge *b, const char *s, uint32_t from, uint32_t to)
{
	const char *path = find_in(s, from, to, "/badge/");
	for (uint32_t i = path ? (uint32_t)(path + 7 - s) : to; i < to && !strchr("?/#", s[i]);)
		i = badge_char(b, s, i, to);
	return b->parts >= 2;
}

bool badge_of_address(struct badge *b, const char *s, uint32_t from, uint32_t to)
{
	*b = (struct badge){0};
	if (to <= from)
		return false;
	if (!badge_path(b, s, from, to)) {
		*b = (struct badge){0};
		if (!badge_query(b, s, from, to))
			return false;
	}
	return speaks_of_licensing(b, 0);
}

/* "Pear License 2.0" stands for an image as "License: Pear 2.0" does: a name, which its version tells from "Hub license". */
static void badge_label(struct badge *b, const char *s, uint32_t from, uint32_t to)
{
	bool name = false;
	for (uint32_t i = from; i < to; i++)
		name |= s[i] >= '0' && s[i] <= '9';
	for (const char *c = "License: "; *c && name && !memchr(s + from, ':', to - from); c++)
		badge_put(b, *c, from);
}

bool badge_of_words(struct badge *b, const char *s, uint32_t from, uint32_t to)
{
	*b = (struct badge){0};
	badge_label(b, s, from, to);
	uint32_t label = b->len;
	for (uint32_t i = from; i < to && b->len < BADGE_BYTES; i++)
		badge_put(b, s[i] < ' ' || s[i] > '~' ? ' ' : s[i], i);
	b->message = b->len;
	return speaks_of_licensing(b, label);
}
