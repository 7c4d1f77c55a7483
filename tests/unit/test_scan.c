/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "scan.h"

#include "base/buf.h"
#include "base/digest.h"
#include "classify/classify.h"
#include "document.h"
#include "entry/file.h"
#include "source/source.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>
#include <cmocka.h>

/* --- a directory to scan ------------------------------------------------------------------------------------------- */

static char root[64]; /* a fresh directory for each test; also the working directory */
static struct limits limits;

static int set_up(void **state)
{
	(void)state;
	limits_init(&limits);
	strcpy(root, "/tmp/licet-test-XXXXXX");
	return mkdtemp(root) && chdir(root) == 0 ? 0 : -1;
}

static int remove_one(const char *path, const struct stat *st, int flag, struct FTW *ftw)
{
	(void)st, (void)flag, (void)ftw;
	return remove(path);
}

static int tear_down(void **state)
{
	(void)state;
	return chdir("/") == 0 ? nftw(root, remove_one, 16, FTW_DEPTH | FTW_PHYS) : -1;
}

static void put(const char *path, const void *bytes, size_t len)
{
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0644);
	assert_true(fd >= 0);
	assert_int_equal(write(fd, bytes, len), len);
	close(fd);
}

static void put_text(const char *path, const char *text)
{
	put(path, text, strlen(text));
}

static void folder(const char *path)
{
	assert_int_equal(mkdir(path, 0755), 0);
}

/* The smallest safetensors files: a header that names one tensor of n bytes, and those bytes. */
static size_t make_weights(uint8_t *out, size_t n, uint8_t fill)
{
	int len = snprintf((char *)out + 8, 128, "{\"t\":{\"dtype\":\"U8\",\"shape\":[%zu],\"data_offsets\":[0,%zu]}}", n, n);
	memset(out, 0, 8);
	out[0] = (uint8_t)len;
	memset(out + 8 + len, fill, n);
	return 8 + (size_t)len + n;
}

static void put_weights(const char *path, size_t n, uint8_t fill)
{
	uint8_t *bytes = malloc(n + 200);
	put(path, bytes, make_weights(bytes, n, fill));
	free(bytes);
}

static void hash_file(const char *path, char hex[DIGEST_HEX])
{
	DIGEST_AUTO struct digest d = {0};
	struct err e;
	uint8_t out[DIGEST_BYTES], buffer[4096];
	int fd = open(path, O_RDONLY);
	assert_true(fd >= 0);
	digest_init(&d, &e);
	for (ssize_t n; (n = read(fd, buffer, sizeof buffer)) > 0;)
		digest_update(&d, buffer, (size_t)n, &e);
	digest_final(&d, out, &e);
	digest_hex(out, hex);
	close(fd);
}

struct packer {
	struct archive *archive;
};

static struct packer pack(const char *path, int format, int filter)
{
	struct packer p = {archive_write_new()};
	archive_write_set_format(p.archive, format);
	if (filter)
		archive_write_add_filter(p.archive, filter);
	assert_int_equal(archive_write_open_filename(p.archive, path), ARCHIVE_OK);
	return p;
}

static void pack_bytes(struct packer *p, const char *name, const void *bytes, size_t len)
{
	struct archive_entry *entry = archive_entry_new();
	archive_entry_set_pathname(entry, name);
	archive_entry_set_filetype(entry, AE_IFREG);
	archive_entry_set_perm(entry, 0644);
	archive_entry_set_size(entry, (la_int64_t)len);
	assert_int_equal(archive_write_header(p->archive, entry), ARCHIVE_OK);
	assert_int_equal(archive_write_data(p->archive, bytes, len), len);
	archive_entry_free(entry);
}

static void pack_text(struct packer *p, const char *name, const char *text)
{
	pack_bytes(p, name, text, strlen(text));
}

static void pack_file(struct packer *p, const char *name, const char *path)
{
	int fd = open(path, O_RDONLY);
	struct stat st;
	assert_int_equal(fstat(fd, &st), 0);
	void *bytes = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
	pack_bytes(p, name, bytes, (size_t)st.st_size);
	munmap(bytes, (size_t)st.st_size);
	close(fd);
}

static void pack_end(struct packer *p)
{
	assert_int_equal(archive_write_close(p->archive), ARCHIVE_OK);
	archive_write_free(p->archive);
}

