/* SPDX-License-Identifier: MIT */
/*
 * reading: what the tests of the readers share. An outcome is what the winning reader of a table made of some bytes. The bytes are copied
 * into memory of exactly their length, so that a sanitizer sees every step beyond.
 */
#ifndef LICET_TESTS_READING_H
#define LICET_TESTS_READING_H
#include "classify/feed.h"
#include "classify/pages.h"
#include "classify/reader.h"

#include <stdlib.h>
#include <string.h>

struct outcome {
	const struct reader *reader; /* NULL: nobody bid */
	int rc;
	struct err err;
	const char *detail;
	struct arena arena;
	struct sink sink;
	uint8_t *bytes;
	struct tensors *tensors;
	const char *gap, *claimed;
	bool overlapped;
};

/* Bytes in memory as a stream of chunks, each of which is gone when the next one comes. */
struct chunks {
	struct stream stream;
	const uint8_t *bytes;
	size_t len, size;
	uint8_t *lent;
	bool breaks_off; /* it ends in an error */
};

static inline ssize_t chunks_next(struct stream *s, const void **chunk, struct err *e)
{
	struct chunks *c = (struct chunks *)s;
	size_t left = c->len - s->offset, n = left < c->size ? left : c->size;
	free(c->lent);
	c->lent = malloc(n ? n : 1);
	memcpy(c->lent, c->bytes + s->offset, n);
	*chunk = c->lent;
	if (!n && c->breaks_off)
		return err_set(e, ERR_INPUT, "It breaks off.");
	return (ssize_t)n;
}

static size_t outcome_chunk = 1000; /* bytes */

typedef const struct reader *const *(*readers_table)(size_t *n);

static inline const struct reader *highest(const struct reader *const *table, size_t n, const struct probe *p)
{
	const struct reader *best = NULL;
	for (size_t i = 0; i < n; i++)
		if (table[i]->bid(p) > (best ? best->bid(p) : 0))
			best = table[i];
	return best;
}

/* As scanner/weigh.c does it. */
static inline void outcome_stream(struct outcome *o, struct reading *r, size_t len, int64_t size)
{
	struct chunks c = {.stream = {.next = chunks_next, .size = size, .fd = -1},
			   .bytes = o->bytes,
			   .len = len,
			   .size = outcome_chunk,
			   .breaks_off = size > (int64_t)len};
	PASS_AUTO struct pass pass;
	FEED_AUTO struct feed feed;
	PAGES_AUTO struct pages pages;
	o->tensors = tensors_new(NULL);
	pass_init(&pass, o->tensors, 0, 1 << 20);
	feed_init(&feed, &c.stream, &pass);
	pages_of_memory(&pages, o->bytes, len);
	if (size > (int64_t)len)
		pages.cursor.total = (uint64_t)size;
	r->stream = &feed.cursor;
	r->anywhere = o->reader->anywhere ? &pages.cursor : NULL;
	r->tensors = o->tensors;
	o->rc = o->reader->read(r, &o->err);
	o->detail = r->detail;
	o->claimed = r->claimed;
	feed_drain(&feed, NULL);
	pass_end(&pass);
	o->gap = r->gap ? r->gap : pass.gap;
	o->overlapped = pass.overlapped;
	free(c.lent);
}

/* size: of the entry, ≥ len; -1 for "not known"; more than len means that only its beginning is at hand. */
static inline void outcome_of(struct outcome *o, readers_table readers, const char *name, const void *bytes, size_t len,
			      int64_t size)
{
	size_t n;
	const struct reader *const *table = readers(&n);
	const char *slash = strrchr(name, '/');
	struct limits limits;
	limits_init(&limits);
	*o = (struct outcome){.bytes = malloc(len ? len : 1)};
	memcpy(o->bytes, len ? bytes : "", len);
	struct probe p = {.name = name,
			  .base = slash ? slash + 1 : name,
			  .size = size,
			  .bytes = o->bytes,
			  .len = len < PROBE_BYTES ? len : PROBE_BYTES};
	arena_init(&o->arena);
	sink_init(&o->sink, &o->arena, name);
	o->reader = highest(table, n, &p);
	if (!o->reader || !o->reader->read)
		return;
	struct reading r = {.probe = &p,
			    .bytes = o->bytes,
			    .len = o->reader->role == ROLE_WEIGHTS ? p.len : len,
			    .cut = size > (int64_t)p.len,
			    .limits = &limits,
			    .arena = &o->arena,
			    .sink = &o->sink};
	if (o->reader->role == ROLE_WEIGHTS) {
		outcome_stream(o, &r, len, size);
		return;
	}
	o->rc = o->reader->read(&r, &o->err);
	o->detail = r.detail;
}

static inline void outcome_release(struct outcome *o)
{
	tensors_free(o->tensors);
	sink_release(&o->sink);
	arena_release(&o->arena);
	free(o->bytes);
}

/* The nth (from 0) fact with that key and one of those kinds; NULL when there is none. */
static inline const struct fact *outcome_fact(const struct outcome *o, const char *key, size_t nth)
{
	for (size_t i = 0; i < o->sink.count; i++)
		if (o->sink.facts[i].key && !strcmp(o->sink.facts[i].key, key) && !nth--)
			return &o->sink.facts[i];
	return NULL;
}

static inline const char *outcome_value(const struct outcome *o, const char *key, size_t nth)
{
	const struct fact *f = outcome_fact(o, key, nth);
	return f ? f->value : "(none)";
}

/* Every beginning of the bytes, every byte replaced by a few nasty ones, and `rounds` random changes: must not crash or hang. */
static inline void torment(readers_table readers, const char *name, const void *bytes, size_t len, unsigned rounds)
{
	static const uint8_t nasty[] = {0x00, 0x01, 0x7F, 0x80, 0xFF, '"', '\n', ':'};
	uint8_t *copy = malloc(len ? len : 1);
	uint64_t random = 88172645463325252u;
	struct outcome o;
	for (size_t n = 0; n <= len; n += n < 1024 ? 1 : 97) {
		outcome_of(&o, readers, name, bytes, n, (int64_t)n);
		outcome_release(&o);
		outcome_of(&o, readers, name, bytes, n, -1);
		outcome_release(&o);
	}
	for (size_t at = 0; at < len && at < 512; at++)
		for (size_t i = 0; i < sizeof nasty; i++) {
			memcpy(copy, bytes, len);
			copy[at] = nasty[i];
			outcome_of(&o, readers, name, copy, len, (int64_t)len);
			outcome_release(&o);
		}
	for (unsigned round = 0; round < rounds && len; round++) {
		memcpy(copy, bytes, len);
		for (unsigned i = 0; i < 1 + round % 6; i++) {
			random ^= random << 13;
			random ^= random >> 7;
			random ^= random << 17;
			copy[random % len] = (uint8_t)(random >> 32);
		}
		outcome_of(&o, readers, name, copy, len, (int64_t)len);
		outcome_release(&o);
	}
	free(copy);
}

#endif
