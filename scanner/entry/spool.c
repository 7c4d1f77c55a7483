/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "entry/spool.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <sys/statfs.h>
#include <unistd.h>

enum { MOST_FILES = 8, LOOK_EVERY = 64 << 20 /* bytes, at whether there is room */ };

static struct {
	pthread_mutex_t lock;
	pthread_cond_t given;
	int files[SPOOL_LEVELS][MOST_FILES]; /* of each level: those that nobody has */
	unsigned free[SPOOL_LEVELS];
	int level_files; /* how many each level has, with those that somebody has */
	uint64_t kept;	 /* bytes that are left to others */
	int why;	 /* errno, when there are none */
} spool = {.lock = PTHREAD_MUTEX_INITIALIZER, .given = PTHREAD_COND_INITIALIZER};

static int open_named(const char *directory)
{
	char path[4096];
	size_t n = strlen(directory);
	static const char name[] = "/licet-XXXXXX";
	if (n + sizeof name > sizeof path) {
		errno = ENAMETOOLONG;
		return -1;
	}
	memcpy(path, directory, n);
	memcpy(path + n, name, sizeof name);
	int fd = mkostemp(path, O_CLOEXEC);
	if (fd >= 0)
		unlink(path);
	return fd;
}

static int open_one(const char *directory)
{
	int fd = open(directory, O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
	return fd < 0 ? open_named(directory) : fd; /* not every file system has files without a name */
}

/* Where the user wants it; else where large files may lie, which is no memory on most systems. */
static const char *find_directory(void)
{
	const char *set = getenv("TMPDIR");
	if (set && *set)
		return set;
	return access("/var/tmp", W_OK) == 0 ? "/var/tmp" : "/tmp";
}

static uint64_t room_of(int fd)
{
	struct statfs s;
	return fstatfs(fd, &s) == 0 ? (uint64_t)s.f_bavail * (uint64_t)s.f_bsize : 0;
}

static int fill_levels(const char *directory, int each)
{
	for (int level = 0; level < SPOOL_LEVELS; level++)
		while (spool.free[level] < (unsigned)each) {
			int fd = open_one(directory);
			if (fd < 0)
				return -1;
			spool.files[level][spool.free[level]++] = fd;
		}
	return 0;
}

void spool_open(void)
{
	long processors = sysconf(_SC_NPROCESSORS_ONLN);
	int each = processors < 1 ? 1 : processors < MOST_FILES ? (int)processors : MOST_FILES;
	if (spool.level_files)
		return;
	if (fill_levels(find_directory(), each) < 0) {
		spool.why = errno;
		spool_close();
		return;
	}
	spool.level_files = each;
	spool.kept = room_of(spool.files[0][0]) / 2;
}

void spool_close(void)
{
	for (int level = 0; level < SPOOL_LEVELS; level++)
		while (spool.free[level])
			close(spool.files[level][--spool.free[level]]);
	spool.level_files = 0;
}

int spool_take(int level, struct err *e)
{
	if (!spool.level_files)
		return err_set(e, ERR_LIMIT, "there is no temporary file for it%s%s", spool.why ? ": " : "",
			       spool.why ? strerror(spool.why) : "");
	if (level >= SPOOL_LEVELS)
		return err_set(e, ERR_LIMIT, "it lies in more than %d archives", SPOOL_LEVELS - 1);
	pthread_mutex_lock(&spool.lock);
	while (!spool.free[level])
		pthread_cond_wait(&spool.given, &spool.lock);
	int fd = spool.files[level][--spool.free[level]];
	pthread_mutex_unlock(&spool.lock);
	return fd;
}

int spool_write(int fd, const void *bytes, size_t len, uint64_t at, struct err *e)
{
	const char *from = bytes;
	if (at / LOOK_EVERY != (at + len) / LOOK_EVERY && room_of(fd) < spool.kept + LOOK_EVERY)
		return err_set(e, ERR_LIMIT, "half of what the disk had left for temporary files is used up");
	while (len) {
		ssize_t n = pwrite(fd, from, len, (off_t)at);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return err_set(e, ERR_LIMIT, "a temporary file cannot be written: %s", strerror(n < 0 ? errno : ENOSPC));
		from += n;
		at += (uint64_t)n;
		len -= (size_t)n;
	}
	return 0;
}

void spool_give(int level, int fd)
{
	int rc = ftruncate(fd, 0); /* frees the room; who takes it next writes over what is left */
	(void)rc;
	pthread_mutex_lock(&spool.lock);
	spool.files[level][spool.free[level]++] = fd;
	pthread_cond_broadcast(&spool.given);
	pthread_mutex_unlock(&spool.lock);
}
