/* SPDX-License-Identifier: MIT */
/* directory: a tree of files, stores of models in it included (source/walk.h). */
#define _GNU_SOURCE
#include "base/path.h"
#include "source/hub.h"
#include "source/store.h"
#include "source/walk.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>

static bool takes(const char *path, const struct stat *st)
{
	(void)path;
	return st && S_ISDIR(st->st_mode);
}

static void free_string(char **s)
{
	free(*s);
}

/* The user's path without trailing slashes; "." names nothing that a report should repeat. */
static char *clean_prefix(struct arena *a, const char *prefix)
{
	size_t len = strlen(prefix);
	while (len > 1 && prefix[len - 1] == '/')
		len--;
	return arena_strndup(a, prefix, len);
}

/*
 * A snapshot of a hub cache is nothing without the blobs that lie beside it: the repository is then the distribution, of which
 * this is walked.
 */
static int list_snapshot(struct source_list *l, const char *real, size_t repository, const char *prefix, struct err *e)
{
	char *root_path = arena_strndup(&l->arena, real, repository);
	int root = open(root_path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (root < 0)
		return err_set(e, ERR_SYSTEM, "%s cannot be opened: %s", root_path, strerror(errno));
	struct walk w = {
		.list = l, .root = root, .root_number = source_add_root(l, root), .real_root = root_path, .in_snapshot = true};
	const char *name = clean_prefix(&l->arena, prefix);
	struct store_dir d = {.walk = &w, .name = name, .path = real + repository + 1};
	const char *model = store_model(&d, name);
	store_fact(&d, model, "name", hub_repository_id(&l->arena, path_base(root_path)));
	store_fact(&d, model, "revision", arena_strdup(&l->arena, path_base(real)));
	walk_directory(&w, name, d.path, 0);
	free(w.entered);
	return 0;
}

static int list(struct source_list *l, const char *path, const char *prefix, struct err *e)
{
	int root = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (root < 0) {
		if (errno != EACCES)
			return err_set(e, ERR_SYSTEM, "%s cannot be opened: %s", path, strerror(errno));
		sink_problem(l->sink, "unreadable", "%s cannot be read: %s.", path, strerror(errno));
		return 0;
	}
	struct walk w = {.list = l, .root = root, .root_number = source_add_root(l, root)};
	__attribute__((cleanup(free_string))) char *real = realpath(path, NULL);
	if (!real)
		return err_set(e, ERR_SYSTEM, "%s cannot be resolved: %s", path, strerror(errno));
	size_t repository = hub_snapshot_root(real);
	if (repository)
		return list_snapshot(l, real, repository, prefix, e);
	w.real_root = real;
	walk_directory(&w, clean_prefix(&l->arena, prefix), "", 0);
	free(w.entered);
	return 0;
}

const struct source source_directory = {.id = "directory", .title = "a directory", .takes = takes, .list = list};
