/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "cache/cache.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/clock.h"
#include "base/digest.h"
#include "base/pool.h"
#include "cache/sqlite_lib.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum {
	APPLICATION = 0x6C637400, /* marks the file as ours */
	VERSION = 1,		  /* of the tables */
	BUSY_MS = 5000,		  /* how long another process is waited for */
	FLUSH_BYTES = 2 << 20,	  /* rows that wait to be written */
	FLUSH_MS = 2000,
	STEPS = 16, /* rows that are passed over before the next one is sought */
	PART_LEAST = 1024,
};

struct row { /* waits to be written */
	int64_t key;
	uint8_t sum[DIGEST_BYTES];
	uint8_t *bytes; /* the identity, then the content */
	size_t identity_len, len;
};

struct cache {
	char *file;
	int lock; /* descriptor of DIR/lock, or -1 */
	sqlite3 *db;
	pthread_mutex_t mutex; /* over all below */
	struct row *rows;
	size_t n_rows, rows_capacity, waiting;
	int64_t *used; /* keys of rows that are of use still, and were not for a day */
	size_t n_used, used_capacity;
	int64_t flushed; /* milliseconds */
	int64_t today;	 /* days since 1970 */
	uint64_t asked, hits;
	bool read_only, damaged, newer;
	struct err note;
};

/* --- small things ----------------------------------------------------------------------------------------------------------- */

static char *file_in(const char *dir, const char *name)
{
	char *path;
	if (asprintf(&path, "%s/%s", dir, name) < 0)
		mem_exhausted();
	return path;
}

char *cache_file(const char *dir)
{
	return file_in(dir, "facts.sqlite");
}

int cache_make_directory(const char *dir, struct err *e)
{
	char *path = file_in(dir, "");
	struct stat st;
	int why = 0;
	for (size_t i = 1; path[i]; i++) {
		if (path[i] != '/')
			continue;
		path[i] = 0;
		why = mkdir(path, 0700) < 0 ? errno : 0;
		path[i] = '/';
	}
	free(path);
	if (stat(dir, &st) < 0)
		return err_set(e, ERR_SYSTEM, "the cache %s cannot be made: %s", dir, strerror(why ? why : errno));
	return cache_check(dir, e);
}

/* What a symlink leads to would be written to, and who opens a pipe waits. */
static int check_file(const char *dir, const char *name, struct err *e)
{
	char *path = file_in(dir, name);
	struct stat st;
	int rc = lstat(path, &st) < 0 || S_ISREG(st.st_mode)
			 ? 0
			 : err_set(e, ERR_SYSTEM, "the cache is not used: %s is no regular file", path);
	free(path);
	return rc;
}

int cache_check(const char *dir, struct err *e)
{
	struct stat st;
	uid_t we = geteuid();
	if (stat(dir, &st) < 0)
		return err_set(e, ERR_SYSTEM, "the cache %s cannot be used: %s", dir, strerror(errno));
	if (!S_ISDIR(st.st_mode))
		return err_set(e, ERR_SYSTEM, "the cache %s is no directory", dir);
	if (st.st_mode & S_IWOTH)
		return err_set(e, ERR_SYSTEM,
			       "the cache %s is not used: anybody may write there, and so what it says (chmod o-w)", dir);
	if (we && st.st_uid && st.st_uid != we)
		return err_set(e, ERR_SYSTEM,
			       "the cache %s is not used: it belongs to somebody else, who may write there what it says", dir);
	return check_file(dir, "facts.sqlite", e) < 0 || check_file(dir, "lock", e) < 0 ? -1 : 0;
}

/* What SQLite answered through that connection, or without one; the first complaint is kept. */
static bool check_answer(struct cache *c, sqlite3 *db, int rc, const char *what)
{
	if (rc == SQLITE_OK || rc == SQLITE_ROW || rc == SQLITE_DONE)
		return true;
	c->damaged |= rc == SQLITE_CORRUPT || rc == SQLITE_NOTADB;
	if (!c->note.code)
		err_set(&c->note, ERR_SYSTEM, "the cache %s cannot be %s: %s", c->file, what,
			db ? sqlite_lib.errmsg(db) : sqlite_lib.errstr(rc));
	return false;
}

static bool check(struct cache *c, int rc, const char *what)
{
	return check_answer(c, c->db, rc, what);
}

static bool execute(struct cache *c, const char *sql, const char *what)
{
	return check(c, sqlite_lib.exec(c->db, sql, NULL, NULL, NULL), what);
}

