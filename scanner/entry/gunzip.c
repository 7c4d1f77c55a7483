/* SPDX-License-Identifier: MIT */
#define ZLIB_CONST
#include "entry/gunzip.h"

#include "base/arena.h"

#include <stdlib.h>
#include <zlib.h>

enum { BLOCK = 1 << 16, GZIP_ONLY = 15 + 16 /* inflateInit2's windowBits */ };

struct gunzip {
	gunzip_more *more;
	void *ctx;
	z_stream z;
	uint64_t used;
	bool begun, ended; /* a member; all of them */
	struct err failed;
	uint8_t block[BLOCK];
};

struct gunzip *gunzip_new(gunzip_more *more, void *ctx)
{
	struct gunzip *g = mem_alloc(sizeof *g);
	g->more = more;
	g->ctx = ctx;
	if (inflateInit2(&g->z, GZIP_ONLY) != Z_OK)
		mem_exhausted();
	return g;
}

void gunzip_free(struct gunzip *g)
{
	if (!g)
		return;
	inflateEnd(&g->z);
	free(g);
}

uint64_t gunzip_used(const struct gunzip *g)
{
	return g->used;
}

/* Packed bytes to go on with: 1; 0 when there are none. */
static int refill(struct gunzip *g, struct err *e)
{
	const void *chunk;
	if (g->z.avail_in)
		return 1;
	ssize_t n = g->more(g->ctx, &chunk, e);
	if (n <= 0)
		return (int)n;
	g->z.next_in = chunk;
	g->z.avail_in = (uInt)n;
	return 1;
}

/* Does another member follow the one that has ended? What does not begin like one is left to the caller. */
static int next_member(struct gunzip *g, struct err *e)
{
	int rc = refill(g, e);
	if (rc > 0 && *g->z.next_in != 0x1F)
		rc = 0;
	if (rc > 0 && inflateReset(&g->z) != Z_OK)
		return err_set(e, ERR_INPUT, "gzip decompression could not go on");
	g->begun = rc > 0;
	g->ended = rc == 0;
	return rc;
}

static int damaged(const struct gunzip *g, struct err *e)
{
	const char *why = g->z.msg ? g->z.msg : "its data are damaged";
	return err_set(e, ERR_INPUT, "gzip decompression failed: %s", why);
}

/* Unpacks until the block is full or the last member has ended. */
static int fill_block(struct gunzip *g, struct err *e)
{
	while (g->z.avail_out && !g->ended) {
		int rc = g->begun || !g->used ? refill(g, e) : next_member(g, e);
		if (rc < 0 || g->ended)
			return rc;
		if (!rc)
			return err_set(e, ERR_INPUT, "truncated gzip input");
		uInt before = g->z.avail_in;
		g->begun = true;
		rc = inflate(&g->z, Z_NO_FLUSH);
		g->used += before - g->z.avail_in;
		if (rc == Z_STREAM_END)
			g->begun = false;
		else if (rc == Z_MEM_ERROR)
			mem_exhausted();
		else if (rc != Z_OK && rc != Z_BUF_ERROR)
			return damaged(g, e);
	}
	return 0;
}

ssize_t gunzip_next(struct gunzip *g, const void **bytes, struct err *e)
{
	if (!g->failed.code) {
		g->z.next_out = g->block;
		g->z.avail_out = BLOCK;
		fill_block(g, &g->failed);
	} else {
		g->z.avail_out = BLOCK;
	}
	*bytes = g->block;
	size_t n = BLOCK - g->z.avail_out;
	if (!n && g->failed.code) /* what came before it is given first */
		*e = g->failed;
	return n || !g->failed.code ? (ssize_t)n : -1;
}
