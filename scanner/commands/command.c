/* SPDX-License-Identifier: MIT */
#include "commands/command.h"

#include "base/limits.h"

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