static sqlite3_stmt *prepare(struct cache *c, const char *sql, const char *what)
{
	sqlite3_stmt *s = NULL;
	return check(c, sqlite_lib.prepare_v2(c->db, sql, -1, &s, NULL), what) ? s : NULL;
}

static void finalize(sqlite3_stmt **s)
{
	if (*s)
		sqlite_lib.finalize(*s);
}

#define STATEMENT __attribute__((cleanup(finalize))) sqlite3_stmt *

/* The number that a query gives; -1 when it gives none. */
static int64_t ask(struct cache *c, const char *sql)
{
	STATEMENT s = prepare(c, sql, "read");
	int rc = s ? sqlite_lib.step(s) : SQLITE_ERROR;
	return s && check(c, rc, "read") && rc == SQLITE_ROW ? sqlite_lib.column_int64(s, 0) : -1;
}

/* Over what a row says and of what; they cannot be shifted against one another. */
static void sum_of(const void *identity, size_t identity_len, const void *content, size_t len, uint8_t sum[DIGEST_BYTES])
{
	DIGEST_AUTO struct digest d = {0};
	uint64_t border = identity_len;
	if (digest_init(&d, NULL) < 0 || digest_update(&d, &border, sizeof border, NULL) < 0 ||
	    digest_update(&d, identity, identity_len, NULL) < 0 || (len && digest_update(&d, content, len, NULL) < 0) ||
	    digest_final(&d, sum, NULL) < 0)
		mem_exhausted();
}

/* --- opening ---------------------------------------------------------------------------------------------------------------- */

/* type: F_RDLCK by all that use the cache, F_WRLCK by who sets it aside. False: another process is in the way. */
static bool take_lock(const struct cache *c, short type)
{
	struct flock l = {.l_type = type, .l_whence = SEEK_SET};
	return c->lock >= 0 && fcntl(c->lock, F_OFD_SETLK, &l) == 0;
}

static bool open_file(struct cache *c)
{
	int rc = sqlite_lib.open_v2(c->file, &c->db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, NULL);
	if (rc != SQLITE_OK) {
		sqlite_lib.close(c->db);
		rc = sqlite_lib.open_v2(c->file, &c->db, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, NULL);
	}
	if (!check(c, rc, "opened"))
		return false;
	sqlite_lib.busy_timeout(c->db, BUSY_MS);
	c->read_only = sqlite_lib.db_readonly(c->db, "main") == 1;
	return execute(c,
		       "PRAGMA trusted_schema=OFF; PRAGMA cell_size_check=ON; PRAGMA synchronous=OFF; PRAGMA temp_store=MEMORY;"
		       "PRAGMA mmap_size=0; PRAGMA cache_size=-16384",
		       "opened");
}

static bool make_tables(struct cache *c)
{
	return execute(c,
		       "BEGIN IMMEDIATE;"
		       "CREATE TABLE IF NOT EXISTS facts(key INTEGER PRIMARY KEY, used INTEGER NOT NULL, sum BLOB NOT NULL,"
		       " identity BLOB NOT NULL, content BLOB NOT NULL);"
		       "CREATE TABLE IF NOT EXISTS last_run(name TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;"
		       "PRAGMA application_id=1818457088; PRAGMA user_version=1;"
		       "COMMIT",
		       "made");
}

static bool check_version(struct cache *c)
{
	_Static_assert(APPLICATION == 1818457088 && VERSION == 1, "make_tables says so");
	if (!execute(c, "BEGIN", "read")) /* all at one time: another process may be making it */
		return false;
	int64_t tables = ask(c, "SELECT count(*) FROM sqlite_schema"), application = ask(c, "PRAGMA application_id"),
		version = ask(c, "PRAGMA user_version");
	if (!execute(c, "COMMIT", "read") || c->damaged || c->note.code)
		return false;
	if (!tables && !application && !version)
		return make_tables(c);
	c->newer = application == APPLICATION && version > VERSION;
	c->damaged = application != APPLICATION || version < VERSION;
	if (c->newer)
		err_set(&c->note, ERR_SYSTEM, "the cache %s was made by a newer version", c->file);
	else if (c->damaged)
		err_set(&c->note, ERR_SYSTEM, "%s is no cache of this program", c->file);
	return !c->newer && !c->damaged;
}

static void shut(struct cache *c)
{
	if (c->db)
		sqlite_lib.close(c->db);
	c->db = NULL;
}

