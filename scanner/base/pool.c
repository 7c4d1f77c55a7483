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
	size_t jobs;
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

void pool_run(unsigned threads, size_t jobs, void (*work)(void *ctx, size_t job), void *ctx)
{
	struct pool p = {.jobs = jobs, .work = work, .ctx = ctx};
	pthread_t helpers[MAX_THREADS];
	unsigned started = 0;
	if (threads > MAX_THREADS)
		threads = MAX_THREADS;
	while (started + 1 < threads && started + 1 < jobs && pthread_create(&helpers[started], NULL, take_jobs, &p) == 0)
		started++;
	take_jobs(&p);
	for (unsigned i = 0; i < started; i++)
		pthread_join(helpers[i], NULL);
}
