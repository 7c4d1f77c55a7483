/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "report/outfile.h"

#include "base/arena.h"
#include "base/halt.h"
#include "report/placing.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

enum { BUFFER = 1 << 18, BEHIND = 4 << 20 /* written bytes that the disk is told to take */ };

enum { WAIT = 200, PATIENCE = 3000 /* milliseconds */ };

static int fail(const struct outfile *f, struct err *e)
{
	return err_set(e, ERR_SYSTEM, "%s: %s", f->name, f->failed ? outfile_failure(f) : strerror(errno));
}

const char *outfile_failure(const struct outfile *f)
{
	return f->failed == EPIPE   ? "its reader went away"
	       : f->failed == EINTR ? "its reader took nothing more when the run was told to end"
	       : f->failed	    ? strerror(f->failed)
				    : "";
}

/*
 * As much as a pipe surely takes at once: a write that waits could not be ended, as it is any thread's and a signal comes to another.
 * False: it takes nothing, and the run was told to end.
 */
static bool wait_for_reader(const struct outfile *f)
{
	struct pollfd reader = {.fd = f->fd, .events = POLLOUT};
	int waited = 0, ready;
	while ((ready = poll(&reader, 1, WAIT)) == 0 || (ready < 0 && errno == EINTR))
		if (halt_check(NULL) < 0 && (waited += WAIT) > PATIENCE)
			return false;
	return true;
}

static ssize_t write_some(const struct outfile *f, const char *bytes, size_t len)
{
	ssize_t n;
	if (f->slow && !wait_for_reader(f)) {
		errno = EINTR;
		return -1;
	}
	do
		n = write(f->fd, bytes, f->slow && len > PIPE_BUF ? PIPE_BUF : len);
	while (n < 0 && errno == EINTR);
	return n;
}

/* The disk takes what is written meanwhile, so that there is little to wait for at the end. */
static void hurry_disk(struct outfile *f)
{
	if (!f->temporary || f->written - f->told < BEHIND)
		return;
	sync_file_range(f->fd, f->told, f->written - f->told, SYNC_FILE_RANGE_WRITE);
	f->told = f->written;
}

/* All of it, or what fopencookie() takes for an error: less. */
static ssize_t put(void *ctx, const char *bytes, size_t len)
{
	struct outfile *f = ctx;
	size_t done = 0;
	while (done < len && !f->failed) {
		ssize_t n = write_some(f, bytes + done, len - done);
		if (n < 0)
			f->failed = errno;
		else
			done += (size_t)n;
	}
	f->written += (int64_t)done;
	hurry_disk(f);
	return (ssize_t)done;
}

static int shut(void *ctx)
{
	return close(((struct outfile *)ctx)->fd);
}

/* For f->fd. */
static void begin(struct outfile *f)
{
	struct stat st;
	f->slow = fstat(f->fd, &st) == 0 && !S_ISREG(st.st_mode);
	f->to = fopencookie(f, "wb", (cookie_io_functions_t){.write = put, .close = shut});
	if (!f->to)
		mem_exhausted();
	setvbuf(f->to, NULL, _IOFBF, BUFFER);
}

int outfile_stdout(struct outfile *f, struct err *e)
{
	*f = (struct outfile){.name = "standard output", .fd = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 0)};
	if (f->fd < 0)
		return fail(f, e);
	begin(f);
	return 0;
}

int outfile_open(struct outfile *f, const char *name, struct err *e)
{
	struct stat st;
	*f = (struct outfile){.name = name, .temporary = !placing_in_place(name)};
	if (stat(name, &st) == 0 && S_ISDIR(st.st_mode))
		return err_set(e, ERR_SYSTEM, "%s is a directory; a report needs the name of a file", name);
	f->fd = f->temporary ? placing_open(name) : open(name, O_WRONLY | O_CLOEXEC | O_NOCTTY);
	if (f->fd < 0) {
		f->temporary = false;
		return fail(f, e);
	}
	begin(f);
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

int outfile_commit(struct outfile *f, struct err *e)
{
	if (!f->temporary)
		return 0;
	errno = placing_settle(f->name);
	if (errno)
		return fail(f, e);
	f->temporary = false;
	return 0;
}

void outfile_drop(struct outfile *f)
{
	if (f->to)
		fclose(f->to);
	if (f->temporary)
		placing_drop(f->name);
	*f = (struct outfile){0};
}
