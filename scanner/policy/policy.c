/* SPDX-License-Identifier: MIT */
#include "policy/policy.h"

#include "catalog/fields.h"
#include "catalog/load.h"
#include "findings/expression.h"
#include "findings/finding.h"

#include <string.h>
#include <unistd.h>

enum { POLICY_BYTES = 1 << 20 };

struct policy {
	const struct catalog *catalog;
	const char *name, *description;
	/* One flag for each kind, license and finding of the catalog and the table. */
	bool *deny_kinds, *review_kinds;
	bool *deny_licenses, *allow_licenses;
	bool allows; /* there is an `allow`: all else is denied */
	bool deny_findings[N_FINDINGS], review_findings[N_FINDINGS], ignore_findings[N_FINDINGS];
};

/* --- loading --------------------------------------------------------------------------------------------------------------- */

struct policy_load { /* load first: field readers get a pointer to it */
	struct load load;
	const struct catalog *catalog;
};

static const struct catalog *catalog_of(const struct load *l)
{
	return ((const struct policy_load *)l)->catalog;
}

static int each_text(const struct load *l, const struct yaml *node, void *target, struct err *e,
		     int (*one)(const struct load *, const struct yaml *, void *, struct err *))
{
	struct strings checked;
	if (field_strings(l, node, &checked, e) < 0)
		return -1;
	if (node->type == YAML_SCALAR)
		return one(l, node, target, e);
	for (size_t i = 0; i < node->count; i++)
		if (one(l, node->items[i], target, e) < 0)
			return -1;
	return 0;
}

static int mark_kind(const struct load *l, const struct yaml *node, void *target, struct err *e)
{
	const struct kind *kind;
	if (field_kind(l, node, &kind, e) < 0)
		return -1;
	(*(bool **)target)[kind - l->kinds] = true;
	return 0;
}

/* Whoever names a family means every license of it. */
static void mark_with_members(const struct catalog *c, const struct license *l, bool *marks)
{
	marks[l - c->licenses] = true;
	for (uint32_t i = 0; i < l->members.count; i++)
		marks[catalog_license(c, l->members.at[i]) - c->licenses] = true;
}

static int mark_license(const struct load *l, const struct yaml *node, void *target, struct err *e)
{
	const struct catalog *c = catalog_of(l);
	const struct license *found = catalog_license(c, node->text);
	found = found ? found : catalog_alias(c, node->text);
	if (!found)
		return load_fail(l, node, e, "there is no license '%s' in the catalog", node->text);
	mark_with_members(c, found, *(bool **)target);
	return 0;
}

static int mark_category(const struct load *l, const struct yaml *node, void *target, struct err *e)
{
	const struct catalog *c = catalog_of(l);
	bool any = false;
	for (uint32_t i = 0; i < c->n_licenses; i++)
		if (c->licenses[i].category && !strcmp(c->licenses[i].category, node->text)) {
			(*(bool **)target)[i] = true;
			any = true;
		}
	return any ? 0 : load_fail(l, node, e, "no license of the catalog is of the category '%s'", node->text);
}

static int mark_finding(const struct load *l, const struct yaml *node, void *target, struct err *e)
{
	int number = finding_number(node->text);
	if (number < 0)
		return load_fail(l, node, e, "there is no finding '%s'", node->text);
	((bool *)target)[number] = true;
	return 0;
}

static int field_kinds(const struct load *l, const struct yaml *node, void *target, struct err *e)
{
	return each_text(l, node, target, e, mark_kind);
}

static int field_licenses(const struct load *l, const struct yaml *node, void *target, struct err *e)
{
	return each_text(l, node, target, e, mark_license);
}

static int field_categories(const struct load *l, const struct yaml *node, void *target, struct err *e)
{
	return each_text(l, node, target, e, mark_category);
}

static int field_findings(const struct load *l, const struct yaml *node, void *target, struct err *e)
{
	return each_text(l, node, target, e, mark_finding);
}

