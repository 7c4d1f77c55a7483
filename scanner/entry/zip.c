/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#define ZLIB_CONST
#include "entry/zip.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/cursor.h"
#include "base/fd.h"

#include <errno.h>
#include <libdeflate.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>

enum {
	BLOCK = 1 << 17,
	DIRECTORY_STEP = 1 << 16,
	LOCAL_STEP = 1 << 9,
	LOCATOR = 20,
	END64 = 56,
	RECORD = 46,
	LOCAL = 30,
	FIELD = 0xFFFF, /* the longest */
	LONGEST_LINK = 4096,
	WINDOW = RECORD + 3 * FIELD,
};
enum { ENCRYPTED = 1, LENGTH_BEHIND = 8, MASKED = 1 << 13, STORED = 0, DEFLATED = 8, UNIX = 3, IS_DIRECTORY = 0x10 };
enum { SIGN_LOCAL = 0x04034b50, SIGN_RECORD = 0x02014b50, SIGN_END64 = 0x06064b50, SIGN_LOCATOR = 0x07064b50 };

struct window { /* bytes of the file that are at hand */
	uint8_t *bytes;
	uint64_t at;
	size_t len, step; /* step: how many are read at once, usually */
};

struct zip {
	int fd;
	const uint8_t *memory;
	const struct layer *layer;
	uint64_t size;		       /* of the file */
	uint64_t base, lowest;	       /* what lies before the archive in it; before its first member */
	uint64_t first, at, end, left; /* the directory: where it begins, the next record, its end; records left */
	uint64_t record;	       /* the current one */
	struct window directory, locals;
	uint64_t *places; /* of all members, in ascending order; made when the first is asked for */
	size_t n_places;

	struct record { /* the current member */
		uint16_t flags, method;
		uint32_t crc;
		uint64_t packed, size, place; /* place: of its local header in the file */
		mode_t type;
	} now;
	size_t raw_len;
	char raw[FIELD + 1], unicode[FIELD + 1]; /* its name as it stands in the record, and as an extra field has it */
	const char *name;			 /* one of these */

	bool begun, ended;
	uint64_t next, packed_left, size_left; /* its packed bytes from `next` on */
	uint32_t crc;
	z_stream inflate;
	bool inflates; /* it was initialized */
	uint8_t *in, *out;
};

/* len bytes of the file, lent until the next call for that window; NULL: they are not there. */
static const uint8_t *look(struct zip *z, struct window *w, uint64_t at, size_t len)
{
	if (at > z->size || len > z->size - at)
		return NULL;
	if (z->memory)
		return z->memory + at;
	if (at < w->at || at + len > w->at + w->len) {
		uint64_t most = z->size - at < w->step ? z->size - at : w->step;
		ssize_t n = fd_read_at(z->fd, w->bytes, len > most ? len : (size_t)most, at);
		w->at = at;
		w->len = n > 0 ? (size_t)n : 0;
	}
	return at + len <= w->at + w->len ? w->bytes + (at - w->at) : NULL;
}

/* A cursor over so many bytes of the file. It has failed if they are not there. */
static struct cursor cursor_at(struct zip *z, struct window *w, uint64_t at, size_t len)
{
	struct cursor c;
	const uint8_t *bytes = look(z, w, at, len);
	cursor_init(&c, bytes ? bytes : (const uint8_t *)"", bytes ? len : 0, bytes ? (int64_t)len : 0);
	return c;
}

/* --- the end, which says where the directory is ---------------------------------------------------------------------------- */

struct finish {
	uint64_t records, len, offset; /* of the directory, in the archive */
	uint64_t at;		       /* the directory ends there or before, in the file */
};

const uint8_t *zip_end_in(const uint8_t *tail, size_t len)
{
	for (size_t behind = ZIP_END; behind <= len; behind++) {
		const uint8_t *p = tail + (len - behind);
		if (!memcmp(p, "PK\5\6", 4) && ZIP_END + (p[20] | (size_t)p[21] << 8) == behind)
			return p;
	}
	return NULL;
}

/* Where the last record of the file begins; 0: there is none. */
static uint64_t find_end(struct zip *z)
{
	size_t len = z->size < ZIP_TAIL ? (size_t)z->size : ZIP_TAIL;
	const uint8_t *tail = look(z, &z->directory, z->size - len, len), *end = tail ? zip_end_in(tail, len) : NULL;
	return end ? z->size - len + (size_t)(end - tail) : 0;
}

