/* SPDX-License-Identifier: MIT */
/* judge: applies a policy to artifacts: its own findings, waivers, verdicts. */
#include "findings/expression.h"
#include "policy/parts.h"

#include <string.h>

enum { HITS_SHOWN = 8, CLAUSES_SHOWN = 3, GROUPS_OF_A_KIND = 32 };

struct group { /* clauses of which the policy says the same */
	const struct kind *kind;
	struct decision decision;
	const struct waiver_rule *waiver;
	const struct fact *hits[HITS_SHOWN];
	size_t n_hits, all;
	struct group *next; /* of the same kind, the latest first */
};

struct judging { /* one artifact under a policy */
	const struct policy *policy;
	const struct evidence *evidence;
	struct artifact *artifact;
	struct arena *arena;
	const bool *has_file; /* for each waiver: is it bound to bytes at a path, and is there a file with them? */
	bool *left;	      /* for each license of the catalog: it need not be chosen; NULL where there is no choice */
};

static struct clause clause_of(const struct restriction *r)
{
	return (struct clause){r->kind, &r->values, r->text};
}

/* --- licenses --------------------------------------------------------------------------------------------------------------- */

static bool license_denied(const struct policy *p, const struct license *l)
{
	return l && p->deny_licenses[l - p->catalog->licenses].set;
}

static bool license_allowed(const struct policy *p, const struct expression *x)
{
	bool plain = x->license && !x->edited && (!x->exception || x->addition); /* else nobody knows what it says */
	return !p->only_licenses.set || (plain && p->allow_licenses[x->license - p->catalog->licenses].set);
}

/* Does the policy say no to a restriction of the license? */
static bool restriction_denied(const struct judging *j, const struct license *l)
{
	for (size_t i = 0; i < j->artifact->n_restrictions; i++) {
		const struct restriction *r = j->artifact->restrictions[i]->detail;
		struct decision decisions[DECISIONS_MAX];
		if (r->license != l)
			continue;
		ARENA_AUTO struct arena scratch;
		arena_init(&scratch);
		const struct clause clause = clause_of(r);
		size_t n = policy_decide(j->policy, &clause, &scratch, decisions);
		for (size_t k = 0; k < n; k++)
			if (decisions[k].verdict == VERDICT_FAIL)
				return true;
	}
	return false;
}

static bool acceptable(const void *ctx, const struct expression *x)
{
	const struct judging *j = ctx;
	return license_allowed(j->policy, x) && !license_denied(j->policy, x->license) &&
	       !(x->license && restriction_denied(j, x->license));
}

static bool is_named(const struct expression *x, const struct license *l)
{
	return x && expression_names(x, l);
}

/* Is the license one that need not be chosen, because the publisher offers another that is acceptable? */
static bool may_be_left(const struct judging *j, const struct license *l)
{
	return l && j->left && j->left[l - j->policy->catalog->licenses];
}

static void leave(void *ctx, const struct expression *x)
{
	const struct judging *j = ctx;
	if (x->license && !acceptable(j, x))
		j->left[x->license - j->policy->catalog->licenses] = true;
}

/* Where one side of a choice is acceptable, the licenses that are not need not be chosen. */
static void choose(struct judging *j)
{
	const struct expression *x = j->artifact->expression;
	if (!x || !expression_has_choice(x) || !expression_accepted(x, acceptable, j))
		return;
	j->left = arena_array(j->arena, j->policy->catalog->n_licenses, sizeof *j->left);
	expression_each(x, leave, j);
}

/* A restriction that comes from that license as the one of a base model; or NULL. */
static const struct fact *inherited_from(const struct artifact *a, const struct license *l)
{
	for (size_t i = 0; i < a->n_restrictions; i++) {
		const struct restriction *r = a->restrictions[i]->detail;
		if (r->parent && r->license == l)
			return a->restrictions[i];
	}
	return NULL;
}

