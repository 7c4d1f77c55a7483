/* SPDX-License-Identifier: MIT */
#include "findings/rules.h"

#include "base/utf8.h"
#include "findings/grants.h"
#include "findings/rule_scan.h"
#include "findings/trace.h"
#include "text/about.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { CONTEXT_BYTES = 200 /* on each side of a clause */, WORD_BYTES = 40 };

struct rules *rules_new(const struct catalog *c, const struct limits *l)
{
	struct rules *r = mem_alloc(sizeof *r);
	ruleset_init(r, c, l);
	return r;
}

void rules_free(struct rules *r)
{
	if (!r)
		return;
	ruleset_release(r);
	free(r);
}

void rules_explain(struct rules *r)
{
	r->explain = true;
}

/* --- a text ------------------------------------------------------------------------------------------------------------- */

static size_t max_restrictions(const struct rules *r)
{
	return r->limits.restrictions > 0 ? (size_t)r->limits.restrictions : 1;
}

static bool is_blank(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

/* Neither a character nor, where a blank is near, a word is cut. */
static const char *words_before(struct arena *a, const char *bytes, size_t at)
{
	size_t from = at > CONTEXT_BYTES ? at - CONTEXT_BYTES : 0, blank = from;
	while (from && from < at && ((unsigned char)bytes[from] & 0xC0) == 0x80)
		from++;
	while (from && blank < at && !is_blank(bytes[blank]))
		blank++;
	from = blank < at && blank > from && blank - from < WORD_BYTES ? blank : from;
	return from < at ? utf8_visible(a, bytes + from, at - from, 4 * CONTEXT_BYTES) : NULL;
}

static const char *words_after(struct arena *a, const char *bytes, size_t len, size_t at)
{
	size_t to = len - at > CONTEXT_BYTES ? at + CONTEXT_BYTES : len, blank = to;
	while (to < len && to > at && ((unsigned char)bytes[to] & 0xC0) == 0x80)
		to--;
	while (to < len && blank > at && !is_blank(bytes[blank]))
		blank--;
	to = blank > at && blank < to && to - blank < WORD_BYTES ? blank : to;
	return to > at ? utf8_visible(a, bytes + at, to - at, 4 * CONTEXT_BYTES) : NULL;
}

/* "made_from" of "made_from_2": a rule has one value of each name, and a sentence may list several models. */
static const char *origin_key(const char *value)
{
	static const char made_from[] = "made_from";
	return strncmp(value, made_from, sizeof made_from - 1) ? value : made_from;
}

/* What the model is said to be made from, and what is said to be, where the sentence calls it by a name: each value a fact of its own. */
static void emit_origin(const struct clause *c, const struct text *t, struct sink *sink)
{
	struct span span = clause_span(c, t);
	struct fact f = {.kind = FACT_META, .reader = "rules", .at.entry = sink->at.entry};
	text_range(t, span.start, span.end, &f.at.start, &f.at.end);
	f.at.line_start = f.at.line_end = text_line(t, f.at.start);
	for (uint32_t i = 0; i < c->n_values; i++) {
		f.key = origin_key(c->values[i].key);
		f.value = c->values[i].value;
		sink_add(sink, &f);
	}
}

static void emit(const struct catalog *catalog, const struct clause *c, const struct grants *grants, const struct text *t,
		 struct sink *sink)
{
	enum kind_role role = c->rule->kind->role;
	if (role == ROLE_ORIGIN && !c->match)
		emit_origin(c, t, sink);
	bool promised = role == ROLE_PROMISE && !c->match;
	if (role != ROLE_RESTRICTION && role != ROLE_REFERENCE && !promised)
		return; /* it has become a part of a grant, or is one */
	struct span span = clause_span(c, t);
	const char *section = t->sentences[c->first].section;
	struct restriction *r = ARENA_NEW(sink->arena, struct restriction);
	r->kind = c->rule->kind;
	r->rule = c->rule;
	r->license = c->match ? c->match->match.license : NULL;
	r->values = (struct pairs){arena_memdup(sink->arena, c->values, c->n_values * sizeof *c->values), c->n_values};
	r->clause = section && *section ? section : NULL;
	r->text = arena_strndup(sink->arena, t->plain + span.start, span.end - span.start);
	r->about = r->license ? 0 : about_term(catalog, t, c->first, c->hit.end);
	if (!r->license && role == ROLE_RESTRICTION && about_purpose(catalog, t, c->first))
		r->about = SAID_OF_OTHERS;
	r->before = words_before(sink->arena, t->plain, span.start);
	r->after = words_after(sink->arena, t->plain, t->plain_len, span.end);
	if (c->defined.end > c->defined.start) {
		text_range(t, (uint32_t)c->defined.start, (uint32_t)c->defined.end, &r->defined.start, &r->defined.end);
		r->defined_line = text_line(t, r->defined.start);
	}
	r->grant = c->rule->kind->rests_on_grant ? grants_of(grants, c) : NULL;
	struct fact f = {.kind = promised		  ? FACT_PROMISE
				 : role == ROLE_REFERENCE ? FACT_REFERENCE
							  : FACT_RESTRICTION,
			 .key = c->rule->kind->id,
			 .reader = "rules",
			 .detail = r};
	text_range(t, span.start, span.end, &f.at.start, &f.at.end);
	f.at.entry = sink->at.entry;
	f.at.line_start = text_line(t, f.at.start);
	f.at.line_end = text_line(t, f.at.end > f.at.start ? f.at.end - 1 : f.at.end);
	sink_add(sink, &f);
}

void rules_run(struct rules *r, const struct text *t, const struct text_match *matches, size_t n_matches,
	       const struct span *where, size_t n_where, struct sink *sink)
{
	if (where && !n_where)
		return;
	struct clauses found __attribute__((cleanup(clauses_release)));
	clauses_init(&found, max_restrictions(r));
	struct rule_scan scan = {
		.rules = r,
		.text = t,
		.matches = matches,
		.n_matches = n_matches,
		.where = where,
		.n_where = n_where,
		.sink = sink,
		.rule = RULE_EVERY,
		.pattern = RULE_EVERY,
	};
	rule_scan(&scan, &found);
	clauses_finish(&found, t);
	struct grants grants = grants_make(r->catalog, &found, t, sink);
	for (size_t i = 0; i < grants.count; i++)
		sink_add(sink, &grants.at[i].fact);
	for (size_t i = 0; i < found.count; i++)
		emit(r->catalog, &found.at[i], &grants, t, sink);
}

static const char *quote(struct arena *a, const void *bytes, const struct place *at)
{
	return utf8_visible(a, (const char *)bytes + at->start, at->end - at->start, CLAUSE_MAX);
}

void rules_quote(struct sink *sink, size_t first, const struct text *t, const void *bytes, size_t len)
{
	if (!t->encoding || strcmp(t->encoding, "utf-8") != 0)
		return;
	for (size_t i = first; i < sink->count; i++) {
		struct fact *f = &sink->facts[i];
		if (f->at.start >= f->at.end || f->at.end > len)
			continue;
		if (f->kind == FACT_GRANT) {
			struct grant *quoted = arena_memdup(sink->arena, f->detail, sizeof *quoted);
			quoted->text = quote(sink->arena, bytes, &f->at);
			f->detail = quoted;
		} else if (f->kind == FACT_RESTRICTION || f->kind == FACT_REFERENCE || f->kind == FACT_PROMISE) {
			struct restriction *quoted = arena_memdup(sink->arena, f->detail, sizeof *quoted);
			quoted->text = quote(sink->arena, bytes, &f->at);
			quoted->before = words_before(sink->arena, bytes, f->at.start);
			quoted->after = words_after(sink->arena, bytes, len, f->at.end);
			f->detail = quoted;
		}
	}
}

/* --- the rules themselves ----------------------------------------------------------------------------------------------- */

struct check {
	struct rules *rules;
	uint32_t number;
	rules_say *say;
	void *ctx;
	struct err *e; /* gets the first mistake */
	uint32_t mistakes;
};

static const struct rule *rule_of(const struct check *c)
{
	return c->rules->code[c->number].rule;
}

/* The i-th of the positions, or the rule's own where they are not known. */
static struct position item(const struct check *c, const struct position *at, uint32_t i)
{
	return at ? at[i] : rule_of(c)->at.id;
}

/* "rules/use/x.yaml:7:3" */
static void say_where(const struct rule *rule, struct position at, char *out, size_t size)
{
	const char *path = rule->path ? rule->path : "rules";
	if (at.line)
		snprintf(out, size, "%s:%u:%u", path, at.line, at.column);
	else
		snprintf(out, size, "%s", path);
}

static void complain(struct check *c, struct position at, const char *format, ...) __attribute__((format(printf, 3, 4)));
static void complain(struct check *c, struct position at, const char *format, ...)
{
	char where[512];
	char sentence[1024];
	va_list ap;
	va_start(ap, format);
	vsnprintf(sentence, sizeof sentence, format, ap);
	va_end(ap);
	say_where(rule_of(c), at, where, sizeof where);
	if (!c->mistakes++)
		err_set(c->e, ERR_DATA, "%s: the rule %s: %s", where, rule_of(c)->id, sentence);
	if (c->say)
		c->say(c->ctx, rule_of(c), where, sentence);
}

static void compile_patterns(struct check *c, const char *field, struct patterns *p, const struct position *at)
{
	for (uint32_t i = 0; i < p->count; i++) {
		struct err e = {0};
		if (!ruleset_pattern(c->rules, &p->at[i], &e))
			complain(c, item(c, at, i), "%s %u: %s", field, i + 1, e.text);
	}
}

static void compile_rule(struct check *c)
{
	struct rule_code *code = &c->rules->code[c->number];
	compile_patterns(c, "match", &code->match, code->rule->at.match);
	compile_patterns(c, "unless", &code->unless, code->rule->at.unless);
	compile_patterns(c, "unless_text", &code->unless_text, code->rule->at.unless_text);
	compile_patterns(c, "only_if_text", &code->only_if_text, code->rule->at.only_if_text);
}

int rules_compile(struct rules *r, struct err *e)
{
	struct check c = {.rules = r, .e = e};
	ruleset_ready(r);
	for (; c.number < r->count; c.number++)
		compile_rule(&c);
	return c.mistakes ? -1 : 0;
}

static void check_values(struct check *c)
{
	const struct rule_code *code = &c->rules->code[c->number];
	for (uint32_t i = 0; i < code->rule->n_values; i++) {
		const struct rule_value *v = &code->rule->values[i];
		bool captured = v->constant != NULL;
		for (uint32_t k = 0; k < code->match.count && !captured; k++) {
			struct regex *re = ruleset_pattern(c->rules, &code->match.at[k], NULL);
			captured = re && regex_has_group(re, v->key);
		}
		if (!captured)
			complain(c, rule_of(c)->at.id, "no pattern has a group for the value '%s'", v->key);
	}
}

struct trial { /* one example run */
	struct arena arena;
	struct sink sink;
	struct clauses found;
};

static void trial_release(struct trial *t)
{
	clauses_release(&t->found);
	sink_release(&t->sink);
	arena_release(&t->arena);
}

/* Runs the rule (or one of its patterns) over an example. */
static void trial_run(struct trial *t, struct check *c, const char *example, uint32_t pattern, bool without_words)
{
	*t = (struct trial){0};
	arena_init(&t->arena);
	sink_init(&t->sink, &t->arena, "the example");
	clauses_init(&t->found, max_restrictions(c->rules));
	struct text text;
	if (text_init(&text, example, strlen(example), &t->arena, NULL) < 0)
		return;
	struct rule_scan scan = {.rules = c->rules,
				 .text = &text,
				 .sink = &t->sink,
				 .rule = c->number,
				 .pattern = pattern,
				 .without_words = without_words};
	rule_scan(&scan, &t->found);
}

static bool is_first_firing(const struct sink *sink, size_t i)
{
	const struct trace *t = sink->facts[i].kind == FACT_TRACE ? sink->facts[i].detail : NULL;
	for (size_t k = 0; t && !t->silenced_by && k < i; k++) {
		const struct trace *before = sink->facts[k].kind == FACT_TRACE ? sink->facts[k].detail : NULL;
		if (before && !before->silenced_by && before->rule == t->rule)
			return false;
	}
	return t && !t->silenced_by;
}

void rules_try(struct rules *r, const char *text, void (*fires)(void *ctx, const struct rule *rule), void *ctx)
{
	struct trial t __attribute__((cleanup(trial_release)));
	trial_run(&t, &(struct check){.rules = r, .number = RULE_EVERY}, text, RULE_EVERY, false);
	for (size_t i = 0; i < t.sink.count; i++)
		if (is_first_firing(&t.sink, i))
			fires(ctx, ((const struct trace *)t.sink.facts[i].detail)->rule);
}

static const char *found_value(const struct clause *c, const char *key)
{
	for (uint32_t i = 0; i < c->n_values; i++)
		if (!strcmp(c->values[i].key, key))
			return c->values[i].value;
	return "nothing";
}

/* The first expected value that a clause does not have; NULL when it has all. */
static const struct pair *missing_value(const struct clause *c, const struct pairs *expected)
{
	for (uint32_t i = 0; i < expected->count; i++)
		if (strcmp(found_value(c, expected->at[i].key), expected->at[i].value) != 0)
			return &expected->at[i];
	return NULL;
}

static void check_found_values(struct check *c, const struct trial *t, const struct example *x, struct position at)
{
	for (size_t i = 0; i < t->found.count; i++)
		if (!missing_value(&t->found.at[i], &x->values))
			return;
	const struct pair *p = missing_value(&t->found.at[0], &x->values);
	complain(c, at, "'%s' gives %s: %s, not %s", x->text, p->key, found_value(&t->found.at[0], p->key), p->value);
}

static void check_fire(struct check *c, const struct example *x, struct position at)
{
	struct trial t __attribute__((cleanup(trial_release))), all __attribute__((cleanup(trial_release)));
	trial_run(&t, c, x->text, RULE_EVERY, false);
	trial_run(&all, c, x->text, RULE_EVERY, true);
	for (size_t i = 0; i < all.sink.count; i++)
		if (all.sink.facts[i].kind == FACT_PROBLEM)
			complain(c, at, "%s", all.sink.facts[i].value);
	if (!all.found.count)
		complain(c, at, "'%s' must fire, and does not", x->text);
	else if (t.found.count != all.found.count)
		complain(c, at, "'%s' holds none of its words, so it is never looked at", x->text);
	else
		check_found_values(c, &t, x, at);
}

static void check_silent(struct check *c, const char *example, struct position at)
{
	struct trial t __attribute__((cleanup(trial_release)));
	trial_run(&t, c, example, RULE_EVERY, false);
	if (t.found.count)
		complain(c, at, "'%s' must stay silent, and fires", example);
}

static void check_pattern_is_used(struct check *c, uint32_t pattern)
{
	const struct rule *rule = rule_of(c);
	for (uint32_t i = 0; i < rule->n_fire; i++) {
		struct trial t __attribute__((cleanup(trial_release)));
		trial_run(&t, c, rule->fire[i].text, pattern, true);
		if (t.found.count)
			return;
	}
	complain(c, item(c, rule->at.match, pattern), "no example under 'fire' is hit by match %u", pattern + 1);
}

static void check_rule(struct check *c)
{
	const struct rule *rule = rule_of(c);
	uint32_t before = c->mistakes;
	compile_rule(c);
	if (c->mistakes == before) { /* what does not compile cannot be tried */
		check_values(c);
		for (uint32_t i = 0; i < rule->n_fire; i++)
			check_fire(c, &rule->fire[i], item(c, rule->at.fire, i));
		for (uint32_t i = 0; i < rule->silent.count; i++)
			check_silent(c, rule->silent.at[i], item(c, rule->at.silent, i));
		for (uint32_t i = 0; i < rule->match.count; i++)
			check_pattern_is_used(c, i);
	}
	if (!rule->words.count && c->say) {
		char where[512];
		say_where(rule, rule->at.id, where, sizeof where);
		c->say(c->ctx, rule, where, "warning: it has no words, so it is tried on every clause of every text");
	}
}

int rules_check(struct rules *r, rules_say *say, void *ctx, struct err *e)
{
	struct check c = {.rules = r, .say = say, .ctx = ctx, .e = e};
	ruleset_ready(r);
	for (; c.number < r->count; c.number++)
		check_rule(&c);
	return c.mistakes ? -1 : 0;
}
