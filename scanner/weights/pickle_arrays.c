/* SPDX-License-Identifier: MIT */
#include "weights/pickle_arrays.h"

#include "weights/npy_header.h"
#include "weights/pickle_tree.h"
#include "weights/weights.h"

#include <stdlib.h>
#include <string.h>

enum { MOST_NESTED = 16 };

static const char in_other_order[] = "an array in it is written in an order of bytes or elements that cannot be mended";

/* --- what the pickle says of an array ------------------------------------------------------------------------------------------- */

static bool callee_ends(const struct pickle_value *v, const char *ending)
{
	size_t n = strlen(ending), len = v && v->kind == PICKLE_GLOBAL ? strlen(v->text) : 0;
	return len >= n && !strcmp(v->text + len - n, ending);
}

/* numpy.core became numpy._core in version 2. */
static bool is_numpy(const struct pickle_value *v, const char *ending)
{
	return callee_ends(v, ending) && !strncmp(v->text, "numpy", 5);
}

static bool is_dtype(const struct pickle_value *v)
{
	return v && v->kind == PICKLE_CALL && is_numpy(v->callee, "numpy dtype");
}

/* Types that other packages lend to NumPy: ml_dtypes.bfloat16 and its kin. */
static const char *lent_dtype(const struct pickle_value *type)
{
	static const struct {
		const char *ending, *dtype;
	} lent[] = {{" bfloat16", "BF16"},
		    {" float8_e4m3fn", "F8_E4M3"},
		    {" float8_e5m2", "F8_E5M2"},
		    {" float8_e4m3fnuz", "F8_E4M3FNUZ"},
		    {" float8_e5m2fnuz", "F8_E5M2FNUZ"},
		    {" float8_e8m0fnu", "F8_E8M0"}};
	for (size_t i = 0; i < sizeof lent / sizeof *lent; i++)
		if (callee_ends(type, lent[i].ending))
			return lent[i].dtype;
	return NULL;
}

static bool take_shape(const struct pickle_value *shape, struct tensor *row)
{
	if (!shape || shape->kind != PICKLE_TUPLE || shape->count > TENSOR_RANK)
		return false;
	for (; row->rank < shape->count; row->rank++) {
		int64_t dim;
		if (!pickle_number(shape->items[row->rank], &dim) || dim < 0)
			return false;
		row->shape[row->rank] = (uint64_t)dim;
	}
	return true;
}

/* Elements of several fields each; the code says how many bytes they have together. */
static bool describe_records(struct pickle_arrays *a, const char *code, struct tensor *row)
{
	uint64_t count;
	row->dtype = "numpy:records";
	row->state = TENSOR_CLOSED;
	a->r->gap = "its elements are records";
	return tensor_elements(row->shape, row->rank, &count) &&
	       !__builtin_mul_overflow(count, (uint64_t)strtoull(code + 1, NULL, 10), &row->len);
}

/*
 * The row but for its place and its name. False: no array is described so. *objects: its elements are no numbers, but objects of Python.
 */
static bool describe(struct pickle_arrays *a, const struct pickle_value *shape, const struct pickle_value *dtype, bool fortran,
		     struct tensor *row, int64_t *strides, bool *objects)
{
	const struct pickle_value *code = is_dtype(dtype) ? pickle_item(dtype->args, 0) : NULL;
	const struct pickle_value *order = code ? pickle_item(dtype->state, 1) : NULL,
				  *names = pickle_item(code ? dtype->state : NULL, 3);
	const char *lent = lent_dtype(code), *descr = "'|V0'";
	*objects = false;
	if (!code || !take_shape(shape, row))
		return false;
	if (lent)
		descr = dtype_bits(lent) == 16 ? "'<V2'" : "'|V1'";
	else if (code->kind != PICKLE_STRING_VALUE)
		return false;
	else if (names && names->kind == PICKLE_TUPLE && code->count)
		return describe_records(a, code->text, row);
	else
		descr = arena_printf(a->trees, "'%s%s'", order && order->kind == PICKLE_STRING_VALUE ? order->text : "|",
				     code->text);
	*objects = !lent && code->text[0] == 'O';
	if (*objects)
		return true;
	if (!npy_describe(a->r, descr, fortran, row, strides))
		return false;
	if (lent)
		row->dtype = lent;
	return true;
}

/* --- bytes as they come ----------------------------------------------------------------------------------------------------------- */

