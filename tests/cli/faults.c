/* SPDX-License-Identifier: MIT */
/*
 * faults.c: for LD_PRELOAD, by faults.sh. Reading of files below a directory called fault goes wrong as $FAULT says:
 *   short      never more than 7 bytes at a time
 *   eintr      every second call is interrupted
 *   eio=N      an input/output error from byte N on
 *   shrink=N   the file is cut to N bytes when reading comes that far (--no-sandbox)
 *   grow       it grows by a byte at the first call (--no-sandbox)
 *   rewrite    its first byte becomes another at the first call (--no-sandbox)
 *   cut=FILE   that other file is cut to nothing at the first call (--no-sandbox)
 *   gone       it cannot be opened any more
 *   backwards  a directory gives its entries from the last to the first
 *   list       a directory gives its first entries, and then an input/output error
 *   threads    no thread can be started, wherever
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/openat2.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

static atomic_uint calls;

static bool spoiled(int fd, char name[4096])
{
	char link[64];
	snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
	ssize_t n = readlink(link, name, 4095);
	name[n > 0 ? n : 0] = 0;
	return strstr(name, "/fault/") != NULL;
}

static const char *fault(const char *name)
{
	const char *f = getenv("FAULT");
	size_t n = strlen(name);
	return f && !strncmp(f, name, n) ? f + n : NULL;
}

static void grow(const char *name)
{
	FILE *f = fopen(name, "ae");
	if (f) {
		fputc('\n', f);
		fclose(f);
	}
}

static void rewrite(const char *name)
{
	FILE *f = fopen(name, "r+e");
	if (f) {
		fputc('#', f);
		fclose(f);
	}
}

/* How many bytes may be asked for at that place; -1 with errno. */
static ssize_t allowed(int fd, size_t len, off_t at)
{
	char name[4096];
	const char *limit;
	if (!spoiled(fd, name))
		return (ssize_t)len;
	if (fault("short"))
		return len < 7 ? (ssize_t)len : 7;
	if (fault("grow") && atomic_fetch_add(&calls, 1) == 0)
		grow(name);
	if (fault("rewrite") && atomic_fetch_add(&calls, 1) == 0)
		rewrite(name);
	if ((limit = fault("cut=")) && atomic_fetch_add(&calls, 1) == 0 && truncate(limit, 0) < 0)
		abort();
	if (fault("eintr") && atomic_fetch_add(&calls, 1) % 2 == 0) {
		errno = EINTR;
		return -1;
	}
	if ((limit = fault("eio=")) && at + (off_t)len > atoll(limit)) {
		errno = EIO;
		return at < atoll(limit) ? atoll(limit) - at : -1;
	}
	if ((limit = fault("shrink=")) && at + (off_t)len > atoll(limit) && truncate(name, atoll(limit)) < 0)
		abort();
	return (ssize_t)len;
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

ssize_t read(int fd, void *buffer, size_t len)
{
	ssize_t n = allowed(fd, len, lseek(fd, 0, SEEK_CUR));
	return n < 0 ? -1 : REAL(read)(fd, buffer, (size_t)n);
}

ssize_t pread64(int fd, void *buffer, size_t len, off64_t at)
{
	ssize_t n = allowed(fd, len, at);
	return n < 0 ? -1 : REAL(pread64)(fd, buffer, (size_t)n, at);
}

/* What the C library makes of openat() when it checks its arguments, and when it does not. */
static int open_or_not(int fd, int flags)
{
	char name[4096];
	if (fd < 0 || !fault("gone") || (flags & (O_DIRECTORY | O_PATH)) || !spoiled(fd, name))
		return fd;
	close(fd);
	errno = ENOENT;
	return -1;
}

int __openat64_2(int dir, const char *path, int flags);
int __openat64_2(int dir, const char *path, int flags)
{
	return open_or_not(REAL(__openat64_2)(dir, path, flags), flags);
}

int openat64(int dir, const char *path, int flags, ...)
{
	va_list ap;
	va_start(ap, flags);
	mode_t mode = flags & O_CREAT ? va_arg(ap, mode_t) : 0;
	va_end(ap);
	return open_or_not(REAL(openat64)(dir, path, flags, mode), flags);
}

/* openat2() has no function of its own. */
long syscall(long number, ...)
{
	long a[6];
	va_list ap;
	va_start(ap, number);
	for (int i = 0; i < 6; i++)
		a[i] = va_arg(ap, long);
	va_end(ap);
	long rc = REAL(syscall)(number, a[0], a[1], a[2], a[3], a[4], a[5]);
	return number == SYS_openat2 ? open_or_not((int)rc, (int)((const struct open_how *)a[2])->flags) : rc;
}

/* How many bytes the first few entries of a directory take, of len. */
static ssize_t first_few(const char *entries, ssize_t len)
{
	ssize_t at = 0;
	for (int i = 0; i < 4 && at < len; i++)
		at += ((const struct dirent64 *)(entries + at))->d_reclen;
	return at;
}

static void turn_round(char *entries, ssize_t len)
{
	char *turned = malloc((size_t)len);
	for (ssize_t at = 0, n; at < len; at += n) {
		n = ((const struct dirent64 *)(entries + at))->d_reclen;
		memcpy(turned + len - at - n, entries + at, (size_t)n);
	}
	memcpy(entries, turned, (size_t)len);
	free(turned);
}

ssize_t getdents64(int fd, void *entries, size_t room)
{
	char name[4096];
	bool list = fault("list") && spoiled(fd, name);
	if (list && atomic_fetch_add(&calls, 1) > 0) {
		errno = EIO;
		return -1;
	}
	ssize_t len = REAL(getdents64)(fd, entries, room);
	if (len > 0 && fault("backwards") && spoiled(fd, name))
		turn_round(entries, len);
	return list && len > 0 ? first_few(entries, len) : len;
}

int pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*start)(void *), void *arg)
{
	return fault("threads") ? EAGAIN : REAL(pthread_create)(thread, attributes, start, arg);
}
