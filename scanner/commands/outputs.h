/* SPDX-License-Identifier: MIT */
/*
 * outputs: where the reports of one scan go. Each is FORMAT, which goes to standard output (or to the file of -o), or
 * FORMAT=FILE. At most one of them goes to standard output.
 */
#ifndef LICET_COMMANDS_OUTPUTS_H
#define LICET_COMMANDS_OUTPUTS_H
#include "base/opt.h"
#include "commands/command.h"
#include "report/report.h"

struct output_target {
	const struct report *report;
	const char *file; /* NULL: standard output */
};

struct outputs {
	struct output_target *at;
	size_t count;
};

/*
 * The first report of reports.def when there are no wishes; file: that of -o, or NULL. Lives in the arena. -1: ERR_USAGE; ERR_SYSTEM for a
 * file in a directory that is not there, which must be known before hours of reading.
 */
int outputs_init(struct outputs *o, const struct opt_list *wishes, const char *file, struct arena *a, struct err *e);
/* The files that will be written. */
struct outputs_named outputs_names(const struct outputs *o, struct arena *a);
/* All files are written before the first gets its name: either all of them are there, or none. quiet: only the files. -1: ERR_SYSTEM. */
int outputs_write(const struct outputs *o, const struct results *r, bool quiet, struct arena *a, struct err *e);

#endif
