/* SPDX-License-Identifier: MIT */
/*
 * A bare Python pickle: a program for a stack machine. Nothing is run here; its instructions are only stepped over, to see that
 * they are instructions. joblib puts raw arrays between them, so a stream that goes wrong after a good beginning is no damage.
 */
#include "weights/torch_zip.h"
#include "weights/weights.h"

#include <string.h>

enum argument {
	ARG_UNKNOWN, /* no such instruction */
	ARG_NONE,
	ARG_1,
	ARG_2,
	ARG_4,
	ARG_8, /* so many bytes */
	ARG_LEN_1,
	ARG_LEN_4,
	ARG_LEN_8, /* a length in so many bytes, and the bytes */
	ARG_LINE,
	ARG_TWO_LINES,
	ARG_STOP,
};

static const uint8_t arguments[256] = {
	['('] = ARG_NONE,   ['.'] = ARG_STOP,	['0'] = ARG_NONE,   ['1'] = ARG_NONE,	['2'] = ARG_NONE,      ['F'] = ARG_LINE,
	['I'] = ARG_LINE,   ['J'] = ARG_4,	['K'] = ARG_1,	    ['L'] = ARG_LINE,	['M'] = ARG_2,	       ['N'] = ARG_NONE,
	['P'] = ARG_LINE,   ['Q'] = ARG_NONE,	['R'] = ARG_NONE,   ['S'] = ARG_LINE,	['T'] = ARG_LEN_4,     ['U'] = ARG_LEN_1,
	['V'] = ARG_LINE,   ['X'] = ARG_LEN_4,	['a'] = ARG_NONE,   ['b'] = ARG_NONE,	['c'] = ARG_TWO_LINES, ['d'] = ARG_NONE,
	['}'] = ARG_NONE,   ['e'] = ARG_NONE,	['g'] = ARG_LINE,   ['h'] = ARG_1,	['i'] = ARG_TWO_LINES, ['j'] = ARG_4,
	['l'] = ARG_NONE,   [']'] = ARG_NONE,	['o'] = ARG_NONE,   ['p'] = ARG_LINE,	['q'] = ARG_1,	       ['r'] = ARG_4,
	['s'] = ARG_NONE,   ['t'] = ARG_NONE,	[')'] = ARG_NONE,   ['u'] = ARG_NONE,	['G'] = ARG_8,	       ['B'] = ARG_LEN_4,
	['C'] = ARG_LEN_1,  [0x80] = ARG_1,	[0x81] = ARG_NONE,  [0x82] = ARG_1,	[0x83] = ARG_2,	       [0x84] = ARG_4,
	[0x85] = ARG_NONE,  [0x86] = ARG_NONE,	[0x87] = ARG_NONE,  [0x88] = ARG_NONE,	[0x89] = ARG_NONE,     [0x8A] = ARG_LEN_1,
	[0x8B] = ARG_LEN_4, [0x8C] = ARG_LEN_1, [0x8D] = ARG_LEN_8, [0x8E] = ARG_LEN_8, [0x8F] = ARG_NONE,     [0x90] = ARG_NONE,
	[0x91] = ARG_NONE,  [0x92] = ARG_NONE,	[0x93] = ARG_NONE,  [0x94] = ARG_NONE,	[0x95] = ARG_8,	       [0x96] = ARG_LEN_8,
	[0x97] = ARG_NONE,  [0x98] = ARG_NONE,
};

struct walk {
	size_t steps;  /* instructions understood */
	bool stopped;  /* the STOP instruction was reached */
	bool nonsense; /* a byte that is no instruction */
};

static void skip_line(struct cursor *c)
{
	const uint8_t *end = memchr(c->bytes + c->at, '\n', c->len - c->at);
	cursor_skip(c, end ? (uint64_t)(end - (c->bytes + c->at)) + 1 : cursor_left(c) + (c->len == c->total));
}

static void skip_argument(struct cursor *c, enum argument argument)
{
	static const uint8_t bytes[] = {[ARG_1] = 1, [ARG_2] = 2, [ARG_4] = 4, [ARG_8] = 8};
	switch (argument) {
	case ARG_LEN_1:
		cursor_skip(c, cursor_u8(c));
		break;
	case ARG_LEN_4:
		cursor_skip(c, cursor_u32(c));
		break;
	case ARG_LEN_8:
		cursor_skip(c, cursor_u64(c));
		break;
	case ARG_TWO_LINES:
		skip_line(c);
		skip_line(c);
		break;
	case ARG_LINE:
		skip_line(c);
		break;
	default:
		cursor_skip(c, argument <= ARG_8 ? bytes[argument] : 0);
	}
}

static struct walk walk(struct cursor *c)
{
	struct walk w = {0};
	while (cursor_ok(c) && !w.stopped && !w.nonsense) {
		enum argument argument = arguments[cursor_u8(c)];
		if (!cursor_ok(c))
			break;
		w.stopped = argument == ARG_STOP;
		w.nonsense = argument == ARG_UNKNOWN;
		skip_argument(c, argument);
		w.steps += cursor_ok(c) && !w.nonsense;
	}
	return w;
}

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
	struct walk w = walk(&c);
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
	walk(&c);
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
