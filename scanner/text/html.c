/* SPDX-License-Identifier: MIT */
#include "text/html.h"

#include <string.h>
#include <strings.h>

enum { TAG_REACH = 4096 };

struct element {
	const char *name;
	enum tag_effect effect;
};

static const struct element elements[] = {
	{"a", TAG_ANCHOR},	 {"abbr", TAG_INLINE},	 {"article", TAG_BLOCK},    {"aside", TAG_BLOCK},
	{"b", TAG_INLINE},	 {"big", TAG_INLINE},	 {"blockquote", TAG_BLOCK}, {"body", TAG_BLOCK},
	{"br", TAG_BREAK},	 {"button", TAG_RAW},	 {"center", TAG_BLOCK},	    {"cite", TAG_INLINE},
	{"code", TAG_INLINE},	 {"dd", TAG_BLOCK},	 {"del", TAG_INLINE},	    {"details", TAG_BLOCK},
	{"div", TAG_BLOCK},	 {"dl", TAG_BLOCK},	 {"dt", TAG_BLOCK},	    {"em", TAG_INLINE},
	{"font", TAG_INLINE},	 {"footer", TAG_BLOCK},	 {"form", TAG_BLOCK},	    {"h1", TAG_HEADING},
	{"h2", TAG_HEADING},	 {"h3", TAG_HEADING},	 {"h4", TAG_HEADING},	    {"h5", TAG_HEADING},
	{"h6", TAG_HEADING},	 {"head", TAG_BLOCK},	 {"header", TAG_BLOCK},	    {"hr", TAG_BLOCK},
	{"html", TAG_BLOCK},	 {"i", TAG_INLINE},	 {"iframe", TAG_RAW},	    {"img", TAG_IMAGE},
	{"input", TAG_INLINE},	 {"ins", TAG_INLINE},	 {"kbd", TAG_INLINE},	    {"label", TAG_INLINE},
	{"li", TAG_ITEM},	 {"link", TAG_INLINE},	 {"main", TAG_BLOCK},	    {"mark", TAG_INLINE},
	{"meta", TAG_INLINE},	 {"nav", TAG_BLOCK},	 {"noscript", TAG_RAW},	    {"ol", TAG_BLOCK},
	{"option", TAG_BLOCK},	 {"p", TAG_BLOCK},	 {"picture", TAG_INLINE},   {"pre", TAG_PRE},
	{"q", TAG_INLINE},	 {"s", TAG_INLINE},	 {"samp", TAG_INLINE},	    {"script", TAG_RAW},
	{"section", TAG_BLOCK},	 {"select", TAG_BLOCK},	 {"small", TAG_INLINE},	    {"source", TAG_INLINE},
	{"span", TAG_INLINE},	 {"strike", TAG_INLINE}, {"strong", TAG_INLINE},    {"style", TAG_RAW},
	{"sub", TAG_INLINE},	 {"summary", TAG_BLOCK}, {"sup", TAG_INLINE},	    {"svg", TAG_RAW},
	{"table", TAG_TABLE},	 {"tbody", TAG_BLOCK},	 {"td", TAG_CELL},	    {"template", TAG_RAW},
	{"textarea", TAG_BLOCK}, {"tfoot", TAG_BLOCK},	 {"th", TAG_CELL},	    {"thead", TAG_BLOCK},
	{"tr", TAG_ROW},	 {"tt", TAG_INLINE},	 {"u", TAG_INLINE},	    {"ul", TAG_BLOCK},
	{"var", TAG_INLINE},	 {"video", TAG_INLINE},	 {"wbr", TAG_INLINE},
};

static enum tag_effect effect_of(const char *name)
{
	size_t low = 0, high = sizeof elements / sizeof elements[0];
	while (low < high) {
		size_t mid = (low + high) / 2;
		int c = strcmp(name, elements[mid].name);
		if (c == 0)
			return elements[mid].effect;
		if (c < 0)
			high = mid;
		else
			low = mid + 1;
	}
	return TAG_NONE;
}

/* The value of an attribute, from *value to *value_end; leaves them alone where there is none. */
static void find_attribute(const char *s, const char *end, const char *attribute, const char **value, const char **value_end)
{
	size_t n = strlen(attribute);
	while ((size_t)(end - s) > n + 1 && strncasecmp(s, attribute, n) != 0)
		s++;
	if ((size_t)(end - s) <= n + 1)
		return;
	s += n;
	char quote = *s == '"' || *s == '\'' ? *s++ : 0;
	*value = s;
	while (s < end && (quote ? *s != quote : *s != ' ' && *s != '>'))
		s++;
	*value_end = s;
}

