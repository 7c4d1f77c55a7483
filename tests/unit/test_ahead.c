/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "entry/ahead.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>
#include <cmocka.h>

enum { CHUNKS = 100 }; /* more than a ring has slots */

struct numbers { /* makes chunks that hold their own number */
	unsigned made, most;
	bool breaks; /* instead of ending */
	pthread_t consumer;
	unsigned by_consumer; /* of them */
};

static ssize_t fill_numbers(void *ctx, void *buffer, size_t room, struct err *e)
{
	struct numbers *n = ctx;
	assert_true(room >= sizeof n->made);
	n->by_consumer += pthread_equal(pthread_self(), n->consumer) != 0;
	if (n->made == n->most)
		return n->breaks ? err_set(e, ERR_INPUT, "It breaks at %u.", n->made) : 0;
	memcpy(buffer, &n->made, sizeof n->made);
	n->made++;
	return sizeof n->made;
}

struct copies { /* hands on the chunks of another ring */
	struct ahead *from;
	useconds_t pause;
};

static ssize_t fill_copies(void *ctx, void *buffer, size_t room, struct err *e)
{
	struct copies *c = ctx;
	const void *chunk;
	ssize_t n = ahead_next(c->from, &chunk, e);
	assert_true(n <= (ssize_t)room);
	if (n > 0)
		memcpy(buffer, chunk, (size_t)n);
	usleep(c->pause);
	return n;
}

/* Takes what must be the chunks [from, to). */
static void take(struct ahead *a, unsigned from, unsigned to)
{
	for (; from < to; from++) {
		const void *chunk;
		unsigned number;
		assert_int_equal(ahead_next(a, &chunk, NULL), sizeof number);
		memcpy(&number, chunk, sizeof number);
		assert_int_equal(number, from);
	}
}

static void take_end(struct ahead *a, ssize_t end, struct err *e)
{
	const void *chunk;
	assert_int_equal(ahead_next(a, &chunk, e), end);
}

static void a_thread_makes_all(void **state)
{
	(void)state;
	struct numbers n = {.most = CHUNKS, .consumer = pthread_self()};
	struct ahead *a = ahead_start(fill_numbers, &n, NULL);
	take(a, 0, CHUNKS);
	take_end(a, 0, NULL);
	ahead_stop(a);
	assert_int_equal(n.by_consumer, 0);
}

static void who_asks_makes_what_is_shared(void **state)
{
	(void)state;
	struct numbers n = {.most = CHUNKS, .breaks = true, .consumer = pthread_self()};
	struct ahead *a = ahead_new_shared(fill_numbers, &n);
	struct err e = {0};
	take(a, 0, CHUNKS);
	assert_int_equal(n.made, CHUNKS);
	take_end(a, -1, &e);
	assert_string_equal(e.text, "It breaks at 100.");
	ahead_stop(a);
	assert_int_equal(n.by_consumer, CHUNKS + 1);
}

static void what_a_thread_made_stays(void **state)
{
	(void)state;
	struct numbers n = {.most = CHUNKS, .consumer = pthread_self()};
	struct ahead *a = ahead_start(fill_numbers, &n, NULL);
	take(a, 0, 5);
	ahead_share(a);
	assert_true(n.made >= 5 && n.made < CHUNKS && !n.by_consumer);
	take(a, 5, CHUNKS);
	assert_true(n.by_consumer > 0);
	take_end(a, 0, NULL);
	ahead_stop(a);
}

/* One ring made from another, by a thread that is slow: who waits for it does part of the work. */
static void who_waits_helps(bool breaks)
{
	struct numbers n = {.most = CHUNKS, .breaks = breaks, .consumer = pthread_self()};
	struct copies c = {.from = ahead_new_shared(fill_numbers, &n), .pause = 500};
	struct ahead *a = ahead_start(fill_copies, &c, c.from);
	struct err e = {0};
	take(a, 0, CHUNKS);
	take_end(a, breaks ? -1 : 0, &e);
	ahead_stop(a);
	ahead_stop(c.from);
	assert_int_equal(n.made, CHUNKS);
	assert_true(n.by_consumer > CHUNKS / 2);
	assert_string_equal(e.text, breaks ? "It breaks at 100." : "");
}

static void who_waits_helps_to_the_end(void **state)
{
	(void)state;
	who_waits_helps(false);
}

static void who_waits_hears_of_a_failure(void **state)
{
	(void)state;
	who_waits_helps(true);
}

static void may_be_left_half_taken(void **state)
{
	(void)state;
	struct numbers n = {.most = CHUNKS};
	struct copies c = {.from = ahead_new_shared(fill_numbers, &n)};
	struct ahead *a = ahead_start(fill_copies, &c, c.from);
	take(a, 0, 3);
	ahead_stop(a);
	ahead_stop(c.from);
	assert_true(n.made < CHUNKS);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_thread_makes_all),		cmocka_unit_test(who_asks_makes_what_is_shared),
		cmocka_unit_test(what_a_thread_made_stays),	cmocka_unit_test(who_waits_helps_to_the_end),
		cmocka_unit_test(who_waits_hears_of_a_failure), cmocka_unit_test(may_be_left_half_taken),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
