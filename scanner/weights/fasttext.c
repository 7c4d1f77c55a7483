/* SPDX-License-Identifier: MIT */
/* fastText: i32 magic 793712314, i32 version 11 or 12, the training arguments, dictionary, matrices. */
#include "weights/weights.h"

static unsigned bid(const struct probe *p)
{
	struct cursor c;
	cursor_init(&c, p->bytes, p->len, p->size);
	uint32_t magic = cursor_u32(&c), version = cursor_u32(&c);
	return cursor_ok(&c) && magic == 793712314 && version >= 11 && version <= 12 ? BID_BYTES(8) : 0;
}

const struct reader reader_fasttext = {
	.id = "fasttext",
	.title = "fastText model",
	.spec = "https://github.com/facebookresearch/fastText/blob/main/src/fasttext.cc",
	.role = ROLE_WEIGHTS,
	.bid = bid,
};
