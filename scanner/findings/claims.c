/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "findings/claims.h"

#include "base/ascii.h"
#include "base/buf.h"
#include "catalog/address.h"
#include "findings/conclude.h"
#include "findings/laundering.h"
#include "findings/leads.h"
#include "findings/scope.h"
#include "findings/texts.h"

#include <fnmatch.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* --- words to licenses ----------------------------------------------------------------------------------------------------- */

enum { NAME_BYTES = 250, CHAIN_MAX = 64, CLAIMS_MAX = 1000 };

/* Replaces `from` by `to` (not longer) where it first stands. */
static bool replace(char *s, const char *from, const char *to)
{
	char *at = strstr(s, from);
	if (!at)
		return false;
	size_t n = strlen(to);
	memcpy(at, to, n);
	memmove(at + n, at + strlen(from), strlen(at + strlen(from)) + 1);
	return true;
}

/* Records that stand for a license themselves: an exception does not. */
static const struct license *find_alias(const struct catalog *c, const char *name)
{
	const struct license *found = catalog_alias(c, name);
	return found && !found->exception ? found : NULL;
}

/* With and without the word "license" at the end. */
static const struct license *find_ending(const struct catalog *c, const char *folded)
{
	static const char ending[] = "-license";
	char name[NAME_BYTES + sizeof ending];
	size_t n = strlen(folded), k = sizeof ending - 1;
	const struct license *found = find_alias(c, folded);
	if (found)
		return found;
	memcpy(name, folded, n + 1);
	if (n > k && !strcmp(name + n - k, ending))
		name[n - k] = 0;
	else
		memcpy(name + n, ending, sizeof ending);
	return find_alias(c, name);
}

/* "version 2", "v2" and "2" are one. */
static const struct license *find_version(const struct catalog *c, const char *folded)
{
	char name[NAME_BYTES];
	const struct license *found = find_ending(c, folded);
	memcpy(name, folded, strlen(folded) + 1);
	if (!found && replace(name, "-version-", "-v"))
		found = find_ending(c, name);
	char *v = strstr(name, "-v");
	if (!found && v && v[2] >= '0' && v[2] <= '9') {
		memmove(v + 1, v + 2, strlen(v + 2) + 1);
		found = find_ending(c, name);
	}
	return found;
}

static bool is_small_letter(char c)
{
	return c >= 'a' && c <= 'z';
}

/* Between a word and a number a '-' for none, or none for it: "pear-by4-0" is "pear-by-4-0", "quince-2" is "quince2". */
static void respace(const char *folded, bool apart, char out[NAME_BYTES])
{
	size_t n = 0;
	for (const char *s = folded; *s && n + 2 < NAME_BYTES; s++) {
		if (!apart && *s == '-' && n && is_small_letter(out[n - 1]) && is_digit(s[1]))
			continue;
		if (apart && n && is_small_letter(out[n - 1]) && is_digit(*s) && (n < 2 || out[n - 1] != 'v'))
			out[n++] = '-';
		out[n++] = *s;
	}
	out[n] = 0;
}

static const struct license *find_spaced(const struct catalog *c, const char *folded)
{
	char spaced[NAME_BYTES];
	const struct license *found = find_version(c, folded);
	for (int apart = 0; !found && apart < 2; apart++) {
		respace(folded, apart, spaced);
		found = strcmp(spaced, folded) != 0 ? find_version(c, spaced) : NULL;
	}
	return found;
}

static const struct license *find_name(const struct catalog *c, const char *words)
{
	static const char *const beginnings[] = {"licensed-under-", "released-under-", "under-", "the-"};
	char folded[NAME_BYTES];
	alias_fold(words, folded, sizeof folded);
	const char *at = folded;
	for (size_t i = 0; i < sizeof beginnings / sizeof *beginnings; i++)
		if (!strncmp(at, beginnings[i], strlen(beginnings[i])))
			at += strlen(beginnings[i]);
	const struct license *found = find_spaced(c, folded);
	found = found || at == folded ? found : find_spaced(c, at);
	found = found ? found : catalog_alias_loose(c, at);
	return found && !found->exception ? found : NULL;
}