/* --- scanning it --------------------------------------------------------------------------------------------------- */

struct seen {
	struct buf facts; /* one line a fact: "kind key entry value or detail" */
	struct scan_stats stats;
	struct err e;
	int rc;
};

static void seen_release(struct seen *s)
{
	buf_release(&s->facts);
}

#define SEEN_AUTO __attribute__((cleanup(seen_release)))

static void write_fact(struct buf *out, const struct fact *f)
{
	static const char *const kinds[] = {
#define FACT(kind, name) #name,
#include "evidence/facts.def"
#undef FACT
	};
	buf_printf(out, "%s %s %s", kinds[f->kind], f->key ? f->key : "-", f->at.entry);
	if (f->kind == FACT_WEIGHTS) {
		const struct weights *w = f->detail;
		char hex[DIGEST_HEX];
		digest_hex(w->sha256, hex);
		buf_printf(out, " %s %llu %s", w->format, (unsigned long long)w->size, hex);
	} else if (f->kind != FACT_PROBLEM && f->kind != FACT_NOTE && f->value) {
		buf_printf(out, " %s", f->value);
	}
	buf_add_char(out, '\n');
}

static void scan_paths(struct seen *s, int jobs, const char *const *paths, size_t n)
{
	struct rules *rules = rules_new(&catalog_builtin, &limits);
	struct scan_options o = {.catalog = &catalog_builtin, .limits = &limits, .rules = rules, .jobs = jobs};
	struct evidence ev;
	*s = (struct seen){0};
	buf_init(&s->facts, 1 << 20);
	evidence_init(&ev);
	s->rc = scan_run(&o, paths, n, &ev, &s->stats, &s->e);
	for (size_t i = 0; i < ev.count; i++)
		write_fact(&s->facts, &ev.facts[i]);
	evidence_release(&ev);
	rules_free(rules);
}

static void scan_path(struct seen *s, const char *path)
{
	scan_paths(s, 2, &path, 1);
	assert_int_equal(s->rc, 0);
}

static void has(const struct seen *s, const char *line)
{
	BUF_AUTO struct buf lines;
	buf_init(&lines, 1 << 20);
	buf_printf(&lines, "\n%s", buf_str(&s->facts));
	BUF_AUTO struct buf wanted;
	buf_init(&wanted, 1 << 16);
	buf_printf(&wanted, "\n%s\n", line);
	if (!strstr(buf_str(&lines), buf_str(&wanted)))
		fail_msg("'%s' is not among\n%s", line, buf_str(&s->facts));
}

static void has_not(const struct seen *s, const char *part)
{
	if (strstr(buf_str(&s->facts), part))
		fail_msg("'%s' is among\n%s", part, buf_str(&s->facts));
}

static int count(const struct seen *s, const char *part)
{
	int n = 0;
	for (const char *at = buf_str(&s->facts); (at = strstr(at, part)); at++)
		n++;
	return n;
}

static void has_weights(const struct seen *s, const char *entry, const char *file)
{
	char hex[DIGEST_HEX], line[512];
	struct stat st;
	hash_file(file, hex);
	assert_int_equal(stat(file, &st), 0);
	snprintf(line, sizeof line, "weights - %s safetensors %lld %s", entry, (long long)st.st_size, hex);
	has(s, line);
}

/* --- tests --------------------------------------------------------------------------------------------------------- */

static void test_directory(void **state)
{
	(void)state;
	folder("d");
	folder("d/sub");
	put_weights("d/model.safetensors", 1000, 1);
	put_weights("d/sub/big.safetensors", 20 << 20, 2);
	put_text("d/README.md", "---\nlicense: other\n---\n# A model\n");
	put_text("d/LICENSE", "We, the makers of this example, are happy about everyone who reads it.\n");
	put_text("d/sub/empty", "");
	put_text("d/caf\xe9", "x");
	SEEN_AUTO struct seen s;
	scan_path(&s, "d");
	has_weights(&s, "model.safetensors", "d/model.safetensors");
	has_weights(&s, "sub/big.safetensors", "d/sub/big.safetensors");
	has(&s, "document card README.md");
	has(&s, "document license LICENSE");
	has(&s, "entry - sub/empty");
	has(&s, "entry - caf\xe9");
	has(&s, "declared license README.md other");
	has_not(&s, "problem");
	assert_int_equal(s.stats.weights, 2);
	assert_int_equal(s.stats.entries, 6);
	assert_true(s.stats.bytes_read > 20 << 20);
	assert_int_equal(count(&s, "entry "), 6);
}

