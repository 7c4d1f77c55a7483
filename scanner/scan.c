/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "scan.h"

#include "base/pool.h"
#include "entry/file.h"
#include "entry/memory.h"
#include "evidence/shards_check.h"
#include "gather.h"
#include "recall.h"
#include "source/source.h"
#include "unread.h"
#include "visit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct scan {
	struct run run;
	struct recall recall;
	struct source_list files;
	/* numbers of the files that are to be read: those that say what lies in others, then the others, the largest first */
	size_t *order;
	size_t n_order, tellers;
	atomic_size_t unfinished; /* files */
	atomic_size_t unread;	  /* files that were not begun, because the time was over */
};

static void visit_stream(struct scan *scan, const struct source_file *file, struct stream *bytes, struct take *take)
{
	visit(&scan->run, &(struct subject){.name = file->name,
					    .bytes = bytes,
					    .expect = file->expect,
					    .listed = scan->run.options->file_digests && !file->bytes,
					    .path = file->place,
					    .take = take});
	run_count(&scan->run, &take->stats);
}

static void visit_opened(struct scan *scan, const struct source_file *file, struct file_stream *stream)
{
	struct take take;
	take_init(&take, scan->run.evidence, scan->recall.cache != NULL);
	visit_stream(scan, file, &stream->stream, &take);
	if (file_stream_changed(stream))
		run_say(&scan->run, file->name, "changed",
			"It was written to while it was read, so what was read may never have existed.");
	else
		recall_keep(&scan->recall, file, stream, &take);
	take_release(&take);
	file_stream_close(stream);
}

static void visit_bytes(struct scan *scan, const struct source_file *file)
{
	struct memory_stream bytes;
	struct take take;
	memory_stream_init(&bytes, file->bytes, (size_t)file->size);
	take_init(&take, scan->run.evidence, false);
	visit_stream(scan, file, &bytes.stream, &take);
	take_release(&take);
}

static void open_and_visit(struct scan *scan, const struct source_file *file)
{
	bool overlap = scan->run.threads > 1;
	struct file_stream stream;
	struct stat st;
	struct err e;
	int fd = source_open(&scan->files, file, &st, &e);
	if (fd < 0 || file_stream_open(&stream, fd, file->path ? &st : NULL, overlap, &e) < 0) {
		run_say(&scan->run, file->name, "unreadable", e.text);
		return;
	}
	stream.budget = &scan->run.budget;
	visit_opened(scan, file, &stream);
}

static void visit_file(void *ctx, size_t job)
{
	struct scan *scan = ctx;
	const struct source_file *file = &scan->files.at[scan->order[job]];
	if (budget_time(&scan->run.budget, budget_now(), NULL) < 0)
		atomic_fetch_add(&scan->unread, 1);
	else if (file->bytes)
		visit_bytes(scan, file);
	else if (!file->first) /* else the same file is read under its first name */
		open_and_visit(scan, file);
	if (atomic_fetch_sub(&scan->unfinished, 1) <= scan->run.threads) /* this thread finds no other file to work on */
		spare_give(&scan->run.spare);
}

/* Those that no thread is long at keep their order: what stands beside each other is found beside each other. */
enum { QUICKLY_READ = 256 << 10 };

static int by_size(const void *a, const void *b, void *ctx)
{
	const struct source_file *files = ctx;
	size_t i = *(const size_t *)a, j = *(const size_t *)b;
	bool both_quick = files[i].size <= QUICKLY_READ && files[j].size <= QUICKLY_READ;
	if (files[i].size != files[j].size && !both_quick)
		return files[i].size > files[j].size ? -1 : 1;
	return i < j ? -1 : i > j;
}

static void sort_largest_first(struct scan *scan)
{
	size_t count = scan->files.count, rest = count;
	scan->order = mem_array(count, sizeof *scan->order);
	for (size_t i = 0; i < count; i++) {
		if (recall_has(&scan->recall, i))
			continue;
		if (run_tells(&scan->run, scan->files.at[i].name))
			scan->order[scan->tellers++] = i;
		else
			scan->order[--rest] = i;
	}
	scan->n_order = scan->tellers + count - rest;
	memmove(scan->order + scan->tellers, scan->order + rest, (count - rest) * sizeof *scan->order);
	qsort_r(scan->order + scan->tellers, count - rest, sizeof *scan->order, by_size, scan->files.at);
}

