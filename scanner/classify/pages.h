/* SPDX-License-Identifier: MIT */
/*
 * pages: a cursor over an entry in any order, for formats whose parts point to one another. The bytes are those of an open file,
 * read a piece at a time, or lie in memory.
 */
#ifndef LICET_CLASSIFY_PAGES_H
#define LICET_CLASSIFY_PAGES_H
#include "base/cursor.h"
#include "entry/intake.h"

struct pages {
	struct cursor cursor;	    /* the reader's; first, so that its fetch finds the pages */
	int fd;			    /* borrowed */
	const struct intake *timed; /* borrowed, or NULL: when its time is over, there are no more bytes (CURSOR_BEYOND) */
	uint8_t *window;	    /* owned */
	size_t window_size;
};

void pages_of_file(struct pages *p, int fd, uint64_t size);
void pages_of_memory(struct pages *p, const void *bytes, size_t len); /* borrowed */
void pages_release(struct pages *p);

#define PAGES_AUTO __attribute__((cleanup(pages_release)))

#endif
