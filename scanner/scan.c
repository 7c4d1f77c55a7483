/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "scan.h"

#include "base/buf.h"
#include "base/digest.h"
#include "base/path.h"
#include "base/pool.h"
#include "classify/classify.h"
#include "declared/declared.h"
#include "entry/checked.h"
#include "entry/file.h"
#include "entry/intake.h"
#include "entry/memory.h"
#include "entry/oci_archive.h"
#include "entry/unpack.h"
#include "source/source.h"
#include "text/match.h"
#include "text/pdf.h"
#include "text/text.h"
#include "weights/weights.h"

#include <stdlib.h>
#include <string.h>

/* A text that is not there to speak of licenses (a log, a vocabulary, data) is left alone when it is longer than this. */
enum { OTHER_TEXT_BYTES = 1 << 20 };

struct readers {
	const struct reader *const *table;
	size_t count;
};

struct scan { /* the run */
	const struct scan_options *options;
	struct evidence *evidence;
	struct budget budget;
	struct source_list files;
	size_t *order; /* numbers of files, largest first */
	unsigned threads;
	struct readers weights, declared;
	atomic_size_t waiting; /* files that no thread has begun */
	atomic_uint busy;      /* threads at work */
	atomic_uint_fast64_t entries, bytes_read, n_weights, texts;
};

struct visit { /* one entry while it is read */
	struct scan *scan;
	const char *name;
	struct layer *outer; /* the archive it lies in, or NULL */
	bool in_weights;     /* that archive is weights itself, hashed as a whole: what lies in it is no weights of its own */
	struct arena arena;
	struct sink sink;
	struct intake intake;
	struct digest digest;
	struct probe probe;
	const struct reader *weights, *declaration;
	const struct container *container;
	enum purpose purpose;
	bool failed; /* reading broke off, and that was said */
};

static void visit_entry(struct scan *scan, const char *name, struct stream *bytes, struct layer *outer, bool in_weights);
static void visit_checked(struct scan *scan, const char *name, struct stream *bytes, const struct expectation *expect,
			  struct layer *outer, bool in_weights);

/* --- a text --------------------------------------------------------------------------------------------------------------- */

struct document {
	struct rules *rules; /* NULL: only its licenses are asked for */
	const struct catalog *catalog;
	const struct limits *limits;
	enum purpose purpose;
	const void *bytes;
	size_t len;
};

static void add_matches(struct sink *sink, const struct text_match *matches, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct place at = {.entry = sink->at.entry,
				   .start = matches[i].start,
				   .end = matches[i].end,
				   .line_start = matches[i].line_start,
				   .line_end = matches[i].line_end};
		sink_add(sink, &(struct fact){.kind = FACT_MATCH, .detail = &matches[i].match, .at = at, .reader = "text"});
	}
}

static void say_cut(struct sink *sink, int64_t limit)
{
	sink_problem(sink, "limit",
		     "It is longer than %lld bytes (--limit text-bytes=…); only its beginning was read for licenses.",
		     (long long)limit);
}

/* The parts of a text that the rules are to read: the license texts in it. A mere mention restricts nobody. */
static struct span *license_spans(struct arena *a, const struct text_match *matches, size_t n, size_t *count)
{
	struct span *spans = arena_array(a, n, sizeof *spans);
	*count = 0;
	for (size_t i = 0; i < n; i++)
		if (matches[i].match.state != MATCH_MENTION)
			spans[(*count)++] = matches[i].plain;
	return spans;
}

static bool speaks_of_licensing(enum purpose p)
{
	return p != PURPOSE_OTHER && p != PURPOSE_PACKAGE;
}

