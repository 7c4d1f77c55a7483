/* SPDX-License-Identifier: MIT */
/*
 * ExecuTorch: a flatbuffer with the identifier "ET12", a Program; at byte 8 an extended header "eh00" with the size of the program and
 * where the segments behind it begin. Methods have values, some of which are constant tensors; their bytes stand in buffers of the
 * flatbuffer (older) or in a segment. What was handed to a backend is in a form of its own.
 */
#include "weights/flatbuffer.h"
#include "weights/weights.h"

#include <string.h>

enum {
	PROGRAM_VERSION = 0,
	PROGRAM_PLANS = 1,
	PROGRAM_BUFFERS = 2,
	PROGRAM_SEGMENTS = 4,
	PROGRAM_CONSTANTS = 5,
	PROGRAM_MUTABLES = 6,
	PLAN_NAME = 0,
	PLAN_VALUES = 2,
	PLAN_DELEGATES = 7,
	VALUE_TYPE = 0,
	VALUE_IS = 1,
	VALUE_TENSOR = 5, /* of the types of values */
	TENSOR_TYPE = 0,
	TENSOR_SIZES = 2,
	TENSOR_ORDER = 3,
	TENSOR_BUFFER = 5,
	TENSOR_ALLOCATED = 6,
	TENSOR_EXTRA = 9,
	EXTRA_SEGMENTS = 0,
	EXTRA_NAME = 1,
	EXTRA_LOCATION = 2,
	SEGMENT_OFFSET = 0,
	SEGMENT_SIZE = 1,
	OFFSETS_SEGMENT = 0,
	OFFSETS = 1,
	MOST_PLANS = 1000,
	MOST_VALUES = 1000000
};

static const struct {
	const char *dtype;
	uint8_t bytes;
} types[] = {
	[0] = {"U8", 1},	   [1] = {"I8", 1},    [2] = {"I16", 2},      [3] = {"I32", 4},	     [4] = {"I64", 8},
	[5] = {"F16", 2},	   [6] = {"F32", 4},   [7] = {"F64", 8},      [9] = {"C64", 8},	     [10] = {"C128", 16},
	[11] = {"BOOL", 1},	   [15] = {"BF16", 2}, [23] = {"F8_E5M2", 1}, [24] = {"F8_E4M3", 1}, [25] = {"F8_E5M2FNUZ", 1},
	[26] = {"F8_E4M3FNUZ", 1}, [27] = {"U16", 2},  [28] = {"U32", 4},     [29] = {"U64", 8},
};

struct executorch {
	struct reading *r;
	struct cursor *c;
	uint64_t root, segments_at; /* segments_at: where the first begins in the file */
	struct fb_vector buffers, segments;
	uint32_t values; /* looked at */
};

static bool has_identifier(const struct probe *p)
{
	return p->len >= 8 && p->bytes[4] == 'E' && p->bytes[5] == 'T' && p->bytes[6] >= '0' && p->bytes[6] <= '9' &&
	       p->bytes[7] >= '0' && p->bytes[7] <= '9';
}

static unsigned bid(const struct probe *p)
{
	if (!has_identifier(p))
		return bid_ending(p, ".pte");
	return probe_has(p, 8, "eh00", 4) ? BID_BYTES(8) : BID_BYTES(4);
}

/* Element i of the offsets of one list, in its segment of the file; false: there is none. */
static bool find_in_segment(struct executorch *x, uint64_t list, uint64_t i, uint64_t *start)
{
	struct cursor *c = x->c;
	struct fb_vector offsets = fb_vector(c, list, OFFSETS, 8);
	uint64_t number = fb_number(c, list, OFFSETS_SEGMENT, 4), offset, base;
	if (i >= offsets.count || number >= x->segments.count)
		return false;
	cursor_seek(c, offsets.at + 8 * i);
	offset = cursor_u64(c);
	uint64_t segment = fb_element(c, x->segments, (uint32_t)number);
	base = segment ? fb_number(c, segment, SEGMENT_OFFSET, 8) : 0;
	uint64_t size = segment ? fb_number(c, segment, SEGMENT_SIZE, 8) : 0;
	return cursor_ok(c) && offset <= size && !__builtin_add_overflow(base, offset, start) &&
	       !__builtin_add_overflow(*start, x->segments_at, start);
}

