/* SPDX-License-Identifier: MIT */
#include "weigh.h"

#include "base/utf8.h"
#include "entry/file.h"

#include <string.h>
#include <strings.h>

/* --- running the reader ----------------------------------------------------------------------------------------------------- */

static void say(struct weighing *w, int rc, const struct err *e)
{
	if (rc >= 0)
		return;
	sink_problem(w->reading.sink, e->code == ERR_LIMIT ? "limit" : "damaged", "%s", e->text);
	w->damaged = e->code == ERR_LIMIT ? "a limit was reached" : "it is damaged";
}

/* What it says of its license may stand anywhere in it. Where reading failed that is told by whoever pulls the rest. */
static void say_too_large(struct weighing *w)
{
	w->reading.gap = "it lies in a stream and is too large to be held (--limit spool-bytes=…, disk-bytes=…)";
	if (!w->held.failed)
		sink_problem(w->reading.sink, "limit", "It lies in a stream, and %s; it was not read.", w->held.why_not.text);
}

static void open_pages(struct pages *p, const struct stream *of)
{
	if (of->fd >= 0)
		pages_of_file(p, of->fd, (uint64_t)of->size);
	else
		pages_of_memory(p, of->memory, (size_t)of->size);
}

static bool is_file(const struct stream *s)
{
	return s->fd >= 0 && s->size >= 0;
}

static void open_anywhere(struct weighing *w)
{
	struct stream *from = &w->intake->stream;
	if (!is_file(from)) {
		bool all = held_take(&w->held, from, w->settings->limits, w->intake->archives);
		from = &w->held.stream;
		feed_init(&w->feed, from, &w->pass);
		if (!all) {
			say_too_large(w);
			return;
		}
	}
	open_pages(&w->pages, from);
	w->pages.timed = w->intake;
	w->reading.anywhere = &w->pages.cursor;
}

/* An archive whose members are wanted in another order, and which is no file, is held in memory if it is small enough. */
static void hold_archive(struct weighing *w)
{
	struct stream *from = &w->intake->stream;
	if (w->reader->first && from->fd < 0 && from->size >= 0 && from->size <= w->settings->limits->spool_bytes)
		held_take(&w->held, from, w->settings->limits, w->intake->archives);
}

static void run_reader(struct weighing *w)
{
	struct reading *r = &w->reading;
	struct err e;
	r->sink->reader = w->reader->id;
	if (w->reader->read)
		say(w, w->reader->read(r, &e), &e);
	r->sink->reader = NULL;
	if (r->claimed && w->whole && digest_init(&w->data, NULL) == 0) {
		w->pass.data = &w->data;
		w->pass.data_from = r->data_start;
	}
}

static void *drain(void *arg)
{
	struct weighing *w = arg;
	w->drained = intake_drain(w->intake, &w->drain_err);
	return NULL;
}

/* An archive that is a file is unpacked through pread, so that an idle processor can hash it as a whole meanwhile. */
static void drain_beside(struct weighing *w)
{
	if (w->intake->stream.fd < 0 || w->intake->stream.size < AHEAD_FROM || !spare_take(w->settings->spare))
		return;
	w->draining = pthread_create(&w->drainer, NULL, drain, w) == 0;
	if (!w->draining)
		spare_give(w->settings->spare);
}

static int end_drain(struct weighing *w, struct err *e)
{
	if (!w->draining)
		return intake_drain(w->intake, e);
	pthread_join(w->drainer, NULL);
	spare_give(w->settings->spare);
	w->draining = false;
	if (w->drained < 0 && e)
		*e = w->drain_err;
	return w->drained;
}

