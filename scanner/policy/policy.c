/* SPDX-License-Identifier: MIT */
/* policy: loading, by tables of fields. */
#include "policy/parts.h"

#include "base/clock.h"
#include "catalog/load.h"
#include "findings/finding.h"

#include <stdio.h>
#include <string.h>
#include <unistd.h>

enum { POLICY_BYTES = 1 << 20 };

const char *policy_at(const struct policy *p, const struct position *at, struct arena *a)
{
	return at->line ? arena_printf(a, "%s:%u:%u", p->path, at->line, at->column) : "--fail-on";
}

/* --- marks ------------------------------------------------------------------------------------------------------------------ */

static struct mark mark_at(const struct yaml *node)
{
	return (struct mark){true, {node->line, node->column}};
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
	if (kind->role != ROLE_RESTRICTION)
		return load_fail(l, node, e, "'%s' is no kind of restriction", kind->id);
	(*(struct mark **)target)[kind - l->kinds] = mark_at(node);
	return 0;
}

static int mark_duty(const struct load *l, const struct yaml *node, void *target, struct err *e)
{
	const struct kind *kind;
	if (field_kind(l, node, &kind, e) < 0)
		return -1;
	if (!kind_is_duty(kind))
		return load_fail(l, node, e, "'%s' is no duty", kind->id);
	return mark_kind(l, node, target, e);
}

/* Whoever names a family means every license of it. */
static void mark_with_members(const struct catalog *c, const struct license *l, struct mark *marks, struct mark m)
{
	marks[l - c->licenses] = m;
	for (uint32_t i = 0; i < l->members.count; i++)
		marks[catalog_license(c, l->members.at[i]) - c->licenses] = m;
}

static int mark_license(const struct load *l, const struct yaml *node, void *target, struct err *e)
{
	const struct catalog *c = l->catalog;
	const struct license *found = catalog_license(c, node->text);
	found = found ? found : catalog_alias(c, node->text);
	if (!found)
		return load_fail(l, node, e, "there is no license '%s' in the catalog", node->text);
	mark_with_members(c, found, *(struct mark **)target, mark_at(node));
	return 0;
}

static int mark_category(const struct load *l, const struct yaml *node, void *target, struct err *e)
{
	const struct catalog *c = l->catalog;
	bool any = false;
	for (uint32_t i = 0; i < c->n_licenses; i++)
		if (c->licenses[i].category && !strcmp(c->licenses[i].category, node->text)) {
			(*(struct mark **)target)[i] = mark_at(node);
			any = true;
		}
	return any ? 0 : load_fail(l, node, e, "no license of the catalog is of the category '%s'", node->text);
}

static int mark_finding(const struct load *l, const struct yaml *node, void *target, struct err *e)
{
	int number;
	if (field_finding(l, node, &number, e) < 0)
		return -1;
	((struct mark *)target)[number] = mark_at(node);
	return 0;
}

static int mark_ignored(const struct load *l, const struct yaml *node, void *target, struct err *e)
{
	int number;
	if (field_finding(l, node, &number, e) < 0)
		return -1;
	if (number == FINDING_NO_LICENSE_EVIDENCE)
		return load_fail(l, node, e, "%s cannot be ignored: without evidence nothing passes", node->text);
	if (finding_denies(number))
		return load_fail(l, node, e, "'%s' is what this policy itself says no by, and cannot be ignored", node->text);
	return mark_finding(l, node, target, e);
}

/* --- fields ----------------------------------------------------------------------------------------------------------------- */

int field_kinds(const struct load *l, const struct yaml *node, void *target, struct err *e)
{
	return each_text(l, node, target, e, mark_kind);
}

int field_duties(const struct load *l, const struct yaml *node, void *target, struct err *e)
{
	return each_text(l, node, target, e, mark_duty);
}

int field_licenses(const struct load *l, const struct yaml *node, void *target, struct err *e)
{
	return each_text(l, node, target, e, mark_license);
}

int field_categories(const struct load *l, const struct yaml *node, void *target, struct err *e)
{
	return each_text(l, node, target, e, mark_category);
}

int field_findings(const struct load *l, const struct yaml *node, void *target, struct err *e)
{
	return each_text(l, node, target, e, mark_finding);
}

int field_ignored(const struct load *l, const struct yaml *node, void *target, struct err *e)
{
	return each_text(l, node, target, e, mark_ignored);
}