static bool cut_ending(char *folded, const char *ending)
{
	size_t n = strlen(folded), k = strlen(ending);
	if (n <= k || strcmp(folded + n - k, ending) != 0)
		return false;
	folded[n - k] = 0;
	return true;
}

/* Cuts "or any later version" and the like off the end of a folded name; '+' too, and the version that R asks for: "Pear (>= 2)". */
static bool cut_later(char *folded, const char *words)
{
	static const char *const endings[] = {"-or-at-your-option-any-later-version",
					      "-or-any-later-version",
					      "-any-later-version",
					      "-or-any-later",
					      "-or-later-versions",
					      "-or-later-version",
					      "-or-later",
					      "-or-newer",
					      "+"};
	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
		if (cut_ending(folded, endings[i]))
			return true;
	return strstr(words, ">=") != NULL;
}

/* Cuts "-19-november-2007", "-june-1991" off the end of a folded name: the day on which that version came out. */
static bool cut_date(char *folded)
{
	static const char *const months[] = {"january", "february", "march",	 "april",   "may",	"june",
					     "july",	"august",   "september", "october", "november", "december"};
	const char *year = strrchr(folded, '-');
	if (!year || strlen(year) != 5 || strspn(year + 1, "0123456789") != 4)
		return false;
	char *end = folded + (year - folded);
	for (size_t i = 0; i < sizeof months / sizeof *months; i++) {
		size_t n = strlen(months[i]);
		char *at = end - n;
		if ((size_t)(end - folded) <= n || strncmp(at, months[i], n) != 0 || at[-1] != '-')
			continue;
		at--;
		char *day = at;
		while (day > folded && day[-1] >= '0' && day[-1] <= '9')
			day--;
		at = day < at && at - day <= 2 && day > folded && day[-1] == '-' ? day - 1 : at;
		*at = 0;
		return at > folded;
	}
	return false;
}

/* A license by its name, in this version or in any later one. */
static const struct expression *find_named(const struct catalog *c, const char *words, struct arena *a)
{
	char folded[NAME_BYTES];
	alias_fold(words, folded, sizeof folded);
	bool is_later = cut_later(folded, words), only = !is_later && cut_ending(folded, "-only");
	const struct license *l = is_later ? find_name(c, folded) : NULL;
	if (l)
		return expression_later(l, a);
	l = find_name(c, words);
	l = l || !only ? l : find_name(c, folded);
	l = l || !cut_date(folded) ? l : find_name(c, folded);
	return l ? expression_license(l, a) : NULL;
}

/* "GNU General Public License v3 (GPLv3)": what stands in parentheses at the end is the same license said again. */
static const struct expression *find_doubled(const struct catalog *c, const char *words, struct arena *a)
{
	size_t n = strlen(words);
	const char *open = n && words[n - 1] == ')' ? strrchr(words, '(') : NULL;
	if (!open || open == words)
		return NULL;
	const struct expression *once = find_named(c, arena_strndup(a, words, (size_t)(open - words)), a);
	const struct expression *again =
		once ? find_named(c, arena_strndup(a, open + 1, n - 2 - (size_t)(open - words)), a) : NULL;
	if (!again || again->license != once->license)
		return NULL;
	return strcmp(once->id, once->license->spdx) ? once : again; /* the one that says more of the versions */
}

static const struct license *find_exception(const struct catalog *c, const char *words)
{
	const struct license *found = NULL;
	words += strncasecmp(words, "the ", 4) ? 0 : 4;
	found = strlen(words) < NAME_BYTES ? catalog_alias(c, words) : NULL;
	return found && found->exception ? found : NULL;
}

/* "Pear version 2 with the Quince exception", and old names for a license and an exception together. */
static const struct expression *find_excepted(const struct catalog *c, const char *words, struct arena *a)
{
	const struct license *exception = find_exception(c, words);
	const char *license = exception ? exception_replaces(exception, words) : NULL, *with = NULL;
	if (!license) {
		for (const char *at = words; *at && !with; at++)
			with = !strncasecmp(at, " with ", 6) ? at : NULL;
		exception = with ? find_exception(c, with + 6) : NULL;
		license = exception ? arena_strndup(a, words, (size_t)(with - words)) : NULL;
	}
	const struct expression *x = license ? find_named(c, license, a) : NULL;
	return x ? expression_with(x, exception, false, a) : NULL;
}

