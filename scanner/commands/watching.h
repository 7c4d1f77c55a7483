/* SPDX-License-Identifier: MIT */
/* watching: what the user sees of a scan while it runs, on standard error: how far it is (on a terminal), and with -v every entry. */
#ifndef LICET_COMMANDS_WATCHING_H
#define LICET_COMMANDS_WATCHING_H
#include "base/progress.h"

struct scan_options;

/* Begins, and has the scan tell *p. quiet: nothing is shown. verbose: a line for each entry. End it with progress_end. */
void watching_begin(struct progress *p, struct scan_options *o, bool quiet, bool verbose);

#endif
