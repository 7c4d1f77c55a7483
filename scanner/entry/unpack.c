/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "entry/unpack.h"

#include "base/path.h"

#include <archive.h>
#include <archive_entry.h>
#include <assert.h>
#include <errno.h>
#include <locale.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { BLOCK = 1 << 17, ZEROS = 1 << 16, SHOWN_NAME = 200, MAX_BAD_HEADERS = 100, TAIL = 64, DIRECTORY_WITHIN = 1 << 14, DIRECTORY_END = 22 };

struct name_set { /* hashes of the members' names; open addressing, 0 is empty */
	uint64_t *slots;
	size_t n_slots, used;
};

struct unpacker {
	struct archive *archive;
	const struct container *container;
	const char *name; /* borrowed */
	struct layer *layer;
	struct sink *sink;

	struct stream *in;
	bool in_failed, in_ended;
	struct err in_error;
	bool directory; /* a zip whose directory at the end is there and used */
	uint8_t tail[TAIL]; /* the last bytes fed before the last chunk, and that chunk */
	const uint8_t *last;
	size_t last_len;
	bool seekable; /* read at `at` from the file in->fd or, when there is one, from spool */
	uint64_t at, size;
	uint8_t *spool, *block;

	struct stream bytes; /* of the current member */
	bool has_member, ended; /* ended: its stream gave 0 or -1 */
	bool sparse;
	bool warned; /* what was handed out last is damaged */
	const uint8_t *ready; /* bytes of the member not handed out yet, after `hole` zeros */
	size_t ready_len;
	uint64_t hole;
	bool opened;
	int bad_headers;
	bool broken; /* libarchive cannot go on, and that was said */
	char *member_name, *clean, *lone; /* buffers */
	size_t member_room;
	struct name_set seen;
};

/* --- libarchive's input ------------------------------------------------------------------------------------------------- */

static void count_input(struct unpacker *u, uint64_t bytes)
{
	u->layer->in += bytes;
	if (u->seekable && u->layer->in > u->size)
		u->layer->in = u->size; /* reading a place twice does not make the archive bigger */
}

/* Keeps the end of the last chunk, which the next one will make invalid. */
static void keep_tail(struct unpacker *u)
{
	size_t n = u->last_len < TAIL ? u->last_len : TAIL;
	memmove(u->tail, u->tail + n, TAIL - n);
	if (n)
		memcpy(u->tail + TAIL - n, u->last + u->last_len - n, n);
	u->last_len = 0;
}

static la_ssize_t feed_stream(struct archive *a, void *ctx, const void **chunk)
{
	struct unpacker *u = ctx;
	if (!u->in_failed)
		keep_tail(u);
	ssize_t n = u->in_failed ? -1 : stream_next(u->in, chunk, &u->in_error);
	if (n < 0) {
		u->in_failed = true;
		archive_set_error(a, EIO, "%s", u->in_error.text);
		return ARCHIVE_FATAL;
	}
	u->in_ended = n == 0;
	u->last = *chunk;
	u->last_len = (size_t)n;
	count_input(u, (uint64_t)n);
	return n;
}

static la_ssize_t feed_at(struct archive *a, void *ctx, const void **chunk)
{
	struct unpacker *u = ctx;
	uint64_t left = u->size - u->at;
	ssize_t n = left < BLOCK ? (ssize_t)left : BLOCK;
	*chunk = u->spool ? u->spool + u->at : u->block;
	if (!u->spool)
		do
			n = pread(u->in->fd, u->block, BLOCK, (off_t)u->at);
		while (n < 0 && errno == EINTR);
	if (n < 0) {
		archive_set_error(a, errno, "the archive cannot be read: %s", strerror(errno));
		return ARCHIVE_FATAL;
	}
	u->in_ended = n == 0;
	u->at += (uint64_t)n;
	count_input(u, (uint64_t)n);
	return n;
}

