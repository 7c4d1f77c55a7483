/* SPDX-License-Identifier: MIT */
/*
 * What the rules cost: processor time of this thread for 40 KB of license text, texts cut up and matched beforehand.
 *
 *   rules [-n ROUNDS] FILE…
 *
 * cold: rules made ready, and one file of at least COLD_LEAST bytes: everything that it needs is compiled for it alone;
 * batch: rules made ready, and all files after each other, as in one run of `licet identify`;
 * warm: all files once more, with patterns compiled, but no clause remembered;
 * again: once more, with the clauses remembered.
 * Each is the least of the rounds. The process's start is in none of them (tests/bench/run has that in `start` and `index`).
 */
#include "classify/classify.h"
#include "findings/rules.h"
#include "findings/ruleset.h"
#include "text/match.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { COLD_LEAST = 30000, COLD_MOST = 60000, ROUNDS = 5, UNIT = 40960 };

struct document {
	size_t bytes;
	struct text text;
	const struct text_match *matches;
	size_t n_matches;
};

static double now(void)
{
	struct timespec t;
	clock_gettime(CLOCK_THREAD_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static bool read_document(const char *path, const struct limits *l, struct arena *a, struct document *d)
{
	struct err e;
	FILE *f = fopen(path, "rb");
	if (!f || fseek(f, 0, SEEK_END) < 0)
		return f && fclose(f) < 0;
	d->bytes = (size_t)ftell(f);
	char *bytes = arena_alloc(a, d->bytes + 1);
	rewind(f);
	bool whole = fread(bytes, 1, d->bytes, f) == d->bytes;
	fclose(f);
	return whole && text_plausible(bytes, d->bytes) && text_init(&d->text, bytes, d->bytes, a, &e) == 0 &&
	       match_text(&catalog_builtin, l, &d->text, a, &d->matches, &d->n_matches, &e) == 0;
}

static double run(struct rules *r, const struct document *documents, size_t count)
{
	ARENA_AUTO struct arena a;
	arena_init(&a);
	double begin = now();
	for (size_t i = 0; i < count; i++) {
		struct sink sink;
		sink_init(&sink, &a, "bench");
		rules_run(r, &documents[i].text, documents[i].matches, documents[i].n_matches, NULL, 0, &sink);
		sink_release(&sink);
	}
	return now() - begin;
}

/* With rules made for it. */
static double run_anew(const struct limits *l, const struct document *documents, size_t count)
{
	double begin = now();
	struct rules *r = rules_new(&catalog_builtin, l);
	double took = now() - begin + run(r, documents, count);
	rules_free(r);
	return took;
}

static void forget(struct rules *r)
{
	memo_free(r->seen);
	r->seen = memo_new(r->n_match / 64 + 1);
}

static double cold(const struct limits *l, const struct document *documents, size_t count, size_t *bytes)
{
	double took = 0;
	for (size_t i = *bytes = 0; i < count; i++)
		if (documents[i].bytes >= COLD_LEAST && documents[i].bytes <= COLD_MOST) {
			*bytes += documents[i].bytes;
			took += run_anew(l, &documents[i], 1);
		}
	return took;
}

static void least(double *so_far, double took, size_t bytes)
{
	double each = bytes ? took / (double)bytes * UNIT : 0;
	if (!*so_far || each < *so_far)
		*so_far = each;
}

int main(int argc, char **argv)
{
	int rounds = ROUNDS, first = 1;
	if (argc > 2 && !strcmp(argv[1], "-n")) {
		rounds = atoi(argv[2]);
		first = 3;
	}
	struct limits limits;
	limits_init(&limits);
	ARENA_AUTO struct arena a;
	arena_init(&a);
	struct document *documents = arena_array(&a, (size_t)argc, sizeof *documents);
	size_t count = 0, bytes = 0, cold_bytes;
	for (int i = first; i < argc; i++)
		if (read_document(argv[i], &limits, &a, &documents[count]))
			bytes += documents[count++].bytes;
	double figures[4] = {0}; /* milliseconds for UNIT bytes */
	for (int i = 0; i < rounds; i++) {
		double took = cold(&limits, documents, count, &cold_bytes);
		least(&figures[0], took, cold_bytes);
		least(&figures[1], run_anew(&limits, documents, count), bytes);
		struct rules *r = rules_new(&catalog_builtin, &limits);
		run(r, documents, count);
		forget(r);
		least(&figures[2], run(r, documents, count), bytes);
		least(&figures[3], run(r, documents, count), bytes);
		rules_free(r);
	}
	printf("cold %.2f\nbatch %.2f\nwarm %.2f\nagain %.2f\n", figures[0], figures[1], figures[2], figures[3]);
	return count ? 0 : 2;
}
