/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
/* use: what a policy says of the intended use, and what the vocabulary's `bears` make of it. */
#include "policy/parts.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char everywhere[] = "everywhere";

static bool among(const struct strings *s, const char *word)
{
	for (uint32_t i = 0; i < s->count; i++)
		if (!strcmp(s->at[i], word))
			return true;
	return false;
}

/* --- reading ---------------------------------------------------------------------------------------------------------------- */

/* "2000000", "2M", "1.5B": K, M and B are thousands, millions and billions. *end is what follows. */
static bool read_number(const char *s, double *out, const char **end)
{
	static const char letters[] = "KMB";
	size_t whole = strspn(s, "0123456789"), rest = s[whole] == '.' ? 1 + strspn(s + whole + 1, "0123456789") : 0;
	if (!whole || rest == 1)
		return false;
	*out = strtod(s, NULL);
	*end = s + whole + rest;
	const char *letter = **end ? strchr(letters, **end) : NULL;
	for (const char *l = letters; letter && l <= letter; l++)
		*out *= 1000;
	*end += letter != NULL;
	return true;
}

static int use_number(const struct load *l, const struct yaml *node, struct use_value *v, struct err *e)
{
	const char *end;
	if (node->type == YAML_SCALAR && read_number(node->text, &v->number, &end) && !*end)
		return 0;
	return load_fail(l, node, e, "a number is needed here, such as 2000000 or 2M (K, M, B: thousand, million, billion)");
}

