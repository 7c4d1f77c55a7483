/* SPDX-License-Identifier: MIT */
#include "weights/hdf5_data.h"

#include "base/halt.h"
#include "classify/pass.h"
#include "weights/hdf5_tree.h"

#include <stdlib.h>
#include <string.h>
#include <zlib.h>

enum { COMPACT = 0, CONTIGUOUS = 1, CHUNKED = 2 };
enum { DEFLATE = 1, SHUFFLE = 2, CHECKSUM = 3, MOST_FILTERS = 8, CHECKSUM_BYTES = 4, MOST_ELEMENT = 255 };
enum chunk_index { INDEX_TREE_1, INDEX_SINGLE, INDEX_IMPLICIT, INDEX_FIXED, INDEX_EXTENSIBLE, INDEX_TREE_2 };

struct filter {
	unsigned id, value; /* the first of its values: of shuffle, the bytes of an element */
};

struct chunks {
	struct h5_walk walk; /* first */
	struct h5 *h;
	const struct tensor *row;
	unsigned rank;
	uint64_t dims[H5_RANK];
	uint64_t chunk_bytes, row_bytes, slab_bytes; /* of a chunk; of an index of the first dimension; of a row of chunks */
	unsigned element;
	struct filter filters[MOST_FILTERS];
	unsigned n_filters;
	enum chunk_index index;
	uint64_t address, single_bytes;
	uint32_t single_mask;
	uint8_t fill[MOST_ELEMENT];
	uint8_t *slab, *stored, *plain;
	uint64_t stored_room, plain_room;
	uint64_t at; /* number of the row of chunks in the slab */
	struct digest digest;
	bool dirty;	 /* the slab has something in it */
	const char *gap; /* why it cannot be done */
};

/* --- one row of chunks ------------------------------------------------------------------------------------------------------ */

static void fill_slab(struct chunks *k)
{
	for (uint64_t at = 0; at + k->element <= k->slab_bytes; at += k->element)
		memcpy(k->slab + at, k->fill, k->element);
	k->dirty = false;
}

/* Work on what is not stored as it is must not be many times the work of reading the file. */
static bool afford(struct h5 *h, uint64_t bytes)
{
	enum { FREE = 256 << 20 };
	uint64_t size = h->c->total - h->origin, most;
	if (__builtin_mul_overflow(size, (uint64_t)h->r->limits->ratio, &most) || __builtin_add_overflow(most, FREE, &most))
		most = UINT64_MAX;
	if (halt_check(NULL) < 0)
		h->c->state = CURSOR_BEYOND; /* as when the bytes cannot be had */
	if (!h5_ok(h))
		return false;
	if (!__builtin_add_overflow(h->unpacked, bytes, &h->unpacked) && h->unpacked <= most)
		return true;
	h->limit = true;
	h->why = "the HDF5 file's chunks unpack to many times its size; the rest was left out (--limit ratio=…)";
	return false;
}

/* The slab is complete. One of no bytes is work, too: a dataset may claim any number of them. */
static bool end_slab(struct chunks *k)
{
	enum { LEAST_WORK = 1024 };
	uint64_t first = k->at * k->dims[0], left = k->row->shape[0] - first;
	uint64_t len = (left < k->dims[0] ? left : k->dims[0]) * k->row_bytes;
	if (!afford(k->h, len < LEAST_WORK ? LEAST_WORK : len))
		return false;
	if (k->row->swap > 1)
		pass_turn(k->slab, (size_t)len, k->row->swap);
	digest_update(&k->digest, k->slab, len, NULL);
	if (k->dirty || k->row->swap > 1)
		fill_slab(k);
	k->at++;
	return true;
}

/* --- one chunk -------------------------------------------------------------------------------------------------------------- */

static uint8_t *room_for(uint8_t **bytes, uint64_t *room, uint64_t len)
{
	if (len > *room) {
		free(*bytes);
		*bytes = mem_alloc((size_t)(*room = len));
	}
	return *bytes;
}

static void swap_buffers(struct chunks *k)
{
	uint8_t *bytes = k->stored;
	uint64_t room = k->stored_room;
	k->stored = k->plain;
	k->stored_room = k->plain_room;
	k->plain = bytes;
	k->plain_room = room;
}

