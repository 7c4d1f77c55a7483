/* SPDX-License-Identifier: MIT */
#include "visit.h"

#include "abreast.h"
#include "base/path.h"
#include "base/pool.h"
#include "declared/declared.h"
#include "document.h"
#include "entry/checked.h"
#include "entry/intake.h"
#include "entry/memory.h"
#include "entry/oci_archive.h"
#include "entry/unpack.h"
#include "evidence/fact_code.h"
#include "text/pdf.h"
#include "text/text.h"
#include "weights/weights.h"

#include <string.h>

/* A text that is not there to speak of licenses (a log, a vocabulary, data) is left alone when it is longer than this. */
enum { OTHER_TEXT_BYTES = 1 << 20 };

/* More facts of one file are not kept as bytes. */
enum { TAKE_BYTES = 64 << 20 };

struct visit { /* one entry while it is read */
	struct run *run;
	const struct subject *subject;
	const char *name;
	struct arena arena;
	struct sink sink;
	struct intake intake;
	struct weighing weighing;
	struct probe probe;
	const struct reader *weights, *declaration;
	const struct container *container;
	enum purpose purpose;
	int64_t read;	      /* its bytes, where a thread may have read more; -1: as the stream says */
	struct hasher hasher; /* of all its bytes, when the intake has it */
	bool hashed;	      /* sha256 is there */
	uint8_t sha256[DIGEST_BYTES];
	bool failed;  /* reading broke off, and that was said */
	bool depends; /* as what it was taken depends on other entries */
};

void run_init(struct run *run, const struct scan_options *o, struct evidence *ev)
{
	*run = (struct run){.options = o, .evidence = ev, .threads = pool_threads(o->jobs)};
	lanes_init(&run->lanes, run->threads);
	sem_init(&run->working, 0, run->threads);
	budget_init(&run->budget, o->limits);
	atomic_store(&run->tensors_left, o->limits->tensors);
	run->outlines = outlines_new(&run->tensors_left);
	document_memo_init(&run->memo, ev);
	run->weighing = (struct weigh_settings){.limits = o->limits,
						.spare = &run->spare,
						.tensors_left = &run->tensors_left,
						.outlines = run->outlines,
						.file_only = o->no_tensors};
	run->weights.table = weights_readers(&run->weights.count);
	run->declared.table = declared_readers(&run->declared.count);
}

void run_release(struct run *run)
{
	document_memo_release(&run->memo);
	lanes_release(&run->lanes);
	sem_destroy(&run->working);
	outlines_free(run->outlines);
	run->outlines = NULL;
}

static bool any_tells(const struct readers *readers, const char *base)
{
	for (size_t i = 0; i < readers->count; i++)
		if (readers->table[i]->tells && readers->table[i]->tells(base))
			return true;
	return false;
}

bool run_tells(const struct run *run, const char *name)
{
	const char *base = path_base(name);
	return any_tells(&run->weights, base) || any_tells(&run->declared, base);
}

void run_count(struct run *run, const struct scan_stats *of)
{
	atomic_fetch_add(&run->entries, of->entries);
	atomic_fetch_add(&run->bytes_read, of->bytes_read);
	atomic_fetch_add(&run->n_weights, of->weights);
	atomic_fetch_add(&run->texts, of->texts);
}

void take_init(struct take *t, struct evidence *ev, bool keep)
{
	*t = (struct take){.evidence = ev, .unfit = !keep};
	buf_init(&t->facts, TAKE_BYTES);
}

void take_release(struct take *t)
{
	buf_release(&t->facts);
}

static void spoil(struct take *t)
{
	t->unfit = true;
	buf_release(&t->facts);
}

void take_add(struct take *t, const struct take *of, size_t from, size_t to)
{
	if (!t->unfit && (of->unfit || buf_add(&t->facts, of->facts.data + from, to - from) < 0))
		spoil(t);
}

void take_join(struct take *t, const struct take *of)
{
	if (of->unfit)
		spoil(t);
	t->stats.entries += of->stats.entries;
	t->stats.bytes_read += of->stats.bytes_read;
	t->stats.weights += of->stats.weights;
	t->stats.texts += of->stats.texts;
}

