/* SPDX-License-Identifier: MIT */
#include "base/pool.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

enum { JOBS = 1000 };

struct count {
	atomic_int done[JOBS];
	pthread_t caller;
	atomic_bool elsewhere; /* a job ran on another thread */
	atomic_int waiting;    /* jobs that wait for each other */
};

static void count_job(void *ctx, size_t job)
{
	struct count *c = ctx;
	atomic_fetch_add(&c->done[job], 1);
	if (!pthread_equal(pthread_self(), c->caller))
		atomic_store(&c->elsewhere, true);
}

static void each_is_done(const struct count *c, size_t jobs, int times)
{
	for (size_t i = 0; i < JOBS; i++)
		assert_int_equal(c->done[i], i < jobs ? times : 0);
}

static void each_once(unsigned threads, size_t jobs)
{
	static struct count c;
	c = (struct count){.caller = pthread_self()};
	pool_run(threads, jobs, count_job, &c);
	each_is_done(&c, jobs, 1);
	pool_run_with(3, 0, threads, jobs, count_job, &c); /* with nothing for the three to do */
	each_is_done(&c, jobs, 2);
	if (threads <= 1 || jobs <= 1)
		assert_false(c.elsewhere);
	pool_run_with(3, jobs / 2, threads, jobs, count_job, &c);
	each_is_done(&c, jobs, 3);
}

static void test_each_job_once(void **state)
{
	(void)state;
	each_once(0, 10);
	each_once(1, JOBS);
	each_once(2, JOBS);
	each_once(7, JOBS);
	each_once(100000, 5);
	each_once(4, 0);
	each_once(4, 1);
}

static void meet(void *ctx, size_t job)
{
	(void)job;
	struct count *c = ctx;
	atomic_fetch_add(&c->waiting, 1);
	while (atomic_load(&c->waiting) < 3) /* ends only if three jobs run at the same time */
		;
}

static void test_jobs_run_side_by_side(void **state)
{
	(void)state;
	static struct count c;
	pool_run(3, 3, meet, &c);
	assert_int_equal(c.waiting, 3);
	atomic_store(&c.waiting, 0);
	pool_run_with(2, 3, 1, 3, meet, &c);
	assert_int_equal(c.waiting, 3);
	assert_true(pool_cpus() >= 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_each_job_once),
		cmocka_unit_test(test_jobs_run_side_by_side),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