/* "pear-and-quince", "Pear License or Quince License": two names, where all of it together is none. */
static const struct expression *find_joined(const struct catalog *c, const char *words, struct arena *a)
{
	static const struct {
		const char *word;
		enum expression_op op;
	} joints[] = {{"and", EXPRESSION_AND}, {"or", EXPRESSION_OR}};
	for (size_t i = 0; i < sizeof joints / sizeof *joints; i++) {
		size_t n = strlen(joints[i].word);
		const char *at = strcasestr(words, joints[i].word);
		if (!at || at == words || !strchr(" -_", at[-1]) || !at[n] || !strchr(" -_", at[n]))
			continue;
		const struct expression *both[] = {find_named(c, arena_strndup(a, words, (size_t)(at - 1 - words)), a),
						   find_named(c, at + n + 1, a)};
		if (both[0] && both[1])
			return expression_join(joints[i].op, both, 2, a);
	}
	return NULL;
}

bool claim_is_address(const struct catalog *c, const char *s)
{
	return strstr(s, "://") || !strncasecmp(s, "www.", 4) || (strchr(s, '/') && catalog_address(c, s, strlen(s)));
}

const struct license *claim_page(const struct catalog *c, const char *address)
{
	const struct license *l = claim_is_address(c, address) ? catalog_address(c, address, strlen(address)) : NULL;
	return l && !l->exception ? l : NULL;
}

/* The words themselves: the first line that has any, without a classifier's path, at most NAME_BYTES. */
static const char *essential(const char *words, struct arena *a)
{
	words += strspn(words, " \t\r\n");
	size_t n = strcspn(words, "\r\n");
	while (n && (words[n - 1] == ' ' || words[n - 1] == '\t'))
		n--;
	const char *line = arena_strndup(a, words, n);
	for (const char *colons; (colons = strstr(line, "::"));)
		line = colons + 2;
	return line + strspn(line, " ");
}

struct writing { /* whether the words name the version of the license that they resolve to */
	const struct catalog *catalog;
	const char *words;
	struct arena *arena;
};

static const struct expression *mark_version(void *ctx, const struct expression *x)
{
	const struct writing *w = ctx;
	if (license_version_named(w->catalog, x->license, w->words))
		return x;
	struct expression *out = arena_memdup(w->arena, x, sizeof *x);
	out->any_version = true;
	return out;
}

static const struct expression *find_words(const struct catalog *c, const char *line, struct arena *a)
{
	const struct license *page = claim_page(c, line);
	if (page || claim_is_address(c, line))
		return page ? expression_license(page, a) : NULL;
	const struct expression *x = find_named(c, line, a);
	x = x ? x : find_doubled(c, line, a);
	x = x ? x : find_excepted(c, line, a);
	return x ? x : find_joined(c, line, a);
}

const struct expression *claim_resolve(const struct catalog *c, const char *words, struct arena *a)
{
	const char *line = essential(words, a);
	const struct expression *x = NULL;
	if (!*line || expression_parse(line, a, &x, NULL) < 0)
		x = NULL;
	if (x)
		x = expression_resolve(x, c, a);
	if (!x && strlen(line) < NAME_BYTES)
		x = find_words(c, line, a);
	struct writing w = {c, line, a};
	return x ? expression_map(x, a, mark_version, &w) : NULL;
}

/* Is `to` reached from `from` over the records' predecessors? */
static bool descends(const struct catalog *c, const struct license *from, const struct license *to)
{
	for (int i = 0; from && i < CHAIN_MAX; i++) {
		if (license_is(from, to))
			return true;
		from = from->predecessor ? catalog_license(c, from->predecessor) : NULL;
	}
	return false;
}

bool claim_means(const struct catalog *c, const struct expression *claimed, const struct license *held)
{
	if (claimed->license && (license_is(claimed->license, held) || license_has_member(claimed->license, held)))
		return true;
	if (claimed->later && claimed->license && descends(c, held, claimed->license))
		return true;
	return claimed->any_version && claimed->license &&
	       (descends(c, claimed->license, held) || descends(c, held, claimed->license));
}

