/* SPDX-License-Identifier: MIT */
/* The cache: rows are found by their whole identity, a changed byte is a miss, and a file that cannot be used is set aside. */
#include "cache/cache.h"

#include "cache/sqlite_lib.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

static char dir[64], file[100];

static int make_directory(void **state)
{
	(void)state;
	strcpy(dir, "/tmp/licet-cache-XXXXXX");
	if (!sqlite_lib_load() || !mkdtemp(dir))
		return -1;
	char *path = cache_file(dir);
	snprintf(file, sizeof file, "%s", path);
	free(path);
	return 0;
}

static int remove_directory(void **state)
{
	static const char *const names[] = {"facts.sqlite", "facts.sqlite.damaged", "facts.sqlite.newer", "lock",
					    "facts.sqlite-journal"};
	char path[128];
	(void)state;
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		snprintf(path, sizeof path, "%s/%s", dir, names[i]);
		unlink(path);
	}
	return rmdir(dir);
}

static bool exists(const char *name)
{
	char path[128];
	snprintf(path, sizeof path, "%s/%s", dir, name);
	return access(path, F_OK) == 0;
}

static struct cache *open_quietly(void)
{
	struct err note = {0};
	struct cache *c = cache_open(dir, &note);
	assert_non_null(c);
	assert_string_equal(note.text, "");
	return c;
}

static void close_quietly(struct cache *c)
{
	struct err note = {0};
	cache_close(c, &note);
	assert_string_equal(note.text, "");
}

struct answers {
	char text[4096];
	size_t count;
};

static bool note_answer(void *ctx, size_t part, const struct cache_wish *wish, const void *content, size_t len)
{
	struct answers *a = (struct answers *)ctx + part;
	size_t at = strlen(a->text);
	snprintf(a->text + at, sizeof a->text - at, "%zu=%.*s ", wish->number, (int)len, (const char *)content);
	a->count++;
	return true;
}

static const char *ask_for(struct cache *c, int64_t key, const char *identity)
{
	static struct answers a;
	a = (struct answers){0};
	struct cache_wish wish = {.key = key, .identity = identity, .len = strlen(identity)};
	cache_look_up(c, &wish, 1, 1, note_answer, &a);
	return a.text;
}

static void put(struct cache *c, int64_t key, const char *identity, const char *content)
{
	cache_put(c, key, identity, strlen(identity), content, strlen(content));
}

/* Something that is written when the cache is closed. */
static void fill(void)
{
	struct cache *c = open_quietly();
	assert_string_equal(ask_for(c, 1, "one"), "");
	put(c, 1, "one", "1st");
	put(c, -7, "minus", "2nd");
	close_quietly(c);
}

static void test_rows(void **state)
{
	(void)state;
	fill();
	struct cache *c = open_quietly();
	assert_string_equal(ask_for(c, 1, "one"), "0=1st ");
	assert_string_equal(ask_for(c, -7, "minus"), "0=2nd ");
	assert_string_equal(ask_for(c, 1, "One"), "");
	assert_string_equal(ask_for(c, 1, "on"), "");
	assert_string_equal(ask_for(c, 2, "one"), "");
	put(c, 1, "one, changed", "3rd"); /* takes the place of the other */
	close_quietly(c);
	c = open_quietly();
	assert_string_equal(ask_for(c, 1, "one"), "");
	assert_string_equal(ask_for(c, 1, "one, changed"), "0=3rd ");
	struct cache_stats s;
	struct err e;
	assert_int_equal(cache_stats(c, &s, &e), 0);
	assert_int_equal(s.rows, 2);
	assert_int_equal(s.last_asked, 5);
	assert_int_equal(s.last_hits, 2);
	close_quietly(c);
}

/* All rows in one pass: those next to each other, and those far apart. */
static void test_many(void **state)
{
	(void)state;
	enum { MANY = 20000 };
	static struct cache_wish wishes[MANY];
	static char names[MANY][16];
	struct answers a[CACHE_PARTS] = {0};
	size_t n = 0, found = 0, parts = 0;
	struct cache *c = open_quietly();
	for (int i = 0; i < MANY; i++) {
		snprintf(names[i], sizeof names[i], "%d", i);
		put(c, (int64_t)i * 3 - 1000, names[i], "");
	}
	assert_string_equal(ask_for(c, 0, "none"), "");
	close_quietly(c);
	c = open_quietly();
	for (int i = 0; i < MANY; i += i < 1000 ? 1 : 97)
		wishes[n++] = (struct cache_wish){(int64_t)i * 3 - 1000, names[i], strlen(names[i]), (size_t)i};
	cache_look_up(c, wishes, n, 4, note_answer, a);
	for (size_t i = 0; i < CACHE_PARTS; i++) {
		found += a[i].count;
		parts += a[i].count > 0;
	}
	assert_int_equal(found, n);
	assert_int_equal(parts, 1);
	close_quietly(c);
}

static void run_sql(const char *sql)
{
	sqlite3 *db;
	assert_int_equal(sqlite_lib.open_v2(file, &db, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL), SQLITE_OK);
	assert_int_equal(sqlite_lib.exec(db, sql, NULL, NULL, NULL), SQLITE_OK);
	sqlite_lib.close(db);
}

