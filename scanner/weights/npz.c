/* SPDX-License-Identifier: MIT */
/* NumPy archive: a zip of .npy arrays and nothing else. */
#include "weights/npy_header.h"
#include "weights/weights.h"
#include "weights/zip_names.h"

#include <string.h>

static unsigned bid(const struct probe *p)
{
	struct zip_names z;
	zip_names_init(&z, p);
	if (zip_names_next(&z) && zip_name_ends(&z, ".npy"))
		return BID_BYTES(8);
	return bid_ending(p, ".npz");
}

static int read(struct reading *r, struct err *e)
{
	bool empty_zip = probe_has(r->probe, 0, "PK\5\6", 4);
	return empty_zip || probe_has(r->probe, 0, "PK\3\4", 4) ? 0 : weights_misnamed("NumPy archive", e);
}

/* One array; it is called like the member without the ending. */
static int member(struct reading *r, const char *name, struct cursor *c, uint32_t *part, struct err *e)
{
	int64_t strides[TENSOR_RANK];
	struct tensor row = {.name = name, .name_len = strlen(name)};
	if (!name_ends(name, ".npy"))
		return 0;
	row.name_len -= 4;
	*part = row.part = tensors_count(r->tensors) + 1;
	if (npy_header_read(r, c, &row, strides, e) < 0) {
		err_prefix(e, "%s", weights_shown(r, name, strlen(name)));
		r->gap = "an array in it is damaged";
		return -1;
	}
	return !row.dtype || weights_add(r, &row, e) == 0 ? 1 : -1;
}

const struct reader reader_npz = {
	.id = "npz",
	.title = "NumPy archive (zip)",
	.spec = "https://numpy.org/doc/stable/reference/generated/numpy.savez.html",
	.role = ROLE_WEIGHTS,
	.tensors = true,
	.bid = bid,
	.read = read,
	.member = member,
};