/* A journal that belongs to it must not be taken for one of the next file. */
static bool move_aside(struct cache *c)
{
	BUF_AUTO struct buf to, journal;
	buf_init(&to, 1 << 16);
	buf_init(&journal, 1 << 16);
	buf_printf(&to, "%s.%s", c->file, c->newer ? "newer" : "damaged");
	buf_printf(&journal, "%s-journal", c->file);
	unlink(buf_str(&journal));
	if (rename(c->file, buf_str(&to)) < 0)
		return false;
	struct err was = c->note;
	c->note = (struct err){0};
	err_set(&c->note, ERR_SYSTEM, "%.900s; it was renamed to %.200s", was.text, buf_str(&to));
	return true;
}

static bool set_aside(struct cache *c)
{
	shut(c);
	if (!take_lock(c, F_WRLCK))
		return false; /* another process may be writing it just now, or nobody may write here */
	bool moved = move_aside(c);
	c->damaged = c->newer = false;
	take_lock(c, F_RDLCK);
	return moved;
}

static bool open_checked(struct cache *c)
{
	return open_file(c) && check_version(c);
}

static void tell(struct cache *c, struct err *note)
{
	if (c->note.code && note && !note->code)
		*note = c->note;
	c->note = (struct err){0};
}

/* A new one in the place of one that had to go; what was said of that is said once. */
static bool open_anew(struct cache *c, struct err *note)
{
	bool moved = set_aside(c);
	tell(c, note);
	return moved && open_checked(c);
}

static void forget(struct cache *c)
{
	shut(c);
	if (c->lock >= 0)
		close(c->lock);
	for (size_t i = 0; i < c->n_rows; i++)
		free(c->rows[i].bytes);
	free(c->rows);
	free(c->used);
	free(c->file);
	pthread_mutex_destroy(&c->mutex);
	free(c);
}

struct cache *cache_open(const char *dir, struct err *note)
{
	if (!sqlite_lib_load()) {
		err_set(note, ERR_SYSTEM, "SQLite is not there, so no cache is used (Debian: libsqlite3-0)");
		return NULL;
	}
	struct cache *c = mem_alloc(sizeof *c);
	char *lock = file_in(dir, "lock");
	*c = (struct cache){.file = cache_file(dir), .today = (int64_t)time(NULL) / 86400, .flushed = clock_milliseconds()};
	c->lock = open(lock, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	if (c->lock < 0)
		c->lock = open(lock, O_RDONLY | O_CLOEXEC);
	free(lock);
	pthread_mutex_init(&c->mutex, NULL);
	take_lock(c, F_RDLCK);
	bool ready = open_checked(c);
	if (!ready && (c->damaged || c->newer))
		ready = open_anew(c, note);
	if (ready)
		return c;
	tell(c, note);
	forget(c);
	return NULL;
}

size_t cache_own_files(const struct cache *c, struct stat out[CACHE_FILES])
{
	static const char *const endings[] = {"", "-journal", ".damaged", ".newer"};
	size_t n = c->lock >= 0 && fstat(c->lock, &out[0]) == 0;
	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
		BUF_AUTO struct buf path;
		buf_init(&path, 1 << 16);
		buf_printf(&path, "%s%s", c->file, endings[i]);
		n += stat(buf_str(&path), &out[n]) == 0;
	}
	return n;
}

/* --- reading ---------------------------------------------------------------------------------------------------------------- */

/* Whether the row that the statement stands on is the wished one, and whole. */
static bool is_wished(sqlite3_stmt *s, const struct cache_wish *w)
{
	uint8_t sum[DIGEST_BYTES];
	size_t identity_len = (size_t)sqlite_lib.column_bytes(s, 3);
	if (identity_len != w->len || memcmp(sqlite_lib.column_blob(s, 3), w->identity, w->len) != 0)
		return false;
	sum_of(w->identity, w->len, sqlite_lib.column_blob(s, 4), (size_t)sqlite_lib.column_bytes(s, 4), sum);
	return sqlite_lib.column_bytes(s, 2) == DIGEST_BYTES && !memcmp(sqlite_lib.column_blob(s, 2), sum, DIGEST_BYTES);
}

struct look_up { /* a part of the wishes, for one thread */
	struct cache *cache;
	const struct cache_wish *wishes;
	size_t n, part;
	cache_found *found;
	void *ctx;
};

static void hand_out(const struct look_up *l, sqlite3_stmt *s, const struct cache_wish *w)
{
	struct cache *c = l->cache;
	if (!is_wished(s, w) ||
	    !l->found(l->ctx, l->part, w, sqlite_lib.column_blob(s, 4), (size_t)sqlite_lib.column_bytes(s, 4)))
		return;
	pthread_mutex_lock(&c->mutex);
	c->hits++;
	if (sqlite_lib.column_int64(s, 1) != c->today && !c->read_only)
		VEC_PUSH(c->used, c->n_used, c->used_capacity, w->key);
	pthread_mutex_unlock(&c->mutex);
}