/* What was learned of a part of it. */
static void take_facts(struct run *run, struct take *t, struct sink *sink)
{
	struct fact_coder f = {coder_to(&t->facts, sink->arena), run->options->catalog, NULL};
	if (!t->unfit) {
		facts_code(&f, sink);
		if (!coder_ok(&f.coder))
			spoil(t);
	}
	evidence_add(t->evidence, sink);
}

static void say_into(struct evidence *ev, const char *name, const char *id, const char *sentence)
{
	ARENA_AUTO struct arena a;
	struct sink sink;
	arena_init(&a);
	sink_init(&sink, &a, name);
	sink_problem(&sink, id, "%s", sentence);
	evidence_add(ev, &sink);
	sink_release(&sink);
}

void run_say(struct run *run, const char *name, const char *id, const char *sentence)
{
	say_into(run->evidence, name, id, sentence);
}

static void say_of(struct take *t, const char *name, const char *id, const char *sentence)
{
	spoil(t);
	say_into(t->evidence, name, id, sentence);
}

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
			    .limits = v->run->options->limits,
			    .arena = &v->arena,
			    .sink = &v->sink,
			    .outlines = v->run->outlines};
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

/* Whether what lies in the entry is part of weights, and none of its own. */
static bool holds_parts(const struct visit *v)
{
	return v->subject->in_weights || (v->weights && !v->weights->wraps);
}

struct preview { /* of an archive that is then read from its beginning: all is said then, and counts then */
	struct budget budget;
	struct layer layer;
	struct sink unheard;
	struct unpacker *unpacker; /* NULL: it cannot be unpacked */
};

static void preview_open(struct preview *p, struct visit *v, struct stream *archive)
{
	p->layer = (struct layer){.budget = &p->budget, .outer = v->subject->outer};
	budget_again(&p->budget, &v->run->budget);
	sink_init(&p->unheard, &v->arena, v->name);
	p->unpacker = unpack_open(v->container, v->name, archive, &p->layer, &p->unheard);
}

static bool preview_next(struct preview *p, struct member *m)
{
	return p->unpacker && unpack_next(p->unpacker, m);
}

static void preview_close(struct preview *p)
{
	unpack_close(p->unpacker);
	sink_release(&p->unheard);
}

/* The members that the weights' reader needs before the others. */
static void look_inside_first(struct visit *v, struct stream *archive)
{
	struct preview p;
	struct member m;
	preview_open(&p, v, archive);
	while (preview_next(&p, &m))
		weigh_member(&v->weighing, name_inside(v, m.name), m.bytes, true);
	preview_close(&p);
}

/* Can members be stepped over without unpacking them, so that some may be read before the others? */
static bool has_order(const struct visit *v, const struct stream *archive)
{
	bool at_hand = archive->fd >= 0 || archive->memory;
	return at_hand && !v->container->filter && (v->container->directory || !v->container->packs);
}

/* Members that were read before the others. */
struct ahead_of {
	bool first;	/* those that the weights' reader asks for first */
	bool tellers;	/* those that say what lies in others */
	size_t members; /* of all, where they were counted on the way */
	bool light;	/* its unpackers are light */
};

/* The members that say what lies in others, where they can be read before those. */
static void visit_tellers(struct visit *v, struct stream *archive, struct ahead_of *ahead)
{
	struct preview p;
	struct member m;
	if (!has_order(v, archive))
		return;
	preview_open(&p, v, archive);
	ahead->light = p.unpacker && unpack_is_light(p.unpacker);
	for (; preview_next(&p, &m); ahead->members++)
		if (run_tells(v->run, m.name)) {
			ahead->tellers = true;
			visit(v->run, &(struct subject){.name = m.name,
							.bytes = m.bytes,
							.outer = &p.layer,
							.in_weights = v->subject->in_weights || v->weights,
							.take = v->subject->take});
		}
	preview_close(&p);
}

/* An archive that is weights of a format with members (a PyTorch zip) is nothing else besides. */
static bool is_weights_archive(const struct visit *v)
{
	return v->weights && v->weights->member;
}