static void read_text(const struct document *d, struct sink *sink)
{
	struct text text;
	struct err e;
	const struct text_match *matches = NULL;
	size_t n = 0, n_spans;
	if (text_init(&text, d->bytes, d->len, sink->arena, &e) < 0) {
		unpack_problem(sink, sink->at.entry, &e);
		return;
	}
	if (match_text(d->catalog, d->limits, &text, sink->arena, &matches, &n, &e) < 0)
		unpack_problem(sink, sink->at.entry, &e);
	add_matches(sink, matches, n);
	if (n || d->purpose != PURPOSE_OTHER)
		sink_add(sink, &(struct fact){.kind = FACT_DOCUMENT, .key = purpose_name(d->purpose)});
	if (!d->rules)
		return;
	const struct span *spans = license_spans(sink->arena, matches, n, &n_spans);
	size_t first = sink->count;
	if (speaks_of_licensing(d->purpose))
		rules_run(d->rules, &text, matches, n, NULL, 0, sink);
	else if (n_spans)
		rules_run(d->rules, &text, matches, n, spans, n_spans, sink);
	rules_quote(sink, first, &text, d->bytes, d->len);
}

/* A PDF: its text is read, and places in it are places of that text. False when there is none to read. */
static bool take_pdf_text(const void *bytes, size_t len, const struct limits *l, struct buf *text, struct sink *sink)
{
	struct err e;
	const char *problem;
	if (len > (size_t)l->pdf_bytes)
		sink_problem(sink, "limit", "It is a PDF file of more than %lld bytes (--limit pdf-bytes=…), which was not read.",
			     (long long)l->pdf_bytes);
	else if (pdf_read(bytes, len, l, text, &problem, &e) < 0)
		sink_problem(sink, problem, "%s", e.text);
	return text->len > 0;
}

size_t scan_document_bytes(const struct limits *l, const void *head, size_t len)
{
	return 1 + (size_t)(pdf_is(head, len) && l->pdf_bytes > l->text_bytes ? l->pdf_bytes : l->text_bytes);
}

void scan_document(struct rules *rules, const struct catalog *c, const struct limits *l, const char *name, const void *bytes,
		   size_t len, struct sink *sink)
{
	enum purpose purpose = classify_purpose(name);
	struct document d = {
		.rules = rules,
		.catalog = c,
		.limits = l,
		.purpose = speaks_of_licensing(purpose) ? purpose : PURPOSE_LICENSE, /* the user says that it is about licenses */
		.bytes = bytes,
		.len = len,
	};
	BUF_AUTO struct buf pdf;
	buf_init(&pdf, (size_t)l->text_bytes);
	if (pdf_is(bytes, len)) {
		if (!take_pdf_text(bytes, len, l, &pdf, sink))
			return;
		d.bytes = pdf.data;
		d.len = pdf.len;
	} else if (len > (size_t)l->text_bytes) {
		d.len = (size_t)l->text_bytes;
		say_cut(sink, l->text_bytes);
	}
	if (text_plausible(d.bytes, d.len))
		read_text(&d, sink);
	else
		sink_problem(sink, "no-text", "It is no text.");
}

/* --- one entry ------------------------------------------------------------------------------------------------------------ */

static void say_about_file(struct scan *scan, const char *name, const char *id, const char *sentence)
{
	ARENA_AUTO struct arena a;
	struct sink sink;
	arena_init(&a);
	sink_init(&sink, &a, name);
	sink_problem(&sink, id, "%s", sentence);
	evidence_add(scan->evidence, &sink);
	sink_release(&sink);
}

/* Says once for the entry why its bytes ended early. */
static void say_failed(struct visit *v, const struct err *e)
{
	if (!v->failed)
		unpack_problem(&v->sink, v->name, e);
	v->failed = true;
}

/* Runs a reader over bytes; what it complains of is a gap in what we know. */
static const char *run_reader(struct visit *v, const struct reader *reader, const void *bytes, size_t len, bool cut)
{
	struct reading r = {.probe = &v->probe,
			    .bytes = bytes,
			    .len = len,
			    .cut = cut,
			    .limits = v->scan->options->limits,
			    .arena = &v->arena,
			    .sink = &v->sink};
	struct err e;
	v->sink.reader = reader->id;
	if (reader->read && reader->read(&r, &e) < 0)
		sink_problem(&v->sink, e.code == ERR_LIMIT ? "limit" : "damaged", "%s", e.text);
	v->sink.reader = NULL;
	return r.detail;
}

