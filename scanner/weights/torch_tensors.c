/* SPDX-License-Identifier: MIT */
#include "weights/torch_tensors.h"

#include "base/buf.h"
#include "base/hash.h"
#include "weights/weights.h"

#include <stdlib.h>
#include <string.h>

/* torch's name of an element type, as in torch.FloatStorage and torch.float32 */
static const struct {
	const char *storage, *scalar, *dtype;
	unsigned size;
} types[] = {
	{"FloatStorage", "float32", "F32", 4},
	{"DoubleStorage", "float64", "F64", 8},
	{"HalfStorage", "float16", "F16", 2},
	{"BFloat16Storage", "bfloat16", "BF16", 2},
	{"LongStorage", "int64", "I64", 8},
	{"IntStorage", "int32", "I32", 4},
	{"ShortStorage", "int16", "I16", 2},
	{"CharStorage", "int8", "I8", 1},
	{"ByteStorage", "uint8", "U8", 1},
	{"BoolStorage", "bool", "BOOL", 1},
	{"ComplexFloatStorage", "complex64", "C64", 8},
	{"ComplexDoubleStorage", "complex128", "C128", 16},
	{"QInt8Storage", "qint8", "I8", 1},
	{"QUInt8Storage", "quint8", "U8", 1},
	{"QInt32Storage", "qint32", "I32", 4},
	{"", "uint16", "U16", 2},
	{"", "uint32", "U32", 4},
	{"", "uint64", "U64", 8},
	{"", "float8_e4m3fn", "F8_E4M3", 1},
	{"", "float8_e5m2", "F8_E5M2", 1},
	{"", "float8_e4m3fnuz", "F8_E4M3FNUZ", 1},
	{"", "float8_e5m2fnuz", "F8_E5M2FNUZ", 1},
	{"", "float8_e8m0fnu", "F8_E8M0", 1},
};

enum { TYPES = sizeof types / sizeof *types };

/* "torch FloatStorage" or "torch float32"; TYPES when it is neither. */
static size_t find_type(const struct pickle_value *v)
{
	size_t i = TYPES;
	if (v && v->kind == PICKLE_GLOBAL && !strncmp(v->text, "torch ", 6))
		for (i = 0; i < TYPES && strcmp(v->text + 6, types[i].storage) && strcmp(v->text + 6, types[i].scalar); i++)
			;
	return i;
}

void torch_tensors_init(struct torch_tensors *t, struct reading *r)
{
	*t = (struct torch_tensors){.r = r};
}

void torch_tensors_release(struct torch_tensors *t)
{
	free(t->storages);
	free(t->slots);
	free(t->next);
	*t = (struct torch_tensors){.r = t->r};
}

/* --- storages --------------------------------------------------------------------------------------------------------------- */

static uint32_t *slot_of(const struct torch_tensors *t, const char *key, size_t len)
{
	for (uint64_t at = hash_bytes(key, len);; at++) {
		uint32_t *slot = &t->slots[at & (t->n_slots - 1)];
		if (*slot == NO_TENSOR)
			return slot;
		const char *other = t->storages[*slot].key;
		if (!strncmp(other, key, len) && !other[len])
			return slot;
	}
}

uint32_t torch_storage_find(const struct torch_tensors *t, const char *key, size_t len)
{
	return t->n_slots ? *slot_of(t, key, len) : NO_TENSOR;
}

static void grow_slots(struct torch_tensors *t)
{
	t->n_slots = t->n_slots ? 2 * t->n_slots : 64;
	t->slots = mem_resize(t->slots, t->n_slots, sizeof *t->slots);
	memset(t->slots, 0xFF, t->n_slots * sizeof *t->slots);
	for (uint32_t i = 0; i < t->n_storages; i++)
		*slot_of(t, t->storages[i].key, strlen(t->storages[i].key)) = i;
}

