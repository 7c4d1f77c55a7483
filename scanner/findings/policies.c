/* SPDX-License-Identifier: MIT */
#include "findings/policies.h"

#include "base/buf.h"
#include "base/utf8.h"
#include "findings/claims.h"
#include "findings/finding.h"
#include "findings/leads.h"
#include "findings/texts.h"

#include <string.h>
#include <strings.h>

enum { NAMES_SHOWN = 3, NAME_BYTES = 160, CHAIN_MAX = 32 };

struct search { /* for one policy */
	struct dossier *dossier;
	const struct entry *from;     /* whose text makes it binding */
	const struct fact *clause;    /* that does so: a reference, or else the license's match */
	const struct license *policy; /* its record, or NULL */
	const char *title;	      /* for sentences */
	const struct fact *other;     /* the text of another version of it */
	const struct entry *unread;   /* a file of the name that the text gives, in which nothing restricts */
};

/* --- what is here ---------------------------------------------------------------------------------------------------------- */

static bool leads_to(const struct catalog *c, const struct license *from, const struct license *to)
{
	for (int i = 0; from && i < CHAIN_MAX; i++) {
		if (from == to)
			return true;
		from = from->successor ? catalog_license(c, from->successor) : NULL;
	}
	return false;
}

static bool same_family(const struct catalog *c, const struct license *a, const struct license *b)
{
	return leads_to(c, a, b) || leads_to(c, b, a);
}

const struct license *policy_bound_like(const struct dossier *d, const struct license *policy)
{
	const struct license *found = NULL;
	for (size_t i = 0; i < d->n_texts && policy->policy; i++)
		for (uint32_t k = 0; k < d->texts[i].license->incorporates.count; k++) {
			const struct license *bound = catalog_license(d->catalog, d->texts[i].license->incorporates.at[k]);
			if (bound == policy)
				return NULL;
			if (bound && same_family(d->catalog, bound, policy))
				found = bound;
		}
	return found;
}

static bool is_text(const struct match *m)
{
	return m->state <= MATCH_PARTIAL;
}

/*
 * Is the text of the policy in the artifact? Else s->other is that of another version. A changed copy of that may as well be one of the
 * policy itself, where versions differ by little more than their names: that it was changed is told (edited-license-text).
 */
static bool find_text(struct search *s)
{
	const struct group *g = s->dossier->group;
	for (size_t i = 0; i < g->count; i++)
		for (size_t k = 0; k < g->entries[i]->count; k++) {
			const struct fact *f = &g->entries[i]->facts[k];
			const struct match *m = f->kind == FACT_MATCH ? f->detail : NULL;
			if (!m || !m->license || !is_text(m))
				continue;
			bool family = m->license->policy && same_family(s->dossier->catalog, m->license, s->policy);
			if (m->license == s->policy || (family && m->state != MATCH_EXACT))
				return true;
			if (family)
				s->other = f;
		}
	return false;
}

static bool restricts(const struct entry *e)
{
	for (size_t i = 0; i < e->count; i++)
		if (e->facts[i].kind == FACT_RESTRICTION)
			return true;
	return false;
}

static bool is_address(const char *s)
{
	return !strncasecmp(s, "http://", 7) || !strncasecmp(s, "https://", 8);
}

/* A policy without a record: the file that is named, or else any that is called a policy, if it restricts something. */
static bool find_file(struct search *s, const char *document)
{
	struct dossier *d = s->dossier;
	const struct entry *linked = is_address(document) ? NULL : lead_follow(d, s->from, document).entry;
	if (linked && linked != s->from && restricts(linked))
		return true;
	s->unread = linked != s->from ? linked : NULL;
	for (size_t i = 0; i < d->group->count; i++) {
		const struct entry *e = d->group->entries[i];
		if (e != s->from && e->role == DOCUMENT_POLICY && restricts(e))
			return true;
	}
	return false;
}

/* --- sentences ------------------------------------------------------------------------------------------------------------- */

/* " USE_POLICY.md is called a policy, but …": files that look like one. */
static const char *looked_at(const struct search *s)
{
	struct dossier *d = s->dossier;
	BUF_AUTO struct buf names;
	buf_init(&names, 4096);
	size_t n = 0;
	if (s->unread)
		return arena_printf(d->arena, "; there is a file %s, but no restriction was read in it",
				    dossier_name(d, s->unread->name));
	for (size_t i = 0; i < d->group->count; i++) {
		const struct entry *e = d->group->entries[i];
		if (e->role != DOCUMENT_POLICY || e == s->from)
			continue;
		if (n++ < NAMES_SHOWN)
			buf_printf(&names, "%s%s", n > 1 ? ", " : "", dossier_name(d, e->name));
	}
	if (!n)
		return "; no file here is called a policy, and none of the texts is it";
	return arena_printf(d->arena, "; %s %s called so, but %s not hold it", buf_str(&names), n == 1 ? "is" : "are",
			    n == 1 ? "does" : "do");
}

static const char *published(const struct search *s)
{
	if (!s->policy || !s->policy->urls.count)
		return "";
	return arena_printf(s->dossier->arena, " It is published at %s.", s->policy->urls.at[0]);
}

static const char *place(const struct search *s)
{
	struct dossier *d = s->dossier;
	const char *name = dossier_name(d, s->from->name);
	return s->clause->kind == FACT_REFERENCE ? arena_printf(d->arena, "%s, line %u,", name, s->clause->at.line_start) : name;
}

static const char *document_of(const struct fact *reference)
{
	const struct restriction *r = reference->detail;
	for (uint32_t i = 0; i < r->values.count; i++)
		if (!strcmp(r->values.at[i].key, "document"))
			return r->values.at[i].value;
	return "a policy";
}