static bool read_end64(struct zip *z, struct finish *f)
{
	struct cursor c = cursor_at(z, &z->directory, f->at - LOCATOR, LOCATOR);
	if (f->at < LOCATOR || cursor_u32(&c) != SIGN_LOCATOR)
		return false;
	cursor_skip(&c, 4);
	f->at = cursor_u64(&c);
	c = cursor_at(z, &z->directory, f->at, END64);
	bool ok = cursor_u32(&c) == SIGN_END64;
	cursor_skip(&c, 12);
	bool one_disk = !cursor_u32(&c) & !cursor_u32(&c);
	uint64_t here = cursor_u64(&c);
	f->records = cursor_u64(&c);
	f->len = cursor_u64(&c);
	f->offset = cursor_u64(&c);
	return ok && one_disk && cursor_ok(&c) && here == f->records;
}

static bool read_end(struct zip *z, struct finish *f)
{
	*f = (struct finish){.at = find_end(z)};
	if (!f->at)
		return false;
	struct cursor c = cursor_at(z, &z->directory, f->at, ZIP_END);
	cursor_skip(&c, 4);
	bool one_disk = !cursor_u16(&c) & !cursor_u16(&c);
	unsigned here = cursor_u16(&c);
	f->records = cursor_u16(&c);
	f->len = cursor_u32(&c);
	f->offset = cursor_u32(&c);
	if (!one_disk || here != f->records || !cursor_ok(&c))
		return false;
	bool large = f->records == UINT16_MAX || f->len == UINT32_MAX || f->offset == UINT32_MAX;
	return !large || read_end64(z, f);
}

/* --- records of the directory ------------------------------------------------------------------------------------------------ */

/* The numbers that did not fit stand in the first of its extra fields with id 1, in this order, and only those. */
static void read_large(struct cursor field, struct record *r)
{
	uint64_t *numbers[] = {&r->size, &r->packed, &r->place};
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
		if (*numbers[i] == UINT32_MAX && cursor_left(&field) >= 8)
			*numbers[i] = cursor_u64(&field);
}

/* The name in UTF-8, for a program that knows that field, if it goes with the name there is. */
static void read_unicode_name(struct zip *z, struct cursor field)
{
	bool ok = cursor_u8(&field) == 1 && cursor_u32(&field) == libdeflate_crc32(0, z->raw, z->raw_len);
	size_t len = (size_t)cursor_left(&field);
	const uint8_t *name = cursor_take(&field, len);
	if (!ok || !name || !len)
		return;
	memcpy(z->unicode, name, len);
	z->unicode[len] = 0;
	z->name = z->unicode;
}

static void read_extra(struct zip *z, struct cursor extra, struct record *r)
{
	while (cursor_ok(&extra) && cursor_left(&extra) >= 4) {
		unsigned id = cursor_u16(&extra);
		struct cursor field = cursor_sub(&extra, cursor_u16(&extra));
		if (id == 1)
			read_large(field, r);
		else if (id == 0x7075)
			read_unicode_name(z, field);
	}
}

/* What has bytes has them to be read, whatever it is called: a program that unpacks into memory reads them. */
static mode_t type_of(unsigned maker, uint32_t attributes, const struct zip *z, const struct record *r)
{
	mode_t type = maker == UNIX ? (attributes >> 16) & S_IFMT : 0;
	size_t len = strlen(z->name);
	bool slash = len && z->name[len - 1] == '/';
	if (r->size)
		return type == S_IFLNK && r->size <= LONGEST_LINK ? S_IFLNK : S_IFREG;
	if (slash || (!type && attributes & IS_DIRECTORY))
		return S_IFDIR;
	return type ? type : S_IFREG;
}

