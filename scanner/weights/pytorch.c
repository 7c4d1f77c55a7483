/* SPDX-License-Identifier: MIT */
#include "weights/torch_zip.h"
#include "weights/weights.h"

static unsigned bid(const struct probe *p)
{
	return torch_zip_kind(p) == TORCH_SAVE ? BID_BYTES(12) : 0;
}

static int read(struct reading *r, struct err *e)
{
	(void)e;
	r->detail = torch_is_training_state(r->probe->base) ? TRAINING_STATE : NULL;
	return 0;
}

const struct reader reader_pytorch = {
	.id = "pytorch",
	.title = "PyTorch checkpoint (zip)",
	.spec = "https://github.com/pytorch/pytorch/blob/main/caffe2/serialize/inline_container.h",
	.role = ROLE_WEIGHTS,
	.tensors = true,
	.bid = bid,
	.member = torch_zip_member,
	.first = torch_zip_first,
	.finish = torch_zip_finish,
	.read = read,
};