/* Where the tensor's bytes begin. */
static bool find_bytes(struct executorch *x, uint64_t tensor, uint64_t extra, uint64_t number, uint64_t *start)
{
	struct cursor *c = x->c;
	bool changes = fb_field(c, tensor, TENSOR_ALLOCATED) != 0; /* a value to begin with */
	if (!changes && x->buffers.count) {
		uint64_t buffer = number < x->buffers.count ? fb_element(c, x->buffers, (uint32_t)number) : 0;
		struct fb_vector bytes = buffer ? fb_vector(c, buffer, 0, 1) : (struct fb_vector){0};
		*start = bytes.at;
		return bytes.at != 0;
	}
	if (!changes)
		return find_in_segment(x, fb_follow(c, fb_field(c, x->root, PROGRAM_CONSTANTS)), number, start);
	struct fb_vector lists = fb_vector(c, x->root, PROGRAM_MUTABLES, 4);
	uint64_t list = extra ? fb_number(c, extra, EXTRA_SEGMENTS, 8) : 0;
	return list < lists.count && find_in_segment(x, fb_element(c, lists, (uint32_t)list), number, start);
}

/* The order of the dimensions in memory, outermost first, as strides; false when it is no order, or the usual one. */
static bool read_order(struct executorch *x, uint64_t table, const struct tensor *row, int64_t *strides)
{
	struct fb_vector order = fb_vector(x->c, table, TENSOR_ORDER, 1);
	const uint8_t *dims = order.count == row->rank ? cursor_take(x->c, order.count) : NULL;
	int64_t step = 1;
	bool usual = true;
	memset(strides, 0, TENSOR_RANK * sizeof *strides);
	for (unsigned i = row->rank; dims && i--;) {
		if (dims[i] >= row->rank || strides[dims[i]])
			return false;
		usual = usual && dims[i] == i;
		strides[dims[i]] = step;
		if (__builtin_mul_overflow(step, (int64_t)row->shape[dims[i]], &step) || !step)
			return false;
	}
	return dims && !usual;
}

static int read_tensor(struct executorch *x, uint64_t table, struct err *e)
{
	struct cursor *c = x->c;
	struct tensor row = {.name = "", .dtype = "?"};
	int64_t strides[TENSOR_RANK];
	uint64_t number = fb_number(c, table, TENSOR_BUFFER, 4), extra = fb_follow(c, fb_field(c, table, TENSOR_EXTRA));
	bool outside = extra && fb_number(c, extra, EXTRA_LOCATION, 1) == 1;
	if (!number && !outside)
		return 0; /* it comes to be when the program runs */
	ARENA_AUTO struct arena scratch;
	arena_init(&scratch);
	struct fb_vector name = extra ? fb_vector(c, extra, EXTRA_NAME, 1) : (struct fb_vector){0};
	const uint8_t *text = name.count && name.count <= TENSOR_NAME ? cursor_take(c, name.count) : NULL;
	if (text) {
		row.name = arena_strndup(&scratch, (const char *)text, name.count);
		row.name_len = name.count;
	}
	uint64_t type = fb_number(c, table, TENSOR_TYPE, 1);
	bool known = type < sizeof types / sizeof *types && types[type].dtype;
	struct fb_vector sizes = fb_vector(c, table, TENSOR_SIZES, 4);
	for (; row.rank < sizes.count && row.rank < TENSOR_RANK; row.rank++)
		row.shape[row.rank] = cursor_u32(c);
	if (known) {
		row.dtype = types[type].dtype;
		row.element = types[type].bytes;
	}
	if (!cursor_ok(c))
		return 0;
	bool whole =
		known && !outside && sizes.count <= TENSOR_RANK && tensor_bytes(row.shape, row.rank, 8U * row.element, &row.len);
	uint64_t end;
	if (whole && (!find_bytes(x, table, extra, number, &row.start) || __builtin_add_overflow(row.start, row.len, &end) ||
		      end > c->total))
		return cursor_ok(c) ? err_set(e, ERR_INPUT, "the bytes of the tensor '%s' at byte %llu are not in the file",
					      weights_shown(x->r, row.name, row.name_len), (unsigned long long)table)
				    : 0;
	if (whole && read_order(x, table, &row, strides))
		row.strides = strides;
	if (!whole) {
		row.state = TENSOR_CLOSED;
		x->r->gap = outside ? "some of its tensors lie in another file"
				    : "it has tensors of a type that this program does not know";
	}
	return cursor_ok(c) ? weights_add(x->r, &row, e) : 0;
}