/* Facts that show the license: texts first, then claims, then what tells of the base model that is under it. */
static size_t showing(const struct judging *j, const struct license *l, const struct fact **out, size_t size)
{
	size_t n = 0;
	for (size_t i = 0; i < j->artifact->n_matches && n < size; i++) {
		const struct match *m = j->artifact->matches[i]->detail;
		if (m->license == l && m->state != MATCH_MENTION)
			out[n++] = j->artifact->matches[i];
	}
	for (size_t i = 0; i < j->artifact->n_declared && n < size; i++)
		if (is_named(j->artifact->declared[i].expression, l))
			out[n++] = j->artifact->declared[i].fact;
	const struct fact *inherited = n < size ? inherited_from(j->artifact, l) : NULL;
	if (inherited)
		out[n++] = inherited;
	return n;
}

/* Of the finding that was added last. */
static void decided_by(const struct judging *j, const char *at)
{
	j->artifact->findings[j->artifact->n_findings - 1].decided_by = at;
}

static void judge_denied_licenses(struct judging *j)
{
	const struct catalog *c = j->policy->catalog;
	for (uint32_t i = 0; i < c->n_licenses; i++) {
		const struct license *l = &c->licenses[i];
		const struct fact *facts[HITS_SHOWN];
		if (!license_denied(j->policy, l) || may_be_left(j, l))
			continue;
		size_t n = showing(j, l, facts, HITS_SHOWN);
		if (!n && !is_named(j->artifact->expression, l))
			continue;
		const char *at = policy_at(j->policy, &j->policy->deny_licenses[i].at, j->arena);
		finding_add(j->artifact, j->arena, FINDING_DENIED_LICENSE, facts, n,
			    "The policy \"%s\" (%s) denies %s (%s), which applies here.", j->policy->name, at, l->spdx, l->name);
		decided_by(j, at);
	}
}

static bool is_allowed(const void *ctx, const struct expression *x)
{
	return license_allowed(((const struct judging *)ctx)->policy, x);
}

static void judge_allowed_licenses(struct judging *j)
{
	const struct artifact *a = j->artifact;
	const struct policy *p = j->policy;
	if (!p->only_licenses.set || (a->expression && expression_accepted(a->expression, is_allowed, j)))
		return;
	const char *at = policy_at(p, &p->only_licenses.at, j->arena);
	if (a->concluded)
		finding_add(j->artifact, j->arena, FINDING_LICENSE_NOT_ALLOWED, NULL, 0,
			    "The policy \"%s\" (%s) does not allow %s.", p->name, at, a->concluded);
	else
		finding_add(j->artifact, j->arena, FINDING_LICENSE_NOT_ALLOWED, NULL, 0,
			    "The policy \"%s\" (%s) allows only named licenses, and which one applies could not be concluded.",
			    p->name, at);
	decided_by(j, at);
}

/* --- restrictions ----------------------------------------------------------------------------------------------------------- */

static bool alike(const struct group *g, const struct decision *d, const struct waiver_rule *w)
{
	return g->decision.finding == d->finding && g->waiver == w && !strcmp(g->decision.because, d->because);
}

/* Hostile texts have any number of clauses that differ a little: above a bound they are counted with another one. */
static struct group *group_for(struct judging *j, struct group **first, const struct kind *kind, const struct decision *d,
			       const struct waiver_rule *w)
{
	size_t n = 0;
	for (struct group *g = *first; g; g = g->next, n++)
		if (alike(g, d, w) || (n >= GROUPS_OF_A_KIND && g->decision.finding == d->finding && g->waiver == w))
			return g;
	struct group *fresh = ARENA_NEW(j->arena, struct group);
	*fresh = (struct group){.kind = kind, .decision = *d, .waiver = w, .next = *first};
	fresh->decision.because = arena_strdup(j->arena, d->because);
	fresh->decision.at = arena_strdup(j->arena, d->at);
	*first = fresh;
	return fresh;
}

static const struct waiver_rule *waiver_for(struct judging *j, int finding, const struct kind *kind, const struct fact *place);

/* Was the duty of the clause looked at, and told from what is here? Then nobody need say how it is met. */
static bool duty_told(const struct artifact *a, const struct restriction *r)
{
	bool told = false;
	for (size_t i = 0; i < a->n_duties; i++) {
		if (strcmp(a->duties[i].kind->id, r->kind->id) != 0 || a->duties[i].license != r->license)
			continue;
		if (a->duties[i].outcome == DUTY_CANNOT_TELL)
			return false;
		told = true;
	}
	return told;
}

