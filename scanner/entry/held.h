/* SPDX-License-Identifier: MIT */
/*
 * held: a stream whose bytes were taken to be read in any order: into memory, or into a file of the spool when they are many.
 */
#ifndef LICET_ENTRY_HELD_H
#define LICET_ENTRY_HELD_H
#include "base/buf.h"
#include "base/limits.h"
#include "entry/stream.h"

struct held_stream { /* all zero: nothing was taken */
	/* What was taken, and then what the stream has left. When all of it was taken .size is known and .memory or .fd has it. */
	struct stream stream;
	bool all;
	bool failed; /* the stream, which may not say so again; why is in failure */
	struct err failure;
	struct err why_not; /* ERR_LIMIT: a clause that says why not all was taken */
	/* its own: */
	struct stream *from; /* borrowed */
	struct buf bytes;
	int fd, level; /* of the file; -1 */
	uint64_t in_file, read_to;
	char *buffer;	   /* of what is read from the file */
	const void *chunk; /* fitted nowhere */
	size_t chunk_len;
	unsigned given;
};

/*
 * Takes all that `from` has: as much as --limit spool-bytes in memory; more of it in a file, as much as --limit disk-bytes. archives: in
 * how many the entry lies (entry/spool.h). False: not all could be taken.
 */
bool held_take(struct held_stream *h, struct stream *from, const struct limits *limits, int archives);
void held_release(struct held_stream *h);

#endif
