/* SPDX-License-Identifier: MIT */
#include "scan.h"

#include "base/tty.h"
#include "commands/command.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *format = "text", *output, *policy_path;
static struct opt_list fail_on, limit_settings;
static int jobs;
static bool quiet, tensors, no_tensors;

static const struct opt options[] = {
	{"format", 'f', OPT_STRING, "FORMAT", "text (default) or json", &format},
	{"output", 'o', OPT_STRING, "FILE", "write the report there instead of to standard output", &output},
	{"policy", 0, OPT_STRING, "FILE", "what you accept: a policy file, or the name of a built-in policy", &policy_path},
	{"fail-on", 0, OPT_LIST, "KIND,…", "fail when one of these kinds, findings or licenses is there", &fail_on},
	{"limit", 0, OPT_EACH, "NAME=VALUE", "change a limit; `licet help limits` lists them", &limit_settings},
	{"jobs", 'j', OPT_NUMBER, "N", "threads (default: as many as there are processors)", &jobs},
	{"tensors", 0, OPT_FLAG, NULL, "list every tensor with its digest (json)", &tensors},
	{"no-tensor-digests", 0, OPT_FLAG, NULL, "hash weights files as a whole only, which takes half the time", &no_tensors},
	{"quiet", 'q', OPT_FLAG, NULL, "only the verdict, as the exit code, and errors", &quiet},
	{0},
};

static void free_rules(struct rules **r)
{
	rules_free(*r);
}

/* Into a new file that takes the name only when it is whole, or to standard output. */
static int write_report(const struct report *report, const struct results *r, struct arena *a, struct err *e)
{
	struct output out = {.to = stdout,
			     .quiet = quiet,
			     .tensors = tensors,
			     .width = tty_columns(STDOUT_FILENO),
			     .color = tty_wants_color(STDOUT_FILENO)};
	if (!output)
		return report->write(r, &out, e);
	const char *temporary = arena_printf(a, "%s.%ld.new", output, (long)getpid());
	out = (struct output){.to = fopen(temporary, "wbe"), .quiet = quiet, .tensors = tensors, .width = 80};
	if (!out.to)
		return err_set(e, ERR_SYSTEM, "%s: %s", temporary, strerror(errno));
	int rc = report->write(r, &out, e);
	bool ok = !fflush(out.to) && !fsync(fileno(out.to));
	ok = !fclose(out.to) && ok;
	if (rc == 0 && ok && !rename(temporary, output))
		return 0;
	if (rc == 0)
		err_set(e, ERR_SYSTEM, "%s: %s", output, strerror(errno));
	unlink(temporary);
	return -1;
}

static int exit_code(enum verdict v)
{
	switch (v) {
	case VERDICT_PASS:
	case VERDICT_REVIEW:
		return EXIT_PASS;
	case VERDICT_INCOMPLETE:
		return EXIT_INCOMPLETE;
	case VERDICT_FAIL:
		return EXIT_POLICY;
	}
	return EXIT_COULD_NOT;
}

static const char *input_name(const struct invocation *in)
{
	const char *name = in->operands[0];
	for (int i = 1; i < in->count; i++)
		name = arena_printf(in->arena, "%s %s", name, in->operands[i]);
	return name;
}

static int judge(const struct invocation *in, struct results *r, const struct report *report, struct err *e)
{
	struct artifacts artifacts;
	artifacts_init(&artifacts, r->evidence, in->catalog, r->input);
	r->artifacts = &artifacts;
	r->verdict = policy_apply(r->policy, &artifacts, r->evidence);
	int rc = quiet && !output ? 0 : write_report(report, r, in->arena, e);
	artifacts_release(&artifacts);
	r->artifacts = NULL;
	return rc < 0 ? -1 : exit_code(r->verdict);
}

static int run_scan(const struct invocation *in, const struct limits *limits, const struct policy *policy,
		    const struct report *report, struct err *e)
{
	__attribute__((cleanup(free_rules))) struct rules *rules = command_rules_open(in, limits, e);
	if (!rules)
		return -1;
	__attribute__((cleanup(evidence_release))) struct evidence evidence;
	evidence_init(&evidence);
	struct scan_options o = {
		.catalog = in->catalog, .limits = limits, .rules = rules, .jobs = jobs, .no_tensors = no_tensors};
	struct results r = {.catalog = in->catalog, .input = input_name(in), .policy = policy, .evidence = &evidence};
	const char **paths = arena_array(in->arena, (size_t)in->count, sizeof *paths);
	for (int i = 0; i < in->count; i++)
		paths[i] = in->operands[i];
	if (scan_run(&o, paths, (size_t)in->count, &evidence, &r.stats, e) < 0)
		return -1;
	return judge(in, &r, report, e);
}

static int check_and_run(const struct invocation *in, struct err *e)
{
	struct limits limits;
	limits_init(&limits);
	for (size_t i = 0; i < limit_settings.count; i++)
		if (limits_set(&limits, limit_settings.at[i], e) < 0)
			return -1;
	if (!in->count)
		return err_set(e, ERR_USAGE, "scan needs a path, or - for standard input");
	const struct report *report = report_find(format);
	if (!report)
		return err_set(e, ERR_USAGE, "there is no report format '%s'; text and json are", format);
	const struct policy *policy;
	if (policy_load(in->catalog, policy_path, fail_on.at, fail_on.count, in->arena, &policy, e) < 0)
		return -1;
	return run_scan(in, &limits, policy, report, e);
}

static int run(const struct invocation *in, struct err *e)
{
	int rc = check_and_run(in, e);
	opt_list_release(&fail_on);
	opt_list_release(&limit_settings);
	return rc;
}

const struct command command_scan = {
	.name = "scan",
	.usage = "[PATH… | -] [-f text|json] [-o FILE] [--policy FILE] [--fail-on KIND,…] [--limit NAME=VALUE] [-j N] [-q]",
	.summary = "scan a model distribution: a directory, an archive, a file, or a stream on standard input",
	.more = "Several paths are one distribution. The verdict is pass, review, fail or incomplete.",
	.options = options,
	.run = run,
};
