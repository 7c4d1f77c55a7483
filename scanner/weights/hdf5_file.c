/* SPDX-License-Identifier: MIT */
#include "weights/hdf5_file.h"

#include "base/buf.h"

#include <stdlib.h>
#include <string.h>

static const char signature[] = "\x89HDF\r\n\x1a\n";
enum { HIGHEST_SUPERBLOCK = 3, MOST_MESSAGES = 1 << 16, MOST_BLOCKS = 1 << 12, MEMBERS = 2 };

/* --- failures and numbers --------------------------------------------------------------------------------------------------- */

bool h5_ok(struct h5 *h)
{
	return !h->why && cursor_ok(h->c);
}

void h5_bad(struct h5 *h, const char *why)
{
	if (!h5_ok(h))
		return;
	h->why = why;
	h->why_at = cursor_place(h->c) - h->origin;
}

int h5_finish(struct h5 *h, struct err *e)
{
	unsigned long long at = (unsigned long long)h->why_at;
	if (h->limit)
		return err_set(e, ERR_LIMIT, "%s", h->why);
	if (h->why)
		return err_set(e, ERR_INPUT, "the HDF5 file is damaged at byte %llu: %s", at, h->why);
	return weights_finish(h->c, "HDF5 file", e);
}

bool h5_pay(struct h5 *h, uint64_t bytes)
{
	if (!h5_ok(h))
		return false;
	h->paid += bytes;
	if (h->paid <= (uint64_t)h->r->limits->header_bytes)
		return true;
	h->limit = true;
	h->why = "the HDF5 file's tables are larger than the header of a weights file may be; the rest was left out (--limit "
		 "header-bytes=…)";
	return false;
}

void h5_seek(struct h5 *h, uint64_t at)
{
	if (at < h->origin || at > h->c->total)
		h5_bad(h, "an address leads out of the file");
	else
		cursor_seek(h->c, at);
}

void h5_go(struct h5 *h, uint64_t address)
{
	uint64_t at;
	if (address == H5_NOWHERE || __builtin_add_overflow(h->base, address, &at))
		h5_bad(h, "an address leads nowhere");
	else
		h5_seek(h, at);
}

uint64_t h5_number(struct h5 *h, unsigned width)
{
	uint64_t value = 0;
	for (unsigned i = 0; i < width && h5_ok(h); i++) {
		uint8_t byte = cursor_u8(h->c);
		if (i < 8)
			value |= (uint64_t)byte << 8 * i;
		else if (byte)
			h5_bad(h, "a number has more than 64 bits");
	}
	return h5_ok(h) ? value : 0;
}

uint64_t h5_address(struct h5 *h)
{
	uint64_t value = h5_number(h, h->offset_size);
	bool nowhere = h->offset_size >= 8 ? value == UINT64_MAX : value == (UINT64_C(1) << 8 * h->offset_size) - 1;
	return nowhere ? H5_NOWHERE : value;
}

uint64_t h5_length(struct h5 *h)
{
	return h5_number(h, h->length_size);
}

bool h5_is(struct h5 *h, const char wanted[5])
{
	const uint8_t *bytes = h5_ok(h) ? cursor_take(h->c, 4) : NULL;
	if (bytes && memcmp(bytes, wanted, 4) != 0)
		h5_bad(h, "another structure than the one that was to be there");
	return h5_ok(h);
}

unsigned h5_width(uint64_t most)
{
	unsigned bytes = 1;
	while (most >>= 8)
		bytes++;
	return bytes;
}

/* --- the superblock --------------------------------------------------------------------------------------------------------- */

int64_t h5_find_signature(const uint8_t *bytes, size_t len)
{
	for (size_t at = 0; at + H5_SIGNATURE <= len; at = at ? at * 2 : 512)
		if (!memcmp(bytes + at, signature, H5_SIGNATURE))
			return (int64_t)at;
	return -1;
}

static bool is_width(unsigned n)
{
	return n == 2 || n == 4 || n == 8;
}

static void read_widths(struct h5 *h)
{
	h->offset_size = cursor_u8(h->c);
	h->length_size = cursor_u8(h->c);
	if (cursor_ok(h->c) && (!is_width(h->offset_size) || !is_width(h->length_size)))
		h5_bad(h, "addresses cannot be that wide");
}

/* Versions 0 and 1: the root group is an entry of a symbol table. */
static uint64_t read_old(struct h5 *h, unsigned version)
{
	cursor_skip(h->c, 4);
	read_widths(h);
	cursor_skip(h->c, version ? 13 : 9);
	uint64_t base = h5_address(h);
	for (int i = 0; i < 4; i++) /* free space, end, driver, name of the root group */
		h5_address(h);
	uint64_t root = h5_address(h);
	h->base += base;
	return root;
}

