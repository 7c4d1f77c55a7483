/* SPDX-License-Identifier: MIT */
#define ZLIB_CONST
/*
 * gzip (RFC 1952), all members one behind the other, each checked against its length and CRC, which libarchive's own filter passes over:
 * it would hash bytes that never were in the file, and say nothing. What follows the last member is not read.
 */
#include "base/arena.h"
#include "entry/packed.h"

#include <libdeflate.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

enum { GZIP_ONLY = 15 + 16 /* inflateInit2's windowBits */, TRAILER = 8 /* CRC-32 and length of a member */ };

struct gunzip {
	struct packed *packed; /* borrowed */
	z_stream z;
	uint64_t used;
	bool begun, ended; /* a member; all of them */
	uint32_t crc, len; /* of the member so far; zlib takes five times as long over the CRC */
	uint8_t last[TRAILER];
};

static void *begin(struct packed *p, struct err *e)
{
	(void)e;
	struct gunzip *g = mem_alloc(sizeof *g);
	g->packed = p;
	if (inflateInit2(&g->z, GZIP_ONLY) != Z_OK || inflateValidate(&g->z, 0) != Z_OK)
		mem_exhausted();
	return g;
}

static void end(void *state)
{
	struct gunzip *g = state;
	inflateEnd(&g->z);
	free(g);
}

static uint64_t used(const void *state)
{
	return ((const struct gunzip *)state)->used;
}

/* Packed bytes to go on with: 1; 0 when there are none. */
static int refill(struct gunzip *g, struct err *e)
{
	const void *chunk;
	if (g->z.avail_in)
		return 1;
	ssize_t n = g->packed->more(g->packed->ctx, &chunk, e);
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

/* Unpacks until the room is full or the last member has ended. */
static int fill_room(struct gunzip *g, struct err *e)
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

static int fill(void *state, uint8_t *to, size_t room, size_t *len, struct err *e)
{
	struct gunzip *g = state;
	g->z.next_out = to;
	g->z.avail_out = (uInt)room;
	int rc = fill_room(g, e);
	*len = room - g->z.avail_out;
	return rc < 0 ? -1 : 0;
}

const struct packing packing_gzip = {begin, fill, used, end};