/* The four lists fill the policy itself, so that their offsets count from its beginning. */
static int field_deny(const struct load *l, const struct yaml *node, void *target, struct err *e)
{
	static const struct field table[] = {
		{"kinds", field_kinds, offsetof(struct policy, deny_kinds), false},
		{"licenses", field_licenses, offsetof(struct policy, deny_licenses), false},
		{"categories", field_categories, offsetof(struct policy, deny_licenses), false},
		{"findings", field_findings, offsetof(struct policy, deny_findings), false},
		{0},
	};
	return fields_read(l, node, table, target, e);
}

static int field_allow(const struct load *l, const struct yaml *node, void *target, struct err *e)
{
	static const struct field table[] = {
		{"licenses", field_licenses, offsetof(struct policy, allow_licenses), false},
		{"categories", field_categories, offsetof(struct policy, allow_licenses), false},
		{0},
	};
	((struct policy *)target)->allows = true;
	return fields_read(l, node, table, target, e);
}

static int field_review(const struct load *l, const struct yaml *node, void *target, struct err *e)
{
	static const struct field table[] = {
		{"kinds", field_kinds, offsetof(struct policy, review_kinds), false},
		{"findings", field_findings, offsetof(struct policy, review_findings), false},
		{0},
	};
	return fields_read(l, node, table, target, e);
}

static int field_ignore(const struct load *l, const struct yaml *node, void *target, struct err *e)
{
	static const struct field table[] = {
		{"findings", field_findings, offsetof(struct policy, ignore_findings), false},
		{0},
	};
	return fields_read(l, node, table, target, e);
}

static int read_policy(struct policy *p, const struct policy_load *l, const char *bytes, size_t len, struct err *e)
{
	static const struct field table[] = {
		{"name", field_string, offsetof(struct policy, name), false},
		{"description", field_string, offsetof(struct policy, description), false},
		{"deny", field_deny, 0, false},
		{"allow", field_allow, 0, false},
		{"review", field_review, 0, false},
		{"ignore", field_ignore, 0, false},
		{0},
	};
	const struct yaml *root;
	if (yaml_parse(bytes, len, l->load.arena, &root, e) < 0) {
		err_prefix(e, "%s", l->load.path);
		if (e)
			e->code = ERR_DATA;
		return -1;
	}
	return root ? fields_read(&l->load, root, table, p, e) : 0;
}

static bool is_bare_name(const char *path)
{
	return !strchr(path, '/') && !strchr(path, '.');
}

static const struct data_file *find_own(const struct catalog *c, const char *name)
{
	for (uint32_t i = 0; i < c->n_policies; i++) {
		const char *slash = strrchr(c->policies[i].path, '/');
		const char *base = slash ? slash + 1 : c->policies[i].path;
		size_t n = strlen(name);
		if (!strncmp(base, name, n) && !strcmp(base + n, ".yaml"))
			return &c->policies[i];
	}
	return NULL;
}

/* The policy's file: on disk, else the catalog's own of that name. A catalog without a default policy has an empty one. */
static int find_file(const struct catalog *c, const char *path, struct arena *a, struct data_file *out, struct err *e)
{
	*out = (struct data_file){.path = path, .bytes = ""};
	if (path && access(path, F_OK) == 0) {
		if (file_read(path, POLICY_BYTES, a, &out->bytes, &out->len, e) < 0)
			return -1;
		return 0;
	}
	const struct data_file *own = !path ? find_own(c, "default") : is_bare_name(path) ? find_own(c, path) : NULL;
	if (own)
		*out = *own;
	else if (path)
		return err_set(e, ERR_USAGE, "there is no policy file %s, and no policy of that name in the catalog", path);
	return 0;
}

