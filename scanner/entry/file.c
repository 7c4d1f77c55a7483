/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "entry/file.h"

#include "base/arena.h"
#include "base/halt.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { SLOTS = 8, KEPT = 4, SMALLEST_BUFFER = 4096, FIRST_CHUNK = 1 << 17 };

struct slot {
	uint8_t *bytes; /* FILE_CHUNK of them */
	ssize_t len;	/* > 0 bytes, 0 end, < 0 -errno */
};

struct read_ahead { /* slots [taken, filled) are in use: up to `next` lent to the consumer, which is the last KEPT of them; then full */
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t changed;
	struct slot slots[SLOTS];
	uint64_t filled, next, taken;
	bool stop;
	int fd;
	uint64_t offset; /* of the next read */
};

/* As pread or read; a signal interrupts it only when it tells the run to end. -errno on failure. */
static ssize_t read_some(int fd, void *buffer, size_t len, bool seekable, uint64_t offset)
{
	ssize_t n;
	do
		n = seekable ? pread(fd, buffer, len, (off_t)offset) : read(fd, buffer, len);
	while (n < 0 && errno == EINTR && halt_check(NULL) == 0);
	return n < 0 ? -errno : n;
}

static void *fill_slots(void *arg)
{
	struct read_ahead *r = arg;
	pthread_mutex_lock(&r->lock);
	for (ssize_t n = 1; n > 0;) {
		while (!r->stop && r->filled - r->taken == SLOTS)
			pthread_cond_wait(&r->changed, &r->lock);
		if (r->stop)
			break;
		struct slot *slot = &r->slots[r->filled % SLOTS];
		pthread_mutex_unlock(&r->lock);
		n = read_some(r->fd, slot->bytes, FILE_CHUNK, true, r->offset);
		r->offset += n > 0 ? (uint64_t)n : 0;
		pthread_mutex_lock(&r->lock);
		slot->len = n;
		r->filled++;
		pthread_cond_signal(&r->changed);
	}
	pthread_mutex_unlock(&r->lock);
	return NULL;
}

static ssize_t take_slot(struct read_ahead *r, const void **chunk)
{
	pthread_mutex_lock(&r->lock);
	if (r->next - r->taken == KEPT) {
		r->taken++;
		pthread_cond_signal(&r->changed);
	}
	while (r->filled == r->next)
		pthread_cond_wait(&r->changed, &r->lock);
	struct slot *slot = &r->slots[r->next++ % SLOTS];
	*chunk = slot->bytes;
	pthread_mutex_unlock(&r->lock);
	return slot->len;
}

static void ahead_free(struct read_ahead *r)
{
	for (int i = 0; i < SLOTS; i++)
		free(r->slots[i].bytes);
	pthread_mutex_destroy(&r->lock);
	pthread_cond_destroy(&r->changed);
	free(r);
}

/* Starts the thread, or leaves f->ahead NULL when the system has none to give: then the file is read as it is asked for. */
static void ahead_start(struct file_stream *f)
{
	struct read_ahead *r = mem_alloc(sizeof *r);
	r->fd = f->fd;
	r->offset = f->stream.offset;
	pthread_mutex_init(&r->lock, NULL);
	pthread_cond_init(&r->changed, NULL);
	for (int i = 0; i < SLOTS; i++)
		r->slots[i].bytes = mem_alloc(FILE_CHUNK);
	if (pthread_create(&r->thread, NULL, fill_slots, r) == 0) {
		f->ahead = r;
		return;
	}
	ahead_free(r);
	f->overlap = false;
}

static void ahead_stop(struct read_ahead *r)
{
	pthread_mutex_lock(&r->lock);
	r->stop = true;
	pthread_cond_signal(&r->changed);
	pthread_mutex_unlock(&r->lock);
	pthread_join(r->thread, NULL);
	ahead_free(r);
}

static ssize_t file_next(struct stream *s, const void **chunk, struct err *e)
{
	struct file_stream *f = (struct file_stream *)s;
	if (!f->ahead && f->overlap && s->offset > 0 && s->size >= FILE_AHEAD_FROM)
		ahead_start(f);
	size_t room = s->offset ? f->room : f->room < FIRST_CHUNK ? f->room : FIRST_CHUNK;
	ssize_t n;
	if (f->ahead) {
		n = take_slot(f->ahead, chunk);
		s->keeps = KEPT - 1;
	} else {
		n = read_some(f->fd, f->buffer, room, s->fd >= 0, s->offset);
		*chunk = f->buffer;
	}
	if (n == -EINTR)
		return halt_check(e);
	if (n < 0)
		return err_set(e, ERR_INPUT, "It cannot be read at byte %llu: %s.", (unsigned long long)s->offset,
			       strerror((int)-n));
	return n;
}

int file_stream_open(struct file_stream *f, int fd, bool overlap, struct err *e)
{
	*f = (struct file_stream){.stream = {.next = file_next, .size = -1, .fd = -1}, .fd = fd, .room = FILE_CHUNK};
	if (fstat(fd, &f->before) < 0) {
		close(fd);
		return err_set(e, ERR_INPUT, "It cannot be looked at: %s.", strerror(errno));
	}
	if (S_ISREG(f->before.st_mode) && lseek(fd, 0, SEEK_CUR) == 0) {
		f->stream.fd = fd;
		f->stream.size = f->before.st_size;
		f->overlap = overlap;
		if (f->before.st_size < FILE_CHUNK)
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
	if (f->ahead)
		ahead_stop(f->ahead);
	free(f->buffer);
	close(f->fd);
	*f = (struct file_stream){.fd = -1};
}
