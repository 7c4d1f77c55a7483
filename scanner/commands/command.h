/* SPDX-License-Identifier: MIT */
/*
 * command: one file per command, one line in commands.def. main.c parses the options by the command's table, opens the catalog, and calls
 * run() with the operands. run() returns the exit code, or -1 with a sentence (exit 2).
 */
#ifndef LICET_COMMANDS_COMMAND_H
#define LICET_COMMANDS_COMMAND_H
#include "base/arena.h"
#include "base/err.h"
#include "base/opt.h"
#include "catalog/catalog.h"

enum { EXIT_PASS = 0, EXIT_POLICY = 1, EXIT_COULD_NOT = 2, EXIT_INCOMPLETE = 3 };

struct invocation {
	int count; /* operands */
	char **operands;
	const struct catalog *catalog; /* as --data says */
	struct arena *arena;	       /* of the run */
};

struct command {
	const char *name;
	const char *usage;	   /* what follows the name: "[PATH… | -] [-f text|json]" */
	const char *summary;	   /* one line; NULL hides it from help */
	const char *more;	   /* further lines for help and the man page, or NULL */
	const struct opt *options; /* ended by a zeroed entry; their targets are the command's own static variables */
	int (*run)(const struct invocation *in, struct err *e);
};

const struct command *const *command_table(size_t *count);
const struct command *command_find(const char *name); /* NULL when there is none */

extern struct common { /* what the options of all commands say */
	const char *data;
	bool no_sandbox;
	bool help;
} common;
extern const struct opt common_options[];

struct rules;
struct limits;
struct evidence;

/* The defaults, and what --limit says of them (NAME=VALUE each). */
int command_limits(struct limits *l, const struct opt_list *settings, struct err *e);

/*
 * The catalog's rules, ready to run; free with rules_free. Rules of --data are compiled and their examples run first: one that is wrong stops
 * the run (NULL, ERR_DATA). The built-in ones have passed the tests.
 */
struct rules *command_rules_open(const struct invocation *in, const struct limits *limits, struct err *e);

struct outputs_named { /* files that reports go to (report/outfile.h) */
	const char **files;
	size_t n;
};

struct sandbox;
/*
 * Before the first byte of the input is parsed, and before threads: starts the processes that read PDF files and give reports their names,
 * and gives up what reading does not need (base/sandbox.h). The operands can be read, and the outputs written (NULL: none; they must
 * last); `more` says what else can be (NULL: nothing).
 */
int command_confine(const struct invocation *in, const struct limits *limits, const struct sandbox *more,
		    const struct outputs_named *outputs, struct err *e);

/* Ends those processes. */
void command_release(void);

/* On standard error, in a line of its own. */
void command_say(const char *sentence);
/* What could not be read, to stderr, the prefix before each name. EXIT_INCOMPLETE, or EXIT_PASS when there is nothing of it. */
int command_say_problems(const struct evidence *ev, const char *prefix);

/* To stdout: all commands, one command, or everything as a man page (help.c). */
void help_overview(void);
void help_command(const struct command *c);

#endif
