/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "entry/file.h"

#include "base/arena.h"
#include "base/halt.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { SMALLEST_BUFFER = 4096, FIRST_CHUNK = 1 << 17, WAIT = 200 /* milliseconds */ };

/* As pread or read; a signal interrupts it only when it tells the run to end. -errno on failure. */
static ssize_t read_some(int fd, void *buffer, size_t len, bool seekable, uint64_t offset)
{
	ssize_t n;
	do
		n = seekable ? pread(fd, buffer, len, (off_t)offset) : read(fd, buffer, len);
	while (n < 0 && errno == EINTR && halt_check(NULL) == 0);
	return n < 0 ? -errno : n;
}

/* What reading at that offset gave, as a stream says it. */
static ssize_t say(ssize_t n, uint64_t offset, struct err *e)
{
	if (n == -EINTR)
		return halt_check(e);
	if (n < 0)
		return err_set(e, ERR_INPUT, "It cannot be read at byte %llu: %s.", (unsigned long long)offset,
			       strerror((int)-n));
	return n;
}

static ssize_t fill(void *ctx, void *buffer, size_t room, struct err *e)
{
	struct file_stream *f = ctx;
	ssize_t n = read_some(f->fd, buffer, room, true, f->ahead_at);
	f->ahead_at += n > 0 ? (uint64_t)n : 0;
	return say(n, f->ahead_at, e);
}

/* Starts the thread, unless the system has none to give: then the file is read as it is asked for. */
static void read_ahead(struct file_stream *f)
{
	f->ahead_at = f->stream.offset;
	f->ahead = ahead_start(fill, f, NULL);
	f->overlap = f->ahead != NULL;
}

/* Where nobody was to read ahead there is no ring, and it is read as it is asked for. */
static struct ahead *file_share(struct stream *s)
{
	struct file_stream *f = (struct file_stream *)s;
	if (f->ahead) {
		ahead_share(f->ahead);
	} else if (f->overlap && s->size >= AHEAD_FROM) {
		f->ahead_at = s->offset;
		f->ahead = ahead_new_shared(fill, f);
	}
	return f->ahead;
}

/* Until a pipe has bytes, or has ended. -1: the time is over, or the run was told to end. */
static int wait_for_bytes(const struct file_stream *f, struct err *e)
{
	struct pollfd pipe = {.fd = f->fd, .events = POLLIN};
	int n;
	while (f->budget && (n = poll(&pipe, 1, WAIT)) <= 0 && (n == 0 || errno == EINTR))
		if (budget_time(f->budget, f->begun, e) < 0)
			return -1;
	return 0;
}

static ssize_t file_next(struct stream *s, const void **chunk, struct err *e)
{
	struct file_stream *f = (struct file_stream *)s;
	if (!f->ahead && f->overlap && !s->paced && s->offset > 0 && s->size >= AHEAD_FROM)
		read_ahead(f);
	if (f->ahead) {
		s->keeps = AHEAD_KEEPS;
		return ahead_next(f->ahead, chunk, e);
	}
	ssize_t n = 0;
	if (s->paced && s->unseen && s->fd >= 0 && s->size >= AHEAD_FROM)
		n = window_next(&f->window, f->fd, s->offset, (uint64_t)s->size, chunk, e);
	if (n)
		return n;
	size_t room = s->offset ? f->room : f->room < FIRST_CHUNK ? f->room : FIRST_CHUNK;
	*chunk = f->buffer;
	if (s->fd < 0 && wait_for_bytes(f, e) < 0)
		return -1;
	return say(read_some(f->fd, f->buffer, room, s->fd >= 0, s->offset), s->offset, e);
}

int file_stream_open(struct file_stream *f, int fd, const struct stat *fresh, bool overlap, struct err *e)
{
	*f = (struct file_stream){.stream = {.next = file_next, .share = file_share, .size = -1, .fd = -1},
				  .fd = fd,
				  .begun = budget_now(),
				  .room = AHEAD_CHUNK};
	if (fresh) {
		f->before = *fresh;
	} else if (fstat(fd, &f->before) < 0) {
		close(fd);
		return err_set(e, ERR_INPUT, "It cannot be looked at: %s.", strerror(errno));
	}
	if (S_ISREG(f->before.st_mode) && (fresh || lseek(fd, 0, SEEK_CUR) == 0)) {
		f->stream.fd = fd;
		f->stream.size = f->before.st_size;
		f->stream.at_hand = true;
		f->overlap = overlap;
		if (f->before.st_size < AHEAD_CHUNK)
			f->room = f->before.st_size + 1 > SMALLEST_BUFFER ? (size_t)f->before.st_size + 1 : SMALLEST_BUFFER;
		else
			posix_fadvise(fd, 0, 0, POSIX_FADV_SEQUENTIAL);
	}
	f->buffer = mem_alloc(f->room);
	return 0;
}

bool file_stream_changed(const struct file_stream *f)
{
	struct stat now;
	if (!S_ISREG(f->before.st_mode))
		return false;
	return fstat(f->fd, &now) < 0 || now.st_size != f->before.st_size || now.st_mtim.tv_sec != f->before.st_mtim.tv_sec ||
	       now.st_mtim.tv_nsec != f->before.st_mtim.tv_nsec;
}

void file_stream_close(struct file_stream *f)
{
	ahead_stop(f->ahead);
	window_close(&f->window);
	free(f->buffer);
	close(f->fd);
	*f = (struct file_stream){.fd = -1};
}
