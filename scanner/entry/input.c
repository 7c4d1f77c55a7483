/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "entry/input.h"

#include "base/arena.h"
#include "base/fd.h"
#include "entry/archive_lib.h"
#include "entry/hasher.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { BLOCK = 1 << 17, FIRST_BLOCK = 1 << 12 }; /* bytes read at once, and after a jump, which may be to a header only */
enum { WORTH_A_THREAD = 1 << 20 };		 /* packed bytes */

/* --- libarchive's callbacks ------------------------------------------------------------------------------------------------ */

/* Of n bytes that begin at that place, the end of the last that is not 0; none: `before`. */
static uint64_t content_end(uint64_t at, const uint8_t *bytes, ssize_t n, uint64_t before)
{
	uint64_t last;
	while (n >= (ssize_t)sizeof last && (memcpy(&last, bytes + n - sizeof last, sizeof last), !last))
		n -= (ssize_t)sizeof last;
	while (n > 0 && !bytes[n - 1])
		n--;
	return n > 0 ? at + (uint64_t)n : before;
}

static void note_given(struct input *in, uint64_t at, const void *bytes, ssize_t n)
{
	in->given = at + (uint64_t)(n > 0 ? n : 0);
	in->content = content_end(at, bytes, n, in->content);
}

/* Of a failure that libarchive is told of and only we have the whole sentence. */
static la_ssize_t fail(struct archive *a, struct input *in)
{
	in->failed = true;
	archive_lib.set_error(a, EIO, "%s", in->error.text);
	return ARCHIVE_FATAL;
}

/* Keeps the end of the last chunk, which the next one will make invalid. */
static void keep_tail(struct input *in)
{
	size_t n = in->last_len < INPUT_TAIL ? in->last_len : INPUT_TAIL;
	memmove(in->tail, in->tail + n, INPUT_TAIL - n);
	if (n)
		memcpy(in->tail + INPUT_TAIL - n, in->last + in->last_len - n, n);
	in->last_len = 0;
}

static ssize_t next_chunk(struct input *in, const void **chunk)
{
	if (in->ended || in->failed)
		return in->failed ? -1 : 0;
	keep_tail(in);
	ssize_t n = stream_next(in->from, chunk, &in->error);
	in->ended = n == 0;
	in->failed = n < 0;
	if (n > 0) {
		in->last = *chunk;
		in->last_len = (size_t)n;
		note_given(in, in->given, *chunk, n);
		if (!in->sized)
			atomic_fetch_add(&in->layer->in, (uint64_t)n);
	}
	return n;
}

static la_ssize_t feed_stream(struct archive *a, void *ctx, const void **chunk)
{
	struct input *in = ctx;
	ssize_t n = next_chunk(in, chunk);
	return n < 0 ? fail(a, in) : n;
}

/* What lies at in->at. -1: *e. */
static ssize_t chunk_at(struct input *in, const void **chunk, struct err *e)
{
	uint64_t left = in->size - in->at;
	ssize_t n = left < in->step ? (ssize_t)left : (ssize_t)in->step;
	in->step = in->step < BLOCK ? 2 * in->step : BLOCK;
	if (budget_time(in->layer->budget, in->layer->begun, e) < 0)
		return -1;
	*chunk = in->spool ? in->spool + in->at : in->block;
	if (!in->spool)
		n = fd_read_at(in->from->fd, in->block, (size_t)n, in->at);
	if (n < 0)
		return err_set(e, ERR_INPUT, "the archive cannot be read: %s", strerror(errno));
	in->at += (uint64_t)n;
	return n;
}

static la_ssize_t feed_at(struct archive *a, void *ctx, const void **chunk)
{
	struct input *in = ctx;
	ssize_t n = chunk_at(in, chunk, &in->error);
	in->ended = n == 0;
	if (n >= 0) {
		note_given(in, in->at - (uint64_t)n, *chunk, n);
		return n;
	}
	if (in->error.code != ERR_INPUT)
		return fail(a, in);
	archive_lib.set_error(a, EIO, "%s", in->error.text);
	return ARCHIVE_FATAL;
}

static void go_to(struct input *in, uint64_t to)
{
	if (to != in->at)
		in->step = FIRST_BLOCK;
	in->at = to;
}

static la_int64_t seek_to(struct archive *a, void *ctx, la_int64_t offset, int whence)
{
	(void)a;
	struct input *in = ctx;
	int64_t base = whence == SEEK_SET ? 0 : whence == SEEK_CUR ? (int64_t)in->at : (int64_t)in->size, to;
	if (__builtin_add_overflow(base, offset, &to) || to < 0)
		return ARCHIVE_FATAL;
	go_to(in, (uint64_t)to < in->size ? (uint64_t)to : in->size);
	return (la_int64_t)in->at;
}

static la_int64_t skip_ahead(struct archive *a, void *ctx, la_int64_t request)
{
	(void)a;
	struct input *in = ctx;
	uint64_t left = in->size - in->at, step = request < 0 ? 0 : (uint64_t)request < left ? (uint64_t)request : left;
	go_to(in, in->at + step);
	return (la_int64_t)step;
}

