/* SPDX-License-Identifier: MIT */
/* traits: what bills of materials say of a model beside its license: its kind, its task, its data, and the references they need. */
#ifndef LICET_REPORT_TRAITS_H
#define LICET_REPORT_TRAITS_H
#include "findings/expression.h"
#include "report/report.h"

enum { TRAIT_DATASETS = 200 };

struct traits { /* of one artifact; untrusted words, NULL where nothing says it */
	const char *architecture, *family, *task, *version;
	const char *datasets[TRAIT_DATASETS];
	size_t n_datasets;
};

/* One for each artifact, in their order; in the arena. */
struct traits *traits_collect(const struct results *r, struct arena *a);

struct license_ref {		       /* a license that is not on the SPDX list */
	const char *id;		       /* "LicenseRef-…" */
	const char *name;	       /* a few words */
	const char *text;	       /* what stands for its text: where that is found, and what is known of it */
	const struct license *license; /* its record, or NULL */
};

struct license_refs {
	struct license_ref *at; /* sorted by id */
	size_t count;
};

/* All that concluded and declared expressions name. */
void license_refs_collect(struct license_refs *out, const struct results *r, struct arena *a);

/* One license of the SPDX list or of a record, without exception and '+': what formats call a license and not an expression. */
bool is_single_license(const struct expression *x);

/* What all claims that resolve say, when they say one thing and none is left unresolved; else NULL. In the arena. */
const char *declared_expression(const struct artifact *of, struct arena *a);
/* Every claim with its place in one sentence each, and how the conclusion came about; "" for none. Untrusted words are in it. */
const char *license_comment(const struct artifact *of, struct arena *a);
/* What restricts, in one line: "usage-cap (limit 5, metric users); non-commercial". "" for nothing. */
const char *restriction_summary(const struct artifact *of, struct arena *a);

#endif