/* Reads the record at z->at and steps over it. False: there is none, or it leads out of the file. */
static bool read_record(struct zip *z)
{
	struct record *r = &z->now;
	struct cursor c = cursor_at(z, &z->directory, z->record = z->at, RECORD);
	bool ok = z->at <= z->end - RECORD && cursor_u32(&c) == SIGN_RECORD;
	unsigned maker = cursor_u16(&c) >> 8;
	cursor_skip(&c, 2);
	*r = (struct record){.flags = cursor_u16(&c)};
	r->method = cursor_u16(&c);
	cursor_skip(&c, 4);
	r->crc = cursor_u32(&c);
	r->packed = cursor_u32(&c);
	r->size = cursor_u32(&c);
	unsigned name = cursor_u16(&c), extra = cursor_u16(&c), comment = cursor_u16(&c), disk = cursor_u16(&c);
	cursor_skip(&c, 2);
	uint32_t attributes = cursor_u32(&c);
	r->place = cursor_u32(&c);
	size_t len = (size_t)name + extra;
	if (!ok || !cursor_ok(&c) || disk || RECORD + len + comment > z->end - z->at)
		return false;
	c = cursor_at(z, &z->directory, z->at, RECORD + len);
	cursor_skip(&c, RECORD);
	const uint8_t *bytes = cursor_take(&c, name);
	if (!bytes)
		return false;
	memcpy(z->raw, bytes, name);
	z->raw[name] = 0;
	z->raw_len = name;
	z->name = z->raw;
	read_extra(z, c, r);
	r->type = type_of(maker, attributes, z, r);
	z->at += RECORD + len + comment;
	return !__builtin_add_overflow(r->place, z->base, &r->place) && r->place < z->size && r->packed <= z->size &&
	       r->size <= INT64_MAX;
}

static bool is_ours(const struct record *r)
{
	return (r->method == STORED || r->method == DEFLATED || r->flags & ENCRYPTED) && !(r->flags & MASKED);
}

static int check_time(const struct zip *z, struct err *e)
{
	return budget_time(z->layer->budget, z->layer->begun, e);
}

/* Whether all of the directory makes sense. */
static bool check_directory(struct zip *z, uint64_t records)
{
	z->at = z->first;
	z->lowest = z->size;
	for (uint64_t i = 0; i < records; i++) {
		if (check_time(z, NULL) < 0 || !read_record(z) || !is_ours(&z->now))
			return false;
		z->lowest = z->now.place < z->lowest ? z->now.place : z->lowest;
	}
	return z->at == z->end;
}

static bool find_directory(struct zip *z)
{
	struct finish f;
	uint64_t before;
	if (!read_end(z, &f) || __builtin_add_overflow(f.offset, f.len, &before) || before > f.at || f.len < RECORD)
		return false;
	z->base = f.at - before;
	z->first = z->base + f.offset;
	z->end = z->first + f.len;
	if (!check_directory(z, f.records))
		return false;
	z->at = z->first;
	z->left = f.records;
	return true;
}

struct zip *zip_open(const struct stream *s, const struct layer *layer)
{
	struct zip *z = mem_array(1, sizeof *z);
	z->layer = layer;
	z->fd = s->fd;
	z->memory = s->memory;
	z->size = s->size > 0 ? (uint64_t)s->size : 0;
	z->directory.step = DIRECTORY_STEP;
	z->locals.step = LOCAL_STEP;
	if (!z->memory) {
		z->directory.bytes = mem_alloc(WINDOW);
		z->locals.bytes = mem_alloc(WINDOW);
	}
	if (find_directory(z))
		return z;
	zip_close(z);
	return NULL;
}

void zip_close(struct zip *z)
{
	if (!z)
		return;
	if (z->inflates)
		inflateEnd(&z->inflate);
	free(z->directory.bytes);
	free(z->locals.bytes);
	free(z->places);
	free(z->in);
	free(z->out);
	free(z);
}

uint64_t zip_unnamed(struct zip *z)
{
	struct cursor c = cursor_at(z, &z->locals, 0, 4);
	return cursor_u32(&c) == SIGN_LOCAL ? z->lowest : 0;
}

int zip_next(struct zip *z, struct zip_member *m, struct err *e)
{
	if (!z->left)
		return 0;
	if (!read_record(z))
		return err_set(e, ERR_INPUT, "The archive's directory cannot be read at byte %llu", (unsigned long long)z->at);
	z->left--;
	z->begun = z->ended = false;
	z->next = z->now.place;
	*m = (struct zip_member){
		.name = z->name, .size = (int64_t)z->now.size, .type = z->now.type, .encrypted = z->now.flags & ENCRYPTED};
	return 1;
}

