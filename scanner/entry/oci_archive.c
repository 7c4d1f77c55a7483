/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "entry/oci_archive.h"

#include "base/buf.h"
#include "base/path.h"
#include "entry/file.h"
#include "entry/unpack.h"
#include "source/oci.h"

#include <fcntl.h>
#include <stdlib.h>
#include <string.h>

enum { DOCUMENT = 4 << 20, DOCUMENTS = 20000, DOCUMENTS_BYTES = 64 << 20 };

struct document {
	const char *path, *bytes;
	size_t len;
};

struct blob { /* a path and the files it is */
	const char *path;
	struct oci_member *first, *last;
	bool there;
};

struct oci_archive {
	struct arena arena;
	const char *name;    /* of the archive */
	struct document *at; /* sorted by path */
	size_t count, capacity, bytes;
	struct blob *blobs; /* sorted by path once the manifests are read */
	size_t n_blobs, blobs_capacity;
	struct sink *sink; /* while it is opened */
	bool full;	   /* more documents than are held */
	size_t asked;	   /* blobs that oci_archive_missing has looked at */
};

/* --- looking through ------------------------------------------------------------------------------------------------------- */

/* The member's name in the archive, without "./" and the like: unpack has cleaned it. */
static const char *inner(const struct oci_archive *x, const char *member)
{
	return member + strlen(x->name) + 2;
}

static bool is_top_file(const char *path)
{
	return !strcmp(path, "oci-layout") || (!strchr(path, '/') && oci_is_index(path));
}

static bool is_blob(const char *path)
{
	return !strncmp(path, "blobs/sha256/", 13) || !strncmp(path, "blobs/sha512/", 13);
}

bool oci_archive_suspects(const char *member)
{
	const char *bang = strrchr(member, '!');
	return bang && bang[1] && (!strcmp(bang + 2, "oci-layout") || is_blob(bang + 2));
}

/* Reads a member that may be a document. */
static void take_member(struct oci_archive *x, const char *path, struct stream *bytes)
{
	BUF_AUTO struct buf b;
	const void *chunk;
	ssize_t n;
	buf_init(&b, DOCUMENT);
	if ((!is_blob(path) && !is_top_file(path)) || bytes->size > DOCUMENT)
		return;
	while ((n = stream_next(bytes, &chunk, NULL)) > 0 && buf_add(&b, chunk, (size_t)n) == 0)
		if (is_blob(path) && b.data[0] != '{')
			return;
	x->full |= x->count >= DOCUMENTS || x->bytes + b.len > DOCUMENTS_BYTES;
	if (n != 0 || b.overflow || x->full)
		return;
	struct document d = {arena_strdup(&x->arena, path), arena_strndup(&x->arena, buf_str(&b), b.len), b.len};
	x->bytes += b.len;
	VEC_PUSH(x->at, x->count, x->capacity, d);
}

static int by_path(const void *a, const void *b)
{
	return strcmp(*(const char *const *)a, *(const char *const *)b);
}

/* false: it is no layout after all; its first members tell. */
static bool look_through(struct oci_archive *x, const struct container *c, struct stream *in, struct layer *layer,
			 struct sink *sink)
{
	struct unpacker *u = unpack_open(c, x->name, in, layer, sink);
	struct member m;
	bool first = true, ours = true;
	while (u && ours && unpack_next(u, &m)) {
		const char *path = inner(x, m.name);
		ours = !first || is_top_file(path) || is_blob(path);
		first = false;
		take_member(x, path, m.bytes);
	}
	unpack_close(u);
	if (x->count)
		qsort(x->at, x->count, sizeof *x->at, by_path);
	return ours && !first;
}

/* --- manifests ------------------------------------------------------------------------------------------------------------- */

static const char *document(void *ctx, const char *path, struct arena *a, size_t *len)
{
	(void)a; /* all of them are held already */
	const struct oci_archive *x = ctx;
	const struct document *found = x->count ? bsearch(&path, x->at, x->count, sizeof *x->at, by_path) : NULL;
	*len = found ? found->len : 0;
	return found ? found->bytes : NULL;
}

static void complain(void *ctx, const char *entry, const char *id, const char *sentence)
{
	struct oci_archive *x = ctx;
	struct place at = {.entry = arena_printf(x->sink->arena, "%s!/%s", x->name, entry)};
	sink_add(x->sink,
		 &(struct fact){.kind = FACT_PROBLEM, .key = id, .value = arena_strdup(x->sink->arena, sentence), .at = at});
}

static void add_name(struct oci_archive *x, const char *path, const char *entry, const struct expectation *expect)
{
	struct oci_member *m = ARENA_NEW(&x->arena, struct oci_member);
	*m = (struct oci_member){.entry = entry, .expect = *expect};
	VEC_PUSH(x->blobs, x->n_blobs, x->blobs_capacity, (struct blob){.path = path, .first = m, .last = m});
}

