/* SPDX-License-Identifier: MIT */
#include "findings/inherit.h"

#include "findings/conclude.h"
#include "findings/terms.h"

#include <string.h>

/* NULL: of a choice it is not known which license it is. Of a family it is not, either, but what all of it demand holds. */
static const struct license *single(const struct expression *x)
{
	return x && x->op == EXPRESSION_LICENSE ? x->license : NULL;
}

void inherit_license(struct dossier *d, const struct inherited *of, const char *why)
{
	const struct license *l = single(of->license);
	const struct expression *own = d->artifact->expression;
	if (!l && own && of->license && of->license->op == EXPRESSION_OR)
		conclude_more(d, of->license, why); /* whichever it is: what it demands is not known */
	if (!l || (own && expression_means(d->catalog, own, l)))
		return;
	if (own)
		conclude_more(d, of->license, why);
	else
		conclude_alone(d, of->license, why);
	terms_inherit(d, l, of->parent, of->from);
}

void inherit_later(struct dossier *d, const struct inherited *of)
{
	struct inherited *grown = arena_array(d->arena, d->n_inherited + 1, sizeof *grown);
	if (d->n_inherited)
		memcpy(grown, d->inherited, d->n_inherited * sizeof *grown);
	grown[d->n_inherited++] = *of;
	d->inherited = grown;
}

void inherit_all(struct dossier *d)
{
	const bool own = d->artifact->expression != NULL;
	for (size_t i = 0; i < d->n_inherited; i++) {
		const struct inherited *one = &d->inherited[i];
		const struct license *l = single(one->license);
		if (own)
			inherit_license(d, one,
					arena_printf(d->arena, "%s%s, the license of %s, holds too, whatever else is said here.",
						     l ? "" : "One of ", expression_print(one->license, d->arena), one->parent));
		else if (l)
			terms_inherit(d, l, one->parent, one->from);
	}
}
