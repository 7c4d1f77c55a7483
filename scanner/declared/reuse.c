/* SPDX-License-Identifier: MIT */
/*
 * REUSE: licenses of single files. `<file>.license` beside a file that can hold no comment has its SPDX tag; REUSE.toml has
 * tables of paths (where '*' is anything but '/', and "**" anything) and their license. Each becomes a claim for a part.
 */
#include "declared/declared.h"

#include "base/buf.h"

#include <string.h>

static const char tag[] = "SPDX-License-Identifier";
enum { PATHS_BYTES = 1 << 16 };

static bool is_sidecar(const struct probe *p)
{
	return name_ends(p->base, ".license") && !name_is(p->base, ".license");
}

static unsigned bid(const struct probe *p)
{
	bool named = name_is(p->base, "REUSE.toml") || is_sidecar(p);
	return named && probe_mentions(p, tag) ? BID_NAME_AND_CONTENT : 0;
}

static size_t line_end(const char *b, size_t len, size_t at)
{
	const char *newline = memchr(b + at, '\n', len - at);
	return newline ? (size_t)(newline - b) : len;
}

static void emit(struct reading *r, const char *license, size_t n, const char *paths, size_t start, uint32_t line)
{
	const char *text = !strcmp(paths, "**") ? arena_strndup(r->arena, license, n)
						: arena_printf(r->arena, "%.*s for %s", (int)n, license, paths);
	if (n && *paths)
		reading_declared(r, !strcmp(paths, "**") ? "license" : "license_part", text, strlen(text), start, start + n,
				 line);
}

/* --- <file>.license -------------------------------------------------------------------------------------------------------- */

static void read_sidecar(struct reading *r)
{
	const char *b = (const char *)r->bytes, *base = r->probe->base;
	const char *file = arena_strndup(r->arena, base, strlen(base) - strlen(".license"));
	uint32_t line = 1;
	for (size_t at = 0; at < r->len; at = line_end(b, r->len, at) + 1, line++) {
		size_t end = line_end(b, r->len, at), start = at + sizeof tag;
		if (end - at <= sizeof tag || memcmp(b + at, tag, sizeof tag - 1) != 0 || b[start - 1] != ':')
			continue;
		while (start < end && b[start] == ' ')
			start++;
		while (end > start && (b[end - 1] == ' ' || b[end - 1] == '\r'))
			end--;
		emit(r, b + start, end - start, file, start, line);
	}
}

/* --- REUSE.toml ------------------------------------------------------------------------------------------------------------ */

struct table {
	struct buf paths;  /* with blanks between them */
	size_t start, len; /* of the license; len 0: none yet */
	uint32_t line;
};

static void close_table(struct reading *r, struct table *t)
{
	if (t->len)
		emit(r, (const char *)r->bytes + t->start, t->len, buf_str(&t->paths), t->start, t->line);
	buf_clear(&t->paths);
	t->len = 0;
}

/* The strings in quotes of a value, which goes on over lines while a bracket is open. Returns where it ends. */
static size_t take_value(struct reading *r, struct table *t, size_t at, bool path, uint32_t *line)
{
	const char *b = (const char *)r->bytes;
	int open = 0;
	for (; at < r->len; at++) {
		if (b[at] == '\n' && open <= 0)
			break;
		*line += b[at] == '\n';
		open += (b[at] == '[') - (b[at] == ']');
		if (b[at] != '"' && b[at] != '\'')
			continue;
		const char *close = memchr(b + at + 1, b[at], r->len - at - 1);
		if (!close || memchr(b + at, '\n', (size_t)(close - b) - at))
			continue;
		size_t start = at + 1, n = (size_t)(close - b) - start;
		if (!path && !t->len) {
			t->start = start;
			t->len = n;
			t->line = *line;
		}
		if (path)
			buf_printf(&t->paths, "%s%.*s", t->paths.len ? " " : "", (int)(n < 4096 ? n : 4096), b + start);
		at = start + n;
	}
	return at;
}

static void read_toml(struct reading *r)
{
	const char *b = (const char *)r->bytes;
	BUF_AUTO struct buf paths;
	buf_init(&paths, PATHS_BYTES);
	struct table t = {.paths = paths};
	uint32_t line = 1;
	for (size_t at = 0; at < r->len; at++, line++) {
		size_t start = at, end = line_end(b, r->len, at);
		while (start < end && (b[start] == ' ' || b[start] == '\t'))
			start++;
		size_t key = start;
		while (key < end && b[key] != '=')
			key++;
		bool is_path = end - start > 4 && !memcmp(b + start, "path", 4) && (b[start + 4] == ' ' || b[start + 4] == '=');
		bool is_license = end - start >= sizeof tag && !memcmp(b + start, tag, sizeof tag - 1);
		if (start < end && b[start] == '[' && end - start > 1 && b[start + 1] == '[')
			close_table(r, &t);
		else if (key < end && (is_path || is_license))
			end = take_value(r, &t, key + 1, is_path, &line);
		at = end;
	}
	close_table(r, &t);
	paths = t.paths;
}

static int read(struct reading *r, struct err *e)
{
	(void)e;
	if (is_sidecar(r->probe))
		read_sidecar(r);
	else
		read_toml(r);
	return 0;
}

const struct reader reader_reuse = {
	.id = "reuse",
	.title = "REUSE annotation",
	.spec = "https://reuse.software/spec-3.3/",
	.role = ROLE_DECLARATION,
	.bid = bid,
	.read = read,
};
