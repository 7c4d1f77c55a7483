/* SPDX-License-Identifier: MIT */
#include "findings/expression.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* --- reading --------------------------------------------------------------------------------------------------------------- */

struct parser {
	const char *text, *at;
	struct arena *arena;
	struct err *err;
	int depth, terms;
};

static const struct expression *fail(struct parser *p, const char *what)
{
	err_set(p->err, ERR_INPUT, "column %zu of the license expression: %s", (size_t)(p->at - p->text) + 1, what);
	return NULL;
}

static bool is_id_char(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == ':';
}

static void skip_blanks(struct parser *p)
{
	p->at += strspn(p->at, " \t\r\n");
}

static size_t word_length(const char *s)
{
	size_t n = 0;
	while (is_id_char(s[n]))
		n++;
	return n;
}

/* Operators are all upper or all lower case: "And" is no operator. */
static bool take_word(struct parser *p, const char *upper, const char *lower)
{
	skip_blanks(p);
	size_t n = word_length(p->at);
	if (n != strlen(upper) || (memcmp(p->at, upper, n) && memcmp(p->at, lower, n)))
		return false;
	p->at += n;
	return true;
}

static bool is_operator(const char *word, size_t n)
{
	static const char *const operators[] = {"AND", "and", "OR", "or", "WITH", "with"};
	for (size_t i = 0; i < sizeof operators / sizeof *operators; i++)
		if (strlen(operators[i]) == n && !memcmp(operators[i], word, n))
			return true;
	return false;
}

/* "licenseref-x": the beginning of a reference in other letters than it must have. */
static bool is_misspelled_reference(const char *id)
{
	static const char *const beginnings[] = {"LicenseRef-", "AdditionRef-", "DocumentRef-"};
	for (size_t i = 0; i < sizeof beginnings / sizeof *beginnings; i++) {
		size_t n = strlen(beginnings[i]);
		if (!strncasecmp(id, beginnings[i], n) && strncmp(id, beginnings[i], n) != 0)
			return true;
	}
	return false;
}

/*
 * A colon stands only in DocumentRef-x:LicenseRef-y, or AdditionRef-y after WITH. Neither reference stands where the other one
 * belongs, and each has a name.
 */
static bool id_well_formed(const char *id, bool addition)
{
	if (is_misspelled_reference(id))
		return false;
	const char *colon = strchr(id, ':'), *own = colon ? colon + 1 : id;
	const char *reference = addition ? "AdditionRef-" : "LicenseRef-", *other = addition ? "LicenseRef-" : "AdditionRef-";
	bool refers = !strncmp(own, reference, strlen(reference));
	if (!strncmp(own, other, strlen(other)) || (refers && !own[strlen(reference)]))
		return false;
	if (!colon)
		return strncmp(id, "DocumentRef-", 12) != 0;
	return !strncmp(id, "DocumentRef-", 12) && colon > id + 12 && refers && !strchr(own, ':');
}

static const char *take_id(struct parser *p, bool addition)
{
	skip_blanks(p);
	size_t n = word_length(p->at);
	if (!n || is_operator(p->at, n)) {
		fail(p, addition ? "the id of an exception is missing" : "the id of a license is missing");
		return NULL;
	}
	const char *id = arena_strndup(p->arena, p->at, n);
	if (!id_well_formed(id, addition)) {
		fail(p, addition ? "this is no id of an exception" : "this is no id of a license");
		return NULL;
	}
	p->at += n;
	return id;
}

static const struct expression *parse_or(struct parser *p);

static const struct expression *parse_parentheses(struct parser *p)
{
	if (++p->depth > EXPRESSION_MAX_DEPTH)
		return fail(p, "nested too deeply");
	p->at++;
	const struct expression *x = parse_or(p);
	skip_blanks(p);
	if (x && *p->at != ')')
		return fail(p, "a ')' is missing");
	p->at += x != NULL;
	p->depth--;
	return x;
}

