/* SPDX-License-Identifier: MIT */
#include "findings/compat.h"

#include <stdlib.h>
#include <string.h>

struct comparing {
	const struct catalog *c;
	const struct expression *license;
	bool later; /* the base says "or any later version" */
};

static bool lists_word(const struct strings *list, const char *word)
{
	for (uint32_t i = 0; i < list->count; i++)
		if (!strcmp(list->at[i], word))
			return true;
	return false;
}

static bool is_kind_or_as_strict(const struct kind *has, const struct kind *wanted)
{
	return has == wanted || lists_word(&wanted->carried_by, has->id);
}

static bool has_type(const struct catalog *c, const char *name, const char *type)
{
	for (uint32_t i = 0; i < c->n_forms; i++)
		if (!strcmp(c->forms[i].name, name))
			return !strcmp(c->forms[i].type, type);
	return false;
}

/* The value of the kind names the regions that are granted, and not those that are left out. */
static bool names_granted(const struct kind *k, const char *name)
{
	for (uint32_t i = 0; i < k->n_bearings; i++)
		if (k->bearings[i].outside && k->bearings[i].limit && !strcmp(k->bearings[i].limit, name))
			return true;
	return false;
}

static bool lists_code(const char *list, const char *code, size_t n)
{
	for (const char *at = list; *at; at += strcspn(at, ","), at += *at == ',')
		if (strcspn(at, ",") == n && !strncmp(at, code, n))
			return true;
	return false;
}

/* Is the region in the list, by its own code or as a part of a group ("EU") in it? */
static bool lists_region(const struct catalog *c, const char *list, const char *code, size_t n)
{
	bool found = lists_code(list, code, n);
	for (uint32_t i = 0; i < c->region_groups.count && !found; i++) {
		const struct pair *group = &c->region_groups.at[i];
		found = lists_code(list, group->key, strlen(group->key)) && lists_code(group->value, code, n);
	}
	return found;
}

static bool lists_all(const struct catalog *c, const char *list, const char *regions)
{
	for (const char *at = regions; *at; at += strcspn(at, ","), at += *at == ',')
		if (!lists_region(c, list, at, strcspn(at, ",")))
			return false;
	return true;
}

/* Two words for what is counted, of which a line of the vocabulary makes one use. */
static bool counts_alike(const struct kind *k, const char *name, const char *a, const char *b)
{
	bool alike = !strcmp(a, b);
	for (uint32_t i = 0; i < k->n_bearings && !alike; i++) {
		const struct bearing *line = &k->bearings[i];
		alike = line->when && !strcmp(line->when, name) && lists_word(&line->when_words, a) &&
			lists_word(&line->when_words, b);
	}
	return alike;
}

/* One counts users, say, and the other devices; or dollars a month and dollars a year: neither can be told from the other. */
static bool is_of_another_thing(const struct catalog *c, const struct term *t, const struct term *than)
{
	for (uint32_t i = 0; i < than->values.count; i++) {
		const char *name = than->values.at[i].key, *own = pairs_value(&t->values, name);
		bool unit = has_type(c, name, "") || has_type(c, name, "currency");
		if (own && unit && !counts_alike(t->kind, name, own, than->values.at[i].value))
			return true;
	}
	return false;
}

/* Both have a value of that name, for the same thing, and the other's allows more: a greater number, fewer regions left out, more granted. */
static bool is_looser(const struct catalog *c, const struct term *t, const struct term *than)
{
	for (uint32_t i = 0; i < than->values.count; i++) {
		const char *name = than->values.at[i].key, *value = than->values.at[i].value,
			   *own = pairs_value(&t->values, name);
		if (own && has_type(c, name, "number") && strtod(own, NULL) > strtod(value, NULL))
			return true;
		if (own && has_type(c, name, "regions") &&
		    !(names_granted(t->kind, name) ? lists_all(c, value, own) : lists_all(c, own, value)))
			return true;
	}
	return false;
}

static bool falls_short(const struct catalog *c, const struct term *t, const struct term *wanted)
{
	return is_looser(c, t, wanted) || is_of_another_thing(c, t, wanted);
}

/* --- one license ----------------------------------------------------------------------------------------------------------- */

static const struct term *term_for(const struct catalog *c, const struct license *l, const struct term *wanted)
{
	for (uint32_t i = 0; i < l->n_terms; i++)
		if (is_kind_or_as_strict(l->terms[i].kind, wanted->kind) &&
		    !(l->terms[i].kind == wanted->kind && falls_short(c, &l->terms[i], wanted)))
			return &l->terms[i];
	for (uint32_t i = 0; i < l->members.count; i++) {
		const struct license *member = catalog_license(c, l->members.at[i]);
		const struct term *t = member ? term_for(c, member, wanted) : NULL;
		if (t)
			return t;
	}
	return NULL;
}

