/* SPDX-License-Identifier: MIT */
/*
 * frame: a piece of a file that is packed with Zstandard, unpacked in memory. For formats that pack parts of themselves; whole entries
 * that are packed are archives (unpack.h).
 */
#ifndef LICET_ENTRY_FRAME_H
#define LICET_ENTRY_FRAME_H
#include "base/buf.h"
#include "base/err.h"

/* Up to the buffer's cap. 0, or -1: ERR_LIMIT when that does not do, ERR_INPUT for what is damaged, or when libzstd is missing here. */
int frame_unpack(const void *bytes, size_t len, struct buf *out, struct err *e);

/*
 * The beginning of what is packed in a stream that begins with these bytes, by whatever packs streams: how many bytes of it can be had from
 * them, at most `room`; 0 also when they are not packed.
 */
size_t frame_begins(const void *bytes, size_t len, void *out, size_t room);

#endif