/* Is it an OCI layout? Then its members have names that its manifests give them. NULL: it is none, or they cannot be known. */
static struct oci_archive *look_for_layout(struct visit *v)
{
	bool tar = v->container->filter || !strcmp(v->container->id, "tar");
	return tar && !is_weights_archive(v)
		       ? oci_archive_open(v->container, v->name, &v->intake.stream, v->run->options->limits, &v->sink)
		       : NULL;
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
		say_of(v->subject->take, name, "wrong-size",
		       arena_printf(&v->arena, "The manifest says that it has %lld bytes, and its blob has %lld.",
				    (long long)is->expect.size, (long long)bytes->size));
	visit(v->run, &(struct subject){.name = name,
					.bytes = bytes,
					.outer = layer,
					.in_weights = holds_parts(v),
					.expect = is->expect.how ? &is->expect : NULL,
					.take = v->subject->take});
}

/* What a manifest names and the archive does not hold: a gap, and a pointer in its place. */
static void visit_missing(struct visit *v, struct oci_archive *layout)
{
	for (const struct oci_member *is; (is = oci_archive_missing(layout));) {
		const char *name = arena_printf(&v->arena, "%s!/%s", v->name, is->entry);
		const char *pointer = expectation_pointer(&is->expect, &v->arena);
		struct memory_stream bytes;
		say_of(v->subject->take, name, "missing-blob", "The archive does not hold its blob.");
		if (!pointer)
			continue;
		memory_stream_init(&bytes, pointer, strlen(pointer));
		visit(v->run,
		      &(struct subject){
			      .name = name, .bytes = &bytes.stream, .in_weights = holds_parts(v), .take = v->subject->take});
	}
}

static void say_suspected(struct visit *v)
{
	sink_problem(&v->sink, "oci-stream",
		     "It is an OCI layout that can only be read from front to back here, so that it is not known what its "
		     "layers are; save it to a file or unpack it.");
}

/* abreast: NULL, or what hands out members to other threads. */
static void visit_members(struct visit *v, struct unpacker *u, struct oci_archive *layout, struct layer *layer,
			  struct ahead_of ahead, struct abreast *abreast)
{
	struct member m;
	bool suspected = false;
	while (u && unpack_next(u, &m)) {
		const char *inside = name_inside(v, m.name);
		const struct oci_member *is = layout ? oci_archive_find(layout, m.name) : NULL;
		suspected |= !layout && oci_archive_suspects(m.name);
		if ((ahead.first && v->weights->first(inside)) || (ahead.tellers && run_tells(v->run, m.name)))
			continue;
		if (is)
			visit_blob(v, is, m.bytes, layer);
		else if (abreast)
			abreast_hand_out(abreast, &m);
		else if (!is_weights_archive(v) || !weigh_member(&v->weighing, inside, m.bytes, false))
			visit(v->run, &(struct subject){.name = m.name,
							.bytes = m.bytes,
							.outer = layer,
							.in_weights = holds_parts(v),
							.take = v->subject->take});
	}
	if (layout)
		visit_missing(v, layout);
	else if (suspected)
		say_suspected(v);
}

/* Can its members be read in any order, each alone, and by several threads? */
static bool can_go_abreast(const struct visit *v, const struct stream *archive, const struct ahead_of *ahead)
{
	return v->run->threads > 1 && v->container->directory && !v->weights && !ahead->tellers && archive->fd >= 0 &&
	       archive->size >= ABREAST_FROM;
}

/* What the archive says of members that were visited, and counts of them. */
static void pass_members(struct visit *v, struct unpacker *u)
{
	struct member m;
	for (bool suspected = false; u && unpack_next(u, &m); unpack_leave(u)) {
		if (oci_archive_suspects(m.name) && !suspected)
			say_suspected(v);
		suspected |= oci_archive_suspects(m.name);
	}
}

static bool any_problem(const struct sink *s, size_t from)
{
	for (size_t i = from; i < s->count; i++)
		if (s->facts[i].kind == FACT_PROBLEM)
			return true;
	return false;
}

/* False: the members are to be visited one after another. */
static bool visit_abreast(struct visit *v, struct stream *archive, struct layer *layer, const struct ahead_of *ahead)
{
	struct abreast a = {.run = v->run,
			    .subject = v->subject,
			    .container = v->container,
			    .bytes = archive,
			    .layer = layer,
			    .members = ahead->members,
			    .light = ahead->light};
	size_t said = v->sink.count;
	if (!can_go_abreast(v, archive, ahead) || !abreast_visit(&a))
		return false;
	struct unpacker *u = unpack_open(v->container, v->name, archive, layer, &v->sink);
	pass_members(v, u);
	unpack_close(u);
	if (abreast_is_void(&a) || (!a.light && any_problem(&v->sink, said))) {
		abreast_drop(&a);
		v->sink.count = said;
		return false;
	}
	abreast_keep(&a);
	return true;
}