/* --- the header before a member's bytes --------------------------------------------------------------------------------------- */

struct local {
	struct record is;
	unsigned name, extra; /* their lengths */
};

static bool read_local(struct zip *z, struct local *l)
{
	struct cursor c = cursor_at(z, &z->locals, z->now.place, LOCAL);
	bool ok = cursor_u32(&c) == SIGN_LOCAL;
	cursor_skip(&c, 2);
	*l = (struct local){.is.flags = cursor_u16(&c)};
	l->is.method = cursor_u16(&c);
	cursor_skip(&c, 4);
	l->is.crc = cursor_u32(&c);
	l->is.packed = cursor_u32(&c);
	l->is.size = cursor_u32(&c);
	l->name = cursor_u16(&c);
	l->extra = cursor_u16(&c);
	return ok && cursor_ok(&c);
}

static bool same_name(struct zip *z, const struct local *l)
{
	const uint8_t *name = l->name == z->raw_len ? look(z, &z->locals, z->now.place + LOCAL, l->name) : NULL;
	return name && !memcmp(name, z->raw, l->name);
}

/* Whether a number before the bytes is another one. Writers that do not know it yet say 0, and what does not fit stands elsewhere. */
static bool other(uint64_t before, uint64_t in_directory)
{
	return before && before != UINT32_MAX && before != in_directory;
}

const char *zip_differs(struct zip *z)
{
	struct local l;
	if (!read_local(z, &l))
		return NULL;
	return !same_name(z, &l)						    ? "its name"
	       : l.is.method != z->now.method					    ? "how it is packed"
	       : (l.is.flags ^ z->now.flags) & ENCRYPTED			    ? "whether it is encrypted"
	       : l.is.flags & LENGTH_BEHIND					    ? NULL
	       : other(l.is.packed, z->now.packed) || other(l.is.size, z->now.size) ? "its size"
	       : other(l.is.crc, z->now.crc)					    ? "its checksum"
										    : NULL;
}

static int compare_places(const void *x, const void *y)
{
	uint64_t a = *(const uint64_t *)x, b = *(const uint64_t *)y;
	return a < b ? -1 : a > b;
}

static void list_places(struct zip *z)
{
	uint64_t current = z->record;
	size_t room = 0;
	for (z->at = z->first; z->at < z->end && read_record(z);)
		VEC_PUSH(z->places, z->n_places, room, z->now.place);
	if (z->places)
		qsort(z->places, z->n_places, sizeof *z->places, compare_places);
	z->at = current;
	read_record(z);
}

/* Where a header stands right behind the current member, or behind the lengths that follow it (12 to 24 bytes); 0: there is none. */
static uint64_t header_behind(struct zip *z)
{
	static const uint8_t lengths[] = {0, 12, 16, 20, 24};
	struct local l;
	if (!read_local(z, &l))
		return 0;
	uint64_t end = z->now.place + LOCAL + l.name + l.extra + z->now.packed;
	for (size_t i = 0; i < (l.is.flags & LENGTH_BEHIND ? sizeof lengths : 1); i++) {
		struct cursor c = cursor_at(z, &z->locals, end + lengths[i], 4);
		if (cursor_u32(&c) == SIGN_LOCAL)
			return end + lengths[i];
	}
	return 0;
}

bool zip_hides(struct zip *z)
{
	uint64_t place = header_behind(z);
	if (place && !z->places)
		list_places(z);
	return place && z->places && !bsearch(&place, z->places, z->n_places, sizeof place, compare_places);
}

/* --- a member's bytes ---------------------------------------------------------------------------------------------------------- */

static int begin(struct zip *z, struct err *e)
{
	struct local l;
	if (!read_local(z, &l))
		return err_set(e, ERR_INPUT, "there is no member where the archive's directory says");
	z->next = z->now.place + LOCAL + l.name + l.extra;
	z->packed_left = z->now.packed;
	z->size_left = z->now.size;
	z->crc = 0;
	z->begun = true;
	if (z->next > z->size || z->packed_left > z->size - z->next)
		return err_set(e, ERR_INPUT, "it is truncated: its bytes would go beyond the end of the archive");
	if (z->now.method == STORED)
		return z->now.packed == z->now.size ? 0 : err_set(e, ERR_INPUT, "it is not packed, and has two sizes");
	z->out = z->out ? z->out : mem_alloc(BLOCK);
	if ((z->inflates ? inflateReset(&z->inflate) : inflateInit2(&z->inflate, -15)) != Z_OK)
		mem_exhausted();
	z->inflates = true;
	z->inflate.avail_in = 0;
	return 0;
}

