/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
/*
 * Xet pointers. The old one is TOML with a Merkle hash, which is no SHA-256 of the file; the newer one is JSON and may name the
 * SHA-256 as well. (Repositories that Xet serves through git have Git LFS pointers.)
 */
#include "declared/declared.h"
#include "declared/pointer.h"
#include "source/expectation.h"

#include <stdlib.h>
#include <string.h>

enum { POINTER_BYTES = 1024 };

static const char first_line[] = "# xet version ";

static bool is_toml(const struct probe *p)
{
	return probe_has(p, 0, first_line, sizeof first_line - 1) && probe_mentions(p, "filesize");
}

static bool is_json(const struct probe *p)
{
	return probe_is_object(p) && probe_mentions(p, "\"hash\"") && probe_mentions(p, "\"file_size\"");
}

static unsigned bid(const struct probe *p)
{
	return p->len <= POINTER_BYTES && (is_toml(p) || is_json(p)) ? BID_NAME_AND_CONTENT : 0;
}

static int read_toml(struct reading *r, struct err *e)
{
	const char *size = memmem(r->bytes, r->len, "filesize = ", 11);
	if (!size)
		return err_set(e, ERR_INPUT, "the Xet pointer is damaged: it lacks a size");
	const char *digits = arena_strndup(r->arena, size + 11, (size_t)((const char *)r->bytes + r->len - size - 11));
	pointer_emit_nameless(r, strtoull(digits, NULL, 10), "xet", "Xet pointer");
	return 0;
}

static int read(struct reading *r, struct err *e)
{
	const struct yaml *root;
	struct expectation x;
	if (is_toml(r->probe))
		return read_toml(r, e);
	if (declared_json(r, &root, e) < 0)
		return -1;
	const char *hex = yaml_text(root, "sha256"), *size = yaml_text(root, "file_size");
	struct weights *w = ARENA_NEW(r->arena, struct weights);
	*w = (struct weights){.pointer = "xet", .size = size ? strtoull(size, NULL, 10) : 0};
	if (hex && !expectation_read(EXPECT_SHA256, hex, strlen(hex), &x))
		return err_set(e, ERR_INPUT, "the Xet pointer is damaged: its sha256 is none");
	if (!hex) {
		pointer_emit_nameless(r, w->size, w->pointer, "Xet pointer");
		return 0;
	}
	memcpy(w->sha256, x.digest, sizeof w->sha256);
	pointer_emit(r, w, "Xet pointer");
	return 0;
}

const struct reader reader_xet = {
	.id = "xet",
	.title = "Xet pointer",
	.spec = "https://huggingface.co/docs/xet",
	.role = ROLE_DECLARATION,
	.bid = bid,
	.read = read,
};