struct naming {
	const struct catalog *catalog;
	const struct license *license;
	bool found;
};

static void look_for(void *ctx, const struct expression *x)
{
	struct naming *n = ctx;
	n->found |= claim_means(n->catalog, x, n->license);
}

bool claim_names(const struct catalog *c, const struct expression *claimed, const struct license *held)
{
	struct naming n = {c, held, false};
	expression_each(claimed, look_for, &n);
	return n.found;
}

/* --- claims ---------------------------------------------------------------------------------------------------------------- */

static bool is_field(const struct fact *f, const char *key)
{
	return f->kind == FACT_DECLARED && f->key && !strcmp(f->key, key) && f->value;
}

/* Words that stand where a name should and leave it to something else. */
static bool is_placeholder(const struct catalog *c, const char *words)
{
	char folded[NAME_BYTES];
	alias_fold(words, folded, sizeof folded);
	return catalog_placeholder(c, words) || !strncmp(folded, "see-", 4);
}

/* "SEE LICENSE IN <file>", as packages write it: the file; else NULL. */
static const char *see_file(const char *words)
{
	static const char *const beginnings[] = {"see license in ", "see licence in "};
	for (size_t i = 0; i < 2; i++)
		if (!strncasecmp(words, beginnings[i], strlen(beginnings[i])))
			return words + strlen(beginnings[i]);
	return NULL;
}

static const char *link_target(const struct fact *f)
{
	const char *file = see_file(f->value);
	return file ? file : f->value;
}

const struct expression *claim_entry_licenses(const struct dossier *d, const struct entry *e)
{
	const struct expression *all = NULL;
	for (size_t i = 0; i < e->count; i++) {
		const struct match *m = e->facts[i].kind == FACT_MATCH ? e->facts[i].detail : NULL;
		if (!m || !m->license || m->license->policy || m->license->exception || m->state == MATCH_MENTION ||
		    text_is_of_others(d, e, &e->facts[i], m->license))
			continue;
		const struct expression *one = expression_license(m->license, d->arena);
		all = all ? expression_join(EXPRESSION_AND, (const struct expression *[]){all, one}, 2, d->arena) : one;
	}
	return all;
}

static const struct fact *field(const struct entry *e, const char *key)
{
	for (size_t i = 0; i < e->count; i++)
		if (is_field(&e->facts[i], key))
			return &e->facts[i];
	return NULL;
}

/* The text of "LicenseRef-tern" is LICENSES/LicenseRef-tern.txt. */
static const struct expression *referred(struct dossier *d, const struct entry *from, const char *words)
{
	static const char ref[] = "LicenseRef-";
	if (strncasecmp(words, ref, strlen(ref)) != 0)
		return NULL;
	const struct entry *e = lead_follow(d, from, arena_printf(d->arena, "LICENSES/%s.txt", words)).entry;
	return e ? claim_entry_licenses(d, e) : NULL;
}

/*
 * "…://hub/lab/wren-7b/blob/main/LICENSE": the license of a model that is known, where a name is given that no record has. Of one whose
 * license may be either of two it is not known which of them is meant.
 */
static const struct expression *license_of_model_at(const struct dossier *d, const char *address)
{
	static const char *const files[] = {"/blob/", "/resolve/", "/raw/"};
	const char *host = strstr(address, "://"), *path = host ? strchr(host + 3, '/') : NULL;
	size_t owner = path ? strcspn(++path, "/?#") : 0;
	size_t name = owner && path[owner] == '/' ? strcspn(path + owner + 1, "/?#") : 0;
	const char *behind = name ? path + owner + 1 + name : "";
	bool leads = false;
	for (size_t i = 0; i < sizeof files / sizeof *files; i++)
		leads |= !strncmp(behind, files[i], strlen(files[i]));
	if (!leads)
		return NULL;
	struct edge edge = {.parent = arena_strndup(d->arena, path, owner + 1 + name)};
	const struct expression *x = parent_license(d, &edge);
	return x && x->license && !x->license->members.count ? x : NULL;
}

