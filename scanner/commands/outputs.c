/* SPDX-License-Identifier: MIT */
#include "commands/outputs.h"

#include "base/path.h"
#include "base/tty.h"
#include "report/outfile.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

static const char *format_names(struct arena *a)
{
	size_t n;
	const struct report *const *table = report_table(&n);
	const char *list = "";
	for (size_t i = 0; i < n; i++)
		list = arena_printf(a, "%s%s%s", list, !i ? "" : i + 1 < n ? ", " : " and ", table[i]->id);
	return list;
}

static int read_wish(struct output_target *t, const char *wish, struct arena *a, struct err *e)
{
	const char *equals = strchr(wish, '=');
	const char *id = equals ? arena_strndup(a, wish, (size_t)(equals - wish)) : wish;
	*t = (struct output_target){.report = report_find(id)};
	if (!t->report)
		return err_set(e, ERR_USAGE, "there is no report format '%s'; the formats are %s", id, format_names(a));
	if (equals && !equals[1])
		return err_set(e, ERR_USAGE, "-f %s needs the name of a file after '='", wish);
	t->file = equals && strcmp(equals + 1, "-") != 0 ? equals + 1 : NULL;
	return 0;
}

/* -o names the file of the one report that has none. */
static int place_all(struct outputs *o, const char *file, struct err *e)
{
	size_t without = 0;
	for (size_t i = 0; i < o->count; i++) {
		struct output_target *t = &o->at[i];
		if (t->file)
			continue;
		if (without++)
			return err_set(e, ERR_USAGE, "only one report can go to standard output: write -f %s=FILE",
				       t->report->id);
		t->file = file;
	}
	if (file && !without)
		return err_set(e, ERR_USAGE, "-o %s: every format names its own file", file);
	for (size_t i = 0; i < o->count; i++)
		for (size_t j = i + 1; j < o->count; j++)
			if (o->at[i].file && o->at[j].file && !strcmp(o->at[i].file, o->at[j].file))
				return err_set(e, ERR_USAGE, "%s: two reports cannot go to one file", o->at[i].file);
	return 0;
}

static int check_places(const struct outputs *o, struct arena *a, struct err *e)
{
	for (size_t i = 0; i < o->count; i++) {
		const char *file = o->at[i].file;
		if (!file)
			continue;
		size_t n = (size_t)(path_base(file) - file);
		if (access(n ? arena_strndup(a, file, n) : ".", F_OK) < 0)
			return err_set(e, ERR_SYSTEM, "%s: %s; nothing was scanned", file, strerror(errno));
	}
	return 0;
}

int outputs_init(struct outputs *o, const struct opt_list *wishes, const char *file, struct arena *a, struct err *e)
{
	size_t n;
	o->count = wishes->count ? wishes->count : 1;
	o->at = arena_array(a, o->count, sizeof *o->at);
	o->at[0].report = report_table(&n)[0];
	for (size_t i = 0; i < wishes->count; i++)
		if (read_wish(&o->at[i], wishes->at[i], a, e) < 0)
			return -1;
	return place_all(o, file, e) < 0 ? -1 : check_places(o, a, e);
}

struct outputs_named outputs_names(const struct outputs *o, struct arena *a)
{
	struct outputs_named named = {.files = arena_array(a, o->count, sizeof *named.files)};
	for (size_t i = 0; i < o->count; i++)
		if (o->at[i].file)
			named.files[named.n++] = o->at[i].file;
	return named;
}

/* The reason is the file's when it refused, else the report's own sentence. */
static int write_to(struct outfile *f, const struct report *report, const struct results *r, struct output out, struct err *e)
{
	out.to = f->to;
	if (report->write(r, &out, e) == 0)
		return outfile_finish(f, e);
	const char *why = outfile_failure(f);
	return *why ? err_set(e, ERR_SYSTEM, "%s: %s; the report was not written", f->name, why) : err_prefix(e, "%s", f->name);
}

static int write_file(struct outfile *f, const struct output_target *t, const struct results *r, bool quiet, struct err *e)
{
	if (outfile_open(f, t->file, e) < 0)
		return -1;
	return write_to(f, t->report, r, (struct output){.quiet = quiet, .width = 80}, e);
}

static int write_stdout(const struct report *report, const struct results *r, struct err *e)
{
	struct outfile f;
	if (outfile_stdout(&f, e) < 0)
		return -1;
	struct output out = {.width = tty_columns(STDOUT_FILENO), .color = tty_wants_color(STDOUT_FILENO)};
	int rc = write_to(&f, report, r, out, e);
	outfile_drop(&f);
	return rc;
}

int outputs_write(const struct outputs *o, const struct results *r, bool quiet, struct arena *a, struct err *e)
{
	struct outfile *files = arena_array(a, o->count, sizeof *files);
	int rc = 0;
	for (size_t i = 0; rc == 0 && i < o->count; i++)
		if (o->at[i].file)
			rc = write_file(&files[i], &o->at[i], r, quiet, e);
	for (size_t i = 0; rc == 0 && i < o->count; i++)
		rc = outfile_commit(&files[i], e);
	for (size_t i = 0; i < o->count; i++)
		outfile_drop(&files[i]);
	for (size_t i = 0; rc == 0 && i < o->count; i++)
		if (!o->at[i].file && !quiet)
			rc = write_stdout(o->at[i].report, r, e);
	return rc;
}
