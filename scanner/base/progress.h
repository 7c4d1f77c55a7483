/* SPDX-License-Identifier: MIT */
/*
 * progress: how far long work has come, on one line of a terminal that is written over and is gone at the end.
 *
 * Workers add to `done` from any thread. Nothing is shown in the first second; then ten times a second: bytes, rate, and the time that
 * is left at the rate so far. A line for the user (progress_say) goes above it.
 */
#ifndef LICET_BASE_PROGRESS_H
#define LICET_BASE_PROGRESS_H
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

struct progress {
	atomic_uint_fast64_t done, total; /* bytes; total 0: not known */
	/* private */
	FILE *to;
	bool shows, drawn, stop;
	int64_t begun; /* milliseconds */
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t stopped;
};

/* to: borrowed. shows: false for a progress that only counts. */
void progress_begin(struct progress *p, FILE *to, bool shows);
void progress_end(struct progress *p);
/* One line, already escaped, without its line break. */
void progress_say(struct progress *p, const char *line);

/* "[1.2 GB of 4.7 GB, 26 %, 890 MB/s, 4 s left]" for bytes in milliseconds; what is not known is left out. */
void progress_format(char *out, size_t size, uint64_t done, uint64_t total, int64_t milliseconds);

#endif