/* A store's file was hashed on its way here; any other by the visit. */
static int finish_digest(struct visit *v, uint8_t sha256[DIGEST_BYTES], struct err *e)
{
	const struct checked *checked = checked_sha256(v->intake.from);
	if (!checked || !checked->ended)
		return digest_final(&v->digest, sha256, e);
	memcpy(sha256, checked->digest, DIGEST_BYTES);
	return 0;
}

/* The rest of a weights file goes through the digest; then it is listed. */
static void finish_weights(struct visit *v, const char *detail)
{
	struct weights *w = ARENA_NEW(&v->arena, struct weights);
	struct err e;
	*w = (struct weights){.format = v->weights->id, .detail = detail};
	if (intake_drain(&v->intake, &e) < 0 || finish_digest(v, w->sha256, &e) < 0) {
		say_failed(v, &e);
		return;
	}
	w->size = v->intake.stream.offset;
	sink_add(&v->sink, &(struct fact){.kind = FACT_WEIGHTS, .detail = w, .reader = v->weights->id});
	atomic_fetch_add(&v->scan->n_weights, 1);
}

/* Is it an OCI layout? Then its members have names that its manifests give them. NULL: it is none, or they cannot be known. */
static struct oci_archive *look_for_layout(struct visit *v)
{
	bool tar = v->container->filter || !strcmp(v->container->id, "tar");
	return tar ? oci_archive_open(v->container, v->name, &v->intake.stream, v->scan->options->limits, &v->sink) : NULL;
}

/* The member of a layout under the name of the model that has it; the others that do will hear of it (source_share). */
static void visit_blob(struct visit *v, const struct oci_member *is, struct stream *bytes, struct layer *layer)
{
	const char *name = arena_printf(&v->arena, "%s!/%s", v->name, is->entry);
	struct place at = {.entry = name};
	for (const struct oci_member *m = is->more; m; m = m->more) {
		const char *other = arena_printf(&v->arena, "%s!/%s", v->name, m->entry);
		sink_add(&v->sink, &(struct fact){.kind = FACT_META, .key = "also", .value = other, .at = at, .reader = "store"});
	}
	if (is->expect.size >= 0 && bytes->size >= 0 && bytes->size != is->expect.size)
		say_about_file(v->scan, name, "wrong-size",
			       arena_printf(&v->arena, "The manifest says that it has %lld bytes, and its blob has %lld.",
					    (long long)is->expect.size, (long long)bytes->size));
	visit_checked(v->scan, name, bytes, is->expect.how ? &is->expect : NULL, layer, v->in_weights || v->weights);
}

/* What a manifest names and the archive does not hold: a gap, and a pointer in its place. */
static void visit_missing(struct visit *v, struct oci_archive *layout)
{
	for (const struct oci_member *is; (is = oci_archive_missing(layout));) {
		const char *name = arena_printf(&v->arena, "%s!/%s", v->name, is->entry);
		const char *pointer = expectation_pointer(&is->expect, &v->arena);
		struct memory_stream bytes;
		say_about_file(v->scan, name, "missing-blob", "The archive does not hold its blob.");
		if (!pointer)
			continue;
		memory_stream_init(&bytes, pointer, strlen(pointer));
		visit_entry(v->scan, name, &bytes.stream, NULL, v->in_weights || v->weights);
	}
}

static void visit_members(struct visit *v, struct unpacker *u, struct oci_archive *layout, struct layer *layer)
{
	struct member m;
	bool suspected = false;
	while (u && unpack_next(u, &m)) {
		const struct oci_member *is = layout ? oci_archive_find(layout, m.name) : NULL;
		suspected |= !layout && oci_archive_suspects(m.name);
		if (is)
			visit_blob(v, is, m.bytes, layer);
		else
			visit_entry(v->scan, m.name, m.bytes, layer, v->in_weights || v->weights);
	}
	if (layout)
		visit_missing(v, layout);
	else if (suspected)
		sink_problem(
			&v->sink, "oci-stream",
			"It is an OCI layout that can only be read from front to back here, so that it is not known what its "
			"layers are; save it to a file or unpack it.");
}