void weigh_begin(struct weighing *w, const struct weigh_settings *s, const struct reader *reader, const struct probe *probe,
		 struct intake *intake, struct arena *a, struct sink *sink, bool whole, bool archive)
{
	*w = (struct weighing){.settings = s, .reader = reader, .intake = intake, .whole = whole, .archive = archive};
	w->tensors = tensors_new(s->tensors_left);
	w->reading = (struct reading){.probe = probe,
				      .bytes = probe->bytes,
				      .len = probe->len,
				      .cut = probe->size < 0 || (uint64_t)probe->size > probe->len,
				      .limits = s->limits,
				      .arena = a,
				      .sink = sink,
				      .outlines = s->outlines,
				      .tensors = w->tensors};
	bool hash_tensors = whole && !s->file_only;
	pass_init(&w->pass, hash_tensors ? w->tensors : NULL, 0, (size_t)s->limits->spool_bytes);
	w->pass.beside = intake->hasher;
	feed_init(&w->feed, &intake->stream, &w->pass);
	w->reading.stream = &w->feed.cursor;
	if (reader->anywhere && (!archive || is_file(&intake->stream)))
		open_anywhere(w);
	run_reader(w);
	if (archive)
		hold_archive(w);
	if (archive && whole)
		drain_beside(w);
}

/* --- members of an archive that is weights ---------------------------------------------------------------------------------- */

struct stream *weigh_archive(struct weighing *w)
{
	return w->held.stream.next ? &w->held.stream : &w->intake->stream;
}

struct stream *weigh_beside(struct weighing *w)
{
	return w->intake->stream.fd >= 0 ? &w->intake->stream : w->held.all ? &w->held.stream : NULL;
}

bool weigh_wants_first(const struct weighing *w)
{
	return w->reader->member && w->reader->first && (w->intake->stream.fd >= 0 || w->held.stream.memory);
}

/* What a pass that has ended leaves to be known. */
static void keep_of_pass(struct weighing *w, const struct pass *p)
{
	if (p->gap && !w->reading.gap)
		w->reading.gap = p->gap;
	if (p->overlapped && !w->overlapped) {
		w->overlapped = true;
		w->overlapped_at = p->overlapped_at;
	}
}

struct member_bytes { /* of one member while it is read */
	struct feed feed;
	struct held_stream held;
	struct pages pages;
	struct cursor *outer; /* what reading->anywhere is otherwise */
};

static void open_member(struct weighing *w, const char *name, struct stream *bytes, struct pass *pass, struct member_bytes *m)
{
	*m = (struct member_bytes){.outer = w->reading.anywhere};
	if (w->reader->whole && w->reader->whole(&w->reading, name)) {
		bool all = held_take(&m->held, bytes, w->settings->limits, w->intake->archives + 1);
		if (all)
			open_pages(&m->pages, &m->held.stream);
		w->reading.anywhere = all ? &m->pages.cursor : NULL;
		bytes = &m->held.stream;
	}
	feed_init(&m->feed, bytes, pass);
}

static void close_member(struct weighing *w, struct member_bytes *m)
{
	w->reading.anywhere = m->outer;
	feed_release(&m->feed);
	pages_release(&m->pages);
	held_release(&m->held);
}

bool weigh_member(struct weighing *w, const char *name, struct stream *bytes, bool only_first)
{
	if (!w->reader->member || (only_first && !w->reader->first(name)))
		return false;
	struct pass pass;
	struct member_bytes m;
	struct err e;
	bool hash = w->whole && !w->settings->file_only;
	pass_init(&pass, hash ? w->tensors : NULL, NO_TENSOR, (size_t)w->settings->limits->spool_bytes);
	pass.repeats = w->pass.repeats;
	open_member(w, name, bytes, &pass, &m);
	w->reading.sink->reader = w->reader->id;
	/* What could not be read to be held is no matter of its size: what is wrong with it is told below. */
	int rc = m.held.failed ? 1 : w->reader->member(&w->reading, name, &m.feed.cursor, &pass.part, &e);
	w->reading.sink->reader = NULL;
	say(w, rc, &e);
	if (rc && feed_drain(&m.feed, &e) < 0) {
		unpack_problem(w->reading.sink, w->reading.sink->at.entry, &e);
		w->reading.gap = "a part of it cannot be read";
	}
	close_member(w, &m);
	pass_end(&pass);
	w->pass.repeats = pass.repeats;
	keep_of_pass(w, &pass);
	return rc != 0;
}