/*
 * "some Pear license" at that address: that one. Behind "other" a name that several licenses share tells none of them, and publishers call
 * their own license so, too: the address does tell.
 */
static bool page_decides(const struct claim *c, const struct license *page)
{
	const struct license *claimed = c->expression ? c->expression->license : NULL;
	return !c->expression ||
	       (claimed && (license_has_member(claimed, page) || (c->placeholder && c->name && claimed->members.count > 1)));
}

static void follow_link(struct dossier *d, struct claim *c)
{
	const char *target = link_target(c->link);
	if (claim_is_address(d->catalog, target)) {
		const struct license *l = claim_page(d->catalog, target);
		if (l && page_decides(c, l))
			c->expression = expression_license(l, d->arena);
		if (!l && !c->expression && c->name)
			c->expression = license_of_model_at(d, target);
		return;
	}
	struct lead lead = lead_follow(d, c->entry, target);
	c->link_missing = !lead.entry;
	c->link_letters = lead.how == LEAD_LETTERS ? lead.entry : NULL;
	if (lead.entry && !c->expression)
		c->expression = claim_entry_licenses(d, lead.entry);
}

struct claiming { /* what one entry claims */
	const struct entry *entry;
	const struct fact **values; /* its "license" fields, else the name or the link that stands alone */
	size_t count;
	const struct fact *name, *link;
};

static struct claim make_claim(struct dossier *d, const struct claiming *by, const struct fact *f)
{
	struct claim c = {
		.entry = by->entry,
		.fact = f,
		.package = by->entry->role == DOCUMENT_PACKAGE,
		.placeholder = is_placeholder(d->catalog, f->value),
		.name = by->name,
		.link = see_file(f->value) ? f : by->link,
	};
	c.expression = c.placeholder || f == by->link ? NULL : claim_resolve(d->catalog, claim_words(f, d->arena), d->arena);
	if (!c.expression)
		c.expression = referred(d, c.entry, claim_words(f, d->arena));
	if (!c.expression && by->name && by->name != f)
		c.expression = claim_resolve(d->catalog, by->name->value, d->arena);
	if (c.link)
		follow_link(d, &c);
	return c;
}

static struct declared make_declared(const struct dossier *d, const struct claim *c)
{
	const struct fact *name = c->placeholder ? c->name : NULL;
	struct declared out = {.as_written = c->fact->value, .source = c->fact->reader ? c->fact->reader : "", .fact = c->fact};
	out.license = c->expression ? expression_print(c->expression, d->arena) : name ? name->value : c->fact->value;
	out.expression = c->expression;
	out.name = c->name && c->name != c->fact ? c->name->value : NULL;
	out.link = c->link && c->link != c->fact ? c->link->value : NULL;
	if (c->expression && c->expression->op == EXPRESSION_LICENSE)
		out.record = c->expression->license;
	return out;
}

static int by_value(const void *a, const void *b)
{
	const struct fact *x = *(const struct fact *const *)a, *y = *(const struct fact *const *)b;
	int order = strcmp(x->value, y->value);
	return order ? order : (x > y) - (x < y);
}

static int by_order(const void *a, const void *b)
{
	const struct fact *x = *(const struct fact *const *)a, *y = *(const struct fact *const *)b;
	return (x > y) - (x < y);
}

/* The same said again (in tags, in another paragraph) is one claim. Facts of one entry lie in one array, in their order. */
static size_t unite(const struct fact **values, size_t n)
{
	if (!n)
		return 0;
	qsort(values, n, sizeof *values, by_value);
	size_t kept = 1;
	for (size_t i = 1; i < n; i++)
		if (strcmp(values[kept - 1]->value, values[i]->value) != 0)
			values[kept++] = values[i];
	qsort(values, kept, sizeof *values, by_order);
	return kept;
}

static size_t take_fields(const struct entry *e, const char *key, const struct fact **out)
{
	size_t n = 0;
	for (size_t i = 0; i < e->count; i++)
		if (is_field(&e->facts[i], key))
			out[n++] = &e->facts[i];
	return unite(out, n);
}

