/* SPDX-License-Identifier: MIT */
/* diff_report: one file per output format of `licet diff` (diff_reports.def), and the sentences that they share. */
#ifndef LICET_REPORT_DIFF_REPORT_H
#define LICET_REPORT_DIFF_REPORT_H
#include "diff/diff.h"
#include "report/report.h"

struct diff_report {
	const char *id, *title;
	int (*write)(const struct diff *d, const struct output *out, struct err *e); /* -1: writing failed (ERR_SYSTEM) */
};

const struct diff_report *diff_report_find(const char *id); /* NULL when there is none */
const struct diff_report *const *diff_report_table(size_t *count);

/* Sentences live in the arena and may hold untrusted bytes: escape when printing. */
const char *diff_outcome(const struct diff *d);			    /* same, different, incomplete */
const char *diff_say_side(const struct side *s, struct arena *a);   /* "x.json (report of licet 0.1.0)" */
const char *diff_say_delta(const struct delta *d, struct arena *a); /* "A claim changed: README.md (model-card): x -> y" */
const char *diff_say_section(const struct section_change *s,
			     struct arena *a); /* "section 2.1: 3 of 30 words are gone, 4 of 31 are new" */
/* "99.3 % of 292 tensors (99.9 % of the parameters) are the same; 2 changed, 1 added"; NULL: there are none. */
const char *diff_say_tensors(const struct tensor_share *all, const struct tensor_share shares[N_FATES], bool counted,
			     struct arena *a);
const char *diff_say_tensor(const struct tensor_delta *t, struct arena *a); /* "changed  x.weight  F32 [2]" */
const char *diff_model_name(const struct model_diff *m, struct arena *a);

#endif
