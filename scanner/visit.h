/* SPDX-License-Identifier: MIT */
/*
 * visit: one entry of a distribution, from its first byte to its facts: a look at its beginning, then its readers, its text, its
 * members and its digests share the one stream. What lies in it is visited in its turn.
 */
#ifndef LICET_VISIT_H
#define LICET_VISIT_H
#include "base/buf.h"
#include "document_memo.h"
#include "entry/budget.h"
#include "scan.h"
#include "source/expectation.h"
#include "weigh.h"

#include <semaphore.h>

struct readers {
	const struct reader *const *table;
	size_t count;
};

struct run { /* what all visits share, on whichever threads; must not be moved */
	const struct scan_options *options;
	struct evidence *evidence;
	struct budget budget;
	struct readers weights, declared;
	unsigned threads;   /* that may be at work at a time */
	struct spare spare; /* processors that nobody uses; none at first */
	bool crowded;	    /* there are more, for big files that are only hashed (lanes_hands) */
	struct lanes lanes; /* for these, then */
	sem_t working;	    /* so many others may be at work then */
	struct weigh_settings weighing;
	atomic_int_fast64_t tensors_left;
	struct outlines *outlines; /* owned */
	struct document_memo memo; /* of the texts that were read */
	atomic_uint_fast64_t entries, bytes_read, n_weights, texts;
};

struct take {			   /* what one file of the distribution gave, with all that lies in it; belongs to one thread */
	struct evidence *evidence; /* borrowed; where its facts go */
	struct scan_stats stats;
	bool unfit;	  /* there is nothing in `facts` that could stand for reading it again */
	struct buf facts; /* as bytes (evidence/fact_code.h) */
};

struct subject { /* an entry as the distribution or an archive has it */
	const char *name;
	struct stream *bytes;
	struct layer *outer; /* the archive it lies in, or NULL */
	bool in_weights;     /* that archive is weights itself, hashed as a whole: what lies in it is no weights of its own */
	bool listed;	     /* its digest is to be a fact, whatever it is (FACT_DIGEST) */
	const char *path;    /* for that: what to open to see these bytes, where that is not the name; NULL */
	const struct expectation *expect; /* what a store says that the bytes are, or NULL */
	struct take *take;		  /* that this is a part of */
};

void run_release(struct run *run);
void run_init(struct run *run, const struct scan_options *o, struct evidence *ev);
/* Whether a file of that name says what lies in others, and is to be visited before them. */
bool run_tells(const struct run *run, const char *name);
void run_count(struct run *run, const struct scan_stats *of);
/* keep: its facts are wanted as bytes, too. */
void take_init(struct take *t, struct evidence *ev, bool keep);
/* What of's facts are as bytes, from the one place to the other, and what else it knows. */
void take_add(struct take *t, const struct take *of, size_t from, size_t to);
void take_join(struct take *t, const struct take *of);
void take_release(struct take *t);
/* A FACT_PROBLEM about an entry that is not being visited. */
void run_say(struct run *run, const char *name, const char *id, const char *sentence);
/* Puts what is learned into the take and its evidence. Whatever goes wrong is a FACT_PROBLEM. */
void visit(struct run *run, const struct subject *subject);

#endif