static la_int64_t seek_to(struct archive *a, void *ctx, la_int64_t offset, int whence)
{
	(void)a;
	struct unpacker *u = ctx;
	int64_t base = whence == SEEK_SET ? 0 : whence == SEEK_CUR ? (int64_t)u->at : (int64_t)u->size, to;
	if (__builtin_add_overflow(base, offset, &to) || to < 0)
		return ARCHIVE_FATAL;
	u->at = (uint64_t)to < u->size ? (uint64_t)to : u->size;
	return (la_int64_t)u->at;
}

static la_int64_t skip_ahead(struct archive *a, void *ctx, la_int64_t request)
{
	(void)a;
	struct unpacker *u = ctx;
	uint64_t left = u->size - u->at, step = request < 0 ? 0 : (uint64_t)request < left ? (uint64_t)request : left;
	u->at += step;
	return (la_int64_t)step;
}

/* --- a zip's directory ---------------------------------------------------------------------------------------------------- */

static const char directory_end[] = {'P', 'K', 5, 6};

/* Whether libarchive will find the directory of a zip that is a file: it looks as far from the end as this. */
static bool has_directory(const struct unpacker *u)
{
	static_assert(DIRECTORY_WITHIN <= BLOCK, "block is the buffer");
	uint64_t len = u->size < DIRECTORY_WITHIN ? u->size : DIRECTORY_WITHIN;
	ssize_t n = pread(u->in->fd, u->block, len, (off_t)(u->size - len));
	return n >= DIRECTORY_END && memmem(u->block, (size_t)n - DIRECTORY_END + sizeof directory_end, directory_end, sizeof directory_end);
}

static bool tail_has_directory(const struct unpacker *u)
{
	uint8_t seam[TAIL + sizeof directory_end - 1];
	size_t n = u->last_len < sizeof directory_end - 1 ? u->last_len : sizeof directory_end - 1;
	memcpy(seam, u->tail, TAIL);
	memcpy(seam + TAIL, u->last, n);
	return memmem(seam, TAIL + n, directory_end, sizeof directory_end) ||
	       memmem(u->last, u->last_len, directory_end, sizeof directory_end);
}

/* After the last member of a zip that was read front to back: does its directory come? If not, members may be lost. */
static bool directory_follows(struct unpacker *u)
{
	const void *chunk;
	bool found = u->last_len && tail_has_directory(u);
	while (!found && !u->seekable && !u->in_ended && feed_stream(u->archive, u, &chunk) > 0)
		found = tail_has_directory(u);
	return found;
}

/* --- what goes wrong ---------------------------------------------------------------------------------------------------- */

static const char *problem_id(const struct err *e)
{
	static const struct {
		const char *word, *id;
	} table[] = {
		{"ncrypt", "encrypted"},   {"rypto", "encrypted"},      {"assphrase", "encrypted"}, {"runcated", "truncated"},
		{"premature", "truncated"}, {"nexpected end", "truncated"}, {"nsupported", "unsupported"}, {"not supported", "unsupported"},
		{"ends there", "truncated"}, {"cannot be", "unreadable"},
	};
	if (e->code == ERR_LIMIT)
		return "limit";
	for (size_t i = 0; i < sizeof table / sizeof *table; i++)
		if (strstr(e->text, table[i].word))
			return table[i].id;
	return "damaged";
}

static void add_about(struct sink *sink, enum fact_kind kind, const char *id, const char *entry, const char *sentence)
{
	size_t len = strlen(sentence);
	const char *end = len && sentence[len - 1] != '.' ? "." : "";
	struct place at = {.entry = arena_strdup(sink->arena, entry)};
	sink_add(sink, &(struct fact){.kind = kind, .key = id, .value = arena_printf(sink->arena, "%s%s", sentence, end), .at = at});
}

void unpack_problem(struct sink *sink, const char *entry, const struct err *e)
{
	add_about(sink, FACT_PROBLEM, problem_id(e), entry, e->text);
}

