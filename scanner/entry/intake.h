/* SPDX-License-Identifier: MIT */
/*
 * intake: one entry's stream with its beginning held for a look, and a hasher on the way.
 *
 * First intake_peek gathers the beginning; then the stream is pulled from its first byte by whoever wants it (a reader of
 * texts, the unpacker, or intake_drain), and every byte also goes through the hasher if there is one. So an entry is read
 * once. Where all bytes will be wanted they are unpacked ahead (entry/ahead.h) while a processor is idle.
 */
#ifndef LICET_ENTRY_INTAKE_H
#define LICET_ENTRY_INTAKE_H
#include "entry/ahead.h"
#include "entry/budget.h"
#include "entry/hasher.h"
#include "entry/stream.h"

#include <stdbool.h>

struct intake {
	struct stream stream;	       /* all of the bytes, from the first; may be asked again after its end or failure */
	struct stream *from;	       /* borrowed; nobody else may pull from it meanwhile */
	const struct budget *budget;   /* borrowed; its time is looked at before each pull */
	int64_t begun;		       /* budget_now() */
	int archives;		       /* that the entry lies in, one in the other */
	atomic_uint_fast64_t *counter; /* borrowed, or NULL: gets the bytes as they come */
	struct hasher *hasher;	       /* borrowed, or NULL; set before the first pull */
	bool all_wanted;	       /* set with it: it will be pulled to its end, in chunks of any length */
	struct ahead *ahead;	       /* owned; pulls `from` while it is there */
	struct spare *taken;	       /* where it has its processor from */
	const uint8_t *pulled;	       /* by it: what did not fit; belongs to `from` */
	size_t pulled_len;
	ssize_t pulled_end; /* 0 or -1, when `from` has ended; else 1 */
	struct err pulled_failure;
	uint8_t *prefix; /* owned */
	size_t prefix_len;
	const void *rest; /* what the last chunk peeked at has beyond the prefix; belongs to `from` */
	size_t rest_len;
	bool prefix_given, rest_given; /* handed out again already */
	bool ended, failed;	       /* `from` has nothing more; failed: and why is in failure */
	struct err failure;
};

void intake_init(struct intake *in, struct stream *from, const struct budget *budget);
void intake_release(struct intake *in);
/*
 * Gathers up to `want` bytes in in->prefix; fewer when there are no more or reading fails (said when the stream is there). May be asked again for
 * more, before the stream is pulled, and then prefix may move.
 */
void intake_peek(struct intake *in, size_t want);
/* Pulls what is left. 0, or -1 with the stream's error, also when it failed before. */
int intake_drain(struct intake *in, struct err *e);

#define INTAKE_AUTO __attribute__((cleanup(intake_release)))

#endif