static void visit_in_order(struct visit *v, struct stream *archive, struct oci_archive *layout, struct layer *layer,
			   struct ahead_of ahead)
{
	bool alone = v->run->threads == 1 || layout || v->weights;
	struct abreast a = {.run = v->run, .subject = v->subject, .layer = layer, .sink = &v->sink};
	struct unpacker *u = unpack_open(v->container, v->name, archive, layer, &v->sink);
	if (!alone)
		abreast_open(&a);
	visit_members(v, u, layout, layer, ahead, alone ? NULL : &a);
	if (!alone)
		abreast_keep(&a);
	if (u && !v->intake.hasher) /* else the rest is hashed */
		v->read = unpack_read(u);
	unpack_close(u);
}

static void look_inside(struct visit *v)
{
	struct layer layer = {.budget = &v->run->budget, .outer = v->subject->outer, .spare = &v->run->spare};
	struct ahead_of ahead = {.first = v->weights && weigh_wants_first(&v->weighing)};
	struct stream *archive = v->weights ? weigh_archive(&v->weighing) : &v->intake.stream;
	if (ahead.first)
		look_inside_first(v, archive);
	struct oci_archive *layout = look_for_layout(v);
	if (!layout && !is_weights_archive(v))
		visit_tellers(v, archive, &ahead);
	if (v->container->filter && !v->weights)
		v->intake.stream.fd = -1; /* one packed stream: it is read from front to back, ahead of the unpacking */
	if (!visit_abreast(v, archive, &layer, &ahead))
		visit_in_order(v, archive, layout, &layer, ahead);
	oci_archive_free(layout);
	if (v->intake.stream.fd >= 0)
		v->subject->take->stats.bytes_read += layer.in; /* read beside the stream */
}

/* Files that go with a model, or a model that goes with its program, in a zip at the end. */
static void look_behind(struct visit *v)
{
	struct stream *bytes = v->weights->zip_behind ? weigh_beside(&v->weighing) : NULL;
	const struct container *zip = bytes ? container_behind(bytes) : NULL;
	if (v->weights->wraps && !zip)
		sink_problem(&v->sink, "unreadable", "It carries its model in a zip at its end, %s.",
			     bytes ? "which is not there" : "which can be read from a file only");
	if (!zip && !v->weights->wraps && bytes && container_is_cut_behind(bytes))
		sink_problem(&v->sink, "truncated",
			     "Files that go with it stand in a zip behind it, which is cut off; they were not read.");
	if (!zip)
		return;
	struct layer layer = {.budget = &v->run->budget, .outer = v->subject->outer};
	struct unpacker *u = unpack_open(zip, v->name, bytes, &layer, &v->sink);
	visit_members(v, u, NULL, &layer, (struct ahead_of){0}, NULL);
	if (v->weights->wraps)
		v->weighing.holds = arena_printf(&v->arena, "%s!", v->name);
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
	return !v->weights && !v->declaration && document_matters(v->purpose) && pdf_is(v->probe.bytes, v->probe.len);
}

/* A program by its first bytes: ELF, Windows, Mach-O. */
static bool is_program(const struct probe *p)
{
	static const struct {
		const char *bytes;
		uint8_t len;
	} magics[] = {{"\177ELF", 4}, {"MZ\220", 3}, {"\317\372\355\376", 4}, {"\312\376\272\276", 4}};
	for (size_t i = 0; i < sizeof magics / sizeof *magics; i++)
		if (probe_has(p, 0, magics[i].bytes, magics[i].len))
			return true;
	return false;
}

