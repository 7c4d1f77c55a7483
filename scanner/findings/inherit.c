/* SPDX-License-Identifier: MIT */
#include "findings/inherit.h"

#include "findings/conclude.h"
#include "findings/terms.h"

#include <string.h>

/* Of a family, or of a choice, it is not known which license it is. */
static const struct license *known_one(const struct expression *x)
{
	const struct license *l = x && x->op == EXPRESSION_LICENSE ? x->license : NULL;
	return l && !l->members.count ? l : NULL;
}

void inherit_license(struct dossier *d, const struct expression *license, const char *parent, const struct fact *from,
		     const char *why)
{
	const struct license *l = known_one(license);
	const struct expression *own = d->artifact->expression;
	if (!l || (own && expression_means(d->catalog, own, l)))
		return;
	if (own)
		conclude_more(d, license, why);
	else
		conclude_alone(d, license, why);
	terms_inherit(d, l, parent, from);
}

void inherit_later(struct dossier *d, const struct expression *license, const char *parent, const struct fact *from)
{
	struct inherited *grown = arena_array(d->arena, d->n_inherited + 1, sizeof *grown);
	if (d->n_inherited)
		memcpy(grown, d->inherited, d->n_inherited * sizeof *grown);
	grown[d->n_inherited++] = (struct inherited){license, parent, from};
	d->inherited = grown;
}

void inherit_all(struct dossier *d)
{
	const bool own = d->artifact->expression != NULL;
	for (size_t i = 0; i < d->n_inherited; i++) {
		const struct inherited *one = &d->inherited[i];
		if (own)
			inherit_license(d, one->license, one->parent, one->from,
					arena_printf(d->arena, "%s, the license of %s, holds too, whatever else is said here.",
						     expression_print(one->license, d->arena), one->parent));
		else if (known_one(one->license))
			terms_inherit(d, one->license->license, one->parent, one->from);
	}
}
