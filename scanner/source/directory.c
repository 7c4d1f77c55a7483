/* SPDX-License-Identifier: MIT */
/*
 * directory: a tree of files, in byte order of their names.
 *
 * A symlink is followed when what it leads to lies inside the tree; it is then listed under its own name but opened by the
 * real path, without symlinks. A directory is entered through symlinks once at most, which cuts every loop and keeps
 * hostile trees of links from growing without bound. .git is skipped: it holds history, not the distribution.
 */
#define _GNU_SOURCE
#include "source/source.h"

#include "base/buf.h"
#include "base/path.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MAX_DEPTH = 512 }; /* of directories; each level costs a stack frame */

struct identity {
	dev_t device;
	ino_t inode;
};

struct walk {
	struct source_list *list;
	int root, root_number;
	const char *real_root;	  /* absolute, without symlinks */
	struct identity *entered; /* directories entered through a symlink */
	size_t n_entered, entered_capacity;
	bool full; /* the limit on entries is reached */
};

struct names {
	char **at;
	size_t count, capacity;
};

static int walk_directory(struct walk *w, const char *name, const char *path, int depth);

static bool takes(const char *path, const struct stat *st)
{
	(void)path;
	return st && S_ISDIR(st->st_mode);
}

static void say(struct walk *w, enum fact_kind kind, const char *id, const char *entry, const char *sentence)
{
	struct place at = {.entry = arena_strdup(&w->list->arena, entry)};
	sink_add(w->list->sink, &(struct fact){.kind = kind, .key = id, .value = sentence, .at = at});
}

static void say_unreadable(struct walk *w, const char *entry, int why)
{
	say(w, FACT_PROBLEM, "unreadable", entry, arena_printf(&w->list->arena, "It cannot be read: %s.", strerror(why)));
}

static char *join(const char *dir, const char *base)
{
	char *joined;
	if (asprintf(&joined, "%s%s%s", dir, *dir ? "/" : "", base) < 0)
		mem_exhausted();
	return joined;
}

static void free_string(char **s)
{
	free(*s);
}

static void names_release(struct names *n)
{
	for (size_t i = 0; i < n->count; i++)
		free(n->at[i]);
	free(n->at);
}