/* Called like a license, and neither a text nor anything else that is read; a program or a picture may be called so, too. */
static bool is_license_without_text(const struct visit *v)
{
	static const char *const others[] = {".so",  ".dll", ".exe",  ".pyc", ".class", ".jar",	 ".db", ".bin",
					     ".png", ".jpg", ".jpeg", ".gif", ".ico",	".webp", ".mp4"};
	bool office = name_ends(v->probe.base, ".docx") || name_ends(v->probe.base, ".odt");
	if (v->purpose != PURPOSE_LICENSE || v->weights || v->declaration || (v->container && !office) || is_program(&v->probe))
		return false;
	for (size_t i = 0; i < sizeof others / sizeof *others; i++)
		if (name_ends(v->probe.base, others[i]))
			return false;
	/* by its own name, and not for the folder that it lies in */
	return classify_purpose(v->probe.base) == PURPOSE_LICENSE && !is_text(v) && !is_pdf_document(v);
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
	const struct scan_options *o = v->run->options;
	BUF_AUTO struct buf whole;
	BUF_AUTO struct buf text;
	buf_init(&whole, (size_t)o->limits->pdf_bytes + 1);
	buf_init(&text, (size_t)o->limits->text_bytes);
	read_whole(v, &whole);
	if (document_take_pdf(whole.data, whole.len, o->limits, &text, &v->sink)) {
		struct document d = {o->rules,	o->catalog, o->limits,	   v->purpose,
				     text.data, text.len,   o->keep_texts, &v->run->memo};
		document_read(&d, &v->sink);
	}
	v->subject->take->stats.texts++;
}

static void read_document(struct visit *v)
{
	const struct scan_options *o = v->run->options;
	bool other = v->purpose == PURPOSE_OTHER, text = is_text(v);
	bool header = v->declaration && v->declaration->long_document;
	int64_t cap = header ? o->limits->header_bytes : v->declaration || !other ? o->limits->text_bytes : OTHER_TEXT_BYTES;
	if (!v->declaration && (!text || (other && v->probe.size > cap)))
		return;
	BUF_AUTO struct buf whole;
	buf_init(&whole, (size_t)cap);
	read_whole(v, &whole);
	if (whole.overflow && (v->declaration || !other))
		document_say_cut(&v->sink, cap);
	if (v->declaration)
		run_reader(v, v->declaration, whole.data, whole.len, whole.overflow);
	if (!text || o->file_digests || (other && (whole.overflow || whole.len > OTHER_TEXT_BYTES)))
		return;
	struct document d = {o->rules, o->catalog, o->limits, v->purpose, whole.data, whole.len, o->keep_texts, &v->run->memo};
	document_read(&d, &v->sink);
	v->subject->take->stats.texts++;
}

/* What is called like a piece of weights and begins like an archive is the one or the other. */
static void settle_seal(struct visit *v)
{
	if (!v->container || !v->weights || !v->weights->sealed)
		return;
	v->depends = true;
	intake_peek(&v->intake, SEAL_BYTES);
	v->probe.bytes = v->intake.prefix;
	struct probe more = v->probe;
	more.len = v->intake.prefix_len;
	if (v->weights->sealed(&more, v->run->outlines))
		v->container = NULL;
	else
		v->weights = NULL;
}

static void recognise(struct visit *v)
{
	const struct run *run = v->run;
	v->probe = (struct probe){.name = v->name,
				  .base = path_base(v->name),
				  .size = v->intake.stream.size,
				  .bytes = v->intake.prefix,
				  .len = v->intake.prefix_len < PROBE_BYTES ? v->intake.prefix_len : PROBE_BYTES};
	if (run->options->files_only)
		return;
	v->weights = classify(run->weights.table, run->weights.count, &v->probe);
	v->declaration = classify(run->declared.table, run->declared.count, &v->probe);
	v->container = container_detect(v->probe.bytes, v->probe.len);
	settle_seal(v);
	v->purpose = v->declaration && v->declaration->of_package ? PURPOSE_PACKAGE : classify_purpose(v->name);
	const char *id = v->weights	  ? v->weights->id
			 : v->declaration ? v->declaration->id
			 : v->container	  ? v->container->id
					  : NULL;
	sink_add(&v->sink, &(struct fact){.kind = FACT_ENTRY, .key = id});
	if (!v->intake.failed && is_license_without_text(v))
		document_say_no_text(v->probe.len ? "no text that can be read" : "empty", &v->sink);
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
	weigh_begin(&v->weighing, &v->run->weighing, v->weights, &v->probe, &v->intake, &v->arena, &v->sink,
		    !v->subject->in_weights, archive);
	look_behind(v);
	if (inside)
		look_inside(v);
	else if (v->container)
		sink_problem(&v->sink, "ambiguous",
			     "It is weights (%s) and an archive (%s) at once; it was read as weights only.", v->weights->id,
			     v->container->id);
	if (weigh_end(&v->weighing, v->sha256, &e) < 0) {
		say_failed(v, &e);
	} else if (!v->subject->in_weights) {
		v->hashed = true;
		v->subject->take->stats.weights += !v->weights->tells;
	}
	weigh_release(&v->weighing);
}

