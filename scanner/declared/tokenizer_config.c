/* SPDX-License-Identifier: MIT */
/* tokenizer_config.json: its name_or_path often still names the model that a "new" one was made from. */
#include "declared/declared.h"

static const struct claim claims[] = {
	{"name_or_path", "name_or_path", CLAIM_DECLARED, NULL},
	{"tokenizer_class", "tokenizer", CLAIM_META, NULL},
	{"chat_template", "chat_template", CLAIM_META, "template"},
};

static unsigned bid(const struct probe *p)
{
	return name_is(p->base, "tokenizer_config.json") && probe_is_object(p) ? BID_FILE_NAME : 0;
}

static int read(struct reading *r, struct err *e)
{
	return CLAIMS_TAKE_JSON(r, claims, e);
}

const struct reader reader_tokenizer_config = {
	.id = "tokenizer-config",
	.title = "tokenizer configuration",
	.spec = "https://huggingface.co/docs/transformers/main_classes/tokenizer",
	.role = ROLE_DECLARATION,
	.bid = bid,
	.read = read,
};
