/* SPDX-License-Identifier: MIT */
/*
 * weights/ and declared/: the first byte picks a name, the rest is the entry. Every reader bids; those that bid are made to read, not only
 * the winner. With LICET_FUZZ_READER=<id> in the environment only that one is run, and may be given what it did not bid for.
 */
#include "classify/feed.h"
#include "classify/pages.h"
#include "classify/reader.h"
#include "declared/declared.h"
#include "names.h"
#include "weights/weights.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { CHUNK = 61, TENSORS = 100000 }; /* chunks are small and odd, so that headers lie across them */

struct chunks {
	struct stream stream;
	const uint8_t *bytes;
	size_t len;
};

static ssize_t next_chunk(struct stream *s, const void **chunk, struct err *e)
{
	(void)e;
	struct chunks *c = (struct chunks *)s;
	size_t left = c->len - s->offset, n = left < CHUNK ? left : c->len > 100 * CHUNK ? left : CHUNK;
	*chunk = c->bytes + s->offset;
	return (ssize_t)n;
}

static void check_outcome(int rc, const struct err *e, const struct reading *r)
{
	if (rc < 0 && !e->text[0]) /* what failed must be said, or nobody would know that it did */
		__builtin_trap();
	for (uint32_t i = 0; i < tensors_count(r->tensors); i++) {
		struct tensor row;
		tensors_get(r->tensors, i, &row, NULL);
		if (row.rank > TENSOR_RANK)
			__builtin_trap();
	}
}

static void read_weights(const struct reader *reader, struct reading *r, const uint8_t *all, size_t len)
{
	struct chunks c = {.stream = {.next = next_chunk, .size = r->probe->size, .fd = -1}, .bytes = all, .len = len};
	atomic_int_fast64_t left = TENSORS;
	PASS_AUTO struct pass pass;
	FEED_AUTO struct feed feed;
	PAGES_AUTO struct pages pages;
	struct err e = {0};
	r->tensors = tensors_new(&left);
	pass_init(&pass, r->tensors, 0, 1 << 20);
	feed_init(&feed, &c.stream, &pass);
	pages_of_memory(&pages, all, len);
	r->stream = &feed.cursor;
	r->anywhere = reader->anywhere ? &pages.cursor : NULL;
	int rc = reader->read(r, &e);
	check_outcome(rc, &e, r);
	feed_drain(&feed, NULL);
	pass_end(&pass);
	tensors_free(r->tensors);
}

static void read_with(const struct reader *reader, const struct probe *p, const uint8_t *all, size_t len)
{
	static struct limits limits;
	if (!limits.text_bytes)
		limits_init(&limits);
	ARENA_AUTO struct arena a;
	arena_init(&a);
	struct sink sink;
	sink_init(&sink, &a, p->name);
	struct outlines *outlines = outlines_new(NULL);
	bool weights = reader->role == ROLE_WEIGHTS;
	struct reading r = {.probe = p,
			    .bytes = all,
			    .len = weights ? p->len : len,
			    .limits = &limits,
			    .arena = &a,
			    .sink = &sink,
			    .outlines = outlines};
	struct err e = {0};
	if (weights)
		read_weights(reader, &r, all, len);
	else
		check_outcome(reader->read(&r, &e), &e, &r);
	outlines_free(outlines);
	sink_release(&sink);
}

static void read_all(const struct reader *const *table, size_t n, const struct probe *p, const uint8_t *all, size_t len)
{
	const char *only = getenv("LICET_FUZZ_READER");
	for (size_t i = 0; i < n; i++)
		if (table[i]->read && (only ? !strcmp(only, table[i]->id) : table[i]->bid(p) > 0))
			read_with(table[i], p, all, len);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (!size)
		return 0;
	const char *name = names[data[0] % NAMES], *slash = strrchr(name, '/');
	data++;
	size--;
	struct probe p = {.name = name,
			  .base = slash ? slash + 1 : name,
			  .size = (int64_t)size,
			  .bytes = data,
			  .len = size < PROBE_BYTES ? size : PROBE_BYTES};
	size_t n;
	const struct reader *const *table = weights_readers(&n);
	read_all(table, n, &p, data, size);
	table = declared_readers(&n);
	read_all(table, n, &p, data, size);
	return 0;
}
