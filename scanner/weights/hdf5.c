/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
/*
 * HDF5: the signature stands at byte 0, or behind a user block at 512, 1024, 2048 … Keras leaves its version in the root's
 * attributes.
 */
#include "weights/weights.h"

#include <string.h>

static const char signature[] = "\x89HDF\r\n\x1a\n";
enum { SIGNATURE = sizeof signature - 1, HIGHEST_SUPERBLOCK = 3 };

/* Offset of the signature, or -1. */
static int64_t find_signature(const struct probe *p)
{
	for (size_t at = 0; at < p->len; at = at ? at * 2 : 512)
		if (probe_has(p, at, signature, SIGNATURE))
			return (int64_t)at;
	return -1;
}

static unsigned bid(const struct probe *p)
{
	if (find_signature(p) >= 0)
		return BID_BYTES(SIGNATURE);
	unsigned n = bid_ending(p, ".h5");
	return n ? n : bid_ending(p, ".hdf5");
}

static int read(struct reading *r, struct err *e)
{
	int64_t at = find_signature(r->probe);
	if (at < 0)
		return weights_misnamed("HDF5 file", e);
	struct cursor c = reading_cursor(r);
	cursor_seek(&c, (uint64_t)at + SIGNATURE);
	uint8_t version = cursor_u8(&c);
	if (cursor_ok(&c) && version > HIGHEST_SUPERBLOCK)
		return err_set(e, ERR_INPUT, "the HDF5 file is damaged at byte %zu: there is no superblock version %u", c.at - 1,
			       version);
	bool keras = memmem(r->bytes, r->len, "keras_version", 13) || memmem(r->bytes, r->len, "model_config", 12);
	r->detail = arena_printf(r->arena, "superblock %u%s", version, keras ? ", Keras" : "");
	return weights_finish(&c, "HDF5 superblock", e);
}

const struct reader reader_hdf5 = {
	.id = "hdf5",
	.title = "HDF5 file",
	.spec = "https://support.hdfgroup.org/documentation/hdf5/latest/_f_m_t3.html",
	.role = ROLE_WEIGHTS,
	.bid = bid,
	.read = read,
};
