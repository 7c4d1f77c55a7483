/* SPDX-License-Identifier: MIT */
#include "weights/hdf5_tree.h"

enum { DEEPEST = 32 };

/* --- trees of version 1 ----------------------------------------------------------------------------------------------------- */

struct tree_1 {
	unsigned type;
	uint64_t key_bytes;
	struct h5_walk *walk;
};

/* level: must be below this, so that no path is longer than a byte can say. */
static void node_1(struct h5 *h, uint64_t address, const struct tree_1 *t, unsigned below)
{
	h5_go(h, address);
	if (!h5_is(h, "TREE"))
		return;
	unsigned type = cursor_u8(h->c), level = cursor_u8(h->c), entries = cursor_u16(h->c);
	h5_address(h); /* its neighbors */
	h5_address(h);
	uint64_t at = cursor_place(h->c), stride = t->key_bytes + h->offset_size;
	if (h5_ok(h) && (type != t->type || level >= below || level > DEEPEST))
		h5_bad(h, "a node of a B-tree is not of the kind or level that it has to be");
	if (!h5_pay(h, 24 + entries * stride))
		return;
	for (unsigned i = 0; i < entries && h5_ok(h); i++) {
		t->walk->at = at + i * stride;
		h5_seek(h, t->walk->at + t->key_bytes);
		if (level)
			node_1(h, h5_address(h), t, level);
		else if (h5_ok(h) && !t->walk->record(h, t->walk, 0))
			return;
	}
}

void h5_tree_1(struct h5 *h, uint64_t address, unsigned type, uint64_t key_bytes, struct h5_walk *w)
{
	node_1(h, address, &(struct tree_1){type, key_bytes, w}, 256);
}

/* --- trees of version 2 ----------------------------------------------------------------------------------------------------- */

struct tree_2 {
	uint64_t node_bytes, record_bytes;
	unsigned count_width,
		total_width[DEEPEST + 1]; /* of the numbers of records below a pointer, by depth of the node it leads to */
	struct h5_walk *walk;
};

/* As the library computes them, from how many records fit into a node. */
static void measure(struct h5 *h, struct tree_2 *t, unsigned depth)
{
	enum { AROUND = 10 };
	uint64_t most = t->node_bytes > AROUND && t->record_bytes ? (t->node_bytes - AROUND) / t->record_bytes : 0, all = most;
	if (!most || depth > DEEPEST) {
		h5_bad(h, "a B-tree has nodes that hold nothing, or too many levels");
		return;
	}
	t->count_width = h5_width(most);
	t->total_width[0] = 0;
	for (unsigned d = 1; d <= depth; d++) {
		uint64_t pointer = h->offset_size + t->count_width + t->total_width[d - 1], more;
		uint64_t fit =
			t->node_bytes > AROUND + pointer ? (t->node_bytes - AROUND - pointer) / (t->record_bytes + pointer) : 0;
		if (__builtin_mul_overflow(fit + 1, all, &more) || __builtin_add_overflow(more, fit, &all))
			all = UINT64_MAX;
		t->total_width[d] = h5_width(all);
	}
}

static bool records_2(struct h5 *h, const struct tree_2 *t, uint64_t at)
{
	h5_seek(h, at);
	return h5_ok(h) && t->walk->record(h, t->walk, t->record_bytes);
}

/* False: the callback has enough. */
static bool node_2(struct h5 *h, uint64_t address, uint64_t records, unsigned depth, const struct tree_2 *t)
{
	h5_go(h, address);
	if (!h5_is(h, depth ? "BTIN" : "BTLF"))
		return false;
	cursor_skip(h->c, 2);
	uint64_t at = cursor_place(h->c), pointers = at + records * t->record_bytes;
	uint64_t pointer = h->offset_size + t->count_width + (depth ? t->total_width[depth - 1] : 0);
	if (records > t->node_bytes / t->record_bytes)
		h5_bad(h, "a node of a B-tree has more records than fit into it");
	if (!h5_pay(h, 16 + records * (t->record_bytes + pointer)))
		return false;
	for (uint64_t i = 0; i <= records; i++) {
		if (depth) {
			h5_seek(h, pointers + i * pointer);
			uint64_t child = h5_address(h), count = h5_number(h, t->count_width);
			if (!node_2(h, child, count, depth - 1, t))
				return false;
		}
		if (i < records && !records_2(h, t, at + i * t->record_bytes))
			return false;
	}
	return h5_ok(h);
}

void h5_tree_2(struct h5 *h, uint64_t address, struct h5_walk *w)
{
	struct tree_2 t = {.walk = w};
	h5_go(h, address);
	if (!h5_is(h, "BTHD") || !h5_pay(h, 32))
		return;
	cursor_skip(h->c, 2);
	t.node_bytes = cursor_u32(h->c);
	t.record_bytes = cursor_u16(h->c);
	unsigned depth = cursor_u16(h->c);
	cursor_skip(h->c, 2);
	uint64_t root = h5_address(h), records = cursor_u16(h->c);
	if (root == H5_NOWHERE || !h5_ok(h))
		return;
	measure(h, &t, depth);
	if (h5_ok(h))
		node_2(h, root, records, depth, &t);
}

/* --- heaps ------------------------------------------------------------------------------------------------------------------ */

bool h5_local_heap(struct h5 *h, uint64_t address, uint64_t *at, uint64_t *len)
{
	h5_go(h, address);
	if (!h5_is(h, "HEAP"))
		return false;
	cursor_skip(h->c, 4);
	*len = h5_length(h);
	h5_length(h);
	h5_go(h, h5_address(h));
	*at = cursor_place(h->c);
	if (h5_ok(h) && *len > cursor_left(h->c))
		h5_bad(h, "a heap is longer than the file");
	return h5_ok(h);
}