/* How many of the others are worth a thread, and so stand before the rest. */
static size_t count_big(const struct scan *scan)
{
	size_t n = 0, others = scan->n_order - scan->tellers;
	while (n < others && scan->files.at[scan->order[scan->tellers + n]].size >= AHEAD_FROM)
		n++;
	return n;
}

/* The jobs behind those that tell of others. */
static void visit_other(void *ctx, size_t job)
{
	visit_file(ctx, ((struct scan *)ctx)->tellers + job);
}

static void visit_others(struct scan *scan)
{
	size_t big = count_big(scan);
	unsigned more = lanes_hands(&scan->run.lanes, big);
	scan->run.crowded = more > 0;
	pool_run_with(more, big, scan->run.threads, scan->n_order - scan->tellers, visit_other, scan);
}

static void announce_total(struct scan *scan)
{
	struct progress *p = scan->run.options->watch.progress;
	uint64_t total = 0;
	for (size_t i = 0; i < scan->files.count; i++)
		total += scan->files.at[i].first ? 0 : (uint64_t)scan->files.at[i].size;
	if (p)
		atomic_store(&p->total, total);
}

static int list_files(struct scan *scan, const char *const *paths, size_t n_paths, struct err *e)
{
	ARENA_AUTO struct arena a;
	struct sink sink;
	arena_init(&a);
	sink_init(&sink, &a, "");
	source_list_init(&scan->files, scan->run.options->limits, scan->run.threads, &sink);
	recall_leave_out(&scan->recall, &scan->files);
	int rc = n_paths ? 0 : err_set(e, ERR_USAGE, "nothing to scan was named");
	for (size_t i = 0; rc == 0 && i < n_paths; i++)
		rc = source_add(&scan->files, paths[i], n_paths == 1, e);
	if (rc == 0)
		evidence_add(scan->run.evidence, &sink);
	sink_release(&sink);
	return rc;
}

static void say_unread(struct scan *scan)
{
	char sentence[1300];
	struct err e;
	size_t unread = atomic_load(&scan->unread);
	if (!unread || budget_time(&scan->run.budget, budget_now(), &e) == 0)
		return;
	snprintf(sentence, sizeof sentence, "%s Of %zu files %zu were not begun.", e.text, scan->files.count, unread);
	run_say(&scan->run, "", e.code == ERR_HALT ? "interrupted" : "limit", sentence);
}

int scan_run(const struct scan_options *o, const char *const *paths, size_t n_paths, struct evidence *ev,
	     struct scan_stats *stats, struct err *e)
{
	struct scan scan = {0};
	run_init(&scan.run, o, ev);
	int rc = recall_init(&scan.recall, o->cache, &scan.run, e);
	if (rc == 0)
		rc = list_files(&scan, paths, n_paths, e);
	if (rc == 0) {
		atomic_store(&scan.run.budget.entries, (int_fast64_t)scan.files.count);
		announce_total(&scan);
		recall_files(&scan.recall, &scan.files);
		sort_largest_first(&scan);
		atomic_store(&scan.unfinished, scan.n_order);
		atomic_store(&scan.run.spare.idle, scan.n_order < scan.run.threads ? (int)(scan.run.threads - scan.n_order) : 0);
		pool_run(scan.run.threads, scan.tellers, visit_file, &scan);
		visit_others(&scan);
		say_unread(&scan);
		evidence_sort(ev);
		gather(&scan.run.budget, &scan.files, ev, !o->no_tensors);
		source_share(&scan.files, ev);
		unread_find(ev);
		shards_check(ev);
	}
	*stats = (struct scan_stats){.entries = scan.run.entries,
				     .bytes_read = scan.run.bytes_read,
				     .weights = scan.run.n_weights,
				     .texts = scan.run.texts};
	run_release(&scan.run);
	recall_release(&scan.recall);
	source_list_release(&scan.files);
	free(scan.order);
	return rc;
}
