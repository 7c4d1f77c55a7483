/* SPDX-License-Identifier: MIT */
/* report: one file per output format (reports.def), each a pure function from results to bytes. */
#ifndef LICET_REPORT_REPORT_H
#define LICET_REPORT_REPORT_H
#include "policy/policy.h"

#include <stdbool.h>
#include <stdio.h>

struct scan_stats {
	uint64_t entries, bytes_read, weights, texts; /* bytes_read: of plain files and of unpacked members */
};

struct results {
	const struct catalog *catalog;
	const char *input; /* as the user named it; "-" for stdin */
	const struct policy *policy;
	const struct evidence *evidence;
	const struct artifacts *artifacts;
	enum verdict verdict;
	struct scan_stats stats;
};

struct output {
	FILE *to;
	bool color; /* ANSI allowed */
	int width;  /* columns, ≥ 40 */
	bool quiet;
	bool tensors; /* every tensor, where the format has a place for them */
};

struct report {
	const char *id; /* "text" */
	const char *title;
	int (*write)(const struct results *r, const struct output *out, struct err *e); /* -1: writing failed (ERR_SYSTEM) */
};

const struct report *report_find(const char *id); /* NULL when there is none */
const struct report *const *report_table(size_t *count);

#endif
