/* SPDX-License-Identifier: MIT */
/* gitlab: a GitLab code quality report: a list of issues, each with its place, a severity and a fingerprint of its own. */
#include "report/identity.h"
#include "report/issues.h"
#include "report/report.h"
#include "report/shown.h"
#include "report/json_text.h"

static const char *severity(const struct issue *i)
{
	if (i->rule->class == ISSUE_GAP || i->verdict == VERDICT_FAIL)
		return "blocker";
	if (i->verdict == VERDICT_REVIEW)
		return "major";
	return i->rule->class == ISSUE_RESTRICTION && i->rule->weight == WEIGHT_HIGH ? "minor" : "info";
}

static json_t *issue_json(const struct results *r, const struct issue *i, struct arena *a)
{
	const struct artifact *of = i->artifact;
	const struct fact *f = i->n_facts ? i->facts[0] : of && of->n_weights ? of->weights[0] : NULL;
	const char *entry = f ? f->at.entry : of ? of->path : "", *file = file_of(r, entry, a);
	bool lines = f && f->at.line_start && !member_of(r, entry);
	return json_pack("{s:s,s:o,s:s,s:s,s:{s:o,s:{s:I}}}", "check_name", i->rule->id, "description",
			 json_shown(issue_message(i, a), SHOWN_SENTENCE), "fingerprint", i->fingerprint, "severity", severity(i),
			 "location", "path", json_shown(*file ? file : ".", SHOWN_NAME), "lines", "begin",
			 (json_int_t)(lines ? f->at.line_start : 1));
}

static int write(const struct results *r, const struct output *out, struct err *e)
{
	ARENA_AUTO struct arena a;
	struct issues all;
	json_t *list = json_array();
	arena_init(&a);
	issues_collect(&all, r, true, &a);
	for (size_t i = 0; i < all.count; i++)
		json_array_append_new(list, issue_json(r, &all.at[i], &a));
	return json_write(list, JSON_INDENTED, out->to, e);
}

const struct report report_gitlab = {
	.id = "gitlab",
	.title = "GitLab code quality",
	.write = write,
};
