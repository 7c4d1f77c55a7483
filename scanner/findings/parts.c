/* SPDX-License-Identifier: MIT */
#include "findings/parts.h"

#include "base/utf8.h"
#include "findings/claims.h"
#include "findings/conclude.h"
#include "findings/finding.h"
#include "findings/said.h"

#include <string.h>

enum { QUOTE_BYTES = 240, SHOWN = 20 };

static const char *quote(const struct dossier *d, const struct fact *f)
{
	return f->value ? utf8_visible(d->arena, f->value, strlen(f->value), QUOTE_BYTES) : "";
}

static const char *said_where(const struct dossier *d, const struct fact *f)
{
	return arena_printf(d->arena, "%s, line %u", dossier_name(d, f->at.entry), f->at.line_start);
}

/* --- a card names more licenses than there are texts ------------------------------------------------------------------------- */

struct missing {
	struct dossier *dossier;
	const struct statement *statement;
};

/* The sentence of the card that names the license. */
static const struct fact *sentence_naming(const struct dossier *d, const struct entry *e, const struct expression *x)
{
	for (size_t i = 0; i < d->n_said; i++)
		if (d->said[i].entry == e && d->said[i].expression->license == x->license)
			return d->said[i].fact;
	return NULL;
}

static bool text_is_left(const struct dossier *d, const struct expression *x)
{
	for (size_t i = 0; i < d->n_left; i++)
		if (claim_means(d->catalog, x, d->left[i].license))
			return true;
	return false;
}

static void say_missing(void *ctx, const struct expression *x)
{
	struct missing *m = ctx;
	struct dossier *d = m->dossier;
	const struct fact *f = x->license ? sentence_naming(d, m->statement->entry, x) : NULL;
	if (!f || text_is_held(d, x) || text_is_left(d, x))
		return;
	const struct fact *evidence[] = {f, d->texts[0].fact};
	finding_add(d->artifact, d->arena, FINDING_PART_WITHOUT_TEXT, evidence, 2,
		    "%s, names %s too (\"%s\"), and its text is not here; %s is the text of %s.", said_where(d, f),
		    license_title(x->license, d->arena), quote(d, f), dossier_name(d, d->texts[0].entry->name),
		    license_title(d->texts[0].license, d->arena));
}

static void find_missing_parts(struct dossier *d)
{
	for (size_t i = 0; i < d->n_statements && d->n_texts; i++) {
		struct missing m = {d, &d->statements[i]};
		if (d->statements[i].prose && !d->statements[i].contradicts)
			expression_each(d->statements[i].expression, say_missing, &m);
	}
}

/* --- a text that is for the code alone --------------------------------------------------------------------------------------- */

static const struct fact *sentence_for(const struct dossier *d, const struct license *l, bool code)
{
	for (size_t i = 0; i < d->n_said; i++)
		if ((d->said[i].of & SAID_OF_WEIGHTS) == 0 && (!code || d->said[i].of & SAID_OF_CODE) &&
		    claim_means(d->catalog, d->said[i].expression, l))
			return d->said[i].fact;
	return NULL;
}

static void find_code_alone(struct dossier *d)
{
	const struct statement *s = d->statements;
	if (d->n_texts || !d->n_left || !d->n_statements)
		return;
	const struct held *t = &d->left[0];
	const struct fact *evidence[] = {s->fact, t->fact};
	finding_add(d->artifact, d->arena, FINDING_CODE_LICENSE_ALONE, evidence, 2,
		    "%s: \"%s\". %s, the text of %s, is for other things than the weights; no text of %s is here.",
		    said_where(d, s->fact), quote(d, s->fact), dossier_name(d, t->entry->name), license_title(t->license, d->arena),
		    expression_print(s->expression, d->arena));
}

/* --- nothing is said of the weights ------------------------------------------------------------------------------------------ */

static bool model_is_spoken_of(const struct dossier *d)
{
	for (size_t i = 0; i < d->n_statements; i++)
		if (!d->statements[i].package)
			return true;
	return d->n_left > 0;
}

static void find_silence(struct dossier *d)
{
	if (!d->artifact->n_weights || d->n_texts != 1 || model_is_spoken_of(d))
		return;
	const struct fact *f = sentence_for(d, d->texts[0].license, true);
	if (!f)
		return;
	const struct fact *evidence[] = {f, d->texts[0].fact};
	finding_add(d->artifact, d->arena, FINDING_WEIGHTS_LICENSE_SILENT, evidence, 2,
		    "%s, speaks of the code alone (\"%s\"), and nothing says that %s is for the weights too.", said_where(d, f),
		    quote(d, f), dossier_name(d, d->texts[0].entry->name));
}

/* --- what is for what -------------------------------------------------------------------------------------------------------- */

static void find_parts(struct dossier *d)
{
	if (!d->n_left || !d->n_texts)
		return;
	const struct fact *evidence[SHOWN];
	const char *others = "";
	size_t n = 0;
	for (size_t i = 0; i < d->n_texts && n < SHOWN; i++)
		evidence[n++] = d->texts[i].fact;
	for (size_t i = 0; i < d->n_left && n < SHOWN; i++) {
		const struct held *t = &d->left[i];
		const struct fact *f = sentence_for(d, t->license, false);
		others = arena_printf(d->arena, "%s%s%s (%s)%s", others, *others ? ", " : "", dossier_name(d, t->entry->name),
				      t->license->spdx, f ? arena_printf(d->arena, ", by %s", said_where(d, f)) : "");
		evidence[n++] = t->fact;
	}
	finding_add(d->artifact, d->arena, FINDING_LICENSES_BY_PART, evidence, n,
		    "%s (%s) is taken to govern the weights; for other parts there is %s.",
		    dossier_name(d, d->texts[0].entry->name), d->texts[0].license->spdx, others);
}

void parts_find(struct dossier *d)
{
	find_missing_parts(d);
	find_code_alone(d);
	find_silence(d);
	find_parts(d);
}
