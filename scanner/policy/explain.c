/* SPDX-License-Identifier: MIT */
#include "policy/explain.h"

#include "base/path.h"
#include "policy/parts.h"

#include <string.h>

static void put(struct reasons *out, struct arena *a, const struct reason *r)
{
	if (out->count == out->capacity) {
		size_t capacity = out->capacity ? 2 * out->capacity : 16;
		struct reason *grown = arena_array(a, capacity, sizeof *grown);
		if (out->count)
			memcpy(grown, out->at, out->count * sizeof *grown);
		out->at = grown;
		out->capacity = capacity;
	}
	out->at[out->count++] = *r;
}

/* --- a license -------------------------------------------------------------------------------------------------------------- */

/* As a finding of that number would be judged. */
static enum verdict weighed(const struct policy *p, enum finding_number number)
{
	enum severity severity = finding_table[number].severity;
	const struct position *at;
	return policy_weigh(p, (int)number, &severity, &at);
}

static enum verdict on_term(const struct policy *p, const struct term *t, struct arena *a, struct reasons *out)
{
	struct decision decisions[DECISIONS_MAX];
	const struct clause clause = {t->kind, &t->values, NULL};
	size_t n = policy_decide(p, &clause, a, decisions);
	enum verdict worst = VERDICT_PASS;
	for (size_t i = 0; i < n; i++) {
		enum verdict v = weighed(p, decisions[i].finding);
		put(out, a, &(struct reason){v, decisions[i].because, decisions[i].at, t->clause});
		worst = v > worst ? v : worst;
	}
	return worst;
}

static enum verdict on_lists(const struct policy *p, const struct license *l, struct arena *a, struct reasons *out)
{
	const struct mark *denied = &p->deny_licenses[l - p->catalog->licenses];
	bool allowed = !p->only_licenses.set || p->allow_licenses[l - p->catalog->licenses].set;
	if (denied->set)
		put(out, a,
		    &(struct reason){VERDICT_FAIL, "The policy denies this license.", policy_at(p, &denied->at, a), NULL});
	if (!allowed)
		put(out, a,
		    &(struct reason){VERDICT_FAIL, "The policy allows only other licenses.",
				     policy_at(p, &p->only_licenses.at, a), NULL});
	return denied->set || !allowed ? VERDICT_FAIL : VERDICT_PASS;
}

static enum verdict on_terms(const struct policy *p, const struct license *l, struct arena *a, struct reasons *out)
{
	enum verdict worst = VERDICT_PASS;
	for (uint32_t i = 0; i < l->n_terms; i++) {
		enum verdict v = on_term(p, &l->terms[i], a, out);
		worst = v > worst ? v : worst;
	}
	return worst;
}

enum verdict policy_on_license(const struct policy *p, const struct license *l, struct arena *a, struct reasons *out)
{
	enum verdict worst = on_lists(p, l, a, out), terms = on_terms(p, l, a, out);
	worst = terms > worst ? terms : worst;
	for (uint32_t i = 0; i < l->incorporates.count; i++) {
		const struct license *policy = catalog_license(p->catalog, l->incorporates.at[i]);
		terms = policy ? on_terms(p, policy, a, out) : VERDICT_PASS;
		worst = terms > worst ? terms : worst;
	}
	return worst;
}

/* --- a kind ----------------------------------------------------------------------------------------------------------------- */

static const char *then_word(const struct bearing *b)
{
	return b->then == BEARS_FORBIDS ? "fails" : b->then == BEARS_ASKS ? "needs a review" : "is a duty";
}

static const char *condition(const struct bearing *b, struct arena *a)
{
	const char *words = "";
	for (uint32_t i = 0; b->when && i < b->when_words.count; i++)
		words = arena_printf(a, "%s%s%s", words, i ? " or " : "", b->when_words.at[i]);
	return b->when	    ? arena_printf(a, "Where its %s is %s: ", b->when, words)
	       : b->with    ? arena_printf(a, "Where it has the value %s: ", b->with)
	       : b->without ? arena_printf(a, "Where it lacks the value %s: ", b->without)
			    : "";
}