static const struct pickle_value *below(struct pickle_value *const *stack, size_t depth, size_t n)
{
	return n < depth ? stack[depth - 1 - n] : NULL;
}

static int wrong_size(uint64_t at, uint64_t len, uint64_t need, struct err *e)
{
	return err_set(e, ERR_INPUT, "the array at byte %llu has %llu bytes, but its shape needs %llu", (unsigned long long)at,
		       (unsigned long long)len, (unsigned long long)need);
}

static int add(struct pickle_arrays *a, const struct tensor *row, int64_t *number, struct err *e)
{
	*number = tensors_count(a->r->tensors);
	return weights_add(a->r, row, e) < 0 ? -1 : 1;
}

/* Each character is a byte: of UTF-8 one, or two from 0x80 on. *bytes: how many. False: it is something else. */
static bool digest_text(struct cursor *c, uint64_t len, uint8_t sha256[DIGEST_BYTES], uint64_t *bytes)
{
	DIGEST_AUTO struct digest d = {0};
	uint8_t out[4096];
	uint8_t lead = 0;
	bool good = digest_init(&d, NULL) == 0;
	*bytes = 0;
	while (len) {
		size_t n, made = 0;
		const uint8_t *in = cursor_some(c, len < sizeof out ? len : sizeof out, &n);
		if (!in)
			return false;
		for (size_t i = 0; i < n; i++) {
			if (lead)
				out[made++] = (uint8_t)(lead << 6 | (in[i] & 0x3F));
			else if (in[i] < 0x80)
				out[made++] = in[i];
			good &= lead ? (in[i] & 0xC0) == 0x80 : in[i] < 0x80 || in[i] == 0xC2 || in[i] == 0xC3;
			lead = !lead && in[i] >= 0x80 ? in[i] : 0;
		}
		good &= digest_update(&d, out, made, NULL) == 0;
		*bytes += made;
		len -= n;
	}
	return good && !lead && digest_final(&d, sha256, NULL) == 0;
}

static int take_text_array(struct pickle_arrays *a, struct tensor *row, struct cursor *c, uint64_t len, int64_t *number,
			   struct err *e)
{
	uint64_t at = cursor_place(c), need = row->len;
	bool good = digest_text(c, len, row->sha256, &row->len);
	if (!cursor_ok(c))
		return 1;
	if (!good)
		return err_set(e, ERR_INPUT, "the array at byte %llu is text that stands for no bytes", (unsigned long long)at);
	if (row->state == TENSOR_OPEN && row->len != need)
		return wrong_size(at, row->len, need, e);
	bool mixed = row->strides || row->swap > 1;
	if (mixed)
		a->r->gap = in_other_order;
	row->state = row->state == TENSOR_CLOSED || mixed ? TENSOR_CLOSED : TENSOR_HASHED;
	row->strides = NULL;
	return add(a, row, number, e);
}

/* The elements of an array whose shape, dtype and order lie on the stack; `top`: how far below its top. */
static int take_state(struct pickle_arrays *a, struct pickle_value *const *stack, size_t depth, size_t top, struct cursor *c,
		      uint64_t len, bool text, int64_t *number, struct err *e)
{
	struct tensor row = {.name = "", .dtype = "?"};
	int64_t strides[TENSOR_RANK], fortran;
	bool objects;
	const struct pickle_value *shape = below(stack, depth, top + 2), *dtype = below(stack, depth, top + 1);
	if (!is_dtype(dtype) || !pickle_number(below(stack, depth, top), &fortran))
		return 0;
	if (!describe(a, shape, dtype, fortran, &row, strides, &objects))
		return err_set(e, ERR_INPUT, "the array at byte %llu has an impossible shape or type",
			       (unsigned long long)cursor_place(c));
	if (objects)
		return 0;
	if (text)
		return take_text_array(a, &row, c, len, number, e);
	if (row.state == TENSOR_OPEN && row.len != len)
		return wrong_size(cursor_place(c), len, row.len, e);
	row.start = cursor_place(c);
	row.len = len;
	if (add(a, &row, number, e) < 0)
		return -1;
	cursor_skip(c, len);
	return 1;
}

