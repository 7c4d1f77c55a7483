/* SPDX-License-Identifier: MIT */
/*
 * HDF5: the signature stands at byte 0, or behind a user block at 512, 1024, 2048 … From the superblock on, structures point to one
 * another: groups have links (a tree and a heap of the old kind; messages or a heap of the new kind), which lead to groups and
 * datasets. A dataset is a tensor, called by its path. Attributes say what Keras and others tell of a model. Links to other
 * files are not followed, and each group is walked once, so that links in circles do no harm.
 */
#define _GNU_SOURCE
#include "weights/hdf5.h"

#include "base/hash.h"
#include "base/json.h"
#include "weights/hdf5_data.h"
#include "weights/hdf5_tree.h"

#include <stdlib.h>
#include <string.h>

enum { DEEPEST = 32, MOST_ATTRIBUTES = 1000, MOST_VALUES = 100, HARD_LINK = 0, SOFT_LINK = 1 };

static const struct weights_key known[] = {{"keras_version", "keras_version", false}, {"backend", "backend", false}};
static const struct weights_keys keys = WEIGHTS_KEYS(known, true);

struct visited { /* addresses of groups; a hash table */
	uint64_t *slots;
	size_t count, size;
};

struct tree {
	struct h5 h;
	struct reading *r;
	uint32_t part;
	struct visited visited;
	char path[TENSOR_NAME + 1];
	size_t path_len;
	unsigned depth;
	bool skipped;	  /* something could not be read, and that was said */
	bool keras, half; /* half: the dataset at hand says that its two bytes are a bfloat16 */
	int rc;
	struct err *e;
};

static unsigned bid(const struct probe *p)
{
	if (h5_find_signature(p->bytes, p->len) >= 0)
		return BID_BYTES(H5_SIGNATURE);
	unsigned n = bid_ending(p, ".h5");
	return n ? n : bid_ending(p, ".hdf5");
}

static bool going(struct tree *t)
{
	return t->rc == 0 && h5_ok(&t->h);
}

/* True: it had not been seen. */
static bool visit_once(struct visited *v, uint64_t address)
{
	if (2 * (v->count + 1) > v->size) {
		struct visited larger = {.size = v->size ? 2 * v->size : 64};
		larger.slots = mem_array(larger.size, sizeof *larger.slots);
		memset(larger.slots, 0xFF, larger.size * sizeof *larger.slots);
		for (size_t i = 0; i < v->size; i++)
			if (v->slots[i] != H5_NOWHERE)
				visit_once(&larger, v->slots[i]);
		free(v->slots);
		*v = larger;
	}
	size_t at = hash_bytes(&address, sizeof address) & (v->size - 1);
	for (; v->slots[at] != H5_NOWHERE; at = (at + 1) & (v->size - 1))
		if (v->slots[at] == address)
			return false;
	v->slots[at] = address;
	v->count++;
	return true;
}

/* --- attributes ------------------------------------------------------------------------------------------------------------- */

/* The cursor is on a text of at most `most` bytes, which ends at a NUL if there is one. */
static const char *text_here(struct h5 *h, uint64_t most, size_t *len)
{
	const uint8_t *bytes = h5_ok(h) && most <= (uint64_t)h->r->limits->json_bytes ? cursor_take(h->c, most) : NULL;
	*len = bytes ? strnlen((const char *)bytes, most) : 0;
	return bytes ? arena_strndup(h->r->arena, (const char *)bytes, *len) : NULL;
}

static void emit_text(struct tree *t, const char *name, const char *text, size_t len, uint64_t at)
{
	uint64_t start = at - t->h.origin;
	if (!strcmp(name, "model_config")) {
		t->keras = true;
		hdf5_keras_config(t->r, text, len, start);
		return;
	}
	t->keras |= !strcmp(name, "keras_version");
	weights_claim(t->r, weights_key(&keys, name, strlen(name)), text, len, start, start + len, 0);
	t->half |= !strcmp(name, "dtype") && len == 8 && !memcmp(text, "bfloat16", 8);
}

