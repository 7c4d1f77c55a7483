/* SPDX-License-Identifier: MIT */
#include "findings/definitions.h"

#include <string.h>
#include <strings.h>

enum {
	TERM_MIN = 2,	  /* bytes of a term */
	PLACES_MAX = 200, /* where the term stands that are looked at: definitions come first */
	DOCUMENT_MAX = 1 << 20,
	BETWEEN_MAX = 80,    /* bytes between the term and "means": (…), or "another name" */
	PARENTHESIS_MAX = 60 /* bytes between "(" and the term: (collectively, the "X") */
};

struct part {
	const char *s;
	size_t len;
};

static bool is_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

static bool begins(struct part p, size_t at, const char *what)
{
	size_t n = strlen(what);
	return n <= p.len - at && !strncasecmp(p.s + at, what, n);
}

/* Does it stand right before byte `at`? */
static bool ends(struct part p, size_t at, const char *what)
{
	size_t n = strlen(what);
	return n <= at && !memcmp(p.s + at - n, what, n);
}

static const char *const opening[] = {"\"", "'", "\xE2\x80\x9C", "「", "《", "【", "**"};
static const char *const closing[] = {"\"", "'", "\xE2\x80\x9D", "」", "》", "】", "**"};

/* Length of a mark of quotation before or behind a byte; 0 when there is none. */
static size_t opened(struct part p, size_t at)
{
	for (size_t i = 0; i < sizeof opening / sizeof *opening; i++)
		if (ends(p, at, opening[i]))
			return strlen(opening[i]);
	return 0;
}

static size_t closed(struct part p, size_t at)
{
	for (size_t i = 0; i < sizeof closing / sizeof *closing; i++)
		if (begins(p, at, closing[i]))
			return strlen(closing[i]);
	return 0;
}

/* --- how far a sentence goes ----------------------------------------------------------------------------------------------- */

static size_t sentence_end(struct part p, size_t at)
{
	size_t most = p.len - at < DEFINITION_MAX ? p.len : at + DEFINITION_MAX;
	for (size_t i = at; i < most; i++) {
		if (p.s[i] == '\n' || begins(p, i, "。"))
			return i;
		bool point = p.s[i] == '.' && (i + 1 == p.len || p.s[i + 1] == ' ' || p.s[i + 1] == '\n');
		if (point && !(i >= 2 && p.s[i - 2] == '.')) /* U.S. */
			return i;
	}
	while (most > at && most < p.len && ((unsigned char)p.s[most] & 0xC0) == 0x80)
		most--;
	return most;
}

static size_t sentence_start(struct part p, size_t at)
{
	size_t least = at > DEFINITION_MAX ? at - DEFINITION_MAX : 0, i = at;
	for (; i > least; i--)
		if (p.s[i - 1] == '\n' || ends(p, i, "。") || ends(p, i, ". ") || ends(p, i, "; "))
			break;
	while (i < at && ((unsigned char)p.s[i] & 0xC0) == 0x80)
		i++;
	return i;
}

/* --- the forms ------------------------------------------------------------------------------------------------------------- */

/* What says that a definition follows. Weak ones follow a term in any sentence, so that they need quotes and come last. */
static const char *const strong[] = {"means",
				     "shall mean",
				     "will mean",
				     "refers to",
				     "shall refer to",
				     "is defined as",
				     "has the meaning",
				     "denotes",
				     ":",
				     "=",
				     "是指",
				     "系指",
				     "指",
				     "：",
				     "定义为"};
static const char *const weak[] = {"is", "are", "shall be", "includes", "shall include", "为", "是", "包括"};

static size_t cue(struct part p, size_t at, const char *const *cues, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		size_t n = strlen(cues[i]);
		bool inside = is_word(cues[i][n - 1]) && at + n < p.len && is_word(p.s[at + n]);
		if (begins(p, at, cues[i]) && !inside)
			return n;
	}
	return 0;
}

