/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "weights/unpickle.h"

#include "base/buf.h"

#include <stdlib.h>
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

struct pickle_walk pickle_walk(struct cursor *c)
{
	struct pickle_walk w = {0};
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

/* --- the machine ------------------------------------------------------------------------------------------------------------ */

enum { STACK_MOST = 1000000 };

struct machine {
	struct cursor *c;
	struct arena *arena;
	struct pickle_value **stack, **memo;
	size_t depth, stack_room, memo_count, memo_room;
	uint32_t memoized;		  /* how many MEMOIZE gave a number to */
	size_t values, items, text_bytes; /* so far */
	const char *problem;		  /* NULL: none yet */
	bool limit;
	/* the argument of the instruction */
	uint64_t number;
	struct pickle_value *text;	  /* a string, or `nothing` */
	struct pickle_value *nothing;	  /* stands in for what is not there */
	const struct pickle_watch *watch; /* or NULL */
	struct err *e;
	bool refused; /* the watcher said why */
};

static void fail(struct machine *m, const char *problem)
{
	if (!m->problem)
		m->problem = problem;
}

/* Whether `n` more are allowed of what there may be `most` of. */
static bool afford(struct machine *m, size_t *used, size_t n, size_t most)
{
	if (n <= most - *used) {
		*used += n;
		return true;
	}
	fail(m, "it makes more values than are held");
	m->limit = true;
	return false;
}

static struct pickle_value *value_new(struct machine *m, enum pickle_kind kind)
{
	afford(m, &m->values, 1, PICKLE_VALUES);
	struct pickle_value *v = ARENA_NEW(m->arena, struct pickle_value);
	v->kind = kind;
	return v;
}

static void push(struct machine *m, struct pickle_value *v)
{
	if (m->depth == STACK_MOST) {
		fail(m, "its stack grows without end");
		return;
	}
	VEC_PUSH(m->stack, m->depth, m->stack_room, v);
}

static struct pickle_value *peek(struct machine *m, size_t below)
{
	if (below >= m->depth || m->stack[m->depth - 1 - below]->kind == PICKLE_MARK) {
		fail(m, "it takes from an empty stack");
		return m->nothing;
	}
	return m->stack[m->depth - 1 - below];
}

static struct pickle_value *pop(struct machine *m)
{
	struct pickle_value *v = peek(m, 0);
	if (!m->problem)
		m->depth--;
	return v;
}

/* How many values lie above the topmost mark. */
static size_t above_mark(struct machine *m)
{
	size_t n = 0;
	while (n < m->depth && m->stack[m->depth - 1 - n]->kind != PICKLE_MARK)
		n++;
	if (n == m->depth)
		fail(m, "a mark is missing");
	return m->problem ? 0 : n;
}

static void pop_to_mark(struct machine *m, size_t above)
{
	if (!m->problem)
		m->depth -= above + 1;
}

static void add_item(struct machine *m, struct pickle_value *to, struct pickle_value *item)
{
	if (to->kind != PICKLE_LIST && to->kind != PICKLE_DICT && to->kind != PICKLE_CALL && to->kind != PICKLE_TUPLE)
		return; /* on some object whose items are of no interest */
	if (!afford(m, &m->items, 1, PICKLE_ITEMS))
		return;
	if (to->count == to->capacity) {
		uint32_t room = to->capacity ? 2 * to->capacity : 4;
		struct pickle_value **items = arena_array(m->arena, room, sizeof *items);
		if (to->count)
			memcpy(items, to->items, to->count * sizeof *items);
		to->items = items;
		to->capacity = room;
	}
	to->items[to->count++] = item;
}

/* What lies above the mark is added to what lies below it. */
static void add_items_below_mark(struct machine *m, size_t n)
{
	if (m->problem)
		return;
	struct pickle_value *to = m->stack[m->depth - n - 2];
	for (size_t i = 0; i < n; i++)
		add_item(m, to, m->stack[m->depth - n + i]);
}

static struct pickle_value *gather(struct machine *m, enum pickle_kind kind, size_t n)
{
	struct pickle_value *v = value_new(m, kind);
	for (size_t i = 0; i < n && !m->problem; i++)
		add_item(m, v, m->stack[m->depth - n + i]);
	return v;
}

static void push_tuple(struct machine *m, size_t n)
{
	if (n)
		peek(m, n - 1);
	struct pickle_value *v = gather(m, PICKLE_TUPLE, n);
	if (!m->problem)
		m->depth -= n;
	push(m, v);
}

static void push_marked(struct machine *m, enum pickle_kind kind)
{
	size_t n = above_mark(m);
	struct pickle_value *v = gather(m, kind, n);
	pop_to_mark(m, n);
	push(m, v);
}

static void push_number(struct machine *m, int64_t n)
{
	struct pickle_value *v = value_new(m, PICKLE_INT);
	v->number = n;
	push(m, v);
}

static void push_call(struct machine *m, struct pickle_value *callee, struct pickle_value *args)
{
	struct pickle_value *v = value_new(m, PICKLE_CALL);
	v->callee = callee;
	v->args = args;
	push(m, v);
}

static void push_persistent(struct machine *m, struct pickle_value *id)
{
	struct pickle_value *v = value_new(m, PICKLE_PERSISTENT);
	v->args = id;
	push(m, v);
}

static void push_global(struct machine *m, const struct pickle_value *module, const struct pickle_value *name)
{
	struct pickle_value *v = value_new(m, PICKLE_GLOBAL);
	bool strings = module->kind == PICKLE_STRING_VALUE && name->kind == PICKLE_STRING_VALUE;
	bool fits = strings && afford(m, &m->text_bytes, (size_t)module->count + name->count, PICKLE_TEXT);
	v->text = fits ? arena_printf(m->arena, "%s %s", module->text, name->text) : "";
	push(m, v);
}

static void remember(struct machine *m, uint64_t at)
{
	if (at >= PICKLE_VALUES) {
		fail(m, "it remembers too much");
		return;
	}
	while (m->memo_count <= at)
		VEC_PUSH(m->memo, m->memo_count, m->memo_room, NULL);
	m->memo[at] = peek(m, 0);
}

static void recall(struct machine *m, uint64_t at)
{
	if (at < m->memo_count && m->memo[at])
		push(m, m->memo[at]);
	else
		fail(m, "it recalls what it never remembered");
}

/* --- arguments -------------------------------------------------------------------------------------------------------------- */

/* Whether the watcher has made something of it. */
static bool is_watched(struct machine *m, struct pickle_value *v, uint64_t len, bool text)
{
	int64_t number = 0;
	int made = m->watch ? m->watch->bytes(m->watch->ctx, m->stack, m->depth, m->c, len, text, &number, m->e) : 0;
	m->refused |= made < 0;
	if (made > 0) {
		v->kind = PICKLE_ROW;
		v->number = number;
	}
	return made != 0;
}

static struct pickle_value *take_text(struct machine *m, uint64_t len, bool text)
{
	struct pickle_value *v = value_new(m, PICKLE_OTHER);
	v->at = cursor_place(m->c);
	if (cursor_ok(m->c) && is_watched(m, v, len, text))
		return v;
	if (len > PICKLE_STRING) {
		cursor_skip(m->c, len);
		return v;
	}
	const uint8_t *bytes = cursor_take(m->c, len);
	if (!bytes || !afford(m, &m->text_bytes, len, PICKLE_TEXT))
		return v;
	v->kind = PICKLE_STRING_VALUE;
	v->text = arena_strndup(m->arena, (const char *)bytes, len);
	v->count = (uint32_t)len;
	return v;
}

static struct pickle_value *take_line(struct machine *m)
{
	char line[4096];
	size_t n = 0;
	for (;;) {
		char byte = (char)cursor_u8(m->c);
		if (!cursor_ok(m->c) || byte == '\n')
			break;
		if (n == sizeof line) {
			fail(m, "it has a line without end");
			break;
		}
		line[n++] = byte;
	}
	struct pickle_value *v = value_new(m, PICKLE_STRING_VALUE);
	n = afford(m, &m->text_bytes, n, PICKLE_TEXT) ? n : 0;
	v->text = arena_strndup(m->arena, line, n);
	v->count = (uint32_t)n;
	return v;
}

static void take_argument(struct machine *m, enum argument argument, uint8_t op)
{
	m->text = m->nothing;
	m->number = 0;
	switch (argument) {
	case ARG_1:
	case ARG_LEN_1:
		m->number = cursor_u8(m->c);
		break;
	case ARG_2:
		m->number = cursor_u16(m->c);
		break;
	case ARG_4:
	case ARG_LEN_4:
		m->number = cursor_u32(m->c);
		break;
	case ARG_8:
	case ARG_LEN_8:
		m->number = cursor_u64(m->c);
		break;
	case ARG_LINE:
		m->text = take_line(m);
		m->number = strtoull(m->text->text, NULL, 10);
		break;
	default:
		break;
	}
	if (argument >= ARG_LEN_1 && argument <= ARG_LEN_8)
		m->text = take_text(m, m->number, op == 'X' || op == 0x8C || op == 0x8D);
}

/* A number of a few bytes, little-endian, with a sign. */
static int64_t long_value(const struct pickle_value *v)
{
	uint64_t n = 0;
	uint32_t len = v->kind == PICKLE_STRING_VALUE && v->count <= 8 ? v->count : 0;
	for (uint32_t i = 0; i < len; i++)
		n |= (uint64_t)(uint8_t)v->text[i] << 8 * i;
	bool negative = len && v->text[len - 1] & 0x80;
	return (int64_t)(negative && len < 8 ? n | UINT64_MAX << 8 * len : n);
}

/* A line as repr() writes a string: what is between the quotes. Escapes stay as they are. */
static struct pickle_value *unquoted(struct machine *m, struct pickle_value *line)
{
	if (line->count >= 2) {
		line->count -= 2;
		line->text = arena_strndup(m->arena, line->text + 1, line->count);
	}
	return line;
}

/* --- instructions ----------------------------------------------------------------------------------------------------------- */

static void do_objects(struct machine *m, uint8_t op)
{
	struct pickle_value *top;
	size_t n;
	switch (op) {
	case 'R':
	case 0x81: /* NEWOBJ */
		top = pop(m);
		push_call(m, pop(m), top);
		break;
	case 0x92: /* NEWOBJ_EX: keyword arguments, too */
		pop(m);
		top = pop(m);
		push_call(m, pop(m), top);
		break;
	case 'b':
		top = pop(m);
		if (peek(m, 0)->kind != PICKLE_CALL)
			break;
		peek(m, 0)->state = top;
		m->refused |= m->watch && !m->problem && m->watch->built(m->watch->ctx, peek(m, 0), m->c, m->e) < 0;
		break;
	case 'o':
		n = above_mark(m);
		if (!n)
			fail(m, "it makes an object of nothing");
		top = gather(m, PICKLE_TUPLE, n ? n - 1 : 0);
		struct pickle_value *callee = m->problem ? top : m->stack[m->depth - n];
		pop_to_mark(m, n);
		push_call(m, callee, top);
		break;
	case 'i':
		top = take_line(m);
		push_global(m, top, take_line(m));
		callee = pop(m);
		n = above_mark(m);
		top = gather(m, PICKLE_TUPLE, n);
		pop_to_mark(m, n);
		push_call(m, callee, top);
		break;
	case 'c':
		top = take_line(m);
		push_global(m, top, take_line(m));
		break;
	case 0x93: /* STACK_GLOBAL */
		top = pop(m);
		push_global(m, pop(m), top);
		break;
	case 'P':
		push_persistent(m, m->text);
		break;
	case 'Q':
		push_persistent(m, pop(m));
		break;
	default:
		push(m, value_new(m, PICKLE_OTHER)); /* of the extension registry, or a buffer out of band */
	}
}

static void do_containers(struct machine *m, uint8_t op)
{
	struct pickle_value *top;
	size_t n;
	switch (op) {
	case '}':
	case ']':
	case ')':
	case 0x8F: /* EMPTY_SET */
		push(m, value_new(m, op == '}'	 ? PICKLE_DICT
				     : op == ']' ? PICKLE_LIST
				     : op == ')' ? PICKLE_TUPLE
						 : PICKLE_OTHER));
		break;
	case 0x85:
	case 0x86:
	case 0x87:
		push_tuple(m, op - 0x84u);
		break;
	case 't':
	case 'l':
	case 'd':
	case 0x91: /* FROZENSET */
		push_marked(m, op == 't' ? PICKLE_TUPLE : op == 'l' ? PICKLE_LIST : op == 'd' ? PICKLE_DICT : PICKLE_OTHER);
		break;
	case 'a':
		top = pop(m);
		add_item(m, peek(m, 0), top);
		break;
	case 's':
		top = pop(m);
		struct pickle_value *key = pop(m), *to = peek(m, 0);
		add_item(m, to, key);
		add_item(m, to, top);
		break;
	default: /* APPENDS, SETITEMS, ADDITEMS */
		n = above_mark(m);
		if (m->depth < n + 2 || m->stack[m->depth - n - 2]->kind == PICKLE_MARK)
			fail(m, "it adds to nothing");
		add_items_below_mark(m, n);
		pop_to_mark(m, n);
	}
}

static void do_scalars(struct machine *m, uint8_t op)
{
	switch (op) {
	case 'N':
		push(m, value_new(m, PICKLE_NONE));
		break;
	case 'J':
		push_number(m, (int32_t)m->number);
		break;
	case 'K':
	case 'M':
	case 0x88: /* NEWTRUE, NEWFALSE */
	case 0x89:
		push_number(m, op == 0x88 ? 1 : op == 0x89 ? 0 : (int64_t)m->number);
		break;
	case 'I':
	case 'L':
		push_number(m, strtoll(m->text->text, NULL, 10));
		break;
	case 0x8A:
	case 0x8B:
		push_number(m, long_value(m->text));
		break;
	case 'S':
		push(m, unquoted(m, m->text));
		break;
	case 'T':
	case 'U':
	case 'V':
	case 'X':
	case 0x8C:
	case 0x8D:
		push(m, m->text);
		break;
	default: /* bytes, which are of interest when the watcher made something of them */
		push(m, m->text->kind == PICKLE_ROW ? m->text : value_new(m, PICKLE_OTHER));
	}
}

static void do_stack(struct machine *m, uint8_t op)
{
	switch (op) {
	case '(':
		push(m, value_new(m, PICKLE_MARK));
		break;
	case '0':
		if (m->depth && m->stack[m->depth - 1]->kind == PICKLE_MARK)
			m->depth--;
		else
			pop(m);
		break;
	case '1':
		pop_to_mark(m, above_mark(m));
		break;
	case '2':
		push(m, peek(m, 0));
		break;
	case 'p':
	case 'q':
	case 'r':
		remember(m, m->number);
		break;
	case 0x94: /* MEMOIZE */
		remember(m, m->memoized++);
		break;
	default:
		recall(m, m->number);
	}
}

static void step(struct machine *m, uint8_t op)
{
	enum argument argument = arguments[op];
	if (argument == ARG_UNKNOWN) {
		fail(m, "it has an instruction that does not exist");
		return;
	}
	take_argument(m, argument, op);
	if (strchr("RboicPQ", op) || op == 0x81 || op == 0x92 || op == 0x93 || (op >= 0x82 && op <= 0x84) || op == 0x97)
		do_objects(m, op);
	else if (strchr("}])tldasue", op) || (op >= 0x85 && op <= 0x87) || (op >= 0x8F && op <= 0x91))
		do_containers(m, op);
	else if (strchr("(012pqrghj", op) || op == 0x94)
		do_stack(m, op);
	else if (op != 0x80 && op != 0x95 && op != 0x98) /* PROTO, FRAME, READONLY_BUFFER */
		do_scalars(m, op);
}

static void machine_release(struct machine *m)
{
	free(m->stack);
	free(m->memo);
}

int unpickle(struct cursor *c, struct arena *a, struct pickle_value **root, struct err *e)
{
	return unpickle_watched(c, a, NULL, root, e);
}

int unpickle_watched(struct cursor *c, struct arena *a, const struct pickle_watch *watch, struct pickle_value **root,
		     struct err *e)
{
	__attribute__((cleanup(machine_release))) struct machine m = {
		.c = c, .arena = a, .nothing = ARENA_NEW(a, struct pickle_value), .watch = watch, .e = e};
	uint64_t at = 0;
	*root = NULL;
	for (;;) {
		at = cursor_place(c);
		uint8_t op = cursor_u8(c);
		if (!cursor_ok(c))
			break;
		if (op == '.') {
			struct pickle_value *top = pop(&m);
			*root = m.problem ? NULL : top;
			break;
		}
		step(&m, op);
		if (m.refused)
			return -1;
		if (m.problem)
			break;
	}
	if (m.problem)
		return err_set(e, m.limit ? ERR_LIMIT : ERR_INPUT, "the pickle is damaged at byte %llu: %s",
			       (unsigned long long)at, m.problem);
	if (c->state == CURSOR_DAMAGED)
		return err_set(e, ERR_INPUT, "the pickle is damaged at byte %llu: it ends too early", (unsigned long long)at);
	return 0;
}

bool pickle_is_global(const struct pickle_value *v, const char *name)
{
	return v && v->kind == PICKLE_GLOBAL && !strcmp(v->text, name);
}

const struct pickle_value *pickle_item(const struct pickle_value *v, uint32_t i)
{
	return v && (v->kind == PICKLE_TUPLE || v->kind == PICKLE_LIST) && i < v->count ? v->items[i] : NULL;
}

bool pickle_number(const struct pickle_value *v, int64_t *n)
{
	if (!v || v->kind != PICKLE_INT)
		return false;
	*n = v->number;
	return true;
}
