/* SPDX-License-Identifier: MIT */
/* html_model: the section of one model on the page: license, uses, findings, restrictions, lineage, weights. */
#ifndef LICET_REPORT_HTML_MODEL_H
#define LICET_REPORT_HTML_MODEL_H
#include "report/html_page.h"
#include "report/report.h"

/* A page stays below 20 MB: behind so many bytes clauses are no longer quoted, and behind so many nothing is listed any more. */
enum { HTML_QUOTED = 10 << 20, HTML_LISTED = 17 << 20 };

struct html_model {
	const struct results *results;
	const struct artifact *const *by_path; /* all artifacts of the results, sorted by path */
	const struct artifact *artifact;
	size_t number; /* from 1; anchors in it begin with "m<number>" */
	const struct html_model
		*source; /* the first model with the very same clauses, under which they are quoted; often itself */
	bool quoted;	 /* there was room to quote its own */
	bool packed;	 /* where a script runs, the section is no more than text until it is wanted (html.js) */
	bool open;	 /* unfolded at first */
};

static inline bool html_has_room(const struct html *h)
{
	return h->bytes < HTML_LISTED;
}

/* Its clauses are quoted here, and not elsewhere or nowhere. */
static inline bool html_quotes(const struct html_model *m)
{
	return m->source == m && m->quoted;
}

void html_model_put(struct html *h, const struct html_model *m);

/* The words for a verdict: "Pass"; "Nothing here is denied …". */
const char *html_verdict_word(enum verdict v);

size_t html_serious(const struct artifact *a);			     /* errors and warnings */
void html_put_heavy_kinds(struct html *h, const struct artifact *a); /* what restricts most: "usage-cap, region" */

/* What to say when only `shown` of `all` things of a list are on the page; nothing when all are. */
void html_put_rest(struct html *h, size_t shown, size_t all, const char *what);

#endif