/* Texts of an attribute, the first of which is at `at`. */
static void read_texts(struct tree *t, const char *name, const struct h5_type *type, uint64_t count, uint64_t at)
{
	struct h5 *h = &t->h;
	uint64_t stride = type->is_string ? type->size : 4 + (uint64_t)h->offset_size + 4;
	for (uint64_t i = 0; i < count && i < MOST_VALUES && h5_ok(h); i++) {
		uint64_t len = type->size, got;
		h5_seek(h, at + i * stride);
		if (type->is_varied) {
			len = cursor_u32(h->c);
			if (!len || !h5_global_find(h, &got))
				continue;
			len = len < got ? len : got;
		} else if (!h5_pay(h, len)) {
			return;
		}
		uint64_t place = cursor_place(h->c);
		size_t n;
		const char *text = text_here(h, len, &n);
		if (text)
			emit_text(t, name, text, n, place);
	}
}

static bool is_wanted(const char *name)
{
	return !strcmp(name, "model_config") || !strcmp(name, "dtype") || weights_key(&keys, name, strlen(name));
}

/* A part of an attribute message: its bytes from `at` on, or what they refer to. */
static void go_part(struct h5 *h, uint64_t at, bool shared, enum h5_message_type type)
{
	uint64_t len;
	h5_seek(h, at);
	if (shared)
		h5_read_shared(h, type, &len);
}

/* The cursor is on an attribute message. */
static void read_attribute(struct tree *t)
{
	struct h5 *h = &t->h;
	unsigned version = cursor_u8(h->c), flags = cursor_u8(h->c);
	uint64_t name_len = cursor_u16(h->c), type_len = cursor_u16(h->c), space_len = cursor_u16(h->c), count;
	if (version < 1 || version > 3)
		h5_bad(h, "there is no such version of an attribute");
	cursor_skip(h->c, version == 3 ? 1 : 0);
	char name[32] = "";
	uint64_t pad = version == 1 ? 7 : 0, at = cursor_place(h->c);
	const uint8_t *bytes = h5_ok(h) && name_len < sizeof name ? cursor_take(h->c, name_len) : NULL;
	if (bytes)
		memcpy(name, bytes, name_len);
	if (!h5_ok(h) || !is_wanted(name))
		return;
	uint64_t type_at = at + ((name_len + pad) & ~pad), space_at = type_at + ((type_len + pad) & ~pad);
	uint64_t data_at = space_at + ((space_len + pad) & ~pad);
	struct h5_type type;
	struct h5_space space;
	go_part(h, type_at, version > 1 && flags & 1, H5_DATATYPE);
	if (!h5_type(h, &type) || !(type.is_string || type.is_varied))
		return;
	go_part(h, space_at, version > 1 && flags & 2, H5_DATASPACE);
	if (h5_space(h, &space) && !space.nothing && tensor_elements(space.shape, space.rank, &count))
		read_texts(t, name, &type, count, data_at);
}

struct dense {		     /* records of a tree that has ids of objects in a heap */
	struct h5_walk walk; /* first */
	struct tree *t;
	struct h5_heap heap;
	unsigned before; /* bytes of a record in front of the id */
	void (*object)(struct tree *t);
};

static void read_link(struct tree *t);

/* Behind a link there may be tensors. */
static void skip_object(const struct dense *d)
{
	struct reading *r = d->t->r;
	if (d->object == read_link)
		r->gap = "a link in it is kept in a compressed heap or as a huge object";
	if (!d->t->skipped)
		sink_note(r->sink, "not-read",
			  "Something in it is kept in a compressed heap or as a huge object, and was not read.");
	d->t->skipped = true;
}

static bool record_dense(struct h5 *h, struct h5_walk *w, uint64_t record_bytes)
{
	struct dense *d = (struct dense *)w;
	uint64_t len;
	if (record_bytes < d->before + d->heap.id_len)
		h5_bad(h, "a record of a B-tree is too short");
	cursor_skip(h->c, d->before);
	if (h5_heap_find(h, &d->heap, &len))
		d->object(d->t);
	else if (h5_ok(h))
		skip_object(d);
	return going(d->t);
}

