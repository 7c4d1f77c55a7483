/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "base/buf.h"
#include "entry/file.h"
#include "entry/intake.h"
#include "entry/unpack.h"

#include <archive.h>
#include <archive_entry.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

/* --- archives made in memory ---------------------------------------------------------------------------------------------- */

struct content {
	uint8_t *at;
	size_t len;
};

struct in { /* a member to be written */
	const char *name;
	const char *text;
	struct content bytes; /* instead of text */
	const char *symlink, *hardlink;
	mode_t type; /* 0: a file */
};

struct made { /* how an archive is written */
	int format, filter;
	const char *passphrase, *options;
};

static void put_member(struct archive *a, const struct in *m)
{
	struct archive_entry *entry = archive_entry_new();
	size_t len = m->text ? strlen(m->text) : m->bytes.len;
	archive_entry_set_pathname(entry, m->name);
	archive_entry_set_filetype(entry, m->type ? m->type : m->symlink ? AE_IFLNK : AE_IFREG);
	archive_entry_set_perm(entry, 0644);
	archive_entry_set_size(entry, m->symlink || m->hardlink || m->type ? 0 : (la_int64_t)len);
	if (m->symlink)
		archive_entry_set_symlink(entry, m->symlink);
	if (m->hardlink)
		archive_entry_set_hardlink(entry, m->hardlink);
	assert_true(archive_write_header(a, entry) >= ARCHIVE_WARN);
	if (!m->symlink && !m->hardlink && !m->type && len)
		assert_int_equal(archive_write_data(a, m->text ? (const void *)m->text : m->bytes.at, len), len);
	archive_entry_free(entry);
}

static struct content make(struct made how, const struct in *members, size_t n)
{
	enum { ROOM = 4 << 20 };
	struct content out = {malloc(ROOM), 0};
	struct archive *a = archive_write_new();
	if (how.format == ARCHIVE_FORMAT_AR_GNU) /* archive_write_set_format does not know it */
		archive_write_set_format_ar_svr4(a);
	else
		assert_int_equal(archive_write_set_format(a, how.format), ARCHIVE_OK);
	if (how.filter)
		assert_int_equal(archive_write_add_filter(a, how.filter), ARCHIVE_OK);
	if (how.options)
		assert_int_equal(archive_write_set_options(a, how.options), ARCHIVE_OK);
	if (how.passphrase)
		assert_int_equal(archive_write_set_passphrase(a, how.passphrase), ARCHIVE_OK);
	archive_write_set_bytes_in_last_block(a, 1);
	assert_int_equal(archive_write_open_memory(a, out.at, ROOM, &out.len), ARCHIVE_OK);
	for (size_t i = 0; i < n; i++)
		put_member(a, &members[i]);
	assert_int_equal(archive_write_close(a), ARCHIVE_OK);
	archive_write_free(a);
	out.at = realloc(out.at, out.len); /* so that a read beyond the end is seen */
	return out;
}

#define TEXT(member, content)                       \
	{                                           \
		.name = (member), .text = (content) \
	}
#define MAKE(how, ...) make(how, (const struct in[]){__VA_ARGS__}, sizeof((const struct in[]){__VA_ARGS__}) / sizeof(struct in))

static const struct made tar = {.format = ARCHIVE_FORMAT_TAR_PAX_RESTRICTED}, zip = {.format = ARCHIVE_FORMAT_ZIP},
			 seven = {.format = ARCHIVE_FORMAT_7ZIP},
			 tgz = {ARCHIVE_FORMAT_TAR_USTAR, ARCHIVE_FILTER_GZIP, NULL, NULL};

/* --- reading them --------------------------------------------------------------------------------------------------------- */

struct memory { /* a stream over memory in chunks of a given length */
	struct stream stream;
	struct content bytes;
	size_t chunk;
	size_t fail_at; /* reading fails there; 0: never */
};

static ssize_t memory_next(struct stream *s, const void **chunk, struct err *e)
{
	struct memory *m = (struct memory *)s;
	size_t left = m->bytes.len - (size_t)s->offset, n = left < m->chunk ? left : m->chunk;
	if (m->fail_at && s->offset >= m->fail_at)
		return err_set(e, ERR_INPUT, "It cannot be read at byte %zu: test.", m->fail_at);
	*chunk = m->bytes.at + s->offset;
	return (ssize_t)n;
}

struct seen {		     /* what reading an archive gave */
	struct buf members;  /* "name=content\n" for each file */
	struct buf problems; /* "id name\n" for each FACT_PROBLEM */
	struct buf notes;
	uint64_t expanded;
	struct buf sentences;
};

struct visit {
	struct seen *seen;
	struct budget budget;
	struct sink sink;
	bool skip;   /* read nothing but the beginning of the members */
	bool silent; /* do not keep contents */
};

static void visit_archive(struct visit *v, const char *name, struct stream *bytes, struct layer *outer);

static void visit_member(struct visit *v, const struct member *m, struct layer *layer)
{
	INTAKE_AUTO struct intake in;
	intake_init(&in, m->bytes, &v->budget);
	intake_peek(&in, v->skip ? 16 : 1024);
	if (!v->skip && container_detect(in.prefix, in.prefix_len)) {
		visit_archive(v, m->name, &in.stream, layer);
		return;
	}
	buf_printf(&v->seen->members, "%s=", m->name);
	const void *chunk;
	struct err e;
	ssize_t n = 0;
	while (!v->skip && (n = stream_next(&in.stream, &chunk, &e)) > 0)
		if (!v->silent)
			buf_add(&v->seen->members, chunk, (size_t)n);
	buf_add_str(&v->seen->members, n < 0 ? "!\n" : "\n");
	if (n < 0)
		unpack_problem(&v->sink, m->name, &e);
}

