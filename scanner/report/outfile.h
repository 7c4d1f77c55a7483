/* SPDX-License-Identifier: MIT */
/*
 * outfile: a file that is written whole or not at all: a temporary name beside it, fsync, rename. What is there under the name
 * already and is no regular file (a terminal, a pipe, /dev/null) is written to as it is; a symlink keeps leading where it led.
 */
#ifndef LICET_REPORT_OUTFILE_H
#define LICET_REPORT_OUTFILE_H
#include "base/arena.h"
#include "base/err.h"

#include <stdint.h>
#include <stdio.h>

struct outfile {
	FILE *to;
	const char *name;	       /* as the user wrote it */
	const char *final, *temporary; /* temporary: NULL when the file is written to in place */
	int fd;			       /* below `to` */
	int64_t written, told;	       /* bytes; those that the disk was told to take */
};

/* -1: ERR_SYSTEM with the name and the reason. Strings live in the arena; *f stays where it is until it is dropped. */
int outfile_open(struct outfile *f, const char *name, struct arena *a, struct err *e);
/* All bytes are on the disk after this, still under the temporary name. -1: ERR_SYSTEM. */
int outfile_finish(struct outfile *f, struct err *e);
/* Gives the finished file its name. -1: ERR_SYSTEM. */
int outfile_commit(struct outfile *f, struct err *e);
/* Removes what was not committed. Safe on a zeroed struct, and after the commit. */
void outfile_drop(struct outfile *f);

#endif
