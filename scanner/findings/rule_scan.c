/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "findings/rule_scan.h"

#include "base/buf.h"
#include "findings/trace.h"
#include "findings/values.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

enum {
	SENTENCE_HITS = 8, /* of one pattern in one sentence: the richest of them is kept */
	NEAR = 400,	   /* bytes before and after a match in which a sentence may silence it */
	LEAD_HITS = 64,	   /* that end before the item and are passed over */
	BOX_BYTES = 4,	   /* of a task: "[x] " */
	LEAD_WORDS = 200,  /* bytes at the end of a lead that tell of what its list is */
};

#define NO_LEAD UINT32_MAX

enum answer { UNKNOWN, NO, YES };

struct whole_text {
	struct span span;
	struct places places;
};

struct scan {
	const struct rule_scan *in;
	struct rules *rules;
	const struct text *t;
	struct clauses *out;
	struct regex_work *work, *guard; /* for match patterns; for the others, so that the match stays */
	struct span *where;		 /* sorted and joined */
	size_t n_where;
	uint64_t *groups, *lead_groups; /* rules admitted to the scope; to the lead alone */
	uint64_t *hits;			/* patterns with a match that nothing in the scope silences, or not asked */
	uint64_t *listed;		/* rules that the record of `listed_of` leaves to ask */
	const struct license *listed_of;
	bool remembered; /* no pattern but those of `hits` can match in this scope without being silenced */
	bool unsure;	 /* a limit kept a rule from being tried to its end */
	uint32_t lead;	 /* whose lead_groups and lead_signature these are */
	struct signature lead_signature;
	struct places places;	  /* of the scope */
	struct whole_text *texts; /* that rules looked at as a whole */
	size_t n_texts, texts_capacity;
	struct buf joined; /* a lead and its item */
	uint8_t *silent;   /* enum answer for each rule in each text: matches, then the rest */
	bool *troubled;	   /* rules with a problem already told */
	uint32_t at;	   /* where the scope begins in plain, for problems */
	int64_t traces;	   /* made so far, where they are asked for */
	bool stopped;
};

struct scope {
	const char *s;
	size_t len;
	size_t item;	/* byte of s from which on it is the text itself; before it stands the lead */
	uint32_t plain; /* where s + item stands in plain */
	enum rule_scope kind;
};

/* --- problems ----------------------------------------------------------------------------------------------------------- */

/* A sentence about the clause at s->at. */
static void tell(struct scan *s, const char *id, const char *format, ...) __attribute__((format(printf, 3, 4)));
static void tell(struct scan *s, const char *id, const char *format, ...)
{
	char sentence[2048];
	va_list ap;
	va_start(ap, format);
	vsnprintf(sentence, sizeof sentence, format, ap);
	va_end(ap);
	struct sink *sink = s->in->sink;
	struct fact f = {
		.kind = FACT_PROBLEM, .key = id, .value = arena_strdup(sink->arena, sentence), .at = sink->at, .reader = "rules"};
	f.at.start = f.at.end = s->t->origin[s->at];
	f.at.line_start = f.at.line_end = text_line(s->t, f.at.start);
	sink_add(sink, &f);
}

/* True at the first trouble with a rule in this text: it is told once. */
static bool is_new_trouble(struct scan *s, uint32_t number)
{
	bool told = s->troubled[number];
	s->unsure = true;
	s->troubled[number] = true;
	return !told;
}

static void tell_steps(struct scan *s, uint32_t number)
{
	if (is_new_trouble(s, number))
		tell(s, "limit", "The rule %s was given up at a clause; it took more than %lld steps (--limit match-steps=…).",
		     s->rules->code[number].rule->id, (long long)s->rules->limits.match_steps);
}

static void tell_time(struct scan *s)
{
	if (!s->stopped)
		tell(s, "limit",
		     "The rules were stopped here after %lld seconds; the rest was not read (--limit rule-seconds=…).",
		     (long long)s->rules->limits.rule_seconds);
	s->stopped = true;
}

static void tell_full(struct scan *s)
{
	s->stopped = true;
	tell(s, "limit", "There are more than %lld restrictions in this text; the rest is not reported (--limit restrictions=…).",
	     (long long)s->rules->limits.restrictions);
}

static void tell_broken(struct scan *s, uint32_t number, const struct err *e)
{
	if (is_new_trouble(s, number))
		tell(s, "rule", "The rule %s cannot be run: %s.", s->rules->code[number].rule->id, e->text);
}

/* --- searching ---------------------------------------------------------------------------------------------------------- */

struct subject { /* bytes to search in, and where literals stand in them (NULL: not known) */
	const char *s;
	size_t len;
	struct places *places;
};

/* The next match from byte `from` on, tried only where one can begin. */
static enum regex_result next_match(struct regex *re, const struct literals *l, struct regex_work *w, struct subject in,
				    size_t from)
{
	if (!l || !l->heads)
		return regex_find(re, w, in.s, in.len, from);
	enum regex_result found = REGEX_NONE;
	for (size_t at; found == REGEX_NONE && literals_start(l, in.places, from, &at); from = at + 1)
		found = regex_try(re, w, in.s, in.len, at);
	return found;
}

