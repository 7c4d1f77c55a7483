/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "entry/window.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <sys/mman.h>
#include <unistd.h>

enum { CHUNK = 1 << 20 };

static pthread_once_t once = PTHREAD_ONCE_INIT;
static uint8_t *room; /* for all windows, one behind the other; NULL: there is none */
static size_t page;
static atomic_uint_least64_t taken, lost; /* a bit for each window */
static struct sigaction before;

static uint64_t bit(unsigned number)
{
	return UINT64_C(1) << (number - 1);
}

static uint8_t *place(unsigned number)
{
	return room + (size_t)WINDOW_BYTES * (number - 1);
}

/* SIGBUS: a page of a window gets zeros, and all goes on; what is not ours goes to who was asked before, as it happens again. */
static void replace_page(int number, siginfo_t *info, void *context)
{
	(void)context;
	uintptr_t at = (uintptr_t)info->si_addr - (uintptr_t)room;
	int saved = errno;
	bool ours = at < (uintptr_t)WINDOWS * WINDOW_BYTES;
	if (ours && mmap(room + at / page * page, page, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1, 0) != MAP_FAILED)
		atomic_fetch_or(&lost, bit((unsigned)(at / WINDOW_BYTES) + 1));
	else
		sigaction(number, &before, NULL);
	errno = saved;
}

static void prepare(void)
{
	const struct sigaction replacing = {.sa_sigaction = replace_page, .sa_flags = SA_SIGINFO | SA_ONSTACK};
	void *at = mmap(NULL, (size_t)WINDOWS * WINDOW_BYTES, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
	page = (size_t)sysconf(_SC_PAGESIZE);
	if (at != MAP_FAILED && sigaction(SIGBUS, &replacing, &before) == 0)
		room = at;
}

static bool take(struct window *w)
{
	uint64_t now = atomic_load(&taken);
	pthread_once(&once, prepare);
	while (room && ~now) {
		unsigned number = (unsigned)__builtin_ctzll(~now) + 1;
		if (!atomic_compare_exchange_weak(&taken, &now, now | bit(number)))
			continue;
		w->number = number;
		atomic_fetch_and(&lost, ~bit(number));
		return true;
	}
	return false;
}

/* All pages are there when they are lent, or what keeps them away is found out by who reads. */
static bool move(struct window *w, int fd, uint64_t start, uint64_t size)
{
	w->start = start;
	w->len = 0;
#ifdef MADV_POPULATE_READ
	size_t len = size - start < WINDOW_BYTES ? (size_t)(size - start) : WINDOW_BYTES;
	void *at = mmap(place(w->number), len, PROT_READ, MAP_SHARED | MAP_FIXED, fd, (off_t)start);
	if (at != MAP_FAILED && madvise(at, len, MADV_POPULATE_READ) == 0)
		w->len = len;
#else
	(void)fd, (void)size;
#endif
	return w->len;
}

ssize_t window_next(struct window *w, int fd, uint64_t offset, uint64_t size, const void **chunk, struct err *e)
{
	if (w->number && atomic_load(&lost) & bit(w->number))
		return err_set(e, ERR_INPUT, "It cannot be read before byte %llu: it was cut, or the disk failed.",
			       (unsigned long long)offset);
	if (offset >= size || (!w->number && !take(w)))
		return 0;
	if ((offset < w->start || offset >= w->start + w->len) && !move(w, fd, offset - offset % page, size))
		return 0;
	uint64_t left = w->start + w->len - offset;
	*chunk = place(w->number) + (offset - w->start);
	return (ssize_t)(left < CHUNK ? left : CHUNK);
}

void window_close(struct window *w)
{
	if (!w->number)
		return;
	const int empty = MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE | MAP_FIXED;
	void *at = mmap(place(w->number), WINDOW_BYTES, PROT_NONE, empty, -1, 0);
	if (at != MAP_FAILED) /* else the file stays there, and no other is lent in its place */
		atomic_fetch_and(&taken, ~bit(w->number));
	*w = (struct window){0};
}