static void test_threads_change_nothing(void **state)
{
	(void)state;
	folder("d");
	for (int i = 0; i < 30; i++) {
		char name[32];
		snprintf(name, sizeof name, "d/%02d.safetensors", i);
		put_weights(name, (size_t)(i * 7919), (uint8_t)i);
		snprintf(name, sizeof name, "d/%02d.tgz", i);
		struct packer p = pack(name, ARCHIVE_FORMAT_TAR_USTAR, ARCHIVE_FILTER_GZIP);
		pack_text(&p, "../NOTICE", "Nothing to notice.");
		pack_text(&p, "x", "y");
		pack_end(&p);
	}
	put_weights("d/big.safetensors", 9 << 20, 7);
	SEEN_AUTO struct seen one;
	const char *path = "d";
	scan_paths(&one, 1, &path, 1);
	assert_int_equal(count(&one, "problem unsafe-name"), 30);
	for (int jobs = 0; jobs < 6; jobs++) {
		SEEN_AUTO struct seen s;
		scan_paths(&s, jobs, &path, 1);
		assert_string_equal(buf_str(&s.facts), buf_str(&one.facts));
		assert_memory_equal(&s.stats, &one.stats, sizeof s.stats);
	}
}

static void test_symlinks(void **state)
{
	(void)state;
	folder("d");
	folder("d/blobs");
	folder("d/snapshot");
	put_weights("d/blobs/1234", 10, 3);
	put_text("secret", "x");
	folder("d-beside");
	put_text("d-beside/secret", "x");
	assert_int_equal(symlink("../d-beside/secret", "d/beside"), 0);
	assert_int_equal(symlink("../blobs/1234", "d/snapshot/model.safetensors"), 0);
	assert_int_equal(symlink("../secret", "d/out"), 0);
	assert_int_equal(symlink("/etc/passwd", "d/absolute"), 0);
	assert_int_equal(symlink("nowhere", "d/broken"), 0);
	assert_int_equal(symlink("itself", "d/itself"), 0);
	assert_int_equal(symlink("..", "d/snapshot/up"), 0);
	assert_int_equal(symlink("snapshot", "d/current"), 0);
	assert_int_equal(symlink("snapshot", "d/latest"), 0);
	SEEN_AUTO struct seen s;
	scan_path(&s, "d");
	has_weights(&s, "snapshot/model.safetensors", "d/blobs/1234");
	has_weights(&s, "current/model.safetensors", "d/blobs/1234");
	has(&s, "note symlink-outside out");
	has(&s, "note symlink-outside absolute");
	has(&s, "note symlink-outside beside");
	has(&s, "note symlink-broken broken");
	has(&s, "note symlink-broken itself");
	has(&s, "note symlink-loop snapshot/up");
	has(&s, "note symlink-again latest");
	has_not(&s, "entry - out");
	has_not(&s, "entry - absolute");
	has_not(&s, "problem");
}

/* Even when a component becomes a symlink after the listing. */
static void test_opening_follows_no_symlink(void **state)
{
	(void)state;
	folder("d");
	folder("d/real");
	put_text("d/real/f", "x");
	assert_int_equal(symlink("real", "d/link"), 0);
	assert_int_equal(symlink("f", "d/real/g"), 0);
	int dir = open("d", O_PATH | O_DIRECTORY), fd = source_open_beneath(dir, "real/f", O_RDONLY);
	assert_true(fd >= 0);
	close(fd);
	assert_int_equal(source_open_beneath(dir, "link/f", O_RDONLY), -1);
	assert_int_equal(source_open_beneath(dir, "real/g", O_RDONLY), -1);
	assert_int_equal(source_open_beneath(dir, "real/missing", O_RDONLY), -1);
	assert_int_equal(errno, ENOENT);
	close(dir);
}

