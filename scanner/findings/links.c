/* SPDX-License-Identifier: MIT */
#include "findings/links.h"

#include "base/ascii.h"
#include "base/path.h"
#include "findings/claims.h"
#include "findings/conclude.h"
#include "findings/finding.h"
#include "findings/said.h"
#include "findings/scope.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum { LINK_STEM = 100, ADDRESS_LINES = 2 };

static bool is_meta(const struct fact *f, const char *key)
{
	return f->kind == FACT_META && f->key && f->value && !strcmp(f->key, key);
}

static bool in_repository(const struct fact *f)
{
	return is_meta(f, "license_link_repository") && strchr(f->value, ':');
}

bool link_is(const struct fact *f, const char **path)
{
	if (in_repository(f))
		*path = strchr(f->value, ':') + 1;
	else if (is_meta(f, "license_link"))
		*path = f->value;
	else
		return false;
	return true;
}

/*
 * Is what is here called like the repository, "owner/name"? It may have an owner before it: anybody's where that is told by its mark
 * ("fork+name", "fork--name"), else just that one's ("owner-name"): "lit-name" is another.
 */
static bool is_called(const char *whole, size_t len, const char *owner, const char *slash, const char *end)
{
	size_t n = (size_t)(end - slash - 1), before = (size_t)(slash - owner);
	if (len < n || strncasecmp(whole + len - n, slash + 1, n) != 0)
		return false;
	if (len == n)
		return true;
	const char *mark = whole + len - n - 1;
	bool doubled = len > n + 1 && !isalnum((unsigned char)*mark) && mark[-1] == *mark;
	if (doubled || strchr("+/", *mark))
		return true;
	return len - n - 1 == before && !isalnum((unsigned char)whole[before]) && !strncasecmp(whole, owner, before);
}

/* So, or as hosts call the archive of a branch: "name-main". */
static bool is_repository(const char *whole, const char *owner, const char *slash, const char *end)
{
	static const char *const branches[] = {"", "-main", "-master"};
	size_t len = whole ? strlen(whole) : 0;
	for (size_t i = 0; i < sizeof branches / sizeof *branches; i++) {
		size_t n = strlen(branches[i]);
		if (len > n && !strcmp(whole + len - n, branches[i]) && is_called(whole, len - n, owner, slash, end))
			return true;
	}
	return false;
}

/* LICENSE, with any ending: every repository has one. */
static bool is_common(const char *path)
{
	size_t n = strcspn(path, ".");
	return !strchr(path, '/') && n == 7 && (!strncasecmp(path, "license", n) || !strncasecmp(path, "licence", n));
}

static bool same_repository(const struct fact *a, const struct fact *b)
{
	size_t n = strcspn(a->value, ":");
	return in_repository(b) && strcspn(b->value, ":") == n && !strncasecmp(a->value, b->value, n);
}

bool link_is_local(struct dossier *d, const struct entry *e, const struct fact *link)
{
	const char *slash = strchr(link->value, '/'), *colon = strchr(link->value, ':');
	if (!in_repository(link))
		return !claim_is_address(d->catalog, link->value);
	if (slash && slash < colon &&
	    (is_repository(d->artifact->name, link->value, slash, colon) ||
	     is_repository(d->place_name, link->value, slash, colon)))
		return true;
	for (size_t i = 0; i < e->count; i++)
		if (same_repository(link, &e->facts[i]) && !is_common(strchr(e->facts[i].value, ':') + 1) &&
		    link_target(d, e, &e->facts[i]))
			return true;
	return false;
}

bool link_may_be_of_another(struct dossier *d, const struct entry *e, const struct fact *link)
{
	bool owned = (d->artifact->name && scope_owner(d->artifact->name)) || (d->place_name && scope_owner(d->place_name));
	if (!in_repository(link) || owned)
		return false;
	for (size_t i = 0; i < e->count; i++)
		if (same_repository(link, &e->facts[i]) && link_target(d, e, &e->facts[i]))
			return false;
	return true;
}

