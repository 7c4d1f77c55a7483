/* SPDX-License-Identifier: MIT */
/* decide: what a policy says of one restriction, whether a text or a record has it. */
#include "policy/parts.h"

#include <string.h>

bool kind_is_duty(const struct kind *k)
{
	for (uint32_t i = 0; i < k->n_bearings; i++)
		if (k->bearings[i].then == BEARS_DUTY)
			return true;
	return false;
}

struct deciding {
	const struct policy *policy;
	const struct clause *clause;
	const char *what; /* "usage-cap (Free use is capped: limit 5)" */
	struct arena *arena;
	struct decision *out;
	size_t count;
};

static const char *describe(const struct clause *c, struct arena *a)
{
	const char *values = "";
	for (uint32_t i = 0; i < c->values->count; i++)
		values = arena_printf(a, "%s%s %s %s", values, i ? "," : ":", c->values->at[i].key, c->values->at[i].value);
	return arena_printf(a, "%s (%s%s)", c->kind->id, c->kind->title, values);
}

static void put(struct deciding *d, enum finding_number finding, enum verdict verdict, const struct position *at,
		const char *because)
{
	const char *where = at ? policy_at(d->policy, at, d->arena) : NULL;
	d->out[d->count++] = (struct decision){finding, verdict, because, where};
}

/* A list of the policy says it: every clause of the kind is meant, whatever its values. */
static void put_listed(struct deciding *d, enum finding_number finding, enum verdict verdict, const struct mark *m,
		       const char *verb)
{
	const struct kind *k = d->clause->kind;
	put(d, finding, verdict, &m->at,
	    arena_printf(d->arena, "The policy \"%s\" (%s) %s restrictions of the kind %s (%s).", d->policy->name,
			 policy_at(d->policy, &m->at, d->arena), verb, k->id, k->title));
}

/* --- the use ---------------------------------------------------------------------------------------------------------------- */

static enum verdict verdict_of(const struct bearing *b, const struct touch *t)
{
	if (t->outcome == OUTCOME_UNTOUCHED)
		return VERDICT_PASS;
	return t->outcome == OUTCOME_CONCERNED && b->then == BEARS_FORBIDS ? VERDICT_FAIL : VERDICT_REVIEW;
}

static void put_use(struct deciding *d, enum verdict verdict, const struct touch *t)
{
	static const char *const results[] = {
		[VERDICT_PASS] = "leaves free", [VERDICT_REVIEW] = "may forbid", [VERDICT_FAIL] = "forbids"};
	enum finding_number finding = verdict == VERDICT_FAIL	  ? FINDING_USE_FORBIDDEN
				      : verdict == VERDICT_REVIEW ? FINDING_USE_UNCLEAR
								  : FINDING_USE_NOT_LIMITED;
	put(d, finding, verdict, t->at,
	    arena_printf(d->arena, "%s %s what the policy \"%s\" says of the use: %s.", d->what, results[verdict],
			 d->policy->name, t->because));
}

/* The worst of all lines that fit; the first of those that are alike. Duties are no matter of use. */
static void decide_use(struct deciding *d)
{
	const struct kind *k = d->clause->kind;
	struct touch worst = {0};
	enum verdict verdict = VERDICT_PASS;
	bool any = false, asked = false;
	for (uint32_t i = 0; i < k->n_bearings; i++) {
		const struct bearing *b = &k->bearings[i];
		asked |= b->then != BEARS_DUTY;
		if (b->then == BEARS_DUTY || !bearing_fits(b, d->clause))
			continue;
		struct touch t;
		use_touch(d->policy, b, d->clause, d->arena, &t);
		if (!any || verdict_of(b, &t) > verdict) {
			verdict = verdict_of(b, &t);
			worst = t;
		}
		any = true;
	}
	if (any)
		put_use(d, verdict, &worst);
	else if (asked)
		put_use(d, VERDICT_REVIEW, &(struct touch){.because = "the clause does not say in what it counts"});
}

/* --- duties ----------------------------------------------------------------------------------------------------------------- */

/* A duty applies unless the policy says that one does not do what it goes with. */
static void decide_duty(struct deciding *d, const struct mark *required)
{
	const struct kind *k = d->clause->kind;
	for (uint32_t i = 0; i < k->n_bearings; i++) {
		struct touch t;
		if (k->bearings[i].then != BEARS_DUTY || !bearing_fits(&k->bearings[i], d->clause))
			continue;
		use_touch(d->policy, &k->bearings[i], d->clause, d->arena, &t);
		if (t.outcome == OUTCOME_UNTOUCHED)
			continue;
		put(d, FINDING_DUTY_REQUIRED, VERDICT_REVIEW, &required->at,
		    arena_printf(d->arena, "The policy \"%s\" (%s) wants to see that the duty %s is met: %s.", d->policy->name,
				 policy_at(d->policy, &required->at, d->arena), d->what, t.because));
		return;
	}
}

size_t policy_decide(const struct policy *p, const struct clause *c, struct arena *a, struct decision out[DECISIONS_MAX])
{
	const struct kind *kind = catalog_own_kind(p->catalog, c->kind);
	if (!kind)
		return 0;
	const struct clause own = {kind, c->values, c->text};
	struct deciding d = {p, &own, describe(&own, a), a, out, 0};
	size_t n = (size_t)(kind - p->catalog->kinds);
	if (p->deny_kinds[n].set)
		put_listed(&d, FINDING_DENIED_KIND, VERDICT_FAIL, &p->deny_kinds[n], "denies");
	else if (p->only_kinds.set && !p->allow_kinds[n].set)
		put_listed(&d, FINDING_DENIED_KIND, VERDICT_FAIL, &p->only_kinds, "allows only other kinds, and no");
	if (p->review_kinds[n].set)
		put_listed(&d, FINDING_KIND_NEEDS_REVIEW, VERDICT_REVIEW, &p->review_kinds[n], "asks for a review of");
	if (p->has_use)
		decide_use(&d);
	if (p->required[n].set)
		decide_duty(&d, &p->required[n]);
	return d.count;
}
