/* SPDX-License-Identifier: MIT */
/*
 * Zstandard (RFC 8878), all frames one behind the other, by libzstd, which is loaded when the first turns up: libarchive's own filter
 * unpacks into a buffer from which all would be copied once more.
 */
#include "base/arena.h"
#include "base/library.h"
#include "entry/packed.h"

#include <pthread.h>
#include <stdlib.h>
#include <zstd.h>
#include <zstd_errors.h>

#define ZSTD_FUNCTIONS(F)   \
	F(createDStream)    \
	F(decompressStream) \
	F(freeDStream)      \
	F(getErrorCode)     \
	F(getErrorName)     \
	F(isError)

static struct {
#define MEMBER(name) __typeof__(ZSTD_##name) *name;
	ZSTD_FUNCTIONS(MEMBER)
#undef MEMBER
} lib;

static pthread_once_t once = PTHREAD_ONCE_INIT;
static bool loaded;

static void load(void)
{
#define SYMBOL(name) {"ZSTD_" #name, &lib.name},
	static const struct library_symbol symbols[] = {ZSTD_FUNCTIONS(SYMBOL)};
#undef SYMBOL
	loaded = library_load(LIBRARY_ZSTD, symbols, sizeof symbols / sizeof *symbols);
}

struct unzstd {
	struct packed *packed; /* borrowed */
	ZSTD_DStream *stream;
	ZSTD_inBuffer in;
	uint64_t used;
	bool within; /* a frame */
};

static void *begin(struct packed *p, struct err *e)
{
	pthread_once(&once, load);
	if (!loaded) {
		err_set(e, ERR_INPUT, "This %s is not supported: libzstd, which unpacks it, is missing here (Debian: libzstd1).",
			p->container->title);
		return NULL;
	}
	struct unzstd *z = mem_alloc(sizeof *z);
	*z = (struct unzstd){.packed = p, .stream = lib.createDStream()};
	if (!z->stream)
		mem_exhausted();
	return z;
}

static void end(void *state)
{
	struct unzstd *z = state;
	lib.freeDStream(z->stream);
	free(z);
}

/* Unpacks what is at hand, and what the library still holds back. */
static int go_on(struct unzstd *z, ZSTD_outBuffer *out, struct err *e)
{
	size_t from = z->in.pos, to = out->pos;
	size_t rc = lib.decompressStream(z->stream, out, &z->in);
	z->used += z->in.pos - from;
	if (z->in.pos != from || out->pos != to)
		z->within = rc != 0;
	if (!lib.isError(rc))
		return 0;
	if (lib.getErrorCode(rc) == ZSTD_error_memory_allocation)
		mem_exhausted();
	return err_set(e, ERR_INPUT, "Zstd decompression failed: %s", lib.getErrorName(rc));
}

/* Packed bytes to go on with, be it with the next frame: 1; 0 when there are none. */
static int refill(struct unzstd *z, struct err *e)
{
	if (z->in.pos < z->in.size)
		return 1;
	ssize_t n = z->packed->more(z->packed->ctx, &z->in.src, e);
	z->in.size = n > 0 ? (size_t)n : 0;
	z->in.pos = 0;
	if (n == 0 && z->within)
		return err_set(e, ERR_INPUT, "Truncated zstd input");
	return (n > 0) - (n < 0);
}

static int fill(void *state, uint8_t *to, size_t room, size_t *len, struct err *e)
{
	struct unzstd *z = state;
	ZSTD_outBuffer out = {to, room, 0};
	int rc = go_on(z, &out, e), any = 1;
	while (rc == 0 && out.pos < room && (any = refill(z, e)) > 0)
		rc = go_on(z, &out, e);
	*len = out.pos;
	return rc < 0 || any < 0 ? -1 : 0;
}

static uint64_t used(const void *state)
{
	return ((const struct unzstd *)state)->used;
}

const struct packing packing_zstd = {begin, fill, used, end};