static uint64_t read_new(struct h5 *h)
{
	read_widths(h);
	cursor_skip(h->c, 1);
	uint64_t base = h5_address(h);
	h5_address(h); /* extension */
	h5_address(h); /* end */
	uint64_t root = h5_address(h);
	h->base += base;
	return root;
}

uint64_t h5_open(struct h5 *h, struct reading *r, struct cursor *c, uint64_t origin, uint64_t at, unsigned *version)
{
	*h = (struct h5){.r = r, .c = c, .origin = origin, .base = origin};
	h5_seek(h, at);
	cursor_skip(c, H5_SIGNATURE);
	*version = cursor_u8(c);
	if (cursor_ok(c) && *version > HIGHEST_SUPERBLOCK)
		h5_bad(h, "there is no such version of a superblock");
	if (!h5_ok(h))
		return H5_NOWHERE;
	uint64_t root = *version < 2 ? read_old(h, *version) : read_new(h);
	return h5_ok(h) ? root : H5_NOWHERE;
}

/* --- object headers --------------------------------------------------------------------------------------------------------- */

struct block {
	uint64_t at, len;
};

struct blocks {
	struct block *at;
	size_t count, room;
	bool modern, tracked; /* version 2; its messages have a creation order */
};

static void release_blocks(struct blocks *b)
{
	free(b->at);
}

static void add_continuation(struct h5 *h, struct blocks *b)
{
	uint64_t address = h5_address(h), len = h5_length(h);
	h5_go(h, address);
	struct block next = {cursor_place(h->c), len};
	if (b->modern && h5_is(h, "OCHK")) {
		if (len < 8)
			h5_bad(h, "a part of an object header is too short");
		next = (struct block){cursor_place(h->c), len - 8};
	}
	if (b->count == MOST_BLOCKS)
		h5_bad(h, "an object header goes on and on");
	if (h5_ok(h))
		VEC_PUSH(b->at, b->count, b->room, next);
}

/* One message, which ends before `end`. */
static void read_message(struct h5 *h, struct blocks *b, struct h5_object *o, uint64_t end)
{
	struct h5_message m = {.type = (uint16_t)h5_number(h, b->modern ? 1 : 2), .len = cursor_u16(h->c)};
	m.shared = cursor_u8(h->c) & 2;
	cursor_skip(h->c, b->modern ? (b->tracked ? 2 : 0) : 3);
	m.at = cursor_place(h->c);
	if (h5_ok(h) && (m.at > end || m.len > end - m.at))
		h5_bad(h, "a message is longer than the object header that it is in");
	if (!h5_ok(h))
		return;
	if (m.type == H5_CONTINUATION)
		add_continuation(h, b);
	else if (o->count == MOST_MESSAGES)
		h5_bad(h, "an object header has too many messages");
	else if (m.type)
		VEC_PUSH(o->messages, o->count, o->room, m);
	h5_seek(h, m.at + m.len);
}

static void read_block(struct h5 *h, struct blocks *b, struct h5_object *o, struct block block)
{
	uint64_t head = b->modern ? (b->tracked ? 6 : 4) : 8;
	if (!h5_pay(h, block.len))
		return;
	if (block.len > h->c->total - block.at)
		h5_bad(h, "an object header is longer than the file");
	h5_seek(h, block.at);
	while (h5_ok(h) && block.at + block.len - cursor_place(h->c) >= head)
		read_message(h, b, o, block.at + block.len);
}

/* The cursor behind the first byte, which is the version. */
static struct block first_old(struct h5 *h)
{
	cursor_skip(h->c, 7);
	uint64_t len = cursor_u32(h->c);
	cursor_skip(h->c, 4);
	return (struct block){cursor_place(h->c), len};
}

static struct block first_new(struct h5 *h, struct blocks *b)
{
	enum { SIZE_WIDTH = 3, TRACKED = 4, PHASES = 16, TIMES = 32 };
	if (cursor_u8(h->c) != 2)
		h5_bad(h, "there is no such version of an object header");
	unsigned flags = cursor_u8(h->c);
	cursor_skip(h->c, (flags & TIMES ? 16 : 0) + (flags & PHASES ? 4 : 0));
	uint64_t len = h5_number(h, 1U << (flags & SIZE_WIDTH));
	b->modern = true;
	b->tracked = flags & TRACKED;
	return (struct block){cursor_place(h->c), len};
}