static void test_changed_bytes_are_a_miss(void **state)
{
	(void)state;
	fill();
	run_sql("UPDATE facts SET content = CAST('4th' AS BLOB) WHERE key = 1");
	run_sql("UPDATE facts SET sum = x'00' WHERE key = -7");
	struct cache *c = open_quietly();
	assert_string_equal(ask_for(c, 1, "one"), "");
	assert_string_equal(ask_for(c, -7, "minus"), "");
	close_quietly(c);
}

/* Opening says so, and gives a new cache. */
static void expect_set_aside(const char *says, const char *as)
{
	struct err note = {0};
	struct cache *c = cache_open(dir, &note);
	assert_non_null(c);
	assert_non_null(strstr(note.text, says));
	assert_non_null(strstr(note.text, as));
	assert_true(exists(as));
	assert_string_equal(ask_for(c, 1, "one"), "");
	put(c, 1, "one", "new");
	close_quietly(c);
	c = open_quietly();
	assert_string_equal(ask_for(c, 1, "one"), "0=new ");
	close_quietly(c);
}

static void test_newer(void **state)
{
	(void)state;
	fill();
	run_sql("PRAGMA user_version = 99");
	expect_set_aside("newer version", "facts.sqlite.newer");
}

static void test_foreign(void **state)
{
	(void)state;
	run_sql("CREATE TABLE somebody(x)");
	expect_set_aside("no cache", "facts.sqlite.damaged");
}

static void test_no_database(void **state)
{
	(void)state;
	FILE *f = fopen(file, "w");
	for (int i = 0; i < 1000; i++)
		fputs("This is a text and no database.\n", f);
	fclose(f);
	expect_set_aside("cannot be", "facts.sqlite.damaged");
}

/* Pages behind the first are overwritten: it opens well, and damage is met later. */
static void test_damaged_inside(void **state)
{
	(void)state;
	fill();
	FILE *f = fopen(file, "r+");
	fseek(f, 4096, SEEK_SET);
	for (int i = 0; i < 8192; i++)
		fputc(0xEE, f);
	fclose(f);
	struct err note = {0};
	struct cache *c = cache_open(dir, &note);
	assert_non_null(c);
	assert_string_equal(ask_for(c, 1, "one"), "");
	cache_close(c, &note);
	assert_int_equal(note.code, ERR_SYSTEM);
	assert_true(exists("facts.sqlite.damaged"));
	fill();
}

static void test_in_use_is_not_set_aside(void **state)
{
	(void)state;
	fill();
	struct cache *other = open_quietly();
	struct err note = {0};
	run_sql("PRAGMA user_version = 99");
	assert_null(cache_open(dir, &note));
	assert_non_null(strstr(note.text, "newer"));
	assert_true(exists("facts.sqlite"));
	cache_close(other, NULL);
}

static void test_prune(void **state)
{
	(void)state;
	uint64_t dropped;
	struct err e;
	fill();
	run_sql("UPDATE facts SET used = used - 10 WHERE key = 1");
	struct cache *c = open_quietly();
	assert_int_equal(cache_prune(c, 11, -1, &dropped, &e), 0);
	assert_int_equal(dropped, 0);
	assert_int_equal(cache_prune(c, 9, -1, &dropped, &e), 0);
	assert_int_equal(dropped, 1);
	assert_string_equal(ask_for(c, -7, "minus"), "0=2nd ");
	put(c, 1, "one", "1st");
	close_quietly(c);
	run_sql("UPDATE facts SET used = used - 1 WHERE key = -7");
	c = open_quietly();
	assert_int_equal(cache_prune(c, -1, 100, &dropped, &e), 0);
	assert_int_equal(dropped, 1);
	assert_string_equal(ask_for(c, 1, "one"), "0=1st ");
	assert_int_equal(cache_prune(c, -1, 0, &dropped, &e), 0);
	assert_int_equal(dropped, 1);
	close_quietly(c);
}

/* Use is noted once a day, so that what is used stays. */
static void test_use_is_noted(void **state)
{
	(void)state;
	uint64_t dropped;
	struct err e;
	fill();
	run_sql("UPDATE facts SET used = used - 10");
	struct cache *c = open_quietly();
	assert_string_equal(ask_for(c, 1, "one"), "0=1st ");
	close_quietly(c);
	c = open_quietly();
	assert_int_equal(cache_prune(c, 5, -1, &dropped, &e), 0);
	assert_int_equal(dropped, 1);
	assert_string_equal(ask_for(c, 1, "one"), "0=1st ");
	close_quietly(c);
}

static void test_no_directory(void **state)
{
	struct err e = {0};
	char path[128];
	(void)state;
	fill();
	snprintf(path, sizeof path, "%s/below", file); /* a file is no directory */
	assert_int_equal(cache_make_directory(path, &e), -1);
	assert_int_equal(cache_make_directory(file, &e), -1);
	assert_null(cache_open(path, &e));
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, make_directory, remove_directory)
	const struct CMUnitTest tests[] = {
		TEST(test_rows),
		TEST(test_many),
		TEST(test_changed_bytes_are_a_miss),
		TEST(test_newer),
		TEST(test_foreign),
		TEST(test_no_database),
		TEST(test_damaged_inside),
		TEST(test_in_use_is_not_set_aside),
		TEST(test_prune),
		TEST(test_use_is_noted),
		TEST(test_no_directory),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