/* --fail-on: each word is a kind, a finding or a license. */
static int add_fail_on(struct policy *p, const char *word, struct err *e)
{
	const struct kind *kind = catalog_kind(p->catalog, word);
	int finding = finding_number(word);
	const struct license *license = catalog_license(p->catalog, word);
	license = license ? license : catalog_alias(p->catalog, word);
	if (kind)
		p->deny_kinds[kind - p->catalog->kinds] = true;
	else if (finding >= 0)
		p->deny_findings[finding] = true;
	else if (license)
		mark_with_members(p->catalog, license, p->deny_licenses);
	else
		return err_set(e, ERR_USAGE, "--fail-on %s: there is no kind of restriction, finding or license of that name",
			       word);
	return 0;
}

int policy_load(const struct catalog *c, const char *path, const char *const *fail_on, size_t n_fail_on, struct arena *a,
		const struct policy **out, struct err *e)
{
	struct policy *p = ARENA_NEW(a, struct policy);
	*p = (struct policy){.catalog = c, .name = path ? path : "default"};
	p->deny_kinds = arena_array(a, c->n_kinds, sizeof(bool));
	p->review_kinds = arena_array(a, c->n_kinds, sizeof(bool));
	p->deny_licenses = arena_array(a, c->n_licenses, sizeof(bool));
	p->allow_licenses = arena_array(a, c->n_licenses, sizeof(bool));
	struct data_file file;
	if (find_file(c, path, a, &file, e) < 0)
		return -1;
	struct policy_load l = {{.arena = a, .path = file.path, .kinds = c->kinds, .n_kinds = c->n_kinds}, c};
	if (read_policy(p, &l, file.bytes, file.len, e) < 0)
		return -1;
	for (size_t i = 0; i < n_fail_on; i++)
		if (add_fail_on(p, fail_on[i], e) < 0)
			return -1;
	*out = p;
	return 0;
}

const char *policy_name(const struct policy *p)
{
	return p->name;
}

/* --- applying -------------------------------------------------------------------------------------------------------------- */

struct judging { /* one artifact under a policy */
	const struct policy *policy;
	struct artifact *artifact;
	struct arena *arena;
	bool choice; /* the publisher offers a choice, and one side of it is acceptable */
};

static bool license_denied(const struct policy *p, const struct license *l)
{
	return l && p->deny_licenses[l - p->catalog->licenses];
}

static bool license_allowed(const struct policy *p, const struct expression *x)
{
	bool plain = x->license && !x->edited && (!x->exception || x->addition); /* else nobody knows what it says */
	return !p->allows || (plain && p->allow_licenses[x->license - p->catalog->licenses]);
}

/* Does a restriction of the license have a denied kind? */
static bool kind_denied(const struct judging *j, const struct license *l)
{
	for (size_t i = 0; i < j->artifact->n_restrictions; i++) {
		const struct restriction *r = j->artifact->restrictions[i]->detail;
		if (r->license == l && j->policy->deny_kinds[r->kind - j->policy->catalog->kinds])
			return true;
	}
	return false;
}

static bool acceptable(const void *ctx, const struct expression *x)
{
	const struct judging *j = ctx;
	return license_allowed(j->policy, x) && !license_denied(j->policy, x->license) &&
	       !(x->license && kind_denied(j, x->license));
}

static bool is_named(const struct expression *x, const struct license *l)
{
	return x && expression_names(x, l);
}

/* Is the license one that need not be chosen, because the publisher offers another that is acceptable? */
static bool may_be_left(const struct judging *j, const struct license *l)
{
	return j->choice && l && is_named(j->artifact->expression, l);
}

static void judge_kinds(struct judging *j, const bool *kinds, enum finding_number number, const char *format_end)
{
	const struct catalog *c = j->policy->catalog;
	for (uint32_t k = 0; k < c->n_kinds; k++) {
		const struct fact *hits[8];
		size_t n = 0, all = 0;
		for (size_t i = 0; kinds[k] && i < j->artifact->n_restrictions; i++) {
			const struct restriction *r = j->artifact->restrictions[i]->detail;
			if (r->kind != &c->kinds[k] || may_be_left(j, r->license))
				continue;
			all++;
			if (n < sizeof hits / sizeof *hits)
				hits[n++] = j->artifact->restrictions[i];
		}
		if (all)
			finding_add(j->artifact, j->arena, number, hits, n,
				    "The policy \"%s\" %s restrictions of the kind %s (%s); %zu appl%s here.", j->policy->name,
				    format_end, c->kinds[k].id, c->kinds[k].title, all, all == 1 ? "ies" : "y");
	}
}