static void visit_archive(struct visit *v, const char *name, struct stream *bytes, struct layer *outer)
{
	INTAKE_AUTO struct intake in;
	intake_init(&in, bytes, &v->budget);
	intake_peek(&in, 1024);
	const struct container *c = container_detect(in.prefix, in.prefix_len);
	struct layer layer = {.budget = &v->budget, .outer = outer};
	struct member m;
	char own_name[256];
	snprintf(own_name, sizeof own_name, "%s", name);
	assert_non_null(c);
	struct unpacker *u = unpack_open(c, own_name, &in.stream, &layer, &v->sink);
	while (u && unpack_next(u, &m))
		visit_member(v, &m, &layer);
	unpack_close(u);
}

static struct limits limits;

static int set_up(void **state)
{
	(void)state;
	limits_init(&limits);
	return 0;
}

static void seen_init(struct seen *s)
{
	*s = (struct seen){0};
	buf_init(&s->members, 1 << 20);
	buf_init(&s->problems, 1 << 20);
	buf_init(&s->notes, 1 << 20);
	buf_init(&s->sentences, 1 << 20);
}

static void seen_release(struct seen *s)
{
	buf_release(&s->members);
	buf_release(&s->problems);
	buf_release(&s->notes);
	buf_release(&s->sentences);
}

#define SEEN_AUTO __attribute__((cleanup(seen_release)))

static void look(struct seen *s, const char *name, struct stream *bytes, bool skip, bool silent)
{
	ARENA_AUTO struct arena a;
	struct visit v = {.seen = s, .skip = skip, .silent = silent};
	arena_init(&a);
	seen_init(s);
	budget_init(&v.budget, &limits);
	sink_init(&v.sink, &a, name);
	visit_archive(&v, name, bytes, NULL);
	for (size_t i = 0; i < v.sink.count; i++) {
		const struct fact *f = &v.sink.facts[i];
		buf_printf(f->kind == FACT_PROBLEM ? &s->problems : &s->notes, "%s %s\n", f->key, f->at.entry);
		buf_printf(&s->sentences, "%s\n", f->value);
	}
	s->expanded = (uint64_t)v.budget.expanded;
	sink_release(&v.sink);
}

static void look_stream(struct seen *s, const char *name, struct content bytes, size_t chunk)
{
	struct memory m = {{.next = memory_next, .size = -1, .fd = -1}, bytes, chunk, 0};
	look(s, name, &m.stream, false, false);
}

/* As a regular file. */
static void look_file(struct seen *s, const char *name, struct content bytes, bool skip)
{
	struct file_stream f;
	struct err e;
	int fd = memfd_create("test", 0);
	assert_int_equal(write(fd, bytes.at, bytes.len), bytes.len);
	lseek(fd, 0, SEEK_SET);
	assert_int_equal(file_stream_open(&f, fd, NULL, false, &e), 0);
	look(s, name, &f.stream, skip, false);
	file_stream_close(&f);
}

/* The same members, problems and notes whether read from a file or from a stream in chunks of any length. */
static void expect(const char *name, struct content bytes, const char *members, const char *problems, const char *notes)
{
	static const size_t chunks[] = {1, 7, 512, 4096, 1 << 20};
	for (size_t i = 0; i <= sizeof chunks / sizeof *chunks; i++) {
		SEEN_AUTO struct seen s;
		if (i)
			look_stream(&s, name, bytes, chunks[i - 1]);
		else
			look_file(&s, name, bytes, false);
		assert_string_equal(buf_str(&s.members), members);
		assert_string_equal(buf_str(&s.problems), problems);
		assert_string_equal(buf_str(&s.notes), notes);
	}
	free(bytes.at);
}

/* --- tests ---------------------------------------------------------------------------------------------------------------- */

static void test_formats(void **state)
{
	(void)state;
	static const int formats[] = {ARCHIVE_FORMAT_TAR_USTAR,
				      ARCHIVE_FORMAT_TAR_PAX_INTERCHANGE,
				      ARCHIVE_FORMAT_TAR_GNUTAR,
				      ARCHIVE_FORMAT_ZIP,
				      ARCHIVE_FORMAT_7ZIP,
				      ARCHIVE_FORMAT_CPIO_POSIX,
				      ARCHIVE_FORMAT_CPIO_SVR4_NOCRC,
				      ARCHIVE_FORMAT_AR_GNU};
	for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
		struct made how = {.format = formats[i]};
		expect("x", MAKE(how, TEXT("one", "first"), TEXT("two", "second")), "x!/one=first\nx!/two=second\n", "", "");
	}
}

static void test_filters(void **state)
{
	(void)state;
	static const int filters[] = {ARCHIVE_FILTER_GZIP, ARCHIVE_FILTER_BZIP2, ARCHIVE_FILTER_XZ,
				      ARCHIVE_FILTER_LZMA, ARCHIVE_FILTER_ZSTD,	 ARCHIVE_FILTER_LZ4};
	for (size_t i = 0; i < sizeof filters / sizeof *filters; i++) {
		struct made how = {.format = ARCHIVE_FORMAT_TAR_USTAR, .filter = filters[i]};
		expect("x", MAKE(how, TEXT("a/one", "first"), TEXT("two", "")), "x!/a/one=first\nx!/two=\n", "", "");
	}
}

static void test_lone_file(void **state)
{
	(void)state;
	static const struct {
		int filter;
		const char *name, *inside;
	} cases[] = {
		{ARCHIVE_FILTER_GZIP, "dir/notes.txt.gz", "dir/notes.txt.gz!/notes.txt=alone\n"},
		{ARCHIVE_FILTER_GZIP, "a!/b.GZ", "a!/b.GZ!/b=alone\n"},
		{ARCHIVE_FILTER_XZ, "weights.txz", "weights.txz!/weights.tar=alone\n"},
		{ARCHIVE_FILTER_ZSTD, "data.zst", "data.zst!/data=alone\n"},
		{ARCHIVE_FILTER_BZIP2, "noending", "noending!/noending=alone\n"},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct made how = {.format = ARCHIVE_FORMAT_RAW, .filter = cases[i].filter};
		expect(cases[i].name, MAKE(how, TEXT("x", "alone")), cases[i].inside, "", "");
	}
	static const int filters[] = {ARCHIVE_FILTER_GZIP, ARCHIVE_FILTER_BZIP2, ARCHIVE_FILTER_XZ, ARCHIVE_FILTER_LZMA,
				      ARCHIVE_FILTER_ZSTD}; /* libarchive's writer of LZ4 crashes over it */
	for (size_t i = 0; i < sizeof filters / sizeof *filters; i++) {
		struct made how = {.format = ARCHIVE_FORMAT_RAW, .filter = filters[i]};
		expect("of nothing", MAKE(how, TEXT("x", "")), "", "", "");
	}
}

