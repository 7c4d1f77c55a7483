/* SPDX-License-Identifier: MIT */
#include "catalog/signature.h"

#include "base/buf.h"
#include "catalog/catalog.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

enum { COLUMNS = 3 + N_DIMENSIONS };

static const char *const dimensions[N_DIMENSIONS] = {
	"vocab_size",	       "hidden_size", "num_hidden_layers", "intermediate_size", "num_attention_heads",
	"num_key_value_heads", "q_rows",      "kv_rows",	   "rope_theta",
};

const char *dimension_name(enum dimension d)
{
	return dimensions[d];
}

/* --- lines of fields ------------------------------------------------------------------------------------------------------- */

struct lines {
	const char *path, *at;
	struct arena *arena;
	size_t number;
	const char *field[COLUMNS];
	size_t count;
};

static int fail(const struct lines *l, const char *what, struct err *e)
{
	return err_set(e, ERR_DATA, "%s:%zu: %s", l->path, l->number, what);
}

/* The next line that is no comment and not empty; fields beyond COLUMNS stay uncut in the last one. */
static bool next_line(struct lines *l)
{
	while (*l->at) {
		size_t n = strcspn(l->at, "\n");
		char *line = arena_strndup(l->arena, l->at, n);
		l->at += n + (l->at[n] == '\n');
		l->number++;
		if (!n || *line == '#')
			continue;
		for (l->count = 0; line && l->count < COLUMNS; l->count++) {
			char *tab = strchr(line, '\t');
			l->field[l->count] = line;
			if (tab)
				*tab = 0;
			line = tab ? tab + 1 : NULL;
		}
		return true;
	}
	return false;
}

static int need_head(struct lines *l, const char *const *names, size_t n, struct err *e)
{
	bool ok = next_line(l) && l->count == n;
	for (size_t i = 0; i < n && ok; i++)
		ok = !strcmp(l->field[i], names[i]);
	return ok ? 0 : fail(l, "the columns of this table are not those that it must have", e);
}

/* --- signatures ------------------------------------------------------------------------------------------------------------ */

static int read_size(const struct lines *l, const char *field, uint64_t *out, struct err *e)
{
	char *end;
	errno = 0;
	*out = strtoull(field, &end, 10);
	return *end || errno || *field == '-' ? fail(l, "a size is a whole number", e) : 0;
}

int signatures_read(const char *path, const char *bytes, struct arena *a, struct hints *out, struct err *e)
{
	struct lines l = {.path = path, .at = bytes, .arena = a};
	const char *names[COLUMNS] = {"model", "family", "type"};
	memcpy(names + 3, dimensions, sizeof dimensions);
	if (need_head(&l, names, COLUMNS, e) < 0)
		return -1;
	struct architecture *at = NULL;
	size_t n = 0, capacity = 0;
	int rc = 0;
	for (uint32_t i = 0; i < out->n_signatures; i++)
		VEC_PUSH(at, n, capacity, out->signatures[i]);
	while (rc == 0 && next_line(&l)) {
		struct architecture s = {.model = l.field[0], .family = l.count > 1 ? l.field[1] : "", .type = l.field[2]};
		rc = l.count == COLUMNS ? 0 : fail(&l, "a field is missing", e);
		for (int i = 0; i < N_DIMENSIONS && rc == 0; i++)
			rc = read_size(&l, l.field[3 + i], &s.size[i], e);
		if (rc == 0)
			VEC_PUSH(at, n, capacity, s);
	}
	out->signatures = arena_memdup(a, at, n * sizeof *at);
	out->n_signatures = (uint32_t)n;
	free(at);
	return rc;
}

/* --- names and templates --------------------------------------------------------------------------------------------------- */

static size_t stars(const char *mark)
{
	size_t n = strlen(mark);
	return (size_t)(*mark == '*') + (size_t)(n > 1 && mark[n - 1] == '*');
}

/* By what is written; of those as long the ones that stand for whole words first. */
static int longest_first(const void *a, const void *b)
{
	const struct family_mark *x = a, *y = b;
	size_t n = strlen(x->mark) - stars(x->mark), m = strlen(y->mark) - stars(y->mark);
	int order = (n < m) - (n > m);
	if (!order)
		order = (stars(x->mark) > stars(y->mark)) - (stars(x->mark) < stars(y->mark));
	if (!order)
		order = strcmp(x->mark, y->mark);
	return order ? order : strcmp(x->family, y->family);
}

/* "*quince*": a '*' at an end stays, and says that the word may go on there. */
static const char *folded(const char *name, struct arena *a)
{
	size_t size = strlen(name) + 1;
	char *out = arena_alloc(a, size);
	alias_fold(name, out, size);
	return arena_printf(a, "%s%s%s", *name == '*' ? "*" : "", out, size > 2 && name[size - 2] == '*' ? "*" : "");
}

