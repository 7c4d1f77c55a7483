/* SPDX-License-Identifier: MIT */
/* rules: list them; check them, each with its examples; or see which of them fire at files. */
#include "findings/rules.h"

#include "base/buf.h"
#include "base/tty.h"
#include "catalog/load.h"
#include "commands/command.h"
#include "document.h"
#include "findings/trace.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static int list(const struct invocation *in)
{
	for (uint32_t i = 0; i < in->catalog->n_rules; i++) {
		const struct rule *r = &in->catalog->rules[i];
		printf("%-34s %-24s %s\n", r->id, r->kind->id, r->title);
	}
	return EXIT_PASS;
}

static void say(void *ctx, const struct rule *rule, const char *where, const char *sentence)
{
	(void)ctx;
	printf("%s: the rule %s: %s\n", where, rule->id, sentence);
}

static void free_rules(struct rules **r)
{
	rules_free(*r);
}

/* Rules of the user's are tried within the usual limits: lower ones for the scan say nothing against a rule. */
static int check_own(const struct invocation *in, struct err *e)
{
	struct limits usual;
	limits_init(&usual);
	__attribute__((cleanup(free_rules))) struct rules *r = rules_new(in->catalog, &usual);
	return rules_check(r, NULL, NULL, e);
}

struct rules *command_rules_open(const struct invocation *in, const struct limits *limits, struct err *e)
{
	if (common.data && check_own(in, e) < 0)
		return NULL;
	return rules_new(in->catalog, limits);
}

/* --- which rules fire where ------------------------------------------------------------------------------------------------ */

struct firing {
	const struct catalog *catalog;
	uint32_t *times; /* for each rule of the catalog: examples of the rule of the moment that it fires at */
};

static void count(void *ctx, const struct rule *rule)
{
	struct firing *f = ctx;
	f->times[rule - f->catalog->rules]++;
}

/* One line for a rule: its patterns, its examples, and the other rules that fire at those that it must fire at. */
static void print_rule(struct rules *rules, const struct catalog *c, const struct rule *r)
{
	struct firing f = {c, mem_array(c->n_rules, sizeof *f.times)};
	const char *separator = "; at its examples also fire: ";
	for (uint32_t i = 0; i < r->n_fire; i++)
		rules_try(rules, r->fire[i].text, count, &f);
	printf("%s: %u pattern%s, fires at %u of %u examples, silent at %u", r->id, r->match.count,
	       r->match.count == 1 ? "" : "s", f.times[r - c->rules], r->n_fire, r->silent.count);
	for (uint32_t i = 0; i < c->n_rules; i++)
		if (f.times[i] && &c->rules[i] != r) {
			printf("%s%s (%u)", separator, c->rules[i].id, f.times[i]);
			separator = ", ";
		}
	putchar('\n');
	free(f.times);
}

static int check(const struct invocation *in, struct err *e)
{
	struct limits limits;
	limits_init(&limits);
	__attribute__((cleanup(free_rules))) struct rules *r = rules_new(in->catalog, &limits);
	rules_explain(r);
	if (rules_check(r, say, NULL, e) < 0)
		return -1;
	for (uint32_t i = 0; i < in->catalog->n_rules; i++)
		print_rule(r, in->catalog, &in->catalog->rules[i]);
	printf("%u rules: every pattern compiles, every example does what it should\n", in->catalog->n_rules);
	return EXIT_PASS;
}

static const struct trace *fired(const struct fact *f)
{
	const struct trace *t = f->kind == FACT_TRACE ? f->detail : NULL;
	return t && !t->silenced_by ? t : NULL;
}

/* "  usage-cap-users: lines 3, 17" for each rule that fires at the file. */
static void print_lines(const struct catalog *c, const struct sink *s)
{
	for (uint32_t i = 0; i < c->n_rules; i++) {
		uint32_t last = 0;
		for (size_t k = 0; k < s->count; k++) {
			const struct trace *t = fired(&s->facts[k]);
			if (!t || t->rule != &c->rules[i] || s->facts[k].at.line_start == last)
				continue;
			if (!last)
				printf("  %s: line", c->rules[i].id);
			printf("%s %" PRIu32, last ? "," : "", s->facts[k].at.line_start);
			last = s->facts[k].at.line_start;
		}
		if (last)
			putchar('\n');
	}
}

static void print_escaped(const char *before, const char *s)
{
	BUF_AUTO struct buf b;
	buf_init(&b, 1 << 16);
	tty_escape(&b, s, strlen(s));
	printf("%s%s\n", before, buf_str(&b));
}

static int check_file(struct rules *rules, const struct invocation *in, const struct limits *limits, const char *path,
		      struct err *e)
{
	ARENA_AUTO struct arena a;
	arena_init(&a);
	const char *bytes;
	size_t len;
	if (file_head(path, scan_document_bytes(limits, NULL, 0), &a, &bytes, &len, e) < 0)
		return -1;
	struct sink sink;
	sink_init(&sink, &a, path);
	scan_document(rules, in->catalog, limits, path, bytes, len, &sink);
	print_escaped("", path);
	print_lines(in->catalog, &sink);
	int rc = EXIT_PASS;
	for (size_t i = 0; i < sink.count; i++)
		if (sink.facts[i].kind == FACT_PROBLEM) {
			print_escaped("  incomplete: ", sink.facts[i].value);
			rc = EXIT_INCOMPLETE;
		}
	sink_release(&sink);
	return rc;
}

static int check_files(const struct invocation *in, struct err *e)
{
	struct limits limits;
	limits_init(&limits);
	__attribute__((cleanup(free_rules))) struct rules *r = command_rules_open(in, &limits, e);
	if (!r)
		return -1;
	if (command_confine(in, &limits, NULL, NULL, e) < 0)
		return -1;
	rules_explain(r);
	int worst = EXIT_PASS;
	for (int i = 1; i < in->count; i++) {
		int rc = check_file(r, in, &limits, in->operands[i], e);
		if (rc < 0)
			return -1;
		worst = rc > worst ? rc : worst;
	}
	return worst;
}

static int run(const struct invocation *in, struct err *e)
{
	const char *verb = in->count ? in->operands[0] : "list";
	if (!strcmp(verb, "list"))
		return list(in);
	if (!strcmp(verb, "check"))
		return in->count > 1 ? check_files(in, e) : check(in, e);
	return err_set(e, ERR_USAGE, "rules can list and check, not '%s'", verb);
}

const struct command command_rules = {
	.name = "rules",
	.usage = "list | check [FILE…]",
	.summary = "the rules: list them, check them with all examples, or see which fire at files",
	.more = "`check` says which rules fire at the examples of which; `licet identify --explain FILE` says why a rule fires.",
	.run = run,
};
