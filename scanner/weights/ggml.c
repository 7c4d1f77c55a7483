/* SPDX-License-Identifier: MIT */
/*
 * The formats before GGUF: a u32 magic that reads backwards on disk, a version (not in the first of them), bare
 * hyperparameters.
 */
#include "weights/weights.h"

#include <string.h>

static const struct {
	const char *bytes, *name;
	bool versioned;
} magics[] = {{"lmgg", "ggml", false}, {"fmgg", "ggmf", true}, {"tjgg", "ggjt", true}, {"algg", "ggla", true}};

enum { MAGICS = sizeof magics / sizeof *magics, HIGHEST_VERSION = 3 };

/* Which of the magics, or MAGICS. */
static size_t which(const struct probe *p)
{
	size_t i = 0;
	while (i < MAGICS && !probe_has(p, 0, magics[i].bytes, 4))
		i++;
	return i;
}

static unsigned bid(const struct probe *p)
{
	return which(p) < MAGICS ? BID_BYTES(4) : 0;
}

static int read(struct reading *r, struct err *e)
{
	struct cursor c = reading_cursor(r);
	size_t i = which(r->probe);
	cursor_skip(&c, 4);
	uint32_t number = cursor_u32(&c); /* the version, or the first hyperparameter */
	if (!cursor_ok(&c))
		return weights_finish(&c, "GGML header", e);
	if (magics[i].versioned && (!number || number > HIGHEST_VERSION))
		return err_set(e, ERR_INPUT, "the GGML header is damaged at byte 4: there is no version %u of %s", number,
			       magics[i].name);
	r->detail = magics[i].versioned ? arena_printf(r->arena, "%s %u", magics[i].name, number) : magics[i].name;
	return 0;
}

const struct reader reader_ggml = {
	.id = "ggml",
	.title = "GGML model (before GGUF)",
	.spec = "https://github.com/ggml-org/ggml/blob/master/docs/gguf.md#historical-state-of-affairs",
	.role = ROLE_WEIGHTS,
	.bid = bid,
	.read = read,
};