static void look_inside(struct visit *v)
{
	struct layer layer = {.budget = &v->scan->budget, .outer = v->outer};
	struct oci_archive *layout = look_for_layout(v);
	struct unpacker *u = unpack_open(v->container, v->name, &v->intake.stream, &layer, &v->sink);
	visit_members(v, u, layout, &layer);
	oci_archive_free(layout);
	if (v->intake.stream.fd >= 0)
		atomic_fetch_add(&v->scan->bytes_read, layer.in); /* read beside the stream */
	unpack_close(u);
}

/* Whether the entry is a text that may speak of licenses. */
static bool is_text(const struct visit *v)
{
	return !v->weights && v->probe.len && !pdf_is(v->probe.bytes, v->probe.len) &&
	       text_plausible(v->probe.bytes, v->probe.len);
}

/* Whether it is a PDF, and named as what speaks of licensing: papers and manuals are left alone. */
static bool is_pdf_document(const struct visit *v)
{
	return !v->weights && !v->declaration && speaks_of_licensing(v->purpose) && pdf_is(v->probe.bytes, v->probe.len);
}

/* Reads the rest of the entry, up to the buffer's cap; whole->overflow tells that there is more. */
static void read_whole(struct visit *v, struct buf *whole)
{
	const void *chunk;
	struct err e;
	ssize_t n;
	while ((n = stream_next(&v->intake.stream, &chunk, &e)) > 0 && buf_add(whole, chunk, (size_t)n) == 0)
		;
	if (n < 0)
		say_failed(v, &e);
	if (whole->overflow) /* fill it to the brim */
		buf_add(whole, chunk, whole->cap - whole->len);
}

static void read_pdf(struct visit *v)
{
	const struct scan_options *o = v->scan->options;
	BUF_AUTO struct buf whole;
	BUF_AUTO struct buf text;
	buf_init(&whole, (size_t)o->limits->pdf_bytes + 1);
	buf_init(&text, (size_t)o->limits->text_bytes);
	read_whole(v, &whole);
	if (take_pdf_text(whole.data, whole.len, o->limits, &text, &v->sink)) {
		struct document d = {o->rules, o->catalog, o->limits, v->purpose, text.data, text.len};
		read_text(&d, &v->sink);
	}
	atomic_fetch_add(&v->scan->texts, 1);
}

static void read_document(struct visit *v)
{
	const struct scan_options *o = v->scan->options;
	bool other = v->purpose == PURPOSE_OTHER, text = is_text(v);
	int64_t cap = v->declaration || !other ? o->limits->text_bytes : OTHER_TEXT_BYTES;
	if (!v->declaration && (!text || (other && v->probe.size > cap)))
		return;
	BUF_AUTO struct buf whole;
	buf_init(&whole, (size_t)cap);
	read_whole(v, &whole);
	if (whole.overflow && (v->declaration || !other))
		say_cut(&v->sink, cap);
	if (v->declaration)
		run_reader(v, v->declaration, whole.data, whole.len, whole.overflow);
	if (!text || (other && (whole.overflow || whole.len > OTHER_TEXT_BYTES)))
		return;
	struct document d = {o->rules, o->catalog, o->limits, v->purpose, whole.data, whole.len};
	read_text(&d, &v->sink);
	atomic_fetch_add(&v->scan->texts, 1);
}

static void recognise(struct visit *v)
{
	const struct scan *s = v->scan;
	v->probe = (struct probe){.name = v->name,
				  .base = path_base(v->name),
				  .size = v->intake.stream.size,
				  .bytes = v->intake.prefix,
				  .len = v->intake.prefix_len < PROBE_BYTES ? v->intake.prefix_len : PROBE_BYTES};
	v->weights = classify(s->weights.table, s->weights.count, &v->probe);
	v->declaration = classify(s->declared.table, s->declared.count, &v->probe);
	v->container = container_detect(v->probe.bytes, v->probe.len);
	v->purpose = classify_purpose(v->name);
	const char *id = v->weights	  ? v->weights->id
			 : v->declaration ? v->declaration->id
			 : v->container	  ? v->container->id
					  : NULL;
	sink_add(&v->sink, &(struct fact){.kind = FACT_ENTRY, .key = id});
}