static void unshuffle(const uint8_t *from, uint8_t *to, uint64_t len, unsigned width)
{
	uint64_t count = width ? len / width : 0;
	for (unsigned b = 0; b < width; b++)
		for (uint64_t i = 0; i < count; i++)
			to[i * width + b] = from[b * count + i];
	memcpy(to + count * width, from + count * width, len - count * width);
}

/* Takes one filter back: from `stored` into `stored`. */
static bool undo(struct chunks *k, const struct filter *f, uint64_t *len)
{
	uLongf room = (uLongf)k->chunk_bytes + MOST_FILTERS * CHECKSUM_BYTES;
	switch (f->id) {
	case DEFLATE:
		room_for(&k->plain, &k->plain_room, room);
		if (!afford(k->h, room))
			return false;
		if (uncompress(k->plain, &room, k->stored, (uLong)*len) != Z_OK) {
			h5_bad(k->h, "a compressed chunk of a dataset is damaged or larger than a chunk");
			return false;
		}
		*len = room;
		break;
	case SHUFFLE:
		room_for(&k->plain, &k->plain_room, *len);
		unshuffle(k->stored, k->plain, *len, f->value);
		break;
	default: /* CHECKSUM: stands behind the bytes */
		if (*len < CHECKSUM_BYTES)
			h5_bad(k->h, "a chunk of a dataset is shorter than its checksum");
		*len -= CHECKSUM_BYTES;
		return h5_ok(k->h);
	}
	swap_buffers(k);
	return true;
}

/* What lies at the address, in `stored`, without its filters. */
static bool load(struct chunks *k, uint64_t address, uint64_t len, uint32_t mask)
{
	struct h5 *h = k->h;
	h5_go(h, address);
	if (h5_ok(h) && len > k->chunk_bytes + k->chunk_bytes / 8 + 4096)
		h5_bad(h, "a chunk of a dataset is stored in more bytes than it can need");
	if (!afford(h, k->chunk_bytes))
		return false;
	room_for(&k->stored, &k->stored_room, len);
	for (uint64_t have = 0; have < len;) {
		size_t n;
		const uint8_t *bytes = cursor_some(h->c, len - have, &n);
		if (!bytes) {
			cursor_fail(h->c);
			return false;
		}
		memcpy(k->stored + have, bytes, n);
		have += n;
	}
	for (unsigned i = k->n_filters; i--;)
		if (!(mask >> i & 1) && !undo(k, &k->filters[i], &len))
			return false;
	if (len < k->chunk_bytes)
		h5_bad(h, "a chunk of a dataset holds fewer bytes than a chunk has");
	return h5_ok(h);
}

/* The part of the chunk that lies within the shape, into the slab: run by run along the last dimension. */
static void place_chunk(struct chunks *k, const uint64_t *first)
{
	const uint64_t *shape = k->row->shape, *dims = k->dims;
	uint64_t index[H5_RANK] = {0}, last = k->rank - 1;
	uint64_t run = shape[last] - first[last] < dims[last] ? shape[last] - first[last] : dims[last];
	for (;;) {
		uint64_t from = 0, to = index[0];
		for (unsigned d = 0; d < k->rank; d++)
			from = from * dims[d] + index[d];
		for (unsigned d = 1; d < k->rank; d++)
			to = to * shape[d] + first[d] + index[d];
		memcpy(k->slab + to * k->element, k->stored + from * k->element, run * k->element);
		unsigned d = k->rank - 1;
		for (; d; d--) {
			if (++index[d - 1] < dims[d - 1] && first[d - 1] + index[d - 1] < shape[d - 1])
				break;
			index[d - 1] = 0;
		}
		if (!d)
			return;
	}
}

/* first: indices of its first element. False: the walk is over. */
static bool take_chunk(struct chunks *k, const uint64_t *first, uint64_t address, uint64_t len, uint32_t mask)
{
	struct h5 *h = k->h;
	if (address == H5_NOWHERE)
		return true;
	for (unsigned d = 0; d < k->rank; d++) {
		if (first[d] % k->dims[d])
			h5_bad(h, "a chunk of a dataset does not lie where chunks do");
		if (first[d] >= k->row->shape[d])
			return h5_ok(h); /* the dataset was made smaller */
	}
	if (first[0] / k->dims[0] < k->at)
		h5_bad(h, "the chunks of a dataset are not in order");
	while (h5_ok(h) && k->at < first[0] / k->dims[0])
		end_slab(k);
	if (!h5_ok(h) || !load(k, address, len, mask))
		return false;
	place_chunk(k, first);
	return k->dirty = true;
}