/* --- claims for parts ------------------------------------------------------------------------------------------------------ */

/* Does one of the patterns in "<license> for <patterns>" match the path? */
static bool part_matches(const char *part, const char *path, struct arena *a)
{
	const char *at = strstr(part, " for ");
	for (at = at ? at + 5 : ""; *at; at += strspn(at, " ,")) {
		size_t n = strcspn(at, " ,");
		if (n && !fnmatch(arena_strndup(a, at, n), path, 0))
			return true;
		at += n;
	}
	return false;
}

/* Paths are as seen from the document's folder; of debian/copyright and .reuse/dep5 from the one above it. */
static bool part_is_for(struct dossier *d, const struct fact *part, const struct entry *by, const struct entry *file)
{
	size_t above = path_parent(by->name, by->dir);
	size_t roots[] = {by->dir, above};
	for (size_t i = 0; i < 2; i++)
		if (path_below(file->name, by->name, roots[i]) &&
		    part_matches(part->value, file->name + roots[i] + (roots[i] > 0), d->arena))
			return true;
	return false;
}

static void add_value(struct claiming *c, const struct fact *f)
{
	for (size_t i = 0; i < c->count; i++)
		if (c->values[i] == f)
			return;
	c->values[c->count++] = f;
}

/*
 * The claims for parts that are for weights, the last that matches a file. Where all weights have one, what is claimed for the whole
 * is for the rest.
 */
static void take_parts(struct dossier *d, struct claiming *c)
{
	const struct entry *e = c->entry;
	struct claiming found = {.values = arena_array(d->arena, e->count + 1, sizeof *found.values)};
	bool all = true;
	if (!field(e, "license_part"))
		return;
	for (size_t i = 0; i < d->group->count && d->part_work < LINK_WORK; i++) {
		const struct entry *file = d->group->entries[i];
		const struct fact *last = NULL;
		for (size_t k = 0; file->weights && k < e->count; k++, d->part_work++)
			if (is_field(&e->facts[k], "license_part") && part_is_for(d, &e->facts[k], e, file))
				last = &e->facts[k];
		if (last)
			add_value(&found, last);
		d->part_told[i] |= last != NULL;
		all &= last || !file->weights;
	}
	if (d->part_work >= LINK_WORK)
		dossier_cut(d, e, LINK_WORK_CUT);
	if (found.count && all)
		c->count = 0;
	for (size_t i = 0; i < found.count; i++)
		add_value(c, found.values[i]);
}

/*
 * A module that speaks of its package, and lies deeper than that of the package that is here: "wings/__init__.py", "src/tern/__init__.py".
 * It may be of a library that was put there.
 */
static bool is_of_inner_package(const struct dossier *d, const struct entry *e)
{
	const struct fact *license = field(e, "license");
	if (!license || !license->reader || strcmp(license->reader, "python-module") != 0)
		return false;
	size_t folder = path_parent(e->name, e->dir), root = strlen(d->group->root), above = path_parent(e->name, folder);
	const char *name = e->name + above + (above > 0);
	bool source = folder - above == 3 + (above > 0) && !strncmp(name, "src", 3);
	return folder > root && (above > root || !source);
}

/* A license for a part of what is there counts where the part holds weights; where there are none, if none is claimed for the whole. */
static struct claiming entry_claims(struct dossier *d, const struct entry *e)
{
	struct claiming c = {
		.entry = e,
		.values = arena_array(d->arena, e->count + 1, sizeof *c.values),
		.name = field(e, "license_name"),
		.link = field(e, "license_link"),
	};
	c.count = is_of_inner_package(d, e) ? 0 : take_fields(e, "license", c.values);
	if (!c.count && (c.name || c.link))
		c.values[c.count++] = c.name ? c.name : c.link;
	size_t whole = c.count;
	take_parts(d, &c);
	if (!c.count && !whole && !d->artifact->n_weights)
		c.count = take_fields(e, "license_part", c.values);
	if (c.count > CLAIMS_MAX) {
		d->claims_cut = c.values[CLAIMS_MAX];
		c.count = CLAIMS_MAX;
	}
	return c;
}

