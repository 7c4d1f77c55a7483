/* SPDX-License-Identifier: MIT */
/* NumPy archive: a zip of .npy arrays and nothing else. */
#include "weights/weights.h"
#include "weights/zip_names.h"

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

const struct reader reader_npz = {
	.id = "npz",
	.title = "NumPy archive (zip)",
	.spec = "https://numpy.org/doc/stable/reference/generated/numpy.savez.html",
	.role = ROLE_WEIGHTS,
	.bid = bid,
	.read = read,
};