/* May literals be asked where a match can be? */
static bool knows_literals(const struct scan *s, const struct places *p)
{
	return p && !p->signature.anything && !s->in->without_words;
}

/* The next match of a rule's pattern, in w; NULL when there is none, or a limit or an error kept it from being found. */
static struct regex *find(struct scan *s, uint32_t number, struct pattern *p, struct regex_work *w, struct subject in,
			  size_t from)
{
	const struct literals *l = knows_literals(s, in.places) ? ruleset_literals(s->rules, p) : NULL;
	if (l && !literals_possible(l, in.places, from))
		return NULL;
	struct err e = {0};
	struct regex *re = ruleset_pattern(s->rules, p, &e);
	if (!re) {
		tell_broken(s, number, &e);
		return NULL;
	}
	switch (next_match(re, l, w, in, from)) {
	case REGEX_FOUND:
		return re;
	case REGEX_STEPS:
		tell_steps(s, number);
		break;
	case REGEX_TIME:
		tell_time(s);
		break;
	case REGEX_NONE:
		break;
	}
	return NULL;
}

static bool any(struct scan *s, uint32_t number, const struct patterns *patterns, struct subject in)
{
	for (uint32_t i = 0; i < patterns->count; i++)
		if (find(s, number, &patterns->at[i], s->guard, in, 0))
			return true;
	return false;
}

/* --- which text a hit stands in ----------------------------------------------------------------------------------------- */

static bool is_license(const struct text_match *m)
{
	return m->match.state <= MATCH_PARTIAL;
}

/* Inside the text and at whole characters. */
static struct span clipped(const struct scan *s, struct span span)
{
	const char *plain = s->t->plain;
	if (span.end > s->t->plain_len)
		span.end = s->t->plain_len;
	while (span.end < s->t->plain_len && ((unsigned char)plain[span.end] & 0xC0) == 0x80)
		span.end++;
	while (span.start < span.end && ((unsigned char)plain[span.start] & 0xC0) == 0x80)
		span.start++;
	if (span.start > span.end)
		span.start = span.end;
	return span;
}

static const struct text_match *license_at(const struct scan *s, uint32_t plain)
{
	for (size_t i = 0; i < s->in->n_matches; i++) {
		const struct text_match *m = &s->in->matches[i];
		if (is_license(m) && m->plain.start <= plain && plain < m->plain.end)
			return m;
	}
	return NULL;
}

/* Walks over what lies outside of all license matches. *next and *at begin as 0; false at the end. */
static bool next_rest(const struct scan *s, size_t *next, uint32_t *at, struct span *rest)
{
	while (*next <= s->in->n_matches) {
		const struct text_match *m = *next < s->in->n_matches ? &s->in->matches[*next] : NULL;
		(*next)++;
		if (m && !is_license(m))
			continue;
		struct span match = m ? clipped(s, m->plain) : (struct span){s->t->plain_len, s->t->plain_len};
		*rest = (struct span){*at, match.start};
		*at = match.end > *at ? match.end : *at;
		if (rest->end > rest->start)
			return true;
	}
	return false;
}

static struct subject subject_of(const struct scan *s, struct span span)
{
	span = clipped(s, span);
	return (struct subject){s->t->plain + span.start, span.end - span.start, NULL};
}

/* What is known of a text as a whole. Texts lie apart, so that their places take no more room than those of one text. */
static struct whole_text *whole_text(struct scan *s, struct span span)
{
	for (size_t i = 0; i < s->n_texts; i++)
		if (s->texts[i].span.start == span.start && s->texts[i].span.end == span.end)
			return &s->texts[i];
	VEC_PUSH(s->texts, s->n_texts, s->texts_capacity, (struct whole_text){.span = span});
	struct whole_text *text = &s->texts[s->n_texts - 1];
	ruleset_take_places(s->rules, &text->places);
	struct subject in = subject_of(s, span);
	places_begin(&text->places, in.s, in.len, NULL, 0);
	return text;
}

static bool any_in(struct scan *s, uint32_t number, const struct patterns *patterns, struct span span)
{
	struct subject in = subject_of(s, span);
	in.places = &whole_text(s, span)->places;
	return any(s, number, patterns, in);
}

/* Does one of the patterns match in the text that the hit stands in? */
static bool anywhere(struct scan *s, uint32_t number, const struct patterns *patterns, const struct text_match *m)
{
	if (!patterns->count)
		return false;
	if (m && any_in(s, number, patterns, m->plain))
		return true;
	if (m && m->match.state == MATCH_EXACT)
		return false;
	struct span rest;
	size_t next = 0;
	for (uint32_t at = 0; next_rest(s, &next, &at, &rest);)
		if (any_in(s, number, patterns, rest))
			return true;
	return false;
}

static bool silenced_by_text(struct scan *s, uint32_t number, const struct text_match *m)
{
	size_t text = m ? (size_t)(m - s->in->matches) : s->in->n_matches;
	uint8_t *memo = &s->silent[text * s->rules->count + number];
	const struct rule_code *code = &s->rules->code[number];
	if (*memo == UNKNOWN) {
		bool silent = anywhere(s, number, &code->unless_text, m) ||
			      (code->only_if_text.count && !anywhere(s, number, &code->only_if_text, m));
		*memo = silent ? YES : NO;
	}
	return *memo == YES;
}