/* Facts that show the license: texts first, then claims. */
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
	return n;
}

static void judge_denied_licenses(struct judging *j)
{
	const struct catalog *c = j->policy->catalog;
	for (uint32_t i = 0; i < c->n_licenses; i++) {
		const struct license *l = &c->licenses[i];
		const struct fact *facts[8];
		if (!license_denied(j->policy, l) || may_be_left(j, l))
			continue;
		size_t n = showing(j, l, facts, sizeof facts / sizeof *facts);
		if (n || is_named(j->artifact->expression, l))
			finding_add(j->artifact, j->arena, FINDING_DENIED_LICENSE, facts, n,
				    "The policy \"%s\" denies %s (%s), which applies here.", j->policy->name, l->spdx, l->name);
	}
}

static bool is_allowed(const void *ctx, const struct expression *x)
{
	return license_allowed(((const struct judging *)ctx)->policy, x);
}

static void judge_allowed_licenses(struct judging *j)
{
	const struct artifact *a = j->artifact;
	if (!j->policy->allows || (a->expression && expression_accepted(a->expression, is_allowed, j)))
		return;
	if (a->concluded)
		finding_add(j->artifact, j->arena, FINDING_LICENSE_NOT_ALLOWED, NULL, 0, "The policy \"%s\" does not allow %s.",
			    j->policy->name, a->concluded);
	else
		finding_add(j->artifact, j->arena, FINDING_LICENSE_NOT_ALLOWED, NULL, 0,
			    "The policy \"%s\" allows only named licenses, and which one applies could not be concluded.",
			    j->policy->name);
}

static bool is_verdict_of_policy(int number)
{
	return number == FINDING_DENIED_KIND || number == FINDING_DENIED_LICENSE || number == FINDING_LICENSE_NOT_ALLOWED;
}

static enum verdict judge_finding(const struct policy *p, struct finding *f)
{
	int number = finding_number(f->id);
	if (is_verdict_of_policy(number))
		return VERDICT_FAIL;
	if (p->deny_findings[number]) {
		f->severity = SEVERITY_ERROR;
		return VERDICT_FAIL;
	}
	if (p->ignore_findings[number]) {
		f->severity = SEVERITY_NOTE;
		return VERDICT_PASS;
	}
	return p->review_findings[number] || f->severity != SEVERITY_NOTE ? VERDICT_REVIEW : VERDICT_PASS;
}

static void judge(struct judging *j)
{
	struct artifact *a = j->artifact;
	j->choice = a->expression && expression_has_choice(a->expression) && expression_accepted(a->expression, acceptable, j);
	judge_denied_licenses(j);
	judge_allowed_licenses(j);
	judge_kinds(j, j->policy->deny_kinds, FINDING_DENIED_KIND, "denies");
	judge_kinds(j, j->policy->review_kinds, FINDING_KIND_NEEDS_REVIEW, "asks for a review of");
	for (size_t i = 0; i < a->n_findings; i++)
		a->findings[i].verdict = judge_finding(j->policy, &a->findings[i]);
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

enum verdict policy_apply(const struct policy *p, struct artifacts *as, const struct evidence *ev)
{
	for (size_t i = 0; i < as->count; i++) {
		struct judging j = {.policy = p, .artifact = &as->at[i], .arena = &as->arena};
		judge(&j);
	}
	return settle(as, ev);
}

enum verdict policy_forgive_known(struct artifacts *as, const struct evidence *ev)
{
	for (size_t i = 0; i < as->count; i++)
		for (size_t k = 0; k < as->at[i].n_findings; k++)
			if (as->at[i].findings[k].novelty == NOVELTY_SAME)
				as->at[i].findings[k].verdict = VERDICT_PASS;
	return settle(as, ev);
}