struct lead link_lead(struct dossier *d, const struct entry *e, const struct fact *link)
{
	const char *path = link->value;
	bool is_link = link_is(link, &path);
	return is_link && in_repository(link) ? lead_follow_repository(d, e, path) : lead_follow(d, e, path);
}

const struct entry *link_target(struct dossier *d, const struct entry *e, const struct fact *link)
{
	return link_lead(d, e, link).entry;
}

const struct expression *link_license(struct dossier *d, const struct entry *e, const struct fact *link,
				      const struct entry **target)
{
	const char *path;
	*target = link && link_is(link, &path) && link_is_local(d, e, link) ? link_target(d, e, link) : NULL;
	return *target ? claim_entry_licenses(d, *target) : NULL;
}

const struct fact *link_beside(const struct entry *e, const struct fact *about)
{
	const char *path;
	for (size_t i = 0; i < e->count; i++)
		if (e->facts[i].at.start == about->at.start && link_is(&e->facts[i], &path))
			return &e->facts[i];
	return NULL;
}

bool link_is_of_others(const struct entry *e, const struct fact *link)
{
	for (size_t i = 0; i < e->count; i++)
		if (is_meta(&e->facts[i], "license_link_of_others") && e->facts[i].at.start == link->at.start)
			return true;
	return false;
}

/* Up to its ending; "licence" is a license, and a folder that the link names is no matter. */
static size_t stem_of(const char *base, char out[LINK_STEM])
{
	char folded[LINK_STEM];
	size_t n = strcspn(base, ".");
	snprintf(out, LINK_STEM, "%.*s", (int)(n < LINK_STEM - 1 ? n : LINK_STEM - 1), base);
	alias_fold(out, folded, sizeof folded);
	memcpy(out, folded, sizeof folded);
	return strlen(out);
}

const struct entry *link_near(const struct dossier *d, const struct entry *card, const char *path)
{
	char wanted[LINK_STEM], stem[LINK_STEM];
	size_t n, len = stem_of(path_base(path), wanted);
	const struct entry *const *files = scope_license_files(d, card->name, card->dir, &n);
	for (size_t i = 0; i < n && len; i++)
		if (stem_of(entry_base(files[i]), stem) == len && !strcmp(stem, wanted))
			return files[i];
	return NULL;
}

bool link_is_elsewhere(struct dossier *d, const struct entry *e, const struct fact *about)
{
	const struct fact *link = link_beside(e, about);
	return !link || !link_is_local(d, e, link) || !link_target(d, e, link);
}

/* --- findings ---------------------------------------------------------------------------------------------------------------- */

/* The license that the link's words name: the mention that begins at the byte that the fact says. */
static const struct fact *mention_of(const struct entry *e, const struct fact *named)
{
	unsigned long long start = strtoull(named->value, NULL, 10);
	for (size_t i = 0; i < e->count; i++) {
		const struct match *m = e->facts[i].kind == FACT_MATCH ? e->facts[i].detail : NULL;
		if (m && e->facts[i].at.start == start && m->state == MATCH_MENTION && m->license && !m->license->policy &&
		    !m->license->exception)
			return &e->facts[i];
	}
	return NULL;
}

/* Does the file hold the license that the words mean, in whatever version? Names seldom tell which. */
static bool means(const struct dossier *d, const struct match *m, const struct expression *held)
{
	const struct expression written = {.license = m->license, .any_version = true};
	return expression_means(d->catalog, held, m->license) ||
	       (held->license && claim_means(d->catalog, &written, held->license));
}

