/* SPDX-License-Identifier: MIT */
/* hash: a manifest of files and of the tensors in weights, and whether files still are what a manifest says. */
#include "base/halt.h"
#include "commands/command.h"
#include "commands/hash_check.h"
#include "commands/watching.h"
#include "evidence/shards.h"
#include "report/json_parts.h"
#include "report/json_text.h"
#include "scan.h"

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

static const char *format = "json", *manifest;
static struct opt_list limit_settings;
static int jobs;
static bool tensors, no_tensors, quiet;

static const struct opt options[] = {
	{"format", 'f', OPT_STRING, "json|sha256sum|tensors",
	 "json (default); sha256sum: files only; tensors: what the weights digest is made of", &format},
	{"tensors", 0, OPT_FLAG, NULL, "list every tensor with its digest (json)", &tensors},
	{"no-tensor-digests", 0, OPT_FLAG, NULL, "hash weights files as a whole only, which takes half the time", &no_tensors},
	{"check", 'c', OPT_STRING, "MANIFEST", "check the files that a manifest names", &manifest},
	{"limit", 0, OPT_EACH, "NAME=VALUE", "change a limit; `licet help limits` lists them", &limit_settings},
	{"jobs", 'j', OPT_NUMBER, "N", "threads (default: as many as there are processors)", &jobs},
	{"quiet", 'q', OPT_FLAG, NULL, "with --check: do not print OK for each file", &quiet},
	{0},
};

/* Paths of a manifest begin like what the user named, so that they can be found from where the user stands. */
struct naming {
	struct arena *arena;
	const char *prefix; /* what names lack */
};

static struct naming naming_of(const struct invocation *in)
{
	struct naming n = {.arena = in->arena, .prefix = ""};
	const char *path = in->operands[0];
	struct stat st;
	if (in->count > 1 || stat(path, &st) < 0)
		return n;
	size_t len = strlen(path);
	if (S_ISDIR(st.st_mode)) {
		n.prefix = arena_printf(in->arena, "%s%s", path, len && path[len - 1] == '/' ? "" : "/");
	} else {
		const char *slash = strrchr(path, '/');
		n.prefix = slash ? arena_strndup(in->arena, path, (size_t)(slash + 1 - path)) : "";
	}
	return n;
}

static const char *full_name(const struct naming *n, const char *entry)
{
	return *n->prefix ? arena_printf(n->arena, "%s%s", n->prefix, entry) : entry;
}

/* --- formats ---------------------------------------------------------------------------------------------------------------- */

/* As sha256sum: a name with a line break or a backslash is escaped, and a backslash in front of the line says so. */
static void print_line(const char *path, const uint8_t sha256[DIGEST_BYTES])
{
	char hex[DIGEST_HEX];
	digest_hex(sha256, hex);
	bool escape = strpbrk(path, "\\\n\r") != NULL;
	printf("%s%s  ", escape ? "\\" : "", hex);
	for (const char *c = path; *c; c++)
		if (escape && strchr("\\\n\r", *c))
			printf("\\%c", *c == '\n' ? 'n' : *c == '\r' ? 'r' : '\\');
		else
			putchar(*c);
	putchar('\n');
}

/* Where the bytes lie: files of a store that have no name of their own are blobs of it. */
static const char *path_of(const struct fact *f, const struct naming *n)
{
	return full_name(n, f->value ? f->value : f->at.entry);
}

static void write_lines(const struct evidence *ev, const struct naming *n)
{
	for (size_t i = 0; i < ev->count; i++)
		if (ev->facts[i].kind == FACT_DIGEST)
			print_line(path_of(&ev->facts[i], n), ((const struct file_digest *)ev->facts[i].detail)->sha256);
}

static void write_tensors(const struct evidence *ev)
{
	for (size_t i = 0; i < ev->count; i++) {
		const struct weights *w = ev->facts[i].detail;
		if (ev->facts[i].kind != FACT_WEIGHTS || !w->tensors)
			continue;
		for (uint32_t row = 0; row < tensors_count(w->tensors); row++) {
			ARENA_AUTO struct arena a;
			arena_init(&a);
			struct tensor t;
			size_t len;
			tensors_get(w->tensors, row, &t, NULL);
			const char *line = t.state == TENSOR_HASHED ? tensors_line(w->tensors, row, &a, &len) : NULL;
			if (line)
				fwrite(line, 1, len, stdout);
		}
	}
}

static json_t *file_json(const struct fact *f, const struct naming *n)
{
	const struct file_digest *d = f->detail;
	char hex[DIGEST_HEX];
	digest_hex(d->sha256, hex);
	json_t *object = json_object();
	json_put_path(object, path_of(f, n));
	if (f->value)
		json_put(object, "name", json_text(full_name(n, f->at.entry)));
	json_put(object, "size", json_integer((json_int_t)d->size));
	json_put(object, "sha256", json_string_nocheck(hex));
	return object;
}

static json_t *model_json(const struct shards *s, const struct naming *n)
{
	json_t *object = json_object();
	uint8_t digest[DIGEST_BYTES] = {0}, nameless[DIGEST_BYTES] = {0};
	json_put_path(object, full_name(n, s->name));
	json_put(object, "files", json_integer((json_int_t)s->count));
	if (s->wanted)
		json_put(object, "shards", json_integer((json_int_t)s->wanted));
	bool there = shards_digest(s, digest, nameless);
	json_put_digests(object, there, digest, nameless);
	return object;
}

