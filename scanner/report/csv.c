/* SPDX-License-Identifier: MIT */
/*
 * csv: a line for each thing found, for spreadsheets (RFC 4180, UTF-8). A cell that a spreadsheet would take for a formula begins
 * with an apostrophe.
 */
#include "diff/baseline.h"
#include "report/issues.h"
#include "report/report.h"
#include "report/say.h"
#include "report/shown.h"

#include <stdio.h>
#include <string.h>

static void cell(FILE *to, struct arena *a, const char *untrusted, const char *after)
{
	const char *s = shown(a, untrusted, SHOWN_NAME);
	bool formula = *s && strchr("=+-@", *s);
	fputs(formula ? "\"'" : "\"", to);
	for (; *s; s++) {
		if (*s == '"')
			fputc('"', to);
		fputc(*s, to);
	}
	fprintf(to, "\"%s", after);
}

static void number(FILE *to, uint32_t n)
{
	if (n)
		fprintf(to, "%u", n);
	fputc(',', to);
}

static void row(FILE *to, struct arena *a, const struct issue *i)
{
	const struct place *at = i->n_facts ? &i->facts[0]->at : NULL;
	const struct restriction *r = i->restriction;
	cell(to, a, i->artifact ? i->artifact->name : NULL, ",");
	cell(to, a, i->artifact ? i->artifact->path : NULL, ",");
	cell(to, a, i->artifact ? i->artifact->concluded : NULL, ",");
	cell(to, a, i->artifact ? verdict_name(i->artifact->verdict) : NULL, ",");
	cell(to, a, issue_class_name(i->rule->class), ",");
	cell(to, a, i->rule->id, ",");
	cell(to, a, severity_name(issue_level(i)), ",");
	cell(to, a, at ? at->entry : NULL, ",");
	number(to, at ? at->line_start : 0);
	cell(to, a, r ? r->clause : NULL, ",");
	cell(to, a, r && r->license ? r->license->spdx : NULL, ",");
	cell(to, a, issue_text(i, a), ",");
	cell(to, a, i->rule->remedy, ",");
	cell(to, a, i->waiver ? say_waiver(i->waiver, a) : NULL, ",");
	cell(to, a, i->novelty != NOVELTY_UNKNOWN ? novelty_name(i->novelty) : NULL, "\r\n");
}

/* What the baseline has and nothing here says any more. */
static void gone_row(FILE *to, struct arena *a, const struct past *p)
{
	fputs(",,,,,", to);
	cell(to, a, p->id, ",");
	cell(to, a, p->severity, ",");
	cell(to, a, p->path, ",,,,");
	cell(to, a, p->message, ",,,");
	cell(to, a, novelty_name(NOVELTY_GONE), "\r\n");
}

static int write(const struct results *r, const struct output *out, struct err *e)
{
	ARENA_AUTO struct arena a;
	struct issues all;
	arena_init(&a);
	issues_collect(&all, r, false, &a);
	fputs("model,model_path,concluded,verdict,class,id,level,path,line,clause,license,message,remedy,waived,baseline\r\n",
	      out->to);
	for (size_t i = 0; i < all.count; i++) {
		ARENA_AUTO struct arena row_arena;
		arena_init(&row_arena);
		row(out->to, &row_arena, &all.at[i]);
	}
	for (size_t i = 0; r->baseline && i < r->baseline->count; i++)
		if (!r->baseline->at[i].seen)
			gone_row(out->to, &a, &r->baseline->at[i]);
	return fflush(out->to) == EOF || ferror(out->to) ? err_set(e, ERR_SYSTEM, "the report could not be written") : 0;
}

const struct report report_csv = {
	.id = "csv",
	.title = "comma-separated values, a line for each thing found",
	.write = write,
};
