/* SPDX-License-Identifier: MIT */
/*
 * gunzip: the bytes of a gzip stream (RFC 1952), all its members one behind the other, each checked against its length and CRC, which
 * libarchive's own filter passes over: it would hash bytes that never were in the file, and say nothing.
 */
#ifndef LICET_ENTRY_GUNZIP_H
#define LICET_ENTRY_GUNZIP_H
#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

/* The next packed bytes, as in next_chunk of entry/input.c: how many, 0 at the end, -1 with *e. They stay until the next call. */
typedef ssize_t gunzip_more(void *ctx, const void **chunk, struct err *e);

struct gunzip;

struct gunzip *gunzip_new(gunzip_more *more, void *ctx);
void gunzip_free(struct gunzip *g); /* NULL is fine */

/*
 * The next unpacked bytes, which stay until the next call; 0 at the end of the last member; -1: ERR_INPUT for a damaged or truncated
 * one, or what `more` said. What follows the last member is not read.
 */
ssize_t gunzip_next(struct gunzip *g, const void **bytes, struct err *e);

uint64_t gunzip_used(const struct gunzip *g); /* packed bytes so far, those of the members alone */

#endif