enum { CHAIN_MAX = 64 };

static bool leads_to(const struct catalog *c, const struct license *from, const struct license *to)
{
	for (int i = 0; from && i < CHAIN_MAX; i++) {
		if (license_is(from, to))
			return true;
		from = from->successor ? catalog_license(c, from->successor) : NULL;
	}
	return false;
}

/* The same license, in whatever version: later ones are the publisher's own. */
static bool is_same(const struct catalog *c, const struct license *a, const struct license *b)
{
	return leads_to(c, a, b) || leads_to(c, b, a) || license_has_member(a, b) || license_has_member(b, a);
}

/* Does it, or some member of a family, restrict nothing that the base does not, of what stays with a model? */
static bool is_wider(const struct catalog *c, const struct license *base, const struct license *x)
{
	for (uint32_t i = 0; i < x->n_terms; i++) {
		enum derivative d = x->terms[i].kind->derivative;
		if (d != DERIVATIVE_FREE && d != DERIVATIVE_BESIDE && !term_for(c, base, &x->terms[i]))
			return false;
	}
	for (uint32_t i = 0; i < x->members.count; i++) {
		const struct license *member = catalog_license(c, x->members.at[i]);
		if (member && is_wider(c, base, member))
			return true;
	}
	return !x->members.count;
}

/* May it stand where the base's own license is wanted: that one, one that it names, a later or a wider one where that is allowed? */
static bool is_wanted(const struct comparing *k, const struct license *base, const struct license *x)
{
	if (license_is(base, x) || license_has_member(base, x) || license_has_member(x, base))
		return true;
	for (uint32_t i = 0; i < base->compatible.count; i++) {
		const struct license *l = catalog_license(k->c, base->compatible.at[i]);
		if (l && (license_is(l, x) || license_has_member(x, l)))
			return true;
	}
	return ((base->later_versions || k->later) && leads_to(k->c, base, x)) ||
	       (base->wider_licenses && is_wider(k->c, base, x));
}

bool compat_conflicts(const struct compat *x)
{
	return x->verdict >= COMPAT_PERMISSIVE;
}

bool compat_ends_at_part(const struct compat *x)
{
	return x->verdict == COMPAT_SAME_WANTED && x->base && x->base->larger_work;
}

bool compat_is_known(const struct catalog *c, const struct license *l)
{
	return license_is_among(l, &c->free_of_terms) || l->n_terms || l->members.count;
}

static bool carries(const struct comparing *k, const struct expression *x, const struct license *base, const struct term *t,
		    struct carrier *by)
{
	bool any = false, all = true;
	if (x->op == EXPRESSION_LICENSE) {
		*by = (struct carrier){.license = x->license};
		if (t->kind->derivative == DERIVATIVE_FORBIDS)
			return false;
		if (!x->license)
			return true;
		if (t->kind->derivative == DERIVATIVE_SAME)
			return is_wanted(k, base, x->license);
		if (is_same(k->c, x->license, base))
			return true;
		by->term = term_for(k->c, x->license, t);
		return by->term != NULL;
	}
	struct carrier met = {0}, unmet = {0};
	for (size_t i = 0; i < x->n_parts; i++) {
		bool one = carries(k, x->parts[i], base, t, by);
		struct carrier *first = one ? &met : &unmet;
		if (one ? !any : all)
			*first = *by;
		any |= one;
		all &= one;
	}
	bool carried = x->op == EXPRESSION_AND ? any : all;
	*by = carried ? met : unmet;
	return carried;
}

struct search_own {
	const struct catalog *c;
	const struct license *base;
	const struct term *own;
};

/* A restriction that the base has not. */
static void look_for_own(void *ctx, const struct expression *x)
{
	struct search_own *s = ctx;
	for (uint32_t i = 0; x->license && i < x->license->n_terms && !s->own; i++)
		if (x->license->terms[i].kind->derivative == DERIVATIVE_BINDS && !term_for(s->c, s->base, &x->license->terms[i]))
			s->own = &x->license->terms[i];
}

struct search_unknown {
	const struct catalog *c;
	bool found;
};

static void look_unknown(void *ctx, const struct expression *x)
{
	struct search_unknown *s = ctx;
	s->found |= !x->license || !compat_is_known(s->c, x->license);
}

static bool any_unknown(const struct catalog *c, const struct expression *x)
{
	struct search_unknown s = {c, false};
	expression_each(x, look_unknown, &s);
	return s.found;
}

const struct term *compat_looser(const struct catalog *c, const struct license *l, const struct term *t)
{
	for (uint32_t i = 0; l && i < l->n_terms; i++)
		if ((l->terms[i].kind == t->kind && falls_short(c, &l->terms[i], t)) ||
		    lists_word(&t->kind->like, l->terms[i].kind->id))
			return &l->terms[i];
	return NULL;
}