static json_t *manifest_json(const struct evidence *ev, const struct naming *n)
{
	json_t *object = json_object(), *files = json_array(), *weights = json_array(), *models = json_array(),
	       *problems = json_array();
	for (size_t i = 0; i < ev->count; i++) {
		struct fact f = ev->facts[i];
		if (f.kind == FACT_DIGEST)
			json_array_append_new(files, file_json(&f, n));
		f.at.entry = full_name(n, f.at.entry);
		if (f.kind == FACT_WEIGHTS)
			json_array_append_new(weights, json_weights(&f, tensors));
		if (f.kind != FACT_PROBLEM)
			continue;
		json_t *problem = json_object();
		json_put_path(problem, f.at.entry);
		json_put(problem, "message", json_text(f.value));
		json_array_append_new(problems, problem);
	}
	struct shards *groups;
	size_t count = shards_group_all(ev, n->arena, &groups);
	for (size_t i = 0; i < count; i++)
		json_array_append_new(models, model_json(&groups[i], n));
	json_put(object, "schema", json_string_nocheck("licet-manifest/1"));
	json_put(object, "tool", json_pack("{s:s, s:s}", "name", "licet", "version", LICET_VERSION));
	json_put(object, "files", files);
	json_put(object, "weights", weights);
	json_put(object, "models", models);
	json_put(object, "problems", problems);
	return object;
}

/* --- the run ---------------------------------------------------------------------------------------------------------------- */

static int hash_paths(const struct invocation *in, const struct scan_options *o, struct err *e)
{
	__attribute__((cleanup(evidence_release))) struct evidence ev;
	struct scan_stats stats;
	struct naming n = naming_of(in);
	const char **paths = arena_array(in->arena, (size_t)in->count, sizeof *paths);
	for (int i = 0; i < in->count; i++)
		paths[i] = in->operands[i];
	evidence_init(&ev);
	struct scan_options watched = *o;
	struct progress progress;
	watching_begin(&progress, &watched, quiet, false);
	halt_on_signals();
	int rc = scan_run(&watched, paths, (size_t)in->count, &ev, &stats, e);
	progress_end(&progress);
	if (rc < 0)
		return -1;
	if (!strcmp(format, "sha256sum")) {
		write_lines(&ev, &n);
	} else if (!strcmp(format, "tensors")) {
		write_tensors(&ev);
	} else {
		json_t *object = manifest_json(&ev, &n);
		if (json_write(object, JSON_INDENTED, stdout, e) < 0)
			return -1;
	}
	return command_say_problems(&ev, n.prefix);
}

static int check_and_run(const struct invocation *in, struct err *e)
{
	struct limits limits;
	if (command_limits(&limits, &limit_settings, e) < 0)
		return -1;
	struct scan_options o = {
		.catalog = in->catalog, .limits = &limits, .jobs = jobs, .file_digests = true, .no_tensors = no_tensors};
	if (manifest && in->count)
		return err_set(e, ERR_USAGE, "hash --check takes its paths from the manifest");
	if (manifest)
		return hash_check(in, manifest, &o, quiet, e);
	if (!in->count)
		return err_set(e, ERR_USAGE, "hash needs a path, or - for standard input");
	if (strcmp(format, "json") && strcmp(format, "sha256sum") && strcmp(format, "tensors"))
		return err_set(e, ERR_USAGE, "there is no format '%s' here; json, sha256sum and tensors are", format);
	o.files_only = !strcmp(format, "sha256sum");
	o.no_tensors = no_tensors || o.files_only;
	return command_confine(in, &limits, NULL, NULL, e) < 0 ? -1 : hash_paths(in, &o, e);
}

static int run(const struct invocation *in, struct err *e)
{
	int rc = check_and_run(in, e);
	opt_list_release(&limit_settings);
	return rc;
}

const struct command command_hash = {
	.name = "hash",
	.usage = "PATH… [-f json|sha256sum|tensors] [--tensors] | --check MANIFEST",
	.summary = "write a manifest of files and of the tensors in weights, or check one",
	.more = "Of a weights file the manifest has two more digests, which do not depend on the file format, the order of\n"
		"tensors, the number of files, their names or metadata. Each tensor makes a line\n"
		"    SHA256 DTYPE [D0,D1,…] NAME\n"
		"with the SHA-256 of its elements (row-major, little-endian, no gaps), its type as safetensors calls it (F32,\n"
		"BF16, …; GGML_Q4_K … for quantized blocks), its dimensions (outermost first; [] for a scalar), and its name, "
		"in\n"
		"which bytes below 0x21, \\ and 0x7F are written \\xNN. The SHA-256 of that line, with its line break, is the "
		"tensor's\n"
		"id; `-f tensors` prints ids and lines. `weights_digest` is that of the sorted distinct ids, one a line:\n"
		"    licet hash -f tensors PATH | cut -c1-64 | sort -u | sha256sum\n"
		"`weights_digest_nameless` is made in the same way of lines that end at the bracket: it survives renamed "
		"tensors.\n"
		"`models` has the digests of files that are shards of one model together.",
	.options = options,
	.run = run,
};