static void test_nested(void **state)
{
	(void)state;
	struct made ar = {.format = ARCHIVE_FORMAT_AR_GNU}, txz = {ARCHIVE_FORMAT_TAR_USTAR, ARCHIVE_FILTER_XZ, NULL, NULL};
	struct content data = MAKE(txz, TEXT("./usr/share/x", "deep"));
	struct content inner = MAKE(zip, TEXT("one", "first"));
	struct content sevenzip = MAKE(seven, TEXT("two", "second"));
	expect("a.deb", MAKE(ar, TEXT("debian-binary", "2.0\n"), {.name = "data.tar.xz", .bytes = data}),
	       "a.deb!/debian-binary=2.0\n\na.deb!/data.tar.xz!/usr/share/x=deep\n", "", "");
	expect("a.tgz", MAKE(tgz, {.name = "b.zip", .bytes = inner}, {.name = "c.7z", .bytes = sevenzip}, TEXT("d", "last")),
	       "a.tgz!/b.zip!/one=first\na.tgz!/c.7z!/two=second\na.tgz!/d=last\n", "", "");
	free(data.at);
	free(inner.at);
	free(sevenzip.at);
}

static void test_depth(void **state)
{
	(void)state;
	limits.depth = 3;
	struct content b = MAKE(tar, TEXT("x", "core"));
	for (int i = 0; i < 3; i++) {
		struct content outer = MAKE(tar, {.name = "t", .bytes = b}, TEXT("after", "seen"));
		free(b.at);
		b = outer;
	}
	expect("t", b, "t!/t!/t!/after=seen\nt!/t!/after=seen\nt!/after=seen\n", "limit t!/t!/t!/t\n", "");
	limits_init(&limits);
}

static void test_unsafe_names(void **state)
{
	(void)state;
	expect("x",
	       MAKE(tar, TEXT("../../etc/passwd", "1"), TEXT("/abs", "2"), TEXT("a/../b", "3"), TEXT("c\\d", "4"),
		    TEXT("fine", "5")),
	       "x!/etc/passwd=1\nx!/abs=2\nx!/a/b=3\nx!/c/d=4\nx!/fine=5\n",
	       "unsafe-name x!/etc/passwd\nunsafe-name x!/abs\nunsafe-name x!/a/b\nunsafe-name x!/c/d\n", "");
	expect("x", MAKE(zip, TEXT("../up", "1"), TEXT("fine", "5")), "x!/up=1\nx!/fine=5\n", "unsafe-name x!/up\n", "");
}

static void test_long_name(void **state)
{
	(void)state;
	limits.name_bytes = 10;
	expect("x", MAKE(tar, TEXT("0123456789abc", "1"), TEXT("0123456789", "2")), "x!/0123456789=1\nx!/0123456789=2\n",
	       "unsafe-name x!/0123456789\n", "duplicate-member x!/0123456789\n");
	limits_init(&limits);
}

static void test_names_keep_their_bytes(void **state)
{
	(void)state;
	expect("x",
	       MAKE(((struct made){.format = ARCHIVE_FORMAT_TAR_USTAR}), TEXT("caf\xe9", "latin"), TEXT("caf\xc3\xa9", "utf-8")),
	       "x!/caf\xe9=latin\nx!/caf\xc3\xa9=utf-8\n", "", "");
	expect("x", MAKE(zip, TEXT("\xff\xfe", "bytes"), TEXT("\xc3\xa9\xe4\xb8\xad", "utf-8")),
	       "x!/\xff\xfe=bytes\nx!/\xc3\xa9\xe4\xb8\xad=utf-8\n", "", "");
	struct content flagged = MAKE(zip, TEXT("\xc3\xa9", "said to be utf-8"));
	uint8_t *directory = memmem(flagged.at, flagged.len, "PK\1\2", 4);
	flagged.at[7] |= 8;
	directory[9] |= 8;
	expect("x", flagged, "x!/\xc3\xa9=said to be utf-8\n", "", "");
}

static void test_links_and_special_files(void **state)
{
	(void)state;
	expect("x",
	       MAKE(tar, TEXT("one", "first"), {.name = "link", .symlink = "/etc/passwd"}, {.name = "hard", .hardlink = "one"},
		    {.name = "pipe", .type = AE_IFIFO}, {.name = "device", .type = AE_IFCHR}, {.name = "dir/", .type = AE_IFDIR}),
	       "x!/one=first\n", "",
	       "link-member x!/link\nlink-member x!/hard\nlink_to x!/hard\nspecial-file x!/pipe\nspecial-file x!/device\n");
}

static void test_duplicates(void **state)
{
	(void)state;
	expect("x", MAKE(tar, TEXT("one", "first"), TEXT("./one", "again")), "x!/one=first\nx!/one=again\n", "",
	       "duplicate-member x!/one\n");
	struct in many[200];
	char names[200][8];
	for (int i = 0; i < 200; i++) {
		snprintf(names[i], sizeof names[i], "%d", i % 199);
		many[i] = (struct in){.name = names[i], .text = ""};
	}
	SEEN_AUTO struct seen s;
	struct content b = make(tar, many, 200);
	look_stream(&s, "x", b, 512);
	assert_string_equal(buf_str(&s.notes), "duplicate-member x!/0\n");
	free(b.at);
}