/* Two directories of links into each other, ten levels: followed without bound these would be thousands of files. */
static void test_web_of_symlinks(void **state)
{
	(void)state;
	folder("d");
	for (int i = 0; i < 10; i++) {
		char name[32], target[32];
		snprintf(name, sizeof name, "d/%d", i);
		folder(name);
		snprintf(name, sizeof name, "d/%d/file", i);
		put_text(name, "x");
		snprintf(target, sizeof target, "../%d", (i + 1) % 10);
		snprintf(name, sizeof name, "d/%d/a", i);
		assert_int_equal(symlink(target, name), 0);
		snprintf(name, sizeof name, "d/%d/b", i);
		assert_int_equal(symlink(target, name), 0);
	}
	SEEN_AUTO struct seen s;
	scan_path(&s, "d");
	assert_in_range(s.stats.entries, 10, 40);
}

static void test_special_files(void **state)
{
	(void)state;
	folder("d");
	folder("d/.git");
	put_text("d/.git/config", "x");
	assert_int_equal(mkfifo("d/fifo", 0644), 0); /* opening it would wait for ever */
	int fd = socket(AF_UNIX, SOCK_STREAM, 0);
	struct sockaddr_un address = {.sun_family = AF_UNIX, .sun_path = "d/socket"};
	assert_int_equal(bind(fd, (struct sockaddr *)&address, sizeof address), 0);
	close(fd);
	SEEN_AUTO struct seen s;
	scan_path(&s, "d");
	has(&s, "note special-file fifo");
	has(&s, "note special-file socket");
	has(&s, "note git-directory .git");
	assert_int_equal(s.stats.entries, 0);
	has_not(&s, "problem");
}

static void test_unreadable(void **state)
{
	(void)state;
	if (geteuid() == 0)
		skip(); /* root reads everything */
	folder("d");
	put_text("d/secret", "x");
	assert_int_equal(chmod("d/secret", 0), 0);
	SEEN_AUTO struct seen s;
	scan_path(&s, "d");
	has(&s, "problem unreadable secret");
}

static void test_empty_directory_and_missing_path(void **state)
{
	(void)state;
	folder("d");
	SEEN_AUTO struct seen s;
	scan_path(&s, "d");
	assert_string_equal(buf_str(&s.facts), "");
	const char *missing = "missing", *device = "/dev/null";
	scan_paths(&s, 1, &missing, 1);
	assert_int_equal(s.rc, -1);
	assert_int_equal(s.e.code, ERR_USAGE);
	assert_string_equal(s.e.text, "missing does not exist");
	scan_paths(&s, 1, &device, 1);
	assert_int_equal(s.rc, -1);
	scan_paths(&s, 1, NULL, 0);
	assert_int_equal(s.rc, -1);
}

static void test_several_paths(void **state)
{
	(void)state;
	folder("a");
	put_text("a/x", "1");
	put_text("b", "2");
	const char *paths[] = {"a/", "b"};
	SEEN_AUTO struct seen s;
	scan_paths(&s, 2, paths, 2);
	has(&s, "entry - a/x");
	has(&s, "entry - b");
}

static void test_archives(void **state)
{
	(void)state;
	put_weights("w", 5000, 9);
	struct packer inner = pack("inner.zip", ARCHIVE_FORMAT_ZIP, 0);
	pack_file(&inner, "deep.safetensors", "w");
	pack_text(&inner, "LICENSE", "Our own words.");
	pack_end(&inner);
	struct packer outer = pack("outer.tar.gz", ARCHIVE_FORMAT_TAR_USTAR, ARCHIVE_FILTER_GZIP);
	pack_file(&outer, "package/model.safetensors", "w");
	pack_file(&outer, "package/inner.zip", "inner.zip");
	pack_end(&outer);
	SEEN_AUTO struct seen s;
	scan_path(&s, "outer.tar.gz");
	has(&s, "entry gzip outer.tar.gz");
	has_weights(&s, "outer.tar.gz!/package/model.safetensors", "w");
	has_weights(&s, "outer.tar.gz!/package/inner.zip!/deep.safetensors", "w");
	has(&s, "document license outer.tar.gz!/package/inner.zip!/LICENSE");
	has_not(&s, "problem");
	seen_release(&s);
	scan_path(&s, "inner.zip");
	has_weights(&s, "inner.zip!/deep.safetensors", "w");
}

