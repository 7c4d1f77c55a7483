/* SPDX-License-Identifier: MIT */
#include "report/reason.h"

#include <string.h>

enum { HEAVY_KINDS = 6 };

static const char *plural(size_t n)
{
	return n == 1 ? "" : "s";
}

static const struct fact *first_problem(const struct evidence *ev, size_t *count)
{
	const struct fact *first = NULL;
	*count = 0;
	for (size_t i = 0; i < ev->count; i++)
		if (ev->facts[i].kind == FACT_PROBLEM) {
			first = first ? first : &ev->facts[i];
			++*count;
		}
	return first;
}

/* The most severe of the findings that made the verdict, and how many there are. */
static const struct finding *deciding_finding(const struct results *r, size_t *count)
{
	const struct finding *worst = NULL;
	*count = 0;
	for (size_t i = 0; i < r->artifacts->count; i++)
		for (size_t k = 0; k < r->artifacts->at[i].n_findings; k++) {
			const struct finding *f = &r->artifacts->at[i].findings[k];
			if (f->verdict != r->verdict)
				continue;
			if (!worst || f->severity > worst->severity)
				worst = f;
			++*count;
		}
	return worst;
}

bool is_same_kind(const struct kind *a, const struct kind *b)
{
	return a == b || !strcmp(a->id, b->id);
}

size_t restrictions_of_kind(const struct artifact *a, const struct kind *k)
{
	size_t n = 0;
	for (size_t i = 0; i < a->n_restrictions; i++)
		n += is_same_kind(((const struct restriction *)a->restrictions[i]->detail)->kind, k);
	return n;
}

/* The kinds that weigh most, for the first lines: "usage-cap, revocable". */
static const char *heavy_kinds(const struct results *r, struct arena *a)
{
	const char *out = "";
	for (uint32_t k = 0, shown = 0; k < r->catalog->n_kinds && shown < HEAVY_KINDS; k++) {
		size_t n = 0;
		for (size_t i = 0; i < r->artifacts->count && r->catalog->kinds[k].weight == WEIGHT_HIGH; i++)
			n += restrictions_of_kind(&r->artifacts->at[i], &r->catalog->kinds[k]);
		if (n)
			out = arena_printf(a, "%s%s%s", out, shown++ ? ", " : "", r->catalog->kinds[k].id);
	}
	return out;
}

static const char *reason_to_pass(const struct results *r, struct arena *a)
{
	const char *kinds = heavy_kinds(r, a), *policy = policy_name(r->policy);
	if (r->only_new)
		return arena_printf(a, "Since %s there is nothing new that the policy \"%s\" denies or wants to have reviewed.",
				    r->baseline->side.name, policy);
	if (!*kinds)
		return arena_printf(a, "The policy \"%s\" denies nothing of this, and nothing needs a review.", policy);
	return arena_printf(a, "The policy \"%s\" denies nothing of this. What restricts you most: %s.", policy, kinds);
}

const char *verdict_reason(const struct results *r, struct arena *a)
{
	size_t n;
	if (r->verdict == VERDICT_PASS)
		return reason_to_pass(r, a);
	if (r->verdict == VERDICT_INCOMPLETE) {
		const struct fact *problem = first_problem(r->evidence, &n);
		for (size_t i = 0; !problem && i < r->artifacts->count; i++) /* a bound that was reached when all was weighed */
			problem = r->artifacts->at[i].n_problems ? r->artifacts->at[i].problems[0] : NULL;
		const char *more = n > 1 ? arena_printf(a, " (and %zu more gap%s)", n - 1, plural(n - 1)) : "";
		return arena_printf(a, "Not everything could be looked at: %s%s", problem && problem->value ? problem->value : "",
				    more);
	}
	const struct finding *f = deciding_finding(r, &n);
	const char *more = n > 1 ? arena_printf(a, " (and %zu more finding%s)", n - 1, plural(n - 1)) : "";
	return arena_printf(a, "%s%s", f ? f->message : "", more);
}
