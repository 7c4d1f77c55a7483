/* SPDX-License-Identifier: MIT */
/*
 * pdf_extract: the text of a PDF, through poppler. Only for a process that may die of it: poppler is a large C++ library and the
 * bytes are untrusted (text/pdf.h runs it in a child process with limits). The library is loaded here and linked nowhere.
 */
#ifndef LICET_TEXT_PDF_EXTRACT_H
#define LICET_TEXT_PDF_EXTRACT_H
#include "base/buf.h"

enum pdf_outcome { /* exit codes of the child process, apart from those that the system makes */
		   PDF_READ = 0,
		   PDF_CUT = 40, /* the text did not fit into the buffer: its beginning is there */
		   PDF_PARTLY,	 /* some pages could not be read */
		   PDF_EMPTY,	 /* pages, but no text on them */
		   PDF_DAMAGED,
		   PDF_ENCRYPTED,
		   PDF_NO_LIBRARY,
		   PDF_REFUSED, /* the system did not let the child work */
};

enum pdf_outcome pdf_extract(const void *bytes, size_t len, struct buf *out);

#endif
