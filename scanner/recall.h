/* SPDX-License-Identifier: MIT */
/*
 * recall: what an earlier run learned of a file, with all that lies in it, takes the place of reading it again (cache/cache.h).
 *
 * A file is known again by device, inode, size, and both times to the nanosecond. Changing its bytes sets the time of change (ctime), which
 * nobody can set back; so a file of the same size and with its old mtime is read again. As listing the distribution sees the identity,
 * a file that is known is not even opened. Facts also depend on the name, on what a store expects of the bytes, and on the run: program
 * (the build's own id), data, limits, options. All of that is part of the identity, and all must be the same.
 *
 * Not kept: what had a problem (it is read again, and said again, each time); what changed while it was read, or was changed within
 * two seconds before the scan began, as a further change may show in no clock (git calls such files racy); what comes from no file.
 *
 * Of the limits on the whole run the number of tensors counts for what is recalled too. The others bound the work, of which there is none.
 */
#ifndef LICET_RECALL_H
#define LICET_RECALL_H
#include "cache/cache.h"
#include "entry/file.h"
#include "source/source.h"
#include "visit.h"

struct recall {
	struct cache *cache; /* borrowed; NULL: nothing is kept, nothing recalled */
	struct run *run;
	int64_t begun; /* by the clock that files go by, in nanoseconds */
	uint8_t depends[DIGEST_BYTES];
	bool *known; /* by number of file */
	struct file_state files[CACHE_FILES];
};

int recall_init(struct recall *r, struct cache *cache, struct run *run, struct err *e);
void recall_release(struct recall *r);
/*
 * The cache may lie in the distribution: its files are none of it. (Besides, SQLite loses its locks when another part of the process closes
 * a file that it has open.) Whatever else is in its directory is read.
 */
void recall_leave_out(struct recall *r, struct source_list *files);
/* Adds the facts of all files that are known to the run's evidence, in the order of the files. */
void recall_files(struct recall *r, const struct source_list *files);
bool recall_has(const struct recall *r, size_t file);

/* To be told when a file was visited: keeps what the take has. */
void recall_keep(const struct recall *r, const struct source_file *file, const struct file_stream *stream, struct take *take);

#endif