/* --- where -------------------------------------------------------------------------------------------------------------- */

static int compare_spans(const void *x, const void *y)
{
	const struct span *a = x, *b = y;
	return a->start < b->start ? -1 : a->start > b->start;
}

static void prepare_where(struct scan *s)
{
	s->n_where = s->in->where ? s->in->n_where : 1;
	s->where = mem_array(s->n_where, sizeof *s->where);
	s->where[0] = (struct span){0, s->t->plain_len};
	if (!s->in->where || !s->n_where)
		return;
	memcpy(s->where, s->in->where, s->n_where * sizeof *s->where);
	qsort(s->where, s->n_where, sizeof *s->where, compare_spans);
	size_t kept = 0;
	for (size_t i = 1; i < s->n_where; i++)
		if (s->where[i].start > s->where[kept].end)
			s->where[++kept] = s->where[i];
		else if (s->where[i].end > s->where[kept].end)
			s->where[kept].end = s->where[i].end;
	s->n_where = kept + 1;
}

/* Does the range share a byte with the parts of the text that are asked for? */
static bool is_wanted(const struct scan *s, uint32_t start, uint32_t end)
{
	size_t low = 0, high = s->n_where;
	while (low < high) { /* the first that ends behind start */
		size_t middle = low + (high - low) / 2;
		if (s->where[middle].end <= start)
			low = middle + 1;
		else
			high = middle;
	}
	return low < s->n_where && s->where[low].start < end;
}

/* --- hits --------------------------------------------------------------------------------------------------------------- */

/* Number of the last sentence that begins at or before a byte of plain. There must be one sentence. */
static uint32_t sentence_before(const struct text *t, uint32_t plain)
{
	uint32_t low = 0, high = t->n_sentences;
	while (high - low > 1) {
		uint32_t middle = low + (high - low) / 2;
		if (t->sentences[middle].start <= plain)
			low = middle;
		else
			high = middle;
	}
	return low;
}

static uint32_t to_plain(const struct scope *scope, size_t at)
{
	return scope->plain + (uint32_t)(at > scope->item ? at - scope->item : 0);
}

/* The clause that a match stands in: by its group `at`, or all of it. */
static void place(const struct scan *s, const struct regex *re, const struct scope *scope, struct clause *c)
{
	size_t start, end;
	if (!regex_group(re, s->work, "at", &start, &end))
		regex_range(s->work, &start, &end);
	c->hit = (struct span){to_plain(scope, start), to_plain(scope, end)};
	c->first = sentence_before(s->t, c->hit.start);
	if (c->hit.start >= s->t->sentences[c->first].end && c->first + 1 < s->t->n_sentences && c->hit.end > c->hit.start)
		c->first++; /* on the break between two */
	c->last = sentence_before(s->t, c->hit.end > c->hit.start ? c->hit.end - 1 : c->hit.end);
	if (c->last < c->first)
		c->last = c->first;
	c->match = license_at(s, c->hit.start);
}

static bool kind_has(const struct kind *k, const char *value)
{
	for (uint32_t i = 0; i < k->values.count; i++)
		if (!strcmp(k->values.at[i], value))
			return true;
	return false;
}

/* A sum and what it says beside its amount, as far as the kind carries it. */
static void set_money(const struct scan *s, struct subject words, const struct value_source *from, const char *key,
		      struct clause *c)
{
	struct money m;
	const struct kind *k = c->rule->kind;
	if (!value_money(words.s, words.len, from, s->in->sink->arena, &m))
		return;
	clause_set(c, kind_has(k, key) ? key : "amount", m.amount);
	if (kind_has(k, "currency"))
		clause_set(c, "currency", m.currency);
	if (kind_has(k, "period"))
		clause_set(c, "period", m.period);
}

static void set_value(const struct scan *s, const struct regex *re, const struct scope *scope, const struct rule_value *v,
		      struct clause *c)
{
	size_t from, to, start, end;
	if (v->constant) {
		clause_set(c, v->key, v->constant);
		return;
	}
	if (!regex_group(re, s->work, v->key, &from, &to))
		return;
	regex_range(s->work, &start, &end);
	bool inside = from >= start && to <= end; /* a group in a lookaround may stand outside of the match */
	struct subject words = {scope->s + from, to - from, NULL}, hit = {scope->s + start, end - start, NULL};
	struct value_source source = {.catalog = s->rules->catalog,
				      .hit = inside ? hit.s : words.s,
				      .hit_len = inside ? hit.len : words.len,
				      .document = s->t->plain,
				      .document_len = s->t->plain_len,
				      .defined = &c->defined};
	if (!strcmp(v->type, "money"))
		set_money(s, words, &source, v->key, c);
	else
		clause_set(c, v->key, value_make(v->type, words.s, words.len, &source, s->in->sink->arena));
}

