/* SPDX-License-Identifier: MIT */
/*
 * text/pdf_extract.c: any bytes as a PDF, and its pages as running text. In this process: what crashes the library (poppler) crashes a child of
 * licet's, and is the library's to mend.
 */
#include "text/pdf_extract.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { TEXT_BYTES = 1 << 16 };

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	BUF_AUTO struct buf out;
	buf_init(&out, TEXT_BYTES);
	enum pdf_outcome outcome = pdf_extract(data, size, &out);
	bool has_text = outcome == PDF_READ || outcome == PDF_PARTLY || outcome == PDF_CUT;
	if (has_text != (out.len > 0))
		__builtin_trap();
	return 0;
}
