/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "gather.h"

#include "base/buf.h"
#include "base/utf8.h"
#include "classify/pass.h"
#include "classify/reader.h"
#include "entry/file.h"
#include "entry/intake.h"
#include "entry/unpack.h"

#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { MOST_SHARING = 16 };

struct wanted { /* a part of a table whose bytes are all of an entry */
	const char *entry;
	const char *known_as; /* under which other name it was read, or NULL */
	struct weights *of;
	const char *described; /* in which entry */
	uint32_t part;
	uint64_t size;	   /* of the entry, once it was seen */
	const char *gap;   /* why it was not, or not all of it */
	bool seen, broken; /* broken: it was not read to its end */
};

struct gathering {
	const struct source_list *files;
	struct evidence *ev;
	struct budget budget;
	struct arena arena;
	struct sink sink;
	struct wanted *wanted; /* sorted by entry */
	size_t n_wanted, room;
};

/* --- what is wanted --------------------------------------------------------------------------------------------------------- */

/* The details of facts belong to the evidence, which is the caller's to change. */
static struct weights *weights_of(const struct fact *f)
{
	return f->kind == FACT_WEIGHTS ? (struct weights *)(uintptr_t)f->detail : NULL;
}

static int by_entry(const void *a, const void *b)
{
	const struct wanted *x = a, *y = b;
	int order = strcmp(x->entry, y->entry);
	if (!order)
		order = strcmp(x->described, y->described);
	return order ? order : (x->part > y->part) - (x->part < y->part);
}

static void list_wanted(struct gathering *g)
{
	for (size_t i = 0; i < g->ev->count; i++) {
		const struct fact *f = &g->ev->facts[i];
		struct weights *w = weights_of(f);
		for (uint32_t k = 0; w && k < w->n_parts; k++) {
			struct wanted one = {.entry = w->parts[k], .of = w, .described = f->at.entry, .part = k + 1};
			VEC_PUSH(g->wanted, g->n_wanted, g->room, one);
		}
	}
	if (g->n_wanted)
		qsort(g->wanted, g->n_wanted, sizeof *g->wanted, by_entry);
}