static void test_encrypted(void **state)
{
	(void)state;
	struct made secret = {.format = ARCHIVE_FORMAT_ZIP, .passphrase = "x", .options = "zip:encryption=zipcrypt"};
	struct content b = MAKE(secret, TEXT("one", "first"), TEXT("two", "second"));
	SEEN_AUTO struct seen s;
	look_file(&s, "x.zip", b, false);
	assert_string_equal(buf_str(&s.problems), "encrypted x.zip!/one\nencrypted x.zip!/two\n");
	assert_string_equal(buf_str(&s.members), "");
	seen_release(&s);
	look_stream(&s, "x.zip", b, 100); /* nobody can tell where the first member ends: its length stands behind it */
	assert_string_equal(buf_str(&s.problems), "encrypted x.zip!/one\nencrypted x.zip\n");
	free(b.at);
}

/* Every prefix of an archive: no crash; all of the members that it has whole; and a problem unless it is the whole. */
static void truncate_at_each_byte(struct made how, const char *id)
{
	struct content whole = MAKE(how, TEXT("one", "first member"), TEXT("two", "second member"));
	for (size_t len = 520 < whole.len ? 520 : 40; len < whole.len; len += len < 700 ? 1 : 61) {
		SEEN_AUTO struct seen s = {0};
		if (how.format == ARCHIVE_FORMAT_ZIP && len >= whole.len - 18)
			continue; /* the directory is there; the last lengths in it are not */
		uint8_t *copy = malloc(len);
		memcpy(copy, whole.at, len);
		look_stream(&s, "x", (struct content){copy, len}, 100);
		bool whole_but_padding = how.format == ARCHIVE_FORMAT_TAR_USTAR && !how.filter && len >= 2560;
		bool between_members = how.format == ARCHIVE_FORMAT_AR_GNU && (len == 80 || len == 81); /* 81: padding */
		if (!whole_but_padding && !between_members && !s.problems.len)
			fail_msg("%zu of %zu bytes, format %d, filter %d", len, whole.len, how.format, how.filter);
		if (s.problems.len && !strstr(buf_str(&s.problems), id))
			fail_msg("%zu of %zu bytes: %s%s", len, whole.len, buf_str(&s.problems), buf_str(&s.sentences));
		free(copy);
	}
	free(whole.at);
}

static void test_truncated(void **state)
{
	(void)state;
	truncate_at_each_byte((struct made){.format = ARCHIVE_FORMAT_TAR_USTAR}, "truncated");
	truncate_at_each_byte(tgz, "truncated");
	truncate_at_each_byte(zip, "truncated");
	truncate_at_each_byte((struct made){ARCHIVE_FORMAT_TAR_USTAR, ARCHIVE_FILTER_XZ, NULL, NULL}, "truncated");
	truncate_at_each_byte((struct made){ARCHIVE_FORMAT_TAR_USTAR, ARCHIVE_FILTER_ZSTD, NULL, NULL}, "truncated");
	truncate_at_each_byte((struct made){ARCHIVE_FORMAT_TAR_USTAR, ARCHIVE_FILTER_BZIP2, NULL, NULL}, "truncated");
	truncate_at_each_byte(seven, "");
	truncate_at_each_byte((struct made){.format = ARCHIVE_FORMAT_AR_GNU}, "");
	truncate_at_each_byte((struct made){.format = ARCHIVE_FORMAT_CPIO_SVR4_NOCRC}, "");
}

static void test_damage_in_one_member(void **state)
{
	(void)state;
	struct made stored = {.format = ARCHIVE_FORMAT_ZIP, .options = "zip:compression=store"};
	struct content b = MAKE(stored, TEXT("one", "first"), TEXT("two", "second"), TEXT("three", "third"));
	uint8_t *second = memmem(b.at, b.len, "second", 6);
	*second ^= 1;
	SEEN_AUTO struct seen s;
	look_file(&s, "x", b, false);
	assert_string_equal(buf_str(&s.members), "x!/one=first\nx!/two=recond!\nx!/three=third\n");
	assert_string_equal(buf_str(&s.problems), "damaged x!/two\n");
	seen_release(&s);
	look_stream(&s, "x", b, 100); /* here the member's length stands behind it, so the damage may swallow what follows */
	assert_non_null(strstr(buf_str(&s.problems), " x!/two\n"));
	free(b.at);
}

enum { PADDING = 1 << 20 };

static struct content padded_tar(void)
{
	struct content b = MAKE(tar, TEXT("one", "first"));
	b.at = realloc(b.at, b.len + PADDING);
	memset(b.at + b.len, 0, PADDING);
	b.len += PADDING;
	return b;
}

/* So do the checksums of the other formats, which stand behind all that a tar has to say. */
static void test_filters_are_checked(void **state)
{
	(void)state;
	static const struct {
		int filter;
		size_t from_end;
	} cases[] = {{ARCHIVE_FILTER_BZIP2, 3}, {ARCHIVE_FILTER_XZ, 6}, {ARCHIVE_FILTER_LZ4, 3}};
	struct content inside = padded_tar();
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct made how = {ARCHIVE_FORMAT_RAW, cases[i].filter, NULL, NULL};
		expect("x", MAKE(how, {.name = "x", .bytes = inside}), "x!/one=first\n", "", "");
		struct content b = MAKE(how, {.name = "x", .bytes = inside});
		b.at[b.len - cases[i].from_end] ^= 1;
		SEEN_AUTO struct seen s;
		look_stream(&s, "x", b, 4096);
		assert_string_equal(buf_str(&s.members), "x!/one=first\n");
		assert_string_not_equal(buf_str(&s.problems), "");
		free(b.at);
	}
	free(inside.at);
}

