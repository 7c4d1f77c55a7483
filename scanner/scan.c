/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "scan.h"

#include "base/buf.h"
#include "base/path.h"
#include "base/pool.h"
#include "classify/classify.h"
#include "declared/declared.h"
#include "entry/file.h"
#include "entry/intake.h"
#include "entry/unpack.h"
#include "source/source.h"
#include "text/match.h"
#include "text/pdf.h"
#include "text/text.h"
#include "weigh.h"
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
	atomic_size_t unfinished; /* files */
	struct spare spare;	  /* processors that nobody uses */
	struct weigh_settings weighing;
	atomic_int_fast64_t tensors_left;
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
	struct weighing weighing;
	struct probe probe;
	const struct reader *weights, *declaration;
	const struct container *container;
	enum purpose purpose;
	bool failed; /* reading broke off, and that was said */
};

static void visit_entry(struct scan *scan, const char *name, struct stream *bytes, struct layer *outer, bool in_weights);

/* --- a text --------------------------------------------------------------------------------------------------------------- */

struct document {
	struct rules *rules;
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

/* Says once for the entry why its bytes ended early. */
static void say_failed(struct visit *v, const struct err *e)
{
	if (!v->failed)
		unpack_problem(&v->sink, v->name, e);
	v->failed = true;
}

/* Runs a reader over a document; what it complains of is a gap in what we know. */
static void run_reader(struct visit *v, const struct reader *reader, const void *bytes, size_t len, bool cut)
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
}

/* What a member is called in its archive, which is the entry being read. */
static const char *name_inside(const struct visit *v, const char *member)
{
	return member + strlen(v->name) + 2; /* "!/" */
}

/* The members that the weights' reader needs before the others; then the archive is read from its beginning. */
static void look_inside_first(struct visit *v, struct stream *archive)
{
	struct layer layer = {.budget = &v->scan->budget, .outer = v->outer};
	struct sink unheard; /* the second time all is said */
	struct member m;
	sink_init(&unheard, &v->arena, v->name);
	struct unpacker *u = unpack_open(v->container, v->name, archive, &layer, &unheard);
	while (u && unpack_next(u, &m))
		weigh_member(&v->weighing, name_inside(v, m.name), m.bytes, true);
	unpack_close(u);
	sink_release(&unheard);
}

