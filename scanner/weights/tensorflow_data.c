/* SPDX-License-Identifier: MIT */
/*
 * TensorFlow checkpoint data (variables.data-00000-of-00001): bare tensors; the .index file beside it says which (tensorflow_index.c).
 * By name only.
 */
#include "weights/weights.h"

static unsigned bid(const struct probe *p)
{
	return name_ends_like(p->base, ".data-#-of-#") && probe_is_binary(p) ? BID_OWN_NAME : 0;
}

static int read(struct reading *r, struct err *e)
{
	return weights_take_outline(r, "the checkpoint's .index file", e);
}

const struct reader reader_tensorflow_data = {
	.id = "tensorflow-data",
	.title = "TensorFlow checkpoint data",
	.spec = "https://github.com/tensorflow/tensorflow/blob/master/tensorflow/core/util/tensor_bundle/tensor_bundle.h",
	.role = ROLE_WEIGHTS,
	.tensors = true,
	.bid = bid,
	.read = read,
};