static const struct expression *parse_license(struct parser *p)
{
	if (++p->terms > EXPRESSION_MAX_TERMS)
		return fail(p, "more licenses than an expression may have here");
	skip_blanks(p);
	if (*p->at == '(')
		return parse_parentheses(p);
	struct expression *x = ARENA_NEW(p->arena, struct expression);
	x->id = take_id(p, false);
	if (!x->id)
		return NULL;
	if (*p->at == '+') {
		if (strstr(x->id, "Ref-"))
			return fail(p, "a reference to a license has no '+'");
		x->or_later = true;
		p->at++;
	}
	if (take_word(p, "WITH", "with")) {
		x->exception = take_id(p, true);
		if (!x->exception)
			return NULL;
	}
	return x;
}

static const struct expression *parse_and(struct parser *p)
{
	const struct expression *x = parse_license(p);
	while (x && take_word(p, "AND", "and")) {
		const struct expression *right = parse_license(p);
		x = right ? expression_join(EXPRESSION_AND, (const struct expression *[]){x, right}, 2, p->arena) : NULL;
	}
	return x;
}

static const struct expression *parse_or(struct parser *p)
{
	const struct expression *x = parse_and(p);
	while (x && take_word(p, "OR", "or")) {
		const struct expression *right = parse_and(p);
		x = right ? expression_join(EXPRESSION_OR, (const struct expression *[]){x, right}, 2, p->arena) : NULL;
	}
	return x;
}

int expression_parse(const char *text, struct arena *a, const struct expression **out, struct err *e)
{
	*out = NULL;
	struct parser p = {.text = text, .at = text, .arena = a, .err = e};
	if (strnlen(text, EXPRESSION_MAX_BYTES + 1) > EXPRESSION_MAX_BYTES)
		return err_set(e, ERR_INPUT, "the license expression is longer than %d bytes", EXPRESSION_MAX_BYTES);
	const struct expression *x = parse_or(&p);
	if (!x)
		return -1;
	skip_blanks(&p);
	if (*p.at) {
		fail(&p, "AND, OR, WITH or the end is needed here");
		return -1;
	}
	*out = x;
	return 0;
}

/* --- normal form ----------------------------------------------------------------------------------------------------------- */

/* `by` compares ids. */
static int compare(const struct expression *a, const struct expression *b, int (*by)(const char *, const char *))
{
	if (a->op != b->op)
		return a->op < b->op ? -1 : 1;
	if (a->op == EXPRESSION_LICENSE) {
		int order = by(a->id, b->id);
		if (!order)
			order = a->or_later - b->or_later;
		return order ? order : by(a->exception ? a->exception : "", b->exception ? b->exception : "");
	}
	for (size_t i = 0; i < a->n_parts && i < b->n_parts; i++) {
		int order = compare(a->parts[i], b->parts[i], by);
		if (order)
			return order;
	}
	return (a->n_parts > b->n_parts) - (a->n_parts < b->n_parts);
}

/* Of equals that differ in case the same one always comes first, in whichever order they are written. */
static int compare_parts(const void *a, const void *b)
{
	const struct expression *x = *(const struct expression *const *)a, *y = *(const struct expression *const *)b;
	int order = compare(x, y, strcasecmp);
	return order ? order : compare(x, y, strcmp);
}

static size_t count_flat(enum expression_op op, const struct expression *const *parts, size_t n)
{
	size_t count = 0;
	for (size_t i = 0; i < n; i++)
		count += parts[i]->op == op ? parts[i]->n_parts : 1;
	return count;
}

const struct expression *expression_join(enum expression_op op, const struct expression *const *parts, size_t n, struct arena *a)
{
	const struct expression **flat = arena_array(a, count_flat(op, parts, n), sizeof *flat);
	size_t count = 0;
	for (size_t i = 0; i < n; i++) {
		if (parts[i]->op != op) {
			flat[count++] = parts[i];
			continue;
		}
		for (size_t k = 0; k < parts[i]->n_parts; k++)
			flat[count++] = parts[i]->parts[k];
	}
	qsort(flat, count, sizeof *flat, compare_parts);
	size_t kept = 0;
	for (size_t i = 0; i < count; i++)
		if (!kept || compare(flat[kept - 1], flat[i], strcasecmp))
			flat[kept++] = flat[i];
	if (kept == 1)
		return flat[0];
	struct expression *x = ARENA_NEW(a, struct expression);
	*x = (struct expression){.op = op, .parts = flat, .n_parts = kept};
	return x;
}

