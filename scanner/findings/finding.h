/* SPDX-License-Identifier: MIT */
/*
 * finding: the table of all findings (findings.def), and how one is added to an artifact.
 */
#ifndef LICET_FINDINGS_FINDING_H
#define LICET_FINDINGS_FINDING_H
#include "findings/artifact.h"

enum finding_number {
#define FINDING(symbol, id, severity, title, remedy) FINDING_##symbol,
#include "findings/findings.def"
#undef FINDING
	N_FINDINGS
};

struct finding_info {
	const char *id;
	enum severity severity;
	const char *title, *remedy;
};

extern const struct finding_info finding_table[N_FINDINGS];

int finding_number(const char *id); /* -1 when there is none */

/* Is it one of that number? Only of findings that finding_add made. */
bool finding_is(const struct finding *f, enum finding_number number);

/* Has the artifact one of that number? */
bool finding_exists(const struct artifact *a, enum finding_number number);

/* Has the artifact one of that number whose first evidence is a text of the license? */
bool finding_of_license(const struct artifact *a, enum finding_number number, const struct license *l);

/* Is there more than a note that rests on these words, or on some of them? The mention of a license says nothing of them. */
bool finding_tells(const struct artifact *a, const struct fact *words);

/*
 * Adds a finding that rests on the n facts to the artifact (n may be 0; the array is copied, the facts are not). The
 * message is made from the format. Everything lives in the arena, which must be that of the artifacts.
 */
void finding_add(struct artifact *to, struct arena *a, enum finding_number number, const struct fact *const *evidence, size_t n,
		 const char *format, ...) __attribute__((format(printf, 6, 7)));

#endif
