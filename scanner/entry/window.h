/* SPDX-License-Identifier: MIT */
/*
 * window: a piece of a file as its own pages, for who only hashes it: nothing is copied.
 *
 * The pages change when somebody writes to the file, so whoever makes sense of bytes reads a copy (entry/file.h). One that is gone when it is
 * touched, since the file was cut or the disk failed, is replaced by zeros, and window_next tells.
 */
#ifndef LICET_ENTRY_WINDOW_H
#define LICET_ENTRY_WINDOW_H
#include "base/err.h"

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

enum { WINDOW_BYTES = 1 << 22, WINDOWS = 64 /* at most at a time, of all threads */ };

struct window {		     /* starts zeroed */
	unsigned number;     /* from 1 on; 0: none is taken */
	uint64_t start, len; /* which bytes of the file lie there */
};

/*
 * > 0: how many bytes from `offset` on lie at *chunk, until the next call; 0: they are to be read, as no window can be had, or not of these
 * bytes; -1: of what was lent before, some was no longer there (ERR_INPUT). size: of the file.
 */
ssize_t window_next(struct window *w, int fd, uint64_t offset, uint64_t size, const void **chunk, struct err *e);
void window_close(struct window *w);

#endif