const struct expression *expression_map(const struct expression *x, struct arena *a,
					const struct expression *(*map)(void *ctx, const struct expression *license), void *ctx)
{
	if (x->op == EXPRESSION_LICENSE)
		return map(ctx, x);
	const struct expression **parts = arena_array(a, x->n_parts, sizeof *parts);
	for (size_t i = 0; i < x->n_parts; i++)
		parts[i] = expression_map(x->parts[i], a, map, ctx);
	return expression_join(x->op, parts, x->n_parts, a);
}

/* --- the catalog ----------------------------------------------------------------------------------------------------------- */

/* Cuts `ending` (without case) off the end of s. */
static bool cut_ending(char *s, const char *ending)
{
	size_t n = strlen(s), k = strlen(ending);
	if (n <= k || strcasecmp(s + n - k, ending) != 0)
		return false;
	s[n - k] = 0;
	return true;
}

static const struct license *find_any(const struct catalog *c, const char *id)
{
	const struct license *found = catalog_license(c, id);
	return found ? found : catalog_alias(c, id);
}

static const struct license *find(const struct catalog *c, const char *id)
{
	const struct license *found = find_any(c, id);
	return found && !found->exception ? found : NULL;
}

/* The record of one id, whichever variation of its version the id names. */
static const struct license *find_variation(const struct catalog *c, const char *base, struct arena *a)
{
	static const char *const endings[] = {"-only", "-or-later", ""};
	for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
		const struct license *found = find(c, arena_printf(a, "%s%s", base, endings[i]));
		if (found)
			return found;
	}
	return NULL;
}

struct resolving {
	const struct catalog *catalog;
	struct arena *arena;
	bool missing;
};

/*
 * One id of old lists for a license and an exception: both, as they are written now, or NULL when x is none. Those that no
 * exception says it replaces have the form "x-with-y-exception".
 */
static const struct expression *old_exception(const struct resolving *r, const struct expression *x)
{
	const struct license *exception = find_any(r->catalog, x->id);
	const char *license = exception && exception->exception ? exception_replaces(exception, x->id) : NULL;
	const char *with = strstr(x->id, "-with-");
	size_t n = with ? strlen(with) : 0;
	struct expression *out = arena_memdup(r->arena, x, sizeof *x);
	if (license) {
		out->id = license;
		out->exception = exception->spdx;
	} else if (!exception && n > 16 && !strcasecmp(with + n - 10, "-exception")) {
		out->id = arena_strndup(r->arena, x->id, (size_t)(with - x->id));
		out->exception = with + 6;
	} else {
		return NULL;
	}
	return out;
}

static const struct expression *later(const struct expression *x, struct arena *a)
{
	struct expression *out = arena_memdup(a, x, sizeof *x);
	char *id = arena_strdup(a, x->license->spdx);
	bool versions = cut_ending(id, "-only") || cut_ending(id, "-or-later");
	out->or_later = !versions && x->license->spdx_listed;
	out->id = out->or_later ? id : arena_printf(a, "%s-or-later", id);
	out->later = true;
	return x->license->members.count ? x : out; /* a family leaves the version open anyway */
}

static void resolve_exception(const struct resolving *r, struct expression *x)
{
	const struct license *found = find_any(r->catalog, x->exception);
	x->addition = found && found->exception && !exception_replaces(found, x->exception) ? found : NULL;
	if (x->addition)
		x->exception = x->addition->spdx;
	else if (!strstr(x->exception, "AdditionRef-"))
		x->exception = arena_printf(r->arena, "AdditionRef-%s", x->exception);
}

static const struct expression *resolve_one(void *ctx, const struct expression *x)
{
	struct resolving *r = ctx;
	const struct expression *parted = x->exception || find(r->catalog, x->id) ? NULL : old_exception(r, x);
	x = parted ? parted : x;
	char *base = arena_strdup(r->arena, x->id);
	bool is_later = cut_ending(base, "-or-later") || x->or_later;
	bool only = !is_later && cut_ending(base, "-only");
	const struct license *l = is_later || only ? find_variation(r->catalog, base, r->arena) : find(r->catalog, x->id);
	if (!l) {
		r->missing = true;
		return x;
	}
	struct expression *out = arena_memdup(r->arena, x, sizeof *x);
	out->license = l;
	out->or_later = false;
	out->id = l->spdx;
	if (out->exception)
		resolve_exception(r, out);
	return is_later ? later(out, r->arena) : out;
}