/* There may be very many restrictions: what is said of each lives in an arena of its own, until a group keeps it. */
static void judge_restriction(struct judging *j, struct group **groups, const struct fact *f)
{
	ARENA_AUTO struct arena scratch;
	arena_init(&scratch);
	const struct restriction *r = f->detail;
	const struct clause clause = clause_of(r);
	const struct kind *kind = catalog_own_kind(j->policy->catalog, r->kind);
	struct decision decisions[DECISIONS_MAX];
	size_t n = policy_decide(j->policy, &clause, &scratch, decisions);
	for (size_t i = 0; i < n; i++) {
		const struct decision *d = &decisions[i];
		if (d->finding == FINDING_DUTY_REQUIRED && duty_told(j->artifact, r))
			continue;
		const struct waiver_rule *w = d->verdict == VERDICT_PASS ? NULL : waiver_for(j, (int)d->finding, kind, f);
		struct group *g = group_for(j, &groups[kind - j->policy->catalog->kinds], kind, d, w);
		g->all++;
		if (g->n_hits < HITS_SHOWN)
			g->hits[g->n_hits++] = f;
	}
}

/* "section 2.2 of LICENSE-1, section 3" … */
static const char *clauses_of(const struct group *g, struct arena *a)
{
	const char *list = "";
	size_t n = 0;
	for (size_t i = 0; i < g->n_hits && n < CLAUSES_SHOWN; i++) {
		const struct restriction *r = g->hits[i]->detail;
		const char *of = r->license ? r->license->spdx : g->hits[i]->at.entry;
		const char *one = r->clause ? arena_printf(a, "section %s of %s", r->clause, of) : of;
		if (!strstr(list, one)) {
			list = arena_printf(a, "%s%s%s", list, n ? ", " : "", one);
			n++;
		}
	}
	return list;
}

static void add_group(struct judging *j, const struct group *g)
{
	finding_add(j->artifact, j->arena, g->decision.finding, g->hits, g->n_hits, "%s %zu such clause%s (%s).",
		    g->decision.because, g->all, g->all == 1 ? " is here" : "s are here", clauses_of(g, j->arena));
	decided_by(j, g->decision.at);
	if (g->waiver)
		j->artifact->findings[j->artifact->n_findings - 1].waiver = &g->waiver->shown;
}

static void judge_restrictions(struct judging *j)
{
	uint32_t n = j->policy->catalog->n_kinds;
	struct group **groups = arena_array(j->arena, n, sizeof(struct group *));
	for (size_t i = 0; i < j->artifact->n_restrictions; i++) {
		const struct restriction *r = j->artifact->restrictions[i]->detail;
		if (!may_be_left(j, r->license))
			judge_restriction(j, groups, j->artifact->restrictions[i]);
	}
	for (uint32_t k = 0; k < n; k++)
		for (const struct group *g = groups[k]; g; g = g->next)
			add_group(j, g);
}

/* --- duties ----------------------------------------------------------------------------------------------------------------- */

/* Of a duty that the policy requires: that it is not met is an error; that it cannot be told must be looked at. */
static void judge_duty(struct judging *j, const struct duty *duty)
{
	static const struct pairs none = {0};
	const struct clause clause = {duty->kind, &none, NULL};
	struct decision decisions[DECISIONS_MAX];
	size_t n = duty->outcome == DUTY_PASS ? 0 : policy_decide(j->policy, &clause, j->arena, decisions);
	for (size_t i = 0; i < n; i++) {
		const struct decision *d = &decisions[i];
		if (d->finding != FINDING_DUTY_REQUIRED)
			continue;
		if (duty->finding) {
			j->artifact->findings[duty->finding - 1].severity = SEVERITY_ERROR;
			j->artifact->findings[duty->finding - 1].decided_by = d->at;
		} else if (duty->of && duty->outcome == DUTY_CANNOT_TELL && !inherited_from(j->artifact, duty->license)) {
			finding_add(j->artifact, j->arena, d->finding, &duty->demand, duty->demand != NULL,
				    "%s The license of %s: %s", d->because, duty->of, duty->how);
			decided_by(j, d->at);
		}
	}
}