static void read_dense(struct tree *t, uint64_t heap, uint64_t names, unsigned before, void (*object)(struct tree *t))
{
	struct dense d = {.walk.record = record_dense, .t = t, .before = before, .object = object};
	if (heap != H5_NOWHERE && names != H5_NOWHERE && h5_heap_open(&t->h, heap, &d.heap))
		h5_tree_2(&t->h, names, &d.walk);
}

static void read_attributes(struct tree *t, const struct h5_object *o)
{
	struct h5 *h = &t->h;
	uint64_t len;
	unsigned n = 0;
	for (size_t i = 0; i < o->count && going(t); i++) {
		if (o->messages[i].type != H5_ATTRIBUTE || n++ == MOST_ATTRIBUTES)
			continue;
		go_part(h, o->messages[i].at, o->messages[i].shared, H5_ATTRIBUTE);
		read_attribute(t);
	}
	if (!h5_message(h, o, H5_ATTRIBUTE_INFO, &len))
		return;
	cursor_skip(h->c, 1);
	cursor_skip(h->c, cursor_u8(h->c) & 1 ? 2 : 0);
	uint64_t heap = h5_address(h), names = h5_address(h);
	read_dense(t, heap, names, 0, read_attribute);
}

/* --- datasets --------------------------------------------------------------------------------------------------------------- */

static void read_dataset(struct tree *t, const struct h5_object *o)
{
	struct h5 *h = &t->h;
	struct h5_space space;
	struct h5_type type;
	uint64_t len;
	t->half = false;
	read_attributes(t, o);
	if (!h5_message(h, o, H5_DATASPACE, &len) || !h5_space(h, &space) || !h5_message(h, o, H5_DATATYPE, &len) ||
	    !h5_type(h, &type)) {
		h5_bad(h, "a dataset has no shape or no type");
		return;
	}
	struct tensor row = {.name = t->path, .name_len = t->path_len, .dtype = type.dtype, .swap = type.swap, .part = t->part};
	row.rank = space.nothing ? 1 : space.rank;
	memcpy(row.shape, space.shape, sizeof space.shape);
	row.element = (uint8_t)(type.size < 255 ? type.size : 255);
	if (t->half && type.size == 2)
		row.dtype = "BF16";
	h5_data(h, o, &space, &type, &row);
	if (h5_ok(h))
		t->rc = weights_add(t->r, &row, t->e);
}

/* --- groups ----------------------------------------------------------------------------------------------------------------- */

static void read_object(struct tree *t, uint64_t address);

/* One name more on the path; false when that is too long. Whoever calls it sets path_len back. */
static bool push_name(struct tree *t, const char *name, uint64_t len)
{
	if (len > TENSOR_NAME - t->path_len - 1) {
		h5_bad(&t->h, "a path of names is longer than any that is read");
		return false;
	}
	if (t->path_len)
		t->path[t->path_len++] = '/';
	memcpy(t->path + t->path_len, name, len);
	t->path_len += len;
	return true;
}

/* What is linked under that name, lent, in the group at hand. */
static void enter(struct tree *t, const char *name, uint64_t len, uint64_t address)
{
	size_t before = t->path_len;
	if (!push_name(t, name, len))
		return;
	if (t->depth++ == DEEPEST)
		h5_bad(&t->h, "its groups are nested too deeply");
	else
		read_object(t, address);
	t->depth--;
	t->path_len = before;
}

/* A link to another file: a tensor, or many, that nothing is known of but the name. */
static void say_outside(struct tree *t, const char *name, uint64_t len)
{
	size_t before = t->path_len;
	if (!push_name(t, name, len))
		return;
	struct tensor row = {.name = t->path, .name_len = t->path_len, .dtype = "?", .part = t->part, .state = TENSOR_CLOSED};
	t->r->gap = "something in it is a link to another file";
	if (t->r->sink->count < CLAIMS_PER_ENTRY)
		sink_note(t->r->sink, "external-link", "'%s' is a link to another file, which is not followed.",
			  weights_shown(t->r, t->path, t->path_len));
	t->rc = weights_add(t->r, &row, t->e);
	t->path_len = before;
}