static bool speaks_of_model(const struct dossier *d)
{
	for (size_t i = 0; i < d->n_claims; i++)
		if (!d->claims[i].package && !scope_is_elsewhere(d, d->claims[i].entry))
			return true;
	return false;
}

/* Said in one place: what a card says again further down may be something else. */
static bool is_with(const struct claim *a, const struct claim *b)
{
	return a->entry == b->entry && a->again == b->again;
}

/* All that the claims from `first` on, as long as they are of one place, say together. */
static struct statement make_statement(const struct dossier *d, size_t first, const struct expression **parts)
{
	const struct claim *c = &d->claims[first];
	struct statement s = {.entry = c->entry, .package = c->package};
	size_t n = 0;
	for (size_t i = first; i < d->n_claims && is_with(&d->claims[i], c); i++) {
		if (!d->claims[i].expression)
			continue;
		s.fact = s.fact ? s.fact : d->claims[i].fact;
		parts[n++] = d->claims[i].expression;
	}
	if (n)
		s.expression = expression_join(EXPRESSION_AND, parts, n, d->arena);
	return s;
}

static void look_for_family(void *ctx, const struct expression *x)
{
	*(bool *)ctx |= x->license && x->license->members.count;
}

bool statement_is_vague(const struct statement *s)
{
	bool family = false;
	expression_each(s->expression, look_for_family, &family);
	return family;
}

/* Those that leave open which license of a family they mean go to the end: the others say more, and all are compared with the first. */
void statements_put_vague_last(struct dossier *d)
{
	struct statement *sorted = arena_array(d->arena, d->n_statements, sizeof *sorted);
	size_t n = 0;
	for (int vague = 0; vague < 2; vague++)
		for (size_t i = 0; i < d->n_statements; i++)
			if (statement_is_vague(&d->statements[i]) == vague)
				sorted[n++] = d->statements[i];
	d->statements = sorted;
}

static void make_statements(struct dossier *d)
{
	bool model = speaks_of_model(d);
	const struct expression **parts = arena_array(d->arena, d->n_claims, sizeof *parts);
	d->statements = arena_array(d->arena, d->n_claims, sizeof *d->statements);
	for (size_t i = 0; i < d->n_claims; i++) {
		bool first = !i || !is_with(&d->claims[i], &d->claims[i - 1]);
		if (!first || (model && d->claims[i].package) || scope_is_elsewhere(d, d->claims[i].entry))
			continue;
		struct statement s = make_statement(d, i, parts);
		if (s.expression && expression_count(s.expression) > EXPRESSION_MAX_TERMS)
			d->claims_cut = s.fact;
		else if (s.expression)
			d->statements[d->n_statements++] = s;
	}
	statements_put_vague_last(d);
}

bool claims_are_elsewhere(const struct dossier *d)
{
	for (size_t i = 0; i < d->n_claims; i++)
		if (!scope_is_elsewhere(d, d->claims[i].entry))
			return false;
	return true;
}

struct claim_list { /* growing */
	struct claim *at;
	size_t count, capacity;
};

/* --- documents that tell files apart ---------------------------------------------------------------------------------------- */

static void put_mapped(void *ctx, const struct expression *x)
{
	struct dossier *d = ctx;
	for (size_t i = 0; i < d->n_mapped; i++)
		if (d->mapped[i] == x->license)
			return;
	if (x->license)
		d->mapped[d->n_mapped++] = x->license;
}

/* Every weights file is in a part that has a license, and all of those are known. */
static bool parts_tell_all(const struct dossier *d)
{
	bool all = d->artifact->n_weights > 0;
	for (size_t i = 0; i < d->group->count; i++)
		all &= d->part_told[i] || !d->group->entries[i]->weights;
	for (size_t i = 0; i < d->n_claims; i++)
		all &= d->claims[i].expression || strcmp(d->claims[i].fact->key, "license_part") != 0;
	return all;
}