/* Data that cannot be inflated any more end their member and nothing else. */
static void test_broken_deflate(void **state)
{
	(void)state;
	struct content b =
		MAKE(zip, TEXT("one", "first first first"), TEXT("two", "second second second"), TEXT("three", "third"));
	uint8_t *second = memmem(b.at, b.len, "two", 3);
	second += 3 + (second[-2] | second[-1] << 8); /* behind the extra field */
	*second = 0xFF;				      /* a block of no type */
	SEEN_AUTO struct seen s;
	look_file(&s, "x", b, false);
	assert_non_null(strstr(buf_str(&s.members), "x!/one=first first first\n"));
	assert_non_null(strstr(buf_str(&s.members), "x!/three=third\n"));
	assert_string_equal(buf_str(&s.problems), "damaged x!/two\n");
	assert_non_null(strstr(buf_str(&s.sentences), "of the archive)"));
	free(b.at);
}

/* Programs that go by the directory and programs that read front to back would see two archives. */
static void test_directory_and_header_differ(void **state)
{
	(void)state;
	enum { FLAGS = 6, METHOD = 8, CRC = 14, SIZE = 22, NAME = 30 }; /* of the header; in the directory two more, or 16 */
	static const struct {
		int at;
		uint8_t xor ;
		const char *what;
	} cases[] = {{NAME, 1, "on its name;"},
		     {METHOD, 8, "on how it is packed;"},
		     {FLAGS, 1, "on whether it is encrypted;"},
		     {CRC, 0x40, "on its checksum;"},
		     {SIZE, 0x40, "on its size;"}};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct made stored = {.format = ARCHIVE_FORMAT_ZIP, .options = "zip:compression=store"};
		struct content b = MAKE(stored, TEXT("one", "first"), TEXT("two", "second"));
		uint8_t *directory = memmem(b.at, b.len, "PK\1\2", 4);
		b.at[FLAGS] &= (uint8_t)~8; /* its lengths stand before it */
		directory[FLAGS + 2] &= (uint8_t)~8;
		memcpy(b.at + CRC, directory + CRC + 2, 12);
		b.at[cases[i].at] ^= cases[i].xor ;
		SEEN_AUTO struct seen s;
		look_file(&s, "x", b, false);
		assert_string_equal(buf_str(&s.members), "x!/one=first\nx!/two=second\n");
		assert_string_equal(buf_str(&s.problems), "ambiguous x!/one\n");
		assert_non_null(strstr(buf_str(&s.sentences), cases[i].what));
		free(b.at);
	}
}

/* Nor may a folder be a file to one of them. */
static void test_directory_and_header_of_folder_differ(void **state)
{
	(void)state;
	struct content b = MAKE(zip, TEXT("one", ""), TEXT("two", "second"));
	uint8_t *directory = memmem(b.at, b.len, "PK\1\2", 4);
	directory[41] = S_IFDIR >> 8; /* attributes */
	for (int differ = 0; differ < 2; differ++) {
		SEEN_AUTO struct seen s;
		b.at[30] ^= differ; /* the name */
		look_file(&s, "x", b, false);
		assert_string_equal(buf_str(&s.members), "x!/two=second\n");
		assert_string_equal(buf_str(&s.problems), differ ? "ambiguous x!/one\n" : "");
	}
	free(b.at);
}

/* A FIFO in a zip that has bytes is read all the same: what loads it does not ask. */
static void test_special_file_with_bytes(void **state)
{
	(void)state;
	struct content b = MAKE(zip, TEXT("one", "first"));
	uint8_t *directory = memmem(b.at, b.len, "PK\1\2", 4);
	directory[41] = S_IFIFO >> 8; /* attributes */
	SEEN_AUTO struct seen s;
	look_file(&s, "x", b, false);
	assert_string_equal(buf_str(&s.members), "x!/one=first\n");
	free(b.at);
}

static void test_any_bytes(void **state)
{
	(void)state;
	static const struct made hows[] = {
		{.format = ARCHIVE_FORMAT_ZIP},	   {.format = ARCHIVE_FORMAT_TAR_PAX_INTERCHANGE},
		{.format = ARCHIVE_FORMAT_7ZIP},   {.format = ARCHIVE_FORMAT_CPIO_SVR4_NOCRC},
		{.format = ARCHIVE_FORMAT_AR_GNU}, {ARCHIVE_FORMAT_TAR_USTAR, ARCHIVE_FILTER_GZIP, NULL, NULL}};
	uint32_t random = 1;
	for (int i = 0; i < 600; i++) {
		struct content b = MAKE(hows[i % 6], TEXT("one", "first"), TEXT("two", "second"));
		for (int flips = 0; flips < 1 + i % 5; flips++) {
			random = random * 1664525 + 1013904223;
			b.at[random / 7 % b.len] ^= (uint8_t)(1 << (random >> 29));
		}
		if (container_detect(b.at, b.len)) {
			SEEN_AUTO struct seen stream;
			SEEN_AUTO struct seen file;
			look_stream(&stream, "x", b, 33);
			look_file(&file, "x", b, false);
		}
		free(b.at);
	}
}

static struct content zeros(size_t len)
{
	return (struct content){calloc(len, 1), len};
}

static void look_silently(struct seen *s, struct content b)
{
	struct memory m = {{.next = memory_next, .size = -1, .fd = -1}, b, 4096, 0};
	look(s, "x", &m.stream, false, true);
}

static void test_bomb(void **state)
{
	(void)state;
	enum { MIB = 1 << 20, FREE = 256 * MIB };
	struct content much = zeros(280 * (size_t)MIB);
	struct content bomb = MAKE(tgz, {.name = "big", .bytes = much}, TEXT("after", "hidden"));
	struct content outer = MAKE(zip, {.name = "bomb.tgz", .bytes = bomb}, TEXT("beside", "hidden as well"));
	SEEN_AUTO struct seen s;
	look_silently(&s, bomb);
	assert_string_equal(buf_str(&s.members), "x!/big=!\n");
	assert_string_equal(buf_str(&s.problems), "limit x!/big\n");
	assert_in_range(s.expanded, FREE, FREE + MIB);
	seen_release(&s);
	look_silently(&s, outer); /* what the inner one unpacks to counts for the outer one */
	assert_string_equal(buf_str(&s.problems), "limit x!/bomb.tgz!/big\n");
	assert_string_equal(buf_str(&s.members), "x!/bomb.tgz!/big=!\n");
	assert_in_range(s.expanded, FREE, FREE + 2 * MIB);
	free(much.at);
	free(bomb.at);
	free(outer.at);
}