static int take_bytes(void *ctx, struct pickle_value *const *stack, size_t depth, struct cursor *c, uint64_t len, bool text,
		      int64_t *number, struct err *e)
{
	struct pickle_arrays *a = ctx;
	const struct pickle_value *top = below(stack, depth, 0), *next = below(stack, depth, 1);
	if (text)
		return pickle_is_global(top, "_codecs encode") ? take_state(a, stack, depth, 1, c, len, true, number, e) : 0;
	if (top && top->kind == PICKLE_MARK && is_numpy(next, "numeric _frombuffer")) {
		struct tensor row = {.start = cursor_place(c), .len = len}; /* what it is comes behind it */
		if (add(a, &row, number, e) < 0)
			return -1;
		cursor_skip(c, len);
		return 1;
	}
	return take_state(a, stack, depth, 0, c, len, false, number, e);
}

/* --- joblib ----------------------------------------------------------------------------------------------------------------------- */

static const struct pickle_value *attribute(const struct pickle_value *object, const char *name)
{
	const struct pickle_value *state = object->state;
	for (uint32_t i = 0; state && state->kind == PICKLE_DICT && i + 1 < state->count; i += 2)
		if (state->items[i]->kind == PICKLE_STRING_VALUE && !strcmp(state->items[i]->text, name))
			return state->items[i + 1];
	return NULL;
}

static bool is_wrapper(const struct pickle_value *v)
{
	return pickle_is_global(v->callee, "joblib.numpy_pickle NumpyArrayWrapper");
}

/* An array of objects is a pickle, which stands in the middle of the other one. */
static int take_objects(struct pickle_arrays *a, struct pickle_value *object, struct cursor *c, struct err *e)
{
	struct pickle_watch watch = pickle_arrays_watch(a);
	if (a->nested == MOST_NESTED)
		return err_set(e, ERR_LIMIT, "the pickles at byte %llu are nested too deeply",
			       (unsigned long long)cursor_place(c));
	a->nested++;
	int rc = unpickle_watched(c, a->trees, &watch, &object->args, e);
	a->nested--;
	return rc;
}

static int take_behind(void *ctx, struct pickle_value *object, struct cursor *c, struct err *e)
{
	struct pickle_arrays *a = ctx;
	struct tensor row = {.name = "", .dtype = "?"};
	int64_t strides[TENSOR_RANK], padding, number;
	bool objects;
	if (!is_wrapper(object))
		return 0;
	const struct pickle_value *order = attribute(object, "order");
	bool fortran = order && order->kind == PICKLE_STRING_VALUE && !strcmp(order->text, "F");
	if (!describe(a, attribute(object, "shape"), attribute(object, "dtype"), fortran, &row, strides, &objects))
		return err_set(e, ERR_INPUT, "the array at byte %llu has an impossible shape or type",
			       (unsigned long long)cursor_place(c));
	if (objects)
		return take_objects(a, object, c, e);
	if (pickle_number(attribute(object, "numpy_array_alignment_bytes"), &padding) && padding > 0)
		cursor_skip(c, cursor_u8(c));
	row.start = cursor_place(c);
	if (cursor_ok(c) && row.len > cursor_left(c))
		return wrong_size(row.start, cursor_left(c), row.len, e);
	if (!cursor_ok(c))
		return 0;
	if (add(a, &row, &number, e) < 0)
		return -1;
	cursor_skip(c, row.len);
	object->args = ARENA_NEW(a->trees, struct pickle_value);
	object->args->kind = PICKLE_ROW;
	object->args->number = number;
	return 0;
}

struct pickle_watch pickle_arrays_watch(struct pickle_arrays *a)
{
	return (struct pickle_watch){.ctx = a, .bytes = take_bytes, .built = take_behind};
}

/* --- names ------------------------------------------------------------------------------------------------------------------------ */

static void name_row(struct pickle_arrays *a, uint32_t number, const struct buf *name)
{
	struct tensor row;
	int64_t strides[TENSOR_RANK];
	tensors_get(a->r->tensors, number, &row, strides);
	row.name = buf_str(name);
	row.name_len = name->len;
	tensors_describe(a->r->tensors, number, &row);
}

