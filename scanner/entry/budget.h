/* SPDX-License-Identifier: MIT */
/*
 * budget: how much unpacking a distribution may cost, against bombs.
 *
 * Entries and unpacked bytes are counted for the whole run, by all threads. The ratio is kept for each archive on the way
 * down: bytes that an inner archive unpacks to count for the outer ones as well, so that a bomb inside a bomb is as small
 * as its outermost file. When a limit is reached, the archives on the way that it concerns are `spent`: nothing more is
 * read from them. Time is counted for the run and for each entry, and memory for the process.
 *
 * All sums only grow and are the same in whichever order they are made up, so that it does not depend on threads whether a limit is
 * reached.
 */
#ifndef LICET_ENTRY_BUDGET_H
#define LICET_ENTRY_BUDGET_H
#include "base/limits.h"

#include <stdatomic.h>
#include <stdbool.h>

struct spare;

struct budget {
	const struct limits *limits;
	atomic_int_fast64_t entries, expanded;
	int64_t begun; /* budget_now() */
};

struct layer { /* one open archive; those who read it on several threads share it */
	struct budget *budget;
	struct layer *outer;	      /* the archive that it lies in, or NULL */
	struct spare *spare;	      /* processors that may unpack ahead; NULL: none (entry/hasher.h) */
	int depth;		      /* 1 for an archive that lies in none */
	int64_t begun;		      /* budget_now() */
	atomic_uint_fast64_t in;      /* its size; of a stream, the bytes read of it so far */
	atomic_uint_fast64_t out;     /* bytes unpacked from it and from archives inside it */
	atomic_uint_fast64_t entries; /* in it and in archives inside it */
	atomic_bool spent;
};

/* Fills in depth and begun, unless that was done before. */
void layer_begin(struct layer *layer);
void budget_init(struct budget *b, const struct limits *limits); /* its time begins */
/* For bytes of the run that are read once more: they are not counted as more of the distribution, but its time goes on. */
void budget_again(struct budget *b, const struct budget *run);
/* Counts an entry. layer: the archive it lies in, or NULL. -1: ERR_LIMIT. */
int budget_entry(struct budget *b, struct layer *layer, struct err *e);
/* Counts bytes that were unpacked from the layer. -1: ERR_LIMIT. */
int budget_expand(struct layer *layer, uint64_t bytes, struct err *e);
/* What was unpacked from the layer, which lies in no other, is done anew: it does not count. */
void budget_refund(struct layer *layer);
int64_t budget_now(void); /* milliseconds by a clock that only goes forward */
/*
 * Whether reading may go on, in an entry that was begun at that time. -1: the entry's time or the run's is over, or the process takes too
 * much memory (ERR_LIMIT), or the run was told to end (ERR_HALT).
 */
int budget_time(const struct budget *b, int64_t entry_begun, struct err *e);
/* Whether the layer or one around it is spent. */
bool layer_spent(const struct layer *layer);

#endif