/* libarchive's last complaint as our sentence. offset: of the member, or -1 when no member is being read. */
static int archive_failure(struct unpacker *u, int64_t offset, struct err *e)
{
	struct err dropped;
	e = e ? e : &dropped;
	if (u->in_failed) { /* the trouble lies in an outer archive, whose own sentence says it best */
		*e = u->in_error;
		return -1;
	}
	const char *why = archive_error_string(u->archive);
	/* Asked before a format was chosen, libarchive 3.6 would call what is no function. */
	bool secret = u->opened && archive_read_has_encrypted_entries(u->archive) > 0;
	err_set(e, ERR_INPUT, "%s%s", why ? why : "the data are damaged",
		secret ? " (it is encrypted)" : u->in_ended ? " (the archive ends there)" : "");
	long long at = (long long)archive_filter_bytes(u->archive, -1);
	at = at < 0 ? (long long)u->layer->in : at;
	if (offset < 0)
		return err_prefix(e, "Unpacking stops at byte %lld", at);
	return err_prefix(e, "Reading it stops at byte %lld (byte %lld of the archive)", (long long)offset, at);
}

/* --- the current member's bytes ------------------------------------------------------------------------------------------ */

/* Asks libarchive for the next block. 1: ready or hole is set; 0: end; -1: *e. */
static int next_block(struct unpacker *u, struct err *e)
{
	if (u->warned)
		return archive_failure(u, (int64_t)u->bytes.offset, e);
	const void *bytes = NULL;
	size_t len = 0;
	la_int64_t offset = 0;
	int rc = archive_read_data_block(u->archive, &bytes, &len, &offset);
	if (rc == ARCHIVE_FATAL || rc == ARCHIVE_FAILED) {
		u->broken = rc == ARCHIVE_FATAL;
		return archive_failure(u, (int64_t)u->bytes.offset, e);
	}
	if (rc == ARCHIVE_WARN) /* these bytes are there, but a checksum or length disagrees */
		u->warned = true;
	if (rc == ARCHIVE_EOF) {
		len = 0;
		offset = u->sparse ? u->bytes.size : (la_int64_t)u->bytes.offset;
	}
	if (offset < (la_int64_t)u->bytes.offset)
		return err_set(e, ERR_INPUT, "Its pieces overlap at byte %lld.", (long long)offset);
	u->hole = (uint64_t)offset - u->bytes.offset;
	u->ready = bytes;
	u->ready_len = len;
	return rc != ARCHIVE_EOF || u->hole;
}

static ssize_t give(struct unpacker *u, const void **chunk)
{
	static const uint8_t zeros[ZEROS];
	if (u->hole) {
		ssize_t n = u->hole < ZEROS ? (ssize_t)u->hole : ZEROS;
		*chunk = zeros;
		u->hole -= (uint64_t)n;
		return n;
	}
	*chunk = u->ready;
	ssize_t n = (ssize_t)u->ready_len;
	u->ready_len = 0;
	return n;
}

static ssize_t member_next(struct stream *s, const void **chunk, struct err *e)
{
	struct unpacker *u = (struct unpacker *)((char *)s - offsetof(struct unpacker, bytes));
	int rc = u->ended ? 0 : 1;
	while (rc > 0 && !u->hole && !u->ready_len)
		rc = next_block(u, e);
	ssize_t n = rc > 0 ? give(u, chunk) : rc;
	if (n > 0 && budget_expand(u->layer, (uint64_t)n, e) < 0)
		n = -1;
	u->ended = n <= 0;
	return n;
}

/* --- opening and closing -------------------------------------------------------------------------------------------------- */

