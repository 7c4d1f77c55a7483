/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "entry/unpack.h"

#include "base/path.h"
#include "entry/archive_lib.h"
#include "entry/input.h"
#include "entry/zip.h"

#include <locale.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ZEROS = 1 << 16, SHOWN_NAME = 200, MAX_BAD_HEADERS = 100 };

struct name_set { /* hashes of the members' names; open addressing, 0 is empty */
	uint64_t *slots;
	size_t n_slots, used;
};

struct head { /* what an archive says of a member before its bytes */
	const char *name, *hardlink, *symlink;
	mode_t type;
	int64_t size; /* -1: it does not say */
	bool encrypted, sparse;
};

struct unpacker {
	struct archive *archive; /* read by libarchive, */
	struct zip *zip;	 /* or by its directory */
	const struct container *container;
	const char *name; /* borrowed */
	struct layer *layer;
	struct sink *sink;

	struct input in;
	bool opened; /* libarchive knows the format */
	bool broken; /* libarchive cannot go on, and that was said */
	bool skips;  /* it goes on behind a header that is damaged, and that was said */
	int bad_headers;
	int records;	  /* of members in a zip's directory, as its end says; -1: it does not */
	uint64_t headers; /* that libarchive has read */
	size_t members;	  /* that were moved to */
	bool shares;	  /* others count the entries */

	struct stream bytes;	/* of the current member */
	bool has_member, ended; /* ended: its stream gave 0 or -1 */
	bool sparse;
	bool warned;	      /* what was handed out last is damaged */
	const uint8_t *ready; /* bytes of the member not handed out yet, after `hole` zeros */
	size_t ready_len;
	uint64_t hole;
	char *member_name, *clean, *lone; /* buffers */
	size_t member_room;
	struct name_set seen;
};

/* --- what goes wrong ---------------------------------------------------------------------------------------------------- */

static const char *problem_id(const struct err *e)
{
	static const struct {
		const char *word, *id;
	} table[] = {
		{"ncrypt", "encrypted"},
		{"rypto", "encrypted"},
		{"assphrase", "encrypted"},
		{"runcated", "truncated"},
		{"premature", "truncated"},
		{"nexpected end", "truncated"},
		{"nsupported", "unsupported"},
		{"not supported", "unsupported"},
		{"ends there", "truncated"},
		{"cannot be read", "unreadable"},
		{"cannot be opened", "unreadable"},
	};
	if (e->code == ERR_LIMIT)
		return "limit";
	if (e->code == ERR_HALT)
		return "interrupted";
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
	sink_add(sink,
		 &(struct fact){.kind = kind, .key = id, .value = arena_printf(sink->arena, "%s%s", sentence, end), .at = at});
}

void unpack_problem(struct sink *sink, const char *entry, const struct err *e)
{
	add_about(sink, FACT_PROBLEM, problem_id(e), entry, e->text);
}

/* Puts the place before a sentence. offset: of the member, or -1 when no member is being read. */
static int at_place(const struct unpacker *u, int64_t offset, struct err *e)
{
	long long at = (long long)(u->zip ? (int64_t)zip_place(u->zip) : input_used(&u->in, u->archive));
	at = at < 0 ? (long long)u->in.from->offset : at;
	if (offset < 0)
		return err_prefix(e, "Unpacking stops at byte %lld", at);
	return err_prefix(e, "Reading it stops at byte %lld (byte %lld of the archive)", (long long)offset, at);
}

/* libarchive's last complaint as our sentence, as with at_place. */
static int archive_failure(struct unpacker *u, int64_t offset, struct err *e)
{
	struct err dropped = {0};
	e = e ? e : &dropped;
	if (u->in.failed) { /* the trouble lies in an outer archive, whose own sentence says it best */
		*e = u->in.error;
		return -1;
	}
	const char *why = archive_lib.error_string(u->archive);
	/* Asked before a format was chosen, libarchive 3.6 would call what is no function. */
	bool secret = u->opened && archive_lib.read_has_encrypted_entries(u->archive) > 0;
	bool said = why && strstr(why, "runcated");
	err_set(e, ERR_INPUT, "%s%s", why ? why : "the data are damaged",
		secret		       ? " (it is encrypted)"
		: u->in.ended && !said ? " (the archive ends there)"
				       : "");
	return at_place(u, offset, e);
}

