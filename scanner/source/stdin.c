/* SPDX-License-Identifier: MIT */
/* stdin: one stream, "-" or a pipe that the shell made (`licet scan <(command)`). */
#define _GNU_SOURCE
#include "source/source.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

static bool is_dash(const char *path)
{
	return !strcmp(path, "-");
}

static bool takes(const char *path, const struct stat *st)
{
	return is_dash(path) || (st && S_ISFIFO(st->st_mode));
}

static int list(struct source_list *l, const char *path, const char *prefix, struct err *e)
{
	int fd = is_dash(path) ? fcntl(STDIN_FILENO, F_DUPFD_CLOEXEC, 0) : open(path, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return err_set(e, ERR_SYSTEM, "%s cannot be opened: %s", is_dash(path) ? "standard input" : path,
			       strerror(errno));
	const char *name = is_dash(path) || !*prefix ? "stdin" : arena_strdup(&l->arena, prefix);
	source_add_file(l, (struct source_file){.name = name, .root = source_add_root(l, fd)});
	return 0;
}

const struct source source_stdin = {.id = "stdin", .title = "a stream on standard input", .takes = takes, .list = list};