/* ("storage", type, key, location, count[, view]) as the id of something persistent. NO_TENSOR: it is none. */
static uint32_t add_storage(struct torch_tensors *t, const struct pickle_value *v, int64_t *view)
{
	const struct pickle_value *id = v && v->kind == PICKLE_PERSISTENT ? v->args : NULL;
	const struct pickle_value *key = pickle_item(id, 2), *of = pickle_item(id, 5);
	int64_t count;
	*view = 0;
	if (!key || key->kind != PICKLE_STRING_VALUE || !pickle_number(pickle_item(id, 4), &count) || count < 0)
		return NO_TENSOR;
	pickle_number(pickle_item(of, 1), view); /* (its key, offset, count), before 1.6 */
	if (2 * t->n_storages >= t->n_slots)
		grow_slots(t);
	uint32_t *slot = slot_of(t, key->text, strlen(key->text));
	if (*slot != NO_TENSOR)
		return *slot;
	size_t type = find_type(pickle_item(id, 1));
	struct torch_storage s = {.key = key->text,
				  .dtype = type < TYPES ? types[type].dtype : NULL,
				  .size = type < TYPES ? types[type].size : 1,
				  .count = (uint64_t)count,
				  .first = NO_TENSOR};
	*slot = (uint32_t)t->n_storages;
	VEC_PUSH(t->storages, t->n_storages, t->storages_room, s);
	return (uint32_t)t->n_storages - 1;
}

/* --- one tensor ------------------------------------------------------------------------------------------------------------- */

static int numbers_of(const struct pickle_value *v, int64_t *out)
{
	if (!v || v->kind != PICKLE_TUPLE || v->count > TENSOR_RANK)
		return -1;
	for (uint32_t i = 0; i < v->count; i++)
		if (!pickle_number(v->items[i], &out[i]) || out[i] < 0)
			return -1;
	return (int)v->count;
}

static bool is_row_major(const uint64_t *shape, const int64_t *strides, unsigned rank)
{
	uint64_t step = 1;
	for (unsigned d = rank; d--;) {
		if (shape[d] != 1 && (uint64_t)strides[d] != step)
			return false;
		step *= shape[d];
	}
	return true;
}

/* From the first element to the last, in elements; false when that is no number. */
static bool measure(const uint64_t *shape, const int64_t *strides, unsigned rank, uint64_t *span)
{
	*span = 1;
	for (unsigned d = 0; d < rank; d++) {
		uint64_t reach;
		if (!shape[d]) {
			*span = 0;
			return true;
		}
		if (__builtin_mul_overflow(shape[d] - 1, (uint64_t)strides[d], &reach) ||
		    __builtin_add_overflow(*span, reach, span))
			return false;
	}
	return true;
}

struct view { /* the arguments of what rebuilds a tensor */
	uint32_t storage;
	int64_t offset;
	int64_t shape[TENSOR_RANK], strides[TENSOR_RANK];
	int rank;
	const char *dtype;
	unsigned size;
};

/* False: it is not what torch writes. */
static bool read_view(struct torch_tensors *t, const struct pickle_value *args, bool typed, struct view *v)
{
	int64_t inner;
	v->storage = add_storage(t, pickle_item(args, 0), &inner);
	if (v->storage == NO_TENSOR || !pickle_number(pickle_item(args, 1), &v->offset) || v->offset < 0)
		return false;
	v->rank = numbers_of(pickle_item(args, 2), v->shape);
	if (v->rank < 0 || numbers_of(pickle_item(args, 3), v->strides) != v->rank ||
	    __builtin_add_overflow(v->offset, inner, &v->offset) || v->offset < 0)
		return false;
	size_t type = typed ? find_type(pickle_item(args, 6)) : TYPES;
	v->dtype = type < TYPES ? types[type].dtype : t->storages[v->storage].dtype;
	v->size = type < TYPES ? types[type].size : t->storages[v->storage].size;
	return v->dtype != NULL;
}

/* Whether all of it lies in its storage; sets the row's range there. */
static bool place(const struct torch_tensors *t, const struct view *v, struct tensor *row)
{
	const struct torch_storage *s = &t->storages[v->storage];
	uint64_t span, end, bytes, have;
	if (!measure(row->shape, v->strides, row->rank, &span) || __builtin_add_overflow((uint64_t)v->offset, span, &end) ||
	    __builtin_mul_overflow(end, (uint64_t)v->size, &bytes) ||
	    __builtin_mul_overflow(s->count, (uint64_t)s->size, &have) || bytes > have)
		return false;
	row->start = (uint64_t)v->offset * v->size;
	row->len = span * v->size;
	if (span && !is_row_major(row->shape, v->strides, row->rank))
		row->strides = v->strides;
	return true;
}