static void on_bearing(const struct policy *p, const struct kind *k, const struct bearing *b, struct arena *a,
		       struct reasons *out)
{
	const struct use *use = b->use ? catalog_use(p->catalog, b->use) : NULL;
	const struct use_value *v = use ? &p->uses[use - p->catalog->uses] : NULL;
	const char *when = condition(b, a), *sentence;
	enum verdict verdict = VERDICT_REVIEW;
	if (v && v->said && b->limit) {
		sentence = arena_printf(a, "%sit %s where `%s: %s` is %s its %s.", when, then_word(b), use->id, v->text,
					b->outside		   ? "outside of"
					: use->form == USE_REGIONS ? "within"
								   : "above",
					b->limit);
	} else {
		const struct clause clause = {k, &(struct pairs){0}, NULL};
		struct touch t;
		use_touch(p, b, &clause, a, &t);
		bool untouched = t.outcome == OUTCOME_UNTOUCHED;
		verdict = untouched || b->then == BEARS_DUTY			       ? VERDICT_PASS
			  : t.outcome == OUTCOME_CONCERNED && b->then == BEARS_FORBIDS ? VERDICT_FAIL
										       : VERDICT_REVIEW;
		sentence = arena_printf(a, "%sit %s: %s.", when,
					untouched					   ? "leaves the use free"
					: b->then == BEARS_DUTY || verdict == VERDICT_FAIL ? then_word(b)
											   : "needs a review",
					t.because);
	}
	put(out, a, &(struct reason){verdict, sentence, v && v->said ? policy_at(p, &v->at, a) : NULL, NULL});
}

static void on_mark(const struct policy *p, const struct mark *m, enum verdict v, const char *sentence, struct arena *a,
		    struct reasons *out)
{
	if (m->set)
		put(out, a, &(struct reason){v, sentence, policy_at(p, &m->at, a), NULL});
}

void policy_on_kind(const struct policy *p, const struct kind *k, struct arena *a, struct reasons *out)
{
	size_t n = (size_t)(k - p->catalog->kinds);
	on_mark(p, &p->deny_kinds[n], VERDICT_FAIL, "it fails: `deny` names it.", a, out);
	if (!p->allow_kinds[n].set)
		on_mark(p, &p->only_kinds, VERDICT_FAIL, "it fails: `allow` names other kinds only.", a, out);
	on_mark(p, &p->review_kinds[n], VERDICT_REVIEW, "it needs a review: `review` names it.", a, out);
	on_mark(p, &p->required[n], VERDICT_REVIEW, "it needs a waiver that says how it is met: `require` names it.", a, out);
	for (uint32_t i = 0; i < k->n_bearings && p->has_use; i++)
		on_bearing(p, k, &k->bearings[i], a, out);
	if (!out->count)
		put(out, a, &(struct reason){VERDICT_PASS, "it is shown, and nothing more.", NULL, NULL});
}

/* --- the whole -------------------------------------------------------------------------------------------------------------- */

struct listing {
	const struct policy *policy;
	struct arena *arena;
	struct reasons *out;
};

static void list(struct listing *l, const struct mark *m, const char *what, const char *id)
{
	if (m->set)
		put(l->out, l->arena,
		    &(struct reason){VERDICT_PASS, arena_printf(l->arena, "%s%s", what, id),
				     policy_at(l->policy, &m->at, l->arena), NULL});
}

static void list_kinds(struct listing *l, const struct mark *marks, const char *what)
{
	for (uint32_t i = 0; i < l->policy->catalog->n_kinds; i++)
		list(l, &marks[i], what, l->policy->catalog->kinds[i].id);
}

static bool same_mark(const struct mark *a, const struct mark *b)
{
	return a->set && b->set && a->at.line == b->at.line && a->at.column == b->at.column;
}

/* A category or a family is one word of the policy and many licenses: they are counted. */
static void list_licenses(struct listing *l, const struct mark *marks)
{
	const struct catalog *c = l->policy->catalog;
	for (uint32_t i = 0; i < c->n_licenses; i++) {
		size_t before = 0, after = 0;
		for (uint32_t k = 0; k < c->n_licenses && marks[i].set; k++)
			*(k < i ? &before : &after) += k != i && same_mark(&marks[i], &marks[k]);
		if (!before)
			list(l, &marks[i], after ? arena_printf(l->arena, "%zu licenses, such as ", after + 1) : "the license ",
			     c->licenses[i].spdx);
	}
}

static void list_findings(struct listing *l, const struct mark *marks)
{
	for (int i = 0; i < N_FINDINGS; i++)
		list(l, &marks[i], "the finding ", finding_table[i].id);
}

static void list_threshold(struct listing *l, int from)
{
	if (from <= SEVERITY_ERROR)
		put(l->out, l->arena,
		    &(struct reason){.sentence = arena_printf(l->arena, "any finding of severity %s%s",
							      severity_name((enum severity)from),
							      from < SEVERITY_ERROR ? " or worse" : "")});
}

static void list_severities(struct listing *l)
{
	for (int i = 0; i < N_FINDINGS; i++) {
		const struct severity_set *s = &l->policy->severities[i];
		list(l, &(struct mark){s->set, s->at}, arena_printf(l->arena, "counts as %s: ", severity_name(s->to)),
		     finding_table[i].id);
	}
}