bool h5_object_read(struct h5 *h, uint64_t address, struct h5_object *o)
{
	__attribute__((cleanup(release_blocks))) struct blocks b = {0};
	*o = (struct h5_object){0};
	h5_go(h, address);
	if (!h5_pay(h, 16))
		return false;
	uint8_t first = cursor_u8(h->c);
	struct block block = {0};
	if (first == 'O') {
		h5_seek(h, cursor_place(h->c) - 1);
		if (h5_is(h, "OHDR"))
			block = first_new(h, &b);
	} else if (first == 1) {
		block = first_old(h);
	} else {
		h5_bad(h, "no object header is there");
	}
	if (!h5_ok(h))
		return false;
	VEC_PUSH(b.at, b.count, b.room, block);
	for (size_t i = 0; i < b.count && h5_ok(h); i++)
		read_block(h, &b, o, b.at[i]);
	return h5_ok(h);
}

void h5_object_release(struct h5_object *o)
{
	free(o->messages);
	*o = (struct h5_object){0};
}

static const struct h5_message *find(const struct h5_object *o, enum h5_message_type type)
{
	for (size_t i = 0; i < o->count; i++)
		if (o->messages[i].type == type)
			return &o->messages[i];
	return NULL;
}

bool h5_has(const struct h5_object *o, enum h5_message_type type)
{
	return find(o, type) != NULL;
}

bool h5_read_shared(struct h5 *h, enum h5_message_type type, uint64_t *len)
{
	H5_OBJECT_AUTO struct h5_object other = {0};
	unsigned version = cursor_u8(h->c), kind = cursor_u8(h->c);
	if (version == 1)
		cursor_skip(h->c, 6);
	if (version == 3 && kind == 1)
		h5_bad(h, "it refers to a table of shared messages, which is not read");
	const struct h5_message *m = h5_object_read(h, h5_address(h), &other) ? find(&other, type) : NULL;
	if (!m || m->shared) {
		h5_bad(h, "a shared message is not where it is said to be");
		return false;
	}
	*len = m->len;
	h5_seek(h, m->at);
	return h5_ok(h);
}

bool h5_message(struct h5 *h, const struct h5_object *o, enum h5_message_type type, uint64_t *len)
{
	const struct h5_message *m = find(o, type);
	if (!m)
		return false;
	*len = m->len;
	h5_seek(h, m->at);
	return m->shared ? h5_read_shared(h, type, len) : h5_ok(h);
}

/* --- shapes and types ------------------------------------------------------------------------------------------------------- */

bool h5_space(struct h5 *h, struct h5_space *s)
{
	unsigned version = cursor_u8(h->c);
	*s = (struct h5_space){.rank = cursor_u8(h->c)};
	cursor_skip(h->c, 1);
	unsigned type = cursor_u8(h->c); /* of version 2 */
	if (version == 1)
		cursor_skip(h->c, 4);
	else if (version != 2)
		h5_bad(h, "there is no such version of a dataspace");
	if (s->rank > H5_RANK)
		h5_bad(h, "a dataspace has more dimensions than there may be");
	for (unsigned i = 0; i < s->rank && h5_ok(h); i++)
		s->shape[i] = h5_length(h);
	s->nothing = version == 2 && type == 2;
	return h5_ok(h);
}

enum {
	CLASS_INTEGER = 0,
	CLASS_FLOAT = 1,
	CLASS_STRING = 3,
	CLASS_OPAQUE = 5,
	CLASS_COMPOUND = 6,
	CLASS_ENUM = 8,
	CLASS_VARIED = 9,
	OTHER_CLASS = 16
};

static const char *integer_name(uint32_t size, bool is_signed)
{
	static const char *const names[][2] = {{"U8", "I8"}, {"U16", "I16"}, {"U32", "I32"}, {"U64", "I64"}};
	return names[size == 1 ? 0 : size == 2 ? 1 : size == 4 ? 2 : 3][is_signed];
}

static bool read_type(struct h5 *h, struct h5_type *t, bool inside);

static void read_integer(struct h5 *h, struct h5_type *t, uint32_t bits)
{
	unsigned offset = cursor_u16(h->c), precision = cursor_u16(h->c);
	bool plain = !offset && precision == t->size * 8 && (t->size == 1 || is_width(t->size));
	t->dtype = plain ? integer_name(t->size, (bits & 8) != 0) : "hdf5:integer";
	t->swap = bits & 1 && t->size <= 16 ? (uint8_t)t->size : 0;
}

