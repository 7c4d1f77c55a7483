/* SPDX-License-Identifier: MIT */
/*
 * setup.py of Python is a program and is never run: of its text only plain strings are read, those given to `license` and the
 * classifiers. What it reads from files, or puts together, is not known.
 */
#include "declared/declared.h"

#include <ctype.h>
#include <string.h>

static const char word[] = "license";
enum { WORD = sizeof word - 1 };

static unsigned bid(const struct probe *p)
{
	return name_is(p->base, "setup.py") && probe_mentions(p, "setup(") ? BID_NAME_AND_CONTENT : 0;
}

static bool is_name(char c)
{
	return isalnum((unsigned char)c) || c == '_';
}

/* Where the string begins that is given to the word at `at`: license="Pear", "license": "Pear"; 0: none is. */
static size_t given(const char *b, size_t at, size_t end)
{
	bool quoted = at && (b[at - 1] == '"' || b[at - 1] == '\'');
	if (at && (is_name(b[at - 1]) || b[at - 1] == '.'))
		return 0;
	for (at += WORD + quoted; at < end && b[at] == ' ';)
		at++;
	if (at >= end || b[at] != (quoted ? ':' : '='))
		return 0;
	for (at++; at < end && b[at] == ' ';)
		at++;
	return at < end && (b[at] == '"' || b[at] == '\'') ? at : 0;
}

/* A string is taken where it begins and ends on one line. */
static void read_line(struct reading *r, size_t start, size_t end, uint32_t line)
{
	const char *b = (const char *)r->bytes;
	for (size_t at = start; at < end && b[at] != '#'; at++) {
		size_t open = end - at > WORD && !memcmp(b + at, word, WORD) ? given(b, at, end) : 0;
		const char *close = open ? memchr(b + open + 1, b[open], end - open - 1) : NULL;
		if (close) {
			reading_declared(r, "license", b + open + 1, (size_t)(close - b) - open - 1, open + 1,
					 (size_t)(close - b), line);
			at = (size_t)(close - b);
			continue;
		}
		if (b[at] != '"' && b[at] != '\'')
			continue;
		close = memchr(b + at + 1, b[at], end - at - 1);
		if (close && !memchr(b + at, '\n', (size_t)(close - b) - at) && (size_t)(close - b) - at - 1 != WORD) {
			claim_classifier(r, at + 1, (size_t)(close - b), line);
			at = (size_t)(close - b);
		}
	}
}

static int read(struct reading *r, struct err *e)
{
	(void)e;
	const char *b = (const char *)r->bytes;
	uint32_t line = 1;
	for (size_t at = 0; at < r->len; line++) {
		const char *newline = memchr(b + at, '\n', r->len - at);
		size_t end = newline ? (size_t)(newline - b) : r->len;
		read_line(r, at, end, line);
		at = end + 1;
	}
	return 0;
}

const struct reader reader_setup_py = {
	.id = "setup-py",
	.title = "Python set-up program",
	.spec = "https://setuptools.pypa.io/en/latest/references/keywords.html",
	.role = ROLE_DECLARATION,
	.bid = bid,
	.read = read,
};
