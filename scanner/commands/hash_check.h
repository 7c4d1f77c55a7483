/* SPDX-License-Identifier: MIT */
/* hash_check: whether files are what a manifest says, as `sha256sum -c` tells it. */
#ifndef LICET_COMMANDS_HASH_CHECK_H
#define LICET_COMMANDS_HASH_CHECK_H
#include "commands/command.h"

struct scan_options;

/*
 * Prints a line for each file that the manifest names. Both kinds of manifest that `licet hash` writes are read. Where a weights
 * file differs but its tensors are the same, that is said. Returns the exit code, or -1 (ERR_DATA: it is no manifest).
 */
int hash_check(const struct invocation *in, const char *manifest, const struct scan_options *o, bool quiet, struct err *e);

#endif