/* Sums come last, so that a currency or period that the rule itself names goes before what the words say. */
static void set_values(const struct scan *s, const struct regex *re, const struct scope *scope, struct clause *c)
{
	for (int money = 0; money < 2; money++)
		for (uint32_t i = 0; i < c->rule->n_values; i++)
			if (money == !strcmp(c->rule->values[i].type, "money"))
				set_value(s, re, scope, &c->rule->values[i], c);
}

/* --- what silences a hit -------------------------------------------------------------------------------------------------- */

static bool is_inside_character(const struct scope *scope, size_t at)
{
	return at < scope->len && ((unsigned char)scope->s[at] & 0xC0) == 0x80;
}

static bool is_semicolon(const struct scope *scope, size_t at)
{
	return scope->s[at] == ';' || (scope->len - at > 2 && !memcmp(scope->s + at, "；", 3));
}

/*
 * What the `unless` patterns see of the scope of the match in s->work. A long enumeration is one sentence to us, and what is said
 * of one of its members says nothing of another: they see what stands between the semicolons around the match, and is near.
 */
static struct subject around(const struct scan *s, const struct scope *scope)
{
	size_t start, end;
	if (scope->kind != SCOPE_SENTENCE)
		return (struct subject){scope->s, scope->len, NULL};
	regex_range(s->work, &start, &end);
	size_t from = start, least = start > NEAR ? start - NEAR : 0, most = scope->len - end > NEAR ? end + NEAR : scope->len;
	while (from > least && !is_semicolon(scope, from - 1))
		from--;
	while (is_inside_character(scope, from))
		from++;
	while (end < most && !is_semicolon(scope, end))
		end++;
	while (is_inside_character(scope, end))
		end++;
	return (struct subject){scope->s + from, end - from, NULL};
}

/* Do the rule's `unless` patterns silence the match in s->work? all: does one of them match in the scope, once that is known. */
static bool is_silenced(struct scan *s, uint32_t number, const struct scope *scope, enum answer *all)
{
	const struct patterns *unless = &s->rules->code[number].unless;
	struct subject in = {scope->s, scope->len, &s->places};
	if (*all == UNKNOWN)
		*all = any(s, number, unless, in) ? YES : NO;
	if (*all == NO)
		return false;
	in = around(s, scope);
	return in.len == scope->len || any(s, number, unless, in);
}

/* --- why ---------------------------------------------------------------------------------------------------------------- */

static const char *words_at(const struct scan *s, const struct scope *scope, size_t start, size_t end)
{
	if (end - start > CLAUSE_MAX)
		end = start + CLAUSE_MAX;
	while (end > start && end < scope->len && ((unsigned char)scope->s[end] & 0xC0) == 0x80)
		end--;
	return arena_strndup(s->in->sink->arena, scope->s + start, end - start);
}

/* The word that admitted the rule to the scope, or NULL. */
static const char *admitting_word(const struct rule *rule, const struct scope *scope)
{
	for (uint32_t i = 0; i < rule->words.count; i++) {
		const char *word = rule->words.at[i];
		size_t n = strlen(word);
		for (size_t at = 0; at + n <= scope->len; at++)
			if (!strncasecmp(scope->s + at, word, n))
				return word;
	}
	return NULL;
}

/* The groups of the match in s->work that the rule takes values from. */
static void trace_captures(const struct scan *s, const struct regex *re, const struct scope *scope, const struct clause *c,
			   struct trace *t)
{
	const struct rule *rule = t->rule;
	struct capture *captures = arena_array(s->in->sink->arena, rule->n_values, sizeof *captures);
	for (uint32_t i = 0; i < rule->n_values; i++) {
		size_t from, to;
		const char *key = rule->values[i].key, *value = NULL;
		if (rule->values[i].constant || !regex_group(re, s->work, key, &from, &to))
			continue;
		for (uint32_t k = 0; k < c->n_values; k++)
			if (!strcmp(c->values[k].key, key))
				value = c->values[k].value;
		captures[t->n_captures++] = (struct capture){key, words_at(s, scope, from, to), value};
	}
	t->captures = captures;
}

/* The match in s->work, and what came of it, as a fact. c: its clause, with its values. */
static void trace(struct scan *s, const struct regex *re, const struct scope *scope, const struct clause *c, uint32_t match,
		  const struct trace *outcome)
{
	if (s->traces++ >= s->rules->limits.restrictions)
		return;
	struct arena *a = s->in->sink->arena;
	struct span span = clause_span(c, s->t);
	const char *section = s->t->sentences[c->first].section;
	size_t start, end;
	regex_range(s->work, &start, &end);
	struct trace *t = ARENA_NEW(a, struct trace);
	*t = *outcome;
	t->rule = c->rule;
	t->match = match + 1;
	t->matched = words_at(s, scope, start, end);
	t->word = admitting_word(c->rule, scope);
	t->clause = section && *section ? section : NULL;
	t->text = arena_strndup(a, s->t->plain + span.start, span.end - span.start);
	trace_captures(s, re, scope, c, t);
	struct fact f = {.kind = FACT_TRACE, .key = c->rule->id, .at = s->in->sink->at, .reader = "rules", .detail = t};
	text_range(s->t, span.start, span.end, &f.at.start, &f.at.end);
	f.at.line_start = f.at.line_end = text_line(s->t, f.at.start);
	sink_add(s->in->sink, &f);
}

