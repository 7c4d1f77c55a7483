/* SPDX-License-Identifier: MIT */
#include "findings/ruleset.h"

#include "base/arena.h"
#include "base/literal_store.h"

#include <stdlib.h>

enum { SPARE_CAPACITY = 64 << 10 }; /* bytes of a text, some 20 times as many of its places */

static struct patterns patterns_new(const struct strings *sources)
{
	struct patterns p = {mem_array(sources->count, sizeof *p.at), sources->count};
	for (uint32_t i = 0; i < p.count; i++)
		p.at[i].source = sources->at[i];
	return p;
}

static void patterns_free(struct patterns *p)
{
	for (uint32_t i = 0; i < p->count; i++)
		regex_free(atomic_load(&p->at[i].compiled));
	free(p->at);
}

static void add_words(struct prefilter *words, uint32_t number, const struct rule *rule)
{
	if (!rule->words.count)
		prefilter_always(words, number);
	for (uint32_t i = 0; i < rule->words.count; i++)
		prefilter_add(words, number, rule->words.at[i]);
}

static void code_init(struct rule_code *code, const struct rule *rule)
{
	*code = (struct rule_code){
		.rule = rule,
		.match = patterns_new(&rule->match),
		.unless = patterns_new(&rule->unless),
		.unless_text = patterns_new(&rule->unless_text),
		.only_if_text = patterns_new(&rule->only_if_text),
	};
	for (uint32_t i = 0; i < rule->n_values; i++)
		code->captures |= !rule->values[i].constant;
}

/* Numbers the `match` patterns of a rule, behind those of the rules before it. */
static void number_patterns(struct rules *r, uint32_t rule)
{
	struct rule_code *code = &r->code[rule];
	code->first_match = r->n_match;
	r->n_match += code->match.count;
	r->match_rule = mem_resize(r->match_rule, r->n_match + 1, sizeof *r->match_rule);
	for (uint32_t i = code->first_match; i < r->n_match; i++)
		r->match_rule[i] = rule;
}

void ruleset_init(struct rules *r, const struct catalog *c, const struct limits *l)
{
	*r = (struct rules){.catalog = c, .limits = *l, .count = c->n_rules};
	pthread_mutex_init(&r->lock, NULL);
}

/* Gives the patterns of a rule the literals that were read off them when the program was built. */
static void take_literals(struct rule_code *code, const struct literals *all)
{
	struct patterns *const lists[RULE_LISTS] = {&code->match, &code->unless, &code->unless_text, &code->only_if_text};
	const struct literals *next = all + code->rule->literals - 1;
	for (int k = 0; k < RULE_LISTS; k++)
		for (uint32_t i = 0; i < lists[k]->count; i++)
			atomic_store_explicit(&lists[k]->at[i].literals, next++, memory_order_relaxed);
}

/* Under the lock. */
static void make_ready(struct rules *r)
{
	const struct catalog *c = r->catalog;
	r->pool = literal_pool_new();
	const struct literals *stored = c->literals ? literals_load(r->pool, c->literals) : NULL;
	r->code = mem_array(r->count, sizeof *r->code);
	for (int scope = 0; scope < SCOPES; scope++)
		prefilter_init(&r->words[scope], r->count);
	for (uint32_t i = 0; i < r->count; i++) {
		code_init(&r->code[i], &c->rules[i]);
		if (stored && c->rules[i].literals)
			take_literals(&r->code[i], stored);
		number_patterns(r, i);
		add_words(&r->words[c->rules[i].scope], i, &c->rules[i]);
	}
	for (int scope = 0; scope < SCOPES; scope++)
		prefilter_build(&r->words[scope]);
	r->seen = memo_new(r->n_match / 64 + 1);
	atomic_store_explicit(&r->ready, true, memory_order_release);
}