/* Is it called as an archive or a tokenizer that is known by its digest? */
static bool has_known_name(const struct visit *v)
{
	const struct catalog *c = v->run->options->catalog;
	bool asked = !v->weights && !v->run->options->file_digests;
	for (uint32_t i = 0; i < c->n_known && asked; i++)
		if (known_asks_for(&c->known[i], v->probe.base))
			return true;
	return false;
}

/* What is called like weights or like an archive and is not: a page that says "not found", a download that broke off at once. */
static void say_misnamed(struct visit *v)
{
	const struct run *run = v->run;
	struct probe named = {
		.name = v->name, .base = v->probe.base, .bytes = v->probe.bytes}; /* that is all that is known of it */
	if (v->weights || v->container || v->declaration || run->options->files_only || run->options->file_digests)
		return;
	const struct reader *r = classify(run->weights.table, run->weights.count, &named);
	if (r && r->bid(&named) >= BID_OWN_NAME)
		sink_problem(&v->sink, "misnamed", "It is called like weights (%s), but is a text: perhaps it was not fetched.",
			     r->title);
	else if (container_is_called(v->probe.base))
		sink_problem(&v->sink, "misnamed",
			     "It is called like an archive, but is none that can be read: damaged, encrypted or not fetched.");
}

/* Everything that pulls from the stream, in an order in which each gets what it needs. */
static void read_entry(struct visit *v)
{
	if (v->weights)
		read_weights(v);
	else if (v->container)
		look_inside(v);
	else if (v->run->options->file_digests && !(v->declaration && v->declaration->tells))
		return;
	else if (is_pdf_document(v))
		read_pdf(v);
	else
		read_document(v);
}

/* Is its digest to be a fact? */
static bool is_listed(const struct visit *v)
{
	return v->subject->listed || (v->run->options->digests && !v->subject->in_weights);
}

/* Whether the SHA-256 of all its bytes is asked for, and by whom: it is computed once. */
static bool wants_digest(const struct visit *v)
{
	return (v->weights && !v->subject->in_weights) || v->subject->expect || is_listed(v) || has_known_name(v);
}

static int finish_digest(struct visit *v, struct err *e)
{
	if (v->hashed)
		return 0;
	return intake_drain(&v->intake, e) < 0 ? -1 : hasher_final(&v->hasher, v->sha256, e);
}

/* What the digest is good for. */
static void tell_digest(struct visit *v)
{
	if (has_known_name(v)) {
		char hex[DIGEST_HEX];
		digest_hex(v->sha256, hex);
		sink_meta(&v->sink, "sha256", arena_strdup(&v->arena, hex));
	}
	if (is_listed(v)) {
		struct file_digest *d = ARENA_NEW(&v->arena, struct file_digest);
		d->size = v->intake.stream.offset;
		memcpy(d->sha256, v->sha256, DIGEST_BYTES);
		sink_add(&v->sink, &(struct fact){.kind = FACT_DIGEST, .value = v->subject->path, .detail = d});
	}
	if (v->subject->expect)
		expectation_judge(v->subject->expect, v->sha256, &v->sink);
}

/* Nothing takes long with it but its digest, and there are others of its kind. */
static bool is_only_hashed(const struct visit *v)
{
	const struct scan_options *o = v->run->options;
	if (!v->run->crowded || v->subject->outer || v->container || !wants_digest(v))
		return false;
	return v->weights ? o->no_tensors : o->file_digests && !(v->declaration && v->declaration->tells);
}