/* --- waivers ---------------------------------------------------------------------------------------------------------------- */

static bool said_before(const struct judging *j, const char *message)
{
	for (size_t i = 0; i < j->artifact->n_findings; i++)
		if (!strcmp(j->artifact->findings[i].message, message))
			return true;
	return false;
}

/* A waiver that would hold but for the day or the bytes is said once for a model. */
static void tell(struct judging *j, enum finding_number number, const struct waiver_rule *w, const char *why, const char *what,
		 const struct fact *place)
{
	ARENA_AUTO struct arena scratch;
	arena_init(&scratch);
	const char *of = w->finding >= 0 ? finding_table[w->finding].id : w->kind->id;
	const char *message = arena_printf(&scratch, "%s: the waiver of %s by %s %s %s, and waives nothing any more.",
					   w->shown.at, of, w->shown.approver, why, what);
	if (said_before(j, message))
		return;
	finding_add(j->artifact, j->arena, number, &place, place != NULL, "%s", message);
	decided_by(j, w->shown.at);
}

static const struct waiver_rule *waiver_for(struct judging *j, int finding, const struct kind *kind, const struct fact *place)
{
	struct cover cover;
	waivers_cover(j->policy, j->artifact, j->evidence, finding, kind, place, &cover);
	if (cover.holds)
		return cover.holds;
	if (cover.expired)
		tell(j, FINDING_WAIVER_EXPIRED, cover.expired, "ended on", cover.expired->shown.expires, place);
	if (cover.changed && !j->has_file[cover.changed - j->policy->waivers])
		tell(j, FINDING_WAIVER_OF_CHANGED_FILE, cover.changed, "is for other bytes than those of", cover.changed->path,
		     place);
	return NULL;
}

/* The kind of the duty that the finding says is not met; NULL. */
static const struct kind *kind_of_duty(const struct artifact *a, size_t number)
{
	for (size_t i = 0; i < a->n_duties; i++)
		if (a->duties[i].finding == number + 1)
			return a->duties[i].kind;
	return NULL;
}

/* Of a finding that the policy does not make of clauses: every place that it rests on must be covered. */
static void waive(struct judging *j, size_t number)
{
	const struct kind *kind = kind_of_duty(j->artifact, number);
	struct finding f = j->artifact->findings[number];
	int id = finding_number(f.id);
	const struct waiver_rule *w = NULL;
	if (!j->policy->n_waivers || f.waiver || id == FINDING_NO_LICENSE_EVIDENCE)
		return;
	if (!f.n_evidence)
		w = waiver_for(j, id, kind, NULL);
	for (size_t i = 0; i < f.n_evidence; i++) {
		const struct waiver_rule *one = waiver_for(j, id, kind, f.evidence[i]);
		if (!one)
			return;
		w = w ? w : one;
	}
	j->artifact->findings[number].waiver = w ? &w->shown : NULL; /* the array may have moved */
}

/* --- verdicts --------------------------------------------------------------------------------------------------------------- */

bool finding_denies(int number)
{
	return number == FINDING_DENIED_KIND || number == FINDING_DENIED_LICENSE || number == FINDING_LICENSE_NOT_ALLOWED ||
	       number == FINDING_USE_FORBIDDEN;
}

/* Is it about which license holds, where none was concluded? Then nothing makes a pass of it but a waiver. */
static bool leaves_no_license(const struct artifact *a, int number)
{
	return number == FINDING_NO_LICENSE_EVIDENCE || (!a->concluded && finding_table[number].severity > SEVERITY_NOTE);
}