/* The sentence that the link stands in names a license by its name, and it is another one. */
static bool sentence_names_another(const struct dossier *d, const struct entry *e, const struct fact *link,
				   const struct expression *held)
{
	const char *sentence = NULL;
	for (size_t i = 0; i < e->count && !sentence; i++)
		if (is_meta(&e->facts[i], "license_link_of_weights") && e->facts[i].at.start == link->at.start)
			sentence = e->facts[i].value;
	for (size_t i = 0; i < e->count && sentence; i++) {
		const struct match *m = e->facts[i].kind == FACT_MATCH ? e->facts[i].detail : NULL;
		if (m && m->license && m->state == MATCH_MENTION && m->said & SAID_OF_WEIGHTS && e->facts[i].value &&
		    !strcmp(e->facts[i].value, sentence) && !means(d, m, held))
			return true;
	}
	return false;
}

bool link_is_misnamed(const struct dossier *d, const struct entry *e, const struct fact *link, const struct expression *held)
{
	for (size_t i = 0; i < e->count; i++) {
		const struct fact *f = &e->facts[i];
		const struct fact *mention =
			is_meta(f, "license_link_named") && f->at.start == link->at.start ? mention_of(e, f) : NULL;
		if (mention)
			return !means(d, mention->detail, held);
	}
	return in_repository(link) && sentence_names_another(d, e, link, held);
}

/* A sentence may name the license twice: "the Pear Public License (PPL)". */
static bool says_the_same(const struct fact *a, const struct fact *b)
{
	const struct match *m = a->detail, *n = b->detail;
	return a == b || (m->license == n->license && a->value && b->value && !strcmp(a->value, b->value));
}

const struct entry *link_text_of(struct dossier *d, const struct fact *mention)
{
	const struct entry *e = entries_find(d->entries, mention->at.entry), *target;
	for (size_t i = 0; e && mention->kind == FACT_MATCH && i < e->count; i++) {
		const struct fact *named = is_meta(&e->facts[i], "license_link_named") ? &e->facts[i] : NULL;
		const struct fact *by = named ? mention_of(e, named) : NULL;
		if (!by || !says_the_same(by, mention))
			continue;
		const struct expression *held = link_license(d, e, link_beside(e, named), &target);
		if (held && means(d, mention->detail, held))
			return target;
	}
	return NULL;
}

/* The same words with the same link, earlier in the card. */
static bool said_before(struct dossier *d, const struct fact *mention, const struct entry *target, const struct license *l)
{
	const struct artifact *a = d->artifact;
	for (size_t i = 0; i < a->n_findings; i++) {
		const struct finding *f = &a->findings[i];
		const struct match *m = f->n_evidence ? f->evidence[0]->detail : NULL;
		if (!finding_is(f, FINDING_LINK_NAMES_ANOTHER) || !m || m->license != l ||
		    strcmp(f->evidence[0]->at.entry, mention->at.entry) != 0)
			continue;
		const struct entry *card = entries_find(d->entries, mention->at.entry);
		if (link_target(d, card, f->evidence[1]) == target)
			return true;
	}
	return false;
}

/*
 * The card has a relative link to the same file that names what the file is: an address with another name leads to a repository that is
 * called like this one, on another host.
 */
static bool is_linked_rightly(struct dossier *d, const struct entry *e, const struct entry *target, const struct expression *held)
{
	for (size_t i = 0; i < e->count; i++) {
		const struct fact *named = is_meta(&e->facts[i], "license_link_named") ? &e->facts[i] : NULL;
		const struct fact *mention = named ? mention_of(e, named) : NULL, *link = mention ? link_beside(e, named) : NULL;
		if (link && is_meta(link, "license_link") && means(d, mention->detail, held) && link_target(d, e, link) == target)
			return true;
	}
	return false;
}

/* "Pear + Quince (see [LICENSE](LICENSE))": a name right before this one is that of what the file holds, and the link is for both. */
static bool is_named_beside(const struct dossier *d, const struct entry *e, const struct fact *mention,
			    const struct expression *held)
{
	enum { ROW_BYTES = 12 }; /* " License and " */
	for (size_t i = 0; i < e->count; i++) {
		const struct fact *f = &e->facts[i];
		const struct match *m = f->kind == FACT_MATCH ? f->detail : NULL;
		if (m && m->license && m->state == MATCH_MENTION && f->value && mention->value &&
		    !strcmp(f->value, mention->value) && f->at.end <= mention->at.start &&
		    mention->at.start - f->at.end <= ROW_BYTES && means(d, m, held))
			return true;
	}
	return false;
}