/* --- what is packed as a whole ----------------------------------------------------------------------------------------------- */

static ssize_t more_packed(void *ctx, const void **chunk, struct err *e)
{
	struct input *in = ctx;
	if (in->supply.ended)
		return 0;
	ssize_t n = in->seekable ? chunk_at(in, chunk, e) : stream_next(in->from, chunk, e);
	in->supply.ended = n <= 0;
	in->supply.failed = n < 0;
	if (n > 0) {
		in->supply.content = content_end(in->supply.bytes, *chunk, n, in->supply.content);
		in->supply.bytes += (uint64_t)n;
	}
	return n;
}

static ssize_t unpack_piece(void *ctx, void *buffer, size_t room, struct err *e)
{
	struct input *in = ctx;
	ssize_t n = packed_read(in->packed, buffer, room, e);
	in->marks[in->n_marks++ % AHEAD_SLOTS] =
		(struct input_mark){packed_used(in->packed), in->supply.bytes, in->supply.ended, n < 0 && in->supply.failed};
	return n;
}

/* What comes from elsewhere than a file or memory may keep the thread waiting, and us at the end with it. */
static bool worth_a_thread(const struct input *in)
{
	const struct stream *s = in->from;
	return in->n_taken && s->at_hand && (s->size < 0 || s->size >= WORTH_A_THREAD);
}

static void start_ahead(struct input *in)
{
	if (!worth_a_thread(in) || !spare_take(in->layer->spare))
		return;
	in->ahead = ahead_start(unpack_piece, in, stream_share(in->from));
	if (!in->ahead)
		spare_give(in->layer->spare);
}

static void stop_ahead(struct input *in)
{
	if (!in->ahead)
		return;
	ahead_stop(in->ahead);
	in->ahead = NULL;
	spare_give(in->layer->spare);
}

static ssize_t take_piece(struct input *in, struct err *e)
{
	const void *piece = in->unpacked;
	ssize_t n = in->ahead ? ahead_next(in->ahead, &piece, e) : unpack_piece(in, in->unpacked, AHEAD_CHUNK, e);
	in->piece = piece;
	in->piece_len = n > 0 ? (size_t)n : 0;
	note_given(in, in->given, piece, n);
	struct input_mark mark = in->marks[in->n_taken++ % AHEAD_SLOTS];
	if (!in->sized)
		atomic_fetch_add(&in->layer->in, mark.bytes - in->mark.bytes);
	in->mark = mark;
	return n;
}

/* The next unpacked bytes, as a stream's next(). */
static ssize_t next_piece(struct input *in, const void **bytes)
{
	if (in->pieces_end > 0) {
		if (!in->ahead)
			start_ahead(in);
		ssize_t n = take_piece(in, &in->error);
		in->pieces_end = n > 0 ? 1 : (int)n;
		in->failed = n < 0 && in->mark.failed;
		in->ended = n == 0 || (n < 0 && in->mark.ended);
	}
	*bytes = in->piece;
	return in->pieces_end > 0 ? (ssize_t)in->piece_len : in->pieces_end;
}

/* What the sentence is about lies in this archive, and not in an outer one, unless reading failed. */
static la_ssize_t feed_unpacked(struct archive *a, void *ctx, const void **chunk)
{
	struct input *in = ctx;
	ssize_t n = next_piece(in, chunk);
	if (n >= 0)
		return n;
	archive_lib.set_error(a, in->failed ? EIO : EILSEQ, "%s", in->error.text);
	return ARCHIVE_FATAL;
}

unsigned input_keeps(const struct input *in, const void *bytes)
{
	bool lent = in->ahead && (uintptr_t)bytes - (uintptr_t)in->piece < in->piece_len;
	return lent ? AHEAD_KEEPS : 0; /* else it is libarchive's, or will be written over */
}

/* --- a zip's directory ------------------------------------------------------------------------------------------------------ */

/* The record behind the directory begins with END and is at least this long; libarchive looks for it this far from the end. */
enum { END_BYTES = 22, END_WITHIN = 1 << 14 };
static const char END[] = {'P', 'K', 5, 6};

static bool has_directory(const struct input *in)
{
	static_assert((int)END_WITHIN <= (int)BLOCK, "block is the buffer");
	uint64_t len = in->size < END_WITHIN ? in->size : END_WITHIN;
	ssize_t n = in->spool ? (ssize_t)len : fd_read_at(in->from->fd, in->block, len, in->size - len);
	const uint8_t *end = in->spool ? in->spool + (in->size - len) : in->block;
	size_t places = n < END_BYTES ? 0 : (size_t)n - END_BYTES + sizeof END;
	return memmem(end, places, END, sizeof END);
}

/* Whether END stands in the last chunk, or across its beginning. */
static bool chunk_has_end(const struct input *in)
{
	uint8_t seam[INPUT_TAIL + sizeof END - 1];
	size_t n = in->last_len < sizeof END - 1 ? in->last_len : sizeof END - 1;
	memcpy(seam, in->tail, INPUT_TAIL);
	if (n)
		memcpy(seam + INPUT_TAIL, in->last, n);
	return memmem(seam, INPUT_TAIL + n, END, sizeof END) || (n && memmem(in->last, in->last_len, END, sizeof END));
}

