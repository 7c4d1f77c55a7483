/* SPDX-License-Identifier: MIT */
/*
 * setup.py of Python is a program and is never run: of its text only plain strings are read, those given to `license` and the
 * classifiers. What it reads from files, or puts together, is not known.
 */
#include "declared/declared.h"

#include <ctype.h>
#include <string.h>

/* What a package is called, and where it is at home, tell whose it is. */
static const struct known {
	const char *word, *field;
	enum claim_kind kind;
} known[] = {{"license", "license", CLAIM_DECLARED}, {"name", "package_name", CLAIM_META}, {"url", "package_url", CLAIM_META}};

static unsigned bid(const struct probe *p)
{
	return name_is(p->base, "setup.py") && probe_mentions(p, "setup(") ? BID_NAME_AND_CONTENT : 0;
}

static bool is_name(char c)
{
	return isalnum((unsigned char)c) || c == '_';
}

/* Where the string begins that is given to the word at `at`: license="Pear", "license": "Pear"; 0: none is. */
static size_t given(const char *b, size_t at, size_t end, size_t word)
{
	bool quoted = at && (b[at - 1] == '"' || b[at - 1] == '\'');
	if (at && (is_name(b[at - 1]) || b[at - 1] == '.'))
		return 0;
	for (at += word + quoted; at < end && b[at] == ' ';)
		at++;
	if (at >= end || b[at] != (quoted ? ':' : '='))
		return 0;
	for (at++; at < end && b[at] == ' ';)
		at++;
	return at < end && (b[at] == '"' || b[at] == '\'') ? at : 0;
}

/* The known word that begins there, and where the string begins that is given to it; NULL. */
static const struct known *known_at(const char *b, size_t at, size_t end, size_t *open)
{
	for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
		size_t len = strlen(known[i].word);
		if (b[at] == *known[i].word && end - at > len && !memcmp(b + at, known[i].word, len) &&
		    (*open = given(b, at, end, len)) != 0)
			return &known[i];
	}
	return NULL;
}

/* "license", which a value may follow. */
static bool is_quoted_word(const char *text, size_t len)
{
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (strlen(known[i].word) == len && !memcmp(text, known[i].word, len))
			return true;
	return false;
}

/* A string is taken where it begins and ends on one line. */
static void read_line(struct reading *r, size_t start, size_t end, uint32_t line)
{
	const char *b = (const char *)r->bytes;
	for (size_t at = start; at < end && b[at] != '#'; at++) {
		size_t open = 0;
		const struct known *k = known_at(b, at, end, &open);
		const char *close = k ? memchr(b + open + 1, b[open], end - open - 1) : NULL;
		if (close) {
			(k->kind == CLAIM_META ? reading_meta : reading_declared)(
				r, k->field, b + open + 1, (size_t)(close - b) - open - 1, open + 1, (size_t)(close - b), line);
			at = (size_t)(close - b);
			continue;
		}
		if (b[at] != '"' && b[at] != '\'')
			continue;
		close = memchr(b + at + 1, b[at], end - at - 1);
		if (close && !memchr(b + at, '\n', (size_t)(close - b) - at) &&
		    !is_quoted_word(b + at + 1, (size_t)(close - b) - at - 1)) {
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
