/* SPDX-License-Identifier: MIT */
/*
 * A bare Python pickle, or several: programs for a stack machine. Nothing is run here; what they would build is read as a tree, in which
 * NumPy arrays are found and named (pickle_arrays.h): Paddle's .pdparams, scikit-learn, joblib. Other objects are not told apart.
 */
#include "weights/pickle_arrays.h"
#include "weights/pickle_tree.h"
#include "weights/torch_zip.h"
#include "weights/unpickle.h"
#include "weights/weights.h"

#include <string.h>

enum { MOST_PICKLES = 1000 };

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

/* One of maybe several; what is in the first has no number before its name. 1: there may be another, 0, -1. */
static int read_one(struct reading *r, unsigned number, struct err *e)
{
	ARENA_AUTO struct arena trees;
	arena_init(&trees);
	struct pickle_arrays a = {.r = r, .trees = &trees};
	struct pickle_watch watch = pickle_arrays_watch(&a);
	struct pickle_value *root;
	if (unpickle_watched(r->stream, &trees, &watch, &root, e) < 0)
		return -1;
	if (!root)
		return 0;
	pickle_claims(r, root, true);
	return pickle_arrays_name(&a, root, number ? arena_printf(&trees, "%u", number) : "", e) < 0 ? -1 : 1;
}

static int read(struct reading *r, struct err *e)
{
	struct cursor *c = r->stream;
	int more = 1;
	if (torch_is_training_state(r->probe->base))
		r->detail = TRAINING_STATE;
	else if (r->len >= 2 && r->bytes[0] == 0x80)
		r->detail = arena_printf(r->arena, "protocol %u", r->bytes[1]);
	for (unsigned i = 0; more == 1 && i < MOST_PICKLES; i++) {
		more = read_one(r, i, e);
		const uint8_t *next = more == 1 && !cursor_ended(c) ? cursor_take(c, 1) : NULL;
		bool pickle = next && *next == 0x80;
		if (next && !pickle)
			r->gap = "bytes follow its pickle, which are not read";
		if (pickle)
			cursor_skip(c, 1); /* the protocol */
		more = more < 0 ? -1 : pickle;
	}
	if (more < 0)
		return -1;
	if (!tensors_count(r->tensors) && !r->gap)
		r->gap = "it is a pickle, and has no arrays that are told apart";
	return weights_finish(c, "pickle", e);
}

const struct reader reader_pickle = {
	.id = "pickle",
	.title = "Python pickle",
	.spec = "https://github.com/python/cpython/blob/main/Lib/pickletools.py",
	.role = ROLE_WEIGHTS,
	.tensors = true,
	.bid = bid,
	.read = read,
};
