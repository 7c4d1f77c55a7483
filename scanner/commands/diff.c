/* SPDX-License-Identifier: MIT */
/* diff: what changed from one distribution, report or manifest to another. */
#include "base/tty.h"
#include "base/sandbox.h"
#include "commands/command.h"
#include "report/diff_report.h"
#include "report/outfile.h"
#include "sides.h"

#include <string.h>
#include <unistd.h>

static const char *format = "text", *output, *policy_path;
static struct opt_list limit_settings;
static int jobs;
static bool no_tensors, quiet;

static const struct opt options[] = {
	{"format", 'f', OPT_STRING, "FORMAT", "text (default), json or markdown", &format},
	{"output", 'o', OPT_STRING, "FILE", "write the comparison there instead of to standard output", &output},
	{"policy", 0, OPT_STRING, "FILE", "what scans are judged by: a policy file, or the name of a built-in policy",
	 &policy_path},
	{"limit", 0, OPT_EACH, "NAME=VALUE", "change a limit; `licet help limits` lists them", &limit_settings},
	{"jobs", 'j', OPT_NUMBER, "N", "threads (default: as many as there are processors)", &jobs},
	{"no-tensor-digests", 0, OPT_FLAG, NULL, "hash weights files as a whole only, which takes half the time", &no_tensors},
	{"quiet", 'q', OPT_FLAG, NULL, "only the exit code, and errors", &quiet},
	{0},
};

static int write_file(const struct diff *d, const struct diff_report *how, struct err *e)
{
	struct outfile f = {0};
	if (outfile_open(&f, output, e) < 0)
		return -1;
	struct output out = {.to = f.to, .width = 80};
	int rc = how->write(d, &out, e) < 0 ? err_prefix(e, "%s", output) : outfile_finish(&f, e);
	if (rc == 0)
		rc = outfile_commit(&f, e);
	outfile_drop(&f);
	return rc;
}

static int write_out(const struct diff *d, const struct diff_report *how, struct err *e)
{
	struct output out = {.to = stdout, .width = tty_columns(STDOUT_FILENO), .color = tty_wants_color(STDOUT_FILENO)};
	if (output)
		return write_file(d, how, e);
	return quiet ? 0 : how->write(d, &out, e);
}

static int exit_code(const struct diff *d)
{
	return !diff_is_same(d) ? EXIT_POLICY : diff_is_complete(d) ? EXIT_PASS : EXIT_INCOMPLETE;
}

static int compare(const struct side *a, const struct side *b, const struct diff_report *how, struct arena *arena, struct err *e)
{
	__attribute__((cleanup(diff_release))) struct diff d;
	diff_make(&d, a, b, arena);
	return write_out(&d, how, e) < 0 ? -1 : exit_code(&d);
}

static void free_rules(struct rules **r)
{
	rules_free(*r);
}

static int open_and_compare(const struct invocation *in, const struct limits *limits, const struct diff_report *how,
			    struct err *e)
{
	__attribute__((cleanup(free_rules))) struct rules *rules = command_rules_open(in, limits, e);
	__attribute__((cleanup(side_release))) struct side a = {0};
	__attribute__((cleanup(side_release))) struct side b = {0};
	struct scan_options o = {
		.catalog = in->catalog, .limits = limits, .rules = rules, .jobs = jobs, .no_tensors = no_tensors};
	const struct policy *policy;
	if (!rules || policy_load(in->catalog, policy_path, NULL, 0, in->arena, &policy, e) < 0)
		return -1;
	if (command_confine(in, limits, NULL, &(struct outputs_named){&output, output != NULL}, e) < 0)
		return -1;
	if (side_open(&a, in->operands[0], &o, policy, e) < 0 || side_open(&b, in->operands[1], &o, policy, e) < 0)
		return -1;
	return compare(&a, &b, how, in->arena, e);
}

static int check_and_run(const struct invocation *in, struct err *e)
{
	struct limits limits;
	const struct diff_report *how = diff_report_find(format);
	if (command_limits(&limits, &limit_settings, e) < 0)
		return -1;
	if (in->count != 2)
		return err_set(e, ERR_USAGE, "diff compares two: licet diff A B");
	if (!strcmp(in->operands[0], "-") && !strcmp(in->operands[1], "-"))
		return err_set(e, ERR_USAGE, "only one side can be standard input");
	if (!how)
		return err_set(e, ERR_USAGE, "there is no format '%s' here; text, json and markdown are", format);
	return open_and_compare(in, &limits, how, e);
}

static int run(const struct invocation *in, struct err *e)
{
	int rc = check_and_run(in, e);
	opt_list_release(&limit_settings);
	return rc;
}

const struct command command_diff = {
	.name = "diff",
	.usage = "A B [-f text|json|markdown] [-o FILE] [--policy FILE] [--limit NAME=VALUE] [-j N] [-q]",
	.summary = "say what changed from A to B: tensors, licenses, claims, restrictions, findings",
	.more = "Each side is a distribution, which is scanned, a report of `licet scan -f json`, or a manifest of `licet hash`\n"
		"(which says nothing of licenses). Tensors are compared one by one where both sides list them: a scan does, and\n"
		"so do `scan --tensors -f json` and `hash --tensors`; else by the digests of files and models.\n"
		"Exit codes: 0 the same, 1 different, 2 it could not run, 3 no difference was seen, but not everything could be "
		"read.\n"
		"Other files and other bytes around the same tensors, and other formatting of the same words, are no difference.",
	.options = options,
	.run = run,
};
