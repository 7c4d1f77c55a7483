/* SPDX-License-Identifier: MIT */
/*
 * placing: how a file is written whole or not at all: made under a temporary name beside its own, on the disk when it gets that name.
 *
 * What stands beside a report is often all that the user has, and no sandbox can allow a rename there and nothing else. So a small
 * process outside of it makes, names and removes the files: those that it was told of before, and no others. It ends with this process,
 * however that ends, and leaves no temporary file behind.
 */
#ifndef LICET_REPORT_PLACING_H
#define LICET_REPORT_PLACING_H
#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * Starts that process for these files, if there are any. Before threads and the sandbox, and behind text/pdf_server.h. The names stay the
 * caller's, and must last. -1: ERR_SYSTEM.
 */
int placing_serve(const char *const *names, size_t n, struct err *e);
/* What has no name yet is gone after this. */
void placing_end(void);

/* A file that it was not told of is placed by this process itself, one at a time. */

/* Whether what is there must be written to as it is: a terminal, a pipe, a device. */
bool placing_in_place(const char *name);
/* A descriptor of a new file that is to become this one, or replace it (where a symlink leads, not the link); -1 with errno. */
int placing_open(const char *name);
/* Gives it the name, also on the disk. Not 0: an errno. */
int placing_settle(const char *name);
/* Removes it. Does nothing when it has its name. */
void placing_drop(const char *name);

#endif