/* Steps to the first row from that key on. A few rows on the way are passed over more cheaply than a row is sought. */
static int go_to(sqlite3_stmt *s, int64_t key, int rc)
{
	for (int steps = 0; rc == SQLITE_ROW && sqlite_lib.column_int64(s, 0) < key; steps++) {
		if (steps == STEPS) {
			sqlite_lib.reset(s);
			sqlite_lib.bind_int64(s, 1, key);
		}
		rc = sqlite_lib.step(s);
	}
	return rc;
}

static int walk_rows(const struct look_up *l, sqlite3 *db)
{
	STATEMENT s = NULL;
	int rc = sqlite_lib.prepare_v2(db, "SELECT key, used, sum, identity, content FROM facts WHERE key >= ?1 ORDER BY key", -1,
				       &s, NULL);
	if (rc != SQLITE_OK)
		return rc;
	sqlite_lib.bind_int64(s, 1, l->wishes[0].key);
	rc = sqlite_lib.step(s);
	for (size_t i = 0; i < l->n && rc == SQLITE_ROW; i++) {
		rc = go_to(s, l->wishes[i].key, rc);
		if (rc == SQLITE_ROW && sqlite_lib.column_int64(s, 0) == l->wishes[i].key)
			hand_out(l, s, &l->wishes[i]);
	}
	return rc;
}

/* The first part is walked through the connection that is there, each other one through one of its own. */
static void look_up_part(void *ctx, size_t number)
{
	const struct look_up *l = (const struct look_up *)ctx + number;
	struct cache *c = l->cache;
	sqlite3 *db = c->db;
	int rc = number ? sqlite_lib.open_v2(c->file, &db, SQLITE_OPEN_READONLY | SQLITE_OPEN_NOMUTEX, NULL) : SQLITE_OK;
	if (number && rc == SQLITE_OK)
		sqlite_lib.busy_timeout(db, BUSY_MS);
	if (rc == SQLITE_OK)
		rc = walk_rows(l, db);
	pthread_mutex_lock(&c->mutex);
	check_answer(c, db, rc, "read");
	pthread_mutex_unlock(&c->mutex);
	if (number)
		sqlite_lib.close(db);
}

void cache_look_up(struct cache *c, const struct cache_wish *wishes, size_t n, unsigned threads, cache_found *found, void *ctx)
{
	struct look_up parts[CACHE_PARTS];
	size_t most = threads < CACHE_PARTS ? threads : CACHE_PARTS, count = n / PART_LEAST < most ? n / PART_LEAST : most;
	count += !count && n;
	for (size_t i = 0; i < count; i++) {
		size_t first = n * i / count;
		parts[i] = (struct look_up){c, wishes + first, n * (i + 1) / count - first, i, found, ctx};
	}
	c->asked += n;
	pool_run(threads, count, look_up_part, parts);
}

/* --- writing ---------------------------------------------------------------------------------------------------------------- */

static bool write_row(struct cache *c, sqlite3_stmt *s, const struct row *r)
{
	sqlite_lib.reset(s);
	sqlite_lib.bind_int64(s, 1, r->key);
	sqlite_lib.bind_int64(s, 2, c->today);
	sqlite_lib.bind_blob64(s, 3, r->sum, DIGEST_BYTES, SQLITE_STATIC);
	sqlite_lib.bind_blob64(s, 4, r->bytes, r->identity_len, SQLITE_STATIC);
	sqlite_lib.bind_blob64(s, 5, r->bytes + r->identity_len, r->len, SQLITE_STATIC);
	return check(c, sqlite_lib.step(s), "written");
}

static bool write_rows(struct cache *c)
{
	STATEMENT s = prepare(c, "INSERT OR REPLACE INTO facts(key, used, sum, identity, content) VALUES(?1, ?2, ?3, ?4, ?5)",
			      "written");
	bool ok = s != NULL;
	for (size_t i = 0; i < c->n_rows && ok; i++)
		ok = write_row(c, s, &c->rows[i]);
	return ok;
}

static bool write_used(struct cache *c)
{
	STATEMENT s = prepare(c, "UPDATE facts SET used = ?2 WHERE key = ?1", "written");
	bool ok = s != NULL;
	for (size_t i = 0; i < c->n_used && ok; i++) {
		sqlite_lib.reset(s);
		sqlite_lib.bind_int64(s, 1, c->used[i]);
		sqlite_lib.bind_int64(s, 2, c->today);
		ok = check(c, sqlite_lib.step(s), "written");
	}
	return ok;
}

