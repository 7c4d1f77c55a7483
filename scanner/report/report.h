/* SPDX-License-Identifier: MIT */
/* report: one file per output format (reports.def), each a pure function from results to bytes. */
#ifndef LICET_REPORT_REPORT_H
#define LICET_REPORT_REPORT_H
#include "base/limits.h"
#include "base/opt.h"
#include "diff/baseline.h"
#include "policy/policy.h"

#include <stdbool.h>
#include <stdio.h>

struct scan_stats {
	uint64_t entries, bytes_read, weights, texts; /* bytes_read: of plain files and of unpacked members */
};

struct root { /* where the entries of an operand lie: an entry that is called <name>/… or <name> is <directory><name>… there */
	const char *name;      /* first component of its entries; "" when it is the only operand */
	const char *directory; /* relative to where licet was started, ending in '/'; "" for there, or when it is elsewhere */
};

struct results {
	const struct catalog *catalog;
	const char *input; /* as the user named it; "-" for stdin */
	const struct root *roots;
	size_t n_roots;
	const struct policy *policy;
	const struct limits *limits; /* of the scan; NULL: the defaults */
	struct pairs settings;	     /* options that change what is found, as they were given: "fail-on", "usage-cap" */
	const struct evidence *evidence;
	const struct artifacts *artifacts;
	enum verdict verdict;
	struct baseline *baseline;	/* an earlier report; NULL */
	const struct opt_list *fail_on; /* as given; NULL */
	bool only_new;			/* what the baseline has does not count for the verdict */
	bool tensors;			/* reports with a place for them list every tensor */
	struct scan_stats stats;
};

struct output {
	FILE *to;
	bool color; /* ANSI allowed */
	int width;  /* columns, ≥ 40 */
	bool quiet;
};

struct report {
	const char *id; /* "text" */
	const char *title;
	int (*write)(const struct results *r, const struct output *out, struct err *e); /* -1: writing failed (ERR_SYSTEM) */
};

const struct report *report_find(const char *id); /* NULL when there is none */
const struct report *const *report_table(size_t *count);

#endif
