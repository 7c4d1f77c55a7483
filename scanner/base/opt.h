/* SPDX-License-Identifier: MIT */
/*
 * opt: command-line options as tables, from which parsing, `licet help`, and the man page are made.
 */
#ifndef LICET_BASE_OPT_H
#define LICET_BASE_OPT_H
#include "base/err.h"

#include <stdbool.h>
#include <stddef.h>

enum opt_type {
	OPT_FLAG,   /* target: bool * */
	OPT_STRING, /* target: const char ** */
	OPT_NUMBER, /* target: int *, ≥ 0 */
	OPT_LIST,   /* target: struct opt_list *; may be given several times, and comma-separated */
	OPT_EACH,   /* target: struct opt_list *; may be given several times, taken whole */
};

struct opt_list {
	const char **at; /* owned; opt_list_release; the strings are pieces of argv or owned copies in `copies` */
	size_t count, capacity;
	char **copies;
	size_t n_copies, copies_capacity;
};

struct opt {
	const char *name; /* long name without dashes; NULL ends the table */
	char letter;	  /* short name or 0 */
	enum opt_type type;
	const char *value; /* name of the value in help, or NULL for a flag */
	const char *help;
	void *target;
};

void opt_list_release(struct opt_list *l);

/*
 * Parses argv[1..argc) in place against the tables (ending with a zeroed entry; `more` may be NULL). Options and operands may be
 * mixed; `--` ends options; "-" alone is an operand. Operands are moved to argv[1..]; returns their count, or -1 (ERR_USAGE).
 */
int opt_parse(int argc, char **argv, const struct opt *table, const struct opt *more, struct err *e);

#endif