/* An archive that is weights itself is hashed as a whole; what lies in it is seen, but is no weights file of its own. */
static void test_weights_that_are_archives(void **state)
{
	(void)state;
	static uint8_t tensor[256 << 10];
	struct packer p = pack("arrays.npz", ARCHIVE_FORMAT_ZIP, 0);
	static const char header[] = "\x93NUMPY\1\0\x36\0{'descr': '|u1', 'fortran_order': False, 'shape': (4,)}\n";
	memcpy(tensor, header, sizeof header - 1);
	pack_bytes(&p, "a.npy", tensor, sizeof tensor);
	pack_text(&p, "LICENSE", "Our own words.");
	pack_end(&p);
	struct packer outer = pack("outer.tar", ARCHIVE_FORMAT_TAR_USTAR, 0);
	pack_file(&outer, "arrays.npz", "arrays.npz");
	pack_end(&outer);
	char hex[DIGEST_HEX], line[256];
	struct stat st;
	hash_file("arrays.npz", hex);
	stat("arrays.npz", &st);
	static const char *const names[] = {"arrays.npz", "outer.tar!/arrays.npz"};
	for (int i = 0; i < 2; i++) {
		SEEN_AUTO struct seen s;
		scan_path(&s, i ? "outer.tar" : "arrays.npz");
		snprintf(line, sizeof line, "weights - %s npz %lld %s", names[i], (long long)st.st_size, hex);
		has(&s, line);
		snprintf(line, sizeof line, "document license %s!/LICENSE", names[i]);
		has(&s, line);
		assert_int_equal(count(&s, "weights "), 1);
		has_not(&s, "problem");
	}
}

static void test_truncated_weights_have_no_digest(void **state)
{
	(void)state;
	static uint8_t bytes[300000];
	size_t len = make_weights(bytes, 200000, 1);
	for (size_t i = 100; i < len; i++)
		bytes[i] = (uint8_t)(i * i >> 5);
	struct packer p = pack("x.tar.gz", ARCHIVE_FORMAT_TAR_USTAR, ARCHIVE_FILTER_GZIP);
	pack_bytes(&p, "model.safetensors", bytes, len);
	pack_text(&p, "after", "lost");
	pack_end(&p);
	struct stat st;
	stat("x.tar.gz", &st);
	assert_int_equal(truncate("x.tar.gz", st.st_size * 9 / 10), 0);
	SEEN_AUTO struct seen s;
	scan_path(&s, "x.tar.gz");
	has(&s, "problem truncated x.tar.gz!/model.safetensors");
	has_not(&s, "weights -");
	assert_int_equal(count(&s, "problem"), 1);
}

static void from_stdin(struct seen *s, const char *file, bool pipe_it)
{
	int saved = dup(0), fd = open(file, O_RDONLY), ends[2] = {-1, -1};
	if (pipe_it) {
		char buffer[32768];
		assert_int_equal(pipe(ends), 0);
		ssize_t n = read(fd, buffer, sizeof buffer);
		assert_int_equal(write(ends[1], buffer, (size_t)n), n);
		close(ends[1]);
	}
	dup2(pipe_it ? ends[0] : fd, 0);
	close(fd);
	if (pipe_it)
		close(ends[0]);
	scan_path(s, "-");
	dup2(saved, 0);
	close(saved);
}

static void test_stdin(void **state)
{
	(void)state;
	put_weights("w", 500, 4);
	static const struct {
		const char *name;
		int format, filter;
	} archives[] = {{"x.zip", ARCHIVE_FORMAT_ZIP, 0},
			{"x.7z", ARCHIVE_FORMAT_7ZIP, 0},
			{"x.tgz", ARCHIVE_FORMAT_TAR_USTAR, ARCHIVE_FILTER_GZIP}};
	for (int i = 0; i < 6; i++) {
		struct packer p = pack(archives[i / 2].name, archives[i / 2].format, archives[i / 2].filter);
		pack_file(&p, "m.safetensors", "w");
		pack_end(&p);
		SEEN_AUTO struct seen s;
		from_stdin(&s, archives[i / 2].name, i & 1);
		has_weights(&s, "stdin!/m.safetensors", "w");
		has_not(&s, "problem");
	}
	SEEN_AUTO struct seen s;
	from_stdin(&s, "w", true);
	has_weights(&s, "stdin", "w");
}

static void put_long_text(const char *path, size_t len)
{
	char *text = malloc(len);
	for (size_t i = 0; i < len; i++)
		text[i] = i % 70 == 69 ? '\n' : i % 7 == 6 ? ' ' : (char)('a' + i * i % 23);
	put(path, text, len);
	free(text);
}

