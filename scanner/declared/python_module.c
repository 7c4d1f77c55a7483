/* SPDX-License-Identifier: MIT */
/*
 * The module of Python that says what its package is: __license__ = "Pear" in __init__.py. It is never run: a plain string is read that
 * begins and ends on the line on which the name begins. What another module says is no claim for the package: it may be somebody else's, and
 * speaks of itself. It is kept as FACT_META "module_license", for where many of them say the same (findings/source_claims.h).
 */
#include "declared/declared.h"

#include <string.h>

static const char word[] = "__license__";
enum {
	WORD = sizeof word - 1,
	SOURCE_BYTES = 256 << 10 /* of another module: more is data */
};

static bool is_of_package(const struct probe *p)
{
	static const char *const modules[] = {"__init__.py", "__about__.py", "__meta__.py", "__version__.py", "package_info.py"};
	for (size_t i = 0; i < sizeof modules / sizeof *modules; i++)
		if (name_is(p->base, modules[i]))
			return true;
	return false;
}

static unsigned bid(const struct probe *p)
{
	return is_of_package(p) && probe_mentions(p, word) ? BID_NAME_AND_CONTENT : 0;
}

static unsigned bid_for_source(const struct probe *p)
{
	bool source = name_ends(p->base, ".py") && p->size <= SOURCE_BYTES && !name_is(p->base, "setup.py") && !is_of_package(p);
	return source && probe_mentions(p, word) ? BID_NAME_AND_CONTENT : 0;
}

static size_t past_blanks(const char *b, size_t at, size_t end)
{
	while (at < end && b[at] == ' ')
		at++;
	return at;
}

/* The string that the line, which begins with the name, gives to it; its length is 0 where it gives none. */
static size_t string_given(const char *b, size_t at, size_t end, size_t *len)
{
	*len = 0;
	at = past_blanks(b, at + WORD, end);
	if (at >= end || b[at] != '=')
		return at;
	at = past_blanks(b, at + 1, end);
	const char *close = at < end && (b[at] == '"' || b[at] == '\'') ? memchr(b + at + 1, b[at], end - at - 1) : NULL;
	if (close)
		*len = (size_t)(close - b) - at - 1;
	return at + 1;
}

typedef void put_line(struct reading *r, const char *key, const void *value, size_t len, uint64_t start, uint64_t end,
		      uint32_t line);

static void read_lines(struct reading *r, const char *key, put_line *put)
{
	const char *b = (const char *)r->bytes;
	uint32_t line = 1;
	for (size_t at = 0; at < r->len; line++) {
		const char *newline = memchr(b + at, '\n', r->len - at);
		size_t end = newline ? (size_t)(newline - b) : r->len, len = 0;
		if (end - at > WORD && !memcmp(b + at, word, WORD)) {
			size_t start = string_given(b, at, end, &len);
			if (len)
				put(r, key, b + start, len, start, start + len, line);
		}
		at = end + 1;
	}
}

static int read(struct reading *r, struct err *e)
{
	(void)e;
	read_lines(r, "license", reading_declared);
	return 0;
}

static int read_source(struct reading *r, struct err *e)
{
	(void)e;
	read_lines(r, "module_license", reading_meta);
	return 0;
}

const struct reader reader_python_module = {
	.id = "python-module",
	.title = "module of Python that describes its package",
	.spec = "https://peps.python.org/pep-0008/#module-level-dunder-names",
	.role = ROLE_DECLARATION,
	.of_package = true,
	.bid = bid,
	.read = read,
};

const struct reader reader_python_source = {
	.id = "python-source",
	.title = "module of Python that tells its license",
	.spec = "https://peps.python.org/pep-0008/#module-level-dunder-names",
	.role = ROLE_DECLARATION,
	.bid = bid_for_source,
	.read = read_source,
};