static bool write_last_run(struct cache *c)
{
	char sql[200];
	snprintf(sql, sizeof sql, "INSERT OR REPLACE INTO last_run(name, value) VALUES('asked', %llu), ('hits', %llu)",
		 (unsigned long long)c->asked, (unsigned long long)c->hits);
	return execute(c, sql, "written");
}

static void drop_rows(struct cache *c)
{
	for (size_t i = 0; i < c->n_rows; i++)
		free(c->rows[i].bytes);
	c->n_rows = c->n_used = c->waiting = 0;
}

/* One transaction. After the first that fails nothing more is written. */
static void flush(struct cache *c, bool last)
{
	if (!c->read_only && !c->note.code && execute(c, "BEGIN IMMEDIATE", "written")) {
		bool ok = write_rows(c) && write_used(c) && (!last || write_last_run(c));
		if (!ok || !execute(c, "COMMIT", "written"))
			sqlite_lib.exec(c->db, "ROLLBACK", NULL, NULL, NULL);
	}
	drop_rows(c);
	c->flushed = clock_milliseconds();
}

static struct row row_of(int64_t key, const void *identity, size_t identity_len, const void *content, size_t len)
{
	struct row r = {.key = key, .bytes = mem_alloc(identity_len + len), .identity_len = identity_len, .len = len};
	memcpy(r.bytes, identity, identity_len);
	if (len)
		memcpy(r.bytes + identity_len, content, len);
	sum_of(identity, identity_len, content, len, r.sum);
	return r;
}

void cache_put(struct cache *c, int64_t key, const void *identity, size_t identity_len, const void *content, size_t len)
{
	struct row r = row_of(key, identity, identity_len, content, len);
	pthread_mutex_lock(&c->mutex);
	VEC_PUSH(c->rows, c->n_rows, c->rows_capacity, r);
	c->waiting += sizeof r + identity_len + len;
	if (c->waiting >= FLUSH_BYTES || clock_milliseconds() - c->flushed >= FLUSH_MS)
		flush(c, false);
	pthread_mutex_unlock(&c->mutex);
}

void cache_close(struct cache *c, struct err *note)
{
	if (!c)
		return;
	if (c->asked)
		flush(c, true);
	if (c->damaged)
		set_aside(c);
	tell(c, note);
	forget(c);
}

/* --- looking after it ------------------------------------------------------------------------------------------------------- */

static int fail(struct cache *c, struct err *e)
{
	if (e)
		*e = c->note;
	return -1;
}

int cache_stats(struct cache *c, struct cache_stats *out, struct err *e)
{
	int64_t rows = ask(c, "SELECT count(*) FROM facts"), pages = ask(c, "PRAGMA page_count"),
		page = ask(c, "PRAGMA page_size");
	int64_t asked = ask(c, "SELECT value FROM last_run WHERE name = 'asked'");
	int64_t hits = ask(c, "SELECT value FROM last_run WHERE name = 'hits'");
	*out = (struct cache_stats){.rows = (uint64_t)rows,
				    .bytes = (uint64_t)(pages * page),
				    .last_asked = asked < 0 ? 0 : (uint64_t)asked,
				    .last_hits = hits < 0 ? 0 : (uint64_t)hits};
	return c->note.code ? fail(c, e) : 0;
}

/* Runs a statement with one number in it, and counts the rows that it dropped. */
static bool drop(struct cache *c, const char *sql, int64_t number, uint64_t *dropped)
{
	STATEMENT s = prepare(c, sql, "pruned");
	if (!s)
		return false;
	sqlite_lib.bind_int64(s, 1, number);
	if (!check(c, sqlite_lib.step(s), "pruned"))
		return false;
	*dropped += (uint64_t)sqlite_lib.changes(c->db);
	return true;
}

int cache_prune(struct cache *c, int64_t days, int64_t bytes, uint64_t *dropped, struct err *e)
{
	*dropped = 0;
	bool ok = days < 0 || drop(c, "DELETE FROM facts WHERE used < ?1", c->today - days, dropped);
	if (ok && bytes >= 0)
		ok = drop(c,
			  "DELETE FROM facts WHERE key IN (SELECT key FROM (SELECT key, sum(length(identity) + length(content) + "
			  "64)"
			  " OVER (ORDER BY used DESC, key) AS total FROM facts) WHERE total > ?1)",
			  bytes, dropped);
	return ok && execute(c, "VACUUM", "pruned") ? 0 : fail(c, e);
}