static int add_tensor(struct torch_tensors *t, const struct pickle_value *args, bool typed, const struct buf *name,
		      uint32_t parts, struct err *e)
{
	struct view v;
	struct tensor row = {.name = buf_str(name), .name_len = name->len};
	if (!read_view(t, args, typed, &v)) {
		t->odd = "a tensor in it is not described as usual";
		return 0;
	}
	row.dtype = v.dtype;
	row.element = (uint8_t)v.size;
	row.rank = (unsigned)v.rank;
	for (int i = 0; i < v.rank; i++)
		row.shape[i] = (uint64_t)v.shape[i];
	if (!place(t, &v, &row))
		return err_set(e, ERR_INPUT, "the pickle is damaged: tensor '%s' reaches out of its storage",
			       weights_shown(t->r, row.name, row.name_len));
	bool complex = v.dtype[0] == 'C';
	row.swap = (uint8_t)(!t->big ? 0 : complex ? v.size / 2 : v.size);
	row.part = parts == NO_TENSOR ? NO_TENSOR : parts + v.storage;
	uint32_t number = tensors_count(t->r->tensors);
	if (weights_add(t->r, &row, e) < 0)
		return -1;
	while (t->n_next <= number)
		VEC_PUSH(t->next, t->n_next, t->next_room, NO_TENSOR);
	t->next[number] = t->storages[v.storage].first;
	t->storages[v.storage].first = number;
	return 0;
}

/* --- the tree --------------------------------------------------------------------------------------------------------------- */

struct collecting {
	struct torch_tensors *t;
	uint32_t parts;
};

/* A call that makes a tensor. */
static int found(struct pickle_tree *w, struct pickle_value *call, unsigned depth, struct err *e)
{
	const struct collecting *c = w->ctx;
	const char *callee = pickle_callee(call);
	const struct pickle_value *inner;
	if (!strcmp(callee, "torch._utils _rebuild_tensor_v2") || !strcmp(callee, "torch._utils _rebuild_tensor"))
		return add_tensor(c->t, call->args, false, &w->name, c->parts, e) < 0 ? -1 : 1;
	if (!strcmp(callee, "torch._utils _rebuild_tensor_v3"))
		return add_tensor(c->t, call->args, true, &w->name, c->parts, e) < 0 ? -1 : 1;
	if (!strcmp(callee, "torch._utils _rebuild_parameter") || !strcmp(callee, "torch._utils _rebuild_parameter_with_state")) {
		inner = pickle_item(call->args, 0);
		return inner && pickle_tree_below(w, inner, depth, e) < 0 ? -1 : 1;
	}
	if (!strcmp(callee, "torch._tensor _rebuild_from_type_v2")) {
		struct pickle_value of_type = {.kind = PICKLE_CALL,
					       .callee = (struct pickle_value *)(uintptr_t)pickle_item(call->args, 0),
					       .args = (struct pickle_value *)(uintptr_t)pickle_item(call->args, 2)};
		return pickle_tree_below(w, &of_type, depth, e) < 0 ? -1 : 1;
	}
	if (!strncmp(callee, "torch._utils _rebuild_", 22))
		c->t->odd = "it has tensors that are not plain arrays (sparse, quantized or of a device)";
	return 0;
}

int torch_tensors_collect(struct torch_tensors *t, struct pickle_value *root, const char *prefix, uint32_t parts, struct err *e)
{
	struct collecting c = {t, parts};
	struct pickle_tree w = {.ctx = &c, .found = found};
	int rc = pickle_tree_walk(&w, root, prefix, e);
	if (w.deep)
		t->odd = "it is nested too deeply";
	if (w.name.overflow)
		t->odd = "it has names without end";
	buf_release(&w.name);
	return rc;
}