static void say_of_model(struct oci_archive *x, const char *entry, enum fact_kind kind, const char *key, const char *value)
{
	struct arena *a = x->sink->arena;
	struct place at = {.entry = arena_printf(a, "%s!/%s!/", x->name, entry)};
	struct fact f = {.kind = kind, .key = key, .value = arena_strdup(a, value), .at = at};
	f.reader = kind == FACT_META ? "store" : "oci-index";
	sink_add(x->sink, &f);
}

static void manifest(void *ctx, const struct oci_manifest *m)
{
	struct oci_archive *x = ctx;
	struct complaints to = {complain, x};
	say_of_model(x, m->entry, FACT_META, "artifact", m->entry);
	if (*m->model)
		say_of_model(x, m->entry, FACT_META, "name", m->model);
	if (*m->licenses)
		say_of_model(x, m->entry, FACT_DECLARED, "license", m->licenses);
	manifest_complain(m->parsed, m->entry, &x->arena, &to);
	add_name(x, m->path, arena_printf(&x->arena, "%s!/manifest.json", m->entry), &m->expect);
	for (size_t i = 0; i < m->parsed->count; i++) {
		struct placed_layer layer = manifest_place(m->parsed, i, m->entry, oci_blob_path, &x->arena, &to);
		if (layer.blob)
			add_name(x, layer.blob, layer.entry, &layer.expect);
	}
}

/* The names of each blob become one list. */
static void gather(struct oci_archive *x)
{
	size_t kept = 0;
	if (x->n_blobs)
		qsort(x->blobs, x->n_blobs, sizeof *x->blobs, by_path);
	for (size_t i = 0; i < x->n_blobs; i++) {
		if (kept && !strcmp(x->blobs[kept - 1].path, x->blobs[i].path)) {
			x->blobs[kept - 1].last->more = x->blobs[i].first;
			x->blobs[kept - 1].last = x->blobs[i].first;
		} else {
			x->blobs[kept++] = x->blobs[i];
		}
	}
	x->n_blobs = kept;
}

static void read_layout(struct oci_archive *x)
{
	struct oci_layout layout = {
		.arena = &x->arena, .ctx = x, .document = document, .manifest = manifest, .complaints = {complain, x}};
	const char **files = arena_array(&x->arena, x->count, sizeof *files);
	for (size_t i = 0; i < x->count; i++)
		files[i] = x->at[i].path;
	if (x->full)
		complain(x, "index.json", "limit", "The archive holds more manifests than are read; layers may have no names.");
	oci_read(&layout, files, x->count);
	gather(x);
}

/* --- the whole ------------------------------------------------------------------------------------------------------------- */

static struct oci_archive *open_file(const struct container *c, const char *name, struct file_stream *file,
				     const struct limits *limits, struct sink *sink)
{
	ARENA_AUTO struct arena scratch;
	struct sink unheard; /* what is wrong is said when the archive is really read */
	struct budget budget;
	struct layer layer = {.budget = &budget};
	struct oci_archive *x = mem_array(1, sizeof *x);
	arena_init(&x->arena);
	arena_init(&scratch);
	sink_init(&unheard, &scratch, name);
	budget_init(&budget, limits);
	x->name = arena_strdup(&x->arena, name);
	x->sink = sink;
	bool ours = look_through(x, c, &file->stream, &layer, &unheard);
	sink_release(&unheard);
	if (ours) {
		read_layout(x);
		return x;
	}
	oci_archive_free(x);
	return NULL;
}

struct oci_archive *oci_archive_open(const struct container *c, const char *name, const struct stream *in,
				     const struct limits *limits, struct sink *sink)
{
	struct file_stream file;
	int fd = in->fd >= 0 ? fcntl(in->fd, F_DUPFD_CLOEXEC, 0) : -1;
	if (fd < 0 || file_stream_open(&file, fd, NULL, false, NULL) < 0)
		return NULL;
	struct oci_archive *x = open_file(c, name, &file, limits, sink);
	file_stream_close(&file);
	return x;
}

const struct oci_member *oci_archive_find(struct oci_archive *x, const char *member)
{
	const char *path = inner(x, member);
	struct blob *found = x->n_blobs ? bsearch(&path, x->blobs, x->n_blobs, sizeof *x->blobs, by_path) : NULL;
	if (found)
		found->there = true;
	return found ? found->first : NULL;
}

const struct oci_member *oci_archive_missing(struct oci_archive *x)
{
	while (x->asked < x->n_blobs) {
		const struct blob *blob = &x->blobs[x->asked++];
		if (!blob->there)
			return blob->first;
	}
	return NULL;
}

void oci_archive_free(struct oci_archive *x)
{
	if (!x)
		return;
	free(x->at);
	free(x->blobs);
	arena_release(&x->arena);
	free(x);
}
