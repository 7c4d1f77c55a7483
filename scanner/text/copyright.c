/* SPDX-License-Identifier: MIT */
#include "text/copyright.h"

#include "base/ascii.h"
#include "text/terms.h"
#include "text/words.h"

#include <stdbool.h>
#include <string.h>
#include <strings.h>

static const char *skip_marks(const char *s, const char *end)
{
	while (s < end && (strchr(" \t*_:,-\"'", *s) && *s))
		s++;
	return s;
}

static bool take_word(const char **s, const char *end, const char *word)
{
	size_t n = strlen(word);
	if ((size_t)(end - *s) < n || strncasecmp(*s, word, n) != 0 ||
	    ((size_t)(end - *s) > n && is_letter((*s)[n]) && is_letter(word[n - 1])))
		return false;
	*s = skip_marks(*s + n, end);
	return true;
}

static bool year_at(const char *s, const char *end)
{
	return end - s >= 4 && ((s[0] == '1' && s[1] == '9') || (s[0] == '2' && s[1] == '0')) && s[2] >= '0' && s[2] <= '9' &&
	       s[3] >= '0' && s[3] <= '9';
}

static bool word_of_law(const char *word, size_t n)
{
	static const char *const words[] = {"holder", "holders", "notice", "notices", "owner", "owners", "act",
					    "and",    "or",	 "claim",  "in",      "is",    "for"};
	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
		if (strlen(words[i]) == n && !memcmp(words[i], word, n))
			return true;
	return false;
}

/* After the bare word "Copyright": a holder's name, not a word of law ("Copyright License", "Copyright notice"). */
static bool holder_at(const char *s, const char *end)
{
	if (s >= end)
		return false;
	if (year_at(s, end) || strchr("[<{", *s))
		return true;
	if ((unsigned char)*s < 0x80 && !(*s >= 'A' && *s <= 'Z'))
		return false;
	if (end - s > 120)
		return false;
	char word[24];
	for (const char *p = s; p < end;) { /* any word of licenses in the line makes it prose */
		size_t n = 0;
		while (p < end && is_letter(*p) && n < sizeof word)
			word[n++] = (char)(*p++ | 32);
		unsigned k = n ? term_of(word_hash(word, n)) : 0;
		if ((k & (TERM_OBJECT | TERM_DUTY | TERM_GRANT | TERM_LICENSE | TERM_LEGAL)) &&
		    !(n == 6 && !memcmp(word, "rights", 6)))
			return false;
		if (n && word_of_law(word, n))
			return false;
		while (p < end && !is_letter(*p))
			p++;
	}
	return true;
}

/* A full stop at p ends a sentence of a notice: no abbreviation before it, and what follows is no more of the notice. */
static bool notice_stops(const char *start, const char *p, const char *end)
{
	static const char *const short_words[] = {"inc", "ltd", "corp", "co", "llc", "gmbh", "jr",  "sr",
						  "al",	 "st",	"dr",	"et", "cie", "pty",  "univ"};
	static const char *const more[] = {"all rights", "copyright", "portions", "(c)", "\xC2\xA9", "some rights", "19", "20"};
	const char *word = p;
	while (word > start && is_letter(word[-1]))
		word--;
	size_t n = (size_t)(p - word);
	if (*p == '.' && n == 1)
		return false;
	for (size_t i = 0; *p == '.' && i < sizeof short_words / sizeof short_words[0]; i++)
		if (strlen(short_words[i]) == n && !strncasecmp(short_words[i], word, n))
			return false;
	p = skip_marks(p + 1, end);
	for (size_t i = 0; i < sizeof more / sizeof more[0]; i++)
		if ((size_t)(end - p) >= strlen(more[i]) && !strncasecmp(p, more[i], strlen(more[i])))
			return false;
	return true;
}

/* Where a copyright notice ends: with its sentence, or before the first word of license language. */
static const char *notice_end(const char *s, const char *end)
{
	char word[24];
	const char *first = s, *last_stop = NULL;
	for (const char *p = s; p < end;) {
		size_t n = 0;
		const char *start = p;
		while (p < end && is_letter(*p) && n < sizeof word)
			word[n++] = (char)(*p++ | 32);
		unsigned k = n ? term_of(word_hash(word, n)) : 0;
		bool reserved = n == 6 && !memcmp(word, "rights", 6),
		     month = n == 3 && !memcmp(word, "may", 3) && p + 1 < end && p[1] >= '0' && p[1] <= '9';
		if (!reserved && !month && (k & (TERM_RESTRICT | TERM_GRANT | TERM_DUTY | TERM_LICENSE | TERM_NOT)))
			return last_stop ? last_stop : start;
		while (p < end && !is_letter(*p)) {
			if ((*p == '.' || *p == ';') && (p + 1 >= end || p[1] == ' ' || p[1] == '\t')) {
				if (notice_stops(first, p, end))
					return p + 1;
				last_stop = p + 1;
			}
			p++;
		}
	}
	return end;
}

/* "for the most of it: 2017 Wren Works": what it is of, then when and whose. */
static void skip_object(const char **s, const char *end)
{
	enum { OBJECT_BYTES = 60 };
	size_t most = end - *s < OBJECT_BYTES ? (size_t)(end - *s) : OBJECT_BYTES;
	const char *colon = most > 4 && !strncasecmp(*s, "for ", 4) ? memchr(*s, ':', most) : NULL;
	const char *behind = colon ? skip_marks(colon + 1, end) : end;
	if (year_at(behind, end))
		*s = behind;
}

uint32_t copyright_scan(const char *begin, const char *end)
{
	const char *s = skip_marks(begin, end);
	if (s < end && (*s | 32) == 'r')
		take_word(&s, end, "required notice"); /* as licenses call it that have it kept */
	if (end - s < 6)
		return 0;
	char c = (char)(*s | 32);
	if (c != 'c' && c != 'a' && c != 'p' && *s != '(' && *s != '\xC2' && *s != '&' && *s != '\xE7')
		return 0;
	const char *p = s;
	if (*s == '\xE7')
		return take_word(&p, end, "版权所有") && (year_at(p, end) || strchr("(\xC2", *p))
			       ? (uint32_t)(notice_end(p, end) - begin)
			       : 0;
	if (take_word(&p, end, "all rights reserved"))
		return (uint32_t)(notice_end(p, end) - begin);
	if (take_word(&p, end, "portions") && !take_word(&p, end, "are") && p >= end)
		return 0;
	bool word = take_word(&p, end, "copyright") || take_word(&p, end, "copyrighted by") || take_word(&p, end, "copr.");
	bool sign = take_word(&p, end, "(c)") || take_word(&p, end, "\xC2\xA9") || take_word(&p, end, "&copy;");
	if (word && !sign)
		sign = take_word(&p, end, "copyright (c)");
	if (word && !take_word(&p, end, "by"))
		skip_object(&p, end);
	if (sign ? !word && !year_at(p, end) && *s == '(' : !word || !holder_at(p, end))
		return 0;
	return (uint32_t)(notice_end(p, end) - begin);
}
