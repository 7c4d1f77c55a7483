/* SPDX-License-Identifier: MIT */
#include "findings/inherit.h"

#include "findings/conclude.h"
#include "findings/terms.h"

/* NULL: of a family, or a choice, it is not known which license it is. */
static const struct license *single(const struct expression *x)
{
	const struct license *l = x && x->op == EXPRESSION_LICENSE ? x->license : NULL;
	return l && !l->members.count ? l : NULL;
}

void inherit_license(struct dossier *d, const struct inherited *of, const char *why)
{
	const struct license *l = single(of->license);
	const struct expression *own = d->artifact->expression;
	if (!l || (own && expression_means(d->catalog, own, l)))
		return;
	if (own)
		conclude_more(d, of->license, why);
	else
		conclude_alone(d, of->license, why);
	if (d->artifact->expression)
		terms_inherit(d, l, of->parent, of->from);
}

void inherit_terms(struct dossier *d, const struct inherited *of)
{
	const struct license *l = single(of->license);
	if (l)
		terms_inherit(d, l, of->parent, of->from);
}
