/* SPDX-License-Identifier: MIT */
/*
 * checked: a stream whose bytes must be what a store says they are (source/expectation.h). They are hashed on their way. Where
 * a SHA-256 is expected no such stream is needed: the intake's hasher computes it for all who want to know.
 */
#ifndef LICET_ENTRY_CHECKED_H
#define LICET_ENTRY_CHECKED_H
#include "entry/stream.h"
#include "evidence/fact.h"
#include "source/expectation.h"

struct checked {
	struct stream stream; /* the same bytes */
	struct stream *from;  /* borrowed */
	const struct expectation *expect;
	void *context; /* owned */
	bool ended, failed;
	uint8_t digest[64]; /* of all bytes, once `ended` */
};

/* ERR_SYSTEM when OpenSSL lacks the algorithm. size: of `from`, which a git blob id needs beforehand. */
int checked_open(struct checked *c, struct stream *from, const struct expectation *expect, int64_t size, struct err *e);
/* After everything wanted was read: reads the rest and judges it. A stream that failed is not judged. */
void checked_judge(struct checked *c, struct sink *sink);
void checked_release(struct checked *c);

#define CHECKED_AUTO __attribute__((cleanup(checked_release)))

#endif
