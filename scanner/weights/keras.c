/* SPDX-License-Identifier: MIT */
/*
 * Keras 3: a zip with metadata.json, config.json and model.weights.h5. The last is HDF5, which must be read in any order: where it is
 * stored as it is in a zip that is a file, it is read there; otherwise it is held in memory, if it is not too large.
 */
#include "weights/hdf5.h"
#include "weights/zip_names.h"

#include "base/buf.h"
#include "base/json.h"

#include <string.h>

enum { MOST_PARTS = 64, MOST_MEMBERS = 100000, TAIL = (1 << 16) + 22, NAME = 256 };

struct keras_part { /* a member of HDF5 */
	char name[NAME];
	uint64_t start, len; /* in the zip, where it was read there; else 0 */
	bool read, met;
};

struct keras {
	struct keras_part parts[MOST_PARTS]; /* rows of parts[i] have part i + 1 */
	unsigned count;
};

static unsigned bid(const struct probe *p)
{
	unsigned members = 0;
	struct zip_names z;
	zip_names_init(&z, p);
	while (zip_names_next(&z))
		members +=
			zip_name_is(&z, "metadata.json") || zip_name_is(&z, "config.json") || zip_name_is(&z, "model.weights.h5");
	if (members >= 2 || (members && name_ends(p->base, ".keras")))
		return BID_BYTES(4 + 4 * members);
	return bid_ending(p, ".keras");
}

static bool is_hdf5(const char *name)
{
	return name_ends(name, ".weights.h5") && !strchr(name, '/') && strlen(name) < NAME;
}

/* --- the directory of a zip --------------------------------------------------------------------------------------------------- */

struct directory {
	struct cursor *c;
	uint64_t at, entries;
};

/* False: there is none of the plain kind, and nothing is read beforehand. */
static bool find_directory(struct cursor *c, struct directory *d)
{
	uint64_t tail = c->total < TAIL ? c->total : TAIL, end = c->total - tail;
	cursor_seek(c, end);
	const uint8_t *bytes = cursor_take(c, tail);
	uint64_t at = tail;
	while (bytes && at >= 4 && memcmp(bytes + at - 4, "PK\5\6", 4) != 0)
		at--;
	if (!bytes || at < 4)
		return false;
	cursor_seek(c, end + at + 6);
	*d = (struct directory){.c = c, .entries = cursor_u16(c)};
	cursor_skip(c, 4);
	d->at = cursor_u32(c);
	return cursor_ok(c) && d->entries < UINT16_MAX && d->at < UINT32_MAX;
}

/* Where the bytes of a member begin, whose own header is at `at`. */
static uint64_t behind_header(struct cursor *c, uint64_t at)
{
	cursor_seek(c, at);
	if (cursor_u32(c) != 0x04034B50)
		cursor_fail(c);
	cursor_skip(c, 22);
	uint64_t names = cursor_u16(c);
	names += cursor_u16(c);
	return cursor_place(c) + names;
}

/* One entry; the cursor is left behind it. False: it is no entry. */
static bool read_entry(struct cursor *c, struct keras *k)
{
	enum { STORED = 0, ENCRYPTED = 1 };
	if (cursor_u32(c) != 0x02014B50)
		return false;
	cursor_skip(c, 4);
	unsigned flags = cursor_u16(c), method = cursor_u16(c);
	cursor_skip(c, 8);
	uint64_t packed = cursor_u32(c), len = cursor_u32(c), name_len = cursor_u16(c), rest = cursor_u16(c);
	rest += cursor_u16(c);
	cursor_skip(c, 8);
	uint64_t header = cursor_u32(c);
	const uint8_t *name = cursor_take(c, name_len);
	struct keras_part *p = &k->parts[k->count];
	if (!name || k->count == MOST_PARTS)
		return false;
	bool plain = method == STORED && !(flags & ENCRYPTED) && packed == len && len < UINT32_MAX && header < UINT32_MAX;
	if (plain && name_len < NAME && !memchr(name, 0, name_len)) {
		memcpy(p->name, name, name_len);
		p->name[name_len] = 0;
		p->start = header;
		p->len = len;
		k->count += is_hdf5(p->name);
	}
	cursor_skip(c, rest);
	return cursor_ok(c);
}

/* The members that are stored as they are. */
static void find_parts(struct cursor *c, struct keras *k)
{
	struct directory d;
	if (!find_directory(c, &d))
		return;
	cursor_seek(c, d.at);
	for (uint64_t i = 0; i < d.entries && i < MOST_MEMBERS && read_entry(c, k);)
		i++;
	for (unsigned i = 0; i < k->count; i++)
		k->parts[i].start = behind_header(c, k->parts[i].start);
	if (!cursor_ok(c))
		k->count = 0; /* whoever unpacks it says what is wrong with it */
}

/* --- members ------------------------------------------------------------------------------------------------------------------ */

static struct keras_part *part_of(struct keras *k, const char *name)
{
	for (unsigned i = 0; i < k->count; i++)
		if (!strcmp(k->parts[i].name, name))
			return &k->parts[i];
	return NULL;
}