void ruleset_ready(struct rules *r)
{
	if (atomic_load_explicit(&r->ready, memory_order_acquire))
		return;
	pthread_mutex_lock(&r->lock);
	if (!atomic_load_explicit(&r->ready, memory_order_relaxed))
		make_ready(r);
	pthread_mutex_unlock(&r->lock);
}

static void sieve_free(struct literal_sieve *s)
{
	if (s)
		literal_sieve_release(s);
	free(s);
}

static void unready(struct rules *r)
{
	for (uint32_t i = 0; i < r->count; i++) {
		sieve_free(atomic_load(&r->code[i].sieve));
		patterns_free(&r->code[i].match);
		patterns_free(&r->code[i].unless);
		patterns_free(&r->code[i].unless_text);
		patterns_free(&r->code[i].only_if_text);
	}
	for (int scope = 0; scope < SCOPES; scope++)
		prefilter_release(&r->words[scope]);
	literal_pool_free(r->pool);
	memo_free(r->seen);
	free(r->code);
	free(r->match_rule);
}

void ruleset_take_places(struct rules *r, struct places *p)
{
	pthread_mutex_lock(&r->lock);
	*p = r->n_spare ? r->spare[--r->n_spare] : (struct places){0};
	pthread_mutex_unlock(&r->lock);
}

void ruleset_give_places(struct rules *r, struct places *p)
{
	pthread_mutex_lock(&r->lock);
	if (r->n_spare < SPARE_PLACES && p->capacity <= SPARE_CAPACITY) {
		r->spare[r->n_spare++] = *p;
		*p = (struct places){0};
	}
	pthread_mutex_unlock(&r->lock);
	places_release(p);
}

void ruleset_release(struct rules *r)
{
	while (r->n_spare)
		places_release(&r->spare[--r->n_spare]);
	if (atomic_load(&r->ready))
		unready(r);
	pthread_mutex_destroy(&r->lock);
}

/* Under the lock. */
static const struct literals *read_literals(struct rules *r, struct pattern *p)
{
	const struct literals *l = atomic_load_explicit(&p->literals, memory_order_relaxed);
	if (l)
		return l;
	l = literals_keep(p->source, r->pool);
	atomic_store_explicit(&p->literals, l, memory_order_release);
	return l;
}

const struct literals *ruleset_literals(struct rules *r, struct pattern *p)
{
	const struct literals *l = atomic_load_explicit(&p->literals, memory_order_acquire);
	if (l)
		return l;
	pthread_mutex_lock(&r->lock);
	l = read_literals(r, p);
	pthread_mutex_unlock(&r->lock);
	return l;
}

const struct literal_sieve *ruleset_sieve(struct rules *r, struct rule_code *code)
{
	struct literal_sieve *sieve = atomic_load_explicit(&code->sieve, memory_order_acquire);
	if (sieve)
		return sieve;
	pthread_mutex_lock(&r->lock);
	sieve = atomic_load_explicit(&code->sieve, memory_order_relaxed);
	if (!sieve) {
		sieve = mem_alloc(sizeof *sieve);
		for (uint32_t i = 0; i < code->match.count; i++)
			literal_sieve_add(sieve, read_literals(r, &code->match.at[i]));
		atomic_store_explicit(&code->sieve, sieve, memory_order_release);
	}
	pthread_mutex_unlock(&r->lock);
	return sieve;
}

struct regex *ruleset_pattern(struct rules *r, struct pattern *p, struct err *e)
{
	struct regex *re = atomic_load_explicit(&p->compiled, memory_order_acquire);
	if (re)
		return re;
	enum regex_use use = ruleset_literals(r, p)->heads ? REGEX_TRIED : REGEX_SEARCHED;
	pthread_mutex_lock(&r->lock);
	re = atomic_load_explicit(&p->compiled, memory_order_relaxed);
	if (!re && regex_compile(p->source, use, &re, e) == 0)
		atomic_store_explicit(&p->compiled, re, memory_order_release);
	pthread_mutex_unlock(&r->lock);
	return re;
}
