/* SPDX-License-Identifier: MIT */
/*
 * unpack: the members of an archive, one after another, as streams. Nothing is written to disk.
 *
 * A file that can be read in any order (stream.fd ≥ 0) is, so that a zip's directory is used and members that nobody wants
 * are not inflated; anything else is read front to back as it comes. What is wrong with the archive is said in the sink of
 * the archive's own entry or, for a member, as a fact about the member: unsafe names, encryption, damage. After damage,
 * what can still be read is.
 */
#ifndef LICET_ENTRY_UNPACK_H
#define LICET_ENTRY_UNPACK_H
#include "entry/budget.h"
#include "entry/container.h"
#include "entry/stream.h"
#include "evidence/fact.h"

struct unpacker;

/* A member of no more bytes is unpacked to its end once it was begun, so that it does not matter who takes all of it at once. */
enum { UNPACK_SMALL = 1 << 18 };

struct member {
	const char *name;     /* entry name: "outer.tar.gz!/dir/file"; until the next unpack_next */
	struct stream *bytes; /* may be read or not; until the next unpack_next */
};

/*
 * Starts on the archive `name` whose bytes `in` yields (borrowed). layer: its budget and outer are the caller's to set beforehand,
 * all else is zero; or it is that of another unpacker of the same file. NULL when it is no archive after all, or one that this
 * build cannot read: the sink then has the FACT_PROBLEM.
 */
struct unpacker *unpack_open(const struct container *c, const char *name, struct stream *in, struct layer *layer,
			     struct sink *sink);

/* Moves to the next member that is a file. false: there are no more, or no more that can be read (the sink says why). */
bool unpack_next(struct unpacker *u, struct member *m);

/*
 * For several unpackers of one file, each on a thread of its own with the same layer, that share out its members: moves to the one of
 * that number, as unpack_next counts them from 0, which must lie ahead. Those before it are neither read nor counted, nor are entries: that
 * is left to the one that goes by unpack_next, and is told of each member that another one has read (unpack_leave).
 */
bool unpack_to(struct unpacker *u, size_t number, struct member *m);
void unpack_leave(struct unpacker *u);
/* Whether it needs no memory for the archive's directory, so that many may read one archive. */
bool unpack_is_light(const struct unpacker *u);
/* Whether it ended because of what the archive is like: then unpackers that began elsewhere may have seen more of it. */
bool unpack_broke(const struct unpacker *u);

/*
 * Of a packed stream that was left before its end: how many of its bytes it was read for, whatever a thread has read ahead; -1: all that were
 * pulled from it.
 */
int64_t unpack_read(const struct unpacker *u);

/* Puts the FACT_PROBLEM for an error that reading gave, with the id that fits ("truncated", "encrypted", "limit" …). */
void unpack_problem(struct sink *sink, const char *entry, const struct err *e);

void unpack_close(struct unpacker *u); /* NULL is fine */

#endif