/* Holds the whole stream in memory for a format that needs seeking. */
static int fill_spool(struct unpacker *u, struct err *e)
{
	uint64_t cap = (uint64_t)u->layer->budget->limits->spool_bytes, capacity = 0;
	const void *chunk;
	ssize_t n;
	while ((n = stream_next(u->in, &chunk, e)) > 0) {
		if ((uint64_t)n > cap - u->size)
			return err_set(e, ERR_LIMIT,
				       "This %s lies inside a stream, has to be held in memory to be read, and is larger than %llu "
				       "bytes (--limit spool-bytes=…); it was not unpacked.",
				       u->container->title, (unsigned long long)cap);
		if (capacity - u->size < (uint64_t)n) {
			capacity = u->size + (uint64_t)n > 2 * capacity ? u->size + (uint64_t)n : 2 * capacity;
			u->spool = mem_resize(u->spool, capacity, 1);
		}
		memcpy(u->spool + u->size, chunk, (size_t)n);
		u->size += (uint64_t)n;
	}
	return n < 0 ? -1 : 0;
}

static int prepare_input(struct unpacker *u, struct err *e)
{
	if (u->in->fd >= 0) {
		u->seekable = true;
		u->size = u->in->size > 0 ? (uint64_t)u->in->size : 0;
		u->block = mem_alloc(BLOCK);
		u->directory = u->container->directory && has_directory(u);
	} else if (u->container->needs_seek) {
		u->seekable = true;
		if (fill_spool(u, e) < 0)
			return -1;
	}
	archive_read_set_callback_data(u->archive, u);
	archive_read_set_read_callback(u->archive, u->seekable ? feed_at : feed_stream);
	if (u->seekable) {
		archive_read_set_seek_callback(u->archive, seek_to);
		archive_read_set_skip_callback(u->archive, skip_ahead);
	}
	return 0;
}

static int open_archive(struct unpacker *u, struct err *e)
{
	const struct container *c = u->container;
	if (c->library && !c->library())
		return err_set(e, ERR_INPUT, "This %s is not supported: libarchive was built without it.", c->title);
	if (u->layer->depth > u->layer->budget->limits->depth)
		return err_set(e, ERR_LIMIT, "This %s lies %d archives deep (--limit depth=…); it was not unpacked.", c->title,
			       u->layer->depth - 1);
	if (prepare_input(u, e) < 0)
		return -1;
	if (c->enable(u->archive, u->seekable) != ARCHIVE_OK)
		return err_set(e, ERR_INPUT, "This %s is not supported by libarchive here.", c->title);
	if (archive_read_open1(u->archive) < ARCHIVE_WARN)
		return archive_failure(u, -1, e);
	u->opened = true;
	return 0;
}

struct unpacker *unpack_open(const struct container *c, const char *name, struct stream *in, struct layer *layer, struct sink *sink)
{
	struct unpacker *u = mem_alloc(sizeof *u);
	*u = (struct unpacker){.container = c, .name = name, .in = in, .layer = layer, .sink = sink};
	layer->depth = layer->outer ? layer->outer->depth + 1 : 1;
	layer->in = layer->out = 0;
	layer->spent = false;
	u->archive = archive_read_new();
	if (!u->archive)
		mem_exhausted();
	size_t longest = (size_t)layer->budget->limits->name_bytes;
	u->member_room = strlen(name) + 2 + longest + 1;
	u->member_name = mem_alloc(u->member_room);
	u->clean = mem_alloc(longest + 1);
	u->lone = mem_alloc(longest + 1);
	struct err e;
	if (open_archive(u, &e) == 0)
		return u;
	unpack_problem(sink, name, &e);
	unpack_close(u);
	return NULL;
}

uint64_t unpack_bytes_read(const struct unpacker *u)
{
	return u->layer->in;
}

void unpack_close(struct unpacker *u)
{
	if (!u)
		return;
	archive_read_free(u->archive);
	free(u->spool);
	free(u->block);
	free(u->member_name);
	free(u->clean);
	free(u->lone);
	free(u->seen.slots);
	free(u);
}

/* --- from member to member ------------------------------------------------------------------------------------------------ */

static uint64_t hash_name(const char *name)
{
	uint64_t hash = UINT64_C(0xcbf29ce484222325); /* FNV-1a */
	for (; *name; name++)
		hash = (hash ^ (uint8_t)*name) * UINT64_C(0x100000001b3);
	return hash ? hash : 1;
}