static bool peeked_all(const struct visit *v)
{
	return v->intake.ended && !v->intake.failed && v->probe.len == v->intake.prefix_len && !v->intake.rest_len;
}

/* Is it called as an archive or a tokenizer that is known by its digest? */
static bool has_known_name(const struct visit *v)
{
	const struct catalog *c = v->scan->options->catalog;
	for (uint32_t i = 0; i < c->n_known && !v->weights; i++)
		if (known_asks_for(&c->known[i], v->probe.base))
			return true;
	return false;
}

static void finish_known_name(struct visit *v)
{
	uint8_t sha256[DIGEST_BYTES];
	char hex[DIGEST_HEX];
	struct err e;
	if (intake_drain(&v->intake, &e) < 0 || finish_digest(v, sha256, &e) < 0) {
		say_failed(v, &e);
		return;
	}
	digest_hex(sha256, hex);
	sink_meta(&v->sink, "sha256", arena_strdup(&v->arena, hex));
}

/* Everything that pulls from the stream, in an order in which each gets what it needs. */
static void read_entry(struct visit *v)
{
	struct err e;
	bool listed = v->weights && !v->in_weights, hash = listed || has_known_name(v);
	const char *detail = v->weights ? run_reader(v, v->weights, v->probe.bytes, v->probe.len, !peeked_all(v)) : NULL;
	if (hash && digest_init(&v->digest, &e) < 0) {
		say_failed(v, &e);
		return;
	}
	v->intake.digest = hash && !checked_sha256(v->intake.from) ? &v->digest : NULL;
	if (v->container)
		look_inside(v);
	else if (is_pdf_document(v))
		read_pdf(v);
	else
		read_document(v);
	if (listed)
		finish_weights(v, detail);
	else if (hash)
		finish_known_name(v);
	digest_release(&v->digest);
}

static void visit_entry(struct scan *scan, const char *name, struct stream *bytes, struct layer *outer, bool in_weights)
{
	struct visit v = {.scan = scan, .name = name, .outer = outer, .in_weights = in_weights};
	arena_init(&v.arena);
	sink_init(&v.sink, &v.arena, name);
	intake_init(&v.intake, bytes);
	intake_peek(&v.intake, PROBE_BYTES);
	recognise(&v);
	read_entry(&v);
	if (v.intake.failed)
		say_failed(&v, &v.intake.failure);
	atomic_fetch_add(&scan->entries, 1);
	atomic_fetch_add(&scan->bytes_read, v.intake.from->offset);
	evidence_add(scan->evidence, &v.sink);
	intake_release(&v.intake);
	sink_release(&v.sink);
	arena_release(&v.arena);
}

/* --- the files of the distribution ---------------------------------------------------------------------------------------- */

/* Where a store says what the bytes must be they are checked. expect may be NULL. */
static void visit_checked(struct scan *scan, const char *name, struct stream *bytes, const struct expectation *expect,
			  struct layer *outer, bool in_weights)
{
	CHECKED_AUTO struct checked checked = {0};
	ARENA_AUTO struct arena a;
	struct sink sink;
	struct err e;
	arena_init(&a);
	if (!expect) {
		visit_entry(scan, name, bytes, outer, in_weights);
		return;
	}
	if (checked_open(&checked, bytes, expect, bytes->size, &e) < 0) {
		say_about_file(scan, name, "unreadable", e.text);
		return;
	}
	visit_entry(scan, name, &checked.stream, outer, in_weights);
	sink_init(&sink, &a, name);
	checked_judge(&checked, &sink);
	evidence_add(scan->evidence, &sink);
	sink_release(&sink);
}

