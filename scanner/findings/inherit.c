/* SPDX-License-Identifier: MIT */
#include "findings/inherit.h"

#include "findings/conclude.h"
#include "findings/terms.h"

void inherit_license(struct dossier *d, const struct expression *license, const char *parent, const struct fact *from,
		     const char *why)
{
	const struct license *l = license && license->op == EXPRESSION_LICENSE ? license->license : NULL;
	const struct expression *own = d->artifact->expression;
	if (!l || l->members.count || (own && expression_means(d->catalog, own, l)))
		return;
	if (own)
		conclude_more(d, license, why);
	else
		conclude_alone(d, license, why);
	if (d->artifact->expression)
		terms_inherit(d, l, parent, from);
}
