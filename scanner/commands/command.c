/* SPDX-License-Identifier: MIT */
#include "commands/command.h"

#include "base/limits.h"
#include "base/tty.h"
#include "evidence/fact.h"

#include <stdio.h>
#include <string.h>

#define COMMAND(name) extern const struct command command_##name;
#include "commands/commands.def"
#undef COMMAND

static const struct command *const table[] = {
#define COMMAND(name) &command_##name,
#include "commands/commands.def"
#undef COMMAND
};

struct common common;

const struct opt common_options[] = {
	{"data", 0, OPT_STRING, "DIR", "licenses/ and rules/ to lay over the built-in ones (a full set replaces them)",
	 &common.data},
	{"no-sandbox", 0, OPT_FLAG, NULL,
	 "keep the rights that reading does not need; `licet version` says what there is to give up", &common.no_sandbox},
	{"help", 'h', OPT_FLAG, NULL, "say how the command is used", &common.help},
	{0},
};

const struct command *const *command_table(size_t *count)
{
	*count = sizeof table / sizeof *table;
	return table;
}

const struct command *command_find(const char *name)
{
	for (size_t i = 0; i < sizeof table / sizeof *table; i++)
		if (!strcmp(table[i]->name, name))
			return table[i];
	return NULL;
}

int command_limits(struct limits *l, const struct opt_list *settings, struct err *e)
{
	limits_init(l);
	for (size_t i = 0; i < settings->count; i++)
		if (limits_set(l, settings->at[i], e) < 0)
			return -1;
	return 0;
}

void command_say(const char *sentence)
{
	BUF_AUTO struct buf line;
	buf_init(&line, 1 << 16);
	tty_escape(&line, sentence, strlen(sentence));
	fprintf(stderr, "licet: %s\n", buf_str(&line));
}

int command_say_problems(const struct evidence *ev, const char *prefix)
{
	int code = EXIT_PASS;
	for (size_t i = 0; i < ev->count; i++) {
		if (ev->facts[i].kind != FACT_PROBLEM)
			continue;
		BUF_AUTO struct buf line;
		buf_init(&line, 1 << 16);
		tty_escape(&line, prefix, strlen(prefix));
		tty_escape(&line, ev->facts[i].at.entry, strlen(ev->facts[i].at.entry));
		buf_add_str(&line, ": ");
		tty_escape(&line, ev->facts[i].value, strlen(ev->facts[i].value));
		fprintf(stderr, "licet: %s\n", buf_str(&line));
		code = EXIT_INCOMPLETE;
	}
	return code;
}
