/* SPDX-License-Identifier: MIT */
/* Keras 3: a zip with metadata.json, config.json and model.weights.h5. */
#include "weights/weights.h"
#include "weights/zip_names.h"

static unsigned bid(const struct probe *p)
{
	unsigned members = 0;
	struct zip_names z;
	zip_names_init(&z, p);
	while (zip_names_next(&z))
		members +=
			zip_name_is(&z, "metadata.json") || zip_name_is(&z, "config.json") || zip_name_is(&z, "model.weights.h5");
	if (members >= 2 || (members && name_ends(p->base, ".keras")))
		return BID_BYTES(4 + 4 * members);
	return bid_ending(p, ".keras");
}

static int read(struct reading *r, struct err *e)
{
	return probe_has(r->probe, 0, "PK\3\4", 4) ? 0 : weights_misnamed("Keras model", e);
}

const struct reader reader_keras = {
	.id = "keras",
	.title = "Keras model (zip)",
	.spec = "https://github.com/keras-team/keras/blob/master/keras/src/saving/saving_lib.py",
	.role = ROLE_WEIGHTS,
	.bid = bid,
	.read = read,
};