/* The first whose entry is not before that name. */
static size_t lower(const struct gathering *g, const char *name)
{
	size_t low = 0, high = g->n_wanted;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (strcmp(g->wanted[middle].entry, name) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static size_t wants(const struct gathering *g, const char *name, size_t *first)
{
	size_t n = 0;
	*first = lower(g, name);
	while (*first + n < g->n_wanted && !strcmp(g->wanted[*first + n].entry, name))
		n++;
	return n;
}

/* Does something that is wanted lie in the archive of that name? */
static bool wants_inside(const struct gathering *g, const char *name)
{
	ARENA_AUTO struct arena a;
	arena_init(&a);
	const char *beginning = arena_printf(&a, "%s!/", name);
	size_t i = lower(g, beginning);
	return i < g->n_wanted && !strncmp(g->wanted[i].entry, beginning, strlen(beginning));
}

/* --- fetching it ------------------------------------------------------------------------------------------------------------ */

/* The bytes of an entry go by, for all that is described to lie in it. */
static void hash_entry(struct gathering *g, size_t first, size_t n, struct stream *bytes)
{
	for (; n > MOST_SHARING; n--) { /* each would hash the same bytes once more */
		struct wanted *w = &g->wanted[first + n - 1];
		w->seen = w->broken = true;
		w->gap = "its tensors lie in a file that too many models share";
	}
	struct pass *passes = mem_array(n, sizeof *passes);
	INTAKE_AUTO struct intake intake; /* minds the time */
	const void *chunk;
	struct err e;
	ssize_t got;
	intake_init(&intake, bytes, &g->budget);
	for (size_t i = 0; i < n; i++) {
		const struct wanted *w = &g->wanted[first + i];
		pass_init(&passes[i], w->of->tensors, w->part, (size_t)g->budget.limits->spool_bytes);
	}
	while ((got = stream_next(&intake.stream, &chunk, &e)) > 0)
		for (size_t i = 0; i < n; i++)
			pass_bytes(&passes[i], chunk, (size_t)got);
	for (size_t i = 0; i < n; i++) {
		struct wanted *w = &g->wanted[first + i];
		pass_end(&passes[i]);
		w->seen = true;
		w->broken = got < 0;
		w->size = passes[i].at;
		w->gap = got < 0 ? "its tensors lie in a file that cannot be read to its end" : passes[i].gap;
	}
	if (got < 0 && e.code != ERR_INPUT) /* what is wrong with the bytes was said the first time */
		unpack_problem(&g->sink, g->wanted[first].entry, &e);
	free(passes);
}

static void fetch(struct gathering *g, const char *name, struct stream *bytes, struct layer *outer);

static void fetch_inside(struct gathering *g, const char *name, struct stream *bytes, struct layer *outer)
{
	INTAKE_AUTO struct intake intake;
	struct layer layer = {.budget = &g->budget, .outer = outer};
	struct sink unheard; /* the first time all was said */
	struct member m;
	intake_init(&intake, bytes, &g->budget);
	intake_peek(&intake, PROBE_BYTES);
	sink_init(&unheard, &g->arena, name);
	const struct container *c = container_detect(intake.prefix, intake.prefix_len);
	struct unpacker *u = c ? unpack_open(c, name, &intake.stream, &layer, &unheard) : NULL;
	while (u && unpack_next(u, &m))
		fetch(g, m.name, m.bytes, &layer);
	unpack_close(u);
	sink_release(&unheard);
}

static void fetch(struct gathering *g, const char *name, struct stream *bytes, struct layer *outer)
{
	size_t first, n = wants(g, name, &first);
	if (n && !g->wanted[first].seen)
		hash_entry(g, first, n, bytes);
	else if (!n && wants_inside(g, name))
		fetch_inside(g, name, bytes, outer);
}

/* Not from standard input: what has gone by does not come again. */
static void fetch_from_file(struct gathering *g, const struct source_file *file, bool hash)
{
	size_t first, n = wants(g, file->name, &first);
	for (size_t i = 0; i < n && file->first; i++)
		g->wanted[first + i].known_as = g->files->at[file->first - 1].name;
	if (!hash || (!n && !wants_inside(g, file->name)))
		return;
	struct stat st;
	int fd = file->bytes ? -1 : source_open(g->files, file, &st, NULL);
	struct file_stream stream;
	if (fd >= 0 && lseek(fd, 0, SEEK_SET) != 0)
		close(fd);
	else if (fd >= 0 && file_stream_open(&stream, fd, file->path ? &st : NULL, true, NULL) == 0) {
		fetch(g, file->name, &stream.stream, NULL);
		file_stream_close(&stream);
	}
}

/* That something in an archive was not reached because the time was over is heard of nowhere else. */
static void say_time_over(struct gathering *g)
{
	struct err e;
	size_t unread = 0;
	for (size_t i = 0; i < g->n_wanted; i++)
		unread += !g->wanted[i].seen;
	if (unread && budget_time(&g->budget, budget_now(), &e) < 0)
		unpack_problem(&g->sink, "", &e);
}

/* --- what came of it -------------------------------------------------------------------------------------------------------- */

struct holder {			 /* the entry in which tensors are said to lie */
	bool there, pointer;	 /* pointer: not the bytes themselves */
	struct weights *weights; /* that it was taken for, or NULL */
};

static struct holder holder_of(const struct evidence *ev, const char *entry)
{
	struct holder h = {0};
	for (size_t i = evidence_lower(ev, entry); i < ev->count && !strcmp(ev->facts[i].at.entry, entry); i++) {
		const struct fact *f = &ev->facts[i];
		h.there |= f->kind == FACT_ENTRY;
		h.pointer |= f->kind == FACT_NOTE && name_ends(f->key, "-pointer");
		if (weights_of(f))
			h.weights = weights_of(f);
	}
	h.pointer |= h.weights && h.weights->pointer;
	return h;
}

static const char *shown(struct gathering *g, const char *name)
{
	return utf8_visible(&g->arena, name, strlen(name), 200);
}

/* Who describes the tensors is told. */
static struct sink *about(struct gathering *g, const struct wanted *w)
{
	g->sink.at = (struct place){.entry = w->described};
	g->sink.reader = w->of->format;
	return &g->sink;
}

/* The row of the part that ends last beyond the bytes that there are; NO_TENSOR. */
static uint32_t row_beyond(const struct wanted *w)
{
	uint32_t row = tensors_newest(w->of->tensors, w->part);
	for (; row != NO_TENSOR; row = tensors_older(w->of->tensors, row)) {
		struct tensor_range r = tensors_range(w->of->tensors, row);
		if (r.len > w->size || r.start > w->size - r.len)
			return row;
	}
	return NO_TENSOR;
}

static void judge_size(struct gathering *g, struct wanted *w)
{
	uint32_t row = w->seen && !w->broken ? row_beyond(w) : NO_TENSOR;
	if (row == NO_TENSOR)
		return;
	struct tensor t;
	tensors_get(w->of->tensors, row, &t, NULL);
	sink_problem(about(g, w), "damaged",
		     "Its tensor '%s' is said to be the %llu bytes from byte %llu of '%s', which has %llu.",
		     utf8_visible(&g->arena, t.name, t.name_len, 120), (unsigned long long)t.len, (unsigned long long)t.start,
		     shown(g, w->entry), (unsigned long long)w->size);
	w->gap = "it is damaged";
}

/* What has no tensors, or none with a name, is nothing by itself. */
static bool is_bare(const struct tensors *t)
{
	size_t len = 0;
	if (tensors_count(t))
		tensors_name(t, 0, &len);
	return !len;
}

static void judge(struct gathering *g, struct wanted *w)
{
	struct holder h = holder_of(g->ev, w->known_as ? w->known_as : w->entry);
	if (!h.there) {
		sink_problem(about(g, w), "missing-part", "Some of its tensors lie in '%s', which is not there.",
			     shown(g, w->entry));
		w->gap = "some of its tensors lie in a file that is not there";
	} else if (h.pointer) {
		w->gap = "some of its tensors lie in a file of which only a pointer is there";
	} else if (!w->seen) {
		w->gap = "some of its tensors lie beside it, where they cannot be read a second time";
	} else {
		judge_size(g, w);
	}
	if (h.weights && !h.pointer && is_bare(h.weights->tensors)) {
		h.weights->part_of = arena_strdup(&g->ev->arena, w->described);
		h.weights->gap = NULL;
	}
	if (w->gap && !w->of->gap)
		w->of->gap = w->gap;
}

static void conclude(struct weights *w)
{
	const struct tensors *table = w->tensors;
	w->has_digest = !w->gap && tensors_digest(&table, 1, w->digest, w->nameless);
	if (!w->has_digest && !w->gap)
		w->gap = "the bytes of some tensors were not seen";
}

void gather(const struct budget *run, const struct source_list *files, struct evidence *ev, bool hash)
{
	struct gathering g = {.files = files, .ev = ev};
	list_wanted(&g);
	if (!g.n_wanted)
		return;
	arena_init(&g.arena);
	sink_init(&g.sink, &g.arena, "");
	budget_again(&g.budget, run);
	for (size_t i = 0; i < files->count; i++)
		fetch_from_file(&g, &files->at[i], hash);
	if (hash)
		say_time_over(&g);
	for (size_t i = 0; i < g.n_wanted; i++)
		judge(&g, &g.wanted[i]);
	for (size_t i = 0; i < ev->count; i++)
		if (weights_of(&ev->facts[i]) && weights_of(&ev->facts[i])->n_parts)
			conclude(weights_of(&ev->facts[i]));
	if (g.sink.count) {
		evidence_add(ev, &g.sink);
		evidence_sort(ev);
	}
	sink_release(&g.sink);
	arena_release(&g.arena);
	free(g.wanted);
}