/* --- the index -------------------------------------------------------------------------------------------------------------- */

static bool record_1(struct h5 *h, struct h5_walk *w, uint64_t none)
{
	struct chunks *k = (struct chunks *)w;
	uint64_t address = h5_address(h), first[H5_RANK];
	(void)none;
	h5_seek(h, w->at);
	uint32_t len = cursor_u32(h->c), mask = cursor_u32(h->c);
	for (unsigned d = 0; d < k->rank; d++)
		first[d] = cursor_u64(h->c);
	return h5_ok(h) && take_chunk(k, first, address, len, mask);
}

/* What an index of version 4 says of a chunk: its address and, where there are filters, its length and which filters were left out. */
static uint64_t read_entry(struct chunks *k, uint64_t record_bytes, uint64_t *len, uint32_t *mask)
{
	struct h5 *h = k->h;
	uint64_t address = h5_address(h), fixed = h->offset_size + 4;
	*len = k->chunk_bytes;
	*mask = 0;
	if (k->n_filters) {
		if (record_bytes <= fixed || record_bytes > fixed + 8)
			h5_bad(h, "an index of chunks has entries of an impossible size");
		*len = h5_ok(h) ? h5_number(h, (unsigned)(record_bytes - fixed)) : 0;
		*mask = cursor_u32(h->c);
	}
	return address;
}

static bool record_2(struct h5 *h, struct h5_walk *w, uint64_t record_bytes)
{
	struct chunks *k = (struct chunks *)w;
	uint64_t scaled = 8 * (uint64_t)k->rank, len, first[H5_RANK];
	uint32_t mask;
	if (record_bytes < scaled)
		h5_bad(h, "an index of chunks has entries of an impossible size");
	uint64_t address = read_entry(k, record_bytes - scaled, &len, &mask);
	for (unsigned d = 0; d < k->rank; d++)
		if (__builtin_mul_overflow(cursor_u64(h->c), k->dims[d], &first[d]))
			h5_bad(h, "a chunk of a dataset does not lie where chunks do");
	return h5_ok(h) && take_chunk(k, first, address, len, mask);
}

/* Chunks of the dataset; false when there cannot be so many. */
static bool count_chunks(const struct chunks *k, uint64_t *count)
{
	*count = 1;
	for (unsigned d = 0; d < k->rank; d++)
		if (__builtin_mul_overflow(*count, (k->row->shape[d] - 1) / k->dims[d] + 1, count))
			return false;
	return true;
}

static void place_of(const struct chunks *k, uint64_t number, uint64_t *first)
{
	for (unsigned d = k->rank; d--;) {
		uint64_t along = (k->row->shape[d] - 1) / k->dims[d] + 1;
		first[d] = number % along * k->dims[d];
		number /= along;
	}
}

static void walk_implicit(struct chunks *k, uint64_t count)
{
	uint64_t first[H5_RANK], at;
	for (uint64_t i = 0; i < count && h5_pay(k->h, 1); i++) {
		place_of(k, i, first);
		if (__builtin_mul_overflow(i, k->chunk_bytes, &at) || __builtin_add_overflow(at, k->address, &at))
			h5_bad(k->h, "an address leads nowhere");
		if (!h5_ok(k->h) || !take_chunk(k, first, at, k->chunk_bytes, 0))
			return;
	}
}