/* The clause has an address of the policy's, with or without what it begins with: "see tern.example/policy". */
static bool gives_address(const struct fact *clause, const struct license *policy)
{
	const struct restriction *r = clause->detail;
	for (uint32_t i = 0; policy && r->text && i < policy->urls.count; i++) {
		const char *host = strstr(policy->urls.at[i], "://");
		if (host && strstr(r->text, host + 3))
			return true;
	}
	return false;
}

/* The clause gives a page, and nothing here pretends to be what is on it. */
static bool is_on_a_page(const struct search *s)
{
	bool pretends = s->unread;
	for (size_t i = 0; i < s->dossier->group->count; i++)
		pretends |= s->dossier->group->entries[i]->role == DOCUMENT_POLICY && s->dossier->group->entries[i] != s->from;
	return !pretends && s->clause->kind == FACT_REFERENCE &&
	       (is_address(document_of(s->clause)) || gives_address(s->clause, s->policy));
}

static void say_missing(const struct search *s)
{
	struct dossier *d = s->dossier;
	finding_add(d->artifact, d->arena,
		    is_on_a_page(s) ? FINDING_INCORPORATED_POLICY_ELSEWHERE : FINDING_INCORPORATED_POLICY_MISSING, &s->clause, 1,
		    "%s makes %s binding, and it is not here%s.%s", place(s), s->title, looked_at(s), published(s));
}

static void say_other_version(const struct search *s)
{
	struct dossier *d = s->dossier;
	const struct match *m = s->other->detail;
	const struct fact *evidence[] = {s->clause, s->other};
	finding_add(d->artifact, d->arena, FINDING_POLICY_OF_ANOTHER_VERSION, evidence, 2,
		    "%s makes %s binding, but %s is the text of %s.%s", place(s), s->title, dossier_name(d, s->other->at.entry),
		    license_title(m->license, d->arena), published(s));
}

static const struct fact *clause_of(const struct entry *e, const struct kind *kind)
{
	for (size_t i = 0; i < e->count; i++) {
		const struct restriction *r = e->facts[i].kind == FACT_RESTRICTION ? e->facts[i].detail : NULL;
		if (r && r->text && r->kind == kind)
			return &e->facts[i];
	}
	return NULL;
}

const struct fact *policy_spelled_out(const struct entry *e, const struct license *policy)
{
	const struct fact *clause = NULL;
	for (uint32_t i = 0; i < policy->n_terms && (!i || clause); i++)
		clause = clause_of(e, policy->terms[i].kind);
	return policy->n_terms > 1 ? clause : NULL;
}

/* --- who makes it binding -------------------------------------------------------------------------------------------------- */

/* The clause in the text of that license (NULL: of none) which names a policy, best by its address; NULL when there is none. */
static const struct fact *find_reference(const struct entry *e, const struct license *l)
{
	const struct fact *first = NULL;
	for (size_t i = 0; i < e->count; i++) {
		const struct restriction *r = e->facts[i].kind == FACT_REFERENCE ? e->facts[i].detail : NULL;
		if (!r || r->license != l)
			continue;
		if (is_address(document_of(&e->facts[i])))
			return &e->facts[i];
		first = first ? first : &e->facts[i];
	}
	return first;
}

static void check_known(struct dossier *d, const struct held *t)
{
	for (uint32_t i = 0; i < t->license->incorporates.count; i++) {
		const struct license *policy = catalog_license(d->catalog, t->license->incorporates.at[i]);
		const struct fact *clause = find_reference(t->entry, t->license);
		struct search s = {d, t->entry, clause ? clause : t->fact, policy, NULL, NULL, NULL};
		if (!policy || find_text(&s) || policy_spelled_out(t->entry, policy))
			continue;
		s.title = license_title(policy, d->arena);
		if (s.other)
			say_other_version(&s);
		else
			say_missing(&s);
	}
}

static const struct license *policy_at(const struct catalog *c, const char *address)
{
	for (uint32_t i = 0; i < c->n_licenses; i++)
		for (uint32_t k = 0; c->licenses[i].policy && k < c->licenses[i].urls.count; k++)
			if (!strcmp(c->licenses[i].urls.at[k], address))
				return &c->licenses[i];
	return NULL;
}

/* What a text itself says of a policy, where no record tells: one finding for each text. */
static void check_said(struct dossier *d, const struct entry *e, const struct license *l)
{
	const struct fact *clause = find_reference(e, l);
	if (!clause)
		return;
	const char *document = document_of(clause);
	struct search s = {d, e, clause, policy_at(d->catalog, document), NULL, NULL, NULL};
	s.title = s.policy ? license_title(s.policy, d->arena)
			   : arena_printf(d->arena, "\"%s\"", utf8_visible(d->arena, document, strlen(document), NAME_BYTES));
	bool here = s.policy ? find_text(&s) : find_file(&s, document);
	if (s.other)
		say_other_version(&s);
	else if (!here)
		say_missing(&s);
}

void policies_find(struct dossier *d)
{
	for (size_t i = 0; i < d->n_texts; i++)
		if (d->texts[i].license->incorporates.count)
			check_known(d, &d->texts[i]);
		else
			check_said(d, d->texts[i].entry, d->texts[i].license);
	for (size_t i = 0; i < d->group->count; i++) {
		const struct entry *e = d->group->entries[i];
		if (e->role == DOCUMENT_LICENSE && !text_set_aside(d, e, NULL, NULL))
			check_said(d, e, NULL);
	}
}
