/* SPDX-License-Identifier: MIT */
/* diff text: what changed, for a person at a terminal: alarms first, then model by model. */
#include "report/diff_report.h"
#include "report/page.h"

enum { SHOWN_TENSORS = 10, SHOWN_SECTIONS = 20, SHOWN_DELTAS = 200 };

static enum style style_of(const struct delta *d)
{
	static const enum style styles[] = {STYLE_DIM, STYLE_YELLOW, STYLE_RED};
	return styles[delta_table[d->number].weight];
}

static void put_rest(struct page *p, const char *indent, size_t rest, const char *what)
{
	if (rest)
		page_styled(p, STYLE_DIM,
			    arena_printf(&p->arena, "%s… and %zu more %s%s; -f json lists them\n", indent, rest, what,
					 rest == 1 ? "" : "s"));
}

static void put_delta(struct page *p, const struct delta *d)
{
	page_say(p, delta_table[d->number].weight == DELTA_IS_ALARM ? "! " : "  ");
	page_styled(p, style_of(d), delta_table[d->number].id);
	page_say(p, "\n");
	page_wrap(p, "    ", "      ", 0, diff_say_delta(d, &p->arena));
	for (size_t i = 0; i < d->n_sections && i < SHOWN_SECTIONS; i++)
		page_wrap(p, "      ", "        ", 0, diff_say_section(&d->sections[i], &p->arena));
	put_rest(p, "      ", d->n_sections > SHOWN_SECTIONS ? d->n_sections - SHOWN_SECTIONS : 0, "section");
}

static void put_tensors(struct page *p, const struct weights_diff *w)
{
	const char *line = diff_say_tensors(&w->b, w->shares, w->counted, &p->arena);
	size_t shown = w->count < SHOWN_TENSORS ? w->count : SHOWN_TENSORS;
	if (line)
		page_wrap(p, "  Tensors: ", "    ", 0, line);
	for (size_t i = 0; i < shown; i++)
		page_wrap(p, "    ", "      ", 0, diff_say_tensor(&w->at[i], &p->arena));
	put_rest(p, "    ", w->count + w->left_out - shown, "tensor");
	if (w->why)
		page_wrap(p, "    ", "    ", 0, w->why);
}

static void put_model(struct page *p, const struct model_diff *m)
{
	page_say(p, "\n");
	page_put(p, diff_model_name(m, &p->arena));
	page_say(p, "\n");
	for (size_t i = 0; i < m->count && i < SHOWN_DELTAS; i++)
		put_delta(p, &m->deltas[i]);
	put_rest(p, "  ", m->count > SHOWN_DELTAS ? m->count - SHOWN_DELTAS : 0, "difference");
	put_tensors(p, &m->weights);
	if (!m->count)
		page_say(p, "  Nothing differs.\n");
}

static const char *headline(const struct diff *d)
{
	if (!diff_is_same(d))
		return "DIFFERENT";
	return diff_is_complete(d) ? "SAME" : "INCOMPLETE";
}

static void put_head(struct page *p, const struct diff *d)
{
	enum style style = diff_alarms(d) ? STYLE_RED : !diff_is_same(d) || !diff_is_complete(d) ? STYLE_YELLOW : STYLE_GREEN;
	page_styled(p, style, headline(d));
	page_say(p, "\n");
	page_wrap(p, "  A  ", "     ", 0, diff_say_side(d->a, &p->arena));
	page_wrap(p, "  B  ", "     ", 0, diff_say_side(d->b, &p->arena));
	const char *all = diff_say_tensors(&d->b_tensors, d->shares, false, &p->arena);
	if (d->count > 1 && all)
		page_wrap(p, "  ", "  ", 0, arena_printf(&p->arena, "%zu models: %s.", d->count, all));
	for (size_t i = 0; i < d->n_notes; i++)
		page_wrap(p, "  ", "  ", 0, d->notes[i]);
}

static int write(const struct diff *d, const struct output *out, struct err *e)
{
	PAGE_AUTO struct page p;
	page_init(&p, out->color, out->width);
	put_head(&p, d);
	for (size_t i = 0; i < d->count; i++)
		if (d->models[i].count || d->count == 1)
			put_model(&p, &d->models[i]);
	return page_write(&p, out->to, e);
}

const struct diff_report diff_report_text = {
	.id = "text",
	.title = "for people; the default",
	.write = write,
};