static unsigned log_2(uint64_t value)
{
	return value ? 63 - (unsigned)__builtin_clzll(value) : 0;
}

static bool is_power(uint64_t value)
{
	return value && !(value & (value - 1));
}

bool h5_heap_open(struct h5 *h, uint64_t address, struct h5_heap *heap)
{
	h5_go(h, address);
	if (!h5_is(h, "FRHP") || !h5_pay(h, 128))
		return false;
	cursor_skip(h->c, 1);
	*heap = (struct h5_heap){.id_len = cursor_u16(h->c)};
	heap->filtered = cursor_u16(h->c) > 0;
	cursor_skip(h->c, 1);
	heap->max_object = cursor_u32(h->c);
	cursor_skip(h->c, 10 * h->length_size + 2 * h->offset_size); /* huge and tiny objects, and free space */
	heap->table_width = cursor_u16(h->c);
	heap->start_block = h5_length(h);
	heap->max_block = h5_length(h);
	heap->max_bits = cursor_u16(h->c);
	cursor_skip(h->c, 2);
	heap->root = h5_address(h);
	heap->root_rows = cursor_u16(h->c);
	heap->offset_width = (heap->max_bits + 7) / 8;
	unsigned by_block = (log_2(heap->max_block) + 7) / 8, by_object = h5_width(heap->max_object);
	heap->length_width = by_block < by_object ? by_block : by_object;
	if (h5_ok(h) && (!is_power(heap->table_width) || !is_power(heap->start_block) || !is_power(heap->max_block) ||
			 heap->max_block < heap->start_block || heap->max_bits > 64 || heap->root_rows > 64 ||
			 log_2(heap->start_block) + log_2(heap->table_width) > 62))
		h5_bad(h, "a heap has impossible sizes");
	return h5_ok(h);
}

/* Rows 0 and 1 of the doubling table have blocks of the first size, each further row twice as large ones. */
static uint64_t row_block(const struct h5_heap *heap, unsigned row)
{
	unsigned doubled = row ? row - 1 : 0;
	return doubled < 64 - log_2(heap->start_block) ? heap->start_block << doubled : 0;
}

/* The block that has that offset of the heap, below an indirect block of so many rows. *start: the offset of the block that was found. */
static uint64_t find_block(struct h5 *h, const struct h5_heap *heap, uint64_t offset, uint64_t *start)
{
	uint64_t address = heap->root;
	unsigned rows = heap->root_rows, first_bits = log_2(heap->start_block) + log_2(heap->table_width);
	unsigned direct_rows = log_2(heap->max_block) - log_2(heap->start_block) + 2;
	*start = 0;
	for (unsigned depth = 0; rows && h5_ok(h); depth++) {
		uint64_t within = offset - *start;
		unsigned row = within >> first_bits ? log_2(within) - first_bits + 1 : 0;
		uint64_t size = row_block(heap, row), row_start = row ? UINT64_C(1) << (first_bits + row - 1) : 0;
		h5_go(h, address);
		if (!h5_is(h, "FHIB"))
			return H5_NOWHERE;
		if (row >= rows || !size || depth > DEEPEST) {
			h5_bad(h, "an object lies outside of its heap");
			return H5_NOWHERE;
		}
		uint64_t column = (within - row_start) / size;
		cursor_skip(h->c, 1 + h->offset_size + heap->offset_width);
		cursor_skip(h->c, (row * (uint64_t)heap->table_width + column) * h->offset_size);
		address = h5_address(h);
		*start += row_start + column * size;
		rows = row < direct_rows ? 0 : log_2(size) - first_bits + 1;
	}
	return address;
}

bool h5_heap_find(struct h5 *h, const struct h5_heap *heap, uint64_t *len)
{
	enum { MANAGED = 0, TINY = 2 };
	uint64_t start;
	unsigned head = cursor_u8(h->c), kind = head >> 4 & 3;
	if (!h5_ok(h) || heap->filtered)
		return false;
	if (kind == TINY && heap->id_len <= 17) {
		*len = (head & 15) + 1;
		return true;
	}
	if (kind != MANAGED)
		return false;
	uint64_t offset = h5_number(h, heap->offset_width);
	*len = h5_number(h, heap->length_width);
	uint64_t block = find_block(h, heap, offset, &start), at;
	if (!h5_ok(h))
		return false;
	if (__builtin_add_overflow(block, offset - start, &at))
		at = H5_NOWHERE;
	h5_go(h, at);
	if (h5_ok(h) && *len > cursor_left(h->c))
		h5_bad(h, "an object of a heap is longer than the file");
	return h5_pay(h, *len + 32);
}

bool h5_global_find(struct h5 *h, uint64_t *len)
{
	uint64_t address = h5_address(h), index = cursor_u32(h->c);
	h5_go(h, address);
	uint64_t from = cursor_place(h->c);
	if (!h5_is(h, "GCOL"))
		return false;
	cursor_skip(h->c, 4);
	uint64_t size = h5_length(h);
	if (h5_ok(h) && size > h->c->total - from)
		h5_bad(h, "a heap is longer than the file");
	uint64_t end = from + size;
	while (h5_ok(h) && cursor_place(h->c) + 8 + h->length_size <= end && h5_pay(h, 16)) {
		uint64_t number = cursor_u16(h->c);
		cursor_skip(h->c, 6);
		*len = h5_length(h);
		if (h5_ok(h) && *len > end - cursor_place(h->c))
			h5_bad(h, "an object of a heap is longer than the heap");
		if (number == index)
			return h5_pay(h, *len);
		if (!number)
			break;
		cursor_skip(h->c, *len + (8 - *len % 8) % 8);
	}
	h5_bad(h, "a heap has no object of that number");
	return false;
}
