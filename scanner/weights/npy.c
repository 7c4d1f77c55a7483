/* SPDX-License-Identifier: MIT */
/*
 * NumPy array: magic, version, length of a header that is a Python dict literal, the array. A dtype of objects is a pickle
 * inside.
 */
#include "weights/npy_header.h"
#include "weights/weights.h"

static const char magic[] = "\x93NUMPY";
enum { MAGIC = sizeof magic - 1 };

static unsigned bid(const struct probe *p)
{
	return probe_has(p, 0, magic, MAGIC) ? BID_BYTES(MAGIC) : bid_ending(p, ".npy");
}

static int read(struct reading *r, struct err *e)
{
	int64_t strides[TENSOR_RANK];
	struct tensor row = {.name = ""};
	if (!probe_has(r->probe, 0, magic, MAGIC))
		return weights_misnamed("NumPy array", e);
	if (npy_header_read(r, r->stream, &row, strides, e) < 0)
		return -1;
	if (!row.dtype)
		return 0;
	if (row.state == TENSOR_OPEN && r->probe->size >= 0 && row.start + row.len < (uint64_t)r->probe->size)
		sink_note(r->sink, "trailing-data", "%llu bytes follow the array.",
			  (unsigned long long)r->probe->size - row.start - row.len);
	return weights_add(r, &row, e);
}

const struct reader reader_npy = {
	.id = "npy",
	.title = "NumPy array",
	.spec = "https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html",
	.role = ROLE_WEIGHTS,
	.tensors = true,
	.bid = bid,
	.read = read,
};
