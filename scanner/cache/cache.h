/* SPDX-License-Identifier: MIT */
/*
 * cache: what was learned of files, kept from one run to the next in DIR/facts.sqlite. It knows nothing of files or facts: a row has an
 * identity (bytes that say of what it speaks and what it depends on) and content.
 *
 * A row is found only by the very same identity, and only if the SHA-256 over both is the one that was stored with it: bytes that a disk,
 * a crash or a copy changed are a miss. A row is replaced by the next one with its key (a hash of what stays when a file changes).
 *
 * Several processes may use one cache: SQLite's locks, a rollback journal (it works on network file systems, as WAL does not), one
 * short transaction every few seconds. It is not synced to the disk: after a crash of the system it may be damaged, which is seen. A file
 * that is no cache, is damaged, or was made by a newer version is renamed to facts.sqlite.damaged or .newer, unless another process
 * uses it (DIR/lock is held by all that do); then this run goes without.
 *
 * Nothing that goes wrong here is an error: a run without a cache says the same. It is said in a note (a `struct err` that is left
 * alone when there is nothing to say), with ERR_SYSTEM as its code.
 */
#ifndef LICET_CACHE_CACHE_H
#define LICET_CACHE_CACHE_H
#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/stat.h>

struct cache;

/* Makes the directory, for its owner alone, and those on the way. -1: ERR_SYSTEM. Before the sandbox, which must allow to write in it. */
int cache_make_directory(const char *dir, struct err *e);
/*
 * May what is there be believed? -1: ERR_SYSTEM; anybody may write there, it belongs to another user (who is not root, and neither are we),
 * or it, or a file in it, is something else. cache_make_directory asks this, too.
 */
int cache_check(const char *dir, struct err *e);
/* The file with the rows, in memory of the caller's to free. */
char *cache_file(const char *dir);
/* NULL: it cannot be used. To be closed. */
struct cache *cache_open(const char *dir, struct err *note);
void cache_close(struct cache *c, struct err *note); /* NULL is fine */

enum { CACHE_FILES = 5 };
/* What is there now of its own files; how many. */
size_t cache_own_files(const struct cache *c, struct stat out[CACHE_FILES]);

struct cache_wish {
	int64_t key;
	const void *identity;
	size_t len;
	size_t number; /* of the caller's */
};

enum { CACHE_PARTS = 16 };
/*
 * Looks for all wishes, sorted by key, and hands out what is there, where there are many on as many threads; the bytes are lent for the
 * time of the call. The wishes of a part (< CACHE_PARTS) are found by one thread. `found` says whether it was of use.
 */
typedef bool cache_found(void *ctx, size_t part, const struct cache_wish *wish, const void *content, size_t len);
void cache_look_up(struct cache *c, const struct cache_wish *wishes, size_t n, unsigned threads, cache_found *found, void *ctx);

/* Keeps a row. From any thread. */
void cache_put(struct cache *c, int64_t key, const void *identity, size_t identity_len, const void *content, size_t len);

struct cache_stats {
	uint64_t rows, bytes;		/* bytes: of the file */
	uint64_t last_asked, last_hits; /* files of the last run */
};
int cache_stats(struct cache *c, struct cache_stats *out, struct err *e);
/* Drops what was not used for so many days, then what was not used for longest until no more than so many bytes are left; -1: any. */
int cache_prune(struct cache *c, int64_t days, int64_t bytes, uint64_t *dropped, struct err *e);

#endif