/* _frombuffer(bytes, dtype, shape, order) */
static int finish_buffer(struct pickle_arrays *a, const struct pickle_value *args, const struct buf *name, struct err *e)
{
	const struct pickle_value *bytes = pickle_item(args, 0), *order = pickle_item(args, 3);
	struct tensor row = {.name = buf_str(name), .name_len = name->len};
	int64_t strides[TENSOR_RANK];
	bool objects, fortran = order && order->kind == PICKLE_STRING_VALUE && !strcmp(order->text, "F");
	if (!bytes || bytes->kind != PICKLE_ROW)
		return 0;
	uint32_t number = (uint32_t)bytes->number;
	struct tensor_range range = tensors_range(a->r->tensors, number);
	if (!describe(a, pickle_item(args, 2), pickle_item(args, 1), fortran, &row, strides, &objects) || objects)
		return err_set(e, ERR_INPUT, "the array at byte %llu has an impossible shape or type",
			       (unsigned long long)range.start);
	bool mixed = row.strides || row.swap > 1;
	row.strides = NULL;
	tensors_describe(a->r->tensors, number, &row);
	if (row.state == TENSOR_CLOSED || mixed)
		tensors_close(a->r->tensors, number);
	if (row.state == TENSOR_OPEN && mixed)
		a->r->gap = in_other_order;
	return row.state == TENSOR_OPEN && row.len != range.len ? wrong_size(range.start, range.len, row.len, e) : 0;
}

/* Before protocol 3, no bytes are a call of `bytes` with nothing. */
static int add_empty(struct pickle_arrays *a, const struct pickle_value *state, const struct buf *name, struct err *e)
{
	struct tensor row = {.name = buf_str(name), .name_len = name->len, .dtype = "?"};
	int64_t strides[TENSOR_RANK], number;
	bool objects;
	if (!describe(a, pickle_item(state, 1), pickle_item(state, 2), false, &row, strides, &objects) || objects || row.len)
		return err_set(e, ERR_INPUT, "the array '%s' has no bytes, but its shape needs some",
			       weights_shown(a->r, row.name, row.name_len));
	if (row.state == TENSOR_OPEN)
		weights_digest(&row, "", 0);
	return add(a, &row, &number, e);
}

/* Paddle's tensors are tuples of a name and an array, made by a call. */
static const struct pickle_value *named_array(const struct pickle_value *call)
{
	const struct pickle_value *pair = pickle_item(call->args, 0), *name = pickle_item(pair, 0);
	bool tuple = pickle_is_global(call->callee, "builtins tuple") || pickle_is_global(call->callee, "__builtin__ tuple");
	return tuple && pair && pair->count == 2 && name && name->kind == PICKLE_STRING_VALUE ? pickle_item(pair, 1) : NULL;
}

static int found(struct pickle_tree *w, struct pickle_value *call, unsigned depth, struct err *e)
{
	struct pickle_arrays *a = w->ctx;
	const struct pickle_value *last = pickle_item(call->state, 4), *array;
	if (call->seen)
		return 1;
	if (is_numpy(call->callee, "multiarray _reconstruct")) {
		if (last && last->kind == PICKLE_CALL && pickle_is_global(last->callee, "_codecs encode"))
			last = pickle_item(last->args, 0);
		if (last && last->kind == PICKLE_LIST) /* of objects */
			return pickle_tree_below(w, last, depth, e) < 0 ? -1 : 1;
		if (last && last->kind == PICKLE_CALL && callee_ends(last->callee, " bytes"))
			return add_empty(a, call->state, &w->name, e);
		if (!last || last->kind != PICKLE_ROW) {
			a->r->gap = "it has an array that is not written as usual";
			return 1;
		}
		call->seen = true;
		name_row(a, (uint32_t)last->number, &w->name);
		return 1;
	}
	if (is_numpy(call->callee, "numeric _frombuffer")) {
		call->seen = true;
		return finish_buffer(a, call->args, &w->name, e) < 0 ? -1 : 1;
	}
	if (is_wrapper(call) && call->args) {
		call->seen = true;
		if (call->args->kind != PICKLE_ROW)
			return pickle_tree_below(w, call->args, depth, e) < 0 ? -1 : 1;
		name_row(a, (uint32_t)call->args->number, &w->name);
		return 1;
	}
	array = named_array(call);
	return !array ? 0 : pickle_tree_below(w, array, depth, e) < 0 ? -1 : 1;
}

int pickle_arrays_name(struct pickle_arrays *a, struct pickle_value *root, const char *prefix, struct err *e)
{
	struct pickle_tree w = {.ctx = a, .found = found};
	int rc = pickle_tree_walk(&w, root, prefix, e);
	if (w.deep)
		a->r->gap = "it is nested too deeply";
	if (w.name.overflow)
		a->r->gap = "it has names without end";
	buf_release(&w.name);
	return rc;
}
