/* SPDX-License-Identifier: MIT */
#include "diff/baseline.h"

#include "base/buf.h"
#include "catalog/load.h"

#include <stdlib.h>
#include <string.h>

static void add(struct baseline *b, struct past p)
{
	if (p.fingerprint)
		VEC_PUSH(b->at, b->count, b->capacity, p);
}

static const char *restriction_message(struct arena *a, const struct side_restriction *r)
{
	return arena_printf(a, "%s%s%s", r->title ? r->title : r->kind, r->license ? " (" : "",
			    r->license ? arena_printf(a, "%s)", r->license) : "");
}

static void add_model(struct baseline *b, const struct side_model *m)
{
	const struct side_finding *f = m->findings.at;
	const struct side_restriction *r = m->restrictions.at;
	for (size_t i = 0; i < m->findings.count; i++)
		add(b, (struct past){.fingerprint = f[i].fingerprint,
				     .content = f[i].content,
				     .id = f[i].id,
				     .severity = f[i].severity,
				     .message = f[i].message,
				     .path = m->path});
	for (size_t i = 0; i < m->restrictions.count; i++)
		add(b, (struct past){.fingerprint = r[i].fingerprint,
				     .id = r[i].kind,
				     .severity = "note",
				     .message = restriction_message(&b->side.arena, &r[i]),
				     .path = r[i].path});
}

static int by_fingerprint(const void *a, const void *b)
{
	return strcmp(((const struct past *)a)->fingerprint, ((const struct past *)b)->fingerprint);
}

static void collect(struct baseline *b)
{
	const struct side_model *models = b->side.models.at;
	const struct side_problem *p = b->side.problems.at;
	for (size_t i = 0; i < b->side.models.count; i++)
		add_model(b, &models[i]);
	for (size_t i = 0; i < b->side.problems.count; i++)
		add(b, (struct past){.fingerprint = p[i].fingerprint,
				     .id = p[i].id,
				     .severity = p[i].severity,
				     .message = p[i].message,
				     .path = p[i].path,
				     .gap = true});
	if (b->count)
		qsort(b->at, b->count, sizeof *b->at, by_fingerprint);
}

int baseline_open(struct baseline *b, const char *path, const struct limits *l, struct err *e)
{
	ARENA_AUTO struct arena file;
	const char *bytes;
	size_t len;
	*b = (struct baseline){0};
	arena_init(&file);
	arena_init(&b->side.arena);
	if (file_read(path, SIDE_BYTES, &file, &bytes, &len, e) < 0 || side_read(&b->side, path, bytes, len, l, e) < 0)
		return -1;
	if (!b->side.terms)
		return err_set(e, ERR_USAGE,
			       "--baseline %s: that is a manifest, which has no findings; a report of `licet scan -f json` has",
			       path);
	collect(b);
	return 0;
}

void baseline_release(struct baseline *b)
{
	free(b->at);
	side_release(&b->side);
}

enum novelty baseline_ask(struct baseline *b, const char *fingerprint, const char *content)
{
	if (!b)
		return NOVELTY_UNKNOWN;
	struct past wanted = {.fingerprint = fingerprint};
	struct past *found = b->count ? bsearch(&wanted, b->at, b->count, sizeof *b->at, by_fingerprint) : NULL;
	if (!found)
		return NOVELTY_NEW;
	found->seen = true;
	return found->content && strcmp(found->content, content) != 0 ? NOVELTY_CHANGED : NOVELTY_SAME;
}
