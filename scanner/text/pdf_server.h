/* SPDX-License-Identifier: MIT */
/*
 * pdf_server: a small process that forks a child for each PDF file.
 *
 * When the first PDF turns up the scanner has threads, so it must not fork, and has given up the right to start programs
 * (base/sandbox.h). The server is begun before both. It gets two descriptors for each file (the bytes, and the pipe for the text) and a
 * third for how it ended; for each a guard is forked, which forks the child, waits for it and ends it when its time is over. So
 * several threads may have files read at once, and what happens to a child happens to it alone.
 */
#ifndef LICET_TEXT_PDF_SERVER_H
#define LICET_TEXT_PDF_SERVER_H
#include "base/buf.h"
#include "base/err.h"
#include "base/limits.h"

#include <stdbool.h>

/* Has the PDF as descriptor 0 and the pipe as descriptor 1, and no other but stderr, which leads nowhere. Returns its exit code. */
typedef int pdf_child_fn(const struct limits *limits, bool confined);

/* Before threads begin and before the sandbox is entered. The server ends with this process. -1: ERR_SYSTEM. */
int pdf_server_start(pdf_child_fn *child, const struct limits *limits, bool confined, struct err *e);
void pdf_server_stop(void);
bool pdf_server_runs(void);

struct pdf_ending {
	bool begun;   /* a child was there at all */
	bool in_time; /* and ended by itself, before the time or the buffer was over */
	int status;   /* as of waitpid */
};

/* Has the PDF in `in` read; appends what the child writes to *out, whose cap ends the child. From any thread. */
struct pdf_ending pdf_server_read(int in, struct buf *out);

#endif
