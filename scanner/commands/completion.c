/* SPDX-License-Identifier: MIT */
/* completion: scripts that let a shell complete command lines of licet. They ask `licet complete`, so that they never grow old. */
#include "base/incbin.h"
#include "commands/command.h"

#include <stdio.h>
#include <string.h>

INCBIN(completion_bash, "scanner/commands/completion.bash");
INCBIN(completion_zsh, "scanner/commands/completion.zsh");
INCBIN(completion_fish, "scanner/commands/completion.fish");

static const struct {
	const char *name, *script;
} shells[] = {{"bash", completion_bash}, {"zsh", completion_zsh}, {"fish", completion_fish}};

static int run(const struct invocation *in, struct err *e)
{
	for (size_t i = 0; in->count == 1 && i < sizeof shells / sizeof *shells; i++)
		if (!strcmp(in->operands[0], shells[i].name)) {
			fputs(shells[i].script, stdout);
			return EXIT_PASS;
		}
	return err_set(e, ERR_USAGE, "completion needs the name of a shell: bash, zsh or fish");
}

const struct command command_completion = {
	.name = "completion",
	.usage = "bash | zsh | fish",
	.summary = "print a script that lets the shell complete command lines of licet",
	.more = "bash: source <(licet completion bash)\n"
		"zsh:  licet completion zsh >\"${fpath[1]}/_licet\"\n"
		"fish: licet completion fish >~/.config/fish/completions/licet.fish",
	.run = run,
};
