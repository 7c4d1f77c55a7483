/* SPDX-License-Identifier: MIT */
/* file: one file that the user named, an archive or not. Symlinks on the way to it are the user's own and are followed. */
#define _GNU_SOURCE
#include "source/source.h"

#include "base/path.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>

static bool takes(const char *path, const struct stat *st)
{
	(void)path;
	return st && S_ISREG(st->st_mode);
}

static int list(struct source_list *l, const char *path, const char *prefix, struct err *e)
{
	(void)e;
	const char *name = arena_strdup(&l->arena, *prefix ? prefix : path_base(path));
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
	struct stat st;
	if (fd < 0 || fstat(fd, &st) < 0) {
		struct place at = {.entry = name};
		const char *sentence = arena_printf(l->sink->arena, "It cannot be opened: %s.", strerror(errno));
		sink_add(l->sink, &(struct fact){.kind = FACT_PROBLEM, .key = "unreadable", .value = sentence, .at = at});
		return 0;
	}
	source_add_file(l, (struct source_file){
				   .name = name, .root = source_add_root(l, fd), .size = st.st_size, .state = file_state(&st)});
	return 0;
}

const struct source source_file = {.id = "file", .title = "one file, an archive or not", .takes = takes, .list = list};
