/* SPDX-License-Identifier: MIT */
/*
 * outfile: a file that is written whole or not at all: a temporary name beside it, fsync, rename (placing.h). What is there under the name
 * already and is no regular file (a terminal, a pipe, /dev/null) is written to as it is; a symlink keeps leading where it led.
 *
 * Who reads a pipe may be slow, and is waited for; a run that was told to end (base/halt.h) gives up one that takes nothing for seconds.
 */
#ifndef LICET_REPORT_OUTFILE_H
#define LICET_REPORT_OUTFILE_H
#include "base/err.h"

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

struct outfile {
	FILE *to;
	const char *name;      /* as the user wrote it */
	bool temporary;	       /* it has not its name yet (placing.h) */
	int fd;		       /* below `to` */
	int64_t written, told; /* bytes; those that the disk was told to take */
	bool slow;	       /* private: somebody reads what is written */
	int failed;	       /* private: errno of the first write that failed */
};

/* -1: ERR_SYSTEM with the name and the reason. The name must last; *f stays where it is until it is dropped. */
int outfile_open(struct outfile *f, const char *name, struct err *e);
/* The same for standard output, which stays open when *f is dropped. */
int outfile_stdout(struct outfile *f, struct err *e);
/* Why writing failed, as a sentence behind the file's name; "" when it did not. */
const char *outfile_failure(const struct outfile *f);
/* All bytes are on the disk after this, still under the temporary name. -1: ERR_SYSTEM. */
int outfile_finish(struct outfile *f, struct err *e);
/* Gives the finished file its name. -1: ERR_SYSTEM. */
int outfile_commit(struct outfile *f, struct err *e);
/* Removes what was not committed. Safe on a zeroed struct, and after the commit. */
void outfile_drop(struct outfile *f);

#endif