/* A member that nobody wants is unpacked on the way to the next one: that counts as well. */
static void test_bomb_that_is_skipped(void **state)
{
	(void)state;
	struct content much = zeros(1000000);
	struct content bomb = MAKE(tgz, {.name = "big", .bytes = much}, TEXT("after", "hidden"));
	struct memory m = {{.next = memory_next, .size = -1, .fd = -1}, bomb, 4096, 0};
	SEEN_AUTO struct seen s;
	limits.expanded_bytes = 800000;
	look(&s, "x", &m.stream, true, false);
	assert_string_equal(buf_str(&s.members), "x!/big=\n");
	assert_string_equal(buf_str(&s.problems), "limit x!/big\n");
	limits_init(&limits);
	free(much.at);
	free(bomb.at);
}

/* What a packed tar is padded with counts, too: it is unpacked for the checksum behind it. */
static void test_bomb_behind_the_end(void **state)
{
	(void)state;
	static const int filters[] = {ARCHIVE_FILTER_GZIP, ARCHIVE_FILTER_BZIP2};
	struct content inside = padded_tar();
	for (size_t i = 0; i < sizeof filters / sizeof *filters; i++) {
		struct made how = {ARCHIVE_FORMAT_RAW, filters[i], NULL, NULL};
		limits.expanded_bytes = PADDING / 2;
		expect("x", MAKE(how, {.name = "x", .bytes = inside}), "x!/one=first\n", "limit x\n", "");
		limits_init(&limits);
	}
	free(inside.at);
}

/* As it is, or as all there is in a packed stream of that filter. */
static struct content packed(int filter, const struct content *b)
{
	struct content copy = {mem_alloc(b->len), b->len};
	memcpy(copy.at, b->at, b->len);
	if (!filter)
		return copy;
	struct content whole = MAKE(((struct made){ARCHIVE_FORMAT_RAW, filter, NULL, NULL}), {.name = "x", .bytes = copy});
	free(copy.at);
	return whole;
}

static const int ways[] = {0, ARCHIVE_FILTER_GZIP, ARCHIVE_FILTER_ZSTD, ARCHIVE_FILTER_XZ};

/* Where another tar, or anything, stands behind the end of one, what is there was not read. */
static void test_behind_the_end_of_a_tar(void **state)
{
	(void)state;
	struct content one = MAKE(tar, TEXT("one", "first")), both = {mem_array(2, one.len), 2 * one.len};
	memcpy(both.at, one.at, one.len);
	memcpy(both.at + one.len, one.at, one.len);
	for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
		expect("x", packed(ways[i], &one), "x!/one=first\n", "", "");
		expect("x", packed(ways[i], &both), "x!/one=first\n", "trailing-data x\n", "");
	}
	free(one.at);
	free(both.at);
}

/* A header that is not sound takes its member with it, whichever of its bits is another. */
static void test_damaged_headers(void **state)
{
	(void)state;
	enum { BLOCK = 512 };
	struct content b = MAKE(tar, TEXT("one", "first"), TEXT("two", "second"), TEXT("three", "third"));
	for (size_t i = 0; i < sizeof ways / sizeof *ways; i++)
		for (size_t at = 0; at < BLOCK; at += i ? 97 : 1) {
			SEEN_AUTO struct seen s;
			b.at[2 * BLOCK + at] ^= 1;
			struct content whole = packed(ways[i], &b);
			look_stream(&s, "x", whole, 4096);
			b.at[2 * BLOCK + at] ^= 1;
			if (!strstr(buf_str(&s.members), "two=second") && !s.problems.len)
				fail_msg("byte %zu", at);
			free(whole.at);
		}
	free(b.at);
}

/* libarchive looks for the next one, and says so only when it finds one. */
static void test_damaged_headers_of_cpio(void **state)
{
	(void)state;
	static const struct made how = {ARCHIVE_FORMAT_CPIO_POSIX, 0, NULL, NULL};
	static const char magic[] = "070707";
	struct content b = MAKE(how, TEXT("one", "first"), TEXT("two", "second"), TEXT("three", "third"));
	uint8_t *second = memmem(b.at + 1, b.len - 1, magic, 6), *third = memmem(second + 1, 200, magic, 6);
	*second = 'x';
	struct content copy = packed(0, &b);
	expect("x", copy, "x!/one=first\nx!/three=third\n", "damaged x!/three\n", "");
	*second = '0';
	*third = 'x';
	expect("x", b, "x!/one=first\nx!/two=second\n", "damaged x\n", "");
}

/* A mode that says no kind of file: there are bytes. */
static void test_odd_types_are_read(void **state)
{
	(void)state;
	static const struct made how = {ARCHIVE_FORMAT_CPIO_POSIX, 0, NULL, NULL};
	struct content b = MAKE(how, TEXT("one", "first"));
	memcpy(memmem(b.at, b.len, "100644", 6), "110644", 6);
	expect("x", b, "x!/one=first\n", "", "");
}

