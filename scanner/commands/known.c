/* SPDX-License-Identifier: MIT */
#define _GNU_SOURCE
#include "scan.h"

#include "base/fd.h"
#include "base/sandbox.h"
#include "catalog/known_build.h"
#include "catalog/known_json.h"
#include "catalog/known_load.h"
#include "catalog/load.h"
#include "commands/command.h"
#include "report/outfile.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static const char *into, *repo, *model, *family, *license, *source;
static bool rows;

static const struct opt options[] = {
	{"into", 0, OPT_STRING, "DIR", "add: data directory to write into (default: the current directory)", &into},
	{"rows", 0, OPT_FLAG, NULL, "add: the files are tables or JSON lines of rows, not weights", &rows},
	{"model", 0, OPT_STRING, "NAME", "add: what the weights are (default: the name of the file)", &model},
	{"repo", 0, OPT_STRING, "OWNER/NAME", "add: where they were published", &repo},
	{"family", 0, OPT_STRING, "NAME", "add: the family of models that they belong to", &family},
	{"license", 0, OPT_STRING, "ID", "add: the license that they were published under", &license},
	{"source", 0, OPT_STRING, "TEXT", "add: how you know", &source},
	{0},
};

/* --- list, show ------------------------------------------------------------------------------------------------------------- */

static void print_row(const uint8_t sha256[32], const struct known_row *row)
{
	BUF_AUTO struct buf line;
	buf_init(&line, 1 << 20);
	known_row_print(&line, sha256, row);
	puts(buf_str(&line));
}

static bool mentions(const struct known_row *row, const char *word)
{
	const char *const fields[] = {row->file, row->repo, row->model, row->family, row->license};
	for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
		if (strcasestr(fields[i], word))
			return true;
	return false;
}

static int list(const struct invocation *in, struct err *e)
{
	(void)e;
	puts(known_table_head);
	for (uint32_t s = 0; s < in->catalog->n_known; s++)
		for (size_t i = 0, n = known_count(&in->catalog->known[s]); i < n; i++) {
			struct known_row row = known_row(&in->catalog->known[s], i);
			if (in->count < 2 || mentions(&row, in->operands[1]))
				print_row(known_sha256(&in->catalog->known[s], i), &row);
		}
	return EXIT_PASS;
}

static size_t print_found(const struct catalog *c, const uint8_t sha256[32])
{
	size_t found = 0;
	for (uint32_t s = 0; s < c->n_known; s++) {
		struct known_span rows_found = known_look_up(&c->known[s], sha256);
		for (size_t i = 0; i < rows_found.count; i++) {
			struct known_row row = known_row(&c->known[s], rows_found.first + i);
			print_row(sha256, &row);
			found++;
		}
	}
	return found;
}

static void free_line(char **line)
{
	free(*line);
}

/* Digests on standard input, one a line: what is known of each. */
static int show_all(const struct catalog *c, struct err *e)
{
	__attribute__((cleanup(free_line))) char *line = NULL;
	size_t room = 0;
	uint8_t sha256[32];
	while (getline(&line, &room, stdin) >= 0) {
		size_t n = strcspn(line, " \t\r\n");
		if (n && !known_read_sha256(line, n, sha256))
			return err_set(e, ERR_USAGE, "a line of standard input does not begin with a SHA-256 of 64 digits");
		if (n)
			print_found(c, sha256);
	}
	return ferror(stdin) ? err_set(e, ERR_SYSTEM, "standard input: %s", strerror(errno)) : EXIT_PASS;
}

static int show(const struct invocation *in, struct err *e)
{
	uint8_t sha256[32];
	if (in->count < 2)
		return err_set(e, ERR_USAGE, "known show needs a SHA-256, or - for many on standard input");
	if (!strcmp(in->operands[1], "-"))
		return show_all(in->catalog, e);
	for (int i = 1; i < in->count; i++) {
		if (!known_read_sha256(in->operands[i], strlen(in->operands[i]), sha256))
			return err_set(e, ERR_USAGE, "'%s' is no SHA-256 of 64 hexadecimal digits", in->operands[i]);
		if (!print_found(in->catalog, sha256))
			printf("%s is not known\n", in->operands[i]);
	}
	return EXIT_PASS;
}

