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
	const char *fingerprint, *content; /* content: NULL where the fingerprint says it all */
	const char *id, *severity, *message, *path;
	bool gap;  /* something could not be read */
	bool seen; /* it is there still */
};

struct baseline {
	struct side side;
	struct past *at; /* sorted by fingerprint; owned */
	size_t count, capacity;
};

/* Reads the report at `path`. baseline_release frees it in any case. -1: ERR_USAGE, ERR_SYSTEM, ERR_DATA. */
int baseline_open(struct baseline *b, const char *path, const struct limits *l, struct err *e);
void baseline_release(struct baseline *b);
/* b may be NULL. What is asked for counts as seen. */
enum novelty baseline_ask(struct baseline *b, const char *fingerprint, const char *content);

#endif