/* A fixed array, which may be cut into pages; of those that were never written nothing is known. */
static void walk_fixed(struct chunks *k, uint64_t count)
{
	struct h5 *h = k->h;
	uint64_t first[H5_RANK], len;
	uint32_t mask;
	h5_go(h, k->address);
	if (!h5_is(h, "FAHD"))
		return;
	cursor_skip(h->c, 2);
	uint64_t entry = cursor_u8(h->c), page_bits = cursor_u8(h->c), entries = h5_length(h), block = h5_address(h);
	if (block == H5_NOWHERE)
		return;
	h5_go(h, block);
	if (!h5_is(h, "FADB"))
		return;
	cursor_skip(h->c, 2 + h->offset_size);
	if (page_bits > 32 || entries < count)
		h5_bad(h, "an index of chunks has another size than the dataset needs");
	if (!h5_ok(h))
		return;
	uint64_t page = UINT64_C(1) << page_bits, bitmap = cursor_place(h->c), at = bitmap;
	bool paged = entries > page;
	if (paged)
		at += ((entries - 1) / page + 8) / 8 + 4;
	for (uint64_t i = 0; i < count && h5_pay(h, entry); i++) {
		uint64_t n = paged ? i / page : 0;
		h5_seek(h, bitmap + n / 8);
		if (paged && !(cursor_u8(h->c) >> (7 - n % 8) & 1))
			continue;
		h5_seek(h, at + i * entry + n * 4);
		uint64_t address = read_entry(k, entry, &len, &mask);
		place_of(k, i, first);
		if (!h5_ok(h) || !take_chunk(k, first, address, len, mask))
			return;
	}
}

static void walk(struct chunks *k)
{
	static const uint64_t origin[H5_RANK];
	uint64_t count;
	if (!count_chunks(k, &count)) {
		h5_bad(k->h, "a dataset has more chunks than there can be");
		return;
	}
	switch (k->index) {
	case INDEX_TREE_1:
		k->walk.record = record_1;
		h5_tree_1(k->h, k->address, 1, 8 + 8 * ((uint64_t)k->rank + 1), &k->walk);
		break;
	case INDEX_TREE_2:
		k->walk.record = record_2;
		h5_tree_2(k->h, k->address, &k->walk);
		break;
	case INDEX_SINGLE:
		take_chunk(k, origin, k->address, k->single_bytes, k->single_mask);
		break;
	case INDEX_IMPLICIT:
		walk_implicit(k, count);
		break;
	case INDEX_FIXED:
		walk_fixed(k, count);
		break;
	default:
		k->gap = "its chunks are listed in an extensible array, which is not read";
	}
}

/* --- the dataset ------------------------------------------------------------------------------------------------------------ */

/* The cursor behind version, filters' number and what is reserved. */
static bool read_filters(struct h5 *h, const struct h5_object *o, struct chunks *k)
{
	uint64_t len;
	if (!h5_message(h, o, H5_FILTERS, &len))
		return h5_ok(h);
	unsigned version = cursor_u8(h->c), count = cursor_u8(h->c);
	cursor_skip(h->c, version == 1 ? 6 : 0);
	for (unsigned i = 0; i < count && h5_ok(h); i++) {
		struct filter f = {.id = cursor_u16(h->c)};
		uint64_t name = version == 1 || f.id >= 256 ? cursor_u16(h->c) : 0;
		cursor_skip(h->c, 2);
		uint64_t values = cursor_u16(h->c);
		cursor_skip(h->c, version == 1 ? (name + 7) / 8 * 8 : name);
		for (uint64_t v = 0; v < values; v++) {
			uint32_t value = cursor_u32(h->c);
			f.value = v ? f.value : value;
		}
		cursor_skip(h->c, version == 1 && values % 2 ? 4 : 0);
		if (i == MOST_FILTERS || f.id < DEFLATE || f.id > CHECKSUM) {
			k->gap = arena_printf(h->r->arena, "its chunks are packed with filter %u, which is not read", f.id);
			return false;
		}
		k->filters[k->n_filters++] = f;
	}
	return h5_ok(h);
}

/* What elements are where nothing was written. */
static void read_fill(struct h5 *h, const struct h5_object *o, struct chunks *k)
{
	uint64_t len, size = 0;
	if (h5_message(h, o, H5_FILL, &len)) {
		unsigned version = cursor_u8(h->c);
		bool there;
		if (version < 3) {
			cursor_skip(h->c, 2);
			there = cursor_u8(h->c) || version == 1;
		} else {
			there = cursor_u8(h->c) & 32;
		}
		size = there ? cursor_u32(h->c) : 0;
	} else if (h5_message(h, o, H5_OLD_FILL, &len)) {
		size = cursor_u32(h->c);
	}
	const uint8_t *value = size == k->element && h5_ok(h) ? cursor_take(h->c, size) : NULL;
	if (value)
		memcpy(k->fill, value, size);
}