static void compare(struct dossier *d, const struct entry *e, const struct fact *named)
{
	const struct entry *target;
	const struct fact *mention = mention_of(e, named), *link = link_beside(e, named);
	const struct expression *held = mention ? link_license(d, e, link, &target) : NULL;
	const struct match *m = held ? mention->detail : NULL;
	if (!m || means(d, m, held) || is_named_beside(d, e, mention, held) || said_before(d, mention, target, m->license) ||
	    (in_repository(link) && is_linked_rightly(d, e, target, held)))
		return;
	const struct fact *evidence[] = {mention, link};
	finding_add(d->artifact, d->arena, FINDING_LINK_NAMES_ANOTHER, evidence, 2,
		    "%s, line %u, links the name of %s to %s, which is the text of %s.", dossier_name(d, e->name),
		    mention->at.line_start, license_title(m->license, d->arena), dossier_name(d, target->name),
		    held->license ? license_title(held->license, d->arena) : expression_print(held, d->arena));
}

/* The mention that an address is. */
static const struct match *address_at(const struct entry *e, uint64_t start)
{
	for (size_t i = 0; i < e->count; i++) {
		const struct match *m = e->facts[i].kind == FACT_MATCH ? e->facts[i].detail : NULL;
		if (m && m->license && e->facts[i].at.start == start && m->how && !strcmp(m->how, "link"))
			return m;
	}
	return NULL;
}

/* "[Pear License](https://quince.invalid/license)": both are known. */
static void compare_address(struct dossier *d, const struct entry *e, const struct fact *named)
{
	const struct fact *mention = mention_of(e, named);
	const struct match *to = mention ? address_at(e, named->at.start) : NULL, *m = to ? mention->detail : NULL;
	if (!m || to->license->policy || to->license->exception ||
	    finding_of_license(d->artifact, FINDING_LINK_NAMES_ANOTHER, m->license) ||
	    means(d, m, expression_license(to->license, d->arena)))
		return;
	const struct fact *evidence[] = {mention, named};
	finding_add(d->artifact, d->arena, FINDING_LINK_NAMES_ANOTHER, evidence, 2,
		    "%s, line %u, links the name of %s to the page of %s.", dossier_name(d, e->name), mention->at.line_start,
		    license_title(m->license, d->arena), license_title(to->license, d->arena));
}

/* --- an address behind a name ------------------------------------------------------------------------------------------------------- */

/* Is the license of the address named anywhere in the card? Then the address is of that name. */
static bool is_named_too(const struct dossier *d, const struct said *address)
{
	for (size_t i = 0; i < d->n_said; i++)
		if (d->said[i].entry == address->entry && !said_is_by(&d->said[i], "link") &&
		    expressions_meet(d->catalog, d->said[i].expression, address->expression))
			return true;
	return false;
}

/* "Read it here: https://…": before the address nothing stands but where to look. */
static bool leads_there(const char *sentence)
{
	static const char *const leads[] = {"here", "see", "at"};
	size_t end = (size_t)(strstr(sentence, "http") - sentence);
	while (end && !is_letter(sentence[end - 1]))
		end--;
	for (size_t i = 0; i < sizeof leads / sizeof *leads; i++) {
		size_t n = strlen(leads[i]);
		if (n <= end && !strncasecmp(sentence + end - n, leads[i], n) && (n == end || !is_letter(sentence[end - n - 1])))
			return true;
	}
	return !end;
}

/* "Under the Pear License, which you can read here: https://quince.invalid/license": said of one thing, in one breath. */
static bool goes_with(const struct said *name, const struct said *address)
{
	const unsigned whole = SAID_OF_ALL | SAID_OF_WEIGHTS;
	const char *sentence = address->fact->value;
	bool is_shown = sentence && strstr(sentence, "://") && strstr(sentence, "http"); /* not behind the words of a link */
	return is_shown && said_is_by(name, "name") && said_is_by(address, "link") && name->entry == address->entry &&
	       name->of & whole && address->of & (whole | SAID_OF_PART) &&
	       address->fact->at.line_start <= name->fact->at.line_end + ADDRESS_LINES && leads_there(sentence);
}