size_t html_tag(const char *s, const char *end, struct tag *tag)
{
	*tag = (struct tag){0};
	if (end - s > TAG_REACH)
		end = s + TAG_REACH;
	const char *p = s + 1;
	if (p < end && *p == '/') {
		tag->closing = true;
		p++;
	}
	size_t n = 0;
	for (; p < end && n < sizeof tag->name - 1; p++) {
		char c = *p;
		if (c >= 'A' && c <= 'Z')
			c = (char)(c + 32);
		if (!((c >= 'a' && c <= 'z') || (n && c >= '0' && c <= '9')))
			break;
		tag->name[n++] = c;
	}
	if (!n || p >= end || !strchr(" \t\r\n/>", *p) || (tag->effect = effect_of(tag->name)) == TAG_NONE)
		return 0;
	const char *attributes = p;
	for (char quote = 0; p < end; p++) {
		if (*p == '<') /* even in quotes: else a row of open quotes would be read over and over */
			return 0;
		if (quote)
			quote = *p == quote ? 0 : quote;
		else if (*p == '"' || *p == '\'')
			quote = *p;
		else if (*p == '>')
			break;
	}
	if (p >= end)
		return 0;
	if (tag->effect == TAG_ANCHOR && !tag->closing)
		find_attribute(attributes, p, "href=", &tag->href, &tag->href_end);
	if (tag->effect == TAG_IMAGE) {
		find_attribute(attributes, p, " src=", &tag->href, &tag->href_end);
		find_attribute(attributes, p, " alt=", &tag->alt, &tag->alt_end);
	}
	return (size_t)(p + 1 - s);
}

struct named_entity {
	const char *name;
	uint32_t code;
};

static const struct named_entity entities[] = {
	{"amp;", '&'},	    {"lt;", '<'},	{"gt;", '>'},	    {"quot;", '"'},	 {"apos;", '\''},    {"nbsp;", ' '},
	{"copy;", 0xA9},    {"reg;", 0xAE},	{"trade;", 0x2122}, {"mdash;", 0x2014},	 {"ndash;", 0x2013}, {"lsquo;", 0x2018},
	{"rsquo;", 0x2019}, {"ldquo;", 0x201C}, {"rdquo;", 0x201D}, {"hellip;", 0x2026}, {"sect;", 0xA7},    {"bull;", 0x2022},
	{"middot;", 0xB7},  {"shy;", 0xAD},	{"zwnj;", 0x200C},  {"ensp;", ' '},	 {"emsp;", ' '},     {"thinsp;", ' '},
	{"euro;", 0x20AC},  {"pound;", 0xA3},	{"yen;", 0xA5},	    {"times;", 0xD7},	 {"eacute;", 0xE9},  {"egrave;", 0xE8},
	{"ouml;", 0xF6},    {"uuml;", 0xFC},	{"auml;", 0xE4},    {"szlig;", 0xDF},	 {"para;", 0xB6},
};

static size_t numeric_entity(const char *s, const char *end, uint32_t *code)
{
	const char *p = s + 2;
	bool hex = p < end && (*p == 'x' || *p == 'X');
	p += hex;
	uint32_t value = 0;
	const char *digits = p;
	for (; p < end && p - digits < 7; p++) {
		int d = *p >= '0' && *p <= '9'			      ? *p - '0'
			: hex && (*p | 32) >= 'a' && (*p | 32) <= 'f' ? (*p | 32) - 'a' + 10
								      : -1;
		if (d < 0)
			break;
		value = value * (hex ? 16 : 10) + (uint32_t)d;
	}
	if (p == digits || p >= end || *p != ';' || !value || value > 0x10FFFF)
		return 0;
	*code = value;
	return (size_t)(p + 1 - s);
}

size_t html_entity(const char *s, const char *end, uint32_t *code)
{
	if (end - s < 4)
		return 0;
	if (s[1] == '#')
		return numeric_entity(s, end, code);
	for (size_t i = 0; i < sizeof entities / sizeof entities[0]; i++) {
		size_t n = strlen(entities[i].name);
		if ((size_t)(end - s) > n && !memcmp(s + 1, entities[i].name, n)) {
			*code = entities[i].code;
			return n + 1;
		}
	}
	return 0;
}

bool html_document(const char *s, size_t len)
{
	static const char *const starts[] = {"<html", "<head", "<!doctype html"};
	size_t n = len < 2048 ? len : 2048, i = 0;
	while (i < n && strchr(" \t\r\n", s[i]))
		i++;
	if (i == n || s[i] != '<')
		return false;
	for (; i < n; i++)
		for (size_t k = 0; s[i] == '<' && k < sizeof starts / sizeof starts[0]; k++)
			if (len - i >= strlen(starts[k]) && !strncasecmp(s + i, starts[k], strlen(starts[k])))
				return true;
	return false;
}