/* The cursor is on a link message. */
static void read_link(struct tree *t)
{
	enum { WIDTH = 3, TRACKED = 4, TYPED = 8, CODED = 16, EXTERNAL = 64 };
	struct h5 *h = &t->h;
	char name[TENSOR_NAME];
	unsigned version = cursor_u8(h->c), flags = cursor_u8(h->c);
	unsigned type = flags & TYPED ? cursor_u8(h->c) : HARD_LINK;
	if (h5_ok(h) && version != 1)
		h5_bad(h, "there is no such version of a link");
	cursor_skip(h->c, (flags & TRACKED ? 8 : 0) + (flags & CODED ? 1 : 0));
	uint64_t len = h5_number(h, 1U << (flags & WIDTH));
	if (len > sizeof name)
		h5_bad(h, "a path of names is longer than any that is read");
	const uint8_t *bytes = h5_ok(h) ? cursor_take(h->c, len) : NULL;
	if (!bytes)
		return;
	memcpy(name, bytes, len);
	if (type == HARD_LINK) {
		uint64_t address = h5_address(h);
		if (h5_ok(h))
			enter(t, name, len, address);
	} else if (type >= EXTERNAL) {
		say_outside(t, name, len);
	}
}

struct symbols {	     /* an old group */
	struct h5_walk walk; /* first */
	struct tree *t;
	uint64_t names, names_len; /* its heap */
};

/* One entry of a table of symbols, on which the cursor is. */
static void read_symbol(struct tree *t, const struct symbols *s)
{
	enum { SOFT = 2 };
	struct h5 *h = &t->h;
	char name[TENSOR_NAME];
	uint64_t offset = h5_address(h), address = h5_address(h);
	uint32_t cached = cursor_u32(h->c);
	if (h5_ok(h) && offset >= s->names_len)
		h5_bad(h, "a name lies outside of its heap");
	if (!h5_ok(h) || cached == SOFT)
		return;
	uint64_t most = s->names_len - offset;
	h5_seek(h, s->names + offset);
	const uint8_t *bytes = cursor_take(h->c, most < sizeof name ? most : sizeof name);
	size_t len = bytes ? strnlen((const char *)bytes, most < sizeof name ? most : sizeof name) : 0;
	if (bytes && len == sizeof name)
		h5_bad(h, "a path of names is longer than any that is read");
	if (!bytes || !h5_ok(h) || !h5_pay(h, len))
		return;
	memcpy(name, bytes, len);
	enter(t, name, len, address);
}

static bool record_symbols(struct h5 *h, struct h5_walk *w, uint64_t none)
{
	struct symbols *s = (struct symbols *)w;
	(void)none;
	h5_go(h, h5_address(h));
	if (!h5_is(h, "SNOD"))
		return false;
	cursor_skip(h->c, 2);
	uint64_t count = cursor_u16(h->c), at = cursor_place(h->c), size = 2 * (uint64_t)h->offset_size + 24;
	if (!h5_pay(h, 8 + count * size))
		return false;
	for (uint64_t i = 0; i < count && going(s->t); i++) {
		h5_seek(h, at + i * size);
		read_symbol(s->t, s);
	}
	return going(s->t);
}

static void read_old_group(struct tree *t)
{
	struct h5 *h = &t->h;
	struct symbols s = {.walk.record = record_symbols, .t = t};
	uint64_t tree = h5_address(h), heap = h5_address(h);
	if (h5_local_heap(h, heap, &s.names, &s.names_len))
		h5_tree_1(h, tree, 0, h->length_size, &s.walk);
}

static void read_new_group(struct tree *t, const struct h5_object *o)
{
	struct h5 *h = &t->h;
	uint64_t len;
	for (size_t i = 0; i < o->count && going(t); i++)
		if (o->messages[i].type == H5_LINK) {
			go_part(h, o->messages[i].at, o->messages[i].shared, H5_LINK);
			read_link(t);
		}
	if (!h5_message(h, o, H5_LINK_INFO, &len))
		return;
	cursor_skip(h->c, 1);
	cursor_skip(h->c, cursor_u8(h->c) & 1 ? 8 : 0);
	uint64_t heap = h5_address(h), names = h5_address(h);
	read_dense(t, heap, names, 4, read_link);
}

