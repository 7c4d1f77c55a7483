/* SPDX-License-Identifier: MIT */
/*
 * pdf: the text of a PDF, taken in a child process.
 *
 * A license in a PDF is rare, and what reads it is a large library: it is loaded when the first PDF turns up, by a child that gets the
 * bytes in a memory file and writes UTF-8 text to a pipe. The child's memory, processor time, time by the clock and output are
 * bounded, and it can open nothing but the library, so that a hostile file costs a diagnostic and no more.
 */
#ifndef LICET_TEXT_PDF_H
#define LICET_TEXT_PDF_H
#include "base/buf.h"
#include "base/err.h"
#include "base/limits.h"

#include <stdbool.h>
#include <stddef.h>

bool pdf_is(const void *bytes, size_t len); /* by its first bytes */

/*
 * Appends the text to *out, whose cap bounds it. 0; or -1 with a sentence and in *id the short id of the problem: "no-pdf" (the
 * library is missing), "damaged", "encrypted", "no-text", "truncated", "limit" or "system". What text was read before the problem is in *out.
 */
int pdf_read(const void *bytes, size_t len, struct buf *out, const char **id, struct err *e);

/*
 * The child: limits itself to what `limits` says and, confined, to the files of the library, reads descriptor 0, writes descriptor 1.
 * Returns its exit code. For pdf_server_start; until that is called no PDF is read.
 */
int pdf_child(const struct limits *limits, bool confined);

#endif
