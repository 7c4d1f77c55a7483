/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "source/listing.h"

#include "base/fd.h"
#include "base/pool.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { BLOCK = 32 << 10 };

/* --- one directory ---------------------------------------------------------------------------------------------------------- */

static int compare_names(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* All that the system says of the directory, in n->block; how many bytes. */
static size_t read_block(struct names *n, int fd, int *why)
{
	size_t len = 0, room = 0;
	for (ssize_t got = 1; got > 0; len += got > 0 ? (size_t)got : 0) {
		if (room - len < BLOCK)
			n->block = mem_resize(n->block, room = 2 * room + BLOCK, 1);
		got = getdents64(fd, n->block + len, room - len);
		*why = got < 0 ? errno : 0;
	}
	return len;
}

int names_read(struct names *n, int fd)
{
	int why;
	size_t len = read_block(n, fd, &why), room = 0;
	for (size_t at = 0; at < len;) {
		struct dirent64 *entry = (struct dirent64 *)(void *)(n->block + at);
		at += entry->d_reclen;
		if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
			VEC_PUSH(n->at, n->count, room, entry->d_name);
	}
	if (n->count)
		qsort(n->at, n->count, sizeof *n->at, compare_names);
	return why;
}

void names_release(struct names *n)
{
	free(n->at);
	free(n->block);
	*n = (struct names){0};
}

struct seen see(int dir, const char *base)
{
	struct stat st;
	if (dir < 0 || fstatat(dir, base, &st, AT_SYMLINK_NOFOLLOW | AT_EMPTY_PATH) < 0)
		return (struct seen){.why = errno};
	return (struct seen){.mode = st.st_mode, .state = file_state(&st)};
}

void listing_read(struct listing *l, int root, const char *path)
{
	*l = (struct listing){0};
	FD_AUTO int dir = source_open_beneath(root, path, O_RDONLY | O_DIRECTORY);
	l->why = dir < 0 ? errno : names_read(&l->names, dir);
	l->seen = mem_array(l->names.count, sizeof *l->seen);
	for (size_t i = 0; i < l->names.count; i++)
		l->seen[i] = see(dir, l->names.at[i]);
}

void listing_release(struct listing *l)
{
	names_release(&l->names);
	free(l->seen);
	*l = (struct listing){0};
}

/* --- several ---------------------------------------------------------------------------------------------------------------- */

static void list_one(void *ctx, size_t number)
{
	struct ahead *a = ctx;
	listing_read(&a->at[number], a->root, a->paths[number]);
}

static void list_next(struct ahead *a, size_t number)
{
	const struct listing *of = a->of;
	size_t most = a->threads > 1 ? LISTED_AHEAD : 1;
	ahead_release(a);
	for (size_t i = number; i < of->names.count && a->count < most; i++)
		if (a->is_wanted(of->names.at[i], of->seen[i].mode) &&
		    asprintf(&a->paths[a->count++], "%s%s%s", a->path, *a->path ? "/" : "", of->names.at[i]) < 0)
			mem_exhausted();
	pool_run(a->threads, a->count, list_one, a);
}

struct listing listed_ahead(struct ahead *a, size_t number)
{
	if (a->next == a->count)
		list_next(a, number);
	struct listing taken = a->at[a->next];
	a->at[a->next++] = (struct listing){0};
	return taken;
}

void ahead_release(struct ahead *a)
{
	for (size_t i = 0; i < a->count; i++) {
		listing_release(&a->at[i]);
		free(a->paths[i]);
	}
	a->count = a->next = 0;
}