/* The first pattern of the list that matches in the bytes, with its words, as what silences a rule. */
static bool find_silencer(struct scan *s, uint32_t number, const struct patterns *patterns, struct subject in, struct trace *out)
{
	for (uint32_t i = 0; i < patterns->count; i++) {
		if (!find(s, number, &patterns->at[i], s->guard, in, 0))
			continue;
		size_t start, end;
		regex_range(s->guard, &start, &end);
		out->silencer = i + 1;
		out->silencing = words_at(s, &(struct scope){.s = in.s, .len = in.len}, start, end);
		return true;
	}
	return false;
}

static void trace_silenced(struct scan *s, uint32_t number, const struct regex *re, const struct scope *scope, uint32_t match)
{
	struct trace outcome = {.silenced_by = "unless"};
	struct clause c = {.rule = s->rules->code[number].rule};
	if (!s->rules->explain)
		return;
	find_silencer(s, number, &s->rules->code[number].unless, around(s, scope), &outcome);
	place(s, re, scope, &c);
	trace(s, re, scope, &c, match, &outcome);
}

/* Of the texts that `anywhere` looks at, the first with a silencer. */
static void trace_silenced_by_text(struct scan *s, uint32_t number, const struct regex *re, const struct scope *scope,
				   const struct clause *c, uint32_t match)
{
	const struct rule_code *code = &s->rules->code[number];
	struct trace outcome = {.silenced_by = "only_if_text"};
	if (anywhere(s, number, &code->unless_text, c->match)) {
		struct span rest;
		size_t next = 0;
		uint32_t at = 0;
		outcome.silenced_by = "unless_text";
		bool found = c->match && find_silencer(s, number, &code->unless_text, subject_of(s, c->match->plain), &outcome);
		while (!found && next_rest(s, &next, &at, &rest))
			found = find_silencer(s, number, &code->unless_text, subject_of(s, rest), &outcome);
	}
	trace(s, re, scope, c, match, &outcome);
}

/* --- taking hits -------------------------------------------------------------------------------------------------------- */

/* Takes the match in s->work as a hit of the rule. False when it is not one after all. */
static bool accept(struct scan *s, uint32_t number, const struct regex *re, const struct scope *scope, uint32_t match)
{
	struct clause c = {.rule = s->rules->code[number].rule};
	place(s, re, scope, &c);
	if (!is_wanted(s, s->t->sentences[c.first].start, s->t->sentences[c.last].end))
		return false;
	if (silenced_by_text(s, number, c.match)) {
		if (s->rules->explain)
			trace_silenced_by_text(s, number, re, scope, &c, match);
		return false;
	}
	set_values(s, re, scope, &c);
	if (s->rules->explain)
		trace(s, re, scope, &c, match, &(struct trace){0});
	clauses_add(s->out, &c);
	if (s->out->full)
		tell_full(s);
	return true;
}

static size_t next_character(struct subject in, size_t at)
{
	at++;
	while (at < in.len && ((unsigned char)in.s[at] & 0xC0) == 0x80)
		at++;
	return at;
}

static uint32_t hit_words(const struct rules *r)
{
	return r->n_match / 64 + 1;
}

static void set_hit(struct scan *s, uint32_t pattern)
{
	s->hits[pattern / 64] |= UINT64_C(1) << pattern % 64;
}

static bool is_hit(const struct scan *s, uint32_t pattern)
{
	return s->hits[pattern / 64] >> pattern % 64 & 1;
}

/* Runs one pattern over the scope. silent: does an `unless` pattern of the rule match in it? */
static void run_pattern(struct scan *s, uint32_t number, struct pattern *p, const struct scope *scope, enum answer *silent,
			uint32_t *hits)
{
	const struct rule_code *code = &s->rules->code[number];
	struct subject in = {scope->s, scope->len, &s->places};
	uint32_t most = scope->kind == SCOPE_SENTENCE ? (code->captures ? SENTENCE_HITS : 1) : UINT32_MAX, in_lead = 0;
	struct regex *re;
	for (size_t from = 0; *hits < most && !s->stopped && (re = find(s, number, p, s->work, in, from));) {
		size_t start, end, least = next_character(in, from);
		regex_range(s->work, &start, &end);
		if (scope->item && end <= scope->item) { /* in the lead alone: that is a scope of its own */
			from = next_character(in, start);
			from = from > least ? from : least;
			if (++in_lead > LEAD_HITS)
				break;
			continue;
		}
		from = end > least ? end : least;
		if (is_silenced(s, number, scope, silent)) {
			trace_silenced(s, number, re, scope, (uint32_t)(p - code->match.at));
			continue;
		}
		set_hit(s, code->first_match + (uint32_t)(p - code->match.at));
		*hits += accept(s, number, re, scope, (uint32_t)(p - code->match.at));
	}
}

