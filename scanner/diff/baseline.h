/* SPDX-License-Identifier: MIT */
/*
 * baseline: an earlier report, to tell what is new since then. Findings, restrictions and gaps are found again by their fingerprint,
 * which does not depend on lines (report/issues.h).
 */
#ifndef LICET_DIFF_BASELINE_H
#define LICET_DIFF_BASELINE_H
#include "diff/side.h"
#include "findings/artifact.h"

struct past {				   /* what the report says */
	const char *fingerprint, *content; /* content: NULL of a gap */
	const char *id, *severity, *message, *path;
	bool gap;	     /* something could not be read */
	bool seen;	     /* it is there still */
	const char *seen_as; /* under this fingerprint, when another file says it now; or NULL */
};

struct baseline {
	struct side side;
	struct past *at; /* sorted by fingerprint; owned */
	size_t count, capacity;
	struct past **by_content; /* those with a content, sorted by it; owned */
	size_t n_by_content;
};

/* Reads the report at `path`. baseline_release frees it in any case. -1: ERR_USAGE, ERR_SYSTEM, ERR_DATA. */
int baseline_open(struct baseline *b, const char *path, const struct limits *l, struct err *e);
/* The same, of bytes that were read already. */
int baseline_read(struct baseline *b, const char *path, const char *bytes, size_t len, const struct limits *l, struct err *e);
void baseline_release(struct baseline *b);
/* b may be NULL. What is asked for counts as seen. */
enum novelty baseline_ask(struct baseline *b, const char *fingerprint, const char *content);
/*
 * Whether something that is new by its fingerprint was said word for word in a file that is not there any more, as when the name of a
 * directory has a version in it. To be asked when all else has been asked for; that again gives the same answer.
 */
bool baseline_ask_elsewhere(struct baseline *b, const char *fingerprint, const char *content);

#endif
