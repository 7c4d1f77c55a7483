/* SPDX-License-Identifier: MIT */
#include "text/line.h"

#include <string.h>
#include <strings.h>

struct line line_at(const struct dresser *t, uint32_t i)
{
	const char *end = t->s + t->n, *p = memchr(t->s + i, '\n', t->n - i);
	if (!p)
		p = end;
	const char *returns = t->returns ? memchr(t->s + i, '\r', (size_t)(p - t->s) - i) : NULL;
	if (returns)
		p = returns;
	struct line l = {.start = i, .end = (uint32_t)(p - t->s)};
	if (p + 1 < end && p[0] == '\r' && p[1] == '\n')
		p++;
	l.next = (uint32_t)(p < end ? p + 1 - t->s : p - t->s);
	return l;
}

uint32_t line_trim_start(const struct dresser *t, struct line *l)
{
	uint32_t columns = 0;
	for (;;) {
		if (l->start < l->end && is_blank(t->s[l->start])) {
			columns += t->s[l->start] == '\t' ? 4 : 1;
			l->start++;
		} else if (l->end - l->start >= 3 && !memcmp(t->s + l->start, "\xE3\x80\x80", 3)) {
			columns += 2;
			l->start += 3;
		} else if (l->end - l->start >= 2 && !memcmp(t->s + l->start, "\xC2\xA0", 2)) {
			columns++;
			l->start += 2;
		} else {
			return columns;
		}
	}
}

void line_trim_end(const struct dresser *t, struct line *l)
{
	while (l->end > l->start && is_blank(t->s[l->end - 1]))
		l->end--;
}

bool line_begins(const struct dresser *t, const struct line *l, const char *with)
{
	if (l->start >= l->end || ((t->s[l->start] ^ *with) & ~0x20)) /* most often the first byte decides */
		return false;
	size_t n = strlen(with);
	return l->end - l->start >= n && !strncasecmp(t->s + l->start, with, n);
}

bool line_is(const struct dresser *t, const struct line *l, const char *with)
{
	return l->end - l->start == strlen(with) && line_begins(t, l, with);
}

bool line_is_rule(const struct dresser *t, const struct line *l)
{
	uint32_t marks = 0;
	if (is_word_byte(t->s[l->start]))
		return false;
	for (uint32_t i = l->start; i < l->end; i++) {
		char c = t->s[i];
		if (strchr("-=_*~#+|:", c) && c)
			marks++;
		else if (c != ' ' && c != '\t')
			return false;
	}
	return marks >= 3;
}

uint32_t line_leading(const struct dresser *t, const struct line *l, char c)
{
	uint32_t n = 0;
	while (l->start + n < l->end && t->s[l->start + n] == c)
		n++;
	return n;
}

/* Comment leaders that only count when a neighbouring line has them too. */
static const char *const shared_leaders[] = {"#", ";", "--", "%", "dnl ", "dnl", "rem ", "::", "'", "!", ".\\\"", NULL};

static const char *shared_leader(const struct dresser *t, struct line l)
{
	line_trim_start(t, &l);
	if (l.start >= l.end || !strchr("#;-%dDrR:'!.", t->s[l.start]) || line_begins(t, &l, "!["))
		return NULL; /* "![alt](image)" is no comment, above another image */
	for (size_t i = 0; shared_leaders[i]; i++)
		if (line_begins(t, &l, shared_leaders[i]))
			return shared_leaders[i];
	return NULL;
}

static bool single_hash(const struct dresser *t, struct line l)
{
	line_trim_start(t, &l);
	return line_leading(t, &l, '#') == 1;
}

static void strip_shared(const struct dresser *t, struct line *l, const struct neighbours *n, bool *hashed)
{
	const char *leader = shared_leader(t, *l);
	if (!leader)
		return;
	const char *before = shared_leader(t, n->before), *after = shared_leader(t, n->after);
	if ((!before || *before != *leader) && (!after || *after != *leader))
		return;
	if (*leader == '#') { /* a column of single # is a comment, ## is a heading in any case */
		if (line_leading(t, l, '#') != 1 || !(single_hash(t, n->before) || single_hash(t, n->after)))
			return;
		*hashed = true;
	}
	l->start += (uint32_t)strlen(leader);
	while (l->start < l->end && strchr("#;%!", *leader) && t->s[l->start] == *leader)
		l->start++;
}

