/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "report/outfile.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { FILE_MODE = 0666 }; /* less what the user's umask takes away */
enum { BUFFER = 1 << 18, BEHIND = 4 << 20 /* written bytes that the disk is told to take */ };

static int fail(const struct outfile *f, struct err *e)
{
	return err_set(e, ERR_SYSTEM, "%s: %s", f->name, strerror(errno));
}

/* Where a symlink leads, so that it is the file that is replaced and not the link. */
static const char *link_target(const char *name, struct arena *a)
{
	char real[PATH_MAX];
	return realpath(name, real) ? arena_strdup(a, real) : name;
}

/* The disk takes what is written meanwhile, so that there is little to wait for at the end. */
static ssize_t put(void *ctx, const char *bytes, size_t len)
{
	struct outfile *f = ctx;
	ssize_t n;
	do
		n = write(f->fd, bytes, len);
	while (n < 0 && errno == EINTR);
	f->written += n > 0 ? n : 0;
	if (f->temporary && f->written - f->told >= BEHIND) {
		sync_file_range(f->fd, f->told, f->written - f->told, SYNC_FILE_RANGE_WRITE);
		f->told = f->written;
	}
	return n < 0 ? 0 : n; /* what fopencookie() takes for an error; 0 of any */
}

static int shut(void *ctx)
{
	return close(((struct outfile *)ctx)->fd);
}

int outfile_open(struct outfile *f, const char *name, struct arena *a, struct err *e)
{
	struct stat st;
	bool exists = stat(name, &st) == 0;
	*f = (struct outfile){.name = name};
	int flags = O_WRONLY | O_CREAT | O_CLOEXEC | O_NOCTTY;
	if (exists && S_ISDIR(st.st_mode))
		return err_set(e, ERR_SYSTEM, "%s is a directory; a report needs the name of a file", name);
	if (exists && !S_ISREG(st.st_mode)) {
		f->final = name;
		f->fd = open(name, flags, FILE_MODE);
	} else {
		f->final = link_target(name, a);
		f->temporary = arena_printf(a, "%s.%ld.new", f->final, (long)getpid());
		f->fd = open(f->temporary, flags | O_EXCL, FILE_MODE);
	}
	if (f->fd < 0) {
		f->temporary = NULL;
		return fail(f, e);
	}
	f->to = fopencookie(f, "wb", (cookie_io_functions_t){.write = put, .close = shut});
	if (!f->to)
		mem_exhausted();
	setvbuf(f->to, NULL, _IOFBF, BUFFER);
	return 0;
}

int outfile_finish(struct outfile *f, struct err *e)
{
	bool ok = !ferror(f->to) && !fflush(f->to) && (!f->temporary || !fsync(f->fd));
	int reason = errno;
	ok = !fclose(f->to) && ok;
	f->to = NULL;
	if (ok)
		return 0;
	errno = reason;
	return fail(f, e);
}

/* The new name is on the disk only when its directory is. File systems that cannot do that are not to be helped. */
static void sync_directory(const char *path)
{
	char dir[PATH_MAX];
	const char *slash = strrchr(path, '/');
	size_t n = slash ? (size_t)(slash - path) : 0;
	if (n >= sizeof dir)
		return;
	memcpy(dir, path, n);
	dir[n] = 0;
	int fd = open(!slash ? "." : n ? dir : "/", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (fd >= 0) {
		fsync(fd);
		close(fd);
	}
}

int outfile_commit(struct outfile *f, struct err *e)
{
	if (!f->temporary)
		return 0;
	if (rename(f->temporary, f->final) < 0)
		return fail(f, e);
	f->temporary = NULL;
	sync_directory(f->final);
	return 0;
}

void outfile_drop(struct outfile *f)
{
	if (f->to)
		fclose(f->to);
	if (f->temporary)
		unlink(f->temporary);
	*f = (struct outfile){0};
}