static void read_and_digest_entry(struct visit *v)
{
	struct err e;
	bool digest = wants_digest(v), only = is_only_hashed(v);
	if (digest && hasher_init(&v->hasher, &v->run->spare, only ? &v->run->lanes : NULL, &e) < 0) {
		say_failed(v, &e);
		return;
	}
	v->intake.from->paced = only;
	v->intake.hasher = digest ? &v->hasher : NULL;
	v->intake.all_wanted = digest && !v->container; /* what is wrong with an archive is said by chunks */
	read_entry(v);
	if (digest && finish_digest(v, &e) < 0)
		say_failed(v, &e);
	else if (digest)
		tell_digest(v);
	v->intake.hasher = NULL;
	hasher_release(&v->hasher);
}

/* As what it was read. */
static const char *read_as(const struct visit *v)
{
	if (v->weights)
		return v->weights->id;
	if (v->container)
		return v->container->title;
	if (v->declaration)
		return v->declaration->id;
	return is_pdf_document(v) ? "PDF" : v->purpose != PURPOSE_OTHER ? "text" : "";
}

static void tell_watch(struct visit *v)
{
	const struct scan_watch *w = &v->run->options->watch;
	uint64_t read = v->intake.from->offset;
	if (w->entry)
		w->entry(w->ctx, v->name, read_as(v), read);
	if (v->intake.counter && v->intake.from->size > (int64_t)read) /* what was skipped, or read in another order */
		atomic_fetch_add(v->intake.counter, (uint64_t)v->intake.from->size - read);
}

/* A small member is unpacked to its end, whoever takes how much of it at once (UNPACK_SMALL). */
static uint64_t count_bytes(const struct visit *v)
{
	const struct stream *from = v->intake.from;
	if (v->subject->outer && from->offset && from->size >= (int64_t)from->offset && from->size <= UNPACK_SMALL)
		return (uint64_t)from->size;
	return v->read < 0 ? from->offset : (uint64_t)v->read;
}

/* Where there are more threads than processors, those beyond them are for files that are only hashed. */
static void work_in_turn(struct visit *v)
{
	bool waits = v->run->crowded && !v->subject->outer && !is_only_hashed(v);
	while (waits && sem_wait(&v->run->working) < 0)
		; /* a signal came */
	if (waits)
		v->intake.begun = budget_now();
	read_and_digest_entry(v);
	if (waits)
		sem_post(&v->run->working);
}

static void visit_unchecked(struct run *run, const struct subject *subject)
{
	struct visit v = {.run = run, .subject = subject, .name = subject->name, .read = -1};
	arena_init(&v.arena);
	sink_init(&v.sink, &v.arena, v.name);
	intake_init(&v.intake, subject->bytes, &run->budget);
	v.intake.archives = subject->outer ? subject->outer->depth : 0;
	if (!subject->outer && run->options->watch.progress)
		v.intake.counter = &run->options->watch.progress->done;
	intake_peek(&v.intake, PROBE_BYTES);
	recognise(&v);
	say_misnamed(&v);
	work_in_turn(&v);
	if (v.intake.failed)
		say_failed(&v, &v.intake.failure);
	tell_watch(&v);
	/* What it says, or is told, is about other files. */
	if (v.depends || v.weighing.reading.depends || run_tells(run, v.name))
		spoil(subject->take);
	subject->take->stats.entries++;
	subject->take->stats.bytes_read += count_bytes(&v);
	take_facts(run, subject->take, &v.sink);
	intake_release(&v.intake);
	sink_release(&v.sink);
	arena_release(&v.arena);
}

/* Bytes that must have a digest of another kind than every visit computes. */
static void visit_checked(struct run *run, const struct subject *subject)
{
	CHECKED_AUTO struct checked checked = {0};
	ARENA_AUTO struct arena a;
	struct subject inner = *subject;
	struct sink sink;
	struct err e;
	arena_init(&a);
	if (checked_open(&checked, subject->bytes, subject->expect, subject->bytes->size, &e) < 0) {
		say_of(subject->take, subject->name, "unreadable", e.text);
		return;
	}
	inner.bytes = &checked.stream;
	inner.expect = NULL;
	visit_unchecked(run, &inner);
	sink_init(&sink, &a, subject->name);
	checked_judge(&checked, &sink);
	take_facts(run, subject->take, &sink);
	sink_release(&sink);
}

void visit(struct run *run, const struct subject *subject)
{
	bool other = subject->expect && subject->expect->how != EXPECT_SHA256;
	(other ? visit_checked : visit_unchecked)(run, subject);
}