static void list_uses(struct listing *l, bool said)
{
	const struct policy *p = l->policy;
	for (uint32_t i = 0; i < p->catalog->n_uses; i++) {
		const struct use *u = &p->catalog->uses[i];
		if (said && p->uses[i].said)
			list(l, &(struct mark){true, p->uses[i].at}, arena_printf(l->arena, "%s: ", u->id), p->uses[i].text);
		else if (!said && p->has_use && !p->uses[i].said)
			put(l->out, l->arena, &(struct reason){.sentence = arena_printf(l->arena, "%s: %s", u->id, u->asks)});
	}
}

static const char *waiver_words(const struct waiver_rule *w, struct arena *a)
{
	const char *finding = w->finding >= 0 ? finding_table[w->finding].id : "every finding";
	const char *kind = w->kind ? arena_printf(a, " about %s", w->kind->id) : "";
	const char *path = w->path ? arena_printf(a, ", %s", w->path) : "";
	const char *hex = "";
	if (w->has_sha256) {
		char digits[DIGEST_HEX];
		digest_hex(w->sha256, digits);
		hex = arena_printf(a, ", SHA-256 %.12s…", digits);
	}
	return arena_printf(a, "%s%s%s%s, until %s by %s: %s", finding, kind, path, hex, w->shown.expires, w->shown.approver,
			    w->shown.reason);
}

static void list_waivers(struct listing *l, bool expired)
{
	for (size_t i = 0; i < l->policy->n_waivers; i++) {
		const struct waiver_rule *w = &l->policy->waivers[i];
		if (w->expired == expired)
			list(l, &(struct mark){true, w->at}, "", waiver_words(w, l->arena));
	}
}

void policy_effects(const struct policy *p, enum effect which, struct arena *a, struct reasons *out)
{
	struct listing l = {p, a, out};
	switch (which) {
	case EFFECT_USE:
	case EFFECT_UNSAID:
		list_uses(&l, which == EFFECT_USE);
		break;
	case EFFECT_FAILS:
		list_kinds(&l, p->deny_kinds, "restrictions of the kind ");
		list_licenses(&l, p->deny_licenses);
		list_findings(&l, p->deny_findings);
		list(&l, &p->only_licenses, "every license that `allow` does not name", "");
		list(&l, &p->only_kinds, "every kind of restriction that `allow` does not name", "");
		list_threshold(&l, p->fail_from);
		break;
	case EFFECT_REVIEW:
		list_kinds(&l, p->review_kinds, "restrictions of the kind ");
		list_kinds(&l, p->required, "the duty ");
		list_findings(&l, p->review_findings);
		list_threshold(&l, p->review_from);
		list_severities(&l);
		break;
	case EFFECT_FREE:
		list_licenses(&l, p->allow_licenses);
		list_kinds(&l, p->allow_kinds, "restrictions of the kind ");
		list_findings(&l, p->ignore_findings);
		break;
	case EFFECT_WAIVED:
	case EFFECT_EXPIRED:
		list_waivers(&l, which == EFFECT_EXPIRED);
		break;
	case N_EFFECTS:
		break;
	}
}

/* Paths of waivers begin where a scan does, which may be any of the folders that the path names. */
static bool lies_in_some_scan(const char *path, const char *pattern)
{
	bool lies = path_fits(path, pattern);
	for (const char *slash = strchr(path, '/'); slash && !lies; slash = strchr(slash + 1, '/'))
		lies = path_fits(slash + 1, pattern);
	return lies;
}

void policy_waivers_of(const struct policy *p, const char *path, const uint8_t *sha256, struct arena *a, struct reasons *out)
{
	for (size_t i = 0; i < p->n_waivers; i++) {
		const struct waiver_rule *w = &p->waivers[i];
		bool here = !w->path || lies_in_some_scan(path, w->path);
		bool same = !w->has_sha256 || (sha256 && !memcmp(w->sha256, sha256, DIGEST_BYTES));
		if (!(w->path ? here : same))
			continue;
		const char *state = !same ? "It is for other bytes and waives nothing: " : w->expired ? "It has expired: " : "";
		put(out, a,
		    &(struct reason){*state ? VERDICT_REVIEW : VERDICT_PASS, arena_printf(a, "%s%s", state, waiver_words(w, a)),
				     w->shown.at, NULL});
	}
}

const char *policy_use(const struct policy *p, const struct use *u)
{
	const struct use_value *v = &p->uses[u - p->catalog->uses];
	return v->said ? v->text : NULL;
}
