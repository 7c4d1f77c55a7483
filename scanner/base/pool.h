/* SPDX-License-Identifier: MIT */
/*
 * pool: a number of jobs shared out among a few threads.
 *
 * Jobs are taken in order, each by one thread, so a caller who sorts them largest first has all cores end together.
 */
#ifndef LICET_BASE_POOL_H
#define LICET_BASE_POOL_H
#include <stddef.h>

/* CPUs that this process may run on, ≥ 1. */
unsigned pool_cpus(void);
/* As many threads as the user asks for; 0: as many as there are CPUs. */
unsigned pool_threads(int asked);

/*
 * Calls work(ctx, i) once for each i < jobs, on at most `threads` threads, and returns when all are done. The caller's
 * thread is one of them; with one job or one thread no thread is started. Threads that the system refuses are done
 * without.
 */
void pool_run(unsigned threads, size_t jobs, void (*work)(void *ctx, size_t job), void *ctx);
/* The same, and `more` threads help with the first `first` jobs. */
void pool_run_with(unsigned more, size_t first, unsigned threads, size_t jobs, void (*work)(void *ctx, size_t job), void *ctx);

#endif
