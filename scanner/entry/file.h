/* SPDX-License-Identifier: MIT */
/*
 * file: the bytes of an open file as a stream.
 *
 * A big regular file is read ahead (entry/ahead.h), from when the consumer asks for more than the first chunk; or its own pages are lent
 * (entry/window.h), to who only hashes them and has no processor idle.
 */
#ifndef LICET_ENTRY_FILE_H
#define LICET_ENTRY_FILE_H
#include "entry/ahead.h"
#include "entry/budget.h"
#include "entry/stream.h"
#include "entry/window.h"

#include <stdbool.h>
#include <sys/stat.h>

struct file_stream {
	struct stream stream; /* .fd is ≥ 0 only for a regular file that is read from its beginning */
	int fd;		      /* owned */
	bool overlap;
	struct stat before;
	const struct budget *budget; /* borrowed, or NULL: how long one waits for what a pipe has not got yet */
	int64_t begun;		     /* budget_now() */
	uint8_t *buffer;
	size_t room;	     /* of buffer */
	struct ahead *ahead; /* NULL until it runs */
	uint64_t ahead_at;   /* where it reads next */
	struct window window;
};

/*
 * Takes over fd, also when it fails (ERR_INPUT). fresh: what was seen of it when it was opened just now, so that it stands at its
 * beginning; NULL: it is looked at. overlap: a processor is idle that may read ahead.
 */
int file_stream_open(struct file_stream *f, int fd, const struct stat *fresh, bool overlap, struct err *e);
/* Whether size or modification time changed since it was opened: then what was read may be of two minds. */
bool file_stream_changed(const struct file_stream *f);
void file_stream_close(struct file_stream *f);

#endif
