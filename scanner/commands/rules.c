/* SPDX-License-Identifier: MIT */
#include "findings/rules.h"

#include "commands/command.h"

#include <stdio.h>
#include <string.h>

static int list(const struct invocation *in)
{
	for (uint32_t i = 0; i < in->catalog->n_rules; i++) {
		const struct rule *r = &in->catalog->rules[i];
		printf("%-34s %-24s %s\n", r->id, r->kind->id, r->title);
	}
	return EXIT_PASS;
}

static void say(void *ctx, const struct rule *rule, const char *sentence)
{
	(void)ctx;
	printf("%s: %s\n", rule->path ? rule->path : rule->id, sentence);
}

static void free_rules(struct rules **r)
{
	rules_free(*r);
}

struct rules *command_rules_open(const struct invocation *in, const struct limits *limits, struct err *e)
{
	struct rules *r = rules_new(in->catalog, limits);
	if (!common.data || rules_check(r, NULL, NULL, e) == 0)
		return r;
	rules_free(r);
	return NULL;
}

static int check(const struct invocation *in, struct err *e)
{
	struct limits limits;
	limits_init(&limits);
	__attribute__((cleanup(free_rules))) struct rules *r = rules_new(in->catalog, &limits);
	if (rules_check(r, say, NULL, e) < 0)
		return -1;
	printf("%u rules: every pattern compiles, every example does what it should\n", in->catalog->n_rules);
	return EXIT_PASS;
}

static int run(const struct invocation *in, struct err *e)
{
	const char *verb = in->count ? in->operands[0] : "list";
	if (!strcmp(verb, "list"))
		return list(in);
	if (!strcmp(verb, "check"))
		return check(in, e);
	return err_set(e, ERR_USAGE, "rules can list and check, not '%s'", verb);
}

const struct command command_rules = {
	.name = "rules",
	.usage = "list | check",
	.summary = "the rules: list them, or check patterns and run all examples",
	.run = run,
};