/* --- add -------------------------------------------------------------------------------------------------------------------- */

static void free_builder(struct known_builder **b)
{
	known_builder_free(*b);
}

/* A table, or JSON lines: whichever it is, it is mapped, because it may be larger than memory likes. */
static int add_rows(struct known_builder *b, const char *path, struct err *e)
{
	FD_AUTO int fd = open(path, O_RDONLY | O_CLOEXEC);
	struct stat st;
	if (fd < 0 || fstat(fd, &st) < 0)
		return err_set(e, ERR_SYSTEM, "%s: %s", path, strerror(errno));
	if (st.st_size <= 0)
		return err_set(e, ERR_DATA, "%s: there are no rows in it", path);
	char *bytes = mmap(NULL, (size_t)st.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
	if (bytes == MAP_FAILED)
		return err_set(e, ERR_SYSTEM, "%s: %s", path, strerror(errno));
	int rc = (*bytes == '{' ? known_builder_add_json : known_builder_add_table)(b, path, bytes, (size_t)st.st_size, e);
	munmap(bytes, (size_t)st.st_size);
	return rc;
}

static int add_weights(struct known_builder *b, const struct evidence *ev, size_t *added, struct err *e)
{
	for (size_t i = 0; i < ev->count; i++) {
		if (ev->facts[i].kind != FACT_WEIGHTS)
			continue;
		const struct weights *w = ev->facts[i].detail;
		const char *slash = strrchr(ev->facts[i].at.entry, '/');
		struct known_row row = {
			.file = slash ? slash + 1 : ev->facts[i].at.entry,
			.repo = repo,
			.model = model,
			.family = family,
			.license = license,
			.scope = license ? "entry" : "",
			.source = source ? source : "own",
			.size = w->size,
		};
		if (!model)
			row.model = row.file;
		if (known_builder_add(b, w->sha256, &row, e) < 0)
			return -1;
		++*added;
	}
	return 0;
}

/*
 * Finds and hashes the weights as a scan does, in archives too, and takes pointers for what they point to. Returns the exit code: what
 * could not be read is said.
 */
static int add_scanned(const struct invocation *in, struct known_builder *b, const struct outputs_named *written, struct err *e)
{
	struct limits limits;
	limits_init(&limits);
	__attribute__((cleanup(evidence_release))) struct evidence evidence;
	evidence_init(&evidence);
	struct scan_options o = {.catalog = in->catalog, .limits = &limits, .no_tensors = true};
	struct scan_stats stats;
	const char **paths = arena_array(in->arena, (size_t)in->count, sizeof *paths);
	for (int i = 1; i < in->count; i++)
		paths[i - 1] = in->operands[i];
	size_t added = 0;
	if (command_confine(in, &limits, NULL, written, e) < 0)
		return -1;
	if (scan_run(&o, paths, (size_t)in->count - 1, &evidence, &stats, e) < 0 || add_weights(b, &evidence, &added, e) < 0)
		return -1;
	int code = command_say_problems(&evidence, "");
	return added ? code : err_set(e, ERR_USAGE, "no weights were found there");
}

static int make_folder(const char *path, struct err *e)
{
	return mkdir(path, 0777) == 0 || errno == EEXIST ? 0 : err_set(e, ERR_SYSTEM, "%s: %s", path, strerror(errno));
}

/* Where nothing is to be added, no folder is made for it. */
static bool are_there(const struct invocation *in)
{
	for (int i = 1; i < in->count; i++)
		if (access(in->operands[i], F_OK) != 0)
			return false;
	return true;
}

/* The new set takes the name only when it is whole: a scan that has the old one mapped keeps it. */
static int write_set(struct known_builder *b, const char *path, struct err *e)
{
	void *bytes;
	size_t len;
	known_builder_finish(b, &bytes, &len);
	struct outfile f;
	int rc = outfile_open(&f, path, e);
	if (rc == 0) {
		fwrite(bytes, 1, len, f.to);
		rc = outfile_finish(&f, e) < 0 || outfile_commit(&f, e) < 0 ? -1 : 0;
	}
	outfile_drop(&f);
	if (rc == 0)
		printf("%s: %zu rows\n", path, known_count(&(struct known_set){bytes, len}));
	free(bytes);
	return rc;
}

static int add(const struct invocation *in, struct err *e)
{
	__attribute__((cleanup(free_builder))) struct known_builder *b = known_builder_new();
	const char *licenses = arena_printf(in->arena, "%s/licenses", into ? into : ".");
	const char *folder = arena_printf(in->arena, "%s/known", licenses);
	const char *path = arena_printf(in->arena, "%s/own.known", folder);
	struct known_set old;
	if (in->count < 2)
		return err_set(e, ERR_USAGE, "known add needs weights, or files of rows with --rows");
	if (access(path, F_OK) == 0 && (known_map(path, &old, e) < 0 || known_builder_add_set(b, &old, e) < 0))
		return -1;
	for (int i = 1; i < in->count && rows; i++)
		if (add_rows(b, in->operands[i], e) < 0)
			return -1;
	if (are_there(in) && ((into && make_folder(into, e) < 0) || make_folder(licenses, e) < 0 || make_folder(folder, e) < 0))
		return -1;
	int code = rows ? EXIT_PASS : add_scanned(in, b, &(struct outputs_named){&path, 1}, e);
	if (code < 0)
		return -1;
	return write_set(b, path, e) < 0 ? -1 : code;
}

/* --- table ------------------------------------------------------------------------------------------------------------------ */

/* Rows as the table that licenses/known/ keeps. */
static int table(const struct invocation *in, struct err *e)
{
	__attribute__((cleanup(free_builder))) struct known_builder *b = known_builder_new();
	void *bytes;
	size_t len;
	if (in->count < 2)
		return err_set(e, ERR_USAGE, "known table needs files of rows");
	for (int i = 1; i < in->count; i++)
		if (add_rows(b, in->operands[i], e) < 0)
			return -1;
	known_builder_finish(b, &bytes, &len);
	struct known_set set = {bytes, len};
	printf("# SPDX-License-Identifier: MIT\n%s\n", known_table_head);
	for (size_t i = 0, n = known_count(&set); i < n; i++) {
		struct known_row row = known_row(&set, i);
		print_row(known_sha256(&set, i), &row);
	}
	free(bytes);
	return EXIT_PASS;
}

static int run(const struct invocation *in, struct err *e)
{
	static const struct {
		const char *name;
		int (*run)(const struct invocation *, struct err *);
	} verbs[] = {{"list", list}, {"show", show}, {"add", add}, {"table", table}};
	const char *verb = in->count ? in->operands[0] : "list";
	for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++)
		if (!strcmp(verb, verbs[i].name))
			return verbs[i].run(in, e);
	return err_set(e, ERR_USAGE, "known can list, show, add and make a table, not '%s'", verb);
}

const struct command command_known = {
	.name = "known",
	.usage = "list [WORD] | show SHA256… | show - | add PATH… | add --rows FILE… | table FILE…",
	.summary = "known weights: which published files have which bytes; list them, look one up, add your own",
	.more = "add hashes the weights at the paths (in archives too; pointers count for what they point to) and puts them "
		"into\n"
		"DIR/licenses/known/own.known, which --data DIR then uses; a set may have many millions of rows. Files of rows "
		"are\n"
		"JSON lines, or tables: fields with tabs between them under a line that names them: sha256, kind (weights, "
		"archive,\n"
		"tensor, tokenizer), size, file, repo, model, family, license, scope, source, status. A license with the scope "
		"entry,\n"
		"card or directory counts as evidence; inherited, repository and others do not. table prints rows in that form.",
	.options = options,
	.run = run,
};
