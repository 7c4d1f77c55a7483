/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "scan.h"

#include "base/pool.h"
#include "entry/file.h"
#include "entry/memory.h"
#include "evidence/shards_check.h"
#include "gather.h"
#include "source/source.h"
#include "visit.h"

#include <stdlib.h>

struct scan {
	struct run run;
	struct source_list files;
	size_t *order; /* numbers of files, largest first */
	unsigned threads;
	atomic_size_t unfinished; /* files */
};

static void visit_opened(struct scan *scan, const struct source_file *file, struct file_stream *stream)
{
	visit(&scan->run, &(struct subject){.name = file->name,
					    .bytes = &stream->stream,
					    .expect = file->expect,
					    .listed = scan->run.options->file_digests,
					    .path = file->place});
	if (file_stream_changed(stream))
		run_say(&scan->run, file->name, "changed",
			"It was written to while it was read, so what was read may never have existed.");
	file_stream_close(stream);
}

static void visit_bytes(struct scan *scan, const struct source_file *file)
{
	struct memory_stream bytes;
	memory_stream_init(&bytes, file->bytes, (size_t)file->size);
	visit(&scan->run, &(struct subject){.name = file->name, .bytes = &bytes.stream});
}

static void visit_file(void *ctx, size_t job)
{
	struct scan *scan = ctx;
	const struct source_file *file = &scan->files.at[scan->order[job]];
	bool overlap = scan->threads > 1;
	struct file_stream stream;
	struct err e;
	if (file->bytes) {
		visit_bytes(scan, file);
	} else if (!file->first) { /* else the same file is read under its first name */
		int fd = source_open(&scan->files, file, &e);
		if (fd < 0 || file_stream_open(&stream, fd, overlap, &e) < 0)
			run_say(&scan->run, file->name, "unreadable", e.text);
		else
			visit_opened(scan, file, &stream);
	}
	if (atomic_fetch_sub(&scan->unfinished, 1) <= scan->threads) /* this thread finds no other file to work on */
		spare_give(&scan->run.spare);
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
	source_list_init(&scan->files, scan->run.options->limits, &sink);
	int rc = n_paths ? 0 : err_set(e, ERR_USAGE, "nothing to scan was named");
	for (size_t i = 0; rc == 0 && i < n_paths; i++)
		rc = source_add(&scan->files, paths[i], n_paths == 1, e);
	if (rc == 0)
		evidence_add(scan->run.evidence, &sink);
	sink_release(&sink);
	return rc;
}

int scan_run(const struct scan_options *o, const char *const *paths, size_t n_paths, struct evidence *ev,
	     struct scan_stats *stats, struct err *e)
{
	struct scan scan = {.threads = o->jobs > 0 ? (unsigned)o->jobs : pool_cpus()};
	run_init(&scan.run, o, ev);
	int rc = list_files(&scan, paths, n_paths, e);
	if (rc == 0) {
		atomic_store(&scan.run.budget.entries, (int_fast64_t)scan.files.count);
		atomic_store(&scan.unfinished, scan.files.count);
		atomic_store(&scan.run.spare.idle, scan.files.count < scan.threads ? (int)(scan.threads - scan.files.count) : 0);
		sort_largest_first(&scan);
		pool_run(scan.threads, scan.files.count, visit_file, &scan);
		evidence_sort(ev);
		gather(o->limits, &scan.files, ev, !o->no_tensors);
		shards_check(ev);
		source_share(&scan.files, ev);
	}
	*stats = (struct scan_stats){.entries = scan.run.entries,
				     .bytes_read = scan.run.bytes_read,
				     .weights = scan.run.n_weights,
				     .texts = scan.run.texts};
	source_list_release(&scan.files);
	free(scan.order);
	return rc;
}