static bool is_severity(const struct yaml *node, int most, int *out)
{
	static const char *const names[] = {"note", "warning", "error", "never"};
	for (int i = 0; i <= most; i++)
		if (node->type == YAML_SCALAR && !strcmp(node->text, names[i])) {
			*out = i;
			return true;
		}
	return false;
}

int field_threshold(const struct load *l, const struct yaml *node, void *target, struct err *e)
{
	return is_severity(node, NEVER, target) ? 0 : load_fail(l, node, e, "note, warning, error or never is needed here");
}

/* {finding: severity} */
int field_severities(const struct load *l, const struct yaml *map, void *target, struct err *e)
{
	struct policy *p = target;
	if (map->type != YAML_MAP)
		return load_fail(l, map, e, "a map of findings and severities is needed here");
	for (size_t i = 0; i < map->count; i++) {
		int number, severity;
		if (field_finding(l, map->keys[i], &number, e) < 0)
			return -1;
		if (p->severities[number].set)
			return load_fail(l, map->keys[i], e, "the finding '%s' stands twice", map->keys[i]->text);
		if (finding_denies(number))
			return load_fail(l, map->keys[i], e, "'%s' is what this policy itself says no by, and always fails",
					 map->keys[i]->text);
		if (!is_severity(map->items[i], SEVERITY_ERROR, &severity))
			return load_fail(l, map->items[i], e, "note, warning or error is needed here");
		p->severities[number] =
			(struct severity_set){true, (enum severity)severity, {map->keys[i]->line, map->keys[i]->column}};
	}
	return 0;
}

/* The lists fill the policy itself, so that their offsets count from its beginning. */
const struct field deny_fields[] = {
	{"kinds", field_kinds, offsetof(struct policy, deny_kinds), false},
	{"licenses", field_licenses, offsetof(struct policy, deny_licenses), false},
	{"categories", field_categories, offsetof(struct policy, deny_licenses), false},
	{"findings", field_findings, offsetof(struct policy, deny_findings), false},
	{0},
};

const struct field allow_fields[] = {
	{"kinds", field_kinds, offsetof(struct policy, allow_kinds), false},
	{"licenses", field_licenses, offsetof(struct policy, allow_licenses), false},
	{"categories", field_categories, offsetof(struct policy, allow_licenses), false},
	{0},
};

const struct field review_fields[] = {
	{"kinds", field_kinds, offsetof(struct policy, review_kinds), false},
	{"findings", field_findings, offsetof(struct policy, review_findings), false},
	{0},
};

const struct field ignore_fields[] = {
	{"findings", field_ignored, offsetof(struct policy, ignore_findings), false},
	{0},
};

const struct field require_fields[] = {
	{"duties", field_duties, offsetof(struct policy, required), false},
	{0},
};

const struct field verdict_fields[] = {
	{"fail", field_threshold, offsetof(struct policy, fail_from), false},
	{"review", field_threshold, offsetof(struct policy, review_from), false},
	{0},
};

int field_deny(const struct load *l, const struct yaml *node, void *target, struct err *e)
{
	return fields_read(l, node, deny_fields, target, e);
}

static void mark_only(const struct yaml *map, const char *key, struct mark *out)
{
	const struct yaml *node = yaml_get(map, key);
	if (node && !out->set)
		*out = mark_at(node);
}

int field_allow(const struct load *l, const struct yaml *node, void *target, struct err *e)
{
	struct policy *p = target;
	if (fields_read(l, node, allow_fields, p, e) < 0)
		return -1;
	mark_only(node, "kinds", &p->only_kinds);
	mark_only(node, "licenses", &p->only_licenses);
	mark_only(node, "categories", &p->only_licenses);
	return 0;
}

int field_review(const struct load *l, const struct yaml *node, void *target, struct err *e)
{
	return fields_read(l, node, review_fields, target, e);
}

int field_ignore(const struct load *l, const struct yaml *node, void *target, struct err *e)
{
	return fields_read(l, node, ignore_fields, target, e);
}

int field_require(const struct load *l, const struct yaml *node, void *target, struct err *e)
{
	return fields_read(l, node, require_fields, target, e);
}

int field_verdict(const struct load *l, const struct yaml *node, void *target, struct err *e)
{
	return fields_read(l, node, verdict_fields, target, e);
}