/* The next packed bytes, lent; there are some left. They may be many and unpack to nothing. -1. */
static ssize_t take(struct zip *z, const uint8_t **bytes, struct err *e)
{
	if (check_time(z, e) < 0)
		return -1;
	size_t want = z->packed_left < BLOCK ? (size_t)z->packed_left : BLOCK;
	ssize_t n = (ssize_t)want;
	if (z->memory) {
		*bytes = z->memory + z->next;
	} else {
		z->in = z->in ? z->in : mem_alloc(BLOCK);
		*bytes = z->in;
		n = fd_read_at(z->fd, z->in, want, z->next);
	}
	if (n <= 0)
		return err_set(e, ERR_INPUT, "the archive cannot be read: %s", n ? strerror(errno) : "it is truncated");
	z->next += (uint64_t)n;
	z->packed_left -= (uint64_t)n;
	return n;
}

static int inflate_failed(const struct zip *z, int rc, struct err *e)
{
	if (rc == Z_MEM_ERROR)
		mem_exhausted();
	if (rc == Z_BUF_ERROR)
		return err_set(e, ERR_INPUT, "its packed data are truncated");
	return err_set(e, ERR_INPUT, "its packed data are damaged (%s)", z->inflate.msg ? z->inflate.msg : "inflate failed");
}

/* Unpacks as much as the block takes. How much that is, 0: the end; -1, which comes again when what came before it was given. */
static ssize_t inflate_some(struct zip *z, struct err *e)
{
	z_stream *s = &z->inflate;
	int rc = Z_OK;
	s->next_out = z->out;
	s->avail_out = BLOCK;
	while (rc == Z_OK && s->avail_out) {
		ssize_t n = !s->avail_in && z->packed_left ? take(z, &s->next_in, e) : 0;
		s->avail_in += n > 0 ? (uInt)n : 0;
		rc = n < 0 ? Z_ERRNO : inflate(s, Z_NO_FLUSH);
	}
	if (s->avail_out < BLOCK || rc == Z_STREAM_END)
		return (ssize_t)(BLOCK - s->avail_out);
	return rc == Z_ERRNO ? -1 : inflate_failed(z, rc, e);
}

static ssize_t some(struct zip *z, const void **bytes, struct err *e)
{
	if (z->now.method == STORED) {
		const uint8_t *lent = NULL;
		ssize_t n = z->packed_left ? take(z, &lent, e) : 0;
		*bytes = lent;
		return n;
	}
	*bytes = z->out;
	return inflate_some(z, e);
}

static int check_end(const struct zip *z, struct err *e)
{
	if (z->size_left)
		return err_set(e, ERR_INPUT, "it has %llu bytes less than the archive says", (unsigned long long)z->size_left);
	if (z->crc != z->now.crc)
		return err_set(e, ERR_INPUT, "its bytes are damaged: their CRC-32 is %08x, and the archive says %08x", z->crc,
			       z->now.crc);
	return 0;
}

ssize_t zip_read(struct zip *z, const void **bytes, struct err *e)
{
	if (z->ended)
		return 0;
	if (!z->begun && begin(z, e) < 0)
		return -1;
	ssize_t n = some(z, bytes, e);
	if (n < 0)
		return -1;
	if ((uint64_t)n > z->size_left)
		return err_set(e, ERR_INPUT, "it unpacks to more than the %llu bytes that the archive says",
			       (unsigned long long)z->now.size);
	z->ended = !n;
	if (!n)
		return check_end(z, e);
	z->size_left -= (uint64_t)n;
	z->crc = libdeflate_crc32(z->crc, *bytes, (size_t)n);
	return n;
}

uint64_t zip_place(const struct zip *z)
{
	return z->next - (z->begun && z->now.method == DEFLATED ? z->inflate.avail_in : 0);
}