static void run_rule(struct scan *s, uint32_t number, const struct scope *scope)
{
	struct rule_code *code = &s->rules->code[number];
	const struct literal_sieve *sieve = knows_literals(s, &s->places) ? ruleset_sieve(s->rules, code) : NULL;
	enum answer silent = UNKNOWN;
	uint32_t hits = 0;
	s->at = scope->plain;
	for (uint32_t i = 0; i < code->match.count && !s->stopped; i++) {
		if (s->in->pattern != RULE_EVERY && s->in->pattern != i)
			continue;
		if (s->remembered && !is_hit(s, code->first_match + i))
			continue;
		if (sieve && !literal_sieve_passes(sieve, i, &s->places.signature))
			continue;
		run_pattern(s, number, &code->match.at[i], scope, &silent, &hits);
		if (hits && scope->kind == SCOPE_SENTENCE &&
		    !code->captures) {					  /* the clause is found: no more to learn of it, … */
			while (!s->remembered && ++i < code->match.count) /* … but in another text it may not be one */
				set_hit(s, code->first_match + i);
			return;
		}
		hits = scope->kind == SCOPE_SENTENCE && code->captures ? 0 : hits;
	}
}

static void clear(const struct prefilter *words, uint64_t *groups)
{
	memset(groups, 0, words->mask_words * sizeof *groups);
}

/* Runs the rules of s->groups. */
static void run_groups(struct scan *s, const struct scope *scope)
{
	uint32_t only = s->in->rule;
	if (only != RULE_EVERY) {
		bool admitted = s->in->without_words || (s->groups[only / 64] >> only % 64 & 1);
		if (admitted && s->rules->code[only].rule->scope == scope->kind)
			run_rule(s, only, scope);
		return;
	}
	for (uint32_t k = 0; k < s->rules->words[scope->kind].mask_words; k++)
		for (uint64_t bits = s->groups[k]; bits && !s->stopped; bits &= bits - 1)
			run_rule(s, k * 64 + (uint32_t)__builtin_ctzll(bits), scope);
}

/* The license whose record decides what is in the scope; NULL: the rules do. */
static const struct license *decided_by(const struct scan *s, const struct scope *scope)
{
	if (s->in->rule != RULE_EVERY || s->rules->explain)
		return NULL;
	const struct text_match *m = license_at(s, scope->plain);
	bool whole = m && scope->plain + (scope->len - scope->item) <= m->plain.end; /* else something is added to it here */
	return whole && m->match.state == MATCH_EXACT && m->match.license->n_terms ? m->match.license : NULL;
}

static bool lists(const struct license *l, const struct kind *kind)
{
	for (uint32_t i = 0; i < l->n_terms; i++)
		if (l->terms[i].kind == kind)
			return true;
	return false;
}

/* They stand where a license decides: of what is no term, and of what something is made from alone. */
static const struct license no_terms = {.id = ""}, origins_alone = {.id = "-"};

static bool is_listed(const struct rule *rule, const struct license *l)
{
	if (l == &origins_alone)
		return rule->kind->role == ROLE_ORIGIN;
	return rule->laid_over || rule->kind->role != ROLE_RESTRICTION || lists(l, rule->kind);
}

static void list_for(struct scan *s, const struct license *l)
{
	if (s->listed_of == l)
		return;
	memset(s->listed, 0, s->rules->words[0].mask_words * sizeof *s->listed);
	for (uint32_t i = 0; i < s->rules->count; i++)
		if (is_listed(s->rules->code[i].rule, l))
			s->listed[i / 64] |= UINT64_C(1) << i % 64;
	s->listed_of = l;
}

/* Leaves those of s->groups that are still to ask of a text whose record decides. */
static void keep_listed(struct scan *s, const struct license *l)
{
	if (!l)
		return;
	list_for(s, l);
	for (uint32_t k = 0; k < s->rules->words[0].mask_words; k++)
		s->groups[k] &= s->listed[k];
}

/* Is any of s->groups to be asked of what something is made from? */
static bool asks_for_origins(struct scan *s)
{
	uint64_t any = 0;
	list_for(s, &origins_alone);
	for (uint32_t k = 0; k < s->rules->words[0].mask_words; k++)
		any |= s->groups[k] & s->listed[k];
	return any;
}

static struct memo_key memo_key(const struct scope *scope, const struct license *decides)
{
	return (struct memo_key){scope->kind, scope->item, decides, scope->s, scope->len};
}

/* The rules that some pattern of s->hits belongs to. */
static void groups_of_hits(struct scan *s)
{
	clear(&s->rules->words[0], s->groups);
	for (uint32_t k = 0; k < hit_words(s->rules); k++)
		for (uint64_t bits = s->hits[k]; bits; bits &= bits - 1) {
			uint32_t rule = s->rules->match_rule[k * 64 + (uint32_t)__builtin_ctzll(bits)];
			s->groups[rule / 64] |= UINT64_C(1) << rule % 64;
		}
}

/* A clause that was met before, also one that every rule was tried on: runs the patterns that hit it then, and no other. */
static bool run_remembered(struct scan *s, const struct scope *scope, const struct license *decides)
{
	struct memo_key key = memo_key(scope, decides), every = memo_key(scope, NULL);
	if (s->in->rule != RULE_EVERY || s->in->without_words || s->rules->explain)
		return false;
	if (!memo_find(s->rules->seen, &every, s->hits) && (!decides || !memo_find(s->rules->seen, &key, s->hits)))
		return false;
	groups_of_hits(s);
	keep_listed(s, decides);
	places_begin(&s->places, scope->s, scope->len, NULL, 0);
	s->remembered = true;
	run_groups(s, scope);
	s->remembered = false;
	return true;
}

