/* SPDX-License-Identifier: MIT */
#include "findings/phrase.h"

#include <string.h>

static bool is_word_byte(unsigned char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c >= 0x80;
}

/* Marks that are written or left out at will: ©, ®, ™ and (c). Their length, 0: none. */
static size_t mark_length(const char *s)
{
	static const char *const marks[] = {"\xC2\xA9", "\xC2\xAE", "\xE2\x84\xA2", "(c)", "(C)", "(r)", "(R)"};
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		if (*s == *marks[i] && !strncmp(s, marks[i], strlen(marks[i])))
			return strlen(marks[i]);
	return 0;
}

struct folded phrase_fold(const char *s, struct arena *a)
{
	size_t n = strlen(s);
	struct folded f = {arena_alloc(a, n + 3), arena_array(a, n + 3, sizeof(uint32_t)), 1};
	f.s[0] = ' ';
	for (size_t i = 0; i < n;) {
		size_t mark = mark_length(s + i);
		bool word = !mark && is_word_byte((unsigned char)s[i]);
		char c = s[i] >= 'A' && s[i] <= 'Z' ? (char)(s[i] + ('a' - 'A')) : s[i];
		f.at[f.len] = (uint32_t)i;
		if (word)
			f.s[f.len++] = c;
		else if (f.s[f.len - 1] != ' ')
			f.s[f.len++] = ' ';
		i += mark ? mark : 1;
	}
	if (f.s[f.len - 1] != ' ')
		f.s[f.len++] = ' ';
	f.s[f.len] = 0;
	return f;
}

const char *phrase_needle(const char *words, struct arena *a)
{
	struct folded f = phrase_fold(words, a);
	char *s = f.s;
	if (f.len < 3)
		return "";
	if ((unsigned char)s[f.len - 2] >= 0x80)
		s[f.len - 1] = 0;
	return (unsigned char)s[1] >= 0x80 ? s + 1 : s;
}

bool phrase_is_in(const char *in, const char *words, struct arena *a)
{
	const char *n = phrase_needle(words, a);
	return *n && strstr(phrase_fold(in, a).s, n);
}

const char *phrase_squeeze(const char *s, struct arena *a)
{
	struct folded f = phrase_fold(s, a);
	size_t n = 0;
	for (size_t i = 0; i < f.len; i++)
		if (f.s[i] != ' ')
			f.s[n++] = f.s[i];
	f.s[n] = 0;
	return f.s;
}