static void visit_opened(struct scan *scan, const struct source_file *file, struct file_stream *stream)
{
	visit_checked(scan, file->name, &stream->stream, file->expect, NULL, false);
	if (file_stream_changed(stream))
		say_about_file(scan, file->name, "changed",
			       "It was written to while it was read, so what was read may never have existed.");
	file_stream_close(stream);
}

static void visit_bytes(struct scan *scan, const struct source_file *file)
{
	struct memory_stream bytes;
	memory_stream_init(&bytes, file->bytes, (size_t)file->size);
	visit_entry(scan, file->name, &bytes.stream, NULL, false);
}

static void visit_file(void *ctx, size_t job)
{
	struct scan *scan = ctx;
	const struct source_file *file = &scan->files.at[scan->order[job]];
	size_t waiting = atomic_fetch_sub(&scan->waiting, 1) - 1;
	unsigned busy = atomic_fetch_add(&scan->busy, 1) + 1;
	bool idle_processor = waiting == 0 && busy < scan->threads;
	struct file_stream stream;
	struct err e;
	if (file->bytes) {
		visit_bytes(scan, file);
	} else if (!file->first) { /* else the same file is read under its first name */
		int fd = source_open(&scan->files, file, &e);
		if (fd < 0 || file_stream_open(&stream, fd, idle_processor, &e) < 0)
			say_about_file(scan, file->name, "unreadable", e.text);
		else
			visit_opened(scan, file, &stream);
	}
	atomic_fetch_sub(&scan->busy, 1);
}

static int by_size(const void *a, const void *b, void *ctx)
{
	const struct source_file *files = ctx;
	size_t i = *(const size_t *)a, j = *(const size_t *)b;
	if (files[i].size != files[j].size)
		return files[i].size > files[j].size ? -1 : 1;
	return i < j ? -1 : i > j;
}

static void sort_largest_first(struct scan *scan)
{
	scan->order = mem_array(scan->files.count, sizeof *scan->order);
	for (size_t i = 0; i < scan->files.count; i++)
		scan->order[i] = i;
	qsort_r(scan->order, scan->files.count, sizeof *scan->order, by_size, scan->files.at);
}

static int list_files(struct scan *scan, const char *const *paths, size_t n_paths, struct err *e)
{
	ARENA_AUTO struct arena a;
	struct sink sink;
	arena_init(&a);
	sink_init(&sink, &a, "");
	source_list_init(&scan->files, scan->options->limits, &sink);
	int rc = n_paths ? 0 : err_set(e, ERR_USAGE, "nothing to scan was named");
	for (size_t i = 0; rc == 0 && i < n_paths; i++)
		rc = source_add(&scan->files, paths[i], n_paths == 1, e);
	if (rc == 0)
		evidence_add(scan->evidence, &sink);
	sink_release(&sink);
	return rc;
}

int scan_run(const struct scan_options *o, const char *const *paths, size_t n_paths, struct evidence *ev,
	     struct scan_stats *stats, struct err *e)
{
	struct scan scan = {.options = o, .evidence = ev, .threads = o->jobs > 0 ? (unsigned)o->jobs : pool_cpus()};
	budget_init(&scan.budget, o->limits);
	scan.weights.table = weights_readers(&scan.weights.count);
	scan.declared.table = declared_readers(&scan.declared.count);
	int rc = list_files(&scan, paths, n_paths, e);
	if (rc == 0) {
		atomic_store(&scan.budget.entries, (int_fast64_t)scan.files.count);
		atomic_store(&scan.waiting, scan.files.count);
		sort_largest_first(&scan);
		pool_run(scan.threads, scan.files.count, visit_file, &scan);
		evidence_sort(ev);
		source_share(&scan.files, ev);
	}
	*stats = (struct scan_stats){
		.entries = scan.entries, .bytes_read = scan.bytes_read, .weights = scan.n_weights, .texts = scan.texts};
	source_list_release(&scan.files);
	free(scan.order);
	return rc;
}
