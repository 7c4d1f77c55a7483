/* SPDX-License-Identifier: MIT */
#include "scan.h"

#include "base/halt.h"
#include "base/path.h"
#include "base/pool.h"
#include "commands/caching.h"
#include "commands/command.h"
#include "commands/outputs.h"
#include "commands/watching.h"
#include "diff/relicense.h"
#include "report/issues.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *output, *policy_path, *baseline_path;
static struct opt_list policies;
static struct opt_list formats, fail_on, limit_settings;
static int jobs;
static bool quiet, verbose, tensors, no_tensors, only_new;
static struct caching caching;

static const struct opt options[] = {
	{"format", 'f', OPT_EACH, "FORMAT[=FILE]", "a report, and the file it goes to; `licet help formats` lists them",
	 &formats},
	{"output", 'o', OPT_STRING, "FILE", "write the report there instead of to standard output", &output},
	{"policy", 0, OPT_EACH, "POLICY", "what you accept: a policy file, or the name of a built-in policy", &policies},
	{"fail-on", 0, OPT_LIST, "KIND,…", "fail when one of these kinds, findings or licenses is there", &fail_on},
	{"baseline", 0, OPT_STRING, "OLD.json",
	 "an earlier -f json report: what is new, changed, the same or gone since then is marked", &baseline_path},
	{"fail-on-new", 0, OPT_FLAG, NULL,
	 "with --baseline: what was there before and says the same does not count for the verdict", &only_new},
	{"limit", 0, OPT_EACH, "NAME=VALUE", "change a limit; `licet help limits` lists them", &limit_settings},
	{"jobs", 'j', OPT_NUMBER, "N", "threads (default: as many as there are processors)", &jobs},
	{"tensors", 0, OPT_FLAG, NULL, "list every tensor with its digest (json)", &tensors},
	{"no-tensor-digests", 0, OPT_FLAG, NULL, "hash weights files as a whole only, which takes half the time", &no_tensors},
	CACHING_OPTIONS(caching),
	{"verbose", 'v', OPT_FLAG, NULL, "say of each entry, on standard error, as what it was read", &verbose},
	{"quiet", 'q', OPT_FLAG, NULL, "only the verdict, as the exit code, and errors", &quiet},
	{0},
};

