/* SPDX-License-Identifier: MIT */
/* For the build only: writes the catalog of --data as C source. */
#include "catalog/embed.h"

#include "commands/command.h"

static int run(const struct invocation *in, struct err *e)
{
	if (in->count != 1)
		return err_set(e, ERR_USAGE, "embed needs the directory to write into");
	return catalog_embed(in->catalog, in->operands[0], e);
}

const struct command command_embed = {
	.name = "embed",
	.usage = "DIR",
	.run = run,
};
