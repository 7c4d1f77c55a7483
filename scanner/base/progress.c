/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "base/progress.h"

#include "base/clock.h"
#include "base/tty.h"

#include <string.h>
#include <time.h>

enum { SILENT = 1000, STEP = 100 }; /* milliseconds */

/* --- the line ------------------------------------------------------------------------------------------------------------ */

static void add(char *out, size_t size, const char *more)
{
	size_t len = strlen(out);
	snprintf(out + len, size - len, "%s", more);
}

/* Three digits at least where there are as many, as people write it: 812 kB, 1.24 GB, 37.5 GB. */
static void add_bytes(char *out, size_t size, double bytes)
{
	static const char *const units[] = {"B", "kB", "MB", "GB", "TB", "PB"};
	size_t unit = 0;
	char text[48];
	for (; bytes >= 999.5 && unit + 1 < sizeof units / sizeof *units; unit++)
		bytes /= 1000;
	snprintf(text, sizeof text, "%.*f %s", unit == 0 || bytes >= 99.95 ? 0 : bytes >= 9.995 ? 1 : 2, bytes, units[unit]);
	add(out, size, text);
}

static void add_time_left(char *out, size_t size, double seconds)
{
	char text[64];
	if (seconds < 60)
		snprintf(text, sizeof text, ", %.0f s left", seconds < 1 ? 1 : seconds);
	else if (seconds < 3600)
		snprintf(text, sizeof text, ", %.0f min left", seconds / 60);
	else
		snprintf(text, sizeof text, ", %.1f h left", seconds / 3600);
	add(out, size, text);
}

void progress_format(char *out, size_t size, uint64_t done, uint64_t total, int64_t milliseconds)
{
	double rate = milliseconds > 0 ? (double)done * 1000 / (double)milliseconds : 0;
	char percent[16];
	done = total && done > total ? total : done;
	snprintf(out, size, "[");
	add_bytes(out, size, (double)done);
	if (total) {
		add(out, size, " of ");
		add_bytes(out, size, (double)total);
		snprintf(percent, sizeof percent, ", %.0f %%", (double)done * 100 / (double)total);
		add(out, size, percent);
	}
	if (rate >= 1) {
		add(out, size, ", ");
		add_bytes(out, size, rate);
		add(out, size, "/s");
	}
	if (total && rate >= 1)
		add_time_left(out, size, (double)(total - done) / rate);
	add(out, size, "]");
}

/* --- the thread ---------------------------------------------------------------------------------------------------------- */

static void erase(struct progress *p)
{
	if (p->drawn)
		fputs("\r\033[K", p->to);
	p->drawn = false;
}

static void draw(struct progress *p)
{
	char line[160];
	progress_format(line, sizeof line, atomic_load(&p->done), atomic_load(&p->total), clock_milliseconds() - p->begun);
	size_t columns = (size_t)tty_columns(fileno(p->to)) - 1;
	if (strlen(line) > columns)
		line[columns] = 0;
	erase(p);
	fputs(line, p->to);
	fflush(p->to);
	p->drawn = true;
}

/* Until the time or the end, whichever comes first. */
static void wait_until(struct progress *p, int64_t when)
{
	struct timespec t = {.tv_sec = when / 1000, .tv_nsec = when % 1000 * 1000000};
	while (!p->stop && clock_milliseconds() < when)
		pthread_cond_clockwait(&p->stopped, &p->lock, CLOCK_MONOTONIC, &t);
}

static void *show(void *arg)
{
	struct progress *p = arg;
	pthread_mutex_lock(&p->lock);
	wait_until(p, p->begun + SILENT);
	while (!p->stop) {
		draw(p);
		wait_until(p, clock_milliseconds() + STEP);
	}
	erase(p);
	fflush(p->to);
	pthread_mutex_unlock(&p->lock);
	return NULL;
}

void progress_begin(struct progress *p, FILE *to, bool shows)
{
	*p = (struct progress){.to = to, .begun = clock_milliseconds()};
	pthread_mutex_init(&p->lock, NULL);
	pthread_cond_init(&p->stopped, NULL);
	p->shows = shows && pthread_create(&p->thread, NULL, show, p) == 0;
}

void progress_end(struct progress *p)
{
	pthread_mutex_lock(&p->lock);
	p->stop = true;
	pthread_cond_signal(&p->stopped);
	pthread_mutex_unlock(&p->lock);
	if (p->shows)
		pthread_join(p->thread, NULL);
	pthread_cond_destroy(&p->stopped);
	pthread_mutex_destroy(&p->lock);
}

void progress_say(struct progress *p, const char *line)
{
	pthread_mutex_lock(&p->lock);
	erase(p);
	fputs(line, p->to);
	fputc('\n', p->to);
	pthread_mutex_unlock(&p->lock);
}
