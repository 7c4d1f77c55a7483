/* SPDX-License-Identifier: MIT */
/*
 * tree: several files in a directory. The input is a list of files, each after a line =PATH, and of symlinks, each a line @PATH TARGET.
 */
#ifndef LICET_FUZZ_TREE_H
#define LICET_FUZZ_TREE_H
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { PATH_BYTES = 300, FILES = 40 };

static char root[64];

static inline int remove_one(const char *path, const struct stat *st, int flag, struct FTW *ftw)
{
	(void)st, (void)flag, (void)ftw;
	return remove(path);
}

static inline void tree_remove(void)
{
	nftw(root, remove_one, 16, FTW_DEPTH | FTW_PHYS);
}

/* root/name, whose directories are made. False: it is no name for a file in there. */
static inline bool make_place(const char *name, size_t len, char path[PATH_BYTES])
{
	if (!len || len > PATH_BYTES - sizeof root - 2 || memchr(name, 0, len) || *name == '/' || name[len - 1] == '/')
		return false;
	int n = snprintf(path, PATH_BYTES, "%s/%.*s", root, (int)len, name);
	char guarded[PATH_BYTES + 2];
	snprintf(guarded, sizeof guarded, "%s/", path);
	if (strstr(guarded, "/../"))
		return false;
	for (char *slash = path + strlen(root) + 1; (slash = strchr(slash, '/')); slash++) {
		*slash = 0;
		mkdir(path, 0700);
		*slash = '/';
	}
	return n > 0;
}

static inline void put_file(const char *name, size_t name_len, const uint8_t *bytes, size_t len)
{
	char path[PATH_BYTES];
	if (!make_place(name, name_len, path))
		return;
	int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
	if (fd < 0)
		return;
	if (write(fd, bytes, len) != (ssize_t)len)
		abort();
	close(fd);
}

static inline void put_link(const char *line, size_t len)
{
	char path[PATH_BYTES], target[PATH_BYTES];
	const char *blank = memchr(line, ' ', len);
	if (!blank || (size_t)(line + len - blank) > sizeof target || memchr(line, 0, len))
		return;
	snprintf(target, sizeof target, "%.*s", (int)(line + len - blank - 1), blank + 1);
	if (make_place(line, (size_t)(blank - line), path) && symlink(target, path) < 0 && errno == ENOSPC)
		abort();
}

/* The next line that begins a file or a link, or the end. */
static inline const uint8_t *next_mark(const uint8_t *at, const uint8_t *end)
{
	for (; at + 1 < end; at++)
		if (at[0] == '\n' && (at[1] == '=' || at[1] == '@'))
			return at + 1;
	return end;
}

/* Links come last: nothing may be written through one. */
static inline void put_all(const uint8_t *data, size_t size, char kind)
{
	const uint8_t *end = data + size, *at = next_mark(data, end), *next;
	for (int n = 0; at < end && n < FILES; at = next, n++) {
		const uint8_t *line = at + 1, *stop = memchr(line, '\n', (size_t)(end - line));
		stop = stop ? stop : end;
		next = next_mark(stop, end);
		const uint8_t *body = stop < end ? stop + 1 : end, *body_end = next < end ? next - 1 : end;
		if (*at != kind)
			continue;
		if (kind == '@')
			put_link((const char *)line, (size_t)(stop - line));
		else
			put_file((const char *)line, (size_t)(stop - line), body,
				 body < body_end ? (size_t)(body_end - body) : 0);
	}
}

/* The directory with those files, until tree_remove. */
static inline const char *tree_make(const uint8_t *data, size_t size)
{
	if (!root[0]) {
		snprintf(root, sizeof root, "%s/licet-fuzz-tree-%d", access("/dev/shm", W_OK) ? "/tmp" : "/dev/shm",
			 (int)getpid());
		atexit(tree_remove);
	}
	if (mkdir(root, 0700) < 0 && errno != EEXIST)
		abort();
	put_all(data, size, '=');
	put_all(data, size, '@');
	return root;
}

#endif
