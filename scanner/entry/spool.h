/* SPDX-License-Identifier: MIT */
/*
 * spool: temporary files, for entries that must be read in any order, come in a stream and are too large to be held in memory.
 *
 * They have no name, so that they are gone when the process ends, however it ends; and they are opened before the sandbox is entered, which
 * lets nobody write in a directory for temporary files. Each level has files of its own: an entry that lies in n archives takes one of level
 * n, and those around it have theirs of lower levels. So who waits for a file gets one, and it does not depend on threads who does.
 */
#ifndef LICET_ENTRY_SPOOL_H
#define LICET_ENTRY_SPOOL_H
#include "base/err.h"

#include <stddef.h>
#include <stdint.h>

enum { SPOOL_LEVELS = 4 };

/* Before threads begin and before the sandbox is entered. Where it cannot be had spool_take says why. Does nothing the second time. */
void spool_open(void);
void spool_close(void); /* when nobody has one of its files any more */

/* An empty file, after waiting for it if it must be. -1: ERR_LIMIT, with a clause that says why there is none. */
int spool_take(int level, struct err *e);
/* Puts all of the bytes there. It leaves others half of the room that there was. -1: ERR_LIMIT, with a clause. */
int spool_write(int fd, const void *bytes, size_t len, uint64_t at, struct err *e);
void spool_give(int level, int fd);

#endif