/* Reads the tensors of a part, whose facts have the member as their place. */
static int read_part(struct reading *r, const char *name, struct cursor *c, struct hdf5_place at, struct err *e)
{
	const char *outer = r->sink->at.entry;
	r->sink->at.entry = arena_printf(r->arena, "%s!/%s", r->probe->name, name);
	int rc = hdf5_read(r, c, at, e);
	r->sink->at.entry = outer;
	if (rc < 0)
		err_prefix(e, "%s", weights_shown(r, name, strlen(name)));
	return rc;
}

static int read(struct reading *r, struct err *e)
{
	struct keras *k = r->state = ARENA_NEW(r->arena, struct keras);
	if (!probe_has(r->probe, 0, "PK\3\4", 4))
		return weights_misnamed("Keras model", e);
	if (!r->anywhere)
		return 0;
	struct cursor_bounds all = {.end = 0, .total = r->anywhere->total};
	find_parts(r->anywhere, k);
	r->anywhere->state = CURSOR_OK;
	for (unsigned i = 0; i < k->count; i++) {
		struct keras_part *p = &k->parts[i];
		if (part_of(k, p->name) != p || p->start > all.total || p->len > all.total - p->start)
			continue; /* twice, or not there: member() will say it */
		p->read = true;
		if (read_part(r, p->name, r->anywhere, (struct hdf5_place){p->start, p->len, i + 1}, e) < 0)
			return -1;
	}
	return 0;
}

static bool whole(const struct reading *r, const char *name)
{
	const struct keras_part *p = part_of(r->state, name);
	return is_hdf5(name) && !(p && p->read);
}

static int member_hdf5(struct reading *r, const char *name, uint32_t *part, struct err *e)
{
	struct keras *k = r->state;
	struct keras_part *p = part_of(k, name);
	if (!p && k->count == MOST_PARTS)
		return err_set(e, ERR_LIMIT, "it has more than %d files of weights; the others were left out", MOST_PARTS);
	if (!p)
		memcpy((p = &k->parts[k->count++])->name, name, strlen(name) + 1);
	if (p->met)
		return err_set(e, ERR_INPUT, "the member '%s' is there twice", weights_shown(r, name, strlen(name)));
	p->met = true;
	*part = (uint32_t)(p - k->parts) + 1;
	if (p->read)
		return 1;
	if (!r->anywhere)
		return err_set(e, ERR_LIMIT, "the HDF5 file '%s' is too large to be held (--limit spool-bytes=…, disk-bytes=…)",
			       weights_shown(r, name, strlen(name)));
	return read_part(r, name, r->anywhere, (struct hdf5_place){0, r->anywhere->total, *part}, e) < 0 ? -1 : 1;
}

/* The whole of a small document. */
static void take_document(struct reading *r, struct cursor *c, struct buf *b)
{
	const uint8_t *bytes;
	size_t n;
	while ((bytes = cursor_some(c, PROBE_BYTES, &n)) && buf_add(b, bytes, n) == 0)
		;
	if (b->overflow)
		sink_problem(r->sink, "limit", "It is larger than any such document that is read (--limit json-bytes=…).");
}

/* metadata.json: {"keras_version": …, "date_saved": …} */
static void read_metadata(struct reading *r, const char *json, size_t len)
{
	struct json_scan s;
	enum json_event event;
	json_scan_init(&s, json, len);
	while ((event = json_next(&s)) != JSON_END && event != JSON_ERROR) {
		if (event != JSON_KEY || !json_is(&s, "keras_version") || json_next(&s) != JSON_STRING)
			continue;
		size_t n;
		const char *text = json_unescape(&s, r->arena, &n);
		reading_meta(r, "keras_version", text, n, s.start, s.end, s.line);
		r->detail = arena_printf(r->arena, "Keras %s", weights_shown(r, text, n));
	}
}

static int member(struct reading *r, const char *name, struct cursor *c, uint32_t *part, struct err *e)
{
	bool metadata = !strcmp(name, "metadata.json"), config = !strcmp(name, "config.json");
	if (is_hdf5(name))
		return member_hdf5(r, name, part, e);
	if (!metadata && !config)
		return 0;
	BUF_AUTO struct buf b;
	const char *outer = r->sink->at.entry;
	buf_init(&b, (size_t)r->limits->json_bytes);
	r->sink->at.entry = arena_printf(r->arena, "%s!/%s", r->probe->name, name);
	take_document(r, c, &b);
	(void)(metadata ? read_metadata(r, buf_str(&b), b.len) : hdf5_keras_config(r, buf_str(&b), b.len, 0));
	r->sink->at.entry = outer;
	return 1;
}

static int finish(struct reading *r, struct err *e)
{
	const struct keras *k = r->state;
	(void)e;
	for (unsigned i = 0; i < k->count; i++)
		if (!k->parts[i].met)
			r->gap = "its weights cannot be read";
	return 0;
}

const struct reader reader_keras = {
	.id = "keras",
	.title = "Keras model (zip)",
	.spec = "https://github.com/keras-team/keras/blob/master/keras/src/saving/saving_lib.py",
	.role = ROLE_WEIGHTS,
	.tensors = true,
	.anywhere = true,
	.bid = bid,
	.read = read,
	.member = member,
	.whole = whole,
	.finish = finish,
};