/* Where the text begins that the line assigns: NAME = \"\"\"text. 0 when it assigns none. */
static uint32_t assigned_text(const struct dresser *t, const struct line *l)
{
	uint32_t i = l->start;
	while (i < l->end && i - l->start < 80 && (is_word_byte(t->s[i]) || strchr("_. (:", t->s[i])))
		i++;
	if (i == l->start || i >= l->end || t->s[i] != '=')
		return 0;
	i++;
	while (i < l->end && strchr(" (rRbBuUfF\\", t->s[i]) && t->s[i])
		i++;
	bool quoted = l->end - i >= 3 && (!memcmp(t->s + i, "\"\"\"", 3) || !memcmp(t->s + i, "'''", 3));
	return quoted ? i + 3 : 0;
}

/* A line of a program that is a string with a line of text: "text\n" and what may follow it. */
static void strip_string(const struct dresser *t, struct line *l)
{
	uint32_t end = l->end;
	while (end > l->start && strchr(",;)", t->s[end - 1]) && t->s[end - 1])
		end--;
	if (end - l->start < 4 || t->s[l->start] != '"' || memcmp(t->s + end - 3, "\\n\"", 3) != 0)
		return;
	l->start++;
	l->end = end - 3;
	line_trim_start(t, l);
	line_trim_end(t, l);
}

void line_strip_comment(struct dresser *t, struct line *l, const struct neighbours *n, bool *hashed)
{
	static const char *const quotes[] = {"\"\"\"", "'''", "/*!", "/**", "(*", "{#", ".. "};
	line_trim_start(t, l);
	line_trim_end(t, l);
	while (line_begins(t, l, ">") && l->start < l->end) { /* > quoted > twice */
		l->start++;
		line_trim_start(t, l);
	}
	if (line_begins(t, l, "/*")) {
		t->c_comment = true;
		l->start += 2;
	}
	for (size_t i = 0; i < sizeof quotes / sizeof quotes[0]; i++)
		if (line_begins(t, l, quotes[i]))
			l->start += (uint32_t)strlen(quotes[i]);
	strip_string(t, l);
	uint32_t text = assigned_text(t, l);
	if (text)
		l->start = text;
	if (l->end - l->start >= 2 && !memcmp(t->s + l->end - 2, "*/", 2)) {
		l->end -= 2;
		while (l->end > l->start && t->s[l->end - 1] == '*')
			l->end--;
		if (t->c_comment && l->start < l->end && t->s[l->start] == '*')
			l->start += line_leading(t, l, '*');
		t->c_comment = false;
	} else if (t->c_comment && l->start < l->end && t->s[l->start] == '*') {
		l->start += line_leading(t, l, '*');
	}
	if (l->end - l->start >= 3 && (!memcmp(t->s + l->end - 3, "\"\"\"", 3) || !memcmp(t->s + l->end - 3, "'''", 3)))
		l->end -= 3;
	if (line_begins(t, l, "//"))
		l->start += line_leading(t, l, '/');
	else if (!t->comment) /* whose end, "-->", is no column of "--" */
		strip_shared(t, l, n, hashed);
}

bool line_take_bullet(const struct dresser *t, struct line *l)
{
	static const char *const bullets[] = {"-",
					      "*",
					      "+",
					      "\xE2\x80\xA2",
					      "\xE2\x80\xA3",
					      "\xE2\x97\xA6",
					      "\xE2\x96\xAA",
					      "\xE2\x97\x8F",
					      "\xE2\x97\x8B",
					      "\xE2\x80\x93",
					      "\xE2\x80\x94",
					      "\xC2\xB7",
					      "\xEF\x82\xB7",
					      "\xE2\x97\x86",
					      "\xE2\x9E\xA2",
					      "o"};
	if (is_letter(t->s[l->start]) && t->s[l->start] != 'o')
		return false;
	for (size_t i = 0; i < sizeof bullets / sizeof bullets[0]; i++) {
		size_t n = strlen(bullets[i]);
		bool ascii = n == 1 && bullets[i][0] != 'o';
		if (!line_begins(t, l, bullets[i]) || l->start + n >= l->end)
			continue;
		if (n == 1 && !is_blank(t->s[l->start + n]))
			continue;
		if (!ascii && n == 1 && (l->start + 2 >= l->end || !is_blank(t->s[l->start + 2]) || t->s[l->start] != 'o'))
			continue; /* "o" needs two blanks */
		l->start += (uint32_t)n;
		line_trim_start(t, l);
		return true;
	}
	return false;
}