enum verdict policy_weigh(const struct policy *p, int number, enum severity *severity, const struct position **at)
{
	const struct severity_set *set = &p->severities[number];
	*severity = set->set ? set->to : *severity;
	*at = NULL;
	if (finding_denies(number))
		return VERDICT_FAIL;
	if (p->deny_findings[number].set) {
		*severity = SEVERITY_ERROR;
		*at = &p->deny_findings[number].at;
		return VERDICT_FAIL;
	}
	if (p->ignore_findings[number].set) {
		*severity = SEVERITY_NOTE;
		*at = &p->ignore_findings[number].at;
		return VERDICT_PASS;
	}
	bool fails = (int)*severity >= p->fail_from;
	bool listed = p->review_findings[number].set && !fails;
	*at = listed ? &p->review_findings[number].at : set->set ? &set->at : NULL;
	return fails ? VERDICT_FAIL : listed || (int)*severity >= p->review_from ? VERDICT_REVIEW : VERDICT_PASS;
}

static void judge_finding(const struct judging *j, struct finding *f)
{
	int number = finding_number(f->id);
	const struct position *at;
	f->verdict = policy_weigh(j->policy, number, &f->severity, &at);
	f->decided_by = at ? policy_at(j->policy, at, j->arena) : f->decided_by;
	if (f->waiver)
		f->verdict = VERDICT_PASS;
	else if (f->verdict == VERDICT_PASS && leaves_no_license(j->artifact, number))
		f->verdict = VERDICT_REVIEW;
}

static void judge(struct judging *j)
{
	struct artifact *a = j->artifact;
	choose(j);
	judge_denied_licenses(j);
	judge_allowed_licenses(j);
	for (size_t i = 0, n = a->n_findings; i < n; i++) /* those about kinds are waived clause by clause */
		waive(j, i);
	judge_restrictions(j);
	for (size_t i = 0; i < a->n_duties; i++)
		judge_duty(j, &a->duties[i]);
	for (size_t i = 0; i < a->n_findings; i++)
		judge_finding(j, &a->findings[i]);
}

/* The verdict of each artifact from its findings and gaps; the worst one of all. */
static enum verdict settle(struct artifacts *as, const struct evidence *ev)
{
	enum verdict worst = VERDICT_PASS;
	for (size_t i = 0; i < ev->count && worst == VERDICT_PASS; i++)
		if (ev->facts[i].kind == FACT_PROBLEM)
			worst = VERDICT_INCOMPLETE;
	for (size_t i = 0; i < as->count; i++) {
		struct artifact *a = &as->at[i];
		a->verdict = a->n_problems ? VERDICT_INCOMPLETE : VERDICT_PASS;
		for (size_t k = 0; k < a->n_findings; k++)
			if (a->findings[k].verdict > a->verdict)
				a->verdict = a->findings[k].verdict;
		if (a->verdict > worst)
			worst = a->verdict;
	}
	return worst;
}

struct bench { /* before which all artifacts come */
	const struct policy *policy;
	const struct evidence *evidence;
	struct artifacts *artifacts;
	bool *has_file; /* of struct judging */
};

static void judge_one(void *ctx, size_t number)
{
	const struct bench *b = ctx;
	struct artifact *a = &b->artifacts->at[number];
	judge(&(struct judging){
		.policy = b->policy, .evidence = b->evidence, .artifact = a, .arena = a->arena, .has_file = b->has_file});
}

enum verdict policy_apply(const struct policy *p, struct artifacts *as, const struct evidence *ev)
{
	struct bench b = {p, ev, as, arena_array(&as->arena, p->n_waivers, sizeof *b.has_file)};
	for (size_t i = 0; i < p->n_waivers; i++)
		b.has_file[i] = p->waivers[i].path && p->waivers[i].has_sha256 && waiver_has_its_file(&p->waivers[i], ev);
	artifacts_each(as, judge_one, &b);
	return settle(as, ev);
}

static void forgive(const struct artifact *a, struct finding *f)
{
	enum verdict best = leaves_no_license(a, finding_number(f->id)) ? VERDICT_REVIEW : VERDICT_PASS;
	if (f->novelty == NOVELTY_SAME && f->verdict > best && !f->waiver)
		f->verdict = best;
}

enum verdict policy_forgive_known(struct artifacts *as, const struct evidence *ev)
{
	for (size_t i = 0; i < as->count; i++)
		for (size_t k = 0; k < as->at[i].n_findings; k++)
			forgive(&as->at[i], &as->at[i].findings[k]);
	return settle(as, ev);
}
