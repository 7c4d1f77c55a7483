/* SPDX-License-Identifier: MIT */
/* diff markdown: what changed, as a comment for a pull request: alarms first, then a table for each model. */
#include "report/comment.h"
#include "report/diff_report.h"

static void put_alarms(struct comment *c, const struct diff *d)
{
	for (size_t i = 0; i < d->count; i++)
		for (size_t k = 0; k < d->models[i].count; k++) {
			const struct delta *delta = &d->models[i].deltas[k];
			if (delta_table[delta->number].weight == DELTA_IS_ALARM)
				comment_say(c, "- **%s** %s\n", delta_table[delta->number].id,
					    comment_quoted(c, diff_say_delta(delta, &c->arena), CELL_BYTES));
		}
}

static const char *value(struct comment *c, const char *s)
{
	return s && *s ? comment_quoted(c, s, CELL_BYTES) : "none";
}

static void put_sections(struct comment *c, const struct delta *d)
{
	for (size_t i = 0; i < d->n_sections; i++)
		comment_say(c, "| | %s | | |\n", comment_quoted(c, diff_say_section(&d->sections[i], &c->arena), CELL_BYTES));
}

static void put_model(struct comment *c, const struct model_diff *m)
{
	const char *tensors = diff_say_tensors(&m->weights.b, m->weights.shares, m->weights.counted, &c->arena);
	comment_say(c, "\n#### %s\n\n", comment_quoted(c, diff_model_name(m, &c->arena), CELL_BYTES));
	if (tensors)
		comment_say(c, "Tensors: %s.\n\n", tensors);
	if (m->count)
		comment_say(c, "| change | what | was | is |\n| --- | --- | --- | --- |\n");
	for (size_t i = 0; i < m->count; i++) {
		const struct delta *d = &m->deltas[i];
		comment_say(c, "| %s | %s | %s | %s |\n", delta_table[d->number].id,
			    d->what ? comment_quoted(c, d->what, CELL_BYTES) : "", value(c, d->from), value(c, d->to));
		put_sections(c, d);
	}
}

static int write(const struct diff *d, const struct output *out, struct err *e)
{
	COMMENT_AUTO struct comment c;
	comment_init(&c);
	comment_say(&c, "### licet diff: %s\n\n%s -> %s\n\n", diff_outcome(d),
		    comment_quoted(&c, diff_say_side(d->a, &c.arena), CELL_BYTES),
		    comment_quoted(&c, diff_say_side(d->b, &c.arena), CELL_BYTES));
	put_alarms(&c, d);
	for (size_t i = 0; i < d->n_notes; i++)
		comment_say(&c, "- %s\n", comment_quoted(&c, d->notes[i], CELL_BYTES));
	for (size_t i = 0; i < d->count; i++)
		if (d->models[i].count)
			put_model(&c, &d->models[i]);
	return comment_write(&c, out->to, e);
}

const struct diff_report diff_report_markdown = {
	.id = "markdown",
	.title = "Markdown, for a comment on a pull request",
	.write = write,
};