static void read_object(struct tree *t, uint64_t address)
{
	struct h5 *h = &t->h;
	H5_OBJECT_AUTO struct h5_object o = {0};
	uint64_t len;
	if (!h5_object_read(h, address, &o))
		return;
	if (h5_has(&o, H5_LAYOUT)) {
		read_dataset(t, &o);
		return;
	}
	bool old = h5_has(&o, H5_SYMBOL_TABLE);
	if (!(old || h5_has(&o, H5_LINK_INFO) || h5_has(&o, H5_LINK)) || !visit_once(&t->visited, address))
		return;
	read_attributes(t, &o);
	if (old && going(t) && h5_message(h, &o, H5_SYMBOL_TABLE, &len))
		read_old_group(t);
	else if (going(t))
		read_new_group(t, &o);
}

int hdf5_read(struct reading *r, struct cursor *anywhere, struct hdf5_place at, struct err *e)
{
	struct tree *t = ARENA_NEW(r->arena, struct tree);
	unsigned version = 0;
	*t = (struct tree){.r = r, .part = at.part, .e = e};
	cursor_seek(anywhere, at.origin);
	struct cursor_bounds b = cursor_narrow(anywhere, at.len);
	const uint8_t *bytes = cursor_take(anywhere, at.len < PROBE_BYTES ? at.len : PROBE_BYTES);
	int64_t signature = bytes ? h5_find_signature(bytes, at.len < PROBE_BYTES ? at.len : PROBE_BYTES) : -1;
	if (signature < 0)
		return bytes ? weights_misnamed("HDF5 file", e) : weights_finish(anywhere, "HDF5 file", e);
	uint64_t root = h5_open(&t->h, r, anywhere, at.origin, at.origin + (uint64_t)signature, &version);
	if (h5_ok(&t->h))
		read_object(t, root);
	free(t->visited.slots);
	r->detail = arena_printf(r->arena, "superblock %u%s", version, t->keras ? ", Keras" : "");
	int rc = t->rc < 0 ? t->rc : h5_finish(&t->h, e);
	cursor_widen(anywhere, b);
	return rc;
}

/* --- Keras ------------------------------------------------------------------------------------------------------------------ */

/* The first class_name is the model's, the first name the model's. Layers that hold code are told of. */
void hdf5_keras_config(struct reading *r, const char *json, size_t len, uint64_t start)
{
	struct json_scan s;
	bool class = false, named = false, lambda = false;
	enum json_event event;
	json_scan_init(&s, json, len);
	while ((event = json_next(&s)) != JSON_END && event != JSON_ERROR) {
		bool is_class = event == JSON_KEY && json_is(&s, "class_name"),
		     is_name = event == JSON_KEY && json_is(&s, "name");
		if ((!is_class && !is_name) || json_next(&s) != JSON_STRING)
			continue;
		size_t n;
		const char *text = json_unescape(&s, r->arena, &n);
		if (is_class && !class)
			reading_meta(r, "architecture", text, n, start + s.start, start + s.end, s.line);
		if (is_name && !named)
			reading_meta(r, "name", text, n, start + s.start, start + s.end, s.line);
		class |= is_class;
		named |= is_name;
		lambda |= is_class && n == 6 && !memcmp(text, "Lambda", 6);
	}
	if (lambda)
		sink_note(r->sink, "active-content", "It has a Lambda layer: Python code that runs when the model is loaded.");
}

static int read(struct reading *r, struct err *e)
{
	int64_t at = h5_find_signature(r->bytes, r->len);
	if (at < 0)
		return weights_misnamed("HDF5 file", e);
	if (r->anywhere)
		return hdf5_read(r, r->anywhere, (struct hdf5_place){0, r->anywhere->total, 0}, e);
	struct h5 h;
	struct cursor c = reading_cursor(r);
	unsigned version = 0;
	h5_open(&h, r, &c, 0, (uint64_t)at, &version);
	r->detail = arena_printf(r->arena, "superblock %u", version);
	return h5_finish(&h, e);
}

const struct reader reader_hdf5 = {
	.id = "hdf5",
	.title = "HDF5 file",
	.spec = "https://support.hdfgroup.org/documentation/hdf5/latest/_f_m_t3.html",
	.role = ROLE_WEIGHTS,
	.tensors = true,
	.anywhere = true,
	.bid = bid,
	.read = read,
};