static struct compat compare_terms(const struct comparing *k, const struct license *base)
{
	struct compat out = {.verdict = COMPAT_CARRIED, .base = base};
	bool forbids = false, same = false, binds = false;
	for (uint32_t i = 0; i < base->n_terms; i++) {
		const struct term *t = &base->terms[i];
		enum derivative d = t->kind->derivative;
		struct carrier by = {0};
		if (d == DERIVATIVE_FREE || d == DERIVATIVE_BESIDE || carries(k, k->license, base, t, &by))
			continue;
		if (!out.n_missing) {
			out.by = by.license;
			out.looser = compat_looser(k->c, out.by, t);
		}
		if (out.n_missing < COMPAT_TERMS)
			out.missing[out.n_missing++] = t;
		forbids |= d == DERIVATIVE_FORBIDS;
		same |= d == DERIVATIVE_SAME;
		binds |= d == DERIVATIVE_BINDS;
	}
	struct search_own own = {.c = k->c, .base = base};
	expression_each(k->license, look_for_own, &own);
	out.own = own.own;
	out.verdict = forbids		 ? COMPAT_FORBIDDEN
		      : same && !binds	 ? COMPAT_SAME_WANTED
		      : binds && out.own ? COMPAT_OTHER
		      : binds		 ? COMPAT_PERMISSIVE
					 : COMPAT_CARRIED;
	return out;
}

/* --- expressions ----------------------------------------------------------------------------------------------------------- */

/* Of a family: the best that can be done. Terms that only some members have are held against nobody. */
static struct compat better(struct compat a, struct compat b)
{
	return a.verdict < b.verdict || (a.verdict == b.verdict && a.n_missing <= b.n_missing) ? a : b;
}

static struct compat compare_license(const struct comparing *k, const struct license *base)
{
	if (!base || !compat_is_known(k->c, base))
		return (struct compat){.verdict = COMPAT_UNKNOWN, .base = base};
	if (!base->members.count)
		return compare_terms(k, base);
	struct compat best = {.verdict = COMPAT_FORBIDDEN};
	for (uint32_t i = 0; i < base->members.count; i++) {
		const struct license *member = catalog_license(k->c, base->members.at[i]);
		struct compat one = member ? compare_terms(k, member) : (struct compat){.verdict = COMPAT_UNKNOWN};
		best = i ? better(best, one) : one;
	}
	return best;
}

static struct compat compare(const struct comparing *k, const struct expression *base)
{
	if (base->op == EXPRESSION_LICENSE)
		return compare_license(&(struct comparing){k->c, k->license, base->later}, base->license);
	struct compat out = compare(k, base->parts[0]);
	for (size_t i = 1; i < base->n_parts; i++) {
		struct compat one = compare(k, base->parts[i]);
		bool take = base->op == EXPRESSION_OR ? one.verdict < out.verdict : one.verdict > out.verdict;
		out = take ? one : out;
	}
	return out;
}

struct compat compat_compare(const struct catalog *c, const struct expression *base, const struct expression *license)
{
	struct comparing k = {c, license, false};
	if (any_unknown(c, license))
		return (struct compat){.verdict = COMPAT_UNKNOWN};
	return compare(&k, base);
}

bool compat_carries(const struct catalog *c, const struct expression *license, const struct expression *base,
		    const struct term *t, struct carrier *by)
{
	struct comparing k = {c, license, base->later};
	*by = (struct carrier){0};
	return carries(&k, license, base->license, t, by);
}

struct search_kind {
	const struct catalog *c;
	struct term wanted;
	bool found;
};

/* A term that keeps out much the same will do: who reads of the one beside the other is not misled. */
static void look_for_kind(void *ctx, const struct expression *x)
{
	struct search_kind *s = ctx;
	const struct strings *like = &s->wanted.kind->like;
	s->found |= x->license && term_for(s->c, x->license, &s->wanted);
	for (uint32_t i = 0; x->license && i < like->count && !s->found; i++) {
		struct term other = {.kind = catalog_kind(s->c, like->at[i])};
		s->found = other.kind && term_for(s->c, x->license, &other);
	}
}

bool compat_restricts(const struct catalog *c, const struct expression *license, const struct kind *kind)
{
	struct search_kind s = {c, {.kind = kind}, false};
	expression_each(license, look_for_kind, &s);
	return s.found;
}

size_t compat_duties(const struct license *base, const struct term **out, size_t n)
{
	size_t found = 0;
	for (uint32_t i = 0; i < base->n_terms && found < n; i++)
		if (base->terms[i].kind->derivative == DERIVATIVE_BESIDE)
			out[found++] = &base->terms[i];
	return found;
}
