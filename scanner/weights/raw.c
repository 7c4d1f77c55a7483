/* SPDX-License-Identifier: MIT */
/*
 * The last resort: binary content that nothing recognises, in a file that is called like weights. Many runtimes write bare
 * tensors into a .bin and describe them elsewhere; they must be hashed and listed all the same, and their format honestly said
 * to be unknown.
 */
#include "weights/weights.h"

static unsigned bid(const struct probe *p)
{
	static const char *const own[] = {".ckpt", ".caffemodel", ".pdparams"}; /* nothing else is called so */
	static const char *const endings[] = {".pt", ".pth", ".weights", ".params"};
	static const char *const parts[] = {"model", "weight", "shard", "checkpoint", "ckpt", "params"};
	if (!probe_is_binary(p))
		return 0;
	for (size_t i = 0; i < sizeof own / sizeof *own; i++)
		if (name_ends(p->base, own[i]))
			return BID_OWN_NAME;
	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
		if (name_ends(p->base, endings[i]))
			return BID_COMMON_NAME;
	if (!name_ends(p->base, ".bin"))
		return 0;
	if (name_begins(p->base, "pytorch_model"))
		return BID_OWN_NAME;
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		if (name_has(p->base, parts[i]))
			return BID_COMMON_NAME;
	return 0;
}

static int read(struct reading *r, struct err *e)
{
	return r->len ? 0 : err_set(e, ERR_INPUT, "it is called like weights, but is empty");
}

const struct reader reader_raw = {
	.id = "raw",
	.title = "weights in an unknown format, by name only",
	.spec = "no specification: the bytes are listed and hashed as they are",
	.role = ROLE_WEIGHTS,
	.bid = bid,
	.read = read,
};