static void run_admitted(struct scan *s, const struct scope *scope, const struct license *decides)
{
	struct memo_key key = memo_key(scope, decides);
	memset(s->hits, 0, hit_words(s->rules) * sizeof *s->hits);
	s->unsure = false;
	run_groups(s, scope);
	if (s->in->rule == RULE_EVERY && !s->in->without_words && !s->unsure && !s->stopped)
		memo_add(s->rules->seen, &key, s->hits);
}

/* --- scopes ------------------------------------------------------------------------------------------------------------- */

static bool any_admitted(const struct scan *s, const struct prefilter *words)
{
	uint64_t some = s->in->without_words;
	for (uint32_t k = 0; k < words->mask_words; k++)
		some |= s->groups[k];
	return some;
}

/* The end of the sentence that introduces the list. */
static struct subject lead_of(const struct scan *s, uint32_t number)
{
	struct span span = clipped(s, (struct span){s->t->sentences[number].start, s->t->sentences[number].end});
	if (span.end - span.start > LEAD_MAX)
		span.start = span.end - LEAD_MAX;
	return subject_of(s, span);
}

/* What introduces the list tells of other models, or of what the one here is held against. */
static bool leads_to_others(const struct scan *s, uint32_t number)
{
	static const char *const words[] = {"compar",	 "baseline", "support", "compatib", "evaluat", "tested",
					    "benchmark", "related",  "other",	"similar",  "example", "such as",
					    "can be",	 "choose",   "require", "instruct", "data",    "step"};
	struct subject lead = lead_of(s, number);
	char end[LEAD_WORDS + 1]; /* a subject has no end of its own */
	size_t n = lead.len < LEAD_WORDS ? lead.len : LEAD_WORDS;
	memcpy(end, lead.s + lead.len - n, n);
	end[n] = 0;
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strcasestr(end, words[i]))
			return true;
	return false;
}

/*
 * decides: the license whose record says which kinds of restriction to look for. Of an item that is asked by itself, lead is what introduces
 * its list; NO_LEAD.
 */
static void run_decided(struct scan *s, enum rule_scope kind, struct span span, const struct license *decides, uint32_t lead)
{
	const struct prefilter *words = &s->rules->words[kind];
	span = clipped(s, span);
	if (span.start == span.end || !is_wanted(s, span.start, span.end))
		return;
	struct scope scope = {s->t->plain + span.start, span.end - span.start, 0, span.start, kind};
	decides = decides ? decides : decided_by(s, &scope);
	if (run_remembered(s, &scope, decides))
		return;
	clear(words, s->groups);
	prefilter_everywhere(words, s->groups);
	prefilter_scan(words, scope.s, scope.len, s->groups);
	keep_listed(s, decides);
	if (!any_admitted(s, words) || (lead != NO_LEAD && leads_to_others(s, lead)))
		return;
	places_begin(&s->places, scope.s, scope.len, NULL, 0);
	run_admitted(s, &scope, decides);
}

static void run_span(struct scan *s, enum rule_scope kind, struct span span)
{
	run_decided(s, kind, span, NULL, NO_LEAD);
}

static void admit_lead(struct scan *s, const struct prefilter *words, uint32_t number, struct subject lead)
{
	if (s->lead != number) {
		s->lead = number;
		clear(words, s->lead_groups);
		prefilter_scan(words, lead.s, lead.len, s->lead_groups);
		signature_clear(&s->lead_signature);
		signature_add(&s->lead_signature, lead.s, lead.len);
	}
	for (uint32_t k = 0; k < words->mask_words; k++)
		s->groups[k] |= s->lead_groups[k];
}

/*
 * A list item with the sentence that introduces the list before it. False: it need not be asked by itself, too, of what something is made
 * from.
 */
static bool run_item(struct scan *s, uint32_t number)
{
	const struct prefilter *words = &s->rules->words[SCOPE_SENTENCE];
	const struct sentence *item = &s->t->sentences[number];
	struct span span = clipped(s, (struct span){item->start, item->end});
	struct subject own = subject_of(s, span), lead = lead_of(s, item->lead);
	buf_clear(&s->joined);
	if (!own.len || buf_add(&s->joined, lead.s, lead.len) < 0 || buf_add_char(&s->joined, ' ') < 0 ||
	    buf_add(&s->joined, own.s, own.len) < 0)
		return false;
	struct scope scope = {s->joined.data, s->joined.len, lead.len + 1, span.start, SCOPE_SENTENCE};
	const struct license *decides = decided_by(s, &scope);
	if (run_remembered(s, &scope, decides))
		return !decides;
	clear(words, s->groups);
	prefilter_everywhere(words, s->groups);
	admit_lead(s, words, item->lead, lead);
	size_t across = words->longest > 3 ? words->longest : 3; /* a word may lie across the joint */
	size_t joint = scope.item > across ? scope.item - across : 0;
	prefilter_scan(words, scope.s + joint, scope.len - joint, s->groups);
	keep_listed(s, decides);
	if (!any_admitted(s, words))
		return false;
	bool origins = !decides && asks_for_origins(s);
	places_begin(&s->places, scope.s, scope.len, &s->lead_signature, lead.len);
	run_admitted(s, &scope, decides);
	return origins;
}

