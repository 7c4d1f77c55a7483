/* SPDX-License-Identifier: MIT */
/*
 * github: workflow commands that GitHub shows as annotations of the changed files: an error for what the policy denies and
 * for gaps, a warning for what needs a review, a notice for heavy restrictions and for what is waived. GitHub shows the first ten of each kind for a
 * step, so the worst come first and lighter ones are left out.
 */
#include "report/identity.h"
#include "report/issues.h"
#include "report/report.h"
#include "report/shown.h"

#include <stdio.h>
#include <string.h>

/* The runner's own quoting: '%' and line ends in the message, ':' and ',' in properties, too. */
static void put(FILE *to, const char *text, bool property)
{
	for (const char *s = text; *s; s++)
		if (strchr("%\r\n", *s) || (property && strchr(":,", *s)))
			fprintf(to, "%%%02X", (unsigned char)*s);
		else
			fputc(*s, to);
}

static void put_issue(FILE *to, const struct results *r, const struct issue *i, const char *command, struct arena *a)
{
	fprintf(to, "::%s ", command);
	if (i->n_facts) {
		const struct place *at = &i->facts[0]->at;
		bool member = member_of(r, at->entry) != NULL;
		fputs("file=", to);
		put(to, shown(a, file_of(r, at->entry, a), SHOWN_NAME), true);
		fprintf(to, ",line=%u,", member || !at->line_start ? 1 : at->line_start);
	}
	fputs("title=", to);
	put(to, shown(a, arena_printf(a, "licet: %s", i->rule->id), SHOWN_SENTENCE), true);
	fputs("::", to);
	put(to, shown(a, issue_message(i, a), SHOWN_SENTENCE), false);
	fputs("%0A", to);
	put(to, i->rule->remedy, false);
	fputc('\n', to);
}

static const char *command_of(const struct issue *i)
{
	if (i->waiver)
		return "notice";
	if (i->rule->class == ISSUE_RESTRICTION)
		return i->rule->weight == WEIGHT_HIGH ? "notice" : NULL;
	switch (issue_level(i)) {
	case SEVERITY_ERROR:
		return "error";
	case SEVERITY_WARNING:
		return "warning";
	case SEVERITY_NOTE:
		break;
	}
	return NULL;
}

static int write(const struct results *r, const struct output *out, struct err *e)
{
	static const char *const commands[] = {"error", "warning", "notice"};
	ARENA_AUTO struct arena a;
	struct issues all;
	arena_init(&a);
	issues_collect(&all, r, true, &a);
	for (size_t k = 0; k < sizeof commands / sizeof *commands; k++)
		for (size_t i = 0; i < all.count; i++) {
			const char *command = command_of(&all.at[i]);
			if (command && !strcmp(command, commands[k]))
				put_issue(out->to, r, &all.at[i], command, &a);
		}
	return fflush(out->to) == EOF || ferror(out->to) ? err_set(e, ERR_SYSTEM, "the report could not be written") : 0;
}

const struct report report_github = {
	.id = "github",
	.title = "annotations for a GitHub workflow",
	.write = write,
};