/* Passes over blanks, marks of quotation, and further names of the same: (as used here), or "Region". */
static size_t pass_over(struct part p, size_t at)
{
	size_t most = p.len - at < BETWEEN_MAX ? p.len : at + BETWEEN_MAX;
	while (at < most) {
		size_t quote = closed(p, at);
		if (p.s[at] == ' ' || quote) {
			at += quote ? quote : 1;
		} else if (p.s[at] == '(' || begins(p, at, "（")) {
			while (at < most && p.s[at] != ')' && !begins(p, at, "）"))
				at++;
			at += at < most ? (p.s[at] == ')' ? 1 : strlen("）")) : 0;
		} else if (begins(p, at, "or \"") || begins(p, at, "and \"")) {
			at = (size_t)((const char *)memchr(p.s + at, '"', p.len - at) - p.s) + 1;
			while (at < most && p.s[at] != '"')
				at++;
		} else {
			break;
		}
	}
	return at;
}

static bool behind(struct part p, size_t at, const char *const *cues, size_t count, struct definition *out)
{
	size_t from = pass_over(p, at), n = from < p.len ? cue(p, from, cues, count) : 0;
	if (!n)
		return false;
	from += n;
	while (from < p.len && p.s[from] == ' ')
		from++;
	*out = (struct definition){from, sentence_end(p, from)};
	return out->end > out->start;
}

/* … the countries of list A (the "Territory"). */
static bool in_parentheses(struct part p, size_t at, struct definition *out)
{
	size_t least = at > PARENTHESIS_MAX ? at - PARENTHESIS_MAX : 0;
	for (size_t i = at; i > least; i--) {
		if (p.s[i - 1] == ')' || p.s[i - 1] == '\n' || ends(p, i, "）"))
			return false;
		bool latin = p.s[i - 1] == '(';
		if (!latin && !ends(p, i, "（"))
			continue;
		size_t end = i - (latin ? 1 : strlen("（"));
		*out = (struct definition){sentence_start(p, end), end};
		return out->end > out->start;
	}
	return false;
}

static bool heads_sentence(struct part p, size_t at)
{
	return !at || p.s[at - 1] == '\n' || ends(p, at, ". ") || ends(p, at, "。") || ends(p, at, ") ") || ends(p, at, "; ") ||
	       ends(p, at, "\nThe ") || ends(p, at, ". The ");
}

/* The definition at a place where the term stands, of the strong forms or of the weak ones. */
static bool defined_here(struct part p, size_t at, size_t end, bool is_strong, struct definition *out)
{
	size_t open = opened(p, at), close = closed(p, end);
	bool quoted = open && close;
	if (is_strong)
		return (quoted || heads_sentence(p, at)) && behind(p, end, strong, sizeof strong / sizeof *strong, out);
	return quoted && (in_parentheses(p, at - open, out) || behind(p, end, weak, sizeof weak / sizeof *weak, out));
}

bool definition_find(const char *document, size_t len, const char *term, size_t term_len, struct definition *out)
{
	struct part p = {document, len < DOCUMENT_MAX ? len : DOCUMENT_MAX};
	if (!document || term_len < TERM_MIN || term_len > p.len)
		return false;
	for (int is_strong = 1; is_strong >= 0; is_strong--) {
		int places = 0;
		for (size_t at = 0; at + term_len <= p.len && places < PLACES_MAX; at++) {
			if ((p.s[at] | ' ') != (*term | ' ') ||
			    strncasecmp(p.s + at, term, term_len) != 0) /* mostly the first byte tells */
				continue;
			size_t end = at + term_len;
			bool inside = (at && is_word(p.s[at - 1]) && is_word(p.s[at])) ||
				      (end < p.len && is_word(p.s[end]) && is_word(p.s[end - 1]));
			places += !inside;
			if (!inside && defined_here(p, at, end, is_strong, out))
				return true;
		}
	}
	return false;
}
