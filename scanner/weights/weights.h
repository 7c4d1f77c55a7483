/* SPDX-License-Identifier: MIT */
/*
 * weights: the table of weights formats, and what their readers share.
 *
 * A format is one file x.c that defines `const struct reader reader_x`, and one line FORMAT(x) in formats.def. Readers bid on
 * content; a name alone is worth little, and nothing when the content is text (an error page saved as model.bin is no model).
 * They see the beginning of the file (PROBE_BYTES) and emit what it says of itself; their files are where deeper parsing goes.
 */
#ifndef LICET_WEIGHTS_WEIGHTS_H
#define LICET_WEIGHTS_WEIGHTS_H
#include "classify/reader.h"

const struct reader *const *weights_readers(size_t *n);

/* Bids by name alone, for content that is not text: any file may be called so; hardly anything else is called so. */
enum { BID_COMMON_NAME = 2, BID_OWN_NAME = 5 };

bool probe_is_binary(const struct probe *p);			/* not plausible as text; an empty file counts as binary */
unsigned bid_ending(const struct probe *p, const char *ending); /* BID_OWN_NAME when the name ends so and the content is binary */
bool bytes_are_printable(const uint8_t *bytes, size_t len);	/* UTF-8 without control characters; maybe empty */

/*
 * How a reader ends: 0 unless the cursor stands on damage; then -1 with "<what> is damaged at byte N: it …". Bytes that
 * are merely beyond the probe are no damage.
 */
int weights_finish(const struct cursor *c, const char *what, struct err *e);
/* For a file that is called like the format and does not begin like it. Returns -1. */
int weights_misnamed(const char *what, struct err *e);

#endif