static void free_rules(struct rules **r)
{
	rules_free(*r);
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

/* The path from where we stand to what is there, without "./"; NULL when it lies elsewhere. */
static const char *relative(const char *path, struct arena *a)
{
	char real[PATH_MAX], here[PATH_MAX];
	if (!strcmp(path, "-") || !realpath(path, real) || !getcwd(here, sizeof here))
		return NULL;
	size_t n = strlen(here);
	if (strncmp(real, here, n) != 0 || (n > 1 && real[n] && real[n] != '/'))
		return NULL;
	const char *rest = real + n;
	return arena_strdup(a, rest + (*rest == '/'));
}

static const char *directory_of(const char *path, struct arena *a)
{
	size_t n = (size_t)(path_base(path) - path);
	return arena_strndup(a, path, n);
}

static struct root root_of(const char *operand, bool only, struct arena *a)
{
	struct stat st;
	const char *path = relative(operand, a);
	bool directory = stat(operand, &st) == 0 && S_ISDIR(st.st_mode);
	if (only && directory)
		return (struct root){"", path && *path ? arena_printf(a, "%s/", path) : ""};
	size_t n = strlen(operand);
	while (n && operand[n - 1] == '/')
		n--;
	return (struct root){only ? "" : path_base(arena_strndup(a, operand, n)), path ? directory_of(path, a) : ""};
}

static void find_roots(const struct invocation *in, struct results *r)
{
	struct root *roots = arena_array(in->arena, (size_t)in->count, sizeof *roots);
	for (int i = 0; i < in->count; i++)
		roots[i] = root_of(in->operands[i], in->count == 1, in->arena);
	r->roots = roots;
	r->n_roots = (size_t)in->count;
}

/* What a model is called that nothing in it names. */
static const char *fallback_name(const struct invocation *in, const struct results *r)
{
	return in->count == 1 ? path_naming(in->operands[0], in->arena) : r->input;
}

/* Every finding learns whether it is new. What is not counts no more, where the user wants it so; a gap always does. */
static enum verdict since_baseline(const struct results *r, struct artifacts *artifacts, struct arena *a)
{
	struct issues all;
	issues_collect(&all, r, false, a);
	const struct issue *next = all.at;
	for (size_t i = 0; i < artifacts->count; next += artifacts->at[i++].n_restrictions)
		for (size_t k = 0; k < artifacts->at[i].n_findings; k++)
			artifacts->at[i].findings[k].novelty = (next++)->novelty;
	return only_new ? policy_forgive_known(artifacts, r->evidence) : r->verdict;
}

static const char *listed(const struct opt_list *list, struct arena *a)
{
	const char *out = NULL;
	for (size_t i = 0; i < list->count; i++)
		out = arena_printf(a, "%s%s%s", out ? out : "", out ? ", " : "", list->at[i]);
	return out;
}

/* What the user set that changes what is found or how it is judged. */
static struct pairs settings(struct arena *a)
{
	const struct pair given[] = {
		{"data", common.data},
		{"policy", policy_path},
		{"fail-on", listed(&fail_on, a)},
		{"baseline", baseline_path},
		{"fail-on-new", only_new ? "given" : NULL},
		{"limit", listed(&limit_settings, a)},
		{"no-tensor-digests", no_tensors ? "given" : NULL},
	};
	struct pair *set = arena_memdup(a, given, sizeof given);
	uint32_t n = 0;
	for (size_t i = 0; i < sizeof given / sizeof *given; i++)
		if (given[i].value)
			set[n++] = given[i];
	return (struct pairs){set, n};
}

static int judge(const struct invocation *in, struct results *r, const struct outputs *outputs, struct err *e)
{
	struct artifacts artifacts;
	artifacts_init(&artifacts, r->evidence, in->catalog, fallback_name(in, r), pool_threads(jobs));
	r->artifacts = &artifacts;
	if (r->baseline)
		relicense_find(&artifacts, &r->baseline->side);
	r->verdict = policy_apply(r->policy, &artifacts, r->evidence);
	if (r->baseline)
		r->verdict = since_baseline(r, &artifacts, in->arena);
	int rc = outputs_write(outputs, r, quiet, in->arena, e);
	artifacts_release(&artifacts);
	r->artifacts = NULL;
	return rc < 0 ? -1 : exit_code(r->verdict);
}

static int run_scan(const struct invocation *in, const struct limits *limits, const struct policy *policy,
		    const struct outputs *outputs, struct err *e)
{
	__attribute__((cleanup(baseline_release))) struct baseline baseline = {0};
	__attribute__((cleanup(free_rules))) struct rules *rules = command_rules_open(in, limits, e);
	if (!rules)
		return -1;
	__attribute__((cleanup(evidence_release))) struct evidence evidence;
	evidence_init(&evidence);
	struct scan_options o = {.catalog = in->catalog,
				 .limits = limits,
				 .rules = rules,
				 .jobs = jobs,
				 .digests = policy_needs_digests(policy),
				 .no_tensors = no_tensors};
	struct results r = {.catalog = in->catalog,
			    .input = input_name(in),
			    .policy = policy,
			    .evidence = &evidence,
			    .baseline = baseline_path ? &baseline : NULL,
			    .limits = limits,
			    .fail_on = &fail_on,
			    .only_new = only_new,
			    .tensors = tensors};
	const struct outputs_named named = outputs_names(outputs, in->arena);
	struct sandbox reach = {.reads = &baseline_path, .n_reads = baseline_path != NULL};
	caching_reach(&caching, &reach, in->arena);
	if (command_confine(in, limits, &reach, &named, e) < 0)
		return -1;
	if (baseline_path && baseline_open(&baseline, baseline_path, limits, e) < 0)
		return -1;
	caching_begin(&caching, &o);
	const char **paths = arena_array(in->arena, (size_t)in->count, sizeof *paths);
	for (int i = 0; i < in->count; i++)
		paths[i] = in->operands[i];
	struct progress progress;
	watching_begin(&progress, &o, quiet, verbose);
	halt_on_signals();
	int rc = scan_run(&o, paths, (size_t)in->count, &evidence, &r.stats, e);
	progress_end(&progress);
	caching_end(&o);
	if (rc < 0)
		return -1;
	find_roots(in, &r);
	r.settings = settings(in->arena);
	return judge(in, &r, outputs, e);
}

static int check_and_run(const struct invocation *in, struct err *e)
{
	struct limits limits;
	if (command_limits(&limits, &limit_settings, e) < 0)
		return -1;
	if (!in->count)
		return err_set(e, ERR_USAGE, "scan needs a path, or - for standard input");
	struct outputs outputs;
	if (outputs_init(&outputs, &formats, output, in->arena, e) < 0)
		return -1;
	if (policies.count > 1)
		return err_set(e, ERR_USAGE,
			       "--policy is given %zu times; a scan has one policy: put what both say into one file",
			       policies.count);
	policy_path = policies.count ? policies.at[0] : NULL;
	const struct policy *policy;
	if (policy_load(in->catalog, policy_path, fail_on.at, fail_on.count, in->arena, &policy, e) < 0)
		return -1;
	if (!baseline_path && only_new)
		return err_set(e, ERR_USAGE, "--fail-on-new needs --baseline OLD.json: new since when?");
	return run_scan(in, &limits, policy, &outputs, e);
}

static int run(const struct invocation *in, struct err *e)
{
	int rc = check_and_run(in, e);
	opt_list_release(&formats);
	opt_list_release(&fail_on);
	opt_list_release(&policies);
	opt_list_release(&limit_settings);
	return rc;
}

const struct command command_scan = {
	.name = "scan",
	.usage = "[PATH… | -] [-f FORMAT[=FILE]]… [-o FILE] [--policy FILE] [--fail-on KIND,…] [--baseline OLD.json "
		 "[--fail-on-new]] [--limit NAME=VALUE] [-j N] [-v | -q]",
	.summary = "scan a model distribution: a directory, an archive, a file, or a stream on standard input",
	.more = "Several paths are one distribution. The verdict is pass, review, fail or incomplete.",
	.options = options,
	.run = run,
};