/* --- the current member's bytes ------------------------------------------------------------------------------------------ */

static int next_of_zip(struct unpacker *u, struct err *e)
{
	struct err dropped = {0};
	const void *bytes = NULL;
	e = e ? e : &dropped;
	ssize_t n = zip_read(u->zip, &bytes, e);
	u->ready = bytes;
	u->ready_len = n > 0 ? (size_t)n : 0;
	return n < 0 ? at_place(u, (int64_t)u->bytes.offset, e) : n > 0;
}

/* Asks for the next block. 1: ready or hole is set; 0: end; -1: *e. */
static int next_block(struct unpacker *u, struct err *e)
{
	if (u->zip)
		return next_of_zip(u, e);
	if (u->warned)
		return archive_failure(u, (int64_t)u->bytes.offset, e);
	const void *bytes = NULL;
	size_t len = 0;
	la_int64_t offset = 0;
	int rc = archive_lib.read_data_block(u->archive, &bytes, &len, &offset);
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
	u->bytes.keeps = input_keeps(&u->in, bytes);
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

static int open_with_library(struct unpacker *u, struct stream *in, struct err *e)
{
	const struct container *c = u->container;
	if (!archive_lib_load())
		return err_set(e, ERR_INPUT,
			       "This %s is not supported: libarchive, which unpacks it, is missing here (Debian: libarchive13).",
			       c->title);
	u->archive = archive_lib.read_new();
	if (!u->archive)
		mem_exhausted();
	if (input_init(&u->in, u->archive, c, in, u->layer, e) < 0)
		return -1;
	if (c->enable(u->archive, u->in.seekable) != ARCHIVE_OK)
		return err_set(e, ERR_INPUT, "This %s is not supported by libarchive here.", c->title);
	if (archive_lib.read_open1(u->archive) < ARCHIVE_WARN)
		return archive_failure(u, -1, e);
	u->opened = true;
	return 0;
}

static int open_archive(struct unpacker *u, struct stream *in, struct err *e)
{
	const struct container *c = u->container;
	if (u->layer->depth > u->layer->budget->limits->depth)
		return err_set(e, ERR_LIMIT, "This %s lies %d archives deep (--limit depth=…); it was not unpacked.", c->title,
			       u->layer->depth - 1);
	u->zip = c->directory && (in->fd >= 0 || in->memory) ? zip_open(in, u->layer) : NULL;
	u->records = c->directory && !u->zip ? container_records_of(in) : -1;
	if (!u->zip)
		return open_with_library(u, in, e);
	input_init_directory(&u->in, in, u->layer);
	return 0;
}

struct unpacker *unpack_open(const struct container *c, const char *name, struct stream *in, struct layer *layer,
			     struct sink *sink)
{
	struct unpacker *u = mem_alloc(sizeof *u);
	*u = (struct unpacker){.container = c, .name = name, .layer = layer, .sink = sink};
	layer_begin(layer);
	size_t longest = (size_t)layer->budget->limits->name_bytes;
	u->member_room = strlen(name) + 2 + longest + 1;
	u->member_name = mem_alloc(u->member_room);
	u->clean = mem_alloc(longest + 1);
	u->lone = mem_alloc(longest + 1);
	struct err e;
	if (open_archive(u, in, &e) == 0)
		return u;
	unpack_problem(sink, name, &e);
	unpack_close(u);
	return NULL;
}

void unpack_close(struct unpacker *u)
{
	if (!u)
		return;
	zip_close(u->zip);
	if (u->archive)
		archive_lib.read_free(u->archive);
	input_release(&u->in);
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

static const char *name_of(struct unpacker *u, struct archive_entry *entry)
{
	if (archive_lib.format(u->archive) == ARCHIVE_FORMAT_RAW) {
		container_lone_name(u->container, path_base(u->name), u->lone, (size_t)u->layer->budget->limits->name_bytes + 1);
		return u->lone;
	}
	const char *name = archive_lib.entry_pathname(entry);
	if (!name)
		name = archive_lib.entry_pathname_utf8(entry);
	return name ? name : "";
}

/* What has bytes has them to be read. */
static mode_t type_of(mode_t type, int64_t size)
{
	bool holds = size > 0 && type != AE_IFLNK && type != AE_IFDIR;
	return holds || !type ? AE_IFREG : type;
}

static struct head head_of(struct unpacker *u, struct archive_entry *entry)
{
	mode_t type = archive_lib.entry_filetype(entry);
	int64_t size = archive_lib.entry_size_is_set(entry) ? archive_lib.entry_size(entry) : -1;
	return (struct head){.name = name_of(u, entry),
			     .hardlink = archive_lib.entry_hardlink(entry),
			     .symlink = type == AE_IFLNK ? archive_lib.entry_symlink(entry) : NULL,
			     .type = type_of(type, size),
			     .size = size < 0 ? -1 : size,
			     .encrypted = archive_lib.entry_is_encrypted(entry),
			     .sparse = size > 0 && archive_lib.entry_sparse_count(entry) > 0};
}

static void say_flaws(struct unpacker *u, const char *raw, unsigned flaws)
{
	const char *why = flaws & PATH_PARENT	   ? "leads out of the archive"
			  : flaws & PATH_ABSOLUTE  ? "is an absolute path"
			  : flaws & PATH_BACKSLASH ? "has backslashes, which are separators elsewhere"
			  : flaws & PATH_LONG	   ? "is too long (--limit name-bytes=…)"
						   : "is empty";
	add_about(u->sink, FACT_PROBLEM, "unsafe-name", u->member_name,
		  arena_printf(u->sink->arena,
			       "The archive names this member '%.*s%s', which %s; it was read under a harmless name.", SHOWN_NAME,
			       raw, strlen(raw) > SHOWN_NAME ? "…" : "", why));
}

static void set_name(struct unpacker *u, const char *raw)
{
	unsigned flaws = path_clean(raw, (size_t)u->layer->budget->limits->name_bytes, u->clean);
	snprintf(u->member_name, u->member_room, "%s!/%s", u->name, *u->clean ? u->clean : "unnamed");
	if (flaws)
		say_flaws(u, raw, flaws);
}

/* Where a link leads in the archive, as the name of an entry; NULL: out of it. */
static const char *linked_entry(const struct unpacker *u, const char *target, bool from_top)
{
	const char *slash = from_top ? NULL : strrchr(u->clean, '/');
	const char *folder = slash ? arena_strndup(u->sink->arena, u->clean, (size_t)(slash - u->clean)) : "";
	const char *path = target ? path_from(folder, target, u->sink->arena) : NULL;
	return path ? arena_printf(u->sink->arena, "%s!/%s", u->name, path) : NULL;
}

/* leads: the entry that it leads to, or NULL; whether that is there, is known at the end (unread.h). */
static void note_link(struct unpacker *u, const char *what, const char *target, const char *leads)
{
	struct fact to = {
		.kind = FACT_META, .key = "link_to", .value = leads, .at.entry = arena_strdup(u->sink->arena, u->member_name)};
	add_about(
		u->sink, FACT_NOTE, "link-member", u->member_name,
		arena_printf(u->sink->arena, "It is %s to '%.*s'; it was not followed.", what, SHOWN_NAME, target ? target : ""));
	if (leads)
		sink_add(u->sink, &to);
}

/* Whether the member is a file whose bytes can be read; if not, says what it is. */
static bool is_file(struct unpacker *u, const struct head *head)
{
	if (head->hardlink)
		note_link(u, "a hard link", head->hardlink, linked_entry(u, head->hardlink, true));
	else if (head->type == AE_IFLNK)
		note_link(u, "a symlink", head->symlink, linked_entry(u, head->symlink, false));
	else if (head->type != AE_IFREG)
		add_about(u->sink, FACT_NOTE, "special-file", u->member_name,
			  "It is a device, a FIFO or a socket; it holds no data.");
	else if (!head->encrypted)
		return true;
	else
		add_about(u->sink, FACT_PROBLEM, "encrypted", u->member_name, "It is encrypted; it was not read.");
	u->ended = head->encrypted; /* nothing to drain */
	return false;
}

static void begin_member(struct unpacker *u, const struct head *head)
{
	u->bytes = (struct stream){.next = member_next,
				   .size = head->size,
				   .at_hand = !u->in.packed && (u->in.from->at_hand || u->in.spool),
				   .fd = -1};
	u->sparse = head->sparse;
	u->has_member = true;
	u->ended = u->warned = false;
	u->ready_len = 0;
	u->hole = 0;
	if (!u->shares && !set_add(&u->seen, u->clean))
		add_about(u->sink, FACT_NOTE, "duplicate-member", u->member_name,
			  "The archive has another member of this name; both were read.");
}

/*
 * What nobody asked for counts, too. Where skipping it would inflate it unseen it is unpacked here; where a directory lets us
 * step over it, the size that the directory states is counted: it is what others will unpack.
 */
static int skip_rest(struct unpacker *u, struct err *e)
{
	const void *chunk;
	ssize_t n = 1;
	uint64_t stated = u->bytes.size > 0 ? (uint64_t)u->bytes.size : 0;
	if (u->in.directory)
		return stated > u->bytes.offset ? budget_expand(u->layer, stated - u->bytes.offset, e) : 0;
	while (n > 0)
		n = stream_next(&u->bytes, &chunk, e);
	return n < 0 ? -1 : 0;
}

static bool is_small(const struct stream *s)
{
	return s->size >= 0 && s->size <= UNPACK_SMALL;
}

static void finish_member(struct unpacker *u)
{
	struct err e;
	bool whole = u->container->packs || (u->bytes.offset && is_small(&u->bytes));
	if (u->has_member && !u->ended && whole && skip_rest(u, &e) < 0)
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

enum { TRAILING_BYTES = 64 << 10 }; /* more than any archiver pads with */

static bool is_tar(const struct unpacker *u)
{
	return !u->zip && (archive_lib.format(u->archive) & ARCHIVE_FORMAT_BASE_MASK) == ARCHIVE_FORMAT_TAR;
}

/* Two tars one behind the other, for example: the end of the first is the end for most programs. */
static bool hides_behind(struct unpacker *u)
{
	int64_t taken = archive_lib.filter_bytes(u->archive, -1);
	return taken >= 0 && input_hides(&u->in, (uint64_t)taken);
}

/*
 * What stands behind an archive's end is seen by no unpacker, and may be hidden there: a tar that begins with zeros is "empty". Of an ar
 * it is the header of another member, which broke off.
 */
static void check_trailing(struct unpacker *u)
{
	int64_t used = u->container->directory || u->container->needs_seek ? -1 : input_used(&u->in, u->archive);
	uint64_t most = u->container->unpadded ? 1 : TRAILING_BYTES;
	if (used < 0)
		return;
	if (input_unread(&u->in, (uint64_t)used, most + 1) > most || (is_tar(u) && hides_behind(u)) || input_hides_packed(&u->in))
		add_about(u->sink, FACT_PROBLEM, "trailing-data", u->name,
			  arena_printf(u->sink->arena, "The archive ends at byte %lld of its file; what follows was not read.",
				       (long long)used));
}

/* Nor is what stands before a zip's first member, for who goes by its directory. */
static void check_leading(struct unpacker *u)
{
	uint64_t unnamed = u->zip ? zip_unnamed(u->zip) : 0;
	if (unnamed)
		add_about(u->sink, FACT_PROBLEM, "ambiguous", u->name,
			  arena_printf(u->sink->arena,
				       "The archive's directory names no member before byte %llu, and one stands there; it was "
				       "not read.",
				       (unsigned long long)unnamed));
}

/*
 * A tar ends in a block of zeros; libarchive is content when its bytes end between two members, or behind what says more of the next one,
 * as those of a copy that broke off may.
 */
static bool lacks_end(const struct unpacker *u)
{
	enum { BLOCK = 512 };
	uint64_t taken = (uint64_t)archive_lib.filter_bytes(u->archive, -1), content = u->in.content;
	return archive_lib.filter_bytes(u->archive, 0) == archive_lib.read_header_position(u->archive) ||
	       (content <= taken && content + BLOCK > taken);
}

/* libarchive looks for the next header of a cpio archive in what is none, and does not say so when it finds the end. */
static bool skips_to_end(const struct unpacker *u)
{
	enum { LONGEST_END = 124 };
	return (archive_lib.format(u->archive) & ARCHIVE_FORMAT_BASE_MASK) == ARCHIVE_FORMAT_CPIO &&
	       archive_lib.filter_bytes(u->archive, 0) - archive_lib.read_header_position(u->archive) > LONGEST_END;
}

/* Of a zip whose directory is damaged, so that libarchive makes of it what it can. */
static bool lacks_members(const struct unpacker *u)
{
	return u->container->directory && u->records > 0 && u->headers < (uint64_t)u->records;
}

/* Why members may be missing though libarchive says nothing; 0, or -1: *e. */
static int check_members(struct unpacker *u, struct err *e)
{
	const char *title = u->container->title;
	if (u->zip)
		return 0;
	if (u->container->directory && !u->in.directory && !input_directory_follows(&u->in))
		return err_set(e, ERR_INPUT, "The %s is truncated: it has no directory at its end", title);
	if (lacks_members(u))
		return err_set(e, ERR_INPUT, "The directory of the %s is damaged: of %d members %llu were found", title,
			       u->records, (unsigned long long)u->headers);
	if (is_tar(u) && lacks_end(u))
		return err_set(e, ERR_INPUT, "The tar archive is truncated: its end is not marked");
	return skips_to_end(u) ? err_set(e, ERR_INPUT, "The cpio archive is damaged: what is no member stands before its end")
			       : 0;
}

/* It says that this was the last member. Not every format minds that its input broke off, so see for ourselves. -1. */
static int at_end(struct unpacker *u)
{
	struct err e;
	if (u->in.failed || input_check_end(&u->in, TRAILING_BYTES) < 0) {
		unpack_problem(u->sink, u->name, &u->in.error);
	} else if (check_members(u, &e) < 0) {
		unpack_problem(u->sink, u->name, &e);
	} else {
		check_leading(u);
		check_trailing(u);
	}
	return -1;
}

/*
 * libarchive goes on where a header is damaged, and reads the next that is sound. Of its warnings only that a name is of another encoding
 * takes nothing away.
 */
static void say_warning(struct unpacker *u, const char *warning)
{
	bool lost = !strstr(warning, "converted");
	add_about(u->sink, lost ? FACT_PROBLEM : FACT_NOTE, lost ? "damaged" : "archive-warning", u->member_name,
		  arena_printf(u->sink->arena, "The archive is odd here: %s.", warning));
}

static int begin_head(struct unpacker *u, const struct head *head, const char *warning)
{
	if (head->type == AE_IFDIR && !warning)
		return 0;
	set_name(u, head->name);
	if (warning)
		say_warning(u, warning);
	if (head->type == AE_IFDIR)
		return 0;
	begin_member(u, head);
	return is_file(u, head);
}

/*
 * What other programs may see otherwise: a folder may be a file. Where several unpackers share the members, the one that counts them says
 * it.
 */
static void check_local_header(struct unpacker *u, const struct zip_member *m)
{
	const char *what = u->shares ? NULL : zip_differs(u->zip);
	if (what && m->type == S_IFDIR)
		set_name(u, m->name);
	if (what)
		add_about(u->sink, FACT_PROBLEM, "ambiguous", u->member_name,
			  arena_printf(u->sink->arena,
				       "The archive's directory and the header before this member's bytes do not agree on %s; "
				       "it was read as the directory says.",
				       what));
}

/* What stands between two members is seen by who goes through the file from its beginning. */
static void check_behind(struct unpacker *u, const struct zip_member *m)
{
	if (u->shares || !zip_hides(u->zip))
		return;
	if (m->type == S_IFDIR)
		set_name(u, m->name);
	add_about(u->sink, FACT_PROBLEM, "ambiguous", u->member_name,
		  "Behind this member another one stands that the archive's directory does not name; it was not read.");
}

static const char *link_target(struct unpacker *u)
{
	const void *bytes = NULL;
	ssize_t n = zip_read(u->zip, &bytes, NULL);
	return n > 0 ? arena_printf(u->sink->arena, "%.*s", n < SHOWN_NAME ? (int)n : SHOWN_NAME, (const char *)bytes) : NULL;
}

static int next_of_directory(struct unpacker *u)
{
	struct zip_member m;
	struct err e;
	int rc = zip_next(u->zip, &m, &e);
	if (rc == 0)
		return at_end(u);
	if (rc > 0)
		rc = budget_time(u->layer->budget, u->layer->begun, &e);
	if (rc < 0 || (!u->shares && budget_entry(u->layer->budget, u->layer, &e) < 0)) {
		unpack_problem(u->sink, u->name, &e);
		return -1;
	}
	struct head head = {.name = m.name, .type = m.type, .size = m.size, .encrypted = m.encrypted};
	if (m.type == S_IFLNK && !m.encrypted)
		head.symlink = link_target(u);
	rc = begin_head(u, &head, NULL);
	check_local_header(u, &m);
	check_behind(u, &m);
	return rc;
}

/* Said once: until the next header that is sound, each block of the file that it was before counts as one. */
static void say_damaged_header(struct unpacker *u)
{
	struct err e;
	if (u->skips)
		return;
	u->skips = true;
	archive_failure(u, -1, &e);
	unpack_problem(u->sink, u->name, &e);
}

/* 1: a file; 0: something else, go on; -1: no more. */
static int next_header(struct unpacker *u)
{
	struct archive_entry *entry;
	struct err e;
	int rc = archive_lib.read_next_header(u->archive, &entry);
	if (rc == ARCHIVE_EOF)
		return at_end(u);
	if (!u->shares && budget_entry(u->layer->budget, u->layer, &e) < 0) {
		unpack_problem(u->sink, u->name, &e);
		return -1;
	}
	if (rc == ARCHIVE_RETRY) {
		say_damaged_header(u);
		return 0;
	}
	if (rc == ARCHIVE_FATAL || rc == ARCHIVE_FAILED) {
		archive_failure(u, -1, &e);
		unpack_problem(u->sink, u->name, &e);
		return rc == ARCHIVE_FATAL || ++u->bad_headers == MAX_BAD_HEADERS ? -1 : 0;
	}
	u->headers++;
	struct head head = head_of(u, entry);
	return begin_head(u, &head, rc == ARCHIVE_WARN ? archive_lib.error_string(u->archive) : NULL);
}

/* As next_header. */
static int next_member(struct unpacker *u)
{
	int rc = u->broken || layer_spent(u->layer) ? -1 : u->zip ? next_of_directory(u) : next_header(u);
	u->members += rc > 0;
	return rc;
}

static void finish_unless_over(struct unpacker *u)
{
	if (!u->broken && !layer_spent(u->layer))
		finish_member(u);
}

bool unpack_next(struct unpacker *u, struct member *m)
{
	locale_t before = enter_utf8();
	int rc;
	do {
		finish_unless_over(u);
		rc = next_member(u);
	} while (rc == 0);
	uselocale(before);
	*m = (struct member){.name = u->member_name, .bytes = &u->bytes};
	return rc > 0;
}

bool unpack_to(struct unpacker *u, size_t number, struct member *m)
{
	locale_t before = enter_utf8();
	int rc;
	u->shares = true;
	finish_unless_over(u);
	do {
		u->has_member = false;
		rc = next_member(u);
	} while (rc == 0 || (rc > 0 && u->members <= number));
	uselocale(before);
	*m = (struct member){.name = u->member_name, .bytes = &u->bytes};
	return rc > 0;
}

void unpack_leave(struct unpacker *u)
{
	u->ended = true;
}

int64_t unpack_read(const struct unpacker *u)
{
	const struct input *in = &u->in;
	return in->packed && !in->seekable && in->pieces_end > 0 ? (int64_t)in->mark.bytes : -1;
}

bool unpack_is_light(const struct unpacker *u)
{
	return u->zip != NULL;
}

bool unpack_broke(const struct unpacker *u)
{
	return u->broken && !u->in.failed;
}
