/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "entry/held.h"

#include "base/fd.h"
#include "entry/spool.h"
#include "reading.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <pthread.h>
#include <stdio.h>
#include <unistd.h>

enum { SIZE = 300000, CHUNK = 7000 };

static uint8_t bytes[SIZE];
static struct limits limits;

static int prepare(void **state)
{
	(void)state;
	for (size_t i = 0; i < SIZE; i++)
		bytes[i] = (uint8_t)(i * 31 + i / 251);
	limits_init(&limits);
	spool_open();
	return 0;
}

static int end(void **state)
{
	(void)state;
	spool_close();
	return 0;
}

static struct chunks stream_of(int64_t size)
{
	return (struct chunks){
		.stream = {.next = chunks_next, .size = size, .fd = -1}, .bytes = bytes, .len = SIZE, .size = CHUNK};
}

/* What it gives back, front to back, is what there was; how reading ends. */
static ssize_t given_back(struct held_stream *h)
{
	const void *chunk;
	struct err e;
	size_t at = 0;
	ssize_t n;
	while ((n = stream_next(&h->stream, &chunk, &e)) > 0) {
		assert_true(at + (size_t)n <= SIZE);
		assert_memory_equal(chunk, bytes + at, (size_t)n);
		at += (size_t)n;
	}
	assert_int_equal(at, SIZE);
	return n;
}

static void take(int64_t memory, int64_t disk, int64_t declared, struct held_stream *h, struct chunks *from)
{
	*from = stream_of(declared);
	limits.spool_bytes = memory;
	limits.disk_bytes = disk;
	held_take(h, &from->stream, &limits, 1);
}

static void release(struct held_stream *h, struct chunks *from)
{
	held_release(h);
	free(from->lent);
}

static void test_in_memory(void **state)
{
	(void)state;
	struct held_stream h;
	struct chunks from;
	take(SIZE, 0, -1, &h, &from);
	assert_true(h.all);
	assert_int_equal(h.stream.size, SIZE);
	assert_memory_equal(h.stream.memory, bytes, SIZE);
	assert_int_equal(h.stream.fd, -1);
	assert_int_equal(given_back(&h), 0);
	release(&h, &from);
}

static void in_file(int64_t declared)
{
	struct held_stream h;
	struct chunks from;
	uint8_t read[CHUNK];
	take(100000, SIZE, declared, &h, &from);
	assert_true(h.all);
	assert_null(h.stream.memory);
	assert_int_equal(h.stream.size, SIZE);
	assert_int_equal(fd_read_at(h.stream.fd, read, CHUNK, 12345), CHUNK);
	assert_memory_equal(read, bytes + 12345, CHUNK);
	assert_int_equal(given_back(&h), 0);
	release(&h, &from);
}

static void test_in_a_file(void **state)
{
	(void)state;
	in_file(-1);	/* it is seen when memory is full, */
	in_file(SIZE);	/* or beforehand */
	in_file(12345); /* or it was said wrongly */
}

static void not_all(int64_t memory, int64_t disk, int64_t declared, const char *why)
{
	struct held_stream h;
	struct chunks from;
	take(memory, disk, declared, &h, &from);
	assert_false(h.all);
	assert_false(h.failed);
	assert_int_equal(h.stream.fd, -1);
	assert_non_null(strstr(h.why_not.text, why));
	assert_int_equal(given_back(&h), 0);
	release(&h, &from);
}

static void test_too_large(void **state)
{
	(void)state;
	not_all(100000, 200000, -1, "disk-bytes");
	not_all(100000, 200000, SIZE, "disk-bytes");
	not_all(100000, 100000, -1, "spool-bytes");
	not_all(0, 0, SIZE, "spool-bytes");
}

static void test_breaks_off(void **state)
{
	(void)state;
	for (int64_t memory = 100000; memory <= 400000; memory += 300000) {
		struct held_stream h;
		struct chunks from = stream_of(-1);
		from.breaks_off = true;
		limits.spool_bytes = memory;
		limits.disk_bytes = SIZE;
		assert_false(held_take(&h, &from.stream, &limits, 0));
		assert_true(h.failed);
		assert_string_equal(h.failure.text, "It breaks off.");
		assert_int_equal(given_back(&h), -1);
		release(&h, &from);
	}
}

static void test_no_file_for_so_many_archives(void **state)
{
	(void)state;
	struct err e;
	assert_int_equal(spool_take(SPOOL_LEVELS, &e), -1);
	assert_non_null(strstr(e.text, "archives"));
}

/* Whoever comes when all are taken waits; a file that comes back is empty. */
static void *take_and_give(void *arg)
{
	(void)arg;
	for (int i = 0; i < 50; i++) {
		char was;
		int fd = spool_take(2, NULL);
		assert_true(fd >= 0);
		assert_int_equal(fd_read_at(fd, &was, 1, 0), 0);
		assert_int_equal(spool_write(fd, bytes, 1000, 0, NULL), 0);
		spool_give(2, fd);
	}
	return NULL;
}

static void test_taken_by_many(void **state)
{
	(void)state;
	pthread_t threads[16];
	for (size_t i = 0; i < 16; i++)
		assert_int_equal(pthread_create(&threads[i], NULL, take_and_give, NULL), 0);
	for (size_t i = 0; i < 16; i++)
		pthread_join(threads[i], NULL);
}

/* A file must be seen to go when the process does: it has no name while it is there. */
static void test_files_have_no_names(void **state)
{
	(void)state;
	char target[64], link[64];
	int fd = spool_take(0, NULL);
	snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
	ssize_t n = readlink(link, target, sizeof target);
	spool_give(0, fd);
	if (n < 0)
		skip();
	assert_non_null(memmem(target, (size_t)n, "(deleted)", strlen("(deleted)")));
}

static void test_without_files(void **state)
{
	(void)state;
	spool_close();
	setenv("TMPDIR", "/no/such/directory", 1);
	spool_open();
	not_all(100000, SIZE, -1, "temporary file");
	unsetenv("TMPDIR");
	spool_open();
	in_file(-1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_in_memory),
		cmocka_unit_test(test_in_a_file),
		cmocka_unit_test(test_too_large),
		cmocka_unit_test(test_breaks_off),
		cmocka_unit_test(test_no_file_for_so_many_archives),
		cmocka_unit_test(test_taken_by_many),
		cmocka_unit_test(test_files_have_no_names),
		cmocka_unit_test(test_without_files),
	};
	return cmocka_run_group_tests(tests, prepare, end);
}
