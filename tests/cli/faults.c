/* SPDX-License-Identifier: MIT */
/*
 * faults.c: for LD_PRELOAD. The machine goes wrong as $FAULT says; reading of files below a directory called fault:
 *   short      never more than 7 bytes at a time
 *   eintr      every second call is interrupted
 *   eio=N      an input/output error from byte N on
 *   shrink=N   the file is cut to N bytes when reading comes that far (--no-sandbox)
 *   lent=N     the file is cut to N bytes when pages of it have been brought in to be lent (--no-sandbox, -j1)
 *   grow       it grows by a byte at the first call (--no-sandbox)
 *   rewrite    its first byte becomes another at the first call (--no-sandbox)
 *   cut=FILE   that other file is cut to nothing at the first call (--no-sandbox)
 *   gone       it cannot be opened any more
 *   backwards  a directory gives its entries from the last to the first
 *   list       a directory gives its first entries, and then an input/output error
 *   spoil=FILE the process tries to make, or to write to, that other file at the first call, and ends at once when it may
 *   early      the process ends at once when it reads before seccomp is in force
 * writing to the files of a cache (facts.sqlite and its journal):
 *   kill=N     half of the N-th write is written, and the process is killed
 *   full=N     from the N-th write on the disk is full
 * writing a report:
 *   unsaid     the process is killed when all of it is written
 * and the kernel:
 *   threads    no thread can be started
 *   landlock=N its Landlock is of version N; 0: it has none
 *   bare       it has neither Landlock nor seccomp
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <linux/openat2.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <unistd.h>

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

/* What stands behind that name in $FAULT ("", or a value); NULL: it is another fault. */
static const char *fault(const char *name)
{
	const char *f = getenv("FAULT");
	size_t n = strlen(name);
	return f && !strncmp(f, name, n) ? f + n : NULL;
}

static long refuse(int why)
{
	errno = why;
	return -1;
}

/* Whether the file's path has that in it. */
static bool lies_in(int fd, const char *part, char name[4096])
{
	char link[64];
	snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
	ssize_t n = readlink(link, name, 4095);
	name[n > 0 ? n : 0] = 0;
	return strstr(name, part) != NULL;
}

/* --- reading ----------------------------------------------------------------------------------------------------------------- */

static atomic_uint calls;

static bool spoiled(int fd, char name[4096])
{
	return lies_in(fd, "/fault/", name);
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
	if (fault("early") && prctl(PR_GET_SECCOMP, 0, 0, 0, 0) == 0) /* in force it says 2, or refuses to say */
		abort();
	if (fault("short"))
		return len < 7 ? (ssize_t)len : 7;
	if (fault("grow") && atomic_fetch_add(&calls, 1) == 0)
		grow(name);
	if (fault("rewrite") && atomic_fetch_add(&calls, 1) == 0)
		rewrite(name);
	if ((limit = fault("cut=")) && atomic_fetch_add(&calls, 1) == 0 && truncate(limit, 0) < 0)
		abort();
	if ((limit = fault("spoil=")) && atomic_fetch_add(&calls, 1) == 0 &&
	    open(limit, O_WRONLY | O_CREAT | O_CLOEXEC, 0600) >= 0)
		abort();
	if (fault("eintr") && atomic_fetch_add(&calls, 1) % 2 == 0)
		return refuse(EINTR);
	if ((limit = fault("eio=")) && at + (off_t)len > atoll(limit)) {
		errno = EIO;
		return at < atoll(limit) ? atoll(limit) - at : -1;
	}
	if ((limit = fault("shrink=")) && at + (off_t)len > atoll(limit) && truncate(name, atoll(limit)) < 0)
		abort();
	return (ssize_t)len;
}

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

static char mapped[4096]; /* the file that was mapped last */

void *mmap64(void *at, size_t len, int protection, int flags, int fd, off64_t offset)
{
	if (fd >= 0 && fault("lent=") && !spoiled(fd, mapped))
		*mapped = 0;
	return REAL(mmap64)(at, len, protection, flags, fd, offset);
}

int madvise(void *at, size_t len, int advice)
{
	const char *limit = advice == MADV_POPULATE_READ && *mapped ? fault("lent=") : NULL;
	int rc = REAL(madvise)(at, len, advice);
	if (limit && rc == 0 && truncate(mapped, atoll(limit)) < 0)
		abort();
	return rc;
}

/* What the C library makes of openat() when it checks its arguments, and when it does not. */
static int open_or_not(int fd, int flags)
{
	char name[4096];
	if (fd < 0 || !fault("gone") || (flags & (O_DIRECTORY | O_PATH)) || !spoiled(fd, name))
		return fd;
	close(fd);
	return (int)refuse(ENOENT);
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

/* --- writing ----------------------------------------------------------------------------------------------------------------- */

ssize_t pwrite64(int fd, const void *bytes, size_t len, off64_t at)
{
	static int writes;
	char name[4096];
	const char *nth;
	if (!lies_in(fd, "/facts.sqlite", name))
		return REAL(pwrite64)(fd, bytes, len, at);
	writes++;
	if ((nth = fault("kill=")) && writes == atoi(nth)) {
		REAL(pwrite64)(fd, bytes, len / 2, at);
		raise(SIGKILL);
	}
	if ((nth = fault("full=")) && writes >= atoi(nth))
		return refuse(ENOSPC);
	return REAL(pwrite64)(fd, bytes, len, at);
}

int fsync(int fd)
{
	if (fault("unsaid"))
		raise(SIGKILL);
	return REAL(fsync)(fd);
}

/* --- the kernel -------------------------------------------------------------------------------------------------------------- */

/* The version of its Landlock; -1: that which it has. */
static int landlock_version(void)
{
	const char *version = fault("landlock=");
	return fault("bare") ? 0 : version ? atoi(version) : -1;
}

/* openat2(), Landlock and seccomp have no functions of their own. */
long syscall(long number, ...)
{
	long a[6];
	va_list ap;
	va_start(ap, number);
	for (int i = 0; i < 6; i++)
		a[i] = va_arg(ap, long);
	va_end(ap);
	bool creates = number == SYS_landlock_create_ruleset;
	if (landlock_version() == 0 && (creates || number == SYS_landlock_add_rule || number == SYS_landlock_restrict_self))
		return refuse(ENOSYS);
	if (landlock_version() > 0 && creates && a[2] == LANDLOCK_CREATE_RULESET_VERSION)
		return landlock_version();
	if (fault("bare") && number == SYS_seccomp)
		return refuse(ENOSYS);
	long rc = REAL(syscall)(number, a[0], a[1], a[2], a[3], a[4], a[5]);
	return number == SYS_openat2 ? open_or_not((int)rc, (int)((const struct open_how *)a[2])->flags) : rc;
}

int prctl(int option, ...)
{
	unsigned long a[4];
	va_list ap;
	va_start(ap, option);
	for (int i = 0; i < 4; i++)
		a[i] = va_arg(ap, unsigned long);
	va_end(ap);
	if (fault("bare") && (option == PR_GET_SECCOMP || option == PR_SET_SECCOMP))
		return (int)refuse(EINVAL);
	return REAL(prctl)(option, a[0], a[1], a[2], a[3]);
}

int pthread_create(pthread_t *thread, const pthread_attr_t *attributes, void *(*start)(void *), void *arg)
{
	return fault("threads") ? EAGAIN : REAL(pthread_create)(thread, attributes, start, arg);
}