static void read_float(struct h5 *h, struct h5_type *t, uint32_t bits)
{
	static const struct {
		const char *dtype;
		unsigned size, exponent, mantissa;
	} known[] = {{"F16", 2, 5, 10}, {"BF16", 2, 8, 7}, {"F32", 4, 8, 23}, {"F64", 8, 11, 52}, {"F8_E5M2", 1, 5, 2}};
	unsigned offset = cursor_u16(h->c), precision = cursor_u16(h->c);
	cursor_skip(h->c, 1);
	unsigned exponent = cursor_u8(h->c);
	cursor_skip(h->c, 1);
	unsigned mantissa = cursor_u8(h->c);
	cursor_skip(h->c, 4);
	t->dtype = "hdf5:float";
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (t->size == known[i].size && !offset && precision == t->size * 8 && exponent == known[i].exponent &&
		    mantissa == known[i].mantissa)
			t->dtype = known[i].dtype;
	bool big = bits & 1;
	t->swap = big && t->size <= 16 ? (uint8_t)t->size : 0;
	t->no_bytes = big && bits & 64; /* the order of a VAX: no other machine's */
}

/* The name of a member, of an enumeration or a compound, and what pads it; lent. */
static const char *member_name(struct h5 *h, unsigned version, char name[8])
{
	uint64_t n = 0;
	for (uint8_t byte; h5_ok(h) && h5_pay(h, 1) && (byte = cursor_u8(h->c)); n++)
		if (n < 7)
			name[n] = (char)byte;
	name[n < 7 ? n : 7] = 0;
	if (version < 3)
		cursor_skip(h->c, (8 - (n + 1) % 8) % 8);
	return name;
}

/* h5py keeps booleans as an enumeration of a byte. */
static void read_enumeration(struct h5 *h, struct h5_type *t, uint32_t members, unsigned version)
{
	struct h5_type base;
	char first[8], second[8];
	if (!read_type(h, &base, true))
		return;
	t->dtype = base.dtype;
	t->swap = base.swap;
	if (t->size == 1 && members == 2 && !strcmp(member_name(h, version, first), "FALSE") &&
	    !strcmp(member_name(h, version, second), "TRUE"))
		t->dtype = "BOOL";
}

/* A complex number is a record of two floats. */
static void read_compound(struct h5 *h, struct h5_type *t, uint32_t members, unsigned version)
{
	struct h5_type part[MEMBERS];
	uint64_t place[MEMBERS];
	t->dtype = "hdf5:records";
	t->no_bytes = true; /* a record may hold anything */
	if (members != MEMBERS)
		return;
	for (unsigned i = 0; i < MEMBERS; i++) {
		char name[8];
		member_name(h, version, name);
		place[i] = h5_number(h, version < 3 ? 4 : h5_width(t->size));
		if (version == 1)
			cursor_skip(h->c, 28);
		if (!read_type(h, &part[i], true) || strcmp(name, i ? "i" : "r") != 0 || part[i].class != CLASS_FLOAT)
			return;
	}
	if (part[0].size != part[1].size || place[0] || place[1] != part[0].size || t->size != 2 * part[0].size)
		return;
	t->no_bytes = part[0].no_bytes;
	t->dtype = !strcmp(part[0].dtype, "F32") ? "C64" : !strcmp(part[0].dtype, "F64") ? "C128" : "hdf5:complex";
	t->swap = part[0].swap;
}

/* inside: of an enumeration or a record, in which no further ones are followed. */
static bool read_type(struct h5 *h, struct h5_type *t, bool inside)
{
	unsigned head = cursor_u8(h->c), version = head >> 4;
	uint32_t bits = (uint32_t)h5_number(h, 3);
	*t = (struct h5_type){.class = head & 15, .dtype = "?", .size = cursor_u32(h->c)};
	if (!h5_pay(h, 8))
		return false;
	if (version < 1 || version > 5)
		h5_bad(h, "there is no such version of a datatype");
	if (!t->size)
		h5_bad(h, "an element has no bytes at all");
	switch (inside && t->class > CLASS_FLOAT ? OTHER_CLASS : t->class) {
	case CLASS_INTEGER:
		read_integer(h, t, bits);
		break;
	case CLASS_FLOAT:
		read_float(h, t, bits);
		break;
	case CLASS_STRING:
		t->dtype = "hdf5:string";
		t->is_string = true;
		break;
	case CLASS_OPAQUE:
		t->dtype = "hdf5:opaque";
		break;
	case CLASS_COMPOUND:
		read_compound(h, t, bits & 0xFFFF, version);
		break;
	case CLASS_ENUM:
		read_enumeration(h, t, bits & 0xFFFF, version);
		break;
	case CLASS_VARIED:
		t->dtype = "hdf5:varied";
		t->is_varied = (bits & 15) == 1;
		t->no_bytes = true;
		break;
	default:
		t->dtype = "hdf5:other";
		t->no_bytes = true;
	}
	return h5_ok(h);
}

bool h5_type(struct h5 *h, struct h5_type *t)
{
	return read_type(h, t, false);
}