/* --- the end ---------------------------------------------------------------------------------------------------------------- */

static void check_overlap(struct weighing *w)
{
	struct err e;
	if (w->overlapped && !w->reading.views)
		say(w,
		    err_set(&e, ERR_INPUT, "two of its tensors lie over one another at byte %llu",
			    (unsigned long long)w->overlapped_at),
		    &e);
}

static void check_names(struct weighing *w)
{
	uint32_t twice = w->reading.same_names ? NO_TENSOR : tensors_same_name(w->tensors);
	if (twice == NO_TENSOR)
		return;
	struct tensor t;
	tensors_get(w->tensors, twice, &t, NULL);
	sink_problem(w->reading.sink, "ambiguous", "Two of its tensors are called '%s'; loaders differ in which they take.",
		     utf8_visible(w->reading.arena, t.name, t.name_len, 120));
}

static void check_claim(struct weighing *w, const struct weights *of)
{
	char hex[DIGEST_HEX];
	digest_hex(of->data_sha256, hex);
	if (strcasecmp(hex, of->claimed) != 0)
		sink_problem(w->reading.sink, "hash-mismatch",
			     "It claims that its data have the SHA-256 %.12s…, but they have %.12s….", of->claimed, hex);
}

static void describe(struct weighing *w, struct weights *of)
{
	struct reading *r = &w->reading;
	of->format = w->reader->id;
	of->detail = r->detail;
	of->parts = r->parts;
	of->n_parts = r->n_parts;
	of->part_of = w->holds;
	of->gap = r->gap;
	check_overlap(w);
	if (w->damaged)
		of->gap = w->damaged;
	if (!of->gap && !w->reader->tensors && !w->holds)
		of->gap = "tensors of this format are not read";
	if (!tensors_count(w->tensors))
		return;
	of->tensors = tensors_share(w->tensors);
	const struct tensors *table = w->tensors;
	if (w->settings->file_only)
		of->gap = "digests of tensors were not asked for";
	else
		of->has_digest = !of->gap && tensors_digest(&table, 1, of->digest, of->nameless);
	if (!of->has_digest && !of->gap && !of->n_parts) /* else it is seen to later (gather.h) */
		of->gap = "the bytes of some tensors were not seen";
	check_names(w);
}

int weigh_end(struct weighing *w, uint8_t sha256[DIGEST_BYTES], struct err *e)
{
	struct reading *r = &w->reading;
	struct err mine;
	r->sink->reader = w->reader->id;
	if (w->reader->finish)
		say(w, w->reader->finish(r, &mine), &mine);
	r->sink->reader = NULL;
	int rc = w->archive ? end_drain(w, e) : feed_drain(&w->feed, e);
	pass_end(&w->pass);
	keep_of_pass(w, &w->pass);
	if (rc < 0 || !w->whole)
		return rc;
	if (hasher_final(w->intake->hasher, sha256, e) < 0)
		return -1;
	if (w->reader->tells)
		return 0;
	struct weights *of = ARENA_NEW(r->arena, struct weights);
	memcpy(of->sha256, sha256, DIGEST_BYTES);
	of->size = w->intake->stream.offset;
	describe(w, of);
	if (w->pass.data && digest_final(&w->data, of->data_sha256, NULL) == 0) {
		of->claimed = r->claimed;
		check_claim(w, of);
	}
	sink_add(r->sink, &(struct fact){.kind = FACT_WEIGHTS, .detail = of, .reader = w->reader->id});
	return 0;
}

void weigh_release(struct weighing *w)
{
	pass_end(&w->pass);
	digest_release(&w->data);
	feed_release(&w->feed);
	pages_release(&w->pages);
	held_release(&w->held);
	tensors_free(w->tensors);
}