const struct field policy_fields[] = {
	{"name", field_words, offsetof(struct policy, name), false},
	{"description", field_words, offsetof(struct policy, description), false},
	{"use", field_use, 0, false},
	{"deny", field_deny, 0, false},
	{"allow", field_allow, 0, false},
	{"review", field_review, 0, false},
	{"ignore", field_ignore, 0, false},
	{"require", field_require, 0, false},
	{"severities", field_severities, 0, false},
	{"verdict", field_verdict, 0, false},
	{"waivers", field_waivers, 0, false},
	{0},
};

/* --- files ------------------------------------------------------------------------------------------------------------------ */

/* As all errors of a data file: what the parser calls "line 2, column 3: …" is path:2:3 here. */
static int fail_yaml(const struct load *l, const char *problem, struct err *e)
{
	struct yaml at = {0};
	int words = 0;
	bool placed = sscanf(problem, "line %u, column %u: %n", &at.line, &at.column, &words) == 2;
	return load_fail(l, placed ? &at : NULL, e, "%s", problem + words);
}

static void settle_waivers(struct policy *p, struct arena *a)
{
	char today[CLOCK_DAY];
	clock_today(today);
	for (size_t i = 0; i < p->n_waivers; i++) {
		struct waiver_rule *w = &p->waivers[i];
		w->expired = strcmp(w->shown.expires, today) < 0;
		w->shown.at = policy_at(p, &w->at, a);
	}
}

static int fill(struct policy *p, const struct data_file *file, struct arena *a, struct err *e)
{
	const struct catalog *c = p->catalog;
	const struct load l = {.arena = a, .path = file->path, .kinds = c->kinds, .n_kinds = c->n_kinds, .catalog = c};
	const struct yaml *root;
	struct err problem = {0};
	p->path = file->path;
	if (yaml_parse_only(file->bytes, file->len, a, &root, &problem) < 0)
		return fail_yaml(&l, problem.text, e);
	if (root && fields_read(&l, root, policy_fields, p, e) < 0)
		return -1;
	settle_waivers(p, a);
	return 0;
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
int policy_file(const struct catalog *c, const char *path, struct arena *a, struct data_file *out, struct err *e)
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
	const struct mark here = {.set = true};
	if (kind && kind->role == ROLE_RESTRICTION)
		p->deny_kinds[kind - p->catalog->kinds] = here;
	else if (finding >= 0)
		p->deny_findings[finding] = here;
	else if (license)
		mark_with_members(p->catalog, license, p->deny_licenses, here);
	else
		return err_set(e, ERR_USAGE, "--fail-on %s: there is no kind of restriction, finding or license of that name",
			       word);
	return 0;
}

static struct policy *policy_new(const struct catalog *c, const char *name, struct arena *a)
{
	struct policy *p = ARENA_NEW(a, struct policy);
	*p = (struct policy){.catalog = c, .name = name, .fail_from = NEVER, .review_from = SEVERITY_WARNING};
	p->deny_kinds = arena_array(a, c->n_kinds, sizeof(struct mark));
	p->allow_kinds = arena_array(a, c->n_kinds, sizeof(struct mark));
	p->review_kinds = arena_array(a, c->n_kinds, sizeof(struct mark));
	p->required = arena_array(a, c->n_kinds, sizeof(struct mark));
	p->deny_licenses = arena_array(a, c->n_licenses, sizeof(struct mark));
	p->allow_licenses = arena_array(a, c->n_licenses, sizeof(struct mark));
	p->uses = arena_array(a, c->n_uses, sizeof(struct use_value));
	return p;
}

int policy_load(const struct catalog *c, const char *path, const char *const *fail_on, size_t n_fail_on, struct arena *a,
		const struct policy **out, struct err *e)
{
	struct policy *p = policy_new(c, path ? path : "default", a);
	struct data_file file;
	if (policy_file(c, path, a, &file, e) < 0 || fill(p, &file, a, e) < 0)
		return -1;
	for (size_t i = 0; i < n_fail_on; i++)
		if (add_fail_on(p, fail_on[i], e) < 0)
			return -1;
	*out = p;
	return 0;
}

int policy_read(const struct catalog *c, const struct data_file *file, struct arena *a, const struct policy **out, struct err *e)
{
	struct policy *p = policy_new(c, file->path, a);
	*out = p;
	return fill(p, file, a, e);
}

const char *policy_name(const struct policy *p)
{
	return p->name;
}

const char *policy_description(const struct policy *p)
{
	return p->description ? p->description : "";
}

bool policy_needs_digests(const struct policy *p)
{
	for (size_t i = 0; i < p->n_waivers; i++)
		if (p->waivers[i].has_sha256)
			return true;
	return false;
}