static int read_plan(struct executorch *x, uint64_t plan, struct err *e)
{
	struct cursor *c = x->c;
	struct fb_vector values = fb_vector(c, plan, PLAN_VALUES, 4);
	for (uint32_t i = 0; i < values.count && cursor_ok(c); i++) {
		uint64_t value = fb_element(c, values, i);
		if (x->values++ == MOST_VALUES)
			return err_set(e, ERR_LIMIT, "it has more than %d values; the others were left out", MOST_VALUES);
		if (!value || fb_number(c, value, VALUE_TYPE, 1) != VALUE_TENSOR)
			continue;
		uint64_t tensor = fb_follow(c, fb_field(c, value, VALUE_IS));
		if (tensor && read_tensor(x, tensor, e) < 0)
			return -1;
	}
	if (fb_vector(c, plan, PLAN_DELEGATES, 4).count)
		x->r->gap = "parts of it, with their weights, are in the form of a backend";
	return 0;
}

/* The extended header is not obligatory: without it nothing lies behind the flatbuffer. */
static int read_header(struct executorch *x, struct err *e)
{
	struct cursor c = reading_cursor(x->r);
	cursor_skip(&c, 8);
	const uint8_t *magic = cursor_take(&c, 4);
	if (!magic || memcmp(magic, "eh00", 4) != 0)
		return 0;
	cursor_u32(&c); /* its length */
	uint64_t program = cursor_u64(&c), segments = cursor_u64(&c);
	if (cursor_ok(&c) && (program > c.total || segments > c.total))
		return err_set(e, ERR_INPUT, "the ExecuTorch header is damaged at byte 16: its parts are larger than the file");
	x->segments_at = segments;
	return weights_finish(&c, "ExecuTorch header", e);
}

static int read(struct reading *r, struct err *e)
{
	struct executorch x = {.r = r, .c = r->anywhere};
	if (!has_identifier(r->probe))
		return weights_misnamed("ExecuTorch program", e);
	r->detail = arena_strndup(r->arena, (const char *)r->bytes + 4, 4);
	if (read_header(&x, e) < 0)
		return -1;
	if (!x.c)
		return 0;
	r->views = r->same_names = true;
	x.root = fb_root(x.c, 0);
	if (!x.root)
		cursor_fail(x.c);
	x.buffers = fb_vector(x.c, x.root, PROGRAM_BUFFERS, 4);
	x.segments = fb_vector(x.c, x.root, PROGRAM_SEGMENTS, 4);
	struct fb_vector plans = fb_vector(x.c, x.root, PROGRAM_PLANS, 4);
	for (uint32_t i = 0; i < plans.count && i < MOST_PLANS && cursor_ok(x.c); i++) {
		uint64_t plan = fb_element(x.c, plans, i);
		if (plan && read_plan(&x, plan, e) < 0)
			return -1;
	}
	if (!tensors_count(r->tensors) && !r->gap)
		r->gap = "it has no tensors";
	return weights_finish(x.c, "ExecuTorch program", e);
}

const struct reader reader_executorch = {
	.id = "executorch",
	.title = "ExecuTorch program",
	.spec = "https://github.com/pytorch/executorch/blob/main/docs/source/pte-file-format.md",
	.role = ROLE_WEIGHTS,
	.tensors = true,
	.anywhere = true,
	.bid = bid,
	.read = read,
};