/* What the layout of version 4 says of the index. */
static void read_index(struct h5 *h, struct chunks *k, unsigned flags)
{
	static const unsigned parameters[] = {[INDEX_FIXED] = 1, [INDEX_EXTENSIBLE] = 5, [INDEX_TREE_2] = 6};
	unsigned index = cursor_u8(h->c);
	if (index < INDEX_SINGLE || index > INDEX_TREE_2) {
		h5_bad(h, "there is no such index of chunks");
		return;
	}
	k->index = (enum chunk_index)index;
	k->single_bytes = k->chunk_bytes;
	if (index == INDEX_SINGLE && flags & 2) {
		k->single_bytes = h5_length(h);
		k->single_mask = cursor_u32(h->c);
	}
	cursor_skip(h->c, parameters[index]);
	k->address = h5_address(h);
}

/* Sizes of chunk, row and slab. False: they cannot be, or are too large. */
static bool measure(struct chunks *k)
{
	uint64_t spool = (uint64_t)k->h->r->limits->spool_bytes;
	k->chunk_bytes = k->row_bytes = k->element;
	bool fits = k->rank > 0;
	for (unsigned d = 0; d < k->rank && fits; d++)
		fits = k->dims[d] && !__builtin_mul_overflow(k->chunk_bytes, k->dims[d], &k->chunk_bytes);
	for (unsigned d = 1; d < k->rank && fits; d++)
		fits = !__builtin_mul_overflow(k->row_bytes, k->row->shape[d], &k->row_bytes);
	if (!fits) {
		h5_bad(k->h, "a dataset has chunks of an impossible size");
		return false;
	}
	/* No more of a row of chunks is held than the dataset has. */
	uint64_t rows = k->dims[0] < k->row->shape[0] ? k->dims[0] : k->row->shape[0];
	fits = !__builtin_mul_overflow(k->row_bytes, rows, &k->slab_bytes) && k->slab_bytes <= spool && k->chunk_bytes <= spool;
	if (!fits)
		k->gap = "its chunks are too large to be put in order (--limit spool-bytes=…)";
	return fits;
}

/* The cursor is behind the layout's class. */
static bool read_chunked(struct h5 *h, struct chunks *k, unsigned version)
{
	unsigned flags = version >= 4 ? cursor_u8(h->c) : 0, rank = cursor_u8(h->c);
	unsigned width = version >= 4 ? cursor_u8(h->c) : 4;
	if (version == 3)
		k->address = h5_address(h);
	if (h5_ok(h) && (rank != k->rank + 1 || width > 8))
		h5_bad(h, "the chunks of a dataset have other dimensions than it has");
	for (unsigned d = 0; d < k->rank; d++)
		k->dims[d] = h5_number(h, width);
	uint64_t element = h5_number(h, width);
	if (h5_ok(h) && element != k->element)
		h5_bad(h, "the chunks of a dataset have other elements than it has");
	if (!h5_ok(h) || !measure(k))
		return false;
	if (version >= 4)
		read_index(h, k, flags);
	return h5_ok(h);
}

static void assemble(struct chunks *k, struct tensor *row)
{
	struct h5 *h = k->h;
	k->slab = mem_alloc(k->slab_bytes ? (size_t)k->slab_bytes : 1);
	fill_slab(k);
	bool ok = digest_init(&k->digest, NULL) == 0;
	if (k->address != H5_NOWHERE)
		walk(k);
	while (ok && !k->gap && h5_ok(h) && k->at * k->dims[0] < row->shape[0])
		end_slab(k);
	if (ok && !k->gap && h5_ok(h) && digest_final(&k->digest, row->sha256, NULL) == 0)
		row->state = TENSOR_HASHED;
	digest_release(&k->digest);
	free(k->slab);
	free(k->stored);
	free(k->plain);
}

/* Nothing of it was ever written: one chunk that is not there, of as many rows as can be had. */
static void assemble_nothing(struct chunks *k, struct tensor *row)
{
	enum { PIECE = 1 << 16 };
	uint64_t elements = row->len / k->element;
	struct tensor flat = {.shape = {elements}, .rank = 1, .swap = row->swap};
	k->row = &flat;
	k->rank = 1;
	k->dims[0] = elements < PIECE ? elements : PIECE;
	k->address = H5_NOWHERE;
	if (measure(k))
		assemble(k, &flat);
	k->row = row;
	if (flat.state != TENSOR_HASHED)
		return;
	row->state = flat.state;
	memcpy(row->sha256, flat.sha256, DIGEST_BYTES);
}