static void compare_behind(struct dossier *d)
{
	for (size_t i = 0; i + 1 < d->n_said; i++) {
		const struct said *name = &d->said[i], *address = name + 1;
		if (!goes_with(name, address) || expressions_meet(d->catalog, name->expression, address->expression) ||
		    is_named_too(d, address))
			continue;
		const struct fact *evidence[] = {name->fact, address->fact};
		finding_add(d->artifact, d->arena, FINDING_LINK_NAMES_ANOTHER, evidence, 2,
			    "%s, line %u, names %s and gives the address of %s for it, line %u.",
			    dossier_name(d, name->entry->name), name->fact->at.line_start,
			    expression_print(name->expression, d->arena), expression_print(address->expression, d->arena),
			    address->fact->at.line_start);
		return;
	}
}

/* --- fields ------------------------------------------------------------------------------------------------------------------- */

/* The license whose page the address is that the claim gives, unless the card, or one of its fields, claims that license. */
static const struct license *page_of_another(const struct dossier *d, size_t first)
{
	const struct claim *c = &d->claims[first];
	const struct license *l = claim_page(d->catalog, c->link->value);
	if (!l)
		return NULL;
	for (size_t i = first; i < d->n_claims && d->claims[i].entry == c->entry; i++)
		if (d->claims[i].expression && claim_names(d->catalog, d->claims[i].expression, l))
			return NULL;
	return l;
}

static const struct expression *own_name(struct dossier *d, const struct claim *c)
{
	return c->name && c->name != c->fact && c->expression ? claim_resolve(d->catalog, c->name->value, d->arena) : NULL;
}

/* Behind "other" the name is of several licenses, and it is the address that told which one is declared. */
static bool is_told_by_page(const struct dossier *d, const struct claim *c)
{
	const struct license *l = c->placeholder && c->link && c->expression ? claim_page(d->catalog, c->link->value) : NULL;
	return l && c->expression->license && license_is(c->expression->license, l);
}

/* "license: pear" beside "license_name: quince": the name is for licenses that the hub has no word for. */
static void compare_names(struct dossier *d, const struct claim *c)
{
	const struct expression *named = is_told_by_page(d, c) ? NULL : own_name(d, c);
	const struct fact *evidence[] = {c->fact, c->name};
	if (named && named->license && !claim_names(d->catalog, c->expression, named->license) &&
	    !expressions_meet(d->catalog, named, c->expression))
		finding_add(d->artifact, d->arena, FINDING_CLAIMS_DISAGREE, evidence, 2,
			    "%s declares %s, line %u, and names it %s, line %u.", dossier_name(d, c->entry->name),
			    expression_print(c->expression, d->arena), c->fact->at.line_start, expression_print(named, d->arena),
			    c->name->at.line_start);
}

/* "license_name: pear" beside "license_link: https://quince.invalid/license". */
static void compare_page(struct dossier *d, size_t first)
{
	const struct claim *c = &d->claims[first];
	if (!c->link || c->link == c->fact || !c->expression)
		return;
	const struct expression *named = is_told_by_page(d, c) ? own_name(d, c) : NULL, *declared = named ? named : c->expression;
	const struct license *l = named ? claim_page(d->catalog, c->link->value) : page_of_another(d, first);
	const struct fact *evidence[] = {named ? c->name : c->fact, c->link};
	if (l && !(named && claim_names(d->catalog, named, l)))
		finding_add(d->artifact, d->arena, FINDING_LINK_NAMES_ANOTHER, evidence, 2,
			    "%s, line %u, declares %s and gives the address of %s for it, line %u.",
			    dossier_name(d, c->entry->name), evidence[0]->at.line_start, expression_print(declared, d->arena),
			    license_title(l, d->arena), c->link->at.line_start);
}

