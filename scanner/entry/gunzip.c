/* SPDX-License-Identifier: MIT */
#define ZLIB_CONST
#include "entry/gunzip.h"

#include "base/arena.h"

#include <libdeflate.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

enum { BLOCK = 1 << 16, GZIP_ONLY = 15 + 16 /* inflateInit2's windowBits */, TRAILER = 8 /* CRC-32 and length of a member */ };

struct gunzip {
	gunzip_more *more;
	void *ctx;
	z_stream z;
	uint64_t used;
	bool begun, ended; /* a member; all of them */
	uint32_t crc, len; /* of the member so far; zlib takes five times as long over the CRC */
	uint8_t last[TRAILER];
	struct err failed;
	uint8_t block[BLOCK];
};

struct gunzip *gunzip_new(gunzip_more *more, void *ctx)
{
	struct gunzip *g = mem_alloc(sizeof *g);
	g->more = more;
	g->ctx = ctx;
	if (inflateInit2(&g->z, GZIP_ONLY) != Z_OK || inflateValidate(&g->z, 0) != Z_OK)
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
	if (rc > 0 && (inflateReset(&g->z) != Z_OK || inflateValidate(&g->z, 0) != Z_OK))
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

/* The last packed bytes of those that were just used up. */
static void keep_last(struct gunzip *g, const uint8_t *from, size_t n)
{
	size_t kept = n < TRAILER ? TRAILER - n : 0;
	memmove(g->last, g->last + TRAILER - kept, kept);
	memcpy(g->last + kept, from + n - (TRAILER - kept), TRAILER - kept);
}

static uint32_t number(const uint8_t *p)
{
	return p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

static int end_member(struct gunzip *g, struct err *e)
{
	bool right = number(g->last) == g->crc && number(g->last + 4) == g->len;
	const char *what = number(g->last) == g->crc ? "length" : "data";
	g->begun = false;
	g->crc = g->len = 0;
	return right ? 0 : err_set(e, ERR_INPUT, "gzip decompression failed: incorrect %s check", what);
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
		const uint8_t *packed = g->z.next_in, *unpacked = g->z.next_out;
		g->begun = true;
		rc = inflate(&g->z, Z_NO_FLUSH);
		size_t took = (size_t)(g->z.next_in - packed), gave = (size_t)(g->z.next_out - unpacked);
		g->used += took;
		keep_last(g, packed, took);
		g->crc = libdeflate_crc32(g->crc, unpacked, gave);
		g->len += (uint32_t)gave;
		if (rc == Z_STREAM_END && end_member(g, e) < 0)
			return -1;
		if (rc == Z_MEM_ERROR)
			mem_exhausted();
		if (rc != Z_OK && rc != Z_BUF_ERROR && rc != Z_STREAM_END)
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