const struct expression *expression_resolve(const struct expression *x, const struct catalog *c, struct arena *a)
{
	struct resolving r = {.catalog = c, .arena = a};
	const struct expression *out = expression_map(x, a, resolve_one, &r);
	return r.missing ? NULL : out;
}

const struct expression *expression_license(const struct license *l, struct arena *a)
{
	struct expression *x = ARENA_NEW(a, struct expression);
	*x = (struct expression){.op = EXPRESSION_LICENSE, .id = l->spdx, .license = l};
	return x;
}

const struct expression *expression_later(const struct license *l, struct arena *a)
{
	return later(expression_license(l, a), a);
}

const struct expression *expression_held(const struct license *l, enum match_state state, struct arena *a)
{
	if (state == MATCH_EXACT)
		return expression_license(l, a);
	bool version = state == MATCH_VERSION;
	struct expression *x = ARENA_NEW(a, struct expression);
	*x = (struct expression){.op = EXPRESSION_LICENSE, .license = l, .edited = true, .other_version = version};
	x->id = arena_printf(a, "LicenseRef-%s-%s", l->id, version ? "other-version" : "edited");
	return x;
}

const struct expression *expression_with(const struct expression *x, const struct license *exception, bool edited,
					 struct arena *a)
{
	struct expression *out = arena_memdup(a, x, sizeof *x);
	out->addition = edited ? NULL : exception;
	out->exception = edited ? arena_printf(a, "AdditionRef-%s-edited", exception->id) : exception->spdx;
	return x->exception ? expression_join(EXPRESSION_AND, (const struct expression *[]){x, out}, 2, a) : out;
}

/* --- writing and asking ---------------------------------------------------------------------------------------------------- */

const char *expression_print(const struct expression *x, struct arena *a)
{
	if (x->op == EXPRESSION_LICENSE)
		return arena_printf(a, "%s%s%s%s", x->id, x->or_later ? "+" : "", x->exception ? " WITH " : "",
				    x->exception ? x->exception : "");
	const char *out = "";
	for (size_t i = 0; i < x->n_parts; i++) {
		bool wrap = x->op == EXPRESSION_AND && x->parts[i]->op == EXPRESSION_OR;
		const char *between = !i ? "" : x->op == EXPRESSION_AND ? " AND " : " OR ";
		out = arena_printf(a, "%s%s%s%s%s", out, between, wrap ? "(" : "", expression_print(x->parts[i], a),
				   wrap ? ")" : "");
	}
	return out;
}

void expression_each(const struct expression *x, void (*visit)(void *ctx, const struct expression *license), void *ctx)
{
	if (x->op == EXPRESSION_LICENSE)
		visit(ctx, x);
	for (size_t i = 0; i < x->n_parts; i++)
		expression_each(x->parts[i], visit, ctx);
}

struct membership {
	const struct license *wanted;
	bool found;
};

static void look_for(void *ctx, const struct expression *x)
{
	struct membership *m = ctx;
	m->found |= x->license == m->wanted;
}

bool expression_names(const struct expression *x, const struct license *l)
{
	struct membership m = {.wanted = l};
	expression_each(x, look_for, &m);
	return m.found;
}

static void count_one(void *ctx, const struct expression *x)
{
	(void)x;
	++*(size_t *)ctx;
}

size_t expression_count(const struct expression *x)
{
	size_t n = 0;
	expression_each(x, count_one, &n);
	return n;
}

bool expression_accepted(const struct expression *x, bool (*accept)(const void *ctx, const struct expression *license),
			 const void *ctx)
{
	if (x->op == EXPRESSION_LICENSE)
		return accept(ctx, x);
	for (size_t i = 0; i < x->n_parts; i++)
		if (expression_accepted(x->parts[i], accept, ctx) == (x->op == EXPRESSION_OR))
			return x->op == EXPRESSION_OR;
	return x->op == EXPRESSION_AND;
}

bool expression_has_choice(const struct expression *x)
{
	bool choice = x->op == EXPRESSION_OR;
	for (size_t i = 0; !choice && i < x->n_parts; i++)
		choice = expression_has_choice(x->parts[i]);
	return choice;
}