static int compare_names(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* The names in a directory, sorted. Takes over fd. 0 or an errno. */
static int names_read(struct names *n, int fd)
{
	DIR *dir = fdopendir(fd);
	if (!dir) {
		int why = errno;
		close(fd);
		return why;
	}
	errno = 0;
	for (struct dirent *d; (d = readdir(dir)) != NULL; errno = 0) {
		if (!strcmp(d->d_name, ".") || !strcmp(d->d_name, ".."))
			continue;
		char *copy = strdup(d->d_name);
		if (!copy)
			mem_exhausted();
		VEC_PUSH(n->at, n->count, n->capacity, copy);
	}
	int why = errno;
	closedir(dir);
	if (n->count)
		qsort(n->at, n->count, sizeof *n->at, compare_names);
	return why;
}

static bool name_fits(struct walk *w, const char *name)
{
	if ((int64_t)strlen(name) <= w->list->limits->name_bytes)
		return true;
	say(w, FACT_PROBLEM, "limit", name,
	    arena_printf(&w->list->arena, "Its name is longer than %lld bytes (--limit name-bytes=…); it was not read.",
			 (long long)w->list->limits->name_bytes));
	return false;
}

static const char *special_name(mode_t mode)
{
	return S_ISFIFO(mode) ? "FIFO" : S_ISSOCK(mode) ? "socket" : S_ISCHR(mode) ? "character device" : "block device";
}

static void add_file(struct walk *w, const char *name, const char *path, const struct stat *st)
{
	struct arena *a = &w->list->arena;
	struct source_file file = {
		.name = arena_strdup(a, name), .path = arena_strdup(a, path), .root = w->root_number, .size = st->st_size};
	w->full = !source_add_file(w->list, file);
}

static bool entered_before(struct walk *w, const struct stat *st)
{
	for (size_t i = 0; i < w->n_entered; i++)
		if (w->entered[i].device == st->st_dev && w->entered[i].inode == st->st_ino)
			return true;
	VEC_PUSH(w->entered, w->n_entered, w->entered_capacity, (struct identity){st->st_dev, st->st_ino});
	return false;
}

/* Where a symlink leads: the path below the root ("" for the root itself), or NULL when that is elsewhere or nothing. */
static char *resolve(struct walk *w, const char *path)
{
	__attribute__((cleanup(free_string))) char *link = join(w->real_root, path);
	__attribute__((cleanup(free_string))) char *real = realpath(link, NULL);
	if (!real)
		return NULL;
	size_t len = strcmp(w->real_root, "/") ? strlen(w->real_root) : 0;
	char *below = NULL;
	if (!strncmp(real, w->real_root, len) && (real[len] == 0 || real[len] == '/'))
		below = arena_strdup(&w->list->arena, real + len + (real[len] == '/'));
	else
		errno = 0;
	return below;
}

static bool lies_below(const char *path, const char *dir)
{
	size_t len = strlen(dir);
	return len == 0 || (!strncmp(path, dir, len) && (path[len] == '/' || path[len] == 0));
}

static void follow(struct walk *w, const char *name, const char *path, int depth)
{
	struct arena *a = &w->list->arena;
	const char *target = resolve(w, path);
	struct stat st;
	if (!target && errno == 0) {
		say(w, FACT_NOTE, "symlink-outside", name,
		    "It is a symlink that leads out of the distribution; it was not followed.");
		return;
	}
	if (!target) {
		say(w, FACT_NOTE, "symlink-broken", name,
		    arena_printf(a, "It is a symlink that leads nowhere: %s.", strerror(errno)));
		return;
	}
	int fd = source_open_beneath(w->root, target, O_PATH);
	if (fd < 0 || fstat(fd, &st) < 0)
		say_unreadable(w, name, errno);
	else if (S_ISREG(st.st_mode))
		add_file(w, name, target, &st);
	else if (!S_ISDIR(st.st_mode))
		say(w, FACT_NOTE, "special-file", name,
		    arena_printf(a, "It leads to a %s; it was not opened.", special_name(st.st_mode)));
	else if (lies_below(path, target))
		say(w, FACT_NOTE, "symlink-loop", name, "It is a symlink to a directory that it lies in; it was not followed.");
	else if (entered_before(w, &st))
		say(w, FACT_NOTE, "symlink-again", name,
		    "It is a symlink to a directory that was entered through another one before.");
	else
		walk_directory(w, name, target, depth + 1);
	if (fd >= 0)
		close(fd);
}

static void walk_entry(struct walk *w, int dir, const char *base, const char *name, const char *path, int depth)
{
	struct stat st;
	if (!name_fits(w, name))
		return;
	if (fstatat(dir, base, &st, AT_SYMLINK_NOFOLLOW) < 0)
		say_unreadable(w, name, errno);
	else if (S_ISREG(st.st_mode))
		add_file(w, name, path, &st);
	else if (S_ISLNK(st.st_mode))
		follow(w, name, path, depth);
	else if (!S_ISDIR(st.st_mode))
		say(w, FACT_NOTE, "special-file", name,
		    arena_printf(&w->list->arena, "It is a %s; it was not opened.", special_name(st.st_mode)));
	else if (!strcmp(base, ".git"))
		say(w, FACT_NOTE, "git-directory", name, "It holds the history of a repository; it was not read.");
	else
		walk_directory(w, name, path, depth + 1);
}

static void close_fd(int *fd)
{
	if (*fd >= 0)
		close(*fd);
}

/* name: as reports print it; path: below the root, without symlinks. */
static int walk_directory(struct walk *w, const char *name, const char *path, int depth)
{
	__attribute__((cleanup(names_release))) struct names names = {0};
	__attribute__((cleanup(close_fd))) int dir = -1;
	if (depth > MAX_DEPTH) {
		say(w, FACT_PROBLEM, "limit", name, "Directories are nested too deeply here; it was not read.");
		return -1;
	}
	int fd = source_open_beneath(w->root, path, O_RDONLY | O_DIRECTORY);
	int why = fd < 0 ? errno : names_read(&names, fd);
	if (why)
		say_unreadable(w, name, why);
	if (fd < 0 || (dir = source_open_beneath(w->root, path, O_PATH | O_DIRECTORY)) < 0)
		return -1;
	for (size_t i = 0; i < names.count && !w->full; i++) {
		__attribute__((cleanup(free_string))) char *child = join(name, names.at[i]);
		__attribute__((cleanup(free_string))) char *child_path = join(path, names.at[i]);
		walk_entry(w, dir, names.at[i], child, child_path, depth);
	}
	return 0;
}

/* The user's path without trailing slashes; "." names nothing that a report should repeat. */
static char *clean_prefix(struct arena *a, const char *prefix)
{
	size_t len = strlen(prefix);
	while (len > 1 && prefix[len - 1] == '/')
		len--;
	return arena_strndup(a, prefix, len);
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
	w.real_root = real;
	walk_directory(&w, clean_prefix(&l->arena, prefix), "", 0);
	free(w.entered);
	return 0;
}

const struct source source_directory = {.id = "directory", .title = "a directory", .takes = takes, .list = list};