static bool set_insert(struct name_set *set, uint64_t hash)
{
	size_t at = hash & (set->n_slots - 1);
	for (; set->slots[at]; at = (at + 1) & (set->n_slots - 1))
		if (set->slots[at] == hash)
			return false;
	set->slots[at] = hash;
	set->used++;
	return true;
}

/* Whether the name is new. */
static bool set_add(struct name_set *set, const char *name)
{
	if (2 * set->used >= set->n_slots) {
		struct name_set grown = {.n_slots = set->n_slots ? 2 * set->n_slots : 64};
		grown.slots = mem_array(grown.n_slots, sizeof *grown.slots);
		for (size_t i = 0; i < set->n_slots; i++)
			if (set->slots[i])
				set_insert(&grown, set->slots[i]);
		free(set->slots);
		*set = grown;
	}
	return set_insert(set, hash_name(name));
}

static const char *raw_name(struct unpacker *u, struct archive_entry *entry)
{
	if (archive_format(u->archive) == ARCHIVE_FORMAT_RAW) {
		container_lone_name(u->container, path_base(u->name), u->lone, (size_t)u->layer->budget->limits->name_bytes + 1);
		return u->lone;
	}
	const char *name = archive_entry_pathname(entry);
	if (!name)
		name = archive_entry_pathname_utf8(entry);
	return name ? name : "";
}

static void say_flaws(struct unpacker *u, const char *raw, unsigned flaws)
{
	const char *why = flaws & PATH_PARENT      ? "leads out of the archive"
			  : flaws & PATH_ABSOLUTE  ? "is an absolute path"
			  : flaws & PATH_BACKSLASH ? "has backslashes, which are separators elsewhere"
			  : flaws & PATH_LONG      ? "is longer than --limit name-bytes allows"
						   : "is empty";
	add_about(u->sink, FACT_PROBLEM, "unsafe-name", u->member_name,
		  arena_printf(u->sink->arena, "The archive names this member '%.*s%s', which %s; it was read under a harmless name.",
			       SHOWN_NAME, raw, strlen(raw) > SHOWN_NAME ? "…" : "", why));
}

static void set_name(struct unpacker *u, struct archive_entry *entry)
{
	const char *raw = raw_name(u, entry);
	unsigned flaws = path_clean(raw, (size_t)u->layer->budget->limits->name_bytes, u->clean);
	snprintf(u->member_name, u->member_room, "%s!/%s", u->name, *u->clean ? u->clean : "unnamed");
	if (flaws)
		say_flaws(u, raw, flaws);
}

static void note(struct unpacker *u, const char *id, const char *what, const char *target)
{
	add_about(u->sink, FACT_NOTE, id, u->member_name,
		  arena_printf(u->sink->arena, "It is %s%s%.*s; it was not followed.", what, target ? " to " : "", SHOWN_NAME,
			       target ? target : ""));
}

/* Whether the member is a file whose bytes can be read; if not, says what it is. */
static bool is_file(struct unpacker *u, struct archive_entry *entry)
{
	mode_t type = archive_entry_filetype(entry);
	if (archive_entry_hardlink(entry))
		note(u, "link-member", "a hard link", archive_entry_hardlink(entry));
	else if (type == AE_IFLNK)
		note(u, "link-member", "a symlink", archive_entry_symlink(entry));
	else if (type != AE_IFREG && type != 0)
		note(u, "special-file", "a device, FIFO or socket", NULL);
	else if (!archive_entry_is_encrypted(entry))
		return true;
	else
		add_about(u->sink, FACT_PROBLEM, "encrypted", u->member_name, "It is encrypted; it was not read.");
	u->ended = archive_entry_is_encrypted(entry); /* nothing to drain */
	return false;
}

