/* SPDX-License-Identifier: MIT */
#include "findings/translations.h"

#include "findings/finding.h"

#include <ctype.h>
#include <string.h>

static bool are_translations(const struct license *a, const struct license *b)
{
	return a != b && license_is(a, b);
}

bool translations_all(const struct dossier *d)
{
	for (size_t i = 1; i < d->n_texts; i++)
		if (!license_is(d->texts[0].license, d->texts[i].license))
			return false;
	return true;
}

/* Numbers, sums and dates: words are others in another language anyway. */
static bool is_number(const char *value)
{
	return isdigit((unsigned char)*value);
}

/* The first value of a that b has another number for; NULL. */
static const struct pair *other_value(const struct term *a, const struct term *b)
{
	for (uint32_t i = 0; i < a->values.count; i++) {
		const struct pair *v = &a->values.at[i];
		const char *other = pairs_value(&b->values, v->key);
		if (other && is_number(v->value) && is_number(other) && strcmp(v->value, other) != 0)
			return v;
	}
	return NULL;
}

/* The only term of that kind: of several it is not known which is which. */
static const struct term *only_term(const struct license *l, const struct kind *k)
{
	const struct term *found = NULL;
	for (uint32_t i = 0; i < l->n_terms; i++) {
		if (l->terms[i].kind != k)
			continue;
		if (found)
			return NULL;
		found = &l->terms[i];
	}
	return found;
}

static const char *clause_told(const struct dossier *d, const struct term *t)
{
	return t->clause ? arena_printf(d->arena, " (clause %s)", t->clause) : "";
}

static void compare(struct dossier *d, const struct held *a, const struct held *b)
{
	for (uint32_t i = 0; i < a->license->n_terms; i++) {
		const struct kind *k = a->license->terms[i].kind;
		const struct term *here = only_term(a->license, k), *there = only_term(b->license, k);
		const struct pair *v = here && there ? other_value(here, there) : NULL;
		if (!v)
			continue;
		const struct fact *evidence[] = {a->fact, b->fact};
		finding_add(d->artifact, d->arena, FINDING_TRANSLATIONS_DIFFER, evidence, 2,
			    "%s and %s are one license in two languages and differ: %s has %s %s in the one%s, and %s in the "
			    "other%s.",
			    dossier_name(d, a->entry->name), dossier_name(d, b->entry->name), k->id, v->key, v->value,
			    clause_told(d, here), pairs_value(&there->values, v->key), clause_told(d, there));
		return;
	}
}

void translations_find(struct dossier *d)
{
	for (size_t i = 0; i < d->n_texts; i++)
		for (size_t k = i + 1; k < d->n_texts; k++)
			if (are_translations(d->texts[i].license, d->texts[k].license))
				compare(d, &d->texts[i], &d->texts[k]);
}
