/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "source/source.h"

#include "base/buf.h"
#include "source/hub.h"
#include "source/shared.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/openat2.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#define SOURCE(name) extern const struct source source_##name;
#include "source/sources.def"
#undef SOURCE

static const struct source *const sources[] = {
#define SOURCE(name) &source_##name,
#include "source/sources.def"
#undef SOURCE
	NULL,
};

static int64_t nanoseconds(const struct timespec *t)
{
	return (int64_t)t->tv_sec * 1000000000 + t->tv_nsec;
}

struct file_state file_state(const struct stat *st)
{
	return (struct file_state){.device = st->st_dev,
				   .inode = st->st_ino,
				   .size = (uint64_t)st->st_size,
				   .mtime = nanoseconds(&st->st_mtim),
				   .ctime = nanoseconds(&st->st_ctim)};
}

void source_list_init(struct source_list *l, const struct limits *limits, unsigned threads, struct sink *sink)
{
	*l = (struct source_list){.threads = threads, .limits = limits, .sink = sink};
	arena_init(&l->arena);
}

void source_list_release(struct source_list *l)
{
	for (size_t i = 0; i < l->n_roots; i++)
		close(l->roots[i]);
	free(l->roots);
	free(l->slots);
	free(l->at);
	arena_release(&l->arena);
	*l = (struct source_list){0};
}

int source_add_root(struct source_list *l, int fd)
{
	VEC_PUSH(l->roots, l->n_roots, l->roots_capacity, fd);
	return (int)l->n_roots - 1;
}

bool source_add_file(struct source_list *l, struct source_file file)
{
	if ((int64_t)l->count >= l->limits->entries) {
		if (!l->full)
			sink_problem(l->sink, "limit",
				     "There are more than %lld files (--limit entries=…); the rest was not read.",
				     (long long)l->limits->entries);
		l->full = true;
		return false;
	}
	VEC_PUSH(l->at, l->count, l->capacity, file);
	source_find_first(l);
	return true;
}

int source_add(struct source_list *l, const char *path, bool alone, struct err *e)
{
	struct stat st;
	bool exists = stat(path, &st) == 0;
	int why = errno;
	for (const struct source *const *s = sources; *s; s++)
		if ((*s)->takes(path, exists ? &st : NULL))
			return (*s)->list(l, path, alone ? "" : path, e);
	if (exists)
		return err_set(e, ERR_USAGE, "%s is neither a file nor a directory", path);
	if (why == ENOENT || why == ENOTDIR)
		return err_set(e, ERR_USAGE, "%s does not exist", path);
	return err_set(e, ERR_SYSTEM, "%s cannot be opened: %s", path, strerror(why));
}

static void free_string(char **s)
{
	free(*s);
}

const char *source_reach(const char *path, struct arena *a)
{
	__attribute__((cleanup(free_string))) char *real = realpath(path, NULL);
	size_t repository = real ? hub_snapshot_root(real) : 0;
	return repository ? arena_strndup(a, real, repository) : path;
}

static int open_component(int dir, const char *from, size_t len, int flags)
{
	char name[NAME_MAX + 1];
	if (len > NAME_MAX) {
		errno = ENAMETOOLONG;
		return -1;
	}
	memcpy(name, from, len);
	name[len] = 0;
	return openat(dir, name, flags | O_NOFOLLOW | O_CLOEXEC);
}

static int open_by_components(int root, const char *path, int flags)
{
	int dir = root;
	for (;;) {
		size_t len = strcspn(path, "/");
		bool last = path[len] == 0;
		int next = len ? open_component(dir, path, len, last ? flags : O_PATH | O_DIRECTORY)
			       : openat(dir, ".", (last ? flags : O_PATH) | O_CLOEXEC);
		int why = errno;
		if (dir != root)
			close(dir);
		errno = why;
		if (next < 0 || last)
			return next;
		dir = next;
		path += len + 1;
	}
}

/* In one call where the kernel (Linux 5.6) and the sandbox around us have it, and the path is no longer than the kernel takes. */
int source_open_beneath(int root, const char *path, int flags)
{
	int large = flags & O_PATH ? 0 : O_LARGEFILE; /* which must not stand beside O_PATH */
	struct open_how how = {.flags = (uint64_t)(flags | large | O_NOFOLLOW | O_CLOEXEC), .resolve = RESOLVE_NO_SYMLINKS};
	long fd = *path ? syscall(SYS_openat2, root, path, &how, sizeof how) : -1;
	bool elsewise = fd < 0 && (!*path || errno == ENOSYS || errno == EPERM || errno == ENAMETOOLONG);
	return elsewise ? open_by_components(root, path, flags) : (int)fd;
}

int source_open(const struct source_list *l, const struct source_file *f, struct stat *st, struct err *e)
{
	int root = l->roots[f->root];
	/* O_NONBLOCK: should a FIFO have taken the file's place meanwhile, opening it must not wait for a writer. */
	int fd = f->path ? source_open_beneath(root, f->path, O_RDONLY | O_NONBLOCK) : fcntl(root, F_DUPFD_CLOEXEC, 0);
	if (fd < 0)
		return err_set(e, ERR_INPUT, "It cannot be opened: %s.", strerror(errno));
	if (f->path && (fstat(fd, st) < 0 || !S_ISREG(st->st_mode))) {
		close(fd);
		return err_set(e, ERR_INPUT, "It was a file when the distribution was listed and is none any more.");
	}
	return fd;
}