/* Elements in one piece, so that they get their digest as they go by. */
static void point_at(struct h5 *h, struct tensor *row, uint64_t at, uint64_t len)
{
	if (h5_ok(h) && (at < h->origin || at > h->c->total || row->len > h->c->total - at || len < row->len))
		h5_bad(h, "a dataset needs more bytes than there are");
	row->start = at - h->origin;
	if (h5_ok(h))
		row->state = TENSOR_OPEN;
}

static void one_piece(struct h5 *h, struct chunks *k, struct tensor *row, uint64_t address, uint64_t len)
{
	if (address == H5_NOWHERE) {
		assemble_nothing(k, row);
		return;
	}
	h5_go(h, address);
	point_at(h, row, cursor_place(h->c), len);
}

/* Layouts 1 and 2: their dimensions are those of a chunk, with the element's bytes as the last. */
static void read_old_layout(struct h5 *h, struct chunks *k, struct tensor *row)
{
	unsigned rank = cursor_u8(h->c), class = cursor_u8(h->c);
	cursor_skip(h->c, 5);
	uint64_t address = class == COMPACT ? 0 : h5_address(h);
	if (class == CHUNKED && h5_ok(h) && rank != k->rank + 1)
		h5_bad(h, "the chunks of a dataset have other dimensions than it has");
	for (unsigned d = 0; d < rank && h5_ok(h); d++) {
		uint32_t dim = cursor_u32(h->c);
		if (d < k->rank)
			k->dims[d] = dim;
	}
	if (!h5_ok(h))
		return;
	if (class == COMPACT) {
		uint32_t len = cursor_u32(h->c);
		point_at(h, row, cursor_place(h->c), len);
	} else if (class == CONTIGUOUS) {
		one_piece(h, k, row, address, row->len);
	} else {
		k->address = address;
		if (measure(k))
			assemble(k, row);
	}
}

static void read_layout(struct h5 *h, struct chunks *k, struct tensor *row)
{
	unsigned version = cursor_u8(h->c);
	if (version == 1 || version == 2) {
		read_old_layout(h, k, row);
		return;
	}
	if (version > 5) {
		k->gap = "a dataset in it has a layout of a version that is not read";
		return;
	}
	unsigned class = cursor_u8(h->c);
	if (class == COMPACT) {
		uint64_t len = cursor_u16(h->c);
		point_at(h, row, cursor_place(h->c), len);
	} else if (class == CONTIGUOUS) {
		uint64_t address = h5_address(h), len = h5_length(h);
		one_piece(h, k, row, address, len);
	} else if (class == CHUNKED) {
		if (read_chunked(h, k, version))
			assemble(k, row);
	} else {
		k->gap = "a dataset in it is put together from others (a virtual one)";
	}
}

void h5_data(struct h5 *h, const struct h5_object *o, const struct h5_space *space, const struct h5_type *type,
	     struct tensor *row)
{
	struct chunks k = {.h = h, .row = row, .rank = space->rank, .element = type->size, .address = H5_NOWHERE};
	uint64_t count, len;
	row->state = TENSOR_CLOSED;
	bool fits =
		tensor_elements(row->shape, row->rank, &count) && !__builtin_mul_overflow(count, (uint64_t)type->size, &row->len);
	if (!fits)
		h5_bad(h, "a dataset has a shape of more bytes than there can be");
	if (type->no_bytes)
		k.gap = "it has elements that are no plain numbers";
	else if (type->size > MOST_ELEMENT)
		k.gap = "it has elements that are too long";
	else if (h5_has(o, H5_EXTERNAL_FILES))
		k.gap = "a dataset in it lies in another file";
	if (!h5_ok(h))
		return;
	if (!k.gap && !row->len) {
		weights_digest(row, "", 0);
	} else if (!k.gap && read_filters(h, o, &k)) {
		read_fill(h, o, &k);
		if (h5_message(h, o, H5_LAYOUT, &len))
			read_layout(h, &k, row);
		else
			h5_bad(h, "a dataset does not say where its elements are");
	}
	if (k.gap)
		h->r->gap = k.gap;
}
