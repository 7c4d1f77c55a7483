/* SPDX-License-Identifier: MIT */
#include "diff/baseline.h"

#include "base/buf.h"
#include "catalog/load.h"

#include <stdlib.h>
#include <string.h>

enum { ALIKE_MAX = 1000 }; /* things that say the same that are looked at */

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
				     .content = r[i].content,
				     .id = r[i].kind,
				     .severity = "note",
				     .message = restriction_message(&b->side.arena, &r[i]),
				     .path = r[i].entry});
}

static int by_fingerprint(const void *a, const void *b)
{
	return strcmp(((const struct past *)a)->fingerprint, ((const struct past *)b)->fingerprint);
}

static int by_content(const void *a, const void *b)
{
	const struct past *const *x = a, *const *y = b;
	int order = strcmp((*x)->content, (*y)->content);
	return order ? order : by_fingerprint(*x, *y);
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
	b->by_content = mem_array(b->count ? b->count : 1, sizeof(struct past *));
	for (size_t i = 0; i < b->count; i++)
		if (b->at[i].content)
			b->by_content[b->n_by_content++] = &b->at[i];
	if (b->n_by_content)
		qsort(b->by_content, b->n_by_content, sizeof *b->by_content, by_content);
}

int baseline_read(struct baseline *b, const char *path, const char *bytes, size_t len, const struct limits *l, struct err *e)
{
	*b = (struct baseline){0};
	if (side_read(&b->side, path, bytes, len, l, e) < 0)
		return -1;
	if (!b->side.terms)
		return err_set(e, ERR_USAGE,
			       "--baseline %s: that is a manifest, which has no findings; a report of `licet scan -f json` has",
			       path);
	collect(b);
	return 0;
}

int baseline_open(struct baseline *b, const char *path, const struct limits *l, struct err *e)
{
	ARENA_AUTO struct arena file;
	const char *bytes;
	size_t len;
	*b = (struct baseline){0};
	arena_init(&file);
	arena_init(&b->side.arena);
	return file_read(path, SIDE_BYTES, &file, &bytes, &len, e) < 0 ? -1 : baseline_read(b, path, bytes, len, l, e);
}

void baseline_release(struct baseline *b)
{
	free(b->at);
	free(b->by_content);
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

/* The number of the first whose content is not less. */
static size_t lower(const struct baseline *b, const char *content)
{
	size_t low = 0, high = b->n_by_content;
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (strcmp(b->by_content[middle]->content, content) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

bool baseline_ask_elsewhere(struct baseline *b, const char *fingerprint, const char *content)
{
	if (!b)
		return false;
	size_t first = lower(b, content), end = first + ALIKE_MAX < b->n_by_content ? first + ALIKE_MAX : b->n_by_content;
	for (size_t i = first; i < end && !strcmp(b->by_content[i]->content, content); i++) {
		struct past *p = b->by_content[i];
		if (p->seen && (!p->seen_as || strcmp(p->seen_as, fingerprint) != 0))
			continue;
		p->seen = true;
		p->seen_as = arena_strdup(&b->side.arena, fingerprint);
		return true;
	}
	return false;
}
