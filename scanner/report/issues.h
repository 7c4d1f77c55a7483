/* SPDX-License-Identifier: MIT */
/*
 * issues: everything that a result has to say as one flat list, for formats that know only rules, places and messages:
 * findings, restrictions, and gaps of the scan. What several models share (a license above them) is there once for each of
 * them; fingerprints tell.
 */
#ifndef LICET_REPORT_ISSUES_H
#define LICET_REPORT_ISSUES_H
#include "report/report.h"

enum issue_class { ISSUE_FINDING, ISSUE_RESTRICTION, ISSUE_GAP };

struct issue_rule {
	const char *id;	   /* of a finding, a kind of restriction, or "not-read" */
	const char *title; /* a few words or a sentence */
	const char *means, *remedy;
	enum severity severity; /* that it has by itself */
	enum weight weight;	/* the same, finer */
	enum issue_class class;
};

struct issue {
	const struct issue_rule *rule;
	const struct artifact *artifact; /* NULL: of no one model */
	const char *message; /* issue_text; NULL for a restriction, of which there may be many: it is made when it is asked for */
	const struct fact *const *facts; /* the places, the main one first; may be none */
	size_t n_facts;
	const struct restriction *restriction; /* of ISSUE_RESTRICTION, else NULL */
	enum verdict verdict;		       /* what it means under the policy */
	const struct waiver *waiver;	       /* somebody accepts it, as the message says at its end; NULL */
	char fingerprint[65];		       /* of what is said about which file, whatever the line: hex */
	char content[65]; /* of all that it says, whatever the line, and of a restriction whatever the file: hex; "" for a gap */
	enum novelty novelty; /* beside results->baseline */
};

struct issues {
	struct issue *at;
	size_t count;
	const struct issue_rule *const *rules; /* those that are used, sorted by id */
	size_t n_rules;
};

/*
 * Everything lives in the arena, and in those of the artifacts. unique: what several models share is there once; else the issues are,
 * in this order, of each artifact its findings and its restrictions, then the gaps in the order of the evidence.
 */
void issues_collect(struct issues *out, const struct results *r, bool unique, struct arena *a);
const char *issue_class_name(enum issue_class c); /* finding, restriction, gap */
const char *weight_name(enum weight w);		  /* info, low, medium, high */
/* What it says; untrusted words may be in it. */
const char *issue_text(const struct issue *i, struct arena *a);
/* The same, and behind it whether it is new, changed or the same since the baseline, when there is one. */
const char *issue_message(const struct issue *i, struct arena *a);
/* Error for what fails and for gaps, warning for what needs a review and for heavy restrictions, else note. */
enum severity issue_level(const struct issue *i);

#endif