static void look_inside(struct visit *v)
{
	struct layer layer = {.budget = &v->scan->budget, .outer = v->outer};
	bool first = v->weights && weigh_wants_first(&v->weighing);
	struct stream *archive = v->weights ? weigh_archive(&v->weighing) : &v->intake.stream;
	if (first)
		look_inside_first(v, archive);
	struct unpacker *u = unpack_open(v->container, v->name, archive, &layer, &v->sink);
	struct member m;
	while (u && unpack_next(u, &m)) {
		const char *name = name_inside(v, m.name);
		if (first && v->weights->first(name))
			continue;
		if (!v->weights || !weigh_member(&v->weighing, name, m.bytes, false))
			visit_entry(v->scan, m.name, m.bytes, &layer, v->in_weights || v->weights);
	}
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
	if (s->options->files_only)
		return;
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

/* An archive that is weights of a format that is none cannot be read as both, unless it is a file. */
static bool can_look_inside(const struct visit *v)
{
	if (!v->container || !v->weights || v->weights->member || v->intake.stream.fd >= 0)
		return v->container != NULL;
	return false;
}

/* A weights entry: its reader, its members if it is an archive, its digests. */
static void read_weights(struct visit *v)
{
	struct err e;
	bool inside = can_look_inside(v), archive = inside && v->weights->member;
	if (weigh_begin(&v->weighing, &v->scan->weighing, v->weights, &v->probe, &v->intake, &v->arena, &v->sink, !v->in_weights,
			archive, &e) < 0) {
		say_failed(v, &e);
		weigh_release(&v->weighing);
		return;
	}
	if (inside)
		look_inside(v);
	else if (v->container)
		sink_problem(&v->sink, "ambiguous",
			     "It is weights (%s) and an archive (%s) at once; it was read as weights only.", v->weights->id,
			     v->container->id);
	if (weigh_end(&v->weighing, &e) < 0)
		say_failed(v, &e);
	else if (!v->in_weights)
		atomic_fetch_add(&v->scan->n_weights, 1);
	weigh_release(&v->weighing);
}

/* Everything that pulls from the stream, in an order in which each gets what it needs. */
static void read_entry(struct visit *v)
{
	if (v->weights)
		read_weights(v);
	else if (v->container)
		look_inside(v);
	else if (v->scan->options->file_digests)
		return;
	else if (is_pdf_document(v))
		read_pdf(v);
	else
		read_document(v);
}

/* The digest that was made for the file's FACT_WEIGHTS. */
static void repeat_digest(struct visit *v)
{
	for (size_t i = 0; i < v->sink.count; i++) {
		const struct weights *w = v->sink.facts[i].detail;
		if (v->sink.facts[i].kind != FACT_WEIGHTS)
			continue;
		struct file_digest *d = ARENA_NEW(&v->arena, struct file_digest);
		d->size = w->size;
		memcpy(d->sha256, w->sha256, DIGEST_BYTES);
		sink_add(&v->sink, &(struct fact){.kind = FACT_DIGEST, .detail = d});
		return;
	}
}

/* The digest of a file that is not weights, whatever else was done with its bytes. */
static void digest_file(struct visit *v, struct hasher *h)
{
	struct file_digest *d = ARENA_NEW(&v->arena, struct file_digest);
	struct err e;
	if (intake_drain(&v->intake, &e) < 0 || hasher_final(h, d->sha256, &e) < 0) {
		say_failed(v, &e);
	} else {
		d->size = v->intake.stream.offset;
		sink_add(&v->sink, &(struct fact){.kind = FACT_DIGEST, .detail = d});
	}
}

static void read_and_digest_entry(struct visit *v)
{
	struct hasher h = {0};
	struct err e;
	bool wanted = v->scan->options->file_digests && !v->outer, digest = wanted && !v->weights;
	if (digest && hasher_init(&h, &v->scan->spare, &e) < 0) {
		say_failed(v, &e);
		return;
	}
	if (digest)
		v->intake.hasher = &h;
	read_entry(v);
	if (digest)
		digest_file(v, &h);
	else if (wanted)
		repeat_digest(v);
	v->intake.hasher = NULL;
	hasher_release(&h);
}

static void visit_entry(struct scan *scan, const char *name, struct stream *bytes, struct layer *outer, bool in_weights)
{
	struct visit v = {.scan = scan, .name = name, .outer = outer, .in_weights = in_weights};
	arena_init(&v.arena);
	sink_init(&v.sink, &v.arena, name);
	intake_init(&v.intake, bytes);
	intake_peek(&v.intake, PROBE_BYTES);
	recognise(&v);
	read_and_digest_entry(&v);
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

static void visit_file(void *ctx, size_t job)
{
	struct scan *scan = ctx;
	const struct source_file *file = &scan->files.at[scan->order[job]];
	bool overlap = scan->threads > 1;
	struct file_stream stream;
	struct err e;
	int fd = source_open(&scan->files, file, &e);
	if (fd < 0 || file_stream_open(&stream, fd, overlap, &e) < 0) {
		say_about_file(scan, file->name, "unreadable", e.text);
	} else {
		visit_entry(scan, file->name, &stream.stream, NULL, false);
		if (file_stream_changed(&stream))
			say_about_file(scan, file->name, "changed",
				       "It was written to while it was read, so what was read may never have existed.");
		file_stream_close(&stream);
	}
	if (atomic_fetch_sub(&scan->unfinished, 1) <= scan->threads) /* this thread finds no other file to work on */
		spare_give(&scan->spare);
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
	atomic_store(&scan.tensors_left, o->limits->tensors);
	scan.weighing = (struct weigh_settings){
		.limits = o->limits, .spare = &scan.spare, .tensors_left = &scan.tensors_left, .file_only = o->no_tensors};
	scan.weights.table = weights_readers(&scan.weights.count);
	scan.declared.table = declared_readers(&scan.declared.count);
	int rc = list_files(&scan, paths, n_paths, e);
	if (rc == 0) {
		atomic_store(&scan.budget.entries, (int_fast64_t)scan.files.count);
		atomic_store(&scan.unfinished, scan.files.count);
		atomic_store(&scan.spare.idle, scan.files.count < scan.threads ? (int)(scan.threads - scan.files.count) : 0);
		sort_largest_first(&scan);
		pool_run(scan.threads, scan.files.count, visit_file, &scan);
		evidence_sort(ev);
	}
	*stats = (struct scan_stats){
		.entries = scan.entries, .bytes_read = scan.bytes_read, .weights = scan.n_weights, .texts = scan.texts};
	source_list_release(&scan.files);
	free(scan.order);
	return rc;
}
