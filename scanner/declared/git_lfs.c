/* SPDX-License-Identifier: MIT */
/*
 * Git LFS pointer: a small text in the place of a file that was not fetched, with its SHA-256 and size. It is a declaration
 * about absent bytes, and so has that role: for a name of weights it says what their digest is, without a single byte of them.
 */
#include "declared/declared.h"
#include "declared/pointer.h"
#include "source/expectation.h"

#include <string.h>

static const struct {
	const char *line, *pointer, *title;
} firsts[] = {
	{"version https://git-lfs.github.com/spec/v1\n", "git-lfs", "Git LFS pointer"},
	{"version https://git-lfs.github.com/spec/v1\r\n", "git-lfs", "Git LFS pointer"},
	{"version https://hawser.github.com/spec/v1\n", "git-lfs", "Git LFS pointer"},
	{"version http://git-media.io/v/2\n", "git-lfs", "Git LFS pointer"},
	{"version store\n", "store", "entry of a store"}, /* source/store.c makes it in the place of a blob that is missing */
};

enum { POINTER_BYTES = 1024 };

enum { N_FIRSTS = sizeof firsts / sizeof *firsts };

/* Which first line it has; N_FIRSTS: none. */
static size_t first_line(const struct probe *p)
{
	size_t i = 0;
	while (i < N_FIRSTS && !(p->len <= POINTER_BYTES && probe_has(p, 0, firsts[i].line, strlen(firsts[i].line))))
		i++;
	return i;
}

static unsigned bid(const struct probe *p)
{
	size_t i = first_line(p);
	return i < N_FIRSTS ? BID_BYTES(strlen(firsts[i].line)) : 0;
}

/* The value of a line "key value", or NULL; *len is its length. */
static const char *line_value(const struct reading *r, const char *key, size_t *len)
{
	const char *p = (const char *)r->bytes, *end = p + r->len;
	size_t n = strlen(key);
	while (p < end) {
		const char *newline = memchr(p, '\n', (size_t)(end - p));
		const char *stop = newline ? newline : end;
		if ((size_t)(stop - p) > n && !memcmp(p, key, n)) {
			*len = (size_t)(stop - p) - n;
			*len -= *len && stop[-1] == '\r';
			return p + n;
		}
		p = newline ? newline + 1 : end;
	}
	return NULL;
}

static bool read_digest(const struct reading *r, uint8_t digest[32])
{
	size_t len;
	struct expectation x;
	const char *hex = line_value(r, "oid sha256:", &len);
	if (!hex || !expectation_read(EXPECT_SHA256, hex, len, &x))
		return false;
	memcpy(digest, x.digest, 32);
	return true;
}

static bool read_size(const struct reading *r, uint64_t *size)
{
	size_t len;
	const char *digits = line_value(r, "size ", &len);
	*size = 0;
	for (size_t i = 0; digits && i < len; i++)
		if (digits[i] < '0' || digits[i] > '9' || __builtin_mul_overflow(*size, 10, size) ||
		    __builtin_add_overflow(*size, (uint64_t)(digits[i] - '0'), size))
			return false;
	return digits && len;
}

static int read(struct reading *r, struct err *e)
{
	struct weights *w = ARENA_NEW(r->arena, struct weights);
	size_t first = first_line(r->probe);
	const char *title = firsts[first].title;
	*w = (struct weights){.pointer = firsts[first].pointer};
	if (!read_digest(r, w->sha256) || !read_size(r, &w->size))
		return err_set(e, ERR_INPUT, "the %s is damaged: it lacks a SHA-256 of 64 digits or a size", title);
	pointer_emit(r, w, title);
	return 0;
}

const struct reader reader_git_lfs = {
	.id = "git-lfs",
	.title = "Git LFS pointer",
	.spec = "https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md",
	.role = ROLE_DECLARATION,
	.bid = bid,
	.read = read,
};