static void collect_mapped(struct dossier *d)
{
	if (!parts_tell_all(d))
		return;
	d->mapped = arena_array(d->arena, d->catalog->n_licenses, sizeof *d->mapped);
	for (size_t i = 0; i < d->group->count; i++) {
		const struct entry *e = d->group->entries[i];
		bool map = e->claims && field(e, "license_part");
		for (size_t k = 0; k < e->count && map; k++) {
			const struct fact *f = &e->facts[k];
			bool names = is_field(f, "license_part") || is_field(f, "license");
			const struct expression *x = names ? claim_resolve(d->catalog, claim_words(f, d->arena), d->arena) : NULL;
			if (x)
				expression_each(x, put_mapped, d);
		}
	}
}

/* What a second front matter of a card names, where that is known. */
static void claim_again(struct dossier *d, const struct entry *e, struct claim_list *list)
{
	struct claiming c = {.entry = e, .values = arena_array(d->arena, e->count + 1, sizeof *c.values)};
	c.count = take_fields(e, "license_again", c.values);
	for (size_t i = 0; i < c.count && i < CLAIMS_MAX; i++) {
		struct claim one = make_claim(d, &c, c.values[i]);
		one.again = true;
		if (one.expression)
			VEC_PUSH(list->at, list->count, list->capacity, one);
	}
}

void claims_collect(struct dossier *d)
{
	struct claim_list list = {0};
	d->part_told = arena_array(d->arena, d->group->count + 1, sizeof *d->part_told);
	for (size_t i = 0; i < d->group->count; i++) {
		if (!d->group->entries[i]->claims)
			continue;
		struct claiming c = entry_claims(d, d->group->entries[i]);
		for (size_t k = 0; k < c.count; k++)
			VEC_PUSH(list.at, list.count, list.capacity, make_claim(d, &c, c.values[k]));
		claim_again(d, d->group->entries[i], &list);
	}
	d->claims = arena_memdup(d->arena, list.at, list.count * sizeof *list.at);
	d->n_claims = list.count;
	free(list.at);
	struct declared *declared = arena_array(d->arena, d->n_claims, sizeof *declared);
	for (size_t i = 0; i < d->n_claims; i++)
		declared[i] = make_declared(d, &d->claims[i]);
	d->artifact->declared = declared;
	d->artifact->n_declared = d->n_claims;
	collect_mapped(d);
	make_statements(d);
}

const char *claim_words(const struct fact *f, struct arena *a)
{
	const char *paths = strcmp(f->key, "license_part") ? NULL : strstr(f->value, " for ");
	return paths ? arena_strndup(a, f->value, (size_t)(paths - f->value)) : f->value;
}

/* --- claims that lost --------------------------------------------------------------------------------------------------------- */

struct weighing {
	const struct dossier *dossier;
	bool all; /* licenses of the claim so far are among those concluded */
};

static void weigh(void *ctx, const struct expression *x)
{
	struct weighing *w = ctx;
	const struct expression *concluded = w->dossier->artifact->expression;
	w->all &= x->license && expression_means(w->dossier->catalog, concluded, x->license);
}

static const char *why_lost(const struct dossier *d, const struct declared *claim, const struct claim *c)
{
	const struct artifact *a = d->artifact;
	if (!claim->expression)
		return c && !claim_answered(d, c) ? "no license of that name is known" : NULL;
	struct weighing w = {d, a->expression != NULL};
	if (a->expression)
		expression_each(claim->expression, weigh, &w);
	if (w.all)
		return NULL;
	if (c && scope_is_elsewhere(d, c->entry))
		return scope_is_card_of_one(d, c->entry) ? "it is for the model that its card is called after"
							 : "it is for what lies in its folder";
	if (c && c->package && d->n_statements && !d->statements[0].package)
		return "it is for the package, and others speak of the model";
	if (!a->expression)
		return "nothing is concluded, see there";
	return d->n_texts ? arena_printf(d->arena, "the text in %s goes before claims", dossier_name(d, d->texts[0].entry->name))
			  : "what is said of the weights goes before";
}

void claims_tell_lost(struct dossier *d)
{
	struct artifact *a = d->artifact;
	struct declared *told = arena_memdup(d->arena, a->declared, a->n_declared * sizeof *told);
	for (size_t i = 0; i < a->n_declared; i++)
		told[i].lost = why_lost(d, &told[i], i < d->n_claims ? &d->claims[i] : NULL);
	a->declared = told;
}
