/* SPDX-License-Identifier: MIT */
/* markdown: a comment for a pull request: the verdict, a table of models, what needs attention, what restricts. */
#include "diff/baseline.h"
#include "report/comment.h"
#include "report/issues.h"
#include "report/report.h"
#include "report/say.h"

#include <string.h>

enum { QUOTE_BYTES = 300 };

static const char *place(struct comment *c, const struct issue *i)
{
	return i->n_facts ? comment_quoted(c, say_place(&i->facts[0]->at, &c->arena), CELL_BYTES) : "";
}

static const char *heaviest(const struct artifact *m, struct arena *a)
{
	const char *list = "";
	for (size_t i = 0; i < m->n_restrictions; i++) {
		const struct kind *k = ((const struct restriction *)m->restrictions[i]->detail)->kind;
		if (k->weight == WEIGHT_HIGH && !strstr(list, k->id) && strlen(list) < CELL_BYTES)
			list = arena_printf(a, "%s%s%s", list, *list ? ", " : "", k->id);
	}
	return list;
}

static void put_models(struct comment *c, const struct results *r)
{
	comment_say(c, "| model | license | verdict | what restricts most |\n| --- | --- | --- | --- |\n");
	for (size_t i = 0; i < r->artifacts->count; i++) {
		const struct artifact *m = &r->artifacts->at[i];
		comment_say(c, "| %s | %s | **%s** | %s |\n", comment_quoted(c, m->name, CELL_BYTES),
			    m->concluded ? comment_quoted(c, m->concluded, CELL_BYTES) : "none found", verdict_name(m->verdict),
			    heaviest(m, &c->arena));
	}
}

static bool needs_attention(const struct issue *i)
{
	return i->rule->class != ISSUE_RESTRICTION && (issue_level(i) != SEVERITY_NOTE || i->waiver);
}

static void put_attention(struct comment *c, const struct issues *all, enum severity level)
{
	for (size_t i = 0; i < all->count; i++) {
		const struct issue *issue = &all->at[i];
		if (!needs_attention(issue) || issue_level(issue) != level)
			continue;
		const char *where = place(c, issue);
		comment_say(c, "- **%s** %s%s%s%s %s\n",
			    level == SEVERITY_ERROR	? "error"
			    : level == SEVERITY_WARNING ? "review"
							: "waived",
			    comment_quoted(c, issue_message(issue, &c->arena), CELL_BYTES), *where ? " (" : "", where,
			    *where ? ")" : "", comment_quoted(c, issue->rule->remedy, CELL_BYTES));
	}
}

static void put_restrictions(struct comment *c, const struct issues *all)
{
	size_t n = 0;
	for (size_t i = 0; i < all->count; i++) {
		const struct issue *issue = &all->at[i];
		const struct restriction *x = issue->restriction;
		if (!x)
			continue;
		if (!n++)
			comment_say(c, "\n<details><summary>What restricts</summary>\n\n| what | where | clause |\n| --- | --- | "
				       "--- |\n");
		const char *values = say_values(&x->values, &c->arena);
		comment_say(c, "| %s%s%s | %s | %s |\n", x->kind->id, *values ? ": " : "", comment_quoted(c, values, CELL_BYTES),
			    place(c, issue),
			    x->text ? comment_quoted(c, x->text, QUOTE_BYTES) : "from the record of the license");
	}
	if (n)
		buf_add_str(&c->text, "\n</details>\n");
}

/* How many duties are met; those that are not are findings. */
static void put_duties(struct comment *c, const struct results *r)
{
	size_t counts[DUTY_CANNOT_TELL + 1] = {0};
	for (size_t i = 0; i < r->artifacts->count; i++)
		for (size_t k = 0; k < r->artifacts->at[i].n_duties; k++)
			counts[r->artifacts->at[i].duties[k].outcome]++;
	if (counts[DUTY_PASS] + counts[DUTY_FAIL] + counts[DUTY_CANNOT_TELL])
		comment_say(c, "\nDuties: %zu met, %zu not met, %zu that cannot be told.\n", counts[DUTY_PASS], counts[DUTY_FAIL],
			    counts[DUTY_CANNOT_TELL]);
}

enum { GONE_SHOWN = 20 };

/* What is gone, and how much is new, changed and the same; nothing without a baseline. */
static void put_since(struct comment *c, const struct results *r, const struct issues *all)
{
	size_t counts[NOVELTY_GONE + 1] = {0};
	if (!r->baseline)
		return;
	for (size_t i = 0; i < all->count; i++)
		counts[all->at[i].novelty]++;
	for (size_t i = 0; i < r->baseline->count; i++)
		counts[NOVELTY_GONE] += !r->baseline->at[i].seen;
	comment_say(c, "\nSince the baseline: %zu new, %zu changed, %zu the same, %zu gone.\n", counts[NOVELTY_NEW],
		    counts[NOVELTY_CHANGED], counts[NOVELTY_SAME], counts[NOVELTY_GONE]);
	for (size_t i = 0, n = 0; i < r->baseline->count && n < GONE_SHOWN; i++)
		if (!r->baseline->at[i].seen && ++n)
			comment_say(c, "- gone: %s\n", comment_quoted(c, r->baseline->at[i].message, CELL_BYTES));
}

static int write(const struct results *r, const struct output *out, struct err *e)
{
	COMMENT_AUTO struct comment c;
	struct issues all;
	comment_init(&c);
	issues_collect(&all, r, true, &c.arena);
	comment_say(&c, "### licet: %s for %s\n\n", verdict_name(r->verdict), comment_quoted(&c, r->input, CELL_BYTES));
	put_models(&c, r);
	comment_say(&c, "\n");
	put_attention(&c, &all, SEVERITY_ERROR);
	put_attention(&c, &all, SEVERITY_WARNING);
	put_attention(&c, &all, SEVERITY_NOTE);
	put_since(&c, r, &all);
	put_duties(&c, r);
	put_restrictions(&c, &all);
	return comment_write(&c, out->to, e);
}

const struct report report_markdown = {
	.id = "markdown",
	.title = "Markdown, for a comment on a pull request",
	.write = write,
};
