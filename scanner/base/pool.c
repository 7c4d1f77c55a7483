/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "base/pool.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>
#include <unistd.h>

enum { MAX_THREADS = 256 };

struct pool {
	atomic_size_t next;
	size_t jobs, first;
	void (*work)(void *ctx, size_t job);
	void *ctx;
};

unsigned pool_cpus(void)
{
	cpu_set_t set;
	if (sched_getaffinity(0, sizeof set, &set) == 0 && CPU_COUNT(&set) > 0)
		return (unsigned)CPU_COUNT(&set);
	long online = sysconf(_SC_NPROCESSORS_ONLN);
	return online > 0 ? (unsigned)online : 1;
}

unsigned pool_threads(int asked)
{
	return asked > 0 ? (unsigned)asked : pool_cpus();
}

static void *take_jobs(void *arg)
{
	struct pool *p = arg;
	for (size_t job; (job = atomic_fetch_add(&p->next, 1)) < p->jobs;)
		p->work(p->ctx, job);
	return NULL;
}

static void *take_first_jobs(void *arg)
{
	struct pool *p = arg;
	for (size_t job = atomic_load(&p->next); job < p->first;)
		if (atomic_compare_exchange_weak(&p->next, &job, job + 1)) {
			p->work(p->ctx, job);
			job = atomic_load(&p->next);
		}
	return NULL;
}

void pool_run_with(unsigned more, size_t first, unsigned threads, size_t jobs, void (*work)(void *ctx, size_t job), void *ctx)
{
	struct pool p = {.jobs = jobs, .first = first < jobs ? first : jobs, .work = work, .ctx = ctx};
	pthread_t helpers[MAX_THREADS];
	size_t started = 0, whole = threads < jobs ? threads : jobs; /* with the caller's */
	while (started + 1 < whole && started < MAX_THREADS && pthread_create(&helpers[started], NULL, take_jobs, &p) == 0)
		started++;
	while (more-- && started < MAX_THREADS && pthread_create(&helpers[started], NULL, take_first_jobs, &p) == 0)
		started++;
	take_jobs(&p);
	for (size_t i = 0; i < started; i++)
		pthread_join(helpers[i], NULL);
}

void pool_run(unsigned threads, size_t jobs, void (*work)(void *ctx, size_t job), void *ctx)
{
	pool_run_with(0, 0, threads, jobs, work, ctx);
}