/* "5M USD", "400K EUR/month" */
static int use_money(const struct load *l, const struct yaml *node, struct use_value *v, struct err *e)
{
	const char *end;
	if (node->type == YAML_SCALAR && read_number(node->text, &v->number, &end) && *end++ == ' ' &&
	    strspn(end, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == 3 &&
	    (!end[3] || !strcmp(end + 3, "/year") || !strcmp(end + 3, "/month"))) {
		v->currency = arena_strndup(l->arena, end, 3);
		v->period = end[3] ? end + 4 : "year";
		return 0;
	}
	return load_fail(l, node, e, "a sum with its currency is needed here, such as 5M USD or 400K EUR/month");
}

/* Each word must be one that `ok` takes. */
static int use_words(const struct load *l, const struct yaml *node, const struct use *use, struct use_value *v, struct err *e)
{
	if (field_strings(l, node, &v->words, e) < 0)
		return -1;
	if (use->form == USE_REGIONS && !v->words.count)
		return load_fail(l, node, e, "a region is needed here, or everywhere");
	for (uint32_t i = 0; i < v->words.count; i++) {
		const struct yaml *at = node->type == YAML_LIST ? node->items[i] : node;
		const char *word = v->words.at[i];
		if (use->form == USE_WORDS && !among(&use->words, word))
			return load_fail(l, at, e, "'%s' is no word for %s; `licet policy init` lists them", word, use->id);
		if (use->form == USE_REGIONS && strcmp(word, everywhere) != 0 && !catalog_region(l->catalog, word))
			return load_fail(l, at, e, "'%s' is no region; ISO 3166-1 alpha-2, EU and everywhere are", word);
	}
	return 0;
}

static const char *as_written(const struct use_value *v, const struct yaml *node, struct arena *a)
{
	const char *list = "";
	if (node->type == YAML_SCALAR)
		return node->text;
	for (uint32_t i = 0; i < v->words.count; i++)
		list = arena_printf(a, "%s%s%s", list, i ? ", " : "", v->words.at[i]);
	return arena_printf(a, "[%s]", list);
}

static int use_read(const struct load *l, const struct yaml *node, const struct use *use, struct use_value *v, struct err *e)
{
	int rc = use->form == USE_YES_NO   ? field_bool(l, node, &v->yes, e)
		 : use->form == USE_NUMBER ? use_number(l, node, v, e)
		 : use->form == USE_MONEY  ? use_money(l, node, v, e)
					   : use_words(l, node, use, v, e);
	if (rc < 0)
		return -1;
	v->said = true;
	v->text = as_written(v, node, l->arena);
	v->at = (struct position){node->line, node->column};
	return 0;
}

int field_use(const struct load *l, const struct yaml *map, void *target, struct err *e)
{
	struct policy *p = target;
	if (map->type != YAML_MAP)
		return load_fail(l, map, e, "a map of uses is needed here, such as {commercial: true, users: 2M}");
	for (size_t i = 0; i < map->count; i++) {
		const struct use *use = catalog_use(l->catalog, map->keys[i]->text);
		if (!use)
			return load_fail(l, map->keys[i], e, "there is no use '%s'; `licet policy init` lists them",
					 map->keys[i]->text);
		struct use_value *v = &p->uses[use - l->catalog->uses];
		if (v->said)
			return load_fail(l, map->keys[i], e, "the use '%s' stands twice", use->id);
		if (!yaml_is_null(map->items[i]) && use_read(l, map->items[i], use, v, e) < 0)
			return -1;
	}
	p->has_use = true;
	return 0;
}

/* --- comparing -------------------------------------------------------------------------------------------------------------- */

bool bearing_fits(const struct bearing *b, const struct clause *c)
{
	const char *when = b->when ? pairs_value(c->values, b->when) : NULL;
	return (!b->when || (when && among(&b->when_words, when))) && (!b->with || pairs_value(c->values, b->with)) &&
	       (!b->without || !pairs_value(c->values, b->without));
}

struct comparison {
	const struct policy *policy;
	const struct bearing *bearing;
	const struct clause *clause;
	const struct use *use;
	const struct use_value *value;
	struct arena *arena;
};

static struct touch touch_as(const struct comparison *k, enum outcome outcome, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* "`users: 2M` (firm.yaml:4:10) …" */
static struct touch touch_as(const struct comparison *k, enum outcome outcome, const char *format, ...)
{
	char words[600];
	va_list ap;
	va_start(ap, format);
	vsnprintf(words, sizeof words, format, ap);
	va_end(ap);
	return (struct touch){outcome,
			      arena_printf(k->arena, "`%s: %s` (%s) %s", k->use->id, k->value->text,
					   policy_at(k->policy, &k->value->at, k->arena), words),
			      &k->value->at};
}

/* The first word of the clause that leaves open what it counts, or which regions it means; NULL. */
static const char *doubt_in(const struct comparison *k)
{
	for (uint32_t i = 0; k->clause->text && i < k->bearing->doubt.count; i++)
		if (strcasestr(k->clause->text, k->bearing->doubt.at[i]))
			return k->bearing->doubt.at[i];
	return NULL;
}

/* Why a sum of the policy cannot be held against one of the clause at all; NULL. Nothing is converted. */
static const char *unlike(const struct comparison *k)
{
	const char *currency = pairs_value(k->clause->values, "currency");
	if (k->use->form != USE_MONEY || (currency && !strcmp(currency, k->value->currency)))
		return NULL;
	return currency ? arena_printf(k->arena, "is not in %s as the clause has it, and nothing is converted", currency)
			: "is a sum, and the clause names no currency";
}

/*
 * Why a sum that is (not) above the limit says nothing of the cap; NULL. What a month brings is a part of the year: a year's sum that
 * is not above the limit of a month never is in one, and a month's that is above that of a year is so already.
 */
static const char *other_period(const struct comparison *k, bool above)
{
	const char *period = pairs_value(k->clause->values, "period"), *mine = k->value->period;
	if (k->use->form != USE_MONEY || (period && !strcmp(period, mine)))
		return NULL;
	if (!period)
		return above ? NULL : "is not above it, but the clause does not say for which time it counts";
	bool shorter = !strcmp(mine, "month");
	return shorter == above ? NULL : arena_printf(k->arena, "is for a %s and the clause counts a %s", mine, period);
}

static struct touch compare_number(const struct comparison *k)
{
	const char *name = k->bearing->limit, *limit = pairs_value(k->clause->values, name), *end, *why = unlike(k),
		   *doubt = doubt_in(k);
	double most;
	if (!limit || !read_number(limit, &most, &end) || *end)
		return touch_as(k, OUTCOME_UNCLEAR, "cannot be compared: the clause has no %s that could be read", name);
	bool above = k->value->number > most;
	why = why ? why : other_period(k, above);
	if (why)
		return touch_as(k, OUTCOME_UNCLEAR, "%s (%s %s)", why, name, limit);
	if (above)
		return touch_as(k, OUTCOME_CONCERNED, "is above %s %s", name, limit);
	if (k->value->number == most)
		return touch_as(k, OUTCOME_UNCLEAR, "is just the %s %s; the clause says whether that is too much", name, limit);
	if (doubt)
		return touch_as(k, OUTCOME_UNCLEAR, "is not above %s %s, but the clause speaks of \"%s\", too", name, limit,
				doubt);
	return touch_as(k, OUTCOME_UNTOUCHED, "is not above %s %s", name, limit);
}

/* Is `code` among the codes with commas between? */
static bool names_code(const char *codes, const char *code)
{
	size_t n = strlen(code);
	for (const char *at = codes; *at; at += strcspn(at, ","), at += *at == ',')
		if (strcspn(at, ",") == n && !strncmp(at, code, n))
			return true;
	return false;
}

static bool is_member(const struct catalog *c, const char *group, const char *code)
{
	for (uint32_t i = 0; i < c->region_groups.count; i++)
		if (!strcmp(c->region_groups.at[i].key, group) && names_code(c->region_groups.at[i].value, code))
			return true;
	return false;
}

/* Have the two regions something in common? */
static bool regions_meet(const struct catalog *c, const char *mine, const char *theirs)
{
	return !strcmp(mine, everywhere) || !strcmp(mine, theirs) || is_member(c, mine, theirs) || is_member(c, theirs, mine);
}

/* The first of the regions (codes with commas between) that `mine` has something to do with, or lies in; NULL. */
static const char *meeting(const struct comparison *k, const char *mine, const char *regions,
			   bool (*fits)(const struct catalog *, const char *mine, const char *theirs))
{
	for (const char *at = regions; *at; at += strcspn(at, ","), at += *at == ',') {
		const char *theirs = arena_strndup(k->arena, at, strcspn(at, ","));
		if (fits(k->policy->catalog, mine, theirs))
			return theirs;
	}
	return NULL;
}

static bool region_lies_in(const struct catalog *c, const char *mine, const char *theirs)
{
	return !strcmp(mine, theirs) || is_member(c, theirs, mine);
}

/* All that is granted is the regions of the clause. */
static struct touch compare_granted(const struct comparison *k, const char *granted)
{
	for (uint32_t i = 0; i < k->value->words.count; i++)
		if (!meeting(k, k->value->words.at[i], granted, region_lies_in))
			return touch_as(k, OUTCOME_CONCERNED, "has %s, and only %s is granted", k->value->words.at[i], granted);
	return touch_as(k, OUTCOME_UNTOUCHED, "lies within %s, which is granted", granted);
}

static struct touch compare_regions(const struct comparison *k)
{
	const char *regions = pairs_value(k->clause->values, k->bearing->limit);
	if (!regions)
		return touch_as(k, OUTCOME_UNCLEAR, "cannot be compared: the clause has no regions that could be read");
	if (k->bearing->outside)
		return compare_granted(k, regions);
	if (doubt_in(k))
		return touch_as(k, OUTCOME_UNCLEAR,
				"cannot be compared: whether %s is left out, or alone is granted, is for a person to read",
				regions);
	for (uint32_t i = 0; i < k->value->words.count; i++) {
		const char *met = meeting(k, k->value->words.at[i], regions, regions_meet);
		if (met)
			return touch_as(k, OUTCOME_CONCERNED, "has to do with %s, which is left out", met);
	}
	return touch_as(k, OUTCOME_UNTOUCHED, "has nothing to do with %s", regions);
}

static struct touch compare_words(const struct comparison *k)
{
	const struct strings *mine = &k->value->words, *theirs = &k->bearing->words;
	for (uint32_t i = 0; i < mine->count; i++)
		if (!theirs->count || among(theirs, mine->at[i]))
			return touch_as(k, OUTCOME_CONCERNED, "has %s, which is meant", mine->at[i]);
	return touch_as(k, OUTCOME_UNTOUCHED, "has nothing of it");
}

void use_touch(const struct policy *p, const struct bearing *b, const struct clause *c, struct arena *a, struct touch *out)
{
	*out = (struct touch){OUTCOME_CONCERNED, "it bears on every use", NULL};
	if (!b->use)
		return;
	const struct use *use = catalog_use(p->catalog, b->use);
	const struct comparison k = {p, b, c, use, &p->uses[use - p->catalog->uses], a};
	if (!k.value->said)
		*out = (struct touch){OUTCOME_UNCLEAR, arena_printf(a, "the policy does not say `%s` (%s)", use->id, use->asks),
				      NULL};
	else if (use->form == USE_YES_NO)
		*out = touch_as(&k, k.value->yes ? OUTCOME_CONCERNED : OUTCOME_UNTOUCHED, "%s",
				k.value->yes ? "is concerned" : "is not concerned");
	else if (use->form == USE_NUMBER || use->form == USE_MONEY)
		*out = compare_number(&k);
	else
		*out = use->form == USE_REGIONS ? compare_regions(&k) : compare_words(&k);
}
