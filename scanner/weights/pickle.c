/* SPDX-License-Identifier: MIT */
/*
 * A bare Python pickle: a program for a stack machine. Nothing is run here; its instructions are only stepped over, to see that
 * they are instructions. joblib puts raw arrays between them, so a stream that goes wrong after a good beginning is no damage.
 */
#include "weights/torch_zip.h"
#include "weights/unpickle.h"
#include "weights/weights.h"

#include <string.h>

static bool is_called_pickle(const char *base)
{
	static const char *const endings[] = {".pkl", ".pickle", ".pt", ".pth", ".bin", ".ckpt", ".joblib", ".pdparams", ".p"};
	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
		if (name_ends(base, endings[i]))
			return true;
	return false;
}

static unsigned bid(const struct probe *p)
{
	bool modern = p->len >= 2 && p->bytes[0] == 0x80 && p->bytes[1] >= 2 && p->bytes[1] <= 5;
	if (!modern && !is_called_pickle(p->base))
		return 0;
	struct cursor c;
	cursor_init(&c, p->bytes, p->len, p->size);
	struct pickle_walk w = pickle_walk(&c);
	if (modern)
		return w.steps >= 8 || !w.nonsense ? BID_BYTES(2) : 0;
	/* Protocols 0 and 1 have no magic, and their instructions are letters: only a whole walk tells them from text. */
	return w.steps >= 4 && !w.nonsense && c.state != CURSOR_DAMAGED ? BID_BYTES(1) : 0;
}

static int read(struct reading *r, struct err *e)
{
	if (torch_is_training_state(r->probe->base))
		r->detail = TRAINING_STATE;
	else if (r->len >= 2 && r->bytes[0] == 0x80)
		r->detail = arena_printf(r->arena, "protocol %u", r->bytes[1]);
	struct cursor c = reading_cursor(r);
	pickle_walk(&c);
	r->gap = "it is a pickle, and what it holds is not told apart";
	return weights_finish(&c, "pickle", e);
}

const struct reader reader_pickle = {
	.id = "pickle",
	.title = "Python pickle",
	.spec = "https://github.com/python/cpython/blob/main/Lib/pickletools.py",
	.role = ROLE_WEIGHTS,
	.bid = bid,
	.read = read,
};