/* The claims of a card stand side by side. A name is for its only one; of several it is not known which it is. */
static void compare_fields(struct dossier *d)
{
	for (size_t i = 0, next; i < d->n_claims; i = next) {
		const struct entry *card = d->claims[i].entry;
		for (next = i + 1; next < d->n_claims && d->claims[next].entry == card;)
			next++;
		if (scope_is_elsewhere(d, card))
			continue;
		if (next == i + 1)
			compare_names(d, &d->claims[i]);
		compare_page(d, i);
	}
}

/* --- badges ------------------------------------------------------------------------------------------------------------------- */

/* Is what is here called like the repository, "OWNER/NAME", which ends at `end`? */
static bool is_called_here(const struct dossier *d, const char *repository, const char *end)
{
	const char *slash = memchr(repository, '/', (size_t)(end - repository));
	return slash &&
	       (is_repository(d->artifact->name, repository, slash, end) || is_repository(d->place_name, repository, slash, end));
}

/* What is here is called with its owner, or the card links to a file of a repository that is called so: other ones are told from it. */
static bool is_own_known(const struct dossier *d, const struct entry *e)
{
	bool known = (d->artifact->name && scope_owner(d->artifact->name)) || (d->place_name && scope_owner(d->place_name));
	for (size_t i = 0; i < e->count && !known; i++)
		known = in_repository(&e->facts[i]) && is_called_here(d, e->facts[i].value, strchr(e->facts[i].value, ':'));
	return known;
}

/* The first of a card: copied from the card of another project. */
static void find_badge(struct dossier *d, const struct entry *e)
{
	for (size_t i = 0; i < e->count; i++) {
		const struct fact *f = &e->facts[i];
		if (!is_meta(f, "license_badge_of") || is_called_here(d, f->value, f->value + strlen(f->value)))
			continue;
		if (is_own_known(d, e))
			finding_add(d->artifact, d->arena, FINDING_LICENSE_BADGE_OF_ANOTHER, &f, 1,
				    "%s, has a badge with the license of %s, which is another repository.", dossier_where(d, f),
				    dossier_quote(d, f));
		return;
	}
}

void links_find(struct dossier *d)
{
	compare_behind(d);
	compare_fields(d);
	for (size_t i = 0; i < d->group->count; i++) {
		const struct entry *e = d->group->entries[i];
		bool counts = !scope_is_elsewhere(d, e) || scope_is_folder_card(d, e);
		if (e->role == DOCUMENT_CARD && !scope_is_elsewhere(d, e))
			find_badge(d, e);
		for (size_t k = 0; k < e->count && counts; k++)
			if (is_meta(&e->facts[k], "license_link_named"))
				compare(d, e, &e->facts[k]);
			else if (is_meta(&e->facts[k], "license_address_named"))
				compare_address(d, e, &e->facts[k]);
	}
}

bool link_tells_page(const struct dossier *d, const struct entry *e, const struct expression *x)
{
	bool tells = false;
	if (!x->license || e->role != DOCUMENT_LICENSE || scope_is_elsewhere(d, e))
		return false;
	for (size_t i = 0; i < e->count && !tells; i++) {
		const struct match *m = e->facts[i].kind == FACT_MATCH ? e->facts[i].detail : NULL;
		tells = m && m->license && m->how && !strcmp(m->how, "link") && claim_means(d->catalog, x, m->license);
	}
	return tells;
}

bool link_tells_text(const struct dossier *d, const struct entry *e, const struct expression *x)
{
	return scope_of_entry(d, e) & SAID_OF_WEIGHTS && link_tells_page(d, e, x);
}

bool link_tells_text_here(const struct dossier *d, const struct expression *x)
{
	for (size_t i = 0; i < d->group->count; i++)
		if (link_tells_text(d, d->group->entries[i], x))
			return true;
	return false;
}
