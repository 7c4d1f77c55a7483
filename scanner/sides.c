/* SPDX-License-Identifier: MIT */
#include "sides.h"

#include "base/path.h"
#include "base/pool.h"
#include "catalog/load.h"
#include "report/json_parts.h"
#include "report/results_json.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

enum { HEAD_BYTES = 4096 };

/* Is it a document that licet wrote? Of any other file only the first bytes are read. */
static bool is_document(const char *path)
{
	ARENA_AUTO struct arena a;
	struct stat st;
	const char *bytes;
	size_t len;
	arena_init(&a);
	return stat(path, &st) == 0 && S_ISREG(st.st_mode) && file_head(path, HEAD_BYTES, &a, &bytes, &len, NULL) == 0 &&
	       side_schema(bytes, len, &a);
}

static int read_document(struct side *s, const char *path, const struct limits *l, struct err *e)
{
	ARENA_AUTO struct arena file;
	const char *bytes;
	size_t len;
	arena_init(&file);
	if (file_read(path, SIDE_BYTES, &file, &bytes, &len, e) < 0)
		return -1;
	return side_read(s, path, bytes, len, l, e);
}

/* The tables themselves, instead of lists of them in the report. */
static void lend_tensors(struct side *s, const struct artifacts *artifacts)
{
	struct side_model *models = s->models.at;
	for (size_t i = 0; i < artifacts->count; i++)
		for (size_t k = 0; k < artifacts->at[i].n_weights; k++) {
			const struct weights *w = artifacts->at[i].weights[k]->detail;
			side_share_tensors(s, (struct side_weights *)models[i].weights.at + k, w->tensors);
		}
}

static void free_text(char **text)
{
	free(*text);
}

static int take_results(struct side *s, const struct results *r, const struct limits *l, struct err *e)
{
	size_t len;
	__attribute__((cleanup(free_text))) char *text = json_write_text(json_results(r), JSON_IN_A_LINE, &len);
	if (side_read(s, r->input, text, len, l, e) < 0)
		return -1;
	s->scanned = true;
	lend_tensors(s, r->artifacts);
	return 0;
}

/* A file that is no report, such as one that was cut to nothing, is scanned; when there is nothing in it either it was meant as one. */
static bool is_of_nothing(const char *path, const struct artifacts *as, const struct evidence *ev)
{
	struct stat st;
	bool nothing = stat(path, &st) == 0 && S_ISREG(st.st_mode);
	for (size_t i = 0; i < ev->count && nothing; i++)
		nothing = ev->facts[i].kind != FACT_PROBLEM;
	for (size_t i = 0; i < as->count && nothing; i++)
		nothing = !as->at[i].n_weights && !as->at[i].n_declared && !as->at[i].n_matches && !as->at[i].n_texts;
	return nothing;
}

static int scan_side(struct side *s, const char *path, const struct scan_options *o, const struct policy *policy, struct err *e)
{
	ARENA_AUTO struct arena a;
	__attribute__((cleanup(evidence_release))) struct evidence evidence;
	struct artifacts artifacts;
	struct results r = {.catalog = o->catalog,
			    .input = path,
			    .policy = policy,
			    .evidence = &evidence,
			    .artifacts = &artifacts,
			    .limits = o->limits};
	arena_init(&a);
	evidence_init(&evidence);
	if (scan_run(o, &path, 1, &evidence, &r.stats, e) < 0)
		return -1;
	artifacts_init(&artifacts, &evidence, o->catalog, path_naming(path, &a), pool_threads(o->jobs));
	r.verdict = policy_apply(policy, &artifacts, &evidence);
	int rc =
		is_of_nothing(path, &artifacts, &evidence)
			? err_set(e, ERR_DATA, "%s: it is no report or manifest of licet, and no model or license is in it", path)
			: take_results(s, &r, o->limits, e);
	artifacts_release(&artifacts);
	return rc;
}

int side_open(struct side *s, const char *path, const struct scan_options *o, const struct policy *policy, struct err *e)
{
	*s = (struct side){0};
	arena_init(&s->arena);
	return is_document(path) ? read_document(s, path, o->limits, e) : scan_side(s, path, o, policy, e);
}