/*
 * "Details: / - Base model: Wren-7B": what the item says of what the model is made from it says by itself, as a line does that stands in no
 * list. In a text that is known no rule asks for that.
 */
static void run_item_alone(struct scan *s, const struct sentence *item)
{
	run_decided(s, SCOPE_SENTENCE, (struct span){item->start, item->end}, &origins_alone, item->lead);
}

/* "I will use it for study only": what a reader ticks to agree. */
static bool is_consent(const char *at)
{
	static const char *const who[] = {"I ", "You ", "By ", "We agree", "我", "您", "本人"};
	for (size_t i = 0; i < sizeof who / sizeof *who; i++)
		if (!strncasecmp(at, who[i], strlen(who[i])))
			return true;
	return false;
}

/* "[x] Release the training code": what somebody has done or means to do is no term. A license text may look so. */
static bool is_task(const struct scan *s, const struct sentence *sentence)
{
	const char *at = s->t->plain + sentence->start;
	bool box = !strncmp(at, "[ ] ", BOX_BYTES) || !strncasecmp(at, "[x] ", BOX_BYTES);
	return box && !is_consent(at + BOX_BYTES) && !license_at(s, sentence->start);
}

/* What was done may tell of what is here: "[x] A model based on Wren". */
static void run_task(struct scan *s, const struct sentence *sentence)
{
	if (s->t->plain[sentence->start + 1] != ' ')
		run_decided(s, SCOPE_SENTENCE, (struct span){sentence->start + BOX_BYTES, sentence->end}, &no_terms, NO_LEAD);
}

static void run_sentences(struct scan *s)
{
	for (uint32_t i = 0; i < s->t->n_sentences && !s->stopped; i++) {
		const struct sentence *sentence = &s->t->sentences[i];
		if (!is_wanted(s, sentence->start, sentence->end))
			continue;
		if (is_task(s, sentence))
			run_task(s, sentence);
		else if (sentence->lead < s->t->n_sentences && sentence->lead != i) {
			if (run_item(s, i))
				run_item_alone(s, sentence);
		} else
			run_span(s, SCOPE_SENTENCE, (struct span){sentence->start, sentence->end});
	}
}

static void run_texts(struct scan *s)
{
	for (size_t i = 0; i < s->in->n_matches && !s->stopped; i++)
		if (is_license(&s->in->matches[i]))
			run_span(s, SCOPE_TEXT, s->in->matches[i].plain);
	struct span rest;
	size_t next = 0;
	for (uint32_t at = 0; !s->stopped && next_rest(s, &next, &at, &rest);)
		run_span(s, SCOPE_TEXT, rest);
}

static void scan_release(struct scan *s)
{
	regex_work_free(s->work);
	regex_work_free(s->guard);
	ruleset_give_places(s->rules, &s->places);
	for (size_t i = 0; i < s->n_texts; i++)
		ruleset_give_places(s->rules, &s->texts[i].places);
	free(s->texts);
	buf_release(&s->joined);
	free(s->where);
	free(s->groups);
	free(s->lead_groups);
	free(s->listed);
	free(s->hits);
	free(s->silent);
	free(s->troubled);
}

void rule_scan(const struct rule_scan *in, struct clauses *out)
{
	struct rules *r = in->rules;
	if (!r->count || !in->text->n_sentences)
		return;
	ruleset_ready(r);
	size_t mask_words = r->words[0].mask_words;
	struct scan s __attribute__((cleanup(scan_release))) = {
		.in = in,
		.rules = r,
		.t = in->text,
		.out = out,
		.work = regex_work_new(r->limits.match_steps, r->limits.rule_seconds),
		.guard = regex_work_new(r->limits.match_steps, r->limits.rule_seconds),
		.groups = mem_array(mask_words, sizeof(uint64_t)),
		.lead_groups = mem_array(mask_words, sizeof(uint64_t)),
		.hits = mem_array(hit_words(r), sizeof(uint64_t)),
		.listed = mem_array(mask_words, sizeof(uint64_t)),
		.lead = NO_LEAD,
		.silent = mem_array(in->n_matches + 1, r->count),
		.troubled = mem_array(r->count, sizeof(bool)),
	};
	if (!regex_subject_ok(in->text->plain, in->text->plain_len)) {
		tell(&s, "text", "The text could not be decoded to UTF-8; no rule was run on it.");
		return;
	}
	ruleset_take_places(r, &s.places);
	buf_init(&s.joined, (size_t)in->text->plain_len + LEAD_MAX + 1);
	prepare_where(&s);
	run_sentences(&s);
	for (uint32_t i = 0; i < in->text->n_paragraphs && !s.stopped; i++)
		run_span(&s, SCOPE_PARAGRAPH, in->text->paragraphs[i]);
	run_texts(&s);
}
