/* SPDX-License-Identifier: MIT */
#include "commands/watching.h"

#include "base/tty.h"
#include "scan.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static void say_entry(void *ctx, const char *name, const char *as, uint64_t bytes)
{
	BUF_AUTO struct buf line;
	buf_init(&line, 1 << 16);
	buf_add_str(&line, "licet: ");
	tty_escape(&line, name, strlen(name));
	buf_printf(&line, ": %llu bytes, %s%s", (unsigned long long)bytes, *as ? "read as " : "not looked into", as);
	progress_say(ctx, buf_str(&line));
}

void watching_begin(struct progress *p, struct scan_options *o, bool quiet, bool verbose)
{
	const char *terminal = getenv("TERM");
	bool smart = isatty(STDERR_FILENO) && terminal && strcmp(terminal, "dumb") != 0;
	progress_begin(p, stderr, smart && !quiet);
	o->watch.progress = p;
	if (!verbose)
		return;
	o->watch.entry = say_entry;
	o->watch.ctx = p;
}
