/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "entry/window.h"

#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>

enum { SIZE = 2 * WINDOW_BYTES + 12345, FROM = 5000 };

static uint8_t *bytes;
static bool available;	      /* on this system */
static struct sigaction ours; /* cmocka puts its own handlers in before each test */

static int make(void **state)
{
	int *fd = malloc(sizeof *fd);
	bytes = malloc(SIZE);
	*fd = memfd_create("window", 0);
	*state = fd;
	if (!bytes || *fd < 0)
		return -1;
	for (size_t i = 0; i < SIZE; i++)
		bytes[i] = (uint8_t)(i * i >> 9);
	return write(*fd, bytes, SIZE) == SIZE ? 0 : -1;
}

static int drop(void **state)
{
	close(*(int *)*state);
	free(*state);
	free(bytes);
	return 0;
}

static bool can_be_had(void)
{
	struct window w = {0};
	const void *chunk;
	int fd = memfd_create("window", 0);
	bool has = ftruncate(fd, 1) == 0 && window_next(&w, fd, 0, 1, &chunk, NULL) > 0;
	window_close(&w);
	close(fd);
	return has;
}

/* The file of the test. */
static int use(void **state)
{
	if (!available)
		skip();
	sigaction(SIGBUS, &ours, NULL);
	return *(int *)*state;
}

static void shows_the_file(void **state)
{
	struct window w = {0};
	const void *chunk;
	ssize_t n;
	uint64_t at = FROM;
	int fd = use(state);
	for (; (n = window_next(&w, fd, at, SIZE, &chunk, NULL)) > 0; at += (uint64_t)n)
		assert_memory_equal(chunk, bytes + at, (size_t)n);
	assert_int_equal(n, 0);
	assert_int_equal(at, SIZE);
	window_close(&w);
}

/* What is cut away while it is lent reads as zeros, and is told; the next file in the place is none the worse. */
static void tells_what_was_cut(void **state)
{
	struct window w = {0};
	struct err e;
	char place[64];
	const void *chunk;
	int fd = use(state);
	assert_true(window_next(&w, fd, 0, SIZE, &chunk, &e) > FROM);
	assert_int_equal(ftruncate(fd, 0), 0);
	assert_int_equal(((const volatile uint8_t *)chunk)[FROM], 0);
	assert_int_equal(window_next(&w, fd, WINDOW_BYTES, SIZE, &chunk, &e), -1);
	snprintf(place, sizeof place, "before byte %d:", WINDOW_BYTES);
	assert_non_null(strstr(e.text, place));
	window_close(&w);
	assert_int_equal(window_next(&w, fd, 0, SIZE, &chunk, &e), 0); /* who reads finds out that the file has ended */
	assert_int_equal(pwrite(fd, bytes, SIZE, 0), SIZE);
	assert_true(window_next(&w, fd, 0, SIZE, &chunk, &e) > 0);
	window_close(&w);
}

static void are_limited(void **state)
{
	struct window all[WINDOWS + 1] = {0};
	const void *chunk;
	int fd = use(state);
	for (int i = 0; i < WINDOWS; i++)
		assert_true(window_next(&all[i], fd, 0, SIZE, &chunk, NULL) > 0);
	assert_int_equal(window_next(&all[WINDOWS], fd, 0, SIZE, &chunk, NULL), 0);
	window_close(&all[7]);
	assert_true(window_next(&all[WINDOWS], fd, 0, SIZE, &chunk, NULL) > 0);
	for (int i = 0; i <= WINDOWS; i++)
		window_close(&all[i]);
}

/* Other memory whose pages are gone ends the process, as it did before. */
static void leaves_others_alone(void **state)
{
	int fd = memfd_create("other", 0), how = 0;
	use(state);
	pid_t child = fork();
	if (!child) {
		const volatile uint8_t *at = mmap(NULL, 1, PROT_READ, MAP_SHARED, fd, 0);
		alarm(5);
		_exit(*at);
	}
	waitpid(child, &how, 0);
	close(fd);
	assert_false(WIFEXITED(how) && WEXITSTATUS(how) == 0);
	assert_false(WIFSIGNALED(how) && WTERMSIG(how) == SIGALRM);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(shows_the_file, make, drop),
		cmocka_unit_test_setup_teardown(tells_what_was_cut, make, drop),
		cmocka_unit_test_setup_teardown(are_limited, make, drop),
		cmocka_unit_test_setup_teardown(leaves_others_alone, make, drop),
	};
	available = can_be_had();
	sigaction(SIGBUS, NULL, &ours);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
