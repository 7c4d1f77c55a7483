/* SPDX-License-Identifier: MIT */
/* A chat template: its marks tell the family of the model that it was made for. */
#include "declared/declared.h"

static unsigned bid(const struct probe *p)
{
	return p->len && (name_ends(p->base, ".jinja") || name_is(p->base, "template")) ? BID_FILE_NAME : 0;
}

static int read(struct reading *r, struct err *e)
{
	(void)e;
	reading_meta(r, "chat_template", r->bytes, r->len, 0, r->len, 1);
	return 0;
}

const struct reader reader_chat_template = {
	.id = "chat-template",
	.title = "chat template",
	.spec = "https://huggingface.co/docs/transformers/chat_templating",
	.role = ROLE_DECLARATION,
	.bid = bid,
	.read = read,
};