static void test_long_texts(void **state)
{
	(void)state;
	limits.text_bytes = 3 << 20;
	folder("d");
	put_long_text("d/LICENSE", (3 << 20) + 1);
	put_long_text("d/NOTICE", 3 << 20);
	put_long_text("d/log.txt", (1 << 20) + 1);
	put_long_text("d/short.txt", 1000);
	SEEN_AUTO struct seen s;
	scan_path(&s, "d");
	has(&s, "problem limit LICENSE");
	has(&s, "document license LICENSE");
	has(&s, "document notice NOTICE");
	assert_int_equal(count(&s, "problem"), 1);
	assert_int_equal(s.stats.texts, 3);
}

/* A license that cannot be read is a gap, not a license that is not there. */
static void test_license_that_is_no_text(void **state)
{
	(void)state;
	folder("d");
	put_text("d/LICENSE.pdf", "%PDF-1.4\n\1\2\3\4\5\6\xff\xfe");
	put_text("d/manual.pdf", "%PDF-1.4\n\1\2\3\4\5\6\xff\xfe");
	SEEN_AUTO struct seen s;
	scan_path(&s, "d");
	has(&s, "problem no-pdf LICENSE.pdf");
	assert_int_equal(count(&s, "problem"), 1);
}

static void test_entries_limit(void **state)
{
	(void)state;
	limits.entries = 3;
	folder("d");
	for (char name[] = "d/a"; name[2] < 'f'; name[2]++)
		put_text(name, "x");
	SEEN_AUTO struct seen s;
	scan_path(&s, "d");
	assert_int_equal(s.stats.entries, 3);
	has(&s, "entry - c");
	has_not(&s, "entry - d");
	assert_int_equal(count(&s, "problem limit"), 1);
}

static void test_file_that_changes(void **state)
{
	(void)state;
	put_text("f", "before");
	struct file_stream f;
	struct err e;
	const void *chunk;
	assert_int_equal(file_stream_open(&f, open("f", O_RDONLY), NULL, false, &e), 0);
	assert_int_equal(stream_next(&f.stream, &chunk, &e), 6);
	assert_false(file_stream_changed(&f));
	put_text("f", "another");
	assert_true(file_stream_changed(&f));
	file_stream_close(&f);
}

static void test_read_ahead_is_the_same(void **state)
{
	(void)state;
	put_long_text("f", (9 << 20) + 12345);
	uint8_t digests[2][DIGEST_BYTES];
	for (int overlap = 0; overlap < 2; overlap++) {
		DIGEST_AUTO struct digest d = {0};
		struct file_stream f;
		struct err e;
		const void *chunk;
		digest_init(&d, &e);
		assert_int_equal(file_stream_open(&f, open("f", O_RDONLY), NULL, overlap, &e), 0);
		for (ssize_t n; (n = stream_next(&f.stream, &chunk, &e)) > 0;)
			digest_update(&d, chunk, (size_t)n, &e);
		digest_final(&d, digests[overlap], &e);
		assert_int_equal(f.stream.offset, (9 << 20) + 12345);
		file_stream_close(&f);
		file_stream_open(&f, open("f", O_RDONLY), NULL, overlap, &e); /* and leaving early is fine */
		stream_next(&f.stream, &chunk, &e);
		stream_next(&f.stream, &chunk, &e);
		file_stream_close(&f);
	}
	assert_memory_equal(digests[0], digests[1], DIGEST_BYTES);
}

