/* SPDX-License-Identifier: MIT */
/* parts: a policy as it is loaded (policy.c), and the questions that its parts answer: use.c, decide.c, waivers.c. */
#ifndef LICET_POLICY_PARTS_H
#define LICET_POLICY_PARTS_H
#include "catalog/fields.h"
#include "findings/finding.h"
#include "policy/policy.h"

struct mark {
	bool set;
	struct position at; /* in the policy file; line 0: on the command line */
};

struct use_value { /* the answer to one question of the vocabulary */
	bool said;
	bool yes;		       /* USE_YES_NO */
	double number;		       /* USE_NUMBER, USE_MONEY */
	const char *currency, *period; /* USE_MONEY */
	struct strings words;	       /* USE_REGIONS, USE_WORDS */
	const char *text;	       /* as written, lists with commas between */
	struct position at;
};

enum { NEVER = SEVERITY_ERROR + 1 }; /* no severity is so high */

struct severity_set {
	bool set;
	enum severity to;
	struct position at;
};

struct waiver_rule {
	struct waiver shown;
	int finding;		 /* number, or -1: any about the kind */
	const struct kind *kind; /* or NULL: whatever it is about */
	const char *path;	 /* or NULL */
	bool has_sha256;
	uint8_t sha256[DIGEST_BYTES];
	struct position at;
	bool expired;
};

struct policy {
	const struct catalog *catalog;
	const char *name, *description;
	const char *path; /* of the file, as errors name it */
	/* One mark for each kind, license and finding of the catalog and the table. */
	struct mark *deny_kinds, *allow_kinds, *review_kinds, *required;
	struct mark *deny_licenses, *allow_licenses;
	struct mark only_licenses, only_kinds; /* there is an `allow` of them: all else is denied */
	struct mark deny_findings[N_FINDINGS], review_findings[N_FINDINGS], ignore_findings[N_FINDINGS];
	struct severity_set severities[N_FINDINGS];
	int fail_from, review_from; /* enum severity, or NEVER */
	bool has_use;
	struct use_value *uses; /* one for each use of the catalog */
	struct waiver_rule *waivers;
	size_t n_waivers;
};

/* "firm.yaml:4:9", or "--fail-on" for what the command line says. */
const char *policy_at(const struct policy *p, const struct position *at, struct arena *a);

/* --- what is read: the tables are also what the JSON schema is made from (schema.c) --------------------------------------- */

extern const struct field policy_fields[], deny_fields[], allow_fields[], review_fields[], ignore_fields[], require_fields[],
	verdict_fields[], waiver_fields[];

/* Readers of fields. Their offsets count from the policy; those of waiver_fields from the struct waiver_rule. */
int field_kinds(const struct load *l, const struct yaml *node, void *target, struct err *e);
int field_duties(const struct load *l, const struct yaml *node, void *target, struct err *e);
int field_licenses(const struct load *l, const struct yaml *node, void *target, struct err *e);
int field_categories(const struct load *l, const struct yaml *node, void *target, struct err *e);
int field_findings(const struct load *l, const struct yaml *node, void *target, struct err *e);
int field_ignored(const struct load *l, const struct yaml *node, void *target, struct err *e);
int field_deny(const struct load *l, const struct yaml *node, void *target, struct err *e);
int field_allow(const struct load *l, const struct yaml *node, void *target, struct err *e);
int field_review(const struct load *l, const struct yaml *node, void *target, struct err *e);
int field_ignore(const struct load *l, const struct yaml *node, void *target, struct err *e);
int field_require(const struct load *l, const struct yaml *node, void *target, struct err *e);
int field_severities(const struct load *l, const struct yaml *node, void *target, struct err *e);
int field_verdict(const struct load *l, const struct yaml *node, void *target, struct err *e);
int field_threshold(const struct load *l, const struct yaml *node, void *target, struct err *e);
int field_use(const struct load *l, const struct yaml *node, void *target, struct err *e);     /* use.c */
int field_waivers(const struct load *l, const struct yaml *node, void *target, struct err *e); /* waivers.c */
int field_finding(const struct load *l, const struct yaml *node, void *target, struct err *e);
int field_sha256(const struct load *l, const struct yaml *node, void *target, struct err *e);
int field_day(const struct load *l, const struct yaml *node, void *target, struct err *e);
int field_words(const struct load *l, const struct yaml *node, void *target, struct err *e); /* a text that is not empty */
int field_waived_path(const struct load *l, const struct yaml *node, void *target,
		      struct err *e); /* of a file that may be here */

/* Is it of the findings that say no in the policy's own name? Nothing makes them milder but a waiver. */
bool finding_denies(int number);
bool finding_cannot_be_waived(int number);
bool finding_is_about_kind(int number);
bool kind_is_duty(const struct kind *k); /* the vocabulary says so of it for some use */

/* --- decisions -------------------------------------------------------------------------------------------------------------- */

struct clause { /* a restriction, of a text or of a record */
	const struct kind *kind;
	const struct pairs *values;
	const char *text; /* or NULL */
};

enum outcome { OUTCOME_UNTOUCHED, OUTCOME_UNCLEAR, OUTCOME_CONCERNED };

struct touch { /* what a line of `bears` makes of a clause under a policy */
	enum outcome outcome;
	const char *because;	   /* a clause of a sentence: "`users: 2M` (firm.yaml:4:10) is not above limit 700000000" */
	const struct position *at; /* of the answer in the policy, or NULL */
};

bool bearing_fits(const struct bearing *b, const struct clause *c);
void use_touch(const struct policy *p, const struct bearing *b, const struct clause *c, struct arena *a, struct touch *out);

struct decision {
	enum finding_number finding; /* FINDING_DENIED_KIND, …_USE_FORBIDDEN, …: which says it */
	enum verdict verdict;	     /* as findings of that number have it by themselves */
	const char *because;	     /* one sentence */
	const char *at;		     /* the line of the policy, or NULL */
};

enum { DECISIONS_MAX = 4 };

/* What the policy says of one clause: denied, only others allowed, the use, a review, a duty. Returns how many. */
size_t policy_decide(const struct policy *p, const struct clause *c, struct arena *a, struct decision out[DECISIONS_MAX]);

/*
 * What a finding of that number and severity means, by the lists, severities and thresholds of the policy; *severity becomes
 * what the policy makes of it, *at the line that says so (NULL: none).
 */
enum verdict policy_weigh(const struct policy *p, int number, enum severity *severity, const struct position **at);

/* --- waivers ---------------------------------------------------------------------------------------------------------------- */

struct cover { /* which waiver holds for a place, and which would but for the day or the bytes */
	const struct waiver_rule *holds, *expired, *changed;
};

bool waiver_has_its_file(const struct waiver_rule *w, const struct evidence *ev);

/* place: a fact that the finding rests on, or NULL: the model as a whole. */
void waivers_cover(const struct policy *p, const struct artifact *of, const struct evidence *ev, int finding,
		   const struct kind *kind, const struct fact *place, struct cover *out);

#endif