static struct family_mark mark_new(const char *mark, const char *family)
{
	const char *letters = mark + (*mark == '*');
	size_t n = strcspn(letters, "*");
	if (n < 2)
		return (struct family_mark){mark, family, 0, 0};
	return (struct family_mark){mark, family, (uint16_t)mark_pair(letters), (uint16_t)mark_pair(letters + n - 2)};
}

static int marks_read(struct lines *l, const char *column, bool fold, const struct family_mark **marks, uint32_t *count,
		      struct err *e)
{
	const char *names[] = {"family", column};
	if (need_head(l, names, 2, e) < 0)
		return -1;
	struct family_mark *at = NULL;
	size_t n = 0, capacity = 0;
	for (uint32_t i = 0; i < *count; i++)
		VEC_PUSH(at, n, capacity, (*marks)[i]);
	int rc = 0;
	while (rc == 0 && next_line(l)) {
		rc = l->count == 2 && *l->field[0] && *l->field[1] ? 0 : fail(l, "the line needs a family and a mark of it", e);
		if (rc == 0)
			VEC_PUSH(at, n, capacity, mark_new(fold ? folded(l->field[1], l->arena) : l->field[1], l->field[0]));
	}
	if (n)
		qsort(at, n, sizeof *at, longest_first);
	*marks = arena_memdup(l->arena, at, n * sizeof *at);
	*count = (uint32_t)n;
	free(at);
	return rc;
}

int family_names_read(const char *path, const char *bytes, struct arena *a, struct hints *out, struct err *e)
{
	struct lines l = {.path = path, .at = bytes, .arena = a};
	return marks_read(&l, "name", true, &out->names, &out->n_names, e);
}

int family_templates_read(const char *path, const char *bytes, struct arena *a, struct hints *out, struct err *e)
{
	struct lines l = {.path = path, .at = bytes, .arena = a};
	return marks_read(&l, "piece", false, &out->templates, &out->n_templates, e);
}

/* --- licenses -------------------------------------------------------------------------------------------------------------- */

int family_licenses_read(const char *path, const char *bytes, struct arena *a, struct hints *out, struct err *e)
{
	struct lines l = {.path = path, .at = bytes, .arena = a};
	const char *const names[] = {"family", "license"};
	if (need_head(&l, names, 2, e) < 0)
		return -1;
	struct family_license *at = NULL;
	size_t n = 0, capacity = 0;
	int rc = 0;
	while (rc == 0 && next_line(&l)) {
		rc = l.count == 2 && *l.field[0] && *l.field[1] ? 0 : fail(&l, "the line needs a family and a license", e);
		if (rc == 0)
			VEC_PUSH(at, n, capacity, (struct family_license){l.field[0], l.field[1]});
	}
	for (uint32_t i = 0; i < out->n_families; i++) /* the table that was read last comes first */
		VEC_PUSH(at, n, capacity, out->families[i]);
	out->families = arena_memdup(a, at, n * sizeof *at);
	out->n_families = (uint32_t)n;
	free(at);
	return rc;
}

static int by_model(const void *a, const void *b)
{
	const struct model_license *x = a, *y = b;
	int order = strcmp(x->model, y->model);
	return order ? order : strcmp(x->license, y->license);
}

int model_licenses_read(const char *path, const char *bytes, struct arena *a, struct hints *out, struct err *e)
{
	struct lines l = {.path = path, .at = bytes, .arena = a};
	const char *const names[] = {"model", "license", "status"};
	if (need_head(&l, names, 3, e) < 0)
		return -1;
	struct model_license *at = NULL;
	size_t n = 0, capacity = 0;
	int rc = 0;
	for (uint32_t i = 0; i < out->n_models; i++)
		VEC_PUSH(at, n, capacity, out->models[i]);
	while (rc == 0 && next_line(&l)) {
		bool never = l.count == 3 && !strcmp(l.field[2], "unreleased");
		bool ok = l.count == 3 && *l.field[0] && (never || (*l.field[1] && !*l.field[2]));
		rc = ok ? 0 : fail(&l, "the line needs a model, and a license or the status unreleased", e);
		if (rc == 0)
			VEC_PUSH(at, n, capacity, (struct model_license){folded(l.field[0], a), l.field[1], never});
	}
	if (n)
		qsort(at, n, sizeof *at, by_model);
	out->models = arena_memdup(a, at, n * sizeof *at);
	out->n_models = (uint32_t)n;
	free(at);
	return rc;
}