bool input_directory_follows(struct input *in)
{
	const void *chunk;
	if (in->seekable)
		return in->directory;
	bool found = chunk_has_end(in);
	while (!found && next_chunk(in, &chunk) > 0)
		found = chunk_has_end(in);
	return found;
}

/* --- opening ---------------------------------------------------------------------------------------------------------------- */

/* The stream that has all the bytes of one that cannot be read front to back. NULL: *e. */
static struct stream *hold(struct input *in, const struct container *c, struct err *e)
{
	if (held_take(&in->held, in->from, in->layer->budget->limits, in->layer->depth - 1))
		return &in->held.stream;
	if (in->held.failed && e)
		*e = in->held.failure;
	else if (!in->held.failed)
		err_set(e, ERR_LIMIT, "This %s lies inside a stream, and %s; it was not unpacked.", c->title,
			in->held.why_not.text);
	return NULL;
}

int input_init(struct input *in, struct archive *a, const struct container *c, struct stream *from, struct layer *layer,
	       struct err *e)
{
	*in = (struct input){
		.from = from, .layer = layer, .step = FIRST_BLOCK, .seekable = from->fd >= 0 || from->memory || c->needs_seek};
	if (c->needs_seek && from->fd < 0 && !from->memory && !(in->from = from = hold(in, c, e)))
		return -1;
	if (from->fd >= 0 || from->memory) {
		in->size = from->size > 0 ? (uint64_t)from->size : 0;
		in->spool = from->memory;
		in->block = mem_alloc(BLOCK);
		in->directory = c->directory && has_directory(in);
	}
	in->sized = in->seekable || (!layer->outer && from->size > 0);
	if (in->sized)
		layer->in = in->seekable ? in->size : (uint64_t)from->size;
	if (archive_lib.read_set_callback_data(a, in) != ARCHIVE_OK)
		mem_exhausted();
	if (c->filter) {
		in->packed = packed_new(c, more_packed, in, e);
		if (!in->packed)
			return -1;
		in->unpacked = mem_alloc(AHEAD_CHUNK);
		in->pieces_end = 1;
		archive_lib.read_set_read_callback(a, feed_unpacked);
		return 0;
	}
	archive_lib.read_set_read_callback(a, in->seekable ? feed_at : feed_stream);
	if (in->seekable) {
		archive_lib.read_set_seek_callback(a, seek_to);
		archive_lib.read_set_skip_callback(a, skip_ahead);
	}
	return 0;
}

void input_init_directory(struct input *in, struct stream *from, struct layer *layer)
{
	*in = (struct input){.from = from, .layer = layer, .seekable = true, .directory = true, .sized = true};
	in->size = from->size > 0 ? (uint64_t)from->size : 0;
	layer->in = in->size;
}

void input_release(struct input *in)
{
	stop_ahead(in);
	packed_free(in->packed);
	in->packed = NULL;
	held_release(&in->held);
	free(in->block);
	free(in->unpacked);
	in->spool = in->block = in->unpacked = NULL;
}

int64_t input_used(const struct input *in, struct archive *a)
{
	return in->packed ? (int64_t)in->mark.used : archive_lib.filter_bytes(a, -1);
}

/* As next_piece, of bytes that are padding: they cost as much as others, and one packed byte may unpack to a million of them. */
static ssize_t pass_padding(struct input *in)
{
	const void *bytes;
	if (budget_time(in->layer->budget, in->layer->begun, &in->error) < 0)
		return -1;
	ssize_t n = next_piece(in, &bytes);
	return n > 0 && budget_expand(in->layer, (uint64_t)n, &in->error) < 0 ? -1 : n;
}

int input_check_end(struct input *in, uint64_t most)
{
	uint64_t begun = in->mark.used;
	ssize_t n = in->packed ? 1 : 0;
	while (n > 0 && in->mark.used - begun <= most)
		n = pass_padding(in);
	in->failed |= n < 0;
	return in->failed ? -1 : 0;
}

uint64_t input_unread(struct input *in, uint64_t used, uint64_t enough)
{
	const void *chunk;
	if (in->seekable)
		return in->size > used ? in->size - used : 0;
	stop_ahead(in); /* the stream is ours again */
	in->ended |= in->supply.ended;
	while (in->from->offset < used + enough && next_chunk(in, &chunk) > 0)
		;
	return in->from->offset > used ? in->from->offset - used : 0;
}

bool input_hides(struct input *in, uint64_t taken)
{
	const void *chunk;
	ssize_t n = 0;
	while (in->seekable && !in->packed && in->content <= taken && (n = chunk_at(in, &chunk, &in->error)) > 0)
		note_given(in, in->at - (uint64_t)n, chunk, n);
	return n >= 0 && in->content > taken;
}

bool input_hides_packed(struct input *in)
{
	const void *chunk;
	ssize_t n = 1;
	stop_ahead(in);
	while (in->packed && in->supply.content <= in->mark.used && n > 0)
		n = more_packed(in, &chunk, &in->error);
	return in->packed && n >= 0 && in->supply.content > in->mark.used;
}
