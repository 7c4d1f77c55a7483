/* SPDX-License-Identifier: MIT */
#include "report/diff_report.h"

#include <string.h>

#define DIFF_REPORT(name) extern const struct diff_report diff_report_##name;
#include "report/diff_reports.def"
#undef DIFF_REPORT

static const struct diff_report *const table[] = {
#define DIFF_REPORT(name) &diff_report_##name,
#include "report/diff_reports.def"
#undef DIFF_REPORT
};

const struct diff_report *const *diff_report_table(size_t *count)
{
	*count = sizeof table / sizeof *table;
	return table;
}

const struct diff_report *diff_report_find(const char *id)
{
	for (size_t i = 0; i < sizeof table / sizeof *table; i++)
		if (!strcmp(table[i]->id, id))
			return table[i];
	return NULL;
}

/* --- sentences ------------------------------------------------------------------------------------------------------------- */

const char *diff_outcome(const struct diff *d)
{
	return !diff_is_same(d) ? "different" : diff_is_complete(d) ? "same" : "incomplete";
}

const char *diff_say_side(const struct side *s, struct arena *a)
{
	if (s->scanned)
		return arena_printf(a, "%s (scanned)", s->name);
	return arena_printf(a, "%s (%s of licet %s)", s->name, s->terms ? "report" : "manifest", s->tool.version);
}

const char *diff_say_delta(const struct delta *d, struct arena *a)
{
	const char *what = d->what ? arena_printf(a, ": %s", d->what) : "";
	const char *from = d->from && *d->from ? d->from : "none", *to = d->to && *d->to ? d->to : "none";
	bool both = (d->from && d->to) || d->number == DELTA_LICENSE_CHANGED; /* where none was, or is, concluded, too */
	const char *values = !d->from && !d->to ? ""
			     : both		? arena_printf(a, ": %s -> %s", from, to)
						: arena_printf(a, ": %s", d->from ? from : to);
	return arena_printf(a, "%s%s%s", delta_table[d->number].title, what, values);
}

static const char *label(const char *s)
{
	return *s ? s : "without a number";
}

const char *diff_say_section(const struct section_change *s, struct arena *a)
{
	if (!s->from || !s->to)
		return arena_printf(a, "section %s is %s (%u words)", label(s->from ? s->from : s->to), s->from ? "gone" : "new",
				    s->from ? s->words_from : s->words_to);
	const char *now = strcmp(s->from, s->to) ? arena_printf(a, " -> %s", label(s->to)) : "";
	return arena_printf(a, "section %s%s: %u of %u words are gone, %u of %u are new", label(s->from), now,
			    s->words_from - s->common, s->words_from, s->words_to - s->common, s->words_to);
}

/* Rounded down: what is not all must not look like it. */
static const char *percent(uint64_t part, uint64_t whole, struct arena *a)
{
	unsigned tenths = whole ? (unsigned)((long double)part * 1000 / whole) : 0;
	return arena_printf(a, "%u.%u %%", tenths / 10, tenths % 10);
}

const char *diff_say_tensors(const struct tensor_share *all, const struct tensor_share shares[N_FATES], bool counted,
			     struct arena *a)
{
	if (!all->tensors && !shares[FATE_MISSING].tensors)
		return NULL;
	const struct tensor_share *same = &shares[FATE_SAME];
	const char *out = arena_printf(a, "%s%s of %llu tensor%s (%s of the parameters) are the same", counted ? "" : "at least ",
				       percent(same->tensors, all->tensors, a), (unsigned long long)all->tensors,
				       all->tensors == 1 ? "" : "s", percent(same->parameters, all->parameters, a));
	const char *separator = "; ";
	for (int f = FATE_SAME + 1; f < N_FATES; f++) {
		if (!shares[f].tensors)
			continue;
		out = arena_printf(a, "%s%s%llu %s", out, separator, (unsigned long long)shares[f].tensors,
				   tensor_fate_name((enum tensor_fate)f));
		separator = ", ";
	}
	return out;
}

const char *diff_say_tensor(const struct tensor_delta *t, struct arena *a)
{
	const char *was = t->was ? arena_printf(a, " (was %s)", t->was) : "";
	const char *form = t->form && t->form_was && strcmp(t->form, t->form_was)
				   ? arena_printf(a, "%s -> %s", t->form_was, t->form)
			   : t->form ? t->form
				     : t->form_was;
	return arena_printf(a, "%-8s %s%s  %s", tensor_fate_name(t->fate), t->name, was, form ? form : "");
}

const char *diff_model_name(const struct model_diff *m, struct arena *a)
{
	const struct side_model *now = m->b ? m->b : m->a;
	const char *path = *now->path && strcmp(now->path, now->name) ? arena_printf(a, " (%s)", now->path) : "";
	const char *was = m->a && m->b && strcmp(m->a->name, m->b->name) ? arena_printf(a, "%s -> ", m->a->name) : "";
	return arena_printf(a, "%s%s%s", was, now->name, path);
}