static void begin_member(struct unpacker *u, struct archive_entry *entry)
{
	int64_t size = archive_entry_size_is_set(entry) ? archive_entry_size(entry) : -1;
	u->bytes = (struct stream){.next = member_next, .size = size < 0 ? -1 : size, .fd = -1};
	u->sparse = size > 0 && archive_entry_sparse_count(entry) > 0;
	u->has_member = true;
	u->ended = u->warned = false;
	u->ready_len = 0;
	u->hole = 0;
	if (!set_add(&u->seen, u->clean))
		add_about(u->sink, FACT_NOTE, "duplicate-member", u->member_name,
			  "The archive has another member of this name; both were read.");
}

/* Unpacks what nobody asked for, so that it counts: libarchive's own skipping would inflate a bomb unseen. */
static void finish_member(struct unpacker *u)
{
	bool jumps = u->directory;
	const void *chunk;
	struct err e;
	ssize_t n = u->has_member && !u->ended && u->container->packs && !jumps ? 1 : 0;
	while (n > 0)
		n = stream_next(&u->bytes, &chunk, &e);
	if (n < 0)
		unpack_problem(u->sink, u->member_name, &e);
	u->has_member = false;
}

static locale_t utf8_locale;
static pthread_once_t locale_made = PTHREAD_ONCE_INIT;

static void make_locale(void)
{
	utf8_locale = newlocale(LC_CTYPE_MASK, "C.UTF-8", NULL);
}

/*
 * Some formats keep names in UTF-8 or UTF-16, and libarchive hands them out in the thread's locale; in the C locale all but
 * ASCII would be lost.
 */
static locale_t enter_utf8(void)
{
	pthread_once(&locale_made, make_locale);
	return uselocale(utf8_locale);
}

/* libarchive says that this was the last member. Not every format minds that its input broke off, so see for ourselves. -1. */
static int at_end(struct unpacker *u)
{
	struct err e;
	bool lacks_directory = u->container->directory && !u->directory && !directory_follows(u);
	if (u->in_failed)
		unpack_problem(u->sink, u->name, &u->in_error);
	else if (lacks_directory) {
		err_set(&e, ERR_INPUT, "The %s is truncated: it has no directory at its end", u->container->title);
		unpack_problem(u->sink, u->name, &e);
	}
	return -1;
}

/* 1: a file; 0: something else, go on; -1: no more. */
static int next_header(struct unpacker *u)
{
	struct archive_entry *entry;
	struct err e;
	int rc = archive_read_next_header(u->archive, &entry);
	if (rc == ARCHIVE_EOF)
		return at_end(u);
	if (budget_entry(u->layer->budget, u->layer, &e) < 0) {
		unpack_problem(u->sink, u->name, &e);
		return -1;
	}
	if (rc == ARCHIVE_RETRY)
		return 0;
	if (rc == ARCHIVE_FATAL || rc == ARCHIVE_FAILED) {
		archive_failure(u, -1, &e);
		unpack_problem(u->sink, u->name, &e);
		return rc == ARCHIVE_FATAL || ++u->bad_headers == MAX_BAD_HEADERS ? -1 : 0;
	}
	if (archive_entry_filetype(entry) == AE_IFDIR)
		return 0;
	set_name(u, entry);
	if (rc == ARCHIVE_WARN)
		add_about(u->sink, FACT_NOTE, "archive-warning", u->member_name,
			  arena_printf(u->sink->arena, "The archive is odd here: %s.", archive_error_string(u->archive)));
	begin_member(u, entry);
	return is_file(u, entry);
}

bool unpack_next(struct unpacker *u, struct member *m)
{
	locale_t before = enter_utf8();
	int rc;
	do {
		if (!u->broken && !layer_spent(u->layer))
			finish_member(u);
		rc = u->broken || layer_spent(u->layer) ? -1 : next_header(u);
	} while (rc == 0);
	uselocale(before);
	*m = (struct member){.name = u->member_name, .bytes = &u->bytes};
	return rc > 0;
}
