/* SPDX-License-Identifier: MIT */
#include "weights/torch_zip.h"
#include "weights/weights.h"

static unsigned bid(const struct probe *p)
{
	return torch_zip_kind(p) == TORCH_SCRIPT ? BID_BYTES(12) : 0;
}

const struct reader reader_torchscript = {
	.id = "torchscript",
	.title = "TorchScript program with weights (zip)",
	.spec = "https://github.com/pytorch/pytorch/blob/main/torch/csrc/jit/docs/serialization.md",
	.role = ROLE_WEIGHTS,
	.tensors = true,
	.bid = bid,
	.member = torch_zip_member,
	.first = torch_zip_first,
	.finish = torch_zip_finish,
};
