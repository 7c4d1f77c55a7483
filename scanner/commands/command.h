/* SPDX-License-Identifier: MIT */
/* command: one file per command (commands.def). run() returns the exit code: 0 pass, 1 policy says no, 2 could not run, 3 incomplete. */
#ifndef LICET_COMMANDS_COMMAND_H
#define LICET_COMMANDS_COMMAND_H
#include "base/err.h"
#include "base/opt.h"

enum { EXIT_PASS = 0, EXIT_POLICY = 1, EXIT_COULD_NOT = 2, EXIT_INCOMPLETE = 3 };

struct command {
	const char *name;
	const char *usage;   /* after the name: "[PATH… | -] [-f text|json]" */
	const char *summary; /* one line */
	const struct opt *options; /* table ended by a zeroed entry; --data and --help are common to all */
	int (*run)(int argc, char **argv, struct err *e); /* argv[0] is the command's name; -1: *e says why, exit 2 */
};

const struct command *const *command_table(size_t *count);

#endif