/* Cut behind what pax says of the next member, or of all. */
static void test_cut_behind_pax(void **state)
{
	(void)state;
	enum { BLOCK = 512 };
	struct content b = MAKE(tar, TEXT("one", "first"), TEXT("\xC3\xA9t\xC3\xA9", "second"));
	struct content cut = {b.at, 4 * BLOCK};
	for (size_t i = 0; i < 2; i++) {
		b.at[2 * BLOCK + 156] = i ? 'g' : 'x';
		memcpy(b.at + 2 * BLOCK + 148, "        ", 8);
		unsigned sum = 0;
		for (size_t k = 0; k < BLOCK; k++)
			sum += b.at[2 * BLOCK + k];
		snprintf((char *)b.at + 2 * BLOCK + 148, 8, "%06o", sum);
		b.at[2 * BLOCK + 155] = ' ';
		SEEN_AUTO struct seen s;
		look_stream(&s, "x", cut, 4096);
		assert_string_equal(buf_str(&s.members), "x!/one=first\n");
		assert_string_equal(buf_str(&s.problems), "truncated x\n");
	}
	free(b.at);
}

/* The directory's length at its end says less than there is, so that libarchive finds nothing in it. */
static void test_zip_with_a_wrong_length(void **state)
{
	(void)state;
	enum { END = 22, LENGTH = 12 };
	struct content b = MAKE(zip, TEXT("one", "first"), TEXT("two", "second"), TEXT("three", "third"), TEXT("four", "4th"));
	b.at[b.len - END + LENGTH] = 18;
	b.at[b.len - END + LENGTH + 1] = 0;
	SEEN_AUTO struct seen s;
	look_file(&s, "x", b, false);
	if (!strstr(buf_str(&s.members), "four") && !s.problems.len)
		fail_msg("members were lost in silence: %s", buf_str(&s.members));
	free(b.at);
}

/* Not even behind what is packed. */
static void test_behind_the_end_of_a_filter(void **state)
{
	(void)state;
	struct content one = MAKE(tar, TEXT("one", "first"));
	for (size_t i = 1; i < sizeof ways / sizeof *ways; i++) {
		struct content b = packed(ways[i], &one);
		SEEN_AUTO struct seen s;
		b.at = realloc(b.at, b.len + 64);
		memset(b.at + b.len, 0, 64);
		memcpy(b.at + b.len + 32, "hidden", 6);
		b.len += 64;
		look_stream(&s, "x", b, 4096);
		assert_string_not_equal(buf_str(&s.problems), "");
		free(b.at);
	}
	free(one.at);
}

/* What this process has read so far; -1 where the kernel does not say. */
static long long bytes_read(void)
{
	long long n = -1;
	FILE *f = fopen("/proc/self/io", "r");
	if (f && fscanf(f, "rchar: %lld", &n) != 1)
		n = -1;
	if (f)
		fclose(f);
	return n;
}

/* Of gzip both the checksum and the length behind the data count, be it behind the end of a tar, and each of several members. */
static void test_gzip_is_checked(void **state)
{
	(void)state;
	struct content b = MAKE(tgz, TEXT("1", "some words"));
	for (size_t from_end = 1; from_end <= 8; from_end++) {
		SEEN_AUTO struct seen s;
		b.at[b.len - from_end] ^= 1;
		look_stream(&s, "x", b, 512);
		assert_string_equal(buf_str(&s.members), "x!/1=some words\n");
		assert_string_equal(buf_str(&s.problems), "damaged x\n");
		assert_non_null(strstr(buf_str(&s.sentences), from_end > 4 ? "incorrect data check" : "incorrect length check"));
		b.at[b.len - from_end] ^= 1;
		seen_release(&s);
	}
	struct content both = {mem_array(2, b.len), 2 * b.len};
	memcpy(both.at, b.at, b.len);
	memcpy(both.at + b.len, b.at, b.len);
	SEEN_AUTO struct seen s;
	look_stream(&s, "x", both, 512);
	assert_string_equal(buf_str(&s.problems), "trailing-data x\n");
	seen_release(&s);
	both.at[2 * b.len - 5] ^= 1;
	look_stream(&s, "x", both, 512);
	assert_string_equal(buf_str(&s.problems), "damaged x\n");
	free(both.at);
	free(b.at);
}

/* But a zip in a file has a directory: what nobody wants is not even read. */
static void test_zip_file_is_not_read_whole(void **state)
{
	(void)state;
	struct content much = zeros(3000000);
	struct made stored = {.format = ARCHIVE_FORMAT_ZIP, .options = "zip:compression=store"};
	struct content b = MAKE(stored, {.name = "big", .bytes = much}, TEXT("small", "x"));
	SEEN_AUTO struct seen s;
	long long before = bytes_read();
	look_file(&s, "x", b, true);
	assert_string_equal(buf_str(&s.sentences), "");
	assert_string_equal(buf_str(&s.members), "x!/big=\nx!/small=\n");
	assert_true(before < 0 || bytes_read() - before < 2000000);
	assert_true(s.expanded >= 3000000); /* what is stepped over counts against the limits all the same */
	free(much.at);
	free(b.at);
}

static void test_entries_limit(void **state)
{
	(void)state;
	limits.entries = 2;
	expect("x", MAKE(tar, TEXT("1", "a"), TEXT("2", "b"), TEXT("3", "c"), TEXT("4", "d")), "x!/1=a\nx!/2=b\n", "limit x\n",
	       "");
	limits_init(&limits);
}

static void test_spool_limit(void **state)
{
	(void)state;
	struct content b = MAKE(seven, TEXT("one", "first"));
	SEEN_AUTO struct seen s;
	limits.spool_bytes = (int64_t)b.len - 1;
	look_stream(&s, "x", b, 10);
	assert_string_equal(buf_str(&s.problems), "limit x\n");
	seen_release(&s);
	look_file(&s, "x", b, false); /* a file needs no spool */
	assert_string_equal(buf_str(&s.members), "x!/one=first\n");
	seen_release(&s);
	limits.spool_bytes = (int64_t)b.len;
	look_stream(&s, "x", b, 10);
	assert_string_equal(buf_str(&s.members), "x!/one=first\n");
	limits_init(&limits);
	free(b.at);
}

