/* SPDX-License-Identifier: MIT */
/*
 * adapted: code that a document shows, in which an adapter is loaded on top of a model: that is the model it was made for.
 *
 *     base = AutoModel.from_pretrained("lab/wren-7b")
 *     model = PeftModel.from_pretrained(base, "coop/tern-lora")
 */
#ifndef LICET_TEXT_ADAPTED_H
#define LICET_TEXT_ADAPTED_H
#include "text/text.h"

struct adapted {
	struct span adapter; /* "tern", of "coop/tern-lora"; empty: what stands right here, "." */
	struct span base;    /* "lab/wren-7b" */
	uint64_t start, end; /* of the name of the adapter */
};

/* At most `room` of them, in the bytes of the document, with the names that stand there or that a variable was given. */
size_t adapted_find(const char *bytes, size_t len, struct adapted *out, size_t room);

#endif