static void test_purposes(void **state)
{
	(void)state;
	static const struct {
		const char *name;
		enum purpose is;
	} cases[] = {
		{"LICENSE", PURPOSE_LICENSE},
		{"a/LICENCE.txt", PURPOSE_LICENSE},
		{"COPYING.LESSER", PURPOSE_LICENSE},
		{"MODEL_LICENSE", PURPOSE_LICENSE},
		{"model-license.md", PURPOSE_LICENSE},
		{"UNLICENSE", PURPOSE_LICENSE},
		{"usr/share/doc/x/copyright", PURPOSE_LICENSE},
		{"x.dist-info/licenses/AUTHORS", PURPOSE_LICENSE},
		{"LICENSES/ours.txt", PURPOSE_LICENSE},
		{"a.zip!/LICENSE", PURPOSE_LICENSE},
		{"NOTICE", PURPOSE_NOTICE},
		{"Third-Party Notices.txt", PURPOSE_NOTICE},
		{"USE_POLICY.md", PURPOSE_POLICY},
		{"usage-policy", PURPOSE_POLICY},
		{"our-AUP.txt", PURPOSE_POLICY},
		{"README.md", PURPOSE_CARD},
		{"readme", PURPOSE_CARD},
		{"Tern_README.md", PURPOSE_CARD},
		{"tern_readme.py", PURPOSE_OTHER},
		{"model_card_template.md", PURPOSE_OTHER},
		{"LICENSE-CLA", PURPOSE_OTHER},
		{"Contributor License Agreement.md", PURPOSE_OTHER},
		{"README-template.md", PURPOSE_OTHER},
		{"MODEL_CARD.md", PURPOSE_CARD},
		{"package.json", PURPOSE_PACKAGE},
		{"x.dist-info/METADATA", PURPOSE_PACKAGE},
		{"PKG-INFO", PURPOSE_PACKAGE},
		{"license_plate.py", PURPOSE_OTHER},
		{"guides/license-comparison.md", PURPOSE_OTHER},
		{"model_cards/tern.md", PURPOSE_CARD},
		{"a/Model-Cards/tern.md", PURPOSE_CARD},
		{"model_cards/tern.py", PURPOSE_OTHER},
		{"cards/tern.md", PURPOSE_OTHER},
		{"license-plate_detector.onnx", PURPOSE_OTHER},
		{"LICENSE-CLA", PURPOSE_OTHER},
		{"Contributor-License-Agreement.md", PURPOSE_OTHER},
		{"LICENSE-CLAUSES.md", PURPOSE_LICENSE},
		{"licenseplate_motion.jpg", PURPOSE_OTHER},
		{"LICENSE.meta", PURPOSE_OTHER}, /* of an engine for games: an id for the file beside it */
		{"notice.json", PURPOSE_OTHER},
		{"licenses/check.py", PURPOSE_OTHER},
		{"mylicenses/x.txt", PURPOSE_OTHER},
		{"pause.txt", PURPOSE_OTHER},
		{"config.json", PURPOSE_OTHER},
		{"", PURPOSE_OTHER},
		{"licenses/", PURPOSE_LICENSE},
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		if (classify_purpose(cases[i].name) != cases[i].is)
			fail_msg("%s is %s", cases[i].name, purpose_name(classify_purpose(cases[i].name)));
}

static void test_document(void **state)
{
	(void)state;
	ARENA_AUTO struct arena a;
	struct sink sink;
	arena_init(&a);
	sink_init(&sink, &a, "x.bin");
	struct rules *rules = rules_new(&catalog_builtin, &limits);
	static const char binary[] = "\1\0\2\0\0\0\0\0\0\3\0\0\0\xff\xfe\0\0\0\0\0\0\0\0\1\2\3\4";
	scan_document(rules, &catalog_builtin, &limits, "x.bin", binary, sizeof binary, &sink);
	assert_int_equal(sink.count, 1);
	assert_int_equal(sink.facts[0].kind, FACT_PROBLEM);
	sink_release(&sink);
	sink_init(&sink, &a, "x.txt");
	scan_document(rules, &catalog_builtin, &limits, "x.txt", "Hello there.", 12, &sink);
	assert_int_equal(sink.count, 3);
	assert_string_equal(sink.facts[0].key, "license_heading");
	assert_string_equal(sink.facts[1].key, "license_file_names"); /* a line that short may be a name */
	assert_int_equal(sink.facts[2].kind, FACT_DOCUMENT);
	assert_string_equal(sink.facts[2].key, "license");
	sink_release(&sink);
	rules_free(rules);
}

#define TEST(name) cmocka_unit_test_setup_teardown(test_##name, set_up, tear_down)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(directory),
		TEST(threads_change_nothing),
		TEST(symlinks),
		TEST(opening_follows_no_symlink),
		TEST(web_of_symlinks),
		TEST(special_files),
		TEST(unreadable),
		TEST(empty_directory_and_missing_path),
		TEST(several_paths),
		TEST(archives),
		TEST(weights_that_are_archives),
		TEST(truncated_weights_have_no_digest),
		TEST(stdin),
		TEST(long_texts),
		TEST(license_that_is_no_text),
		TEST(entries_limit),
		TEST(file_that_changes),
		TEST(read_ahead_is_the_same),
		TEST(purposes),
		TEST(document),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
