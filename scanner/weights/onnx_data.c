/* SPDX-License-Identifier: MIT */
/* Tensors that an ONNX model keeps outside: bare bytes, known by name only. The model says offset and length of each. */
#include "weights/weights.h"

static unsigned bid(const struct probe *p)
{
	static const char *const patterns[] = {".onnx_data", ".onnx_data_#", ".onnx_data-#", ".onnx.data", ".onnx.data.#"};
	for (size_t i = 0; i < sizeof patterns / sizeof *patterns; i++)
		if (name_ends_like(p->base, patterns[i]) && probe_is_binary(p))
			return BID_OWN_NAME;
	return 0;
}

const struct reader reader_onnx_data = {
	.id = "onnx-data",
	.title = "ONNX external data",
	.spec = "https://github.com/onnx/onnx/blob/main/docs/ExternalData.md",
	.role = ROLE_WEIGHTS,
	.bid = bid,
};