/* A GNU sparse file: a few bytes say "64 GiB of nothing". */
static void test_sparse(void **state)
{
	(void)state;
	struct archive *a = archive_write_new();
	struct archive_entry *entry = archive_entry_new();
	struct content b = {calloc(1, 1 << 16), 0};
	const int64_t size = INT64_C(64) << 30;
	archive_write_set_format_pax(a);
	archive_write_open_memory(a, b.at, 1 << 16, &b.len);
	archive_entry_set_pathname(entry, "holes");
	archive_entry_set_filetype(entry, AE_IFREG);
	archive_entry_set_size(entry, size);
	archive_entry_sparse_add_entry(entry, 4096, 512);
	assert_int_equal(archive_write_header(a, entry), ARCHIVE_OK);
	uint8_t head[8192] = {0};
	archive_write_data(a, head, sizeof head);
	archive_write_close(a);
	archive_write_free(a);
	archive_entry_free(entry);
	SEEN_AUTO struct seen s;
	look_silently(&s, b);
	assert_string_equal(buf_str(&s.problems), "limit x!/holes\n");
	seen_release(&s);
	limits.expanded_bytes = 1 << 20;
	look_silently(&s, b);
	assert_string_equal(buf_str(&s.problems), "limit x!/holes\n");
	assert_in_range(s.expanded, 1 << 20, (1 << 20) + (1 << 17));
	limits_init(&limits);
	free(b.at);
}

/* Holes are zeros in the bytes handed out, at the end too. */
static void test_sparse_bytes(void **state)
{
	(void)state;
	struct archive *a = archive_write_new();
	struct archive_entry *entry = archive_entry_new();
	struct content b = {calloc(1, 1 << 16), 0};
	static char content[6000];
	memset(content + 1024, 'x', 512);
	archive_write_set_format_pax(a);
	archive_write_open_memory(a, b.at, 1 << 16, &b.len);
	archive_entry_set_pathname(entry, "holes");
	archive_entry_set_filetype(entry, AE_IFREG);
	archive_entry_set_size(entry, sizeof content);
	archive_entry_sparse_add_entry(entry, 1024, 512);
	assert_int_equal(archive_write_header(a, entry), ARCHIVE_OK);
	archive_write_data(a, content, sizeof content);
	archive_write_close(a);
	archive_write_free(a);
	archive_entry_free(entry);
	SEEN_AUTO struct seen s;
	look_stream(&s, "x", b, 100);
	assert_int_equal(s.members.len, strlen("x!/holes=\n") + sizeof content);
	assert_memory_equal(s.members.data + strlen("x!/holes="), content, sizeof content);
	assert_string_equal(buf_str(&s.problems), "");
	free(b.at);
}

static void test_input_that_fails(void **state)
{
	(void)state;
	struct content b = MAKE(tar, TEXT("one", "first"), TEXT("two", "second"));
	struct memory m = {{.next = memory_next, .size = -1, .fd = -1}, b, 100, 1100};
	SEEN_AUTO struct seen s;
	look(&s, "x", &m.stream, false, false);
	assert_non_null(strstr(buf_str(&s.members), "x!/one=first"));
	assert_non_null(strstr(buf_str(&s.problems), "unreadable x"));
	assert_non_null(strstr(buf_str(&s.sentences), "It cannot be read at byte 1100: test."));
	free(b.at);
}

static void test_what_is_no_archive(void **state)
{
	(void)state;
	static const char *const texts[] = {"",
					    "P",
					    "PK",
					    "{\"weightsManifest\": []}",
					    "BZh9 is not bzip2",
					    "#mtree\nfile mode=644\n",
					    "\xc7\x71 no cpio, whatever the first two bytes say it is",
					    "]\0\0\0 neither"};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
		assert_null(container_detect((const uint8_t *)texts[i], strlen(texts[i])));
	uint8_t block[2048] = {0};
	assert_null(container_detect(block, sizeof block));
	memset(block, ' ', sizeof block);
	assert_null(container_detect(block, sizeof block));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_formats),
		cmocka_unit_test(test_filters),
		cmocka_unit_test(test_lone_file),
		cmocka_unit_test(test_nested),
		cmocka_unit_test(test_depth),
		cmocka_unit_test(test_unsafe_names),
		cmocka_unit_test(test_long_name),
		cmocka_unit_test(test_names_keep_their_bytes),
		cmocka_unit_test(test_links_and_special_files),
		cmocka_unit_test(test_duplicates),
		cmocka_unit_test(test_encrypted),
		cmocka_unit_test(test_truncated),
		cmocka_unit_test(test_gzip_is_checked),
		cmocka_unit_test(test_behind_the_end_of_a_tar),
		cmocka_unit_test(test_damaged_headers),
		cmocka_unit_test(test_damaged_headers_of_cpio),
		cmocka_unit_test(test_odd_types_are_read),
		cmocka_unit_test(test_cut_behind_pax),
		cmocka_unit_test(test_zip_with_a_wrong_length),
		cmocka_unit_test(test_behind_the_end_of_a_filter),
		cmocka_unit_test(test_damage_in_one_member),
		cmocka_unit_test(test_filters_are_checked),
		cmocka_unit_test(test_broken_deflate),
		cmocka_unit_test(test_directory_and_header_differ),
		cmocka_unit_test(test_directory_and_header_of_folder_differ),
		cmocka_unit_test(test_special_file_with_bytes),
		cmocka_unit_test(test_any_bytes),
		cmocka_unit_test(test_bomb),
		cmocka_unit_test(test_bomb_that_is_skipped),
		cmocka_unit_test(test_bomb_behind_the_end),
		cmocka_unit_test(test_zip_file_is_not_read_whole),
		cmocka_unit_test(test_entries_limit),
		cmocka_unit_test(test_spool_limit),
		cmocka_unit_test(test_sparse),
		cmocka_unit_test(test_sparse_bytes),
		cmocka_unit_test(test_input_that_fails),
		cmocka_unit_test(test_what_is_no_archive),
	};
	return cmocka_run_group_tests(tests, set_up, NULL);
}
